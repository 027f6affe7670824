/* The calendar: months and agenda on the real rencontres, the form, the record. */
#include <stdlib.h>

#include "desk_hands.h"

static void open_agenda(struct desk *d, const struct terminal_options *o)
{
	open_screen(d, o, "<F2>", "novembre 2026");
}

static void months_are_stacked_beside_the_list(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	assert_row_shows(d.t, 1, "novembre 2026 → janvier 2027");
	assert_shows(d.t, "décembre 2026");
	assert_shows(d.t, "19●");
	assert_shows(d.t, "● 19 nov.");
	assert_shows(d.t, "jeudi 19 novembre 2026 (aujourd'hui)");
	close_screen(&d);
}

/* Weeks bear their ISO number: 2026 has 53, and 1 January 2027 is in the last of them. */
static void weeks_are_numbered_as_iso_says(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	assert_shows(d.t, "53  28 29 30 31");
	assert_shows(d.t, "53               1▲ 2  3");
	assert_shows(d.t, " 1   4  5  6  7");
	close_screen(&d);
}

static void what_is_known_by_its_month_stands_in_the_list_only(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "<C-k>prefiguration");
	assert_shows(d.t, "mai à juin 2019");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Date");
	assert_shows(d.t, "mai à juin 2019");
	assert_shows(d.t, "le jour n'est pas connu");
	close_screen(&d);
}

static void moving_by_month_and_back_to_today(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	/* By months the page turns; by weeks no more scrolls than need be. */
	terminal_type(d.t, "<PgUp>");
	assert_row_shows(d.t, 1, "août 2026 → octobre 2026");
	terminal_type(d.t, "<PgUp>");
	assert_shows(d.t, "samedi 19 septembre 2026");
	assert_row_shows(d.t, 1, "août 2026 → octobre 2026");
	terminal_type(d.t, "<PgDn><PgDn>");
	assert_row_shows(d.t, 1, "novembre 2026 → janvier 2027");
	terminal_type(d.t, "---");
	assert_row_shows(d.t, 1, "octobre 2026 → décembre 2026");
	terminal_type(d.t, "t");
	assert_shows(d.t, "jeudi 19 novembre 2026 (aujourd'hui)");
	assert_row_shows(d.t, 1, "octobre 2026 → décembre 2026");
	terminal_type(d.t, "+");
	assert_shows(d.t, "jeudi 26 novembre 2026");
	terminal_type(d.t, "<Left>");
	assert_shows(d.t, "mercredi 25 novembre 2026");
	close_screen(&d);
}

/* The hours of the rencontre in the list are not those of the day that is selected. */
static void hours_stand_with_their_day(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	assert_shows(d.t, "│ 09:00–17:00  Tour des Cités");
	terminal_type(d.t, "<Left>");
	assert_shows(d.t, "mercredi 18 novembre 2026");
	assert_shows(d.t, "│ jeu. 19 nov. 09:00–17:00  Tour");
	close_screen(&d);
}

static void holidays_are_named(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	for (int i = 0; i < 8; i++)
		terminal_type(d.t, "<Left>");
	assert_shows(d.t, "mercredi 11 novembre 2026");
	assert_shows(d.t, "Armistice");
	/* No data beyond August 2026: said, not guessed. */
	assert_shows(d.t, "vacances scolaires non connues");
	for (int i = 0; i < 7; i++)
		terminal_type(d.t, "<PgUp>");
	assert_shows(d.t, "samedi 11 avril 2026");
	assert_shows(d.t, "(A, B");
	close_screen(&d);
}

static void the_year_by_weeks(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "v");
	assert_shows(d.t, "semaines");
	assert_shows(d.t, "47●");
	assert_shows(d.t, "septembre");
	terminal_type(d.t, "<Left>");
	assert_shows(d.t, "jeudi 12 novembre 2026");
	close_screen(&d);
}

static void enter_opens_the_record(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "31 inscriptions pour 45 places");
	assert_shows(d.t, "Halle des Embruns");
	assert_shows(d.t, "BACQUET Élodie");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Attendus");
	close_screen(&d);
}

static void making_one_says_what_is_in_the_way(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Nouvelle rencontre");
	assert_shows(d.t, "même jour que");
	terminal_type(d.t, "Réunion de rentrée<Tab><Tab><C-u>08/12/2026<Tab>9h30");
	assert_gone(d.t, "même jour que");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Créée");
	assert_shows(d.t, "4 rencontres");
	assert_prints(&d, "etape event reunion-de-rentree --format json", "2026-12-08T09:30");
	terminal_type(d.t, "u");
	assert_shows(d.t, "3 rencontres");
	assert_gone(d.t, "09:30");
	close_screen(&d);
}

