/* Invoices and credit notes: drafts of what is to be billed, grouped by payer, numbers taken for
 * them, and what was issued, which never changes. Payments of them are in invoice_payment.h. */
#ifndef ETAPE_INVOICE_H
#define ETAPE_INVOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/fee.h"
#include "etape/invoice_settings.h"
#include "etape/money.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

/* Seller or buyer. Texts are owned, never NULL once read; "" when there is none. */
struct invoice_party {
	char *name;
	char *address; /* lines */
	char *postcode;
	char *town;
	char *siret; /* 14 digits */
	char *vat_number;
	char *email;
	char *phone;
};

/* As they are printed. Texts are owned, in the invoice's language; "" when there is none. */
struct invoice_terms {
	char *penalties;
	char *recovery;
	char *discount;
	char *vat_mention; /* "" outside the scope and for a rate */
	char *iban;
	char *bic;
	char *note;
};

/* Amounts of a line and of a credit note's line are positive both. Texts are owned. */
struct invoice_line {
	int64_t id; /* 0 in a draft */
	int no;	    /* from 1 */
	int64_t registration; /* 0 when none */
	int64_t corrects;     /* line of the invoice, in a credit note */
	char *event;	      /* its title and date */
	char *name;	      /* of who came */
	char *label;	      /* what is billed */
	day_t first;
	day_t last;
	enum fee_unit unit;
	int quantity;	    /* hundredths */
	cents_t unit_cents; /* excluding VAT, before .percent */
	int percent;	    /* asked of it: FEE_WHOLE is all */
	cents_t net;	    /* excluding VAT */
	cents_t vat;
	char *reasons;	  /* the reasoning, one a line */
	cents_t credited; /* given back on it since, VAT included; 0 in a draft */
	cents_t credited_net;
};

/* Of an invoice, a credit note or a draft: then .id, .seq and .number are 0 and "". Texts are owned. */
struct invoice {
	int64_t id;
	enum invoice_kind kind;
	int year;
	int seq;
	char *number;	/* "FA2026-0001" */
	day_t day;	/* of issue; of a draft: today */
	day_t due_day;	/* CIVIL_NONE for a credit note */
	instant_t at;
	char *author;
	char *desk;
	int64_t corrects;	/* the invoice, of a credit note */
	char *corrects_number;	/* its number, "" */
	day_t corrects_day;	/* its day */
	char *reason;		/* of a credit note */
	int64_t event;		/* 0: of several */
	char *event_code;	/* "" when of several */
	day_t service_from;
	day_t service_to;
	int64_t payer_structure; /* one of the two is 0 */
	int64_t payer_person;
	bool payer_public;	 /* a public body: of a draft only */
	struct invoice_party seller;
	struct invoice_party buyer;
	char *service_code;
	char *engagement;
	enum invoice_vat vat;
	int vat_rate; /* hundredths of a percent */
	cents_t net;
	cents_t vat_cents;
	cents_t total; /* VAT included: the fees */
	struct invoice_terms terms;
	enum lang lang;
	struct invoice_line *lines; /* owned */
	size_t line_count;
	/* What is known of it today; of a draft: what it would be. */
	enum invoice_state state;
	cents_t credited; /* by credit notes */
	cents_t paid_at_desk; /* for the registrations it bills */
	/* Of what its lines come to, what was paid at the desk before it was issued: sealed, by which a
	 * paper says the same whenever it is printed; at most .total. */
	cents_t paid_before;
	cents_t paid;	      /* desk and payments of the invoice, refunds taken off */
	cents_t balance;      /* total - credited - paid; below 0: too much was paid */
	bool early;	      /* of a draft: some of it is for days that are not over */
	char *missing;	      /* of a draft: what no number can be taken without, one a line; "" when ready */
};

void invoice_init(struct invoice *invoice);
void invoice_release(struct invoice *invoice);

/* --- drafts --- */

/* What is to be billed: one event, or those whose last day is in from..to and is over. */
struct invoice_scope {
	int64_t event;		 /* 0: a period */
	day_t from;
	day_t to;
	int64_t payer_structure; /* 0: everybody's */
	int64_t payer_person;	 /* 0: everybody's */
	bool early;		 /* days that are not over may be billed, too */
	const int64_t *registrations; /* these alone, in order of id; borrowed; NULL: everybody's */
	size_t registration_count;
};

enum invoice_why {
	INVOICE_UNDETERMINED, /* the fee is, or which of two hats' payers owes it */
	INVOICE_HELD,	      /* billed, credited in part, and the fee is another now: for people to say */
};

/* Somebody who is not billed and might have to be. Texts are owned. */
struct invoice_apart {
	enum invoice_why why;
	int64_t event;
	int64_t registration;
	int64_t person;
	char *event_code;
	char *name;
	char *structure;
	char *reasons; /* one a line */
	cents_t billed; /* what stands of her on invoices and claims already */
};

struct invoice_drafts {
	struct invoice *at; /* one a payer and engagement number, in order of the payer's name */
	size_t count;
	struct invoice_apart *apart; /* never billed */
	size_t apart_count;
	size_t free;   /* registrations that cost nothing */
	size_t billed; /* that are billed (or claimed) already */
	cents_t total; /* of the drafts */
	char *missing; /* what the seller lacks, one a line; "" when nothing */
};

/* Exactly what would be issued, without a number. What is billed already and was not credited is
 * left out; of a fee that has grown since, the rest is billed. A person who pays herself has
 * no address in the directory: fill .at[i].buyer before issuing. */
