/* Borders, each once: rings are cut into arcs where more than two borders meet. */
#include "mkmap.h"

#include <math.h>
#include <stdlib.h>

/* --- topology --------------------------------------------------------------------- */

static const struct vertex *sort_base;

static int by_place(const void *pa, const void *pb)
{
	const struct vertex *a = &sort_base[*(const uint32_t *)pa];
	const struct vertex *b = &sort_base[*(const uint32_t *)pb];

	if (a->lat != b->lat)
		return a->lat < b->lat ? -1 : 1;
	return a->lon < b->lon ? -1 : a->lon > b->lon;
}

/* Makes one vertex of those at the same place and rewrites the paths. */
void mkmap_join_vertices(struct layer *l)
{
	uint32_t *order = xmalloc(l->vertex_count * sizeof *order);
	uint32_t *becomes = xmalloc(l->vertex_count * sizeof *becomes);
	struct vertex *joined = xmalloc(l->vertex_count * sizeof *joined);
	uint32_t n = 0;

	for (size_t i = 0; i < l->vertex_count; i++)
		order[i] = (uint32_t)i;
	sort_base = l->vertices;
	qsort(order, l->vertex_count, sizeof *order, by_place);
	for (size_t i = 0; i < l->vertex_count; i++) {
		if (i == 0 || by_place(&order[i - 1], &order[i]) != 0)
			joined[n++] = l->vertices[order[i]];
		becomes[order[i]] = n - 1;
	}
	for (size_t i = 0; i < l->path_count; i++)
		l->path[i] = becomes[l->path[i]];
	free(order);
	free(becomes);
	free(l->vertices);
	l->vertices = joined;
	l->vertex_count = n;
}

static int by_ends(const void *pa, const void *pb)
{
	const struct edge *a = pa, *b = pb;

	if (a->a != b->a)
		return a->a < b->a ? -1 : 1;
	return a->b < b->b ? -1 : a->b > b->b;
}

static void merge_side(const struct layer *l, uint8_t *side, uint8_t more)
{
	if (more == OUTLINE_OUTSIDE)
		return;
	if (*side != OUTLINE_OUTSIDE)
		mkmap_fail("%s: areas %s and %s lie over each other", l->name, l->areas[*side].code,
			l->areas[more].code);
	*side = more;
}

void mkmap_make_edges(struct layer *l)
{
	size_t n = 0, kept = 0;
	struct edge *e = xcalloc(l->path_count, sizeof *e);

	for (size_t r = 0; r < l->ring_count; r++) {
		const struct ring *ring = &l->rings[r];
		for (uint32_t i = 0; i < ring->count; i++) {
			uint32_t a = l->path[ring->first + i];
			uint32_t b = l->path[ring->first + (i + 1) % ring->count];
			if (a == b)
				continue;
			/* Which side is inside doesn't matter here, only that each has its own. */
			e[n++] = a < b ? (struct edge){ .a = a, .b = b, .left = ring->area, .right = OUTLINE_OUTSIDE }
				       : (struct edge){ .a = b, .b = a, .left = OUTLINE_OUTSIDE, .right = ring->area };
		}
	}
	qsort(e, n, sizeof *e, by_ends);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && by_ends(&e[kept - 1], &e[i]) == 0) {
			merge_side(l, &e[kept - 1].left, e[i].left);
			merge_side(l, &e[kept - 1].right, e[i].right);
		} else {
			e[kept++] = e[i];
		}
	}
	l->edges = e;
	l->edge_count = kept;
	for (uint32_t i = 0; i < kept; i++) {
		uint32_t ends[2] = { e[i].a, e[i].b };
		for (int k = 0; k < 2; k++) {
			struct vertex *v = &l->vertices[ends[k]];
			if (v->link_count == 8)
				mkmap_fail("%s: more than eight borders meet", l->name);
			v->links[v->link_count++] = i;
		}
	}
}

/* The areas on the two sides of an edge as one leaves it from `from`. */
static void sides(const struct edge *e, uint32_t from, uint8_t *left, uint8_t *right)
{
	*left = e->a == from ? e->left : e->right;
	*right = e->a == from ? e->right : e->left;
}

static bool is_node(const struct layer *l, uint32_t vertex)
{
	const struct vertex *v = &l->vertices[vertex];
	uint8_t left[2], right[2];

	if (v->link_count != 2)
		return true;
	sides(&l->edges[v->links[0]], vertex, &left[0], &right[0]);
	sides(&l->edges[v->links[1]], vertex, &left[1], &right[1]);
	return left[0] != right[1] || right[0] != left[1];
}

/* --- arcs ------------------------------------------------------------------------- */

struct arc {
	uint32_t *v;	/* vertices */
	size_t count;
	bool closed;
	uint8_t left, right;
	uint8_t *rank;
};

