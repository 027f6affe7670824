/* The rencontres as iCalendar (RFC 5545). */
#include <inttypes.h>
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc.h"
#include "etape/cite.h"
#include "etape/cycle.h"
#include "etape/event_calendar.h"
#include "etape/i18n.h"
#include "exchange/ics_text.h"

#define ZONES 16 /* the most zones of one calendar */

struct calendar {
	struct db *db;	   /* borrowed */
	struct str zones;  /* the rules of the zones met */
	struct str events; /* the rest */
	char *names[ZONES]; /* IANA names written already, owned */
	bool known[ZONES];  /* whether the system has the rules */
	size_t zone_count;
	char *stamp;	 /* DTSTAMP of all, owned */
	int64_t *ids;	 /* of events in order of day, owned */
	size_t id_count;
};

/* The names of properties that stand at their place, ours or as they came. */
static const char *const placed[] = { "SUMMARY", "STATUS", "LOCATION", "DESCRIPTION", "CATEGORIES",
	"TRANSP", "GEO", "URL" };

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

/* Writes the rules of a zone once, under its IANA name. False when the system does not know it. */
static bool add_zone(struct calendar *cal, const char *name)
{
	icaltimezone *zone;
	icalcomponent *rules;
	icalproperty *tzid;
	char *text;

	for (size_t i = 0; i < cal->zone_count; i++) {
		if (strcmp(cal->names[i], name) == 0)
			return cal->known[i];
	}
	if (cal->zone_count == ZONES)
		return false;
	zone = icaltimezone_get_builtin_timezone(name);
	rules = zone != NULL ? icaltimezone_get_component(zone) : NULL;
	cal->names[cal->zone_count] = xstrdup(name);
	cal->known[cal->zone_count++] = rules != NULL;
	if (rules == NULL)
		return false;
	rules = icalcomponent_new_clone(rules);
	tzid = icalcomponent_get_first_property(rules, ICAL_TZID_PROPERTY);
	if (tzid != NULL)
		icalproperty_set_tzid(tzid, name);
	text = icalcomponent_as_ical_string_r(rules);
	str_add(&cal->zones, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(rules);
	return true;
}

static void add_date(struct str *out, day_t day)
{
	const struct civil c = civil_from_day(day);

	str_addf(out, "%04d%02d%02d", c.year, c.month, c.day);
}

static void add_utc(struct str *out, instant_t at)
{
	day_t day;
	int minutes, seconds;

	civil_from_instant(at, "UTC", &day, &minutes, &seconds);
	add_date(out, day);
	str_addf(out, "T%02d%02d%02dZ", minutes / 60, minutes % 60, seconds);
}

/* A wall-clock time in its zone, in UTC where the zone's rules are not at hand. */
static void add_timed(
	struct calendar *cal, const char *name, day_t day, int minutes, const char *zone)
{
	struct str head = STR_INIT, value = STR_INIT;
	enum civil_gap gap;
	instant_t at;

	str_add(&head, name);
	day += minutes / 1440;
	minutes %= 1440;
	if (add_zone(cal, zone)) {
		str_addf(&head, ";TZID=%s", zone);
		add_date(&value, day);
		str_addf(&value, "T%02d%02d00", minutes / 60, minutes % 60);
	} else if (civil_to_instant(day, minutes, zone, &at, &gap)) {
		add_utc(&value, at);
	}
	ics_line(&cal->events, head.buf, value.buf);
	str_release(&head);
	str_release(&value);
}

static void add_dated(struct calendar *cal, const char *head, day_t day)
{
	struct str value = STR_INIT;

	add_date(&value, day);
	ics_line(&cal->events, head, value.buf);
	str_release(&value);
}

static bool add_when(struct calendar *cal, const struct event *e, struct err *err)
{
	const char *zone = is_set(e->zone) ? e->zone : CIVIL_ZONE;
	struct event_span s;

	if (!event_span(cal->db, e, &s, err))
		return false;
	if (s.timed) {
		add_timed(cal, "DTSTART", s.first, s.starts, zone);
		add_timed(cal, "DTEND", s.last, s.ends, zone);
		return true;
	}
	add_dated(cal, "DTSTART;VALUE=DATE", s.first);
	add_dated(cal, "DTEND;VALUE=DATE", s.last + 1);
	return true;
}

static void add_text(struct calendar *cal, const char *name, const char *text)
{
	struct str value = STR_INIT;

	if (is_set(text)) {
		ics_escape(&value, text);
		ics_line(&cal->events, name, value.buf);
	}
	str_release(&value);
}

/* The line as it came, if one came. */
static bool add_foreign(struct calendar *cal, const struct event *e, const char *name)
{
	size_t n;
	const char *line = ics_foreign(e->foreign_lines, name, &n);

	if (line != NULL)
		ics_raw_line(&cal->events, line, n);
	return line != NULL;
}

/* As it came where that says the same as what became of it. */
static void add_status(struct calendar *cal, const struct event *e)
{
	const char *status = ics_status(e);
	size_t n;
	const char *line = ics_foreign(e->foreign_lines, "STATUS", &n);

	if (line != NULL && strcmp(status, "CONFIRMED") == 0)
		ics_raw_line(&cal->events, line, n);
	else if (!ics_is_foreign(e) || strcmp(status, "CONFIRMED") != 0)
		ics_line(&cal->events, "STATUS", status);
	if (ics_transparent(e))
		ics_line(&cal->events, "TRANSP", "TRANSPARENT");
	else
		add_foreign(cal, e, "TRANSP");
}

static bool add_words(struct calendar *cal, const struct event *e, struct err *err)
{
	struct str text = STR_INIT;
	bool ok;

	ics_summary(&text, e);
	add_text(cal, "SUMMARY", text.buf);
	add_status(cal, e);
	str_reset(&text);
	ics_location(&text, e);
	add_text(cal, "LOCATION", text.buf);
	str_reset(&text);
	ok = ics_description(cal->db, &text, e, err);
	add_text(cal, "DESCRIPTION", text.buf);
	str_reset(&text);
	ics_categories(&text, e);
	if (!add_foreign(cal, e, "CATEGORIES"))
		add_text(cal, "CATEGORIES", text.buf);
	str_release(&text);
	return ok;
}

static void add_degrees(struct str *out, int32_t at)
{
	const int64_t size = at < 0 ? -(int64_t)at : at;

	str_addf(out, "%s%" PRId64 ".%05" PRId64, at < 0 ? "-" : "", size / 100000, size % 100000);
}

/* The host cité's position: of its town, the best that is known. */
static bool add_host(struct calendar *cal, const struct event *e, struct str *host, struct err *err)
{
	struct str geo = STR_INIT;
	struct cite c;
	bool ok;

	if (e->cite == 0) {
		add_foreign(cal, e, "GEO");
		return true;
	}
	cite_init(&c);
	ok = cite_get(cal->db, e->cite, &c, err);
	if (ok) {
		add_degrees(&geo, c.lat);
		str_addc(&geo, ';');
		add_degrees(&geo, c.lon);
		ics_line(&cal->events, "GEO", geo.buf);
		str_add(host, c.code);
	}
	str_release(&geo);
	cite_release(&c);
	return ok;
}

static void add_number(struct calendar *cal, const char *name, int64_t n)
{
	struct str value = STR_INIT;

	str_addf(&value, "%" PRId64, n);
	ics_line(&cal->events, name, value.buf);
	str_release(&value);
}

static bool add_cycle(struct calendar *cal, const struct event *e, struct err *err)
{
	struct cycle y;
	bool ok;

	if (e->cycle == 0)
		return true;
	cycle_init(&y);
	ok = cycle_get(cal->db, e->cycle, &y, err);
	if (ok)
		add_text(cal, "X-ETAPE-CYCLE", y.name);
	cycle_release(&y);
	return ok;
}

/* What iCalendar has no word for, so that another étape reads it back. */
static bool add_own(struct calendar *cal, const struct event *e, const char *host, struct err *err)
{
	struct str text = STR_INIT;

	ics_summary(&text, e);
	if (strcmp(text.buf, e->title) != 0)
		add_text(cal, "X-ETAPE-TITLE", e->title);
	str_reset(&text);
	ics_when(&text, e);
	add_text(cal, "X-ETAPE-WHEN", text.buf);
	str_release(&text);
	add_text(cal, "X-ETAPE-CODE", e->code);
	add_text(cal, "X-ETAPE-KIND", vocabulary_name(&event_kinds, (int)e->kind));
	add_text(cal, "X-ETAPE-STATUS", vocabulary_name(&event_statuses, (int)e->status));
	add_text(cal, "X-ETAPE-THEME", e->theme);
	add_text(cal, "X-ETAPE-SPEAKERS", e->speakers);
	if (is_set(e->address) || is_set(e->town)) {
		add_text(cal, "X-ETAPE-ADDRESS", e->address);
		add_text(cal, "X-ETAPE-TOWN", e->town);
	}
	if (e->format != ANY)
		add_text(cal, "X-ETAPE-FORMAT", vocabulary_name(&event_formats, e->format));
	if (e->stage_no > 0)
		add_number(cal, "X-ETAPE-STAGE", e->stage_no);
	if (is_set(host))
		add_text(cal, "X-ETAPE-HOST", host);
	else
		add_foreign(cal, e, "X-ETAPE-HOST");
	return add_cycle(cal, e, err);
}

/* What came and has no place of its own, as it came. */
static void add_kept(struct calendar *cal, const struct event *e)
{
	const char *at = e->foreign_lines;
	int depth = 0;
	size_t n;

	for (; is_set(at); at += n + (at[n] != '\0')) {
		bool elsewhere = ics_is(at, "X-ETAPE-HOST");

		n = strcspn(at, "\n");
		for (size_t i = 0; i < sizeof(placed) / sizeof(placed[0]) && depth == 0; i++)
			elsewhere |= ics_is(at, placed[i]);
		depth += ics_is(at, "BEGIN") ? 1 : 0;
		if (depth > 0 || !elsewhere)
			ics_raw_line(&cal->events, at, n);
		depth -= ics_is(at, "END") ? 1 : 0;
	}
}

static bool add_head(struct calendar *cal, const struct event *e, struct err *err)
{
	struct str text = STR_INIT;
	struct event_version v;

	if (!event_version(cal->db, e->id, &v, err))
		return false;
	str_add(&cal->events, "BEGIN:VEVENT\r\n");
	event_uid(&text, e);
	ics_line(&cal->events, "UID", text.buf);
	if (is_set(e->recurrence))
		ics_line(&cal->events,
			strchr(e->recurrence, 'T') != NULL ? "RECURRENCE-ID"
							   : "RECURRENCE-ID;VALUE=DATE",
			e->recurrence);
	ics_line(&cal->events, "DTSTAMP", cal->stamp);
	add_number(cal, "SEQUENCE", v.sequence);
	str_reset(&text);
	add_utc(&text, v.modified);
	ics_line(&cal->events, "LAST-MODIFIED", text.buf);
	str_release(&text);
	return true;
}

static bool add_event(struct calendar *cal, const struct event *e, struct err *err)
{
	struct str host = STR_INIT;
	bool ok = add_head(cal, e, err) && add_when(cal, e, err) && add_words(cal, e, err) &&
		  add_host(cal, e, &host, err);

	if (!add_foreign(cal, e, "URL"))
		add_text(cal, "URL", e->url);
	ok = ok && (ics_is_foreign(e) || add_own(cal, e, host.buf, err));
	add_kept(cal, e);
	str_add(&cal->events, "END:VEVENT\r\n");
	str_release(&host);
	return ok;
}

static bool fill(struct calendar *cal, const struct doc_choice *choice, struct err *err)
{
	int64_t id = 0, cycle = 0;
	bool ok = choice->event == NULL || event_resolve(cal->db, choice->event, &id, err);

	ok = ok && (choice->cycle == NULL || cycle_resolve(cal->db, choice->cycle, &cycle, err));
	ok = ok && event_calendar_ids(cal->db, id, cycle, &cal->ids, &cal->id_count, err);
	for (size_t i = 0; i < cal->id_count && ok; i++) {
		struct event e;

		event_init(&e);
		ok = event_get(cal->db, cal->ids[i], &e, err) && add_event(cal, &e, err);
		event_release(&e);
	}
	return ok;
}

static bool write_ics(struct db *db, const struct doc_choice *choice, struct output *out,
	struct err *err)
{
	static const char head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
				   "PRODID:-//etape//etape " ETAPE_VERSION "//FR\r\n"
				   "METHOD:PUBLISH\r\n";
	static const char tail[] = "END:VCALENDAR\r\n";
	struct calendar cal = { .db = db, .zones = STR_INIT, .events = STR_INIT };
	struct str stamp = STR_INIT;
	bool ok;

	add_utc(&stamp, civil_now());
	cal.stamp = str_take(&stamp);
	ok = event_calendar_begin(db, err);
	if (ok) {
		ok = fill(&cal, choice, err);
		event_calendar_end(db);
	}
	if (ok) {
		output_write(out, head, sizeof(head) - 1);
		output_write(out, cal.zones.buf, cal.zones.len);
		output_write(out, cal.events.buf, cal.events.len);
		output_write(out, tail, sizeof(tail) - 1);
	}
	for (size_t i = 0; i < cal.zone_count; i++)
		free(cal.names[i]);
	str_release(&cal.zones);
	str_release(&cal.events);
	free(cal.stamp);
	free(cal.ids);
	return ok;
}

const struct document document_ics = {
	.name = "ics",
	.help = N_("the rencontres as iCalendar"),
	.write = write_ics,
};
