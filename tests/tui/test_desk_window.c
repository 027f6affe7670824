/* Newcomers at the desk, windows of other sizes, and what it costs on a slow line. */
#include <stdlib.h>

#include "desk_hands.h"
#include "support/desk.h"

#define DESK "<F3>", "Attendus"

static void open_desk(struct desk *d)
{
	open_screen(d, NULL, DESK);
}

static void a_newcomer_is_registered_on_the_spot(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "zwertz aline<Enter>");
	assert_shows(d.t, "aucun résultat pour «" NB "zwertz aline" NB "»");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Prénom");
	assert_shows(d.t, "Zwertz");
	assert_shows(d.t, "Aline");
	terminal_type(d.t, "<Enter><Enter>Maison des inventeurs<Enter>");
	assert_shows(d.t, "à déterminer");
	terminal_type(d.t, "aline.zwertz@example.org<Enter>");
	assert_shows(d.t, "ZWERTZ Aline  présent·e, matin");
	assert_counts(d.t, "Sur place", 1);
	assert_prints(&d, "etape person aline.zwertz@example.org", "Maison des inventeurs");
	close_screen(&d);
}

static void a_newcomer_of_a_known_structure_hears_the_fee(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-n>");
	assert_shows(d.t, "Prénom");
	terminal_type(d.t, "Zwertz<Enter>Aline<Enter>Ville de Hautmont");
	assert_shows(d.t, "Hautmont");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "150,00");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "ZWERTZ Aline  présent·e");
	close_screen(&d);
}

static void a_structure_is_completed_not_doubled(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-n>");
	assert_shows(d.t, "Prénom");
	terminal_type(d.t, "Zwertz<Enter>Aline<Enter>ville de hautm");
	assert_shows(d.t, "nouvelle structure");
	terminal_type(d.t, "<Enter>aline.zwertz@example.org<Enter>");
	assert_shows(d.t, "ZWERTZ Aline  présent·e");
	assert_prints(&d, "etape person aline.zwertz@example.org", "Ville de Hautmont");
	close_screen(&d);
}

static void somebody_registered_is_recognised_in_the_form(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-n>");
	assert_shows(d.t, "Prénom");
	terminal_type(d.t, "kaczmarek<Enter>thomas");
	assert_shows(d.t, "Déjà inscrit·e" NB ": KACZMAREK Thomas");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Jeter");
	terminal_type(d.t, "j");
	assert_shows(d.t, "Attendus");
	close_screen(&d);
}

static void the_announcer_finds_those_she_announced(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "boukh");
	assert_shows(d.t, "▸ ○ BENALI Nadia");
	assert_shows(d.t, "annoncé·e par BOUKHA");
	assert_shows(d.t, "DELATTRE Jean-Pierre");
	close_screen(&d);
}

static void works_in_sixty_columns(void **state)
{
	static const struct terminal_options small = { .rows = 16, .cols = 60 };
	struct desk d;

	(void)state;
	open_screen(&d, &small, "<F3>", "présents" NB ": 0 sur");
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "KACZMAREK Thomas");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "présent·e, matin");
	assert_shows(d.t, "présents" NB ": 1 sur");
	close_screen(&d);
}

static void a_wide_window_shows_who_came_and_who_is_missing(void **state)
{
	static const struct terminal_options wide = { .rows = 60, .cols = 200 };
	struct desk d;

	(void)state;
	open_screen(&d, &wide, DESK);
	assert_shows(d.t, "Encore attendus, par cité");
	assert_shows(d.t, "Lens");
	terminal_type(d.t, "kacz<Enter>");
	assert_shows(d.t, "09:00  KACZMAREK Thomas");
	terminal_resize(d.t, 24, 80);
	assert_gone(d.t, "Encore attendus");
	assert_shows(d.t, "Attendus");
	close_screen(&d);
}

/* Bytes that keys make the program send. */
static size_t cost(struct desk *d, const char *keys)
{
	const size_t before = terminal_bytes(d->t);

	terminal_type(d->t, keys);
	assert_until(d->t, terminal_bytes(d->t) > before);
	terminal_wait_quiet(d->t, 100);
	return terminal_bytes(d->t) - before;
}

static void is_light_on_a_slow_line(void **state)
{
	static const char *const typed[] = { "l", "e", "s", "<BS><BS><BS>d", "i", "<BS><BS>v", "a",
		"n", "h", "<BS><BS><BS><BS>d", "u", "p", "<BS><BS><BS>m", "a", "r", "t", "i" };
	struct desk d;

	(void)state;
	open_desk(&d);
	assert_shows(d.t, "une place est libre");
	terminal_wait_quiet(d.t, 100);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		assert_in_range(cost(&d, typed[i]), 1, 600);
	terminal_type(d.t, "<BS><BS><BS><BS><BS>kacz");
	assert_shows(d.t, "KACZMAREK");
	terminal_wait_quiet(d.t, 100);
	assert_in_range(cost(&d, "<Enter>"), 1, 1200);
	assert_shows(d.t, "présent·e, matin");
	close_screen(&d);
}

static void is_silent_when_idle(void **state)
{
	struct desk d;
	size_t before;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "ka");
	assert_shows(d.t, "KACZMAREK");
	terminal_wait_quiet(d.t, 100);
	before = terminal_bytes(d.t);
	terminal_wait_quiet(d.t, 2500);
	assert_int_equal(terminal_bytes(d.t) - before, 0);
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_newcomer_is_registered_on_the_spot),
		cmocka_unit_test(a_newcomer_of_a_known_structure_hears_the_fee),
		cmocka_unit_test(a_structure_is_completed_not_doubled),
		cmocka_unit_test(somebody_registered_is_recognised_in_the_form),
		cmocka_unit_test(the_announcer_finds_those_she_announced),
		cmocka_unit_test(works_in_sixty_columns),
		cmocka_unit_test(a_wide_window_shows_who_came_and_who_is_missing),
		cmocka_unit_test(is_light_on_a_slow_line),
		cmocka_unit_test(is_silent_when_idle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
