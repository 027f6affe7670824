/* Dates and times as people write and type them. */
#include "core_test.h"

#include "etape/civil.h"

static day_t iso(const char *text)
{
	day_t day = CIVIL_NONE;

	if (!civil_parse_iso(text, &day))
		fail_msg("the test's own date '%s'", text);
	return day;
}

static void writes_dates(void **state)
{
	static const struct {
		void (*format)(struct str *, day_t, enum lang);
		const char *date, *fr, *en;
	} table[] = {
		{ civil_format_long, "2020-02-11", "mardi 11 février 2020",
			"Tuesday 11 February 2020" },
		{ civil_format_long, "2020-04-01", "mercredi 1er avril 2020",
			"Wednesday 1 April 2020" },
		{ civil_format_long, "2020-08-15", "samedi 15 août 2020",
			"Saturday 15 August 2020" },
		{ civil_format_date, "2020-12-01", "1er décembre 2020", "1 December 2020" },
		{ civil_format_date, "2020-06-02", "2 juin 2020", "2 June 2020" },
		{ civil_format_short, "2020-02-01", "01/02/2020", "2020-02-01" },
		{ civil_format_day, "2020-02-11", "mar. 11 févr.", "Tue 11 Feb" },
		{ civil_format_day, "2020-03-01", "dim. 1er mars", "Sun 1 Mar" },
		{ civil_format_day, "2020-08-21", "ven. 21 août", "Fri 21 Aug" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		table[i].format(&out, iso(table[i].date), LANG_FR);
		expect_text(&out, table[i].fr, table[i].date);
		table[i].format(&out, iso(table[i].date), LANG_EN);
		expect_text(&out, table[i].en, table[i].date);
		table[i].format(&out, CIVIL_NONE, LANG_FR);
		expect_text(&out, "", "no date");
	}
	civil_format_iso(&out, CIVIL_NONE);
	expect_text(&out, "", "no date");
	civil_format_month(&out, 2020, 2, LANG_FR);
	expect_text(&out, "février 2020", "month");
	civil_format_month(&out, 2020, 8, LANG_EN);
	expect_text(&out, "August 2020", "month");
	civil_format_time(&out, 9 * 60 + 5, LANG_FR);
	expect_text(&out, "09:05", "time");
	civil_format_time(&out, 0, LANG_EN);
	expect_text(&out, "00:00", "time");
	str_release(&out);
}

static void names_months_and_days(void **state)
{
	static const char *const months =
		"janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc. ";
	static const char *const days = "lun. mar. mer. jeu. ven. sam. dim. ";
	struct str out = STR_INIT;

	(void)state;
	for (int m = 1; m <= 12; m++)
		str_addf(&out, "%s ", civil_month_short(m, LANG_FR));
	expect_text(&out, months, "months");
	for (int d = 1; d <= 7; d++)
		str_addf(&out, "%s ", civil_weekday_short(d, LANG_FR));
	expect_text(&out, days, "days");
	assert_string_equal(civil_month_name(12, LANG_FR), "décembre");
	assert_string_equal(civil_month_name(1, LANG_EN), "January");
	assert_string_equal(civil_weekday_name(7, LANG_FR), "dimanche");
	assert_string_equal(civil_weekday_name(1, LANG_EN), "Monday");
	assert_string_equal(civil_month_short(9, LANG_EN), "Sep");
	assert_string_equal(civil_weekday_short(3, LANG_EN), "Wed");
	str_release(&out);
}

static void writes_spans(void **state)
{
	static const struct {
		const char *start, *end;
		enum precision p;
		const char *fr, *en;
	} table[] = {
		/* Bug: an event with its hours had no date. */
		{ "2020-02-11T09:30", NULL, PRECISION_DAY, "mardi 11 février 2020",
			"Tuesday 11 February 2020" },
		{ "2020-02-11T09:30", "2020-02-11T16:00", PRECISION_DAY, "mardi 11 février 2020",
			"Tuesday 11 February 2020" },
		{ "2021-02-17T14:00", "2021-02-18", PRECISION_DAY,
			"du mercredi 17 au jeudi 18 février 2021",
			"from Wednesday 17 to Thursday 18 February 2021" },
		{ "2020-02-11", NULL, PRECISION_DAY, "mardi 11 février 2020",
			"Tuesday 11 February 2020" },
		{ "2020-02-11", "", PRECISION_DAY, "mardi 11 février 2020",
			"Tuesday 11 February 2020" },
		{ "2020-02-11", "2020-02-11", PRECISION_DAY, "mardi 11 février 2020",
			"Tuesday 11 February 2020" },
		{ "2021-02-17", "2021-02-18", PRECISION_DAY,
			"du mercredi 17 au jeudi 18 février 2021",
			"from Wednesday 17 to Thursday 18 February 2021" },
		{ "2020-06-30", "2020-07-01", PRECISION_DAY,
			"du mardi 30 juin au mercredi 1er juillet 2020",
			"from Tuesday 30 June to Wednesday 1 July 2020" },
		{ "2020-12-31", "2021-01-01", PRECISION_DAY,
			"du jeudi 31 décembre 2020 au vendredi 1er janvier 2021",
			"from Thursday 31 December 2020 to Friday 1 January 2021" },
		{ "2019-01", NULL, PRECISION_MONTH, "janvier 2019", "January 2019" },
		{ "2019-01", "2019-01", PRECISION_MONTH, "janvier 2019", "January 2019" },
		{ "2019-02", "2019-03", PRECISION_PERIOD, "février à mars 2019",
			"February to March 2019" },
		{ "2018-11", "2019-01", PRECISION_PERIOD, "novembre 2018 à janvier 2019",
			"November 2018 to January 2019" },
		{ "2021-05-25", "2021-06-04", PRECISION_PERIOD, "du 25 mai au 4 juin 2021",
			"from 25 May to 4 June 2021" },
		{ "2021-05-25", "2021-06-04", PRECISION_DAY,
			"du mardi 25 mai au vendredi 4 juin 2021",
			"from Tuesday 25 May to Friday 4 June 2021" },
		{ "2021-05-01", "2021-05-04", PRECISION_PERIOD, "du 1er au 4 mai 2021",
			"from 1 to 4 May 2021" },
		{ "2021-05-01", NULL, PRECISION_PERIOD, "1er mai 2021", "1 May 2021" },
		{ "2021", NULL, PRECISION_YEAR, "2021", "2021" },
		{ "2021", "2023", PRECISION_YEAR, "2021 à 2023", "2021 to 2023" },
		/* never more than is known, never more than is asked */
		{ "2019-01", NULL, PRECISION_DAY, "janvier 2019", "January 2019" },
		{ "2021-05-25", NULL, PRECISION_MONTH, "mai 2021", "May 2021" },
		{ "2021-05-25", NULL, PRECISION_YEAR, "2021", "2021" },
		{ "2021-05-25", "2021-06", PRECISION_PERIOD, "mai à juin 2021",
			"May to June 2021" },
		{ "2021-05-25", "2021-05", PRECISION_PERIOD, "mai 2021", "May 2021" },
		/* an end that is before, or is none, is not said */
		{ "2021-05-25", "2021-05-24", PRECISION_DAY, "mardi 25 mai 2021",
			"Tuesday 25 May 2021" },
		{ "2021-05-25", "soon", PRECISION_DAY, "mardi 25 mai 2021",
			"Tuesday 25 May 2021" },
		{ "soon", NULL, PRECISION_DAY, "", "" },
		{ "", NULL, PRECISION_DAY, "", "" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		civil_format_span(&out, table[i].start, table[i].end, table[i].p, LANG_FR);
		expect_text(&out, table[i].fr, table[i].start);
		civil_format_span(&out, table[i].start, table[i].end, table[i].p, LANG_EN);
		expect_text(&out, table[i].en, table[i].start);
	}
	civil_format_range(&out, iso("2020-06-02"), iso("2020-06-03"), LANG_FR);
	expect_text(&out, "du 2 au 3 juin 2020", "range");
	civil_format_range(&out, iso("2020-06-01"), iso("2020-06-01"), LANG_FR);
	expect_text(&out, "1er juin 2020", "range of a day");
	str_release(&out);
}

static void knows_bounds(void **state)
{
	static const struct {
		const char *text, *first, *last;
	} table[] = {
		{ "2020-02-11", "2020-02-11", "2020-02-11" },
		{ "2020-02", "2020-02-01", "2020-02-29" },
		{ "2021-12", "2021-12-01", "2021-12-31" },
		{ "2021", "2021-01-01", "2021-12-31" },
		{ "0001", "0001-01-01", "0001-12-31" },
	};
	static const char *const none[] = { "", "20", "202", "2020-", "2020-1", "2020-13",
		"2020-00", "2020-02-30", "2020-02-1", "0000", "20200211", "2020/02",
		"2020-02-11T09", "abcd" };
	day_t first = 7, last = 7;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_true(civil_bounds(table[i].text, &first, &last));
		assert_int_equal(first, iso(table[i].first));
		assert_int_equal(last, iso(table[i].last));
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		if (civil_bounds(none[i], &first, &last))
			fail_msg("'%s' has bounds", none[i]);
	}
	assert_false(civil_bounds(NULL, &first, &last));
}

static void reads_dates(void **state)
{
	static const struct {
		const char *typed, *date; /* typed on Thursday 2026-11-19 */
	} table[] = {
		{ "2020-02-11", "2020-02-11" },
		{ "11/02/2020", "2020-02-11" },
		{ "11/2/20", "2020-02-11" },
		{ "11.02.2020", "2020-02-11" },
		{ "11-02-2020", "2020-02-11" },
		{ "11 02 2020", "2020-02-11" },
		{ " 11 / 02 / 2020 ", "2020-02-11" },
		{ "2020/2/11", "2020-02-11" },
		{ "11 février 2020", "2020-02-11" },
		{ "11 FÉVRIER 2020", "2020-02-11" },
		{ "11 fevrier 2020", "2020-02-11" },
		{ "11 févr. 2020", "2020-02-11" },
		{ "11 feb 2020", "2020-02-11" },
		{ "11 february 20", "2020-02-11" },
		{ "February 11, 2020", "2020-02-11" },
		{ "11février2020", "2020-02-11" },
		{ "mardi 11 février 2020", "2020-02-11" },
		{ "Tuesday 11 February 2020", "2020-02-11" },
		{ "mar. 11/02/2020", "2020-02-11" },
		{ "1er avril 2020", "2020-04-01" },
		{ "1er/04/2020", "2020-04-01" },
		{ "21 juin 2020", "2020-06-21" },
		{ "21 juil 2020", "2020-07-21" },
		{ "21 juillet 2020", "2020-07-21" },
		{ "21 july 2020", "2020-07-21" },
		{ "21 mai 2020", "2020-05-21" },
		{ "21 août 2020", "2020-08-21" },
		{ "21 aug 2020", "2020-08-21" },
		{ "21 déc. 99", "2099-12-21" },
		{ "29/02/2024", "2024-02-29" },
		{ "hier", "2026-11-18" },
		{ "Yesterday", "2026-11-18" },
		{ "aujourd'hui", "2026-11-19" },
		{ "Aujourd’hui", "2026-11-19" },
		{ "today", "2026-11-19" },
		{ "demain", "2026-11-20" },
		{ "tomorrow", "2026-11-20" },
		{ "avant-hier", "2026-11-17" },
		{ "après-demain", "2026-11-21" },
		{ "+15", "2026-12-04" },
		{ "-3", "2026-11-16" },
		{ "+0", "2026-11-19" },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		day_t day = CIVIL_NONE;
		if (!civil_parse(table[i].typed, iso("2026-11-19"), &day, &err))
			fail_msg("'%s': %s", table[i].typed, err.message);
		expect_number(day, iso(table[i].date), table[i].typed);
	}
}

static void refuses_dates(void **state)
{
	static const char *const table[] = { "", " ", "x", "11/02", "11", "2020",
		"11/02/2020/3", "31/02/2020", "29/02/2021", "32/01/2020", "0/1/2020",
		"11/13/2020", "11/02/020", "11/02/20200", "11/2/2", "11/02-2020", "11:02:2020",
		"11 jui 2020", "11 ma 2020", "11 brumaire 2020", "mercredi 11 février 2020",
		"février 2020", "+", "-", "+x", "+99999", "-9999999999", "111/02/2020", "11//",
		"avril 1er", "2020-02-30", "1 2 3 4", "\xFF", "mardi", "11/02/2020 20200",
		"1eravril 2020", "février février 2020", "2020 février février" };

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct err err = ERR_INIT;
		day_t day = 77;
		if (civil_parse(table[i], iso("2026-11-19"), &day, &err))
			fail_msg("'%s' was read as %d", table[i], (int)day);
		assert_int_equal(day, 77);
		assert_int_equal(err.code, ERR_INVALID);
		assert_true(strlen(err.message) > 10);
	}
	assert_false(civil_parse(NULL, 0, &(day_t){ 0 }, NULL));
	assert_false(civil_parse("-9999", civil_day(1, 1, 2), &(day_t){ 0 }, NULL));
	struct err err = ERR_INIT;
	civil_parse("mercredi 11 février 2020", 0, &(day_t){ 0 }, &err);
	assert_string_equal(err.message, "'mercredi 11 février 2020': that day is a Tuesday");
	civil_parse("31/02/2020", 0, &(day_t){ 0 }, &err);
	assert_string_equal(err.message, "'31/02/2020' does not exist in the calendar");
}

