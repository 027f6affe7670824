/* What everybody owes at one event, kept between two looks at the desk's counters: deciding 2,000
 * fees anew after each check-in would take longer than a key may. */
#ifndef STORE_COUNTERS_OWED_H
#define STORE_COUNTERS_OWED_H

#include "etape/money.h"
#include "store/idmap.h"
#include "etape/str.h"

struct owed_balance {
	int64_t person;
	cents_t cents;
};

struct owed_cache {
	int64_t event;
	int64_t seen;		 /* last change of the journal that it knows */
	struct str clock;	 /* what fees take from the time: owed_clock() */
	struct owed_balance *at; /* owned */
	size_t count;
	struct idmap people; /* person to its place in .at, from 1 */
	cents_t total;
};

#endif
