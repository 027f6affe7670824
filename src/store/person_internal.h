/* Reading people as rows, for the files that find them. */
#ifndef STORE_PERSON_INTERNAL_H
#define STORE_PERSON_INTERNAL_H

#include "etape/person.h"
#include "store/noun.h"

/* What person_each() reads, of a person `p`, PERSON_JOINS after it; :on is the day of the posts. */
#define PERSON_COLUMNS \
	"SELECT p.id, p.fold, p.family_name, p.given_name, p.function, p.structure, s.name, s.kind," \
	" c.id, c.code, c.name, " NOUN_POSTS("p.id") ", p.email, p.phone, p.mobile"
#define PERSON_JOINS \
	" LEFT JOIN structure s ON s.id = p.structure" \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"

/* Hands over every row of a bound statement and ends it. *more (may be NULL) is false once
 * `each` has had enough. */
bool person_each(struct db *db, sqlite3_stmt *stmt, person_row_fn each, void *arg, bool *more,
	struct err *err);

#endif
