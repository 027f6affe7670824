/* The map, laid out and painted into a grid in memory: true places, labels apart from
 * points and each other at every size. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "support/check.h"
#include "support/map_grid.h"

#include "etape/geo.h"
#include "etape/text.h"

/* --- true places ---------------------------------------------------------------------------- */

static void stands_where_it_is(void **state)
{
	static const int sizes[3][2] = { { 20, 52 }, { 12, 40 }, { 56, 130 } };
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read("32");
	assert_int_equal(map_point_count, 34);
	map_open(&m, "32", MAP_REGION);
	size_t amiens = map_point_named("Amiens Nord"), laon = map_point_named("Laon");
	size_t north = map_point_named("Dunkerque / Grande-Synthe"), creil = map_point_named("Creil");
	for (int k = 0; k < 3; k++) {
		map_grid_paint(&m, &g, sizes[k][0], sizes[k][1]);
		assert_true(m.spots[amiens].x < m.spots[laon].x);
		assert_true(m.spots[amiens].col < m.spots[laon].col);
		for (size_t i = 0; i < map_point_count; i++)
			assert_true(m.spots[i].row >= m.spots[north].row);
		assert_true(m.spots[creil].y > m.spots[amiens].y);
		/* One scale for both axes: metres a dot from the two farthest places, either way. */
		struct geo_point a = geo_lambert93(map_points[north].lat_e5, map_points[north].lon_e5);
		struct geo_point b = geo_lambert93(map_points[creil].lat_e5, map_points[creil].lon_e5);
		struct geo_point c = geo_lambert93(map_points[laon].lat_e5, map_points[laon].lon_e5);
		double down = (a.y - b.y) / (m.spots[creil].y - m.spots[north].y);
		double across = (c.x - b.x) / (m.spots[laon].x - m.spots[creil].x);
		assert_true(fabs(down - across) < 0.001 * down);
		assert_true(fabs(down - m.panes[0].scale) < 0.001 * down);
	}
	map_release(&m);
}

/* Metres between two places on the globe (a sphere: within half a percent). */
static double metres(const struct map_point *a, const struct map_point *b)
{
	double rad = M_PI / 180e5, lat = (a->lat_e5 + b->lat_e5) / 2.0 * rad;
	double x = (b->lon_e5 - a->lon_e5) * rad * cos(lat), y = (b->lat_e5 - a->lat_e5) * rad;

	return 6371000 * hypot(x, y);
}

/* Dots are square, a cell being twice as high as wide: as many dots for a kilometre whatever the
 * direction, as in Dunkerque – Fourmies (across) and Calais – Creil (down). */
static void expect_true_distances(const struct map *m, const char *const pairs[][2], size_t count,
	double tolerance)
{
	for (size_t i = 0; i < count; i++) {
		size_t a = map_point_named(pairs[i][0]), b = map_point_named(pairs[i][1]);
		const struct map_spot *sa = &m->spots[a], *sb = &m->spots[b];
		/* A window of a few rows has no room for a seventh inset. */
		if (sa->pane == MAP_NONE)
			continue;
		double drawn = hypot(sb->x - sa->x, sb->y - sa->y) * m->panes[sa->pane].scale;
		double real = metres(&map_points[a], &map_points[b]);
		assert_int_equal(sa->pane, sb->pane);
		if (fabs(drawn / real - 1) > tolerance)
			fail_msg("%d × %d: %s – %s is %.0f m, drawn as %.0f m", m->rows, m->cols, pairs[i][0],
				pairs[i][1], real, drawn);
		/* And on the cells: no farther from its true place than a fan reaches. */
		if (sa->inside)
			assert_true(hypot(sa->x - (sa->col * 2 + 1), sa->y - (sa->row * 4 + 2)) < 7.5 || sa->of > 1);
	}
}

