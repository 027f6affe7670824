/* The screens on the demo network, in every terminal that a coordinator may have. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

/* Whether text stands between two columns of some row. */
static bool stands_between(struct terminal *t, const char *text, int from, int to)
{
	for (int row = 0; row < terminal_rows(t); row++) {
		char *part = NULL;
		size_t len = 0;
		FILE *f = open_memstream(&part, &len);
		bool found;

		for (int col = from; col < to; col++) {
			struct terminal_cell cell;

			terminal_cell(t, row, col, &cell);
			fputs(cell.text, f);
		}
		fclose(f);
		found = strstr(part, text) != NULL;
		free(part);
		if (found)
			return true;
	}
	return false;
}

/* The column of the rule between map and list; -1 when there is none. */
static int rule_column(struct terminal *t)
{
	int col;

	return terminal_find(t, "│", NULL, &col) ? col : -1;
}

static bool any_braille(struct terminal *t)
{
	size_t len;
	const char *raw = terminal_raw(t, &len);

	/* U+2800…U+28FF are E2 A0…A3 xx. */
	for (size_t i = 0; i + 1 < len; i++)
		if ((unsigned char)raw[i] == 0xe2 && ((unsigned char)raw[i + 1] & 0xfc) == 0xa0)
			return true;
	return false;
}

/* Leaves from a first screen. */
static void leave(struct terminal **t)
{
	terminal_type(*t, "q");
	assert_leaves(*t, 0);
	terminal_free(t);
}

static void amiens_on_the_map_and_in_the_list(void **state)
{
	struct sandbox s;
	struct terminal *t;
	int rule;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "F1 Cités");
	assert_until(t, rule_column(t) > 0);
	rule = rule_column(t);
	assert_until(t, stands_between(t, "Amiens", 0, rule));
	assert_until(t, stands_between(t, "Amiens", rule + 1, 80));
	assert_shows(t, "34 cités");
	assert_true(any_braille(t));
	assert_row_shows(t, -1, "?");
	leave(&t);
	sandbox_release(&s);
}

/* The sign that a screen is there, by its key. */
static const struct {
	const char *key;
	const char *sign;
} screens[] = {
	{ "<F2>", "2026" },
	{ "<F3>", "Boulogne-sur-Mer" },
	{ "<F4>", "€" },
	{ "<F5>", "ABDALLAH" },
	{ "<F1>", "cités" },
};
#define SCREENS (sizeof(screens) / sizeof(screens[0]))

static void walk(struct terminal *t)
{
	for (size_t i = 0; i < SCREENS; i++) {
		terminal_type(t, screens[i].key);
		assert_shows(t, screens[i].sign);
	}
}

static void every_screen_at_every_size(void **state)
{
	static const int size[][2] = { { 24, 80 }, { 16, 60 }, { 60, 200 } };
	struct sandbox s;

	(void)state;
	sandbox_demo(&s);
	for (size_t i = 0; i < sizeof(size) / sizeof(size[0]); i++) {
		struct terminal_options o = { .rows = size[i][0], .cols = size[i][1] };
		struct terminal *t = sandbox_open(&s, &o, NULL);

		assert_shows(t, "Amiens");
		walk(t);
		leave(&t);
	}
	sandbox_release(&s);
}

/* What is on the screen, to compare. */
static char *picture(struct terminal *t)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	for (int row = 0; row < terminal_rows(t); row++)
		fprintf(f, "%s\n", terminal_row(t, row));
	fclose(f);
	return text;
}

/* After any window sizes, what is drawn bit by bit is what is drawn anew. */
static void resized_at_any_moment(void **state)
{
	static const int size[][2] = { { 16, 60 }, { 5, 20 }, { 60, 200 }, { 24, 80 }, { 1, 1 },
		{ 10, 40 }, { 24, 80 } };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "Amiens");
	for (size_t k = 0; k < SCREENS; k++) {
		char *before;
		char *after;

		terminal_type(t, screens[k].key);
		assert_shows(t, screens[k].sign);
		for (size_t i = 0; i < sizeof(size) / sizeof(size[0]); i++) {
			terminal_resize(t, size[i][0], size[i][1]);
			terminal_pump(t, 0);
		}
		assert_shows(t, screens[k].sign);
		terminal_wait_quiet(t, 300);
		before = picture(t);
		terminal_type(t, "<C-l>");
		terminal_wait_quiet(t, 300);
		after = picture(t);
		assert_string_equal(before, after);
		free(before);
		free(after);
	}
	leave(&t);
	sandbox_release(&s);
}

static void too_small_a_window_says_so(void **state)
{
	struct terminal_options o = { .rows = 5, .cols = 20 };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, &o, NULL);
	assert_shows(t, "petit");
	assert_lacks(t, "Amiens");
	terminal_resize(t, 24, 80);
	assert_shows(t, "Amiens");
	assert_gone(t, "petit");
	terminal_resize(t, 5, 20);
	assert_shows(t, "petit");
	terminal_type(t, "q");
	assert_leaves(t, 0);
	terminal_free(&t);
	sandbox_release(&s);
}

