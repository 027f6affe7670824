/* What becomes of fees: invoiced, paid of an invoice, late; those of a year; files that agree. */
#include <stdlib.h>

#include "desk_hands.h"
#include "etape/money.h"

#define FEES "<F4>", "Montant"
#define SELLER                                                                                     \
	"printf '[invoice]\\nname = Centre du Nord\\naddress = 1 rue de la Gare\\npostcode = 59000\\n" \
	"town = Lille\\nsiret = 73282932000074\\nvat = exempt\\n' > on.ini"

/* Étape 13, seven of whose fees are on invoices. */
static void open_billed(struct desk *d, const char *now)
{
	const struct terminal_options o = { .now = now, .rows = 50, .cols = 200 };

	sandbox_demo(&d->s);
	beside(d, SELLER);
	beside(d, "etape --config on.ini invoice tour-13 --issue");
	d->t = sandbox_open(&d->s, &o, NULL);
	assert_shows(d->t, "F3");
	terminal_type(d->t, "<F4>");
	assert_shows(d->t, "Montant");
	terminal_type(d->t, "<C-o>");
	assert_shows(d->t, "Quelle rencontre");
	terminal_type(d->t, "tour-13");
	assert_shows(d->t, "Étape 13 · Saint-Quentin");
	terminal_type(d->t, "<Enter>");
	assert_row_shows(d->t, 1, "Saint-Quentin · par personne");
	terminal_type(d->t, "v");
	assert_row_shows(d->t, 1, "par payeur");
}

static const char *row_of(struct desk *d, const char *text)
{
	int row;

	assert_shows(d->t, text);
	assert_true(terminal_find(d->t, text, &row, NULL));
	return terminal_row(d->t, row);
}

static void what_is_invoiced_is_said(void **state)
{
	struct desk d;

	(void)state;
	open_billed(&d, NULL);
	assert_until(d.t, strstr(row_of(&d, "Ville de Raismes"), "facturé"));
	assert_until(d.t, strstr(row_of(&d, "Ville de Creil"), "réglé")); /* at the desk */
	assert_shows(d.t, "▒ facturé" NB ": 750,00" NB "€");
	/* Another desk notes that one was paid, another in part. */
	beside(&d, "etape pay FA2026-0006 150 --means virement");
	assert_until(d.t, strstr(row_of(&d, "Ville de Raismes"), "réglé"));
	beside(&d, "etape pay FA2026-0007 50 --means virement");
	assert_until(d.t, strstr(row_of(&d, "Ville de Soissons"), "100,00" NB "€"));
	assert_shows(d.t, "▒ facturé" NB ": 550,00" NB "€");
	terminal_type(d.t, "vvv/soissons<Enter>");
	assert_shows(d.t, "FA2026-0007");
	/* The page tells the same of it, the transfer included. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Reste à régler");
	assert_until(d.t, strstr(row_of(&d, "Reste à régler"), "100,00" NB "€"));
	assert_until(d.t, strstr(row_of(&d, "│ État"), "facturé"));
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Reste à régler");
	/* Marks are of this rencontre. */
	terminal_type(d.t, "<Space>");
	assert_row_shows(d.t, -1, "1 marquée");
	terminal_type(d.t, "<C-o>");
	assert_shows(d.t, "Quelle rencontre");
	terminal_type(d.t, "tour-12");
	assert_shows(d.t, "Étape 12 · Roubaix");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Roubaix");
	assert_gone(d.t, "1 marquée");
	close_screen(&d);
}

static void what_is_late_is_told_from_what_is_invoiced(void **state)
{
	struct desk d;

	(void)state;
	open_billed(&d, "2027-02-01T09:00+01:00");
	assert_until(d.t, strstr(row_of(&d, "Ville de Raismes"), "en retard"));
	terminal_type(d.t, "f");
	assert_row_shows(d.t, 1, "prévu");
	terminal_type(d.t, "fff");
	assert_row_shows(d.t, 1, "en retard");
	assert_row_shows(d.t, -1, "5 payeurs");
	close_screen(&d);
}

static void the_year_by_rencontre_and_by_payer(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, FEES);
	terminal_type(d.t, "vv");
	assert_row_shows(d.t, 1, "Année 2026 · par rencontre");
	assert_shows(d.t, "Étape 12 · Roubaix");
	assert_row_shows(d.t, -1, "6 rencontres");
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 1, "par payeur");
	terminal_type(d.t, "/creil<Enter>");
	assert_until(d.t, strstr(row_of(&d, "Ville de Creil"), "900,00" NB "€"));
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Étape 13 · Saint-Quentin");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Saint-Quentin  ");
	terminal_type(d.t, "vvv<Left>");
	assert_row_shows(d.t, 1, "Année 2025");
	assert_shows(d.t, "Étape 11 · Calais");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Étape 11 · Calais · par personne");
	close_screen(&d);
}

