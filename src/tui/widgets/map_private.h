/* Between the files of the map widget. */
#ifndef ETAPE_TUI_MAP_PRIVATE_H
#define ETAPE_TUI_MAP_PRIVATE_H

#include "tui/widgets/map.h"

/* map.c */
void map_layout_again(struct map *m);

/* map_panes.c: which outlines, where, at which scale; draws them on the canvas. */
void map_panes_make(struct map *m);
void map_panes_release(struct map *m);
/* The pane that shows a point, MAP_NONE. */
size_t map_panes_of(const struct map *m, const struct map_point *p);
/* A point's place in dots of the whole map. */
void map_panes_place(const struct map_pane *pane, const struct map_point *p, double *x, double *y);

/* map_place.c: cells of the points, then of their labels. */
void map_place_points(struct map *m);
void map_place_labels(struct map *m);

/* map_pan.c: forgets the move; whether the selected point has left a view that was moved. */
void map_pan_forget(struct map *m);
bool map_pan_left(const struct map *m);

/* map_nav.c */
void map_nav_forget(struct map *m);

#endif
