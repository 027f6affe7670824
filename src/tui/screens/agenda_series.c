/* The days of a series, each with what is in its way: some are left out, then all are made at once. */
#include <stdlib.h>

#include "etape/event_obstacles.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/screens/agenda_again.h"
#include "tui/widgets/form.h"

struct series_row {
	int64_t id;	 /* index and 1 */
	bool dropped;
	char *day;	 /* owned, as the texts below */
	char *obstacles; /* "" when all is free */
};

struct series_view {
	struct screen s;
	struct screen *form;		/* that is saved when they are to be made */
	struct agenda_series *series;	/* borrowed */
	struct series_row *rows;	/* owned */
	char *unknown;			/* what is not known of these days, owned; "" */
	struct list_array array;
	struct list list;
};

static struct series_view *view_of(struct screen *s)
{
	return (struct series_view *)s;
}

/* --- rows --- */

static const struct field series_fields[] = {
	{ .key = "day", .heading = N_("Day"), .kind = FIELD_TEXT, .min = 20 },
	{ .key = "obstacles", .heading = N_("In the way"), .kind = FIELD_TEXT, .min = 20, .weight = 1 },
};

static struct value series_value(const void *data, size_t i)
{
	const struct series_row *row = data;

	return value_text(i == 0 ? row->day : row->obstacles);
}

static const struct record_type series_type = {
	.name = "series",
	.fields = series_fields,
	.count = sizeof series_fields / sizeof *series_fields,
	.get = series_value,
};

static int64_t series_row_id(const void *row)
{
	return ((const struct series_row *)row)->id;
}

static struct list_sign series_sign(const void *data)
{
	const struct series_row *row = data;

	if (row->dropped)
		return (struct list_sign){ GLYPH_CROSS, THEME_DIM, THEME_DIM };
	if (*row->obstacles)
		return (struct list_sign){ GLYPH_WARNING, THEME_WARNING, THEME_NORMAL };
	return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL };
}

static void read_row(struct series_view *v, size_t i)
{
	const struct event_row *e = v->series->event;
	const day_t first = v->series->days[i];
	const struct event_days d = { .first = first, .last = first + (e->last_day - e->first_day),
		.departement = e->departement };
	struct str day = STR_INIT, obstacles = STR_INIT;

	civil_format_day(&day, first, i18n_lang());
	str_addf(&day, " %d", civil_from_day(first).year);
	event_obstacles(v->s.app->db, &d, &obstacles);
	v->rows[i] = (struct series_row){ .id = (int64_t)i + 1, .dropped = v->series->dropped[i],
		.day = str_take(&day), .obstacles = str_take(&obstacles) };
}

static void forget_rows(struct series_view *v)
{
	for (size_t i = 0; v->rows && i < v->series->count; i++) {
		free(v->rows[i].day);
		free(v->rows[i].obstacles);
	}
	free(v->rows);
	free(v->unknown);
	v->rows = NULL;
	v->unknown = NULL;
}

/* Of the whole series, so that it does not stand in every row. */
static void read_unknown(struct series_view *v)
{
	const struct agenda_series *s = v->series;
	struct str unknown = STR_INIT;

	for (size_t i = 0; i < s->count && !unknown.len; i++)
		event_school_unknown(v->s.app->db,
			&(struct event_days){ .first = s->days[i], .last = s->days[i],
				.departement = s->event->departement },
			&unknown);
	v->unknown = str_take(&unknown);
}

static void read_rows(struct series_view *v)
{
	forget_rows(v);
	v->rows = xcalloc(v->series->count + 1, sizeof *v->rows);
	for (size_t i = 0; i < v->series->count; i++)
		read_row(v, i);
	read_unknown(v);
	list_array_set(&v->array, v->rows, v->series->count);
	list_reload(&v->list);
}

/* --- the state --- */

struct series_arg {
	struct screen *form;
	struct agenda_series *series;
};

static bool series_init(struct screen *s, const void *arg, struct err *err)
{
	struct series_view *v = view_of(s);
	const struct series_arg *a = arg;

	(void)err;
	v->form = a->form;
	v->series = a->series;
	list_array_init(&v->array, &series_type, sizeof(struct series_row), series_row_id, series_sign);
	list_init(&v->list, &v->array.model);
	read_rows(v);
	return true;
}

static void series_release(struct screen *s)
{
	struct series_view *v = view_of(s);

	list_release(&v->list);
	list_array_release(&v->array);
	forget_rows(v);
}