static void an_hour_that_the_clock_skips_is_refused(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Nouvelle rencontre");
	terminal_type(d.t, "Nuit blanche<Tab><Tab><C-u>28/03/2027<Tab>2h30<C-s>");
	assert_shows(d.t, "02:30 n'existe pas le 28 mars 2027");
	terminal_type(d.t, "<C-u>3h30<C-s>");
	assert_shows(d.t, "Créée");
	close_screen(&d);
}

static void registering_from_the_record(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "31 inscriptions");
	terminal_type(d.t, "n");
	assert_shows(d.t, "Inscrire quelqu'un");
	terminal_type(d.t, "obrien");
	assert_shows(d.t, "O'BRIEN");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "O'BRIEN");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Inscription faite");
	assert_shows(d.t, "32 inscriptions");
	close_screen(&d);
}

static void every_size_draws(void **state)
{
	static const struct {
		int rows, cols;
	} sizes[] = { { 60, 200 }, { 16, 60 }, { 5, 20 }, { 24, 80 }, { 12, 50 }, { 24, 80 } };
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		terminal_resize(d.t, sizes[i].rows, sizes[i].cols);
		if (sizes[i].rows >= 12)
			assert_shows(d.t, "19 nov.");
	}
	close_screen(&d);
}

/* Dates never go; a title cut in the list stands whole below it. */
static void the_date_stands_at_every_width(void **state)
{
	const struct terminal_options o = { .rows = 16, .cols = 60 };
	struct desk d;

	(void)state;
	open_agenda(&d, &o);
	assert_shows(d.t, "● 19 nov.");
	assert_shows(d.t, "Étape 14");
	terminal_resize(d.t, 24, 80);
	assert_shows(d.t, "● 19 nov.   Étape 14 : Boulogne-sur-Mer");
	assert_shows(d.t, "09:00–17:00  Tour des Cités éducatives, 14ème");
	/* What the heading says already leaves room for the rest. */
	assert_shows(d.t, "◆ 10 déc.   Réseau régional CPO, 23ème ");
	terminal_resize(d.t, 24, 100);
	assert_shows(d.t, "● jeu. 19 nov.   Étape 14 : Boulogne-sur-Mer");
	close_screen(&d);
}

static void a_zone_of_holidays_alone(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	for (int i = 0; i < 7; i++)
		terminal_type(d.t, "<PgUp>");
	assert_shows(d.t, "dimanche 19 avril 2026");
	terminal_type(d.t, "+");
	assert_shows(d.t, "(B, C)");
	terminal_type(d.t, "zz");
	assert_row_shows(d.t, 1, "zone B");
	assert_row_shows(d.t, 17, "Vacances de printemps");
	assert_row_shows(d.t, 18, "│ (B)");
	terminal_type(d.t, "zz");
	assert_gone(d.t, "zone");
	assert_shows(d.t, "(B, C)");
	close_screen(&d);
}

/* Quarters and months stand beside the month they begin in, and first in the list. */
static void what_has_no_day_heads_its_month(void **state)
{
	static const char more[] = "code,title,kind,start,end,precision\n"
		"mois,Journée sans date,regional_day,2026-11,,month\n"
		"trois,Atelier,workshop,2026-11-19,,day\n";
	struct outcome o;
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	sandbox_write(&d.s, "more.csv", more, sizeof more - 1);
	sandbox_etape(&d.s, &o, "import", "events", "more.csv");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	d.t = sandbox_open(&d.s, NULL, NULL);
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F2>");
	assert_shows(d.t, "novembre 2026 ■");
	assert_shows(d.t, "19²");
	assert_row_shows(d.t, 3, "■ 11/2026");
	close_screen(&d);
}

