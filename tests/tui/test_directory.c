/* The directory as one writes to many with it: columns, orders, criteria in words, saved filters,
 * marks, addresses, exports. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

static struct terminal *enter(struct sandbox *s, const struct terminal_options *o)
{
	struct terminal *t = sandbox_open(s, o, NULL);

	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "personne");
	return t;
}

static struct terminal *open_directory(struct sandbox *s, const struct terminal_options *o)
{
	sandbox_demo(s);
	return enter(s, o);
}

/* Chooses a criterion by typing. */
static void only(struct terminal *t, const char *typed, const char *said)
{
	terminal_type(t, "f");
	assert_shows(t, "Ne montrer que");
	terminal_type(t, typed);
	terminal_type(t, "<Enter>");
	assert_gone(t, "Ne montrer que");
	assert_row_shows(t, 1, said);
}

static void columns_are_hidden_shown_moved_and_remembered(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	assert_row_shows(t, 2, "Structure");
	terminal_type(t, "c");
	assert_shows(t, "┌─ Colonnes");
	terminal_type(t, "<Down><Space>"); /* the post goes; the cursor stays */
	assert_row_shows(t, -1, "afficher ou cacher");
	assert_until(t, strstr(terminal_row(t, 2), "Mandat") == NULL);
	terminal_type(t, "<Down><Down>K"); /* the telephone before the cité */
	terminal_type(t, "<End>"); /* the last presence */
	terminal_type(t, "<Up><Space>");
	assert_until(t, strstr(terminal_row(t, 2), "Nom") != NULL);
	terminal_type(t, "<Esc>");
	assert_gone(t, "┌─ Colonnes");
	assert_until(t, strstr(terminal_row(t, 2), "Téléphone       Cité") != NULL);
	terminal_type(t, "q");
	assert_leaves(t, 0);
	terminal_free(&t);
	t = enter(&s, NULL);
	assert_row_shows(t, 2, "Téléphone       Cité");
	assert_null(strstr(terminal_row(t, 2), "Mandat"));
	terminal_type(t, "cr");
	assert_row_shows(t, 2, "Mandat");
	sandbox_close(&s, &t);
}

static void the_name_is_always_shown(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "c<Space>");
	assert_row_shows(t, -1, "Le nom reste");
	assert_row_shows(t, 2, "Nom ↑");
	sandbox_close(&s, &t);
}

/* A crowd whose structures, towns and dates differ. */
static void make_crowd(struct sandbox *s, int count)
{
	struct outcome o;
	char line[256];

	snprintf(line, sizeof line,
		"{ echo family_name,given_name,email,phone,structure; seq -w 1 %d |"
		" awk '{ printf \"Foule%%s,Alix,a%%s@example.org,0320%%06d,Structure %%s\\n\","
		" $1, $1, 999999 - $1, 7 - $1 %% 7 }'; } >crowd.csv",
		count);
	sandbox_shell(s, &o, line);
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	sandbox_shell(s, &o, "for i in 1 2 3 4 5 6 7; do echo \"Structure $i,association\"; done |"
		" sed '1i name,kind' >st.csv && etape import structures st.csv && etape import people crowd.csv");
	if (o.status != 0)
		fail_msg("%s", o.err);
	outcome_release(&o);
}

static void thousands_come_in_any_order_both_ways(void **state)
{
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	make_crowd(&s, 6000);
	t = enter(&s, NULL);
	assert_row_shows(t, 1, "6164 personnes");
	assert_row_shows(t, 1, "Nom ↑");
	terminal_type(t, "S");
	assert_row_shows(t, 1, "Nom ↓");
	assert_until(t, strstr(terminal_row(t, 3), "Z") != NULL); /* the last names come first */
	terminal_type(t, "S/foule<Enter>");
	assert_row_shows(t, 1, "6000 personnes");
	assert_row_shows(t, 3, "▸ FOULE0001");
	terminal_type(t, "sss"); /* post, structure, telephone: what is shown */
	assert_row_shows(t, 1, "Cité ↑");
	terminal_type(t, "s");
	assert_row_shows(t, 1, "Téléphone ↑");
	terminal_type(t, "<Home>");
	assert_row_shows(t, 3, "▸ FOULE6000");
	assert_row_shows(t, 4, "FOULE5999");
	terminal_type(t, "<PgDn><PgDn>");
	assert_row_shows(t, 3, "FOULE5960");
	terminal_type(t, "<End>");
	assert_until(t, terminal_shows(t, "▸ FOULE0001"));
	terminal_type(t, "S");
	assert_row_shows(t, 1, "Téléphone ↓");
	assert_row_shows(t, 3, "▸ FOULE0001");
	/* Marking all has a limit, and says so. */
	terminal_type(t, "A");
	assert_row_shows(t, -1, "pas plus");
	/* A keystroke in the filter is answered by name at first, then in order. */
	terminal_type(t, "/00<Enter>");
	assert_row_shows(t, 1, "Téléphone ↓");
	sandbox_close(&s, &t);
}

