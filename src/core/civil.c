/* Dates: the calendar's arithmetic and the program's clock. */
#include "etape/civil.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/zone.h"

#define DAY_MS INT64_C(86400000)

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int civil_month_length(int year, int month)
{
	static const signed char lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	if (month < 1 || month > 12)
		return 0;
	return lengths[month - 1] + (month == 2 && is_leap(year));
}

/* Years are counted from 1 March, so that the leap day comes last: 400 years have
 * 146097 days, and months from March have (153 m + 2) / 5 days before them. */
day_t civil_day(int year, int month, int day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
		day > civil_month_length(year, month))
		return CIVIL_NONE;
	int y = month > 2 ? year : year - 1;
	int m = month > 2 ? month - 3 : month + 9;
	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
}

struct civil civil_from_day(day_t day)
{
	if (day < CIVIL_FIRST || day > CIVIL_LAST)
		bug("civil_from_day: %d is no day of the years 1 to 9999", (int)day);
	int n = day + 719468; /* days since 1 March of the year 0 */
	int era = n / 146097, in_era = n % 146097;
	int y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	int in_year = in_era - (365 * y + y / 4 - y / 100);
	int m = (5 * in_year + 2) / 153;
	struct civil c = {
		.year = era * 400 + y + (m >= 10),
		.month = m < 10 ? m + 3 : m - 9,
		.day = in_year - (153 * m + 2) / 5 + 1,
	};

	return c;
}

int civil_weekday(day_t day)
{
	int n = (int)((day + INT64_C(3)) % 7); /* 1970-01-01 was a Thursday */

	return (n < 0 ? n + 7 : n) + 1;
}

int civil_iso_week(day_t day, int *iso_year)
{
	/* The week belongs to the year of its Thursday. */
	day_t thursday = day - civil_weekday(day) + 4;
	int year = civil_from_day(thursday).year;

	if (iso_year)
		*iso_year = year;
	return 1 + (thursday - civil_day(year, 1, 1)) / 7;
}

day_t civil_add_months(day_t day, int months)
{
	if (day == CIVIL_NONE)
		return CIVIL_NONE;
	struct civil c = civil_from_day(day);
	int64_t month = INT64_C(12) * c.year + c.month - 1 + months;

	if (month < 12 || month >= INT64_C(12) * 10000)
		return CIVIL_NONE;
	int year = (int)(month / 12), m = (int)(month % 12) + 1;
	int length = civil_month_length(year, m);
	return civil_day(year, m, c.day < length ? c.day : length);
}

/* Anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8). */
day_t civil_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
	int l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
	int n = h + l - 7 * m + 114;

	return civil_day(year, n / 31, n % 31 + 1);
}

/* --- the program's clock --- */

/* Reads $ETAPE_NOW once per value. */
static bool fixed_now(instant_t *at, bool *readable)
{
	static char seen[64];
	static instant_t value;
	static bool ok;
	const char *text = getenv("ETAPE_NOW");

	if (!text || !*text)
		return false;
	if (strlen(text) >= sizeof seen) {
		*readable = false;
		return true;
	}
	if (strcmp(text, seen) != 0) {
		memcpy(seen, text, strlen(text) + 1);
		ok = civil_parse_instant(text, CIVIL_ZONE, &value);
	}
	*at = value;
	*readable = ok;
	return true;
}

static instant_t stopped;

void civil_stop_clock(instant_t at)
{
	stopped = at;
}

instant_t civil_now(void)
{
	struct timespec now;
	instant_t at = 0;
	bool readable = false;

	if (stopped)
		return stopped;
	if (fixed_now(&at, &readable) && readable)
		return at;
	clock_gettime(CLOCK_REALTIME, &now);
	return (instant_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

day_t civil_today(const char *zone)
{
	instant_t now = civil_now();
	day_t day;

	if (civil_from_instant(now, zone, &day, NULL, NULL) ||
		civil_from_instant(now, CIVIL_ZONE, &day, NULL, NULL))
		return day;
	/* A machine without zone files, or a clock beyond the year 9999. */
	return now > 0 && now / DAY_MS <= CIVIL_LAST ? (day_t)(now / DAY_MS) : 0;
}

static const char *home = CIVIL_ZONE;

void civil_set_home(const char *zone)
{
	home = zone ? zone : CIVIL_ZONE;
}

const char *civil_home(void)
{
	return home;
}

bool civil_check_now(struct err *err)
{
	instant_t at;
	bool readable = true;

	if (fixed_now(&at, &readable) && !readable)
		return err_set(err, ERR_INVALID,
			_("ETAPE_NOW='%s' is not a time: expected something like "
			  "2020-02-11T09:00"),
			getenv("ETAPE_NOW"));
	return true;
}
