/* The budget of a mission on the screen: made, put in order, milestones reached, written to a file. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

static struct terminal *open_budget(struct sandbox *s, const struct terminal_options *o, const char *role)
{
	const char *const args[] = { role ? "--role" : NULL, role, NULL };
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, o, args);
	assert_shows(t, "F2 Agenda");
	terminal_type(t, "<F2>");
	assert_shows(t, "novembre");
	terminal_type(t, "c");
	assert_row_shows(t, 1, "Tour des Cités éducatives");
	terminal_type(t, "b");
	assert_row_shows(t, 1, "Budget · Tour des Cités éducatives");
	return t;
}

static void a_budget_is_made_and_paid(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct terminal *t = open_budget(&s, NULL, NULL);

	(void)state;
	assert_shows(t, "Pas encore de budget");
	terminal_type(t, "nComité<Tab>2,5<Tab>800");
	assert_shows(t, "2 000,00 € HT, 2 400,00 € TTC");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, 3, "▸  Comité");
	assert_row_shows(t, 3, "2,5 j × 800,00 €");
	terminal_type(t, "n");
	assert_shows(t, "Par jour * 800");
	terminal_type(t, "Ateliers<Tab>1<C-s>");
	assert_row_shows(t, 4, "▸  Ateliers");
	assert_shows(t, "Total : 3,5 jours · 2 800,00 € HT · TVA 560,00 € · 3 360,00 € TTC");
	terminal_resize(t, 16, 60); /* the total is folded rather than cut */
	assert_shows(t, "3 360,00 € TTC");
	terminal_resize(t, 24, 80);
	assert_shows(t, "Total : 3,5 jours · 2 800,00 € HT · TVA 560,00 € · 3 360,00 € TTC");
	terminal_type(t, "K");
	assert_row_shows(t, 3, "▸  Ateliers");
	terminal_type(t, "mEngagement<Tab><C-u>30<Tab>01/11/2026<C-s>");
	assert_row_shows(t, 5, "◐ Engagement");
	assert_row_shows(t, 5, "en retard 01/11/2026");
	assert_shows(t, "70 % du total n'est dans aucun jalon");
	terminal_type(t, "t");
	assert_row_shows(t, 5, "● Engagement");
	assert_row_shows(t, 5, "atteint 19/11/2026");
	assert_shows(t, "Atteint : 30 %, 1 008,00 € · reste : 2 352,00 €");
	terminal_type(t, "m");
	assert_shows(t, "Part %     * 70");
	terminal_type(t, "Fin<C-s>");
	assert_row_shows(t, 6, "○ Fin");
	assert_gone(t, "dans aucun jalon");
	terminal_type(t, "mTrop<Tab><C-u>1<C-s>");
	assert_shows(t, "es jalons feraient 101 % : 100 % au plus");
	terminal_type(t, "<Esc>");
	assert_shows(t, "Jeter");
	terminal_type(t, "j");
	assert_row_shows(t, 1, "Budget · Tour");
	terminal_type(t, "u");
	assert_gone(t, "Fin ");
	terminal_type(t, "x");
	assert_row_shows(t, -1, "Budget écrit : ");
	sandbox_shell(&s, &o, "cat export/budget-tour.csv");
	assert_non_null(strstr(o.out, "part,Comité,2.5,80000,20,,200000,40000,240000"));
	outcome_release(&o);
	sandbox_close(&s, &t);
}

static void the_desk_only_looks(void **state)
{
	struct sandbox s;
	struct terminal *t = open_budget(&s, &(struct terminal_options){ .rows = 16, .cols = 60 }, "accueil");

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Budget · Tour");
	assert_shows(t, "rôle");
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_budget_is_made_and_paid),
		cmocka_unit_test(the_desk_only_looks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
