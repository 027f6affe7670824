/* The form of a session: a half-day, an evening, a whole day, at which people are counted present. */
#include <stdlib.h>

#include "etape/counters.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/session.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/hours.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

enum { FIELDS = 6, DAY_MINUTES = 24 * 60 };

struct editing {
	struct session session;
	struct event event;
	struct form_choice *parts; /* owned */
	struct form_field fields[FIELDS];
	struct form_spec spec;
};

static void editing_free(void *ctx)
{
	struct editing *e = ctx;

	session_release(&e->session);
	event_release(&e->event);
	free(e->parts);
	free(e);
}

static void collect(const struct form *f, struct session *s)
{
	int part = PART_DAY;

	vocabulary_parse(&session_parts, form_get(f, "part"), &part);
	s->part = (enum session_part)part;
	s->day = form_day(f, "day");
	s->starts = hours_of(f, "from");
	s->ends = hours_of(f, "until");
	if (s->ends < s->starts)
		s->ends += DAY_MINUTES;
	s->capacity = form_number(f, "capacity");
	free(s->title);
	s->title = xstrdup(form_get(f, "title"));
}

static enum form_result session_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct str words = STR_INIT;

	collect(f, &e->session);
	if (!session_save(form_app(f)->db, &e->session, err))
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = 1;
	session_words(&words, &e->session, true);
	app_message(form_app(f), THEME_MESSAGE, _("Session saved: %s; u to undo"), words.buf);
	str_release(&words);
	return FORM_SAVED;
}

/* --- its values ------------------------------------------------------------------------------ */

struct texts {
	struct str day, from, until, capacity;
};

static struct texts texts_of(const struct session *s)
{
	struct texts t = { STR_INIT, STR_INIT, STR_INIT, STR_INIT };

	civil_format_iso(&t.day, s->day);
	hours_add(&t.from, s->starts);
	hours_add(&t.until, s->ends);
	if (s->capacity >= 0)
		str_addf(&t.capacity, "%lld", (long long)s->capacity);
	return t;
}

static void texts_release(struct texts *t)
{
	str_release(&t->day);
	str_release(&t->from);
	str_release(&t->until);
	str_release(&t->capacity);
}

static bool session_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct session s;
	bool found;

	session_init(&s);
	found = session_by_id(form_app(f)->db, e->session.id, &s, err);
	if (found) {
		struct texts t = texts_of(&s);

		e->session.rev = s.rev;
		form_theirs(f, "day", t.day.buf, 0);
		form_theirs(f, "part", vocabulary_name(&session_parts, (int)s.part), 0);
		form_theirs(f, "from", t.from.buf, 0);
		form_theirs(f, "until", t.until.buf, 0);
		form_theirs(f, "title", s.title, 0);
		form_theirs(f, "capacity", t.capacity.buf, 0);
		texts_release(&t);
	}
	session_release(&s);
	return found;
}

static void session_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	const int64_t limit = form_number(f, "capacity");
	struct counters now;

	agenda_advise_clock(form_day(f, "day"), hours_of(f, "from"), e->event.zone, out);
	agenda_advise_clock(form_day(f, "day"), hours_of(f, "until"), e->event.zone, out);
	if (e->session.id && limit >= 0 &&
		counters_get(form_app(f)->db, e->event.id, e->session.no, &now, NULL) && now.expected > limit)
		str_addf(out, P_("%lld person is registered already: nobody is taken off",
				      "%lld people are registered already: nobody is taken off", now.expected),
			(long long)now.expected);
}

/* --- opening --------------------------------------------------------------------------------- */

/* What comes after the last one: the afternoon, the next morning, the evening. */
static void after_last(const struct editing *e, const struct session *last, struct session *s)
{
	static const struct {
		enum session_part part;
		int starts, ends;
	} usual[] = {
		{ PART_MORNING, 9 * 60, 12 * 60 + 30 },
		{ PART_AFTERNOON, 13 * 60 + 30, 17 * 60 },
		{ PART_EVENING, 18 * 60, 20 * 60 },
	};
	size_t i = 0;

	s->day = last ? last->day : e->event.first_day;
	if (last && last->part == PART_MORNING)
		i = 1;
	else if (last && last->day < e->event.last_day)
		s->day++;
	else if (last)
		i = 2;
	s->part = usual[i].part;
	s->starts = usual[i].starts;
	s->ends = usual[i].ends;
}

static bool begin_after_last(struct app *app, struct editing *e, struct err *err)
{
	struct session *list = NULL;
	size_t count = 0;

	if (!session_list(app->db, e->session.event, &list, &count, err))
		return false;
	after_last(e, count ? &list[count - 1] : NULL, &e->session);
	session_free_list(&list, count);
	return e->event.precision == PRECISION_DAY ||
	       err_set(err, ERR_REFUSED, _("its day is not known yet: give it a date first (e)"));
}

static void fill_spec(struct editing *e)
{
	const struct form_field fields[FIELDS] = {
		{ .name = "day", .label = N_("Day"), .kind = FORM_DATE, .required = true },
		{ .name = "part", .label = N_("Part of the day"), .kind = FORM_CHOICE },
		{ .name = "from", .label = N_("Begins"), .kind = FORM_TIME, .required = true,
			.hint = N_("by the clock there") },
		{ .name = "until", .label = N_("Ends"), .kind = FORM_TIME, .required = true,
			.hint = N_("earlier than the beginning: the next day") },
		{ .name = "title", .label = N_("Title"), .max = 120, .hint = N_("empty: the part of the day says it") },
		{ .name = "capacity", .label = N_("Capacity"), .kind = FORM_NUMBER, .hint = N_("empty: no limit") },
	};

	for (size_t i = 0; i < FIELDS; i++)
		e->fields[i] = fields[i];
	e->parts = names_choices(&session_parts);
	e->fields[1].choices = e->parts;
	e->fields[1].choice_count = session_parts.count;
	e->spec = (struct form_spec){ .name = "session", .title = N_("New session"), .fields = e->fields,
		.count = FIELDS, .save = session_form_save, .advise = session_form_advise,
		.theirs = session_form_theirs, .release = editing_free };
}

static void open_form(struct app *app, struct editing *e)
{
	const struct session *s = &e->session;
	struct texts t = texts_of(s);
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "day", t.day.buf, 0 },
		{ "part", vocabulary_name(&session_parts, (int)s->part), 0 },
		{ "from", t.from.buf, 0 },
		{ "until", t.until.buf, 0 },
		{ "title", s->title, 0 },
		{ "capacity", t.capacity.buf, 0 },
		{ NULL, NULL, 0 },
	};

	fill_spec(e);
	str_addf(&key, s->id ? "%lld" : "of-%lld", (long long)(s->id ? s->id : s->event));
	form_open(app, &e->spec, key.buf, s->id ? _("Session") : NULL, values, e);
	str_release(&key);
	texts_release(&t);
}

void session_form(struct app *app, int64_t id, int64_t event)
{
	struct editing *e = xcalloc(1, sizeof *e);
	struct err err = ERR_INIT;

	session_init(&e->session);
	event_init(&e->event);
	e->session.event = event;
	if ((!id || session_by_id(app->db, id, &e->session, &err)) &&
		event_get(app->db, e->session.event, &e->event, &err) &&
		(id || begin_after_last(app, e, &err))) {
		open_form(app, e);
		return;
	}
	app_error(app, &err);
	editing_free(e);
}

void session_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this session?"), session_delete);
}
