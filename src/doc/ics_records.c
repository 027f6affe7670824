#include "doc/ics_records.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "etape/i18n.h"
#include "exchange/ics_line.h"

enum {
	TITLE_LIMIT = 500,
	TEXT_LIMIT = 20000,
	KEPT_LIMIT = 60000, /* of the lines kept for the way back */
	LONGEST_DAYS = 3660,
	A_DAY = 1440, /* minutes */
	RANGES = 100, /* changes of all that follow, of a file: each series looks at each */
};

/* An event of the file. */
struct vevent {
	const struct ics_block *b; /* borrowed */
	char *uid;		   /* owned */
	struct ics_moment starts;
	struct ics_moment ends; /* of a day: the last one */
	bool has_end;
	char *key; /* of its RECURRENCE-ID, owned; NULL: none */
	struct ics_moment which; /* that, when there is a key */
	bool following; /* it holds for all that follow, too */
	bool series;
	struct str fields; /* what does not depend on the day */
};

/* Properties that a record has fields for, or that have done their work. */
static const char *const read_here[] = { "UID", "DTSTAMP", "SEQUENCE", "LAST-MODIFIED", "DTSTART",
	"DTEND", "DURATION", "RECURRENCE-ID", "RRULE", "RDATE", "EXDATE", "SUMMARY", "LOCATION" };

/* Those of étape's own, read back. X-ETAPE-HOST is kept too: it may name a cité unknown here. */
static const struct {
	const char *name, *key;
} own[] = {
	{ "X-ETAPE-TITLE", "xtitle" },
	{ "X-ETAPE-WHEN", "xwhen" },
	{ "X-ETAPE-CODE", "xcode" },
	{ "X-ETAPE-KIND", "xkind" },
	{ "X-ETAPE-STATUS", "xstatus" },
	{ "X-ETAPE-THEME", "xtheme" },
	{ "X-ETAPE-SPEAKERS", "xspeakers" },
	{ "X-ETAPE-ADDRESS", "xaddress" },
	{ "X-ETAPE-TOWN", "xtown" },
	{ "X-ETAPE-FORMAT", "xformat" },
	{ "X-ETAPE-STAGE", "xstage" },
	{ "X-ETAPE-CYCLE", "xcycle" },
	{ "X-ETAPE-HOST", "xhost" },
};

/* Cut between characters. */
static bool shorten(struct str *text, size_t limit)
{
	if (text->len <= limit)
		return false;
	while (limit > 0 && ((unsigned char)text->buf[limit] & 0xC0) == 0x80)
		limit--;
	str_truncate(text, limit);
	return true;
}

/* A text property as a field; false when there is none. */
static bool add_text(struct ics_reader *r, struct vevent *v, const char *name, const char *key,
	size_t limit)
{
	struct str text = STR_INIT;
	struct ics_property p;
	bool found = ics_find(v->b, name, &p);

	if (found)
		ics_unescape(&text, p.value, strlen(p.value));
	str_trim(&text);
	if (shorten(&text, limit))
		ics_say(r, 'N', v->b->line, name, _("longer than %zu characters: cut short"), limit);
	found = text.len > 0;
	ics_field(&v->fields, key, text.buf);
	str_release(&text);
	return found;
}

/* Who is invited by others and who invites: people whom nobody here has a reason to know, in lines that
 * no screen shows and no erasure would find. */
static bool names_people(const char *line)
{
	static const char *const names[] = { "ATTENDEE", "ORGANIZER", "CONTACT" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (ics_is(line, names[i]))
			return true;
	}
	return strncasecmp(line, "X-", 2) == 0 && strcasestr(line, "mailto:") != NULL;
}

/* Lines for the way back, components within (alarms) included. */
static void add_kept(struct ics_reader *r, struct vevent *v)
{
	struct str kept = STR_INIT;
	int depth = 0;

	for (size_t i = 0; i < v->b->count; i++) {
		const char *line = v->b->lines[i];
		bool elsewhere = false;

		depth += ics_is(line, "BEGIN") ? 1 : 0;
		for (size_t k = 0; k < sizeof(read_here) / sizeof(read_here[0]); k++)
			elsewhere |= ics_is(line, read_here[k]);
		for (size_t k = 0; k + 1 < sizeof(own) / sizeof(own[0]); k++)
			elsewhere |= ics_is(line, own[k].name);
		if (depth == 0 && elsewhere)
			continue;
		depth -= ics_is(line, "END") ? 1 : 0;
		if (names_people(line))
			r->addresses++;
		else if (kept.len + strlen(line) > KEPT_LIMIT)
			ics_say(r, 'N', v->b->line, "", _("'%.30s…' is too long: left out"), line);
		else
			str_addf(&kept, "%s%s", kept.len > 0 ? "\n" : "", line);
	}
	ics_field(&v->fields, "kept", kept.buf);
	str_release(&kept);
}