static void every_terminal(void **state)
{
	static const char *const terms[] = { "xterm-256color", "vt100", "linux",
		"tmux-256color", "screen", "xterm", "nonesuch-kitty" };
	struct sandbox s;

	(void)state;
	sandbox_demo(&s);
	for (size_t i = 0; i < sizeof(terms) / sizeof(terms[0]); i++) {
		struct terminal_options o = { .term = terms[i] };
		struct terminal *t = sandbox_open(&s, &o, NULL);

		assert_shows(t, "Amiens");
		walk(t);
		leave(&t);
	}
	sandbox_release(&s);
}

static void unknown_terminal_is_said_once(void **state)
{
	struct terminal_options o = { .term = "nonesuch-kitty" };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, &o, NULL);
	assert_shows(t, "nonesuch-kitty");
	assert_shows(t, "Amiens");
	terminal_type(t, "<F2>");
	assert_gone(t, "nonesuch-kitty");
	leave(&t);
	sandbox_release(&s);
}

/* LANG=C: not one byte that ASCII doesn't know, and still readable. */
static void ascii_only(void **state)
{
	struct terminal_options o = { .lang = "C" };
	struct sandbox s;
	struct terminal *t;
	const char *raw;
	size_t len;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, &o, NULL);
	assert_shows(t, "Cites");
	assert_shows(t, "Amiens");
	terminal_type(t, "<F2>");
	assert_shows(t, "2026");
	terminal_type(t, "<F3>");
	assert_shows(t, "Presents");
	terminal_type(t, "dupre");
	assert_shows(t, "DUPRE-LEROY");
	terminal_type(t, "<F4>");
	assert_shows(t, "EUR");
	terminal_type(t, "<F5>");
	assert_shows(t, "ABDALLAH");
	terminal_type(t, "?");
	assert_shows(t, "Touches");
	raw = terminal_raw(t, &len);
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)raw[i] >= 0x80) {
			terminal_dump(t);
			fail_msg("byte 0x%02x was sent", (unsigned char)raw[i]);
		}
	terminal_free(&t);
	sandbox_release(&s);
}

/* NO_COLOR: no colour anywhere, and a status still told by its glyph. */
static void no_colour(void **state)
{
	struct terminal_options o = { .no_color = true };
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, &o, NULL);
	assert_shows(t, "Amiens");
	for (size_t i = 0; i < SCREENS; i++) {
		terminal_type(t, screens[i].key);
		assert_shows(t, screens[i].sign);
		terminal_wait_quiet(t, 100);
		for (int row = 0; row < terminal_rows(t); row++)
			for (int col = 0; col < terminal_cols(t); col++) {
				struct terminal_cell cell;

				terminal_cell(t, row, col, &cell);
				if (cell.fg != TERMINAL_DEFAULT ||
					cell.bg != TERMINAL_DEFAULT) {
					terminal_dump(t);
					fail_msg("%s: a colour at %d,%d", screens[i].key, row,
						col);
				}
			}
	}
	leave(&t);
	sandbox_release(&s);
}

/* Without NO_COLOR there is some: the test above is not about nothing. */
static void colour_otherwise(void **state)
{
	struct sandbox s;
	struct terminal *t;
	const char *raw;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "Amiens");
	terminal_wait_quiet(t, 100);
	raw = terminal_raw(t, NULL);
	assert_true(strstr(raw, "\033[3") || strstr(raw, ";3") || strstr(raw, "[9"));
	leave(&t);
	sandbox_release(&s);
}

static void in_english(void **state)
{
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, (const char *const[]){ "--lang", "en", NULL });
	assert_shows(t, "Check-in");
	assert_shows(t, "Amiens");
	assert_row_shows(t, -1, "help");
	assert_lacks(t, "Accueil");
	leave(&t);
	sandbox_release(&s);
}

static void nothing_is_sent_when_idle(void **state)
{
	struct sandbox s;
	struct terminal *t;
	size_t before;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "Amiens");
	terminal_wait_quiet(t, 500);
	before = terminal_bytes(t);
	terminal_wait_quiet(t, 2500);
	assert_int_equal(terminal_bytes(t), before);
	leave(&t);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(amiens_on_the_map_and_in_the_list),
		cmocka_unit_test(every_screen_at_every_size),
		cmocka_unit_test(resized_at_any_moment),
		cmocka_unit_test(too_small_a_window_says_so),
		cmocka_unit_test(every_terminal),
		cmocka_unit_test(unknown_terminal_is_said_once),
		cmocka_unit_test(ascii_only),
		cmocka_unit_test(no_colour),
		cmocka_unit_test(colour_otherwise),
		cmocka_unit_test(in_english),
		cmocka_unit_test(nothing_is_sent_when_idle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
