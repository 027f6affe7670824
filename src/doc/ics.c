/* The rencontres as iCalendar (RFC 5545). */
#include <inttypes.h>
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc.h"
#include "etape/cite.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/session.h"

#define ZONES 16 /* the most zones of one calendar */

struct calendar {
	struct db *db;		 /* borrowed */
	icalcomponent *top;	 /* owned: VCALENDAR */
	icalcomponent **vevents; /* gathered: zones come first; owned, the components are not */
	size_t vevent_count;
	char *zones[ZONES]; /* IANA names written already, owned */
	size_t zone_count;
	int64_t *events; /* ids in order of day, owned */
	size_t event_count;
};

/* When an event is on the calendar. */
struct span {
	bool timed; /* else whole days */
	day_t first;
	int starts; /* minutes after midnight, when timed */
	day_t last; /* included */
	int ends;
};

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

static bool keep_id(void *arg, const struct event_row *row)
{
	struct calendar *cal = arg;

	cal->events = xrealloc(cal->events, (cal->event_count + 1) * sizeof(*cal->events));
	cal->events[cal->event_count++] = row->id;
	return true;
}

/* Adds the rules of a zone once, under its IANA name. False when the system does not know it.
 */
static bool add_zone(struct calendar *cal, const char *name)
{
	icaltimezone *zone;
	icalcomponent *rules;
	icalproperty *tzid;

	for (size_t i = 0; i < cal->zone_count; i++) {
		if (strcmp(cal->zones[i], name) == 0)
			return true;
	}
	zone = cal->zone_count < ZONES ? icaltimezone_get_builtin_timezone(name) : NULL;
	rules = zone != NULL ? icaltimezone_get_component(zone) : NULL;
	if (rules == NULL)
		return false;
	rules = icalcomponent_new_clone(rules);
	tzid = icalcomponent_get_first_property(rules, ICAL_TZID_PROPERTY);
	if (tzid != NULL)
		icalproperty_set_tzid(tzid, name);
	icalcomponent_add_component(cal->top, rules);
	cal->zones[cal->zone_count++] = xstrdup(name);
	return true;
}

static struct icaltimetype date_of(day_t day)
{
	struct civil c = civil_from_day(day);
	struct icaltimetype t = icaltime_null_date();

	t.year = c.year;
	t.month = c.month;
	t.day = c.day;
	return t;
}

static struct icaltimetype moment_of(day_t day, int minutes)
{
	struct icaltimetype t = date_of(day);

	t.is_date = 0;
	t.hour = minutes / 60;
	t.minute = minutes % 60;
	t.second = 0;
	return t;
}

static struct icaltimetype utc_of(instant_t at)
{
	day_t day;
	int minutes, seconds;
	struct icaltimetype t;

	civil_from_instant(at, "UTC", &day, &minutes, &seconds);
	t = moment_of(day, minutes);
	t.second = seconds;
	t.zone = icaltimezone_get_utc_timezone();
	return t;
}

/* A wall-clock time in its zone, in UTC where the zone's rules are not at hand. */
static icalproperty *timed(
	struct calendar *cal, icalproperty_kind kind, day_t day, int minutes, const char *zone)
{
	icalproperty *p = icalproperty_new(kind);
	enum civil_gap gap;
	instant_t at;

	day += minutes / 1440;
	minutes %= 1440;
	if (add_zone(cal, zone)) {
		icalproperty_set_value(p, icalvalue_new_datetime(moment_of(day, minutes)));
		icalproperty_set_parameter(p, icalparameter_new_tzid(zone));
	} else if (civil_to_instant(day, minutes, zone, &at, &gap)) {
		icalproperty_set_value(p, icalvalue_new_datetime(utc_of(at)));
	}
	return p;
}

static icalproperty *dated(icalproperty_kind kind, day_t day)
{
	icalproperty *p = icalproperty_new(kind);

	icalproperty_set_value(p, icalvalue_new_date(date_of(day)));
	icalproperty_set_parameter(p, icalparameter_new_value(ICAL_VALUE_DATE));
	return p;
}

