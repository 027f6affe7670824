/* What may be in the way of a rencontre on its days: worth saying, forbidding nothing. */
#ifndef ETAPE_EVENT_OBSTACLES_H
#define ETAPE_EVENT_OBSTACLES_H

#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/str.h"

/* Days without school holidays are known to be such when holidays stand within so many days
 * before and after them: the longest of terms has fewer. */
#define HOLIDAYS_AROUND 120

/* The days of a rencontre that is being planned. */
struct event_days {
	int64_t id; /* itself, which is not in its own way; 0: not saved yet */
	day_t first;
	day_t last;
	const char *departement; /* of its host; NULL or "": not known, all zones count */
};

/* Appends what may be in the way: public holidays there, week-ends, school holidays of its zone,
 * other rencontres; nothing when all is free. What cannot be read is left unsaid. */
void event_obstacles(struct db *db, const struct event_days *d, struct str *out);
/* Appends that the school holidays of those days are not known there; nothing when they are. */
void event_school_unknown(struct db *db, const struct event_days *d, struct str *out);
/* Appends one more thing after those that are said already: "A; B". */
void event_obstacle(struct str *out, const char *text);

#endif
