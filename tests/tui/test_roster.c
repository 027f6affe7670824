/* The list of a rencontre as a coordinator uses it: filters, a sheet of paper keyed in, what is
 * printed and exported. */
#include <stdlib.h>

#include "roster_hands.h"

/* --- who is shown --- */

static void everyone_is_listed_with_what_they_are(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	assert_row_shows(d.t, 1, "matin");
	assert_row_shows(d.t, 2, "Attendus 29 · Présents 0 · Absent·es 29 · En attente 3 · Annulées 3");
	assert_row_shows(d.t, 4, "absent·e");
	assert_shows(d.t, "annulée le");
	assert_shows(d.t, "en attente, rang");
	assert_row_shows(d.t, -1, "42 personnes");
	close_screen(&d);
}

static void filters_are_said_in_the_title(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "f");
	assert_shows(d.t, "Ne montrer que");
	terminal_type(d.t, "attente");
	assert_gone(d.t, "Amiens Nord  ");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "liste d'attente");
	assert_row_shows(d.t, -1, "3 personnes");
	assert_lacks(d.t, "BACQUET");
	terminal_type(d.t, "f<Enter>");
	assert_row_shows(d.t, -1, "42 personnes");
	terminal_type(d.t, "fcreil<Enter>");
	assert_row_shows(d.t, 1, "Creil");
	assert_shows(d.t, "DUPRÉ-LEROY Inès");
	assert_gone(d.t, "BACQUET");
	close_screen(&d);
}

static void missing_ones_go_as_they_arrive_elsewhere(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "fabsent<Enter>");
	assert_row_shows(d.t, -1, "29 personnes");
	terminal_type(d.t, "<Down><Down>");
	beside(&d, "etape checkin tour-14 elodie.bacquet@example.org");
	assert_row_shows(d.t, 2, "Présents 1");
	assert_row_shows(d.t, -1, "28 personnes");
	assert_gone(d.t, "BACQUET");
	assert_shows(d.t, "▸○ ÇELIK Deniz");
	close_screen(&d);
}

static void sorts_by_arrival_and_by_cite(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "etape checkin tour-14 thomas.kaczmarek@example.org");
	assert_row_shows(d.t, 2, "Présents 1");
	terminal_type(d.t, "s");
	assert_row_shows(d.t, 1, "tri" NB ": arrivée");
	terminal_type(d.t, "<Home>");
	assert_row_shows(d.t, 4, "KACZMAREK Thomas");
	assert_row_shows(d.t, 4, "présent·e 09:00");
	terminal_type(d.t, "s");
	assert_row_shows(d.t, 1, "tri" NB ": cité");
	terminal_type(d.t, "<Home>");
	assert_row_shows(d.t, 4, "Amiens");
	terminal_type(d.t, "s<Home>");
	assert_row_shows(d.t, 4, "BACQUET");
	close_screen(&d);
}

static void the_other_half_day_is_one_key(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "etape checkin tour-14 thomas.kaczmarek@example.org");
	assert_row_shows(d.t, 2, "Présents 1");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "après-midi");
	assert_row_shows(d.t, 2, "Présents 0");
	close_screen(&d);
}

static void fits_the_smallest_and_the_widest_window(void **state)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	const struct terminal_options wide = { .rows = 60, .cols = 200 };
	struct desk d;

	(void)state;
	open_list_as(&d, &small, NULL);
	assert_row_shows(d.t, 4, "BACQUET Élodie");
	assert_row_shows(d.t, 4, "absent·e");
	assert_row_shows(d.t, 4, "Calais");
	close_screen(&d);
	open_list_as(&d, &wide, NULL);
	assert_row_shows(d.t, 3, "Annoncé·e par");
	assert_row_shows(d.t, 3, "Code");
	close_screen(&d);
}

/* --- a sheet of paper --- */

static void ten_marked_are_checked_in_as_paper_and_taken_back_by_one_key(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "fabsent<Enter>");
	assert_row_shows(d.t, -1, "29 personnes");
	for (int i = 0; i < 10; i++)
		terminal_type(d.t, " ");
	assert_row_shows(d.t, -1, "10 marquées · 29 personnes");
	terminal_type(d.t, "p");
	assert_row_shows(d.t, -1, "10 personnes pointées");
	assert_row_shows(d.t, 2, "Présents 10");
	assert_int_equal(times(&d, EXPORT, ",paper"), 10);
	terminal_type(d.t, "u");
	assert_row_shows(d.t, 2, "Présents 0");
	close_screen(&d);
}

