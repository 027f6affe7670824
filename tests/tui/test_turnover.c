/* Turnover as a coordinator meets it: who is missing, who is expected without a mandate, which
 * records are to be confirmed, who is due. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/check.h"
#include "support/desk.h"

/* Ids are of the machine's own clock: much later, every record is to be confirmed. */
#define LATER "2060-01-01T09:00:00+01:00"

#define FORMER "regis.joly@example.org" /* the demo network: her mandate in Avion is over */

static const char rule[] = "[privacy]\nretention_years = 5\n";

static struct terminal *open_turnover(
	struct sandbox *s, const struct terminal_options *o, const char *role)
{
	const char *const args[] = { "--config", "rule.ini", role != NULL ? "--role" : NULL, role, NULL };
	struct terminal *t;

	sandbox_demo(s);
	sandbox_write(s, "rule.ini", rule, strlen(rule));
	sandbox_must(s, "etape register cpo-23 " FORMER);
	t = sandbox_open(s, o, args);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "T");
	assert_row_shows(t, 1, "postes vacants");
	return t;
}

static void kinds_follow_each_other_and_are_counted(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, NULL, NULL);

	(void)state;
	assert_row_shows(t, 1, "6 postes vacants · 1 mandat échu · 0 fiche à confirmer · 0 sans nouvelles");
	assert_row_shows(t, 3, "▸○ vacant       Avion                copilote académie      24/01/2026  9 mois");
	assert_row_shows(t, 9, " ! échu         JOLY Régis           cpo-23, inscrit·e");
	terminal_type(t, "<Tab><Tab>");
	assert_gone(t, "poste");
	assert_row_shows(t, 1, " 1 mandat échu");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "JOLY Régis");
	terminal_type(t, "q");
	assert_row_shows(t, 1, " 1 mandat échu");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "6 postes vacants · 1 mandat échu");
	terminal_type(t, "/laon<Enter>");
	assert_row_shows(t, 1, "1 poste vacant · 0 mandat échu");
	assert_row_shows(t, 3, "Laon");
	sandbox_close(&s, &t);
}

static void a_vacant_post_is_filled_from_its_row(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "<Down>n");
	assert_shows(t, "Cité      * Avion");
	assert_shows(t, "Poste     * CPO");
	terminal_type(t, "joly");
	assert_shows(t, "JOLY Régis");
	terminal_type(t, "<Enter><C-s>");
	assert_row_shows(t, 1, "5 postes vacants · 0 mandat échu");
	terminal_type(t, "u");
	assert_row_shows(t, 1, "6 postes vacants · 1 mandat échu");
	sandbox_close(&s, &t);
}

static void records_are_confirmed_one_or_all_that_are_marked(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, &(struct terminal_options){ .now = LATER }, NULL);

	(void)state;
	assert_row_shows(t, 1, "164 fiches à confirmer");
	terminal_type(t, "<Tab><Tab><Tab>");
	assert_row_shows(t, 3, "ABDALLAH");
	terminal_type(t, "C");
	assert_row_shows(t, 1, " 163 fiches à confirmer");
	assert_lacks(t, "ABDALLAH");
	terminal_type(t, "<Space><Space>C");
	assert_row_shows(t, 1, " 161 fiches à confirmer");
	terminal_type(t, "<End>");
	assert_shows(t, "ZITOUNI");
	terminal_type(t, "<Home>");
	assert_row_shows(t, 3, "AUBERT");
	terminal_type(t, "uu");
	assert_row_shows(t, 1, " 164 fiches à confirmer");
	sandbox_close(&s, &t);
}

/* Nobody but an admin, and never without a question. */
static void who_is_due_is_erased_by_an_admin_who_says_yes(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, &(struct terminal_options){ .now = LATER }, "admin");

	(void)state;
	assert_row_shows(t, 1, "164 sans");
	terminal_type(t, "<S-Tab>");
	assert_row_shows(t, 1, " 164 sans nouvelles");
	terminal_type(t, "X");
	assert_shows(t, "pour de bon");
	terminal_type(t, "<Enter>"); /* "no" is what Enter takes */
	assert_gone(t, "pour de bon");
	assert_row_shows(t, 1, " 164 sans nouvelles");
	terminal_type(t, "Xo");
	assert_row_shows(t, 1, " 163 sans nouvelles");
	sandbox_close(&s, &t);
}

