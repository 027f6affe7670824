/* The desk's counters: computed from the facts, never stored. */
#ifndef ETAPE_COUNTERS_H
#define ETAPE_COUNTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/money.h"

struct counters {
	int64_t expected;    /* registered for the session (or, without one, for the event) */
	int64_t present;     /* in the session now (or, without one, as .present_any) */
	int64_t left;	     /* came to the session and are gone; 0 without one */
	int64_t present_any; /* distinct people who came to any session, gone since or not */
	int64_t walk_ins;    /* registered on the spot, not cancelled */
	int64_t cancelled;
	int64_t waiting;
};

/* `session` is a number; 0: the whole event. */
bool counters_get(
	struct db *db, int64_t event, int session, struct counters *c, struct err *err);

/* What is still to be paid, over everybody who owes: fees due less payments. The first time
 * milliseconds at 2,000 registered; then, while there are but check-ins and payments, far less. */
bool counters_owed(struct db *db, int64_t event, cents_t *owed, struct err *err);

struct counters_cite {
	int64_t cite;	  /* 0: no cité known */
	const char *name; /* "" when none */
	int64_t expected; /* registered (for the session) */
	int64_t waiting;
	int64_t present; /* in the session now, or came to any */
	int64_t missing; /* registered (for it) and did not come (to it) */
};

/* By cité (the person's, else the structure's), in order of name. `session` is a number; 0: the whole
 * event. See page.h. */
bool counters_by_cite(struct db *db, int64_t event, int session,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err);

#define COUNTERS_SLICE_MS (10 * 60 * 1000)

struct counters_slice {
	instant_t from; /* a whole ten minutes of the wall clock at the event */
	int64_t arrivals;
};

/* First arrivals that stand, each person once a session (`session` 0: once at all), in slices of ten
 * minutes in order of time; empty slices between two others less than a day apart are given, too.
 * See page.h. */
bool counters_arrivals(struct db *db, int64_t event, int session,
	bool (*each)(void *arg, const struct counters_slice *s), void *arg, struct err *err);

#endif
