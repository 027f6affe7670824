/* The rencontres as iCalendar (RFC 5545). */
#include <inttypes.h>
#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

#include "doc/doc.h"
#include "doc/ics_masters.h"
#include "etape/cycle.h"
#include "etape/event_calendar.h"
#include "etape/i18n.h"
#include "exchange/ics_line.h"
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
	struct str text; /* of the property being made up */
	struct part *parts; /* owned */
	size_t part_count;
	struct ics_masters masters;
	struct err *err; /* borrowed */
	bool failed;
};

/* What was written of an event, and its place: by day, hour and id. */
struct part {
	day_t day;
	char starts[20];
	int64_t id;
	size_t from, n; /* of struct calendar.events */
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

/* Each event has dozens of digits, which printf would take longest over. */
static char *put_two(char *to, int number)
{
	*to++ = (char)('0' + number / 10);
	*to++ = (char)('0' + number % 10);
	return to;
}

static char *put_date(char *to, day_t day)
{
	const struct civil c = civil_from_day(day);

	to = put_two(put_two(to, c.year / 100), c.year % 100);
	return put_two(put_two(to, c.month), c.day);
}

static char *put_clock(char *to, int minutes, int seconds)
{
	*to++ = 'T';
	return put_two(put_two(put_two(to, minutes / 60), minutes % 60), seconds);
}

static void add_utc(struct str *out, instant_t at)
{
	const int64_t day = 86400000, within = (at % day + day) % day;
	char *to = str_room(out, 16);

	to = put_date(to, (day_t)((at - within) / day));
	to = put_clock(to, (int)(within / 60000), (int)(within / 1000 % 60));
	*to++ = 'Z';
	str_wrote(out, to);
}

/* A wall-clock time in its zone, in UTC where the zone's rules are not at hand. */
static void add_timed(
	struct calendar *cal, const char *name, day_t day, int minutes, const char *zone)
{
	struct str *out = &cal->events;
	const size_t from = out->len;
	enum civil_gap gap;
	instant_t at;

