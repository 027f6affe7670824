/* The ids of those who answer to a text, a few at a time. */
#ifndef STORE_PERSON_GATHER_H
#define STORE_PERSON_GATHER_H

#include "store/sql.h"
#include "store/words.h"

struct gathered {
	int64_t *at; /* owned, ascending */
	size_t count;
	size_t room;
	size_t wanted; /* gathering pauses there */
	bool ended;    /* all are there */
	sqlite3_stmt *stmt;
	size_t rows;	  /* of the index, of whatever kind */
	struct str state; /* of the index before the first was gathered */
};

/* `match` is the text as the index is asked. gather_release() also after a failure. */
bool gather_begin(struct db *db, const char *match, struct gathered *g, struct err *err);
/* Until `wanted` are there or all. */
bool gather_on(struct db *db, struct gathered *g, size_t wanted, struct err *err);
/* Ends the reading; what was gathered stays. */
void gather_stop(struct gathered *g);
void gather_release(struct gathered *g);

bool gathered_has(const struct gathered *g, int64_t id);

/* The last text of which all were gathered stays known to the connection: who answers to a longer text
 * is among those. Takes the ids. */
void gather_keep(struct db *db, const struct words *words, struct gathered *g);
/* Those kept, when whoever answers to the words is among them in the index that `now` reads; else NULL.
 * Borrowed until gather_keep(). */
const struct gathered *gather_kept(
	struct db *db, const struct words *words, const struct gathered *now);

#endif
