/* Where points and labels stand. Points of one cell fan out to free cells nearby,
 * or stack; labels are set greedily by rank. Nothing here depends on the
 * selection, so that moving it changes two points and two labels, no more. */
#include "tui/widgets/map_private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "etape/err.h"
#include "etape/text.h"

/* How far from its true place a point may stand, in dots: three columns or a row and a half. */
#define REACH 7.0

static size_t *at_cell(const struct map *m, size_t *grid, int row, int col)
{
	return &grid[(size_t)row * (size_t)m->cols + (size_t)col];
}

/* From a place to the middle of a cell, squared, in dots. */
static double away(double x, double y, int row, int col)
{
	double dx = x - (col * 2 + 1), dy = y - (row * 4 + 2);

	return dx * dx + dy * dy;
}

/* --- points ------------------------------------------------------------------------------ */

static bool in_pane(const struct map_pane *p, int row, int col)
{
	return row >= p->row && row < p->row + p->rows && col >= p->col && col < p->col + p->cols;
}

/* The free cell nearest to a point's place, within reach. */
static bool free_cell(struct map *m, const struct map_spot *s, int *row, int *col)
{
	const struct map_pane *p = &m->panes[s->pane];
	double best = REACH * REACH;
	bool found = false;

	for (int r = s->row - 2; r <= s->row + 2; r++) {
		for (int c = s->col - 4; c <= s->col + 4; c++) {
			if (!in_pane(p, r, c) || *at_cell(m, m->cell_spot, r, c) != MAP_NONE)
				continue;
			double d = away(s->x, s->y, r, c);
			if (d < best) {
				best = d;
				*row = r;
				*col = c;
				found = true;
			}
		}
	}
	return found;
}

static const struct map *sort_map;

/* Those nearest to the middle of their cell first, then by id: never by the list's order. */
static int by_nearness(const void *pa, const void *pb)
{
	size_t a = *(const size_t *)pa, b = *(const size_t *)pb;
	const struct map_spot *sa = &sort_map->spots[a], *sb = &sort_map->spots[b];
	double da = away(sa->x, sa->y, sa->row, sa->col), db = away(sb->x, sb->y, sb->row, sb->col);

	if (da < db || da > db)
		return da < db ? -1 : 1;
	return sort_map->points[a].id < sort_map->points[b].id ? -1 : 1;
}

static void stack_up(struct map *m, size_t top, size_t i)
{
	struct map_spot *s = &m->spots[i];
	int n = 1;

	s->row = m->spots[top].row;
	s->col = m->spots[top].col;
	size_t last = top;
	for (; m->spots[last].under != MAP_NONE; last = m->spots[last].under)
		n++;
	m->spots[last].under = i;
	s->nth = n;
	for (size_t k = top; k != MAP_NONE; k = m->spots[k].under)
		m->spots[k].of = n + 1;
}

/* Two points that stand nearer to each other's cells change them. */
static void swap_neighbours(struct map *m, const size_t *order, size_t n)
{
	for (int round = 0; round < 4; round++) {
		bool changed = false;
		for (size_t i = 0; i < n; i++) {
			struct map_spot *a = &m->spots[order[i]];
			if (a->of > 1)
				continue;
			for (size_t j = i + 1; j < n; j++) {
				struct map_spot *b = &m->spots[order[j]];
				if (b->of > 1 || a->pane != b->pane || abs(a->row - b->row) > 3 ||
					abs(a->col - b->col) > 7)
					continue;
				double now = away(a->x, a->y, a->row, a->col) + away(b->x, b->y, b->row, b->col);
				double then = away(a->x, a->y, b->row, b->col) + away(b->x, b->y, a->row, a->col);
				if (then >= now - 0.001)
					continue;
				int row = a->row, col = a->col;
				a->row = b->row;
				a->col = b->col;
				b->row = row;
				b->col = col;
				*at_cell(m, m->cell_spot, a->row, a->col) = order[i];
				*at_cell(m, m->cell_spot, b->row, b->col) = order[j];
				changed = true;
			}
		}
		if (!changed)
			break;
	}
}

