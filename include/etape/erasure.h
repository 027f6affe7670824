/* Personal data: erasing somebody, and who is due to be. Nothing here acts by itself. */
#ifndef ETAPE_ERASURE_H
#define ETAPE_ERASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/str.h"

/* What an erasure did, and what it could not. */
struct erasure {
	size_t blanked;	     /* entries of the journal made unreadable */
	int64_t mentions;    /* texts about others that still name her: for people to change */
	struct str where;    /* of the first ones, a line each: table and the record's name */
	struct str copies;   /* copies beside the database, which hold her still: a path a line */
	bool bytes_left;     /* the file is to be wiped again */
	struct str left;     /* why, in words; "" when somebody was reading */
};

void erasure_init(struct erasure *e);
void erasure_release(struct erasure *e);

/* Erases a person, for good: her names, addresses, numbers, notes and what was typed about her go;
 * registrations, check-ins, mandates and payments stay without a name, with her cité, her
 * function and the kind of her structure. Registrations to what has not begun are cancelled, posts
 * that she holds end today, those to come go. Every entry of the journal that holds a row of hers is blanked, and the
 * erasure is an entry without content. Then the file itself is wiped: nothing of her is left in it
 * nor in its write-ahead log. ERR_FORBIDDEN for any role but `admin`; ERR_NOT_FOUND, also when she
 * was erased before. */
bool person_erase(struct db *db, int64_t id, struct erasure *done, struct err *err);

/* Wipes the file where an erasure was interrupted before it had. `done->bytes_left` says that this
 * is still to be done: somebody is reading, or the role is not `admin`. */
bool erasure_finish(struct db *db, struct erasure *done, struct err *err);

/* Somebody of whom nothing was heard for long. */
struct retention_row {
	int64_t id;
	const char *name;
	const char *structure;
	const char *last;    /* ISO: the day of the last contact known */
	const char *because; /* where that day comes from: retention_reasons */
	int posts;	     /* held today: look twice */
};

typedef bool (*retention_row_fn)(void *arg, const struct retention_row *row);

/* Rows: struct retention_row. */
extern const struct record_type retention_type;

/* Where etape.ini has no rule and somebody asks all the same. */
#define RETENTION_YEARS 3

/* Those whose last contact is more than `years` before today, the longest silent first: the latest
 * of the day noted as her last contact, her last registration, check-in or announcement of others
 * (at the latest the rencontre's own last day, when they were keyed after it) and the day her
 * record was confirmed; when none of them is known, the day it was made. */
bool retention_list(struct db *db, int years, retention_row_fn each, void *arg, struct err *err);

struct retention_day {
	int64_t id; /* of the person */
	day_t last; /* day of the last contact */
};

/* The same, without more than a list needs to hold of each, as an owned array; `text` restricts as
 * in struct person_filter, NULL for all. */
bool retention_days(struct db *db, int years, const char *text, struct retention_day **days,
	size_t *count, struct err *err);

#endif
