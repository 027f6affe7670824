/* The record of one event: what it is, its programme and audience above, who is registered below. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "tui/screens/agenda_again.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/calendar_import.h"
#include "tui/screens/invitees.h"
#include "tui/screens/minutes.h"
#include "tui/screens/roster.h"
#include "tui/screens/screens.h"

static struct event_record *record_of(struct screen *s)
{
	return (struct event_record *)s;
}

/* --- reading --- */

void event_section(struct event_record *r, const char *text)
{
	r->head = text;
}

struct card_line *event_add(struct event_record *r, const char *kind, int64_t id, size_t n,
	const char *const cells[])
{
	struct card_line *l;

	if (r->head)
		card_heading(&r->card, r->head, NULL);
	r->head = NULL;
	l = card_add(&r->card, n, cells);
	l->kind = kind;
	l->id = id;
	return l;
}

static void event_forget(struct event_record *r)
{
	free(r->event);
	r->event = NULL;
	session_free_list(&r->sessions, r->session_count);
	r->session_count = 0;
	room_capacity_release(&r->limits);
}

static bool event_take_row(void *arg, const struct event_row *row)
{
	struct event_record *r = arg;

	r->event = event_row_dup(row);
	return false;
}

static bool event_read_card(struct event_record *r, struct err *err)
{
	static bool (*const sections[])(struct event_record *r, struct err *err) = {
		event_facts, event_programme, event_audience, event_documents, event_moves, event_answers,
	};
	const struct card_line *at = card_selected(&r->card);
	const char *kind = at ? at->kind : NULL;
	const int64_t id = at ? at->id : 0;
	bool ok = true;

	card_clear(&r->card);
	r->head = NULL;
	for (size_t i = 0; ok && i < sizeof sections / sizeof *sections; i++)
		ok = sections[i](r, err);
	card_settle(&r->card, kind, id);
	return ok;
}

static bool event_read(struct event_record *r, struct err *err)
{
	struct event_filter one = EVENT_FILTER_ALL;
	struct db *db = r->s.app->db;
	bool ok;

	event_forget(r);
	one.id = r->id;
	ok = event_list(db, &one, event_take_row, r, err);
	if (ok && !r->event)
		ok = err_set(err, ERR_NOT_FOUND, _("this rencontre is no longer there"));
	return ok && session_list(db, r->id, &r->sessions, &r->session_count, err) &&
	       counters_get(db, r->id, 0, &r->counters, err) &&
	       room_capacity_get(db, r->id, &r->limits, err) && event_read_card(r, err) &&
	       event_people_read(r, err);
}

static bool event_record_init(struct screen *s, const void *arg, struct err *err)
{
	struct event_record *r = record_of(s);

	event_people_init(r);
	card_init(&r->card);
	if (arg)
		r->id = *(const int64_t *)arg;
	enrolment_init(&r->enrolment, s, r->id);
	return event_read(r, err);
}

static void event_record_release(struct screen *s)
{
	struct event_record *r = record_of(s);

	event_people_release(r);
	card_release(&r->card);
	event_forget(r);
	enrolment_release(&r->enrolment);
}

/* --- drawing --- */

/* Rows for the card: half and a bit, and what it lacks beyond that while it is worked in. */
static int event_card_rows(const struct event_record *r, struct area area)
{
	const int most = r->on_card || area.rows <= 14 ? area.rows - 5 : area.rows / 2 + 2;

	return most > 0 ? most : 0;
}

static void event_record_draw(struct screen *s, struct area area)
{
	struct event_record *r = record_of(s);
	const int most = event_card_rows(r, area);
	int row;

	if (!r->event)
		return;
	r->card.idle = !r->on_card;
	card_draw(&r->card, area_sub(area, 0, 1, most, area.cols - 2));
	/* Only drawing folds it: how many lines it has is known now. */
	row = (int)r->card.count < most ? (int)r->card.count : most;
	area_rule(area, row, THEME_OUTLINE);
	list_draw(&r->list, area_sub(area, row + 1, 0, area.rows - row - 1, area.cols), !r->on_card,
		_("Nobody is registered; n registers somebody"));
}

static void event_record_heading(struct screen *s, struct str *out)
{
	const struct event_record *r = record_of(s);

	if (!r->event)
		return;
	str_addf(out, "%s %s %s", vocabulary_label(&event_kinds, (int)r->event->kind), term_glyph(GLYPH_DOT),
		r->event->title);
}

static void event_record_aside(struct screen *s, struct str *out)
{
	const struct event_record *r = record_of(s);

	if (r->event)
		str_add(out, vocabulary_label(&event_statuses, (int)r->event->status));
}

