/* Two screens side by side on one file: each sees what the other does, and neither is disturbed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

struct desks {
	struct sandbox s;
	struct terminal *north;
	struct terminal *south;
};

static struct terminal *open_desk(const struct sandbox *s, const char *name, const char *who)
{
	struct terminal *t = sandbox_open(
		s, NULL, (const char *const[]){ "--desk", name, "--as", who, NULL });

	assert_shows(t, "F3");
	terminal_type(t, "<F3>");
	assert_shows(t, "Présents");
	return t;
}

static void desks_open(struct desks *d)
{
	sandbox_demo(&d->s);
	d->north = open_desk(&d->s, "porte nord", "anne");
	d->south = open_desk(&d->s, "porte sud", "marc");
}

static void desks_close(struct desks *d)
{
	terminal_free(&d->north);
	terminal_free(&d->south);
	desk_check(&d->s);
	sandbox_release(&d->s);
}

/* The number behind "Présents"; -1 when there is none. */
static long present(struct terminal *t)
{
	static const char word[] = "Présents";
	int row;

	if (!terminal_find(t, word, &row, NULL))
		return -1;
	return strtol(strstr(terminal_row(t, row), word) + strlen(word), NULL, 10);
}

/* The row of the screen on which the selected person stands; -1 while there is none. */
static int selected(struct terminal *t)
{
	int row;

	return terminal_find(t, "▸", &row, NULL) ? row : -1;
}

/* Whether the cursor stands behind what was typed; elsewhere while a frame is drawn. */
static bool behind_typed(struct terminal *t)
{
	int row, col, field_row, field_col;

	terminal_cursor(t, &row, &col);
	return terminal_find(t, "│ ma  ", &field_row, &field_col) && row == field_row &&
	       col == field_col + 4;
}

/* I am in the middle of a name, on the second person listed: the other desk's check-in is counted
 * here, and what I typed, who is selected and where the cursor stands stay. */
static void the_others_check_in_disturbs_nothing(void **state)
{
	struct desks d;
	char *line;
	int list;

	(void)state;
	desks_open(&d);
	terminal_type(d.south, "dupr");
	assert_shows(d.south, "DUPRÉ-LEROY Inès");
	terminal_type(d.north, "ma");
	assert_shows(d.north, "▸");
	list = selected(d.north);
	terminal_type(d.north, "<Down>");
	assert_until(d.north, selected(d.north) == list + 1);
	assert_until(d.north, behind_typed(d.north));
	line = strdup(terminal_row(d.north, list + 1));
	terminal_type(d.south, "<Enter>");
	assert_shows(d.south, "✓ DUPRÉ-LEROY Inès");
	assert_until(d.north, present(d.north) == 1);
	assert_until(d.north, behind_typed(d.north));
	assert_string_equal(line, terminal_row(d.north, list + 1));
	free(line);
	desks_close(&d);
}

/* Whose line the other's check-in is about is marked under my cursor. */
static void the_person_listed_is_marked(void **state)
{
	struct desks d;

	(void)state;
	desks_open(&d);
	terminal_type(d.south, "dupr");
	assert_shows(d.south, "DUPRÉ-LEROY Inès");
	terminal_type(d.north, "dup");
	assert_shows(d.north, "DUPRÉ-LEROY Inès");
	assert_lacks(d.north, "✓");
	terminal_type(d.south, "<Enter>");
	assert_shows(d.south, "✓ DUPRÉ-LEROY Inès");
	assert_shows(d.north, "✓");
	assert_shows(d.north, "dup");
	desks_close(&d);
}

static bool told_present(struct terminal *t)
{
	return terminal_shows(t, "présent·e, matin");
}

static bool told_already(struct terminal *t)
{
	return terminal_shows(t, "déjà présent·e depuis");
}

/* Both press Enter on the same person: one is told present, the other already, and by whom. */
static void the_same_person_at_both(void **state)
{
	struct desk_codes codes;
	struct desks d;
	size_t people = 12;

	(void)state;
	desks_open(&d);
	desk_codes_read(&d.s, &codes);
	for (size_t i = 0; i < people; i++) {
		struct terminal *first = i % 2 ? d.north : d.south;
		struct terminal *second = i % 2 ? d.south : d.north;
		struct terminal *already;

		terminal_type(first, "<Esc>");
		terminal_type(second, "<Esc>");
		assert_until(first, !told_present(first) && !told_already(first));
		assert_until(second, !told_present(second) && !told_already(second));
		terminal_type(first, codes.code[i]);
		terminal_type(second, codes.code[i]);
		assert_shows(first, codes.code[i]);
		assert_shows(second, codes.code[i]);
		terminal_type(first, "<Enter>");
		terminal_type(second, "<Enter>");
		assert_until(first, told_present(first) || told_already(first));
		assert_until(second, told_present(second) || told_already(second));
		assert_true(told_present(first) != told_present(second));
		already = told_present(first) ? second : first;
		assert_shows(already,
			already == d.north ? "porte sud, par marc" : "porte nord, par anne");
		assert_until(first, present(first) == (long)i + 1);
		assert_until(second, present(second) == (long)i + 1);
		assert_int_equal(desk_count(&d.s, "in", codes.code[i]), 1);
	}
	assert_int_equal(desk_count(&d.s, "in", NULL), people);
	desks_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_others_check_in_disturbs_nothing),
		cmocka_unit_test(the_person_listed_is_marked),
		cmocka_unit_test(the_same_person_at_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
