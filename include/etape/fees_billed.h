/* What became of the fees of an event: which of them are on an invoice (or claimed), what was paid
 * of those since, and which are late. */
#ifndef ETAPE_FEES_BILLED_H
#define ETAPE_FEES_BILLED_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/money.h"

/* A registration on one invoice or in one claim. What was paid of an invoice goes to its lines in
 * their order, and what is too much to the last, so that the lines sum up to the payments. */
struct fees_billed {
	int64_t registration;
	int64_t invoice;    /* 0: a claim */
	const char *number; /* of the invoice, or of the titre de recettes, "" when not typed back */
	const char *due;    /* ISO; "" for a claim */
	cents_t billed;	    /* less what was credited, VAT included */
	cents_t since;	    /* paid of it since; what the desk took is not in it */
	cents_t open;	    /* still to be paid, the desk's payments taken off */
	bool late;	    /* something is open, and the day it was due on is past */
};
typedef bool (*fees_billed_fn)(void *arg, const struct fees_billed *billed);

/* Of the registrations of an event, in order of the invoices, then claims. */
bool fees_billed(struct db *db, int64_t event, fees_billed_fn each, void *arg, struct err *err);

/* The same some at a time, for a screen that may not wait: the invoices of an event in their order
 * (owned), what one of them says of it, the claims. `each` may break off one of these by false. */
bool fees_billed_invoices(
	struct db *db, int64_t event, int64_t **invoices, size_t *count, struct err *err);
bool fees_billed_on(struct db *db, int64_t event, int64_t invoice, fees_billed_fn each, void *arg,
	struct err *err);
bool fees_billed_claims(
	struct db *db, int64_t event, fees_billed_fn each, void *arg, struct err *err);

#endif
