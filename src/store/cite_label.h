/* The steps of a label as the database tells them, for what asks of one cité or of all. */
#ifndef STORE_CITE_LABEL_H
#define STORE_CITE_LABEL_H

#include "etape/civil.h"
#include "etape/vocabulary.h"
#include "store/sql.h"

/* cite, status, valid_from, valid_to: the history, completed by the wave where it doesn't say when
 * the cité was labelled; oldest first. :cite NULL for all. */
#define CITE_LABEL_STEPS                                                                       \
	"SELECT cite, status, valid_from, valid_to FROM ("                                     \
	" SELECT l.cite AS cite, l.status AS status, l.valid_from AS valid_from,"              \
	" l.valid_to AS valid_to, 1 AS told FROM cite_label l"                                 \
	" WHERE :cite IS NULL OR l.cite = :cite"                                               \
	" UNION ALL SELECT c.id, 'labelled', c.wave || '-01-01', NULL, 0 FROM cite c"          \
	" WHERE (:cite IS NULL OR c.id = :cite) AND c.wave IS NOT NULL AND NOT EXISTS"         \
	" (SELECT 1 FROM cite_label l WHERE l.cite = c.id AND l.status = 'labelled'))"         \
	" ORDER BY cite, coalesce(valid_from, ''), told"

/* Where a cité stands on a day, found by taking its steps one after the other. */
struct cite_label_state {
	enum label_status status;
	day_t since; /* CIVIL_NONE: not known; after the day: still to come */
	bool known;  /* there was a step */
};
#define CITE_LABEL_STATE_INIT                                                                  \
	((struct cite_label_state){ .status = LABEL_LABELLED, .since = CIVIL_NONE })

/* Takes a row of CITE_LABEL_STEPS. */
void cite_label_take(struct cite_label_state *state, sqlite3_stmt *stmt, day_t on);

#endif
