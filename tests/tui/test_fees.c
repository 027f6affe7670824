/* The fees of a rencontre: who owes what and why, payments, what it would cost. */
#include <stdlib.h>

#include "desk_hands.h"

#define FEES "<F4>", "Montant"

static void open_fees(struct desk *d)
{
	open_screen(d, NULL, FEES);
}

/* The row where a text stands. */
static const char *row_of(struct desk *d, const char *text)
{
	int row;

	assert_shows(d->t, text);
	assert_true(terminal_find(d->t, text, &row, NULL));
	return terminal_row(d->t, row);
}

/* Filters the list. */
static void filter(struct desk *d, const char *words, const char *sign)
{
	terminal_type(d->t, "/");
	terminal_type(d->t, words);
	terminal_type(d->t, "<Enter>");
	assert_shows(d->t, sign);
}

static void each_fee_has_its_reasons(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	assert_row_shows(d.t, 1, "Boulogne-sur-Mer");
	filter(&d, "petit megane", "PETIT Mégane");
	assert_until(d.t, strstr(row_of(&d, "PETIT Mégane"), "150,00" NB "€"));
	assert_until(d.t, strstr(row_of(&d, "PETIT Mégane"), "à régler"));
	/* Why, below the list. */
	assert_shows(d.t, "Hautmont");
	assert_shows(d.t, "n'est pas membre");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Pourquoi");
	close_screen(&d);
}

static void what_is_not_decided_is_never_nought(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	filter(&d, "petitjean", "PETITJEAN Rémi");
	assert_until(d.t, strstr(row_of(&d, "PETITJEAN Rémi"), "à déterminer"));
	assert_null(strstr(row_of(&d, "PETITJEAN Rémi"), "0,00"));
	close_screen(&d);
}

static void sums_are_shown(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	assert_shows(d.t, "dû" NB ":");
	assert_shows(d.t, "réglé" NB ": 300,00" NB "€");
	assert_shows(d.t, "à déterminer");
	close_screen(&d);
}

static void a_payment_settles(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	filter(&d, "petit megane", "PETIT Mégane");
	terminal_type(d.t, "r");
	assert_shows(d.t, "Règlement" NB ": PETIT Mégane");
	terminal_type(d.t, "<Enter>v<Enter><Enter>");
	assert_shows(d.t, "Reçu R2026-");
	assert_until(d.t, strstr(row_of(&d, "PETIT Mégane"), "réglé"));
	assert_prints(&d, "etape fee tour-14 megane.petit@example.org --format csv", ",paid,");
	close_screen(&d);
}

/* An amount without its first or last digits is another amount. */
static void an_amount_is_never_cut(void **state)
{
	static const struct terminal_options ascii = { .lang = "C", .term = "vt100" };
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	beside(&d, "etape fee tour-14 megane.petit@example.org --set 934567,89 --reason essai");
	d.t = sandbox_open(&d.s, &ascii, NULL);
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F4>");
	assert_shows(d.t, "Montant");
	filter(&d, "petit megane", "PETIT Megane");
	assert_until(d.t, strstr(row_of(&d, "PETIT Megane"), " 934 567,89 EUR "));
	terminal_type(d.t, "v");
	filter(&d, "hautmont", "Ville de Hautmont");
	assert_until(d.t, strstr(row_of(&d, "Ville de Hautmont"), " 934 567,89 EUR "));
	close_screen(&d);
}

/* Where the window is small, the sums that matter are there whole. */
static void sums_fit_a_small_window(void **state)
{
	static const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct desk d;

	(void)state;
	open_screen(&d, &small, FEES);
	assert_row_shows(d.t, 13, "dû 1" NB "500" NB "€ · facturé 0" NB "€");
	assert_row_shows(d.t, 14, "réglé 300" NB "€ · reste 1" NB "200" NB "€ · 3 à déterminer");
	terminal_type(d.t, "vv");
	assert_shows(d.t, "Étape 12 · Roubaix");
	assert_row_shows(d.t, 14, "reste");
	close_screen(&d);
}

/* A key that has no place in a list says where it has one. */
static void refused_keys_say_why(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, FEES);
	terminal_type(d.t, "<Right>");
	assert_row_shows(d.t, -1, "une seule rencontre");
	terminal_type(d.t, "vr");
	assert_row_shows(d.t, -1, "Personne par personne seulement");
	terminal_type(d.t, "vi");
	assert_row_shows(d.t, -1, "Choisir d'abord la rencontre");
	terminal_type(d.t, "n");
	assert_row_shows(d.t, -1, "Cette touche ne sert pas ici");
	close_screen(&d);
}

