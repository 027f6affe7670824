/* The list of a rencontre: everyone, what they are to the half-day, what was keyed in from paper. */
#include "tui/screens/roster.h"

#include <stdlib.h>

#include "etape/text.h"
#include "tui/screens/choose.h"
#include "tui/screens/contacts.h"
#include "tui/screens/screens.h"

#define ASIDE_COLS 16 /* of the title line: the order */

static struct roster_state *of(struct screen *s)
{
	return (struct roster_state *)s;
}

static const struct session *session_of(const struct roster_state *r)
{
	for (size_t i = 0; i < r->session_count; i++)
		if (r->sessions[i].no == r->session)
			return &r->sessions[i];
	return NULL;
}

/* --- the state --- */

static bool follow_clock(struct roster_state *r, struct err *err)
{
	struct session now;
	bool ok;

	if (r->session || !r->session_count)
		return true;
	session_init(&now);
	ok = session_current(
		r->screen.app->db, r->event.id, app_now(r->screen.app), &now, err);
	if (ok)
		r->session = now.no;
	session_release(&now);
	return ok;
}

static bool roster_init(struct screen *s, const void *arg, struct err *err)
{
	struct roster_state *r = of(s);
	const struct roster_arg *a = arg;
	int64_t event = a ? a->event : 0;

	event_init(&r->event);
	r->filter.is = ANY;
	r->session = a ? a->session : 0;
	roster_rows_init(r);
	if (!event && !event_current(s->app->db, &event, err))
		return false;
	enrolment_init(&r->enrolment, s, event);
	if (!event)
		return err_set(err, ERR_NOT_FOUND, _("there is no rencontre to list yet"));
	return event_get(s->app->db, event, &r->event, err) &&
	       session_list(s->app->db, event, &r->sessions, &r->session_count, err) &&
	       follow_clock(r, err) && roster_rows_read(r, err);
}

static void roster_release(struct screen *s)
{
	struct roster_state *r = of(s);

	roster_rows_release(r);
	enrolment_release(&r->enrolment);
	str_release(&r->refused);
	session_free_list(&r->sessions, r->session_count);
	event_release(&r->event);
}

bool roster_open(struct app *app, int64_t event, int session)
{
	return app_push(
		app, &roster_screen, &(struct roster_arg){ .event = event, .session = session });
}

static contexts_t roster_now(const struct screen *s)
{
	const struct list *l = &((const struct roster_state *)s)->list;

	/* While a filter is typed its own keys come first. */
	return list_typing(l) ? list_contexts(l) : CONTEXT_ROSTER | list_contexts(l);
}

static bool roster_typing(const struct screen *s)
{
	return list_typing(&((const struct roster_state *)s)->list);
}

/* --- the title line --- */

static void add_when(struct str *out, const struct roster_state *r)
{
	const struct session *now = session_of(r);

	str_add(out, " · ");
	if (!now) {
		civil_format_span(
			out, r->event.starts, r->event.ends, r->event.precision, i18n_lang());
		return;
	}
	civil_format_day(out, now->day, i18n_lang());
	str_add(out, " · ");
	session_words(out, now, false);
}

/* What is shown must be seen: in a narrow window the rencontre's name gives way. */
static void roster_heading(struct screen *s, struct str *out)
{
	struct roster_state *r = of(s);
	const size_t room = term_cols() > ASIDE_COLS ? (size_t)(term_cols() - ASIDE_COLS) : 1;
	struct str name = STR_INIT, rest = STR_INIT;
	size_t left;

	add_event_words(&name, &r->event);
	add_when(&rest, r);
	roster_filter_words(&r->filter, &rest);
	if (*list_filter(&r->list))
		str_addf(&rest, " · /%s", list_filter(&r->list));
	left = text_width(rest.buf) + 8 < room ? room - text_width(rest.buf) : 8;
	text_fit_mark(out, name.buf, left < text_width(name.buf) ? left : text_width(name.buf),
		term_glyph(GLYPH_ELLIPSIS));
	str_add(out, rest.buf);
	str_release(&name);
	str_release(&rest);
}

static void roster_aside(struct screen *s, struct str *out)
{
	list_say_order(&of(s)->list, out);
}

