/* État des sommes à recouvrer: what each payer owes, for an accountant who issues titres de
 * recettes himself (RULES.md). The title's number and the day it was paid are typed back. */
#ifndef ETAPE_CLAIM_H
#define ETAPE_CLAIM_H

#include "etape/invoice.h"

struct claim_row {
	int64_t id;
	int64_t payer_structure; /* one of the two is 0 */
	int64_t payer_person;
	const char *payer;
	const char *siret;	/* of a structure, "", as the ones below */
	const char *address;
	const char *postcode;
	const char *town;
	const char *service_code;
	int64_t event;		/* 0: of several */
	const char *event_code; /* "" when of several */
	const char *who;	/* "name, event: what is billed", one a line */
	const char *reasons;	/* which days, which rate, which rule, one a line */
	const char *lines;	/* both, each line's reasons after it */
	cents_t cents;
	cents_t paid_at_desk;	/* of them, for the registrations it claims */
	cents_t left;		/* to be collected: 0 once it was paid */
	instant_t at;
	const char *author;
	const char *title;     /* number of the titre de recettes, "" */
	const char *title_day; /* ISO, "" */
	const char *paid_day;  /* ISO, "" */
};
typedef bool (*claim_row_fn)(void *arg, const struct claim_row *row);
/* Rows: struct claim_row; keys id,payer,siret,address,postcode,town,service_code,event,cents,paid_at_desk_cents,left_cents,who,reasons,
 * title,title_day,paid_day,at,author. */
extern const struct record_type claim_type;

struct claim_filter {
	int64_t event; /* 0: all */
	int64_t payer_structure;
	int64_t payer_person;
	bool open; /* without a title, or not paid yet */
};
/* In order of time. See page.h. */
bool claim_list(
	struct db *db, const struct claim_filter *filter, claim_row_fn each, void *arg, struct err *err);

/* One claim for each draft whose `chosen` is true (NULL: all), as one change; *made (may be NULL)
 * says how many. What is claimed is not billed again. ERR_CONFLICT when the drafts are not today's;
 * ERR_REFUSED where invoices are issued ([invoice] mode), for days not over without scope.early
 * and when there is nothing to claim. */
bool claim_make(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, const struct invoice_drafts *drafts, const bool *chosen,
	size_t *made, struct err *err);

/* Types the title's number back (NULL or "": takes it off), with its day (CIVIL_NONE: today).
 * ERR_EXISTS when another has it. */
bool claim_set_title(struct db *db, int64_t claim, const char *title, day_t day, struct err *err);
/* The day the accountant tells it was paid; CIVIL_NONE: it is not. ERR_REFUSED for a day to come. */
bool claim_set_paid(struct db *db, int64_t claim, day_t day, struct err *err);
/* Both as one change. */
bool claim_set_both(struct db *db, int64_t claim, const char *title, day_t day, day_t paid, struct err *err);
/* Takes it out, when it is to be drawn up anew for another amount (invoice_proposals): its title was
 * annulled, or it had none. ERR_REFUSED once it was paid. */
bool claim_withdraw(struct db *db, int64_t claim, struct err *err);
/* By id or title's number; ERR_NOT_FOUND. */
bool claim_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

#endif
