/* The lines of an iCalendar file, and the components that they make. A hostile file meets this
 * before libical, which then sees one zone or one rule at a time. */
#include "doc/ics_read.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <utf8proc.h>

#include "doc/doc.h"
#include "doc/ics_records.h"
#include "etape/i18n.h"
#include "exchange/csv_decode.h"
#include "exchange/ics_line.h"

enum {
	LINE_LIMIT = 1 << 18, /* bytes of one line, unfolded */
	DEPTH = 4,	      /* of components within an event */
	BLOCK_LINES = 4000,
	LISTED = 20, /* of components that are no event */
};

/* --- one line ---------------------------------------------------------------------------------- */

bool ics_split(const char *line, struct ics_property *p)
{
	const char *s = line + strcspn(line, ":;");

	*p = (struct ics_property){ .line = line, .params = s, .value = ics_value(s) };
	return s > line && p->value != NULL;
}

bool ics_find(const struct ics_block *b, const char *name, struct ics_property *p)
{
	int depth = 0;

	for (size_t i = 0; i < b->count; i++) {
		depth += ics_is(b->lines[i], "BEGIN") ? 1 : ics_is(b->lines[i], "END") ? -1 : 0;
		if (depth == 0 && ics_is(b->lines[i], name) && ics_split(b->lines[i], p))
			return true;
	}
	return false;
}

char *ics_param(const struct ics_property *p, const char *name)
{
	const size_t n = strlen(name);

	for (const char *s = p->params; *s == ';' && s < p->value;) {
		const char *end = ++s;
		bool quoted = false;

		for (; end < p->value - 1 && (quoted || *end != ';'); end++)
			quoted ^= *end == '"';
		if (strncasecmp(s, name, n) == 0 && s[n] == '=') {
			s += n + 1;
			if (*s == '"' && end > s + 1)
				return xstrndup(s + 1, (size_t)(end - s) - 2);
			return xstrndup(s, (size_t)(end - s));
		}
		s = end;
	}
	return NULL;
}

void ics_field(struct str *out, const char *key, const char *value)
{
	size_t n;

	if (*value == '\0')
		return;
	str_addc(out, '\t');
	str_add(out, key);
	str_addc(out, '=');
	for (; *value != '\0'; value += n + 1) {
		n = strcspn(value, "\n\t\\");
		str_addn(out, value, n);
		if (value[n] == '\0')
			return;
		str_addc(out, '\\');
		str_addc(out, value[n] == '\n' ? 'n' : value[n] == '\t' ? 't' : '\\');
	}
}

void ics_pass_on(struct ics_reader *r)
{
	if (r->to == NULL)
		return;
	output_write(r->to, r->out->buf, r->out->len);
	str_reset(r->out);
}

/* Takes out the part of a character that a cut left. */
static void mend(char *text)
{
	const char *from = text;
	char *to = text;

	while (*from != '\0') {
		utf8proc_int32_t cp;
		const utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)from, -1, &cp);

		for (utf8proc_ssize_t i = 0; i < used; i++)
			*to++ = from[i];
		from += used > 0 ? used : 1;
	}
	*to = '\0';
}

void ics_say(struct ics_reader *r, char type, size_t line, const char *what, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if (r->quiet)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	mend(text);
	str_addf(r->out, "%c\tline=%zu", type, line);
	ics_field(r->out, "what", what);
	ics_field(r->out, "text", text);
	str_addc(r->out, '\n');
}

/* --- the components ------------------------------------------------------------------------------ */

/* Where the reading stands. */
struct scan {
	struct ics_reader *r;
	bool calendar;	     /* inside one */
	char kind[24];	     /* of the component being read, "" for none */
	struct ics_block at; /* its lines */
	int depth;	     /* components open within it */
	const char *broken;  /* why it cannot be taken; NULL */
	size_t line;
	size_t damaged;	 /* characters that no text holds */
	size_t guessed;	 /* bytes taken for Windows-1252 */
	size_t odd_line; /* of the first of either */
};

