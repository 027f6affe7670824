/* Days, hours and zones as a calendar writes them. */
#ifndef DOC_ICS_CLOCK_H
#define DOC_ICS_CLOCK_H

#include <stddef.h>

#include "etape/civil.h"
#include "etape/str.h"

enum {
	ICS_ZONES = 16, /* the most zones of one calendar */
	ICS_DAYS = 64,
};

/* A zone that was met. */
struct ics_zone {
	char *name;	  /* IANA, owned */
	struct str param; /* ";TZID=Europe/Paris:"; empty: the system does not know its rules */
};

/* A day in digits: most are asked for again at once. */
struct ics_day {
	day_t day;
	char digits[8]; /* zeros: none yet */
};

struct ics_clock {
	struct str rules; /* of the zones met, as components, each once */
	struct ics_zone met[ICS_ZONES];
	size_t met_count;
	struct ics_day days[ICS_DAYS];
};
#define ICS_CLOCK_INIT ((struct ics_clock){ .rules = STR_INIT })

void ics_clock_release(struct ics_clock *c);

/* Each appends: 20270311; 20270311T083000Z. */
void ics_clock_add_day(struct ics_clock *c, struct str *out, day_t day);
void ics_clock_add_utc(struct ics_clock *c, struct str *out, instant_t at);
/* What follows the name of a property, of a wall-clock time in its zone: ";TZID=Europe/Paris:20270311T093000",
 * in UTC where the zone's rules are not at hand, alone where the zone is not known. `minutes` may go past midnight. */
void ics_clock_add_time(struct ics_clock *c, struct str *out, day_t day, int minutes, const char *zone);

#endif