static void distorts_nothing(void **state)
{
	static const char *const region[][2] = {
		{ "Dunkerque / Grande-Synthe", "Fourmies" }, { "Calais", "Creil" },
		{ "Boulogne-sur-Mer", "Maubeuge" }, { "Amiens Nord", "Laon" }, { "Tourcoing Sud", "Soissons" },
	};
	static const char *const france[][2] = {
		{ "Calais", "Perpignan" }, { "Brest", "Colmar" }, { "Bayonne", "Hyères" },
		{ "Dunkerque / Grande-Synthe", "Fourmies" }, { "Ajaccio", "Bastia" },
		{ "Kourou", "Cayenne" }, { "Le Port", "Saint-Benoît" },
	};
	static const int sizes[][2] = { { 6, 40 }, { 12, 60 }, { 20, 52 }, { 36, 76 }, { 56, 126 } };
	static struct map_grid g;
	struct map m;

	(void)state;
	map_points_read(NULL);
	map_open(&m, "32", MAP_REGION);
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		map_set_zoom(&m, MAP_REGION);
		map_grid_paint(&m, &g, sizes[k][0], sizes[k][1]);
		expect_true_distances(&m, region, sizeof region / sizeof *region, 0.01);
		map_set_zoom(&m, MAP_AREA);
		map_select(&m, map_points[map_point_named("Creil")].id);
		map_grid_paint(&m, &g, sizes[k][0], sizes[k][1]);
		expect_true_distances(&m, region, sizeof region / sizeof *region, 0.01);
		map_set_zoom(&m, MAP_FRANCE);
		map_grid_paint(&m, &g, sizes[k][0], sizes[k][1]);
		expect_true_distances(&m, france, sizeof france / sizeof *france, 0.012);
	}
	map_release(&m);
}

/* Dots of the outline at a place, one dot around. */
static bool coast_at(const struct map *m, int32_t lat_e5, int32_t lon_e5)
{
	struct geo_point at = geo_lambert93(lat_e5, lon_e5);
	int x = (int)floor((at.x - m->panes[0].west) / m->panes[0].scale);
	int y = (int)floor((m->panes[0].north - at.y) / m->panes[0].scale);

	for (int dy = -1; dy <= 1; dy++) {
		for (int dx = -1; dx <= 1; dx++) {
			if (map_canvas_dot(&m->canvas, x + dx, y + dy))
				return true;
		}
	}
	return false;
}

static void draws_the_coast(void **state)
{
	/* The cell of Cap Gris-Nez and, two cells to the west, the sea: in a small window, in one of
	 * 80 × 24, in one of 200 × 60. */
	static const struct {
		int rows, cols, row, col;
	} cells[] = { { 12, 40, 1, 12 }, { 20, 52, 2, 12 }, { 56, 130, 5, 26 } };
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	for (int rows = 16; rows <= 56; rows += 8) {
		map_grid_paint(&m, &g, rows, rows * 2 + 10);
		/* Cap Gris-Nez; where the coast meets Belgium; the mouth of the Bresle. */
		assert_true(coast_at(&m, 5086970, 158400));
		assert_true(coast_at(&m, 5108900, 254550));
		assert_true(coast_at(&m, 5006200, 137600));
		/* Not the open sea, not the plain between Arras and Cambrai. */
		assert_false(coast_at(&m, 5075000, 145000));
		assert_false(coast_at(&m, 5022000, 290000) && coast_at(&m, 5018000, 270000) &&
			coast_at(&m, 5026000, 268000));
	}
	for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
		map_grid_paint(&m, &g, cells[k].rows, cells[k].cols);
		const unsigned int *row = g.outline[cells[k].row];
		assert_int_equal(row[cells[k].col] >> 8, 0x28);
		assert_int_equal(row[cells[k].col - 1] >> 8, 0);
		assert_int_equal(row[cells[k].col - 2], 0);
	}
	map_release(&m);
}

