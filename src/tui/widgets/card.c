#include "tui/widgets/card.h"

#include <stdlib.h>
#include <string.h>

#include "etape/err.h"
#include "etape/str.h"
#include "etape/text.h"
#include "tui/screen.h"

enum {
	INDENT = 2,
	GAP = 2,
	LEAST = 8,	/* a column cut narrower than this is left out */
	BAR = 24,	/* columns of a bar of time */
	WHEEL = 3,
};

void card_init(struct card *s)
{
	*s = (struct card){ 0 };
}

void card_clear(struct card *s)
{
	for (size_t i = 0; i < s->count; i++) {
		for (size_t k = 0; k < CARD_CELLS; k++)
			free(s->lines[i].cells[k]);
		free(s->lines[i].copy);
	}
	s->count = 0;
	s->sections = 0;
}

void card_release(struct card *s)
{
	card_clear(s);
	free(s->lines);
	card_init(s);
}

static struct card_line *new_line(struct card *s)
{
	if (s->count == s->cap) {
		s->cap = s->cap ? s->cap * 2 : 64;
		s->lines = xrealloc(s->lines, s->cap * sizeof *s->lines);
	}
	s->lines[s->count] = (struct card_line){ .section = s->sections };
	return &s->lines[s->count++];
}

void card_heading(struct card *s, const char *text, const char *note)
{
	if (s->count)
		new_line(s);
	s->sections++;
	struct card_line *l = new_line(s);
	l->heading = true;
	l->cells[0] = xstrdup(text);
	if (note)
		l->cells[1] = xstrdup(note);
}

struct card_line *card_add(struct card *s, size_t n, const char *const cells[])
{
	struct card_line *l = new_line(s);

	for (size_t i = 0; i < n && i < CARD_CELLS; i++) {
		if (cells[i] && *cells[i])
			l->cells[i] = xstrdup(cells[i]);
	}
	l->style = THEME_NORMAL;
	return l;
}

/* --- selection --- */

static bool selectable(const struct card *s, size_t i)
{
	return i < s->count && s->lines[i].kind;
}

/* The next line that can be selected, from `i` on; count when there is none. */
static size_t seek(const struct card *s, size_t i, int step)
{
	while (i < s->count && !selectable(s, i))
		i = step > 0 ? i + 1 : i == 0 ? s->count : i - 1;
	return i < s->count ? i : s->count;
}

void card_settle(struct card *s, const char *kind, int64_t id)
{
	size_t found = s->count;

	for (size_t i = 0; i < s->count && kind && found == s->count; i++) {
		if (selectable(s, i) && s->lines[i].id == id && strcmp(s->lines[i].kind, kind) == 0)
			found = i;
	}
	if (found == s->count && kind && s->selected < s->count)
		found = seek(s, s->selected, 1);
	if (found == s->count)
		found = seek(s, 0, 1);
	s->selected = found;
}

const struct card_line *card_selected(const struct card *s)
{
	return selectable(s, s->selected) ? &s->lines[s->selected] : NULL;
}

/* --- drawing --- */

struct columns {
	int width[CARD_CELLS];	/* 0: not shown */
	bool bar;
};

/* Columns of a section: as wide as their widest cell, while there is room. */
static struct columns measure(const struct card *s, size_t section, int cols)
{
	struct columns c = { 0 };
	bool bar = false;
	int used = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct card_line *l = &s->lines[i];
		if (l->section != section || l->heading)
			continue;
		bar = bar || l->to > 0;
		for (size_t k = 0; k < CARD_CELLS; k++) {
			int w = l->cells[k] ? (int)text_width(l->cells[k]) : 0;
			c.width[k] = w > c.width[k] ? w : c.width[k];
		}
	}
	for (size_t k = 0; k < CARD_CELLS; k++) {
		int room = cols - used - (used ? GAP : 0);
		if (c.width[k] == 0)
			continue;
		if (c.width[k] > room)
			c.width[k] = room >= LEAST ? room : 0;
		if (c.width[k])
			used += c.width[k] + (used ? GAP : 0);
	}
	c.bar = bar && used + GAP + BAR <= cols;
	return c;
}

static void draw_bar(const struct card_line *l, struct area a, int row, int col)
{
	int from = l->from * BAR / 1000, to = (l->to * BAR + 999) / 1000;

	for (int i = 0; i < BAR; i++) {
		bool on = l->to > 0 && i >= from && i < (to > from ? to : from + 1);
		area_put(a, row, col + i, on ? l->style : THEME_DIM,
			term_glyph(on ? GLYPH_BAR_FULL : GLYPH_DOT));
	}
}

static void draw_line(const struct card *s, size_t i, const struct columns *c, struct area a, int row)
{
	const struct card_line *l = &s->lines[i];
	bool on = i == s->selected && selectable(s, i);
	int col = INDENT;

	if (l->heading) {
		col = area_put(a, row, 0, THEME_TITLE, l->cells[0]);
		if (l->cells[1])
			area_put(a, row, col + GAP, THEME_DIM, l->cells[1]);
		return;
	}
	if (on)
		area_put(a, row, 0, THEME_NORMAL, term_glyph(GLYPH_MARKER));
	for (size_t k = 0; k < CARD_CELLS; k++) {
		const char *text = l->cells[k] ? l->cells[k] : "";
		bool main = k == l->main;
		if (c->width[k] == 0)
			continue;
		if (main && on)
			area_put(area_sub(a, row, col, 1, c->width[k]), 0, 0, THEME_SELECTED, text);
		else
			area_fit(a, row, col, c->width[k], main ? l->style : THEME_DIM, text);
		col += c->width[k] + GAP;
	}
	if (c->bar && l->cells[l->main])
		draw_bar(l, a, row, col);
}