static void event_record_status(struct screen *s, struct str *out)
{
	const struct event_record *r = record_of(s);

	if (r->event)
		str_add(out, r->event->code);
}

/* --- doing --- */

/* From the list to the first section, from section to section, and back to the list. */
static unsigned event_next_pane(struct event_record *r, int step)
{
	const struct card_line *before = card_selected(&r->card);

	if (!r->on_card) {
		r->on_card = true;
		card_action(&r->card, step > 0 ? ACTION_LIST_FIRST : ACTION_LIST_LAST);
		return SCREEN_REDRAW;
	}
	card_next_section(&r->card, step);
	if (card_selected(&r->card) == before)
		r->on_card = false;
	return SCREEN_REDRAW;
}

static unsigned event_open(struct event_record *r)
{
	const struct card_line *l = card_selected(&r->card);
	const struct registration_row *const *row;

	if (r->on_card) {
		if (l && l->opens)
			app_open(r->s.app, l->opens, l->opens_id);
		else if (r->s.app->may_write)
			return event_edit(r);
		return SCREEN_HANDLED;
	}
	row = list_array_row(&r->array, list_selected(&r->list));
	if (row)
		app_push(r->s.app, &person_screen, &(*row)->person_id);
	return SCREEN_REDRAW;
}

static bool event_line_is(const struct card_line *l, const char *kind)
{
	return l && l->kind && strcmp(l->kind, kind) == 0;
}

static unsigned event_copy_line(struct event_record *r)
{
	const struct card_line *l = card_selected(&r->card);

	if (!r->on_card)
		return event_people_copy(r);
	if (event_line_is(l, "audience") || event_line_is(l, "answers"))
		return event_copy_invitees(r, event_line_is(l, "answers") ? l->id : 0);
	if (l && l->copy)
		app_copy(r->s.app, l->copy, l->copy);
	return SCREEN_REDRAW;
}

static unsigned event_record_action(struct screen *s, enum action action)
{
	struct event_record *r = record_of(s);

	if (list_typing(&r->list))
		return list_action(&r->list, action);
	switch ((int)action) {
	case ACTION_EVENT_DESK: app_goto(s->app, "desk", r->id); return SCREEN_REDRAW;
	case ACTION_EVENT_FEES: app_goto(s->app, "fees", r->id); return SCREEN_REDRAW;
	case ACTION_EVENT_REGISTER: return enrolment_register(&r->enrolment);
	case ACTION_EVENT_CANCEL: return enrolment_cancel(&r->enrolment, list_selected(&r->list));
	case ACTION_EVENT_PROMOTE: return enrolment_promote(&r->enrolment, list_selected(&r->list));
	case ACTION_EVENT_CAPACITY: capacity_form_open(s->app, &r->enrolment); return SCREEN_REDRAW;
	case ACTION_EVENT_LIST: roster_open(s->app, r->id, 0); return SCREEN_REDRAW;
	case ACTION_AGENDA_COPY: agenda_copy_form(s->app, r->event); return SCREEN_REDRAW;
	case ACTION_AGENDA_REPEAT: agenda_repeat_form(s->app, r->event); return SCREEN_REDRAW;
	case ACTION_AGENDA_POSTPONE: agenda_postpone_form(s->app, r->event); return SCREEN_REDRAW;
	case ACTION_EVENT_MINUTES: minutes_open(s->app, r->id); return SCREEN_REDRAW;
	case ACTION_EVENT_INVITE: return event_ask_invite(s, r->id);
	case ACTION_EVENT_INVITEES: invitees_open(s->app, r->id); return SCREEN_REDRAW;
	case ACTION_CALENDAR_EXPORT: calendar_export(s->app, r->event->code, NULL); return SCREEN_REDRAW;
	case ACTION_EVENT_RENUMBER: return agenda_number_stages(s, r->event->cycle_id);
	case ACTION_EVENT_PANE:
	case ACTION_EVENT_PANE_BACK: return event_next_pane(r, action == ACTION_EVENT_PANE ? 1 : -1);
	case ACTION_LIST_NEW: return event_new(r);
	case ACTION_LIST_EDIT: return event_edit(r);
	case ACTION_LIST_DELETE: return event_remove(r);
	case ACTION_LIST_COPY: return event_copy_line(r);
	case ACTION_LIST_OPEN: return event_open(r);
	default: return r->on_card ? card_action(&r->card, action) : list_action(&r->list, action);
	}
}

