/* Who is invited to an event: the roles and cités of its audience, and the people that this means on
 * its day. */
#ifndef ETAPE_AUDIENCE_H
#define ETAPE_AUDIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/vocabulary.h"

/* One line of an audience: those who hold `role` in the cités of a place. What is empty does not
 * restrict. */
struct audience {
	int64_t id;    /* 0: not saved yet */
	int64_t rev;
	int64_t event;
	int role;      /* enum mandate_role or ANY */
	int64_t cite;  /* 0 for all */
	char departement[4]; /* INSEE code, "" for all */
	char region[4];	     /* INSEE code, "" for all */
};

bool audience_get(struct db *db, int64_t id, struct audience *a, struct err *err);
bool audience_save(struct db *db, struct audience *a, struct err *err);
bool audience_delete(struct db *db, int64_t id, struct err *err);
bool audience_list(struct db *db, int64_t event, bool (*each)(void *arg, const struct audience *a),
	void *arg, struct err *err);

/* Somebody whom the audience means: by mandates in force on the event's first day. */
struct invitee_row {
	int64_t person_id;
	const char *name; /* "DUPRÉ-LEROY Inès" */
	int64_t cite_id;  /* of the mandate */
	const char *cite_code;
	const char *cite; /* name */
	int role;	  /* enum mandate_role; the first of several */
	const char *email; /* "" when there is none */
	const char *phone; /* mobile, else telephone, as typed */
	int status;	   /* enum registration_status or ANY: neither invited nor registered yet */
};

typedef bool (*invitee_row_fn)(void *arg, const struct invitee_row *row);

/* Each person once; by cité, then role, then name. See page.h. */
bool invitee_list(struct db *db, int64_t event, invitee_row_fn each, void *arg, struct err *err);

/* Registers as `invited` all of them who have no registration yet, in one change; *count: how many. */
bool invitee_invite_all(struct db *db, int64_t event, int64_t *count, struct err *err);

/* The same of one person, whether the audience means her or not; nothing when she has a registration. */
bool invitee_invite(struct db *db, int64_t event, int64_t person, struct err *err);

/* How many of one cité and role gave which answer; who cancelled counts as none of them. */
struct invitee_count {
	int64_t cite_id;
	const char *cite; /* name */
	int role;	  /* enum mandate_role */
	int invited;	  /* meant by the audience */
	int registered;
	int declined;
	int to_invite;	  /* nothing was done yet */
	int silent;	  /* invited, by whatever way, and no answer came */
	int no_email;
};
/* By cité, then role. See page.h. */
bool invitee_counts(struct db *db, int64_t event,
	bool (*each)(void *arg, const struct invitee_count *c), void *arg, struct err *err);

#endif