/* The selected line is in view, and above the first one whatever stands above it. */
static void scroll(struct card *s, int rows)
{
	size_t height = rows > 0 ? (size_t)rows : 1;
	size_t top = seek(s, 0, 1);

	if (s->first + height > s->count)
		s->first = s->count > height ? s->count - height : 0;
	if (!selectable(s, s->selected))
		return;
	if (s->selected == top && s->selected < height)
		s->first = 0;
	else if (s->selected < s->first + 1)
		s->first = s->selected > 0 ? s->selected - 1 : 0;
	else if (s->selected >= s->first + height)
		s->first = s->selected - height + 1;
}

void card_draw(struct card *s, struct area a)
{
	struct columns c = { 0 };
	size_t section = SIZE_MAX;

	s->area = a;
	if (a.rows <= 0 || a.cols <= INDENT)
		return;
	scroll(s, a.rows);
	for (int row = 0; row < a.rows && s->first + (size_t)row < s->count; row++) {
		size_t i = s->first + (size_t)row;
		if (s->lines[i].section != section) {
			section = s->lines[i].section;
			c = measure(s, section, a.cols - INDENT);
		}
		draw_line(s, i, &c, a, row);
	}
	/* More above, more below. */
	if (s->first > 0)
		area_right(a, 0, THEME_DIM, term_glyph(GLYPH_UP));
	if (s->first + (size_t)a.rows < s->count)
		area_right(a, a.rows - 1, THEME_DIM, term_glyph(GLYPH_DOWN));
	if (selectable(s, s->selected))
		area_cursor(a, (int)(s->selected - s->first), INDENT, false);
}

/* --- keys --- */

static unsigned select_line(struct card *s, size_t i)
{
	if (i >= s->count)
		return SCREEN_HANDLED;
	s->selected = i;
	return SCREEN_REDRAW;
}

/* Without a line to select, the view moves. */
static unsigned move_view(struct card *s, int64_t by)
{
	size_t height = s->area.rows > 0 ? (size_t)s->area.rows : 1;
	size_t most = s->count > height ? s->count - height : 0;
	int64_t first = (int64_t)s->first + by;

	s->first = first < 0 ? 0 : (size_t)first > most ? most : (size_t)first;
	return SCREEN_REDRAW;
}

static unsigned page(struct card *s, int step)
{
	size_t height = s->area.rows > 1 ? (size_t)s->area.rows - 1 : 1;
	size_t to, last = s->count - 1;

	if (step > 0) {
		to = s->selected + height > last ? last : s->selected + height;
		to = seek(s, to, -1);
		if (to < s->count && to <= s->selected)
			to = seek(s, s->selected + 1, 1);
	} else {
		to = s->selected > height ? s->selected - height : 0;
		to = seek(s, to, 1);
	}
	move_view(s, step > 0 ? (int64_t)height : -(int64_t)height);
	return select_line(s, to);
}

unsigned card_action(struct card *s, enum action a)
{
	bool any = selectable(s, s->selected);
	int height = s->area.rows > 1 ? s->area.rows - 1 : 1;

	if (s->count == 0)
		return 0;
	switch ((unsigned)a) {
	case ACTION_LIST_UP:
		if (any && s->selected > 0 && seek(s, s->selected - 1, -1) < s->count)
			return select_line(s, seek(s, s->selected - 1, -1));
		return move_view(s, -1);
	case ACTION_LIST_DOWN:
		if (any && seek(s, s->selected + 1, 1) < s->count)
			return select_line(s, seek(s, s->selected + 1, 1));
		return any ? SCREEN_HANDLED : move_view(s, 1);
	case ACTION_LIST_PGUP:
		return any ? page(s, -1) : move_view(s, -height);
	case ACTION_LIST_PGDN:
		return any ? page(s, 1) : move_view(s, height);
	case ACTION_LIST_FIRST:
		return any ? select_line(s, seek(s, 0, 1)) : move_view(s, -(int64_t)s->count);
	case ACTION_LIST_LAST:
		return any ? select_line(s, seek(s, s->count - 1, -1)) : move_view(s, (int64_t)s->count);
	default:
		return 0;
	}
}

unsigned card_mouse(struct card *s, const struct term_event *ev, enum action *then)
{
	int row, col;

	if (!area_holds(s->area, ev->row, ev->col, &row, &col))
		return 0;
	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN) {
		unsigned did = 0;
		for (int i = 0; i < WHEEL; i++)
			did |= card_action(s, ev->mouse == MOUSE_WHEEL_UP ? ACTION_LIST_UP : ACTION_LIST_DOWN);
		return did;
	}
	size_t i = s->first + (size_t)row;
	if (!selectable(s, i))
		return SCREEN_HANDLED;
	if (ev->mouse == MOUSE_DOUBLE)
		*then = ACTION_LIST_OPEN;
	return select_line(s, i);
}
