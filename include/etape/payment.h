/* Payments: money taken or given back for a registration. */
#ifndef ETAPE_PAYMENT_H
#define ETAPE_PAYMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/money.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct payment {
	int64_t id; /* set when added */
	int64_t registration;
	cents_t cents; /* negative: a refund */
	enum payment_means means;
	day_t day;	       /* CIVIL_NONE when adding: today, at the event */
	instant_t at;	       /* set when added */
	const char *desk;      /* borrowed; set when listed */
	const char *author;    /* borrowed; set when listed */
	const char *reference; /* cheque number…; NULL or "": none */
	char receipt[32];      /* set when added: "R2026-0001"; "" for those before receipts */
	const char *name;      /* borrowed; set when listed: "DUPRÉ-LEROY Inès" */
	const char *event;     /* borrowed; set when listed: its code */
	const char *date;      /* borrowed; set when listed: .day as "2026-03-10" */
};

/* Rows: struct payment; keys id,receipt,event,name,cents,means,day,at,desk,author,reference. */
extern const struct record_type payment_type;

/* Adds; .id, .day, .at and .receipt are set. The receipt's number is the next of the year of .day,
 * given in the same transaction and never twice, even after an undo. ERR_INVALID for 0;
 * ERR_REFUSED, with the figures, when more would be given back than this registration paid. */
bool payment_add(struct db *db, struct payment *p, struct err *err);

/* Of one registration (0: all) of an event (0: all), in order of time. See page.h. */
bool payment_list(struct db *db, int64_t event, int64_t registration,
	bool (*each)(void *arg, const struct payment *p), void *arg, struct err *err);

/* Takings by means: refunds taken off. */
struct payment_till {
	cents_t total;
	cents_t by_means[MEANS_MANDAT + 1];
	int64_t count[MEANS_MANDAT + 1]; /* of payments and refunds */
};
struct payment_till_filter {
	int64_t event;	  /* 0: all */
	day_t day;	  /* CIVIL_NONE: all */
	const char *desk; /* NULL: all */
};
bool payment_till(struct db *db, const struct payment_till_filter *filter,
	struct payment_till *till, struct err *err);

/* The same for each desk that took or gave back something, in order of its name. See page.h. */
bool payment_till_by_desk(struct db *db, const struct payment_till_filter *filter,
	bool (*each)(void *arg, const char *desk, const struct payment_till *till), void *arg,
	struct err *err);

#endif
