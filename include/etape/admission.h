/* The desk's second steps: letting in somebody whom checkin_do() sent back, in one change. */
#ifndef ETAPE_ADMISSION_H
#define ETAPE_ADMISSION_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/checkin.h"
#include "etape/db.h"
#include "etape/payment.h"
#include "etape/person.h"

/* Adds a session to those that a person is registered for, and checks in. As checkin_do():
 * false only on an error. */
bool admission_session(struct db *db, int64_t event, int64_t person, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err);

/* Who somebody at the desk is, when the directory has her already: the person with that
 * e-mail and name, else the only one of that name in that structure. *id is 0 when nobody is.
 * ERR_EXISTS when the e-mail is that of somebody of another name. */
bool admission_recognise(struct db *db, const struct person *p, int64_t *id, struct err *err);

/* "She comes in my place", said at the desk: registration_substitute() and check-in. */
bool admission_substitute(struct db *db, int64_t registration, int64_t person, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err);

/* Somebody who stands there, whom the rencontre does not know. */
struct newcomer {
	struct person *person; /* its id 0: recognised, else added; .id and .rev are set */
	const char *structure; /* names it when person->structure is 0: the one of that name, else
				* a new one, of the kind that its name says
				* (structure_kind_of_name()); NULL or "": none */
	int64_t event;
	int session; /* number */
	enum checkin_via via;
	int64_t replaces;	 /* registration of whom she replaces; 0: nobody */
	struct payment *payment; /* taken at once: .cents, .means and .reference are given, the rest is
				  * set; NULL: none */
};

/* Registers a newcomer on the spot, checks in and takes the payment in one change: person,
 * structure, registration, check-in and payment are all there or none is. As checkin_walk_in()
 * for the capacity. */
bool admission_newcomer(
	struct db *db, const struct newcomer *n, struct checkin_answer *a, struct err *err);

#endif
