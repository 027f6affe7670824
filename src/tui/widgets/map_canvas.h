/* A canvas of dots, 2 × 4 a cell: lines with clipping, and the cell's character in
 * braille, half-blocks or ASCII. */
#ifndef ETAPE_TUI_MAP_CANVAS_H
#define ETAPE_TUI_MAP_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

enum map_look {
	MAP_BRAILLE,
	MAP_BLOCKS,	/* ▀ ▄ █: terminals whose font has no braille */
	MAP_ASCII,
};

/* A rectangle of dots, ends excluded. */
struct map_clip {
	int x0, y0, x1, y1;
};

struct map_canvas {
	int rows, cols;		/* cells */
	uint8_t *dots;		/* a cell a byte, bits as in Unicode's braille patterns; owned */
};

/* Makes the canvas that large, and blank. */
void map_canvas_resize(struct map_canvas *c, int rows, int cols);
void map_canvas_release(struct map_canvas *c);

/* A line between two places in dots, both ends drawn. With `every` above 1 only one dot in so
 * many; `*phase` carries the count from line to line. */
void map_canvas_line(struct map_canvas *c, const struct map_clip *clip, double x0, double y0, double x1,
	double y1, int every, int *phase);
/* Whether the dot is set. */
bool map_canvas_dot(const struct map_canvas *c, int x, int y);
/* Bits of a cell, 0 for blank. */
uint8_t map_canvas_cell(const struct map_canvas *c, int row, int col);
/* The character for a cell's bits, 0 when blank. */
unsigned int map_canvas_char(uint8_t dots, enum map_look look);

#endif