bool invoice_draft(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, struct invoice_drafts *drafts, struct err *err);
void invoice_drafts_release(struct invoice_drafts *drafts);

/* The same in steps of a rencontre each, for a screen that may not wait. Settings and the scope's
 * registrations are borrowed until the end, which gives the drafts, or throws them away (NULL), and is
 * called even after a failure. */
struct invoice_drafting;
bool invoice_drafting_begin(struct invoice_drafting **drafting, struct db *db,
	const struct invoice_settings *settings, const struct invoice_scope *scope, struct err *err);
/* *more is false after the last step. */
bool invoice_drafting_step(struct invoice_drafting *drafting, bool *more, struct err *err);
/* How many rencontres are read, of how many. */
void invoice_drafting_progress(const struct invoice_drafting *drafting, size_t *read, size_t *of);
void invoice_drafting_end(struct invoice_drafting **drafting, struct invoice_drafts *drafts);

/* Issues every draft whose `chosen` is true (NULL: all), in order, as one change: numbers are the
 * next of the year, all or none. Drafts that were issued become the invoices. ERR_INVALID lists
 * all that is missing, ERR_CONFLICT when what is to be billed is not what the drafts say any more,
 * ERR_REFUSED when today is before the day of the last invoice, or for days not over without
 * scope.early. */
bool invoice_issue(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, struct invoice_drafts *drafts, const bool *chosen,
	struct err *err);

/* --- credit notes --- */

/* A line of an invoice to be given back: cents of it, VAT included; 0: all that is left of it. */
struct invoice_credit {
	int no;
	cents_t cents;
};

/* Makes the credit note of an invoice's lines (none: of all that is left), without a number, for a preview. */
bool invoice_credit_draft(struct db *db, const struct invoice_settings *settings, int64_t invoice,
	const struct invoice_credit *lines, size_t count, const char *reason, struct invoice *note,
	struct err *err);
/* The same, and issues it. ERR_REFUSED, with the figures, for more than is left of a line or of the
 * invoice; ERR_INVALID without a reason. */
bool invoice_credit(struct db *db, const struct invoice_settings *settings, int64_t invoice,
	const struct invoice_credit *lines, size_t count, const char *reason, struct invoice *note,
	struct err *err);

/* Where what stands billed is more than the engine says today (a membership entered late…), or was
 * credited in part and is another. Nothing changes by itself: a credit note is proposed, or that a
 * claim is withdrawn and drawn up anew. */
struct invoice_proposal {
	int64_t invoice;     /* one of the two is 0 */
	int64_t claim;
	const char *number;  /* of a claim: its title's, else its id */
	int line;	     /* its number; 0: of several lines of that registration */
	int64_t registration;
	const char *event;   /* its code */
	const char *name;
	cents_t billed;	     /* what stands for the registration, VAT included */
	cents_t fee;	     /* today */
	cents_t credit;	     /* to give back: billed - fee; below 0: to bill in addition */
	const char *reasons; /* of today */
	const char *why;     /* those that what was billed did not know of, in one line: what happened */
};
typedef bool (*invoice_proposal_fn)(void *arg, const struct invoice_proposal *proposal);
/* Rows: struct invoice_proposal. */
extern const struct record_type invoice_proposal_type;
/* The events with something that stands billed, in order of day (owned), for a screen that may not wait:
 * the proposals of one after the other. */
bool invoice_proposal_events(struct db *db, int64_t **events, size_t *count, struct err *err);
/* Of an event (0: of all that stand billed). See page.h. */
bool invoice_proposals(
	struct db *db, int64_t event, invoice_proposal_fn each, void *arg, struct err *err);

/* --- reading --- */

/* With its lines and today's state. */
bool invoice_get(struct db *db, int64_t id, struct invoice *invoice, struct err *err);
/* By number, whatever its case, or id; ERR_NOT_FOUND. */
bool invoice_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

struct invoice_row {
	int64_t id;
	enum invoice_kind kind;
	const char *number;
	const char *day; /* ISO */
	const char *due; /* ISO, "" */
	int64_t payer_structure;
	int64_t payer_person;
	const char *payer;    /* as the invoice has it */
	int64_t event;
	const char *event_code; /* "" when of several */
	const char *corrects;	/* number, "" */
	cents_t net;
	cents_t vat;
	cents_t total;
	cents_t credited;
	cents_t paid_at_desk;
	cents_t paid;
	cents_t balance;
	enum invoice_state state;
	int days_late;		/* 0 when it isn't late */
	int reminders;		/* level of the last one noted */
};
typedef bool (*invoice_row_fn)(void *arg, const struct invoice_row *row);
/* Rows: struct invoice_row. */
extern const struct record_type invoice_type;

struct invoice_filter {
	int kind;	 /* enum invoice_kind or ANY */
	int64_t event;	 /* 0: all; those with a line of it */
	int year;	 /* 0: all */
	int64_t payer_structure;
	int64_t payer_person;
	unsigned states; /* 1u << enum invoice_state; 0: all */
};
#define INVOICE_FILTER_ALL ((struct invoice_filter){ .kind = ANY })
/* In order of day and number. See page.h. */
bool invoice_list(struct db *db, const struct invoice_filter *filter, invoice_row_fn each, void *arg,
	struct err *err);
/* The same of so many (above 0) of all that there are, after so many of them, for who reads them
 * between keys: those windows one after the other give them all. *more: there are others after these. */
bool invoice_list_part(struct db *db, const struct invoice_filter *filter, size_t skip, size_t most,
	bool *more, invoice_row_fn each, void *arg, struct err *err);

#endif
