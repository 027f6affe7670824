/* The parts of turnover. */
#ifndef STORE_TURNOVER_INTERNAL_H
#define STORE_TURNOVER_INTERNAL_H

#include "etape/turnover.h"
#include "store/noun.h"

/* Columns of every question: cité (id, code, name), role, first day of it, day of the next holder,
 * person (id, names, e-mail, telephone), event (id, code, title), how she is expected, an id that
 * tells when the person was written, her structure. */
#define TURNOVER_CITE	"c.id, c.code, c.name"
#define TURNOVER_PERSON "p.id, p.family_name, p.given_name, p.email, coalesce(p.mobile, p.phone)"
#define TURNOVER_THERE                                                                         \
	" AND (:region IS NULL OR c.region = :region)"                                         \
	" AND (:departement IS NULL OR c.departement = :departement)"

/* Vacant posts, and people whose mandate ended: texts of questions about :on. */
extern const char turnover_vacant_sql[]; /* also :unknown, :home */
extern const char turnover_ended_sql[];

#define TURNOVER_ANNOUNCER "announcer"

/* The .id of a row: of a person's id and an event's (0 for none), or of a cité's and a role. */
int64_t turnover_row_id(enum turnover_kind kind, int64_t one, int64_t other);

void turnover_bind_there(sqlite3_stmt *stmt, const struct turnover_filter *filter);
/* Hands over every row of a bound question and ends it; *more is false once `each` has had
 * enough. `since` other than CIVIL_NONE stands for what was read. */
bool turnover_each(struct db *db, sqlite3_stmt *stmt, enum turnover_kind kind, day_t since,
	turnover_row_fn each, void *arg, bool *more, struct err *err);

/* Records to confirm; those who are due: as turnover_list(). */
bool turnover_list_unconfirmed(struct db *db, const struct turnover_filter *filter,
	turnover_row_fn each, void *arg, bool *more, struct err *err);
bool turnover_list_due(struct db *db, const struct turnover_filter *filter, turnover_row_fn each,
	void *arg, bool *more, struct err *err);

#endif
