/* Everybody in memory, as ranks in order of name: who answers to a word or passes a criterion is a set of
 * bits, any number of which combine, and an order is a list of ranks. 16 bytes a person, and an eighth of
 * one for each set: at 100,000 people 1.9 MB at most, at a million 19. */
#ifndef STORE_PERSON_TABLE_H
#define STORE_PERSON_TABLE_H

#include "etape/person_query.h"
#include "store/noun.h"
#include "store/words.h"

enum { PERSON_WORDS_KEPT = 16 }; /* more than a text has: those of a text are all there at once */

/* Who answers to a word, as far as the index was read. */
struct person_word {
	char *word;	  /* owned, folded; NULL: this place is free */
	uint64_t *bits;	  /* owned: of ids up to .reached */
	int64_t reached;
	size_t place;	  /* in the table's ids, of the first after it */
	size_t met;	  /* ids of the index so far, of whatever kind */
	bool known;	  /* all of them */
	uint64_t used;	  /* when it was asked for last */
};

struct person_table {
	char *state;	   /* owned: of the search index, which every name written changes */
	int64_t *ids;	   /* owned: of all but those erased, ascending */
	uint32_t *ranks;   /* owned: of each of these */
	uint32_t *places;  /* owned: of each rank, in .ids */
	size_t count;
	struct person_word words[PERSON_WORDS_KEPT];
	uint64_t uses;
	int64_t seen;	   /* of what follows: what other connections had written … */
	int64_t written;   /* … and how many rows this one had; -1: a rollback may take it away */
	char *criteria;	   /* owned: what .passing answers; NULL for nothing yet */
	uint64_t *passing; /* owned: a bit a rank */
	char *match;	   /* owned: what .matching answers, of those that pass; NULL for nothing yet */
	uint64_t *matching;
	size_t matched;	    /* bits of .matching */
	char *order;	    /* owned: what .by_order answers; NULL for nothing yet */
	uint32_t *by_order; /* owned: ranks */
};

#define PERSON_BIT(bits, i) ((bits)[(i) / 64] >> ((i) % 64) & 1)

/* The table as things are now; NULL on failure. Borrowed until the next call; the connection frees it
 * (db_internal.h). */
struct person_table *person_table_get(struct db *db, struct err *err);
/* The same when its names are there already, else NULL without an error: *ready says which. */
bool person_table_ready(struct db *db, struct person_table **ready, struct err *err);

/* The rank of an id, SIZE_MAX for nobody; and back. */
size_t person_rank(const struct person_table *t, int64_t id);
int64_t person_at(const struct person_table *t, size_t rank);

/* No bit set; owned. */
uint64_t *person_bits_new(const struct person_table *t);
size_t person_bits_count(const struct person_table *t, const uint64_t *bits);
/* Goes to the next one: *before is how many ranks stand before where one is, and afterwards those up to
 * the one found, that one counted unless backward. False at the end. */
bool person_bits_next(
	const struct person_table *t, const uint64_t *bits, bool backward, size_t *before);
/* Leaves those who are in `of`, too. */
void person_bits_keep(const struct person_table *t, uint64_t *bits, const uint64_t *of);
/* Sets those of everybody. */
void person_bits_fill(const struct person_table *t, uint64_t *bits);
/* Sets the bit of each id that the bound statement's first column gives, and ends it. */
bool person_bits_read(struct db *db, const struct person_table *t, sqlite3_stmt *stmt,
	uint64_t *bits, struct err *err);

/* person_names.c: reads the names a slice at a time, into db->person_table when all are there. *done is
 * false while there are more. */
bool person_names_slice(struct db *db, const char *state, size_t most, bool *done, struct err *err);
/* False, and what was read is dropped, when somebody has written since: where others write all the time,
 * reading anew at once would never end. */
bool person_names_last(struct db *db, const char *state);

#define PERSON_WORD_ALL (SIZE_MAX / 2)

/* person_words.c: what is known of a word, read from the index as far as it was; borrowed until others
 * are asked for. */
struct person_word *person_word(struct person_table *t, const char *word);
/* So many ids more, PERSON_WORD_ALL for whatever there is. */
bool person_word_on(struct db *db, struct person_table *t, struct person_word *w, size_t ids,
	struct err *err);
/* Who may answer to it, of those that are known; NULL for anybody. Whoever answers to a word answers to
 * its beginning. */
const uint64_t *person_word_among(const struct person_table *t, const char *word);
void person_words_forget(struct person_table *t);

/* person_criteria.c: whether something besides the text is asked for. */
bool person_has_criteria(const struct person_filter *filter);
/* Sees to it that t->passing holds those who are what the filter asks for, text apart. */
bool person_criteria_ask(struct db *db, struct person_table *t,
	const struct person_filter *filter, struct err *err);
/* And t->matching those of them who answer to the text. */
bool person_table_ask(struct db *db, struct person_table *t, const struct person_filter *filter,
	struct err *err);

/* person_scan.c: the ids of a page of those who answer to the words, of those in `passing` (NULL: of
 * all), from the rank at which `before` stand before it; `ids` has room for n. */
bool person_scan(struct db *db, struct person_table *t, const struct words *words,
	const uint64_t *passing, size_t before, bool backward, size_t n, int64_t *ids,
	size_t *count, struct err *err);

/* Reads so many ids more of a word of the text that isn't known yet; *known when all of them are. */
bool person_text_on(struct db *db, struct person_table *t, const char *text, size_t ids,
	bool *known, struct err *err);

/* person_order.c: sees to it that t->by_order is in that order. */
bool person_order_ask(
	struct db *db, struct person_table *t, const struct person_query *q, struct err *err);

#endif
