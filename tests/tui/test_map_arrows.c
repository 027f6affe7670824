/* Arrows and clicks on the map: every point is reached, the opposite arrow goes back. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "support/check.h"
#include "support/map_grid.h"

static size_t reached_from(struct map *m, size_t start)
{
	static bool seen[MAP_POINTS_MOST];
	size_t queue[MAP_POINTS_MOST], head = 0, tail = 0;

	memset(seen, 0, sizeof seen);
	seen[start] = true;
	queue[tail++] = start;
	while (head < tail) {
		size_t at = queue[head++];
		for (enum map_direction d = MAP_WEST; d <= MAP_SOUTH; d++) {
			size_t to = map_neighbour(m, at, d);
			if (to == MAP_NONE || seen[to])
				continue;
			seen[to] = true;
			queue[tail++] = to;
		}
	}
	return tail;
}

static void expect_reachable(const char *region, enum map_zoom zoom, int rows, int cols)
{
	struct map m;

	map_points_read(region);
	map_open(&m, region ? region : "32", zoom);
	map_select(&m, 1);
	map_layout(&m, rows, cols);
	for (size_t i = 0; i < map_point_count; i++) {
		size_t n = reached_from(&m, i);
		if (n != map_point_count)
			fail_msg("%d × %d: %zu of %zu reached from %s", rows, cols, n, map_point_count,
				map_points[i].label);
	}
	map_release(&m);
}

static void arrows_reach_all_of_the_region(void **state)
{
	(void)state;
	for (int rows = 6; rows <= 58; rows += 4) {
		for (int cols = 40; cols <= 200; cols += 16)
			expect_reachable("32", MAP_REGION, rows, cols);
	}
	for (int rows = 10; rows <= 58; rows += 12) {
		for (int cols = 40; cols <= 200; cols += 40)
			expect_reachable("32", MAP_AREA, rows, cols);
	}
	expect_reachable("11", MAP_REGION, 20, 52);
	expect_reachable("01", MAP_REGION, 20, 52);
}

static void arrows_reach_all_of_france(void **state)
{
	static const int sizes[][2] = { { 6, 40 }, { 10, 40 }, { 14, 50 }, { 20, 52 }, { 40, 100 }, { 56, 150 }, { 58, 200 } };

	(void)state;
	for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
		expect_reachable(NULL, MAP_FRANCE, sizes[k][0], sizes[k][1]);
}

static void opposite_arrow_goes_back(void **state)
{
	static const enum map_direction opposite[] = { MAP_EAST, MAP_WEST, MAP_SOUTH, MAP_NORTH };
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_layout(&m, 20, 52);
	for (size_t i = 0; i < map_point_count; i++) {
		for (enum map_direction d = MAP_WEST; d <= MAP_SOUTH; d++) {
			map_select(&m, map_points[i].id);
			/* Two steps there and two back. */
			if (!map_go(&m, d))
				continue;
			bool twice = map_go(&m, d);
			if (twice)
				assert_true(map_go(&m, opposite[d]));
			assert_true(map_go(&m, opposite[d]));
			assert_int_equal(map_selected(&m), map_points[i].id);
		}
	}
	map_release(&m);
}

static void arrows_go_where_they_point(void **state)
{
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_layout(&m, 20, 52);
	for (size_t i = 0; i < map_point_count; i++) {
		size_t east = map_neighbour(&m, i, MAP_EAST), north = map_neighbour(&m, i, MAP_NORTH);
		if (east != MAP_NONE)
			assert_true(m.spots[east].col > m.spots[i].col);
		if (north != MAP_NONE)
			assert_true(m.spots[north].row < m.spots[i].row);
	}
	map_select(&m, map_points[map_point_named("Soissons")].id);
	assert_true(map_go(&m, MAP_WEST));
	assert_int_equal(map_selected(&m), map_points[map_point_named("Compiègne")].id);
	map_release(&m);
}

/* Wherever the view goes, the selected cité is in it; choosing one out of view takes it back. */
static void a_moved_view_keeps_the_selected_one(void **state)
{
	static const int sizes[][2] = { { 10, 40 }, { 20, 52 }, { 40, 120 } };
	static struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	for (enum map_zoom z = MAP_REGION; z <= MAP_FRANCE; z++) {
		map_set_zoom(&m, z);
		for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
			map_select(&m, map_points[map_point_named("Amiens Nord")].id);
			map_grid_paint(&m, &g, sizes[k][0], sizes[k][1]);
			for (int step = 0; step < 40; step++) {
				map_pan(&m, (enum map_direction)(step * 7 / 3 % 4));
				map_grid_expect_clean(&m, &g, sizes[k][0], sizes[k][1]);
				assert_true(m.spots[m.selected].inside);
				assert_true(g.glyphs[m.spots[m.selected].row][m.spots[m.selected].col]);
			}
		}
	}
	map_release(&m);
}

