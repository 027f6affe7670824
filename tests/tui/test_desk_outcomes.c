/* Every answer of the desk: what it says, what it offers, and that it is recorded; undo, leaving,
 * substitution, delegation. */
#include <stdio.h>
#include <stdlib.h>

#include "desk_hands.h"

#define DESK	"<F3>", "Attendus"
#define FACTS	"etape export checkins --event tour-14 --format csv"
#define REFUSED "etape refusals tour-14 --format csv"

#define assert_says(d, text) assert_shows((d)->t, text)

static void open_desk(struct desk *d)
{
	open_screen(d, NULL, DESK);
}

static void open_desk_as(struct desk *d, const char *const args[])
{
	sandbox_demo(&d->s);
	d->t = sandbox_open(&d->s, NULL, args);
	assert_shows(d->t, "F3");
	terminal_type(d->t, "<F3>");
	assert_shows(d->t, "Attendus");
}

/* Opens the desk of a rencontre with one place, taken: one waits, one has cancelled. */
static void open_full(struct desk *d, const char *const args[])
{
	open_desk_as(d, args);
	beside(d, "printf 'code,kind,title,start,capacity\\nplein,cpo,Salle pleine,2026-11-20,1\\n'"
		  " >full.csv && etape import events full.csv &&"
		  " etape register plein leo.jaworski@example.org &&"
		  " etape --as lucie unregister plein leo.jaworski@example.org --reason train &&"
		  " etape register plein thomas.kaczmarek@example.org &&"
		  " etape register plein pilar.hernandez@example.org");
	terminal_type(d->t, "<C-o>salle pleine<Enter>");
	assert_row_shows(d->t, 1, "Salle pleine");
	assert_row_shows(d->t, 1, "demain");
	assert_shows(d->t, "Complet");
}

/* --- answers -------------------------------------------------------------------------- */

static void already_there_says_since_when_where_and_by_whom(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape --desk 'accueil 2' --as lucie checkin tour-14"
		   " thomas.kaczmarek@example.org");
	terminal_type(d.t, "kacz<Enter>");
	assert_says(&d, "déjà présent·e depuis 09:00, accueil 2, par lucie");
	assert_until(d.t, terminal_bells(d.t) == 1);
	assert_prints(&d, REFUSED, "already,");
	close_screen(&d);
}

static void one_half_day_more_says_what_it_costs(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "après-midi");
	terminal_type(d.t, "de la tour<Enter>");
	assert_says(&d, "inscrit·e pour une autre demi-journée" NB ": matin");
	assert_says(&d, "rien de plus à régler, journée");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "présent·e, après-midi");
	assert_prints(&d, REFUSED, "other_session,");
	close_screen(&d);
}

static void a_day_more_costs_its_fee(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape register atelier-evaluation megane.petit@example.org --session 3");
	terminal_type(d.t, "<C-o>atelier<Enter>");
	assert_row_shows(d.t, 1, "31 déc.");
	assert_row_shows(d.t, 1, "dans 42 jours");
	terminal_type(d.t, "petit m<Enter>");
	assert_says(&d, "150,00" NB "€ de");
	close_screen(&d);
}

static void waiting_is_admitted_while_there_is_room(void **state)
{
	struct desk d;

	(void)state;
	open_desk_as(&d, (const char *const[]){ "--role", "accueil", NULL });
	terminal_type(d.t, "hernandez<Enter>");
	assert_says(&d, "en liste d'attente, rang 2 sur 3");
	assert_says(&d, "⏎ admettre et pointer");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "HERNANDEZ Pilar  présent·e");
	assert_counts(d.t, "En attente", 2);
	close_screen(&d);
}

