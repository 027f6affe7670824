/* Who is present in a session, and who came to it, read from the facts alone. */
#ifndef STORE_PRESENCE_H
#define STORE_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/sql.h"

/* The registrations present in a session (the last fact that nobody took back is an 'in'), in
 * order of id, as an array to be freed. Does what the view `presence` says, from an index
 * alone: a millisecond for 2,000. */
bool presence_list(struct db *db, int64_t session, int64_t **registrations, size_t *count,
	struct err *err);
/* The same for those who came to it: an 'in' stands, whether they have left since or not. */
bool presence_came(struct db *db, int64_t session, int64_t **registrations, size_t *count,
	struct err *err);

/* Whether a sorted array holds an id. */
bool presence_holds(const int64_t *registrations, size_t count, int64_t id);
/* Sorts ids and leaves each once; what is left. */
size_t presence_unite(int64_t *registrations, size_t count);

/* SQL: whether the registration (an expression) came to any session. */
#define PRESENCE_CAME(registration)                                                            \
	"EXISTS (SELECT 1 FROM checkin ci WHERE ci.registration = " registration               \
	" AND ci.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin cu WHERE cu.undoes = ci.id))"

#endif
