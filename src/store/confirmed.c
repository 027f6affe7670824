#include "store/confirmed.h"

#include "etape/id.h"

enum { CONFIRMED_MONTHS = 12, CONFIRMED_SECOND = 1000 };

/* When ids begin (id.h), UTC. */
#define CONFIRMED_2020 INT64_C(1577836800000)

/* The centre's own days, as people count them: an evening's work is not the next day's. */
int64_t confirmed_first_id(day_t day)
{
	instant_t midnight = 0;

	if (!civil_to_instant(day, 0, CIVIL_ZONE, &midnight, NULL))
		bug("no zone %s", CIVIL_ZONE);
	return id_from((midnight - CONFIRMED_2020) / CONFIRMED_SECOND);
}

day_t confirmed_day(int64_t written, day_t confirmed)
{
	day_t day = CIVIL_NONE;
	int minutes, seconds;

	if (!civil_from_instant(CONFIRMED_2020 + id_seconds(written) * CONFIRMED_SECOND, CIVIL_ZONE,
		    &day, &minutes, &seconds))
		bug("no zone %s", CIVIL_ZONE);
	return confirmed != CIVIL_NONE && confirmed > day ? confirmed : day;
}

void confirmed_bind(sqlite3_stmt *stmt, day_t on)
{
	const day_t year_ago = civil_add_months(noun_on(on), -CONFIRMED_MONTHS);

	sql_bind_int(stmt, ":written", confirmed_first_id(year_ago + 1));
	noun_bind_date(stmt, ":confirmed", year_ago);
}
