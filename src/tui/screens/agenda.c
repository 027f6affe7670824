/* The calendar: months beside the agenda of the period they show. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/screens/roster.h"
#include "tui/screens/screens.h"
#include "tui/widgets/overlay.h"

struct agenda {
	struct screen s;
	struct month month;
	struct agenda_period period;
	struct list_array array;
	struct list list;
	bool list_focus;	/* arrows move in the list, not in the months */
	bool follow;		/* the day moved: the list's selection goes with it at the next frame */
	bool stale;		/* the database changed: read again at the next frame */
	int64_t cite;		/* only what this cité hosts, 0 for all */
	char *cite_name;	/* its name, owned */
	int64_t deleting;	/* the event a question is about */
	int64_t wanted;		/* to be selected once its period has been read, 0 for none */
	struct err err;		/* of the last reading */
};

/* Below this width the months give way to the list. */
enum { AGENDA_NARROW = 56, AGENDA_LIST_MIN = 27, AGENDA_DETAIL_ROWS = 3 };

static int64_t agenda_row_id(const void *row)
{
	return ((const struct agenda_row *)row)->event->id;
}

static struct list_sign agenda_row_sign(const void *data)
{
	const struct agenda_row *row = data;

	return agenda_sign(row->event, row->over ? row->event->last_day + 1 : row->event->last_day);
}

static void agenda_mark_day(void *ctx, day_t day, struct month_mark *mark)
{
	const struct agenda *a = ctx;

	if (day >= a->period.first && day <= a->period.last && a->period.marks)
		*mark = a->period.marks[day - a->period.first];
}

static bool agenda_init(struct screen *s, const void *arg, struct err *err)
{
	struct agenda *a = (struct agenda *)s;

	(void)arg;
	(void)err;
	a->period.first = CIVIL_NONE;
	month_init(&a->month, app_today(s->app), agenda_mark_day, a);
	list_array_init(&a->array, &agenda_type, sizeof(struct agenda_row), agenda_row_id, agenda_row_sign);
	list_init(&a->list, &a->array.model);
	a->follow = true;
	return true;
}

static void agenda_release(struct screen *s)
{
	struct agenda *a = (struct agenda *)s;

	list_release(&a->list);
	list_array_release(&a->array);
	agenda_period_release(&a->period);
	free(a->cite_name);
}

/* --- the period --- */

static const struct agenda_row *agenda_selected(struct agenda *a)
{
	int64_t id = list_selected(&a->list);

	return id ? list_array_row(&a->array, id) : NULL;
}

/* The event of the selected day, else the next one, else the last before it. */
static int64_t agenda_event_near(const struct agenda *a, day_t day)
{
	int64_t before = 0;

	for (size_t i = 0; i < a->period.count; i++) {
		const struct event_row *e = a->period.rows[i].event;

		if (e->precision != PRECISION_DAY)
			continue;
		if (e->last_day >= day)
			return e->id;
		before = e->id;
	}
	return before;
}

static void agenda_read(struct agenda *a)
{
	day_t first, last;

	month_bounds(&a->month, &first, &last);
	if (!a->stale && first == a->period.first && last == a->period.last)
		return;
	a->err = ERR_INIT;
	if (agenda_period_read(&a->period, a->s.app, first, last, a->cite, &a->err)) {
		list_array_set(&a->array, a->period.rows, a->period.count);
		list_reload(&a->list);
	}
	a->stale = false;
}

static void agenda_settle(struct agenda *a)
{
	int64_t near;

	agenda_read(a);
	if (a->wanted) {
		list_select(&a->list, a->wanted);
		a->wanted = 0;
		a->follow = false;
	}
	if (!a->follow)
		return;
	a->follow = false;
	near = agenda_event_near(a, a->month.selected);
	if (near)
		list_select(&a->list, near);
}

/* The list moved: the day goes with it, to the first day of what is selected. */
static void agenda_day_follows(struct agenda *a)
{
	const struct agenda_row *row = agenda_selected(a);
	day_t first, last, day;

	if (!row)
		return;
	day = row->event->first_day;
	month_bounds(&a->month, &first, &last);
	month_select(&a->month, day < first ? first : day > last ? last : day);
}

/* --- drawing --- */

static int agenda_columns(int cols)
{
	return cols >= 180 ? 3 : cols >= 130 ? 2 : 1;
}