static double triangle(struct geo_point a, struct geo_point b, struct geo_point c)
{
	double abx = (double)b.x - a.x, aby = (double)b.y - a.y;
	double acx = (double)c.x - a.x, acy = (double)c.y - a.y;

	return fabs(abx * acy - aby * acx) / 2;
}

/* Visvalingam: the point that carries least goes first, and none ranks below one
 * that went before it. The ends stay; of a ring, its first point and the farthest. */
static void rank_points(const struct layer *l, struct arc *arc)
{
	size_t n = arc->count, left = n;
	size_t *prev = xcalloc(n, sizeof *prev), *next = xcalloc(n, sizeof *next);
	bool *gone = xcalloc(n, sizeof *gone);
	double floor_area = 0;
	size_t keep = n - 1;

	arc->rank = xcalloc(n, 1);
	if (arc->closed) {
		double best = -1;
		for (size_t i = 1; i < n; i++) {
			struct geo_point a = l->vertices[arc->v[0]].at, b = l->vertices[arc->v[i]].at;
			double d = hypot((double)b.x - a.x, (double)b.y - a.y);
			if (d > best) {
				best = d;
				keep = i;
			}
		}
	}
	arc->rank[0] = arc->rank[keep] = 255;
	for (size_t i = 0; i < n; i++) {
		prev[i] = i ? i - 1 : n - 1;
		next[i] = i + 1 < n ? i + 1 : 0;
	}
	while (left > 2) {
		double least = HUGE_VAL;
		size_t pick = 0;
		for (size_t i = 1; i < n; i++) {
			if (gone[i] || i == keep)
				continue;
			double area = triangle(l->vertices[arc->v[prev[i]]].at, l->vertices[arc->v[i]].at,
				l->vertices[arc->v[next[i]]].at);
			if (area < least) {
				least = area;
				pick = i;
			}
		}
		floor_area = least > floor_area ? least : floor_area;
		arc->rank[pick] = outline_rank(sqrt(floor_area));
		gone[pick] = true;
		next[prev[pick]] = next[pick];
		prev[next[pick]] = prev[pick];
		left--;
	}
	free(prev);
	free(next);
	free(gone);
}

static void write_arc(struct layer *l, struct arc *arc)
{
	uint8_t least = outline_rank(l->least);
	uint32_t kept = 0;
	int32_t x = 0, y = 0;

	rank_points(l, arc);
	for (size_t i = 0; i < arc->count; i++)
		kept += arc->rank[i] >= least;
	mkmap_put_byte(&l->out, arc->left);
	mkmap_put_byte(&l->out, arc->right);
	mkmap_put_byte(&l->out, arc->closed);
	mkmap_put_varint(&l->out, kept);
	for (size_t i = 0; i < arc->count; i++) {
		if (arc->rank[i] < least)
			continue;
		struct geo_point p = l->vertices[arc->v[i]].at;
		int32_t ux = (int32_t)lround((double)p.x / l->unit), uy = (int32_t)lround((double)p.y / l->unit);
		mkmap_put_zigzag(&l->out, ux - x);
		mkmap_put_zigzag(&l->out, uy - y);
		mkmap_put_byte(&l->out, arc->rank[i]);
		x = ux;
		y = uy;
	}
	l->arcs++;
	l->points += kept;
	free(arc->rank);
}

/* Follows borders from `start` along `edge` to the next node, or around. */
static void walk(struct layer *l, uint32_t start, uint32_t edge)
{
	struct arc arc = { 0 };
	size_t cap = 0;
	uint32_t at = start;

	sides(&l->edges[edge], start, &arc.left, &arc.right);
	for (;;) {
		if (arc.count + 1 >= cap)
			arc.v = xrealloc(arc.v, (cap = mkmap_grown(cap)) * sizeof *arc.v);
		arc.v[arc.count++] = at;
		l->edges[edge].walked = true;
		at = l->edges[edge].a == at ? l->edges[edge].b : l->edges[edge].a;
		if (at == start && !is_node(l, at)) {
			arc.closed = true;
			break;
		}
		if (is_node(l, at)) {
			arc.v[arc.count++] = at;
			break;
		}
		const struct vertex *v = &l->vertices[at];
		edge = v->links[0] == edge ? v->links[1] : v->links[0];
	}
	write_arc(l, &arc);
	free(arc.v);
}

void mkmap_make_arcs(struct layer *l)
{
	for (uint32_t v = 0; v < l->vertex_count; v++) {
		if (!is_node(l, v))
			continue;
		for (uint32_t k = 0; k < l->vertices[v].link_count; k++) {
			if (!l->edges[l->vertices[v].links[k]].walked)
				walk(l, v, l->vertices[v].links[k]);
		}
	}
	for (uint32_t e = 0; e < l->edge_count; e++) {
		if (!l->edges[e].walked)
			walk(l, l->edges[e].a, e);
	}
}
