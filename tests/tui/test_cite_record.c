/* The record of a cité in a terminal: what it tells, and what is made, ended and taken back there. */
#include <stdio.h>
#include <string.h>

#include "support/check.h"

static struct sandbox s;

static int start(void **state)
{
	(void)state;
	sandbox_demo(&s);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	sandbox_release(&s);
	return 0;
}

/* The record of the cité that is selected at first. */
static struct terminal *open_at(int rows, int cols)
{
	struct terminal *t =
		sandbox_open(&s, &(struct terminal_options){ .rows = rows, .cols = cols }, NULL);

	assert_shows(t, "F1 Cités");
	terminal_type(t, "<F1>");
	assert_shows(t, "Amiens Étouvie");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Cité éducative · Amiens Étouvie");
	return t;
}

static void leave(struct terminal **t)
{
	terminal_type(*t, "<C-q>");
	assert_leaves(*t, 0);
	terminal_free(t);
}

static int find_row(struct terminal *t, const char *one, const char *other)
{
	for (int row = 0; row < terminal_rows(t); row++) {
		const char *line = terminal_row(t, row);
		if (strstr(line, one) && strstr(line, other))
			return row;
	}
	return -1;
}

/* Waits for a line that holds both texts; its row. */
static int row_with(struct terminal *t, const char *one, const char *other)
{
	assert_until(t, find_row(t, one, other) >= 0);
	return find_row(t, one, other);
}

static void tells_the_whole_story(void **state)
{
	struct terminal *t = open_at(60, 100);
	int posts, missed, row;

	(void)state;
	assert_shows(t, "label\u00a0: labellisée depuis 01/2022 · adhérente par Ville d'Amiens");
	posts = row_with(t, "CPO", "06 39 98 81 12");
	assert_non_null(strstr(terminal_row(t, posts), "09/2022"));
	/* Who came stands beside the rencontre; those missed come after those attended. */
	row_with(t, "12ème étape : Roubaix", "HADDAD Samir");
	missed = row_with(t, "Manquées en trois ans", "");
	row = row_with(t, "11ème étape : Calais", "");
	assert_true(row > missed);
	assert_true(row_with(t, "12ème étape : Roubaix", "") < missed);
	/* Bars stand under the years. */
	row_with(t, "2022", "2025");
	row_with(t, "BELKACEM Yacine  02/2022 →", "████");
	assert_shows(t, "Adhésions");
	leave(&t);
}

static void is_legible_in_a_small_window(void **state)
{
	struct terminal *t = open_at(16, 60);

	(void)state;
	row_with(t, "HADDAD Samir", "06 39 98 81 12");
	/* From section to section, up to the bars. */
	terminal_type(t, "<Tab><Tab><Tab><Tab>");
	assert_shows(t, "████");
	row_with(t, "2022", "2024");
	terminal_type(t, "<S-Tab><S-Tab><S-Tab><S-Tab>");
	assert_row_shows(t, 2, "▸ Amiens");
	leave(&t);
}

static void a_note_is_written_changed_and_taken_back(void **state)
{
	struct terminal *t = open_at(50, 100);
	int row, col;

	(void)state;
	terminal_type(t, "n");
	assert_shows(t, "Qu'ajouter");
	terminal_type(t, "not<Enter>");
	assert_row_shows(t, 1, "Nouvelle note");
	terminal_type(t, "Rappeler la mairie en mai");
	terminal_type(t, "<C-s>");
	assert_shows(t, "Note enregistrée");
	row = row_with(t, "19/11/2026", "Rappeler la mairie en mai");
	assert_true(terminal_find(t, "Notes", &(int){ 0 }, &col));
	/* On that line e changes the note, not the cité. */
	terminal_click(t, row, 6, 1);
	assert_row_shows(t, row, "▸");
	terminal_type(t, "e");
	assert_row_shows(t, 1, "Note");
	assert_shows(t, "Auteur·rice");
	terminal_type(t, " ou en juin<C-n>le matin");
	assert_shows(t, "▸ Note        * Rappeler la mairie en mai ou en juin");
	assert_gone(t, "ou en juinle matin");
	terminal_type(t, "<C-s>");
	assert_shows(t, "Rappeler la mairie en mai ou en juin");
	assert_row_shows(t, row + 1, "le matin");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer cette note");
	terminal_type(t, "o");
	assert_gone(t, "ou en juin");
	terminal_type(t, "u");
	assert_shows(t, "Rappeler la mairie en mai ou en juin");
	leave(&t);
}

