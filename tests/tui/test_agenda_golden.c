/* The calendar as it stands on paper: three months of 2020, 2026 and 2027 at two sizes, against
 * tests/tui/golden. ETAPE_GOLDEN=write writes them anew: read the difference before you keep it. */
#include <stdio.h>

#include "desk_hands.h"

#define GOLDEN "tests/tui/golden"

/* The whole screen as text. */
static char *screen_text(struct terminal *t)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	assert_non_null(f);
	for (int row = 0; row < terminal_rows(t); row++)
		fprintf(f, "%s\n", terminal_row(t, row));
	fclose(f);
	return text;
}

static char *golden_read(const char *path)
{
	FILE *f = fopen(path, "r");
	char *text = calloc(1, 65536);

	assert_non_null(text);
	if (f) {
		text[fread(text, 1, 65535, f)] = '\0';
		fclose(f);
	}
	return text;
}

static void golden_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static bool same(struct terminal *t, const char *expected)
{
	char *text = screen_text(t);
	const bool equal = strcmp(text, expected) == 0;

	free(text);
	return equal;
}

/* Waits until the screen is the golden one, which a first frame may not be yet. */
static void compare(struct terminal *t, const char *path)
{
	const int64_t until = terminal_deadline();
	char *expected;

	if (getenv("ETAPE_GOLDEN")) {
		char *text;

		terminal_wait_quiet(t, 500);
		text = screen_text(t);
		golden_write(path, text);
		free(text);
	}
	expected = golden_read(path);
	while (!same(t, expected))
		if (!terminal_pump(t, until) && !same(t, expected)) {
			terminal_dump(t);
			fail_msg("the screen is not that of %s", path);
		}
	free(expected);
}

struct scene {
	const char *name;
	const char *now;  /* the clock */
	const char *sign; /* the first month's name */
};

static void scene_at(const struct scene *scene, int rows, int cols)
{
	const struct terminal_options o = { .rows = rows, .cols = cols, .now = scene->now };
	char path[128];
	struct desk d;

	sandbox_demo(&d.s);
	d.t = sandbox_open(&d.s, &o, NULL);
	assert_shows(d.t, "F3");
	terminal_type(d.t, "<F2>");
	assert_row_shows(d.t, 1, scene->sign);
	snprintf(path, sizeof path, GOLDEN "/agenda-%s-%dx%d.txt", scene->name, cols, rows);
	compare(d.t, path);
	close_screen(&d);
}

static void scene(const struct scene *scene)
{
	scene_at(scene, 24, 80);
	scene_at(scene, 40, 132);
}

/* February to April 2020: the first étape of the Tour, holidays of the three zones, Easter. */
static void three_months_of_2020(void **state)
{
	(void)state;
	scene(&(struct scene){ "2020", "2020-02-11T09:00+01:00", "février 2020" });
}

/* November 2026 to January 2027: week 53, a rencontre over the new year, holidays not known. */
static void three_months_of_2026(void **state)
{
	(void)state;
	scene(&(struct scene){ "2026", "2026-11-19T09:00+01:00", "novembre 2026" });
}

/* March to May 2027: nothing yet but the public holidays. */
static void three_months_of_2027(void **state)
{
	(void)state;
	scene(&(struct scene){ "2027", "2027-03-28T02:30+02:00", "mars 2027" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(three_months_of_2020),
		cmocka_unit_test(three_months_of_2026),
		cmocka_unit_test(three_months_of_2027),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
