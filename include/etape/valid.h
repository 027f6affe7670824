/* What a field of a form or a cell of an import may hold. */
#ifndef ETAPE_VALID_H
#define ETAPE_VALID_H

#include <stdbool.h>

#include "etape/err.h"

/* Each returns false with a reason in `err` that says what is expected. An empty
 * text is always acceptable; whether a field may be empty is its form's business. */
bool valid_email(const char *text, struct err *err);
bool valid_phone(const char *text, struct err *err);	/* French and international forms, RULES.md */
bool valid_siret(const char *text, struct err *err);	/* 14 digits, Luhn (La Poste's exception included) */
bool valid_iban(const char *text, struct err *err);	/* blanks allowed; ISO 13616's check digits */
bool valid_bic(const char *text, struct err *err);
bool valid_slug(const char *text, struct err *err);	/* a-z 0-9 and -, 1 to 40 */

#endif
