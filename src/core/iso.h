/* What dates and times of ISO 8601 begin with. Calendars of thousands of days are read with these. Private to
 * core. */
#ifndef CORE_ISO_H
#define CORE_ISO_H

#include <stdbool.h>

#include "etape/civil.h"

/* The number of two digits that the text begins with, -1 when they are not there. */
static inline int iso_two(const char *text)
{
	if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
		return -1;
	return (text[0] - '0') * 10 + (text[1] - '0');
}

/* The day that the text begins with, "2027-03-11", whatever follows; else false, and *day is as it was. */
static inline bool iso_date(const char *text, day_t *day)
{
	int century, year, month, date;
	day_t found;

	if ((century = iso_two(text)) < 0 || (year = iso_two(text + 2)) < 0 || text[4] != '-' ||
		(month = iso_two(text + 5)) < 0 || text[7] != '-' || (date = iso_two(text + 8)) < 0)
		return false;
	found = civil_day(century * 100 + year, month, date);
	if (found == CIVIL_NONE)
		return false;
	*day = found;
	return true;
}

#endif
