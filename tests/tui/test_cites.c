/* Screen 1 in a terminal: the map, the list and the record of the cités, as a person sees them. */
#include <stdio.h>
#include <string.h>

#include "support/check.h"
#include "support/cites_screen.h"

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
	struct terminal *t = cites_open(24, 80);
	int north, amiens, laon, at, west, east;

	(void)state;
	assert_row_shows(t, 1, "Hauts-de-France · 34 cités · calque\u00a0: accueil du Tour");
	assert_row_shows(t, 1, "tri\u00a0: nom");
	assert_until(t, cites_in_map(t, "Dunkerque", &north, &at));
	assert_until(t, cites_in_map(t, "Amiens Nord", &amiens, &west));
	assert_until(t, cites_in_map(t, "Laon", &laon, &east));
	assert_true(west < east);
	assert_true(north < amiens && amiens < laon);
	assert_int_equal(north, 2);
	assert_true(cites_braille_on(t, 10));
	assert_row_shows(t, 2, "Amiens Étouvie");
	assert_row_shows(t, -2, "● a accueilli");
	assert_row_shows(t, -2, "○ pas encore");
	assert_row_shows(t, -1, "← voisine");
	cites_leave(&t);
}

/* One selection: arrows on the map move it in the list and in the record. */
static void arrows_go_to_the_neighbour(void **state)
{
	struct terminal *t = cites_open(24, 80);
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
	cites_leave(&t);
}

/* While arrows go over the map the row is pinned at the list's edge; the list comes when one goes
 * to it. */
static void the_list_waits_at_its_place(void **state)
{
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_row_shows(t, 2, "▸○ Amiens Étouvie");
	terminal_type(t, "<Right>");
	assert_row_shows(t, 13, "▸● Saint-Quentin");
	/* Not as the neighbour of the last one shown. */
	assert_row_shows(t, 12, "│   …");
	assert_row_shows(t, 2, " ○ Amiens Étouvie");
	terminal_type(t, "<Tab>");
	/* Its neighbours in the list. */
	assert_shows(t, "● Roubaix               59");
	assert_shows(t, "○ Soissons              02");
	assert_shows(t, "▸● Saint-Quentin");
	assert_false(terminal_shows(t, "○ Amiens Étouvie        80"));
	cites_leave(&t);
}

static void tab_goes_to_the_list(void **state)
{
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "<Tab><Down><Down><Down><Down>");
	assert_shows(t, "Avion · Pas-de-Calais");
	terminal_type(t, "<Tab><Up>");
	assert_gone(t, "Avion · Pas-de-Calais");
	cites_leave(&t);
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
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_shows(t, "accueil du Tour");
	for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
		terminal_type(t, "c");
		assert_row_shows(t, 1, layers[i][0]);
		assert_row_shows(t, -2, layers[i][1]);
	}
	cites_leave(&t);
}

/* What the layer says of the selected one stands in its record when nothing else there does. */
static void a_layer_tells_of_the_selected_one(void **state)
{
	struct terminal *t = cites_open(24, 80);

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
	cites_leave(&t);
}

/* "What was it on the 1st of March 2021": posts, members, presence, the Tour, the label. */
static void goes_back_to_a_day(void **state)
{
	struct terminal *t = cites_open(40, 120);
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
	/* A year before, nobody had announced it yet. */
	assert_row_shows(t, -2, "○ pas encore 1");
	assert_shows(t, "Étape  pas encore");
	assert_shows(t, "Jamais vue");
	/* The title is not all of one style: the day is to be noticed. */
	terminal_cell(t, 1, col, &cell);
	assert_true(cell.bold || cell.fg != 0);
	terminal_type(t, "D<C-u>11/12/2019<Enter>");
	assert_row_shows(t, -2, "◐ prévue 1");
	assert_shows(t, "Étape  prévue");
	terminal_type(t, "D<C-u>11/02/2019<Enter>/<C-u>avion<Enter>c");
	assert_row_shows(t, 1, "! au 11/02/2019");
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
	cites_leave(&t);
}

/* The map tells of the past only, and of a past that can be. */
static void refuses_a_day_out_of_reach(void **state)
{
	struct terminal *t = cites_open(24, 80);

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
	cites_leave(&t);
}

/* By the name of a commune as well; the map shows the same cités as the list. */
static void filters_list_and_map(void **state)
{
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "/waziers");
	assert_row_shows(t, 1, "1 cité sur 34");
	assert_shows(t, "Douai / Waziers · Nord");
	assert_gone(t, "Dunkerque");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "34 cités ·");
	assert_shows(t, "Dunkerque");
	cites_leave(&t);
}

static void says_when_nothing_matches(void **state)
{
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_shows(t, "Dunkerque");
	terminal_type(t, "/zzz");
	assert_row_shows(t, 1, "0 cité sur 34");
	terminal_type(t, "<Enter>c<Enter>");
	assert_row_shows(t, 1, "vague du label");
	cites_leave(&t);
}

static void opens_the_record(void **state)
{
	struct terminal *t = cites_open(40, 120);

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
	cites_leave(&t);
}

static void copies_the_addresses_of_the_posts(void **state)
{
	struct terminal *t = cites_open(24, 80);

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "y");
	assert_until(t, terminal_clipboard(t) != NULL);
	assert_non_null(strstr(terminal_clipboard(t), "HADDAD Samir <samir.haddad@example.org>"));
	assert_shows(t, "4 adresses");
	cites_leave(&t);
}