static size_t kept(const struct series_view *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->series->count; i++)
		n += !v->series->dropped[i];
	return n;
}

static void series_heading(struct screen *s, struct str *out)
{
	const struct series_view *v = view_of(s);
	const size_t n = kept(v);

	str_addf(out, P_("%zu rencontre to make", "%zu rencontres to make", n), n);
	str_addf(out, " %s %s", term_glyph(GLYPH_DOT), v->series->event->title);
}

static void series_draw(struct screen *s, struct area area)
{
	struct series_view *v = view_of(s);
	const int foot = *v->unknown && area.rows > 4 ? 2 : 0;

	list_draw(&v->list, area_sub(area, 0, 0, area.rows - foot, area.cols), true, "");
	if (!foot)
		return;
	area_rule(area, area.rows - foot, THEME_OUTLINE);
	area_put(area, area.rows - 1, 1, THEME_WARNING, term_glyph(GLYPH_WARNING));
	area_put(area, area.rows - 1, 3, THEME_WARNING, v->unknown);
}

/* --- doing --- */

static void leave_out(struct series_view *v, size_t i, bool dropped)
{
	v->series->dropped[i] = dropped;
	v->rows[i].dropped = dropped;
}

static unsigned toggle(struct series_view *v)
{
	const int64_t id = list_selected(&v->list);

	if (!id)
		return SCREEN_HANDLED;
	leave_out(v, (size_t)id - 1, !v->rows[id - 1].dropped);
	list_reload(&v->list);
	list_action(&v->list, ACTION_LIST_DOWN);
	return SCREEN_REDRAW;
}

/* All that have something in the way; all of them back when they are out already. */
static unsigned toggle_hindered(struct series_view *v)
{
	bool out = false;

	for (size_t i = 0; i < v->series->count; i++)
		out |= *v->rows[i].obstacles && !v->rows[i].dropped;
	for (size_t i = 0; i < v->series->count; i++)
		if (*v->rows[i].obstacles)
			leave_out(v, i, out);
	list_reload(&v->list);
	return SCREEN_REDRAW;
}

static unsigned make(struct series_view *v)
{
	struct screen *form = v->form;

	v->series->decided = true;
	app_drop(&v->s);
	app_obey(form, form_save(form));
	return SCREEN_REDRAW;
}

static unsigned series_action(struct screen *s, enum action action)
{
	struct series_view *v = view_of(s);

	if (list_typing(&v->list))
		return list_action(&v->list, action);
	switch ((int)action) {
	case ACTION_SERIES_DROP: return toggle(v);
	case ACTION_SERIES_HINDERED: return toggle_hindered(v);
	case ACTION_SERIES_MAKE: return make(v);
	default: return list_action(&v->list, action);
	}
}

static unsigned series_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&view_of(s)->list, ev);
}

static unsigned series_mouse(struct screen *s, const struct term_event *ev)
{
	struct series_view *v = view_of(s);
	enum action then = ACTION_NONE;
	const unsigned did = list_mouse(&v->list, ev, &then);

	return then == ACTION_NONE ? did : did | toggle(v);
}

static contexts_t series_now(const struct screen *s)
{
	const struct list *l = &((const struct series_view *)s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_SERIES | CONTEXT_LIST;
}

static bool series_typing(const struct screen *s)
{
	return list_typing(&((const struct series_view *)s)->list);
}

static const char *series_disabled(const struct screen *s, enum action action)
{
	const struct series_view *v = (const struct series_view *)s;

	switch ((int)action) {
	case ACTION_SERIES_MAKE:
		return kept(v) ? NULL : _("no day is left: keep one (space)");
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_COPY:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
	case ACTION_LIST_OPEN:
		return "";
	default:
		return NULL;
	}
}

/* Another desk may have planned something on one of the days. */
static unsigned series_reload(struct screen *s)
{
	read_rows(view_of(s));
	return SCREEN_REDRAW;
}

static const struct screen_ops series_screen = {
	.name = "series",
	.contexts = CONTEXT_SERIES | CONTEXT_LIST,
	.size = sizeof(struct series_view),
	.init = series_init,
	.release = series_release,
	.now = series_now,
	.typing = series_typing,
	.heading = series_heading,
	.draw = series_draw,
	.action = series_action,
	.text = series_text,
	.mouse = series_mouse,
	.disabled = series_disabled,
	.reload = series_reload,
};

void agenda_series_open(struct app *app, struct agenda_series *s)
{
	app_push(app, &series_screen, &(struct series_arg){ .form = app_top(app), .series = s });
}