/* The end of a timed event: its own, else its last session's, else an hour later. */
static bool find_span(
	struct calendar *cal, const struct event *e, struct span *s, struct err *err)
{
	struct session *sessions = NULL;
	size_t count = 0;

	*s = (struct span){
		.first = e->first_day, .last = e->last_day, .starts = -1, .ends = -1
	};
	if (e->precision != PRECISION_DAY || !is_set(e->starts) || strlen(e->starts) <= 10)
		return true;
	s->timed = civil_parse_local(e->starts, &s->first, &s->starts) && s->starts >= 0;
	s->last = s->first;
	if (is_set(e->ends))
		civil_parse_local(e->ends, &s->last, &s->ends);
	if (s->timed && s->ends < 0) {
		if (!session_list(cal->db, e->id, &sessions, &count, err))
			return false;
		if (count > 0) {
			s->last = sessions[count - 1].day;
			s->ends = sessions[count - 1].ends;
		} else {
			s->ends = s->starts + 60;
		}
		session_free_list(&sessions, count);
	}
	return true;
}

static void add_when(struct calendar *cal, icalcomponent *vevent, const struct event *e,
	const struct span *s)
{
	const char *zone = is_set(e->zone) ? e->zone : CIVIL_ZONE;

	if (s->timed) {
		icalcomponent_add_property(
			vevent, timed(cal, ICAL_DTSTART_PROPERTY, s->first, s->starts, zone));
		icalcomponent_add_property(
			vevent, timed(cal, ICAL_DTEND_PROPERTY, s->last, s->ends, zone));
		return;
	}
	icalcomponent_add_property(vevent, dated(ICAL_DTSTART_PROPERTY, s->first));
	icalcomponent_add_property(vevent, dated(ICAL_DTEND_PROPERTY, s->last + 1));
}

/* "Title"; "[février 2020] Title" when the day is not known; "[postponed] Title". */
static void add_summary(icalcomponent *vevent, const struct event *e)
{
	struct str text = STR_INIT;

	if (e->precision != PRECISION_DAY) {
		str_addc(&text, '[');
		civil_format_span(&text, e->starts, e->ends, e->precision, i18n_lang());
		str_addf(&text, "%s] ", _(", day not known"));
	}
	if (e->status == EVENT_POSTPONED || e->status == EVENT_CANCELLED ||
		e->status == EVENT_DRAFT)
		str_addf(&text, "[%s] ", vocabulary_label(&event_statuses, (int)e->status));
	str_add(&text, e->title);
	icalcomponent_add_property(vevent, icalproperty_new_summary(text.buf));
	str_release(&text);
}

static icalproperty_status status_of(const struct event *e)
{
	if (e->status == EVENT_CANCELLED || e->status == EVENT_POSTPONED)
		return ICAL_STATUS_CANCELLED;
	if (e->status == EVENT_DRAFT || e->precision != PRECISION_DAY)
		return ICAL_STATUS_TENTATIVE;
	/* Announced and past, without a word that it was held. */
	if (e->status == EVENT_ANNOUNCED && e->last_day < civil_today(e->zone))
		return ICAL_STATUS_TENTATIVE;
	return ICAL_STATUS_CONFIRMED;
}

static void add_part(struct str *out, const char *separator, const char *text)
{
	if (!is_set(text))
		return;
	str_addf(out, "%s%s", out->len > 0 ? separator : "", text);
}

static void add_words(icalcomponent *vevent, const struct event *e)
{
	struct str where = STR_INIT, what = STR_INIT;

	add_part(&where, ", ", e->place);
	add_part(&where, ", ", e->address);
	add_part(&where, ", ", e->town);
	if (where.len > 0)
		icalcomponent_add_property(vevent, icalproperty_new_location(where.buf));
	add_part(&what, "\n", e->theme);
	add_part(&what, "\n", e->speakers);
	add_part(&what, "\n", vocabulary_label(&event_statuses, (int)e->status));
	icalcomponent_add_property(vevent, icalproperty_new_description(what.buf));
	icalcomponent_add_property(vevent,
		icalproperty_new_categories(vocabulary_label(&event_kinds, (int)e->kind)));
	str_release(&where);
	str_release(&what);
}

