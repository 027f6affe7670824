/* Registrations: who comes to which event. */
#ifndef ETAPE_REGISTRATION_H
#define ETAPE_REGISTRATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/code.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct registration {
	int64_t id;
	int64_t rev;
	char code[CODE_LENGTH + 1];
	int64_t event;
	int64_t person;
	enum registration_status status;
	bool walk_in;
	instant_t created_at;
	instant_t cancelled_at; /* 0: it is not */
	char *reason;		/* of a cancellation, owned; NULL: none */
	char *note;		/* owned; NULL: none */
	int64_t registered_by;	/* person who announced her; 0: nobody */
	int64_t replaces;	/* registration that this one took over; 0: none */
	instant_t waiting_since; /* of the rank; 0: it does not wait */
	char *cancelled_by;	/* author, owned; NULL: it is not, or before this was kept */
};

struct registration_row {
	int64_t id;
	const char *key; /* order: fold_person_key() */
	const char *code;
	int64_t event_id;
	const char *event; /* its code */
	int64_t person_id;
	const char *family_name;
	const char *given_name;
	const char *name; /* "DUPRÉ-LEROY Inès" */
	const char *email;
	const char *phone;     /* mobile, else telephone, as typed */
	const char *structure; /* name */
	int structure_kind;    /* enum structure_kind, ANY when no structure */
	const char *function;
	const char *cite_code; /* hers, else her structure's */
	const char *cite;      /* its name */
	enum registration_status status;
	const char *sessions; /* numbers separated by \n; "" for all */
	const char *present;  /* numbers of the sessions in which present, separated by \n */
	instant_t at;	      /* first standing check-in, 0 when none */
	bool walk_in;
	instant_t created_at;
	instant_t cancelled_at; /* 0: it is not */
	const char *reason;	/* of a cancellation */
	const char *cancelled_by;
	const char *author;	/* who registered her here */
	int64_t registered_by_id; /* person who announced her; 0: nobody */
	const char *registered_by; /* her name; "" */
	const char *registered_by_email; /* "" */
	const char *replaces;	/* the name of whom she replaces; "" */
	const char *replaced_by; /* the name of who comes in her place; "" */
	int waiting_rank;	/* 1 is the next to be admitted; 0: does not wait */
	const char *note;
};

enum registration_presence {
	PRESENCE_ANY,
	PRESENCE_PRESENT, /* in any session, or in .session */
	PRESENCE_MISSING, /* registered (for .session), in none (not in it) */
};

struct registration_filter {
	int64_t id;	/* this one only; 0 for all */
	int64_t event;	/* 0 for all */
	int64_t person; /* 0 for all */
	int64_t cite;	/* hers, else her structure's; 0 for all */
	int status;	/* enum registration_status or ANY */
	enum registration_presence presence; /* in .session when that is given */
	int session; /* number: those registered for it or present in it; 0 for any */
	int64_t registered_by; /* a delegation; 0 for all */
	bool no_presence; /* rows come without .present and .at, a third cheaper; for all, whoever
			   * is present */
};
#define REGISTRATION_FILTER_ALL ((struct registration_filter){.status = ANY})

typedef bool (*registration_row_fn)(void *arg, const struct registration_row *row);

/* Rows: struct registration_row. The first has the contract's keys
 * code,event,person_id,family_name, given_name,email,structure,cite,status,sessions,present, then
 * registered_by,replaces,walk_in,waiting_rank; the second is for screens. */
extern const struct record_type registration_type;
extern const struct record_type registration_list_type;

void registration_init(struct registration *r);
void registration_release(struct registration *r);

struct registering {
	int64_t event;
	int64_t person;
	const int *sessions; /* numbers; NULL: as they were when there is a row already, else all */
	size_t session_count;
	bool all_sessions;   /* every one, also when fewer were chosen before */
	enum registration_status
		status; /* REGISTERED by default; INVITED, WAITING, DECLINED as asked */
	bool force;	/* exceed the capacity */
	bool walk_in;
	const char *note; /* NULL: none, or as it is */
	int64_t registered_by; /* person who announces her; 0: nobody, or as it is */
};

