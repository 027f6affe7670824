/* Names in one cell, French words for enumerations, dates of the demo network. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#include "etape/geo.h"
#include "exchange/digits.h"
#include "exchange/importer.h"

static void assert_split(
	const char *full, bool family_first, const char *family, const char *given)
{
	struct str f = STR_INIT, g = STR_INIT;

	name_split(full, family_first, &f, &g);
	assert_string_equal(f.buf, family);
	assert_string_equal(g.buf, given);
	str_release(&f);
	str_release(&g);
}

static void splits_names_by_capitals_else_by_order(void **state)
{
	(void)state;
	assert_split("DUPRÉ-LEROY Inès", false, "DUPRÉ-LEROY", "Inès");
	assert_split("Inès DUPRÉ LEROY", true, "DUPRÉ LEROY", "Inès");
	assert_split("Inès Dupré", false, "Dupré", "Inès");
	assert_split("Dupré Inès", true, "Dupré", "Inès");
	assert_split("Mme Inès Dupré", false, "Dupré", "Inès");
	assert_split("M. DE LA TOUR Jean-Pierre", true, "DE LA TOUR", "Jean-Pierre");
	assert_split("Jean d'Hondt", false, "d'Hondt", "Jean");
	assert_split("INES DUPRE", false, "DUPRE", "INES");
	assert_split("Dupré", false, "Dupré", "");
	assert_split("M", false, "M", "");
	assert_split("", true, "", "");
	assert_split("a b c d e f g h i j k l m n o p q r s", true,
		"a b c d e f g h i j k l m n o", "p q r s");
}

static void tells_variants_of_a_name_from_two_people(void **state)
{
	(void)state;
	assert_true(names_alike("Dupré", "Inès", "DUPRE-LEROY", "Ines"));
	assert_true(names_alike("Dupré", "Inès", "Martin", "Inès"));
	assert_true(names_alike("Dupré", "Inès", "Inès", "Dupré"));
	assert_true(names_alike("Dupré", "I.", "Dupré", "Inès"));
	assert_true(names_alike("Ly", "An", "Li", "An"));
	assert_true(names_alike("", "", "Martin", "Paul"));
	assert_false(names_alike("Dupré", "Inès", "Martin", "Paul"));
	assert_false(names_alike("de Bray", "Luc", "de Croix", "Eva"));
}

static void assert_word(const struct vocabulary *v, const char *text, int expected)
{
	int value = ANY;

	if (!words_parse(v, text, &value))
		fail_msg("'%s' is not understood", text);
	assert_int_equal(value, expected);
}

static void understands_french_words(void **state)
{
	int value = 42;

	(void)state;
	assert_word(&structure_kinds, "education_nationale", STRUCTURE_EDUCATION_NATIONALE);
	assert_word(&structure_kinds, "Éducation nationale", STRUCTURE_EDUCATION_NATIONALE);
	assert_word(&structure_kinds, "Préfecture", STRUCTURE_PREFECTURE);
	assert_word(&structure_kinds, "Commune", STRUCTURE_COMMUNE);
	assert_word(&structure_kinds, "Communauté d'agglomération", STRUCTURE_EPCI);
	assert_word(&structure_kinds, "autre", STRUCTURE_OTHER);
	assert_word(&registration_statuses, "Inscrit·e", REGISTRATION_REGISTERED);
	assert_word(&registration_statuses, "Liste d’attente", REGISTRATION_WAITING);
	assert_word(&registration_statuses, "Annulé", REGISTRATION_CANCELLED);
	assert_word(&registration_statuses, "excusée", REGISTRATION_DECLINED);
	assert_word(&mandate_roles, "Chef·fe de projet opérationnel", MANDATE_CPO);
	assert_word(&mandate_roles, "Copilote préfecture", MANDATE_COPILOTE_PREFECTURE);
	assert_word(&event_statuses, "reportée", EVENT_POSTPONED);
	assert_word(&event_formats, "Présentiel", FORMAT_ON_SITE);
	assert_false(words_parse(&structure_kinds, "???", &value));
	assert_false(words_parse(&structure_kinds, "inscrit", &value));
	assert_int_equal(value, 42);
}

/* Thursday 19 November 2026. */
#define TODAY civil_day(2026, 11, 19)

static void assert_token(const char *token, int year, int month, int d)
{
	day_t day = CIVIL_NONE;

	if (!demo_date(token, TODAY, &day))
		fail_msg("'%s' is not understood", token);
	assert_int_equal(day, civil_day(year, month, d));
}

static void resolves_dates_of_the_demo_network(void **state)
{
	static const char *const wrong[] = { "", "T+", "T+1x", "T+21w8", "T+21w0", "T+21w45",
		"t", "2026-11-19", "Y-1", "Y-1-13-01", "Y-1-02-30", "Y1-01-01", "Y+0-7-1",
		"T+999999", "Twww" };
	day_t day;

	(void)state;
	assert_token("T", 2026, 11, 19);
	assert_token("T+21", 2026, 12, 10);
	assert_token("T-19", 2026, 10, 31);
	assert_token("T+2", 2026, 11, 21);
	assert_token("T+2w", 2026, 11, 23);
	assert_token("T+3w", 2026, 11, 23);
	assert_token("T+4w", 2026, 11, 23);
	assert_token("T+0w4", 2026, 11, 19);
	assert_token("T+1w4", 2026, 11, 26);
	assert_token("T+1w5", 2026, 11, 20);
	assert_token("Y-1-12-31", 2025, 12, 31);
	assert_token("Y+0-07-01", 2026, 7, 1);
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		if (demo_date(wrong[i], TODAY, &day))
			fail_msg("'%s' is understood", wrong[i]);
	}
}

static void reads_numbers_and_degrees(void **state)
{
	int32_t e5 = 0;

	(void)state;
	assert_int_equal(digits_value("15000"), 15000);
	assert_int_equal(digits_value("-3x"), -3);
	assert_int_equal(digits_value(""), 0);
	assert_int_equal(digits_value("99999999999999999999"), 999999999999999999);
	assert_true(geo_parse_degrees("49.90041", &e5));
	assert_int_equal(e5, 4990041);
	assert_true(geo_parse_degrees("-0,55622", &e5));
	assert_int_equal(e5, -55622);
	assert_true(geo_parse_degrees("3", &e5));
	assert_int_equal(e5, 300000);
	assert_true(geo_parse_degrees("50.123456789", &e5));
	assert_int_equal(e5, 5012345);
	assert_false(geo_parse_degrees("", &e5));
	assert_false(geo_parse_degrees("nord", &e5));
	assert_false(geo_parse_degrees("1.2.3", &e5));
	assert_false(geo_parse_degrees("181", &e5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_names_by_capitals_else_by_order),
		cmocka_unit_test(tells_variants_of_a_name_from_two_people),
		cmocka_unit_test(understands_french_words),
		cmocka_unit_test(resolves_dates_of_the_demo_network),
		cmocka_unit_test(reads_numbers_and_degrees),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
