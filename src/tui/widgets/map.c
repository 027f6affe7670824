#include "tui/widgets/map.h"

#include <stdlib.h>
#include <string.h>

#include "etape/err.h"
#include "etape/text.h"
#include "tui/widgets/map_private.h"

void map_init(struct map *m)
{
	*m = (struct map){ .selected = MAP_NONE, .stale = true };
}

void map_release(struct map *m)
{
	map_nav_forget(m);
	map_panes_release(m);
	map_canvas_release(&m->canvas);
	outline_close(&m->file);
	free(m->spots);
	free(m->cell_spot);
	free(m->cell_label);
	map_init(m);
}

void map_take_outlines(struct map *m, struct outline_file *file)
{
	outline_close(&m->file);
	m->file = file;
	m->stale = true;
}

void map_set_look(struct map *m, enum map_look look)
{
	m->look = look;
}

void map_set_names(struct map *m, map_name_fn name)
{
	m->name = name;
}

void map_set_loupe(struct map *m, const char *areas, const char *title)
{
	m->loupe = areas;
	m->loupe_title = title;
}

void map_set_region(struct map *m, const char *region)
{
	size_t n = strlen(region);

	if (n > 3 || strcmp(m->region, region) == 0)
		return;
	map_pan_forget(m);
	memcpy(m->region, region, n + 1);
	m->area[0] = '\0';
	m->stale = true;
}

void map_set_zoom(struct map *m, enum map_zoom zoom)
{
	if (m->zoom == zoom)
		return;
	map_pan_forget(m);
	m->zoom = zoom;
	m->area[0] = '\0';
	m->stale = true;
}

void map_set_points(struct map *m, const struct map_point *points, size_t count)
{
	m->points = points;
	m->count = count;
	m->selected = MAP_NONE;
	m->trail_count = 0;
	m->stale = true;
	map_select(m, m->wanted);
}

void map_restyle(struct map *m, const struct map_point *points)
{
	m->points = points;
	if (!m->stale)
		map_place_labels(m);
}

bool map_select(struct map *m, int64_t id)
{
	for (size_t i = 0; i < m->count; i++) {
		if (m->points[i].id == id) {
			m->selected = i;
			m->wanted = id;
			return true;
		}
	}
	return false;
}

int64_t map_selected(const struct map *m)
{
	return m->selected < m->count ? m->points[m->selected].id : 0;
}

/* Whether the selected point is in another département than the one shown, and out of view. As long
 * as it is in view the map stays: one that turns at each step is no help to the eye. */
static bool area_left(const struct map *m)
{
	return m->zoom == MAP_AREA && !m->stale && m->selected < m->count && !m->spots[m->selected].inside &&
		strncmp(m->area, m->points[m->selected].area, sizeof m->area) != 0;
}

const char *map_area(const struct map *m)
{
	if (m->area[0] && !area_left(m))
		return m->area;
	return m->selected < m->count ? m->points[m->selected].area : "";
}

/* Makes the layout for the size it has. */
void map_layout_again(struct map *m)
{
	size_t cells = (size_t)m->rows * (size_t)m->cols;
	/* The way back outlives a turn to the next département. */
	size_t trail = m->stale ? 0 : m->trail_count;

	m->spots = xrealloc(m->spots, (m->count + 1) * sizeof *m->spots);
	m->cell_spot = xrealloc(m->cell_spot, cells * sizeof *m->cell_spot);
	m->cell_label = xrealloc(m->cell_label, cells * sizeof *m->cell_label);
	for (size_t i = 0; i < cells; i++)
		m->cell_spot[i] = m->cell_label[i] = MAP_NONE;
	map_nav_forget(m);
	map_panes_make(m);
	map_place_points(m);
	map_place_labels(m);
	m->trail_count = trail;
	m->stale = false;
}

/* Turns to the département of a selected point that is not in view. */
static void turn(struct map *m)
{
	if (m->panned || !area_left(m))
		return;
	m->area[0] = '\0';
	map_layout_again(m);
}

void map_layout(struct map *m, int rows, int cols)
{
	bool same = m->rows == rows && m->cols == cols, left = map_pan_left(m);
	size_t trail = m->trail_count;

	if (left)
		map_pan_forget(m);
	if (!m->stale && same) {
		turn(m);
		return;
	}
	m->rows = rows < 1 ? 1 : rows;
	m->cols = cols < 1 ? 1 : cols;
	map_layout_again(m);
	if (left)
		m->trail_count = trail;
	/* The view was smaller than thought, or other points are shown. */
	if (map_pan_left(m)) {
		map_pan_forget(m);
		map_layout_again(m);
	}
	turn(m);
}

