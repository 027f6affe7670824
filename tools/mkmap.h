/* Between the files of mkmap. */
#ifndef TOOLS_MKMAP_H
#define TOOLS_MKMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/err.h"
#include "etape/outline.h"

enum { MAX_LAYERS = 16, MAX_AREAS = 250 };

struct bytes {
	unsigned char *buf;
	size_t len;
	size_t cap;
};

struct vertex {
	int32_t lat, lon;	/* 1e-5 degrees */
	struct geo_point at;
	uint32_t links[8];	/* edges that meet here */
	uint32_t link_count;
};

struct edge {
	uint32_t a, b;		/* vertices, a < b */
	uint8_t left, right;	/* areas as one goes from a to b */
	bool walked;
};

struct ring {
	uint32_t first;		/* in layer.path */
	uint32_t count;		/* without the closing point */
	uint8_t area;
};

struct layer {
	char name[5];
	bool local;
	int32_t lat0, lon0;
	uint32_t unit;		/* metres */
	double least;		/* metres: points that matter less are left out */
	struct outline_area areas[MAX_AREAS];
	size_t area_count;
	struct vertex *vertices;
	size_t vertex_count, vertex_cap;
	uint32_t *path;		/* vertices of all rings */
	size_t path_count, path_cap;
	struct ring *rings;
	size_t ring_count, ring_cap;
	struct edge *edges;
	size_t edge_count;
	struct bytes out;
	uint32_t arcs, points;
};

/* Says why on stderr and ends. */
_Noreturn void mkmap_fail(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* The next size of a growing array. */
size_t mkmap_grown(size_t cap);

void mkmap_put_byte(struct bytes *b, unsigned value);
void mkmap_put_varint(struct bytes *b, uint32_t value);
void mkmap_put_zigzag(struct bytes *b, int32_t value);

/* mkmap_arcs.c, in this order; a layer is projected before its arcs are made. */
void mkmap_join_vertices(struct layer *l);
void mkmap_make_edges(struct layer *l);
void mkmap_make_arcs(struct layer *l);

#endif
