/* A day and the hours of a rencontre in words. */
#include <stdlib.h>
#include <string.h>

#include "etape/event_obstacles.h"
#include "etape/holidays.h"
#include "etape/i18n.h"
#include "etape/session.h"
#include "tui/screens/agenda.h"

/* --- one day --- */

static const char *agenda_school_at(const struct agenda_period *p, int zone, day_t day)
{
	for (size_t i = 0; i < p->school_count; i++)
		if (p->school[i].zone == zone && p->school[i].first <= day && p->school[i].last >= day)
			return p->school[i].name;
	return "";
}

static bool agenda_school_known(const struct agenda_period *p, int zone, day_t day)
{
	bool before = false, after = false;

	for (size_t i = 0; i < p->school_count; i++) {
		const struct agenda_school *h = &p->school[i];

		if (h->zone != zone)
			continue;
		before |= h->first <= day && day <= h->last + HOLIDAYS_AROUND;
		after |= h->last >= day && day >= h->first - HOLIDAYS_AROUND;
	}
	return before && after;
}

/* "Vacances de Noël (A, B, C)": zones that have the same holiday are said together. */
static void agenda_add_school(const struct agenda_period *p, day_t day, unsigned zones, struct str *out)
{
	unsigned said = 0;

	for (int zone = 0; zone < 3; zone++) {
		const char *name = agenda_school_at(p, zone, day);

		if (!(zones & ~said & 1u << zone) || !*name)
			continue;
		str_addf(out, " %s %s (", term_glyph(GLYPH_DOT), name);
		for (int same = zone; same < 3; same++) {
			if (!(zones & 1u << same) || strcmp(agenda_school_at(p, same, day), name) != 0)
				continue;
			str_addf(out, same == zone ? "%c" : ", %c", 'A' + same);
			said |= 1u << same;
		}
		str_addc(out, ')');
	}
}

static void agenda_add_unknown(const struct agenda_period *p, day_t day, unsigned zones, struct str *out)
{
	unsigned unknown = 0;
	struct str names = STR_INIT;

	for (int zone = 0; zone < 3; zone++) {
		if (!(zones & 1u << zone) || agenda_school_known(p, zone, day))
			continue;
		unknown |= 1u << zone;
		str_addf(&names, names.len ? ", %c" : "%c", 'A' + zone);
	}
	if (unknown == zones)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), _("school holidays not known"));
	else if (unknown)
		str_addf(out, _(" %s school holidays not known (%s)"), term_glyph(GLYPH_DOT), names.buf);
	str_release(&names);
}

/* A holiday where something happens that day, and not of all France: "Vendredi saint (Moselle)". */
static void agenda_add_local(const struct agenda_period *p, day_t day, struct str *out)
{
	const char *said = "";

	for (size_t i = 0; i < p->count; i++) {
		const struct event_row *e = p->rows[i].event;
		const char *name;

		if (e->precision != PRECISION_DAY || e->first_day > day || e->last_day < day || !*e->departement ||
			!strcmp(e->departement, said) || !strcmp(e->departement, p->departement))
			continue;
		name = holiday_name(day, e->departement);
		if (!name || holiday_name(day, NULL))
			continue;
		str_addf(out, " %s %s (%s)", term_glyph(GLYPH_DOT), name, departement_name(e->departement));
		said = e->departement;
	}
}

void agenda_day_words(const struct agenda_period *p, struct app *app, day_t day, unsigned zones, struct str *out)
{
	const char *holiday = holiday_name(day, *p->departement ? p->departement : NULL);

	civil_format_long(out, day, i18n_lang());
	if (day == app_today(app))
		str_addf(out, " (%s)", _("today"));
	if (holiday)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), holiday);
	agenda_add_local(p, day, out);
	agenda_add_school(p, day, zones, out);
	agenda_add_unknown(p, day, zones, out);
}

/* --- hours --- */

void agenda_hours_said(struct agenda_hours *h, const struct event_row *e)
{
	*h = (struct agenda_hours){ .event = e->id, .first = e->first_day, .last = e->last_day, .from = -1, .to = -1 };
	if (e->precision != PRECISION_DAY)
		return;
	civil_parse_local(e->start, &h->first, &h->from);
	if (*e->end)
		civil_parse_local(e->end, &h->last, &h->to);
}

void agenda_hours_read(struct agenda_hours *h, struct app *app, const struct event_row *e)
{
	struct session *list = NULL;
	size_t count = 0;

	if (h->event == e->id)
		return;
	agenda_hours_said(h, e);
	if (h->from >= 0 || e->precision != PRECISION_DAY ||
		!session_list(app->db, e->id, &list, &count, NULL))
		return;
	for (size_t i = 0; i < count; i++) {
		if (list[i].day == h->first && (h->from < 0 || list[i].starts < h->from))
			h->from = list[i].starts;
		if (list[i].day == h->last && list[i].ends <= 24 * 60 && list[i].ends > h->to)
			h->to = list[i].ends;
	}
	session_free_list(&list, count);
}

/* Another clock's day and minutes at a time of a place's; as they were when nothing is known of it. */
static void agenda_in_paris(const char *zone, day_t *day, int *minutes)
{
	const int late = *minutes / (24 * 60);
	instant_t at;

	if (*minutes >= 0 && civil_to_instant(*day + late, *minutes % (24 * 60), zone, &at, NULL))
		civil_from_instant(at, CIVIL_ZONE, day, minutes, NULL);
}

/* "Guyane" where the clock is that of the host's département, else the zone's own town. */
static const char *agenda_clock_name(const struct event_row *e)
{
	const char *town = strrchr(e->zone, '/');

	if (*e->departement && !strcmp(departement_clock(e->departement), e->zone))
		return departement_name(e->departement);
	return town ? town + 1 : e->zone;
}

static void agenda_add_times(struct str *out, day_t day, int from, day_t end, int to)
{
	const bool night = end == day + 1 && to < from;

	civil_format_time(out, from, i18n_lang());
	if (to < 0 || (end != day && !night))
		return;
	str_add(out, "–");
	civil_format_time(out, to % (24 * 60), i18n_lang());
}

void agenda_hours_words(const struct agenda_hours *h, const struct event_row *e, bool paris, struct str *out)
{
	const bool away = strcmp(e->zone, CIVIL_ZONE) != 0;
	day_t first = h->first, last = h->last;
	int from = h->from, to = h->to;

	if (from < 0)
		return;
	if (away && paris) {
		agenda_in_paris(e->zone, &first, &from);
		agenda_in_paris(e->zone, &last, &to);
	}
	if (first != h->first) {
		civil_format_day(out, first, i18n_lang());
		str_addc(out, ' ');
	}
	agenda_add_times(out, first, from, last, to);
	if (away)
		str_addf(out, " (%s)", paris ? _("in Paris") : agenda_clock_name(e));
}