static void roster_status(struct screen *s, struct str *out)
{
	const struct roster_state *r = of(s);
	const int n = (int)r->array.shown;
	const int marked = (int)r->list.mark_count;

	/* Marks outlive a filter: how many there are must be seen before they are acted upon. */
	if (marked)
		str_addf(out, P_("%d marked · ", "%d marked · ", marked), marked);
	str_addf(out, P_("%d person", "%d people", n), n);
}

/* --- drawing --- */

static void add_count(struct str *out, const char *label, int64_t n)
{
	str_addf(out, "%s%s %lld", out->len ? " · " : "", label, (long long)n);
}

static void draw_counts(const struct roster_state *r, struct area a)
{
	const struct counters *c = &r->counters;
	struct str text = STR_INIT;

	add_count(&text, _("Expected"), c->expected);
	add_count(&text, _("Present"), c->present);
	add_count(&text, _("Missing"), (int64_t)r->missing);
	if (c->waiting)
		add_count(&text, _("Waiting"), c->waiting);
	if (c->cancelled)
		add_count(&text, _("Cancelled"), c->cancelled);
	if (c->walk_ins)
		add_count(&text, _("Walk-ins"), c->walk_ins);
	area_fit(a, 0, 1, a.cols - 1, THEME_LABEL, text.buf);
	str_release(&text);
}

static void roster_draw(struct screen *s, struct area area)
{
	struct roster_state *r = of(s);
	const int head = area.rows > 6 ? 1 : 0;

	if (head)
		draw_counts(r, area_sub(area, 0, 0, 1, area.cols));
	list_draw(&r->list, area_sub(area, head, 0, area.rows - head, area.cols), true,
		r->count ? _("Nobody here is such: f shows others, / another name")
			 : _("Nobody is registered; n registers somebody"));
}

/* --- keys --- */

static unsigned roster_reload(struct screen *s)
{
	struct roster_state *r = of(s);
	struct err err = ERR_INIT;

	if (!roster_rows_read(r, &err))
		app_error(s->app, &err);
	return SCREEN_REDRAW;
}

static unsigned set_session(struct roster_state *r, int no)
{
	r->session = no;
	return roster_reload(&r->screen);
}

static bool find_session(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	struct screen *s = app_top(app);
	const struct roster_state *r;

	(void)err;
	while (s->ops != &roster_screen)
		s = app_below(s);
	r = of(s);
	choose_add_sessions(r->sessions, r->session_count, r->session, typed, limit, add, arg);
	return true;
}

static void session_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	(void)kind;
	set_session(ctx, (int)id);
	app_redraw(app);
}

static unsigned choose_session(struct roster_state *r)
{
	if (r->session_count == 2)
		return set_session(r, r->sessions[r->session == r->sessions[0].no].no);
	r->choice = (struct finder_spec){
		.title = N_("Which half-day?"),
		.find = find_session,
		.at_once = true,
		.chosen = session_chosen,
		.ctx = r,
	};
	return finder_open(r->screen.app, &r->choice, NULL) ? SCREEN_REDRAW : SCREEN_HANDLED;
}

/* Marks all whom the same person announced, or whom the selected one announced herself. */
static unsigned mark_delegation(struct roster_state *r)
{
	const struct roster_row *row = roster_selected(r);
	const bool announced = row && row->reg->registered_by_id;
	int n = 0;

	for (size_t i = 0; row && i < r->array.shown; i++) {
		const struct roster_row *other = r->shown[r->array.order[i]];

		if (other->reg->registered_by_id !=
			(announced ? row->reg->registered_by_id : row->reg->person_id))
			continue;
		list_mark(&r->list, other->reg->id);
		n++;
	}
	if (row && !n)
		app_message(r->screen.app, THEME_WARNING, _("%s is of no delegation"),
			row->reg->name);
	else if (row)
		app_message(r->screen.app, THEME_MESSAGE,
			P_("%d person announced by %s is marked", "%d people announced by %s are marked", n),
			n, announced ? row->reg->registered_by : row->reg->name);
	return SCREEN_REDRAW;
}

static unsigned open_person(struct roster_state *r)
{
	const struct roster_row *row = roster_selected(r);

	if (!row)
		return SCREEN_HANDLED;
	return app_push(r->screen.app, &person_screen, &row->reg->person_id) ? SCREEN_REDRAW
									     : SCREEN_HANDLED;
}

