/* Every way out: the terminal is left clean, nothing spins, nothing is lost. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/check.h"
#include "support/desk.h"

static struct terminal *open_first(struct sandbox *s)
{
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, NULL, NULL);
	assert_shows(t, "Amiens");
	return t;
}

static void quit_keys(void **state)
{
	static const char *const keys[] = { "q", "<C-q>", "<C-c>" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct sandbox s;
		struct terminal *t = open_first(&s);

		terminal_type(t, keys[i]);
		assert_leaves(t, 0);
		terminal_free(&t);
		sandbox_release(&s);
	}
}

static void signals_restore_the_terminal(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct sandbox s;
		struct terminal *t = open_first(&s);

		terminal_signal(t, signals[i]);
		assert_true(terminal_wait_exit(t));
		if (terminal_unclean(t))
			fail_msg("signal %d: %s", signals[i], terminal_unclean(t));
		assert_true(terminal_exit_status(t) < 128 ||
			    terminal_exit_status(t) == 128 + signals[i]);
		terminal_free(&t);
		desk_check(&s);
		sandbox_release(&s);
	}
}

/* A dropped connection, on every screen: the program ends instead of spinning. */
static void a_dropped_line_ends_it(void **state)
{
	static const char *const keys[] = { "", "<F2>", "<F3>du", "<F4>", "<F5>", "<C-k>am",
		"?" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct sandbox s;
		struct terminal *t = open_first(&s);

		terminal_type(t, keys[i]);
		terminal_wait_quiet(t, 50);
		terminal_hangup(t);
		if (!terminal_wait_exit(t))
			fail_msg("after \"%s\" it still runs without a terminal", keys[i]);
		terminal_free(&t);
		desk_check(&s);
		sandbox_release(&s);
	}
}

static void not_a_terminal(void **state)
{
	struct sandbox s;
	struct outcome o;

	(void)state;
	sandbox_demo(&s);
	sandbox_run(&s, &o, NULL);
	assert_int_equal(o.status, 1);
	assert_string_equal(o.out, "");
	/* One line. */
	assert_true(strlen(o.err) > 10);
	assert_ptr_equal(strchr(o.err, '\n'), o.err + strlen(o.err) - 1);
	outcome_release(&o);
	sandbox_release(&s);
}

static void no_database_on_a_terminal(void **state)
{
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_init(&s);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "init");
	assert_leaves(t, 1);
	/* It never took the screen: the line is where a shell shows it. */
	assert_false(memmem(terminal_raw(t, NULL), terminal_bytes(t), "[?1049", 6) != NULL);
	terminal_free(&t);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quit_keys),
		cmocka_unit_test(signals_restore_the_terminal),
		cmocka_unit_test(a_dropped_line_ends_it),
		cmocka_unit_test(not_a_terminal),
		cmocka_unit_test(no_database_on_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