/* A change by another desk comes up in the sums of the year. */
static void the_year_is_read_again(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, FEES);
	terminal_type(d.t, "vv");
	assert_shows(d.t, "Étape 12 · Roubaix");
	assert_shows(d.t, "réglé" NB ": 975,00" NB "€");
	beside(&d, "etape pay tour-14 megane.petit@example.org 150 --means cheque");
	assert_shows(d.t, "réglé" NB ": 1" NB "125,00" NB "€");
	close_screen(&d);
}

/* The sum of a column of a file. */
static cents_t column(const struct desk *d, const char *name, int which)
{
	size_t len;
	char *text = sandbox_read(&d->s, name, &len), *line = strchr(text, '\n');
	cents_t sum = 0;

	for (; line && line[1]; line = strchr(line + 1, '\n')) {
		const char *cell = line + 1;

		for (int i = 0; i < which; i++) {
			if (*cell == '"')
				cell = strchr(cell + 1, '"') + 1;
			cell = strchr(cell, ',') + 1;
		}
		sum += strtoll(cell, NULL, 10);
	}
	free(text);
	return sum;
}

static void files_agree_with_the_sums(void **state)
{
	static const struct terminal_options wide = { .rows = 40, .cols = 180 };
	struct desk d;

	(void)state;
	open_screen(&d, &wide, FEES);
	assert_shows(d.t, "dû" NB ": 1" NB "500,00" NB "€");
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 1, "par payeur");
	terminal_type(d.t, "x");
	assert_row_shows(d.t, -1, "Frais écrits");
	assert_int_equal(column(&d, "export/frais-tour-14-payeurs.csv", 3), 150000);
	terminal_type(d.t, "v");
	assert_shows(d.t, "Étape 12 · Roubaix");
	assert_shows(d.t, "dû" NB ": 4" NB "950,00" NB "€");
	terminal_type(d.t, "x");
	assert_row_shows(d.t, -1, "frais-2026.csv");
	assert_int_equal(column(&d, "export/frais-2026.csv", 3), 495000);
	/* What is filtered is what is written, and what is summed up. */
	terminal_type(d.t, "v/creil<Enter>");
	assert_shows(d.t, "dû" NB ": 900,00" NB "€");
	terminal_type(d.t, "x");
	assert_row_shows(d.t, -1, "frais-2026-payeurs.csv");
	assert_int_equal(column(&d, "export/frais-2026-payeurs.csv", 3), 90000);
	close_screen(&d);
}

/* Who may only read is told so, and nothing opens. */
static void who_may_not_is_refused(void **state)
{
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	d.t = sandbox_open(&d.s, NULL, (const char *const[]){ "--role", "lecture", NULL });
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F4>");
	assert_shows(d.t, "Montant");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, -1, "rôle");
	assert_shows(d.t, "par personne");
	terminal_type(d.t, "c");
	assert_lacks(d.t, "Ce qui décide");
	close_screen(&d);
}

/* From marks to numbers: what would be issued is shown, asked, issued, and told on the fees. */
static void the_marked_are_invoiced(void **state)
{
	static const struct terminal_options wide = { .rows = 40, .cols = 180 };
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	beside(&d, SELLER);
	d.t = sandbox_open(&d.s, &wide, (const char *const[]){ "--config", "on.ini", NULL });
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F4>");
	assert_shows(d.t, "Montant");
	terminal_type(d.t, "<C-o>");
	assert_shows(d.t, "Quelle rencontre");
	terminal_type(d.t, "tour-13");
	assert_shows(d.t, "Étape 13 · Saint-Quentin");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Saint-Quentin · par personne");
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 1, "par payeur");
	terminal_type(d.t, "/raismes<Enter>");
	assert_row_shows(d.t, 3, "Ville de Raismes");
	terminal_type(d.t, "A");
	terminal_type(d.t, "F");
	assert_row_shows(d.t, 1, "À facturer");
	assert_shows(d.t, "Ville de Soissons"); /* shown, not marked */
	terminal_type(d.t, "E");
	assert_shows(d.t, "1 facture");
	assert_shows(d.t, "150,00" NB "€");
	terminal_type(d.t, "o");
	assert_shows(d.t, "FA2026-0001");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "Saint-Quentin · par payeur");
	assert_until(d.t, strstr(row_of(&d, "Ville de Raismes"), "facturé"));
	close_screen(&d);
}

