/* The harness tests itself: a driver that sees wrongly would let anything pass. */
#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define SH(script)                                                                             \
	(const char *const[])                                                                  \
	{                                                                                      \
		"sh", "-c", (script), NULL                                                     \
	}

static void text_and_rows(void **state)
{
	struct terminal *t = terminal_new(NULL, SH("printf 'caf\\303\\251\\r\\n  deux'; cat"));
	int row;
	int col;

	(void)state;
	assert_shows(t, "deux");
	assert_string_equal(terminal_row(t, 0), "café");
	assert_true(terminal_find(t, "deux", &row, &col));
	assert_int_equal(row, 1);
	assert_int_equal(col, 2);
	terminal_cursor(t, &row, &col);
	assert_int_equal(row, 1);
	assert_int_equal(col, 6);
	assert_lacks(t, "trois");
	assert_row_shows(t, -23, "deux");
	terminal_free(&t);
	assert_null(t);
}

static void wide_and_combining(void **state)
{
	struct terminal *t = terminal_new(
		NULL, SH("printf '\\346\\274\\242e\\314\\201\\342\\240\\277x'; cat"));
	struct terminal_cell cell;
	int col;

	(void)state;
	assert_shows(t, "x");
	terminal_cell(t, 0, 0, &cell);
	assert_int_equal(cell.width, 2);
	assert_string_equal(cell.text, "漢");
	terminal_cell(t, 0, 1, &cell);
	assert_string_equal(cell.text, "");
	terminal_cell(t, 0, 2, &cell);
	assert_string_equal(cell.text, "e\314\201");
	assert_true(terminal_find(t, "⠿x", NULL, &col));
	assert_int_equal(col, 3);
	terminal_free(&t);
}

static void attributes(void **state)
{
	struct terminal *t = terminal_new(NULL,
		SH("printf "
		   "'a\\033[1mb\\033[0;7mc\\033[0;31;44md\\033[0;4;38;5;200me\\033[0mf'; cat"));
	struct terminal_cell c[6];

	(void)state;
	assert_shows(t, "abcdef");
	for (int i = 0; i < 6; i++)
		terminal_cell(t, 0, i, &c[i]);
	assert_false(c[0].bold || c[0].reverse || c[0].underline);
	assert_int_equal(c[0].fg, TERMINAL_DEFAULT);
	assert_int_equal(c[0].bg, TERMINAL_DEFAULT);
	assert_true(c[1].bold);
	assert_true(c[2].reverse);
	assert_int_equal(c[3].fg, 1);
	assert_int_equal(c[3].bg, 4);
	assert_true(c[4].underline);
	assert_int_equal(c[4].fg, 200);
	terminal_free(&t);
}

static void keys_by_name(void **state)
{
	struct terminal *t = terminal_new(NULL, SH("stty raw -echo; printf ready; cat -v"));

	(void)state;
	assert_shows(t, "ready");
	terminal_type(t, "é<C-k><Up><F1><F5><S-Tab><lt><Enter>fin");
	assert_shows(t, "fin");
	assert_row_shows(t, 0, "readyM-CM-)^K^[OA^[OP^[[15~^[[Z<^Mfin");
	terminal_type(t, "<Esc>");
	assert_shows(t, "fin^[");
	terminal_free(&t);
}

static void keys_of_another_terminal(void **state)
{
	struct terminal_options o = { .term = "linux" };
	struct terminal *t = terminal_new(&o, SH("stty raw -echo; printf ready; cat -v"));

	(void)state;
	assert_shows(t, "ready");
	terminal_type(t, "<F1><Home>fin");
	assert_shows(t, "ready^[[[A^[[1~fin");
	terminal_free(&t);
}

static void answers_what_a_terminal_answers(void **state)
{
	struct terminal *t =
		terminal_new(NULL, SH("stty raw -echo; printf '\\033[6n'; cat -v"));

	(void)state;
	assert_shows(t, "^[[1;1R");
	terminal_free(&t);
}

