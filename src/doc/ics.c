/* The rencontres as iCalendar (RFC 5545). */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "doc/doc.h"
#include "doc/ics_clock.h"
#include "doc/ics_masters.h"
#include "etape/cycle.h"
#include "etape/event_calendar.h"
#include "etape/i18n.h"
#include "exchange/ics_line.h"
#include "exchange/ics_text.h"

struct calendar {
	struct db *db;	   /* borrowed */
	bool no_drafts;	   /* leave them out */
	struct ics_clock clock;
	struct str events; /* what is written of them */
	struct str stamp;  /* the line of DTSTAMP of all */
	unsigned came;	   /* a bit for each enum place of which the event at hand brought lines along */
	struct str text; /* of the property being made up */
	struct part *parts; /* owned */
	size_t part_count;
	struct ics_masters masters;
	struct err *err; /* borrowed */
	bool failed;
};

/* What was written of an event, and its place. */
struct part {
	uint64_t when;
	size_t from, n; /* of struct calendar.events */
};

/* Properties that stand at their place, ours or as they came. */
enum place {
	PLACE_SUMMARY,
	PLACE_STATUS,
	PLACE_LOCATION,
	PLACE_DESCRIPTION,
	PLACE_CATEGORIES,
	PLACE_TRANSP,
	PLACE_GEO,
	PLACE_URL,
	PLACE_HOST,
	PLACE_NONE, /* what came and has none */
};
static const char *const placed[] = { "SUMMARY", "STATUS", "LOCATION", "DESCRIPTION", "CATEGORIES",
	"TRANSP", "GEO", "URL", "X-ETAPE-HOST" };

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

static void add_timed(struct calendar *cal, const char *name, day_t day, int minutes, const char *zone)
{
	const size_t from = cal->events.len;

	str_add(&cal->events, name);
	ics_clock_add_time(&cal->clock, &cal->events, day, minutes, zone);
	ics_end(&cal->events, from);
}

static void add_dated(struct calendar *cal, const char *head, day_t day)
{
	const size_t from = ics_begin(&cal->events, head);

	ics_clock_add_day(&cal->clock, &cal->events, day);
	ics_end(&cal->events, from);
}

