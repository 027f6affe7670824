/* The registration desk as a coordinator uses it: outcomes of Enter, undo, counters. */
#include <stdlib.h>

#include "desk_hands.h"

#define DESK   "<F3>", "Attendus"
#define EXPORT "etape export checkins --event tour-14 --format csv"

static void open_desk(struct desk *d)
{
	open_screen(d, NULL, DESK);
}

/* The row of the notice's first line, at 80x24. */
#define assert_says(d, text) assert_shows((d)->t, text)

/* Row on which the field is, at 80x24. */
static const char *field(struct desk *d)
{
	return terminal_row(d->t, 3);
}

static void nobody_is_listed_before_a_letter(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_shows(d.t, "Deux lettres");
	assert_lacks(d.t, "KACZMAREK");
	terminal_type(d.t, "ka");
	assert_shows(d.t, "KACZMAREK Thomas");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "KACZMAREK");
	close_screen(&d);
}

static void two_letters_and_enter_check_in(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "ka");
	assert_shows(d.t, "KACZMAREK Thomas");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e, matin");
	assert_until(d.t, !strstr(field(&d), "ka"));
	assert_counts(d.t, "Présents", 1);
	assert_prints(&d, EXPORT, ",in,");
	close_screen(&d);
}

static void all_at_once_without_looking(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz<Enter>tetart<Enter>hondt<Enter>");
	assert_says(&d, "D'HONDT Mathilde  présent·e");
	assert_counts(d.t, "Présents", 3);
	close_screen(&d);
}

static void homonyms_wait_for_a_choice(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "dupont<Enter>");
	assert_says(&d, "plusieurs personnes portent ce nom");
	assert_shows(d.t, "CAF du Nord");
	assert_shows(d.t, "Ville d'Amiens");
	assert_counts(d.t, "Présents", 0);
	terminal_type(d.t, "<Down><Enter>");
	assert_says(&d, "DUPONT Claire  présent·e");
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void already_present_says_since_when_and_by_whom(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape --as lucie checkin tour-14 thomas.kaczmarek@example.org");
	terminal_type(d.t, "kacz<Enter>");
	assert_says(&d, "déjà présent·e depuis 09:00, accueil 1, par lucie");
	assert_counts(d.t, "Présents", 1);
	assert_int_not_equal(terminal_bells(d.t), 0);
	close_screen(&d);
}

static void cancelled_is_reactivated_by_a_second_enter(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "jawor<Enter>");
	assert_says(&d, "inscription annulée le");
	assert_shows(d.t, "réactiver et pointer");
	assert_counts(d.t, "Présents", 0);
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "JAWORSKI Léo  présent·e");
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void another_letter_takes_the_offer_back(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "jawor<Enter>");
	assert_says(&d, "réactiver et pointer");
	terminal_type(d.t, "k<BS>");
	assert_gone(d.t, "réactiver et pointer");
	terminal_type(d.t, "<Enter>kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	assert_prints(&d,
		"etape export registrations --event tour-14 --format csv | grep Jaworski",
		"cancelled");
	close_screen(&d);
}

static void waiting_is_admitted_by_the_coordination(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "hernandez<Enter>");
	assert_says(&d, "en liste d'attente, rang ");
	assert_shows(d.t, " sur 3");
	assert_counts(d.t, "En attente", 3);
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "HERNANDEZ Pilar  présent·e");
	assert_counts(d.t, "En attente", 2);
	close_screen(&d);
}

static void another_half_day_is_added(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "marchand<Enter>");
	assert_says(&d, "inscrit·e pour une autre demi-journée" NB ": après-midi");
	assert_shows(d.t, "ajouter celle-ci (matin) et pointer");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "MARCHAND Cyril  présent·e, matin");
	close_screen(&d);
}

static void somebody_known_is_registered_by_a_second_enter(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "adjovi<Enter>");
	assert_says(&d, "dans l'annuaire, mais non inscrit·e");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "ADJOVI Prudence  présent·e");
	assert_counts(d.t, "Sur place", 1);
	close_screen(&d);
}

static void undo_takes_the_last_one_back(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz<Enter>tetart<Enter>");
	assert_counts(d.t, "Présents", 2);
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "TÉTART Dominique  pointage annulé");
	assert_counts(d.t, "Présents", 1);
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "KACZMAREK Thomas  pointage annulé");
	assert_counts(d.t, "Présents", 0);
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "aucun pointage à annuler");
	assert_prints(&d, EXPORT, ",undo,");
	close_screen(&d);
}

static void undo_of_whoever_is_selected(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape checkin tour-14 thomas.kaczmarek@example.org");
	terminal_type(d.t, "tetart<Enter>kacz");
	assert_shows(d.t, "présent·e 09:00");
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "KACZMAREK Thomas  pointage annulé");
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static bool cursor_after(struct desk *d, const char *typed)
{
	int row, col;

	terminal_cursor(d->t, &row, &col);
	return row == 3 && col == 2 + (int)strlen(typed) && strstr(field(d), typed);
}

