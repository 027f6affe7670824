/* What part of the country the map shows: a région, a département of it, France. */
#include <string.h>

#include "etape/cite.h"
#include "tui/screens/cites.h"

static void take_place(struct cites *c, enum map_zoom zoom, const char *region)
{
	size_t n = strlen(region);

	if (n < sizeof c->region)
		memmove(c->region, region, n + 1);
	c->zoom = zoom;
	map_set_region(&c->map, c->region);
	map_set_zoom(&c->map, zoom);
}

void cites_place_init(struct cites *c)
{
	take_place(c, MAP_REGION, c->s.app->config->region);
}

static unsigned show_place(struct cites *c, enum map_zoom zoom, const char *region)
{
	enum map_zoom zoom_before = c->zoom;
	char region_before[sizeof c->region];
	bool reads = (zoom == MAP_FRANCE) != (c->zoom == MAP_FRANCE) ||
		(zoom != MAP_FRANCE && strcmp(region, c->region) != 0);
	struct err err = ERR_INIT;

	memcpy(region_before, c->region, sizeof region_before);
	take_place(c, zoom, region);
	if (!reads || cites_read(c, &err))
		return reads ? cites_shown_again(c) : SCREEN_REDRAW;
	take_place(c, zoom_before, region_before);
	app_error(c->s.app, &err);
	return SCREEN_REDRAW;
}

/* The selected cité's région; without one, that which was shown last. */
static const char *selected_region(struct cites *c)
{
	const struct cites_item *item = list_array_row(&c->array, cites_selected(c));

	return item && *item->row->region ? item->row->region : c->region;
}

static unsigned set_zoom(struct cites *c, enum map_zoom zoom)
{
	return show_place(c, zoom, c->zoom == MAP_FRANCE ? selected_region(c) : c->region);
}

unsigned cites_zoom_by(struct cites *c, int step)
{
	static const enum map_zoom order[] = { MAP_REGION, MAP_AREA, MAP_FRANCE };

	for (int i = 0; i < 3; i++) {
		if (order[i] == c->zoom)
			return set_zoom(c, order[(i + step + 3) % 3]);
	}
	return 0;
}

unsigned cites_zoom_in(struct cites *c)
{
	return c->zoom == MAP_AREA ? SCREEN_HANDLED : set_zoom(c, c->zoom == MAP_FRANCE ? MAP_REGION : MAP_AREA);
}

unsigned cites_zoom_out(struct cites *c)
{
	return c->zoom == MAP_FRANCE ? SCREEN_HANDLED : set_zoom(c, c->zoom == MAP_AREA ? MAP_REGION : MAP_FRANCE);
}

static void drop_filter(struct cites *c)
{
	input_set(&c->list.filter, "");
	c->list.filtering = false;
	c->array.model.filter(c->array.model.ctx, "");
	cites_make_points(c);
	list_restart(&c->list);
}

unsigned cites_show(struct screen *s, int64_t id)
{
	struct cites *c = (struct cites *)s;
	struct err err = ERR_INIT;
	struct cite cite;

	if (!list_select(&c->list, id) && c->array.shown < c->overview.count)
		drop_filter(c);
	if (!list_select(&c->list, id) && c->zoom != MAP_FRANCE) {
		cite_init(&cite);
		if (!cite_get(s->app->db, id, &cite, &err))
			app_error(s->app, &err);
		else
			show_place(c, c->zoom, cite.region);
		cite_release(&cite);
	}
	if (list_select(&c->list, id))
		cites_follow_list(c);
	return SCREEN_REDRAW;
}
