/* Tariffs on the screen: the list, rules in order, succession, the forms. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

static struct terminal *open_tariffs(struct sandbox *s, const struct terminal_options *o, const char *role)
{
	const char *const args[] = { role ? "--role" : NULL, role, NULL };
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, o, args);
	assert_shows(t, "F4 Frais");
	terminal_type(t, "<F4>");
	assert_shows(t, "par personne");
	terminal_type(t, "T");
	assert_row_shows(t, 1, "1 tarif");
	return t;
}

static void the_rules_are_sentences(void **state)
{
	struct sandbox s;
	struct terminal *t = open_tariffs(&s, NULL, NULL);

	(void)state;
	assert_row_shows(t, 3, "▸● Tarif du Tour         sans limite de date        tour        appliqué");
	assert_shows(t, "appliqué : Tour des Cités éducatives, 14ème étape : Boulogne-sur-Mer");
	assert_shows(t, "  1. Agents de l'État : gratuit");
	assert_shows(t, "  3. Autres : 150,00 € par jour");
	sandbox_close(&s, &t);
}

/* In use: nothing is changed; S gives it a successor, whose rules are put in order and changed. */
static void a_tariff_in_use_is_succeeded(void **state)
{
	struct sandbox s;
	struct terminal *t = open_tariffs(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "e");
	assert_row_shows(t, -1, "Ce tarif est appliqué : S le remplace");
	terminal_type(t, "S");
	assert_shows(t, "Du             01/01/2027");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, 1, "Tarif du Tour · à partir du 1er janvier 2027");
	assert_shows(t, "pas encore appliqué : il peut être modifié");

	/* The first rule goes down; what would hide another is refused, and says by which. */
	terminal_type(t, "J");
	assert_row_shows(t, 3, "   1   Adhérents");
	assert_row_shows(t, 4, "▸  2   Agents de l'État");
	terminal_type(t, "J");
	assert_shows(t, "La règle 3 (Agents de l'État) est masquée par la règle 2 (Autres), qui passe");
	assert_row_shows(t, 4, "▸  2   Agents de l'État");
	terminal_type(t, "u");
	assert_row_shows(t, 3, "   1   Agents de l'État");
	terminal_type(t, "q");
	assert_row_shows(t, 3, "● Tarif du Tour         … – 31/12/2026");
	assert_row_shows(t, 4, "▸○ Tarif du Tour         01/01/2027 – …             tour-2027   modifiable");
	terminal_type(t, "d");
	assert_shows(t, "Celui qu'il remplaçait s'applique");
	terminal_type(t, "o");
	assert_row_shows(t, 1, "1 tarif");
	assert_row_shows(t, 3, "sans limite de date");
	sandbox_close(&s, &t);
}

static void a_rule_is_said_while_it_is_typed(void **state)
{
	struct sandbox s;
	struct terminal *t = open_tariffs(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "S<C-s>");
	assert_row_shows(t, 1, "à partir du 1er janvier 2027");
	terminal_type(t, "<Down>n");
	assert_shows(t, "Règle 2 de « Tarif du Tour »");
	terminal_type(t, "120");
	assert_shows(t, "2. Autres : 120,00 € par jour");
	assert_shows(t, "la règle 3 (Adhérents) est masquée par la règle 2 (Autres)");
	terminal_type(t, "<C-s>");
	assert_shows(t, "Règle 2 de"); /* refused: the form stays */
	terminal_type(t, "<Tab><Tab><Tab><Tab><Tab>cpo ; é");
	assert_shows(t, "cpo ; élu");
	terminal_type(t, "<Down><Enter>");
	assert_shows(t, "2. CPO ou élu·e : 120,00 € par jour");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, 4, "▸  2   CPO ou élu·e");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer la règle 2");
	terminal_type(t, "o");
	assert_row_shows(t, 4, "▸  2   Adhérents");
	sandbox_close(&s, &t);
}

/* The successor's third rule is open, and somebody else edits the tariff through its file. */
static struct terminal *open_rule(struct sandbox *s, const char *edit)
{
	struct terminal *t = open_tariffs(s, NULL, NULL);
	struct outcome o;
	char command[240];

	terminal_type(t, "S<C-s>");
	assert_row_shows(t, 1, "à partir du 1er janvier 2027");
	terminal_type(t, "<End>e");
	assert_shows(t, "Règle 3 de « Tarif du Tour »");
	snprintf(command, sizeof command,
		"etape tariff export tour-2027 | sed '%s' >new.ini && etape tariff import new.ini", edit);
	sandbox_shell(s, &o, command);
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	terminal_type(t, "<Tab><Right><C-s>");
	return t;
}

/* Somebody else changed the very rule: both versions are shown, and one is chosen. */
static void a_rule_changed_meanwhile_is_shown_beside(void **state)
{
	struct sandbox s;
	struct terminal *t = open_rule(&s, "s/150.00/170.00/");

	(void)state;
	assert_shows(t, "Deux versions");
	assert_shows(t, "la leur : 170");
	terminal_type(t, "e"); /* Enregistrer la mienne */
	assert_row_shows(t, 5, "150,00");
	assert_row_shows(t, 5, "demi-journée");
	sandbox_close(&s, &t);
}

/* Somebody else put another rule before it: that stays, and this one is saved beside it. */
static void rules_changed_meanwhile_stay(void **state)
{
	struct sandbox s;
	struct terminal *t = open_rule(&s, "s/^.rule 3.$/[rule 3]\\nroles = cpo\\namount = 20\\n\\n[rule 4]/");

	(void)state;
	assert_row_shows(t, 5, "20,00");
	assert_row_shows(t, 6, "demi-journée");
	sandbox_close(&s, &t);
}

/* Somebody else took the rule out: what stands in its place is not written over. */
static void a_rule_taken_out_meanwhile_is_not_put_over_another(void **state)
{
	struct sandbox s;
	struct terminal *t = open_rule(&s, "/^.rule 3.$/,$d");

	(void)state;
	assert_row_shows(t, -1, "Cette règle a été supprimée entre-temps");
	sandbox_close(&s, &t);
}

static void a_new_tariff_must_not_overlap(void **state)
{
	struct sandbox s;
	struct terminal *t = open_tariffs(&s, &(struct terminal_options){ .rows = 16, .cols = 60 }, NULL);

	(void)state;
	terminal_type(t, "nJournée");
	assert_shows(t, "il chevauche « Tarif du Tour »");
	terminal_type(t, "<Tab><Tab><Tab><Right>");
	assert_shows(t, "sur désignation");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, 1, "Journée · sans limite de date · sur désignation");
	assert_shows(t, "Pas encore de règle");
	terminal_type(t, "n20<C-s>");
	assert_row_shows(t, 3, "▸  1   Autres");
	sandbox_close(&s, &t);
}

static void the_desk_only_looks(void **state)
{
	struct sandbox s;
	struct terminal *t = open_tariffs(&s, NULL, "accueil");

	(void)state;
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 5, "Autres");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, -1, "Votre rôle ne modifie pas les tarifs");
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Tarif du Tour");
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rules_are_sentences),
		cmocka_unit_test(a_tariff_in_use_is_succeeded),
		cmocka_unit_test(a_rule_is_said_while_it_is_typed),
		cmocka_unit_test(a_rule_changed_meanwhile_is_shown_beside),
		cmocka_unit_test(rules_changed_meanwhile_stay),
		cmocka_unit_test(a_rule_taken_out_meanwhile_is_not_put_over_another),
		cmocka_unit_test(a_new_tariff_must_not_overlap),
		cmocka_unit_test(the_desk_only_looks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
