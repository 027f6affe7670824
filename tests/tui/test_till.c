/* Money at the desk, and the desk's figures: one key a payment, refunds, receipts, who is
 * missing. */
#include <stdio.h>
#include <stdlib.h>

#include "desk_hands.h"
#include "support/desk.h"

#define DESK "<F3>", "Attendus"
#define FEES "<F4>", "Montant"
#define FEE  "etape fee tour-14 megane.petit@example.org --format csv"

static void open_desk(struct desk *d)
{
	open_screen(d, NULL, DESK);
}

/* Her record is found and stays chosen: what is typed shows whether the field was touched. */
static void find_petit_owing(struct desk *d, const char *owes)
{
	terminal_type(d->t, "petit m");
	assert_shows(d->t, owes);
}

static void find_petit(struct desk *d)
{
	find_petit_owing(d, "150,00" NB "€ à régler");
}

static void one_letter_takes_the_whole_balance(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_shows(d.t, "1" NB "200,00" NB "€");
	find_petit(&d);
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "Encaisser");
	assert_shows(d.t, "b  carte");
	assert_row_shows(d.t, -1, "e espèces");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, -1, "Reçu R2026-");
	assert_row_shows(d.t, -1, NB ": 150,00" NB "€, espèces");
	assert_gone(d.t, "à régler");
	/* The field is as it was, and what is to be collected is less. */
	assert_row_shows(d.t, 3, "petit m");
	assert_shows(d.t, "1" NB "050,00" NB "€");
	assert_prints(&d, FEE, ",paid,");
	/* One check-in was not needed for it. */
	assert_counts(d.t, "Présents", 0);
	close_screen(&d);
}

static void whom_the_desk_has_just_let_in_pays(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "petit m<Enter>");
	assert_shows(d.t, "présent·e, matin · 150,00" NB "€ à régler");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "b");
	/* The receipt stays beside the answer when the message has gone. */
	assert_row_shows(d.t, 6, "présent·e, matin · réglé");
	assert_shows(d.t, NB ": 150,00" NB "€, carte");
	assert_prints(&d, FEE, ",paid,");
	close_screen(&d);
}

/* Whoever was here already and pays is no longer said to owe. */
static void who_was_present_already_pays(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape checkin tour-14 megane.petit@example.org");
	terminal_type(d.t, "petit m<Enter>");
	assert_shows(d.t, "déjà présent·e");
	assert_shows(d.t, "150,00" NB "€ à régler");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Montant");
	terminal_type(d.t, "<C-u>100<C-s>");
	assert_row_shows(d.t, 6, "✓ PETIT Mégane  Reçu R2026-");
	assert_gone(d.t, "150,00" NB "€ à régler");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "50,00" NB "€ à régler");
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 6, "50,00" NB "€, chèque");
	close_screen(&d);
}

static void escape_takes_nothing(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	find_petit(&d);
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "b  carte");
	assert_row_shows(d.t, 3, "petit m");
	assert_shows(d.t, "150,00" NB "€ à régler");
	assert_prints(&d, FEE, ",due,");
	close_screen(&d);
}

static void another_amount_leaves_the_rest(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	find_petit(&d);
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Règlement" NB ": PETIT Mégane");
	terminal_type(d.t, "<C-u>100<Enter>ch<Enter><Enter>");
	assert_row_shows(d.t, -1, NB ": 100,00" NB "€, chèque");
	assert_shows(d.t, "50,00" NB "€ à régler");
	/* The sheet knows what was taken. */
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	assert_shows(d.t, NB ": 100,00" NB "€, chèque");
	terminal_type(d.t, "v");
	assert_row_shows(d.t, -1, NB ": 50,00" NB "€, virement");
	assert_gone(d.t, "à régler");
	close_screen(&d);
}

