/* Series of days: what people write, and the days that it means. */
#include "core_test.h"

#include "etape/recurrence.h"

static day_t iso(const char *text)
{
	day_t day;

	if (!civil_parse_iso(text, &day))
		fail_msg("'%s' is no date", text);
	return day;
}

/* The days of a series that was written so, from the first on. */
static void expect_days(const char *text, const char *first, const char *expected)
{
	struct recurrence r;
	struct err err = ERR_INIT;
	struct str got = STR_INIT;
	day_t days[64];
	size_t n;

	if (!recurrence_parse(text, iso(first), &r, &err))
		fail_msg("'%s' was refused: %s", text, err.message);
	n = recurrence_days(&r, iso(first), days, COUNT(days));
	for (size_t i = 0; i < n; i++) {
		str_add(&got, i ? " " : "");
		civil_format_iso(&got, days[i]);
	}
	expect_text(&got, expected, text);
	str_release(&got);
}

static void months_by_their_weekday(void **state)
{
	(void)state;
	expect_days("premier jeudi du mois jusqu'au 30 juin 2027", "2027-02-04",
		"2027-02-04 2027-03-04 2027-04-01 2027-05-06 2027-06-03");
	/* It need not begin on one of its days. */
	expect_days("tous les premiers jeudis, 3 fois", "2027-02-05", "2027-03-04 2027-04-01 2027-05-06");
	expect_days("le dernier vendredi du mois, jusqu'en avril 2027", "2027-01-01",
		"2027-01-29 2027-02-26 2027-03-26 2027-04-30");
	expect_days("last Friday of the month until 2027-03-31", "2027-01-01",
		"2027-01-29 2027-02-26 2027-03-26");
	/* A fifth Monday is not in each month. */
	expect_days("cinquième lundi du mois, 3 fois", "2027-01-01", "2027-03-29 2027-05-31 2027-08-30");
	expect_days("1er mardi de chaque trimestre, 3 fois", "2026-11-03",
		"2026-11-03 2027-02-02 2027-05-04");
}

static void months_by_their_day(void **state)
{
	(void)state;
	expect_days("le 31 du mois, 3 fois", "2027-01-31", "2027-01-31 2027-03-31 2027-05-31");
	expect_days("tous les mois jusqu'à fin avril 2027", "2027-01-15",
		"2027-01-15 2027-02-15 2027-03-15 2027-04-15");
	expect_days("le 1er du mois, 2 fois", "2027-06-01", "2027-06-01 2027-07-01");
	expect_days("le 15 de chaque mois, 2 fois", "2027-01-15", "2027-01-15 2027-02-15");
	expect_days("15 du mois, 2 fois", "2027-01-15", "2027-01-15 2027-02-15");
	/* How many months, not the second of the month. */
	expect_days("tous les 2 mois, 2 fois", "2027-02-02", "2027-02-02 2027-04-02");
	expect_days("tous les deux mois, trois fois", "2027-02-02", "2027-02-02 2027-04-02 2027-06-02");
	expect_days("tous les 2 mois, 3 fois", "2027-01-15", "2027-01-15 2027-03-15 2027-05-15");
	expect_days("chaque année, 2 fois", "2024-02-29", "2024-02-29 2028-02-29");
	/* Both ends: whichever comes first. */
	expect_days("tous les mois jusqu'au 1er mars 2027, 9 fois", "2027-01-15", "2027-01-15 2027-02-15");
}

static void weeks(void **state)
{
	(void)state;
	expect_days("toutes les 2 semaines, 3 fois", "2026-12-21", "2026-12-21 2027-01-04 2027-01-18");
	expect_days("chaque quinzaine, 2 fois", "2026-12-21", "2026-12-21 2027-01-04");
	expect_days("tous les jeudis jusqu'au 10/12/2026", "2026-11-21", "2026-11-26 2026-12-03 2026-12-10");
	expect_days("every Monday, 2 times", "2026-11-23", "2026-11-23 2026-11-30");
}

