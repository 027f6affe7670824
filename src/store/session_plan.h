/* The sessions that an event gets by its dates and times. Pure. */
#ifndef STORE_SESSION_PLAN_H
#define STORE_SESSION_PLAN_H

#include <stddef.h>

#include "etape/event.h"
#include "etape/session.h"

enum { SESSION_PLAN_DAYS = 31, SESSION_PLAN_MOST = 2 * SESSION_PLAN_DAYS };

struct session_plan {
	struct session at[SESSION_PLAN_MOST]; /* day, part, starts, ends, no */
	size_t count;
};

/* By event_save()'s rules; .first_day and .last_day of the event are known. */
void session_plan(const struct event *e, struct session_plan *plan);

#endif