	day += minutes / 1440;
	minutes %= 1440;
	str_add(out, name);
	if (add_zone(cal, zone)) {
		str_add(out, ";TZID=");
		str_add(out, zone);
		str_addc(out, ':');
		str_wrote(out, put_clock(put_date(str_room(out, 15), day), minutes, 0));
	} else {
		str_addc(out, ':');
		if (civil_to_instant(day, minutes, zone, &at, &gap))
			add_utc(out, at);
	}
	ics_end(out, from);
}

static void add_dated(struct calendar *cal, const char *head, day_t day)
{
	const size_t from = ics_begin(&cal->events, head);

	str_wrote(&cal->events, put_date(str_room(&cal->events, 8), day));
	ics_end(&cal->events, from);
}

static bool add_when(struct calendar *cal, const struct event *e, struct err *err)
{
	const char *zone = is_set(e->zone) ? e->zone : CIVIL_ZONE;
	struct event_span s;

	if (!event_span(cal->db, e, &s, err))
		return false;
	if (s.timed) {
		add_timed(cal, "DTSTART", s.first, s.starts, zone);
		if (s.last > s.first || s.ends > s.starts) /* RFC 5545: it is later, or not told */
			add_timed(cal, "DTEND", s.last, s.ends, zone);
		return true;
	}
	add_dated(cal, "DTSTART;VALUE=DATE", s.first);
	add_dated(cal, "DTEND;VALUE=DATE", s.last + 1);
	return true;
}

static void add_text(struct calendar *cal, const char *name, const char *text)
{
	size_t from;

	if (!is_set(text))
		return;
	from = ics_begin(&cal->events, name);
	ics_escape(&cal->events, text);
	ics_end(&cal->events, from);
}

/* The line as it came, if one came, or several: CATEGORIES may be told more than once. */
static bool add_foreign(struct calendar *cal, const struct event *e, const char *name)
{
	bool found = false;
	size_t n;

	for (const char *line = e->foreign_lines; (line = ics_foreign(line, name, &n)) != NULL; line += n) {
		ics_raw_line(&cal->events, line, n);
		found = true;
	}
	return found;
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

static bool add_words(struct calendar *cal, const struct event_entry *entry, struct err *err)
{
	const struct event *e = entry->e;
	struct str *text = &cal->text;
	bool ok;

	str_reset(text);
	ics_summary(text, e);
	add_text(cal, "SUMMARY", text->buf);
	add_status(cal, e);
	str_reset(text);
	ics_location(text, e);
	add_text(cal, "LOCATION", text->buf);
	str_reset(text);
	ok = ics_description(entry->programme ? cal->db : NULL, text, e, err);
	add_text(cal, "DESCRIPTION", text->buf);
	str_reset(text);
	ics_categories(text, e);
	if (!add_foreign(cal, e, "CATEGORIES"))
		add_text(cal, "CATEGORIES", text->buf);
	return ok;
}

static void add_degrees(struct str *out, int32_t at)
{
	const int64_t size = at < 0 ? -(int64_t)at : at;

	str_addf(out, "%s%" PRId64 ".%05" PRId64, at < 0 ? "-" : "", size / 100000, size % 100000);
}

/* The host cité's position: of its town, the best that is known. */
static void add_host(struct calendar *cal, const struct event_entry *entry)
{
	size_t from;

	if (entry->e->cite == 0) {
		add_foreign(cal, entry->e, "GEO");
		return;
	}
	from = ics_begin(&cal->events, "GEO");
	add_degrees(&cal->events, entry->lat);
	str_addc(&cal->events, ';');
	add_degrees(&cal->events, entry->lon);
	ics_end(&cal->events, from);
}

static void add_number(struct calendar *cal, const char *name, int64_t n)
{
	const size_t from = ics_begin(&cal->events, name);

	str_addi(&cal->events, n);
	ics_end(&cal->events, from);
}

/* What iCalendar has no word for, so that another étape reads it back. */
static void add_own(struct calendar *cal, const struct event_entry *entry)
{
	const struct event *e = entry->e;
	struct str *text = &cal->text;

	str_reset(text);
	ics_summary(text, e);
	if (strcmp(text->buf, e->title) != 0)
		add_text(cal, "X-ETAPE-TITLE", e->title);
	str_reset(text);
	ics_when(text, e);
	add_text(cal, "X-ETAPE-WHEN", text->buf);
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
	if (is_set(entry->host))
		add_text(cal, "X-ETAPE-HOST", entry->host);
	else
		add_foreign(cal, e, "X-ETAPE-HOST");
	add_text(cal, "X-ETAPE-CYCLE", entry->cycle);
}

/* What came and has no place of its own, as it came. */
static void add_kept(struct calendar *cal, const struct event *e)
{
	int depth = 0;

	for (const char *at = e->foreign_lines, *next; is_set(at); at = next) {
		const size_t n = ics_measure(at, &next);
		bool elsewhere = ics_is(at, "X-ETAPE-HOST");

		for (size_t i = 0; i < sizeof(placed) / sizeof(placed[0]) && depth == 0; i++)
			elsewhere |= ics_is(at, placed[i]);
		depth += ics_is(at, "BEGIN") ? 1 : 0;
		if (depth > 0 || !elsewhere)
			ics_raw_line(&cal->events, at, n);
		depth -= ics_is(at, "END") ? 1 : 0;
	}
}

static void add_head(struct calendar *cal, const struct event_entry *entry)
{
	const struct event *e = entry->e;
	size_t from;

	str_add(&cal->events, "BEGIN:VEVENT\r\n");
	from = ics_begin(&cal->events, "UID");
	event_uid(&cal->events, e);
	ics_end(&cal->events, from);
	if (is_set(e->recurrence))
		ics_line(&cal->events,
			strchr(e->recurrence, 'T') != NULL ? "RECURRENCE-ID"
							   : "RECURRENCE-ID;VALUE=DATE",
			e->recurrence);
	ics_line(&cal->events, "DTSTAMP", cal->stamp);
	add_number(cal, "SEQUENCE", entry->version.sequence);
	from = ics_begin(&cal->events, "LAST-MODIFIED");
	add_utc(&cal->events, entry->version.modified);
	ics_end(&cal->events, from);
}

static void keep_part(struct calendar *cal, const struct event *e, size_t from)
{
	struct part *p;

	if ((cal->part_count & (cal->part_count - 1)) == 0)
		cal->parts = xrealloc(cal->parts, (2 * cal->part_count + 1) * sizeof(*cal->parts));
	p = &cal->parts[cal->part_count++];
	*p = (struct part){ .day = e->first_day, .id = e->id, .from = from, .n = cal->events.len - from };
	strncat(p->starts, e->starts, sizeof(p->starts) - 1);
}

static bool add_event(void *arg, const struct event_entry *entry)
{
	struct calendar *cal = arg;
	const struct event *e = entry->e;
	const size_t from = cal->events.len;

	add_head(cal, entry);
	if (!add_when(cal, e, cal->err) || !add_words(cal, entry, cal->err)) {
		cal->failed = true;
		return false;
	}
	add_host(cal, entry);
	if (!add_foreign(cal, e, "URL"))
		add_text(cal, "URL", e->url);
	if (!ics_is_foreign(e))
		add_own(cal, entry);
	add_kept(cal, e);
	str_add(&cal->events, "END:VEVENT\r\n");
	keep_part(cal, e, from);
	ics_masters_add(&cal->masters, e, entry->version.sequence);
	return true;
}

static int by_time(const void *a, const void *b)
{
	const struct part *x = a, *y = b;
	const int order = x->day != y->day ? (x->day > y->day) - (x->day < y->day)
					   : strcmp(x->starts, y->starts);

	return order != 0 ? order : (x->id > y->id) - (x->id < y->id);
}

static bool fill(struct calendar *cal, const struct doc_choice *choice, struct err *err)
{
	int64_t id = 0, cycle = 0;
	bool ok = choice->event == NULL || event_resolve(cal->db, choice->event, &id, err);

	cal->err = err;
	ok = ok && (choice->cycle == NULL || cycle_resolve(cal->db, choice->cycle, &cycle, err));
	ok = ok && event_calendar_each(cal->db, id, cycle, add_event, cal, err) && !cal->failed;
	if (ok && cal->part_count > 0)
		qsort(cal->parts, cal->part_count, sizeof(*cal->parts), by_time);
	return ok;
}

static bool write_ics(struct db *db, const struct doc_choice *choice, struct output *out,
	struct err *err)
{
	static const char head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
				   "PRODID:-//etape//etape " ETAPE_VERSION "//FR\r\n"
				   "METHOD:PUBLISH\r\n";
	static const char tail[] = "END:VCALENDAR\r\n";
	struct calendar cal = { .db = db, .zones = STR_INIT, .events = STR_INIT, .text = STR_INIT };
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
		str_reset(&cal.text);
		ics_masters_write(&cal.masters, cal.stamp, &cal.text);
		output_write(out, cal.text.buf, cal.text.len);
		for (size_t i = 0; i < cal.part_count; i++)
			output_write(out, cal.events.buf + cal.parts[i].from, cal.parts[i].n);
		output_write(out, tail, sizeof(tail) - 1);
	}
	for (size_t i = 0; i < cal.zone_count; i++)
		free(cal.names[i]);
	str_release(&cal.zones);
	str_release(&cal.events);
	free(cal.stamp);
	str_release(&cal.text);
	free(cal.parts);
	ics_masters_release(&cal.masters);
	return ok;
}

const struct document document_ics = {
	.name = "ics",
	.help = N_("the rencontres as iCalendar"),
	.write = write_ics,
};
