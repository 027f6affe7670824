/* The directory as a coordinator uses it: find, read, change, take back. */
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

static struct terminal *open_directory(struct sandbox *s, const struct terminal_options *o)
{
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, o, NULL);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "personnes");
	return t;
}

/* Types a filter and keeps it; the bottom line tells that the field is closed. */
static void filter(struct terminal *t, const char *text)
{
	terminal_type(t, "/");
	assert_row_shows(t, -1, "garder le filtre");
	terminal_type(t, text);
	terminal_type(t, "<Enter>");
	assert_row_shows(t, -1, "filtrer");
}

static void a_filter_ignores_case_and_accents(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	filter(t, "dupre-leroy ines");
	assert_row_shows(t, 1, "1 personne");
	assert_row_shows(t, 3, "DUPRÉ-LEROY Inès");
	terminal_type(t, "<Esc>");
	assert_gone(t, "filtre «");
	/* The row stays the selected one. */
	assert_until(t, terminal_shows(t, "▸ DUPRÉ-LEROY"));
	sandbox_close(&s, &t);
}

static void criteria_narrow_the_list(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "f");
	assert_shows(t, "Ne montrer que");
	terminal_type(t, "oise<Enter>");
	assert_row_shows(t, 1, "· Oise");
	assert_gone(t, "ABDALLAH");
	terminal_type(t, "<Esc>");
	assert_shows(t, "ABDALLAH");
	sandbox_close(&s, &t);
}

static void the_record_shows_posts_and_rencontres(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	filter(t, "dupre-leroy");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "DUPRÉ-LEROY Inès");
	assert_shows(t, "Mandats");
	assert_shows(t, "Rencontres");
	assert_shows(t, "ines.dupre-leroy@example.org");
	terminal_type(t, "o");
	assert_row_shows(t, 1, "Ville de Creil");
	terminal_type(t, "q");
	assert_row_shows(t, 1, "DUPRÉ-LEROY");
	terminal_type(t, "q");
	assert_row_shows(t, 1, "1 personne");
	sandbox_close(&s, &t);
}

static void several_addresses_go_to_the_clipboard(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	filter(t, "dupont claire");
	terminal_type(t, "Ay");
	assert_row_shows(t, -1, "adresses");
	assert_non_null(terminal_clipboard(t));
	assert_non_null(strstr(terminal_clipboard(t), "@example.org>; DUPONT"));
	sandbox_close(&s, &t);
}

static void a_person_is_added_and_taken_back(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	struct outcome o;

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle personne");
	terminal_type(t, "Zywiec<Tab>Ève<Tab>CPO<Tab>ville de cre");
	assert_shows(t, "Ville de Creil");
	terminal_type(t, "<Enter><Tab>eve@@");
	assert_shows(t, "n'est pas une adresse");
	terminal_type(t, "<C-u>eve.zywiec@example.org<C-s>");
	assert_shows(t, "▸ ZYWIEC Ève");
	assert_row_shows(t, -1, "Enregistré");
	sandbox_etape(&s, &o, "person", "eve.zywiec@example.org");
	assert_int_equal(o.status, 0);
	assert_non_null(strstr(o.out, "Creil"));
	outcome_release(&o);
	terminal_type(t, "u");
	assert_gone(t, "▸ ZYWIEC");
	assert_row_shows(t, -1, "Annulé");
	desk_check(&s);
	sandbox_close(&s, &t);
}

static void marked_records_are_confirmed_together(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	filter(t, "dupont claire");
	terminal_type(t, "AC");
	assert_row_shows(t, -1, "2 fiches confirmées aujourd'hui");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Confirmée");
	assert_shows(t, "19/11/2026");
	terminal_type(t, "u");
	assert_gone(t, "19/11/2026");
	terminal_type(t, "C");
	assert_row_shows(t, -1, "1 fiche confirmée aujourd'hui");
	assert_shows(t, "19/11/2026");
	desk_check(&s);
	sandbox_close(&s, &t);
}

static void deleting_asks_and_can_be_undone(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	filter(t, "abdallah");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer ABDALLAH");
	assert_shows(t, "mandat");
	terminal_type(t, "<Enter>"); /* "no" is what Enter takes */
	assert_gone(t, "Supprimer ABDALLAH");
	assert_shows(t, "▸ ABDALLAH");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer ABDALLAH");
	terminal_type(t, "o");
	assert_row_shows(t, 1, "0 personne");
	terminal_type(t, "u");
	assert_row_shows(t, 1, "1 personne");
	desk_check(&s);
	sandbox_close(&s, &t);
}