static void the_desk_does_not_exceed_the_capacity(void **state)
{
	struct desk d;

	(void)state;
	open_full(&d, (const char *const[]){ "--role", "accueil", NULL });
	terminal_type(d.t, "hernandez<Enter>");
	assert_says(&d, "en liste d'attente, rang 1 sur 1");
	assert_says(&d, ": 1 sur 1");
	assert_says(&d, "seule la coordination");
	terminal_type(d.t, "<Enter>");
	terminal_type(d.t, "adjovi<Enter>");
	assert_says(&d, "dans l'annuaire, mais non inscrit·e");
	assert_says(&d, "seule la coordination");
	terminal_type(d.t, "<Enter>jawor<Enter>");
	assert_says(&d, "inscription annulée");
	assert_says(&d, "seule la coordination");
	terminal_type(d.t, "<Enter>kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	assert_counts(d.t, "En attente", 1);
	assert_counts(d.t, "Présents", 1);
	assert_prints(&d, "etape refusals plein --format csv", "waiting,");
	assert_prints(&d, "etape refusals plein --format csv", "cancelled,");
	assert_prints(&d, "etape refusals plein --format csv", "not_registered,");
	close_screen(&d);
}

static void a_full_half_day_is_not_added_by_the_desk(void **state)
{
	struct desk d;

	(void)state;
	open_desk_as(&d, (const char *const[]){ "--role", "accueil", NULL });
	beside(&d, "etape event tour-14 --session-capacity 1=29");
	assert_shows(d.t, "Complet");
	terminal_type(d.t, "marchand<Enter>");
	assert_says(&d, "inscrit·e pour une autre demi-journée" NB ": après-midi");
	assert_says(&d, "29 sur 29");
	assert_says(&d, "seule la coordination");
	terminal_type(d.t, "<Enter>kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void the_coordination_exceeds_it_and_is_told(void **state)
{
	struct desk d;

	(void)state;
	open_full(&d, NULL);
	terminal_type(d.t, "hernandez<Enter>");
	assert_says(&d, "admettre au-delà de la capacité et pointer");
	assert_says(&d, "1 sur 1");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "HERNANDEZ Pilar  présent·e");
	terminal_type(d.t, "jawor<Enter>");
	assert_says(&d, "réactiver au-delà de la capacité et pointer");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "JAWORSKI Léo  présent·e");
	assert_counts(d.t, "Présents", 2);
	close_screen(&d);
}

static void cancelled_says_when_by_whom_and_why(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape --as lucie unregister tour-14 thomas.kaczmarek@example.org"
		   " --reason 'train supprimé'");
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "annulée le 19/11");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "inscription annulée le 19/11 par lucie (train supprimé)");
	assert_until(d.t, terminal_bells(d.t) == 1);
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	close_screen(&d);
}

static void the_invited_and_the_declined_are_told_apart(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "rossi<Enter>");
	assert_says(&d, "ROSSI Giulia  invité·e, n'a pas répondu");
	terminal_type(d.t, "nowak<Enter>");
	assert_says(&d, "NOWAK Estelle  a décliné l'invitation");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "NOWAK Estelle  présent·e");
	close_screen(&d);
}

static void who_is_known_and_not_registered_is_recorded(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "adjovi<Enter>");
	assert_says(&d, "dans l'annuaire, mais non inscrit·e");
	assert_prints(&d, REFUSED, "not_registered,");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "ADJOVI Prudence  présent·e");
	close_screen(&d);
}

static void homonyms_are_shown_whole(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "martin s<Enter>");
	assert_says(&d, "plusieurs personnes portent ce nom");
	assert_shows(d.t, "MARTIN Sophie     Collège Jean-Jaurès · Roubaix   gratuit");
	assert_shows(d.t, "MARTIN Sophie     Grandir à Compiègne · Compiègne 150,00");
	assert_shows(d.t, "GAILLARD Martine  copilote académie");
	terminal_resize(d.t, 16, 60);
	assert_shows(d.t, "MARTIN Sophie     Collège … · Roubaix gratuit");
	assert_shows(d.t, "MARTIN Sophie     Ville de … · Liévin gratuit");
	assert_shows(d.t, "GAILLARD Martine  copilote académie … gratuit");
	terminal_resize(d.t, 60, 200);
	assert_shows(d.t, "MARTIN Sophie     Ville de Liévin · Liévin");
	assert_shows(d.t, "GAILLARD Martine  DSDEN");
	assert_shows(d.t, "150,00" NB "€ à régler");
	assert_counts(d.t, "Présents", 0);
	assert_until(d.t, terminal_bells(d.t) == 1);
	close_screen(&d);
}

static void the_bell_is_as_the_settings_wish(void **state)
{
	static const char settings[] = "[bell]\npresent = 2\ncancelled = 0\n";
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	sandbox_write(&d.s, "bell.ini", settings, strlen(settings));
	d.t = sandbox_open(&d.s, NULL, (const char *const[]){ "--config", "bell.ini", NULL });
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F3>");
	assert_shows(d.t, "Attendus");
	terminal_type(d.t, "jawor<Enter>");
	assert_says(&d, "inscription annulée");
	terminal_type(d.t, "kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	assert_until(d.t, terminal_bells(d.t) == 2);
	terminal_type(d.t, "<C-g>tetart<Enter>");
	assert_says(&d, "TÉTART Dominique  présent·e");
	assert_int_equal(terminal_bells(d.t), 2);
	close_screen(&d);
}

/* --- undo ----------------------------------------------------------------------------- */

static void what_somebody_else_did_is_undone_with_a_reason(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape --as lucie checkin tour-14 thomas.kaczmarek@example.org");
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "présent·e 09:00");
	terminal_type(d.t, "<C-u>");
	assert_shows(d.t, "Annuler le pointage de KACZMAREK Thomas, fait par lucie");
	terminal_type(d.t, "erreur de badge<Enter>");
	assert_says(&d, "KACZMAREK Thomas  pointage annulé");
	assert_counts(d.t, "Présents", 0);
	assert_prints(&d, FACTS, "erreur de badge");
	close_screen(&d);
}

