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
	int64_t person_id;
	const char *name;      /* "DUPRÉ-LEROY Inès" */
	int64_t structure_id;  /* 0 when none */
	const char *structure; /* name */
	int status;	       /* enum registration_status, ANY when not registered */
	int days;	       /* that count */
	cents_t due;	       /* the fee; 0 and meaningless when undetermined */
	cents_t paid;	       /* payments less refunds */
	cents_t balance;       /* still to be paid: due - paid, 0 unless due */
	enum fee_state state;
	const char *reasons; /* in the current language, one a line */
	const struct fee_line *lines; /* borrowed during the call only: not in a fee_row_dup() */
	size_t line_count;
};

typedef bool (*fee_row_fn)(void *arg, const struct fee_row *row);

/* Rows: struct fee_row; keys registration,name,structure,days,due_cents,state,reasons. */
extern const struct record_type fee_type;

/* Everybody registered and everybody present, in order of name. See page.h. */
bool fees_list(struct db *db, int64_t event, fee_row_fn each, void *arg, struct err *err);

/* One person, registered or not, whatever the status: "what would it cost if she came" counts
 * every day of the event when not registered. Calls `each` once. */
bool fees_of_person(struct db *db, int64_t event, int64_t person, fee_row_fn each, void *arg,
	struct err *err);
/* The same, had she one session more (its number): what adding it costs. */
bool fees_with_session(struct db *db, int64_t event, int64_t person, int session, fee_row_fn each,
	void *arg, struct err *err);
/* Somebody who is not in the directory yet, of a structure (0: of the name `named`, which is not
 * there yet and whose kind its name says; NULL or "": not known): every day of the event. Calls
 * `each` once; .name is "". */
bool fees_of_newcomer(struct db *db, int64_t event, int64_t structure, const char *named,
	fee_row_fn each, void *arg, struct err *err);
struct fee_row *fee_row_dup(const struct fee_row *row);

#endif
