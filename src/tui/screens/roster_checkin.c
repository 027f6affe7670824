/* Keying in a sheet of paper: many at once, as one change. */
#include <stdlib.h>
#include <string.h>

#include "etape/checkin.h"
#include "tui/screens/roster.h"
#include "tui/widgets/form.h"

/* --- doing --- */

struct many {
	struct roster_state *r;
	enum checkin_kind kind;
	int64_t *ids; /* registrations, owned */
	size_t count;
	size_t already;
};

static const char *zone_of(const struct roster_state *r)
{
	return r->event.zone && *r->event.zone ? r->event.zone : CIVIL_ZONE;
}

static bool take_answer(void *arg, const struct checkin_answer *a)
{
	struct many *m = arg;

	if (a->result == CHECKIN_ALREADY)
		m->already++;
	else if (a->result != CHECKIN_OK && a->result != CHECKIN_UNDONE) {
		checkin_say(&m->r->refused, a, zone_of(m->r));
		str_addc(&m->r->refused, '\n');
	}
	return true;
}

static void say_done(const struct many *m, size_t done)
{
	struct app *app = m->r->screen.app;
	struct str text = STR_INIT;

	switch (m->kind) {
	case CHECKIN_IN:
		str_addf(&text, P_("%zu person checked in; u to undo",
					"%zu people checked in; u to undo", done), done);
		break;
	case CHECKIN_OUT:
		str_addf(&text, P_("%zu person checked out; u to undo",
					"%zu people checked out; u to undo", done), done);
		break;
	case CHECKIN_UNDO:
		str_addf(&text, P_("%zu check-in taken back", "%zu check-ins taken back", done), done);
		break;
	}
	if (m->already)
		str_addf(&text, P_(" (%zu was present already)", " (%zu were present already)", m->already),
			m->already);
	app_message(app, done ? THEME_MESSAGE : THEME_WARNING, "%s", text.buf);
	str_release(&text);
}

static bool do_many(struct many *m, int session, instant_t at, const char *reason, struct err *err)
{
	struct roster_state *r = m->r;
	const struct checkin_query q = { .event = r->event.id,
		.session = session,
		.via = VIA_PAPER,
		.at = at,
		.reason = reason };
	size_t done = 0;

	str_reset(&r->refused);
	m->already = 0;
	if (!checkin_many(r->screen.app->db, &q, m->kind, m->ids, m->count, take_answer, m, &done, err))
		return false;
	list_unmark(&r->list);
	say_done(m, done);
	return true;
}

void roster_show_refused(struct roster_state *r)
{
	if (!r->refused.len)
		return;
	page_open(r->screen.app, _("Not checked in"), r->refused.buf);
	str_reset(&r->refused);
}

/* --- asking for the half-day and the hour, or for the reason --- */

enum { FIELD_SESSION, FIELD_TIME, FIELD_REASON, FIELDS };

/* The form's own: its fields depend on the rencontre and on what is done. */
struct asking {
	struct many many;
	struct form_spec spec;
	struct form_field fields[FIELDS];
	struct form_choice *choices; /* half-days; owned, their texts, too */
	size_t choice_count;
};

static void asking_release(void *ctx)
{
	struct asking *a = ctx;

	free(a->many.ids);
	names_free_choices(a->choices, a->choice_count);
	free(a);
}

static const struct session *session_of(const struct roster_state *r, int no)
{
	for (size_t i = 0; i < r->session_count; i++)
		if (r->sessions[i].no == no)
			return &r->sessions[i];
	return NULL;
}

/* Told afterwards: at the hour given, else when the half-day began (ended, for who left). One
 * that is still to come: now, 0. */
static bool read_time(struct form *f, const struct roster_state *r, enum checkin_kind kind, int no,
	instant_t *at, struct err *err)
{
	const struct session *s = session_of(r, no);
	const char *typed = form_get(f, "time");
	int minutes;

	if (!s)
		return err_set(err, ERR_INVALID, _("choose a half-day"));
	minutes = kind == CHECKIN_OUT ? s->ends : s->starts;
	if (*typed && !civil_parse_time(typed, &minutes, err))
		return false;
	/* Past midnight of a half-day that lasts till then. */
	if (*typed && minutes < s->ends - 1440)
		minutes += 1440;
	if (!civil_to_instant(s->day + minutes / 1440, minutes % 1440, zone_of(r), at, NULL))
		return err_set(
			err, ERR_INVALID, _("the time zone '%s' is not known"), zone_of(r));
	if (!*typed && *at > app_now(r->screen.app))
		*at = 0;
	return true;
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct asking *a = form_ctx(f);
	struct roster_state *r = a->many.r;
	const bool undo = a->many.kind == CHECKIN_UNDO;
	int session = r->session;
	instant_t at = 0;

	*result = 1;
	if (a->many.kind == CHECKIN_IN)
		session = (int)strtol(form_get(f, "session"), NULL, 10);
	if (!undo && !read_time(f, r, a->many.kind, session, &at, err))
		return FORM_REFUSED;
	return do_many(&a->many, session, at, undo ? form_get(f, "reason") : NULL, err)
		       ? FORM_SAVED
		       : FORM_REFUSED;
}

