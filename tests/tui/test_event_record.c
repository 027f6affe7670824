/* The record of a rencontre in a terminal: its programme, whom it invites, its documents, its moves. */
#include "desk_hands.h"

/* The record of étape 14, which is selected in the agenda. */
static void open_record(struct desk *d, int rows, int cols)
{
	open_screen(d, &(struct terminal_options){ .rows = rows, .cols = cols }, "<F2>", "novembre 2026");
	terminal_type(d->t, "<Enter>");
	assert_shows(d->t, "31 inscriptions pour 45 places");
}

static bool holds(struct terminal *t, const char *one, const char *other)
{
	for (int row = 0; row < terminal_rows(t); row++)
		if (strstr(terminal_row(t, row), one) && strstr(terminal_row(t, row), other))
			return true;
	return false;
}
#define assert_line(t, one, other) assert_until((t), holds((t), (one), (other)))

/* From the list to the card, then what to add by the first letters of it. */
static void add(struct desk *d, const char *letters, const char *title)
{
	terminal_type(d->t, "n");
	assert_shows(d->t, "Qu'ajouter");
	terminal_type(d->t, letters);
	terminal_type(d->t, "<Enter>");
	assert_row_shows(d->t, 1, title);
}

static void a_programme_is_made_and_changed(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 50, 110);
	terminal_type(d.t, "<Tab>");
	add(&d, "point", "Nouveau point du programme");
	terminal_type(d.t, "Ouverture<Tab><Tab>9h30<Tab>10h<Tab>Odile Exemple<Tab>Grande salle<C-s>");
	assert_line(d.t, "09:30–10:00", "Ouverture");
	assert_line(d.t, "Odile Exemple", "Grande salle");
	/* What follows begins where that ends, and stands after it. */
	add(&d, "point", "Nouveau point du programme");
	assert_shows(d.t, "10:00");
	terminal_type(d.t, "Ateliers<C-s>");
	assert_line(d.t, "10:00", "Ateliers");
	terminal_type(d.t, "<Home><Tab>e");
	assert_row_shows(d.t, 1, "Point du programme");
	terminal_type(d.t, "café<C-s>");
	assert_line(d.t, "Ouverture", "café");
	terminal_type(d.t, "d");
	assert_shows(d.t, "Supprimer ce point du programme");
	terminal_type(d.t, "o");
	assert_gone(d.t, "Ouverture");
	terminal_type(d.t, "u");
	assert_line(d.t, "09:30–10:00", "Ouverture");
	close_screen(&d);
}

static void an_hour_outside_the_day_is_refused(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 50, 110);
	terminal_type(d.t, "<Tab>");
	add(&d, "point", "Nouveau point du programme");
	terminal_type(d.t, "Trop tard<Tab><C-u>21/11/2026<C-s>");
	assert_shows(d.t, "Ce jour n'est pas un de ceux");
	terminal_type(d.t, "<C-u>19/11/2026<C-s>");
	assert_line(d.t, "▸", "jeudi 19 novembre");
	close_screen(&d);
}

static void an_audience_counts_its_answers(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 60, 110);
	terminal_type(d.t, "<Tab>");
	add(&d, "pub", "Qui inviter");
	terminal_type(d.t, "<Tab><Tab>pas-de<Enter><C-s>");
	assert_line(d.t, "tous les postes", "Pas-de-Calais (62)");
	assert_line(d.t, "Réponses", "personnes visées");
	assert_shows(d.t, "Réponses par cité et par poste");
	assert_line(d.t, "Avion               copilote préfecture", "1 personne visée"); /* she has cancelled */
	close_screen(&d);
}