static void a_moved_view_comes_back(void **state)
{
	struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_AREA);
	size_t creil = map_point_named("Creil"), lille = map_point_named("Lille Sud");
	map_select(&m, map_points[creil].id);
	map_grid_paint(&m, &g, 20, 52);
	double scale = m.panes[0].scale, north = m.panes[0].north;
	assert_false(m.spots[lille].inside);
	/* North until the sea: another cité is selected on the way, the scale stays. */
	int steps = 0;
	while (map_pan(&m, MAP_NORTH))
		assert_true(++steps < 20);
	map_grid_paint(&m, &g, 20, 52);
	assert_true(steps > 2 && m.panned);
	assert_int_not_equal(m.selected, creil);
	assert_true(fabs(m.panes[0].scale - scale) < 0.001 && m.panes[0].north > north);
	map_select(&m, map_points[creil].id);
	map_grid_paint(&m, &g, 20, 52);
	assert_false(m.panned);
	assert_true(m.spots[creil].inside && fabs(m.panes[0].north - north) < 1);
	/* An arrow that leads out of view brings it along, and the opposite one goes back. */
	assert_true(map_pan(&m, MAP_SOUTH) || map_pan(&m, MAP_EAST));
	size_t from = m.selected;
	for (int i = 0; i < 30 && m.panned; i++) {
		from = m.selected;
		assert_true(map_go(&m, MAP_NORTH));
		map_grid_paint(&m, &g, 20, 52);
	}
	assert_false(m.panned);
	assert_true(m.spots[m.selected].inside);
	assert_true(map_go(&m, MAP_SOUTH));
	assert_int_equal(m.selected, from);
	map_release(&m);
}

/* What is drawn with the mouse stays under it. */
static void a_dragged_view_follows_the_mouse(void **state)
{
	struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_AREA);
	size_t creil = map_point_named("Creil");
	map_select(&m, map_points[creil].id);
	map_grid_paint(&m, &g, 20, 52);
	double x = m.spots[creil].x, y = m.spots[creil].y, scale = m.panes[0].scale;
	assert_true(map_drag(&m, -3, 5));
	map_grid_paint(&m, &g, 20, 52);
	assert_true(fabs(m.spots[creil].x - (x + 10)) < 0.001);
	assert_true(fabs(m.spots[creil].y - (y - 12)) < 0.001);
	assert_true(fabs(m.panes[0].scale - scale) < 0.001);
	/* Not where there is nothing. */
	assert_false(map_drag(&m, 500, 0));
	map_grid_paint(&m, &g, 20, 52);
	assert_true(fabs(m.spots[creil].x - (x + 10)) < 0.001);
	map_release(&m);
}

static void finds_the_nearest_to_the_pointer(void **state)
{
	struct map_grid g;
	struct map m;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_grid_paint(&m, &g, 20, 52);
	size_t north = map_point_named("Dunkerque / Grande-Synthe");
	for (size_t i = 0; i < map_point_count; i++)
		assert_int_equal(map_nearest(&m, m.spots[i].row, m.spots[i].col), map_points[i].id);
	assert_int_equal(map_nearest(&m, 0, m.spots[north].col), map_points[north].id);
	map_set_points(&m, NULL, 0);
	map_grid_paint(&m, &g, 20, 52);
	assert_int_equal(map_nearest(&m, 5, 5), 0);
	map_release(&m);
}

static void a_click_selects(void **state)
{
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read("32");
	map_open(&m, "32", MAP_REGION);
	map_grid_paint(&m, &g, 20, 52);
	for (size_t i = 0; i < map_point_count; i++)
		assert_int_equal(map_hit(&m, m.spots[i].row, m.spots[i].col), map_points[i].id);
	size_t laon = map_point_named("Laon");
	assert_true(m.spots[laon].label_row >= 0);
	assert_int_equal(map_hit(&m, m.spots[laon].label_row, m.spots[laon].label_col + 3), map_points[laon].id);
	assert_int_equal(map_hit(&m, 0, 0), 0);
	assert_int_equal(map_hit(&m, 99, 99), 0);
	map_release(&m);
}

/* Clicking on a stack goes through it. */
static void clicks_go_through_a_stack(void **state)
{
	struct map m;
	struct map_grid g;

	(void)state;
	map_points_read(NULL);
	map_open(&m, "32", MAP_FRANCE);
	map_grid_paint(&m, &g, 10, 40);
	for (size_t i = 0; i < map_point_count; i++) {
		const struct map_spot *s = &m.spots[i];
		if (s->of < 2)
			continue;
		bool met = false;
		for (int k = 0; k < s->of; k++) {
			assert_true(map_select(&m, map_hit(&m, s->row, s->col)));
			met = met || m.selected == i;
		}
		assert_true(met);
	}
	map_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arrows_reach_all_of_the_region),
		cmocka_unit_test(arrows_reach_all_of_france),
		cmocka_unit_test(opposite_arrow_goes_back),
		cmocka_unit_test(arrows_go_where_they_point),
		cmocka_unit_test(a_moved_view_keeps_the_selected_one),
		cmocka_unit_test(a_moved_view_comes_back),
		cmocka_unit_test(a_dragged_view_follows_the_mouse),
		cmocka_unit_test(finds_the_nearest_to_the_pointer),
		cmocka_unit_test(a_click_selects),
		cmocka_unit_test(clicks_go_through_a_stack),
	};

	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