static unsigned event_record_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&record_of(s)->list, ev);
}

static unsigned event_record_mouse(struct screen *s, const struct term_event *ev)
{
	struct event_record *r = record_of(s);
	enum action then = ACTION_NONE;
	const bool wheel = ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN;
	const unsigned on_card = card_mouse(&r->card, ev, &then);
	const unsigned did = on_card ? on_card : list_mouse(&r->list, ev, &then);

	if (did && !wheel)
		r->on_card = on_card != 0;
	return then != ACTION_NONE ? did | event_record_action(s, then) : did | (did ? SCREEN_REDRAW : 0);
}

static contexts_t event_record_now(const struct screen *s)
{
	const struct event_record *r = (const struct event_record *)s;

	if (list_typing(&r->list))
		return list_contexts(&r->list);
	if (r->on_card)
		return CONTEXT_EVENT | CONTEXT_RECORD | CONTEXT_LIST;
	return CONTEXT_EVENT | CONTEXT_ENROLLED | CONTEXT_RECORD | list_contexts(&r->list);
}

static bool event_record_typing(const struct screen *s)
{
	return list_typing(&((const struct event_record *)s)->list);
}

/* What only people of the list can have done to them. */
static const char *event_disabled_on_card(const struct event_record *r, enum action action)
{
	const struct card_line *l = card_selected(&r->card);

	switch ((int)action) {
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_FILTER:
	case ACTION_LIST_SORT:
		return "";
	case ACTION_LIST_COPY:
		return (l && l->copy) || event_line_is(l, "audience") || event_line_is(l, "answers") ? NULL : _("this line has nothing to copy");
	default:
		return event_cannot(r, action);
	}
}

static const char *event_record_disabled(const struct screen *s, enum action action)
{
	const struct event_record *r = (const struct event_record *)s;

	if (action == ACTION_LIST_EXPORT || action == ACTION_LIST_PRINT || action == ACTION_RECORD_MANDATE ||
		action == ACTION_RECORD_STRUCTURE || action == ACTION_RECORD_CONFIRM ||
		action == ACTION_RECORD_ERASE || action == ACTION_RECORD_KNOWN || action == ACTION_RECORD_END || action == ACTION_RECORD_NOTE ||
		action == ACTION_RECORD_NEXT || action == ACTION_RECORD_PREV)
		return "";
	if ((action == ACTION_EVENT_REGISTER || action == ACTION_EVENT_DESK) && r->session_count == 0)
		return _("its day is not known yet: give it a date first (e)");
	if (action == ACTION_EVENT_RENUMBER && (!r->event || !r->event->cycle_id))
		return _("this rencontre is of no cycle");
	if (r->on_card)
		return event_disabled_on_card(r, action);
	if ((action == ACTION_EVENT_CANCEL || action == ACTION_LIST_COPY || action == ACTION_LIST_OPEN) &&
		r->array.shown == 0)
		return _("nobody is selected");
	return NULL;
}

static unsigned event_record_reload(struct screen *s)
{
	struct err err = ERR_INIT;

	if (!event_read(record_of(s), &err)) {
		app_error(s->app, &err);
		return SCREEN_POP;
	}
	return SCREEN_REDRAW;
}

/* A copy is shown in its place. */
static unsigned event_record_resumed(struct screen *s, int64_t result)
{
	const int64_t old = record_of(s)->id;
	struct event e;

	event_init(&e);
	if (result && result != old && event_get(s->app->db, result, &e, NULL))
		app_push(s->app, &event_screen, &result);
	event_release(&e);
	return SCREEN_REDRAW;
}

/* A document of it that was found. */
static unsigned event_record_show(struct screen *s, int64_t id)
{
	struct event_record *r = record_of(s);

	card_settle(&r->card, "document", id);
	r->on_card = true;
	return SCREEN_REDRAW;
}

const struct screen_ops event_screen = {
	.name = "event",
	.contexts = CONTEXT_EVENT | CONTEXT_ENROLLED | CONTEXT_RECORD | CONTEXT_LIST,
	.size = sizeof(struct event_record),
	.init = event_record_init,
	.release = event_record_release,
	.now = event_record_now,
	.typing = event_record_typing,
	.heading = event_record_heading,
	.aside = event_record_aside,
	.status = event_record_status,
	.draw = event_record_draw,
	.action = event_record_action,
	.text = event_record_text,
	.mouse = event_record_mouse,
	.disabled = event_record_disabled,
	.reload = event_record_reload,
	.show = event_record_show,
	.resumed = event_record_resumed,
};
