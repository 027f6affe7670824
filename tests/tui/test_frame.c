/* What all screens share: help, commands, the finder, the mouse, pastes, the user's own keys. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "support/check.h"

static struct terminal *open_screens(struct sandbox *s, const struct terminal_options *o,
	const char *const *args)
{
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, o, args);
	assert_shows(t, "F5 Contacts");
	return t;
}

static void help_lists_the_keys_of_here(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "<F5>?");
	assert_shows(t, "Touches qui servent ici");
	assert_shows(t, "Contacts");
	assert_gone(t, "voisine");
	terminal_type(t, "G");
	assert_shows(t, "Partout");
	terminal_type(t, "?");
	assert_gone(t, "Touches qui servent ici");
	sandbox_close(&s, &t);
}

static void commands_are_found_by_their_words(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, NULL);

	(void)state;
	terminal_type(t, ":");
	assert_shows(t, "Commandes");
	terminal_type(t, "annuaire");
	assert_shows(t, "Aller à l'annuaire");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "164 personnes");
	sandbox_close(&s, &t);
}

/* "Who is the CPO in Maubeuge?": answered without leaving where one is. */
static void the_finder_answers_the_telephone(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "164 personnes");
	terminal_type(t, "<C-k>maub");
	assert_shows(t, "CPO · Maubeuge");
	terminal_type(t, " cpo");
	assert_shows(t, "▸ · VAN DER MEERSCH");
	assert_shows(t, "06 39 98 55 32");
	assert_shows(t, "joris.van-der-meersch@example.org");
	terminal_type(t, "<C-y>");
	assert_row_shows(t, -1, "presse-papiers");
	assert_string_equal(terminal_clipboard(t), "joris.van-der-meersch@example.org");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "VAN DER MEERSCH Joris");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "164 personnes");
	sandbox_close(&s, &t);
}

static void the_mouse_selects_opens_and_rolls(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, NULL);
	int row;
	int col;

	(void)state;
	assert_true(terminal_find(t, "Contacts", &row, &col));
	terminal_click(t, row, col, 1);
	assert_row_shows(t, 1, "164 personnes");
	terminal_click(t, 6, 10, 1);
	assert_until(t, terminal_shows(t, "▸ AUBERT"));
	terminal_click(t, 6, 10, 5);
	assert_until(t, terminal_shows(t, "▸ BACQUET"));
	terminal_click(t, 8, 10, 1);
	terminal_click(t, 8, 10, 1);
	assert_row_shows(t, 1, "BARBIER Luc");
	terminal_type(t, "<F9>");
	assert_until(t, !terminal_mode(t, 1000));
	sandbox_close(&s, &t);
}

static void a_paste_outside_a_field_is_refused(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "164 personnes");
	terminal_paste(t, "q\nd\no\n");
	assert_row_shows(t, -1, "Rien n'a été collé");
	terminal_type(t, "/");
	assert_row_shows(t, -2, "/");
	terminal_paste(t, "abdallah\n");
	assert_row_shows(t, 1, "1 personne");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "164 personnes");
	sandbox_close(&s, &t);
}

static void the_user_binds_keys(void **state)
{
	static const char ini[] = "[keys]\nlist.down = J\napp.contacts = F7\n";
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	sandbox_write(&s, "my.ini", ini, sizeof ini - 1);
	t = sandbox_open(&s, NULL, (const char *const[]){ "--config", "my.ini", NULL });
	assert_shows(t, "F7 Contacts");
	terminal_type(t, "<F7>");
	assert_row_shows(t, 1, "164 personnes");
	terminal_type(t, "j");
	terminal_type(t, "J");
	assert_until(t, terminal_shows(t, "▸ ADJOVI"));
	sandbox_close(&s, &t);
}

static void a_wrong_binding_is_one_line(void **state)
{
	static const char ini[] = "[keys]\nlist.fly = J\n";
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	sandbox_write(&s, "my.ini", ini, sizeof ini - 1);
	t = sandbox_open(&s, NULL, (const char *const[]){ "--config", "my.ini", NULL });
	assert_shows(t, "list.fly");
	assert_leaves(t, 1);
	sandbox_close(&s, &t);
}

static void roles_hide_what_they_may_not_do(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, (const char *const[]){ "--role", "lecture", NULL });

	(void)state;
	assert_row_shows(t, 0, "lecture");
	terminal_type(t, "<F5>");
	assert_row_shows(t, -1, "filtrer");
	assert_null(strstr(terminal_row(t, 23), "nouveau"));
	terminal_type(t, "n");
	assert_row_shows(t, -1, "Votre rôle permet de lire");
	sandbox_close(&s, &t);
}

static void stopped_and_continued(void **state)
{
	struct sandbox s;
	struct terminal *t = open_screens(&s, NULL, NULL);

	(void)state;
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "164 personnes");
	terminal_signal(t, SIGSTOP);
	terminal_signal(t, SIGCONT);
	terminal_type(t, "<Down>");
	assert_until(t, terminal_shows(t, "▸ ADJOVI"));
	assert_until(t, terminal_mode(t, 2004));
	terminal_type(t, "<C-q>");
	assert_leaves(t, 0);
	sandbox_close(&s, &t);
}

static void without_colour_glyphs_say_it(void **state)
{
	static const struct terminal_options mono = { .no_color = true };
	struct sandbox s;
	struct terminal *t = open_screens(&s, &mono, NULL);

	(void)state;
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "164 personnes");
	for (int row = 0; row < 24; row++)
		for (int col = 0; col < 80; col++) {
			struct terminal_cell cell;

			terminal_cell(t, row, col, &cell);
			assert_int_equal(cell.fg, TERMINAL_DEFAULT);
			assert_int_equal(cell.bg, TERMINAL_DEFAULT);
		}
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(help_lists_the_keys_of_here),
		cmocka_unit_test(commands_are_found_by_their_words),
		cmocka_unit_test(the_finder_answers_the_telephone),
		cmocka_unit_test(the_mouse_selects_opens_and_rolls),
		cmocka_unit_test(a_paste_outside_a_field_is_refused),
		cmocka_unit_test(the_user_binds_keys),
		cmocka_unit_test(a_wrong_binding_is_one_line),
		cmocka_unit_test(roles_hide_what_they_may_not_do),
		cmocka_unit_test(stopped_and_continued),
		cmocka_unit_test(without_colour_glyphs_say_it),
	};

	return cmocka_run_group_tests_name("frame", tests, NULL, NULL);
}
