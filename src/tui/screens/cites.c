/* Screen 1: the map and the list of the cités, with one selection. */
#include "tui/screens/cites.h"

#include "etape/event.h"
#include "etape/i18n.h"

static struct cites *cites_of(struct screen *s)
{
	return (struct cites *)s;
}

static const struct cites *cites_in(const struct screen *s)
{
	return (const struct cites *)s;
}

bool cites_map_shown(const struct cites *c)
{
	return c->layout.map.rows > 0;
}

/* --- one selection ---------------------------------------------------------------- */

/* Whether arrows go from point to point. */
bool cites_on_map(const struct cites *c)
{
	return cites_map_shown(c) && !c->on_list && !list_typing(&c->list);
}

int64_t cites_selected(struct cites *c)
{
	int64_t id = cites_on_map(c) ? map_selected(&c->map) : 0;

	return id ? id : list_selected(&c->list);
}

static void follow_list(struct cites *c)
{
	map_select(&c->map, list_selected(&c->list));
}

/* The list's window stays where it is while arrows go over the map: a row that isn't in it is
 * pinned at its edge (draw_pinned()) until the keys rest. A list that jumps at each arrow is no
 * help to the eye, and costs more bytes than all the rest. */
static void follow_map(struct cites *c)
{
	int64_t id = map_selected(&c->map);

	c->moved = id && !list_holds(&c->list, id);
	if (id && !c->moved)
		list_select(&c->list, id);
}

static unsigned cites_tick(struct screen *s)
{
	struct cites *c = cites_of(s);
	int64_t id = cites_on_map(c) ? map_selected(&c->map) : 0;
	bool moved = c->moved;

	c->moved = false;
	if (moved || !id || list_selected(&c->list) == id || !list_select(&c->list, id))
		return 0;
	return SCREEN_REDRAW;
}

/* Before the list itself is worked with. */
static void enter_list(struct cites *c)
{
	if (cites_on_map(c) && map_selected(&c->map))
		list_select(&c->list, map_selected(&c->map));
}

/* The rows have changed: the list reads them again and keeps its id. */
static unsigned show_again(struct cites *c)
{
	list_reload(&c->list);
	if (!map_selected(&c->map))
		follow_list(c);
	return SCREEN_REDRAW;
}

static unsigned told(struct cites *c, bool ok, const struct err *err)
{
	if (!ok)
		app_error(c->s.app, err);
	return ok ? show_again(c) : SCREEN_REDRAW;
}

unsigned cites_again(struct cites *c)
{
	struct err err = ERR_INIT;

	return told(c, cites_read(c, &err), &err);
}

/* --- life -------------------------------------------------------------------------- */

/* Order of the list: as it comes (by name), then by each column but the name. */
static const char *next_sort(void *ctx)
{
	struct list_array *a = ctx;
	size_t f = a->sort_field;

	do {
		f = f == a->type->count ? 1 : f + 1;
	} while (f < a->type->count && !a->type->fields[f].heading);
	list_array_sort(a, f);
	return cites_sort_word(f);
}

static bool cites_init(struct screen *s, const void *arg, struct err *err)
{
	struct cites *c = cites_of(s);

	(void)arg;
	cite_overview_init(&c->overview);
	c->on = CIVIL_NONE;
	map_init(&c->map);
	list_array_init(&c->array, &cites_type, sizeof(struct cites_item), cites_item_id, cites_item_sign);
	c->array.model.sort = next_sort;
	list_init(&c->list, &c->array.model);
	c->layout = (struct cites_layout){ .vrules = { -1, -1 }, .rule = -1 };
	map_set_names(&c->map, departement_name);
	map_set_region(&c->map, s->app->config->region);
	if (!cites_read(c, err))
		return false;
	follow_list(c);
	return true;
}

static void cites_release(struct screen *s)
{
	struct cites *c = cites_of(s);

	list_release(&c->list);
	list_array_release(&c->array);
	map_release(&c->map);
	cites_data_release(c);
}

