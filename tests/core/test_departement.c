/* The département that somebody names. */
#include "core_test.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_and_codes_are_seen),
		cmocka_unit_test(the_longest_name_is_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
