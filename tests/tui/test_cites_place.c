/* What part of the country screen 1 shows, by keys, mouse, finder and the window's size. */
#include <stdio.h>
#include <string.h>

#include "support/check.h"
#include "support/cites_screen.h"

static void zooms_to_departement_and_france(void **state)
{
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "z");
	assert_row_shows(t, 1, "Hauts-de-France, Somme");
	assert_gone(t, "Dunkerque");
	terminal_type(t, "z");
	assert_row_shows(t, 1, "France · 222 cités");
	assert_shows(t, "La Réunion");
	assert_shows(t, "Mayotte");
	terminal_type(t, "z");
	assert_row_shows(t, 1, "Hauts-de-France · 34 cités");
	assert_shows(t, "Dunkerque");
	cites_leave(&t);
}

/* At the scale of a département one looks around it; list and record follow. */
static void moves_the_view(void **state)
{
	struct terminal *t = cites_open(24, 80);
	int row, col;

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "z");
	assert_row_shows(t, 1, "Hauts-de-France, Somme");
	assert_until(t, !cites_in_map(t, "Fourmies", &row, &col));
	terminal_type(t, "LLL");
	assert_until(t, cites_in_map(t, "Fourmies", &row, &col));
	assert_gone(t, "Amiens Étouvie · Somme");
	terminal_type(t, "LLLLLL");
	assert_row_shows(t, -1, "Aucune cité plus loin de ce côté");
	cites_leave(&t);
}

static void a_click_on_the_map_selects(void **state)
{
	struct terminal *t = cites_open(24, 80);
	int row, col;

	(void)state;
	assert_until(t, cites_in_map(t, "Dunkerque", &row, &col));
	terminal_click(t, row, col + 2, 1);
	assert_shows(t, "Dunkerque · Nord");
	cites_leave(&t);
}

static void mouse(struct terminal *t, int button, int row, int col, char last)
{
	char report[48];

	snprintf(report, sizeof report, "\033[<%d;%d;%d%c", button, col + 1, row + 1, last);
	terminal_send(t, report, strlen(report));
}

enum { WHEEL_UP = 64, WHEEL_DOWN = 65 };

/* Nearer to what is under the pointer, and back; no further than there is. */
static void the_wheel_zooms(void **state)
{
	struct terminal *t = cites_open(24, 80);
	int row, col;

	(void)state;
	assert_until(t, cites_in_map(t, "Laon", &row, &col));
	mouse(t, WHEEL_UP, row, col - 2, 'M');
	assert_row_shows(t, 1, "Hauts-de-France, Aisne");
	assert_shows(t, "Laon · Aisne");
	mouse(t, WHEEL_UP, row, col - 2, 'M');
	mouse(t, WHEEL_DOWN, row, col - 2, 'M');
	assert_row_shows(t, 1, "Hauts-de-France · 34 cités");
	mouse(t, WHEEL_DOWN, row, col - 2, 'M');
	assert_row_shows(t, 1, "France · 222 cités");
	assert_shows(t, "Laon · Aisne");
	mouse(t, WHEEL_DOWN, row, col - 2, 'M');
	assert_until(t, cites_in_map(t, "Nice", &row, &col));
	mouse(t, WHEEL_UP, row, col, 'M');
	assert_row_shows(t, 1, "Provence-Alpes-Côte d'Azur ·");
	assert_shows(t, "Nice · Alpes-Maritimes");
	cites_leave(&t);
}

static void a_drag_moves_the_view(void **state)
{
	struct terminal *t = cites_open(24, 80);
	int row, col, now_row, now_col;

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "/laon<Enter>/<C-u><Enter>z");
	assert_row_shows(t, 1, "Hauts-de-France, Aisne");
	/* There, not where the région had it. */
	assert_until(t, cites_in_map(t, "Laon", &row, &col) && row == 10);
	/* From an empty place to one three rows up and six columns west. */
	mouse(t, 0, 20, 10, 'M');
	mouse(t, 0, 17, 4, 'm');
	assert_until(t, cites_in_map(t, "Laon", &now_row, &now_col) && now_row == row - 3 && now_col == col - 6);
	/* A press that is released where it was moves nothing. */
	mouse(t, 0, 20, 10, 'M');
	mouse(t, 0, 20, 10, 'm');
	terminal_type(t, "c");
	assert_row_shows(t, 1, "vague du label");
	assert_true(cites_in_map(t, "Laon", &now_row, &now_col) && now_row == row - 3 && now_col == col - 6);
	cites_leave(&t);
}