/* Marked people are billed alone, whoever else their payers pay for. */
static void marked_people_are_billed_alone(void **state)
{
	static const struct terminal_options wide = { .rows = 50, .cols = 200 };
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	beside(&d, SELLER);
	d.t = sandbox_open(&d.s, &wide, (const char *const[]){ "--config", "on.ini", NULL });
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F4><C-o>");
	assert_shows(d.t, "Quelle rencontre");
	terminal_type(d.t, "tour-13");
	assert_shows(d.t, "Étape 13 · Saint-Quentin");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, 1, "Saint-Quentin · par personne");
	terminal_type(d.t, "/raismes<Enter>A");
	assert_row_shows(d.t, -1, "1 marquée (150,00" NB "€)");
	terminal_type(d.t, "F");
	assert_row_shows(d.t, 1, "seulement 1 inscription marquée");
	assert_row_shows(d.t, -1, "1 marquée (150,00" NB "€)");
	assert_shows(d.t, "à facturer" NB ":" NB "150,00" NB "€");
	terminal_type(d.t, "o");
	assert_shows(d.t, "Ville de Soissons");
	assert_gone(d.t, "seulement 1 inscription");
	close_screen(&d);
}

/* Of several rencontres of the year together, and of none else; those that go on are left for later. */
static void marked_rencontres_are_billed_together(void **state)
{
	static const struct terminal_options wide = { .rows = 50, .cols = 200 };
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	beside(&d, SELLER);
	d.t = sandbox_open(&d.s, &wide, (const char *const[]){ "--config", "on.ini", NULL });
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F4>vv");
	assert_shows(d.t, "Étape 12 · Roubaix");
	terminal_type(d.t, "<Home><Space>");
	assert_row_shows(d.t, -1, "1 marquée");
	terminal_type(d.t, "F");
	assert_row_shows(d.t, 1, "Étape 12 · Roubaix");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "par rencontre");
	terminal_type(d.t, "<Home><Down><Down><Space><Space>");
	assert_row_shows(d.t, -1, "3 marquées");
	terminal_type(d.t, "F");
	assert_row_shows(d.t, -1, "1 rencontre marquée n'est pas terminée");
	assert_shows(d.t, "tour-12");
	assert_shows(d.t, "tour-13");
	assert_lacks(d.t, "rr-");
	assert_lacks(d.t, "tour-14");
	close_screen(&d);
}

/* "What if Creil joined" is answered for what the list is of: the payers, the rencontres of the year. */
static void a_supposition_of_payers_and_of_the_year(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, FEES);
	terminal_type(d.t, "va");
	assert_shows(d.t, "Et si … adhérait");
	terminal_type(d.t, "ville de creil<Down><Enter><C-s>");
	assert_shows(d.t, "Si Ville de Creil était membre");
	assert_shows(d.t, "Étape 14 · Boulogne-sur-Mer · par payeur");
	assert_shows(d.t, "1 payeur paierait autrement");
	assert_shows(d.t, "150,00" NB "€ → 0,00" NB "€  Ville de Creil");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Si Ville de Creil");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "par payeur");
	terminal_type(d.t, "v");
	assert_shows(d.t, "Étape 12 · Roubaix");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Et si … adhérait");
	terminal_type(d.t, "ville de creil<Down><Enter><C-s>");
	assert_shows(d.t, "6 rencontres donneraient une autre somme");
	assert_shows(d.t, "Année 2026 · par rencontre");
	assert_shows(d.t, "150,00" NB "€ → 0,00" NB "€  Étape 12 · Roubaix");
	close_screen(&d);
}

static void nothing_yet(void **state)
{
	struct desk d;

	(void)state;
	sandbox_init(&d.s);
	beside(&d, "etape init");
	d.t = sandbox_open(&d.s, NULL, NULL);
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F4>");
	assert_shows(d.t, "Aucune rencontre");
	terminal_type(d.t, "vv");
	assert_row_shows(d.t, 1, "Année 2026");
	assert_shows(d.t, "Personne n'est inscrit");
	terminal_type(d.t, "f<Enter>");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_invoiced_is_said),
		cmocka_unit_test(what_is_late_is_told_from_what_is_invoiced),
		cmocka_unit_test(the_year_by_rencontre_and_by_payer),
		cmocka_unit_test(the_year_is_read_again),
		cmocka_unit_test(files_agree_with_the_sums),
		cmocka_unit_test(who_may_not_is_refused),
		cmocka_unit_test(the_marked_are_invoiced),
		cmocka_unit_test(marked_people_are_billed_alone),
		cmocka_unit_test(marked_rencontres_are_billed_together),
		cmocka_unit_test(a_supposition_of_payers_and_of_the_year),
		cmocka_unit_test(nothing_yet),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
