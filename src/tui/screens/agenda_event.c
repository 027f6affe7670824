/* The record of one event: what it is above, who is registered below. */
#include <stdlib.h>
#include <string.h>

#include "etape/counters.h"
#include "etape/i18n.h"
#include "etape/mailbox.h"
#include "etape/registration.h"
#include "etape/room.h"
#include "etape/session.h"
#include "tui/screens/agenda.h"
#include "tui/screens/roster.h"
#include "tui/screens/screens.h"
#include "tui/widgets/overlay.h"

struct event_record {
	struct screen s;
	int64_t id;
	struct event_row *event;		/* owned */
	struct session *sessions;		/* owned */
	size_t session_count;
	struct counters counters;
	struct registration_row **people;	/* owned, and each of them */
	size_t count;
	size_t room;
	struct list_array array;
	struct list list;
	struct room_capacity limits;
	char *cites;				/* how many of each cité, in words, owned */
	struct enrolment enrolment;		/* what is done to registrations */
};

/* --- the registered --- */

static const struct field event_fields[] = {
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 20, .weight = 2 },
	{ .key = "function", .heading = N_("Function"), .kind = FIELD_TEXT, .min = 10, .weight = 1, .priority = 4 },
	{ .key = "structure", .heading = N_("Structure"), .kind = FIELD_TEXT, .min = 14, .weight = 2, .priority = 2 },
	{ .key = "cite", .heading = N_("Cité"), .kind = FIELD_TEXT, .min = 10, .weight = 1, .priority = 3 },
	{ .key = "sessions", .heading = N_("Sessions"), .kind = FIELD_LIST, .min = 8, .priority = 5 },
	{ .key = "status", .heading = N_("Status"), .kind = FIELD_TEXT, .min = 11, .weight = 1, .priority = 1 },
	{ .key = "code", .heading = N_("Code"), .kind = FIELD_TEXT, .min = 6, .priority = 6 },
};

static struct value event_value(const void *data, size_t i)
{
	const struct registration_row *r = *(const struct registration_row *const *)data;

	switch (i) {
	case 0: return value_text(r->name);
	case 1: return value_text(r->function);
	case 2: return value_text(r->structure);
	case 3: return value_text(r->cite);
	case 4: return value_list(r->sessions);
	case 5: return value_text(*r->present ? _("present") : vocabulary_label(&registration_statuses, (int)r->status));
	default: return value_text(r->code);
	}
}

static const struct record_type event_people_type = {
	.name = "event_people",
	.fields = event_fields,
	.count = sizeof event_fields / sizeof *event_fields,
	.get = event_value,
};

static int64_t event_registration_id(const void *data)
{
	return (*(const struct registration_row *const *)data)->id;
}

static struct list_sign event_person_sign(const void *data)
{
	const struct registration_row *r = *(const struct registration_row *const *)data;

	if (*r->present)
		return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL };
	switch (r->status) {
	case REGISTRATION_REGISTERED: return (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_NORMAL };
	case REGISTRATION_WAITING: return (struct list_sign){ GLYPH_WAITING, THEME_WARNING, THEME_NORMAL };
	case REGISTRATION_CANCELLED:
	case REGISTRATION_DECLINED: return (struct list_sign){ GLYPH_CROSS, THEME_DIM, THEME_DIM };
	case REGISTRATION_INVITED: return (struct list_sign){ GLYPH_DOT, THEME_DIM, THEME_DIM };
	}
	return (struct list_sign){ GLYPH_NONE, THEME_NORMAL, THEME_NORMAL };
}

/* --- reading --- */

static void event_forget(struct event_record *r)
{
	for (size_t i = 0; i < r->count; i++)
		free(r->people[i]);
	r->count = 0;
	free(r->event);
	r->event = NULL;
	session_free_list(&r->sessions, r->session_count);
	r->session_count = 0;
	room_capacity_release(&r->limits);
	free(r->cites);
	r->cites = NULL;
}

