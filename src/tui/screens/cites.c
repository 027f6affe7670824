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
	return cites_map_shown(c) && (c->layout.alone || !c->on_list) && !list_typing(&c->list);
}

int64_t cites_selected(struct cites *c)
{
	int64_t id = cites_on_map(c) ? map_selected(&c->map) : 0;

	return id ? id : list_selected(&c->list);
}

void cites_follow_list(struct cites *c)
{
	map_select(&c->map, list_selected(&c->list));
}

/* The list's window stays where it is while arrows go over the map: a row that isn't in it is
 * pinned at its edge (draw_pinned()) until one goes to the list. A list that jumps is no help to the
 * eye, and costs more bytes than all the rest. */
void cites_follow_map(struct cites *c)
{
	int64_t id = map_selected(&c->map);

	if (id && list_holds(&c->list, id))
		list_select(&c->list, id);
}

void cites_enter_list(struct cites *c)
{
	if (cites_on_map(c) && map_selected(&c->map))
		list_select(&c->list, map_selected(&c->map));
}

unsigned cites_shown_again(struct cites *c)
{
	list_reload(&c->list);
	if (!map_selected(&c->map))
		cites_follow_list(c);
	return SCREEN_REDRAW;
}

static unsigned told(struct cites *c, bool ok, const struct err *err)
{
	if (!ok)
		app_error(c->s.app, err);
	return ok ? cites_shown_again(c) : SCREEN_REDRAW;
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
	c->array.compare = cites_item_compare;
	list_init(&c->list, &c->array.model);
	c->layout = (struct cites_layout){ .vrules = { -1, -1 }, .rule = -1 };
	map_set_names(&c->map, departement_name);
	cites_place_init(c);
	if (!cites_read(c, err))
		return false;
	cites_follow_list(c);
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

static contexts_t cites_contexts(const struct screen *s)
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
	cites_follow_map(c);
	return SCREEN_REDRAW;
}

/* When the selected cité has left the view, the nearest one in it is selected. */
unsigned cites_moved_view(struct cites *c, bool moved)
{
	if (!moved) {
		app_message(c->s.app, THEME_WARNING, _("No cité further that way"));
		return SCREEN_HANDLED;
	}
	cites_follow_map(c);
	return SCREEN_REDRAW;
}

static unsigned pan(struct cites *c, enum map_direction direction)
{
	return cites_moved_view(c, map_pan(&c->map, direction));
}

/* Where there is room for one of both only, the other one is shown. */
static unsigned change_pane(struct cites *c)
{
	cites_enter_list(c);
	if (c->layout.alone || !cites_map_shown(c))
		c->map_first = !c->map_first;
	else
		c->on_list = !c->on_list;
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

unsigned cites_open_record(struct cites *c)
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
		cites_follow_list(c);
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
	cites_enter_list(c);
	int64_t id = list_selected(&c->list);
	unsigned did = list_action(&c->list, a);
	/* A filter that closes, or is wiped out, leaves the selection where it was. */
	if (c->array.shown != shown)
		list_select(&c->list, id);
	return after_list(c, did, shown);
}

static unsigned cites_action(struct screen *s, enum action a)
{
	struct cites *c = cites_of(s);

	if (list_typing(&c->list))
		return list_key(c, a);
	switch ((unsigned)a) {
	case ACTION_CITES_OPEN:
	case ACTION_LIST_OPEN:
		return cites_open_record(c);
	case ACTION_CITES_ZOOM:
		return cites_zoom_by(c, 1);
	case ACTION_CITES_ZOOM_OUT:
		return cites_zoom_by(c, -1);
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
		return change_pane(c);
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
	int64_t id = list_selected(&c->list);
	unsigned did = list_text(&c->list, ev);

	/* The same number may be other rows; among them the one selected. */
	if (did) {
		list_select(&c->list, id);
		cites_make_points(c);
	}
	return after_list(c, did, shown);
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
		return cites_map_shown(c) || cites_layout_chooses(s->area, term_plain())
			? NULL
			: _("The window is too small for the map");
	default:
		break;
	}
	if (c->array.shown == 0 && (action_info(a)->pre == PRE_ROW ||
					   action_info(a)->pre == PRE_WRITE_ROW))
		return _("No cité is selected");
	return NULL;
}

/* What is dear to read again waits until the database has been at rest for a tick. */
static unsigned cites_reload(struct screen *s)
{
	struct cites *c = cites_of(s);

	if (!(layer_info(c->layer)->parts & CITE_OVERVIEW_FEES))
		return cites_again(c);
	c->again_in = 2;
	return SCREEN_HANDLED;
}

static unsigned cites_tick(struct screen *s)
{
	struct cites *c = cites_of(s);

	return c->again_in > 0 && --c->again_in == 0 ? cites_again(c) : 0;
}

static bool cites_shows(const struct screen *s, enum action a)
{
	return a != ACTION_CITES_TODAY || cites_in_past(cites_in(s));
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
	.lists = "cite",
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
	.drag = cites_drag,
	.disabled = cites_disabled,
	.reload = cites_reload,
	.tick = cites_tick,
	.show = cites_show,
	.resumed = cites_resumed,
};
