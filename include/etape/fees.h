/* Fees of an event: the facts gathered, decided by fee_decide(). */
#ifndef ETAPE_FEES_H
#define ETAPE_FEES_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/fee.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct fee_row {
	int64_t registration_id;  /* 0: a simulation for somebody not registered */
	const char *key;	  /* order: fold_person_key() */
	const char *registration; /* its code, "" when none */
	int64_t event_id;
	const char *event;     /* its code */
	int64_t person_id;
	const char *name;      /* "DUPRÉ-LEROY Inès" */
	int64_t structure_id;  /* that she represents there; 0 when none */
	const char *structure; /* name */
	int64_t cite_id;       /* for which she comes; 0 when none */
	int64_t payer_id;      /* structure that pays; 0: she does herself */
	int status;	       /* enum registration_status, ANY when not registered */
	int days;	       /* that count */
	cents_t due;	       /* the fee; 0 and meaningless when undetermined */
	cents_t paid;	       /* payments less refunds */
	cents_t balance;       /* still to be paid: due - paid, 0 unless due or expected */
	enum fee_state state;
	const char *reasons; /* in the current language, one a line */
	const struct fee_line *lines; /* borrowed during the call only: not in a fee_row_dup() */
	size_t line_count;
	bool hat_chosen;	     /* somebody said whom she represents */
	bool payer_open;	     /* .payer_id is one of several: nobody said whom she represents */
	bool overridden;	     /* .due was set by hand */
	bool computed_known;	     /* false: what the tariff says is undetermined */
	cents_t computed;	     /* what the tariff says */
	const char *override_reason; /* "" when not set by hand */
	const char *override_author; /* the same */
};

typedef bool (*fee_row_fn)(void *arg, const struct fee_row *row);

/* Rows: struct fee_row; keys registration,name,structure,days,due_cents,state,reasons, then
 * computed_cents,override_reason,override_author,event,paid_cents. */
extern const struct record_type fee_type;

/* A membership that nobody has written down: "what if Creil joined on 1 May". */
struct fees_supposition {
	int64_t structure;
	day_t from; /* CIVIL_NONE: open */
	day_t to;   /* included; CIVIL_NONE: open */
};

/* What is asked of an event. */
struct fees_query {
	int64_t event;
	int64_t person; /* 0: everybody */
	const struct fees_supposition *supposed; /* NULL: none */
	size_t supposed_count;
	bool brief; /* without reasons: "" in every row, and a fifth of the time */
	const int64_t *named; /* as if the event named this tariff, 0: none; NULL: as it is */
};

/* Everybody registered, everybody present and everybody whose amount was set by hand, in order of
 * name. See page.h. */
bool fees_list(struct db *db, int64_t event, fee_row_fn each, void *arg, struct err *err);

/* One person, registered or not, whatever the status: "what would it cost if she came" counts
 * every day of the event when not registered. Calls `each` once. */
bool fees_of_person(struct db *db, int64_t event, int64_t person, fee_row_fn each, void *arg,
	struct err *err);

/* Either, as the query says. */
bool fees_ask(struct db *db, const struct fees_query *q, fee_row_fn each, void *arg, struct err *err);

/* The rows of an event (query.person is not looked at) some at a time, in no order that people know
 * (fee_row.key and .registration_id give it), for a screen that may not wait. Nothing is held of the
 * database between two steps: who reads to the end what others change meanwhile reads it again. */
struct fees_walk;
/* fees_walk_end() is called even after a failure. */
bool fees_walk_begin(
	struct fees_walk **walk, struct db *db, const struct fees_query *q, struct err *err);
/* At most so many more registrations; *more is false after the last ones. */
bool fees_walk_step(struct fees_walk *walk, size_t most, fee_row_fn each, void *arg, bool *more,
	struct err *err);
int fees_walk_percent(const struct fees_walk *walk);
void fees_walk_end(struct fees_walk **walk);

/* Those of the events that begin in a period (CIVIL_NONE: open), in order of day, then of name: of a
 * year, say. `brief` as in struct fees_query. For a screen that may not wait: the same event by event,
 * from fees_events() and fees_ask(). */
bool fees_of_period(struct db *db, day_t from, day_t to, bool brief, fee_row_fn each, void *arg,
	struct err *err);
/* The events of a period at which somebody may owe something, in order of day; those cancelled are
 * among them where an amount was set by hand or paid. *events is owned. */
bool fees_events(struct db *db, day_t from, day_t to, int64_t **events, size_t *count, struct err *err);

/* The same, had she one session more (its number): what adding it costs. */
bool fees_with_session(struct db *db, int64_t event, int64_t person, int session, fee_row_fn each,
	void *arg, struct err *err);
/* Somebody who is not in the directory yet, of a structure (0: of the name `named`, which is not
 * there yet and whose kind its name says; NULL or "": not known): every day of the event. Calls
 * `each` once; .name is "". */
bool fees_of_newcomer(struct db *db, int64_t event, int64_t structure, const char *named,
	fee_row_fn each, void *arg, struct err *err);

/* Whom somebody may represent at an event: her structure, and those and the cités of her mandates in
 * force then, with what each would cost. */
struct fees_hat {
	int64_t structure;    /* 0: none */
	const char *name;     /* of the structure, "" when none */
	int64_t cite;	      /* 0: none */
	const char *cite_name; /* "" when none */
	bool known;	      /* .cents are */
	cents_t cents;
	bool chosen; /* for this event */
};
bool fees_hats(struct db *db, int64_t event, int64_t person,
	bool (*each)(void *arg, const struct fees_hat *hat), void *arg, struct err *err);

/* Sets the amount of a registration by hand, in place of one that was set before; what the tariff says
 * is kept beside it. ERR_INVALID without a reason or for a negative amount; ERR_FORBIDDEN for a role
 * that may not. */
bool fees_override(
	struct db *db, int64_t registration, cents_t cents, const char *reason, struct err *err);
/* The tariff holds again. ERR_REFUSED when nothing was set by hand. */
bool fees_override_remove(struct db *db, int64_t registration, struct err *err);

struct fee_row *fee_row_dup(const struct fee_row *row);

#endif
