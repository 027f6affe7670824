/* Moving the view without changing its scale. */
#include "tui/widgets/map_private.h"

void map_pan_forget(struct map *m)
{
	if (!m->panned)
		return;
	m->panned = false;
	m->pan_east = m->pan_north = 0;
	m->stale = true;
}

bool map_pan_left(const struct map *m)
{
	return m->panned && !m->stale && m->selected < m->count && !m->spots[m->selected].inside;
}

/* The point in view nearest to where the selected one stood; MAP_NONE when there is none. */
static size_t nearest_in_view(const struct map *m, const struct map_spot *was)
{
	size_t best = MAP_NONE;
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < m->count; i++) {
		const struct map_spot *s = &m->spots[i];
		int64_t x = s->col - was->col, y = 2 * (s->row - was->row);
		if (s->pane != 0 || !s->inside || x * x + y * y >= least)
			continue;
		least = x * x + y * y;
		best = i;
	}
	return best;
}

/* By so many metres; undone when nothing would be seen there. */
static bool move_view(struct map *m, double east, double north)
{
	double was_east = m->pan_east, was_north = m->pan_north;
	bool panned = m->panned;

	m->pan_east += east;
	m->pan_north += north;
	m->panned = true;
	m->stale = true;
	map_layout_again(m);
	const struct map_spot was = m->spots[m->selected];
	size_t seen = was.inside ? m->selected : nearest_in_view(m, &was);
	if (seen == MAP_NONE) {
		m->pan_east = was_east;
		m->pan_north = was_north;
		m->panned = panned;
		m->stale = true;
		map_layout_again(m);
		return false;
	}
	map_select(m, m->points[seen].id);
	return true;
}

static bool can_move(const struct map *m)
{
	return !m->stale && m->pane_count > 0 && m->selected < m->count;
}

bool map_pan(struct map *m, enum map_direction direction)
{
	if (!can_move(m))
		return false;
	const struct map_pane *p = &m->panes[0];
	double across = p->scale * p->cols * 2 / 3, down = p->scale * p->rows * 4 / 3;
	return move_view(m, direction == MAP_EAST ? across : direction == MAP_WEST ? -across : 0,
		direction == MAP_NORTH ? down : direction == MAP_SOUTH ? -down : 0);
}

bool map_drag(struct map *m, int rows, int cols)
{
	if (!can_move(m))
		return false;
	double dot = m->panes[0].scale;
	return move_view(m, -dot * cols * 2, dot * rows * 4);
}