/* How many had this UID made before. */
static size_t count_made(struct ics_reader *r, uint64_t hash)
{
	size_t n = 0;

	for (size_t i = 0; i < r->made_count; i++)
		n += r->made[i] == hash ? 1 : 0;
	if ((r->made_count & (r->made_count - 1)) == 0)
		r->made = xrealloc(r->made, (2 * r->made_count + 1) * sizeof(*r->made));
	r->made[r->made_count++] = hash;
	return n;
}

/* A UID for what has none: the same for the same title and day, so that nothing doubles; another for
 * its twins in the file, so that nothing is lost. */
static char *make_uid(struct ics_reader *r, const struct ics_block *b)
{
	static const char *const names[] = { "DTSTART", "SUMMARY", "LOCATION" };
	uint64_t hash = UINT64_C(14695981039346656037);
	struct str uid = STR_INIT;
	struct ics_property p;
	size_t twins;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		for (const char *s = ics_find(b, names[i], &p) ? p.value : ""; *s != '\0'; s++)
			hash = (hash ^ (unsigned char)*s) * UINT64_C(1099511628211);
	}
	twins = r->quiet ? 0 : count_made(r, hash);
	str_addf(&uid, "sans-uid-%016" PRIx64, hash);
	if (twins > 0)
		str_addf(&uid, "-%zu", twins + 1);
	return str_take(&uid);
}

/* "20270311T083000Z" in milliseconds, as a field. */
static void add_version(struct ics_reader *r, struct vevent *v)
{
	struct ics_property p;
	struct ics_moment m;
	instant_t at;
	struct str text = STR_INIT;

	if (ics_find(v->b, "SEQUENCE", &p) && strspn(p.value, "0123456789") == strlen(p.value) &&
		strlen(p.value) < 10)
		ics_field(&v->fields, "sequence", p.value);
	if (ics_find(v->b, "LAST-MODIFIED", &p) && ics_read_moment(r, v->b->line, &p, p.value, &m) &&
		!m.date && strlen(p.value) == 16 && ics_instant(&m, &at)) {
		str_addf(&text, "%" PRId64,
			at + 1000 * ((p.value[13] - '0') * INT64_C(10) + (p.value[14] - '0')));
		ics_field(&v->fields, "modified", text.buf);
	}
	str_release(&text);
}

int64_t ics_duration(const char *value)
{
	const struct icaldurationtype d = icaldurationtype_from_string(value);
	int64_t seconds;

	if (icaldurationtype_is_bad_duration(d) || d.weeks >= 600 || d.days >= LONGEST_DAYS || d.hours >= 90000 ||
		d.minutes >= 6000000 || d.seconds >= 360000000)
		return -1;
	seconds = icaldurationtype_as_int(d);
	return seconds <= LONGEST_DAYS * INT64_C(86400) ? seconds : -1;
}

/* DTEND, or DTSTART and DURATION; the last day of whole ones. */
static void read_end(struct ics_reader *r, struct vevent *v)
{
	struct ics_property p;
	instant_t at;

	v->ends = v->starts;
	if (ics_find(v->b, "DTEND", &p)) {
		v->has_end = ics_read_moment(r, v->b->line, &p, p.value, &v->ends) &&
			     v->ends.date == v->starts.date;
		if (v->has_end && v->ends.date)
			v->ends.day--;
		else if (v->has_end)
			ics_move_zone(&v->ends, v->starts.zone);
	} else if (ics_find(v->b, "DURATION", &p)) {
		const int64_t seconds = ics_duration(p.value);

		v->has_end = seconds >= 0;
		if (v->has_end && v->starts.date) {
			v->ends.day += (day_t)(seconds > 0 ? (seconds + 86399) / 86400 - 1 : 0);
		} else if (v->has_end && ics_instant(&v->starts, &at)) {
			civil_from_instant(at + seconds * 1000, v->starts.zone, &v->ends.day,
				&v->ends.minutes, NULL);
		}
	} else {
		return;
	}
	if (v->has_end && (v->ends.day < v->starts.day ||
				  (v->ends.day == v->starts.day && v->ends.minutes < v->starts.minutes) ||
				  v->ends.day - v->starts.day > LONGEST_DAYS))
		v->has_end = false;
	if (!v->has_end) {
		v->ends = v->starts;
		ics_say(r, 'N', v->b->line, p.value, _("this end cannot be: left out"));
	}
}