static void erasing_is_for_admin_and_says_what_stays(void **state)
{
	static const char *const args[] = { "--role", "admin", NULL };
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	filter(t, "abdallah");
	terminal_type(t, "<Enter>X");
	assert_shows(t, "demande le rôle « admin »");
	terminal_free(&t);
	t = sandbox_open(&s, NULL, args);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "164 personnes");
	filter(t, "abdallah");
	terminal_type(t, "<Enter>X");
	assert_shows(t, "Effacer ABDALLAH");
	assert_shows(t, "Restent, sans nom");
	terminal_type(t, "<Enter>"); /* "no" is what Enter takes */
	assert_gone(t, "Restent, sans nom");
	terminal_type(t, "X");
	assert_shows(t, "Effacer ABDALLAH");
	terminal_type(t, "o");
	assert_shows(t, "contiennent encore la personne");
	assert_gone(t, "ABDALLAH");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "0 personne");
	desk_check(&s);
	sandbox_close(&s, &t);
}

/* One key took the whole demonstration network (or an import) away. */
static void undo_asks_about_what_was_done_before_the_screens(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "u");
	assert_shows(t, "Annuler cette modification");
	terminal_type(t, "<Enter>"); /* "leave it" is what Enter takes */
	assert_gone(t, "Annuler cette modification");
	assert_row_shows(t, 1, "164 personnes");
	sandbox_close(&s, &t);
}

/* A refusal of the desk is a change like others in the log, and nothing to undo. */
static void undo_passes_over_what_the_desk_refused(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	sandbox_etape(&s, &o, "checkin", "tour-14", "bacquet");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	sandbox_etape(&s, &o, "checkin", "tour-14", "nemo");
	assert_int_equal(o.status, 1);
	outcome_release(&o);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "personnes");
	terminal_type(t, "u");
	assert_shows(t, "Annuler cette modification");
	assert_shows(t, "BACQUET Élodie");
	assert_lacks(t, "refus");
	terminal_type(t, "<Enter>");
	sandbox_close(&s, &t);
}

/* `?` listed new, edit, delete on the map, where they do nothing. */
static void help_leaves_out_what_has_no_place_here(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "?");
	assert_shows(t, "Touches qui servent ici");
	terminal_type(t, "<PgDn>");
	assert_shows(t, "Créer une fiche");
	terminal_type(t, "<Esc>");
	assert_gone(t, "Créer une fiche");
	terminal_type(t, "<F1>?");
	assert_shows(t, "Ouvrir la fiche de la cité");
	assert_false(terminal_shows(t, "Créer une fiche"));
	sandbox_close(&s, &t);
}

static void what_another_saves_shows_up_without_moving_me(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	struct terminal *other;

	(void)state;
	assert_shows(t, "▸ ABDALLAH");
	terminal_type(t, "<Down><Down>");
	assert_until(t, terminal_shows(t, "▸ AÏT OUALI"));
	other = sandbox_open(&s, NULL, NULL);
	assert_shows(other, "F5 Contacts");
	terminal_type(other, "<F5>n");
	assert_row_shows(other, 1, "Nouvelle personne");
	terminal_type(other, "Aaa<Tab>Bbb<C-s>");
	assert_shows(other, "▸ AAA Bbb");
	terminal_free(&other);
	assert_row_shows(t, 1, "165 personnes");
	assert_true(terminal_shows(t, "▸ AÏT OUALI"));
	sandbox_close(&s, &t);
}

static void what_is_shown_is_exported(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	char *csv;
	size_t len;

	(void)state;
	filter(t, "dupont claire");
	terminal_type(t, "x");
	assert_shows(t, "2 personnes : sous quelle forme ?");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, -1, "contacts.csv");
	csv = sandbox_read(&s, "export/contacts.csv", &len);
	assert_non_null(csv);
	assert_memory_equal(csv, "family_name,", 12);
	assert_non_null(strstr(csv, "Dupont,Claire"));
	assert_null(strstr(csv, "Abdallah"));
	free(csv);
	sandbox_close(&s, &t);
}

/* Two people change the same record: the second sees both versions and chooses. */
static void a_stale_save_shows_both_versions(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);
	struct terminal *other = sandbox_open(&s, NULL, NULL);
	struct outcome o;

	(void)state;
	filter(t, "dupre-leroy");
	terminal_type(t, "e");
	assert_row_shows(t, 1, "Modifier");
	assert_shows(other, "F5 Contacts");
	terminal_type(other, "<F5>");
	filter(other, "dupre-leroy");
	terminal_type(other, "e");
	assert_row_shows(other, 1, "Modifier");
	terminal_type(other, "<Tab><Tab><C-u>Cheffe de projet<C-s>");
	assert_row_shows(other, -1, "Enregistré");
	terminal_free(&other);
	terminal_type(t, "<Tab><Tab><C-u>Coordinatrice<C-s>");
	assert_shows(t, "Deux versions");
	assert_shows(t, "Cheffe de projet");
	assert_shows(t, "Coordinatrice");
	terminal_type(t, "e"); /* Enregistrer la mienne */
	assert_row_shows(t, -1, "Enregistré");
	sandbox_etape(&s, &o, "person", "ines.dupre-leroy@example.org");
	assert_non_null(strstr(o.out, "Coordinatrice"));
	outcome_release(&o);
	sandbox_close(&s, &t);
}

