/* A map: outlines in dots behind, points as whole-cell glyphs, labels that never
 * lie over a point or each other, arrows that go to the nearest point. Knows
 * neither entity nor SQL: whoever uses it gives points with a place, a glyph, a label.
 *
 * A cell holds 2 × 4 dots and is twice as high as wide, so that a dot is square and one
 * scale serves both axes. The layout (projection, places, labels) is made when size, zoom or
 * points change; a frame only paints it. */
#ifndef ETAPE_TUI_MAP_H
#define ETAPE_TUI_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/outline.h"
#include "tui/term/term.h"
#include "tui/widgets/map_canvas.h"

struct map_point {
	int64_t id;		/* never 0 */
	int32_t lat_e5, lon_e5;	/* 1e-5 degrees */
	const char *area;	/* département's code; borrowed */
	const char *label;	/* translated or a name; borrowed */
	enum glyph glyph;
	enum theme style;
	int rank;		/* whose label goes first: lowest */
};

enum map_zoom {
	MAP_REGION,	/* one région */
	MAP_AREA,	/* one département, and what stands around it */
	MAP_FRANCE,	/* metropolitan France, overseas in insets */
};

enum map_direction { MAP_WEST, MAP_EAST, MAP_NORTH, MAP_SOUTH };
#define MAP_DIRECTIONS 4
#define MAP_PANES      12
#define MAP_NONE       SIZE_MAX

/* One frame of the map: the main one, or an inset. */
struct map_pane {
	int row, col;		/* cells, in the map */
	int rows, cols;
	bool outlined;		/* it has an outline */
	struct outline outline;	/* decoded */
	char region[4];		/* shows this région; "" for all of the layer */
	char areas[24];		/* shows these départements, a blank between; "" for all */
	char title[40];		/* said in its last row; "" for none */
	int32_t lat0_e5, lon0_e5; /* centre of its projection without an outline */
	double west, north;	/* metres at its upper left corner */
	double scale;		/* metres a dot */
};

/* Where a point and its label stand. */
struct map_spot {
	size_t pane;		/* MAP_NONE: nowhere on this map */
	double x, y;		/* true place, in dots of the whole map */
	int row, col;		/* cell; outside the pane when beyond its edge */
	bool inside;		/* it is drawn */
	int nth, of;		/* place in a stack of points on one cell, from 0; its size */
	size_t under;		/* the next point of the same stack, MAP_NONE */
	int width;		/* columns of its label */
	int label_row, label_col; /* of its label; label_row -1: not shown */
};

/* A label's place. */
struct map_label {
	int row, col, width;
};

/* Name of a département; static or borrowed for long. */
typedef const char *(*map_name_fn)(const char *code);

struct map {
	struct outline_file *file;	/* owned; NULL: no outlines */
	enum map_look look;
	enum map_zoom zoom;
	char region[4];
	char area[4];			/* of MAP_AREA; "": the selected point's, from the next layout on */
	map_name_fn name;		/* of an inset, by its code; may be NULL */
	const char *loupe;		/* borrowed; NULL for none */
	const char *loupe_title;	/* borrowed */
	const struct map_point *points; /* borrowed */
	size_t count;
	size_t selected;		/* index, MAP_NONE */
	int64_t wanted;			/* id last selected: kept when the points change */

	/* the layout */
	bool stale;
	bool panned;			/* the main pane is moved away from where it fits */
	double pan_east, pan_north;	/* so many metres */
	int rows, cols;
	struct map_pane panes[MAP_PANES];
	size_t pane_count;
	struct map_canvas canvas;
	struct map_spot *spots;		/* one a point, owned */
	size_t *cell_spot;		/* first point of each cell, MAP_NONE; owned */
	size_t *cell_label;		/* whose label lies there, MAP_NONE; owned */
	size_t *next[MAP_DIRECTIONS];	/* neighbours; owned; NULL until an arrow is pressed */
	struct {
		size_t from, to;
		enum map_direction by;
	} trail[32];			/* the last moves, for the opposite key */
	size_t trail_count;
};

void map_init(struct map *m);
void map_release(struct map *m);

/* Takes the file of outlines, which becomes the map's; NULL for a map without. */
void map_take_outlines(struct map *m, struct outline_file *file);
void map_set_look(struct map *m, enum map_look look);
/* How insets are called. */
void map_set_names(struct map *m, map_name_fn name);
/* Départements ("75 92 93 94") that stand so close that a large map of France shows
 * them in an inset of their own. Texts are borrowed. */
void map_set_loupe(struct map *m, const char *areas, const char *title);
/* The région shown by MAP_REGION, by its INSEE code. */
void map_set_region(struct map *m, const char *region);
void map_set_zoom(struct map *m, enum map_zoom zoom);
/* The points; borrowed until the next call. The selection stays on the same id if it can. */
void map_set_points(struct map *m, const struct map_point *points, size_t count);
/* The same points in the same order, with other glyphs, styles, ranks: places stay. */
void map_restyle(struct map *m, const struct map_point *points);

/* Selects by id; false when there is no such point. */
bool map_select(struct map *m, int64_t id);
/* Id of the selected point, 0 for none. */
int64_t map_selected(const struct map *m);

/* The département that MAP_AREA shows, or will at the next layout; "" without points. */
const char *map_area(const struct map *m);

/* Makes the layout for a size, if it is not made. Anything below but map_draw() needs it. */
void map_layout(struct map *m, int rows, int cols);
/* Goes to the neighbour in a direction; the opposite key goes back. False when there is none. */
bool map_go(struct map *m, enum map_direction direction);
/* The neighbour of a point in a direction, MAP_NONE: without the way back. */
size_t map_neighbour(struct map *m, size_t from, enum map_direction direction);
/* Moves the view a third of its size, at the same scale. The selection stays in view: when it
 * leaves, the nearest point that is in view is selected. False when nothing would be seen there. Selecting
 * what is out of view, or another zoom, takes the view back. */
bool map_pan(struct map *m, enum map_direction direction);
/* The same by so many cells, as a sheet that is drawn southwards and eastwards. */
bool map_drag(struct map *m, int rows, int cols);
/* Id of the point or label at a cell, or of the nearest point within two columns; 0. */
int64_t map_hit(const struct map *m, int row, int col);
/* Id of the point nearest to a cell, however far; 0 when there is none. */
int64_t map_nearest(const struct map *m, int row, int col);
/* Where the selected point's label stands, and whether some point is selected. */
bool map_selected_label(const struct map *m, struct map_label *label);
/* Whether a label is shown at its place while the selected one is. */
bool map_label_shown(const struct map *m, size_t i);

/* Where a map is painted: cells with a scalar value, glyphs, short texts. */
struct map_sink {
	void *ctx;
	void (*cell)(void *ctx, int row, int col, enum theme style, unsigned int codepoint);
	void (*glyph)(void *ctx, int row, int col, enum theme style, enum glyph glyph);
	void (*text)(void *ctx, int row, int col, enum theme style, const char *text, int width);
};
/* Paints the layout: outlines, labels, glyphs, then the selected point and its label. */
void map_paint(const struct map *m, const struct map_sink *sink);

/* Lays out and paints into an area; `focused` shows the cursor on the selected point. */
void map_draw(struct map *m, struct area area, bool focused);

#endif