static void paste_in_brackets_when_asked(void **state)
{
	struct terminal *t =
		terminal_new(NULL, SH("stty raw -echo; printf '\\033[?2004hready'; cat -v"));

	(void)state;
	assert_shows(t, "ready");
	assert_true(terminal_mode(t, 2004));
	terminal_paste(t, "abc");
	assert_shows(t, "^[[200~abc^[[201~");
	terminal_free(&t);
}

static void resize_and_mouse(void **state)
{
	struct terminal *t = terminal_new(
		NULL, SH("trap 'stty size' WINCH; printf '\\033[?1049h\\033[?1000h'; stty size;"
			 "while :; do read x; done"));

	(void)state;
	assert_shows(t, "24 80");
	assert_true(terminal_mode(t, 1000));
	terminal_resize(t, 5, 20);
	assert_shows(t, "5 20");
	terminal_resize(t, 60, 200);
	assert_shows(t, "60 200");
	assert_int_equal(terminal_rows(t), 60);
	terminal_click(t, 2, 3, 1);
	assert_shows(t, "^[[M $#");
	terminal_free(&t);
}

static void clipboard_and_bell(void **state)
{
	struct terminal *t = terminal_new(
		NULL, SH("printf '\\033]52;c;bWF1YmV1Z2U=\\033\\\\\\a'; printf done; cat"));

	(void)state;
	assert_shows(t, "done");
	assert_string_equal(terminal_clipboard(t), "maubeuge");
	assert_int_equal(terminal_bells(t), 1);
	terminal_free(&t);
}

static void end_status_and_cleanliness(void **state)
{
	struct terminal *t = terminal_new(NULL, SH("printf bye; exit 3"));

	(void)state;
	assert_false(terminal_wait_for(t, "never"));
	assert_shows(t, "bye");
	assert_leaves(t, 3);
	terminal_free(&t);

	t = terminal_new(NULL, SH("kill -9 $$"));
	assert_true(terminal_wait_exit(t));
	assert_int_equal(terminal_exit_status(t), 128 + SIGKILL);
	terminal_free(&t);
}

static void an_unclean_end_is_seen(void **state)
{
	static const char *const scripts[] = { "stty -echo", "stty raw",
		"printf '\\033[?1049h'", "printf '\\033[?25l'", "printf '\\033[?2004h'",
		"printf '\\033[?1006;1000h'", "printf '\\033[1m'", "printf '\\033[31m'" };

	(void)state;
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		struct terminal *t = terminal_new(NULL, SH(scripts[i]));

		assert_true(terminal_wait_exit(t));
		if (!terminal_unclean(t))
			fail_msg("nothing wrong seen after: %s", scripts[i]);
		terminal_free(&t);
	}
}

static void hangup_reaches_the_program(void **state)
{
	struct sandbox s;
	struct terminal_options o = { 0 };
	struct terminal *t;
	char *text;

	(void)state;
	sandbox_init(&s);
	o.home = s.dir;
	t = terminal_new(&o, SH("trap 'echo gone > hup; exit 0' HUP; printf ready; while :; do "
				"read x; done"));
	assert_shows(t, "ready");
	terminal_hangup(t);
	assert_true(terminal_wait_exit(t));
	text = sandbox_read(&s, "hup", NULL);
	assert_string_equal(text, "gone\n");
	free(text);
	terminal_free(&t);
	sandbox_release(&s);
}

static void environment_is_pinned(void **state)
{
	struct terminal_options o = { .term = "vt100",
		.no_color = true,
		.db = "/x.db",
		.env = (const char *const[]){ "TZ=Europe/Paris", "EXTRA=1", NULL } };
	struct terminal *t;

	(void)state;
	setenv("LINES", "99", 1);
	setenv("XDG_DATA_HOME", "/elsewhere", 1);
	t = terminal_new(&o,
		SH("echo "
		   "$TERM:$LANG:$TZ:$LINES$XDG_DATA_HOME:$NO_COLOR:$ETAPE_DB:$ETAPE_NOW:$EXTRA;"
		   "case $HOME in */etape-test-*) echo home;; esac; pwd | grep -c etape-test; "
		   "cat"));
	assert_shows(t, "vt100:C.UTF-8:Europe/Paris::1:/x.db:" TEST_NOW ":1");
	assert_shows(t, "home");
	assert_row_shows(t, 2, "1");
	terminal_free(&t);
	unsetenv("LINES");
	unsetenv("XDG_DATA_HOME");
}

