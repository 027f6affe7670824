/* The sign-in sheet on a terminal: through the pager, or not at all for who has no right to it. */
#include <string.h>

#include "support/check.h"

static struct terminal *open_sheet(
	struct sandbox *s, const char *const *env, const char *const *args)
{
	const struct terminal_options o = { .rows = 20, .cols = 90, .env = env };

	return sandbox_open(s, &o, args);
}

static void goes_through_the_pager(void **state)
{
	const char *const env[] = { "PAGER=sed s/^/|/", NULL };
	const char *const args[] = { "sheet", "tour-13", "--session", "1", "--blank", "0", NULL };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = open_sheet(&s, env, args);
	assert_shows(t, "|Intervenants (nom et signature)");
	assert_leaves(t, 0);
	terminal_free(&t);
	sandbox_release(&s);
}

static void tells_the_pager_to_be_harmless(void **state)
{
	const char *const env[] = { "PAGER=printenv LESSSECURE", NULL };
	const char *const args[] = { "sheet", "tour-13", NULL };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = open_sheet(&s, env, args);
	assert_row_shows(t, 0, "1");
	assert_lacks(t, "Intervenants");
	assert_leaves(t, 0);
	terminal_free(&t);
	sandbox_release(&s);
}

static void a_role_given_starts_no_program(void **state)
{
	const char *const env[] = { "PAGER=sed s/^/|/", NULL };
	const char *const as_desk[] = { "--role", "accueil", "sheet", "tour-13", NULL };
	const char *const as_name[] = { "--as", "claire", "sheet", "tour-13", NULL };
	const char *const *const wanted[] = { as_desk, as_name };
	struct sandbox s;

	(void)state;
	sandbox_demo(&s);
	for (size_t i = 0; i < 2; i++) {
		struct terminal *t = open_sheet(&s, env, wanted[i]);

		assert_shows(t, "Intervenants (nom et signature)");
		assert_lacks(t, "|");
		assert_leaves(t, 0);
		terminal_free(&t);
	}
	sandbox_release(&s);
}

static void a_pager_that_is_not_there_hides_nothing(void **state)
{
	const char *const env[] = { "PAGER=no-such-pager", "PATH=/nowhere", NULL };
	const char *const args[] = { "sheet", "tour-13", NULL };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = open_sheet(&s, env, args);
	assert_shows(t, "Intervenants (nom et signature)");
	assert_leaves(t, 0);
	terminal_free(&t);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_through_the_pager),
		cmocka_unit_test(tells_the_pager_to_be_harmless),
		cmocka_unit_test(a_role_given_starts_no_program),
		cmocka_unit_test(a_pager_that_is_not_there_hides_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
