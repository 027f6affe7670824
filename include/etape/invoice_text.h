/* An invoice, a credit note or a draft as plain text, to be read, printed or sent. */
#ifndef ETAPE_INVOICE_TEXT_H
#define ETAPE_INVOICE_TEXT_H

#include "etape/invoice.h"
#include "etape/str.h"

enum { INVOICE_TEXT_COLUMNS = 76 };

/* Appends it, in lines of at most INVOICE_TEXT_COLUMNS, with every mention of RULES.md, "Invoice",
 * and the reasoning under each line, in the language of the invoice. A draft says that it is one.
 * What was paid at the desk before it was issued is taken off at the end. */
void invoice_text(const struct invoice *invoice, struct str *out);

/* Appends a text in lines of at most INVOICE_TEXT_COLUMNS, each behind `indent` blanks; `first` stands
 * at their end, on the first one. */
void invoice_text_folded(struct str *out, size_t indent, const char *first, const char *text);

/* Appends name, address and numbers of one as an invoice says them, a line each; what is not set is
 * left out. */
void invoice_text_party(struct str *out, size_t indent, const struct invoice_party *party);

#endif