static void the_selection_stays_when_another_changes_the_order(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct terminal *t;

	(void)state;
	t = open_directory(&s, NULL);
	terminal_type(t, "/dupont<Enter>sssss");
	assert_row_shows(t, 1, "Courriel ↑");
	terminal_type(t, "<End>");
	assert_until(t, terminal_shows(t, "▸ DUPONT"));
	sandbox_shell(&s, &o,
		"printf 'family_name,given_name,email\\nDupont,Aaron,a.aaa@example.org\\n' >a.csv"
		" && etape import people a.csv");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	assert_row_shows(t, 3, "DUPONT Aaron"); /* in a quiet moment, at its place */
	assert_false(terminal_shows(t, "▸ DUPONT Aaron"));
	assert_true(terminal_shows(t, "▸ DUPONT"));
	sandbox_close(&s, &t);
}

static void a_click_on_a_heading_sorts(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	int row, col;

	(void)state;
	assert_row_shows(t, 2, "Structure");
	assert_true(terminal_find(t, "Structure", &row, &col));
	terminal_click(t, 2, col + 1, 1);
	assert_row_shows(t, 1, "Structure ↑");
	assert_row_shows(t, 2, "Structure ↑");
	terminal_type(t, "<Down>"); /* a second click at once would be a double one */
	terminal_click(t, 2, col + 1, 1);
	assert_row_shows(t, 1, "Structure ↓");
	sandbox_close(&s, &t);
}

static void criteria_add_up_and_are_said_in_words(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	only(t, "cpo", "· CPO");
	only(t, "nord (59", "· CPO · Nord");
	only(t, "référent", "CPO ou référent·e · Nord");
	only(t, "jamais", "jamais venu");
	terminal_type(t, "f");
	assert_shows(t, "Ne montrer que");
	/* Those that are on come first, and go one by one. */
	assert_row_shows(t, 7, "✓ CPO");
	assert_row_shows(t, 8, "✓ référent·e");
	terminal_type(t, "<Enter>");
	assert_gone(t, "Ne montrer que");
	assert_until(t, strstr(terminal_row(t, 1), "CPO") == NULL);
	assert_row_shows(t, 1, "référent·e · Nord");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "164 personnes");
	assert_until(t, strstr(terminal_row(t, 1), "Nord") == NULL);
	assert_row_shows(t, -1, "f les remet");
	only(t, "", "référent·e · Nord");
	only(t, "oise (60", "référent·e · Oise"); /* another département takes its place */
	only(t, "quatrième", "quatrième copilote ou référent·e · Oise");
	only(t, "sans téléphone", "0 personne");
	assert_shows(t, "Rien ne répond à tous les critères");
	sandbox_close(&s, &t);
}

static void who_was_at_a_rencontre_is_found(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "fprésent·e à");
	assert_shows(t, "Présent·e à une rencontre…");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Quelle rencontre");
	terminal_type(t, "amiens");
	assert_shows(t, "· Amiens");
	terminal_type(t, "<Enter>");
	assert_gone(t, "Quelle rencontre");
	assert_row_shows(t, 1, "présent·e");
	assert_gone(t, "164 personnes");
	sandbox_close(&s, &t);
}

static void the_count_stays_in_a_narrow_window(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, &(struct terminal_options){ .cols = 60, .rows = 16 });

	(void)state;
	only(t, "copilotes", "copilote");
	only(t, "cpo", "CPO");
	only(t, "sans adresse él", "copilote");
	only(t, "non conf", "personne");
	assert_row_shows(t, 1, "…");
	assert_until(t, strstr(terminal_row(t, 1), " personne") != NULL);
	sandbox_close(&s, &t);
}

