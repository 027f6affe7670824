/* What etape.ini tells of invoices ([invoice]): who sells, on what terms, how they are numbered. */
#ifndef ETAPE_INVOICE_SETTINGS_H
#define ETAPE_INVOICE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/invoice_words.h"
#include "etape/str.h"

enum { INVOICE_REMINDERS_MOST = 9 };

/* Texts are owned; NULL: not told. */
struct invoice_settings {
	bool titles;	     /* mode = title: sums to collect instead of invoices */
	char *prefix;	     /* NULL: "FA" */
	char *credit_prefix; /* NULL: "AV" */
	char *name;	     /* of the seller */
	char *address;
	char *postcode;
	char *town;
	char *siret; /* 14 digits */
	char *vat_number;
	int vat;      /* enum invoice_vat; ANY: not told */
	int vat_rate; /* hundredths of a percent; 0: not told */
	int due_days; /* -1: not told, 30 */
	char *penalties; /* NULL: the usual words */
	char *recovery;	 /* NULL: the usual words, 40 € */
	char *discount;	 /* NULL: none */
	char *iban;	 /* without blanks */
	char *bic;
	char *email;
	char *phone;
	char *note;
	int reminders[INVOICE_REMINDERS_MOST]; /* days late of each level, growing; 15, 30, 45 */
	size_t reminder_count;
};

void invoice_settings_init(struct invoice_settings *s);
void invoice_settings_release(struct invoice_settings *s);

const char *invoice_settings_prefix(const struct invoice_settings *s);
const char *invoice_settings_credit_prefix(const struct invoice_settings *s);
int invoice_settings_due_days(const struct invoice_settings *s);

/* The terms in the current language: what is told, else the usual words. */
const char *invoice_settings_penalties(const struct invoice_settings *s);
const char *invoice_settings_recovery(const struct invoice_settings *s);
const char *invoice_settings_discount(const struct invoice_settings *s);
/* Appends what the seller lacks for an invoice, one a line, in the current language. */
void invoice_settings_missing(const struct invoice_settings *s, struct str *missing);

#endif
