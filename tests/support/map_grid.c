#include "map_grid.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"

#include "etape/paths.h"
#include "etape/text.h"

struct map_point map_points[MAP_POINTS_MOST];
size_t map_point_count;
static char *lines[MAP_POINTS_MOST];

/* The cités of share/data, of a région or all; its fields have no quotes. */
void map_points_read(const char *region)
{
	char *path = paths_share_file("data/cites.csv"), line[2048];
	FILE *in;

	assert_non_null(path);
	in = fopen(path, "r");
	assert_non_null(in);
	for (size_t i = 0; i < map_point_count; i++)
		free(lines[i]);
	map_point_count = 0;
	assert_non_null(fgets(line, sizeof line, in));
	while (map_point_count < MAP_POINTS_MOST && fgets(line, sizeof line, in)) {
		char *field[12], *rest = strdup(line);
		lines[map_point_count] = rest;
		for (size_t i = 0; i < 12; i++)
			field[i] = strsep(&rest, ",");
		if (region && strcmp(field[5], region) != 0) {
			free(lines[map_point_count]);
			continue;
		}
		map_points[map_point_count] = (struct map_point){
			.id = (int64_t)map_point_count + 1,
			.lat_e5 = (int32_t)lround(strtod(field[9], NULL) * 1e5),
			.lon_e5 = (int32_t)lround(strtod(field[10], NULL) * 1e5),
			.area = field[4],
			.label = field[1],
			.glyph = GLYPH_FULL,
			.style = THEME_POINT,
			.rank = (int)(map_point_count % 3),
		};
		map_point_count++;
	}
	fclose(in);
	free(path);
}

size_t map_point_named(const char *name)
{
	for (size_t i = 0; i < map_point_count; i++) {
		if (strcmp(map_points[i].label, name) == 0)
			return i;
	}
	fail_msg("there is no cité \"%s\"", name);
	return 0;
}

static const char *any_name(const char *code)
{
	return strcmp(code, "978") == 0 ? "Saint-Martin" : code;
}

void map_open(struct map *m, const char *region, enum map_zoom zoom)
{
	struct err err = ERR_INIT;
	char *path = paths_share_file("map/outlines.bin");

	assert_non_null(path);
	map_init(m);
	struct outline_file *f = outline_open(path, &err);
	assert_non_null(f);
	map_take_outlines(m, f);
	map_set_names(m, any_name);
	map_set_loupe(m, "75 92 93 94", "Paris");
	map_set_region(m, region);
	map_set_zoom(m, zoom);
	map_set_points(m, map_points, map_point_count);
	free(path);
}

static void grid_cell(void *ctx, int row, int col, enum theme style, unsigned int codepoint)
{
	struct map_grid *g = ctx;

	assert_int_equal(style, THEME_OUTLINE);
	assert_in_range(row, 0, g->rows - 1);
	assert_in_range(col, 0, g->cols - 1);
	g->outline[row][col] = codepoint;
}

static void grid_glyph(void *ctx, int row, int col, enum theme style, enum glyph glyph)
{
	struct map_grid *g = ctx;

	(void)glyph;
	assert_in_range(row, 0, g->rows - 1);
	assert_in_range(col, 0, g->cols - 1);
	/* The selected one is painted over itself. */
	if ((g->glyphs[row][col] && style != THEME_SELECTED) || g->texts[row][col])
		g->clashes++;
	g->glyphs[row][col] = 1;
}

static void grid_text(
	void *ctx, int row, int col, enum theme style, const char *text, int width)
{
	struct map_grid *g = ctx;
	size_t at = 0;

	if (style == THEME_DIM) {
		for (int c = col; c < col + (int)text_width(text) && c < g->cols; c++)
			g->titles[row][c] = 1;
		return;
	}
	/* Between a point and its label: no outline, and nothing else either. */
	if (strcmp(text, " ") == 0) {
		g->clashes += g->texts[row][col] || g->glyphs[row][col];
		g->outline[row][col] = 0;
		return;
	}
	if (width == 1) {
		grid_glyph(ctx, row, col, style, GLYPH_NONE);
		return;
	}
	assert_in_range(row, 0, g->rows - 1);
	assert_true(col >= 0 && col + width <= g->cols);
	for (int c = col; c < col + width; c++) {
		if (g->texts[row][c] || g->glyphs[row][c])
			g->clashes++;
		g->over_titles += g->titles[row][c];
		g->texts[row][c] = 1;
		size_t next = text_next(text, at);
		if (next > at && next - at < sizeof g->chars[row][c])
			memcpy(g->chars[row][c], text + at, next - at);
		at = next;
	}
	/* Nothing abuts a label. */
	if (col > 0 && (g->texts[row][col - 1] || g->glyphs[row][col - 1]))
		g->clashes++;
	if (col + width < g->cols &&
		(g->texts[row][col + width] || g->glyphs[row][col + width]))
		g->clashes++;
}

void map_grid_paint(struct map *m, struct map_grid *g, int rows, int cols)
{
	struct map_sink sink = {
		.ctx = g, .cell = grid_cell, .glyph = grid_glyph, .text = grid_text
	};

	*g = (struct map_grid){ .rows = rows, .cols = cols };
	map_layout(m, rows, cols);
	map_paint(m, &sink);
}

/* A label of which the selected one is painted last must be counted once. */
void map_grid_expect_clean(struct map *m, struct map_grid *g, int rows, int cols)
{
	map_grid_paint(m, g, rows, cols);
	if (g->clashes)
		fail_msg("%d × %d, %s selected: %d clashes", rows, cols,
			m->selected < m->count ? m->points[m->selected].label : "nothing",
			g->clashes);
}
