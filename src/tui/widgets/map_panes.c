/* The frames of the map: one for a région or a département; for France the
 * metropolitan one and an inset for each territory overseas. */
#include "tui/widgets/map_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/err.h"

enum {
	MARGIN = 1,		/* dots kept free at each side */
	INSET_ROWS = 3,		/* least size of an inset, its title included */
	INSET_ROWS_LEAST = 2,	/* where there is no room for any other */
	INSET_COLS = 7,
	INSET_ROWS_MOST = 9,
	LOUPE_MAP_ROWS = 36,	/* a map with fewer rows has no room for the loupe */
};
/* Dots that a detail must be wide to be worth drawing, in a full line and a dotted one. */
#define DETAIL	       0.7
#define DETAIL_DOTTED 1.6

static void copy_code(char to[4], const char *from)
{
	size_t n = strlen(from);

	if (n > 3)
		n = 3;
	memcpy(to, from, n);
	to[n] = '\0';
}

/* --- which panes -------------------------------------------------------------------- */

static struct map_pane *add_pane(struct map *m, size_t layer)
{
	struct map_pane *p = &m->panes[m->pane_count++];

	*p = (struct map_pane){ 0 };
	if (m->file && layer < outline_layer_count(m->file))
		p->outlined = outline_decode(m->file, layer, &p->outline, NULL);
	return p;
}

/* The title of an inset: "Saint" is cut as maps do. */
static void set_title(struct map_pane *p, const char *name)
{
	bool saint = strncmp(name, "Saint-", 6) == 0;

	snprintf(p->title, sizeof p->title, "%s%s", saint ? "St-" : "", saint ? name + 6 : name);
}

static struct map_pane *add_inset(struct map *m, size_t layer, const char *code)
{
	struct map_pane *p = add_pane(m, layer);

	copy_code(p->areas, code);
	set_title(p, m->name ? m->name(code) : code);
	return p;
}

static void add_insets(struct map *m)
{
	size_t layers = m->file ? outline_layer_count(m->file) : 0;

	if (m->loupe && m->file && m->rows >= LOUPE_MAP_ROWS) {
		struct map_pane *p = add_pane(m, outline_layer_named(m->file, "FR"));
		snprintf(p->areas, sizeof p->areas, "%s", m->loupe);
		set_title(p, m->loupe_title);
	}
	for (size_t i = 0; i < layers && m->pane_count < MAP_PANES - 1; i++) {
		if (strlen(outline_layer_name(m->file, i)) == 3)
			add_inset(m, i, outline_layer_name(m->file, i));
	}
	for (size_t i = 0; i < m->count && m->pane_count < MAP_PANES; i++) {
		const struct map_point *point = &m->points[i];
		if (map_panes_of(m, point) != MAP_NONE || geo_is_metropolitan(point->area))
			continue;
		/* A territory without an outline: around the first of its points. */
		struct map_pane *p = add_inset(m, SIZE_MAX, point->area);
		p->lat0_e5 = point->lat_e5;
		p->lon0_e5 = point->lon_e5;
	}
}

static void add_main_pane(struct map *m)
{
	size_t layer = SIZE_MAX;

	if (m->file && m->zoom == MAP_FRANCE)
		layer = outline_layer_named(m->file, "FR");
	else if (m->file && m->zoom == MAP_AREA)
		layer = outline_layer_of_area(m->file, m->area);
	else if (m->file)
		layer = outline_layer_of_region(m->file, m->region);
	struct map_pane *p = add_pane(m, layer);
	if (m->zoom == MAP_REGION && p->outlined)
		copy_code(p->region, m->region);
	if (p->outlined || !m->count)
		return;
	const struct map_point *first = &m->points[m->selected < m->count ? m->selected : 0];
	if (!geo_is_metropolitan(first->area)) {
		p->lat0_e5 = first->lat_e5;
		p->lon0_e5 = first->lon_e5;
	}
}

static const struct outline_area *find_area(const struct map_pane *p, const char *code)
{
	for (size_t i = 0; i < p->outline.area_count; i++) {
		if (strcmp(p->outline.areas[i].code, code) == 0)
			return &p->outline.areas[i];
	}
	return NULL;
}

static bool holds(const struct map_pane *p, const struct map_point *point)
{
	if (p->areas[0])
		return outline_listed(p->areas, point->area);
	if (!p->outlined)
		return geo_is_metropolitan(point->area) == (p->lat0_e5 == 0 && p->lon0_e5 == 0);
	const struct outline_area *area = find_area(p, point->area);
	return area && (!p->region[0] || strcmp(area->region, p->region) == 0);
}

size_t map_panes_of(const struct map *m, const struct map_point *point)
{
	/* Insets first: the loupe takes its points from the main pane. */
	for (size_t i = m->pane_count; i-- > 0;) {
		if (holds(&m->panes[i], point))
			return i;
	}
	return MAP_NONE;
}

/* --- where they stand ------------------------------------------------------------------ */

