/* Screen 1 in a terminal: the map, the list and the record of the cités, as a person sees them. */
#include <stdio.h>
#include <string.h>

#include "support/check.h"

static struct sandbox s;

static int start(void **state)
{
	(void)state;
	sandbox_demo(&s);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	sandbox_release(&s);
	return 0;
}

static struct terminal *open_at(int rows, int cols)
{
	return sandbox_open(&s, &(struct terminal_options){ .rows = rows, .cols = cols }, NULL);
}

static void leave(struct terminal **t)
{
	terminal_type(*t, "q");
	assert_leaves(*t, 0);
	terminal_free(t);
}

/* The row and column of a text in the map, left of the rule. False when it is not there. */
static bool in_map(struct terminal *t, const char *text, int *row, int *col)
{
	for (*row = 2; *row < terminal_rows(t) - 2; ++*row) {
		char line[1024];
		snprintf(line, sizeof line, "%s", terminal_row(t, *row));
		char *rule = strstr(line, "│"), *at;
		if (rule)
			*rule = '\0';
		at = strstr(line, text);
		if (!at)
			continue;
		*col = 0;
		for (const char *p = line; p < at; p++)
			*col += ((unsigned char)*p & 0xC0) != 0x80;
		return true;
	}
	return false;
}

static bool braille_on(struct terminal *t, int row)
{
	for (const char *p = terminal_row(t, row); *p; p++) {
		/* U+2800 to U+28FF: E2 A0 80 to E2 A3 BF. */
		if ((unsigned char)p[0] == 0xE2 && ((unsigned char)p[1] & 0xFC) == 0xA0)
			return true;
	}
	return false;
}

/* What stands under the cursor; it moves there last of all. */
static bool cursor_on(struct terminal *t, const char *text)
{
	struct terminal_cell cell;
	int row, col;

	terminal_cursor(t, &row, &col);
	terminal_cell(t, row, col, &cell);
	return strcmp(cell.text, text) == 0;
}

static void opens_on_the_region(void **state)
{
	struct terminal *t = open_at(24, 80);
	int north, amiens, laon, at, west, east;

	(void)state;
	assert_row_shows(t, 1, "Hauts-de-France · 34 cités · calque\u00a0: accueil du Tour");
	assert_row_shows(t, 1, "tri\u00a0: nom");
	assert_until(t, in_map(t, "Dunkerque", &north, &at));
	assert_until(t, in_map(t, "Amiens Nord", &amiens, &west));
	assert_until(t, in_map(t, "Laon", &laon, &east));
	assert_true(west < east);
	assert_true(north < amiens && amiens < laon);
	assert_int_equal(north, 2);
	assert_true(braille_on(t, 10));
	assert_row_shows(t, 2, "Amiens Étouvie");
	assert_row_shows(t, -2, "● a accueilli");
	assert_row_shows(t, -2, "○ pas encore");
	assert_row_shows(t, -1, "← voisine");
	leave(&t);
}

/* One selection: arrows on the map move it in the list and in the record. */
static void arrows_go_to_the_neighbour(void **state)
{
	struct terminal *t = open_at(24, 80);
	struct terminal_cell cell;
	int row, col;

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "<Right>");
	assert_shows(t, "Saint-Quentin · Aisne");
	assert_shows(t, "▸● Saint-Quentin");
	assert_until(t, cursor_on(t, "●"));
	assert_true(terminal_find(t, "St-Quentin", &row, &col));
	terminal_cell(t, row, col, &cell);
	assert_true(cell.reverse);
	terminal_type(t, "<Left>");
	assert_shows(t, "Amiens Étouvie · Somme");
	leave(&t);
}

