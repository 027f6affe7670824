/* Check-ins: facts of the desk, only ever added. */
#ifndef ETAPE_CHECKIN_H
#define ETAPE_CHECKIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/code.h"
#include "etape/db.h"
#include "etape/person.h"
#include "etape/record.h"
#include "etape/room.h"
#include "etape/vocabulary.h"

/* Whom, to what. The first of `registration`, `person` and `text` that is given: a text is a
 * code, an e-mail, or words that begin words of the name. */
struct checkin_query {
	int64_t event;
	int64_t registration; /* 0: by the next */
	int64_t person;	      /* of the directory, registered or not; 0: by text */
	const char *text;
	int session; /* number; 0: session_current() by the program's clock */
	enum checkin_via via;
	instant_t at;	    /* 0: now; else when it happened, told afterwards (import, paper) */
	const char *reason; /* of an undo; NULL or "": none */
};

struct checkin_candidate {
	int64_t registration;
	char code[CODE_LENGTH + 1];
	char *name;   /* "DUPRÉ-LEROY Inès", owned */
	char *detail; /* "CPO · Creil", owned */
};

/* Texts are owned; NULL when they don't apply. */
struct checkin_answer {
	enum checkin_result result;
	int64_t registration;	    /* 0 when none */
	char code[CODE_LENGTH + 1]; /* "" when none */
	int64_t person;		    /* 0 when none; known for NOT_REGISTERED when unique */
	char *name;		    /* "DUPRÉ-LEROY Inès" */
	int64_t checkin;	    /* the fact: new (OK, UNDONE) or standing (ALREADY) */
	enum checkin_kind kind;	    /* of a new fact: IN, OUT or UNDO */
	instant_t at;		    /* of that fact; of the cancellation (CANCELLED); 0 else */
	char *desk;		    /* of that fact: which desk, who */
	char *author;		    /* who did that; who cancelled (CANCELLED) */
	int session;	   /* number of the session asked for */
	char *session_name; /* it in words: "morning"; with its day when the event has several */
	int other_session; /* WRONG_SESSION: the first one registered for */
	char *other_event; /* a code of another event: its code and title */
	char *reason;	   /* of a cancellation */
	bool bad_code;	   /* UNKNOWN: looks like a code, check character wrong */
	bool full;	   /* refused because it is full and the role may not exceed that; .room */
	struct room room;  /* what leaves no room: WAITING, CANCELLED, NOT_REGISTERED, full; in the
			    * session asked for: WRONG_SESSION */
	int waiting_rank;  /* WAITING: 1 is the next to be admitted; 0 else */
	int waiting_count; /* WAITING: how many wait */
	char *replaced_by; /* CANCELLED: the name of who comes in this person's place */
	char *delegation;  /* OK, ALREADY: the name of who announced this person and others */
	int64_t delegation_person; /* her id; 0: nobody */
	int delegation_missing;	   /* others of the delegation who could be checked in now */
	struct checkin_candidate *candidates; /* AMBIGUOUS: at most 20 */
	size_t candidate_count;
};

/* key: result,registration,name,at,desk; rows: struct checkin_answer */
extern const struct record_type checkin_answer_type;

void checkin_answer_init(struct checkin_answer *a);
void checkin_answer_release(struct checkin_answer *a);

/* Each fills `a` (initialised; what it held is released) and returns false only on an error (no
 * such event or session, busy, read-only…): a refusal of the desk is an answer. Decision and
 * fact are one change, so that of two desks in the same instant one is answered OK and the
 * other ALREADY. */

/* Checks in. */
bool checkin_do(struct db *db, const struct checkin_query *q, struct checkin_answer *a,
	struct err *err);
/* As every answer of the desk: a code of another event, a wrong check character and so on told
 * apart. */
enum desk_outcome checkin_outcome(const struct checkin_answer *a);

/* Whom a text means at an event, as checkin_do() would take it, with nothing written: OK with
 * .registration, .person, .code and .name; else why nobody, or nobody alone, is meant. */
bool checkin_whom(struct db *db, int64_t event, const char *text, struct checkin_answer *a,
	struct err *err);

/* Takes the standing check-in back (UNDONE). ERR_REFUSED when there is none to take back, and
 * without a reason when somebody else (.author) made it: who did it needs none. The answer then is
 * ALREADY: how it stands. */
bool checkin_undo(struct db *db, const struct checkin_query *q, struct checkin_answer *a,
	struct err *err);
/* Checks out: the person has left (OK). ERR_REFUSED when not present (the answer: ALREADY). */
bool checkin_out(struct db *db, const struct checkin_query *q, struct checkin_answer *a,
	struct err *err);

typedef bool (*checkin_answer_fn)(void *arg, const struct checkin_answer *a);

/* Checks many in (or out, or takes them back) in one change, undone as one: `q` without its
 * registration, person and text, then the ids of `count` registrations. `each` (may be NULL) is told
 * every answer in turn, refusals too, once all are durable; who is out already when all go is
 * answered ALREADY. `*done` counts the facts added. False on an error: nothing is done. */
bool checkin_many(struct db *db, const struct checkin_query *q, enum checkin_kind kind,
	const int64_t *registrations, size_t count, checkin_answer_fn each, void *arg,
	size_t *done, struct err *err);

/* Checks in all whom `announcer` (a person) registered and who could be now: a delegation. */
bool checkin_delegation(struct db *db, const struct checkin_query *q, int64_t announcer,
	checkin_answer_fn each, void *arg, size_t *done, struct err *err);

/* Registers on the spot and checks in, in one change: `p` is added when its id is 0. Somebody
 * registered, cancelled or waiting is taken as is and checked in. Exceeds the capacity (the
 * person stands there) unless the role is `accueil`: then nothing is done and the answer is .full.
 */
bool checkin_walk_in(struct db *db, struct person *p, int64_t event, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err);

/* Appends the answer in one sentence, in the current language, times in `zone`. */
void checkin_say(struct str *out, const struct checkin_answer *a, const char *zone);

struct checkin_row {
	int64_t id;
	const char *registration; /* its code */
	int session;		  /* number */
	enum checkin_kind kind;
	instant_t at;
	const char *desk;
	const char *author;
	enum checkin_via via;
	const char *name; /* "DUPRÉ-LEROY Inès" */
	bool undone;	  /* taken back by a later fact */
	int64_t undoes;	  /* of an undo: the fact taken back; 0 */
	const char *reason; /* of an undo; "" */
};

/* Rows: struct checkin_row; keys id,registration,session,kind,at,desk,author,via,undoes,reason. */
extern const struct record_type checkin_type;

typedef bool (*checkin_row_fn)(void *arg, const struct checkin_row *row);

/* Every fact of an event, in the order they were added. See page.h. */
bool checkin_list(
	struct db *db, int64_t event, checkin_row_fn each, void *arg, struct err *err);
struct checkin_row *checkin_row_dup(const struct checkin_row *row);

#endif
