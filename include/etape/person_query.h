/* Who is looked for in the directory, in what order, with which columns: written as one line of
 * words for saved filters and the command line (`role:cpo,referent departement:59 -email`), said as
 * a sentence on screens. */
#ifndef ETAPE_PERSON_QUERY_H
#define ETAPE_PERSON_QUERY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/err.h"
#include "etape/person.h"
#include "etape/str.h"

/* Orders of the directory, and its columns. */
enum person_column {
	PERSON_BY_NAME,
	PERSON_BY_POST,	     /* posts, else function */
	PERSON_BY_STRUCTURE,
	PERSON_BY_KIND,	     /* of structure */
	PERSON_BY_CITE,
	PERSON_BY_DEPARTEMENT,
	PERSON_BY_ACADEMIE,
	PERSON_BY_PHONE,
	PERSON_BY_EMAIL,
	PERSON_BY_UPDATED,   /* the day the record was last written or confirmed */
	PERSON_BY_SEEN,	     /* the last day she was present somewhere */
	PERSON_COLUMN_COUNT,
};

struct person_query {
	struct person_filter filter; /* its texts are owned by this query */
	enum person_column order;
	bool descending;
	unsigned char columns[PERSON_COLUMN_COUNT]; /* enum person_column, in order of showing */
	size_t column_count;			    /* 0: the usual ones */
};

void person_query_init(struct person_query *q);
void person_query_release(struct person_query *q);
void person_query_copy(struct person_query *to, const struct person_query *from);
/* Sets one text of the filter (&q->filter.academie, say); NULL or "" for none. */
void person_query_set(const char **field, const char *text);

/* Reads one line; what has no colon is the text looked for. ERR_USAGE says which word is not
 * understood and what there is. Names and codes are looked up (cité, event). */
bool person_query_parse(struct db *db, const char *line, struct person_query *q, struct err *err);
/* Appends the line that reads back as the same query. */
bool person_query_write(struct db *db, const struct person_query *q, struct str *out, struct err *err);
/* Appends what it asks for in words of the user's language, " · " between: "CPO ou référent·e · Nord ·
 * non adhérente · jamais venu·e". The text looked for is not among them. */
bool person_query_words(struct db *db, const struct person_query *q, const char *separator,
	struct str *out, struct err *err);
/* Whether it restricts at all, text apart. */
bool person_query_restricts(const struct person_query *q);

/* The ids of all who pass, in the query's order (id breaks ties): owned, to be freed. A window of those
 * by name is person_page()'s. */
bool person_ids(struct db *db, const struct person_query *q, int64_t **ids, size_t *count,
	struct err *err);

#endif
