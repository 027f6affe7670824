/* Sessions: the parts of an event at which people are counted present. */
#ifndef ETAPE_SESSION_H
#define ETAPE_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/vocabulary.h"

struct session {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t event;
	int no; /* 1, 2, … as people say it; 0 when adding: the next one */
	day_t day;
	enum session_part part;
	int starts;  /* minutes after midnight in the event's zone */
	int ends;    /* past 1440: the next day */
	int64_t capacity; /* -1: no limit */
	char *title; /* owned; NULL: none */
};

void session_init(struct session *s);
void session_release(struct session *s);

/* All sessions of an event in order of number, as an array that the caller frees with
 * session_free_list(). */
bool session_list(
	struct db *db, int64_t event, struct session **list, size_t *count, struct err *err);
void session_free_list(struct session **list, size_t count);

/* By number. ERR_NOT_FOUND. */
bool session_get(struct db *db, int64_t event, int no, struct session *s, struct err *err);

bool session_by_id(struct db *db, int64_t id, struct session *s, struct err *err);

/* The session the desk is about at an instant: the one within [start - 90 min, end), else the
 * next of that day, else the day's last; before the event its first, after it its last.
 * ERR_NOT_FOUND when the event has no session. */
bool session_current(
	struct db *db, int64_t event, instant_t at, struct session *s, struct err *err);

/* Adds (id 0) or changes. ERR_INVALID for a new or moved one that is on no day of its event, or at an hour that the
 * clock change goes over. */
bool session_save(struct db *db, struct session *s, struct err *err);
/* Refuses while somebody was checked in or is registered for it. */
bool session_delete(struct db *db, int64_t id, struct err *err);

/* Appends "matin", or with the day "mer. 17 fév., matin"; the title when it has one. */
void session_words(struct str *out, const struct session *s, bool with_day);

#endif
