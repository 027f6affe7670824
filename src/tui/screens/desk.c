/* The registration desk (F3): typing always goes to the field; Enter checks in. */
#include "tui/screens/desk.h"

#include <stdlib.h>

#include "etape/text.h"
#include "tui/screens/choose.h"
#include "tui/screens/minutes.h"
#include "tui/screens/roster.h"
#include "tui/screens/screens.h"
#include "tui/screens/signin_print.h"
#include "tui/widgets/overlay.h"

#define CLOCK_COLS 10 /* of the title line, with blanks */

struct desk_state *desk_of(struct screen *s)
{
	return (struct desk_state *)s;
}

/* --- the state --- */

static bool desk_init(struct screen *s, const void *arg, struct err *err)
{
	struct desk_state *d = desk_of(s);
	const int64_t *event = arg;

	event_init(&d->event);
	input_init(&d->field);
	d->field.max = 120;
	desk_notice_init(&d->notice);
	desk_replacing_init(&d->replacing);
	d->found.selected = -1;
	return desk_open_event(d, event ? *event : 0, err);
}

static void desk_release(struct screen *s)
{
	struct desk_state *d = desk_of(s);

	desk_forget_event(d);
	desk_notice_release(&d->notice);
	desk_replacing_release(&d->replacing);
	event_release(&d->event);
	input_release(&d->field);
}

/* How long the day is written. */
enum when { WHEN_LONG, WHEN_SHORT, WHEN_NO_DAY };

/* Which half-day it is must be seen; in a narrow window today's date gives way to the title, then
 * the title to what is left. */
static void add_when(struct str *out, const struct desk_state *d, enum when how)
{
	const struct event *e = &d->event;
	const struct session *now = desk_session(d, d->session);
	const enum lang lang = i18n_lang();

	str_add(out, " · ");
	if (!now) {
		civil_format_span(out, e->starts, e->ends, e->precision, lang);
		return;
	}
	if (how != WHEN_NO_DAY) {
		(how == WHEN_SHORT ? civil_format_day : civil_format_long)(out, now->day, lang);
		str_add(out, " · ");
	}
	session_words(out, now, false);
}

/* The fullest that leaves room for the title. */
static void add_when_fitting(
	struct str *out, const struct desk_state *d, size_t title, size_t room)
{
	const struct session *now = desk_session(d, d->session);
	const bool today = now && now->day == desk_today(d);
	const enum when last = today ? WHEN_NO_DAY : WHEN_SHORT;

	for (enum when how = WHEN_LONG; how <= last; how++) {
		str_reset(out);
		add_when(out, d, how);
		if (title + text_width(out->buf) <= room)
			return;
	}
}

/* What is checked in now would be of another day, or of another half-day. */
static void desk_warning(struct screen *s, struct str *out)
{
	const struct desk_state *d = desk_of(s);
	const day_t today = desk_today(d);
	const day_t first = d->event.first_day, last = d->event.last_day;
	int days;

	if (!d->event.id || first == CIVIL_NONE)
		return;
	if (first <= today && today <= last) {
		if (d->session_chosen && d->session != d->clock_session)
			str_add(out, _("not the current one"));
		return;
	}
	if (last < today) {
		str_add(out, C_("rencontre", "past"));
		return;
	}
	days = (int)(first - today);
	str_addf(out, P_("tomorrow", "in %d days", days), days);
}

static void desk_heading(struct screen *s, struct str *out)
{
	const struct desk_state *d = desk_of(s);
	struct str when = STR_INIT, warning = STR_INIT;
	size_t room = CLOCK_COLS;

	desk_warning(s, &warning);
	if (warning.len)
		room += text_width(warning.buf) + 3;
	room = (size_t)term_cols() > room ? (size_t)term_cols() - room : 0;
	str_release(&warning);

	if (!d->event.id) {
		str_add(out, _("No rencontre"));
		return;
	}
	add_event_words(out, &d->event);
	add_when_fitting(&when, d, text_width(out->buf), room);
	if (text_width(out->buf) + text_width(when.buf) > room && text_width(when.buf) < room) {
		char *title = str_take(out);

		text_fit_mark(
			out, title, room - text_width(when.buf), term_glyph(GLYPH_ELLIPSIS));
		free(title);
	}
	str_add(out, when.buf);
	str_release(&when);
}

static void desk_aside(struct screen *s, struct str *out)
{
	struct desk_state *d = desk_of(s);

	d->minute = desk_minutes(d, app_now(s->app));
	civil_format_time(out, d->minute, i18n_lang());
}

static bool desk_typing(const struct screen *s)
{
	(void)s;
	return true;
}

