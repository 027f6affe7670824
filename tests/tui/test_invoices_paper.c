/* Invoices: the paper on the screen is the one that is printed; the wheel; what changes or fails while one is issued. */
#include <stdio.h>
#include <unistd.h>

#include "desk_hands.h"

enum { WHEEL_UP = 64, WHEEL_DOWN = 65 };

#define ON_INI                                                                                 \
	"printf '[invoice]\\nname = Centre du Nord\\naddress = 1 rue de la Gare\\n"            \
	"postcode = 59000\\ntown = Lille\\nsiret = 732 829 320 00074\\nvat = exempt\\n' > on.ini"

static void open_invoices(struct desk *d, const struct terminal_options *o)
{
	const char *const args[] = { "--config", "on.ini", NULL };

	sandbox_demo(&d->s);
	beside(d, ON_INI);
	d->t = sandbox_open(&d->s, o, args);
	assert_shows(d->t, "F3");
	terminal_type(d->t, "<F4>");
	assert_shows(d->t, "Montant");
	terminal_type(d->t, "B");
	assert_shows(d->t, "FA2025-0003");
}

/* Whether the lines of a text stand on the screen, one below the other from the first one on. */
static void assert_shows_lines(const struct desk *d, const char *text)
{
	int row = 0, col;

	for (const char *at = text; *at; row++) {
		const size_t n = strcspn(at, "\n");
		char *line = strndup(at, n);

		if (at == text)
			assert_until(d->t, terminal_find(d->t, line, &row, &col));
		assert_row_shows(d->t, row, line);
		free(line);
		at += n + (at[n] == '\n');
	}
}

static void the_paper_on_the_screen_is_the_printed_one(void **state)
{
	struct desk d;
	struct outcome o;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .rows = 60, .cols = 100 });
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "FACTURE FA2025-0001");
	sandbox_shell(&d.s, &o, "etape invoices FA2025-0001 --format text");
	assert_non_null(strstr(o.out, "40" NB "€")); /* to its end */
	assert_shows_lines(&d, o.out);
	outcome_release(&o);
	terminal_type(d.t, "q");
	/* What is previewed is what is then issued: but for its number. */
	terminal_type(d.t, "v/soissons<Enter>");
	assert_row_shows(d.t, 3, "Soissons");
	terminal_type(d.t, "p");
	assert_shows(d.t, "FACTURE – PROJET");
	beside(&d, "etape --config on.ini invoice tour-13 --payer 'Ville de Soissons' --issue");
	sandbox_shell(&d.s, &o, "etape invoices FA2026-0001 --format text");
	assert_shows_lines(&d, strstr(o.out, "Date de la prestation"));
	outcome_release(&o);
	terminal_type(d.t, "q");
	close_screen(&d);
}

static void in_a_narrow_window_the_paper_stays_aligned(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .rows = 40, .cols = 60 });
	terminal_type(d.t, "<Enter>");
	assert_shows_lines(&d,
		"                Ville de Denain\n                9 quai de l'Illustration\n"
		"                59220 Denain\n");
	close_screen(&d);
}

static void wheel(struct terminal *t, int button)
{
	char report[48];

	snprintf(report, sizeof report, "\033[<%d;10;5M", button);
	terminal_send(t, report, strlen(report));
}

static void the_wheel_scrolls_list_and_paper(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .rows = 18 });
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 3, "La Porte du Hainaut");
	for (int i = 0; i < 12; i++)
		wheel(d.t, WHEEL_DOWN);
	assert_shows(d.t, "▸! PETITJEAN");
	for (int i = 0; i < 12; i++)
		wheel(d.t, WHEEL_UP);
	assert_row_shows(d.t, 3, "La Porte du Hainaut");
	terminal_type(d.t, "p");
	assert_shows(d.t, "Centre du Nord");
	assert_gone(d.t, "- réglé"); /* once, in the sum */
	for (int i = 0; i < 20; i++)
		wheel(d.t, WHEEL_DOWN);
	assert_shows(d.t, "40" NB "€");
	terminal_type(d.t, "q");
	close_screen(&d);
}

/* The question said another amount than what would be issued. */
static void what_changes_under_the_question_is_not_issued(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL);
	terminal_type(d.t, "v/soissons<Enter>");
	assert_row_shows(d.t, 3, "Soissons");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Émettre 1 facture" NB ": 150,00");
	beside(&d, "etape fee tour-13 'GÉRARD Antoine' --set 200 --reason essai");
	assert_row_shows(d.t, 3, "200,00"); /* behind it */
	terminal_type(d.t, "o");
	assert_shows(d.t, "a changé entre-temps");
	assert_row_shows(d.t, 3, "prêt");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Émettre 1 facture" NB ": 200,00");
	terminal_type(d.t, "o");
	assert_shows(d.t, "Facture FA2026-0001 émise");
	close_screen(&d);
}

/* The library of support/full.c lies beside the folder of this program. */
static const char *full_library(void)
{
	static char path[4096];
	const ssize_t n = readlink("/proc/self/exe", path, sizeof path - 32);

	assert_true(n > 0);
	path[n] = '\0';
	snprintf(strrchr(path, '/'), 32, "/../full.so");
	return path;
}

static void on_a_full_disk_nothing_is_half_issued(void **state)
{
	char preload[4200], once[4200];
	const char *const env[] = { preload, once, "ASAN_OPTIONS=verify_asan_link_order=0", NULL };
	struct desk d;

	(void)state;
	snprintf(preload, sizeof preload, "LD_PRELOAD=%s", full_library());
	snprintf(once, sizeof once, "FULL_ONCE=full");
	open_invoices(&d, &(struct terminal_options){ .env = env });
	terminal_type(d.t, "v/soissons<Enter>");
	assert_row_shows(d.t, 3, "Soissons");
	beside(&d, "touch full");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Émettre 1 facture");
	terminal_type(d.t, "o");
	assert_shows(d.t, "plein");
	assert_row_shows(d.t, 3, "Soissons");
	/* Once there is room it takes the first number. */
	beside(&d, "rm full");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Émettre 1 facture");
	terminal_type(d.t, "o");
	assert_shows(d.t, "Facture FA2026-0001 émise");
	/* Neither is a payment. */
	terminal_type(d.t, "V/<C-u>2026-0001<Enter>");
	assert_row_shows(d.t, 3, "FA2026-0001");
	beside(&d, "touch full");
	terminal_type(d.t, "r");
	assert_shows(d.t, "Règlement de FA2026-0001");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "plein");
	beside(&d, "rm full");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Reçu R2026-");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_paper_on_the_screen_is_the_printed_one),
		cmocka_unit_test(in_a_narrow_window_the_paper_stays_aligned),
		cmocka_unit_test(the_wheel_scrolls_list_and_paper),
		cmocka_unit_test(what_changes_under_the_question_is_not_issued),
		cmocka_unit_test(on_a_full_disk_nothing_is_half_issued),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
