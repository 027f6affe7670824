/* What registering, editing, promoting and substituting share. All inside a change. */
#ifndef STORE_REGISTRATION_INTERNAL_H
#define STORE_REGISTRATION_INTERNAL_H

#include "etape/code.h"
#include "etape/registration.h"
#include "etape/room.h"
#include "etape/session.h"

/* --- registration.c --- */

bool registration_of_code(struct db *db, const char *code, int64_t *id, struct err *err);
/* A code that nobody has, nor had on a badge. */
bool registration_new_code(struct db *db, char code[CODE_LENGTH + 1], struct err *err);
/* ERR_REFUSED while the person is checked in. */
bool registration_absent(struct db *db, const struct registration *r, struct err *err);
/* Cancels; `reason` NULL: none. */
bool registration_call_off(struct db *db, int64_t id, const char *reason, struct err *err);

/* --- registration_choice.c: which sessions --- */

struct choice {
	struct session *list; /* of the event, in order of number */
	size_t count;
	bool *before; /* of each: registered for it */
	bool *wanted;
	int *numbers; /* room for as many as there are sessions */
};

/* Reads; wanted are those before. `registration` 0: none before, all wanted. */
bool choice_read(
	struct db *db, int64_t event, int64_t registration, struct choice *c, struct err *err);
void choice_release(struct choice *c);
/* Wants these numbers, NULL for all. ERR_NOT_FOUND. */
bool choice_want(struct choice *c, const int *sessions, size_t count, struct err *err);
bool choice_same(const struct choice *c);
/* The numbers wanted, or only those not had before, in .numbers. */
size_t choice_numbers(const struct choice *c, bool added_only);
/* ERR_REFUSED when the person is checked in to one that is no longer wanted. */
bool choice_may_drop(
	struct db *db, const struct choice *c, const struct registration *r, struct err *err);
bool choice_write(struct db *db, const struct choice *c, int64_t registration, struct err *err);

/* --- registration_add.c --- */

/* Adds a row of that status; the caller fills `*id` in elsewhere. */
bool registration_insert(struct db *db, const struct registering *what,
	enum registration_status status, int64_t *id, struct err *err);
/* Gives a row a status, and what of `what` is given. */
bool registration_update(struct db *db, const struct registering *what,
	enum registration_status status, int64_t id, struct err *err);
/* Nobody stands in for somebody who comes herself. */
bool registration_returned(struct db *db, int64_t id, struct err *err);
/* Refuses in words what exceeds: ERR_REFUSED, or ERR_FORBIDDEN when `force` is not the role's
 * to use. True when there is room or it may be exceeded. */
bool registration_fits(struct db *db, const struct room *room, bool force, const char *name,
	struct err *err);

/* --- registration_waiting.c --- */

/* Ranks in the waiting list of one event. */
struct waiting {
	int64_t event; /* 0: not read */
	struct waiting_place {
		int64_t id;
		int rank;
	} *at; /* in order of id */
	size_t count;
};

bool waiting_read(struct db *db, int64_t event, struct waiting *w, struct err *err);
/* 0 when it does not wait. */
int waiting_rank(const struct waiting *w, int64_t registration);
void waiting_release(struct waiting *w);

#endif