/* No more than a year of months, however large the window. */
static struct area agenda_months_area(const struct agenda *a, struct area area)
{
	int columns = agenda_columns(area.cols);
	int rows = 12 / columns * (MONTH_ROWS + 2);

	if (a->month.year)
		return area_sub(area, 0, 1, area.rows, 35);
	return area_sub(area, 0, 1, area.rows < rows ? area.rows : rows, columns * (MONTH_COLS + 2) - 2);
}

static void agenda_draw_legend(struct area area)
{
	int col = 1;

	for (size_t kind = 0; kind < event_kinds.count; kind++) {
		col = area_put(area, 0, col, agenda_style((enum event_kind)kind),
			term_glyph(agenda_glyph((enum event_kind)kind)));
		col = area_put(area, 0, col + 1, THEME_DIM, vocabulary_label(&event_kinds, (int)kind)) + 2;
	}
}

static void agenda_draw_detail(struct agenda *a, struct area area)
{
	struct str words = STR_INIT;
	int row;

	area_rule(area, 0, THEME_OUTLINE);
	if (a->err.code) {
		area_wrap(area_sub(area, 1, 1, area.rows - 1, area.cols - 1), 0, THEME_ERROR, a->err.message);
		return;
	}
	agenda_day_words(&a->period, a->s.app, a->month.selected, &words);
	row = area_wrap(area_sub(area, 1, 1, area.rows - 1, area.cols - 1), 0, THEME_NORMAL, words.buf);
	if (area.cols >= 110 && row + 1 < area.rows)
		agenda_draw_legend(area_sub(area, row + 1, 0, 1, area.cols));
	str_release(&words);
}

static void agenda_draw_list(struct agenda *a, struct area area)
{
	int detail = area.rows > 12 ? AGENDA_DETAIL_ROWS + 1 : area.rows > 6 ? AGENDA_DETAIL_ROWS : 0;

	list_draw(&a->list, area_sub(area, 0, 0, area.rows - detail, area.cols), a->list_focus,
		a->cite ? _("Nothing hosted by this cité in this period") : _("No rencontre in this period"));
	if (detail)
		agenda_draw_detail(a, area_sub(area, area.rows - detail, 0, detail, area.cols));
}

/* The title comes before the content: what both tell is read for the first of them. */
static void agenda_prepare(struct agenda *a, struct area area)
{
	month_layout(&a->month, agenda_months_area(a, area));
	agenda_settle(a);
}

static void agenda_draw(struct screen *s, struct area area)
{
	struct agenda *a = (struct agenda *)s;
	struct area months = agenda_months_area(a, area);
	bool narrow = area.cols < AGENDA_NARROW || area.cols - months.cols - 3 < AGENDA_LIST_MIN;
	int split = months.cols + 2;

	if (narrow)
		a->list_focus = true;
	agenda_prepare(a, area);
	if (narrow) {
		agenda_draw_list(a, area);
		return;
	}
	agenda_draw_list(a, area_sub(area, 0, split + 1, area.rows, area.cols - split - 1));
	area_vrule(area, split, THEME_OUTLINE);
	month_draw(&a->month, months, !a->list_focus);
}

static void agenda_heading(struct screen *s, struct str *out)
{
	struct agenda *a = (struct agenda *)s;
	day_t first, last;
	struct civil from, to;

	agenda_prepare(a, area_sub(term_area(), 2, 0, term_rows() - 3, term_cols()));
	month_bounds(&a->month, &first, &last);
	from = civil_from_day(first);
	to = civil_from_day(last);
	if (a->cite_name)
		str_addf(out, "%s %s ", a->cite_name, term_glyph(GLYPH_DOT));
	if (a->month.year) {
		str_addf(out, "%d", from.year);
	} else {
		civil_format_month(out, from.year, from.month, i18n_lang());
		if (from.year != to.year || from.month != to.month) {
			str_addf(out, " %s ", term_glyph(GLYPH_ARROW));
			civil_format_month(out, to.year, to.month, i18n_lang());
		}
	}
	str_addf(out, " %s ", term_glyph(GLYPH_DOT));
	str_addf(out, P_("%zu rencontre", "%zu rencontres", a->array.shown), a->array.shown);
	if (*list_filter(&a->list))
		str_addf(out, _(" matching '%s'"), list_filter(&a->list));
}

