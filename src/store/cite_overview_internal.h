/* Between the files of the overview of the cités. */
#ifndef STORE_CITE_OVERVIEW_INTERNAL_H
#define STORE_CITE_OVERVIEW_INTERNAL_H

#include "etape/cite_overview.h"

/* The row of a cité's id, NULL when it is not among them. */
struct cite_overview_row *cite_overview_row_of(struct cite_overview *o, int64_t id);

/* Reads CITE_OVERVIEW_FEES. */
bool cite_overview_fees(struct db *db, struct cite_overview *o, struct err *err);

#endif
