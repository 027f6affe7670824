/* A rencontre once more: copied, repeated, put off, numbered again; and what is said while it is planned. */
#include "desk_hands.h"

#define CPO "Réseau régional CPO, 23ème"

static void open_agenda(struct desk *d, const struct terminal_options *o)
{
	open_screen(d, o, "<F2>", "novembre 2026");
}

/* The record of étape 14, which is selected in the agenda. */
static void open_record(struct desk *d, int rows, int cols)
{
	open_agenda(d, &(struct terminal_options){ .rows = rows, .cols = cols });
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

/* A form left with changes asks. */
static void drop_form(struct desk *d)
{
	terminal_type(d->t, "<Esc>");
	assert_shows(d->t, "Ce formulaire a été modifié");
	terminal_type(d->t, "j");
	assert_gone(d->t, "Ce formulaire a été modifié");
}

static void a_copy_goes_to_another_day(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "C");
	assert_row_shows(d.t, 1, "Copier" NB ": Tour des Cités");
	terminal_type(d.t, "11/11/26");
	assert_shows(d.t, "Armistice");
	terminal_type(d.t, "<C-u>4/12/26");
	assert_gone(d.t, "Armistice");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Copiée en brouillon" NB ": 04/12/2026");
	assert_shows(d.t, "4 rencontres");
	assert_shows(d.t, "vendredi 4 décembre 2026");
	/* Its sessions came along, its people did not. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "0 inscription pour 45 places");
	assert_shows(d.t, "09:00–12:30");
	close_screen(&d);
}

/* From the record, the copy's record is shown; undone, it is gone. */
static void a_copy_from_the_record_is_opened(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 24, 80);
	terminal_type(d.t, "C");
	assert_row_shows(d.t, 1, "Copier");
	terminal_type(d.t, "4/12/26<C-s>");
	assert_shows(d.t, "vendredi 4 décembre 2026");
	assert_row_shows(d.t, 1, "brouillon");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "31 inscriptions");
	close_screen(&d);
}

/* The days are shown before anything is written; one is left out, and comes back. */
static void a_series_is_looked_at_before_it_is_made(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "<Tab><Down>r");
	assert_row_shows(d.t, 1, "Répéter" NB ": " CPO);
	terminal_type(d.t, "premier jeudi du mois<C-s>");
	assert_shows(d.t, "jusqu'à quand");
	terminal_type(d.t, " jusqu'au 30 juin 2027");
	assert_shows(d.t, "6 autres dates");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "6 rencontres à créer");
	assert_line(d.t, "jeu. 6 mai 2027", "Ascension");
	assert_shows(d.t, "vacances scolaires non connues");
	terminal_type(d.t, " ");
	assert_row_shows(d.t, 1, "5 rencontres à créer");
	assert_line(d.t, "✗", "jeu. 7 janv. 2027");
	terminal_type(d.t, "<Up> a");
	assert_row_shows(d.t, 1, "5 rencontres à créer");
	assert_line(d.t, "✗", "Ascension");
	/* Back to the rule and again: what was left out stays so. */
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "Répéter");
	terminal_type(d.t, "<C-s>");
	assert_row_shows(d.t, 1, "5 rencontres à créer");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "5 rencontres créées");
	assert_shows(d.t, "◆ 7 janv.");
	assert_prints(&d, "etape export events | grep -c '23ème rencontre'", "6");
	terminal_type(d.t, "u");
	assert_gone(d.t, "◆ 7 janv.");
	assert_prints(&d, "etape export events | grep -c '23ème rencontre'", "1");
	close_screen(&d);
}

static void a_series_says_other_rencontres_and_needs_a_day(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "r");
	assert_row_shows(d.t, 1, "Répéter");
	terminal_type(d.t, "toutes les semaines, 5 fois<C-s>");
	assert_row_shows(d.t, 1, "4 rencontres à créer");
	assert_line(d.t, "jeu. 10 déc. 2026", "Réseau régional CPO");
	terminal_type(d.t, "a<Home>    ");
	assert_row_shows(d.t, 1, "1 rencontre à créer");
	terminal_type(d.t, "<Home><Down><Down> ");
	assert_row_shows(d.t, 1, "0 rencontre à créer");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "plus aucun jour n'est gardé");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "Répéter");
	drop_form(&d);
	close_screen(&d);
}

