/* How a card is drawn: columns by section, bars of time, texts that go on over several lines. */
#include <stdlib.h>
#include <string.h>

#include "etape/str.h"
#include "etape/text.h"
#include "tui/widgets/card_internal.h"

enum {
	INDENT = 2,
	GAP = 2,
	LEAST = 8,	/* a column cut narrower than this is left out */
	FAIR = 16,	/* a column gives way to others down to this */
	BAR_LEAST = 24,	/* columns of a bar of time */
	BAR_MOST = 96,
};

struct columns {
	int width[CARD_CELLS];	/* 0: not shown */
	int bar;		/* columns of the bar, 0 for none */
};

/* What the cells of a section would like, and whether there are bars. */
static bool wishes(const struct card *s, size_t section, struct columns *c)
{
	bool bar = false;

	*c = (struct columns){ 0 };
	for (size_t i = 0; i < s->count; i++) {
		const struct card_line *l = &s->lines[i];
		if (l->section != section || l->heading || l->axis)
			continue;
		bar = bar || l->to > 0;
		for (size_t k = 0; k < CARD_CELLS; k++) {
			int w = l->cells[k] ? area_width(l->cells[k]) : 0;
			c->width[k] = w > c->width[k] ? w : c->width[k];
		}
	}
	return bar;
}

static int total(const struct columns *c, int most)
{
	int sum = 0;

	for (size_t k = 0; k < CARD_CELLS; k++) {
		int w = c->width[k] < most ? c->width[k] : most;
		if (w)
			sum += w + (sum ? GAP : 0);
	}
	return sum;
}

static size_t widest(const struct columns *c)
{
	size_t at = 0;

	for (size_t k = 1; k < CARD_CELLS; k++)
		if (c->width[k] > c->width[at])
			at = k;
	return at;
}

/* The sixth cell is for what may be left out: it never costs another a letter. The last columns go
 * while what is left could not be read; then the widest give way. */
static void squeeze(struct columns *c, int cols)
{
	if (total(c, cols) > cols)
		c->width[CARD_CELLS - 1] = 0;
	for (size_t k = CARD_CELLS; k-- > 1 && total(c, FAIR) > cols;) {
		int over = total(c, FAIR) - cols, w = c->width[k] < FAIR ? c->width[k] : FAIR;
		if (w - over < LEAST)
			c->width[k] = 0;
		else
			c->width[k] = w - over;
	}
	while (total(c, cols) > cols && c->width[widest(c)] > LEAST)
		c->width[widest(c)]--;
}

/* Bars are what their section is for: cells give way to them. */
static struct columns measure(const struct card *s, size_t section, int cols)
{
	struct columns c;
	bool bar = wishes(s, section, &c) && cols >= 2 * BAR_LEAST;

	squeeze(&c, bar ? cols - GAP - BAR_LEAST : cols);
	if (bar) {
		c.bar = cols - GAP - total(&c, cols);
		c.bar = c.bar < BAR_MOST ? c.bar : BAR_MOST;
	}
	return c;
}

/* --- texts of several lines --- */

static void drop_folds(struct card *s)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		if (s->lines[i].more) {
			for (size_t k = 0; k < CARD_CELLS; k++)
				free(s->lines[i].cells[k]);
			s->selected -= s->selected > kept;
			continue;
		}
		s->lines[kept++] = s->lines[i];
	}
	s->count = kept;
}

/* The column of the folded cell: the first one that no cell is in. */
static size_t fold_column(const struct card_line *l)
{
	size_t k = CARD_CELLS - 1;

	while (k > 0 && !l->cells[k - 1])
		k--;
	return k;
}

/* Cuts the first row of `*text` off, without the line end or blank after it; owned. */
static char *cut_row(const char **text, int cols)
{
	struct str line = STR_INIT;
	size_t len = strcspn(*text, "\n"), skip, n;

	str_addn(&line, *text, len);
	n = text_fold(line.buf, (size_t)cols, &skip);
	str_truncate(&line, n);
	*text += n + (n == len && (*text)[n] == '\n' ? 1 : skip);
	return str_take(&line);
}

static void insert_more(struct card *s, size_t at, size_t column, char *text)
{
	struct card_line more = { .more = true, .section = s->lines[at - 1].section,
		.style = s->lines[at - 1].style, .main = column };

	if (s->count == s->cap) {
		s->cap *= 2;
		s->lines = xrealloc(s->lines, s->cap * sizeof *s->lines);
	}
	memmove(s->lines + at + 1, s->lines + at, (s->count - at) * sizeof *s->lines);
	more.cells[column] = text;
	s->lines[at] = more;
	s->count++;
	s->selected += s->selected >= at;
}

