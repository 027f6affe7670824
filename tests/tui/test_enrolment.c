/* Registrations changed from the list: edited, cancelled, admitted, replaced; capacities. */
#include <stdlib.h>

#include "roster_hands.h"

static void sessions_are_edited(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "e");
	assert_row_shows(d.t, 1, "Inscription\u00a0: BACQUET Élodie");
	terminal_type(d.t, " <C-s>");
	assert_row_shows(d.t, 4, "pas cette demi-journée");
	assert_prints(&d, REGISTERED " | grep Bacquet", ",2,");
	terminal_type(d.t, "u");
	assert_row_shows(d.t, 4, "absent·e");
	close_screen(&d);
}

static void a_stale_edit_shows_both_versions(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "e");
	assert_row_shows(d.t, 1, "Inscription\u00a0: BACQUET Élodie");
	terminal_type(d.t, "<Down><Down><Down>vient en train");
	assert_shows(d.t, "vient en train");
	beside(&d, "etape register tour-14 elodie.bacquet@example.org --session 2");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Deux versions");
	assert_shows(d.t, "matin");
	terminal_type(d.t, "p");
	assert_shows(d.t, "l'autre version");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 4, "pas cette demi-journée");
	close_screen(&d);
}

static void cancelling_proposes_the_next_of_the_waiting_list(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "d");
	assert_shows(d.t, "Annuler l'inscription de BACQUET");
	terminal_type(d.t, "m");
	assert_row_shows(d.t, 1, "Annuler l'inscription de BACQUET");
	terminal_type(d.t, "grippe<C-s>");
	assert_shows(d.t, "rang 1 de la liste d'attente");
	assert_row_shows(d.t, 2, "En attente 3");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, -1, "Admis·e");
	assert_row_shows(d.t, 2, "En attente 2");
	assert_row_shows(d.t, 4, "annulée le 19/11/2026");
	assert_prints(&d, REGISTERED " | grep Bacquet", "cancelled");
	close_screen(&d);
}

static void capacities_are_set_and_exceeded_only_when_asked(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 1, "Combien peuvent venir");
	terminal_type(d.t, "<C-u>31<Tab>4<C-s>");
	assert_row_shows(d.t, -1, "Capacités enregistrées");
	terminal_type(d.t, "w");
	assert_shows(d.t, "31");
	assert_shows(d.t, "quand même\u00a0?");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "quand même\u00a0?");
	assert_row_shows(d.t, 2, "En attente 3");
	terminal_type(d.t, "wa");
	assert_row_shows(d.t, 2, "En attente 2");
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 3, "31");
	assert_row_shows(d.t, 4, "4");
	/* A place more is proposed to who waits, never given by itself. */
	terminal_type(d.t, "<C-u>45<C-s>");
	assert_shows(d.t, "rang 1 de la liste d'attente");
	assert_row_shows(d.t, 2, "En attente 2");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 2, "En attente 1");
	close_screen(&d);
}

/* The screens let the coordination do what the refusal says that it may. */
static void a_full_half_day_is_added_beyond_the_places(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "etape register tour-14 elodie.bacquet@example.org --session 1;"
		   " etape event tour-14 --session-capacity 2=1");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, 4, "après-midi");
	assert_shows(d.t, "Au-delà des places");
	terminal_type(d.t, "<Tab> <C-s>");
	assert_shows(d.t, "séance 2 complète");
	terminal_type(d.t, "<Tab><Tab><Tab> <C-s>");
	assert_row_shows(d.t, -1, "Inscription enregistrée");
	assert_prints(&d, REGISTERED " | grep Bacquet", ",registered,,");
	close_screen(&d);
}

static void the_record_of_a_rencontre_says_every_capacity(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, "<F2>", "novembre 2026");
	beside(&d, "etape event tour-14 --session-capacity 2=25");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "pour 45 places, 4 au plus par cité");
	assert_shows(d.t, "17:00 (25 places)");
	close_screen(&d);
}

static void jumping_the_queue_is_asked_about(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "/lesage<Enter>");
	assert_row_shows(d.t, 4, "en attente, rang 3");
	terminal_type(d.t, "w");
	assert_shows(d.t, "LESAGE Ingrid, rang 3 de la liste d'attente");
	terminal_type(d.t, "a");
	assert_row_shows(d.t, 4, "absent·e");
	terminal_type(d.t, "/<Esc>");
	terminal_type(d.t, "/hernandez<Enter>");
	assert_row_shows(d.t, 4, "en attente, rang 2");
	close_screen(&d);
}

static void stale_capacities_show_both_versions(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 1, "Combien peuvent venir");
	terminal_type(d.t, "<C-u>50");
	beside(&d, "etape event tour-14 --capacity 40");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Deux versions");
	assert_shows(d.t, "40");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, -1, "Capacités enregistrées");
	assert_shows(d.t, "Pas maintenant");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Pas maintenant");
	close_screen(&d);
}