static void block_release(struct ics_block *b)
{
	for (size_t i = 0; i < b->count; i++)
		free(b->lines[i]);
	free(b->lines);
	*b = (struct ics_block){ .count = 0 };
}

static void keep(struct ics_block **list, size_t *count, struct ics_block *b)
{
	if ((*count & (*count - 1)) == 0)
		*list = xrealloc(*list, (2 * *count + 1) * sizeof(**list));
	(*list)[(*count)++] = *b;
	*b = (struct ics_block){ .count = 0 };
}

static void finish(struct scan *s)
{
	struct ics_reader *r = s->r;
	struct ics_property p;

	if (strcasecmp(s->kind, "VEVENT") == 0 && s->broken != NULL)
		ics_say(r, 'R', s->at.line, "", "%s", s->broken);
	else if (strcasecmp(s->kind, "VEVENT") == 0)
		keep(&r->events, &r->event_count, &s->at);
	else if (strcasecmp(s->kind, "VTIMEZONE") == 0 && s->broken == NULL)
		keep(&r->rules, &r->rule_count, &s->at);
	else if (r->left_out++ < LISTED && ics_find(&s->at, "SUMMARY", &p))
		ics_say(r, 'N', s->at.line, s->kind, _("no event: left out (%.80s)"), p.value);
	else if (r->left_out <= LISTED)
		ics_say(r, 'N', s->at.line, s->kind, _("no event: left out"));
	block_release(&s->at);
	s->kind[0] = '\0';
	s->broken = NULL;
	s->depth = 0;
}

static void add_calendar(struct ics_reader *r)
{
	r->calendars = xrealloc(r->calendars, (r->calendar_count + 1) * sizeof(*r->calendars));
	r->calendars[r->calendar_count++] = (struct ics_calendar){ .home = xstrdup(CIVIL_ZONE) };
}

static void begin(struct scan *s, const char *kind)
{
	if (s->kind[0] != '\0' &&
		(strcasecmp(kind, "VEVENT") == 0 || strcasecmp(kind, "VCALENDAR") == 0)) {
		s->broken = _("it has no end: another component begins in its middle");
		finish(s);
	}
	if (strcasecmp(kind, "VCALENDAR") == 0) {
		s->calendar = true;
		add_calendar(s->r);
		return;
	}
	if (!s->calendar)
		ics_say(s->r, 'N', s->line, kind, _("it stands outside a calendar: read all the same"));
	snprintf(s->kind, sizeof(s->kind), "%s", kind);
	s->at = (struct ics_block){ .line = s->line, .calendar = s->r->calendar_count - 1 };
}

static void add_line(struct scan *s, const char *line, size_t n)
{
	if (s->at.count == BLOCK_LINES) {
		s->broken = _("it has too many lines");
		return;
	}
	if ((s->at.count & (s->at.count - 1)) == 0)
		s->at.lines = xrealloc(
			s->at.lines, (2 * s->at.count + 1) * sizeof(*s->at.lines));
	s->at.lines[s->at.count++] = xstrndup(line, n);
}

/* A line of a calendar itself. */
static void calendar_line(struct scan *s, const char *line)
{
	struct ics_calendar *c = &s->r->calendars[s->r->calendar_count - 1];
	struct ics_property p;
	day_t day;

	if (!ics_split(line, &p))
		return;
	if (ics_is(line, "PRODID"))
		c->ours = strncmp(p.value, "-//etape//", 10) == 0;
	if (ics_is(line, "METHOD"))
		c->cancels = strcasecmp(p.value, "CANCEL") == 0;
	if (ics_is(line, "X-WR-TIMEZONE") && strspn(p.value, "/.") == 0 && strlen(p.value) < 60 &&
		strstr(p.value, "..") == NULL && civil_from_instant(0, p.value, &day, NULL, NULL)) {
		free(c->home);
		c->home = xstrdup(p.value);
	}
}

