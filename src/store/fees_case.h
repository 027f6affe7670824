/* One person's case: what the engine decides on, built in place from the row at hand. */
#ifndef STORE_FEES_CASE_H
#define STORE_FEES_CASE_H

#include "store/fees_facts.h"

/* A hat in ids. */
struct fees_worn {
	int64_t structure; /* 0: none */
	int64_t cite;	   /* 0: none */
	int64_t payer;	   /* structure; 0: the person */
};

/* Kept from one person to the next, so that nothing is allocated anew. */
struct fees_person {
	int64_t registration; /* 0: a simulation */
	int64_t person;	      /* 0: somebody who is not in the directory */
	int status;	      /* enum registration_status, ANY when not registered */
	int64_t structure;    /* her own */
	bool named_sessions;  /* registered for some sessions only */
	bool attended;	      /* on any day */
	struct fee_day *days; /* owned */
	struct fee_hat *hats; /* owned */
	struct fees_worn *worn; /* owned, beside .hats */
	struct fee_role *roles; /* owned */
	size_t hat_room;
	size_t role_room;
	struct fee_override override;
	struct fee_case c;
};

/* Columns of a row: what it takes to build a case and to say whose it is. */
enum fees_column {
	FEES_COLUMN_REGISTRATION,
	FEES_COLUMN_CODE,
	FEES_COLUMN_STATUS,
	FEES_COLUMN_WALK_IN,
	FEES_COLUMN_CREATED,
	FEES_COLUMN_HAT_STRUCTURE,
	FEES_COLUMN_HAT_CITE,
	FEES_COLUMN_PERSON,
	FEES_COLUMN_FOLD,
	FEES_COLUMN_FAMILY_NAME,
	FEES_COLUMN_GIVEN_NAME,
	FEES_COLUMN_STRUCTURE,
	FEES_COLUMN_ERASED_KIND,
	FEES_COLUMN_CITE,
	FEES_COLUMN_NAMED_SESSIONS,
	FEES_COLUMN_PAID,
	FEES_COLUMN_OVERRIDE,
	FEES_COLUMN_OVERRIDE_REASON,
	FEES_COLUMN_OVERRIDE_AUTHOR,
	FEES_COLUMN_OVERRIDE_AT,
	FEES_COLUMN_MANDATES, /* whether she has any */
};

/* Builds the case of the row at hand; *wanted is false when it needs no fee. Texts of the row are
 * borrowed until the next step. */
bool fees_case_build(struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt, bool everybody,
	bool *wanted, struct err *err);
void fees_case_release(struct fees_person *p);

/* Decides, or remembers what was decided of somebody of the same structure, cité and days: most people
 * of an event are alike to a tariff. The result is borrowed until the next one, or the facts, go. */
const struct fee_result *fees_memo_decide(
	struct fees_facts *f, const struct fees_person *p, struct fee_result *scratch);

/* The same while the free places are being given, one after the other. */
const struct fee_result *fees_memo_grant(
	struct fees_facts *f, const struct fees_person *p, struct fee_result *scratch);

/* Finds out who takes the free places of an event, in order of registration. */
bool fees_grant(struct fees_facts *f, struct err *err);

#endif
