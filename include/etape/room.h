/* Room: how many may come, to the event, to one of its sessions, of one cité. */
#ifndef ETAPE_ROOM_H
#define ETAPE_ROOM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/str.h"

enum room_limit {
	ROOM_FREE,    /* nothing stands in the way */
	ROOM_EVENT,   /* the event is full */
	ROOM_SESSION, /* one of the sessions wanted is full */
	ROOM_CITE,    /* as many of that cité as it may send */
};

struct room {
	enum room_limit limit;
	int session;	  /* SESSION: its number */
	int64_t cite;	  /* CITE */
	char cite_name[96]; /* CITE; cut at a whole character */
	int64_t capacity; /* of what is full */
	int64_t taken;	  /* registered there, others than the person asked about */
};

/* Whether somebody could be registered: the first limit met, of the event, then the sessions, then
 * the cité (hers, else her structure's; somebody of no cité has no such limit). Only those
 * `registered` take a place, and the person herself never counts. `sessions` are numbers, NULL for
 * all. `person` 0: somebody of `cite` (0: none) who is not in the directory yet. */
bool room_for(struct db *db, int64_t event, int64_t person, int64_t cite, const int *sessions,
	size_t count, struct room *room, struct err *err);

/* Appends what is full, with its figures, in the current language ("complet : 45 sur 45",
 * "Roubaix : 4 sur 4"); nothing when there is room. */
void room_say(struct str *out, const struct room *room);

/* How many may come; -1 for no limit. */
struct room_capacity {
	int64_t event;
	int64_t cite;	    /* of one cité, whichever */
	int64_t *sessions;  /* owned, in order of number */
	size_t session_count;
};

void room_capacity_release(struct room_capacity *c);
bool room_capacity_get(struct db *db, int64_t event, struct room_capacity *c, struct err *err);
/* Writes them in one change. `before` is what was read: ERR_STALE when it is no longer so. Fewer
 * than are registered is accepted, said by room_for() from then on. */
bool room_capacity_set(struct db *db, int64_t event, const struct room_capacity *before,
	const struct room_capacity *c, struct err *err);

#endif
