/* An event and the copies of it that calendars hold: whose it is, and how often it has changed. */
#ifndef ETAPE_EVENT_CALENDAR_H
#define ETAPE_EVENT_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/str.h"

/* Which version of an event a calendar holds (RFC 5545 SEQUENCE, LAST-MODIFIED). */
struct event_version {
	int64_t sequence;   /* grows with each change, those undone too */
	instant_t modified; /* the last one */
};
bool event_version(struct db *db, int64_t id, struct event_version *v, struct err *err);
/* After an import: the version of the file that was taken over. Not undone with the change. */
bool event_set_version(
	struct db *db, int64_t id, const struct event_version *v, struct err *err);

/* The UID for ever: its own when it came from another calendar, else one made of its id. */
void event_uid(struct str *out, const struct event *e);
/* Whether the UID is one of event_uid()'s making, here or in another database of étape. */
bool event_uid_is_ours(const char *uid);
/* The event of a UID and a RECURRENCE-ID ("" for none); *id is 0 when there is none. */
bool event_of_uid(
	struct db *db, const char *uid, const char *recurrence, int64_t *id, struct err *err);

/* An event as its calendar tells it. Texts are the callee's, those of `e` too: it is without its revision,
 * numbers of people, source and note. */
struct event_entry {
	const struct event *e;
	struct event_version version;
	bool programme;	   /* it has one */
	const char *host;  /* code of the cité, "" */
	int32_t lat, lon;  /* of the host's town, as in struct cite */
	const char *cycle; /* its name, "" */
};
/* Calls `each` with what a calendar is about: one event, those of a cycle, all (0 for either), in order
 * of id; it returns false to stop. */
bool event_calendar_each(struct db *db, int64_t id, int64_t cycle,
	bool (*each)(void *arg, const struct event_entry *entry), void *arg, struct err *err);
/* All that is read until event_calendar_end() is of one moment, whatever others write, and is found
 * without asking for the lock each time. */
bool event_calendar_begin(struct db *db, struct err *err);
void event_calendar_end(struct db *db);

/* One of a series. Texts are the callee's. */
struct event_occurrence {
	int64_t id;
	const char *code;
	const char *title;
	const char *starts;
	const char *recurrence; /* "20270311T083000Z" */
	bool off;		/* cancelled or postponed */
};
/* Those that came from a series, in order. See page.h. */
bool event_occurrences(struct db *db, const char *uid,
	bool (*each)(void *arg, const struct event_occurrence *o), void *arg, struct err *err);
/* How many are registered for it, waiting or invited ones not counted. */
bool event_registered(struct db *db, int64_t id, int64_t *n, struct err *err);

/* When an event is on the calendar. */
struct event_span {
	bool timed; /* else whole days */
	day_t first;
	int starts; /* minutes after midnight, when timed */
	day_t last; /* included */
	int ends;   /* of the last day, when timed; past 1440: the next one */
};
/* A timed event ends at its own end, else with its last session, else after an hour. */
bool event_span(struct db *db, const struct event *e, struct event_span *s, struct err *err);

#endif