static bool event_take_row(void *arg, const struct event_row *row)
{
	struct event_record *r = arg;

	r->event = event_row_dup(row);
	return false;
}

static bool event_take_person(void *arg, const struct registration_row *row)
{
	struct event_record *r = arg;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		r->people = xrealloc(r->people, r->room * sizeof *r->people);
	}
	r->people[r->count++] = registration_row_dup(row);
	return true;
}

static bool event_take_cite(void *arg, const struct counters_cite *c)
{
	struct str *out = arg;

	if (!c->expected && !c->waiting)
		return true;
	str_addf(out, "%s%s %lld", out->len ? ", " : "", *c->name ? c->name : _("no cité"),
		(long long)c->expected);
	if (c->waiting)
		str_addf(out, _(" (+%lld waiting)"), (long long)c->waiting);
	return true;
}

static bool event_read_cites(struct event_record *r, struct err *err)
{
	struct str out = STR_INIT;
	bool ok = counters_by_cite(r->s.app->db, r->id, 0, event_take_cite, &out, err);

	r->cites = str_take(&out);
	return ok;
}

static bool event_read(struct event_record *r, struct err *err)
{
	struct event_filter one = EVENT_FILTER_ALL;
	struct registration_filter people = REGISTRATION_FILTER_ALL;
	struct db *db = r->s.app->db;
	bool ok;

	event_forget(r);
	one.id = r->id;
	people.event = r->id;
	ok = event_list(db, &one, event_take_row, r, err);
	if (ok && !r->event)
		ok = err_set(err, ERR_NOT_FOUND, _("this rencontre is no longer there"));
	ok = ok && session_list(db, r->id, &r->sessions, &r->session_count, err) &&
	     counters_get(db, r->id, 0, &r->counters, err) &&
	     room_capacity_get(db, r->id, &r->limits, err) && event_read_cites(r, err) &&
	     registration_list(db, &people, event_take_person, r, err);
	list_array_set(&r->array, r->people, r->count);
	list_reload(&r->list);
	return ok;
}

static bool event_record_init(struct screen *s, const void *arg, struct err *err)
{
	struct event_record *r = (struct event_record *)s;

	list_array_init(&r->array, &event_people_type, sizeof *r->people, event_registration_id, event_person_sign);
	list_init(&r->list, &r->array.model);
	if (arg)
		r->id = *(const int64_t *)arg;
	enrolment_init(&r->enrolment, s, r->id);
	return event_read(r, err);
}

static void event_record_release(struct screen *s)
{
	struct event_record *r = (struct event_record *)s;

	list_release(&r->list);
	list_array_release(&r->array);
	event_forget(r);
	enrolment_release(&r->enrolment);
	free(r->people);
}

/* --- drawing --- */

enum { EVENT_LABEL_COLS = 14 };

static int event_draw_line(struct area a, int row, const char *label, const char *text)
{
	if (!*text || row >= a.rows)
		return row;
	area_put(a, row, 1, THEME_LABEL, label);
	return area_wrap(area_sub(a, row, EVENT_LABEL_COLS, a.rows - row, a.cols - EVENT_LABEL_COLS - 1), 0,
		       THEME_NORMAL, text) + row;
}

static void event_add_place(const struct event_row *e, struct str *out)
{
	const char *const parts[] = { e->place, e->address, e->town };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		/* The address of a real place often ends with its town. */
		if (!*parts[i] || (i == 2 && strstr(out->buf, parts[i])))
			continue;
		str_addf(out, out->len ? ", %s" : "%s", parts[i]);
	}
	if (e->format != ANY) {
		str_addf(out, out->len ? " (%s)" : "%s", vocabulary_label(&event_formats, e->format));
	}
}