static void is_a_map_in_ascii_and_blocks(void **state)
{
	struct map m;
	struct map_grid g;
	int cells[3] = { 0 };

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	for (enum map_look look = MAP_BRAILLE; look <= MAP_ASCII; look++) {
		map_set_look(&m, look);
		map_grid_paint(&m, &g, 20, 52);
		for (int r = 0; r < 20; r++) {
			for (int c = 0; c < 52; c++) {
				unsigned int ch = g.outline[r][c];
				cells[look] += ch != 0;
				if (!ch)
					continue;
				if (look == MAP_ASCII)
					assert_in_range(ch, 0x21, 0x7E);
				else if (look == MAP_BLOCKS)
					assert_true(ch == 0x2580 || ch == 0x2584 || ch == 0x2588);
				else
					assert_in_range(ch, 0x2801, 0x28FF);
			}
		}
	}
	assert_true(cells[MAP_BRAILLE] > 100);
	assert_int_equal(cells[MAP_BLOCKS], cells[MAP_BRAILLE]);
	assert_int_equal(cells[MAP_ASCII], cells[MAP_BRAILLE]);
	map_release(&m);
}

/* --- points and labels ------------------------------------------------------------------------ */

static void labels_never_overlap_at_any_size(void **state)
{
	static struct map_grid g;
	struct map m;
	size_t turn = 0;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	for (int rows = 10; rows <= 40; rows++) {
		for (int cols = 40; cols <= 120; cols++) {
			map_select(&m, map_points[turn++ % map_point_count].id);
			map_grid_expect_clean(&m, &g, rows, cols);
			struct map_label l;
			assert_true(map_selected_label(&m, &l));
			assert_int_equal(g.texts[l.row][l.col], 1);
			assert_true(map_label_shown(&m, m.selected) || m.spots[m.selected].label_row < 0);
		}
	}
	map_release(&m);
}

/* "◐ Tourcoing Sud" beside Boulogne's point read as Boulogne's own name. */
static void no_label_reads_as_another_point_s(void **state)
{
	static struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	for (int rows = 10; rows <= 40; rows += 2) {
		for (int cols = 40; cols <= 120; cols += 3) {
			map_grid_paint(&m, &g, rows, cols);
			for (size_t i = 0; i < map_point_count; i++) {
				const struct map_spot *a = &m.spots[i];
				if (a->label_row < 0)
					continue;
				for (size_t j = 0; j < map_point_count; j++) {
					const struct map_spot *b = &m.spots[j];
					if (i != j && b->row == a->label_row &&
						(b->col == a->label_col - 2 || b->col == a->label_col + a->width + 1))
						fail_msg("%d × %d: \"%s\" stands beside %s", rows, cols,
							map_points[i].label, map_points[j].label);
				}
			}
		}
	}
	map_release(&m);
}

/* "○⠤Dunkerque": the blank between a point and its label stays blank. */
static void no_outline_between_a_point_and_its_label(void **state)
{
	static struct map_grid g;
	struct map m;
	size_t hidden = 0;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_grid_paint(&m, &g, 20, 52);
	for (size_t i = 0; i < map_point_count; i++) {
		const struct map_spot *s = &m.spots[i];
		if (s->label_row != s->row)
			continue;
		int gap = s->label_col > s->col ? s->col + 1 : s->col - 1;
		assert_int_equal(g.outline[s->row][gap], 0);
		hidden += map_canvas_cell(&m.canvas, s->row, gap) != 0;
	}
	/* There was some to hide. */
	assert_true(hidden > 0);
	map_release(&m);
}

/* The other zooms, at fewer sizes: the whole of France takes longer to lay out. */
static void labels_never_overlap_in_the_other_zooms(void **state)
{
	static struct map_grid g;
	struct map m;
	size_t turn = 0;

	(void)state;
	map_points_read(NULL);
	map_open(&m, "32", MAP_FRANCE);
	for (enum map_zoom z = MAP_AREA; z <= MAP_FRANCE; z++) {
		map_set_zoom(&m, z);
		for (int rows = 10; rows <= 40; rows += 3) {
			for (int cols = 40; cols <= 120; cols += 8) {
				map_select(&m, map_points[turn++ * 7 % map_point_count].id);
				map_grid_expect_clean(&m, &g, rows, cols);
			}
		}
	}
	map_release(&m);
}