static void undo_is_never_of_somebody_not_named(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "tetart<Enter>");
	assert_says(&d, "TÉTART Dominique  présent·e");
	terminal_type(d.t, "kacz<C-u>");
	assert_says(&d, "KACZMAREK Thomas n'est pas pointé·e");
	assert_says(&d, "l'annulation porte alors sur TÉTART Dominique");
	assert_counts(d.t, "Présents", 1);
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "kacz");
	terminal_type(d.t, "martin s<C-u>");
	assert_says(&d, "choisissez d'abord la personne");
	assert_counts(d.t, "Présents", 1);
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "martin s");
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "TÉTART Dominique  pointage annulé");
	assert_counts(d.t, "Présents", 0);
	close_screen(&d);
}

/* --- leaving -------------------------------------------------------------------------- */

static void who_leaves_is_checked_out_and_in_again(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	terminal_type(d.t, "<C-x>");
	assert_says(&d, "KACZMAREK Thomas  sortie notée, 09:00");
	assert_counts(d.t, "Présents", 0);
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "sorti·e 09:00");
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "sortie annulée" NB ": présent·e, matin");
	assert_counts(d.t, "Présents", 1);
	assert_shows(d.t, "présent·e 09:00");
	terminal_type(d.t, "<C-x>");
	assert_counts(d.t, "Présents", 0);
	terminal_type(d.t, "kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	assert_counts(d.t, "Présents", 1);
	assert_prints(&d, FACTS, ",out,");
	terminal_type(d.t, "tetart<C-x>");
	assert_row_shows(d.t, -1, "Choisissez d'abord qui s'en va");
	close_screen(&d);
}

/* --- in somebody's place -------------------------------------------------------------- */

static void somebody_known_comes_in_the_place_of_another(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "KACZMAREK Thomas");
	terminal_type(d.t, "<C-r>");
	assert_shows(d.t, "Qui vient à la place de KACZMAREK Thomas");
	terminal_type(d.t, "adjov");
	assert_shows(d.t, "ADJOVI Prudence");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, "ADJOVI Prudence  présent·e, matin");
	assert_says(&d, "à la place de KACZMAREK Thomas");
	assert_counts(d.t, "Présents", 1);
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "remplacé·e par ADJOVI");
	terminal_type(d.t, "<Enter>");
	assert_says(&d, ", remplacé·e par ADJOVI Prudence");
	terminal_type(d.t, "adjovi");
	assert_shows(d.t, "à la place de KACZMAREK");
	close_screen(&d);
}

static void somebody_unknown_comes_in_the_place_of_another(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "KACZMAREK Thomas");
	terminal_type(d.t, "<C-r>zwertz aline");
	assert_shows(d.t, "inscrire sur place            zwertz");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Prénom");
	assert_shows(d.t, "Zwertz");
	terminal_type(d.t, "<C-s>");
	assert_says(&d, "ZWERTZ Aline  présent·e");
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "remplacé·e par ZWERTZ");
	assert_prints(&d, "etape export registrations --event tour-14 --format csv | grep Kacz",
		"cancelled");
	close_screen(&d);
}

/* --- delegations ---------------------------------------------------------------------- */

static void a_delegation_is_checked_in_by_one_key_and_taken_back_by_one(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "benali<Enter>");
	assert_says(&d, "BENALI Nadia  présent·e");
	assert_says(&d, "^D pointer les 3 autres annoncé·es par BOUKHARI Leïla");
	terminal_type(d.t, "<C-d>");
	assert_says(&d, "BOUKHARI Leïla  3 pointages de la délégation");
	assert_counts(d.t, "Présents", 4);
	terminal_type(d.t, "delattre");
	assert_shows(d.t, "présent·e 09:00");
	terminal_type(d.t, "<C-d>");
	assert_says(&d, "toute la délégation est déjà là");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "delattre");
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "3 pointages annulés");
	assert_counts(d.t, "Présents", 1);
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "BENALI Nadia  pointage annulé");
	assert_counts(d.t, "Présents", 0);
	terminal_type(d.t, "kacz<C-d>");
	assert_row_shows(d.t, -1, "Personne d'autre n'a été annoncé");
	close_screen(&d);
}