static void reads_times(void **state)
{
	static const struct {
		const char *typed;
		int minutes; /* -1: refused */
	} table[] = {
		{ "9 h 30", 570 },
		{ "9h30", 570 },
		{ "9H30", 570 },
		{ "09:30", 570 },
		{ "9:30", 570 },
		{ "9\xC2\xA0h\xC2\xA0"
		  "30",
			570 },
		{ "9\xE2\x80\xAFh\xE2\x80\xAF"
		  "30",
			570 },
		{ "9h", 540 },
		{ "9 h", 540 },
		{ "0930", 570 },
		{ "930", 570 },
		{ "0h", 0 },
		{ "00:00", 0 },
		{ "23:59", 1439 },
		{ "24:00", -1 },
		{ "23:60", -1 },
		{ "9", -1 },
		{ "09", -1 },
		{ "9h3", -1 },
		{ "9:3", -1 },
		{ "9:", -1 },
		{ "h30", -1 },
		{ ":30", -1 },
		{ "9h300", -1 },
		{ "109:30", -1 },
		{ "09:30:00", -1 },
		{ "-9h", -1 },
		{ "9.30", -1 },
		{ "", -1 },
		{ "midi", -1 },
		{ "2460", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct err err = ERR_INIT;
		int minutes = -1;
		bool ok = civil_parse_time(table[i].typed, &minutes, &err);
		expect_number(ok, table[i].minutes >= 0, table[i].typed);
		expect_number(minutes, table[i].minutes, table[i].typed);
		assert_int_equal(err.code, ok ? ERR_NONE : ERR_INVALID);
	}
	assert_false(civil_parse_time(NULL, &(int){ 0 }, NULL));
}

static void reads_local_times(void **state)
{
	static const struct {
		const char *text, *date;
		int minutes;
	} table[] = {
		{ "2020-02-11", "2020-02-11", -1 },
		{ "2020-02-11T09:30", "2020-02-11", 570 },
		{ "2020-02-11T09:30:59", "2020-02-11", 570 },
		{ "2020-02-11 00:00", "2020-02-11", 0 },
	};
	static const char *const none[] = { "", "2020", "2020-02", "2020-02-11T",
		"2020-02-11T09", "2020-02-11T9:30", "2020-02-11T24:00", "2020-02-11T09:60",
		"2020-02-11T09:30:60", "2020-02-11T09:30Z", "2020-02-11T09:30+01:00",
		"2020-02-11x09:30", "2020-02-11T09:30 ", "2020-02-30T09:30",
		"2020-02-11T09:30:00.", "2020-02-11T0930" };
	day_t day;
	int minutes;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_true(civil_parse_local(table[i].text, &day, &minutes));
		assert_int_equal(day, iso(table[i].date));
		assert_int_equal(minutes, table[i].minutes);
	}
	for (size_t i = 0; i < COUNT(none); i++) {
		if (civil_parse_local(none[i], &day, &minutes))
			fail_msg("'%s' was read", none[i]);
	}
	assert_false(civil_parse_local(NULL, &day, &minutes));
}

static int english(void **state)
{
	(void)state;
	i18n_init("en", NULL);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_dates),
		cmocka_unit_test(names_months_and_days),
		cmocka_unit_test(writes_spans),
		cmocka_unit_test(knows_bounds),
		cmocka_unit_test(reads_dates),
		cmocka_unit_test(refuses_dates),
		cmocka_unit_test(reads_times),
		cmocka_unit_test(reads_local_times),
	};

	return cmocka_run_group_tests(tests, english, NULL);
}
