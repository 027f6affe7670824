/* Dates: the calendar's arithmetic, against day-by-day counting and known values. */
#include "core_test.h"

#include "etape/civil.h"
#include "etape/holidays.h"

/* Counts days one by one from a known Monday, 1900-01-01. */
static void counts_every_day_of_two_centuries(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	day_t day = civil_day(1900, 1, 1);
	int weekday = 1;
	struct str out = STR_INIT;

	(void)state;
	assert_int_equal(day, -25567);
	for (int y = 1900; y <= 2100; y++) {
		bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
		for (int m = 1; m <= 12; m++) {
			int length = lengths[m - 1] + (m == 2 && leap);
			assert_int_equal(civil_month_length(y, m), length);
			for (int d = 1; d <= length; d++, day++) {
				day_t again;
				struct civil c = civil_from_day(day);
				assert_int_equal(civil_day(y, m, d), day);
				assert_int_equal(c.year, y);
				assert_int_equal(c.month, m);
				assert_int_equal(c.day, d);
				assert_int_equal(civil_weekday(day), weekday);
				weekday = weekday == 7 ? 1 : weekday + 1;
				civil_format_iso(&out, day);
				assert_true(civil_parse_iso(out.buf, &again));
				assert_int_equal(again, day);
				str_reset(&out);
			}
			assert_int_equal(civil_day(y, m, length + 1), CIVIL_NONE);
		}
	}
	str_release(&out);
}

static void knows_the_ends_of_the_calendar(void **state)
{
	(void)state;
	assert_int_equal(civil_day(1970, 1, 1), 0);
	assert_int_equal(civil_day(1, 1, 1), -719162);
	assert_int_equal(civil_day(9999, 12, 31), 2932896);
	assert_int_equal(civil_weekday(civil_day(1, 1, 1)), 1);
	assert_int_equal(civil_from_day(-719162).year, 1);
	assert_int_equal(civil_from_day(2932896).year, 9999);
	static const int none[][3] = { { 0, 1, 1 }, { 10000, 1, 1 }, { 2020, 0, 1 },
		{ 2020, 13, 1 }, { 2020, 1, 0 }, { 2021, 2, 29 }, { 1900, 2, 29 },
		{ 2020, 4, 31 }, { -5, 1, 1 } };
	for (size_t i = 0; i < COUNT(none); i++)
		assert_int_equal(civil_day(none[i][0], none[i][1], none[i][2]), CIVIL_NONE);
	assert_int_not_equal(civil_day(2000, 2, 29), CIVIL_NONE);
	assert_int_equal(civil_month_length(2020, 13), 0);
	for (day_t day = -719162; day <= 2932896; day += 373) {
		struct civil c = civil_from_day(day);
		assert_int_equal(civil_day(c.year, c.month, c.day), day);
	}
}

