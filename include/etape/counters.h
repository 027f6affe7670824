/* The desk's counters: computed from the facts, never stored. */
#ifndef ETAPE_COUNTERS_H
#define ETAPE_COUNTERS_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/money.h"

struct counters {
	int64_t expected;    /* registered for the session (or, without one, for the event) */
	int64_t present;     /* present in the session (or in any) */
	int64_t present_any; /* distinct people present in any session of the event */
	int64_t walk_ins;    /* registered on the spot, not cancelled */
	int64_t cancelled;
	int64_t waiting;
};

/* `session` is a number; 0: the whole event. */
bool counters_get(
	struct db *db, int64_t event, int session, struct counters *c, struct err *err);

/* What is still to be paid, over everybody who owes: fees due less payments. Milliseconds at
 * 2,000 registered. */
bool counters_owed(struct db *db, int64_t event, cents_t *owed, struct err *err);

struct counters_cite {
	int64_t cite;	  /* 0: no cité known */
	const char *name; /* "" when none */
	int64_t expected; /* registered */
	int64_t waiting;
	int64_t present; /* in any session */
};

/* By cité (the person's, else the structure's), in order of name. See page.h. */
bool counters_by_cite(struct db *db, int64_t event,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err);

#endif