static void shows_whichever_is_selected(void **state)
{
	static const int sizes[][2] = { { 10, 40 }, { 12, 44 }, { 20, 52 }, { 20, 120 }, { 56, 130 } };
	static struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		for (size_t i = 0; i < map_point_count; i++) {
			map_select(&m, map_points[i].id);
			map_grid_expect_clean(&m, &g, sizes[k][0], sizes[k][1]);
			struct map_label l;
			assert_true(map_selected_label(&m, &l));
			/* The first letter of its name stands there. */
			size_t n = text_next(map_points[i].label, 0);
			assert_memory_equal(g.chars[l.row][l.col], map_points[i].label, n);
		}
	}
	map_release(&m);
}

static void shows_france_without_overlap(void **state)
{
	static const int sizes[][2] = { { 20, 52 }, { 24, 80 }, { 40, 100 }, { 56, 150 } };
	static struct map_grid g;
	struct map m;

	(void)state;
	map_points_read(NULL);
	assert_int_equal(map_point_count, 222);
	map_open(&m, "32", MAP_FRANCE);
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
		for (size_t i = 0; i < map_point_count; i += 7) {
			map_select(&m, map_points[i].id);
			map_grid_expect_clean(&m, &g, sizes[k][0], sizes[k][1]);
			assert_int_equal(g.over_titles, 0);
		}
		/* Every one has its place: Réunion, Mayotte and Saint-Martin too. */
		for (size_t i = 0; i < map_point_count; i++) {
			const struct map_spot *s = &m.spots[i];
			if (!s->inside)
				fail_msg("%s is nowhere", map_points[i].label);
			assert_true(s->of > 1 || g.glyphs[s->row][s->col]);
		}
		size_t reunion = m.spots[map_point_named("Saint-Pierre")].pane;
		assert_int_not_equal(reunion, 0);
		assert_string_equal(m.panes[reunion].areas, "974");
		assert_string_equal(m.panes[m.spots[map_point_named("Saint-Martin")].pane].title, "St-Martin");
	}
	map_release(&m);
}

/* Amiens has three cités, Lille two, Tourcoing two: no two on one cell where there is room. */
static void fans_out(void **state)
{
	static struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_grid_paint(&m, &g, 20, 52);
	for (size_t i = 0; i < map_point_count; i++) {
		const struct map_spot *a = &m.spots[i];
		assert_int_equal(a->of, 1);
		/* Near its true place: three and a half columns. */
		assert_true(hypot(a->x - (a->col * 2 + 1), a->y - (a->row * 4 + 2)) < 7.5);
		for (size_t j = 0; j < i; j++)
			assert_false(a->row == m.spots[j].row && a->col == m.spots[j].col);
	}
	map_release(&m);
}

/* Where there is none they stack under a count, and the count is right. */
static void stacks_with_a_count(void **state)
{
	static struct map_grid g;
	struct map m;
	size_t stacked = 0;

	(void)state;
	map_points_read(NULL);
	map_open(&m, "32", MAP_FRANCE);
	map_grid_paint(&m, &g, 20, 52);
	for (size_t i = 0; i < map_point_count; i++) {
		const struct map_spot *s = &m.spots[i];
		int same = 0;
		for (size_t j = 0; j < map_point_count; j++)
			same += s->row == m.spots[j].row && s->col == m.spots[j].col;
		assert_int_equal(same, s->of);
		assert_in_range(s->nth, 0, s->of - 1);
		stacked += s->of > 1;
	}
	assert_true(stacked > 0);
	map_release(&m);
}

/* A layer changes glyphs and ranks; the points stay where they were. */
static void keeps_places_when_restyled(void **state)
{
	struct map m;
	struct map_grid g;
	int rows[MAP_POINTS_MOST], cols[MAP_POINTS_MOST];

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_grid_paint(&m, &g, 20, 52);
	for (size_t i = 0; i < map_point_count; i++) {
		rows[i] = m.spots[i].row;
		cols[i] = m.spots[i].col;
		map_points[i].rank = (int)(map_point_count - i);
	}
	map_restyle(&m, map_points);
	map_grid_paint(&m, &g, 20, 52);
	assert_int_equal(g.clashes, 0);
	for (size_t i = 0; i < map_point_count; i++) {
		assert_int_equal(m.spots[i].row, rows[i]);
		assert_int_equal(m.spots[i].col, cols[i]);
	}
	/* The last one ranks first now: nothing could take its label's place. */
	assert_true(m.spots[map_point_count - 1].label_row >= 0);
	map_release(&m);
}

