/* The mouse in the agenda: days, the wheel, a rencontre opened. */
#include <stdio.h>
#include <string.h>

#include "desk_hands.h"

enum { WHEEL_UP = 64, WHEEL_DOWN = 65 };

static void wheel(struct terminal *t, int button, int row, int col)
{
	char report[48];

	snprintf(report, sizeof report, "\033[<%d;%d;%dM", button, col + 1, row + 1);
	terminal_send(t, report, strlen(report));
}

static void the_wheel_turns_months(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, "<F2>", "novembre 2026");
	assert_shows(d.t, "jeudi 19 novembre 2026");
	wheel(d.t, WHEEL_DOWN, 5, 8);
	assert_shows(d.t, "samedi 19 décembre 2026");
	for (int i = 0; i < 2; i++)
		wheel(d.t, WHEEL_DOWN, 5, 8);
	assert_shows(d.t, "vendredi 19 février 2027");
	assert_row_shows(d.t, 1, "février 2027 →");
	for (int i = 0; i < 4; i++)
		wheel(d.t, WHEEL_UP, 5, 8);
	assert_shows(d.t, "lundi 19 octobre 2026");
	assert_row_shows(d.t, 1, "octobre 2026");
	close_screen(&d);
}

/* The list has a wheel of its own: months stay, the days of what is selected follow. */
static void the_wheel_over_the_list_scrolls_it(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, "<F2>", "novembre 2026");
	assert_shows(d.t, "Étape 14");
	wheel(d.t, WHEEL_DOWN, 4, 50);
	assert_shows(d.t, "jeudi 10 décembre 2026");
	assert_shows(d.t, "▸◆ 10 déc.");
	assert_row_shows(d.t, 1, "novembre 2026 → janvier 2027");
	close_screen(&d);
}

static void a_click_is_a_day_and_another_opens_what_is_on_it(void **state)
{
	struct desk d;
	int row, col;

	(void)state;
	open_screen(&d, NULL, "<F2>", "novembre 2026");
	assert_until(d.t, terminal_find(d.t, "10◆", &row, &col));
	terminal_click(d.t, row, col, 1);
	assert_shows(d.t, "jeudi 10 décembre 2026");
	/* Elsewhere, so that what follows is a double click and no more. */
	terminal_click(d.t, row, col + 3, 1);
	assert_shows(d.t, "vendredi 11 décembre 2026");
	terminal_click(d.t, row, col, 1);
	terminal_click(d.t, row, col, 1);
	assert_row_shows(d.t, 1, "Réseau régional CPO, 23ème");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "novembre 2026 → janvier 2027");
	/* An empty day has nothing to open. */
	terminal_click(d.t, row, col + 3, 1);
	terminal_click(d.t, row, col + 3, 1);
	terminal_click(d.t, row, col + 6, 1);
	assert_shows(d.t, "samedi 12 décembre 2026");
	assert_row_shows(d.t, 1, "novembre 2026 → janvier 2027");
	/* In the list as well. */
	assert_until(d.t, terminal_find(d.t, "31/12–1", &row, &col));
	terminal_click(d.t, row, col, 1);
	assert_shows(d.t, "▸▲ 31/12–1");
	terminal_click(d.t, row, col + 8, 1);
	terminal_click(d.t, row, col + 8, 1);
	assert_row_shows(d.t, 1, "Atelier régional");
	close_screen(&d);
}

/* Keys that come in one go: what is opened is what the day goes to, not what was drawn before. */
static void keys_are_faster_than_the_screen(void **state)
{
	struct desk d;

	(void)state;
	open_screen(&d, NULL, "<F2>", "novembre 2026");
	assert_shows(d.t, "jeudi 19 novembre 2026");
	terminal_send(d.t, "+++\r", 4);
	assert_row_shows(d.t, 1, "Réseau régional CPO, 23ème");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_wheel_turns_months),
		cmocka_unit_test(the_wheel_over_the_list_scrolls_it),
		cmocka_unit_test(keys_are_faster_than_the_screen),
		cmocka_unit_test(a_click_is_a_day_and_another_opens_what_is_on_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
