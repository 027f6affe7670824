/* Dates, times and zones as calendars write them. */
#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "doc/ics_read.h"
#include "etape/i18n.h"

enum { FIRST_YEAR = 1900, LAST_YEAR = 2199, DAY_MINUTES = 1440, RULE_LINES = 1000, ZONES_MET = 64 };

/* What Outlook and Exchange call the zones of France and her neighbours. */
static const struct {
	const char *windows, *iana;
} windows_zones[] = {
	{ "Romance Standard Time", "Europe/Paris" },
	{ "W. Europe Standard Time", "Europe/Berlin" },
	{ "Central Europe Standard Time", "Europe/Budapest" },
	{ "Central European Standard Time", "Europe/Warsaw" },
	{ "GMT Standard Time", "Europe/London" },
	{ "Greenwich Standard Time", "Atlantic/Reykjavik" },
	{ "SA Eastern Standard Time", "America/Cayenne" },
	{ "SA Western Standard Time", "America/Martinique" },
	{ "E. Africa Standard Time", "Africa/Nairobi" },
	{ "Mauritius Standard Time", "Indian/Reunion" },
	{ "Central Pacific Standard Time", "Pacific/Noumea" },
	{ "Hawaiian Standard Time", "Pacific/Honolulu" },
	{ "Eastern Standard Time", "America/New_York" },
	{ "Morocco Standard Time", "Africa/Casablanca" },
	{ "UTC", "UTC" },
	{ "tzone://Microsoft/Utc", "UTC" },
};

/* A name that the system knows, and that is a name rather than a path. */
static bool is_iana(const char *name)
{
	day_t day;

	if (!isalpha((unsigned char)name[0]) || strlen(name) > 60 || strstr(name, "..") != NULL)
		return false;
	for (const char *s = name; *s != '\0'; s++) {
		if (!isalnum((unsigned char)*s) && strchr("/_+-", *s) == NULL)
			return false;
	}
	return civil_from_instant(0, name, &day, NULL, NULL);
}

/* "Europe/Paris" of itself, of "/mozilla.org/20070129_1/Europe/Paris", of a name of Windows. */
static const char *known_name(const char *tzid)
{
	if (is_iana(tzid))
		return tzid;
	for (size_t i = 0; i < sizeof(windows_zones) / sizeof(windows_zones[0]); i++) {
		if (strcasecmp(tzid, windows_zones[i].windows) == 0)
			return windows_zones[i].iana;
	}
	for (const char *slash = tzid; *tzid == '/' && slash != NULL; slash = strchr(slash + 1, '/')) {
		if (strchr(slash + 1, '/') != NULL && is_iana(slash + 1))
			return slash + 1;
	}
	return NULL;
}

/* Rules that change once or twice a year, as those of zones do; others could keep us for ever. */
static bool rules_are_sound(const struct ics_block *b)
{
	if (b->count > RULE_LINES)
		return false;
	for (size_t i = 0; i < b->count; i++) {
		if (strncasecmp(b->lines[i], "RRULE", 5) == 0 &&
			strstr(b->lines[i], "FREQ=YEARLY") == NULL)
			return false;
	}
	return true;
}

static icaltimezone *zone_of_rules(const struct ics_block *b)
{
	struct str text = STR_INIT;
	icaltimezone *zone = NULL;
	icalcomponent *c;

	str_add(&text, "BEGIN:VTIMEZONE\r\n");
	for (size_t i = 0; i < b->count; i++)
		str_addf(&text, "%s\r\n", b->lines[i]);
	str_add(&text, "END:VTIMEZONE\r\n");
	c = icalparser_parse_string(text.buf);
	str_release(&text);
	if (c == NULL)
		return NULL;
	if (icalcomponent_isa(c) == ICAL_VTIMEZONE_COMPONENT) {
		zone = icaltimezone_new();
		if (icaltimezone_set_component(zone, c))
			return zone;
		icaltimezone_free(zone, 1);
	}
	icalcomponent_free(c);
	return NULL;
}

/* The rules of a zone that only the file knows. */
static void read_rules(struct ics_reader *r, struct ics_zone *z)
{
	struct ics_property p;

	for (size_t i = 0; i < r->rule_count && z->iana == NULL && z->custom == NULL; i++) {
		const struct ics_block *b = &r->rules[i];

		if (!ics_find(b, "TZID", &p) || strcmp(p.value, z->tzid) != 0)
			continue;
		if (ics_find(b, "X-LIC-LOCATION", &p) && is_iana(p.value))
			z->iana = xstrdup(p.value);
		else if (rules_are_sound(b))
			z->custom = zone_of_rules(b);
	}
}

/* Once for each zone that is not simply known. */
static void say_zone(struct ics_reader *r, size_t line, struct ics_zone *z)
{
	if (z->said || r->quiet)
		return;
	z->said = true;
	if (z->custom != NULL)
		ics_say(r, 'N', line, z->tzid,
			_("a zone that only the file knows: its times are told in that of %s"),
			r->in->home);
	else if (z->iana == NULL)
		ics_say(r, 'N', line, z->tzid,
			_("this time zone is not understood: taken for %s"), r->in->home);
}

static const struct ics_zone *find_zone(struct ics_reader *r, size_t line, const char *tzid)
{
	struct ics_zone *z;
	const char *name;

	for (size_t i = 0; i < r->zone_count; i++) {
		if (strcmp(r->zones[i].tzid, tzid) == 0) {
			say_zone(r, line, &r->zones[i]);
			return &r->zones[i];
		}
	}
	if (r->zone_count == ZONES_MET)
		return NULL;
	r->zones = xrealloc(r->zones, (r->zone_count + 1) * sizeof(*r->zones));
	z = &r->zones[r->zone_count++];
	*z = (struct ics_zone){ .tzid = xstrdup(tzid) };
	name = known_name(tzid);
	if (name != NULL)
		z->iana = xstrdup(name);
	else
		read_rules(r, z);
	say_zone(r, line, z);
	return z;
}