/* At an hour of Guyane: it is that hour there, and another in Paris. */
static void hours_are_those_of_the_place(void **state)
{
	static const char more[] = "code,title,kind,start,end,cite\n"
		"la-bas,Atelier de Cayenne,workshop,2026-12-02T20:30,2026-12-02T22:00,cayenne\n";
	struct outcome o;
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	sandbox_write(&d.s, "more.csv", more, sizeof more - 1);
	sandbox_etape(&d.s, &o, "import", "events", "more.csv");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	d.t = sandbox_open(&d.s, NULL, NULL);
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F2>");
	assert_shows(d.t, "2 déc.    Atelier de Cayenne");
	assert_shows(d.t, " 2▲");
	terminal_type(d.t, "++<Left>");
	assert_shows(d.t, "20:30–22:00 (Guyane)");
	terminal_type(d.t, "P");
	assert_row_shows(d.t, 1, "heure de Paris");
	assert_shows(d.t, "jeu. 3 déc. 00:30–02:00 (à Paris)");
	/* The day stays that of the wall clock there. */
	assert_shows(d.t, "2 déc.    Atelier de Cayenne");
	assert_shows(d.t, " 2▲");
	terminal_type(d.t, "P");
	assert_shows(d.t, "20:30–22:00 (Guyane)");
	/* The record says both; a night ends the next morning. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "20:30–22:00 (Guyane), jeu. 3 déc. 00:30–02:00 (à Paris)");
	terminal_type(d.t, "e<Tab><Tab><Tab>");
	terminal_type(d.t, "<C-u>18:30<Tab><C-u>03/12/2026<Tab><C-u>00:30<C-s>");
	assert_shows(d.t, "18:30–00:30 (Guyane), 22:30–04:30 (à Paris)");
	close_screen(&d);
}

/* The Tour as a line: what was, what will be, and who has not had their turn. */
static void a_cycle_is_a_line_of_stages(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 1, "Tour des Cités éducatives · 4 faites, 1 prévue, 1 reportée, 29 à accueillir");
	assert_shows(d.t, "à accueillir : cités sans étape, région Hauts-de-France");
	assert_shows(d.t, "●1 Amiens Nord");
	assert_shows(d.t, "✗2");
	assert_shows(d.t, "◐14 Boulogne-sur-Mer");
	assert_shows(d.t, "○ Avion");
	assert_shows(d.t, "▸◐ 14   19/11/2026");
	terminal_type(d.t, "<Right>");
	assert_gone(d.t, "●1 Amiens Nord");
	terminal_type(d.t, "<Left>");
	assert_shows(d.t, "●1 Amiens Nord");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "31 inscriptions");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "●1 Amiens Nord");
	terminal_type(d.t, "<End>");
	assert_shows(d.t, "▸○");
	terminal_type(d.t, "R");
	assert_shows(d.t, "déjà numérotées dans l'ordre des jours");
	terminal_type(d.t, "<Home>a");
	assert_row_shows(d.t, 1, "février 2020");
	close_screen(&d);
}

/* Who is still to host is known where somebody said whom the cycle is for; that is undone like all else. */
static void a_cycle_is_for_the_cites_that_one_says(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 1, "29 à accueillir");
	terminal_type(d.t, "E");
	assert_row_shows(d.t, 1, "Cycle");
	terminal_type(d.t, "<Tab>Oise, Somme, nulle part<C-s>");
	assert_row_shows(d.t, -1, "« nulle part » : ni région, ni département, ni cité connue");
	terminal_type(d.t, "<C-u>Oise, Somme, Lens<C-s>");
	assert_row_shows(d.t, 1, "7 à accueillir");
	assert_shows(d.t, "à accueillir : cités sans étape, parmi : Oise, Somme, Lens");
	terminal_type(d.t, "u");
	assert_row_shows(d.t, 1, "29 à accueillir");
	assert_shows(d.t, "région Hauts-de-France");
	close_screen(&d);
}

/* Without Unicode, what is off is told from what is between étapes. */
static void a_cycle_in_ascii(void **state)
{
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, &(struct terminal_options){ .rows = 24, .cols = 80, .lang = "C" }, NULL);
	assert_shows(t, "F2 Agenda");
	terminal_type(t, "<F2>c");
	assert_shows(t, "*1 Amiens Nord - /2 ");
	terminal_type(t, "<C-q>");
	assert_leaves(t, 0);
	terminal_free(&t);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(months_are_stacked_beside_the_list),
		cmocka_unit_test(weeks_are_numbered_as_iso_says),
		cmocka_unit_test(what_is_known_by_its_month_stands_in_the_list_only),
		cmocka_unit_test(moving_by_month_and_back_to_today),
		cmocka_unit_test(hours_stand_with_their_day),
		cmocka_unit_test(holidays_are_named),
		cmocka_unit_test(the_year_by_weeks),
		cmocka_unit_test(enter_opens_the_record),
		cmocka_unit_test(making_one_says_what_is_in_the_way),
		cmocka_unit_test(an_hour_that_the_clock_skips_is_refused),
		cmocka_unit_test(registering_from_the_record),
		cmocka_unit_test(every_size_draws),
		cmocka_unit_test(the_date_stands_at_every_width),
		cmocka_unit_test(a_zone_of_holidays_alone),
		cmocka_unit_test(what_has_no_day_heads_its_month),
		cmocka_unit_test(hours_are_those_of_the_place),
		cmocka_unit_test(a_cycle_is_a_line_of_stages),
		cmocka_unit_test(a_cycle_is_for_the_cites_that_one_says),
		cmocka_unit_test(a_cycle_in_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