static void component_line(struct scan *s, const char *line, size_t n)
{
	const bool opens = ics_is(line, "BEGIN"), closes = ics_is(line, "END");

	if (opens && (strcasecmp(line + 6, "VEVENT") == 0 || strcasecmp(line + 6, "VCALENDAR") == 0)) {
		begin(s, line + 6);
		return;
	}
	if (closes && s->depth == 0) {
		if (strcasecmp(line + 4, s->kind) != 0)
			s->broken = _("what closes it is not what opened it");
		finish(s);
		if (strcasecmp(line + 4, "VCALENDAR") == 0)
			s->calendar = false;
		return;
	}
	if (closes && strcasecmp(line + 4, s->kind) == 0) {
		s->broken = _("a component in its middle has no end");
		finish(s);
		return;
	}
	s->depth += opens ? 1 : closes ? -1 : 0;
	if (s->depth > DEPTH)
		s->broken = _("too many components within one another");
	add_line(s, line, n);
}

static void take_line(struct scan *s, const char *line, size_t n)
{
	if (n == 0)
		return;
	if (s->kind[0] != '\0')
		component_line(s, line, n);
	else if (ics_is(line, "BEGIN"))
		begin(s, line + 6);
	else if (ics_is(line, "END"))
		s->calendar = false;
	else
		calendar_line(s, line);
}

/* A byte that is no UTF-8 is one of Windows, where there still are files of that kind. */
static void add_byte(struct scan *s, struct str *out, unsigned char byte)
{
	utf8proc_uint8_t bytes[4];
	const int32_t cp = csv_1252(byte);

	if (cp < 0)
		s->damaged++;
	else
		s->guessed++;
	str_addn(out, (const char *)bytes, (size_t)utf8proc_encode_char(cp < 0 ? 0xFFFD : cp, bytes));
	s->odd_line = s->odd_line != 0 ? s->odd_line : s->line;
}

/* Appends text without what no text holds: control characters. */
static void add_clean(struct scan *s, struct str *out, const char *bytes, size_t n)
{
	for (size_t i = 0; i < n;) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t used;

		if ((unsigned char)bytes[i] >= 0x20 && (unsigned char)bytes[i] < 0x7F) {
			str_addc(out, bytes[i++]);
			continue;
		}
		used = utf8proc_iterate(
			(const utf8proc_uint8_t *)bytes + i, (utf8proc_ssize_t)(n - i), &cp);
		if (used <= 0) {
			add_byte(s, out, (unsigned char)bytes[i++]);
			continue;
		}
		if (cp == '\t' || cp > 0x9F)
			str_addn(out, bytes + i, (size_t)used);
		else if (s->damaged++ == 0 && s->odd_line == 0)
			s->odd_line = s->line;
		i += (size_t)used;
	}
}

/* The bytes of a line; `*next` is where the one after it begins. Lines end with LF, CR LF or, as an old
 * Macintosh wrote them, CR. */
static size_t line_length(const char *bytes, size_t n, size_t *next)
{
	size_t length = 0, end;

	while (length < n && bytes[length] != '\n' && bytes[length] != '\r')
		length++;
	for (end = length; end < n && bytes[end] == '\r';)
		end++;
	if (end < n && bytes[end] == '\n')
		end++;
	else if (end > length)
		end = length + 1;
	*next = end;
	return length;
}

static void scan_lines(struct scan *s, const char *bytes, size_t n)
{
	struct str raw = STR_INIT, line = STR_INIT;
	size_t at = 0, physical = 0, next;

	while (at < n) {
		size_t length = line_length(bytes + at, n - at, &next);

		bool cut = false;

		s->line = ++physical;
		str_reset(&raw);
		str_reset(&line);
		str_addn(&raw, bytes + at, length);
		at += next;
		while (at < n && (bytes[at] == ' ' || bytes[at] == '\t')) {
			length = line_length(bytes + at, n - at, &next);
			if (raw.len + length <= LINE_LIMIT)
				str_addn(&raw, bytes + at + 1, length > 0 ? length - 1 : 0);
			else
				cut = true;
			at += next;
			physical++;
		}
		if (cut || raw.len > LINE_LIMIT) {
			ics_say(s->r, 'N', s->line, "", _("a line of more than %d characters: cut short"),
				(int)LINE_LIMIT);
			if (raw.len > LINE_LIMIT)
				str_truncate(&raw, LINE_LIMIT);
		}
		add_clean(s, &line, raw.buf, raw.len);
		take_line(s, line.buf, line.len);
	}
	str_release(&raw);
	str_release(&line);
}

