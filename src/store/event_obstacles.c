/* What may be in the way of a rencontre on its days: holidays where it is, Sundays, other rencontres. */
#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/event_obstacles.h"
#include "etape/holidays.h"
#include "etape/i18n.h"
#include "etape/reference.h"

enum { DAYS_MOST = 62, SAID_MOST = 4, ALL_ZONES = 7 };

void event_obstacle(struct str *out, const char *text)
{
	str_add(out, out->len ? _("; ") : "");
	str_add(out, text);
}

static const char *place_of(const struct event_days *d)
{
	return d->departement && *d->departement ? d->departement : NULL;
}

/* --- holidays and week-ends --- */

static void say_day(const struct event_days *d, day_t day, const char *holiday, struct str *out)
{
	struct str text = STR_INIT;

	if (d->last > d->first) {
		civil_format_day(&text, day, i18n_lang());
		if (holiday)
			str_addf(&text, " (%s)", holiday);
	} else {
		str_add(&text, holiday ? holiday : civil_weekday_name(civil_weekday(day), i18n_lang()));
	}
	event_obstacle(out, text.buf);
	str_release(&text);
}

static void say_days_off(const struct event_days *d, struct str *out)
{
	int said = 0;

	for (day_t day = d->first; day <= d->last && day - d->first < DAYS_MOST; day++) {
		const char *holiday = holiday_name(day, place_of(d));

		if (!holiday && civil_weekday(day) < 6)
			continue;
		if (said++ < SAID_MOST)
			say_day(d, day, holiday, out);
	}
	if (said > SAID_MOST)
		str_add(out, "…");
}

/* --- school holidays --- */

/* Those around the days, by the zones that count there. */
struct school {
	const struct event_days *days;
	unsigned zones;		/* that count, as bits: the host's, else all; 0: none is known of there */
	unsigned before;	/* zones of which something is known before, and after */
	unsigned after;
	struct {
		char *name;	/* owned */
		unsigned zones;
	} at[SAID_MOST];	/* those that touch the days */
	size_t count;
};

static void take_name(struct school *s, const struct school_holiday *h, unsigned bit)
{
	size_t i = 0;

	while (i < s->count && strcmp(s->at[i].name, h->name) != 0)
		i++;
	if (i == SAID_MOST)
		return;
	if (i == s->count) {
		s->at[s->count].name = xstrdup(h->name);
		s->at[s->count++].zones = 0;
	}
	s->at[i].zones |= bit;
}

static bool take_school(void *arg, const struct school_holiday *h)
{
	struct school *s = arg;
	const unsigned bit = 1u << (h->zone - 'A');

	if (h->first <= s->days->first)
		s->before |= bit;
	if (h->last >= s->days->last)
		s->after |= bit;
	if ((s->zones & bit) && h->first <= s->days->last && h->last >= s->days->first)
		take_name(s, h, bit);
	return true;
}

static unsigned zones_of(const struct event_days *d)
{
	const char zone = place_of(d) ? departement_holidays(d->departement) : '\0';

	if (!place_of(d))
		return ALL_ZONES;
	return zone ? 1u << (zone - 'A') : 0;
}

static void add_zones(struct str *out, unsigned zones)
{
	bool first = true;

	str_add(out, zones & (zones - 1) ? _(" (zones ") : _(" (zone "));
	for (int zone = 0; zone < 3; zone++) {
		if (!(zones & 1u << zone))
			continue;
		str_addf(out, first ? "%c" : ", %c", 'A' + zone);
		first = false;
	}
	str_addc(out, ')');
}

static struct school read_school(struct db *db, const struct event_days *d)
{
	struct school s = { .days = d, .zones = zones_of(d) };

	reference_school_holidays(
		db, d->first - HOLIDAYS_AROUND, d->last + HOLIDAYS_AROUND, take_school, &s, NULL);
	return s;
}

static void release_school(struct school *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->at[i].name);
}

static void say_school(struct db *db, const struct event_days *d, struct str *out)
{
	struct school s = read_school(db, d);

	for (size_t i = 0; i < s.count; i++) {
		event_obstacle(out, s.at[i].name);
		add_zones(out, s.at[i].zones);
	}
	release_school(&s);
}

void event_school_unknown(struct db *db, const struct event_days *d, struct str *out)
{
	struct school s = read_school(db, d);
	const unsigned unknown = s.zones & ~(s.before & s.after);

	if (!s.zones) {
		event_obstacle(out, "");
		str_addf(out, _("school holidays not known (%s)"), departement_name(d->departement));
	} else if (unknown) {
		event_obstacle(out, _("school holidays not known"));
		if (unknown != ALL_ZONES)
			add_zones(out, unknown);
	}
	release_school(&s);
}

/* --- other rencontres --- */

struct meeting {
	const struct event_days *days;
	char *title;	/* of the first one, owned */
	size_t count;
};

static bool meet(void *arg, const struct event_row *row)
{
	struct meeting *m = arg;

	if (row->id == m->days->id || row->precision != PRECISION_DAY || row->status == EVENT_CANCELLED ||
		row->status == EVENT_POSTPONED)
		return true;
	if (m->count++ == 0)
		m->title = xstrdup(row->title);
	return true;
}

static void say_meetings(struct db *db, const struct event_days *d, struct str *out)
{
	struct event_filter near = EVENT_FILTER_ALL;
	struct meeting m = { .days = d };

	near.first = d->first;
	near.last = d->last;
	near.plain = true;
	event_list(db, &near, meet, &m, NULL);
	if (m.count) {
		event_obstacle(out, "");
		str_addf(out, d->last > d->first ? _("same days as '%s'") : _("same day as '%s'"), m.title);
	}
	if (m.count > 1)
		str_addf(out, P_(" and %zu other", " and %zu others", m.count - 1), m.count - 1);
	free(m.title);
}

void event_obstacles(struct db *db, const struct event_days *d, struct str *out)
{
	say_days_off(d, out);
	say_school(db, d, out);
	say_meetings(db, d, out);
}
