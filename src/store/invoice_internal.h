/* What the files of invoices share. */
#ifndef STORE_INVOICE_INTERNAL_H
#define STORE_INVOICE_INTERNAL_H

#include "etape/invoice.h"
#include "store/noun.h"

/* An owned text in place of another. */
void invoice_set(char **text, const char *value);

/* The seller, the case of VAT and where to pay as the settings have them, in the current language. */
void invoice_take_settings(struct invoice *invoice, const struct invoice_settings *settings);
/* Penalties, recovery fee and discount, in the current language, once the buyer is known: "" for a
 * person without a SIRET. */
void invoice_take_terms(struct invoice *invoice, const struct invoice_settings *settings);
/* Buyer, service code and what is missing of them, of the payer that the draft names. */
bool invoice_take_buyer(struct db *db, struct invoice *draft, struct err *err);
/* Owned: what a draft can't be issued without, one a line; "" when nothing. */
bool invoice_missing(struct db *db, const struct invoice *draft, char **missing, struct err *err);

/* A line's place at the end, initialised. Borrowed until the next call. */
struct invoice_line *invoice_add_line(struct invoice *invoice);
void invoice_line_release(struct invoice_line *line);
/* Sums the lines up; false when they are too much. */
bool invoice_sum(struct invoice *invoice, struct err *err);
/* The part of an amount that is no VAT, half a cent rounded up. */
cents_t invoice_net(cents_t gross, enum invoice_vat vat, int rate);
/* Shares `net`, what of the whole is no VAT, out among the lines, of which .net + .vat is what is
 * asked: half a cent rounded up line by line, and what then lacks or is too much a cent a line, where
 * rounding took or gave most. The price of one unit follows. Without a rate nothing is to be shared. */
void invoice_share_vat(struct invoice *invoice, cents_t net);

/* Today's day of issue, and the state of an invoice of that day with those amounts. */
enum invoice_state invoice_state_of(
	enum invoice_kind kind, const struct invoice *amounts, day_t today);

/* Writes an invoice or a credit note, inside a change: takes the next number of the year of .day,
 * and sets .id, .seq, .number, .at, .author, .desk. */
bool invoice_write(struct db *db, const struct invoice_settings *settings, struct invoice *invoice,
	struct err *err);

/* The draft of today that says the same as the one shown; NULL and ERR_CONFLICT when there is none. */
struct invoice *invoice_draft_again(
	struct invoice_drafts *now, const struct invoice *shown, struct err *err);

/* What stands billed for a registration, claims included. */
struct invoice_standing {
	cents_t cents; /* less what was credited, VAT included */
	bool partly;   /* of one invoice, some was credited, not all */
	bool ever;     /* a line was billed or claimed */
};
bool invoice_standing(
	struct db *db, int64_t registration, struct invoice_standing *standing, struct err *err);

/* Whether a line of the reasons of a fee says what was paid of it, which is none for its amount. */
bool invoice_tells_payment(const char *line);

#endif