static unsigned desk_reload(struct screen *s)
{
	struct desk_state *d = desk_of(s);

	desk_fees_clear(&d->fees);
	desk_count(d, false);
	desk_found_search(d, true);
	return SCREEN_REDRAW;
}

/* The clock's next minute, the next half-day, and what was put off while keys were coming. */
static unsigned desk_tick(struct screen *s)
{
	struct desk_state *d = desk_of(s);
	const cents_t owed = d->owed;
	bool differs = desk_minutes(d, app_now(s->app)) != d->minute;

	if (!d->warm) {
		d->warm = true;
		desk_found_warm(d);
	}
	if (!*input_get(&d->field) && desk_follow_clock(d)) {
		desk_count(d, true);
		differs = true;
	}
	if (d->owed_stale) {
		desk_count(d, true);
		differs = differs || d->owed != owed;
	}
	/* Only when idle: it must not come between two keys. */
	if (d->place_stale && !*input_get(&d->field)) {
		d->place_stale = false;
		differs = desk_place_read(d) || differs;
	}
	return differs ? SCREEN_REDRAW : SCREEN_HANDLED;
}

static unsigned desk_show(struct screen *s, int64_t id)
{
	struct err err = ERR_INIT;

	if (!desk_open_event(desk_of(s), id, &err))
		app_error(s->app, &err);
	return SCREEN_REDRAW;
}

/* A form was closed: money came in, or somebody new. */
static unsigned desk_resumed(struct screen *s, int64_t result)
{
	struct desk_state *d = desk_of(s);

	if (result) {
		desk_fees_clear(&d->fees);
		desk_count(d, true);
		desk_tell_again(d);
		desk_collected_by_form(d, result);
	}
	return SCREEN_REDRAW;
}

/* --- keys --- */

/* The field holds another text: what was offered for the last one no longer stands; a plain
 * success stays in sight. */
static unsigned retyped(struct desk_state *d)
{
	if (!d->notice.answer || d->notice.outcome != OUTCOME_PRESENT)
		desk_notice_clear(&d->notice);
	d->notice.scanned = false;
	desk_found_later(d);
	return SCREEN_REDRAW;
}

static void desk_settle(struct screen *s)
{
	desk_found_now(desk_of(s));
}

/* No name begins with these two: help and commands stay within reach. */
static bool desk_plain(const struct screen *s, unsigned key)
{
	const struct desk_state *d = (const struct desk_state *)s;

	return (key == '?' || key == ':') && !*input_get(&d->field);
}

static unsigned desk_text(struct screen *s, const struct term_event *ev)
{
	struct desk_state *d = desk_of(s);

	desk_scan_typed(d, ev);
	return input_type(&d->field, ev) ? retyped(d) : SCREEN_HANDLED;
}

static unsigned clear(struct desk_state *d)
{
	if (desk_place_told(d)) {
		desk_place_decline(d);
		return SCREEN_REDRAW;
	}
	if (!*input_get(&d->field) && !d->notice.text.len)
		return 0;
	input_set(&d->field, "");
	desk_scan_reset(d);
	desk_found_clear(&d->found);
	desk_notice_clear(&d->notice);
	return SCREEN_REDRAW;
}

static unsigned move(struct desk_state *d, int by)
{
	if (!*input_get(&d->field))
		return SCREEN_HANDLED;
	desk_found_move(&d->found, by);
	if (d->notice.offer != OFFER_NOTHING)
		desk_notice_clear(&d->notice);
	return SCREEN_REDRAW;
}

static unsigned toggle_bell(struct desk_state *d)
{
	d->silent = !d->silent;
	app_message(d->screen.app, THEME_MESSAGE, "%s",
		d->silent ? _("The bell is off") : _("The bell is on"));
	if (!d->silent)
		app_ring(d->screen.app, 1);
	return SCREEN_REDRAW;
}

static unsigned desk_action(struct screen *s, enum action a)
{
	struct desk_state *d = desk_of(s);
	bool changed = false;

	switch ((int)a) {
	case ACTION_DESK_CHECKIN:
		return desk_enter(d);
	case ACTION_DESK_UNDO:
		return desk_undo(d);
	case ACTION_DESK_REPLACE:
		return desk_replace(d);
	case ACTION_DESK_GROUP:
		return desk_group(d);
	case ACTION_DESK_OUT:
		return desk_leave(d);
	case ACTION_DESK_WALKIN:
		return desk_walkin_open(d, input_get(&d->field), 0) ? SCREEN_REDRAW
								    : SCREEN_HANDLED;
	case ACTION_DESK_COLLECT:
		return desk_collect(d);
	case ACTION_DESK_LIST:
		return roster_open(s->app, d->event.id, d->session) ? SCREEN_REDRAW : SCREEN_HANDLED;
	case ACTION_EVENT_MINUTES:
		minutes_open(s->app, d->event.id);
		return SCREEN_REDRAW;
	case ACTION_DESK_SITUATION:
		return desk_situation_open(d) ? SCREEN_REDRAW : SCREEN_HANDLED;
	case ACTION_DESK_SESSION:
		return desk_choose_session(d);
	case ACTION_DESK_EVENT:
		return desk_choose_event(d);
	case ACTION_DESK_PRINT:
		signin_print_write(s->app, &d->event, 0);
		return SCREEN_REDRAW;
	case ACTION_DESK_BELL:
		return toggle_bell(d);
	case ACTION_DESK_CLEAR:
		return clear(d);
	case ACTION_DESK_NEXT:
		return move(d, 1);
	case ACTION_DESK_PREV:
		return move(d, -1);
	default:
		break;
	}
	if (!input_action(&d->field, a, &changed))
		return 0;
	desk_scan_reset(d);
	return changed ? retyped(d) : SCREEN_REDRAW;
}

