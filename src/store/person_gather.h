/* The ids of those who answer to a text. */
#ifndef STORE_PERSON_GATHER_H
#define STORE_PERSON_GATHER_H

#include "store/sql.h"
#include "store/words.h"

/* What the index holds, as a text that is another after each write, and how many rows. */
bool gather_state(struct db *db, struct str *state, size_t *rows, struct err *err);

typedef void (*gather_fn)(void *arg, int64_t id);

/* One word, as the index is asked, in ascending order after an id: so many at most, to `each`, which
 * only takes note of them. *ended when there are no more. From the first one (INT64_MIN) each costs
 * half. */
bool gather_word(struct db *db, const char *match, int64_t after, size_t most, gather_fn each,
	void *arg, bool *ended, struct err *err);

struct gather_to {
	gather_fn each;
	void *arg;
	size_t left; /* more, before it pauses */
	bool paused;
};

/* Several words, a few at a time. Stays where it is. */
struct gathered {
	int64_t *at; /* owned, ascending */
	size_t count;
	size_t room;
	bool ended;  /* all are there */
	sqlite3_stmt *stmt;
	struct gather_to to;
};

/* `match` is the text as the index is asked. gather_release() also after a failure. */
bool gather_begin(struct db *db, const char *match, struct gathered *g, struct err *err);
/* Until `wanted` are there or all. */
bool gather_on(struct db *db, struct gathered *g, size_t wanted, struct err *err);
/* Ends the reading; what was gathered stays. */
void gather_stop(struct gathered *g);
void gather_release(struct gathered *g);

bool gathered_has(const struct gathered *g, int64_t id);

#endif
