/* Memberships: which structure or territory is a member of the centre, by dates. */
#ifndef ETAPE_MEMBERSHIP_H
#define ETAPE_MEMBERSHIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"

struct membership {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t structure;
	day_t from; /* CIVIL_NONE: open */
	day_t to;   /* included; CIVIL_NONE: open */
	char *note; /* owned */
};

struct membership_row {
	int64_t id;
	int64_t structure_id;
	const char *structure; /* name */
	const char *from;      /* ISO, "" when open */
	const char *to;	       /* ISO, included, "" when open */
	bool in_force;	       /* today */
};

typedef bool (*membership_row_fn)(void *arg, const struct membership_row *row);

/* Rows: struct membership_row; keys structure,valid_from,valid_to. */
extern const struct record_type membership_type;

void membership_init(struct membership *m);
void membership_release(struct membership *m);
bool membership_get(struct db *db, int64_t id, struct membership *m, struct err *err);
/* Adds or changes. ERR_EXISTS when it overlaps another membership of the same structure. */
bool membership_save(struct db *db, struct membership *m, struct err *err);
bool membership_delete(struct db *db, int64_t id, struct err *err);

/* Of one structure (0: all), in force on a day only (CIVIL_NONE: all), by name, newest first.
 * See page.h. */
bool membership_list(struct db *db, int64_t structure, day_t on, membership_row_fn each,
	void *arg, struct err *err);
struct membership_row *membership_row_dup(const struct membership_row *row);

/* What "covers" is: a commune is covered by the bodies above it unless the tariff that holds on the day
 * says no (struct fee_tariff, no_inheritance); fees, map, directory and these agree
 * (src/store/membership_cover.h). */

/* Those that cover a cité, whatever their days: of its collectivités and of the bodies above them,
 * newest first; .in_force on `on` (CIVIL_NONE: today). See page.h. */
bool membership_list_of_cite(struct db *db, int64_t cite, day_t on, membership_row_fn each,
	void *arg, struct err *err);

/* Whether a structure, or a body above that covers it, is a member on a day. `via` (may be NULL) gets the
 * name of the body that is, owned; NULL when none. Bodies that head each other in a circle are
 * met once. */
bool membership_on(
	struct db *db, int64_t structure, day_t on, bool *member, char **via, struct err *err);

/* Whether a cité is: one of its collectivités (structures of kind commune or epci of that
 * cité), or a body above that covers one of them, is a member on that day. */
bool membership_of_cite(
	struct db *db, int64_t cite, day_t on, bool *member, char **via, struct err *err);

/* The cités that a membership of this structure makes members on a day (CIVIL_NONE: today): those of
 * the collectivités among it and the bodies below that it covers, by name. See page.h. */
bool membership_covers(struct db *db, int64_t structure, day_t on,
	bool (*each)(void *arg, const char *cite), void *arg, struct err *err);

#endif
