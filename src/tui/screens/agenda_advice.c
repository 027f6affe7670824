/* What is worth knowing of a rencontre while its form is filled in: nothing of it forbids. */
#include <stdlib.h>
#include <string.h>

#include "etape/counters.h"
#include "etape/holidays.h"
#include "etape/i18n.h"
#include "etape/reference.h"
#include "tui/screens/agenda.h"
#include "tui/widgets/form.h"

struct agenda_advice {
	const struct form *form;
	const struct event *event;
	day_t day;
	char *same_day;		/* title of another event that day, owned */
	char *hosted;		/* when this cité hosted or will host another étape, owned */
};

static bool agenda_meet(void *arg, const struct event_row *row)
{
	struct agenda_advice *a = arg;
	struct str when = STR_INIT;

	if (row->id == a->event->id || row->status == EVENT_CANCELLED || row->status == EVENT_POSTPONED)
		return true;
	if (!a->same_day && row->precision == PRECISION_DAY && row->first_day <= a->day && row->last_day >= a->day)
		a->same_day = xstrdup(row->title);
	if (!a->hosted && row->kind == EVENT_ETAPE && row->cite_id && row->cite_id == form_id(a->form, "cite")) {
		civil_format_span(&when, row->start, row->end, row->precision, i18n_lang());
		a->hosted = str_take(&when);
	}
	return true;
}

static bool agenda_zone_b(void *arg, const struct school_holiday *h)
{
	if (h->zone == 'B')
		*(char **)arg = xstrdup(h->name);
	return h->zone != 'B';
}

static void agenda_join(struct str *out, const char *text)
{
	if (out->len)
		str_add(out, _("; "));
	str_add(out, text);
}

/* Zone B is Amiens' and Lille's, so Hauts-de-France's; elsewhere all zones stand in the agenda. */
static void agenda_advise_day(struct app *app, day_t day, struct str *out)
{
	const char *holiday = holiday_name(day, NULL);
	char *school = NULL;

	if (holiday)
		agenda_join(out, holiday);
	else if (civil_weekday(day) >= 6)
		agenda_join(out, civil_weekday_name(civil_weekday(day), i18n_lang()));
	reference_school_holidays(app->db, day, day, agenda_zone_b, &school, NULL);
	if (school) {
		agenda_join(out, school);
		str_add(out, _(" (zone B)"));
	}
	free(school);
}

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
	agenda_join(out, "");
	str_addf(out, gap == CIVIL_SKIPPED ? _("%s does not exist that day: the clock goes forward over it") :
		_("%s comes twice that day: the clock goes back; the first is meant"), time.buf);
	str_release(&time);
}

/* Fewer places than people who come already. */
static void agenda_advise_capacity(struct app *app, const struct event *e, int64_t capacity, struct str *out)
{
	struct counters now;

	if (!e->id || capacity < 0 || !counters_get(app->db, e->id, 0, &now, NULL) || now.expected <= capacity)
		return;
	agenda_join(out, "");
	str_addf(out, P_("%lld person is registered already: nobody is taken off",
			      "%lld people are registered already: nobody is taken off", now.expected),
		(long long)now.expected);
}

static int agenda_minutes(const struct form *f, const char *name)
{
	int minutes = -1;

	if (*form_get(f, name))
		civil_parse_time(form_get(f, name), &minutes, NULL);
	return minutes;
}

void agenda_advise(struct form *f, const struct event *e, struct str *out)
{
	struct agenda_advice a = { .form = f, .event = e, .day = form_day(f, "start") };
	struct event_filter near = EVENT_FILTER_ALL, hosted = EVENT_FILTER_ALL;
	struct app *app = form_app(f);

	if (a.day == CIVIL_NONE)
		return;
	if (str_eq(form_get(f, "precision"), "day")) {
		agenda_advise_day(app, a.day, out);
		near.first = near.last = a.day;
		event_list(app->db, &near, agenda_meet, &a, NULL);
		agenda_advise_clock(a.day, agenda_minutes(f, "from"), e->zone, out);
		agenda_advise_clock(form_day(f, "end") == CIVIL_NONE ? a.day : form_day(f, "end"),
			agenda_minutes(f, "until"), e->zone, out);
	}
	if (a.same_day) {
		agenda_join(out, "");
		str_addf(out, _("same day as '%s'"), a.same_day);
	}
	hosted.kind = EVENT_ETAPE;
	hosted.cite = form_id(f, "cite");
	if (hosted.cite && str_eq(form_get(f, "kind"), "etape"))
		event_list(app->db, &hosted, agenda_meet, &a, NULL);
	if (a.hosted && str_eq(form_get(f, "kind"), "etape")) {
		agenda_join(out, "");
		str_addf(out, _("this cité already has an étape: %s"), a.hosted);
	}
	agenda_advise_capacity(app, e, form_number(f, "capacity"), out);
	free(a.same_day);
	free(a.hosted);
}