static void add_fields(struct asking *a)
{
	const struct form_field session = { .name = "session", .label = N_("Half-day"),
		.kind = FORM_CHOICE, .required = true, .choices = a->choices,
		.choice_count = a->choice_count };
	const struct form_field time = { .name = "time", .label = N_("Time"), .kind = FORM_TIME,
		.hint = a->many.kind == CHECKIN_OUT ? N_("empty: when the half-day ends")
						    : N_("empty: when the half-day begins") };
	const struct form_field reason = { .name = "reason", .label = N_("Reason"),
		.required = true, .hint = N_("why the check-in does not stand; it is kept with it"),
		.max = 200 };
	size_t n = 0;

	if (a->many.kind == CHECKIN_IN)
		a->fields[n++] = session;
	a->fields[n++] = a->many.kind == CHECKIN_UNDO ? reason : time;
	a->spec = (struct form_spec){ .name = "paper", .title = N_("From a paper sheet"),
		.fields = a->fields, .count = n, .save = save, .release = asking_release };
}

static void add_title(struct str *out, const struct many *m)
{
	const struct roster_row *one = m->count == 1 ? roster_row(m->r, m->ids[0]) : NULL;
	const char *what = m->kind == CHECKIN_IN    ? _("Check in from paper")
			   : m->kind == CHECKIN_OUT ? _("Check out")
						    : _("Take the check-in back");

	if (one)
		str_addf(out, _("%s: %s"), what, one->reg->name);
	else
		str_addf(out, P_("%s: %zu person", "%s: %zu people", m->count), what, m->count);
}

static unsigned ask(struct many *m)
{
	struct asking *a = xcalloc(1, sizeof *a);
	struct str title = STR_INIT, session = STR_INIT;
	bool opened;

	a->many = *m;
	a->choices = names_session_choices(m->r->sessions, m->r->session_count);
	a->choice_count = m->r->session_count;
	add_fields(a);
	add_title(&title, m);
	str_addf(&session, "%d", m->r->session);
	const struct form_value values[] = {
		{ .name = m->kind == CHECKIN_IN ? "session" : NULL, .text = session.buf },
		{ .name = NULL },
	};
	opened = form_open(m->r->screen.app, &a->spec, "", title.buf, values, a);
	str_release(&title);
	str_release(&session);
	return opened ? SCREEN_REDRAW : SCREEN_HANDLED;
}

/* --- keys --- */

/* The marked, else the selected, of those to whom it can be done. */
static struct many targets(struct roster_state *r, enum checkin_kind kind)
{
	const int64_t *ids;
	const size_t n = list_targets(&r->list, &ids);
	struct many m = { .r = r, .kind = kind, .ids = xcalloc(n + 1, sizeof *m.ids) };

	for (size_t i = 0; i < n; i++) {
		const struct roster_row *row = roster_row(r, ids[i]);

		if (!row || (kind == CHECKIN_OUT && row->is != ROSTER_PRESENT) ||
			(kind == CHECKIN_UNDO && !row->in_at))
			continue;
		m.ids[m.count++] = ids[i];
	}
	return m;
}

/* Within the half-day now is the hour; told afterwards it has to be asked for. */
static bool happens_now(const struct roster_state *r)
{
	const struct session *s = session_of(r, r->session);
	day_t day;
	int minutes;

	if (!s || !civil_from_instant(app_now(r->screen.app), zone_of(r), &day, &minutes, NULL))
		return false;
	minutes += (int)(day - s->day) * 1440;
	return minutes >= s->starts - 90 && minutes < s->ends;
}

static unsigned at_once(struct many *m)
{
	struct err err = ERR_INIT;
	const bool ok = do_many(m, m->r->session, 0, NULL, &err);

	if (!ok)
		app_error(m->r->screen.app, &err);
	else
		roster_show_refused(m->r);
	free(m->ids);
	return ok ? SCREEN_RELOAD | SCREEN_REDRAW : SCREEN_REDRAW;
}

static unsigned nobody(struct many *m)
{
	app_message(m->r->screen.app, THEME_WARNING, "%s",
		m->kind == CHECKIN_IN ? _("Nobody is selected") : _("Nobody of these is present"));
	free(m->ids);
	return SCREEN_REDRAW;
}

unsigned roster_check_in(struct roster_state *r)
{
	struct many m = targets(r, CHECKIN_IN);

	if (!m.count)
		return nobody(&m);
	return happens_now(r) ? at_once(&m) : ask(&m);
}

unsigned roster_check_out(struct roster_state *r)
{
	struct many m = targets(r, CHECKIN_OUT);

	if (!m.count)
		return nobody(&m);
	return happens_now(r) ? at_once(&m) : ask(&m);
}

unsigned roster_undo(struct roster_state *r)
{
	struct many m = targets(r, CHECKIN_UNDO);

	return m.count ? ask(&m) : nobody(&m);
}