static void a_document_is_kept_and_copied(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 50, 130);
	terminal_type(d.t, "<Tab>");
	add(&d, "doc", "Nouveau document");
	terminal_type(d.t, "Diaporama de Lens<Tab><Tab>https://example.org/lens.pdf<C-s>");
	assert_line(d.t, "19/11/2026", "Diaporama de Lens");
	terminal_type(d.t, "<Tab>");
	assert_line(d.t, "▸", "Diaporama de Lens");
	terminal_type(d.t, "y");
	assert_until(d.t, terminal_clipboard(d.t) != NULL);
	assert_string_equal(terminal_clipboard(d.t), "https://example.org/lens.pdf");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, 1, "Document");
	terminal_type(d.t, " et Béthune<C-s>");
	assert_line(d.t, "19/11/2026", "Diaporama de Lens et Béthune");
	terminal_type(d.t, "do");
	assert_gone(d.t, "Diaporama");
	close_screen(&d);
}

/* Everybody of the audience, after a question that names how many; then nobody is left. */
static void the_audience_is_invited(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 60, 110);
	terminal_type(d.t, "I");
	assert_shows(d.t, "Il ne reste personne à inviter");
	terminal_type(d.t, "<Tab>");
	add(&d, "pub", "Qui inviter");
	terminal_type(d.t, "<Tab><Tab>pas-de<Enter><C-s>");
	assert_line(d.t, "tous les postes", "Pas-de-Calais (62)");
	terminal_type(d.t, "I");
	assert_shows(d.t, "Rien n'est envoyé");
	terminal_type(d.t, "o");
	assert_shows(d.t, "personnes invitées");
	terminal_type(d.t, "I");
	assert_shows(d.t, "Il ne reste personne à inviter");
	terminal_type(d.t, "<Tab>y");
	assert_until(d.t, terminal_clipboard(d.t) != NULL);
	assert_non_null(strstr(terminal_clipboard(d.t), ">; "));
	close_screen(&d);
}

/* Moving asks what becomes of the registrations; the record then tells what it was. */
static void a_postponed_rencontre_asks_and_remembers(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 60, 110);
	terminal_type(d.t, "e");
	assert_shows(d.t, "Motif");
	terminal_type(d.t, "<PgUp><Tab><Tab><C-u>17/12/2026<PgDn>salle inondée<C-s>");
	assert_shows(d.t, "Que deviennent leurs inscriptions");
	terminal_type(d.t, "r");
	assert_line(d.t, "prévue : jeudi 19 novembre 2026, déplacée : jeudi 17 décembre 2026", "salle inondée");
	assert_shows(d.t, "0 inscription pour 45 places");
	terminal_type(d.t, "u");
	assert_shows(d.t, "31 inscriptions pour 45 places");
	assert_gone(d.t, "salle inondée");
	close_screen(&d);
}

/* Tab goes through the sections and comes back to the list, where n registers. */
static void tab_goes_round(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 24, 80);
	terminal_type(d.t, "<Tab>");
	assert_line(d.t, "▸", "jeudi 19 novembre");
	terminal_type(d.t, "<Tab>n");
	assert_shows(d.t, "Inscrire quelqu'un");
	close_screen(&d);
}

static void every_size_draws(void **state)
{
	static const int sizes[][2] = { { 60, 200 }, { 16, 60 }, { 5, 20 }, { 24, 80 }, { 12, 50 }, { 24, 80 } };
	struct desk d;

	(void)state;
	open_record(&d, 24, 80);
	terminal_type(d.t, "<Tab>");
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		terminal_resize(d.t, sizes[i][0], sizes[i][1]);
		if (sizes[i][0] >= 12)
			assert_line(d.t, "▸", "19 novembre");
	}
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_programme_is_made_and_changed),
		cmocka_unit_test(an_hour_outside_the_day_is_refused),
		cmocka_unit_test(an_audience_counts_its_answers),
		cmocka_unit_test(a_document_is_kept_and_copied),
		cmocka_unit_test(the_audience_is_invited),
		cmocka_unit_test(a_postponed_rencontre_asks_and_remembers),
		cmocka_unit_test(tab_goes_round),
		cmocka_unit_test(every_size_draws),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