static void locate(struct map *m, size_t i)
{
	struct map_spot *s = &m->spots[i];

	*s = (struct map_spot){
		.pane = map_panes_of(m, &m->points[i]),
		.of = 1,
		.under = MAP_NONE,
		.label_row = -1,
	};
	if (s->pane == MAP_NONE)
		return;
	map_panes_place(&m->panes[s->pane], &m->points[i], &s->x, &s->y);
	s->row = (int)floor(s->y / 4);
	s->col = (int)floor(s->x / 2);
	s->inside = in_pane(&m->panes[s->pane], s->row, s->col);
	s->width = (int)text_width(m->points[i].label);
}

void map_place_points(struct map *m)
{
	size_t *order = xmalloc((m->count + 1) * sizeof *order);
	size_t *late = xmalloc((m->count + 1) * sizeof *late);
	size_t n = 0, waiting = 0;

	for (size_t i = 0; i < m->count; i++) {
		locate(m, i);
		if (m->spots[i].inside)
			order[n++] = i;
	}
	sort_map = m;
	qsort(order, n, sizeof *order, by_nearness);
	for (size_t k = 0; k < n; k++) {
		size_t *cell = at_cell(m, m->cell_spot, m->spots[order[k]].row, m->spots[order[k]].col);
		if (*cell == MAP_NONE)
			*cell = order[k];
		else
			late[waiting++] = order[k];
	}
	for (size_t k = 0; k < waiting; k++) {
		struct map_spot *s = &m->spots[late[k]];
		size_t top = *at_cell(m, m->cell_spot, s->row, s->col);
		int row = 0, col = 0;
		if (free_cell(m, s, &row, &col)) {
			s->row = row;
			s->col = col;
			*at_cell(m, m->cell_spot, row, col) = late[k];
		} else {
			stack_up(m, top, late[k]);
		}
	}
	swap_neighbours(m, order, n);
	free(order);
	free(late);
}

/* --- labels ------------------------------------------------------------------------------- */

static int by_rank(const void *pa, const void *pb)
{
	size_t a = *(const size_t *)pa, b = *(const size_t *)pb;

	if (sort_map->points[a].rank != sort_map->points[b].rank)
		return sort_map->points[a].rank < sort_map->points[b].rank ? -1 : 1;
	return sort_map->points[a].id < sort_map->points[b].id ? -1 : 1;
}

/* The six places of a label: beside, above, below; one blank between glyph and label. */
static void candidate(const struct map_spot *s, int which, struct map_label *out)
{
	static const struct {
		int down;
		bool left;
	} places[6] = { { 0, false }, { 0, true }, { -1, false }, { 1, false }, { -1, true }, { 1, true } };
	int gap = places[which].down == 0 ? 2 : 1;

	out->row = s->row + places[which].down;
	out->width = s->width;
	out->col = places[which].left ? s->col - gap + 1 - s->width : s->col + gap;
}

/* One blank stands between a point and its own label: so near, another point would take it for
 * its own. */
static bool taken_for_another(struct map *m, const struct map_spot *s, const struct map_label *l)
{
	const int ends[2] = { l->col - 2, l->col + l->width + 1 };

	for (int i = 0; i < 2; i++) {
		bool own = s->row == l->row && s->col == ends[i];
		if (!own && ends[i] >= 0 && ends[i] < m->cols &&
			*at_cell(m, m->cell_spot, l->row, ends[i]) != MAP_NONE)
			return true;
	}
	return false;
}

/* Whether a point's label may stand there: inside, no point under it or beside it. With `labels`,
 * no other label and no doubt whose it is either. Its cost: cells of outline that it would cover. */
static bool fits(struct map *m, const struct map_pane *p, const struct map_spot *s,
	const struct map_label *l, bool labels, int *cost)
{
	*cost = 0;
	if (l->row < p->row || l->row >= p->row + p->rows || l->col < p->col ||
		l->col + l->width > p->col + p->cols)
		return false;
	if (taken_for_another(m, s, l)) {
		if (labels)
			return false;
		*cost += 3;
	}
	for (int c = l->col - 1; c <= l->col + l->width; c++) {
		if (c < 0 || c >= m->cols)
			continue;
		if (*at_cell(m, m->cell_spot, l->row, c) != MAP_NONE)
			return false;
		if (*at_cell(m, m->cell_label, l->row, c) != MAP_NONE) {
			if (labels)
				return false;
			*cost += 4;
		}
		*cost += map_canvas_cell(&m->canvas, l->row, c) != 0;
	}
	return true;
}

