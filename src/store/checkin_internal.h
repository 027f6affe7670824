/* Finding whom a desk means. */
#ifndef STORE_CHECKIN_INTERNAL_H
#define STORE_CHECKIN_INTERNAL_H

#include "etape/checkin.h"
#include "store/sql.h"

/* Finds the registration of the event that a text means: .registration is set when there is
 * just one (whatever its status); else .result says why not, with what is known. */
bool checkin_find(struct db *db, int64_t event, const char *text, struct checkin_answer *a,
	struct err *err);

#endif
