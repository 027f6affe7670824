#include "store/confirmed.h"

#include "etape/id.h"

enum { CONFIRMED_MONTHS = 12, CONFIRMED_DAY_S = 86400 };

int64_t confirmed_first_id(day_t day)
{
	return id_from((int64_t)(day - civil_day(2020, 1, 1)) * CONFIRMED_DAY_S);
}

day_t confirmed_day(int64_t written, day_t confirmed)
{
	const int64_t days = id_seconds(written) / CONFIRMED_DAY_S;
	const day_t day = civil_day(2020, 1, 1) + (day_t)days;

	return confirmed != CIVIL_NONE && confirmed > day ? confirmed : day;
}

void confirmed_bind(sqlite3_stmt *stmt, day_t on)
{
	const day_t year_ago = civil_add_months(noun_on(on), -CONFIRMED_MONTHS);

	sql_bind_int(stmt, ":written", confirmed_first_id(year_ago + 1));
	noun_bind_date(stmt, ":confirmed", year_ago);
}
