/* The fees as they are drawn: the list, the selected line's reasons beside or below, sums. */
#include "tui/screens/fees.h"

enum {
	WIDE_COLS = 120, /* from here on reasons stand beside the list */
	ASIDE_LEAST = 44,
	ASIDE_MOST = 72,
	TALL_ROWS = 18, /* from here on there is a rule, and five lines of reasons */
};

static void draw_reasons(struct fees_state *f, struct area a)
{
	const struct fee_row *row = fees_person(f);
	const struct fees_group *group = fees_group(f);
	struct str text = STR_INIT;
	int at = 0;

	if (row) {
		at = area_wrap(a, at, THEME_STRONG, row->name);
		if (a.rows > 8 && *row->structure)
			at = area_wrap(a, at, THEME_DIM, row->structure) + 1;
		area_wrap(a, at, THEME_NORMAL, row->reasons);
	} else if (group) {
		at = area_wrap(a, at, THEME_STRONG,
			*group->name ? group->name : _("without a structure"));
		fees_say_sums(&text, &group->sums, SIZE_MAX);
		area_wrap(a, at, THEME_NORMAL, text.buf);
	}
	str_release(&text);
}

static void draw_sums(const struct fees_state *f, struct area a, int at, bool wrap)
{
	struct str text = STR_INIT;

	fees_say_sums(&text, &f->sums, wrap ? SIZE_MAX : (size_t)a.cols);
	if (wrap)
		area_wrap(a, at, THEME_LABEL, text.buf);
	else
		area_fit(a, at, 0, a.cols, THEME_LABEL, text.buf);
	str_release(&text);
}

static void draw_list(struct fees_state *f, struct area a)
{
	list_draw(fees_shown(f), a, true,
		f->event.id ? _("Nobody is registered for this rencontre yet")
			    : _("No rencontre is open (F2, then n: make one)."));
}

static void draw_wide(struct fees_state *f, struct area a)
{
	const int third = a.cols / 3 > ASIDE_MOST ? ASIDE_MOST : a.cols / 3;
	const int width = third < ASIDE_LEAST ? ASIDE_LEAST : third;
	const int left = a.cols - width - 3;
	const struct area aside = area_sub(a, 0, left + 3, a.rows, width);

	draw_list(f, area_sub(a, 0, 0, a.rows, left));
	area_vrule(a, left + 1, THEME_DIM);
	draw_reasons(f, area_sub(aside, 1, 0, aside.rows - 6, aside.cols));
	area_put(aside, aside.rows - 4, 0, THEME_TITLE, _("In all"));
	draw_sums(f, aside, aside.rows - 3, true);
}

void fees_draw(struct screen *s, struct area area)
{
	struct fees_state *f = (struct fees_state *)s;
	const bool tall = area.rows >= TALL_ROWS;
	const int below = tall ? 5 : 3;
	const int rows = area.rows - below - 1 - tall;

	if (area.cols >= WIDE_COLS) {
		draw_wide(f, area);
		return;
	}
	if (rows < 3) { /* no room for more than the list */
		draw_list(f, area);
		return;
	}
	draw_list(f, area_sub(area, 0, 0, rows, area.cols));
	if (tall)
		area_rule(area, rows, THEME_DIM);
	draw_reasons(f, area_sub(area, rows + tall, 1, below, area.cols - 2));
	draw_sums(f, area_sub(area, 0, 1, area.rows, area.cols - 2), area.rows - 1, false);
}
