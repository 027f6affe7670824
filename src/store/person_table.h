/* Everybody in memory, as positions: criteria are sets of bits that any number of which combine, and an
 * order is a list of positions. What no index answers is asked once, and letters typed, pages and
 * counts after it cost what a look at some bits costs. */
#ifndef STORE_PERSON_TABLE_H
#define STORE_PERSON_TABLE_H

#include "etape/person_query.h"
#include "store/noun.h"

struct person_table {
	int64_t seen;	  /* what other connections had written */
	int64_t written;  /* rows that this one had */
	int64_t *ids;	  /* owned: of all but those erased, ascending */
	size_t count;
	uint32_t *by_name; /* owned: positions in order of name */
	char *criteria;	   /* owned: what .passing answers; NULL for nothing yet */
	uint64_t *passing; /* owned: a bit a position */
	char *match;	   /* owned: what .matching answers, of those that pass; NULL for nothing yet */
	uint64_t *matching;
	size_t matched;	    /* bits of .matching */
	char *order;	    /* owned: what .by_order answers; NULL for nothing yet */
	uint32_t *by_order; /* owned: positions */
};

#define PERSON_BIT(bits, i) ((bits)[(i) / 64] >> ((i) % 64) & 1)

/* The table as things are now; NULL on failure. Borrowed until the next call; the connection frees it
 * (db_internal.h). */
struct person_table *person_table_get(struct db *db, struct err *err);

/* Where an id stands in .ids; SIZE_MAX for nobody. */
size_t person_position(const struct person_table *t, int64_t id);

/* No bit set; owned. */
uint64_t *person_bits_new(const struct person_table *t);
size_t person_bits_count(const struct person_table *t, const uint64_t *bits);
/* Sets the bit of each id that the bound statement's first column gives, and ends it. */
bool person_bits_read(struct db *db, const struct person_table *t, sqlite3_stmt *stmt,
	uint64_t *bits, struct err *err);

/* person_criteria.c: whether something besides the text is asked for. */
bool person_has_criteria(const struct person_filter *filter);
/* Sees to it that t->passing holds those who are what the filter asks for, text apart. */
bool person_criteria_ask(struct db *db, struct person_table *t,
	const struct person_filter *filter, struct err *err);
/* And t->matching those of them who answer to the words, an FTS5 query; "" for all. */
bool person_table_ask(struct db *db, struct person_table *t, const struct person_filter *filter,
	const char *match, struct err *err);

/* person_order.c: sees to it that t->by_order is in that order. */
bool person_order_ask(
	struct db *db, struct person_table *t, const struct person_query *q, struct err *err);

/* The words of a filter as an FTS5 query, "" for none. */
void person_match(const struct person_filter *filter, struct str *match);

#endif