static void somebody_of_the_directory_is_registered(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Inscrire quelqu'un");
	terminal_type(d.t, "obrien");
	assert_shows(d.t, "O'BRIEN");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Inscrire\u00a0: O'BRIEN");
	terminal_type(d.t, "<Tab> <Tab><Tab>four");
	assert_shows(d.t, "FOURNIER Maxime");
	terminal_type(d.t, "<Enter><C-s>");
	assert_row_shows(d.t, -1, "Inscription faite");
	assert_row_shows(d.t, -1, "43 personnes");
	assert_prints(&d, REGISTERED " | grep Brien", ",registered,1,,maxime.fournier@example.org");
	close_screen(&d);
}

static void who_comes_instead_is_linked(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "<C-r>");
	assert_shows(d.t, "Qui vient à sa place\u00a0?");
	terminal_type(d.t, "obrien");
	assert_shows(d.t, "O'BRIEN");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 4, "remplacé·e par O'BRIEN");
	terminal_type(d.t, "/obrien<Enter>");
	assert_row_shows(d.t, -1, "2 personnes");
	assert_row_shows(d.t, 5, "absent·e, remplace BACQUET");
	assert_row_shows(d.t, 2, "Attendus 29");
	close_screen(&d);
}

/* Her own cité sends as many as it may: said with the figures, then done all the same. */
static void who_comes_instead_from_a_full_cite_is_asked_about(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	beside(&d, "etape event tour-14 --cite-capacity 1");
	terminal_type(d.t, "<C-r>");
	assert_shows(d.t, "Qui vient à sa place\u00a0?");
	terminal_type(d.t, "obrien");
	assert_shows(d.t, "O'BRIEN");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Amiens Nord : 1 sur 1");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 4, "absent·e");
	terminal_type(d.t, "<C-r>");
	assert_shows(d.t, "Qui vient à sa place\u00a0?");
	terminal_type(d.t, "obrien");
	assert_shows(d.t, "O'BRIEN");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Amiens Nord : 1 sur 1");
	terminal_type(d.t, "r");
	assert_row_shows(d.t, 4, "remplacé·e par O'BRIEN");
	close_screen(&d);
}

static void a_cancelled_one_is_reinstated_with_the_same_code(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "/jaworski<Enter>");
	assert_row_shows(d.t, 4, "annulée le");
	terminal_type(d.t, "r");
	assert_row_shows(d.t, 4, "absent·e");
	assert_row_shows(d.t, 2, "Attendus 30");
	terminal_type(d.t, "r");
	assert_row_shows(d.t, -1, "JAWORSKI Léo est déjà inscrit·e");
	close_screen(&d);
}

static void a_delegation_is_marked_and_checked_in_together(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "/benali<Enter>");
	assert_row_shows(d.t, 4, "BENALI");
	terminal_type(d.t, "f");
	assert_shows(d.t, "Ne montrer que");
	terminal_type(d.t, "boukhari<Enter>");
	assert_row_shows(d.t, 1, "annoncé·es par BOUKHARI");
	terminal_type(d.t, "/<Esc>");
	assert_row_shows(d.t, -1, "4 personnes");
	terminal_type(d.t, "D");
	assert_row_shows(d.t, -1, "4 personnes annoncées par BOUKHARI");
	terminal_type(d.t, "p");
	assert_row_shows(d.t, 2, "Présents 4");
	close_screen(&d);
}

static void the_desk_leads_there_and_is_empty_again(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, "<F3>", "Attendus");
	assert_lacks(d.t, "BACQUET");
	terminal_type(d.t, "<C-t>");
	assert_shows(d.t, "BACQUET Élodie");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "BACQUET");
	assert_shows(d.t, "Attendus");
	close_screen(&d);
}

static void the_record_of_the_rencontre_leads_there_and_back(void **state)
{
	struct desk d;

	(void)state;
	open_list(&d);
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Absent·es");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "31 inscriptions pour 45 places");
	assert_shows(d.t, "Amiens Nord 1");
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 1, "Combien peuvent venir");
	terminal_type(d.t, "<Tab>4<C-s>");
	assert_shows(d.t, "rang 1 de la liste d'attente");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "32 inscriptions");
	assert_shows(d.t, "4 au plus par cité");
	terminal_type(d.t, "l");
	assert_row_shows(d.t, 2, "Attendus 30");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "32 inscriptions");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sessions_are_edited),
		cmocka_unit_test(a_stale_edit_shows_both_versions),
		cmocka_unit_test(cancelling_proposes_the_next_of_the_waiting_list),
		cmocka_unit_test(capacities_are_set_and_exceeded_only_when_asked),
		cmocka_unit_test(jumping_the_queue_is_asked_about),
		cmocka_unit_test(the_record_of_a_rencontre_says_every_capacity),
		cmocka_unit_test(a_full_half_day_is_added_beyond_the_places),
		cmocka_unit_test(stale_capacities_show_both_versions),
		cmocka_unit_test(somebody_of_the_directory_is_registered),
		cmocka_unit_test(who_comes_instead_is_linked),
		cmocka_unit_test(who_comes_instead_from_a_full_cite_is_asked_about),
		cmocka_unit_test(a_cancelled_one_is_reinstated_with_the_same_code),
		cmocka_unit_test(a_delegation_is_marked_and_checked_in_together),
		cmocka_unit_test(the_desk_leads_there_and_is_empty_again),
		cmocka_unit_test(the_record_of_the_rencontre_leads_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