static void no_more_is_given_back_than_was_paid(void **state)
{
	struct desk d;
	int row, col;

	(void)state;
	open_desk(&d);
	find_petit(&d);
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	assert_true(terminal_find(d.t, "e  espèces", &row, &col));
	terminal_click(d.t, row, col, 1);
	assert_row_shows(d.t, -1, "€, espèces");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "réglé");
	/* Nothing is owed: a letter takes nothing, nor does the mouse. */
	assert_shows(d.t, "c  chèque");
	assert_true(terminal_find(d.t, "c  chèque", &row, &col));
	terminal_click(d.t, row, col, 1);
	assert_row_shows(d.t, -1, "Aucun montant");
	terminal_type(d.t, "b");
	assert_row_shows(d.t, -1, "Aucun montant");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Règlement" NB ": PETIT Mégane");
	terminal_type(d.t, "-200<Enter><Enter><Enter>");
	assert_shows(d.t, "Impossible de rendre");
	terminal_type(d.t, "<Up><Up><C-u>-50<C-s>");
	assert_row_shows(d.t, -1, NB ": 50,00" NB "€ remboursés, espèces");
	assert_shows(d.t, "50,00" NB "€ à régler");
	close_screen(&d);
}

static void a_refund_on_the_screen_of_fees(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, FEES);
	terminal_type(d.t, "/petit megane<Enter>");
	assert_gone(d.t, "DUPRÉ");
	terminal_type(d.t, "r");
	assert_shows(d.t, "Règlement" NB ": PETIT Mégane");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, -1, NB ": 150,00" NB "€, espèces");
	terminal_type(d.t, "R");
	assert_shows(d.t, "Remboursement" NB ": PETIT Mégane");
	assert_shows(d.t, "150,00" NB "€");
	terminal_type(d.t, "<C-u>50<C-s>");
	assert_row_shows(d.t, -1, NB ": 50,00" NB "€ remboursés, espèces");
	/* Both stand among the reasons. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Règlements");
	assert_shows(d.t, NB ": 150,00" NB "€, espèces");
	assert_shows(d.t, NB ": 50,00" NB "€ remboursés, espèces");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Règlements");
	close_screen(&d);
}

/* --- the situation --- */

static void the_situation_says_who_is_missing(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape checkin tour-14 thomas.kaczmarek@example.org");
	assert_counts(d.t, "Présents", 1);
	terminal_type(d.t, "dup");
	assert_shows(d.t, "DUPRÉ-LEROY");
	terminal_type(d.t, "<C-b>");
	assert_shows(d.t, "Qui manque, par cité");
	assert_shows(d.t, "Arrivées / 10 min");
	assert_shows(d.t, "▄");
	assert_shows(d.t, "au plus 1 à 09:00");
	assert_counts(d.t, "Présents", 1);
	assert_shows(d.t, "Caisse du jour");
	assert_shows(d.t, "○ 0 sur 1");
	/* Another desk's check-in shows here as well. */
	beside(&d, "etape checkin tour-14 ines.dupre-leroy@example.org");
	assert_counts(d.t, "Présents", 2);
	assert_counts(d.t, "Sorti·es", 0);
	assert_shows(d.t, "█");
	assert_shows(d.t, "au plus 2 à 09:00");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Qui manque");
	assert_row_shows(d.t, 3, "dup");
	close_screen(&d);
}

static void a_cite_lists_its_absentees(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-b>");
	assert_shows(d.t, "▸ ○ 0 sur ");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "─ Amiens Nord ─");
	assert_shows(d.t, "DUPONT Claire");
	close_screen(&d);
}

/* --- somebody who is not registered, with the money --- */

static void open_walkin(struct desk *d, const char *typed)
{
	open_desk(d);
	terminal_type(d->t, typed);
	terminal_type(d->t, "<C-n>");
	assert_shows(d->t, "Inscrire sur place");
}

static void a_walk_in_pays_in_the_same_change(void **state)
{
	struct desk d;

	(void)state;
	open_walkin(&d, "Zoé DURAND");
	/* Capitals tell the family name, wherever it stands. */
	assert_row_shows(d.t, 3, "DURAND");
	assert_row_shows(d.t, 4, "Zoé");
	terminal_type(d.t, "<Enter><Enter>Ville de Neuville");
	assert_shows(d.t, "nouvelle structure" NB ": commune");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Frais" NB ": 150,00" NB "€ à régler");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	assert_prints(&d, "etape log --format csv | wc -l", "3\n");
	terminal_type(d.t, "b");
	assert_shows(d.t, "DURAND Zoé  présent·e, matin · réglé · Reçu R2026-");
	assert_counts(d.t, "Présents", 1);
	assert_counts(d.t, "Sur place", 1);
	/* One change: undone as one. */
	assert_prints(&d, "etape log --format csv | wc -l", "4\n");
	assert_prints(&d, "etape export checkins --event tour-14 --format csv", ",in,");
	beside(&d, "etape undo");
	assert_counts(d.t, "Présents", 0);
	assert_counts(d.t, "Sur place", 0);
	close_screen(&d);
}

