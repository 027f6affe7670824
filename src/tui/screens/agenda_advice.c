/* What is worth knowing of a rencontre while its form is filled in: nothing of it forbids. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/counters.h"
#include "etape/event_obstacles.h"
#include "etape/i18n.h"
#include "etape/tariff.h"
#include "tui/screens/agenda.h"
#include "tui/screens/hours.h"
#include "tui/widgets/form.h"

/* --- the clock --- */

/* A time that the clock skips there is said with the day. */
void agenda_advise_clock(day_t day, int minutes, const char *zone, struct str *out)
{
	enum civil_gap gap = CIVIL_UNIQUE;
	struct str time = STR_INIT;
	instant_t at;

	if (day == CIVIL_NONE || minutes < 0 ||
		!civil_to_instant(day + minutes / 1440, minutes % 1440, zone && *zone ? zone : CIVIL_ZONE, &at, &gap) ||
		gap == CIVIL_UNIQUE)
		return;
	civil_format_time(&time, minutes % 1440, i18n_lang());
	event_obstacle(out, "");
	str_addf(out, gap == CIVIL_SKIPPED ? _("%s does not exist that day: the clock goes forward over it") :
		_("%s comes twice that day: the clock goes back; the first is meant"), time.buf);
	str_release(&time);
}

/* The clock of the form: as typed, else the host's. */
static const char *clock_of(const struct form *f, const struct cite *host)
{
	if (*form_get(f, "zone"))
		return form_get(f, "zone");
	return host->departement ? departement_clock(host->departement) : CIVIL_ZONE;
}

/* --- the host's turn --- */

struct turn {
	int64_t id;	/* of the rencontre itself */
	int64_t cycle;	/* a new Tour begins anew; 0: any */
	char *when;	/* the étape that it hosts already, owned */
};

static bool take_turn(void *arg, const struct event_row *row)
{
	struct turn *t = arg;
	struct str when = STR_INIT;

	if (row->id == t->id || row->status == EVENT_CANCELLED || row->status == EVENT_POSTPONED ||
		(t->cycle && row->cycle_id && row->cycle_id != t->cycle))
		return true;
	civil_format_span(&when, row->start, row->end, row->precision, i18n_lang());
	t->when = str_take(&when);
	return false;
}

static void advise_turn(const struct form *f, const struct event *e, struct str *out)
{
	struct event_filter hosted = EVENT_FILTER_ALL;
	struct turn t = { .id = e->id, .cycle = agenda_cycle_id(f) };

	hosted.cite = form_id(f, "cite");
	hosted.kind = EVENT_ETAPE;
	hosted.plain = true;
	if (!hosted.cite || !str_eq(form_get(f, "kind"), "etape"))
		return;
	event_list(form_app(f)->db, &hosted, take_turn, &t, NULL);
	if (t.when) {
		event_obstacle(out, "");
		str_addf(out, _("this cité already has an étape: %s"), t.when);
	}
	free(t.when);
}

/* --- places --- */

/* Fewer places than people who come already. */
static void advise_capacity(struct app *app, const struct event *e, int64_t capacity, struct str *out)
{
	struct counters now;

	if (!e->id || capacity < 0 || !counters_get(app->db, e->id, 0, &now, NULL) || now.expected <= capacity)
		return;
	event_obstacle(out, "");
	str_addf(out, P_("%lld person is registered already: nobody is taken off",
			      "%lld people are registered already: nobody is taken off", now.expected),
		(long long)now.expected);
}

struct crowd {
	int64_t limit;
	char *name;	/* of the first cité that has more, owned */
	int64_t count;
};

static bool take_crowd(void *arg, const struct counters_cite *c)
{
	struct crowd *crowd = arg;

	if (!c->cite || c->expected <= crowd->limit)
		return true;
	crowd->name = xstrdup(c->name);
	crowd->count = c->expected;
	return false;
}

void agenda_advise_cite_capacity(struct app *app, int64_t event, int64_t limit, struct str *out)
{
	struct crowd crowd = { .limit = limit };

	if (!event || limit < 0)
		return;
	counters_by_cite(app->db, event, 0, take_crowd, &crowd, NULL);
	if (crowd.name) {
		event_obstacle(out, "");
		str_addf(out, _("%s has %lld registered already: nobody is taken off"), crowd.name,
			(long long)crowd.count);
	}
	free(crowd.name);
}

/* --- the tariff --- */

/* What a rencontre costs may have been told: how many amounts another tariff changes is said before it is
 * saved. */
static void advise_tariff(struct form *f, const struct event *e, struct str *out)
{
	const int64_t tariff = form_id(f, "tariff");
	struct tariff_reprice r;
	int64_t named = 0;

	if (!e->id || !tariff_of_event(form_app(f)->db, e->id, &named, NULL) || named == tariff ||
		!tariff_reprice(form_app(f)->db, e->id, tariff, &r, NULL) || !r.people)
		return;
	event_obstacle(out, "");
	tariff_reprice_words(&r, out);
}

/* --- all --- */

/* What only a date known by its day can meet. */
static void advise_days(const struct form *f, const struct event *e, const struct cite *host, struct str *out)
{
	const day_t end = form_day(f, "end");
	struct event_days d = { .id = e->id, .first = form_day(f, "start"), .departement = host->departement };
	struct str unknown = STR_INIT;

	if (d.first == CIVIL_NONE || !str_eq(form_get(f, "precision"), "day"))
		return;
	d.last = end == CIVIL_NONE || end < d.first ? d.first : end;
	agenda_advise_clock(d.first, hours_of(f, "from"), clock_of(f, host), out);
	agenda_advise_clock(d.last, hours_of(f, "until"), clock_of(f, host), out);
	event_obstacles(form_app(f)->db, &d, out);
	event_school_unknown(form_app(f)->db, &d, &unknown);
	if (unknown.len)
		event_obstacle(out, unknown.buf);
	str_release(&unknown);
}

void agenda_advise(struct form *f, const struct event *e, struct str *out)
{
	struct cite host;

	cite_init(&host);
	if (form_id(f, "cite"))
		cite_get(form_app(f)->db, form_id(f, "cite"), &host, NULL);
	advise_turn(f, e, out);
	if (*form_get(f, "cycle") && !agenda_cycle_id(f))
		event_obstacle(out, _("a new cycle"));
	advise_capacity(form_app(f), e, form_number(f, "capacity"), out);
	agenda_advise_cite_capacity(form_app(f), e->id, form_number(f, "cite_capacity"), out);
	advise_days(f, e, &host, out);
	advise_tariff(f, e, out);
	cite_release(&host);
}