/* From France one comes to the région of the cité that is selected, wherever that is. */
static void zooms_to_any_region(void **state)
{
	static const struct {
		const char *find, *region, *area;
	} places[] = {
		{ "cayenne", "Guyane ·", "Guyane · 3 cités" },
		{ "ajaccio", "Corse ·", "Corse, Corse-du-Sud" },
		{ "aubervilliers", "Île-de-France ·", "Île-de-France, Seine-Saint-Denis" },
	};
	struct terminal *t = cites_open(24, 80);
	char keys[64];

	(void)state;
	assert_row_shows(t, 1, "Hauts-de-France ·");
	terminal_type(t, "Z");
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		assert_row_shows(t, 1, "France · 222 cités");
		snprintf(keys, sizeof keys, "/%s<Enter>", places[i].find);
		terminal_type(t, keys);
		assert_row_shows(t, 1, "1 cité sur 222");
		terminal_type(t, "/<C-u><Enter>z");
		assert_row_shows(t, 1, places[i].region);
		terminal_type(t, "z");
		assert_row_shows(t, 1, places[i].area);
		terminal_type(t, "z");
	}
	cites_leave(&t);
}

/* The finder's choice is shown where it is, at the scale one looked at. */
static void the_finder_leads_to_another_region(void **state)
{
	struct terminal *t = cites_open(24, 80);
	int row, col;

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "<C-k>grenoble");
	assert_shows(t, "Isère");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Cité éducative · Grenoble");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "Auvergne-Rhône-Alpes ·");
	assert_until(t, cites_in_map(t, "Grenoble", &row, &col));
	assert_shows(t, "▸○ Grenoble");
	cites_leave(&t);
}

/* The name behind the mark in the list. */
static bool marked_in_list(struct terminal *t, char *name, size_t size)
{
	for (int row = 2; row < terminal_rows(t); row++) {
		const char *at = strstr(terminal_row(t, row), "▸");
		if (!at)
			continue;
		/* The mark, the glyph and a blank. */
		snprintf(name, size, "%s", at + 2 * strlen("▸") + 1);
		char *end = strstr(name, "  ");
		if (end)
			*end = '\0';
		return true;
	}
	return false;
}

/* Its first press has selected the top; the second doesn't go on to the one below. */
static void a_double_click_opens_the_top_of_a_stack(void **state)
{
	struct terminal *t = cites_open(24, 80);
	char before[64], top[64], next[64];
	int row, col;

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "Z");
	assert_row_shows(t, 1, "France · 222 cités");
	assert_until(t, cites_in_map(t, "○4+", &row, &col) && marked_in_list(t, before, sizeof before));
	terminal_click(t, row, col + 1, 1);
	assert_until(t, marked_in_list(t, top, sizeof top) && strcmp(top, before) != 0);
	/* Elsewhere, so that what follows is a double click and no more. */
	terminal_click(t, 2, 60, 1);
	assert_until(t, marked_in_list(t, next, sizeof next) && strcmp(next, top) != 0);
	terminal_click(t, row, col + 1, 1);
	terminal_click(t, row, col + 1, 1);
	assert_row_shows(t, 1, "Cité éducative · ");
	assert_row_shows(t, 1, top);
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "France · 222 cités");
	cites_leave(&t);
}

static void gives_way_to_the_list_when_small(void **state)
{
	struct terminal *t = cites_open(16, 60);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	for (int row = 2; row < 15; row++)
		assert_false(cites_braille_on(t, row));
	terminal_type(t, "<Down><Down><Down>");
	assert_shows(t, "Arras · Pas-de-Calais");
	/* Tab shows the map instead, at any size, and the list again. */
	terminal_type(t, "<Tab>");
	assert_until(t, cites_braille_on(t, 12));
	assert_shows(t, "Arras");
	assert_row_shows(t, -2, "● a accueilli");
	terminal_type(t, "<Right>");
	terminal_resize(t, 10, 40);
	assert_until(t, cites_braille_on(t, 7) || cites_braille_on(t, 6) || cites_braille_on(t, 5));
	assert_row_shows(t, -2, "● a accueilli");
	terminal_resize(t, 16, 60);
	terminal_type(t, "<Left>");
	terminal_type(t, "<Tab>");
	assert_shows(t, "Arras · Pas-de-Calais");
	/* And comes back with the room. */
	terminal_resize(t, 60, 200);
	assert_until(t, cites_braille_on(t, 30));
	assert_shows(t, "Arras · Pas-de-Calais");
	cites_leave(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(zooms_to_departement_and_france, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(moves_the_view, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(a_click_on_the_map_selects, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(the_wheel_zooms, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(a_drag_moves_the_view, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(zooms_to_any_region, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(the_finder_leads_to_another_region, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(a_double_click_opens_the_top_of_a_stack, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(gives_way_to_the_list_when_small, cites_start, cites_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