/* Opens the desk when seventy more are announced by the same contact. */
static void open_with_seventy(struct desk *d)
{
	open_desk(d);
	beside(d, "etape event tour-14 --capacity none --cite-capacity none &&"
		  " (echo family_name,given_name,registered_by;"
		  " for i in a b c d e f g h i j; do for j in a b c d e f g; do"
		  " echo \"Zzq$i$j,Ali,leila.boukhari@example.org\"; done; done) >many.csv &&"
		  " etape import registrations many.csv --event tour-14");
	assert_counts(d->t, "Attendus", 99);
}

static void a_delegation_of_seventy_is_taken_back_whole(void **state)
{
	struct desk d;

	(void)state;
	open_with_seventy(&d);
	terminal_type(d.t, "benali<Enter>");
	assert_says(&d, "^D pointer les 73 autres annoncé·es par BOUKHARI Leïla");
	terminal_type(d.t, "<C-d>");
	assert_shows(d.t, "Pointer les 73 personnes");
	terminal_type(d.t, "o");
	assert_says(&d, "73 pointages de la délégation");
	terminal_type(d.t, "<C-u>");
	assert_says(&d, "73 pointages annulés");
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void a_free_place_is_proposed_never_given(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_shows(d.t, "une place est libre, 3 personnes attendent");
	assert_says(&d, "^T liste, puis w pour admettre");
	/* Whoever stands at the entrance reads the screen, too. */
	assert_lacks(d.t, "EL AMRANI");
	terminal_type(d.t, "<Enter>kacz<Enter>");
	assert_says(&d, "KACZMAREK Thomas  présent·e");
	assert_counts(d.t, "En attente", 3);
	assert_gone(d.t, "une place est libre");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "une place est libre");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "une place est libre");
	terminal_type(d.t, "<C-t>");
	assert_shows(d.t, "pointer");
	terminal_type(d.t, "w");
	assert_shows(d.t, "EL AMRANI Soufiane, rang 1");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, -1, "EL AMRANI Soufiane");
	terminal_type(d.t, "<Esc>");
	assert_counts(d.t, "En attente", 2);
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void another_half_day_than_the_clocks_is_marked(void **state)
{
	static const struct terminal_options noon = { .now = "2026-11-19T14:00:00+01:00" };
	struct desk d;

	(void)state;
	open_screen(&d, &noon, DESK);
	assert_row_shows(d.t, 1, "après-midi");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "Boulogne-sur-Mer");
	assert_row_shows(d.t, 1, "matin ! pas en cours");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "après-midi");
	assert_until(d.t, !strstr(terminal_row(d.t, 1), "pas en cours"));
	close_screen(&d);
}

/* --- where and when ------------------------------------------------------------------- */

static void the_desk_is_named_and_another_day_is_marked(void **state)
{
	static const struct terminal_options after = { .now = "2026-11-22T09:00:00+01:00" };
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_row_shows(d.t, 0, "accueil 1");
	assert_lacks(d.t, "passée");
	close_screen(&d);
	open_screen(&d, &after, "<F3>", "Attendus");
	terminal_type(d.t, "<C-o>14<Enter>");
	assert_row_shows(d.t, 1, "passée");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(already_there_says_since_when_where_and_by_whom),
		cmocka_unit_test(one_half_day_more_says_what_it_costs),
		cmocka_unit_test(a_day_more_costs_its_fee),
		cmocka_unit_test(waiting_is_admitted_while_there_is_room),
		cmocka_unit_test(the_desk_does_not_exceed_the_capacity),
		cmocka_unit_test(a_full_half_day_is_not_added_by_the_desk),
		cmocka_unit_test(the_coordination_exceeds_it_and_is_told),
		cmocka_unit_test(cancelled_says_when_by_whom_and_why),
		cmocka_unit_test(the_invited_and_the_declined_are_told_apart),
		cmocka_unit_test(who_is_known_and_not_registered_is_recorded),
		cmocka_unit_test(homonyms_are_shown_whole),
		cmocka_unit_test(the_bell_is_as_the_settings_wish),
		cmocka_unit_test(what_somebody_else_did_is_undone_with_a_reason),
		cmocka_unit_test(undo_is_never_of_somebody_not_named),
		cmocka_unit_test(who_leaves_is_checked_out_and_in_again),
		cmocka_unit_test(somebody_known_comes_in_the_place_of_another),
		cmocka_unit_test(somebody_unknown_comes_in_the_place_of_another),
		cmocka_unit_test(a_delegation_is_checked_in_by_one_key_and_taken_back_by_one),
		cmocka_unit_test(a_delegation_of_seventy_is_taken_back_whole),
		cmocka_unit_test(a_free_place_is_proposed_never_given),
		cmocka_unit_test(another_half_day_than_the_clocks_is_marked),
		cmocka_unit_test(the_desk_is_named_and_another_day_is_marked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