static void a_rencontre_is_put_off_without_a_day(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 60, 110);
	terminal_type(d.t, "m");
	assert_row_shows(d.t, 1, "Reporter" NB ": Tour");
	terminal_type(d.t, "<Tab><Tab>salle inondée<C-s>");
	assert_shows(d.t, "Que deviennent leurs inscriptions");
	terminal_type(d.t, "g");
	assert_row_shows(d.t, 1, "reportée");
	assert_line(d.t, "prévue : jeudi 19 novembre 2026, reportée", "salle inondée");
	assert_shows(d.t, "31 inscriptions pour 45 places");
	/* A new day brings it back; the history has both. */
	terminal_type(d.t, "m");
	assert_row_shows(d.t, 1, "Reporter" NB ": Tour");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "déjà reportée");
	terminal_type(d.t, "17/12/26<C-s>");
	assert_shows(d.t, "Que deviennent leurs inscriptions");
	terminal_type(d.t, "r");
	assert_row_shows(d.t, 1, "annoncée");
	assert_shows(d.t, "jeudi 17 décembre 2026");
	assert_shows(d.t, "0 inscription pour 45 places");
	assert_line(d.t, "reportée", "salle inondée");
	assert_prints(&d, "etape event tour-14 --format json", "\"2026-12-17\"");
	close_screen(&d);
}

/* The new day may be to be confirmed, and those who were registered may be taken off, with the reason. */
static void a_day_to_confirm_and_nobody_kept(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 60, 110);
	terminal_type(d.t, "m");
	assert_row_shows(d.t, 1, "Reporter" NB ": Tour");
	terminal_type(d.t, "17/12/26<Tab> <Tab>grève<C-s>");
	assert_shows(d.t, "Que deviennent leurs inscriptions");
	terminal_type(d.t, "a");
	assert_row_shows(d.t, 1, "reportée");
	assert_shows(d.t, "jeudi 17 décembre 2026");
	assert_shows(d.t, "37 annulées");
	assert_prints(&d, "etape export registrations --event tour-14 | grep -c ',cancelled'", "37");
	terminal_type(d.t, "u");
	assert_shows(d.t, "31 inscriptions pour 45 places");
	close_screen(&d);
}

/* What would change is shown, and asked; étapes 3 to 10 are written down nowhere, and those held keep their numbers. */
static void stages_are_numbered_again(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 30, 110);
	terminal_type(d.t, "R");
	assert_shows(d.t, "déjà numérotées dans l'ordre des jours");
	terminal_type(d.t, "e<PgDn><Up><Up><Up><Up><Up><C-u>20<C-s>");
	assert_shows(d.t, "Enregistré");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Étape 20");
	terminal_type(d.t, "<Enter>R");
	assert_shows(d.t, "Renuméroter 1 étape de ce cycle ?");
	assert_shows(d.t, "20 → 14  19/11/2026  Boulogne-sur-Mer");
	terminal_type(d.t, "<Enter>");
	assert_gone(d.t, "Renuméroter");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Étape 20");
	terminal_type(d.t, "<Enter>Ro");
	assert_shows(d.t, "1 étape renumérotée");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Étape 14");
	close_screen(&d);
}

/* Enter opens the form of a document, which keeps what is changed there. */
static void a_document_is_opened(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 50, 130);
	terminal_type(d.t, "<Tab>n");
	assert_shows(d.t, "Qu'ajouter");
	terminal_type(d.t, "doc<Enter>");
	assert_row_shows(d.t, 1, "Nouveau document");
	terminal_type(d.t, "Diaporama de Lens<Tab><Tab>https://example.org/lens.pdf<C-s>");
	assert_line(d.t, "19/11/2026", "Diaporama de Lens");
	terminal_type(d.t, "<Tab><Enter>");
	assert_row_shows(d.t, 1, "Document");
	assert_shows(d.t, "https://example.org/lens.pdf");
	close_screen(&d);
}

/* --- sessions, tariff --- */

