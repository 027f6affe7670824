/* A map in memory: the cités of share/data as its points, a grid of cells to paint it
 * into, which counts what lies over what. */
#ifndef TESTS_SUPPORT_MAP_GRID_H
#define TESTS_SUPPORT_MAP_GRID_H

#include "tui/widgets/map.h"

enum { MAP_POINTS_MOST = 300 };

/* Filled by map_points_read(): ids from 1, in the file's order. */
extern struct map_point map_points[MAP_POINTS_MOST];
extern size_t map_point_count;

/* The cités of a région, or all (NULL). */
void map_points_read(const char *region);
/* Index of a name; fails the test when there is none. */
size_t map_point_named(const char *name);
/* A map over the installed outlines and the points read. */
void map_open(struct map *m, const char *region, enum map_zoom zoom);

enum { MAP_GRID_WIDE = 200, MAP_GRID_HIGH = 60 };

struct map_grid {
	int rows, cols;
	unsigned int outline[MAP_GRID_HIGH][MAP_GRID_WIDE];
	int glyphs[MAP_GRID_HIGH][MAP_GRID_WIDE]; /* points painted there */
	int texts[MAP_GRID_HIGH][MAP_GRID_WIDE];  /* labels painted there */
	int titles[MAP_GRID_HIGH][MAP_GRID_WIDE]; /* of insets */
	char chars[MAP_GRID_HIGH][MAP_GRID_WIDE][8];
	int over_titles; /* labels' cells that lie over one */
	int clashes; /* a label on a point or a label; outside the map */
};

/* Lays out and paints. */
void map_grid_paint(struct map *m, struct map_grid *g, int rows, int cols);
/* The same, failing the test when labels and points clash. */
void map_grid_expect_clean(struct map *m, struct map_grid *g, int rows, int cols);

#endif