/* --- doing --- */

static unsigned agenda_moved(struct agenda *a)
{
	a->follow = true;
	return SCREEN_REDRAW;
}

static unsigned agenda_month_action(struct agenda *a, enum action action)
{
	struct month *m = &a->month;
	struct civil c = civil_from_day(m->selected);
	bool year = m->year;

	switch ((int)action) {
	case ACTION_MONTH_LEFT: month_move_days(m, year ? -7 : -1); break;
	case ACTION_MONTH_RIGHT: month_move_days(m, year ? 7 : 1); break;
	case ACTION_MONTH_UP:
		if (year)
			month_move_months(m, -1);
		else
			month_move_days(m, -7);
		break;
	case ACTION_MONTH_DOWN:
		if (year)
			month_move_months(m, 1);
		else
			month_move_days(m, 7);
		break;
	case ACTION_MONTH_PREV: month_move_months(m, year ? -12 : -1); break;
	case ACTION_MONTH_NEXT: month_move_months(m, year ? 12 : 1); break;
	case ACTION_MONTH_FIRST: month_select(m, civil_day(c.year, year ? 1 : c.month, 1)); break;
	case ACTION_MONTH_LAST:
		month_select(m, year ? civil_day(c.year, 12, 31) :
			civil_day(c.year, c.month, civil_month_length(c.year, c.month)));
		break;
	case ACTION_AGENDA_NEXT_WEEK: month_move_days(m, 7); break;
	case ACTION_AGENDA_PREV_WEEK: month_move_days(m, -7); break;
	case ACTION_AGENDA_TODAY: month_select(m, app_today(a->s.app)); break;
	default: return 0;
	}
	return agenda_moved(a);
}

static unsigned agenda_deleted(struct screen *s, int answer, void *ctx)
{
	struct agenda *a = (struct agenda *)s;
	struct err err = ERR_INIT;

	(void)ctx;
	if (answer != 0)
		return SCREEN_HANDLED;
	if (!event_delete(s->app->db, a->deleting, &err)) {
		app_error(s->app, &err);
		return SCREEN_REDRAW;
	}
	app_message(s->app, THEME_MESSAGE, _("Deleted; u to undo"));
	return SCREEN_RELOAD;
}

static unsigned agenda_delete(struct agenda *a, const struct agenda_row *row)
{
	struct str text = STR_INIT;

	a->deleting = row->event->id;
	str_addf(&text, _("Delete '%s' (%s)? Its sessions go with it."), row->event->title, row->when);
	question_confirm(&a->s, text.buf, agenda_deleted, NULL);
	str_release(&text);
	return SCREEN_HANDLED;
}

