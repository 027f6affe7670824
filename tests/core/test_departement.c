/* The département that somebody names. */
#include "core_test.h"

#include "etape/civil.h"
#include "etape/vocabulary.h"

static void assert_within(const char *folded, const char *code, const char *name)
{
	const char *found = NULL;
	const char *got = departement_within(folded, &found);

	if (!code) {
		if (got)
			fail_msg("'%s' names %s", folded, got);
		return;
	}
	if (!got)
		fail_msg("'%s' names none", folded);
	assert_string_equal(got, code);
	assert_string_equal(found, name);
}

static void names_and_codes_are_seen(void **state)
{
	(void)state;
	assert_within("copilotes nord", "59", "nord");
	assert_within("nord copilotes", "59", "nord");
	assert_within("cpo pas de calais", "62", "pas de calais");
	assert_within("cpo 02", "02", "02");
	assert_within("elus 2a", "2A", "2a");
	assert_within("cpo reunion", "974", "reunion");
	assert_within("cpo la reunion", "974", "reunion");
}

/* The Oise has not the people of the Val-d'Oise, nor Calais those of the Pas-de-Calais. */
static void the_longest_name_is_meant(void **state)
{
	(void)state;
	assert_within("cpo val d oise", "95", "val d oise");
	assert_within("cpo oise", "60", "oise");
	assert_within("cpo seine saint denis", "93", "seine saint denis");
	assert_within("cpo calais", NULL, NULL);
	assert_within("nordine", NULL, NULL);
	assert_within("cpo 5", NULL, NULL);
	assert_within("", NULL, NULL);
}

static void regions_and_academies_are_known(void **state)
{
	size_t n = 0;

	(void)state;
	assert_string_equal(departement_region("59"), "32");
	assert_string_equal(departement_academie("60"), "Amiens");
	assert_string_equal(departement_region("2A"), "94");
	assert_string_equal(departement_region("00"), "");
	assert_string_equal(departement_academie("988"), "");
	assert_string_equal(region_name("32"), "Hauts-de-France");
	assert_string_equal(region_name("978"), "Saint-Martin");
	for (const char *code; (code = departement_at(n)); n++) {
		/* Every région has a name, and only the collectivités are their own. */
		assert_string_not_equal(region_name(departement_region(code)), departement_region(code));
		assert_true(!strcmp(departement_region(code), code) == !strncmp(code, "98", 2) ||
			!strcmp(code, "975") || !strcmp(code, "977") || !strcmp(code, "978"));
	}
	assert_int_equal(n, 107);
}

/* Every département has a clock; the three zones of school holidays are those of the mainland. */
static void clocks_and_holidays_are_known(void **state)
{
	size_t zones = 0;

	(void)state;
	assert_string_equal(departement_clock("59"), CIVIL_ZONE);
	assert_string_equal(departement_clock("2B"), CIVIL_ZONE);
	assert_string_equal(departement_clock("973"), "America/Cayenne");
	assert_string_equal(departement_clock("976"), "Indian/Mayotte");
	assert_int_equal(departement_holidays("59"), 'B');
	assert_int_equal(departement_holidays("69"), 'A');
	assert_int_equal(departement_holidays("93"), 'C');
	assert_int_equal(departement_holidays("2A"), '\0');
	assert_int_equal(departement_holidays("974"), '\0');
	assert_int_equal(departement_holidays("00"), '\0');
	for (size_t i = 0; departement_at(i); i++) {
		const char *code = departement_at(i);

		assert_true(civil_from_instant(0, departement_clock(code), NULL, NULL, NULL));
		assert_true((strlen(code) == 3) == !str_eq(departement_clock(code), CIVIL_ZONE));
		zones += departement_holidays(code) != '\0';
	}
	assert_int_equal(zones, 94); /* the 96 of the mainland but Corsica's two */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_codes_are_seen),
		cmocka_unit_test(the_longest_name_is_meant),
		cmocka_unit_test(regions_and_academies_are_known),
		cmocka_unit_test(clocks_and_holidays_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
