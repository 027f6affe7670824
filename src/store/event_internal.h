/* An event's sessions, as event_save() keeps them. */
#ifndef STORE_EVENT_INTERNAL_H
#define STORE_EVENT_INTERNAL_H

#include "etape/event.h"
#include "etape/session.h"
#include "store/db_internal.h"

/* Adds a session, its .no known, to an event just written. Inside its change. */
bool session_make(struct db *db, const struct event *e, struct session *s, struct err *err);
/* The sessions of a new event. Inside a change. */
bool event_sessions_make(struct db *db, const struct event *e, struct err *err);
/* Whether the sessions may follow a change of dates: ERR_REFUSED when people are checked in. */
bool event_sessions_may_move(
	struct db *db, const struct event *old, const struct event *e, struct err *err);
/* Moves them, with the same ids as far as they go, and the programme. Inside a change. */
bool event_sessions_move(
	struct db *db, const struct event *old, const struct event *e, struct err *err);

#endif
