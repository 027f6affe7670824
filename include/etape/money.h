/* Money: integer cents, overflow checked, no floating point. */
#ifndef ETAPE_MONEY_H
#define ETAPE_MONEY_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/i18n.h"
#include "etape/str.h"

typedef int64_t cents_t;

/* Adds and multiplies; false and `*out` untouched on overflow. */
bool money_add(cents_t a, cents_t b, cents_t *out);
bool money_mul(cents_t a, int64_t n, cents_t *out);

/* a × n / of (`of` above 0), rounded half up; of a negative amount half down, so that what is given
 * back is what was asked. False and `*out` untouched on overflow. */
bool money_share(cents_t a, int64_t n, int64_t of, cents_t *out);

/* Appends an amount as people read it: "1 234,50 €" in French (no-break spaces
 * U+00A0, RULES.md), "€1,234.50" in English. */
void money_format(struct str *out, cents_t cents, enum lang lang);

/* Reads "150", "150,5", "1 200,00 €", "1200.00". Anything doubtful (three
 * decimals, two separators, letters) is refused: false, err says why. */
bool money_parse(const char *text, cents_t *cents, struct err *err);
/* The same with a minus before it, or none: "-50", "−50,00 €". */
bool money_parse_signed(const char *text, cents_t *cents, struct err *err);

#endif
