/* The calendar: months beside the agenda of the period they show. Drawn by agenda_draw.c. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/screens/agenda_again.h"
#include "tui/screens/calendar_import.h"
#include "tui/screens/roster.h"
#include "tui/screens/screens.h"
#include "tui/widgets/overlay.h"

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

	if (day < a->period.first || day > a->period.last || !a->period.marks)
		return;
	*mark = a->period.marks[day - a->period.first];
	mark->zones &= a->zones;
}

/* A rencontre known by its month, period or year only stands at the head of its first month. */
static void agenda_mark_month(void *ctx, int year, int month, struct month_mark *mark)
{
	const struct agenda *a = ctx;
	const day_t first = civil_day(year, month, 1), last = first + civil_month_length(year, month) - 1;

	for (size_t i = 0; i < a->period.count; i++) {
		const struct event_row *e = a->period.rows[i].event;

		if (e->precision == PRECISION_DAY || e->first_day < first || e->first_day > last)
			continue;
		mark->count++;
		mark->glyph = agenda_sign(e, e->last_day).glyph;
		mark->style = agenda_style(e->kind);
	}
}

static bool agenda_init(struct screen *s, const void *arg, struct err *err)
{
	struct agenda *a = (struct agenda *)s;

	(void)arg;
	(void)err;
	a->period.first = CIVIL_NONE;
	a->zones = AGENDA_ZONES;
	month_init(&a->month, app_today(s->app), agenda_mark_day, a);
	a->month.head = agenda_mark_month;
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
	free(a->departement);
}

/* --- the period --- */

const struct agenda_row *agenda_selected(struct agenda *a)
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
	struct agenda_wanted wanted = { .cite = a->cite, .departement = a->departement, .paris = a->paris,
		.counts = a->counts, .again = a->stale };

	month_bounds(&a->month, &wanted.first, &wanted.last);
	if (!a->stale && wanted.first == a->period.first && wanted.last == a->period.last)
		return;
	a->err = ERR_INIT;
	a->hours.event = 0;
	if (agenda_period_read(&a->period, a->s.app, &wanted, &a->err)) {
		list_array_set(&a->array, a->period.rows, a->period.count);
		list_reload(&a->list);
	}
	a->stale = false;
}

void agenda_settle(struct agenda *a)
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
	str_addf(&text, _("Delete '%s' (%s)? Its sessions go with it."), row->event->title, agenda_row_texts(row)->when);
	question_confirm(&a->s, text.buf, agenda_deleted, NULL);
	str_release(&text);
	return SCREEN_HANDLED;
}

/* What is selected, also when it is not drawn yet: keys and clicks may come faster than that. */
static const struct agenda_row *agenda_meant(struct agenda *a)
{
	if (a->follow)
		agenda_settle(a);
	return agenda_selected(a);
}

static unsigned agenda_on_event(struct agenda *a, enum action action)
{
	const struct agenda_row *row = agenda_meant(a);
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
	case ACTION_AGENDA_COPY: agenda_copy_form(a->s.app, row->event); break;
	case ACTION_AGENDA_REPEAT: agenda_repeat_form(a->s.app, row->event); break;
	case ACTION_AGENDA_POSTPONE: agenda_postpone_form(a->s.app, row->event); break;
	case ACTION_LIST_DELETE: return agenda_delete(a, row);
	default: return 0;
	}
	return SCREEN_REDRAW;
}

/* Only what a cité hosts, by the holidays that are its own; NULL: everything again. */
static void agenda_of_cite(struct agenda *a, const struct cite *c)
{
	char zone = c ? departement_holidays(c->departement) : '\0';

	free(a->cite_name);
	free(a->departement);
	a->cite = c ? c->id : 0;
	a->cite_name = c ? xstrdup(c->name) : NULL;
	a->departement = c ? xstrdup(c->departement) : NULL;
	a->zones = zone ? 1u << (zone - 'A') : AGENDA_ZONES;
	a->stale = true;
}

static unsigned agenda_show_all(struct agenda *a)
{
	if (!a->cite)
		return 0;
	agenda_of_cite(a, NULL);
	return SCREEN_REDRAW;
}

/* All three, then one after the other. */
static unsigned agenda_next_zone(struct agenda *a)
{
	a->zones = a->zones == AGENDA_ZONES ? 1u : a->zones == 4u ? AGENDA_ZONES : a->zones << 1;
	return SCREEN_REDRAW;
}

/* The list's hours are those of the other clock: read again. */
static unsigned agenda_other_clock(struct agenda *a)
{
	a->paris = !a->paris;
	a->stale = true;
	return SCREEN_REDRAW;
}

static unsigned agenda_cycle(struct agenda *a)
{
	const struct agenda_row *row = agenda_meant(a);

	agenda_cycle_open(a->s.app, row ? row->event->cycle_id : 0);
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
	case ACTION_AGENDA_CYCLE: return agenda_cycle(a);
	case ACTION_AGENDA_ZONES: return agenda_next_zone(a);
	case ACTION_AGENDA_CLOCK: return agenda_other_clock(a);
	case ACTION_AGENDA_IMPORT:
		calendar_import_ask(s->app);
		return SCREEN_REDRAW;
	case ACTION_CALENDAR_EXPORT:
		calendar_export(s->app, NULL, NULL);
		return SCREEN_REDRAW;
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

/* Nothing on a day without a rencontre: the next one is not what was pressed. */
static unsigned agenda_open_day(struct agenda *a, day_t day)
{
	const struct agenda_row *row = agenda_meant(a);
	const bool there = row && row->event->precision == PRECISION_DAY && row->event->first_day <= day &&
			   day <= row->event->last_day;

	return there ? agenda_on_event(a, ACTION_AGENDA_OPEN) : 0;
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
		agenda_moved(a);
		return SCREEN_REDRAW | (ev->mouse == MOUSE_DOUBLE ? agenda_open_day(a, day) : 0);
	}
	did = list_mouse(&a->list, ev, &then);
	if (did) {
		a->list_focus = true;
		agenda_day_follows(a);
	}
	return then != ACTION_NONE ? did | agenda_on_event(a, then) : did;
}

static contexts_t agenda_now(const struct screen *s)
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
		agenda_of_cite(a, &c);
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