static void event_add_sessions(const struct event_record *r, struct str *out)
{
	for (size_t i = 0; i < r->session_count; i++) {
		const struct session *s = &r->sessions[i];

		str_add(out, i ? ", " : "");
		str_addf(out, "%d ", s->no);
		session_words(out, s, r->event->last_day > r->event->first_day);
		str_addc(out, ' ');
		civil_format_time(out, s->starts, i18n_lang());
		str_add(out, "–");
		civil_format_time(out, s->ends % 1440, i18n_lang());
		if (s->capacity >= 0)
			str_addf(out, P_(" (%lld place)", " (%lld places)", s->capacity),
				(long long)s->capacity);
	}
	if (!r->session_count)
		str_add(out, _("none: the day is not known"));
}

static void event_add_counts(const struct event_record *r, struct str *out)
{
	const struct event_row *e = r->event;

	str_addf(out, P_("%lld registered", "%lld registered", e->registered), (long long)e->registered);
	if (e->capacity >= 0)
		str_addf(out, P_(" for %lld place", " for %lld places", e->capacity),
			(long long)e->capacity);
	if (r->limits.cite >= 0)
		str_addf(out, _(", at most %lld of one cité"), (long long)r->limits.cite);
	str_addf(out, P_(", %lld present", ", %lld present", e->present), (long long)e->present);
	if (e->waiting)
		str_addf(out, P_(", %lld waiting", ", %lld waiting", e->waiting), (long long)e->waiting);
	if (r->counters.cancelled)
		str_addf(out, P_(", %lld cancelled", ", %lld cancelled", r->counters.cancelled),
			(long long)r->counters.cancelled);
	if (r->counters.walk_ins)
		str_addf(out, P_(", %lld on the spot", ", %lld on the spot", r->counters.walk_ins),
			(long long)r->counters.walk_ins);
}

static int event_draw_facts(const struct event_record *r, struct area a)
{
	const struct event_row *e = r->event;
	struct str text = STR_INIT;
	int row = 0;

	civil_format_span(&text, e->start, e->end, e->precision, i18n_lang());
	row = event_draw_line(a, row, _("Date"), text.buf);
	row = event_draw_line(a, row, _("Theme"), e->theme);
	str_reset(&text);
	event_add_place(e, &text);
	row = event_draw_line(a, row, _("Place"), text.buf);
	row = event_draw_line(a, row, _("Host"), e->host_name);
	row = event_draw_line(a, row, _("Cycle"), e->cycle);
	str_reset(&text);
	event_add_sessions(r, &text);
	row = event_draw_line(a, row, _("Sessions"), text.buf);
	str_reset(&text);
	event_add_counts(r, &text);
	row = event_draw_line(a, row, _("People"), text.buf);
	if (r->cites && *r->cites && row < a.rows) {
		area_put(a, row, 1, THEME_LABEL, _("Cités"));
		area_fit(a, row++, EVENT_LABEL_COLS, a.cols - EVENT_LABEL_COLS - 1, THEME_NORMAL, r->cites);
	}
	str_release(&text);
	return row;
}

static void event_record_draw(struct screen *s, struct area area)
{
	struct event_record *r = (struct event_record *)s;
	int most = area.rows > 14 ? area.rows / 2 + 1 : area.rows - 5;
	int row;

	if (!r->event)
		return;
	row = event_draw_facts(r, area_sub(area, 0, 0, most, area.cols));
	row = row > most ? most : row;
	area_rule(area, row, THEME_OUTLINE);
	list_draw(&r->list, area_sub(area, row + 1, 0, area.rows - row - 1, area.cols), true,
		_("Nobody is registered; n registers somebody"));
}

static void event_record_heading(struct screen *s, struct str *out)
{
	const struct event_record *r = (const struct event_record *)s;

	if (!r->event)
		return;
	str_addf(out, "%s %s %s", vocabulary_label(&event_kinds, (int)r->event->kind), term_glyph(GLYPH_DOT),
		r->event->title);
}

