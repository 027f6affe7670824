/* An event's sessions, as event_save() keeps them. */
#ifndef STORE_EVENT_INTERNAL_H
#define STORE_EVENT_INTERNAL_H

#include "etape/event.h"
#include "etape/session.h"
#include "store/db_internal.h"

/* What event_borrow() reads, of the event e. */
#define EVENT_COLUMNS \
	"e.id, e.rev, e.code, e.kind, e.cycle, e.stage_no, e.title, e.theme, e.starts, e.ends," \
	" e.precision, e.first_day, e.last_day, e.zone, e.place, e.address, e.town, e.cite, e.format," \
	" e.capacity, e.participants, e.status, e.speakers, e.source, e.note," \
	" e.cite_capacity, e.url, e.uid, e.recurrence, e.foreign_lines"
enum { EVENT_COLUMN_COUNT = 30, EVENT_TEXTS = 16 };

/* The row that begins with those columns; its texts are the statement's, until its next step. */
void event_borrow(sqlite3_stmt *stmt, struct event *e);

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
