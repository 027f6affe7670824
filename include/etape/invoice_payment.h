/* Money for invoices, after the event: payments, refunds, what was too much and pays another
 * invoice, balances, reminders. What is taken at the desk for a registration is in payment.h. */
#ifndef ETAPE_INVOICE_PAYMENT_H
#define ETAPE_INVOICE_PAYMENT_H

#include "etape/invoice.h"

struct invoice_payment {
	int64_t id; /* set when added */
	int64_t invoice;
	cents_t cents; /* negative: a refund */
	int means;     /* enum payment_means; ANY: credit moved from or to another invoice */
	day_t day;     /* CIVIL_NONE when adding: today */
	instant_t at;  /* set when added */
	const char *reference; /* of the transfer, cheque…; NULL or "": none */
	char receipt[32];      /* set when added, of the same series as the desk's: "R2026-0001"; "" for credit */
	const char *desk;      /* borrowed; set when listed, like those below */
	const char *author;
	const char *number; /* of the invoice */
	const char *payer;
	const char *other; /* of means credit: number of the other invoice; "" */
	const char *date;  /* .day as "2026-03-10" */
};
typedef bool (*invoice_payment_fn)(void *arg, const struct invoice_payment *p);
/* Rows: struct invoice_payment; keys id,receipt,number,payer,cents,means,day,at,desk,author,reference,other. */
extern const struct record_type invoice_payment_type;

/* Adds; .id, .day, .at and .receipt are set. More than is due is kept as the payer's credit. ERR_INVALID
 * for 0; ERR_REFUSED for a credit note, a day to come and, with the figures, when more would be given
 * back than was paid of this invoice (desk included). */
bool invoice_pay(struct db *db, struct invoice_payment *p, struct err *err);

/* Pays `to` from what is too much on `from`, of the same payer: `cents`, or with 0 as much as can
 * be. *moved (may be NULL) gets how much. ERR_REFUSED, with the figures, for more than that. */
bool invoice_use_credit(struct db *db, int64_t from, int64_t to, cents_t cents, cents_t *moved,
	struct err *err);

/* Of those of a filter (.states and .kind don't count), in order of time. See page.h. */
bool invoice_payment_list(struct db *db, const struct invoice_filter *filter,
	invoice_payment_fn each, void *arg, struct err *err);

/* --- balances ---------------------------------------------------------------------- */

enum invoice_group { INVOICE_BY_PAYER, INVOICE_BY_EVENT, INVOICE_BY_YEAR };

struct invoice_balance {
	int64_t id;	  /* of the payer or event; 0 for a year and for invoices of several events */
	const char *name; /* payer's name, event's code ("" of several), year */
	int invoices;
	cents_t total;
	cents_t credited; /* by credit notes */
	cents_t paid;
	cents_t due;	/* still to be paid */
	cents_t credit; /* paid too much */
};
typedef bool (*invoice_balance_fn)(void *arg, const struct invoice_balance *balance);
/* Rows: struct invoice_balance; keys id,name,invoices,total_cents,credited_cents,paid_cents,due_cents,credit_cents. */
extern const struct record_type invoice_balance_type;

/* In order of name. See page.h. */
bool invoice_balances(struct db *db, enum invoice_group by, const struct invoice_filter *filter,
	invoice_balance_fn each, void *arg, struct err *err);

/* --- reminders --------------------------------------------------------------------- */

struct invoice_reminder {
	int64_t invoice;
	const char *number;
	const char *payer;
	const char *email; /* the invoice's, "" */
	cents_t balance;
	const char *due; /* ISO */
	int days_late;
	int level;	  /* to be done now, from 1 */
	const char *last; /* day of the one before, "" */
};
typedef bool (*invoice_reminder_fn)(void *arg, const struct invoice_reminder *reminder);
/* Rows: struct invoice_reminder; keys number,payer,email,balance_cents,due_day,days_late,level,last_day. */
extern const struct record_type invoice_reminder_type;

/* Those due today: so many days late, by the settings, not noted yet, and as many days after the one
 * before as the settings put between the two; the latest first. */
bool invoice_reminders(struct db *db, const struct invoice_settings *settings,
	invoice_reminder_fn each, void *arg, struct err *err);
struct invoice_reminded {
	int level;
	day_t day;
	const char *author;
	const char *note; /* how, who answered, "" */
};
typedef bool (*invoice_reminded_fn)(void *arg, const struct invoice_reminded *reminded);
/* Those that were noted of an invoice, in order. */
bool invoice_reminded(
	struct db *db, int64_t invoice, invoice_reminded_fn each, void *arg, struct err *err);
/* Notes that the reminder of a level was done (nothing is sent); 0: the one after the last. *noted
 * (may be NULL) gets the level. ERR_REFUSED when nothing is due, and when it was noted already
 * or another was today. */
bool invoice_remind(struct db *db, int64_t invoice, int level, const char *note, int *noted,
	struct err *err);

#endif
