#include "doc/ics_clock.h"

#include <libical/ical.h>
#include <stdlib.h>
#include <string.h>

/* The rules of a zone, under its IANA name. False when the system does not know it. */
static bool add_rules(struct str *out, const char *name)
{
	icaltimezone *zone = icaltimezone_get_builtin_timezone(name);
	icalcomponent *rules = zone != NULL ? icaltimezone_get_component(zone) : NULL;
	icalproperty *tzid;
	char *text;

	if (rules == NULL)
		return false;
	rules = icalcomponent_new_clone(rules);
	tzid = icalcomponent_get_first_property(rules, ICAL_TZID_PROPERTY);
	if (tzid != NULL)
		icalproperty_set_tzid(tzid, name);
	text = icalcomponent_as_ical_string_r(rules);
	str_add(out, text);
	icalmemory_free_buffer(text);
	icalcomponent_free(rules);
	return true;
}

/* A zone, whose rules are written once; NULL when there are too many. */
static const struct ics_zone *find_zone(struct ics_clock *c, const char *name)
{
	struct ics_zone *z;

	for (size_t i = 0; i < c->met_count; i++) {
		if (strcmp(c->met[i].name, name) == 0)
			return &c->met[i];
	}
	if (c->met_count == ICS_ZONES)
		return NULL;
	z = &c->met[c->met_count++];
	*z = (struct ics_zone){ .name = xstrdup(name), .param = STR_INIT };
	if (add_rules(&c->rules, name))
		str_addf(&z->param, ";TZID=%s:", name);
	return z;
}

/* Each event has dozens of digits, which printf would take longest over. */
static char *put_two(char *to, int number)
{
	static const char pairs[] = "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
				    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
				    "8081828384858687888990919293949596979899";

	memcpy(to, pairs + 2 * number, 2);
	return to + 2;
}

/* What ends after the last day there is ends on it. */
static char *put_day(struct ics_clock *c, char *to, day_t day)
{
	const day_t shown = day < CIVIL_FIRST ? CIVIL_FIRST : day > CIVIL_LAST ? CIVIL_LAST : day;
	struct ics_day *w = &c->days[(unsigned)day % ICS_DAYS];
	struct civil civil;

	if (w->day != day || w->digits[0] == '\0') {
		civil = civil_from_day(shown);
		w->day = day;
		put_two(put_two(w->digits, civil.year / 100), civil.year % 100);
		put_two(put_two(w->digits + 4, civil.month), civil.day);
	}
	memcpy(to, w->digits, sizeof(w->digits));
	return to + sizeof(w->digits);
}

static char *put_time(char *to, int minutes, int seconds)
{
	*to++ = 'T';
	return put_two(put_two(put_two(to, minutes / 60), minutes % 60), seconds);
}

void ics_clock_add_day(struct ics_clock *c, struct str *out, day_t day)
{
	str_wrote(out, put_day(c, str_room(out, 8), day));
}

void ics_clock_add_utc(struct ics_clock *c, struct str *out, instant_t at)
{
	const int64_t day = 86400000, within = (at % day + day) % day;
	char *to = str_room(out, 16);

	to = put_day(c, to, (day_t)((at - within) / day));
	to = put_time(to, (int)(within / 60000), (int)(within / 1000 % 60));
	*to++ = 'Z';
	str_wrote(out, to);
}

void ics_clock_add_time(struct ics_clock *c, struct str *out, day_t day, int minutes, const char *zone)
{
	const struct ics_zone *z = find_zone(c, zone);
	enum civil_gap gap;
	instant_t at;
	char *to;

	day += minutes / 1440;
	minutes %= 1440;
	if (z != NULL && z->param.len > 0) {
		to = str_room(out, z->param.len + 15);
		memcpy(to, z->param.buf, z->param.len);
		to = put_day(c, to + z->param.len, day);
		str_wrote(out, put_time(to, minutes, 0));
		return;
	}
	str_addc(out, ':');
	if (civil_to_instant(day, minutes, zone, &at, &gap)) {
		ics_clock_add_utc(c, out, at);
	} else { /* of no zone that is known here: as the wall clock there shows it */
		to = put_day(c, str_room(out, 15), day);
		str_wrote(out, put_time(to, minutes, 0));
	}
}

void ics_clock_release(struct ics_clock *c)
{
	for (size_t i = 0; i < c->met_count; i++) {
		free(c->met[i].name);
		str_release(&c->met[i].param);
	}
	str_release(&c->rules);
}