static void a_mood_goes_to_the_map(void **state)
{
	struct terminal *t = open_at(50, 100);

	(void)state;
	terminal_type(t, "nmé<Enter>");
	assert_row_shows(t, 1, "Nouvelle météo");
	terminal_type(t, "o<C-s>");
	assert_shows(t, "Météo enregistrée\u00a0: Amiens Étouvie, orage");
	row_with(t, "19/11/2026", "! orage");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "34 cités");
	terminal_type(t, "C");
	assert_shows(t, "dernière météo  ");
	row_with(t, "Météo", "orage");
	assert_shows(t, "! orage 1");
	leave(&t);
}

static void a_mandate_ends_and_its_post_is_vacant(void **state)
{
	struct terminal *t = open_at(50, 100);
	int row;

	(void)state;
	row = row_with(t, "CPO", "06 39 98 81 12");
	terminal_click(t, row, 12, 1);
	assert_row_shows(t, row, "▸");
	terminal_type(t, "t");
	assert_shows(t, "Dernier jour");
	terminal_type(t, "<C-u>hier<C-s>");
	assert_shows(t, "vacant depuis 11/2026");
	row_with(t, "HADDAD Samir", "09/2022 → 11/2026");
	/* On the vacancy the form has the cité and the post already. */
	assert_row_shows(t, row, "▸");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Nouveau mandat");
	row_with(t, "Poste", "CPO");
	row_with(t, "Cité", "Amiens Étouvie");
	terminal_type(t, "hadd");
	assert_shows(t, "HADDAD Samir");
	terminal_type(t, "<Enter><C-s>");
	assert_row_shows(t, 1, "Cité éducative");
	assert_gone(t, "vacant depuis 11/2026");
	/* A mandate of one day is a bar. */
	row = row_with(t, "HADDAD Samir", "11/2026 →");
	assert_non_null(strstr(terminal_row(t, row), "█"));
	terminal_type(t, "u");
	assert_shows(t, "vacant depuis 11/2026");
	terminal_type(t, "u");
	assert_gone(t, "vacant depuis 11/2026");
	leave(&t);
}

/* From the cité to one of its people, and to a structure. */
static void people_and_structures_have_notes_as_well(void **state)
{
	struct terminal *t = open_at(50, 100);
	int row;

	(void)state;
	/* The telephone is in the record alone, not beside the map that is going. */
	row = row_with(t, "CPO", "06 39 98 81 12");
	terminal_click(t, row, 12, 1);
	assert_row_shows(t, row, "▸");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "HADDAD Samir");
	terminal_type(t, "N");
	assert_row_shows(t, 1, "Nouvelle note");
	terminal_type(t, "Préfère le matin<C-s>");
	row = row_with(t, "19/11/2026", "Préfère le matin");
	terminal_type(t, "o");
	assert_row_shows(t, 1, "mission Étouvie");
	terminal_type(t, "NFermée en août<C-s>");
	row_with(t, "19/11/2026", "Fermée en août");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "HADDAD Samir");
	/* On the note d is about the note. */
	terminal_click(t, row, 20, 1);
	assert_row_shows(t, row, "▸");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer cette note");
	terminal_type(t, "o");
	assert_gone(t, "Préfère le matin");
	/* Deleting the structure says that its note goes as well. */
	terminal_type(t, "o");
	assert_row_shows(t, 1, "mission Étouvie");
	terminal_type(t, "d");
	assert_shows(t, "1 note part aussi");
	terminal_type(t, "n");
	assert_gone(t, "1 note part aussi");
	leave(&t);
}