static void a_saved_filter_is_used_again(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	struct outcome o;

	(void)state;
	only(t, "cpo", "· CPO");
	only(t, "nord (59", "· CPO · Nord");
	terminal_type(t, "ssS");
	assert_row_shows(t, 1, "Structure ↓");
	terminal_type(t, "F");
	assert_shows(t, "Enregistrer ce filtre");
	terminal_type(t, "Les CPO du Nord<C-s>");
	assert_row_shows(t, -1, "Filtre enregistré");
	assert_row_shows(t, 1, "Les CPO du Nord : CPO · Nord");
	terminal_free(&t);
	t = enter(&s, NULL);
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "164 personnes");
	only(t, "les cpo", "Les CPO du Nord : CPO · Nord");
	assert_row_shows(t, 1, "Structure ↓");
	/* The same name once more replaces it, and says so. */
	terminal_type(t, "F");
	assert_shows(t, "sera remplacé");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, -1, "Filtre remplacé");
	terminal_type(t, "fsupprimer");
	assert_shows(t, "▸   Supprimer");
	terminal_type(t, "<Enter>");
	assert_shows(t, "pour tout le monde");
	terminal_type(t, "o");
	assert_row_shows(t, -1, "Supprimé");
	terminal_type(t, "fles cpo");
	assert_shows(t, "Rien trouvé");
	terminal_type(t, "<Esc>");
	assert_gone(t, "Rien trouvé");
	terminal_type(t, "u");
	assert_row_shows(t, -1, "Annulé");
	terminal_type(t, "fles cpo");
	assert_shows(t, "Filtre enregistré");
	sandbox_etape(&s, &o, "check");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	sandbox_close(&s, &t);
}

static void marks_are_copied_and_all_with_a_capital(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	const char *copied;

	(void)state;
	terminal_type(t, "/dupont<Enter>");
	assert_row_shows(t, 3, "▸ DUPONT");
	terminal_type(t, "<Space><Space>y");
	assert_row_shows(t, -1, "2 adresses");
	assert_until(t, terminal_clipboard(t) != NULL);
	copied = terminal_clipboard(t);
	assert_non_null(strstr(copied, "DUPONT Claire <"));
	assert_non_null(strstr(copied, ">; DUPONT"));
	/* The marked are copied; all whom the criteria leave, whatever is marked, with Y. */
	terminal_type(t, "<Esc>");
	only(t, "cpo", "· CPO");
	terminal_type(t, "*Y");
	assert_row_shows(t, -1, "36 adresses");
	assert_until(t, strstr(terminal_clipboard(t), "; DUPRÉ-LEROY Inès <ines.dupre-leroy@example.org>;"));
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "164 personnes");
	terminal_type(t, "Y");
	assert_row_shows(t, -1, "163 adresses, 1 sans adresse");
	sandbox_close(&s, &t);
}

static void a_terminal_that_takes_nothing_gets_a_file(void **state)
{
	struct sandbox s;
	struct terminal *t;
	char *text;
	size_t len;

	(void)state;
	t = open_directory(&s, &(struct terminal_options){ .term = "linux" });
	terminal_type(t, "/dupre-leroy<Enter>");
	assert_row_shows(t, 3, "LEROY");
	terminal_type(t, "y");
	assert_row_shows(t, -1, "copie.txt");
	text = sandbox_read(&s, "export/copie.txt", &len);
	assert_non_null(text);
	assert_string_equal(text, "DUPRÉ-LEROY Inès <ines.dupre-leroy@example.org>\n");
	free(text);
	assert_null(terminal_clipboard(t));
	sandbox_close(&s, &t);
}

static void too_long_for_a_terminal_goes_to_a_file(void **state)
{
	struct sandbox s;
	struct terminal *t;
	char *text;
	size_t len;

	(void)state;
	sandbox_demo(&s);
	make_crowd(&s, 2000);
	t = enter(&s, NULL);
	assert_row_shows(t, 1, "2164 personnes");
	terminal_type(t, "Y");
	assert_row_shows(t, -1, "copie.txt");
	text = sandbox_read(&s, "export/copie.txt", &len);
	assert_non_null(strstr(text, "FOULE2000 Alix <a2000@example.org>"));
	free(text);
	sandbox_close(&s, &t);
}

static void just_the_marked_are_exported(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	char *text;
	size_t len;

	(void)state;
	terminal_type(t, "/dupr<Enter>");
	assert_row_shows(t, 3, "DUPRÉ-LEROY");
	terminal_type(t, "<Space><Esc>");
	assert_row_shows(t, 1, "164 personnes");
	terminal_type(t, "x");
	assert_shows(t, "1 personne : sous quelle forme ?");
	terminal_type(t, "v");
	assert_row_shows(t, -1, "contacts.vcf");
	text = sandbox_read(&s, "export/contacts.vcf", &len);
	assert_non_null(strstr(text, "VERSION:4.0"));
	assert_non_null(strstr(text, "Dupr"));
	assert_null(strstr(strstr(text, "BEGIN:VCARD") + 1, "BEGIN:VCARD"));
	free(text);
	terminal_type(t, "x");
	assert_shows(t, "sous quelle forme ?");
	terminal_type(t, "c");
	assert_row_shows(t, -1, "contacts.csv");
	text = sandbox_read(&s, "export/contacts.csv", &len);
	assert_non_null(strstr(text, "ines.dupre-leroy@example.org"));
	assert_null(strstr(text, "abdallah"));
	free(text);
	terminal_type(t, "x");
	assert_shows(t, "sous quelle forme ?");
	terminal_type(t, "a");
	assert_row_shows(t, -1, "adresses.txt");
	text = sandbox_read(&s, "export/adresses.txt", &len);
	assert_string_equal(text, "DUPRÉ-LEROY Inès <ines.dupre-leroy@example.org>\n");
	free(text);
	sandbox_close(&s, &t);
}

