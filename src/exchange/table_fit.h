/* The widths of a table's columns on a terminal that is narrower than the table. */
#ifndef ETAPE_EXCHANGE_TABLE_FIT_H
#define ETAPE_EXCHANGE_TABLE_FIT_H

#include <stddef.h>

#include "etape/record.h"

#define TABLE_GAP 2 /* columns between two */

/* Narrows `widths` (of each field; those without a heading are not shown and stay 0) until the
 * table fits in `columns`: the widest first, down to what a field wants at least, then fields
 * go, the highest priority first (width 0). When nothing more can go it stays too wide. */
void table_fit(size_t *widths, const struct record_type *type, size_t columns);

#endif