static unsigned copy(struct roster_state *r)
{
	const int64_t *ids;
	const size_t n = list_targets(&r->list, &ids);
	int64_t *people = xcalloc(n + 1, sizeof *people);
	size_t count = 0;

	for (size_t i = 0; i < n; i++) {
		const struct roster_row *row = roster_row(r, ids[i]);

		if (row)
			people[count++] = row->reg->person_id;
	}
	contacts_copy(r->screen.app, people, count, false);
	free(people);
	return SCREEN_REDRAW;
}

static unsigned roster_action(struct screen *s, enum action a)
{
	struct roster_state *r = of(s);
	struct enrolment *e = &r->enrolment;
	const int64_t selected = list_selected(&r->list);

	if (list_typing(&r->list))
		return list_action(&r->list, a);
	switch ((int)a) {
	case ACTION_ROSTER_CHECKIN: return roster_check_in(r);
	case ACTION_ROSTER_OUT: return roster_check_out(r);
	case ACTION_ROSTER_UNDO: return roster_undo(r);
	case ACTION_ROSTER_REGISTER: return enrolment_register(e);
	case ACTION_ROSTER_EDIT: return enrolment_edit(e, selected);
	case ACTION_ROSTER_CANCEL: return enrolment_cancel(e, selected);
	case ACTION_ROSTER_PROMOTE: return enrolment_promote(e, selected);
	case ACTION_ROSTER_REINSTATE: return enrolment_reinstate(e, selected);
	case ACTION_ROSTER_REPLACE: return enrolment_substitute(e, selected);
	case ACTION_ROSTER_STORY: return roster_tell(r);
	case ACTION_ROSTER_DELEGATION: return mark_delegation(r);
	case ACTION_ROSTER_CAPACITY:
		return capacity_form_open(s->app, e) ? SCREEN_REDRAW : SCREEN_HANDLED;
	case ACTION_ROSTER_SHOW: return roster_choose_filter(r);
	case ACTION_ROSTER_SESSION: return choose_session(r);
	case ACTION_ROSTER_PRINT: return roster_print(r);
	case ACTION_LIST_EXPORT: return roster_export(r);
	case ACTION_LIST_COPY: return copy(r);
	case ACTION_LIST_OPEN: return open_person(r);
	default: return list_action(&r->list, a);
	}
}

static unsigned roster_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned roster_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	const unsigned did = list_mouse(&of(s)->list, ev, &then);

	return then != ACTION_NONE ? did | roster_action(s, then) : did;
}

static const char *roster_disabled(const struct screen *s, enum action a)
{
	const struct roster_state *r = (const struct roster_state *)s;

	switch ((int)a) {
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_PRINT:
		return ""; /* the list has its own */
	case ACTION_ROSTER_SESSION:
		return r->session_count > 1 ? NULL : _("There is no other half-day");
	case ACTION_ROSTER_CHECKIN:
	case ACTION_ROSTER_OUT:
	case ACTION_ROSTER_UNDO:
		if (!r->session)
			return _("No half-day is open here");
		break;
	case ACTION_ROSTER_REGISTER:
	case ACTION_ROSTER_PRINT:
		return r->session ? NULL : _("Its day is not known yet: give it a date first");
	case ACTION_ROSTER_EDIT:
	case ACTION_ROSTER_CANCEL:
	case ACTION_ROSTER_REINSTATE:
	case ACTION_ROSTER_REPLACE:
	case ACTION_ROSTER_DELEGATION:
	case ACTION_ROSTER_STORY:
	case ACTION_LIST_COPY:
	case ACTION_LIST_OPEN:
		break;
	default:
		return NULL;
	}
	return r->array.shown ? NULL : _("Nobody is selected");
}

/* A form has gone. */
static unsigned roster_resumed(struct screen *s, int64_t result)
{
	if (result)
		roster_show_refused(of(s));
	return SCREEN_REDRAW;
}

const struct screen_ops roster_screen = {
	.name = "roster",
	.contexts = CONTEXT_ROSTER | CONTEXT_LIST,
	.size = sizeof(struct roster_state),
	.init = roster_init,
	.release = roster_release,
	.now = roster_now,
	.typing = roster_typing,
	.heading = roster_heading,
	.aside = roster_aside,
	.status = roster_status,
	.draw = roster_draw,
	.action = roster_action,
	.text = roster_text,
	.mouse = roster_mouse,
	.disabled = roster_disabled,
	.reload = roster_reload,
	.resumed = roster_resumed,
};