static size_t fold_line(struct card *s, size_t i, int cols)
{
	struct card_line *l = &s->lines[i];
	struct columns c;
	const char *text = l->folded;
	size_t column = fold_column(l);
	int room;

	wishes(s, l->section, &c);
	c.width[column] = 0;
	room = cols - total(&c, cols) - GAP;
	room = room > LEAST ? room : LEAST;
	l->cells[column] = cut_row(&text, room);
	while (*text)
		insert_more(s, ++i, column, cut_row(&text, room));
	return i;
}

static void fold_all(struct card *s, int cols)
{
	if (s->folded_for == cols)
		return;
	drop_folds(s);
	for (size_t i = 0; i < s->count; i++) {
		struct card_line *l = &s->lines[i];
		if (l->folded && s->folded_for) {
			size_t k = fold_column(l) - 1;
			free(l->cells[k]);
			l->cells[k] = NULL;
		}
	}
	for (size_t i = 0; i < s->count; i++)
		if (s->lines[i].folded)
			i = fold_line(s, i, cols);
	s->folded_for = cols;
}

/* --- lines --- */

/* The columns of the marks that have room, -1 for the others. */
static void place_marks(const struct card *s, int bar, int at[CARD_MARKS])
{
	int free_from = 0;

	for (size_t i = 0; i < s->mark_count; i++) {
		int col = s->marks[i].at * bar / 1000, width = (int)strlen(s->marks[i].text);
		bool fits = col >= free_from && col + width <= bar;
		at[i] = fits ? col : -1;
		if (fits)
			free_from = col + width + 1;
	}
}

static void draw_axis(const struct card *s, int bar, struct area a, int row, int col)
{
	int at[CARD_MARKS];

	place_marks(s, bar, at);
	for (size_t i = 0; i < s->mark_count; i++)
		if (at[i] >= 0)
			area_put(a, row, col + at[i], THEME_DIM, s->marks[i].text);
}

static void draw_bar(const struct card *s, const struct card_line *l, int bar, struct area a, int row, int col)
{
	int from = l->from * bar / 1000, to = (l->to * bar + 999) / 1000;
	int at[CARD_MARKS];

	/* What begins on the very last day is a bar as well. */
	from = from < bar ? from : bar - 1;
	place_marks(s, bar, at);
	for (size_t i = 0; i < s->mark_count; i++)
		if (at[i] >= 0)
			area_put(a, row, col + at[i], THEME_DIM, term_glyph(GLYPH_DOT));
	for (int i = from; l->to > 0 && i < bar && i < (to > from ? to : from + 1); i++)
		area_put(a, row, col + i, l->style, term_glyph(GLYPH_BAR_FULL));
}

static void draw_cells(const struct card *s, size_t i, const struct columns *c, struct area a, int row)
{
	const struct card_line *l = &s->lines[i];
	bool on = !s->idle && i == s->selected && card_selectable(s, i);
	int col = INDENT;

	if (on)
		area_put(a, row, 0, THEME_NORMAL, term_glyph(GLYPH_MARKER));
	for (size_t k = 0; k < CARD_CELLS; k++) {
		const char *text = l->cells[k] ? l->cells[k] : "";
		bool main = k == l->main;
		if (c->width[k] == 0)
			continue;
		if (main && on && area_width(text) <= c->width[k])
			area_put(area_sub(a, row, col, 1, c->width[k]), 0, 0, THEME_SELECTED, text);
		else
			area_fit(a, row, col, c->width[k],
				main && on ? THEME_SELECTED : main ? l->style : THEME_DIM, text);
		col += c->width[k] + GAP;
	}
	if (c->bar && l->axis)
		draw_axis(s, c->bar, a, row, col);
	else if (c->bar && l->to > 0)
		draw_bar(s, l, c->bar, a, row, col);
}

static void draw_line(const struct card *s, size_t i, const struct columns *c, struct area a, int row)
{
	const struct card_line *l = &s->lines[i];

	if (!l->heading) {
		draw_cells(s, i, c, a, row);
		return;
	}
	int col = area_put(a, row, 0, THEME_TITLE, l->cells[0]);
	if (l->cells[1])
		area_put(a, row, col + GAP, THEME_DIM, l->cells[1]);
}

/* The selected line is in view, and above the first one whatever stands above it. */
static void scroll(struct card *s, int rows)
{
	size_t height = rows > 0 ? (size_t)rows : 1;
	size_t top = card_seek(s, 0, 1);

	if (s->first + height > s->count)
		s->first = s->count > height ? s->count - height : 0;
	if (!card_selectable(s, s->selected))
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
	fold_all(s, a.cols - INDENT);
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
	if (!s->idle && card_selectable(s, s->selected))
		area_cursor(a, (int)(s->selected - s->first), INDENT, false);
}

