/* Which rencontre and which half-day the desk is about. */
#include "tui/screens/desk.h"

#include "tui/screens/choose.h"
#include "tui/screens/screens.h"
#include "tui/widgets/overlay.h"

static const char *zone_of(const struct desk_state *d)
{
	return d->event.zone && *d->event.zone ? d->event.zone : CIVIL_ZONE;
}

int desk_minutes(const struct desk_state *d, instant_t at)
{
	day_t day;
	int minutes;

	return civil_from_instant(at, zone_of(d), &day, &minutes, NULL) ? minutes : 0;
}

day_t desk_today(const struct desk_state *d)
{
	return civil_today(zone_of(d));
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

/* Whether somebody more would find room. */
static bool count_room(struct desk_state *d, struct err *err)
{
	return room_for(d->screen.app->db, d->event.id, 0, 0, d->session ? &d->session : NULL,
		d->session != 0, &d->room, err);
}

void desk_count(struct desk_state *d, bool owed)
{
	struct db *db = d->screen.app->db;
	struct err err = ERR_INIT;
	bool ok = true;

	d->missing_stale = true;
	d->place_stale = true;
	d->owed_stale = !owed;
	if (!d->event.id)
		return;
	ok = counters_get(db, d->event.id, d->session, &d->counters, &err) && count_room(d, &err);
	if (ok && owed)
		ok = counters_owed(db, d->event.id, &d->owed, &err);
	if (!ok)
		app_error(d->screen.app, &err);
}

bool desk_follow_clock(struct desk_state *d)
{
	struct session now;
	const int before = d->session, clock = d->clock_session;

	if (!d->session_count)
		return false;
	session_init(&now);
	if (session_current(d->screen.app->db, d->event.id, app_now(d->screen.app), &now, NULL))
		d->clock_session = now.no;
	session_release(&now);
	if (!d->session_chosen)
		d->session = d->clock_session;
	return d->session != before || d->clock_session != clock;
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
	d->clock_session = 0;
	desk_done_release(d);
	d->place = (struct desk_place){ .registration = 0 };
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
	d->session_chosen = no != d->clock_session; /* back to it: the clock leads again */
	desk_count(d, false);
	desk_found_search(d, true);
	desk_session_words(&words, d, no);
	desk_notice_clear(&d->notice);
	str_addf(&d->notice.text, _("Checking in for: %s"), words.buf);
	str_release(&words);
}

struct desk_state *desk_below(const struct app *app)
{
	struct screen *s = app_top(app);

	while (s->ops != &desk_screen)
		s = app_below(s);
	return desk_of(s);
}

static bool find_session(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	const struct desk_state *d = desk_below(app);

	(void)err;
	choose_add_sessions(d->sessions, d->session_count, d->session, typed, limit, add, arg);
	return true;
}

static void session_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	(void)kind;
	set_session(ctx, (int)id);
	app_redraw(app);
}

/* Of two half-days the other one; of more, a list. */
unsigned desk_choose_session(struct desk_state *d)
{
	if (d->session_count == 2) {
		set_session(d, d->sessions[d->session == d->sessions[0].no].no);
		return SCREEN_REDRAW;
	}
	d->choice = (struct finder_spec){
		.title = N_("Which half-day?"),
		.find = find_session,
		.at_once = true,
		.chosen = session_chosen,
		.ctx = d,
	};
	return finder_open(d->screen.app, &d->choice, NULL) ? SCREEN_REDRAW : SCREEN_HANDLED;
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
