/* A Tour from end to end through the screens: thirteen étapes in three years, each cité once. */
#include <stdio.h>

#include "desk_hands.h"

#define TOUR "Tour 2027-2030"

static const struct stage {
	const char *day;
	const char *typed; /* enough to find the cité */
	const char *cite;
} stages[] = {
	{ "04/02/2027", "amiens nord", "Amiens Nord" },
	{ "22/04/2027", "avion", "Avion" },
	{ "17/06/2027", "beauvais", "Beauvais" },
	{ "07/10/2027", "bethune", "Béthune" },
	{ "03/02/2028", "calais", "Calais" },
	{ "27/04/2028", "compiegne", "Compiègne" },
	{ "15/06/2028", "creil", "Creil" },
	{ "05/10/2028", "denain", "Denain" },
	{ "01/02/2029", "lens", "Lens" },
	{ "26/04/2029", "lievin", "Liévin" },
	{ "14/06/2029", "maubeuge", "Maubeuge" },
	{ "04/10/2029", "roubaix", "Roubaix" },
	{ "07/02/2030", "soissons", "Soissons" },
};
enum { STAGES = sizeof stages / sizeof *stages };

/* Its form, filled in as far as the cycle. */
static void fill_stage(struct desk *d, const struct stage *s, const char *day)
{
	char keys[200];

	terminal_type(d->t, "n");
	assert_row_shows(d->t, 1, "Nouvelle rencontre");
	snprintf(keys, sizeof keys, "Étape de %s<Tab><Tab><C-u>%s<Tab>9h30<Tab><Tab>17h<Tab><Tab>%s", s->cite, day, s->typed);
	terminal_type(d->t, keys);
	assert_shows(d->t, s->cite);
	terminal_type(d->t, "<Enter><Tab><Tab><Tab><Tab><Tab><Tab><Tab>" TOUR "<Enter>");
}

static void plan_stage(struct desk *d, const struct stage *s)
{
	char line[120];

	fill_stage(d, s, s->day);
	terminal_type(d->t, "<C-s>");
	snprintf(line, sizeof line, "Étape de %s (", s->cite);
	assert_shows(d->t, line);
}

static void thirteen_stages_are_planned(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, &(struct terminal_options){ .rows = 40, .cols = 132 }, "<F2>", "novembre 2026");
	/* The first one makes the cycle; a holiday is said while it is typed. */
	fill_stage(&d, &stages[0], "01/05/2027");
	assert_shows(d.t, "Fête du Travail");
	assert_shows(d.t, "un nouveau cycle");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Ce formulaire a été modifié");
	terminal_type(d.t, "j");
	for (size_t i = 0; i < STAGES; i++)
		plan_stage(&d, &stages[i]);
	/* A cité that has its étape in this Tour, though not in the one before. */
	fill_stage(&d, &stages[4], "06/06/2030");
	assert_shows(d.t, "cette cité a déjà une étape");
	assert_shows(d.t, "3 février 2028");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Ce formulaire a été modifié");
	terminal_type(d.t, "j");
	assert_gone(d.t, "Ce formulaire");
	/* Numbered in order of day, from the record; then seen as a line. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, TOUR);
	terminal_type(d.t, "R");
	assert_shows(d.t, "Renuméroter 13 étapes de ce cycle ?");
	assert_shows(d.t, "-- →  2  22/04/2027  Avion");
	assert_shows(d.t, "… et 7 autres");
	terminal_type(d.t, "n");
	assert_gone(d.t, "Renuméroter");
	terminal_type(d.t, "Ro");
	assert_shows(d.t, "13 étapes renumérotées");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "rencontre");
	terminal_type(d.t, "c");
	assert_row_shows(d.t, 1, TOUR);
	assert_row_shows(d.t, 1, "13 prévues");
	assert_shows(d.t, "13   07/02/2030");
	assert_prints(&d, "etape export events --format ics --cycle 'Tour 2027-2030' | grep -c '^SUMMARY'", "13");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(thirteen_stages_are_planned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