static void tells_of_the_day_the_map_tells_of(void **state)
{
	struct terminal *t = open_at(50, 100);

	(void)state;
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "34 cités");
	terminal_type(t, "D");
	assert_shows(t, "La carte telle");
	terminal_type(t, "<C-u>01/10/2022<C-s>");
	assert_shows(t, "01/10/2022");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Cité éducative · Amiens Étouvie, au 01/10/2022");
	/* In the second month of the CPO, before the référente; nothing of later days. */
	row_with(t, "CPO", "06 39 98 81 12");
	assert_true(find_row(t, "Réf.", "06 39") < 0);
	assert_lacks(t, "12ème étape");
	/* The mandate of the référente began later, and what she is today she was not then. */
	assert_lacks(t, "01/2023");
	assert_lacks(t, "Autres personnes");
	assert_lacks(t, "BOUTIN");
	leave(&t);
}

static void says_of_a_day_before_the_label_that_it_is_to_come(void **state)
{
	struct terminal *t = open_at(50, 100);

	(void)state;
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "34 cités");
	terminal_type(t, "D");
	assert_shows(t, "La carte telle");
	terminal_type(t, "<C-u>01/03/2021<C-s>");
	assert_shows(t, "01/03/2021");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Cité éducative · Amiens Étouvie, au 01/03/2021");
	assert_shows(t, "label\u00a0: labellisée à partir de 01/2022");
	assert_lacks(t, "Autres personnes");
	assert_lacks(t, "Mandats au fil du temps");
	leave(&t);
}

static void who_holds_two_posts_is_copied_once(void **state)
{
	struct terminal *t = open_at(50, 100);

	(void)state;
	terminal_type(t, "m");
	assert_row_shows(t, 1, "Nouveau mandat");
	terminal_type(t, "boutin");
	assert_shows(t, "BOUTIN Hortense");
	terminal_type(t, "<Enter><Tab><Left>");
	assert_shows(t, "quatrième copilote");
	terminal_type(t, "<C-s>");
	row_with(t, "4e", "BOUTIN Hortense");
	terminal_type(t, "y");
	assert_shows(t, "5 adresses");
	leave(&t);
}

/* Enter changes what the line is about: for who may change it. */
static void who_may_not_change_gets_no_form(void **state)
{
	static const char *const roles[] = { "lecture", "accueil" };
	static const char *const reasons[] = { "permet de lire, pas de modifier",
		"revient à la coordination" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct terminal *t = sandbox_open(&s, &(struct terminal_options){ .rows = 40, .cols = 100 },
			(const char *const[]){ "--role", roles[i], NULL });

		assert_shows(t, "F1 Cités");
		terminal_type(t, "<F1>");
		assert_shows(t, "Amiens Étouvie");
		terminal_type(t, "<Enter>");
		assert_row_shows(t, 1, "Cité éducative · Amiens Étouvie");
		terminal_type(t, "<Enter>");
		assert_shows(t, reasons[i]);
		assert_row_shows(t, 1, "Cité éducative · Amiens Étouvie");
		leave(&t);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)
		TEST(tells_the_whole_story),
		TEST(is_legible_in_a_small_window),
		TEST(a_note_is_written_changed_and_taken_back),
		TEST(a_mood_goes_to_the_map),
		TEST(a_mandate_ends_and_its_post_is_vacant),
		TEST(people_and_structures_have_notes_as_well),
		TEST(tells_of_the_day_the_map_tells_of),
		TEST(says_of_a_day_before_the_label_that_it_is_to_come),
		TEST(who_holds_two_posts_is_copied_once),
		TEST(who_may_not_change_gets_no_form),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