static struct geo_point project(const struct map_pane *p, const struct map_point *point)
{
	if (p->outlined)
		return outline_project(&p->outline, point->lat_e5, point->lon_e5);
	if (p->lat0_e5 == 0 && p->lon0_e5 == 0)
		return geo_lambert93(point->lat_e5, point->lon_e5);
	return geo_local(point->lat_e5, point->lon_e5, p->lat0_e5, p->lon0_e5);
}

/* What a pane must show, in metres. */
static struct outline_box pane_box(const struct map *m, const struct map_pane *p)
{
	struct outline_box box = { INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN };

	if (p->outlined && m->zoom == MAP_AREA)
		box = outline_box(&p->outline, NULL, m->area);
	else if (p->outlined && p->areas[0])
		box = outline_box(&p->outline, NULL, p->areas);
	else if (p->outlined)
		box = outline_box(&p->outline, p->region[0] ? p->region : NULL, NULL);
	if (box.west > box.east) {
		/* No outline: around its points, ten kilometres at least. */
		for (size_t i = 0; i < m->count; i++) {
			if (!holds(p, &m->points[i]))
				continue;
			struct geo_point at = project(p, &m->points[i]);
			box.west = at.x - 5000 < box.west ? at.x - 5000 : box.west;
			box.east = at.x + 5000 > box.east ? at.x + 5000 : box.east;
			box.south = at.y - 5000 < box.south ? at.y - 5000 : box.south;
			box.north = at.y + 5000 > box.north ? at.y + 5000 : box.north;
		}
	}
	if (box.west > box.east)
		box = (struct outline_box){ 0, 0, 1000, 1000 };
	return box;
}

static double box_scale(const struct outline_box *box, int rows, int cols)
{
	double wide = (double)box->east - box->west, high = (double)box->north - box->south;
	double x = wide / (cols * 2 > 2 * MARGIN + 1 ? cols * 2 - 2 * MARGIN - 1 : 1);
	double y = high / (rows * 4 > 2 * MARGIN + 1 ? rows * 4 - 2 * MARGIN - 1 : 1);
	double scale = x > y ? x : y;

	return scale > 1 ? scale : 1;
}

/* Fits a pane into cells of the map, its box in the middle. */
static void fit_pane(const struct map *m, struct map_pane *p, int row, int col, int rows, int cols)
{
	struct outline_box box = pane_box(m, p);
	int drawn = p->title[0] ? rows - 1 : rows;

	if (drawn < 1)
		drawn = 1;
	p->row = row;
	p->col = col;
	p->rows = drawn;
	p->cols = cols;
	p->scale = box_scale(&box, drawn, cols);
	p->west = ((double)box.west + box.east) / 2 - p->scale * cols;
	p->north = ((double)box.north + box.south) / 2 + p->scale * drawn * 2;
	if (p == &m->panes[0]) {
		p->west += m->pan_east;
		p->north += m->pan_north;
	}
}

void map_panes_place(const struct map_pane *pane, const struct map_point *point, double *x, double *y)
{
	struct geo_point at = project(pane, point);

	*x = pane->col * 2 + (at.x - pane->west) / pane->scale;
	*y = pane->row * 4 + (pane->north - at.y) / pane->scale;
}

/* A way to set the insets beside or below the main pane. */
struct setting {
	int down, across;	/* insets in each direction */
	int rows, cols;		/* of one inset */
	bool below;		/* else at the left */
	double scale;		/* of the main pane: the finest wins */
};

static void try_setting(const struct map *m, struct setting s, int least, struct setting *best)
{
	int rows = s.below ? m->rows - s.down * s.rows : m->rows;
	int cols = s.below ? m->cols : m->cols - s.across * s.cols - 1;

	if (s.rows < least || s.cols < INSET_COLS || rows < INSET_ROWS || cols < INSET_COLS)
		return;
	struct outline_box box = pane_box(m, &m->panes[0]);
	s.scale = box_scale(&box, rows, cols);
	if (best->down == 0 || s.scale < best->scale * 0.98)
		*best = s;
}

static int between(int low, int value, int high)
{
	return value < low ? low : value > high ? high : value;
}

/* The best way to set `n` insets of so many rows at least. */
static struct setting best_setting(const struct map *m, int n, int least)
{
	struct setting best = { 0 };

	for (int across = 1; across <= 3; across++) {
		int down = (n + across - 1) / across;
		try_setting(m, (struct setting){
			.down = down,
			.across = across,
			.rows = between(0, m->rows / down, INSET_ROWS_MOST),
			.cols = between(least < INSET_ROWS ? INSET_COLS : INSET_COLS + 4,
				m->cols / (6 + 2 * across), 24),
		}, least, &best);
	}
	try_setting(m, (struct setting){
		.down = 1,
		.across = n,
		.rows = between(INSET_ROWS, m->rows / 5, INSET_ROWS_MOST),
		.cols = m->cols / n,
		.below = true,
	}, least, &best);
	return best;
}

