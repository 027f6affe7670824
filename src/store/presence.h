/* Who is present in a session, and who came to it, read from the facts alone. */
#ifndef STORE_PRESENCE_H
#define STORE_PRESENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/sql.h"

/* Registrations in order of id. */
struct presence_ids {
	int64_t *at; /* owned */
	size_t count;
	size_t room;
};

/* The registrations present in a session now (the last fact that nobody took back is an 'in'),
 * and those who came to it (an 'in' stands, whether they have left since or not); NULL for what
 * is not asked for. They are added to those that are there; to be freed in both cases. What is
 * present is what the view `presence` says, from an index alone: half a millisecond for 2,000. */
bool presence_read(struct db *db, int64_t session, struct presence_ids *now,
	struct presence_ids *came, struct err *err);
/* Sorts and leaves each once: after reading several sessions into one. */
void presence_unite(struct presence_ids *ids);
bool presence_holds(const struct presence_ids *ids, int64_t registration);

/* SQL: whether the registration (an expression) came to any session. */
#define PRESENCE_CAME(registration)                                                            \
	"EXISTS (SELECT 1 FROM checkin ci WHERE ci.registration = " registration               \
	" AND ci.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin cu WHERE cu.undoes = ci.id))"

#endif