static unsigned cites_contexts(const struct screen *s)
{
	const struct cites *c = cites_in(s);

	/* Enter in the filter is the filter's. */
	if (list_typing(&c->list))
		return list_contexts(&c->list);
	return CONTEXT_CITES | list_contexts(&c->list) | (cites_on_map(c) ? CONTEXT_MAP : 0);
}

static bool cites_typing(const struct screen *s)
{
	return list_typing(&cites_in(s)->list);
}

/* --- actions ------------------------------------------------------------------------------ */

static unsigned set_zoom(struct cites *c, enum map_zoom zoom)
{
	struct err err = ERR_INIT;
	bool reads = (zoom == MAP_FRANCE) != (c->zoom == MAP_FRANCE);
	enum map_zoom before = c->zoom;

	c->zoom = zoom;
	map_set_zoom(&c->map, zoom);
	if (!reads)
		return SCREEN_REDRAW;
	if (cites_read(c, &err))
		return show_again(c);
	c->zoom = before;
	map_set_zoom(&c->map, before);
	app_error(c->s.app, &err);
	return SCREEN_REDRAW;
}

static unsigned zoom_by(struct cites *c, int step)
{
	static const enum map_zoom order[] = { MAP_REGION, MAP_AREA, MAP_FRANCE };

	for (int i = 0; i < 3; i++) {
		if (order[i] == c->zoom)
			return set_zoom(c, order[(i + step + 3) % 3]);
	}
	return 0;
}

static unsigned layer_by(struct cites *c, unsigned step)
{
	struct err err = ERR_INIT;

	c->layer = (c->layer + step) % LAYER_COUNT;
	return told(c, cites_classify(c, &err), &err);
}

static unsigned go(struct cites *c, enum map_direction direction)
{
	if (!map_go(&c->map, direction))
		return SCREEN_HANDLED;
	follow_map(c);
	return SCREEN_REDRAW;
}

/* The view moves; when the selected cité leaves it, the nearest one in view is selected. */
static unsigned pan(struct cites *c, enum map_direction direction)
{
	if (!map_pan(&c->map, direction)) {
		app_message(c->s.app, THEME_WARNING, _("No cité further that way"));
		return SCREEN_HANDLED;
	}
	follow_map(c);
	return SCREEN_REDRAW;
}

static bool take_event(void *arg, const struct event_row *row)
{
	*(int64_t *)arg = row->id;
	return false;
}

/* Its next rencontre in the agenda, else its last. */
static unsigned open_agenda(struct cites *c)
{
	struct event_filter next = EVENT_FILTER_ALL, last = EVENT_FILTER_ALL;
	struct err err = ERR_INIT;
	int64_t id = 0;

	next.cite = last.cite = cites_selected(c);
	next.first = app_today(c->s.app);
	last.newest_first = true;
	next.limit = last.limit = 1;
	if (!event_list(c->s.app->db, &next, take_event, &id, &err) ||
		(!id && !event_list(c->s.app->db, &last, take_event, &id, &err)))
		app_error(c->s.app, &err);
	else if (!id)
		app_message(c->s.app, THEME_WARNING, _("No rencontre is hosted there"));
	else
		app_goto(c->s.app, "agenda", id);
	return SCREEN_HANDLED;
}

static bool copy_one(struct cites *c, int64_t id, struct str *out, int *n)
{
	struct brief b = { 0 };
	struct err err = ERR_INIT;
	bool ok = brief_load(&b, c->s.app->db, &c->overview, id, &err);

	if (!ok)
		app_error(c->s.app, &err);
	if (ok && b.emails) {
		if (out->len)
			str_add(out, "; ");
		str_add(out, b.emails);
		*n += b.email_count;
	}
	brief_release(&b);
	return ok;
}