static void escape_in_the_sheet_keeps_the_form(void **state)
{
	struct desk d;

	(void)state;
	open_walkin(&d, "durand, zoé");
	assert_row_shows(d.t, 3, "Durand");
	assert_row_shows(d.t, 4, "Zoé");
	terminal_type(d.t, "<Enter><Enter>Ville de Neuville<Enter><C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "b  carte");
	assert_row_shows(d.t, 5, "Ville de Neuville");
	/* Another amount is kept until the form is saved. */
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Montant");
	terminal_type(d.t, "<C-u>100<Enter>ch<Enter>1234<Enter>");
	assert_shows(d.t, "Encaissé à l'enregistrement" NB ": 100,00" NB "€, chèque");
	assert_prints(&d, "etape log --format csv | wc -l", "3\n");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "présent·e, matin · 50,00" NB "€ à régler");
	assert_shows(d.t, NB ": 100,00" NB "€, chèque");
	assert_prints(&d, "etape log --format csv | wc -l", "4\n");
	close_screen(&d);
}

static void that_is_the_person(void **state)
{
	struct desk d;

	(void)state;
	open_walkin(&d, "kaczmarec th");
	assert_shows(d.t, "Peut-être déjà inscrit·e" NB ": KACZMAREK Thomas");
	terminal_type(d.t, "<C-u>kaczmarek<Enter>omas");
	assert_shows(d.t, "Déjà inscrit·e" NB ": KACZMAREK Thomas");
	assert_row_shows(d.t, -1, "^P c'est elle ou lui");
	terminal_type(d.t, "<C-p>");
	assert_shows(d.t, "KACZMAREK Thomas  présent·e, matin");
	assert_counts(d.t, "Sur place", 0);
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void the_desks_role_is_told_that_it_is_full(void **state)
{
	static const char *const args[] = { "--role", "accueil", NULL };
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	/* Whoever is known comes: the last ones wait. */
	beside(&d, "etape export people --format csv | grep -o '[a-z.-]*@example.org' |"
		   " while read -r who; do etape register tour-14 $who; done; true");
	d.t = sandbox_open(&d.s, NULL, args);
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F3>");
	assert_shows(d.t, "Présents");
	terminal_type(d.t, "zola<C-n>");
	assert_shows(d.t, "Inscrire sur place");
	assert_shows(d.t, "45 sur 45");
	assert_shows(d.t, "seule la coordination");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, -1, "45 sur 45");
	assert_prints(&d, "etape export registrations --event tour-14 --format csv | grep -ci zola", "0");
	terminal_type(d.t, "<Esc>");
	close_screen(&d);
}

/* The directory knows Claires, and no family of that name. */
static void a_first_name_typed_first_is_known_as_one(void **state)
{
	struct desk d;

	(void)state;
	open_walkin(&d, "claire durand");
	assert_row_shows(d.t, 3, "Durand");
	assert_row_shows(d.t, 4, "Claire");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Inscrire sur place");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "claire");
	terminal_type(d.t, "martin durand<C-n>");
	assert_row_shows(d.t, 3, "Martin");
	assert_row_shows(d.t, 4, "Durand");
	close_screen(&d);
}

/* --- other windows, other desks --- */

static void what_another_desk_took_is_not_taken_twice(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	find_petit(&d);
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	beside(&d, "etape pay tour-14 megane.petit@example.org 150");
	terminal_type(d.t, "b");
	assert_shows(d.t, "encaissement a été fait ailleurs");
	assert_prints(&d, "etape till tour-14 --format csv | grep -c carte", "0");
	close_screen(&d);
}

