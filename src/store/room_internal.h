/* Room in sessions alone: of somebody who has her place in the event already. */
#ifndef STORE_ROOM_INTERNAL_H
#define STORE_ROOM_INTERNAL_H

#include "etape/room.h"

/* As room_for(), of the sessions only. */
bool room_of_sessions(struct db *db, int64_t event, int64_t person, const int *sessions,
	size_t count, struct room *room, struct err *err);

/* As room_for(), of the cité only; `cite` 0: no limit. */
bool room_of_cite(struct db *db, int64_t event, int64_t person, int64_t cite, struct room *room,
	struct err *err);
/* The cité of a person, else of her structure; 0. */
bool room_cite_of(struct db *db, int64_t person, int64_t *cite, struct err *err);

#endif