/* The addresses of the troïka and CPOs of the marked cités, or of the selected one. */
static unsigned copy_addresses(struct cites *c)
{
	struct str text = STR_INIT, what = STR_INIT;
	const int64_t *ids;
	int64_t selected = cites_selected(c);
	size_t count = list_targets(&c->list, &ids);
	int n = 0;
	bool ok = true;

	if (c->list.mark_count == 0) {
		ids = &selected;
		count = selected ? 1 : 0;
	}

	for (size_t i = 0; i < count && ok; i++)
		ok = copy_one(c, ids[i], &text, &n);
	if (ok) {
		str_addf(&what, P_("%d address", "%d addresses", n), n);
		app_copy(c->s.app, text.buf, what.buf);
	}
	str_release(&text);
	str_release(&what);
	return SCREEN_HANDLED;
}

static unsigned open_record(struct cites *c)
{
	int64_t id = cites_selected(c);

	if (id && app_push(c->s.app, &cite_screen, &id) && cites_in_past(c))
		cite_record_tell(app_top(c->s.app), c->on);
	return SCREEN_HANDLED;
}

/* What the list has done with a key may have changed the rows shown. */
static unsigned after_list(struct cites *c, unsigned did, size_t shown_before)
{
	if (did && (c->array.shown != shown_before || c->map.count != c->array.shown))
		cites_make_points(c);
	if (did)
		follow_list(c);
	return did;
}

static unsigned list_key(struct cites *c, enum action a)
{
	struct err err = ERR_INIT;
	size_t shown = c->array.shown;

	/* The filter looks at the communes: "waziers" finds Douai. */
	if (a == ACTION_LIST_FILTER && !cite_overview_add(c->s.app->db, &c->overview,
						CITE_OVERVIEW_COMMUNES, &err))
		app_error(c->s.app, &err);
	enter_list(c);
	return after_list(c, list_action(&c->list, a), shown);
}

static unsigned cites_action(struct screen *s, enum action a)
{
	struct cites *c = cites_of(s);

	if (list_typing(&c->list))
		return list_key(c, a);
	switch ((unsigned)a) {
	case ACTION_CITES_OPEN:
	case ACTION_LIST_OPEN:
		return open_record(c);
	case ACTION_CITES_ZOOM:
		return zoom_by(c, 1);
	case ACTION_CITES_ZOOM_OUT:
		return zoom_by(c, -1);
	case ACTION_CITES_LAYER:
		return layer_by(c, 1);
	case ACTION_CITES_LAYER_BACK:
		return layer_by(c, LAYER_COUNT - 1);
	case ACTION_CITES_AGENDA:
		return open_agenda(c);
	case ACTION_CITES_DAY:
		return cites_ask_day(c);
	case ACTION_CITES_DAY_BACK:
		return cites_step_day(c, -1);
	case ACTION_CITES_DAY_ON:
		return cites_step_day(c, 1);
	case ACTION_CITES_TODAY:
		return cites_back_to_today(c);
	case ACTION_CITES_PANE:
		enter_list(c);
		c->on_list = !c->on_list;
		return SCREEN_REDRAW;
	case ACTION_MAP_LEFT:
		return go(c, MAP_WEST);
	case ACTION_MAP_RIGHT:
		return go(c, MAP_EAST);
	case ACTION_MAP_UP:
		return go(c, MAP_NORTH);
	case ACTION_MAP_DOWN:
		return go(c, MAP_SOUTH);
	case ACTION_MAP_PAN_LEFT:
		return pan(c, MAP_WEST);
	case ACTION_MAP_PAN_RIGHT:
		return pan(c, MAP_EAST);
	case ACTION_MAP_PAN_UP:
		return pan(c, MAP_NORTH);
	case ACTION_MAP_PAN_DOWN:
		return pan(c, MAP_SOUTH);
	case ACTION_LIST_NEW:
		cite_form(s->app, 0);
		return SCREEN_HANDLED;
	case ACTION_LIST_EDIT:
		cite_form(s->app, cites_selected(c));
		return SCREEN_HANDLED;
	case ACTION_LIST_DELETE:
		cite_ask_delete(s, cites_selected(c));
		return SCREEN_HANDLED;
	case ACTION_LIST_COPY:
		return copy_addresses(c);
	default:
		return list_key(c, a);
	}
}