/* A code scanned while somebody looks for change is a check-in, never a payment. */
static void a_scan_in_the_sheet_takes_no_money(void **state)
{
	struct desk_codes codes;
	char scan[DESK_CODE + 8];
	struct desk d;

	(void)state;
	open_desk(&d);
	desk_codes_read(&d.s, &codes);
	find_petit(&d);
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	snprintf(scan, sizeof scan, "%s<Enter>", codes.code[3]);
	terminal_type(d.t, scan);
	assert_counts(d.t, "Présents", 1);
	assert_shows(d.t, "b  carte");
	assert_prints(&d, FEE, ",due,");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "b  carte");
	assert_row_shows(d.t, 3, "petit m");
	close_screen(&d);
}

static void each_desk_has_its_till(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	beside(&d, "etape --desk 'accueil 2' pay tour-14 megane.petit@example.org 100 --means carte");
	find_petit_owing(&d, "50,00" NB "€ à régler");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "b  carte");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, -1, "espèces");
	terminal_type(d.t, "<C-b>");
	assert_shows(d.t, "Caisse du jour");
	assert_shows(d.t, "carte          100,00" NB "€  1 reçu");
	assert_shows(d.t, "accueil 2      100,00" NB "€  1 reçu");
	close_screen(&d);
}

static void a_small_window_has_room_for_it(void **state)
{
	const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct desk d;

	(void)state;
	open_screen(&d, &small, "<F3>", "présents");
	terminal_type(d.t, "petit m");
	assert_shows(d.t, "PETIT Mégane");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "150,00" NB "€ à régler");
	assert_shows(d.t, "a  autre montant");
	terminal_type(d.t, "m");
	assert_row_shows(d.t, -1, "€, mandat");
	terminal_type(d.t, "<C-b>");
	assert_shows(d.t, "Qui manque, par cité");
	assert_shows(d.t, "En attente");
	terminal_type(d.t, "<PgDn>");
	assert_shows(d.t, "Caisse du jour");
	assert_shows(d.t, "mandat");
	terminal_type(d.t, "<C-b>");
	assert_gone(d.t, "Qui manque");
	assert_shows(d.t, "petit m");
	close_screen(&d);
}

static void a_wide_window_shows_arrivals_beside(void **state)
{
	const struct terminal_options wide = { .rows = 60, .cols = 200, .lang = "C" };
	struct desk d;

	(void)state;
	open_screen(&d, &wide, DESK);
	terminal_type(d.t, "kacz<Enter>");
	assert_shows(d.t, "Arrivees / 10 min");
	assert_shows(d.t, "au plus 1 a 09:00");
	terminal_type(d.t, "tetart<Enter>");
	assert_shows(d.t, "au plus 2 a 09:00");
	/* Bars in what every terminal has. */
	assert_until(d.t, terminal_shows(d.t, "#  ") && terminal_shows(d.t, "Encore attendus"));
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_letter_takes_the_whole_balance),
		cmocka_unit_test(whom_the_desk_has_just_let_in_pays),
		cmocka_unit_test(who_was_present_already_pays),
		cmocka_unit_test(escape_takes_nothing),
		cmocka_unit_test(another_amount_leaves_the_rest),
		cmocka_unit_test(no_more_is_given_back_than_was_paid),
		cmocka_unit_test(a_refund_on_the_screen_of_fees),
		cmocka_unit_test(the_situation_says_who_is_missing),
		cmocka_unit_test(a_cite_lists_its_absentees),
		cmocka_unit_test(a_walk_in_pays_in_the_same_change),
		cmocka_unit_test(escape_in_the_sheet_keeps_the_form),
		cmocka_unit_test(that_is_the_person),
		cmocka_unit_test(the_desks_role_is_told_that_it_is_full),
		cmocka_unit_test(what_another_desk_took_is_not_taken_twice),
		cmocka_unit_test(a_first_name_typed_first_is_known_as_one),
		cmocka_unit_test(a_scan_in_the_sheet_takes_no_money),
		cmocka_unit_test(each_desk_has_its_till),
		cmocka_unit_test(a_small_window_has_room_for_it),
		cmocka_unit_test(a_wide_window_shows_arrivals_beside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
