/* What the files that merge two people share. All inside a change. */
#ifndef STORE_MERGE_INTERNAL_H
#define STORE_MERGE_INTERNAL_H

#include "store/noun.h"

/* Runs a statement with :from and, where it has them, :into and :next, a fresh revision. */
bool merge_step(
	struct db *db, const char *sql, int64_t from, int64_t into, struct err *err);

/* Gives `into` the registrations of `from`; two for one event become one. */
bool merge_registrations(struct db *db, int64_t from, int64_t into, struct err *err);

/* Gives the registration `keep` the facts of `drop`. ERR_REFUSED when both have one that stands
 * in the same session. */
bool merge_facts(struct db *db, int64_t drop, int64_t keep, struct err *err);

#endif
