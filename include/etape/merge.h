/* Two records of the same person made one. */
#ifndef ETAPE_MERGE_H
#define ETAPE_MERGE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/person.h"
#include "etape/vocabulary.h"

/* What is chosen one by one. */
enum merge_field {
	MERGE_FAMILY_NAME,
	MERGE_GIVEN_NAME,
	MERGE_FUNCTION,
	MERGE_STRUCTURE,
	MERGE_CITE,
	MERGE_EMAIL,
	MERGE_PHONE,
	MERGE_MOBILE,
	MERGE_NOTE,
};
#define MERGE_FIELDS 9

/* Stable names and headings of the fields. */
extern const struct vocabulary merge_fields;

/* Whether the two say something different in a field (nothing is something, too). */
bool merge_differs(const struct person *a, const struct person *b, enum merge_field field);
/* Whether a field says nothing. */
bool merge_empty(const struct person *p, enum merge_field field);
/* Gives `into` what `from` says in a field. */
void merge_take(struct person *into, const struct person *from, enum merge_field field);
/* Gives `into` what it lacks and `from` has. */
void merge_fill(struct person *into, const struct person *from);
/* A field in words: the text, the name of the structure or of the cité. Owned; "" for nothing. */
char *merge_words(struct db *db, const struct person *p, enum merge_field field);

/* What goes from one to the other. */
struct merge_moves {
	int64_t mandates;
	int64_t registrations;
	int64_t same_events; /* of these, for events that both are registered for: two become one */
	int64_t payments;
	int64_t notes;
	int64_t announced; /* registrations of others that she announced */
};

/* What person_merge() would move from `from`. Writes nothing. */
bool merge_preview(
	struct db *db, int64_t from, int64_t into, struct merge_moves *moves, struct err *err);

/* Makes two one. `into` stays, with what its fields say (read with its revision, then changed as
 * wished); all that pointed to `from` (its .id and .rev) points to it, and `from` is gone. The
 * same post on days that overlap becomes one mandate; two registrations for the same event one,
 * with the firmer status, the sessions, payments and check-ins of both.
 * One change, which can be undone. ERR_STALE when one of the two was saved since it was read;
 * ERR_REFUSED when both are checked in to the same session. On success `into` has its new
 * revision; `moved` (may be NULL) what was moved. */
bool person_merge(struct db *db, struct person *into, const struct person *from,
	struct merge_moves *moved, struct err *err);

#endif