/* A click on a stack that holds the selected point goes to the one after it. */
static int64_t next_of_stack(const struct map *m, size_t top)
{
	for (size_t i = top; i != MAP_NONE; i = m->spots[i].under) {
		if (i == m->selected && m->spots[i].under != MAP_NONE)
			return m->points[m->spots[i].under].id;
	}
	return m->points[top].id;
}

/* Nearer than `best`, the square of a distance in columns. */
static int64_t nearest_within(const struct map *m, int row, int col, int64_t best)
{
	int64_t id = 0;

	for (size_t i = 0; i < m->count; i++) {
		const struct map_spot *s = &m->spots[i];
		int64_t dx = s->col - col, dy = 2 * (int64_t)(s->row - row);
		if (!s->inside || s->nth > 0 || dx * dx + dy * dy >= best)
			continue;
		best = dx * dx + dy * dy;
		id = m->points[i].id;
	}
	return id;
}

int64_t map_nearest(const struct map *m, int row, int col)
{
	return m->stale ? 0 : nearest_within(m, row, col, INT64_MAX);
}

int64_t map_hit(const struct map *m, int row, int col)
{
	struct map_label l;

	if (m->stale || row < 0 || col < 0 || row >= m->rows || col >= m->cols)
		return 0;
	size_t cell = (size_t)row * (size_t)m->cols + (size_t)col;
	if (m->cell_spot[cell] != MAP_NONE)
		return next_of_stack(m, m->cell_spot[cell]);
	if (map_selected_label(m, &l) && row == l.row && col >= l.col && col < l.col + l.width)
		return map_selected(m);
	if (m->cell_label[cell] != MAP_NONE && map_label_shown(m, m->cell_label[cell]))
		return m->points[m->cell_label[cell]].id;
	return nearest_within(m, row, col, 9);
}

/* --- painting --------------------------------------------------------------------------- */

/* A title too wide for its inset gives way to the code of what it shows. */
static const char *pane_title(const struct map_pane *p)
{
	return (int)text_width(p->title) <= p->cols + 1 ? p->title : p->areas;
}

static void paint_outlines(const struct map *m, const struct map_sink *sink)
{
	for (int row = 0; row < m->rows; row++) {
		for (int col = 0; col < m->cols; col++) {
			uint8_t dots = m->canvas.dots[row * m->cols + col];
			if (dots)
				sink->cell(sink->ctx, row, col, THEME_OUTLINE, map_canvas_char(dots, m->look));
		}
	}
	for (size_t i = 0; i < m->pane_count; i++) {
		const struct map_pane *p = &m->panes[i];
		if (p->title[0])
			sink->text(sink->ctx, p->row + p->rows, p->col, THEME_DIM, pane_title(p), p->cols + 1);
	}
}

static void paint_spot(const struct map *m, const struct map_sink *sink, size_t i, enum theme style)
{
	const struct map_spot *s = &m->spots[i];

	if (!s->inside)
		return;
	if (s->of > 1) {
		char count[2] = { (char)(s->of > 9 ? '+' : '0' + s->of), '\0' };
		sink->text(sink->ctx, s->row, s->col, style, count, 1);
	} else {
		sink->glyph(sink->ctx, s->row, s->col, style, m->points[i].glyph);
	}
}

/* With the blank between a label and its point, when it stands beside it: no outline there. */
static void paint_label(const struct map *m, const struct map_sink *sink, size_t i, const struct map_label *l,
	enum theme style)
{
	const struct map_spot *s = &m->spots[i];
	bool right = l->col == s->col + 2, left = l->col + l->width == s->col - 1;

	if (s->row == l->row && (right || left))
		sink->text(sink->ctx, l->row, right ? l->col - 1 : l->col + l->width, style, " ", 1);
	sink->text(sink->ctx, l->row, l->col, style, m->points[i].label, l->width);
}

void map_paint(const struct map *m, const struct map_sink *sink)
{
	struct map_label l = { 0 };

	if (m->stale)
		return;
	paint_outlines(m, sink);
	bool selected = map_selected_label(m, &l);
	for (size_t i = 0; i < m->count; i++) {
		const struct map_spot *s = &m->spots[i];
		if (i == m->selected || s->label_row < 0)
			continue;
		if (selected && s->label_row == l.row && s->label_col <= l.col + l.width &&
			l.col <= s->label_col + s->width)
			continue;
		paint_label(m, sink, i, &(struct map_label){ s->label_row, s->label_col, s->width }, THEME_NORMAL);
	}
	for (size_t i = 0; i < m->count; i++) {
		if (m->spots[i].nth == 0)
			paint_spot(m, sink, i, m->points[i].style);
	}
	if (m->selected < m->count)
		paint_spot(m, sink, m->selected, THEME_SELECTED);
	if (selected)
		paint_label(m, sink, m->selected, &l, THEME_SELECTED);
}
