/* Which rencontre and which half-day the desk is about. */
#include "tui/screens/desk.h"

#include "tui/screens/choose.h"
#include "tui/widgets/overlay.h"

int desk_minutes(const struct desk_state *d, instant_t at)
{
	const char *zone = d->event.zone && *d->event.zone ? d->event.zone : CIVIL_ZONE;
	day_t day;
	int minutes;

	return civil_from_instant(at, zone, &day, &minutes, NULL) ? minutes : 0;
}

const struct session *desk_session(const struct desk_state *d, int no)
{
	for (size_t i = 0; i < d->session_count; i++)
		if (d->sessions[i].no == no)
			return &d->sessions[i];
	return NULL;
}

void desk_session_words(struct str *out, const struct desk_state *d, int no)
{
	const struct session *s = desk_session(d, no);

	if (s)
		session_words(out, s, d->event.first_day != d->event.last_day);
}

void desk_count(struct desk_state *d, bool owed)
{
	struct db *db = d->screen.app->db;
	struct err err = ERR_INIT;
	bool ok = true;

	d->missing_stale = true;
	d->owed_stale = !owed;
	if (!d->event.id)
		return;
	ok = counters_get(db, d->event.id, d->session, &d->counters, &err);
	if (ok && owed)
		ok = counters_owed(db, d->event.id, &d->owed, &err);
	if (!ok)
		app_error(d->screen.app, &err);
}

bool desk_follow_clock(struct desk_state *d)
{
	struct session now;
	const int before = d->session;

	if (d->session_chosen || !d->session_count)
		return false;
	session_init(&now);
	if (session_current(d->screen.app->db, d->event.id, app_now(d->screen.app), &now, NULL))
		d->session = now.no;
	session_release(&now);
	return d->session != before;
}

void desk_forget_event(struct desk_state *d)
{
	desk_found_clear(&d->found);
	desk_fees_clear(&d->fees);
	desk_notice_clear(&d->notice);
	desk_aside_release(d);
	session_free_list(&d->sessions, d->session_count);
	d->session_count = 0;
	d->session = 0;
	d->session_chosen = false;
	d->done_count = 0;
	d->counters = (struct counters){ .expected = 0 };
	d->owed = 0;
}

bool desk_open_event(struct desk_state *d, int64_t id, struct err *err)
{
	struct db *db = d->screen.app->db;

	if (!id && !event_current(db, &id, err))
		return false;
	desk_forget_event(d);
	event_release(&d->event);
	event_init(&d->event);
	if (!id)
		return true;
	if (!event_get(db, id, &d->event, err) ||
		!session_list(db, id, &d->sessions, &d->session_count, err))
		return false;
	desk_follow_clock(d);
	desk_count(d, true);
	desk_found_search(d, false);
	return true;
}

static void set_session(struct desk_state *d, int no)
{
	struct str words = STR_INIT;

	d->session = no;
	d->session_chosen = true;
	desk_count(d, false);
	desk_found_search(d, true);
	desk_session_words(&words, d, no);
	desk_notice_clear(&d->notice);
	str_addf(&d->notice.text, _("Checking in for: %s"), words.buf);
	str_release(&words);
}

static unsigned session_answered(struct screen *below, int answer, void *ctx)
{
	struct desk_state *d = desk_of(below);

	(void)ctx;
	if (answer < 0 || (size_t)answer >= d->session_count)
		return SCREEN_HANDLED;
	set_session(d, d->sessions[answer].no);
	return SCREEN_REDRAW;
}

unsigned desk_choose_session(struct desk_state *d)
{
	struct question q = { .title = _("Which half-day?"), .answered = session_answered };
	struct str words[QUESTION_MAX];
	const size_t n =
		d->session_count < QUESTION_MAX - 1 ? d->session_count : QUESTION_MAX - 1;

	if (d->session_count == 2) {
		set_session(d, d->sessions[d->session == d->sessions[0].no].no);
		return SCREEN_REDRAW;
	}
	for (size_t i = 0; i < n; i++) {
		str_init(&words[i]);
		desk_session_words(&words[i], d, d->sessions[i].no);
		q.answers[i] = words[i].buf;
		if (d->sessions[i].no == d->session)
			q.preset = (int)i;
	}
	question_ask(&d->screen, &q);
	for (size_t i = 0; i < n; i++)
		str_release(&words[i]);
	return SCREEN_REDRAW;
}

static void event_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct err err = ERR_INIT;

	(void)kind;
	if (!desk_open_event(ctx, id, &err))
		app_error(app, &err);
	app_redraw(app);
}

unsigned desk_choose_event(struct desk_state *d)
{
	return choose_event(d->screen.app, &d->choice, event_chosen, d) ? SCREEN_REDRAW
									: SCREEN_HANDLED;
}