/* Posts of another day are not to be taken for today's. */
static void another_day_is_said_and_taken_off(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	sandbox_etape(&s, &o, "filters", "--save", "jadis", "--where", "role:cpo on:2022-03-01");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	t = enter(&s, NULL);
	only(t, "jadis", "01/03/2022");
	only(t, "cpo", "164 personnes · au 01/03/2022");
	terminal_type(t, "f");
	assert_shows(t, "Ne montrer que");
	terminal_type(t, "au 01<Enter>");
	assert_gone(t, "01/03/2022");
	only(t, "cpo", "· CPO");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "164 personnes");
	/* What is typed since stays when the criteria come back. */
	terminal_type(t, "/dupont<Enter>f");
	assert_shows(t, "Ne montrer que");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "· CPO · filtre «");
	sandbox_close(&s, &t);
}

/* A mark that nobody can see any more would be counted, written, and refuse "confirmed today". */
static void the_mark_goes_with_who_is_erased(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "/haddad samir<Enter>A<Esc>");
	terminal_type(t, "/legrand maelle<Enter>A<Esc>");
	assert_row_shows(t, -1, "2 marquées");
	sandbox_etape(&s, &o, "erase", "samir.haddad@example.org", "--yes", "--role", "admin");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	assert_row_shows(t, -1, "1 marquée");
	terminal_type(t, "C");
	assert_row_shows(t, -1, "1 fiche confirmée");
	terminal_type(t, "x<Enter>");
	assert_row_shows(t, -1, "contacts.csv");
	sandbox_shell(&s, &o, "sed 1d export/contacts.csv | cut -d, -f1");
	assert_string_equal(o.out, "Legrand\n");
	outcome_release(&o);
	sandbox_close(&s, &t);
}

static void structures_keep_what_is_theirs(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	char *text;
	size_t len;

	(void)state;
	terminal_type(t, "v");
	assert_row_shows(t, 1, "structures");
	terminal_type(t, "f");
	assert_shows(t, "Ne montrer que");
	assert_lacks(t, "CPO");
	terminal_type(t, "caf<Enter>");
	assert_row_shows(t, 1, "· CAF");
	only(t, "commune", "commune ou CAF");
	terminal_type(t, "c");
	assert_lacks(t, "┌─ Colonnes");
	terminal_type(t, "<Esc>");
	assert_until(t, strstr(terminal_row(t, 1), "CAF") == NULL);
	/* The marked alone are written. */
	terminal_type(t, "/ville de creil<Enter>");
	assert_row_shows(t, 3, "Ville de Creil");
	terminal_type(t, "<Space><Esc>");
	assert_row_shows(t, -1, "1 marqué");
	terminal_type(t, "x");
	assert_row_shows(t, -1, "structures.csv");
	text = sandbox_read(&s, "export/structures.csv", &len);
	assert_non_null(strstr(text, "Ville de Creil"));
	assert_null(strstr(text, "CAF"));
	free(text);
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_are_hidden_shown_moved_and_remembered),
		cmocka_unit_test(the_name_is_always_shown),
		cmocka_unit_test(thousands_come_in_any_order_both_ways),
		cmocka_unit_test(the_selection_stays_when_another_changes_the_order),
		cmocka_unit_test(a_click_on_a_heading_sorts),
		cmocka_unit_test(criteria_add_up_and_are_said_in_words),
		cmocka_unit_test(who_was_at_a_rencontre_is_found),
		cmocka_unit_test(the_count_stays_in_a_narrow_window),
		cmocka_unit_test(a_saved_filter_is_used_again),
		cmocka_unit_test(marks_are_copied_and_all_with_a_capital),
		cmocka_unit_test(a_terminal_that_takes_nothing_gets_a_file),
		cmocka_unit_test(too_long_for_a_terminal_goes_to_a_file),
		cmocka_unit_test(just_the_marked_are_exported),
		cmocka_unit_test(another_day_is_said_and_taken_off),
		cmocka_unit_test(the_mark_goes_with_who_is_erased),
		cmocka_unit_test(structures_keep_what_is_theirs),
	};

	return cmocka_run_group_tests_name("directory", tests, NULL, NULL);
}
