/* The days of a series. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "doc/ics_read.h"
#include "etape/i18n.h"

enum { ENDLESS_DAYS = 2 * 366, TRIED = 20000 };

static int by_time(const void *a, const void *b)
{
	const struct ics_moment *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->minutes > y->minutes) - (x->minutes < y->minutes);
}

static void add(struct ics_series *s, const struct ics_moment *m)
{
	s->at = xrealloc(s->at, (s->count + 1) * sizeof(*s->at));
	s->at[s->count++] = *m;
}

static struct icaltimetype time_of(const struct ics_moment *m)
{
	const struct civil c = civil_from_day(m->day);
	struct icaltimetype t = icaltime_null_time();

	t.year = c.year;
	t.month = c.month;
	t.day = c.day;
	t.hour = m->minutes / 60;
	t.minute = m->minutes % 60;
	t.is_date = m->date;
	return t;
}

/* Where a rule ends: UNTIL, on the clock of the series. False when it has no such end. */
static bool read_until(struct ics_reader *r, size_t line, const char *rule,
	const struct ics_moment *first, struct ics_moment *until)
{
	const struct ics_property bare = { .line = rule, .params = "", .value = rule };
	const char *at = strcasestr(rule, "UNTIL=");
	char value[20] = "";

	if (at == NULL)
		return false;
	strncat(value, at + 6, strcspn(at + 6, ";,/") < 17 ? strcspn(at + 6, ";,/") : 17);
	if (!ics_read_moment(r, line, &bare, value, until))
		return false;
	if (until->date)
		until->minutes = 1439;
	else if (!first->date && value[15] == 'Z')
		ics_move_zone(until, first->zone);
	return true;
}

/* Rules by the hour or the second are nobody's rencontre, and can last for ever. */
static bool by_the_day(const struct icalrecurrencetype *rule)
{
	return rule->freq == ICAL_DAILY_RECURRENCE || rule->freq == ICAL_WEEKLY_RECURRENCE ||
	       rule->freq == ICAL_MONTHLY_RECURRENCE || rule->freq == ICAL_YEARLY_RECURRENCE;
}

static bool is_past(const struct ics_moment *m, const struct ics_moment *until)
{
	return m->day > until->day ||
	       (m->day == until->day && !m->date && m->minutes > until->minutes);
}

static void walk(struct ics_reader *r, icalrecur_iterator *walk, const struct ics_moment *first,
	const struct ics_moment *until, bool endless, struct ics_series *s)
{
	const day_t horizon = (first->day > r->today ? first->day : r->today) + ENDLESS_DAYS;

	for (size_t tried = 0; tried < TRIED; tried++) {
		const struct icaltimetype t = icalrecur_iterator_next(walk);
		struct ics_moment m = *first;

		if (icaltime_is_null_time(t) || t.year > 2199)
			return;
		m.day = civil_day(t.year, t.month, t.day);
		if (!m.date)
			m.minutes = t.hour * 60 + t.minute; /* BYHOUR may tell several */
		if (m.day == CIVIL_NONE || (until != NULL && is_past(&m, until)))
			return;
		s->cut = s->count >= ICS_SERIES || (endless && m.day > horizon);
		if (s->cut)
			return;
		if (m.day != first->day || m.minutes != first->minutes)
			add(s, &m);
	}
	s->cut = true;
}

static bool expand_rule(struct ics_reader *r, size_t line, const char *text,
	const struct ics_moment *first, struct ics_series *s)
{
	struct icalrecurrencetype rule = icalrecurrencetype_from_string(text);
	struct ics_moment until;
	icalrecur_iterator *iterator;
	const bool ends = read_until(r, line, text, first, &until);
	const bool endless = !ends && rule.count <= 0;

	if (!by_the_day(&rule))
		return false;
	rule.until = icaltime_null_time();
	iterator = icalrecur_iterator_new(rule, time_of(first));
	if (iterator == NULL)
		return false;
	walk(r, iterator, first, ends ? &until : NULL, endless, s);
	s->endless |= endless;
	icalrecur_iterator_free(iterator);
	return true;
}

static void take_out(struct ics_series *s, const struct ics_moment *m)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		/* A whole day left out of a series of times is meant so. */
		if (s->at[i].day == m->day && (m->date || s->at[i].minutes == m->minutes)) {
			s->gone = xrealloc(s->gone, (s->gone_count + 1) * sizeof(*s->gone));
			s->gone[s->gone_count++] = s->at[i];
			continue;
		}
		s->at[kept++] = s->at[i];
	}
	s->count = kept;
}

/* The end of a period, "20270201T080000Z/PT3H" or "…/20270201T110000Z", as how long it lasts. */
static void read_period(struct ics_reader *r, size_t line, const struct ics_property *p, const char *value,
	struct ics_moment *m)
{
	char *text = xstrndup(value, strcspn(value, ","));
	const char *end = strchr(text, '/');
	struct ics_moment until;
	int64_t lasts = -1;
	instant_t from, to;

	if (end != NULL && (end[1] == 'P' || end[1] == '+'))
		lasts = ics_duration(end + 1) / 60;
	else if (end != NULL && ics_read_moment(r, line, p, end + 1, &until) && !until.date &&
		ics_instant(m, &from) && ics_instant(&until, &to))
		lasts = (to - from) / 60000;
	if (lasts > 0)
		m->lasts = (int)lasts;
	else if (end != NULL)
		ics_say(r, 'N', line, text, _("this end cannot be: left out"));
	free(text);
}

/* RDATE puts in, EXDATE takes out: a list of moments. */
static void read_list(struct ics_reader *r, size_t line, const struct ics_property *p,
	const struct ics_moment *first, bool in, struct ics_series *s)
{
	struct ics_moment m;

	for (const char *v = p->value; *v != '\0';) {
		if (!ics_read_moment(r, line, p, v, &m)) {
			ics_say(r, 'N', line, "", _("'%.40s' is no date: left out of the series"), v);
		} else {
			if (in && !m.date)
				read_period(r, line, p, v, &m);
			if (!m.date && !first->date)
				ics_move_zone(&m, first->zone);
			if (!in)
				take_out(s, &m);
			else if (s->count < ICS_SERIES && m.date == first->date)
				add(s, &m);
			else
				s->cut = true;
		}
		v += strcspn(v, ",");
		v += *v == ',';
	}
}

static void sort_once(struct ics_series *s)
{
	size_t kept = 0;

	qsort(s->at, s->count, sizeof(*s->at), by_time);
	for (size_t i = 0; i < s->count; i++) {
		if (kept == 0 || by_time(&s->at[kept - 1], &s->at[i]) != 0)
			s->at[kept++] = s->at[i];
	}
	s->count = kept;
}

bool ics_expand(struct ics_reader *r, const struct ics_block *b, const struct ics_moment *first,
	struct ics_series *s)
{
	struct ics_property p;
	bool ok = true;

	*s = (struct ics_series){ .count = 0 };
	add(s, first);
	for (size_t i = 0; i < b->count; i++) {
		if (strncasecmp(b->lines[i], "RRULE", 5) == 0 && ics_split(b->lines[i], &p))
			ok &= expand_rule(r, b->line, p.value, first, s);
		else if (strncasecmp(b->lines[i], "RDATE", 5) == 0 && ics_split(b->lines[i], &p))
			read_list(r, b->line, &p, first, true, s);
	}
	sort_once(s);
	for (size_t i = 0; i < b->count; i++) {
		if (strncasecmp(b->lines[i], "EXDATE", 6) == 0 && ics_split(b->lines[i], &p))
			read_list(r, b->line, &p, first, false, s);
	}
	return ok;
}