static void release(struct ics_reader *r)
{
	for (size_t i = 0; i < r->event_count; i++)
		block_release(&r->events[i]);
	for (size_t i = 0; i < r->rule_count; i++)
		block_release(&r->rules[i]);
	for (size_t i = 0; i < r->override_count; i++)
		free(r->overrides[i]);
	free(r->events);
	free(r->rules);
	for (size_t i = 0; i < r->master_count; i++)
		free(r->masters[i]);
	free(r->overrides);
	free(r->masters);
	for (size_t i = 0; i < r->calendar_count; i++)
		free(r->calendars[i].home);
	free(r->calendars);
	free(r->made);
	free(r->ranges);
	ics_zones_release(r);
}

static bool looks_like_a_calendar(const char *bytes, size_t n)
{
	static const char begins[] = "BEGIN:VCALENDAR";

	return n >= sizeof(begins) - 1 && strncasecmp(bytes, begins, sizeof(begins) - 1) == 0;
}

bool ics_normalise(const char *bytes, size_t n, day_t today, struct str *out, struct output *to,
	struct err *err)
{
	struct ics_reader r = { .out = out, .to = to, .today = today };
	struct scan s = { .r = &r };
	size_t skip = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (skip < n && strchr(" \t\r\n", bytes[skip]) != NULL && bytes[skip] != '\0')
		skip++;
	if (!looks_like_a_calendar(bytes + skip, n - skip))
		return err_set(err, ERR_INVALID,
			_("this is no calendar: an iCalendar file begins with BEGIN:VCALENDAR"));
	add_calendar(&r); /* for what stands outside any */
	scan_lines(&s, bytes + skip, n - skip);
	if (s.kind[0] != '\0') {
		s.broken = _("the file ends in its middle");
		finish(&s);
	} else if (s.calendar) {
		ics_say(&r, 'N', s.line, "", _("the end of the calendar is missing"));
	}
	if (s.guessed > 0)
		ics_say(&r, 'N', s.odd_line, "",
			P_("%zu character that is no UTF-8: taken for Windows-1252",
				"%zu characters that are no UTF-8: taken for Windows-1252", s.guessed),
			s.guessed);
	if (s.damaged > 0)
		ics_say(&r, 'N', s.odd_line, "",
			P_("%zu character could not be read", "%zu characters could not be read", s.damaged),
			s.damaged);
	if (r.left_out > LISTED)
		ics_say(&r, 'N', s.line, "", _("%zu more that are no event, left out"), r.left_out - LISTED);
	ics_records(&r);
	if (r.addresses > 0)
		ics_say(&r, 'N', s.line, "",
			P_("%zu line that names who is invited or invites: left out, nobody's address is kept without a reason",
				"%zu lines that name who is invited or invites: left out, nobody's address is kept without a reason",
				r.addresses),
			r.addresses);
	str_add(out, "Z\n");
	ics_pass_on(&r);
	release(&r);
	return true;
}

static bool filter_ics(const char *bytes, size_t n, struct output *out, struct err *err)
{
	struct str text = STR_INIT;
	const bool ok = ics_normalise(bytes, n, civil_today(CIVIL_ZONE), &text, out, err);

	str_release(&text);
	return ok;
}

const struct document document_ics_read = {
	.name = "ics-read",
	.help = N_("an iCalendar file on standard input, as records for the import"),
	.filter = filter_ics,
};
