/* The map on the screen: the only file of the widget that draws. */
#include "tui/widgets/map.h"

static void draw_cell(void *ctx, int row, int col, enum theme style, unsigned int codepoint)
{
	area_cell(*(const struct area *)ctx, row, col, style, codepoint);
}

static void draw_glyph(void *ctx, int row, int col, enum theme style, enum glyph glyph)
{
	area_put(*(const struct area *)ctx, row, col, style, term_glyph(glyph));
}

static void draw_text(void *ctx, int row, int col, enum theme style, const char *text, int width)
{
	area_put(area_sub(*(const struct area *)ctx, row, col, 1, width), 0, 0, style, text);
}

void map_draw(struct map *m, struct area area, bool focused)
{
	struct map_sink sink = { .ctx = &area, .cell = draw_cell, .glyph = draw_glyph, .text = draw_text };

	if (area.rows <= 0 || area.cols <= 0)
		return;
	map_layout(m, area.rows, area.cols);
	map_paint(m, &sink);
	if (focused && m->selected < m->count && m->spots[m->selected].inside)
		area_cursor(area, m->spots[m->selected].row, m->spots[m->selected].col, false);
}
