/* The desk's search: who is standing there? */
#ifndef ETAPE_DESK_H
#define ETAPE_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/vocabulary.h"

enum desk_group {
	DESK_REGISTERED,  /* has a registration for the event, in whatever status */
	DESK_KNOWN,	  /* in the directory, not registered */
	DESK_APPROXIMATE, /* a similar spelling: stands apart, never selected by itself */
};

struct desk_row {
	enum desk_group group;
	int64_t person;
	int64_t registration; /* 0: not registered */
	const char *code;     /* "" when not registered */
	const char *name;     /* "DUPRÉ-LEROY Inès" */
	const char *function;
	const char *structure; /* name */
	const char *cite;      /* name, hers, else her structure's */
	const char *detail;    /* "CPO · Creil" */
	int status;	       /* enum registration_status, ANY when not registered */
	bool walk_in;
	bool this_session;  /* registered for the session asked for */
	bool present;	    /* in the session asked for */
	bool left;	    /* was checked out of it, and not in again */
	instant_t at;	    /* of the presence or the departure, else of the cancellation; 0 */
	const char *desk;   /* of the presence or the departure */
	const char *author; /* of the presence or the departure */
	const char *replaced_by; /* the name of who comes in her place; "" */
	const char *replaces;	 /* the name of whom she replaces; "" */
	int64_t announcer;	 /* person who announced her; 0: nobody */
	const char *announced_by; /* her name; "" */
	bool by_announcer;	 /* it is that name which answers what was typed */
};

typedef bool (*desk_row_fn)(void *arg, const struct desk_row *row);

/* The best `limit` rows for what was typed, best first: registered people by words of name,
 * squashed name, initials and beginnings of both names ("lj", "leju": after the names that begin
 * so), structure, cité, function, e-mail, telephone, code and the name of who announced them, then
 * known ones, then (when nothing else was found) similar spellings. Of equals those who can be
 * checked in now come first. Nothing for an empty text. `session` is a number, 0: the first. See
 * page.h. */
bool desk_search(struct db *db, int64_t event, int session, const char *typed, size_t limit,
	desk_row_fn each, void *arg, struct err *err);
struct desk_row *desk_row_dup(const struct desk_row *row);

#endif