/* The host cité's position: of its town, the best that is known. */
static bool add_geo(
	struct calendar *cal, icalcomponent *vevent, const struct event *e, struct err *err)
{
	struct icalgeotype geo;
	struct cite c;
	bool ok;

	if (e->cite == 0)
		return true;
	cite_init(&c);
	ok = cite_get(cal->db, e->cite, &c, err);
	geo.lat = c.lat / 100000.0;
	geo.lon = c.lon / 100000.0;
	if (ok)
		icalcomponent_add_property(vevent, icalproperty_new_geo(geo));
	cite_release(&c);
	return ok;
}

static bool add_event(struct calendar *cal, const struct event *e, struct err *err)
{
	icalcomponent *vevent = icalcomponent_new_vevent();
	struct str uid = STR_INIT;
	struct span span;
	bool ok = find_span(cal, e, &span, err);

	str_addf(&uid, "etape-event-%" PRId64, e->id);
	icalcomponent_add_property(vevent, icalproperty_new_uid(uid.buf));
	icalcomponent_add_property(vevent, icalproperty_new_dtstamp(utc_of(civil_now())));
	icalcomponent_add_property(vevent, icalproperty_new_sequence((int)id_seconds(e->rev)));
	if (ok)
		add_when(cal, vevent, e, &span);
	add_summary(vevent, e);
	icalcomponent_add_property(vevent, icalproperty_new_status(status_of(e)));
	add_words(vevent, e);
	if (e->precision != PRECISION_DAY || status_of(e) == ICAL_STATUS_CANCELLED)
		icalcomponent_add_property(
			vevent, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	ok = ok && add_geo(cal, vevent, e, err);
	cal->vevents = xrealloc(cal->vevents, (cal->vevent_count + 1) * sizeof(*cal->vevents));
	cal->vevents[cal->vevent_count++] = vevent;
	str_release(&uid);
	return ok;
}

static bool fill(struct calendar *cal, const char *event, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	bool ok = event == NULL || event_resolve(cal->db, event, &filter.id, err);

	ok = ok && event_list(cal->db, &filter, keep_id, cal, err);
	for (size_t i = 0; i < cal->event_count && ok; i++) {
		struct event e;

		event_init(&e);
		ok = event_get(cal->db, cal->events[i], &e, err) && add_event(cal, &e, err);
		event_release(&e);
	}
	return ok;
}

static bool write_ics(struct db *db, const char *event, struct output *out, struct err *err)
{
	struct calendar cal = { .db = db, .top = icalcomponent_new(ICAL_VCALENDAR_COMPONENT) };
	char *text;
	bool ok;

	icalcomponent_add_property(cal.top, icalproperty_new_version("2.0"));
	icalcomponent_add_property(
		cal.top, icalproperty_new_prodid("-//etape//etape " ETAPE_VERSION "//FR"));
	icalcomponent_add_property(cal.top, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	ok = fill(&cal, event, err);
	for (size_t i = 0; i < cal.vevent_count; i++)
		icalcomponent_add_component(cal.top, cal.vevents[i]);
	free(cal.vevents);
	if (ok) {
		text = icalcomponent_as_ical_string_r(cal.top);
		output_write(out, text, strlen(text));
		icalmemory_free_buffer(text);
	}
	icalcomponent_free(cal.top);
	for (size_t i = 0; i < cal.zone_count; i++)
		free(cal.zones[i]);
	free(cal.events);
	return ok;
}

const struct document document_ics = {
	.name = "ics",
	.help = N_("the rencontres as iCalendar"),
	.write = write_ics,
};