static void quiet_and_bytes(void **state)
{
	struct terminal *t = terminal_new(NULL, SH("stty raw -echo; printf ready; cat"));
	size_t before;

	(void)state;
	assert_shows(t, "ready");
	terminal_wait_quiet(t, 50);
	before = terminal_bytes(t);
	terminal_type(t, "12345");
	terminal_wait_quiet(t, 50);
	assert_int_equal(terminal_bytes(t) - before, 5);
	terminal_free(&t);
}

/* More than the line holds, both ways at once: neither side may wait for ever. */
static void a_flood_does_not_block(void **state)
{
	struct terminal *t = terminal_new(NULL, SH("stty raw -echo; printf ready; cat"));
	char *flood = malloc(300001);

	(void)state;
	memset(flood, 'x', 300000);
	flood[300000] = '\0';
	assert_shows(t, "ready");
	terminal_type(t, flood);
	terminal_type(t, "the end");
	assert_shows(t, "the end");
	assert_true(terminal_bytes(t) > 300000);
	free(flood);
	terminal_free(&t);
}

static void vi_is_a_real_program(void **state)
{
	struct terminal *t;

	(void)state;
	if (access("/usr/bin/vi", X_OK))
		skip();
	t = terminal_new(NULL, (const char *const[]){ "vi", "-u", "NONE", "new.txt", NULL });
	assert_shows(t, "new.txt");
	terminal_type(t, "ibonjour<Enter>monde<Esc>");
	assert_row_shows(t, 1, "monde");
	terminal_resize(t, 10, 40);
	terminal_type(t, ":q!<Enter>");
	assert_leaves(t, 0);
	terminal_free(&t);
}

static void commands_in_a_sandbox(void **state)
{
	struct sandbox s;
	struct outcome o;
	char value[8];

	(void)state;
	sandbox_init(&s);
	sandbox_write(&s, "in.txt", "a\n", 2);
	sandbox_shell(&s, &o, "cat in.txt; echo problem >&2; exit 4");
	assert_int_equal(o.status, 4);
	assert_string_equal(o.out, "a\n");
	assert_string_equal(o.err, "problem\n");
	outcome_release(&o);
	sandbox_shell(&s, &o, "kill -TERM $$");
	assert_int_equal(o.status, 128 + SIGTERM);
	outcome_release(&o);
	sandbox_shell(&s, &o, "echo '[{\"name\": \"x\", \"result\" : \"ok\"}]'");
	assert_true(outcome_json(&o, "result", value, sizeof(value)));
	assert_string_equal(value, "ok");
	assert_false(outcome_json(&o, "esult", value, sizeof(value)));
	outcome_release(&o);
	/* What may not be read can't be, whoever runs the tests. */
	s.unprivileged = true;
	s.env = (const char *const[]){ "EXTRA=1", NULL };
	sandbox_shell(&s, &o, "chmod 0 in.txt; cat in.txt; echo $EXTRA");
	assert_string_equal(o.out, "1\n");
	assert_non_null(strstr(o.err, "in.txt"));
	outcome_release(&o);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_rows),
		cmocka_unit_test(wide_and_combining),
		cmocka_unit_test(attributes),
		cmocka_unit_test(keys_by_name),
		cmocka_unit_test(keys_of_another_terminal),
		cmocka_unit_test(answers_what_a_terminal_answers),
		cmocka_unit_test(paste_in_brackets_when_asked),
		cmocka_unit_test(resize_and_mouse),
		cmocka_unit_test(clipboard_and_bell),
		cmocka_unit_test(end_status_and_cleanliness),
		cmocka_unit_test(an_unclean_end_is_seen),
		cmocka_unit_test(hangup_reaches_the_program),
		cmocka_unit_test(environment_is_pinned),
		cmocka_unit_test(quiet_and_bytes),
		cmocka_unit_test(a_flood_does_not_block),
		cmocka_unit_test(vi_is_a_real_program),
		cmocka_unit_test(commands_in_a_sandbox),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