static void add_utc(struct calendar *cal, struct str *out, const char *head, instant_t at)
{
	const size_t from = ics_begin(out, head);

	ics_clock_add_utc(&cal->clock, out, at);
	ics_end(out, from);
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
	if (s.last > s.first || s.last < CIVIL_LAST) /* without an end it lasts that day */
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

/* Where a line that came belongs. */
static enum place place_of(const char *line)
{
	for (size_t i = 0; i < PLACE_NONE; i++) {
		if (ics_is(line, placed[i]))
			return (enum place)i;
	}
	return PLACE_NONE;
}

/* Looks once for what came with an event: it would be looked for nine times. */
static void find_foreign(struct calendar *cal, const char *lines)
{
	int depth = 0;

	cal->came = 0;
	for (const char *at = lines, *next; is_set(at); at = next) {
		ics_measure(at, &next);
		cal->came |= 1u << (depth > 0 ? PLACE_NONE : place_of(at));
		depth += ics_is(at, "BEGIN") ? 1 : 0;
		depth -= ics_is(at, "END") ? 1 : 0;
	}
}

/* The line as it came, if one came, or several: CATEGORIES may be told more than once. */
static bool add_foreign(struct calendar *cal, const struct event *e, enum place place)
{
	size_t n;

	if ((cal->came & 1u << place) == 0)
		return false;
	for (const char *line = e->foreign_lines; (line = ics_foreign(line, placed[place], &n)) != NULL; line += n)
		ics_raw_line(&cal->events, line, n);
	return true;
}

/* As it came where that says the same as what became of it. */
static void add_status(struct calendar *cal, const struct event *e)
{
	const char *status = ics_status(e), *line = NULL;
	const bool confirmed = strcmp(status, "CONFIRMED") == 0;
	size_t n;

	if (confirmed && (cal->came & 1u << PLACE_STATUS) != 0)
		line = ics_foreign(e->foreign_lines, placed[PLACE_STATUS], &n);
	if (line != NULL)
		ics_raw_line(&cal->events, line, n);
	else if (!confirmed || !ics_is_foreign(e))
		ics_line(&cal->events, "STATUS", status);
	if (ics_transparent(e))
		ics_line(&cal->events, "TRANSP", "TRANSPARENT");
	else
		add_foreign(cal, e, PLACE_TRANSP);
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
	if (!add_foreign(cal, e, PLACE_CATEGORIES))
		add_text(cal, "CATEGORIES", text->buf);
	return ok;
}

static void add_degrees(struct str *out, int32_t at)
{
	const int64_t size = at < 0 ? -(int64_t)at : at;
	int64_t rest = size % 100000;
	char *to;

	if (at < 0)
		str_addc(out, '-');
	str_addi(out, size / 100000);
	to = str_room(out, 6);
	to[0] = '.';
	for (size_t i = 5; i > 0; i--, rest /= 10)
		to[i] = (char)('0' + rest % 10);
	str_wrote(out, to + 6);
}

/* The host cité's position: of its town, the best that is known. */
static void add_host(struct calendar *cal, const struct event_entry *entry)
{
	size_t from;

	if (entry->e->cite == 0) {
		add_foreign(cal, entry->e, PLACE_GEO);
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
		add_foreign(cal, e, PLACE_HOST);
	add_text(cal, "X-ETAPE-CYCLE", entry->cycle);
}

/* What came and has no place of its own, as it came. */
static void add_kept(struct calendar *cal, const struct event *e)
{
	int depth = 0;

	if ((cal->came & 1u << PLACE_NONE) == 0)
		return;
	for (const char *at = e->foreign_lines, *next; is_set(at); at = next) {
		const size_t n = ics_measure(at, &next);

		if (depth > 0 || place_of(at) == PLACE_NONE)
			ics_raw_line(&cal->events, at, n);
		depth += ics_is(at, "BEGIN") ? 1 : 0;
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
	str_addn(&cal->events, cal->stamp.buf, cal->stamp.len);
	add_number(cal, "SEQUENCE", entry->version.sequence);
	add_utc(cal, &cal->events, "LAST-MODIFIED", entry->version.modified);
}

/* Days in order; on one, as the text of the beginning goes on: less than a day ("2026", "2026-03",
 * "2026-03-11"), then the hours. */
static uint64_t when_of(const struct event *e)
{
	const uint64_t day = (uint32_t)e->first_day ^ UINT32_C(0x80000000);
	const size_t length = strlen(e->starts);
	uint64_t rest = length;

	if (length >= 16) {
		rest = 0;
		for (size_t i = 11; i < 16; i++)
			rest = i == 13 ? rest : rest << 8 | (unsigned char)e->starts[i];
	}
	return day << 32 | rest;
}

static void keep_part(struct calendar *cal, const struct event *e, size_t from)
{
	if ((cal->part_count & (cal->part_count - 1)) == 0)
		cal->parts = xrealloc(cal->parts, (2 * cal->part_count + 1) * sizeof(*cal->parts));
	cal->parts[cal->part_count++] = (struct part){
		.when = when_of(e), .from = from, .n = cal->events.len - from
	};
}

static bool add_event(void *arg, const struct event_entry *entry)
{
	struct calendar *cal = arg;
	const struct event *e = entry->e;
	const size_t from = cal->events.len;

	if (cal->no_drafts && e->status == EVENT_DRAFT)
		return true;
	find_foreign(cal, e->foreign_lines);
	add_head(cal, entry);
	if (!add_when(cal, e, cal->err) || !add_words(cal, entry, cal->err)) {
		cal->failed = true;
		return false;
	}
	add_host(cal, entry);
	if (!add_foreign(cal, e, PLACE_URL))
		add_text(cal, "URL", e->url);
	if (!ics_is_foreign(e))
		add_own(cal, entry);
	add_kept(cal, e);
	str_add(&cal->events, "END:VEVENT\r\n");
	keep_part(cal, e, from);
	ics_masters_add(&cal->masters, e, entry->version.sequence);
	return true;
}

/* From the last byte of when they are to the first; those that all share cost a look. What stood in order of id
 * stays so. */
static void sort_parts(struct calendar *cal)
{
	struct part *from = cal->parts, *to = xmalloc((cal->part_count + 1) * sizeof(*to)), *swap;
	const size_t n = cal->part_count;

	for (unsigned shift = 0; shift < 64 && n > 1; shift += 8) {
		size_t at[257] = { 0 };

		for (size_t i = 0; i < n; i++)
			at[(from[i].when >> shift & 0xFF) + 1]++;
		if (at[(from[0].when >> shift & 0xFF) + 1] == n)
			continue;
		for (size_t k = 1; k < 256; k++)
			at[k] += at[k - 1];
		for (size_t i = 0; i < n; i++)
			to[at[from[i].when >> shift & 0xFF]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	cal->parts = from;
	free(to);
}

static bool fill(struct calendar *cal, const struct doc_choice *choice, struct err *err)
{
	int64_t id = 0, cycle = 0;
	bool ok = choice->event == NULL || event_resolve(cal->db, choice->event, &id, err);

	cal->err = err;
	ok = ok && (choice->cycle == NULL || cycle_resolve(cal->db, choice->cycle, &cycle, err));
	ok = ok && event_calendar_each(cal->db, id, cycle, add_event, cal, err) && !cal->failed;
	if (ok)
		sort_parts(cal);
	return ok;
}

/* Megabytes at once, in large pages where the system has them: it would be asked for each of the small ones. */
static void make_room(struct str *text)
{
	const size_t page = 2 << 20, room = 8 * page;
	char *from;

	str_grow(text, room);
	from = text->buf + (page - (uintptr_t)text->buf % page) % page;
	(void)madvise(from, room - page, MADV_HUGEPAGE);
}

/* What those who subscribe to it see it called (an extension that they all know); one rencontre is no calendar. */
static bool add_name(struct calendar *cal, const struct doc_choice *choice, struct err *err)
{
	struct str name = STR_INIT;
	struct cycle cycle;
	int64_t id;
	bool ok = true;

	cycle_init(&cycle);
	if (choice->cycle != NULL)
		ok = cycle_resolve(cal->db, choice->cycle, &id, err) && cycle_get(cal->db, id, &cycle, err);
	ics_escape(&name, cycle.name != NULL ? cycle.name : _("Rencontres of the Cités éducatives"));
	str_reset(&cal->text);
	if (choice->event == NULL)
		ics_line(&cal->text, "X-WR-CALNAME", name.buf);
	cycle_release(&cycle);
	str_release(&name);
	return ok;
}

static bool write_ics(struct db *db, const struct doc_choice *choice, struct output *out,
	struct err *err)
{
	static const char head[] = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
				   "PRODID:-//etape//etape " ETAPE_VERSION "//FR\r\n"
				   "METHOD:PUBLISH\r\n";
	static const char tail[] = "END:VCALENDAR\r\n";
	struct calendar cal = {
		.db = db, .no_drafts = choice->no_drafts, .clock = ICS_CLOCK_INIT, .events = STR_INIT, .stamp = STR_INIT, .text = STR_INIT
	};
	bool ok;

	add_utc(&cal, &cal.stamp, "DTSTAMP", civil_now());
	if (choice->event == NULL && choice->cycle == NULL)
		make_room(&cal.events);
	ok = event_calendar_begin(db, err);
	if (ok) {
		ok = fill(&cal, choice, err) && add_name(&cal, choice, err);
		event_calendar_end(db);
	}
	if (ok) {
		output_write(out, head, sizeof(head) - 1);
		output_write(out, cal.text.buf, cal.text.len);
		output_write(out, cal.clock.rules.buf, cal.clock.rules.len);
		str_reset(&cal.text);
		ics_masters_write(&cal.masters, cal.stamp.buf, &cal.text);
		output_write(out, cal.text.buf, cal.text.len);
		for (size_t i = 0; i < cal.part_count; i++)
			output_write(out, cal.events.buf + cal.parts[i].from, cal.parts[i].n);
		output_write(out, tail, sizeof(tail) - 1);
	}
	ics_clock_release(&cal.clock);
	str_release(&cal.events);
	str_release(&cal.stamp);
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