static void numbers_iso_weeks(void **state)
{
	static const struct {
		int y, m, d, week, year;
	} table[] = {
		{ 2005, 1, 1, 53, 2004 },
		{ 2005, 1, 2, 53, 2004 },
		{ 2005, 12, 31, 52, 2005 },
		{ 2006, 1, 2, 1, 2006 },
		{ 2007, 1, 1, 1, 2007 },
		{ 2007, 12, 30, 52, 2007 },
		{ 2007, 12, 31, 1, 2008 },
		{ 2008, 12, 28, 52, 2008 },
		{ 2008, 12, 29, 1, 2009 },
		{ 2009, 12, 31, 53, 2009 },
		{ 2010, 1, 3, 53, 2009 },
		{ 2010, 1, 4, 1, 2010 },
		{ 2020, 2, 11, 7, 2020 },
		{ 2020, 12, 31, 53, 2020 },
		{ 2021, 1, 1, 53, 2020 },
		{ 2026, 11, 19, 47, 2026 },
		{ 2027, 1, 3, 53, 2026 },
		{ 1, 1, 1, 1, 1 },
		{ 9999, 12, 31, 52, 9999 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		int year;
		day_t day = civil_day(table[i].y, table[i].m, table[i].d);
		assert_int_equal(civil_iso_week(day, &year), table[i].week);
		assert_int_equal(year, table[i].year);
		assert_int_equal(civil_iso_week(day, NULL), table[i].week);
	}
	/* A week's number changes on Mondays only. */
	for (day_t day = civil_day(1995, 1, 1); day < civil_day(2030, 1, 1); day++) {
		int a = civil_iso_week(day, NULL), b = civil_iso_week(day + 1, NULL);
		assert_int_equal(a != b, civil_weekday(day + 1) == 1);
	}
}

static void adds_months(void **state)
{
	static const struct {
		const char *from;
		int months;
		const char *to;
	} table[] = {
		{ "2020-01-31", 1, "2020-02-29" },
		{ "2021-01-31", 1, "2021-02-28" },
		{ "2020-02-29", 12, "2021-02-28" },
		{ "2020-12-15", 1, "2021-01-15" },
		{ "2020-01-15", -1, "2019-12-15" },
		{ "2020-03-31", -1, "2020-02-29" },
		{ "2020-05-31", 0, "2020-05-31" },
		{ "2020-05-31", 120, "2030-05-31" },
		{ "2020-05-31", -25, "2018-04-30" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		day_t day;
		assert_true(civil_parse_iso(table[i].from, &day));
		civil_format_iso(&out, civil_add_months(day, table[i].months));
		expect_text(&out, table[i].to, table[i].from);
	}
	assert_int_equal(civil_add_months(CIVIL_NONE, 3), CIVIL_NONE);
	assert_int_equal(civil_add_months(civil_day(9999, 12, 1), 1), CIVIL_NONE);
	assert_int_equal(civil_add_months(civil_day(1, 1, 1), -1), CIVIL_NONE);
	assert_int_equal(civil_add_months(civil_day(9999, 12, 31), 0), civil_day(9999, 12, 31));
	assert_int_equal(civil_add_months(civil_day(1, 1, 31), 0), civil_day(1, 1, 31));
	assert_int_equal(civil_add_months(0, INT32_MAX), CIVIL_NONE);
	assert_int_equal(civil_add_months(0, INT32_MIN), CIVIL_NONE);
	str_release(&out);
}

/* Dates of Easter as published (Bureau des longitudes, US Naval Observatory). */
static void computes_easter(void **state)
{
	static const char *const table[] = { "1666-04-25", "1761-03-22", "1818-03-22",
		"1886-04-25", "1900-04-15", "1913-03-23", "1943-04-25", "1954-04-18",
		"1961-04-02", "1981-04-19", "1999-04-04", "2000-04-23", "2008-03-23",
		"2010-04-04", "2011-04-24", "2016-03-27", "2018-04-01", "2019-04-21",
		"2020-04-12", "2021-04-04", "2022-04-17", "2023-04-09", "2024-03-31",
		"2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
		"2030-04-21", "2035-03-25", "2038-04-25", "2049-04-18", "2076-04-19",
		"2100-03-28", "2285-03-22" };
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		civil_format_iso(&out, civil_easter(atoi(table[i])));
		expect_text(&out, table[i], "Easter");
	}
	for (int y = 1583; y < 2600; y++)
		assert_int_equal(civil_weekday(civil_easter(y)), 7);
	str_release(&out);
}

/* --- holidays --- */

static void names_holidays(void **state)
{
	static const struct {
		const char *date, *departement, *name; /* NULL: none */
	} table[] = {
		{ "2026-01-01", NULL, "New Year's Day" },
		{ "2026-04-05", NULL, NULL }, /* Easter Sunday is a Sunday */
		{ "2026-04-06", NULL, "Easter Monday" },
		{ "2026-05-01", NULL, "Labour Day" },
		{ "2026-05-08", NULL, "Victory in Europe Day" },
		{ "2026-05-14", NULL, "Ascension Day" },
		{ "2026-05-25", NULL, "Whit Monday" },
		{ "2026-07-14", NULL, "National Day" },
		{ "2026-08-15", NULL, "Assumption" },
		{ "2026-11-01", NULL, "All Saints' Day" },
		{ "2026-11-11", NULL, "Armistice Day" },
		{ "2026-12-25", NULL, "Christmas Day" },
		{ "2026-11-19", NULL, NULL },
		{ "2026-04-03", NULL, NULL },
		{ "2026-04-03", "59", NULL },
		{ "2026-04-03", "57", "Good Friday" },
		{ "2026-04-03", "67", "Good Friday" },
		{ "2026-04-03", "68", "Good Friday" },
		{ "2026-12-26", "68", "St Stephen's Day" },
		{ "2026-12-26", "80", NULL },
		{ "2026-05-27", "971", "Abolition of slavery" },
		{ "2026-05-22", "972", "Abolition of slavery" },
		{ "2026-06-10", "973", "Abolition of slavery" },
		{ "2026-12-20", "974", "Abolition of slavery" },
		{ "2026-04-27", "976", "Abolition of slavery" },
		{ "2026-04-27", "974", NULL },
		{ "2026-04-27", NULL, NULL },
		{ "2008-05-01", NULL, "Labour Day" }, /* also Ascension */
		{ "2008-05-12", NULL, "Whit Monday" },
		{ "2026-07-14", "974", "National Day" },
	};

	(void)state;
	i18n_init("en", NULL);
	for (size_t i = 0; i < COUNT(table); i++) {
		day_t day;
		assert_true(civil_parse_iso(table[i].date, &day));
		const char *name = holiday_name(day, table[i].departement);
		if (!str_eq(name, table[i].name))
			fail_msg("%s %s: '%s'", table[i].date,
				table[i].departement ? table[i].departement : "-",
				name ? name : "none");
	}
	assert_null(holiday_name(CIVIL_NONE, NULL));
}

static void counts_eleven_holidays_a_year(void **state)
{
	(void)state;
	for (int y = 2000; y <= 2060; y++) {
		int count = 0;
		for (day_t d = civil_day(y, 1, 1); d <= civil_day(y, 12, 31); d++)
			count += holiday_name(d, NULL) != NULL;
		/* Two may fall on one day: Ascension on 1 or 8 May. */
		assert_in_range(count, 10, 11);
	}
}

static void names_holidays_in_french(void **state)
{
	(void)state;
	speak_french();
	assert_string_equal(holiday_name(civil_day(2026, 5, 25), NULL), "Lundi de Pentecôte");
	assert_string_equal(
		holiday_name(civil_day(2026, 6, 10), "973"), "Abolition de l'esclavage");
	i18n_init("en", NULL);
}

/* --- the clock --- */

static void obeys_etape_now(void **state)
{
	struct err err = ERR_INIT;
	struct str out = STR_INIT;
	instant_t before;

	(void)state;
	setenv("ETAPE_NOW", "2020-02-11T09:04:12", 1);
	assert_true(civil_check_now(&err));
	civil_format_instant(&out, civil_now());
	expect_text(&out, "2020-02-11T08:04:12.000Z", "Paris in winter");
	assert_int_equal(civil_today(CIVIL_ZONE), civil_day(2020, 2, 11));
	setenv("ETAPE_NOW", "2020-06-30T22:30:00Z", 1);
	assert_int_equal(civil_today("Europe/Paris"), civil_day(2020, 7, 1));
	assert_int_equal(civil_today("America/Cayenne"), civil_day(2020, 6, 30));
	assert_int_equal(civil_today("No/Where"), civil_day(2020, 7, 1));
	setenv("ETAPE_NOW", "yesterday", 1);
	assert_false(civil_check_now(&err));
	expect_piece(err.message, "ETAPE_NOW='yesterday'");
	civil_now(); /* the machine's own, then */
	setenv("ETAPE_NOW",
		"2020-02-11T09:04:12.0000000000000000000000000000000000000000000000000", 1);
	assert_false(civil_check_now(NULL));
	setenv("ETAPE_NOW", "", 1);
	assert_true(civil_check_now(NULL));
	unsetenv("ETAPE_NOW");
	assert_true(civil_check_now(NULL));
	before = civil_now();
	assert_true(before > INT64_C(1700000000000) && civil_now() >= before);
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_every_day_of_two_centuries),
		cmocka_unit_test(knows_the_ends_of_the_calendar),
		cmocka_unit_test(numbers_iso_weeks),
		cmocka_unit_test(adds_months),
		cmocka_unit_test(computes_easter),
		cmocka_unit_test(names_holidays),
		cmocka_unit_test(counts_eleven_holidays_a_year),
		cmocka_unit_test(names_holidays_in_french),
		cmocka_unit_test(obeys_etape_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
