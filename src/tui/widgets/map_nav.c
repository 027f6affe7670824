/* Arrows: the nearest point in a cone of 45° on the screen, else in the half-plane;
 * the opposite key goes back. Every point is reached from every other. */
#include "tui/widgets/map_private.h"

#include <stdlib.h>
#include <string.h>

#include "etape/err.h"

static enum map_direction opposite(enum map_direction d)
{
	switch (d) {
	case MAP_WEST:
		return MAP_EAST;
	case MAP_EAST:
		return MAP_WEST;
	case MAP_NORTH:
		return MAP_SOUTH;
	case MAP_SOUTH:
		break;
	}
	return MAP_NORTH;
}

/* From one point to another along a direction and across it, in half columns: rows count
 * double. In a stack each stands a little further east and south than the one above. */
static void steps(const struct map *m, size_t from, size_t to, enum map_direction d, int64_t *along,
	int64_t *across)
{
	const struct map_spot *a = &m->spots[from], *b = &m->spots[to];
	int64_t x = (int64_t)(b->col - a->col) * 1000 + (b->nth - a->nth);
	int64_t y = (int64_t)(b->row - a->row) * 2000 + (b->nth - a->nth);

	*along = d == MAP_EAST ? x : d == MAP_WEST ? -x : d == MAP_SOUTH ? y : -y;
	*across = d == MAP_EAST || d == MAP_WEST ? y : x;
	if (*across < 0)
		*across = -*across;
}

static size_t nearest(const struct map *m, size_t from, enum map_direction d)
{
	size_t in_cone = MAP_NONE, in_half = MAP_NONE;
	int64_t cone_best = INT64_MAX, half_best = INT64_MAX;

	for (size_t i = 0; i < m->count; i++) {
		int64_t along, across;
		if (i == from || m->spots[i].pane == MAP_NONE)
			continue;
		steps(m, from, i, d, &along, &across);
		if (along <= 0)
			continue;
		int64_t distance = along * along + across * across;
		if (across <= along && distance < cone_best) {
			cone_best = distance;
			in_cone = i;
		}
		if (distance < half_best) {
			half_best = distance;
			in_half = i;
		}
	}
	return in_cone != MAP_NONE ? in_cone : in_half;
}

/* Marks what is reached from `start` (`back`: what reaches it); gives how many. */
static size_t flood(const struct map *m, size_t start, bool back, bool *seen)
{
	size_t *queue = xmalloc((m->count + 1) * sizeof *queue), head = 0, tail = 0;

	memset(seen, 0, m->count * sizeof *seen);
	seen[start] = true;
	queue[tail++] = start;
	while (head < tail) {
		size_t at = queue[head++];
		for (int d = 0; d < MAP_DIRECTIONS; d++) {
			if (!back) {
				size_t to = m->next[d][at];
				if (to != MAP_NONE && !seen[to]) {
					seen[to] = true;
					queue[tail++] = to;
				}
				continue;
			}
			for (size_t i = 0; i < m->count; i++) {
				if (m->next[d][i] == at && !seen[i]) {
					seen[i] = true;
					queue[tail++] = i;
				}
			}
		}
	}
	free(queue);
	return tail;
}

static enum map_direction towards(const struct map *m, size_t from, size_t to)
{
	int64_t x, y, across;

	steps(m, from, to, MAP_EAST, &x, &across);
	steps(m, from, to, MAP_SOUTH, &y, &across);
	if (llabs(x) >= llabs(y))
		return x >= 0 ? MAP_EAST : MAP_WEST;
	return y >= 0 ? MAP_SOUTH : MAP_NORTH;
}

/* The nearest pair of a point that is in the set and one that is not. */
static bool nearest_pair(const struct map *m, const bool *set, size_t *in, size_t *out)
{
	int64_t best = INT64_MAX;

	for (size_t i = 0; i < m->count; i++) {
		if (!set[i])
			continue;
		for (size_t j = 0; j < m->count; j++) {
			int64_t x, y;
			if (set[j] || m->spots[j].pane == MAP_NONE)
				continue;
			steps(m, i, j, MAP_EAST, &x, &y);
			if (x * x + y * y < best) {
				best = x * x + y * y;
				*in = i;
				*out = j;
			}
		}
	}
	return best < INT64_MAX;
}

/* Points that no key leads to are put into the chain of a neighbour; those that lead
 * nowhere get a way out that cuts none off. Both are rare. */
static void mend(struct map *m, size_t start, size_t total)
{
	bool *seen = xcalloc(m->count + 1, sizeof *seen), *again = xcalloc(m->count + 1, sizeof *again);
	size_t in = 0, out = 0;

	while (flood(m, start, false, seen) < total && nearest_pair(m, seen, &in, &out)) {
		enum map_direction d = towards(m, in, out);
		m->next[d][out] = m->next[d][in];
		m->next[d][in] = out;
	}
	for (size_t tries = 0; tries < total; tries++) {
		if (flood(m, start, true, seen) == total || !nearest_pair(m, seen, &in, &out))
			break;
		int first = (int)towards(m, out, in);
		for (int k = 0; k < MAP_DIRECTIONS; k++) {
			size_t *way = &m->next[(first + k) % MAP_DIRECTIONS][out], before = *way;
			*way = in;
			if (flood(m, start, false, again) == total)
				break;
			*way = before;
		}
	}
	free(seen);
	free(again);
}

static void make_ways(struct map *m)
{
	size_t total = 0, start = MAP_NONE;

	for (int d = 0; d < MAP_DIRECTIONS; d++)
		m->next[d] = xmalloc((m->count + 1) * sizeof *m->next[d]);
	for (size_t i = 0; i < m->count; i++) {
		bool here = m->spots[i].pane != MAP_NONE;
		for (int d = 0; d < MAP_DIRECTIONS; d++)
			m->next[d][i] = here ? nearest(m, i, (enum map_direction)d) : MAP_NONE;
		total += here;
		if (here && start == MAP_NONE)
			start = i;
	}
	if (start != MAP_NONE)
		mend(m, start, total);
}

void map_nav_forget(struct map *m)
{
	for (int d = 0; d < MAP_DIRECTIONS; d++) {
		free(m->next[d]);
		m->next[d] = NULL;
	}
	m->trail_count = 0;
}

size_t map_neighbour(struct map *m, size_t from, enum map_direction direction)
{
	if (from >= m->count || !m->spots)
		return MAP_NONE;
	if (!m->next[0])
		make_ways(m);
	return m->next[direction][from];
}

static bool go_to(struct map *m, size_t to)
{
	m->selected = to;
	m->wanted = m->points[to].id;
	return true;
}

bool map_go(struct map *m, enum map_direction direction)
{
	size_t to, last = m->trail_count;

	if (m->selected >= m->count) {
		return m->count > 0 && go_to(m, 0);
	}
	if (last > 0 && m->trail[last - 1].to == m->selected &&
		m->trail[last - 1].by == opposite(direction)) {
		return go_to(m, m->trail[--m->trail_count].from);
	}
	to = map_neighbour(m, m->selected, direction);
	if (to == MAP_NONE)
		return false;
	if (last > 0 && m->trail[last - 1].to != m->selected)
		m->trail_count = last = 0;
	if (last == sizeof m->trail / sizeof *m->trail) {
		memmove(m->trail, m->trail + 1, sizeof m->trail - sizeof *m->trail);
		last--;
	}
	m->trail[last].from = m->selected;
	m->trail[last].to = to;
	m->trail[last].by = direction;
	m->trail_count = last + 1;
	return go_to(m, to);
}
