/* The programme of an event: what happens when, by the clock there, and who speaks. */
#ifndef ETAPE_PROGRAMME_H
#define ETAPE_PROGRAMME_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"

struct programme_item {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t event;
	day_t day;
	int starts; /* minutes after midnight in the event's zone; -1: not known */
	int ends;   /* past 1440: the next day; -1: not known */
	/* Owned; NULL and "" both mean nothing. */
	char *title;
	char *speakers;
	char *place; /* a room */
	char *note;
};

struct programme_row {
	int64_t id;
	int64_t event_id;
	day_t day;
	int starts; /* -1: not known */
	int ends;
	const char *title;
	const char *speakers;
	const char *place;
	const char *note;
};

typedef bool (*programme_row_fn)(void *arg, const struct programme_row *row);

void programme_item_init(struct programme_item *p);
void programme_item_release(struct programme_item *p);
bool programme_item_get(struct db *db, int64_t id, struct programme_item *p, struct err *err);
/* Adds (id 0) or changes. ERR_INVALID when it lies outside the event's days or ends before it
 * begins, or its hour does not exist there (the clock change). */
bool programme_item_save(struct db *db, struct programme_item *p, struct err *err);
bool programme_item_delete(struct db *db, int64_t id, struct err *err);
/* In order of time; those without one first in their day. See page.h. */
bool programme_list(struct db *db, int64_t event, programme_row_fn each, void *arg, struct err *err);

#endif