/* What was typed when the line dropped is offered back, and is not lost by looking at it. */
static void a_dropped_line_keeps_the_draft(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle personne");
	terminal_type(t, "Perdue<Tab>Jamais");
	assert_shows(t, "Jamais");
	terminal_hangup(t);
	assert_true(terminal_wait_exit(t));
	terminal_free(&t);

	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>n");
	assert_shows(t, "La connexion a été perdue");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Perdue");
	assert_shows(t, "Jamais");
	terminal_type(t, "<C-s>");
	assert_shows(t, "▸ PERDUE Jamais");
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle personne");
	assert_lacks(t, "La connexion a été perdue");
	sandbox_close(&s, &t);
}

static void a_changed_form_is_not_left_by_mistake(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle personne");
	terminal_type(t, "Martin");
	assert_shows(t, "Martin");
	terminal_type(t, "<F1>");
	assert_shows(t, "Ce formulaire a été modifié");
	terminal_type(t, "<Enter>"); /* go on */
	assert_gone(t, "Ce formulaire a été modifié");
	assert_shows(t, "Martin");
	terminal_type(t, "<Esc>");
	assert_shows(t, "Ce formulaire a été modifié");
	terminal_type(t, "j"); /* jeter */
	assert_row_shows(t, 1, "164 personnes");
	sandbox_close(&s, &t);
}

static void it_fits_every_window(void **state)
{
	static const struct terminal_options small = { .rows = 16, .cols = 60 };
	static const struct terminal_options ascii = { .lang = "C", .term = "vt100" };
	struct sandbox s;
	struct terminal *t = open_directory(&s, &small);

	(void)state;
	assert_row_shows(t, 3, "ABDALLAH");
	terminal_resize(t, 60, 200);
	assert_until(t, terminal_shows(t, "│"));
	assert_until(t, terminal_shows(t, "@example.org"));
	terminal_resize(t, 5, 20);
	assert_shows(t, "trop petite");
	terminal_resize(t, 24, 80);
	assert_row_shows(t, 3, "ABDALLAH");
	sandbox_close(&s, &t);

	sandbox_demo(&s);
	t = sandbox_open(&s, &ascii, NULL);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>");
	assert_shows(t, "> ABDALLAH");
	size_t len;
	const char *raw = terminal_raw(t, &len);
	for (size_t i = 0; i < len; i++)
		assert_true((unsigned char)raw[i] < 0x80);
	sandbox_close(&s, &t);
}

static void moving_a_row_costs_little_and_idling_nothing(void **state)
{
	struct sandbox s;
	struct terminal *t = open_directory(&s, NULL);

	(void)state;
	terminal_wait_quiet(t, 300);
	size_t before = terminal_bytes(t);
	terminal_type(t, "<Down>");
	assert_until(t, terminal_shows(t, "▸ ADJOVI"));
	terminal_wait_quiet(t, 200);
	assert_in_range(terminal_bytes(t) - before, 1, 200);
	before = terminal_bytes(t);
	terminal_wait_quiet(t, 1500);
	assert_int_equal(terminal_bytes(t), before);
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_filter_ignores_case_and_accents),
		cmocka_unit_test(criteria_narrow_the_list),
		cmocka_unit_test(the_record_shows_posts_and_rencontres),
		cmocka_unit_test(several_addresses_go_to_the_clipboard),
		cmocka_unit_test(a_person_is_added_and_taken_back),
		cmocka_unit_test(marked_records_are_confirmed_together),
		cmocka_unit_test(deleting_asks_and_can_be_undone),
		cmocka_unit_test(erasing_is_for_admin_and_says_what_stays),
		cmocka_unit_test(undo_asks_about_what_was_done_before_the_screens),
		cmocka_unit_test(undo_passes_over_what_the_desk_refused),
		cmocka_unit_test(help_leaves_out_what_has_no_place_here),
		cmocka_unit_test(what_another_saves_shows_up_without_moving_me),
		cmocka_unit_test(what_is_shown_is_exported),
		cmocka_unit_test(a_stale_save_shows_both_versions),
		cmocka_unit_test(a_dropped_line_keeps_the_draft),
		cmocka_unit_test(a_changed_form_is_not_left_by_mistake),
		cmocka_unit_test(it_fits_every_window),
		cmocka_unit_test(moving_a_row_costs_little_and_idling_nothing),
	};

	return cmocka_run_group_tests_name("contacts", tests, NULL, NULL);
}