/* While arrows go over the map the row is pinned at the list's edge; at rest the list comes. */
static void the_list_follows_at_rest(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_row_shows(t, 2, "▸○ Amiens Étouvie");
	assert_false(terminal_shows(t, "○ Tourcoing Sud         59"));
	terminal_type(t, "<Right>");
	assert_shows(t, "▸● Saint-Quentin");
	/* Its neighbours in the list, without a key. */
	assert_shows(t, "● Roubaix               59");
	assert_shows(t, "○ Soissons              02");
	assert_false(terminal_shows(t, "○ Amiens Étouvie        80"));
	leave(&t);
}

static void tab_goes_to_the_list(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "<Tab><Down><Down><Down><Down>");
	assert_shows(t, "Avion · Pas-de-Calais");
	terminal_type(t, "<Tab><Up>");
	assert_gone(t, "Avion · Pas-de-Calais");
	leave(&t);
}

static void every_layer_has_its_legend(void **state)
{
	static const char *const layers[][2] = {
		{ "vague du label", "◐ 2025  ✗ terminée" },
		{ "calque\u00a0: adhésion", "○ non adhérente" },
		{ "postes vacants", "● tous pourvus" },
		{ "présence, 12 mois (3 renc.)", "○ pas venue" },
		{ "vue pour la dernière fois", "● < 6 mois" },
		{ "calque\u00a0: frais à régler (3", "◐ moins de 500\u00a0€" },
		{ "dernière météo (aucune dite)", "· non dite 34" },
		{ "accueil du Tour", "◐ prévue" },
	};
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_shows(t, "accueil du Tour");
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		terminal_type(t, "c");
		assert_row_shows(t, 1, layers[i][0]);
		assert_row_shows(t, -2, layers[i][1]);
	}
	leave(&t);
}

/* What the layer says of the selected one stands in its record when nothing else there does. */
static void a_layer_tells_of_the_selected_one(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	terminal_type(t, "/etouvie<Enter>cccc");
	assert_shows(t, "Venue  1 sur 3");
	terminal_type(t, "cc");
	assert_shows(t, "Frais  rien à régler");
	terminal_type(t, "c");
	assert_shows(t, "Météo  non dite");
	terminal_type(t, "c");
	assert_gone(t, "Météo");
	terminal_type(t, "C");
	assert_shows(t, "Météo  non dite");
	leave(&t);
}

/* "What was it on the 1st of March 2021": posts, members, presence, the Tour, the label. */
static void goes_back_to_a_day(void **state)
{
	struct terminal *t = open_at(40, 120);
	struct terminal_cell cell;
	int row, col;

	(void)state;
	terminal_type(t, "/amiens nord<Enter>");
	assert_shows(t, "Amiens Nord · Somme");
	assert_row_shows(t, -2, "● a accueilli 1");
	terminal_type(t, "D");
	assert_row_shows(t, 1, "La carte telle qu'elle était");
	terminal_type(t, "11/02/2019<Enter>");
	assert_row_shows(t, 1, "! au 11/02/2019");
	assert_true(terminal_find(t, "au 11/02/2019", &row, &col));
	assert_row_shows(t, -1, "t aujourd'hui");
	assert_row_shows(t, -2, "◐ prévue 1");
	assert_shows(t, "Jamais vue");
	assert_shows(t, "Étape  prévue");
	/* The title is not all of one style: the day is to be noticed. */
	terminal_cell(t, 1, col, &cell);
	assert_true(cell.bold || cell.fg != 0);
	terminal_type(t, "/<C-u>avion<Enter>c");
	assert_row_shows(t, -2, "· pas encore 1");
	/* A month on, a month back, and home in one key. */
	terminal_type(t, ">");
	assert_row_shows(t, 1, "! au 11/03/2019");
	terminal_type(t, "<lt><lt>");
	assert_row_shows(t, 1, "! au 11/01/2019");
	terminal_type(t, "t");
	assert_row_shows(t, -2, "◆ 2021 1");
	assert_null(strstr(terminal_row(t, 1), "au 11"));
	terminal_type(t, ">");
	assert_row_shows(t, -1, "C'est déjà aujourd'hui");
	leave(&t);
}