static void others_arrivals_do_not_disturb(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "KACZMAREK Thomas");
	assert_until(d.t, cursor_after(&d, "kacz"));
	beside(&d, "etape checkin tour-14 thomas.kaczmarek@example.org");
	assert_shows(d.t, "présent·e 09:00");
	assert_counts(d.t, "Présents", 1);
	assert_until(d.t, cursor_after(&d, "kacz"));
	close_screen(&d);
}

static void the_other_half_day_is_one_key_away(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_row_shows(d.t, 1, "matin");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "après-midi");
	terminal_type(d.t, "marchand<Enter>");
	assert_says(&d, "MARCHAND Cyril  présent·e, après-midi");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "matin");
	assert_counts(d.t, "Présents", 0);
	close_screen(&d);
}

static void the_clock_proposes_the_half_day(void **state)
{
	static const struct terminal_options afternoon = { .now = "2026-11-19T14:00:00+01:00" };
	struct desk d;

	(void)state;
	open_screen(&d, &afternoon, DESK);
	assert_row_shows(d.t, 1, "après-midi");
	assert_row_shows(d.t, 1, "14:00");
	close_screen(&d);
}

static void what_is_owed_is_said_and_taken(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "petit m");
	assert_shows(d.t, "150,00" NB "€ à régler");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "présent·e, matin · 150,00" NB "€ à régler");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "autre montant");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Montant");
	assert_shows(d.t, "150,00" NB "€");
	terminal_type(d.t, "<Enter>ch<Enter>12345<Enter>");
	assert_row_shows(d.t, -1, "Reçu R2026-");
	terminal_type(d.t, "petit m");
	assert_gone(d.t, "à régler");
	assert_prints(&d, "etape fee tour-14 megane.petit@example.org --format csv", ",paid,");
	close_screen(&d);
}

static void nothing_is_taken_of_who_owes_nothing(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "dupuis<Enter>");
	assert_says(&d, "DUPUIS Marc  présent·e");
	terminal_type(d.t, "<C-e>");
	assert_says(&d, "rien à régler");
	close_screen(&d);
}

static void a_rencontre_of_several_days_lists_its_half_days(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-o>");
	assert_shows(d.t, "Quelle rencontre");
	terminal_type(d.t, "atelier");
	assert_gone(d.t, "Saint-Quentin");
	terminal_type(d.t, "<Enter>");
	assert_gone(d.t, "Quelle rencontre");
	assert_row_shows(d.t, 1, "jeu. 31 déc. · matin");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "13:30 - 17:00");
	terminal_type(d.t, "<Down><Down><Enter>");
	assert_row_shows(d.t, 1, "ven. 1er janv. · matin");
	close_screen(&d);
}

static void fees_are_said_before(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "dupuis");
	assert_shows(d.t, "gratuit, agent de l'État");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "gratuit");
	terminal_type(d.t, "petitjean");
	assert_shows(d.t, "à déterminer");
	close_screen(&d);
}

static void the_sign_in_sheet_is_written(void **state)
{
	struct desk d;
	char *text;
	size_t len;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-p>");
	assert_shows(d.t, "Feuille d'émargement écrite");
	text = sandbox_read(&d.s, "export/emargement-tour-14.txt", &len);
	assert_non_null(strstr(text, "KACZMAREK Thomas"));
	assert_non_null(strstr(text, "matin"));
	assert_non_null(strstr(text, "après-midi"));
	free(text);
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_is_listed_before_a_letter),
		cmocka_unit_test(two_letters_and_enter_check_in),
		cmocka_unit_test(all_at_once_without_looking),
		cmocka_unit_test(homonyms_wait_for_a_choice),
		cmocka_unit_test(already_present_says_since_when_and_by_whom),
		cmocka_unit_test(cancelled_is_reactivated_by_a_second_enter),
		cmocka_unit_test(another_letter_takes_the_offer_back),
		cmocka_unit_test(waiting_is_admitted_by_the_coordination),
		cmocka_unit_test(another_half_day_is_added),
		cmocka_unit_test(somebody_known_is_registered_by_a_second_enter),
		cmocka_unit_test(undo_takes_the_last_one_back),
		cmocka_unit_test(undo_of_whoever_is_selected),
		cmocka_unit_test(others_arrivals_do_not_disturb),
		cmocka_unit_test(the_other_half_day_is_one_key_away),
		cmocka_unit_test(the_clock_proposes_the_half_day),
		cmocka_unit_test(what_is_owed_is_said_and_taken),
		cmocka_unit_test(nothing_is_taken_of_who_owes_nothing),
		cmocka_unit_test(a_rencontre_of_several_days_lists_its_half_days),
		cmocka_unit_test(fees_are_said_before),
		cmocka_unit_test(the_sign_in_sheet_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
