/*
 * A crowd: many desks, each a process of its own on the library, that check people in on one
 * file at once. A program that starts them hands its arguments to crowd_is_desk() first: it is
 * itself what they run.
 */
#ifndef TESTS_SUPPORT_CROWD_H
#define TESTS_SUPPORT_CROWD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/checkin.h"

struct sandbox;

#define CROWD_EVENT "foule"
#define CROWD_DESKS 8
#define CROWD_NAME  24

/* One thing that a desk did, and what it was told. */
struct crowd_try {
	int64_t registration;
	int64_t checkin; /* the fact added, or (ALREADY) the one that stood */
	int64_t at;
	int64_t took; /* ns, the wait for the lock included */
	enum checkin_result result;
	enum checkin_kind kind;	 /* asked for: IN or UNDO */
	char desk[CROWD_NAME];	 /* as told in the answer */
	char author[CROWD_NAME]; /* likewise */
};

struct crowd_desk {
	char name[CROWD_NAME];	 /* "accueil 3" */
	char author[CROWD_NAME]; /* "hôte 3" */
	struct crowd_try *tries; /* in order */
	size_t n;
};

struct crowd {
	struct crowd_desk desk[CROWD_DESKS];
};

/* What the desks do. */
struct crowd_work {
	int contested; /* people whom all desks check in, each in the same instant; the others are
			* shared out among the desks */
	int flat_out_ms; /* 0: everybody once. Else, for so long: in, then back, and again */
	int sync_ms;	 /* how much longer the disk takes for each commit: an old laptop's 10 */
};

/* Registers so many invented people for a rencontre, by import. */
void crowd_register(const struct sandbox *s, const char *event, unsigned people);
/* Likewise for CROWD_EVENT, which is made. */
void crowd_invite(const struct sandbox *s, unsigned people);

/* Runs the desks to their end; crowd_release() afterwards. Fails the test when one fails. */
void crowd_run(const struct sandbox *s, const struct crowd_work *work, struct crowd *crowd);
void crowd_release(struct crowd *crowd);

/* True when the program was started as a desk: it has done its work and leaves with *status. */
bool crowd_is_desk(int argc, char **argv, int *status);

#endif
