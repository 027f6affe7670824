/* Numbers in hundredths: percentages, days of a budget. */
#ifndef ETAPE_HUNDREDTHS_H
#define ETAPE_HUNDREDTHS_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/i18n.h"
#include "etape/str.h"

/* Appends "33,33", "2,5", "30" as people read it; not negative. */
void hundredths_format(struct str *out, int64_t n, enum lang lang);
/* Appends "33.33", "2.5", "30": machine form. */
void hundredths_raw(struct str *out, int64_t n);
/* The number by which a plural goes: what is less than two is one in French, what is more than one many in
 * English. */
int hundredths_many(int64_t n);
/* Reads "2,5", "33.33", "30 %"; anything doubtful, and more than `max`, is refused with the reason. */
bool hundredths_parse(const char *text, int64_t max, int64_t *n, struct err *err);

#endif