/* From a person to who pays for her, in the year as well; and back to her. */
static void what_is_selected_stays_so_in_other_lists(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	filter(&d, "petit megane", "PETIT Mégane");
	terminal_type(d.t, "<Space>");
	assert_row_shows(d.t, -1, "1 marquée (150,00" NB "€)");
	terminal_type(d.t, "v");
	assert_until(d.t, strstr(row_of(&d, "Ville de Hautmont  "), "▸"));
	terminal_type(d.t, "v");
	assert_until(d.t, strstr(row_of(&d, "Étape 14"), "▸"));
	terminal_type(d.t, "v");
	assert_until(d.t, strstr(row_of(&d, "Ville de Hautmont  "), "▸"));
	terminal_type(d.t, "v");
	assert_until(d.t, strstr(row_of(&d, "PETIT Mégane  "), "▸○∗"));
	close_screen(&d);
}

/* Reasons that have no room are scrolled to, by keys and by the wheel; the next line begins anew. */
static void long_reasons_scroll(void **state)
{
	static const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct desk d;

	(void)state;
	open_screen(&d, &small, FEES);
	filter(&d, "hautmont", "PETIT Mégane");
	assert_row_shows(d.t, 12, "↓");
	assert_gone(d.t, "par jour");
	terminal_type(d.t, "JJJJJJ");
	assert_row_shows(d.t, 12, "par jour");
	assert_row_shows(d.t, 10, "↑");
	terminal_type(d.t, "K");
	assert_row_shows(d.t, 12, "↓");
	terminal_click(d.t, 11, 10, 5);
	assert_row_shows(d.t, 12, "par jour");
	terminal_click(d.t, 11, 10, 4);
	assert_gone(d.t, "par jour");
	close_screen(&d);
}

static void by_payer(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 1, "par payeur");
	assert_shows(d.t, "Payeur");
	filter(&d, "hautmont", "Ville de Hautmont");
	assert_until(d.t, strstr(row_of(&d, "Ville de Hautmont"), "150,00" NB "€"));
	/* Somebody alone is told with her reasons, and nothing twice. */
	assert_shows(d.t, "pas membre");
	assert_row_shows(d.t, 17, "PETIT Mégane");
	assert_lacks(d.t, "1 à régler");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "150,00" NB "€, à régler");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "€, à régler");
	filter(&d, "<C-u>boulogne", "Ville de Boulogne");
	assert_shows(d.t, "TÉTART Dominique · gratuit");
	assert_lacks(d.t, "  3 gratuits");
	close_screen(&d);
}

static void only_those_of_a_state(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "<S-Tab>"); /* the last one: to determine */
	assert_row_shows(d.t, 1, "à déterminer");
	assert_shows(d.t, "PETITJEAN Rémi");
	assert_gone(d.t, "BACQUET Élodie");
	assert_row_shows(d.t, -1, "3 personnes");
	terminal_type(d.t, "<S-Tab>");
	assert_row_shows(d.t, 1, "gratuit");
	assert_gone(d.t, "PETITJEAN Rémi");
	terminal_type(d.t, "v"); /* those who would pay it */
	assert_row_shows(d.t, 1, "par payeur · gratuit");
	assert_gone(d.t, "PETITJEAN Rémi");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "PETITJEAN Rémi");
	close_screen(&d);
}

/* The name of a rencontre gives way to what is filtered. */
static void a_long_name_hides_no_filter(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "<C-o>");
	assert_shows(d.t, "Quelle rencontre");
	terminal_type(d.t, "atelier");
	assert_shows(d.t, "Atelier régional");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Atelier régional");
	terminal_type(d.t, "vf/creil<Enter>");
	assert_row_shows(d.t, 1, "… · par payeur · prévu · /creil");
	close_screen(&d);
}

static void a_bar_shows_what_is_paid(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	assert_shows(d.t, "█ réglé" NB ": 300,00" NB "€");
	assert_shows(d.t, "░ pas facturé" NB ":");
	close_screen(&d);
}

static void without_colour_or_unicode_the_bar_is_read(void **state)
{
	static const struct terminal_options plain = { .lang = "C", .no_color = true };
	struct desk d;

	(void)state;
	open_screen(&d, &plain, "<F4>", "Montant");
	assert_shows(d.t, "# r");
	assert_shows(d.t, "###");
	close_screen(&d);
}

/* Two hats at two prices: the choice is made on the line. */
static void whom_she_represents_is_chosen_here(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	filter(&d, "gomez", "à déterminer");
	terminal_type(d.t, "c");
	assert_shows(d.t, "Ce qui décide");
	assert_shows(d.t, "Roubaix");
	terminal_type(d.t, "rien");
	assert_gone(d.t, "Fiche de la personne");
	terminal_type(d.t, "<C-u>");
	assert_shows(d.t, "Fiche de la personne");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, -1, "Noté qui");
	assert_shows(d.t, "par choix");
	assert_prints(&d, "etape fee tour-14 gomez --format csv", ",exempt,");
	close_screen(&d);
}