/* A line each: one more after the last, changed, refused outside the day, deleted. */
static void sessions_are_lines_of_the_record(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 40, 110);
	terminal_type(d.t, "<Tab>n");
	assert_shows(d.t, "Qu'ajouter");
	terminal_type(d.t, "séance<Enter>");
	assert_row_shows(d.t, 1, "Nouvelle séance");
	assert_shows(d.t, "18:00");
	terminal_type(d.t, "<C-u>21/11/2026<C-s>");
	assert_shows(d.t, "n'est pas un de ceux de la rencontre");
	terminal_type(d.t, "<C-u>19/11/2026<Tab><Tab><Tab><Tab>Veillée<Tab>12<C-s>");
	assert_shows(d.t, "3 Veillée 18:00–20:00 (12 places)");
	terminal_type(d.t, "<Home><Down>e");
	assert_row_shows(d.t, 1, "Séance");
	terminal_type(d.t, "<Tab><Tab><C-u>8h45<C-s>");
	assert_shows(d.t, "1 matin 08:45–12:30");
	/* Somebody is registered for it alone: it stays. */
	terminal_type(d.t, "d");
	assert_shows(d.t, "Supprimer cette séance");
	terminal_type(d.t, "o");
	assert_shows(d.t, "pointées ou inscrites");
	terminal_type(d.t, "<Down><Down>d");
	assert_shows(d.t, "Supprimer cette séance");
	terminal_type(d.t, "o");
	assert_gone(d.t, "Veillée");
	close_screen(&d);
}

/* Fewer places than are registered for a half-day. */
static void places_of_a_session_are_said(void **state)
{
	struct desk d;

	(void)state;
	open_record(&d, 40, 110);
	terminal_type(d.t, "c");
	assert_shows(d.t, "Par cité");
	terminal_type(d.t, "<Tab><Tab>10");
	assert_shows(d.t, "la séance 1 a déjà");
	drop_form(&d);
	close_screen(&d);
}

/* What it names is told on the record, goes along with a copy, and counts as one change with the rest. */
static void a_tariff_is_named_in_the_form(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, &(struct terminal_options){ .rows = 40, .cols = 110 });
	terminal_type(d.t, "<Tab><Down><Enter>");
	assert_shows(d.t, "jeudi 10 décembre 2026");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, 1, "Modifier une rencontre");
	terminal_type(d.t, " bis<PgDn><S-Tab><S-Tab>tarif<Enter><C-s>");
	assert_line(d.t, "Tarif", "Tarif du Tour");
	assert_row_shows(d.t, 1, "bis");
	terminal_type(d.t, "C");
	assert_row_shows(d.t, 1, "Copier");
	terminal_type(d.t, "17/12/2026<C-s>");
	assert_shows(d.t, "jeudi 17 décembre 2026");
	assert_line(d.t, "Tarif", "Tarif du Tour");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "jeudi 10 décembre 2026");
	terminal_type(d.t, "u");
	terminal_type(d.t, "u");
	assert_gone(d.t, "Tarif du Tour");
	assert_gone(d.t, "bis");
	close_screen(&d);
}

/* Another tariff changes what was expected or told: how many amounts, from what to what, before it is saved. */
static void what_a_named_tariff_changes_is_said(void **state)
{
	struct outcome o;
	struct desk d;

	(void)state;
	open_agenda(&d, &(struct terminal_options){ .rows = 40, .cols = 110 });
	sandbox_shell(&d.s, &o,
		"printf '[tariff]\nname = Petit tarif\nfor = named\n[rule 1]\namount = 20\n' > p.ini; etape tariff import p.ini");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	terminal_type(d.t, "<Tab><Down><Enter>");
	assert_shows(d.t, "jeudi 10 décembre 2026");
	terminal_type(d.t, "e");
	assert_row_shows(d.t, 1, "Modifier une rencontre");
	terminal_type(d.t, "<PgDn><S-Tab><S-Tab>petit<Enter>");
	assert_shows(d.t, "montants changent, de 300,00");
	drop_form(&d);
	close_screen(&d);
}

/* --- what is said while typing --- */

/* The days of the host's own zone and département count, over all days of the rencontre. */
static void holidays_are_those_of_the_host(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Nouvelle rencontre");
	/* 19 February 2026: holidays of zones A (Lyon: 7 to 23), B (14 February to 2 March). */
	terminal_type(d.t, "Essai<Tab><Tab><C-u>10/02/2026");
	assert_shows(d.t, "Vacances d'hiver (zone A)");
	terminal_type(d.t, "<Tab><Tab>16/02/2026");
	assert_shows(d.t, "Vacances d'hiver (zones A, B)");
	assert_shows(d.t, "dim. 15 févr.");
	terminal_type(d.t, "<Tab><Tab><Tab>boulogne<Enter>");
	assert_shows(d.t, "Vacances d'hiver (zone B)");
	terminal_type(d.t, "<S-Tab><C-u>cayenne<Enter>");
	assert_gone(d.t, "Vacances d'hiver");
	assert_shows(d.t, "vacances scolaires non connues (Guyane)");
	drop_form(&d);
	close_screen(&d);
}

