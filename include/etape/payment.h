/* Payments: money taken or given back for a registration. */
#ifndef ETAPE_PAYMENT_H
#define ETAPE_PAYMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/money.h"
#include "etape/vocabulary.h"

struct payment {
	int64_t id; /* set when added */
	int64_t registration;
	cents_t cents; /* negative: a refund */
	enum payment_means means;
	day_t day;	       /* CIVIL_NONE when adding: today */
	instant_t at;	       /* set when added */
	const char *desk;      /* borrowed; set when listed */
	const char *author;    /* borrowed; set when listed */
	const char *reference; /* cheque number…; NULL or "": none */
};

/* Adds; .id, .day and .at are set. ERR_INVALID for 0. */
bool payment_add(struct db *db, struct payment *p, struct err *err);

/* Of one registration (0: all) of an event (0: all), in order of time. See page.h. */
bool payment_list(struct db *db, int64_t event, int64_t registration,
	bool (*each)(void *arg, const struct payment *p), void *arg, struct err *err);

/* Takings of an event, by means. */
struct payment_till {
	cents_t total;
	cents_t by_means[MEANS_MANDAT + 1];
};
bool payment_till(struct db *db, int64_t event, struct payment_till *till, struct err *err);

#endif