static void an_amount_is_set_by_hand_with_its_reason(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	filter(&d, "petit megane", "PETIT Mégane");
	terminal_type(d.t, "e");
	assert_shows(d.t, "Le tarif dit" NB ": 150,00" NB "€");
	terminal_type(d.t, "1 200,505<C-s>");
	assert_shows(d.t, "n'est pas un montant");
	terminal_type(d.t, "<C-u>50,5<Tab><C-s>");
	assert_row_shows(d.t, -1, "motif");
	terminal_type(d.t, "venue en voisine<C-s>");
	assert_row_shows(d.t, -1, "fixé à la main");
	assert_until(d.t, strstr(row_of(&d, "PETIT Mégane"), "50,50" NB "€"));
	assert_shows(d.t, "venue en voisine");
	assert_shows(d.t, "150,00" NB "€"); /* what the tariff says stays */
	terminal_type(d.t, "e");
	assert_shows(d.t, "Motif");
	terminal_type(d.t, "<C-u><C-s>");
	assert_row_shows(d.t, -1, "le tarif s'applique");
	assert_until(d.t, strstr(row_of(&d, "PETIT Mégane"), "150,00" NB "€"));
	close_screen(&d);
}

static void what_would_it_cost(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "i");
	assert_shows(d.t, "Combien coûterait");
	terminal_type(d.t, "adjovi");
	assert_shows(d.t, "ADJOVI Prudence");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Non inscrit·e. Si cette personne venait");
	assert_shows(d.t, "Pourquoi");
	close_screen(&d);
}

static void what_if_somebody_joined(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "a");
	assert_shows(d.t, "Et si … adhérait");
	terminal_type(d.t, "hautmont");
	assert_shows(d.t, "Ville de Hautmont");
	terminal_type(d.t, "<Enter>1/5/2026<C-s>");
	assert_shows(d.t, "Si Ville de Hautmont était membre");
	assert_shows(d.t, "1 personne paierait autrement");
	assert_shows(d.t, "150,00" NB "€ → gratuit");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Jusqu'au");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "par personne");
	assert_prints(&d, "etape fee tour-14 megane.petit@example.org --format csv", ",15000,due,");
	/* After the rencontre it changes nothing. */
	terminal_type(d.t, "a");
	assert_shows(d.t, "Et si … adhérait");
	terminal_type(d.t, "hautmont");
	assert_shows(d.t, "Ville de Hautmont");
	terminal_type(d.t, "<Enter>20/11/2026<C-s>");
	assert_shows(d.t, "Personne ne paierait autrement");
	close_screen(&d);
}

static void csv_goes_to_the_export_folder(void **state)
{
	struct desk d;
	char *text;
	size_t len;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "x");
	assert_row_shows(d.t, -1, "Frais écrits dans");
	text = sandbox_read(&d.s, "export/frais-tour-14.csv", &len);
	assert_non_null(
		strstr(text, "registration,name,structure,days,due_cents,paid_cents,left_cents,state,invoice,reasons"));
	assert_non_null(strstr(text, "PETIT Mégane"));
	free(text);
	close_screen(&d);
}

static void another_rencontre(void **state)
{
	struct desk d;

	(void)state;
	open_fees(&d);
	terminal_type(d.t, "<C-o>");
	assert_shows(d.t, "Quelle rencontre");
	terminal_type(d.t, "calais");
	assert_shows(d.t, "Étape 11 · Calais");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Calais");
	close_screen(&d);
}

static void sixty_columns_and_two_hundred(void **state)
{
	static const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct desk d;

	(void)state;
	open_screen(&d, &small, FEES);
	filter(&d, "petitjean", "PETITJEAN Rémi");
	assert_shows(d.t, "à déterminer");
	terminal_resize(d.t, 60, 200);
	assert_shows(d.t, "Pour ce qui est affiché");
	assert_shows(d.t, "territoire inconnu");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fee_has_its_reasons),
		cmocka_unit_test(what_is_not_decided_is_never_nought),
		cmocka_unit_test(sums_are_shown),
		cmocka_unit_test(a_payment_settles),
		cmocka_unit_test(an_amount_is_never_cut),
		cmocka_unit_test(sums_fit_a_small_window),
		cmocka_unit_test(refused_keys_say_why),
		cmocka_unit_test(what_is_selected_stays_so_in_other_lists),
		cmocka_unit_test(long_reasons_scroll),
		cmocka_unit_test(by_payer),
		cmocka_unit_test(only_those_of_a_state),
		cmocka_unit_test(a_long_name_hides_no_filter),
		cmocka_unit_test(a_bar_shows_what_is_paid),
		cmocka_unit_test(without_colour_or_unicode_the_bar_is_read),
		cmocka_unit_test(whom_she_represents_is_chosen_here),
		cmocka_unit_test(an_amount_is_set_by_hand_with_its_reason),
		cmocka_unit_test(what_would_it_cost),
		cmocka_unit_test(what_if_somebody_joined),
		cmocka_unit_test(csv_goes_to_the_export_folder),
		cmocka_unit_test(another_rencontre),
		cmocka_unit_test(sixty_columns_and_two_hundred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