static unsigned agenda_on_event(struct agenda *a, enum action action)
{
	const struct agenda_row *row = agenda_selected(a);
	int64_t id = row ? row->event->id : 0;

	if (!row)
		return 0;
	switch ((int)action) {
	case ACTION_AGENDA_OPEN:
	case ACTION_LIST_OPEN: app_push(a->s.app, &event_screen, &id); break;
	case ACTION_AGENDA_DESK: app_goto(a->s.app, "desk", id); break;
	case ACTION_AGENDA_FEES: app_goto(a->s.app, "fees", id); break;
	case ACTION_AGENDA_LIST: roster_open(a->s.app, id, 0); break;
	case ACTION_LIST_EDIT: agenda_form_open(a->s.app, id, CIVIL_NONE); break;
	case ACTION_LIST_DELETE: return agenda_delete(a, row);
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static unsigned agenda_show_all(struct agenda *a)
{
	if (!a->cite)
		return 0;
	a->cite = 0;
	free(a->cite_name);
	a->cite_name = NULL;
	a->stale = true;
	return SCREEN_REDRAW;
}

static unsigned agenda_in_list(struct agenda *a, enum action action)
{
	unsigned did = list_action(&a->list, action);

	if (did)
		agenda_day_follows(a);
	return did;
}

static unsigned agenda_action(struct screen *s, enum action action)
{
	struct agenda *a = (struct agenda *)s;
	unsigned did;

	if (list_typing(&a->list))
		return agenda_in_list(a, action);
	switch ((int)action) {
	case ACTION_AGENDA_PANE:
		a->list_focus = !a->list_focus;
		return SCREEN_REDRAW;
	case ACTION_AGENDA_YEAR:
		a->month.year = !a->month.year;
		return agenda_moved(a);
	case ACTION_LIST_NEW:
		agenda_form_open(s->app, 0, a->month.selected);
		return SCREEN_REDRAW;
	case ACTION_APP_BACK:
		return agenda_show_all(a);
	case ACTION_LIST_FILTER:
		a->list_focus = true;
		break;
	default:
		break;
	}
	if ((did = agenda_month_action(a, action)) || (did = agenda_on_event(a, action)))
		return did;
	return agenda_in_list(a, action);
}

static unsigned agenda_text(struct screen *s, const struct term_event *ev)
{
	struct agenda *a = (struct agenda *)s;

	return list_text(&a->list, ev);
}

static unsigned agenda_mouse(struct screen *s, const struct term_event *ev)
{
	struct agenda *a = (struct agenda *)s;
	day_t day = month_at(&a->month, ev->row, ev->col);
	enum action then = ACTION_NONE;
	unsigned did;

	if (day != CIVIL_NONE) {
		if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)
			month_move_months(&a->month, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
		else
			month_select(&a->month, day);
		a->list_focus = false;
		if (ev->mouse == MOUSE_DOUBLE && agenda_event_near(a, day))
			return agenda_moved(a) | agenda_on_event(a, ACTION_AGENDA_OPEN);
		return agenda_moved(a);
	}
	did = list_mouse(&a->list, ev, &then);
	if (did) {
		a->list_focus = true;
		agenda_day_follows(a);
	}
	return then != ACTION_NONE ? did | agenda_on_event(a, then) : did;
}

static unsigned agenda_now(const struct screen *s)
{
	const struct agenda *a = (const struct agenda *)s;

	if (list_typing(&a->list))
		return list_contexts(&a->list);
	return CONTEXT_AGENDA | list_contexts(&a->list) | (a->list_focus ? 0 : CONTEXT_MONTH);
}

static bool agenda_typing(const struct screen *s)
{
	return list_typing(&((const struct agenda *)s)->list);
}

static const char *agenda_disabled(const struct screen *s, enum action action)
{
	const struct agenda *a = (const struct agenda *)s;

	if (action == ACTION_LIST_MARK || action == ACTION_LIST_UNMARK || action == ACTION_LIST_COPY ||
		action == ACTION_LIST_EXPORT || action == ACTION_LIST_PRINT)
		return "";
	if (action_info(action)->pre != PRE_NONE && action_info(action)->pre != PRE_WRITE &&
		a->array.shown == 0)
		return _("no rencontre is selected");
	return NULL;
}

static unsigned agenda_reload(struct screen *s)
{
	((struct agenda *)s)->stale = true;
	return SCREEN_REDRAW;
}

/* An event is selected on its day; a cité: only what it hosts. */
static unsigned agenda_show(struct screen *s, int64_t id)
{
	struct agenda *a = (struct agenda *)s;
	struct event e;
	struct cite c;

	event_init(&e);
	cite_init(&c);
	if (event_get(s->app->db, id, &e, NULL)) {
		month_select(&a->month, e.first_day);
		agenda_show_all(a);
		a->wanted = id;
	} else if (cite_get(s->app->db, id, &c, NULL)) {
		a->cite = id;
		free(a->cite_name);
		a->cite_name = xstrdup(c.name);
		a->stale = true;
	}
	cite_release(&c);
	event_release(&e);
	return SCREEN_REDRAW;
}

static unsigned agenda_resumed(struct screen *s, int64_t result)
{
	return result ? agenda_show(s, result) : SCREEN_REDRAW;
}

const struct screen_ops agenda_screen = {
	.name = "agenda",
	.title = N_("Agenda"),
	.contexts = CONTEXT_AGENDA | CONTEXT_MONTH | CONTEXT_LIST,
	.size = sizeof(struct agenda),
	.init = agenda_init,
	.release = agenda_release,
	.now = agenda_now,
	.typing = agenda_typing,
	.heading = agenda_heading,
	.draw = agenda_draw,
	.action = agenda_action,
	.text = agenda_text,
	.mouse = agenda_mouse,
	.disabled = agenda_disabled,
	.reload = agenda_reload,
	.show = agenda_show,
	.resumed = agenda_resumed,
};
