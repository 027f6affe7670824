/* When what is written of a person was last looked at: written, saved or confirmed. An id, and a
 * revision after the first, tells when it was made. */
#ifndef STORE_CONFIRMED_H
#define STORE_CONFIRMED_H

#include "store/noun.h"

/* SQL: the person `p` was neither written, saved nor confirmed for a year before a day. */
#define CONFIRMED_NOT(p)                                                                       \
	p ".id < :written AND " p ".rev < :written"                                            \
	  " AND (" p ".confirmed_on IS NULL OR " p ".confirmed_on <= :confirmed)"
/* Binds :written and :confirmed for that day; CIVIL_NONE: today. */
void confirmed_bind(sqlite3_stmt *stmt, day_t on);

/* The first id made on a day. */
int64_t confirmed_first_id(day_t day);
/* The later of the day that an id or a revision was made on and the day of a confirmation,
 * CIVIL_NONE for none. */
day_t confirmed_day(int64_t written, day_t confirmed);

#endif
