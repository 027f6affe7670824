/* The mouse on screen 1: a click selects, the wheel zooms, what is dragged moves. */
#include "tui/screens/cites.h"

static unsigned press_on_map(struct cites *c, const struct term_event *ev, int row, int col)
{
	int64_t id = map_hit(&c->map, row, col);

	/* The first press has selected; on a stack another one would go on. */
	if (id && ev->mouse == MOUSE_DOUBLE)
		return cites_open_record(c);
	if (!id || !map_select(&c->map, id))
		return SCREEN_HANDLED;
	c->on_list = false;
	cites_follow_map(c);
	return SCREEN_REDRAW;
}

/* Nearer means nearer to what is under the pointer. */
static unsigned wheel_on_map(struct cites *c, const struct term_event *ev, int row, int col)
{
	if (ev->mouse == MOUSE_WHEEL_DOWN)
		return cites_zoom_out(c);
	if (c->zoom != MAP_AREA && map_select(&c->map, map_nearest(&c->map, row, col))) {
		c->on_list = false;
		cites_follow_map(c);
	}
	return cites_zoom_in(c);
}

unsigned cites_mouse(struct screen *s, const struct term_event *ev)
{
	struct cites *c = (struct cites *)s;
	enum action then = ACTION_NONE;
	unsigned did;
	int row, col;

	if (area_holds(c->layout.map, ev->row, ev->col, &row, &col)) {
		bool wheel = ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN;
		return wheel ? wheel_on_map(c, ev, row, col) : press_on_map(c, ev, row, col);
	}
	if (area_holds(c->layout.brief, ev->row, ev->col, &row, &col))
		return ev->mouse == MOUSE_DOUBLE ? cites_open_record(c) : SCREEN_HANDLED;
	if (c->layout.alone)
		return SCREEN_HANDLED;
	cites_enter_list(c);
	did = list_mouse(&c->list, ev, &then);
	if (did)
		cites_follow_list(c);
	if (then == ACTION_LIST_OPEN)
		cites_open_record(c);
	return did;
}

unsigned cites_drag(struct screen *s, const struct term_event *ev)
{
	struct cites *c = (struct cites *)s;
	int row, col;

	if (!area_holds(c->layout.map, ev->from_row, ev->from_col, &row, &col))
		return SCREEN_HANDLED;
	return cites_moved_view(c, map_drag(&c->map, ev->row - ev->from_row, ev->col - ev->from_col));
}
