/* Reading people as rows, for the files that find them. */
#ifndef STORE_PERSON_INTERNAL_H
#define STORE_PERSON_INTERNAL_H

#include "etape/person.h"
#include "store/noun.h"
#include "store/words.h"

/* SQL: the last day on which the person (an expression) was present somewhere. */
#define PERSON_SEEN(person)                                                                    \
	"(SELECT max(sd.day) FROM registration sr JOIN checkin sc ON sc.registration = sr.id"  \
	" JOIN session sd ON sd.id = sc.session WHERE sr.person = " person                     \
	" AND sc.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin su WHERE su.undoes = sc.id))"
/* What person_each() reads, of a person `p`, PERSON_JOINS after it; :on is the day of the posts. */
#define PERSON_COLUMNS \
	"SELECT p.id, p.fold, p.family_name, p.given_name, p.function, p.structure, s.name, s.kind," \
	" c.id, c.code, c.name, " NOUN_POSTS("p.id") ", p.email, p.phone, p.mobile,"          \
	" c.departement, c.academie, max(p.id, p.rev), p.confirmed_on," PERSON_SEEN("p.id")
#define PERSON_JOINS \
	" LEFT JOIN structure s ON s.id = p.structure" \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"

/* Hands over every row of a bound statement and ends it. *more (may be NULL) is false once
 * `each` has had enough. */
bool person_each(struct db *db, sqlite3_stmt *stmt, person_row_fn each, void *arg, bool *more,
	struct err *err);
/* One person, with the posts of a day; nothing when the id is no longer somebody's. */
bool person_row_of(struct db *db, int64_t id, day_t on, person_row_fn each, void *arg, bool *more,
	struct err *err);

/* person_walk.c: the ids of a page of those who answer to the words, in order of name, for words that
 * many answer to. `match` is the words as the index is asked; `ids` has room for page->n. */
bool person_walk(struct db *db, const struct words *words, const char *match,
	const struct page *page, int64_t *ids, size_t *count, struct err *err);

#endif
