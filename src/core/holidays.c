#include "etape/holidays.h"

#include <stddef.h>
#include <string.h>

/* A holiday of every year; month 0 means `day` counts from Easter Sunday. */
struct holiday {
	int month;		 /* 1..12, or 0 */
	int day;		 /* of the month, or days after Easter Sunday */
	const char *departement; /* INSEE code, NULL for all of France */
	const char *name;	 /* N_() */
};

/* Code du travail, L3133-1, L3134-13 (Alsace-Moselle) and L3422-2 (abolition of
 * slavery). When two fall on one day (1 May 2008), the first here is named. */
static const struct holiday holidays[] = {
	{ .month = 1, .day = 1, .name = N_("New Year's Day") },
	{ .month = 5, .day = 1, .name = N_("Labour Day") },
	{ .month = 5, .day = 8, .name = N_("Victory in Europe Day") },
	{ .month = 7, .day = 14, .name = N_("National Day") },
	{ .month = 8, .day = 15, .name = N_("Assumption") },
	{ .month = 11, .day = 1, .name = N_("All Saints' Day") },
	{ .month = 11, .day = 11, .name = N_("Armistice Day") },
	{ .month = 12, .day = 25, .name = N_("Christmas Day") },
	{ .day = 1, .name = N_("Easter Monday") },
	{ .day = 39, .name = N_("Ascension Day") },
	{ .day = 50, .name = N_("Whit Monday") },
	{ .day = -2, .departement = "57", .name = N_("Good Friday") },
	{ .day = -2, .departement = "67", .name = N_("Good Friday") },
	{ .day = -2, .departement = "68", .name = N_("Good Friday") },
	{ .month = 12, .day = 26, .departement = "57", .name = N_("St Stephen's Day") },
	{ .month = 12, .day = 26, .departement = "67", .name = N_("St Stephen's Day") },
	{ .month = 12, .day = 26, .departement = "68", .name = N_("St Stephen's Day") },
	{ .month = 5, .day = 27, .departement = "971", .name = N_("Abolition of slavery") },
	{ .month = 5, .day = 22, .departement = "972", .name = N_("Abolition of slavery") },
	{ .month = 6, .day = 10, .departement = "973", .name = N_("Abolition of slavery") },
	{ .month = 12, .day = 20, .departement = "974", .name = N_("Abolition of slavery") },
	{ .month = 4, .day = 27, .departement = "976", .name = N_("Abolition of slavery") },
};

const char *holiday_name(day_t day, const char *departement)
{
	if (day == CIVIL_NONE)
		return NULL;
	struct civil c = civil_from_day(day);
	int after_easter = day - civil_easter(c.year);

	for (size_t i = 0; i < sizeof holidays / sizeof *holidays; i++) {
		const struct holiday *h = &holidays[i];
		if (h->departement &&
			(!departement || strcmp(h->departement, departement) != 0))
			continue;
		if (h->month ? h->month == c.month && h->day == c.day : h->day == after_easter)
			return _(h->name);
	}
	return NULL;
}