/* --- odd cases ------------------------------------------------------------------------------------ */

static void works_without_outlines_and_points(void **state)
{
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read("32");
	map_init(&m);
	map_set_region(&m, "32");
	map_set_points(&m, map_points, map_point_count);
	map_grid_expect_clean(&m, &g, 20, 52);
	assert_true(m.spots[map_point_named("Amiens Nord")].col < m.spots[map_point_named("Laon")].col);
	map_set_points(&m, NULL, 0);
	for (enum map_zoom z = MAP_REGION; z <= MAP_FRANCE; z++) {
		map_set_zoom(&m, z);
		map_grid_paint(&m, &g, 20, 52);
		assert_false(map_go(&m, MAP_EAST));
	}
	map_release(&m);
}

static void bears_any_size(void **state)
{
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read(NULL);
	map_open(&m, "32", MAP_REGION);
	map_select(&m, map_points[map_point_named("Avion")].id);
	for (enum map_zoom z = MAP_REGION; z <= MAP_FRANCE; z++) {
		map_set_zoom(&m, z);
		for (int rows = 1; rows < 12; rows++) {
			for (int cols = 1; cols < 40; cols += 3) {
				map_grid_paint(&m, &g, rows, cols);
				map_go(&m, MAP_EAST);
			}
		}
	}
	map_release(&m);
}

/* The département of the selected cité; its neighbours stay within reach. */
static void zooms_on_the_selected_departement(void **state)
{
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_AREA);
	map_select(&m, map_points[map_point_named("Beauvais")].id);
	map_grid_paint(&m, &g, 20, 52);
	assert_string_equal(m.area, "60");
	assert_true(m.spots[map_point_named("Creil")].inside);
	assert_false(m.spots[map_point_named("Calais")].inside);
	double oise = m.panes[0].scale;
	map_select(&m, map_points[map_point_named("Calais")].id);
	map_grid_paint(&m, &g, 20, 52);
	assert_string_equal(m.area, "62");
	assert_true(m.spots[map_point_named("Calais")].inside);
	/* A neighbour in view turns nothing; one out of view does. */
	map_select(&m, map_points[map_point_named("Béthune")].id);
	map_grid_paint(&m, &g, 20, 52);
	assert_string_equal(m.area, "62");
	map_select(&m, map_points[map_point_named("Lille Sud")].id);
	map_grid_paint(&m, &g, 20, 52);
	assert_true(m.spots[m.selected].inside);
	assert_string_equal(m.area, "62");
	assert_string_equal(map_area(&m), "62");
	map_set_points(&m, map_points, map_point_count);
	map_grid_paint(&m, &g, 20, 52);
	assert_string_equal(m.area, "62");
	map_select(&m, map_points[map_point_named("Laon")].id);
	assert_string_equal(map_area(&m), "02");
	map_grid_paint(&m, &g, 20, 52);
	assert_string_equal(m.area, "02");
	map_set_zoom(&m, MAP_REGION);
	map_grid_paint(&m, &g, 20, 52);
	assert_true(m.panes[0].scale > oise * 1.5);
	map_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_where_it_is),
		cmocka_unit_test(distorts_nothing),
		cmocka_unit_test(draws_the_coast),
		cmocka_unit_test(is_a_map_in_ascii_and_blocks),
		cmocka_unit_test(labels_never_overlap_at_any_size),
		cmocka_unit_test(no_label_reads_as_another_point_s),
		cmocka_unit_test(no_outline_between_a_point_and_its_label),
		cmocka_unit_test(labels_never_overlap_in_the_other_zooms),
		cmocka_unit_test(shows_whichever_is_selected),
		cmocka_unit_test(shows_france_without_overlap),
		cmocka_unit_test(fans_out),
		cmocka_unit_test(stacks_with_a_count),
		cmocka_unit_test(keeps_places_when_restyled),
		cmocka_unit_test(works_without_outlines_and_points),
		cmocka_unit_test(bears_any_size),
		cmocka_unit_test(zooms_on_the_selected_departement),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