static void coordination_does_not_erase(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, &(struct terminal_options){ .now = LATER }, NULL);

	(void)state;
	terminal_type(t, "<S-Tab>X");
	assert_row_shows(t, -1, "admin");
	assert_lacks(t, "pour de bon");
	sandbox_close(&s, &t);
}

static void who_only_reads_is_told_why_not(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, NULL, "lecture");

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, -1, "lire");
	terminal_type(t, "<Tab><Tab>C");
	assert_row_shows(t, 1, " 1 mandat échu");
	assert_row_shows(t, -1, "lire");
	sandbox_close(&s, &t);
}

static void the_rows_shown_are_written_as_csv(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, NULL, NULL);
	struct outcome o;

	(void)state;
	terminal_type(t, "<S-Tab>");
	assert_shows(t, "Rien de ce genre à suivre");
	terminal_type(t, "<Tab><Tab>x");
	assert_row_shows(t, -1, "mouvements.csv");
	sandbox_shell(&s, &o, "cut -d, -f1,3,4 export/mouvements.csv");
	assert_non_null(strstr(o.out, "kind,cite,role"));
	assert_non_null(strstr(o.out, "vacant,Avion,cpo"));
	assert_null(strstr(o.out, "ended"));
	outcome_release(&o);
	sandbox_close(&s, &t);
}

/* From the record: two files that nobody else reads. */
static void everything_known_is_handed_over(void **state)
{
	struct sandbox s;
	struct terminal *t = open_turnover(&s, NULL, NULL);
	struct outcome o;

	(void)state;
	terminal_type(t, "<Tab><Tab><Enter>");
	assert_row_shows(t, 1, "JOLY Régis");
	terminal_type(t, "x");
	assert_row_shows(t, -1, "donnees-joly-regis-");
	sandbox_shell(&s, &o, "stat -c %a export/donnees-joly-regis-* && head -n 4 export/donnees-joly-regis-*.txt"
			      " && jq -r '.person[0].email, .registrations[0].event' export/donnees-joly-regis-*.json");
	assert_string_equal(o.err, "");
	assert_non_null(strstr(o.out, "600\n600\n"));
	assert_non_null(strstr(o.out, "Joly"));
	assert_non_null(strstr(o.out, FORMER "\ncpo-23"));
	outcome_release(&o);
	sandbox_close(&s, &t);
}

/* What is handed over to one is not to be lost, nor given to the other. */
static void namesakes_have_files_of_their_own(void **state)
{
	struct sandbox s;
	struct terminal *t;
	struct outcome o;

	(void)state;
	sandbox_demo(&s);
	sandbox_shell(&s, &o, "printf 'family_name,given_name,email\\nZola,Ana,a@example.org\\n"
			      "Zola,Ana,b@example.org\\n' >two.csv && etape import people two.csv");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>/zola ana<Enter>");
	assert_row_shows(t, 1, "2 personnes");
	terminal_type(t, "<Enter>x");
	assert_row_shows(t, -1, "donnees-zola-ana-");
	terminal_type(t, "q<Down><Enter>");
	assert_shows(t, "b@example.org");
	assert_gone(t, "donnees-zola-ana-");
	terminal_type(t, "x");
	assert_row_shows(t, -1, "donnees-zola-ana-");
	sandbox_shell(&s, &o, "cat export/donnees-zola-ana-*.txt | grep -o '[ab]@example.org' | sort -u");
	assert_string_equal(o.out, "a@example.org\nb@example.org\n");
	outcome_release(&o);
	sandbox_close(&s, &t);
}

static void a_small_window_says_for_how_long(void **state)
{
	struct sandbox s;
	struct terminal *t =
		open_turnover(&s, &(struct terminal_options){ .rows = 16, .cols = 60 }, NULL);

	(void)state;
	assert_row_shows(t, 3, "▸○ vacant       Avion             copilote académ…  9 mois");
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_follow_each_other_and_are_counted),
		cmocka_unit_test(a_vacant_post_is_filled_from_its_row),
		cmocka_unit_test(records_are_confirmed_one_or_all_that_are_marked),
		cmocka_unit_test(who_is_due_is_erased_by_an_admin_who_says_yes),
		cmocka_unit_test(coordination_does_not_erase),
		cmocka_unit_test(who_only_reads_is_told_why_not),
		cmocka_unit_test(the_rows_shown_are_written_as_csv),
		cmocka_unit_test(everything_known_is_handed_over),
		cmocka_unit_test(namesakes_have_files_of_their_own),
		cmocka_unit_test(a_small_window_says_for_how_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
