/* Wall clocks and UTC, on the days when clocks change above all. */
#include "core_test.h"

#include <time.h>

#include "etape/civil.h"

static day_t iso(const char *text)
{
	day_t day = CIVIL_NONE;

	if (!civil_parse_iso(text, &day))
		fail_msg("the test's own date '%s'", text);
	return day;
}

static void turns_wall_clocks_into_instants(void **state)
{
	static const struct {
		const char *zone, *date;
		int minutes;
		const char *utc;
		enum civil_gap gap;
	} table[] = {
		{ "Europe/Paris", "2020-02-11", 570, "2020-02-11T08:30:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-07-14", 570, "2020-07-14T07:30:00.000Z", CIVIL_UNIQUE },
		/* 29 March 2020: 02:00 becomes 03:00 */
		{ "Europe/Paris", "2020-03-29", 0, "2020-03-28T23:00:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-03-29", 119, "2020-03-29T00:59:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-03-29", 120, "2020-03-29T01:00:00.000Z",
			CIVIL_SKIPPED },
		{ "Europe/Paris", "2020-03-29", 150, "2020-03-29T01:00:00.000Z",
			CIVIL_SKIPPED },
		{ "Europe/Paris", "2020-03-29", 179, "2020-03-29T01:00:00.000Z",
			CIVIL_SKIPPED },
		{ "Europe/Paris", "2020-03-29", 180, "2020-03-29T01:00:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-03-29", 1439, "2020-03-29T21:59:00.000Z",
			CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-03-30", 0, "2020-03-29T22:00:00.000Z", CIVIL_UNIQUE },
		/* 25 October 2020: 03:00 becomes 02:00 */
		{ "Europe/Paris", "2020-10-25", 119, "2020-10-24T23:59:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-10-25", 120, "2020-10-25T00:00:00.000Z", CIVIL_TWICE },
		{ "Europe/Paris", "2020-10-25", 179, "2020-10-25T00:59:00.000Z", CIVIL_TWICE },
		{ "Europe/Paris", "2020-10-25", 180, "2020-10-25T02:00:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "2020-10-25", 1439, "2020-10-25T22:59:00.000Z",
			CIVIL_UNIQUE },
		/* beyond the transitions that the zone's file lists */
		{ "Europe/Paris", "2050-03-27", 150, "2050-03-27T01:00:00.000Z",
			CIVIL_SKIPPED },
		{ "Europe/Paris", "2050-10-30", 150, "2050-10-30T00:30:00.000Z", CIVIL_TWICE },
		/* war time, two hours ahead; and before 1911, Paris mean time */
		{ "Europe/Paris", "1942-07-14", 720, "1942-07-14T10:00:00.000Z", CIVIL_UNIQUE },
		{ "Europe/Paris", "1905-12-09", 720, "1905-12-09T11:50:39.000Z", CIVIL_UNIQUE },
		{ "America/Cayenne", "2020-03-29", 150, "2020-03-29T05:30:00.000Z",
			CIVIL_UNIQUE },
		{ "America/Cayenne", "2020-10-25", 150, "2020-10-25T05:30:00.000Z",
			CIVIL_UNIQUE },
		{ "Indian/Mayotte", "2020-03-29", 150, "2020-03-28T23:30:00.000Z",
			CIVIL_UNIQUE },
		{ "Indian/Mayotte", "2020-10-25", 0, "2020-10-24T21:00:00.000Z", CIVIL_UNIQUE },
		{ "Indian/Reunion", "2020-03-29", 150, "2020-03-28T22:30:00.000Z",
			CIVIL_UNIQUE },
		{ "Indian/Reunion", "2020-10-25", 1439, "2020-10-25T19:59:00.000Z",
			CIVIL_UNIQUE },
		{ "UTC", "2020-02-11", 570, "2020-02-11T09:30:00.000Z", CIVIL_UNIQUE },
		/* a change of half an hour, at the turn of the year in the south */
		{ "Australia/Lord_Howe", "2020-10-04", 135, "2020-10-03T15:30:00.000Z",
			CIVIL_SKIPPED },
		{ "Australia/Lord_Howe", "2020-04-05", 105, "2020-04-04T14:45:00.000Z",
			CIVIL_TWICE },
		/* a whole day that never was */
		{ "Pacific/Apia", "2011-12-30", 720, "2011-12-30T10:00:00.000Z",
			CIVIL_SKIPPED },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		instant_t at;
		enum civil_gap gap;
		assert_true(civil_to_instant(
			iso(table[i].date), table[i].minutes, table[i].zone, &at, &gap));
		civil_format_instant(&out, at);
		expect_text(&out, table[i].utc, table[i].date);
		expect_number(gap, table[i].gap, table[i].date);
		assert_true(civil_to_instant(
			iso(table[i].date), table[i].minutes, table[i].zone, &at, NULL));
	}
	str_release(&out);
}

static void turns_instants_into_wall_clocks(void **state)
{
	static const struct {
		const char *utc, *zone, *date;
		int minutes, seconds;
	} table[] = {
		{ "2020-03-29T00:59:59Z", "Europe/Paris", "2020-03-29", 119, 59 },
		{ "2020-03-29T01:00:00Z", "Europe/Paris", "2020-03-29", 180, 0 },
		{ "2020-10-25T00:59:59Z", "Europe/Paris", "2020-10-25", 179, 59 },
		{ "2020-10-25T01:00:00Z", "Europe/Paris", "2020-10-25", 120, 0 },
		{ "2020-12-31T23:00:00Z", "Europe/Paris", "2021-01-01", 0, 0 },
		{ "2021-01-01T02:59:59Z", "America/Cayenne", "2020-12-31", 1439, 59 },
		{ "2020-12-31T21:00:00Z", "Indian/Mayotte", "2021-01-01", 0, 0 },
		{ "2020-12-31T20:00:00Z", "Indian/Reunion", "2021-01-01", 0, 0 },
		{ "1969-12-31T23:59:59Z", "UTC", "1969-12-31", 1439, 59 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		instant_t at;
		day_t day;
		int minutes, seconds;
		assert_true(civil_parse_instant(table[i].utc, "UTC", &at));
		assert_true(civil_from_instant(at, table[i].zone, &day, &minutes, &seconds));
		expect_number(day, iso(table[i].date), table[i].utc);
		expect_number(minutes, table[i].minutes, table[i].utc);
		expect_number(seconds, table[i].seconds, table[i].utc);
		/* Milliseconds before an instant belong to the second before. */
		assert_true(civil_from_instant(at - 1, table[i].zone, NULL, NULL, &seconds));
		expect_number(seconds, (table[i].seconds + 59) % 60, table[i].utc);
	}
}

/* Every quarter of an hour on the days around each change, there and back. */
static void goes_there_and_back(void **state)
{
	static const char *const zones[] = { "Europe/Paris", "America/Cayenne",
		"Indian/Mayotte", "Indian/Reunion", "America/Martinique" };
	static const char *const dates[] = { "2020-03-28", "2020-03-29", "2020-03-30",
		"2020-10-24", "2020-10-25", "2020-10-26", "2020-01-01", "2020-12-31",
		"2026-11-19" };

	(void)state;
	for (size_t z = 0; z < COUNT(zones); z++) {
		for (size_t d = 0; d < COUNT(dates); d++) {
			instant_t last = INT64_MIN;
			for (int m = 0; m < 1440; m += 15) {
				instant_t at;
				enum civil_gap gap;
				day_t day;
				int minutes, seconds;
				assert_true(civil_to_instant(
					iso(dates[d]), m, zones[z], &at, &gap));
				assert_true(
					at >= last); /* later on the clock is never earlier */
				last = at;
				assert_true(civil_from_instant(
					at, zones[z], &day, &minutes, &seconds));
				assert_int_equal(day, iso(dates[d]));
				assert_int_equal(seconds, 0);
				if (gap == CIVIL_SKIPPED)
					assert_int_equal(minutes, 180);
				else
					assert_int_equal(minutes, m);
			}
		}
	}
}

/* Ten thousand instants over five zones against the C library's own answers. */
static void agrees_with_the_c_library(void **state)
{
	static const char *const zones[] = { "Europe/Paris", "America/Cayenne",
		"Indian/Mayotte", "Indian/Reunion", "America/New_York" };
	uint64_t seed = 11;

	(void)state;
	for (size_t z = 0; z < COUNT(zones); z++) {
		for (int i = 0; i < 2000; i++) {
			/* 1920 to 2090 */
			time_t t = (time_t)(INT64_C(-1577923200) +
					    (int64_t)next_random(&seed) * 5 / 4 * 2);
			struct tm tm;
			day_t day;
			int minutes, seconds;
			instant_t back;
			enum civil_gap gap;
			assert_true(civil_from_instant(
				(instant_t)t * 1000, zones[z], &day, &minutes, &seconds));
			setenv("TZ", zones[z], 1);
			tzset();
			localtime_r(&t, &tm);
			struct civil c = civil_from_day(day);
			if (c.year != tm.tm_year + 1900 || c.month != tm.tm_mon + 1 ||
				c.day != tm.tm_mday || minutes != tm.tm_hour * 60 + tm.tm_min ||
				seconds != tm.tm_sec)
				fail_msg("%s %lld", zones[z], (long long)t);
			assert_true(civil_to_instant(day, minutes, zones[z], &back, &gap));
			back += seconds * 1000;
			if (gap == CIVIL_UNIQUE)
				assert_true(back == (instant_t)t * 1000);
			else
				assert_true(gap == CIVIL_TWICE && back <= (instant_t)t * 1000 &&
					    back > ((instant_t)t - 7300) * 1000);
		}
	}
	setenv("TZ", "UTC", 1);
	tzset();
}

/* What the wall clock of $TZ shows, as minutes since 1970-01-01T00:00 on that clock. */
static int64_t shown(int64_t at)
{
	const time_t t = (time_t)at;
	struct tm tm;

	localtime_r(&t, &tm);
	return (int64_t)civil_day(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) * 1440 + tm.tm_hour * 60 + tm.tm_min;
}

/* The instants at which the clock of $TZ shows a minute, first one first: a minute is asked of every
 * instant that no zone is farther from, by quarters of an hour. */
static int instants(int64_t minute, int64_t found[2])
{
	int n = 0;

	for (int64_t at = minute * 60 - 16 * 3600; at <= minute * 60 + 16 * 3600; at += 900)
		if (shown(at) == minute && n < 2)
			found[n++] = at;
	return n;
}

/* A minute of the clock of $TZ from 1975 to 2037, when zones kept to quarters of an hour; every other
 * one on the night before, of or after the next change of the clock. */
static int64_t draw_minute(uint64_t *seed, bool near)
{
	int64_t day = civil_day(1975, 1, 1) + (int64_t)(next_random(seed) % (62 * 365));
	const int64_t end = day + 400;

	while (near && day < end && shown(day * 86400 + 43200) - shown((day - 1) * 86400 + 43200) == 1440)
		day++;
	day += near ? (int64_t)(next_random(seed) % 3) - 1 : 0;
	return day * 1440 + (int64_t)(next_random(seed) % (near ? 5 * 60 : 1440));
}

/* Ten thousand times of wall clocks: the instant, whether there is one, whether there are two. */
static void every_wall_clock_time_is_the_systems(void **state)
{
	static const char *const zones[] = { "Europe/Paris", "America/Cayenne", "Indian/Mayotte",
		"Indian/Reunion", "America/Miquelon" };
	static const enum civil_gap gaps[] = { CIVIL_SKIPPED, CIVIL_UNIQUE, CIVIL_TWICE };
	size_t seen[3] = { 0 };
	uint64_t seed = 2027;

	(void)state;
	for (size_t z = 0; z < COUNT(zones); z++) {
		setenv("TZ", zones[z], 1);
		tzset();
		for (int i = 0; i < 2000; i++) {
			const int64_t minute = draw_minute(&seed, i % 2);
			int64_t found[2] = { 0 };
			const int n = instants(minute, found);
			enum civil_gap gap;
			instant_t at;

			assert_true(civil_to_instant((day_t)(minute / 1440), (int)(minute % 1440), zones[z], &at, &gap));
			if (gap != gaps[n] || (n && at != found[0] * 1000))
				fail_msg("%s day %d minute %d: gap %d of %d", zones[z], (int)(minute / 1440),
					(int)(minute % 1440), (int)gap, n);
			/* One that does not exist is the moment of the jump: past it, the clock shows more. */
			if (!n && (shown(at / 1000) <= minute || shown(at / 1000 - 1) >= minute))
				fail_msg("%s minute %lld: not at the jump", zones[z], (long long)minute);
			seen[n]++;
		}
	}
	assert_true(seen[0] > 20 && seen[2] > 20);
	setenv("TZ", "UTC", 1);
	tzset();
}

static void leaves_the_processs_zone_alone(void **state)
{
	static const char *const zones[] = { "America/New_York", NULL };
	time_t t = 1600000000;
	struct tm before, after;
	day_t day;

	(void)state;
	for (size_t i = 0; i < COUNT(zones); i++) {
		if (zones[i])
			setenv("TZ", zones[i], 1);
		else
			unsetenv("TZ");
		tzset();
		localtime_r(&t, &before);
		/* years that nobody asked before */
		assert_true(civil_from_instant(
			INT64_C(-1234567890000) - (instant_t)i * INT64_C(999999999999),
			"Indian/Reunion", &day, NULL, NULL));
		localtime_r(&t, &after);
		assert_int_equal(before.tm_gmtoff, after.tm_gmtoff);
		assert_true(str_eq(getenv("TZ"), zones[i]));
	}
}

static void refuses_unknown_zones(void **state)
{
	static const char *const table[] = { "", "Europe/Lille", "../../../etc/passwd",
		"/etc/passwd", "Europe/../Europe/Paris", "./UTC", "zone.tab", "tzdata.zi",
		"leapseconds", "Europe", "Europe/Paris ", "Europe/Paris\n", "CET-1CEST",
		"<+03>-3", ":UTC", "right/UTC",
		/* longer than any */
		"America/America/America/America/America/America/America/America/Paris" };
	instant_t at = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		if (civil_from_instant(0, table[i], NULL, NULL, NULL) ||
			civil_to_instant(0, 0, table[i], &at, NULL) ||
			civil_parse_instant("2020-02-11", table[i], &at))
			fail_msg("'%s' is a zone", table[i]);
	}
	assert_false(civil_from_instant(0, NULL, NULL, NULL, NULL));
	assert_false(civil_to_instant(0, 0, NULL, &at, NULL));
	assert_false(civil_to_instant(0, -1, "UTC", &at, NULL));
	assert_false(civil_to_instant(0, 1440, "UTC", &at, NULL));
	assert_false(civil_to_instant(CIVIL_NONE, 0, "UTC", &at, NULL));
	assert_false(civil_from_instant(INT64_MAX, "UTC", NULL, NULL, NULL));
	assert_false(civil_from_instant(INT64_MIN, "UTC", NULL, NULL, NULL));
	assert_true(at == 7);
}

static void knows_zones_of_every_spelling(void **state)
{
	static const char *const table[] = { "Europe/Paris", "Etc/GMT+9", "Etc/GMT-10",
		"Etc/Zulu", "America/Belize", "Africa/El_Aaiun", "America/Port-au-Prince",
		"Asia/Almaty", "EST5EDT", "America/Argentina/Buenos_Aires", "Pacific/Marquesas",
		"Indian/Mauritius", "America/Guadeloupe", "America/Miquelon", "Pacific/Noumea",
		"Pacific/Wallis" };

	(void)state;
	for (int turn = 0; turn < 3; turn++) { /* more of them than are kept at a time */
		for (size_t i = 0; i < COUNT(table); i++) {
			if (!civil_from_instant(
				    turn * INT64_C(40000000000), table[i], NULL, NULL, NULL))
				fail_msg("'%s' is no zone", table[i]);
		}
	}
}

static void stays_within_the_calendar(void **state)
{
	instant_t at, last;

	(void)state;
	assert_true(civil_parse_instant("9999-12-31T23:30Z", "UTC", &last));
	assert_true(civil_from_instant(last, "UTC", NULL, NULL, NULL));
	assert_false(civil_from_instant(last, "Europe/Paris", NULL, NULL, NULL));
	assert_true(civil_parse_instant("0001-01-01T00:30Z", "UTC", &at));
	assert_true(civil_from_instant(at, "UTC", NULL, NULL, NULL));
	assert_false(civil_from_instant(at, "America/Cayenne", NULL, NULL, NULL));
	struct str out = STR_INIT;
	civil_format_instant(&out, last);
	expect_text(&out, "9999-12-31T23:30:00.000Z", "last day");
	str_release(&out);
	assert_false(civil_to_instant(civil_day(9999, 12, 31), 0, "UTC", &at, NULL));
	assert_false(civil_to_instant(civil_day(9999, 12, 30), 0, "UTC", &at, NULL));
	assert_true(civil_to_instant(civil_day(9999, 12, 29), 0, "UTC", &at, NULL));
	assert_false(civil_to_instant(civil_day(1, 1, 1), 0, "UTC", &at, NULL));
	assert_false(civil_to_instant(civil_day(1, 1, 2), 0, "UTC", &at, NULL));
	assert_true(civil_to_instant(civil_day(1, 1, 3), 0, "UTC", &at, NULL));
}

static void reads_instants(void **state)
{
	static const struct {
		const char *text, *utc; /* NULL: refused */
	} table[] = {
		{ "2020-02-11T08:30:00.000Z", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11T09:30:00+01:00", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11T09:30:00+0100", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11T09:30+01", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11T05:30-03:00", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11 09:30", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11T09:30", "2020-02-11T08:30:00.000Z" },
		{ "2020-02-11T09:30:15", "2020-02-11T08:30:15.000Z" },
		{ "2020-02-11", "2020-02-10T23:00:00.000Z" },
		{ "2020-02-11T00:00:15", "2020-02-10T23:00:15.000Z" },
		{ "2020-07-14", "2020-07-13T22:00:00.000Z" },
		{ "2020-02-11T08:30:00.5Z", "2020-02-11T08:30:00.500Z" },
		{ "2020-02-11T08:30:00,123456Z", "2020-02-11T08:30:00.123Z" },
		{ "1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z" },
		{ "2020-03-29T02:30", "2020-03-29T01:00:00.000Z" },
		{ "0001-01-01T00:00Z", "0001-01-01T00:00:00.000Z" },
		{ "0001-01-01T00:00+01:00", NULL },
		{ "9999-12-31T23:59-01:00", NULL },
		{ "2020-02-11T08:30:00.Z", NULL },
		{ "2020-02-11T08:30:00+1", NULL },
		{ "2020-02-11T08:30:00+24:00", NULL },
		{ "2020-02-11T08:30:00+01:60", NULL },
		{ "2020-02-11T08:30:00ZZ", NULL },
		{ "2020-02-11T08:30:00 Z", NULL },
		{ "2020-02-11Z", NULL },
		{ "20200211T083000Z", NULL },
		{ "", NULL },
		{ "now", NULL },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		instant_t at = 0;
		bool ok = civil_parse_instant(table[i].text, CIVIL_ZONE, &at);
		expect_number(ok, table[i].utc != NULL, table[i].text);
		if (ok)
			civil_format_instant(&out, at);
		expect_text(&out, table[i].utc ? table[i].utc : "", table[i].text);
	}
	assert_false(civil_parse_instant(NULL, CIVIL_ZONE, &(instant_t){ 0 }));
	civil_format_instant(&out, INT64_MAX);
	expect_text(&out, "", "beyond the calendar");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(turns_wall_clocks_into_instants),
		cmocka_unit_test(turns_instants_into_wall_clocks),
		cmocka_unit_test(goes_there_and_back),
		cmocka_unit_test(agrees_with_the_c_library),
		cmocka_unit_test(every_wall_clock_time_is_the_systems),
		cmocka_unit_test(leaves_the_processs_zone_alone),
		cmocka_unit_test(refuses_unknown_zones),
		cmocka_unit_test(knows_zones_of_every_spelling),
		cmocka_unit_test(stays_within_the_calendar),
		cmocka_unit_test(reads_instants),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