static void a_sheet_keyed_in_afterwards_asks_for_the_hour(void **state)
{
	static const char *const evening[] = { "ETAPE_NOW=2026-11-19T19:00:00+01:00", NULL };
	const struct terminal_options o = { .env = evening };
	struct desk d;

	(void)state;
	open_list_as(&d, &o, NULL);
	assert_row_shows(d.t, 1, "après-midi");
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 1, "Pointer d'après la feuille : BACQUET Élodie");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "1 personne pointée");
	assert_prints(&d, EXPORT, "T12:30:00.000Z");
	assert_row_shows(d.t, 4, "présent·e 13:30");
	terminal_type(d.t, "<Down>p");
	assert_row_shows(d.t, 1, "BENALI");
	terminal_type(d.t, "<Tab>14h10<C-s>");
	assert_row_shows(d.t, 5, "présent·e 14:10");
	terminal_type(d.t, "o");
	assert_row_shows(d.t, 1, "BENALI");
	terminal_type(d.t, "14h<C-s>");
	assert_row_shows(d.t, -1, "BENALI Nadia est là depuis 14:10");
	terminal_type(d.t, "<C-u>16h<C-s>");
	assert_row_shows(d.t, 5, "parti·e 16:00");
	close_screen(&d);
}

/* The afternoon's list while it is morning. */
static void nobody_is_checked_in_ahead_of_time(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "après-midi");
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 1, "Pointer d'après la feuille : BACQUET Élodie");
	terminal_type(d.t, "<Tab>14h10<C-s>");
	assert_row_shows(d.t, -1, "encore à venir");
	terminal_type(d.t, "<C-u><C-s>");
	assert_row_shows(d.t, 4, "présent·e 09:00");
	close_screen(&d);
}

/* Who came, left and was cancelled since is no longer expected, and missed by nobody. */
static void the_missing_are_those_listed_as_such(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "etape checkin tour-14 elodie.bacquet@example.org;"
		   " etape checkin tour-14 elodie.bacquet@example.org --out;"
		   " etape unregister tour-14 elodie.bacquet@example.org --reason erreur");
	assert_row_shows(d.t, 2, "Attendus 28 · Présents 0 · Absent·es 28");
	assert_row_shows(d.t, 4, "parti·e 09:00");
	terminal_type(d.t, "fabsent<Enter>");
	assert_row_shows(d.t, -1, "28 personnes");
	close_screen(&d);
}

static void what_is_refused_is_listed_with_why(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "etape checkin tour-14 elodie.bacquet@example.org");
	assert_row_shows(d.t, 2, "Présents 1");
	terminal_type(d.t, "A");
	terminal_type(d.t, "p");
	assert_shows(d.t, "Non pointé·es");
	assert_shows(d.t, "JAWORSKI Léo");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Non pointé·es");
	assert_row_shows(d.t, 2, "Présents 29");
	close_screen(&d);
}

static void a_check_in_is_taken_back_with_a_reason(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 4, "présent·e 09:00");
	terminal_type(d.t, "U");
	assert_row_shows(d.t, 1, "Reprendre le pointage : BACQUET Élodie");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, -1, "Motif");
	terminal_type(d.t, "ligne de trop<C-s>");
	assert_row_shows(d.t, 4, "absent·e");
	assert_prints(&d, EXPORT, "ligne de trop");
	close_screen(&d);
}

static void every_fact_is_told(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 4, "présent·e 09:00");
	terminal_type(d.t, "U");
	assert_row_shows(d.t, 1, "Reprendre le pointage");
	terminal_type(d.t, "ligne de trop<C-s>");
	assert_row_shows(d.t, 4, "absent·e");
	terminal_type(d.t, "v");
	assert_shows(d.t, "elodie.bacquet@example.org");
	assert_shows(d.t, "reprise depuis");
	assert_shows(d.t, "papier : ligne de");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "papier : ligne de");
	close_screen(&d);
}

static void who_leaves_is_checked_out(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "o");
	assert_row_shows(d.t, -1, "n'est présent");
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 4, "présent·e 09:00");
	terminal_type(d.t, "o");
	assert_row_shows(d.t, 4, "parti·e 09:00");
	assert_row_shows(d.t, 2, "Présents 0");
	close_screen(&d);
}

static void a_delegation_is_marked_from_any_of_its_lines(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "D");
	assert_row_shows(d.t, -1, "BACQUET Élodie ne fait partie d'aucune délégation");
	beside(&d, "etape register tour-14 nadia.benali@example.org --by elodie.bacquet@example.org;"
		   " etape checkin tour-14 nadia.benali@example.org");
	assert_row_shows(d.t, 2, "Présents 1");
	terminal_type(d.t, "D");
	assert_row_shows(d.t, -1, "annoncée");
	assert_row_shows(d.t, -1, "BACQUET Élodie");
	assert_row_shows(d.t, 5, "∗BENALI");
	terminal_type(d.t, "*<Down>");
	assert_row_shows(d.t, 5, "▸✓ BENALI");
	terminal_type(d.t, "D");
	assert_row_shows(d.t, 5, "∗BENALI");
	close_screen(&d);
}

