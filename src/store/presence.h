/* Who is present in a session, read from the facts alone. */
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

#endif
