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
};

enum registration_presence {
	PRESENCE_ANY,
	PRESENCE_PRESENT, /* in any session */
	PRESENCE_MISSING, /* registered, in none */
};

struct registration_filter {
	int64_t id;	/* this one only; 0 for all */
	int64_t event;	/* 0 for all */
	int64_t person; /* 0 for all */
	int64_t cite;	/* hers, else her structure's; 0 for all */
	int status;	/* enum registration_status or ANY */
	enum registration_presence presence;
};
#define REGISTRATION_FILTER_ALL ((struct registration_filter){.status = ANY})

typedef bool (*registration_row_fn)(void *arg, const struct registration_row *row);

/* Rows: struct registration_row. The first has the contract's keys
 * code,event,person_id,family_name, given_name,email,structure,cite,status,sessions,present;
 * the second is for screens. */
extern const struct record_type registration_type;
extern const struct record_type registration_list_type;

void registration_init(struct registration *r);
void registration_release(struct registration *r);

struct registering {
	int64_t event;
	int64_t person;
	const int *sessions; /* numbers; NULL for all of them */
	size_t session_count;
	enum registration_status
		status; /* REGISTERED by default; INVITED, WAITING, DECLINED as asked */
	bool force;	/* exceed the capacity */
	bool walk_in;
	const char *note; /* NULL: none */
};

/* Registers; `r` (may be NULL) gets the row, the caller releases it. When the event is full the
 * status is WAITING unless `force`. Somebody cancelled, invited, declined or waiting comes back
 * on the same row with the same code; somebody registered already: the sessions change, or
 * ERR_EXISTS when they would not. */
bool registration_add(
	struct db *db, const struct registering *what, struct registration *r, struct err *err);

/* Cancels, with a reason (asked for: ERR_INVALID when empty); the row stays. ERR_REFUSED while
 * the person is checked in, ERR_NOT_FOUND when not registered. */
bool registration_cancel(
	struct db *db, int64_t event, int64_t person, const char *reason, struct err *err);

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