static unsigned desk_mouse(struct screen *s, const struct term_event *ev)
{
	struct desk_state *d = desk_of(s);
	int row, col, i;

	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)
		return move(d, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
	if (!*input_get(&d->field) || !area_holds(d->list, ev->row, ev->col, &row, &col))
		return 0;
	i = desk_row_at(d, row);
	if (i < 0)
		return SCREEN_HANDLED;
	d->found.selected = i;
	d->found.chosen = true;
	return ev->mouse == MOUSE_DOUBLE ? desk_enter(d) : SCREEN_REDRAW;
}

/* Only what makes sense of what is typed and told: the rest is in `?`. */
static bool desk_shows(const struct screen *s, enum action a)
{
	const struct desk_state *d = (const struct desk_state *)s;

	if (desk_next_has(&d->notice, a)) /* with words of its own */
		return false;
	switch ((int)a) {
	case ACTION_DESK_EVENT:
	case ACTION_DESK_PRINT: /* not in front of somebody: Esc is */
		return !*input_get(&d->field);
	case ACTION_DESK_UNDO:
		return desk_undoable(d);
	case ACTION_DESK_GROUP:
		return desk_announcer(d) != 0;
	case ACTION_DESK_REPLACE:
		return desk_replaceable(d) != NULL;
	case ACTION_DESK_COLLECT:
		return d->payer_owes;
	case ACTION_EVENT_MINUTES:
		return d->event.id ? NULL : _("No rencontre is open");
	case ACTION_DESK_OUT:
		return desk_leaver(d) != 0;
	case ACTION_DESK_SESSION:
		return d->session_count > 1;
	case ACTION_DESK_CLEAR:
		return *input_get(&d->field) || d->notice.text.len > 0;
	default:
		return true;
	}
}

static const char *desk_disabled(const struct screen *s, enum action a)
{
	const struct desk_state *d = (const struct desk_state *)s;

	switch ((int)a) {
	case ACTION_DESK_CHECKIN:
	case ACTION_DESK_UNDO:
	case ACTION_DESK_WALKIN:
	case ACTION_DESK_PRINT:
	case ACTION_DESK_LIST:
	case ACTION_DESK_SITUATION:
		if (!d->event.id)
			return _("No rencontre is open");
		return d->session ? NULL : _("No half-day is open here");
	case ACTION_DESK_OUT:
		return desk_leaver(d) ? NULL : _("Choose who leaves first");
	case ACTION_DESK_REPLACE:
		return desk_replaceable(d) ? NULL
					   : _("Choose first who is replaced: registered, not here");
	case ACTION_DESK_GROUP:
		return desk_announcer(d) ? NULL : _("Nobody else was announced with this person");
	case ACTION_DESK_SESSION:
		return d->session_count > 1 ? NULL : _("There is no other half-day");
	case ACTION_DESK_COLLECT:
		return desk_payer(d).registration ? NULL : _("Choose who pays first");
	default:
		return NULL;
	}
}

const struct screen_ops desk_screen = {
	.name = "desk",
	.title = N_("Check-in"),
	.contexts = CONTEXT_DESK | CONTEXT_EDIT,
	.size = sizeof(struct desk_state),
	.tick_ms = 1000,
	.init = desk_init,
	.release = desk_release,
	.typing = desk_typing,
	.plain = desk_plain,
	.heading = desk_heading,
	.warning = desk_warning,
	.shows = desk_shows,
	.aside = desk_aside,
	.draw = desk_draw,
	.action = desk_action,
	.text = desk_text,
	.settle = desk_settle,
	.scan = desk_scan,
	.mouse = desk_mouse,
	.disabled = desk_disabled,
	.reload = desk_reload,
	.tick = desk_tick,
	.show = desk_show,
	.resumed = desk_resumed,
};