static void every_day_of_several_is_compared(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Nouvelle rencontre");
	terminal_type(d.t, "Essai<Tab><Tab><C-u>17/11/2026");
	assert_gone(d.t, "que «");
	terminal_type(d.t, "<Tab><Tab>20/11/2026");
	assert_shows(d.t, "mêmes jours que");
	drop_form(&d);
	close_screen(&d);
}

/* The 14th étape is at Boulogne: a second one there is said, and so is an hour of Cayenne's clock. */
static void turn_clock_and_places_are_said(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Nouvelle rencontre");
	terminal_type(d.t, "Essai<Tab><Tab><C-u>28/03/2027<Tab>2h30");
	assert_shows(d.t, "02:30 n'existe pas ce jour-là");
	terminal_type(d.t, "<Tab><Tab><Tab><Tab>boulogne<Enter>");
	assert_shows(d.t, "cette cité a déjà une étape");
	terminal_type(d.t, "<S-Tab><C-u>cayenne<Enter>");
	assert_gone(d.t, "02:30 n'existe pas");
	drop_form(&d);
	terminal_type(d.t, "e");
	assert_shows(d.t, "Modifier une rencontre");
	terminal_type(d.t, "<PgDn><S-Tab><S-Tab><S-Tab><S-Tab><C-u>20");
	assert_shows(d.t, "31 personnes sont déjà inscrites");
	terminal_type(d.t, "<C-u>45<Tab><C-u>3");
	assert_shows(d.t, "Roubaix a déjà 4 inscrits");
	drop_form(&d);
	close_screen(&d);
}

/* A zone is completed by its country, and a wrong one is refused. */
static void the_clock_can_be_another(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "n");
	assert_shows(d.t, "Nouvelle rencontre");
	terminal_type(d.t, "Webinaire<Tab><Tab><C-u>08/12/2026<Tab>9h<PgDn><PgUp>");
	for (int i = 0; i < 11; i++)
		terminal_type(d.t, "<Tab>");
	terminal_type(d.t, "Europe/Nulle<C-s>");
	assert_shows(d.t, "ce fuseau horaire n'est pas connu");
	terminal_type(d.t, "<C-u>cayenne<Tab>");
	assert_shows(d.t, "America/Cayenne");
	terminal_type(d.t, "<S-Tab><C-u>reunion<C-s>");
	assert_shows(d.t, "Créée");
	assert_shows(d.t, "(Reunion)");
	close_screen(&d);
}

static void who_may_not_write_sees_no_way_to(void **state)
{
	static const char *const keys[] = { "C", "r", "m" };
	struct desk d;

	(void)state;
	sandbox_demo(&d.s);
	d.t = sandbox_open(&d.s, NULL, (const char *const[]){ "--role", "lecture", NULL });
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F2>");
	assert_shows(d.t, "novembre 2026");
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		terminal_type(d.t, keys[i]);
		assert_row_shows(d.t, 1, "novembre 2026");
	}
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_goes_to_another_day),
		cmocka_unit_test(a_copy_from_the_record_is_opened),
		cmocka_unit_test(a_series_is_looked_at_before_it_is_made),
		cmocka_unit_test(a_series_says_other_rencontres_and_needs_a_day),
		cmocka_unit_test(a_rencontre_is_put_off_without_a_day),
		cmocka_unit_test(a_day_to_confirm_and_nobody_kept),
		cmocka_unit_test(stages_are_numbered_again),
		cmocka_unit_test(a_document_is_opened),
		cmocka_unit_test(sessions_are_lines_of_the_record),
		cmocka_unit_test(places_of_a_session_are_said),
		cmocka_unit_test(a_tariff_is_named_in_the_form),
		cmocka_unit_test(what_a_named_tariff_changes_is_said),
		cmocka_unit_test(holidays_are_those_of_the_host),
		cmocka_unit_test(every_day_of_several_is_compared),
		cmocka_unit_test(turn_clock_and_places_are_said),
		cmocka_unit_test(the_clock_can_be_another),
		cmocka_unit_test(who_may_not_write_sees_no_way_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