static void add_moment(struct str *out, const char *key, const struct ics_moment *m)
{
	struct str text = STR_INIT;

	civil_format_iso(&text, m->day);
	if (!m->date)
		str_addf(&text, "T%02d:%02d", m->minutes / 60, m->minutes % 60);
	ics_field(out, key, text.buf);
	str_release(&text);
}

/* One record: the event on one of its days. */
static void write_record(struct ics_reader *r, const struct vevent *v, const struct ics_moment *on,
	const char *key, bool gone)
{
	struct ics_moment ends = v->ends;

	ends.day += on->day - v->starts.day;
	ends.minutes += on->minutes - v->starts.minutes; /* an RDATE may be at another hour */
	if (on->lasts > 0) {
		ends.day = on->day;
		ends.minutes = on->minutes + on->lasts;
	}
	ends.day += ends.minutes / A_DAY - (ends.minutes < 0 ? 1 : 0);
	ends.minutes = (ends.minutes + A_DAY) % A_DAY;
	str_addf(r->out, "E\tline=%zu", v->b->line);
	ics_field(r->out, "uid", v->uid);
	ics_field(r->out, "recurrence", key);
	add_moment(r->out, "starts", on);
	if ((v->has_end || on->lasts > 0) && (!on->date || ends.day != on->day))
		add_moment(r->out, "ends", &ends);
	if (!on->date)
		ics_field(r->out, "zone", on->zone);
	if (gone)
		ics_field(r->out, "gone", "1");
	str_addn(r->out, v->fields.buf, v->fields.len);
	str_addc(r->out, '\n');
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_overridden(const struct ics_reader *r, const char *uid, const char *key)
{
	struct str text = STR_INIT;
	const char *wanted;
	bool found;

	str_addf(&text, "%s\n%s", uid, key);
	wanted = text.buf;
	found = r->override_count > 0 && bsearch(&wanted, r->overrides, r->override_count,
						 sizeof(*r->overrides), by_text) != NULL;
	str_release(&text);
	return found;
}

/* Its own summary, or a word for it. */
static void add_words(struct ics_reader *r, struct vevent *v)
{
	struct ics_property p;

	if (!add_text(r, v, "SUMMARY", "title", TITLE_LIMIT)) {
		ics_field(&v->fields, "title", _("(untitled)"));
		ics_say(r, 'N', v->b->line, "", _("an event without a title"));
	}
	add_text(r, v, "LOCATION", "location", TITLE_LIMIT);
	add_text(r, v, "DESCRIPTION", "description", TEXT_LIMIT);
	add_text(r, v, "CATEGORIES", "categories", TITLE_LIMIT);
	add_text(r, v, "URL", "url", TITLE_LIMIT);
	if (r->in->cancels) {
		ics_field(&v->fields, "status", "CANCELLED");
		ics_field(&v->fields, "cancels", "1");
	} else {
		add_text(r, v, "STATUS", "status", TITLE_LIMIT);
	}
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		add_text(r, v, own[i].name, own[i].key, TITLE_LIMIT);
	if (ics_find(v->b, "EXRULE", &p))
		ics_say(r, 'N', v->b->line, "EXRULE", _("not understood: kept for the way back"));
}

/* Reads what a record needs. False when it cannot be taken, which is said. */
static bool read_event(struct ics_reader *r, const struct ics_block *b, struct vevent *v)
{
	struct ics_property p;
	struct str key = STR_INIT;

	*v = (struct vevent){ .b = b, .fields = STR_INIT };
	r->in = &r->calendars[b->calendar];
	if (!ics_find(b, "DTSTART", &p)) {
		ics_say(r, 'R', b->line, "", _("it says no day (DTSTART)"));
		return false;
	}
	if (!ics_read_moment(r, b->line, &p, p.value, &v->starts)) {
		ics_say(r, 'R', b->line, p.value, _("there is no such day or hour, between 1900 and 2199"));
		return false;
	}
	if (ics_find(b, "RECURRENCE-ID", &p) && ics_read_moment(r, b->line, &p, p.value, &v->which)) {
		ics_key(&key, &v->which);
		v->key = str_take(&key);
		v->following = strcasestr(p.line, "THISANDFUTURE") != NULL;
	}
	v->uid = ics_find(b, "UID", &p) && *p.value != '\0' && strlen(p.value) < TITLE_LIMIT
			 ? xstrdup(p.value)
			 : make_uid(r, b);
	v->series = v->key == NULL &&
		    (ics_find(b, "RRULE", &p) || ics_find(b, "RDATE", &p));
	read_end(r, v);
	return true;
}

static void vevent_release(struct vevent *v)
{
	free(v->uid);
	free(v->key);
	str_release(&v->fields);
}

/* What holds for the days of a series from one of them on, in order of the file. */
struct ranges {
	struct vevent *at; /* owned */
	size_t count;
};

static void ranges_release(struct ranges *ranges)
{
	for (size_t i = 0; i < ranges->count; i++)
		vevent_release(&ranges->at[i]);
	free(ranges->at);
}

/* What there is to say of them is said where they are written as the one that they name. */
static void ranges_read(struct ics_reader *r, const struct vevent *series, struct ranges *ranges)
{
	const struct ics_calendar *in = r->in;
	const size_t addresses = r->addresses;

	*ranges = (struct ranges){ .at = r->range_count > 0 ? xcalloc(r->range_count, sizeof(*ranges->at)) : NULL };
	r->quiet = true;
	for (size_t i = 0; i < r->range_count; i++) {
		struct vevent *v = &ranges->at[ranges->count];
		struct ics_property p;

		if (!ics_find(r->ranges[i], "UID", &p) || strcmp(p.value, series->uid) != 0)
			continue;
		if (read_event(r, r->ranges[i], v) && v->starts.date == series->starts.date) {
			add_version(r, v);
			add_words(r, v);
			add_kept(r, v);
			ranges->count++;
		} else {
			vevent_release(v);
		}
	}
	r->quiet = false;
	r->addresses = addresses;
	r->in = in;
}

/* As the last change before it says that holds for what follows: as much later or earlier as that moved its own. */
static void write_one(struct ics_reader *r, const struct vevent *v, const struct ranges *ranges,
	const struct ics_moment *on, const char *key, bool gone)
{
	const struct vevent *range = NULL;
	struct ics_moment from, to, moved = *on;

	for (size_t i = 0; i < ranges->count; i++) {
		if (strcmp(ranges->at[i].key, key) < 0 && (range == NULL || strcmp(range->key, ranges->at[i].key) < 0))
			range = &ranges->at[i];
	}
	if (range == NULL) {
		write_record(r, v, on, key, gone);
		return;
	}
	from = range->which;
	to = range->starts;
	if (!on->date) {
		ics_move_zone(&from, on->zone);
		ics_move_zone(&to, on->zone);
	}
	moved.day += to.day - from.day;
	moved.minutes += to.minutes - from.minutes;
	moved.day += moved.minutes < 0 ? -1 : moved.minutes / A_DAY;
	moved.minutes = (moved.minutes + A_DAY) % A_DAY;
	if (!on->date) {
		ics_mind_clock_change(r, range->b->line, &moved);
		ics_move_zone(&moved, range->starts.zone);
	}
	write_record(r, range, &moved, key, gone);
}

static void write_series(struct ics_reader *r, struct vevent *v)
{
	struct ics_series s;
	struct ics_property rule;
	struct ics_moment first = v->starts;
	struct str key = STR_INIT;
	struct ranges ranges;

	ranges_read(r, v, &ranges);
	/* A rule of UTC follows that clock, not ours. */
	if (ics_find(v->b, "DTSTART", &rule) && strchr(rule.value, 'Z') != NULL)
		ics_move_zone(&first, "UTC");
	if (!ics_expand(r, v->b, &first, &s))
		ics_say(r, 'N', v->b->line, v->uid, _("its rule of repetition is not understood: %.80s"),
			ics_find(v->b, "RRULE", &rule) ? rule.value : "");
	ics_say(r, 'N', v->b->line, v->uid,
		P_("a series: %zu rencontre", "a series: %zu rencontres", s.count), s.count);
	if (s.cut && s.endless)
		ics_say(r, 'N', v->b->line, v->uid, _("it has no end: those of the next two years are taken, %d at most"),
			ICS_SERIES);
	else if (s.cut)
		ics_say(r, 'N', v->b->line, v->uid, _("it goes on: only the first %d are taken"), ICS_SERIES);
	for (size_t i = 0; i < s.count + s.gone_count; i++) {
		struct ics_moment *m = i < s.count ? &s.at[i] : &s.gone[i - s.count];

		str_reset(&key);
		ics_key(&key, m);
		if (!first.date) {
			ics_move_zone(m, v->starts.zone);
			ics_mind_clock_change(r, v->b->line, m);
		}
		if (!is_overridden(r, v->uid, key.buf))
			write_one(r, v, &ranges, m, key.buf, i >= s.count);
	}
	str_release(&key);
	ranges_release(&ranges);
	free(s.at);
	free(s.gone);
}

static void add_range(struct ics_reader *r, const struct ics_block *b)
{
	if (r->range_count == RANGES) {
		r->ranges_cut = true;
		return;
	}
	r->ranges = xrealloc(r->ranges, (r->range_count + 1) * sizeof(*r->ranges));
	r->ranges[r->range_count++] = b;
}

/* Which days of series are told apart, before any series is spread out. */
static void find_overrides(struct ics_reader *r)
{
	r->quiet = true; /* what there is to say of them is said when they are written */
	for (size_t i = 0; i < r->event_count; i++) {
		struct ics_property p;
		struct vevent v;

		if (!ics_find(&r->events[i], "RECURRENCE-ID", &p))
			continue;
		if (read_event(r, &r->events[i], &v) && v.key != NULL) {
			struct str text = STR_INIT;

			str_addf(&text, "%s\n%s", v.uid, v.key);
			r->overrides = xrealloc(r->overrides,
				(r->override_count + 1) * sizeof(*r->overrides));
			r->overrides[r->override_count++] = str_take(&text);
			if (v.following)
				add_range(r, &r->events[i]);
		}
		vevent_release(&v);
	}
	r->quiet = false;
	if (r->override_count > 0)
		qsort(r->overrides, r->override_count, sizeof(*r->overrides), by_text);
}

/* A change of one of a series without the series: a mailbox that was invited to that day alone. */
static void say_orphan(struct ics_reader *r, const struct vevent *v)
{
	if (v->key != NULL && !r->in->ours && (r->master_count == 0 || bsearch(&v->uid, r->masters, r->master_count,
							       sizeof(*r->masters), by_text) == NULL))
		ics_say(r, 'N', v->b->line, v->uid,
			v->following ? _("a change of days of a series that the file does not tell: taken for this one alone")
				     : _("one day of a series that the file does not tell"));
}

static void find_masters(struct ics_reader *r)
{
	struct ics_property p;

	for (size_t i = 0; i < r->event_count && r->override_count > 0; i++) {
		if (ics_find(&r->events[i], "RECURRENCE-ID", &p) || !ics_find(&r->events[i], "UID", &p))
			continue;
		r->masters = xrealloc(r->masters, (r->master_count + 1) * sizeof(*r->masters));
		r->masters[r->master_count++] = xstrdup(p.value);
	}
	if (r->master_count > 0)
		qsort(r->masters, r->master_count, sizeof(*r->masters), by_text);
}

void ics_records(struct ics_reader *r)
{
	find_overrides(r);
	find_masters(r);
	if (r->ranges_cut)
		ics_say(r, 'N', r->events[0].line, "",
			_("more than %d changes of all that follow: the others are taken for their one day"), RANGES);
	for (size_t i = 0; i < r->event_count && (r->to == NULL || !output_failed(r->to)); i++) {
		struct vevent v;

		ics_pass_on(r);
		if (read_event(r, &r->events[i], &v)) {
			add_version(r, &v);
			add_words(r, &v);
			add_kept(r, &v);
			say_orphan(r, &v);
			if (v.series)
				write_series(r, &v);
			else
				write_record(r, &v, &v.starts, v.key != NULL ? v.key : "", false);
		}
		vevent_release(&v);
	}
}
