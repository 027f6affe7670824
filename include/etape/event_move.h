/* Moving, postponing and cancelling an event: what becomes of its registrations, and what it was
 * before. */
#ifndef ETAPE_EVENT_MOVE_H
#define ETAPE_EVENT_MOVE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/event.h"

enum event_move_registrations {
	MOVE_KEEP,   /* they hold for the new date */
	MOVE_INVITE, /* they become invitations: everybody answers again */
	MOVE_CANCEL, /* they are cancelled, with the reason */
};

/* Saves an event whose date or status changes knowingly: keeps what it was (event_move_list), and
 * does with the registrations what was chosen; sessions and programme follow the new day. One change.
 * `reason` may be NULL but with MOVE_CANCEL. As event_save() refuses; ERR_REFUSED too when people are checked in. */
bool event_move(struct db *db, struct event *e, enum event_move_registrations registrations,
	const char *reason, struct err *err);

/* What an event was before a move. */
struct event_move_row {
	int64_t id;
	instant_t at;
	const char *author;
	enum event_status status;
	const char *starts; /* ISO, cut to the precision known */
	const char *ends;
	const char *reason; /* "" for none */
};
/* How far its date was known: it shows in how much of it there is. */
enum precision event_move_precision(const struct event_move_row *row);
/* Oldest first. See page.h. */
bool event_move_list(struct db *db, int64_t event,
	bool (*each)(void *arg, const struct event_move_row *row), void *arg, struct err *err);

/* A draft like it on another day (ISO start, cut to the precision known): sessions, programme and audience
 * come along; registrations, moves, documents and decisions do not. */
bool event_copy(struct db *db, int64_t id, const char *starts, int64_t *copy, struct err *err);

/* A series: saves `e` when it is new, and makes a copy of it (event_copy()) on each of these days that is not
 * its own. *made: how many events are new. One change; ERR_REFUSED for an event that is not known by its day. */
bool event_series(struct db *db, struct event *e, const day_t *days, size_t count, int64_t *made, struct err *err);

/* An étape that gets another number. */
struct stage_change {
	int64_t event;
	enum event_status status;
	bool over; /* held, or its day is past: it keeps the number it has */
	int from; /* 0: none */
	int to;	  /* 0: none */
	char *title; /* the host's name, else its own */
	char *starts; /* ISO, cut to the precision known */
	char *ends; /* the same, "" when like starts */
	enum precision precision;
};

/* The étapes of a cycle that event_renumber() would number otherwise, in order of day. Texts hold until each()
 * returns, which returns false to stop. */
bool event_renumber_list(struct db *db, int64_t cycle, bool (*each)(void *arg, const struct stage_change *change),
	void *arg, struct err *err);

/* Numbers the étapes of a cycle again in order of day, from the smallest number that one has. Those that were held,
 * or whose day is past, keep theirs, in order or not; what is postponed or cancelled gives its number up to the one
 * that takes it.
 * *count: how many changed. One change. */
bool event_renumber(struct db *db, int64_t cycle, int64_t *count, struct err *err);

#endif