static bool best_place(struct map *m, const struct map_spot *s, bool labels, struct map_label *out)
{
	static const int dislike[6] = { 0, 2, 4, 4, 5, 5 };
	int best = INT32_MAX;

	for (int i = 0; i < 6; i++) {
		struct map_label l;
		int cost;
		candidate(s, i, &l);
		if (fits(m, &m->panes[s->pane], s, &l, labels, &cost) && cost + dislike[i] < best) {
			best = cost + dislike[i];
			*out = l;
		}
	}
	return best < INT32_MAX;
}

void map_place_labels(struct map *m)
{
	size_t *order = xmalloc((m->count + 1) * sizeof *order);
	size_t n = 0;

	for (size_t i = 0; i < (size_t)m->rows * (size_t)m->cols; i++)
		m->cell_label[i] = MAP_NONE;
	for (size_t i = 0; i < m->count; i++) {
		m->spots[i].label_row = -1;
		/* A stack's count says more than the name of one of it. */
		if (m->spots[i].inside && m->spots[i].of == 1 && m->spots[i].width > 0)
			order[n++] = i;
	}
	sort_map = m;
	qsort(order, n, sizeof *order, by_rank);
	for (size_t k = 0; k < n; k++) {
		struct map_spot *s = &m->spots[order[k]];
		struct map_label l;
		if (!best_place(m, s, true, &l))
			continue;
		s->label_row = l.row;
		s->label_col = l.col;
		for (int c = l.col; c < l.col + l.width; c++)
			*at_cell(m, m->cell_label, l.row, c) = order[k];
	}
	free(order);
}

/* --- the selected one --------------------------------------------------------------------- */

/* Whether it would lie over an inset's title. */
static bool on_title(const struct map *m, const struct map_label *l)
{
	for (size_t i = 0; i < m->pane_count; i++) {
		const struct map_pane *p = &m->panes[i];
		if (p->title[0] && l->row == p->row + p->rows && l->col <= p->col + p->cols &&
			l->col + l->width >= p->col)
			return true;
	}
	return false;
}

/* Anywhere without a point, the nearer to its own the better. */
static bool any_place(struct map *m, const struct map_spot *s, struct map_label *out)
{
	const struct map_pane *all = &(struct map_pane){ .rows = m->rows, .cols = m->cols };
	double best = HUGE_VAL;

	for (int r = 0; r < m->rows; r++) {
		for (int c = 0; c + s->width <= m->cols; c++) {
			struct map_label l = { .row = r, .col = c, .width = s->width };
			int cost;
			if (!fits(m, all, s, &l, false, &cost))
				continue;
			/* Sooner over a title than over a point. */
			cost += on_title(m, &l) ? 10000 : 0;
			int beside = c > s->col ? c - s->col : c + s->width <= s->col ? s->col - c - s->width + 1 : 0;
			double d = beside * beside + 4.0 * (r - s->row) * (r - s->row) + cost;
			if (d < best) {
				best = d;
				*out = l;
			}
		}
	}
	return best < HUGE_VAL;
}

bool map_selected_label(const struct map *cm, struct map_label *label)
{
	/* Nothing is changed: fits() only shares its grids' type with the layout. */
	struct map view = *cm, *m = &view;

	if (m->selected >= m->count || !m->spots || !m->spots[m->selected].inside)
		return false;
	struct map_spot s = m->spots[m->selected];
	if (s.label_row >= 0) {
		*label = (struct map_label){ s.label_row, s.label_col, s.width };
		return true;
	}
	if (s.width > m->cols)
		s.width = m->cols;
	if (s.width == 0)
		return false;
	if (best_place(m, &s, false, label) || any_place(m, &s, label))
		return true;
	/* Points everywhere: over them rather than nowhere. */
	*label = (struct map_label){ .row = s.row, .width = s.width, .col = s.col + 2 };
	if (label->col + label->width > m->cols)
		label->col = m->cols - label->width;
	return true;
}

bool map_label_shown(const struct map *m, size_t i)
{
	const struct map_spot *s = &m->spots[i];
	struct map_label l;

	if (i >= m->count || s->label_row < 0)
		return false;
	if (i == m->selected || !map_selected_label(m, &l) || l.row != s->label_row)
		return true;
	return s->label_col + s->width < l.col || l.col + l.width < s->label_col;
}