static void what_is_not_understood_is_said(void **state)
{
	static const struct {
		const char *text, *piece;
	} refused[] = {
		{ "", "how often" },
		{ "3 fois", "how often" },
		{ "tous les jours fériés, 3 fois", "jours" },
		{ "premier jeudi du mois", "until when" },
		{ "tous les 17 mois lunaires", "lunaires" },
		{ "le 12 du mois, 2 lunes", "lunes" },
		{ "jeudi du mois, 3 fois", "which one" },
		{ "le 31 de chaque mois, 4 fois", "day 21 of a month, not on day 31" },
		{ "le 1er du mois, 4 fois", "day 21 of a month, not on day 1" },
		{ "deuxième du mois, 4 fois", "which day" },
		{ "2e et 4e jeudis du mois, 4 fois", "4e" },
		{ "tous les mardis et jeudis, 4 fois", "jeudis" },
		{ "tous les jeudis jusqu'au 1er janvier 2020", "before" },
		{ "tous les jeudis jusqu'au 31 juin 2027", "31 juin 2027" },
		{ "tous les 99999999999 mois, 2 fois", "99999999999" },
		{ "fois", "fois" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct recurrence r;
		struct err err = ERR_INIT;

		if (recurrence_parse(refused[i].text, iso("2026-11-21"), &r, &err))
			fail_msg("'%s' was accepted", refused[i].text);
		assert_int_equal(err.code, ERR_INVALID);
		expect_piece(err.message, refused[i].piece);
	}
}

static void what_was_read_is_said_in_words(void **state)
{
	struct recurrence r;
	struct str words = STR_INIT;

	(void)state;
	speak_french();
	assert_true(recurrence_parse("1er jeudi du mois jusqu'en juin 2027", iso("2026-11-21"), &r, NULL));
	recurrence_words(&words, &r, iso("2026-11-21"), LANG_FR);
	expect_text(&words, "le premier jeudi du mois, jusqu'au 30 juin 2027", "months");
	assert_true(recurrence_parse("toutes les 2 semaines, 6 fois", iso("2026-11-21"), &r, NULL));
	recurrence_words(&words, &r, iso("2026-11-21"), LANG_FR);
	expect_text(&words, "toutes les 2 semaines, le samedi, 6 fois", "weeks");
	str_release(&words);
}

/* Whatever the rule, its days rise, begin on or after the first, and end. */
static void any_series_ends(void **state)
{
	static const int nths[] = { 1, 2, 3, 4, 5, -1 };
	uint64_t seed = 7;
	day_t days[RECURRENCE_MAX];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		const day_t first = (day_t)(next_random(&seed) % 2900000) - 700000;
		const struct recurrence r = {
			.kind = (enum recurrence_kind)(next_random(&seed) % 3),
			.interval = (int)(next_random(&seed) % 60) + 1,
			.weekday = (int)(next_random(&seed) % 8),
			.nth = nths[next_random(&seed) % COUNT(nths)],
			.until = i % 2 ? CIVIL_NONE : first + (day_t)(next_random(&seed) % 20000),
			.count = i % 2 ? next_random(&seed) % 500 + 1 : 0,
		};
		const size_t n = recurrence_days(&r, first, days, COUNT(days));

		for (size_t k = 0; k < n; k++) {
			assert_true(days[k] >= first && (k == 0 || days[k] > days[k - 1]));
			assert_true(r.until == CIVIL_NONE || days[k] <= r.until);
			if (r.weekday && r.kind != RECUR_MONTH_DAY)
				assert_int_equal(civil_weekday(days[k]), r.weekday);
		}
		assert_true(r.count == 0 || n <= r.count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_by_their_weekday),
		cmocka_unit_test(months_by_their_day),
		cmocka_unit_test(weeks),
		cmocka_unit_test(what_is_not_understood_is_said),
		cmocka_unit_test(any_series_ends),
		cmocka_unit_test(what_was_read_is_said_in_words),
	};

	return cmocka_run_group_tests_name("series of days", tests, NULL, NULL);
}