/* --- what leaves the list --- */

static void the_sheet_is_shown_or_written(void **state)
{
	struct desk d;
	char *text;
	size_t len;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "Pca");
	assert_row_shows(d.t, 2, "Feuille d'émargement");
	assert_gone(d.t, "Absent·es");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Absent·es");
	terminal_type(d.t, "Ptd");
	assert_shows(d.t, "Feuille d'émargement écrite");
	text = sandbox_read(&d.s, "export/emargement-tour-14.txt", &len);
	assert_non_null(text);
	free(text);
	close_screen(&d);
}

static void what_is_shown_is_exported(void **state)
{
	const struct terminal_options wide = { .rows = 30, .cols = 160 };
	struct desk d;
	char *text;
	size_t len;

	(void)state;
	open_list_as(&d, &wide, NULL);
	terminal_type(d.t, "fcreil<Enter>");
	assert_row_shows(d.t, 1, "Creil");
	terminal_type(d.t, "xlc");
	assert_row_shows(d.t, -1, "inscriptions-tour-14.csv");
	text = sandbox_read(&d.s, "export/inscriptions-tour-14.csv", &len);
	assert_non_null(text);
	assert_non_null(strstr(text, "Dupré-Leroy"));
	assert_null(strstr(text, "Bacquet"));
	free(text);
	terminal_type(d.t, "xpj");
	assert_row_shows(d.t, -1, "presences-tour-14.json");
	text = sandbox_read(&d.s, "export/presences-tour-14.json", &len);
	assert_non_null(text);
	assert_non_null(strstr(text, "Bacquet"));
	free(text);
	close_screen(&d);
}

/* --- who may --- */

static void the_desk_checks_in_and_changes_no_registration(void **state)
{
	static const char *const args[] = { "--role", "accueil", NULL };
	struct desk d;

	(void)state;
	open_list_as(&d, NULL, args);
	terminal_type(d.t, "e");
	assert_row_shows(d.t, -1, "revient à la coordination");
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 4, "présent·e 09:00");
	close_screen(&d);
}

static void a_reader_only_reads(void **state)
{
	static const char *const args[] = { "--role", "lecture", NULL };
	struct desk d;

	(void)state;
	open_list_as(&d, NULL, args);
	terminal_type(d.t, "p");
	assert_row_shows(d.t, -1, "rôle");
	assert_row_shows(d.t, 4, "absent·e");
	close_screen(&d);
}

/* --- two thousand --- */

static void two_thousand_are_listed_to_the_last(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "{ echo family_name,given_name,email; i=0; while [ $i -lt 2000 ]; do"
		   " echo \"ZZ$i,Ada,ada$i@example.org\"; i=$((i+1)); done; } > two.csv;"
		   " etape import registrations two.csv --event tour-14 >/dev/null");
	assert_row_shows(d.t, -1, "2042 personnes");
	terminal_type(d.t, "G");
	assert_shows(d.t, "ZZ999 Ada");
	terminal_type(d.t, "/zz1234<Enter>");
	assert_row_shows(d.t, 4, "ZZ1234 Ada");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everyone_is_listed_with_what_they_are),
		cmocka_unit_test(filters_are_said_in_the_title),
		cmocka_unit_test(missing_ones_go_as_they_arrive_elsewhere),
		cmocka_unit_test(sorts_by_arrival_and_by_cite),
		cmocka_unit_test(the_other_half_day_is_one_key),
		cmocka_unit_test(fits_the_smallest_and_the_widest_window),
		cmocka_unit_test(ten_marked_are_checked_in_as_paper_and_taken_back_by_one_key),
		cmocka_unit_test(the_missing_are_those_listed_as_such),
		cmocka_unit_test(a_sheet_keyed_in_afterwards_asks_for_the_hour),
		cmocka_unit_test(nobody_is_checked_in_ahead_of_time),
		cmocka_unit_test(what_is_refused_is_listed_with_why),
		cmocka_unit_test(a_check_in_is_taken_back_with_a_reason),
		cmocka_unit_test(every_fact_is_told),
		cmocka_unit_test(who_leaves_is_checked_out),
		cmocka_unit_test(a_delegation_is_marked_from_any_of_its_lines),
		cmocka_unit_test(the_sheet_is_shown_or_written),
		cmocka_unit_test(what_is_shown_is_exported),
		cmocka_unit_test(the_desk_checks_in_and_changes_no_registration),
		cmocka_unit_test(a_reader_only_reads),
		cmocka_unit_test(two_thousand_are_listed_to_the_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
