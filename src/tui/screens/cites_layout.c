/* Where map, legend, list and record stand, by the room there is. */
#include "tui/screens/cites.h"

enum {
	MAP_ROWS = 14,		/* a content smaller than this is for the list alone, or the map */
	MAP_COLS = 50,
	MAP_ROWS_LEAST = 5,
	MAP_COLS_LEAST = 24,
	SIDE_COLS = 22,		/* list and record beside the map, at least */
	SIDE_COLS_MOST = 72,
	BRIEF_BESIDE = 46,	/* record as a column of its own */
	BRIEF_ROWS_MOST = 14,
	BRIEF_ROWS_KEPT = 11,	/* in a high window: the rule above stays where it is, whoever is selected */
	HIGH = 30,
};

static int between(int low, int value, int high)
{
	return value < low ? low : value > high ? high : value;
}

/* List above, record below. */
static void stack_side(struct cites_layout *l, struct area a, int brief)
{
	brief = between(brief > 0 && a.rows >= HIGH ? BRIEF_ROWS_KEPT : 0, brief, BRIEF_ROWS_MOST);
	if (brief > a.rows / 2)
		brief = a.rows / 2;
	/* A list of three rows is no list. */
	if (a.rows - brief - 1 < 3)
		brief = 0;
	if (brief > 0) {
		l->list = area_sub(a, 0, 0, a.rows - brief - 1, a.cols);
		l->rule = a.rows - brief - 1;
		l->brief = area_sub(a, a.rows - brief, 1, brief, a.cols - 1);
	} else {
		l->list = a;
	}
}

static void list_alone(struct cites_layout *l, struct area a, bool plain, int brief)
{
	/* Statuses as words take a column more. */
	int list = between(28, a.cols * (plain ? 60 : 45) / 100, plain ? 70 : 60);

	if (a.cols < 56) {
		stack_side(l, a, brief);
		return;
	}
	l->list = area_sub(a, 0, 0, a.rows, list);
	l->vrules[0] = list;
	l->brief = area_sub(a, 0, list + 2, a.rows, a.cols - list - 2);
}

static bool room_for_both(struct area a)
{
	return a.rows >= MAP_ROWS && a.cols >= MAP_COLS;
}

static void map_alone(struct cites_layout *l, struct area a)
{
	l->alone = true;
	l->map = area_sub(a, 0, 0, a.rows - 1, a.cols);
	l->legend = area_sub(a, a.rows - 1, 0, 1, a.cols);
}

bool cites_layout_chooses(struct area a, bool plain)
{
	return !plain && !room_for_both(a) && a.rows >= MAP_ROWS_LEAST && a.cols >= MAP_COLS_LEAST;
}

struct cites_layout cites_layout(struct area a, bool plain, bool map_first, int brief)
{
	struct cites_layout l = { .vrules = { -1, -1 }, .rule = -1 };
	int side = between(SIDE_COLS, a.cols * 36 / 100, SIDE_COLS_MOST);

	if (map_first && cites_layout_chooses(a, plain)) {
		map_alone(&l, a);
		return l;
	}
	if (plain || !room_for_both(a)) {
		list_alone(&l, a, plain, brief);
		return l;
	}
	bool beside = a.cols >= 140 && a.rows < 34;
	if (beside)
		side = 32 + 1 + BRIEF_BESIDE;
	int map = a.cols - side - 1;
	l.map = area_sub(a, 0, 0, a.rows - 1, map);
	l.legend = area_sub(a, a.rows - 1, 0, 1, map);
	l.vrules[0] = map;
	struct area right = area_sub(a, 0, map + 1, a.rows, side);
	if (beside) {
		l.list = area_sub(right, 0, 0, right.rows, 32);
		l.vrules[1] = map + 1 + 32;
		l.brief = area_sub(right, 0, 34, right.rows, right.cols - 34);
	} else {
		stack_side(&l, right, brief);
		l.rule_col = map + 1;
	}
	return l;
}