static unsigned cites_text(struct screen *s, const struct term_event *ev)
{
	struct cites *c = cites_of(s);
	size_t shown = c->array.shown;
	unsigned did = list_text(&c->list, ev);

	/* The same number may be other rows. */
	if (did)
		cites_make_points(c);
	return after_list(c, did, shown);
}

static unsigned cites_mouse(struct screen *s, const struct term_event *ev)
{
	struct cites *c = cites_of(s);
	enum action then = ACTION_NONE;
	unsigned did = 0;
	int row, col;

	if (area_holds(c->layout.map, ev->row, ev->col, &row, &col)) {
		if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)
			return 0;
		int64_t id = map_hit(&c->map, row, col);
		if (!id || !map_select(&c->map, id))
			return SCREEN_HANDLED;
		c->on_list = false;
		follow_map(c);
		if (ev->mouse == MOUSE_DOUBLE)
			open_record(c);
		return SCREEN_REDRAW;
	}
	if (area_holds(c->layout.brief, ev->row, ev->col, &row, &col))
		return ev->mouse == MOUSE_DOUBLE ? open_record(c) : SCREEN_HANDLED;
	enter_list(c);
	did = list_mouse(&c->list, ev, &then);
	if (did)
		follow_list(c);
	if (then == ACTION_LIST_OPEN)
		open_record(c);
	return did;
}

static const char *cites_disabled(const struct screen *s, enum action a)
{
	const struct cites *c = cites_in(s);

	/* The filter closes whatever it has left. */
	if (list_typing(&c->list))
		return NULL;
	switch ((unsigned)a) {
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
		return "";
	case ACTION_CITES_ZOOM:
	case ACTION_CITES_ZOOM_OUT:
	case ACTION_CITES_PANE:
		return cites_map_shown(c) ? NULL : _("The window is too small for the map");
	default:
		break;
	}
	if (c->array.shown == 0 && (action_info(a)->pre == PRE_ROW ||
					   action_info(a)->pre == PRE_WRITE_ROW))
		return _("No cité is selected");
	return NULL;
}

static unsigned cites_reload(struct screen *s)
{
	return cites_again(cites_of(s));
}

static bool cites_shows(const struct screen *s, enum action a)
{
	return a != ACTION_CITES_TODAY || cites_in_past(cites_in(s));
}

static void drop_filter(struct cites *c)
{
	input_set(&c->list.filter, "");
	c->list.filtering = false;
	c->array.model.filter(c->array.model.ctx, "");
	cites_make_points(c);
	list_restart(&c->list);
}

/* What hides it gives way: the filter, then the région. */
static unsigned cites_show(struct screen *s, int64_t id)
{
	struct cites *c = cites_of(s);

	if (!list_select(&c->list, id) && c->array.shown < c->overview.count)
		drop_filter(c);
	if (!list_select(&c->list, id) && c->zoom != MAP_FRANCE)
		set_zoom(c, MAP_FRANCE);
	if (list_select(&c->list, id))
		follow_list(c);
	return SCREEN_REDRAW;
}

/* A form has saved a cité: there it is. */
static unsigned cites_resumed(struct screen *s, int64_t result)
{
	if (result <= 1)
		return SCREEN_REDRAW;
	brief_release(&cites_of(s)->brief);
	return cites_again(cites_of(s)) | cites_show(s, result);
}

const struct screen_ops cites_screen = {
	.name = "cites",
	.title = N_("Cités"),
	.contexts = CONTEXT_CITES | CONTEXT_MAP | CONTEXT_LIST,
	.size = sizeof(struct cites),
	.tick_ms = 400,
	.init = cites_init,
	.release = cites_release,
	.now = cites_contexts,
	.typing = cites_typing,
	.heading = cites_heading,
	.warning = cites_warning,
	.aside = cites_aside,
	.shows = cites_shows,
	.draw = cites_draw,
	.action = cites_action,
	.text = cites_text,
	.mouse = cites_mouse,
	.disabled = cites_disabled,
	.reload = cites_reload,
	.tick = cites_tick,
	.show = cites_show,
	.resumed = cites_resumed,
};
