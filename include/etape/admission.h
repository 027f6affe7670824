/* The desk's second steps: letting in somebody whom checkin_do() sent back, in one change. */
#ifndef ETAPE_ADMISSION_H
#define ETAPE_ADMISSION_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/checkin.h"
#include "etape/db.h"
#include "etape/person.h"

/* Adds a session to those that a person is registered for, and checks in. As checkin_do():
 * false only on an error. */
bool admission_session(struct db *db, int64_t event, int64_t person, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err);

/* Who somebody at the desk is, when the directory has her already: the person with that
 * e-mail and name, else the only one of that name in that structure. *id is 0 when nobody is.
 * ERR_EXISTS when the e-mail is that of somebody of another name. */
bool admission_recognise(struct db *db, const struct person *p, int64_t *id, struct err *err);

/* Registers a newcomer on the spot and checks in: checkin_walk_in() for the person recognised,
 * else for a new one. `structure` names her organisation when p->structure is 0: the one of
 * that name, or a new one of kind "other"; NULL or "" for none. */
bool admission_newcomer(struct db *db, struct person *p, const char *structure, int64_t event,
	int session, enum checkin_via via, struct checkin_answer *a, struct err *err);

#endif
