/* What was known of a cité's étape on a day of the past. */
#ifndef STORE_CITE_TOUR_H
#define STORE_CITE_TOUR_H

#include "etape/civil.h"
#include "store/sql.h"

/* An étape to come was planned on a day when it had been recorded by then: an id carries the time
 * at which it was made (id.h). One recorded after it took place says nothing of when it was
 * announced; half a year before, as the Tour's are. Today whatever is recorded is planned. */
#define CITE_TOUR_RECORDED(event) "date(1577836800 + (" event ".id >> 22) / 1000, 'unixepoch')"
#define CITE_TOUR_KNOWN(event)                                                                  \
	"(NOT :past OR CASE WHEN " event ".last_day < " CITE_TOUR_RECORDED(event)              \
	" THEN " event ".first_day <= date(:on, '+6 months') ELSE " CITE_TOUR_RECORDED(event)   \
	" <= :on END)"

/* Binds :on and :past. In cite_summary.c. */
void cite_tour_bind(sqlite3_stmt *stmt, day_t on);

#endif