/* By what the layer knows, not by how it says it: "9 mois" after "10 mois" is no order. */
static void sorts_by_the_layer(void **state)
{
	struct terminal *t = cites_open(60, 200);

	(void)state;
	assert_row_shows(t, 3, "Amiens Étouvie");
	terminal_type(t, "<Tab>sss");
	assert_row_shows(t, 1, "tri\u00a0: calque");
	assert_row_shows(t, 3, "a accueilli");
	assert_row_shows(t, 7, "prévue");
	assert_row_shows(t, 8, "pas encore");
	/* Whom one looks for first: not seen for longest. */
	terminal_type(t, "ccccc");
	assert_row_shows(t, 1, "vue pour la dernière fois");
	assert_row_shows(t, 3, "jamais");
	cites_leave(&t);
}

/* Another process makes a member of one that was none: seen without a key, and the selection
 * stays where it was. */
static void follows_changes_made_elsewhere(void **state)
{
	static const char text[] = "structure;valid_from;valid_to\nVille de Montataire;2026-01-01;\n";
	struct terminal *t = cites_open(24, 80);
	struct outcome o;
	int row, col;

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "/montataire<Enter>");
	assert_shows(t, "Montataire · Oise");
	assert_shows(t, "label 2021, non adhérente");
	sandbox_write(&cites_sandbox, "members.csv", text, strlen(text));
	sandbox_etape(&cites_sandbox, &o, "import", "memberships", "members.csv");
	assert_int_equal(o.status, 0);
	assert_shows(t, "label 2021, adhérente");
	assert_shows(t, "Montataire · Oise");
	assert_true(cites_in_map(t, "Montataire", &row, &col));
	outcome_release(&o);
	cites_leave(&t);
}

/* What is dear to read waits for a moment of rest, and is read then. */
static void the_fees_follow_changes_too(void **state)
{
	static const char text[] = "structure;valid_from;valid_to\nVille de Montataire;2026-01-01;\n";
	struct terminal *t = cites_open(24, 80);
	struct outcome o;

	(void)state;
	assert_shows(t, "Amiens Étouvie · Somme");
	terminal_type(t, "/montataire<Enter>cccccc");
	assert_row_shows(t, 1, "frais à régler");
	assert_shows(t, "label 2021, non adhérente");
	sandbox_write(&cites_sandbox, "members.csv", text, strlen(text));
	sandbox_etape(&cites_sandbox, &o, "import", "memberships", "members.csv");
	assert_int_equal(o.status, 0);
	assert_shows(t, "label 2021, adhérente");
	assert_row_shows(t, 1, "frais à régler");
	outcome_release(&o);
	cites_leave(&t);
}

static void is_a_map_without_unicode(void **state)
{
	struct terminal *t = sandbox_open(&cites_sandbox,
		&(struct terminal_options){ .term = "vt100", .lang = "C", .no_color = true }, NULL);

	(void)state;
	assert_shows(t, "Dunkerque");
	assert_shows(t, "St-Quentin");
	assert_shows(t, "Mons-en-Baroeul");
	for (int row = 0; row < 24; row++) {
		for (const char *p = terminal_row(t, row); *p; p++)
			assert_true((unsigned char)*p < 0x80);
	}
	cites_leave(&t);
}

static void expect_few_bytes(struct terminal *t, const char *layer)
{
	static const char *const keys[] = { "<Right>", "<Right>", "<Down>", "<Down>", "<Up>", "<Left>" };

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		size_t before = terminal_bytes(t);
		terminal_type(t, keys[i]);
		terminal_wait_quiet(t, 100);
		size_t sent = terminal_bytes(t) - before;
		if (sent == 0 || sent >= 600)
			fail_msg("%d rows, %s, %s: %zu bytes", terminal_rows(t), layer, keys[i], sent);
	}
}

/* What a change of selection costs, on the map and wherever it leads, in each layer. */
static void a_selection_costs_few_bytes(void **state)
{
	static const int sizes[][2] = { { 24, 80 }, { 60, 200 } };
	static const char *const layers[] = { "accueil du Tour", "vague", "adhésion", "postes", "présence",
		"dernière fois", "frais", "météo" };

	(void)state;
	for (int k = 0; k < 2; k++) {
		struct terminal *t = cites_open(sizes[k][0], sizes[k][1]);
		for (size_t i = 0; i < sizeof layers / sizeof *layers; i++) {
			assert_row_shows(t, 1, layers[i]);
			terminal_wait_quiet(t, 100);
			expect_few_bytes(t, layers[i]);
			terminal_type(t, "c");
		}
		cites_leave(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(opens_on_the_region, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(arrows_go_to_the_neighbour, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(the_list_waits_at_its_place, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(tab_goes_to_the_list, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(every_layer_has_its_legend, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(a_layer_tells_of_the_selected_one, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(goes_back_to_a_day, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(refuses_a_day_out_of_reach, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(filters_list_and_map, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(says_when_nothing_matches, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(opens_the_record, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(copies_the_addresses_of_the_posts, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(sorts_by_the_layer, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(follows_changes_made_elsewhere, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(the_fees_follow_changes_too, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(is_a_map_without_unicode, cites_start, cites_stop),
		cmocka_unit_test_setup_teardown(a_selection_costs_few_bytes, cites_start, cites_stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