void ics_zones_release(struct ics_reader *r)
{
	for (size_t i = 0; i < r->zone_count; i++) {
		free(r->zones[i].tzid);
		free(r->zones[i].iana);
		if (r->zones[i].custom != NULL)
			icaltimezone_free(r->zones[i].custom, 1);
	}
	free(r->zones);
}

static bool number(const char *text, size_t n, int *value)
{
	*value = 0;
	for (size_t i = 0; i < n; i++) {
		if (!isdigit((unsigned char)text[i]))
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

static bool read_day(const char *text, day_t *day)
{
	int y, m, d;

	if (!number(text, 4, &y) || !number(text + 4, 2, &m) || !number(text + 6, 2, &d) ||
		y < FIRST_YEAR || y > LAST_YEAR)
		return false;
	*day = civil_day(y, m, d);
	return *day != CIVIL_NONE;
}

static bool read_clock(const char *text, int *minutes)
{
	int h, m, s;

	if (!number(text, 2, &h) || !number(text + 2, 2, &m) || !number(text + 4, 2, &s) || m > 59 || s > 60)
		return false;
	*minutes = h * 60 + m;
	return h <= 23 || *minutes == DAY_MINUTES; /* the end of a day is the next one's beginning */
}

bool ics_instant(const struct ics_moment *m, instant_t *at)
{
	enum civil_gap gap;

	return civil_to_instant(m->day, m->minutes, m->zone, at, &gap);
}

void ics_move_zone(struct ics_moment *m, const char *zone)
{
	instant_t at;

	if (!m->date && strcmp(m->zone, zone) != 0 && ics_instant(m, &at) &&
		civil_from_instant(at, zone, &m->day, &m->minutes, NULL))
		m->zone = zone;
}

void ics_mind_clock_change(struct ics_reader *r, size_t line, struct ics_moment *m)
{
	struct str day = STR_INIT;
	enum civil_gap gap;
	instant_t at;
	const int said = m->minutes;

	if (!civil_to_instant(m->day, m->minutes, m->zone, &at, &gap) || gap != CIVIL_SKIPPED)
		return;
	m->minutes += 60;
	if (m->minutes >= DAY_MINUTES) {
		m->minutes -= DAY_MINUTES;
		m->day++;
	}
	civil_format_long(&day, m->day, i18n_lang());
	ics_say(r, 'N', line, day.buf,
		_("%02d:%02d does not exist on that day (the clock goes forward): %02d:%02d taken"),
		said / 60, said % 60, m->minutes / 60, m->minutes % 60);
	str_release(&day);
}

/* A moment of UTC or of the file's own rules, on the clock at home. */
static bool from_elsewhere(struct ics_reader *r, size_t line, const struct ics_moment *clock,
	icaltimezone *zone, struct ics_moment *m)
{
	const struct civil c = civil_from_day(clock->day);
	struct icaltimetype t = icaltime_null_time();
	instant_t at, again;
	enum civil_gap gap;

	t.year = c.year;
	t.month = c.month;
	t.day = c.day;
	t.hour = clock->minutes / 60;
	t.minute = clock->minutes % 60;
	at = (instant_t)icaltime_as_timet_with_zone(t, zone) * 1000;
	m->zone = r->in->home;
	if (!civil_from_instant(at, r->in->home, &m->day, &m->minutes, NULL))
		return false;
	if (civil_to_instant(m->day, m->minutes, r->in->home, &again, &gap) && again != at)
		ics_say(r, 'N', line, "",
			_("%02d:%02d comes twice on that day (the clock goes back): taken for the first"),
			m->minutes / 60, m->minutes % 60);
	return true;
}

bool ics_read_moment(struct ics_reader *r, size_t line, const struct ics_property *p,
	const char *value, struct ics_moment *m)
{
	const size_t n = strcspn(value, ",/");
	const struct ics_zone *zone = NULL;
	char *tzid;

	*m = (struct ics_moment){ .date = n == 8 };
	if ((n != 8 && n != 15 && n != 16) || !read_day(value, &m->day))
		return false;
	if (m->date)
		return true;
	if (value[8] != 'T' || !read_clock(value + 9, &m->minutes))
		return false;
	m->day += m->minutes / DAY_MINUTES;
	m->minutes %= DAY_MINUTES;
	if (n == 16)
		return value[15] == 'Z' && from_elsewhere(r, line, &(struct ics_moment){ .day = m->day, .minutes = m->minutes },
						   icaltimezone_get_utc_timezone(), m);
	tzid = ics_param(p, "TZID");
	if (tzid != NULL)
		zone = find_zone(r, line, tzid);
	free(tzid);
	if (zone != NULL && zone->custom != NULL)
		return from_elsewhere(r, line,
			&(struct ics_moment){ .day = m->day, .minutes = m->minutes }, zone->custom, m);
	m->zone = zone != NULL && zone->iana != NULL ? zone->iana : r->in->home;
	ics_mind_clock_change(r, line, m);
	return true;
}

void ics_key(struct str *out, const struct ics_moment *m)
{
	struct ics_moment utc = *m;
	struct civil c;

	if (!m->date)
		ics_move_zone(&utc, "UTC");
	c = civil_from_day(utc.day);
	str_addf(out, "%04d%02d%02d", c.year, c.month, c.day);
	if (!m->date)
		str_addf(out, "T%02d%02d00Z", utc.minutes / 60, utc.minutes % 60);
}
