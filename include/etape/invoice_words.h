/* The enumerations of invoices, and what the law has them say. */
#ifndef ETAPE_INVOICE_WORDS_H
#define ETAPE_INVOICE_WORDS_H

#include "etape/vocabulary.h"

enum invoice_kind { INVOICE_INVOICE, INVOICE_CREDIT_NOTE };
extern const struct vocabulary invoice_kinds; /* "invoice", "credit_note" */
extern const struct vocabulary fee_units;     /* enum fee_unit: "day", "half_day", "event" */

enum invoice_state {
	INVOICE_DRAFT,
	INVOICE_ISSUED, /* nothing was paid yet; of a credit note: always */
	INVOICE_PARTLY_PAID,
	INVOICE_PAID,
	INVOICE_OVERPAID, /* the rest is the payer's credit */
	INVOICE_LATE,	  /* something is due, its day is past */
	INVOICE_CREDITED, /* wholly, by credit notes */
};
extern const struct vocabulary invoice_states;

/* Three cases that are never mixed, and a rate (RULES.md). Which one holds is the accountant's word. */
enum invoice_vat {
	VAT_OUTSIDE,   /* outside the scope: no mention */
	VAT_EXEMPT,    /* art. 261-7-1° du CGI */
	VAT_FRANCHISE, /* art. 293 B du CGI */
	VAT_RATE,
};
extern const struct vocabulary invoice_vats;

/* What an invoice must say of its VAT, in the current language: "" outside the scope and for a rate. */
const char *invoice_vat_mention(enum invoice_vat vat);

#endif