/* The map tells of the past only, and of a past that can be. */
static void refuses_a_day_out_of_reach(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "D+400<Enter>");
	assert_row_shows(t, -1, "encore à venir");
	terminal_type(t, "<C-u>0001-01-02<Enter>");
	assert_row_shows(t, -1, "a carte remonte à 2000");
	terminal_type(t, "<C-u>2000-01-20<Enter>");
	assert_row_shows(t, 1, "au 20/01/2000");
	terminal_type(t, "<lt>");
	assert_row_shows(t, -1, "La carte remonte à 2000");
	terminal_type(t, "D");
	assert_row_shows(t, 1, "La carte telle");
	terminal_type(t, "<C-u>-400<Enter>");
	assert_row_shows(t, 1, "calque\u00a0: accueil du Tour ! au ");
	leave(&t);
}

static void zooms_to_departement_and_france(void **state)
{
	struct terminal *t = open_at(24, 80);

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
	leave(&t);
}

/* By the name of a commune as well; the map shows the same cités as the list. */
/* At the scale of a département one looks around it; list and record follow. */
static void moves_the_view(void **state)
{
	struct terminal *t = open_at(24, 80);
	int row, col;

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "z");
	assert_row_shows(t, 1, "Hauts-de-France, Somme");
	assert_until(t, !in_map(t, "Fourmies", &row, &col));
	terminal_type(t, "LLL");
	assert_until(t, in_map(t, "Fourmies", &row, &col));
	assert_gone(t, "Amiens Étouvie · Somme");
	terminal_type(t, "LLLLLL");
	assert_row_shows(t, -1, "Aucune cité plus loin de ce côté");
	leave(&t);
}

static void filters_list_and_map(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "/waziers");
	assert_row_shows(t, 1, "1 cité sur 34");
	assert_shows(t, "Douai / Waziers · Nord");
	assert_gone(t, "Dunkerque");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "34 cités ·");
	assert_shows(t, "Dunkerque");
	leave(&t);
}

static void says_when_nothing_matches(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "/zzz");
	assert_row_shows(t, 1, "0 cité sur 34");
	terminal_type(t, "<Enter>c<Enter>");
	assert_row_shows(t, 1, "vague du label");
	leave(&t);
}

static void opens_the_record(void **state)
{
	struct terminal *t = open_at(40, 120);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Cité éducative · Amiens Étouvie");
	assert_shows(t, "Postes");
	assert_shows(t, "HADDAD Samir");
	assert_shows(t, "samir.haddad@example.org");
	assert_shows(t, "Mandats au fil du temps");
	terminal_type(t, "y");
	assert_until(t, terminal_clipboard(t) != NULL);
	assert_non_null(strstr(terminal_clipboard(t), "@example.org>"));
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "34 cités");
	leave(&t);
}

static void copies_the_addresses_of_the_posts(void **state)
{
	struct terminal *t = open_at(24, 80);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "y");
	assert_until(t, terminal_clipboard(t) != NULL);
	assert_non_null(strstr(terminal_clipboard(t), "HADDAD Samir <samir.haddad@example.org>"));
	assert_shows(t, "4 adresses");
	leave(&t);
}

static void a_click_on_the_map_selects(void **state)
{
	struct terminal *t = open_at(24, 80);
	int row, col;

	(void)state;
	assert_until(t, in_map(t, "Dunkerque", &row, &col));
	terminal_click(t, row, col + 2, 1);
	assert_shows(t, "Dunkerque · Nord");
	leave(&t);
}

static void gives_way_to_the_list_when_small(void **state)
{
	struct terminal *t = open_at(16, 60);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	for (int row = 2; row < 15; row++)
		assert_false(braille_on(t, row));
	terminal_type(t, "<Down><Down><Down>");
	assert_shows(t, "Arras · Pas-de-Calais");
	/* And comes back with the room. */
	terminal_resize(t, 60, 200);
	assert_until(t, braille_on(t, 30));
	assert_shows(t, "Arras · Pas-de-Calais");
	leave(&t);
}