static void event_record_aside(struct screen *s, struct str *out)
{
	const struct event_record *r = (const struct event_record *)s;

	if (r->event)
		str_add(out, vocabulary_label(&event_statuses, (int)r->event->status));
}

static void event_record_status(struct screen *s, struct str *out)
{
	const struct event_record *r = (const struct event_record *)s;

	if (r->event)
		str_add(out, r->event->code);
}

/* --- doing --- */

static unsigned event_copy(struct event_record *r)
{
	const int64_t *ids;
	size_t n = list_targets(&r->list, &ids), found = 0;
	struct str out = STR_INIT, what = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		const struct registration_row *const *row = list_array_row(&r->array, ids[i]);

		if (!row || !*(*row)->email)
			continue;
		mailbox_add(&out, (*row)->name, (*row)->email);
		found++;
	}
	str_addf(&what, P_("%zu address", "%zu addresses", found), found);
	if (found)
		app_copy(r->s.app, out.buf, what.buf);
	else
		app_message(r->s.app, THEME_WARNING, _("No e-mail is known here"));
	str_release(&out);
	str_release(&what);
	return SCREEN_REDRAW;
}

static unsigned event_record_action(struct screen *s, enum action action)
{
	struct event_record *r = (struct event_record *)s;
	const struct registration_row *const *row;

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
	case ACTION_LIST_EDIT: agenda_form_open(s->app, r->id, CIVIL_NONE); return SCREEN_REDRAW;
	case ACTION_LIST_COPY: return event_copy(r);
	case ACTION_LIST_OPEN:
		row = list_array_row(&r->array, list_selected(&r->list));
		if (row)
			app_push(s->app, &person_screen, &(*row)->person_id);
		return SCREEN_REDRAW;
	default:
		return list_action(&r->list, action);
	}
}

static unsigned event_record_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&((struct event_record *)s)->list, ev);
}

static unsigned event_record_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	unsigned did = list_mouse(&((struct event_record *)s)->list, ev, &then);

	return then != ACTION_NONE ? did | event_record_action(s, then) : did;
}

static unsigned event_record_now(const struct screen *s)
{
	const struct event_record *r = (const struct event_record *)s;

	if (list_typing(&r->list))
		return list_contexts(&r->list);
	return CONTEXT_EVENT | CONTEXT_RECORD | list_contexts(&r->list);
}

static bool event_record_typing(const struct screen *s)
{
	return list_typing(&((const struct event_record *)s)->list);
}

static const char *event_record_disabled(const struct screen *s, enum action action)
{
	const struct event_record *r = (const struct event_record *)s;

	if (action == ACTION_LIST_EXPORT || action == ACTION_LIST_PRINT || action == ACTION_RECORD_MANDATE ||
		action == ACTION_RECORD_STRUCTURE || action == ACTION_RECORD_CONFIRM ||
		action == ACTION_RECORD_ERASE || action == ACTION_RECORD_KNOWN || action == ACTION_RECORD_END || action == ACTION_RECORD_NOTE ||
		action == ACTION_RECORD_NEXT || action == ACTION_RECORD_PREV)
		return "";
	if ((action == ACTION_EVENT_CANCEL || action == ACTION_LIST_COPY || action == ACTION_LIST_OPEN) &&
		r->array.shown == 0)
		return _("nobody is selected");
	if ((action == ACTION_EVENT_REGISTER || action == ACTION_EVENT_DESK) && r->session_count == 0)
		return _("its day is not known yet: give it a date first (e)");
	return NULL;
}

static unsigned event_record_reload(struct screen *s)
{
	struct err err = ERR_INIT;

	if (!event_read((struct event_record *)s, &err)) {
		app_error(s->app, &err);
		return SCREEN_POP;
	}
	return SCREEN_REDRAW;
}

const struct screen_ops event_screen = {
	.name = "event",
	.contexts = CONTEXT_EVENT | CONTEXT_RECORD | CONTEXT_LIST,
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
};