static void set_insets(struct map *m)
{
	int n = (int)m->pane_count - 1;
	struct setting best = best_setting(m, n, INSET_ROWS);

	if (best.down == 0)
		best = best_setting(m, n, INSET_ROWS_LEAST);
	if (best.down == 0) {
		/* No room for insets: the metropolitan part alone. */
		for (size_t i = 1; i < m->pane_count; i++)
			outline_release(&m->panes[i].outline);
		m->pane_count = 1;
		fit_pane(m, &m->panes[0], 0, 0, m->rows, m->cols);
		return;
	}
	int side = best.across * best.cols;
	/* Up from the bottom: the sea is there, and the eye looks for them there. */
	int top = m->rows - best.down * best.rows;
	for (int i = 0; i < n; i++) {
		fit_pane(m, &m->panes[i + 1], top + i / best.across * best.rows,
			i % best.across * best.cols, best.rows, best.cols - 1);
	}
	if (best.below)
		fit_pane(m, &m->panes[0], 0, 0, top, m->cols);
	else
		fit_pane(m, &m->panes[0], 0, side + 1, m->rows, m->cols - side - 1);
}

/* --- their outlines -------------------------------------------------------------------- */

/* How an arc is drawn: 0 not at all, 1 in full, 2 every second dot. */
static int arc_dots(const struct map *m, const struct map_pane *p, const struct outline_arc *arc)
{
	const struct outline_area *left = arc->left == OUTLINE_OUTSIDE ? NULL : &p->outline.areas[arc->left];
	const struct outline_area *right = arc->right == OUTLINE_OUTSIDE ? NULL : &p->outline.areas[arc->right];

	if (m->zoom == MAP_AREA) {
		bool own = (left && strcmp(left->code, m->area) == 0) ||
			(right && strcmp(right->code, m->area) == 0);
		return own || !left || !right ? 1 : 2;
	}
	if (p->region[0]) {
		bool l = left && strcmp(left->region, p->region) == 0;
		bool r = right && strcmp(right->region, p->region) == 0;
		return l && r ? 2 : l || r ? 1 : 0;
	}
	if (p->areas[0]) {
		bool l = left && outline_listed(p->areas, left->code), r = right && outline_listed(p->areas, right->code);
		return l && r ? 2 : l || r ? 1 : 0;
	}
	if (left && right)
		return strcmp(left->region, right->region) == 0 ? 0 : 2;
	return 1;
}

static void draw_arc(struct map *m, const struct map_pane *p, const struct outline_arc *arc, int every,
	uint8_t least)
{
	const struct outline_vertex *v = p->outline.points + arc->first;
	struct map_clip clip = { p->col * 2, p->row * 4, (p->col + p->cols) * 2, (p->row + p->rows) * 4 };
	double x0 = 0, y0 = 0, first_x = 0, first_y = 0;
	int phase = 0;

	for (uint32_t i = 0; i < arc->count; i++) {
		if (i > 0 && v[i].rank < least)
			continue;
		double x = clip.x0 + (v[i].at.x - p->west) / p->scale;
		double y = clip.y0 + (p->north - v[i].at.y) / p->scale;
		if (i == 0) {
			first_x = x;
			first_y = y;
		} else {
			map_canvas_line(&m->canvas, &clip, x0, y0, x, y, every, &phase);
		}
		x0 = x;
		y0 = y;
	}
	if (arc->closed)
		map_canvas_line(&m->canvas, &clip, x0, y0, first_x, first_y, every, &phase);
}

static void draw_outline(struct map *m, const struct map_pane *p)
{
	uint8_t full = outline_rank(p->scale * DETAIL), dotted = outline_rank(p->scale * DETAIL_DOTTED);

	for (size_t i = 0; i < p->outline.arc_count; i++) {
		const struct outline_arc *arc = &p->outline.arcs[i];
		int every = arc_dots(m, p, arc);
		if (every)
			draw_arc(m, p, arc, every, every > 1 ? dotted : full);
	}
}

void map_panes_release(struct map *m)
{
	for (size_t i = 0; i < m->pane_count; i++)
		outline_release(&m->panes[i].outline);
	m->pane_count = 0;
}

void map_panes_make(struct map *m)
{
	map_panes_release(m);
	if (m->zoom == MAP_AREA && !m->area[0])
		copy_code(m->area, m->selected < m->count ? m->points[m->selected].area :
			m->count ? m->points[0].area : "");
	add_main_pane(m);
	if (m->zoom == MAP_FRANCE)
		add_insets(m);
	if (m->pane_count > 1)
		set_insets(m);
	else
		fit_pane(m, &m->panes[0], 0, 0, m->rows, m->cols);
	map_canvas_resize(&m->canvas, m->rows, m->cols);
	for (size_t i = 0; i < m->pane_count; i++)
		draw_outline(m, &m->panes[i]);
}