/* Another process makes a member of one that was none: seen without a key, and the selection
 * stays where it was. */
static void follows_changes_made_elsewhere(void **state)
{
	static const char text[] = "structure;valid_from;valid_to\nVille de Montataire;2026-01-01;\n";
	struct terminal *t = open_at(24, 80);
	struct outcome o;
	int row, col;

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "/montataire<Enter>");
	assert_shows(t, "Montataire · Oise");
	assert_shows(t, "label 2021, non adhérente");
	sandbox_write(&s, "members.csv", text, strlen(text));
	sandbox_etape(&s, &o, "import", "memberships", "members.csv");
	assert_int_equal(o.status, 0);
	assert_shows(t, "label 2021, adhérente");
	assert_shows(t, "Montataire · Oise");
	assert_true(in_map(t, "Montataire", &row, &col));
	outcome_release(&o);
	leave(&t);
}

static void is_a_map_without_unicode(void **state)
{
	struct terminal *t = sandbox_open(&s,
		&(struct terminal_options){ .term = "vt100", .lang = "C", .no_color = true }, NULL);

	(void)state;
	assert_shows(t, "Dunkerque");
	assert_shows(t, "St-Quentin");
	for (int row = 0; row < 24; row++) {
		for (const char *p = terminal_row(t, row); *p; p++)
			assert_true((unsigned char)*p < 0x80);
	}
	leave(&t);
}

/* What a change of selection costs, on the map and wherever it leads. */
static void a_selection_costs_few_bytes(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 60, 200 } };
	static const char *const keys[] = { "<Right>", "<Right>", "<Down>", "<Down>", "<Up>", "<Left>" };

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct terminal *t = open_at(sizes[k][0], sizes[k][1]);
		assert_shows(t, "Dunkerque");
		terminal_wait_quiet(t, 150);
		for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
			size_t before = terminal_bytes(t);
			terminal_type(t, keys[i]);
			terminal_wait_quiet(t, 150);
			size_t sent = terminal_bytes(t) - before;
			if (sent == 0 || sent >= 600)
				fail_msg("%d × %d, %s: %zu bytes", sizes[k][0], sizes[k][1], keys[i], sent);
		}
		leave(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(opens_on_the_region, start, stop),
		cmocka_unit_test_setup_teardown(arrows_go_to_the_neighbour, start, stop),
		cmocka_unit_test_setup_teardown(the_list_follows_at_rest, start, stop),
		cmocka_unit_test_setup_teardown(tab_goes_to_the_list, start, stop),
		cmocka_unit_test_setup_teardown(every_layer_has_its_legend, start, stop),
		cmocka_unit_test_setup_teardown(a_layer_tells_of_the_selected_one, start, stop),
		cmocka_unit_test_setup_teardown(goes_back_to_a_day, start, stop),
		cmocka_unit_test_setup_teardown(refuses_a_day_out_of_reach, start, stop),
		cmocka_unit_test_setup_teardown(zooms_to_departement_and_france, start, stop),
		cmocka_unit_test_setup_teardown(moves_the_view, start, stop),
		cmocka_unit_test_setup_teardown(filters_list_and_map, start, stop),
		cmocka_unit_test_setup_teardown(says_when_nothing_matches, start, stop),
		cmocka_unit_test_setup_teardown(opens_the_record, start, stop),
		cmocka_unit_test_setup_teardown(copies_the_addresses_of_the_posts, start, stop),
		cmocka_unit_test_setup_teardown(a_click_on_the_map_selects, start, stop),
		cmocka_unit_test_setup_teardown(gives_way_to_the_list_when_small, start, stop),
		cmocka_unit_test_setup_teardown(follows_changes_made_elsewhere, start, stop),
		cmocka_unit_test_setup_teardown(is_a_map_without_unicode, start, stop),
		cmocka_unit_test_setup_teardown(a_selection_costs_few_bytes, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