/* Registers; `r` (may be NULL) gets the row, the caller releases it. When there is no room (room.h)
 * the status is WAITING unless `force`, which the role `accueil` may not (ERR_FORBIDDEN when it
 * would exceed). Somebody cancelled, invited, declined or waiting comes back on the same row with
 * the same code, and at the end of the waiting list (who waits already keeps her rank); somebody
 * registered already: sessions, note and announcer change, ERR_EXISTS when none would, ERR_REFUSED
 * when a session added is full (and nothing changes) or one left out has her checked in. The role
 * `accueil` takes nobody's place away. */
bool registration_add(
	struct db *db, const struct registering *what, struct registration *r, struct err *err);

/* Cancels, with a reason (asked for: ERR_INVALID when empty); the row stays. ERR_REFUSED while
 * the person is checked in, ERR_NOT_FOUND when not registered. */
bool registration_cancel(
	struct db *db, int64_t event, int64_t person, const char *reason, struct err *err);

/* Sets sessions (NULL: all), note and announcer as given, whatever they were. ERR_STALE when the
 * revision is no longer `rev`; ERR_REFUSED when a session left out has the person checked in. */
bool registration_edit(struct db *db, int64_t id, int64_t rev, const struct registering *what,
	struct err *err);

/* "She comes in my place": `person` gets a registration of her own for the same sessions, linked to
 * the one that is cancelled by this; one change. *id is hers. Takes no other place, so asks for no
 * room but in her own cité, when that is another: see registration_substitute_room(); full, it is
 * ERR_REFUSED unless `force` (ERR_FORBIDDEN for the role `accueil`). Who waits hands her rank on.
 * ERR_REFUSED while the absent one is checked in or has no place to give, ERR_EXISTS when `person`
 * is registered herself. The absent one may come back as anybody does, asking for room; nobody
 * replaces her then. */
bool registration_substitute(struct db *db, int64_t registration, int64_t person, bool force,
	int64_t *id, struct err *err);
/* What stands in the way of `person` (0: somebody of `cite`, not in the directory yet) in the place
 * of that registration: nothing, or that her cité sends as many as it may. */
struct room;
bool registration_substitute_room(struct db *db, int64_t registration, int64_t person, int64_t cite,
	struct room *room, struct err *err);

/* The first of the waiting list for whom there is room now; *id is 0 when there is nobody.
 * Nothing is written: proposing is the caller's, admitting the user's. */
bool registration_promotable(struct db *db, int64_t event, int64_t *id, struct err *err);
/* Admits from the waiting list. ERR_REFUSED when it does not wait; when there is no room
 * ERR_REFUSED unless `force` (ERR_FORBIDDEN for the role `accueil`). */
bool registration_promote(struct db *db, int64_t id, bool force, struct err *err);

/* Says whom she represents at this event: a structure (0: her own) and a cité (0: that of her mandate
 * for this structure, else the structure's); 0 and 0 take the choice back. ERR_AMBIGUOUS when her
 * mandates are of several cités for this structure; ERR_FORBIDDEN for a role that may not. */
bool registration_choose_hat(
	struct db *db, int64_t id, int64_t structure, int64_t cite, struct err *err);

bool registration_get(struct db *db, int64_t id, struct registration *r, struct err *err);
/* *id is 0 when there is none. */
bool registration_find(
	struct db *db, int64_t event, int64_t person, int64_t *id, struct err *err);
/* By code, with the check character verified: ERR_INVALID when it is wrong; *id is 0 when there
 * is none. */
bool registration_by_code(struct db *db, const char *code, int64_t *id, struct err *err);

/* In order of event, then folded name. See page.h. */
bool registration_list(struct db *db, const struct registration_filter *filter,
	registration_row_fn each, void *arg, struct err *err);
struct registration_row *registration_row_dup(const struct registration_row *row);

#endif
