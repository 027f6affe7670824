#include "tui/widgets/card_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/err.h"
#include "etape/str.h"
#include "tui/screen.h"

enum {
	WHEEL = 3,
	NEAR = 4,	/* lines that a selection may move beside what was added or taken away */
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
		free(s->lines[i].folded);
	}
	s->was = s->count;
	s->count = 0;
	s->sections = 0;
	s->mark_count = 0;
	s->folded_for = 0;
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

struct card_line *card_add_text(struct card *s, size_t n, const char *const cells[], const char *text)
{
	struct card_line *l = card_add(s, n, cells);

	l->folded = xstrdup(text);
	return l;
}

void card_axis(struct card *s, const struct card_mark *marks, size_t n)
{
	s->mark_count = n < CARD_MARKS ? n : CARD_MARKS;
	for (size_t i = 0; i < s->mark_count; i++)
		s->marks[i] = marks[i];
	new_line(s)->axis = true;
}

/* --- selection --- */

bool card_selectable(const struct card *s, size_t i)
{
	return i < s->count && s->lines[i].kind;
}

size_t card_seek(const struct card *s, size_t i, int step)
{
	while (i < s->count && !card_selectable(s, i))
		i = step > 0 ? i + 1 : i == 0 ? s->count : i - 1;
	return i < s->count ? i : s->count;
}

static size_t apart(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

void card_settle(struct card *s, const char *kind, int64_t id)
{
	size_t found = s->count;

	for (size_t i = 0; i < s->count && kind; i++) {
		if (card_selectable(s, i) && s->lines[i].id == id && strcmp(s->lines[i].kind, kind) == 0 &&
			(found == s->count || apart(i, s->selected) < apart(found, s->selected)))
			found = i;
	}
	/* Far away is another line about the same thing: a mandate that ended stays in the history. */
	if (found < s->count && apart(found, s->selected) > apart(s->count, s->was) + NEAR)
		found = s->count;
	if (found == s->count && kind && s->selected < s->count)
		found = card_seek(s, s->selected, 1);
	if (found == s->count)
		found = card_seek(s, 0, 1);
	s->selected = found;
}

const struct card_line *card_selected(const struct card *s)
{
	return card_selectable(s, s->selected) ? &s->lines[s->selected] : NULL;
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
		to = card_seek(s, to, -1);
		if (to < s->count && to <= s->selected)
			to = card_seek(s, s->selected + 1, 1);
	} else {
		to = s->selected > height ? s->selected - height : 0;
		to = card_seek(s, to, 1);
	}
	move_view(s, step > 0 ? (int64_t)height : -(int64_t)height);
	return select_line(s, to);
}

/* The section's heading comes to the top, where there is enough below. */
static unsigned select_section(struct card *s, size_t i)
{
	if (i >= s->count)
		return SCREEN_HANDLED;
	s->first = i;
	while (s->first > 0 && s->lines[s->first].section == s->lines[i].section && !s->lines[s->first].heading)
		s->first--;
	return select_line(s, i);
}

unsigned card_next_section(struct card *s, int step)
{
	size_t here = card_selectable(s, s->selected) ? s->lines[s->selected].section : 0;
	size_t i = s->selected, found = s->count;

	if (step > 0) {
		while (i < s->count && (s->lines[i].section == here || !card_selectable(s, i)))
			i++;
		return select_section(s, i);
	}
	/* The section before begins at its first line, however long it is. */
	for (i = 0; i < s->count && s->lines[i].section < here; i++)
		if (card_selectable(s, i) &&
			(found == s->count || s->lines[i].section != s->lines[found].section))
			found = i;
	return select_section(s, found);
}

unsigned card_action(struct card *s, enum action a)
{
	bool any = card_selectable(s, s->selected);
	int height = s->area.rows > 1 ? s->area.rows - 1 : 1;

	if (s->count == 0)
		return 0;
	switch ((unsigned)a) {
	case ACTION_LIST_UP:
		if (any && s->selected > 0 && card_seek(s, s->selected - 1, -1) < s->count)
			return select_line(s, card_seek(s, s->selected - 1, -1));
		return move_view(s, -1);
	case ACTION_LIST_DOWN:
		if (any && card_seek(s, s->selected + 1, 1) < s->count)
			return select_line(s, card_seek(s, s->selected + 1, 1));
		return any ? SCREEN_HANDLED : move_view(s, 1);
	case ACTION_LIST_PGUP:
		return any ? page(s, -1) : move_view(s, -height);
	case ACTION_LIST_PGDN:
		return any ? page(s, 1) : move_view(s, height);
	case ACTION_LIST_FIRST:
		return any ? select_line(s, card_seek(s, 0, 1)) : move_view(s, -(int64_t)s->count);
	case ACTION_LIST_LAST:
		return any ? select_line(s, card_seek(s, s->count - 1, -1)) : move_view(s, (int64_t)s->count);
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
	if (!card_selectable(s, i))
		return SCREEN_HANDLED;
	if (ev->mouse == MOUSE_DOUBLE)
		*then = ACTION_LIST_OPEN;
	return select_line(s, i);
}
