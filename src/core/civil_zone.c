/* Between the wall clock of a place and UTC, and the text of both. */
#include "etape/civil.h"

#include <string.h>

#include "core/iso.h"
#include "core/zone.h"
#include "etape/i18n.h"

#define DAY_S  INT64_C(86400)
#define DAY_MS (DAY_S * 1000)

static int64_t floor_div(int64_t a, int64_t b)
{
	int64_t q = a / b;

	return a % b < 0 ? q - 1 : q;
}

bool civil_from_instant(instant_t at, const char *zone, day_t *day, int *minutes, int *seconds)
{
	int64_t utc = floor_div(at, 1000), local;
	int offset;

	if (!zone_offset(zone, utc, &offset))
		return false;
	local = utc + offset;
	int64_t date = floor_div(local, DAY_S), rest = local - date * DAY_S;
	if (date < CIVIL_FIRST || date > CIVIL_LAST)
		return false;
	if (day)
		*day = (day_t)date;
	if (minutes)
		*minutes = (int)(rest / 60);
	if (seconds)
		*seconds = (int)(rest % 60);
	return true;
}

/* The first second at which the offset is no longer what it was at `before`. */
static int64_t jump(const char *zone, int64_t before, int64_t after)
{
	int first = 0, offset = 0;

	zone_offset(zone, before, &first);
	while (after - before > 1) {
		int64_t middle = before + (after - before) / 2;
		zone_offset(zone, middle, &offset);
		if (offset == first)
			before = middle;
		else
			after = middle;
	}
	return after;
}

/* Wall-clock seconds to UTC seconds. The clock showed `local` at local - offset for
 * each offset that was in force then: one of two around a change, both when the
 * clock went back over it, none when it went forward over it. */
static bool to_utc(int64_t local, const char *zone, int64_t *utc, enum civil_gap *gap)
{
	int before, after, at_early, at_late;

	if (!zone_offset(zone, local - DAY_S, &before))
		return false;
	*gap = CIVIL_UNIQUE;
	if (!zone_offset(zone, local + DAY_S, &after) || before == after) {
		*utc = local - before;
		return true;
	}
	bool early = zone_offset(zone, local - before, &at_early) && at_early == before;
	bool late = zone_offset(zone, local - after, &at_late) && at_late == after;
	if (early && late)
		*gap = CIVIL_TWICE; /* the first: before the clock went back */
	else if (!early && !late)
		*gap = CIVIL_SKIPPED;
	if (early)
		*utc = local - before;
	else if (late)
		*utc = local - after;
	else
		*utc = jump(zone, local - DAY_S, local + DAY_S);
	return true;
}

static bool local_to_utc(
	day_t day, int64_t second, const char *zone, int64_t *utc, enum civil_gap *gap)
{
	enum civil_gap unused;

	/* The first and last days would need offsets from outside the calendar. */
	if (day <= CIVIL_FIRST + 1 || day >= CIVIL_LAST - 1)
		return false;
	return to_utc(day * DAY_S + second, zone, utc, gap ? gap : &unused);
}

bool civil_to_instant(
	day_t day, int minutes, const char *zone, instant_t *out, enum civil_gap *gap)
{
	int64_t utc;

	if (minutes < 0 || minutes >= 24 * 60 ||
		!local_to_utc(day, INT64_C(60) * minutes, zone, &utc, gap))
		return false;
	*out = utc * 1000;
	return true;
}

void civil_format_instant(struct str *out, instant_t at)
{
	int64_t day = floor_div(at, DAY_MS), ms = at - day * DAY_MS;

	if (day < CIVIL_FIRST || day > CIVIL_LAST)
		return;
	civil_format_iso(out, (day_t)day);
	str_addf(out, "T%02d:%02d:%02d.%03dZ", (int)(ms / 3600000), (int)(ms / 60000 % 60),
		(int)(ms / 1000 % 60), (int)(ms % 1000));
}

/* --- ISO 8601 text --- */

/* What an ISO text says; what it doesn't say is -1 or false. */
struct iso {
	day_t day;
	int minutes; /* after midnight, -1 when there is no time */
	int seconds;
	int ms;
	bool has_offset;
	int offset; /* seconds east of Greenwich */
};

/* Exactly `count` digits at `*p`, which moves behind them. */
static bool digits(const char **p, int count, int *value)
{
	*value = 0;
	for (int i = 0; i < count; i++, (*p)++) {
		if (**p < '0' || **p > '9')
			return false;
		*value = *value * 10 + (**p - '0');
	}
	return true;
}

static bool read_offset(const char **p, struct iso *iso)
{
	int hours, minutes = 0, sign = **p == '-' ? -1 : 1;

	if (**p == '\0')
		return true;
	iso->has_offset = true;
	iso->offset = 0;
	if (**p == 'Z' || **p == 'z') {
		(*p)++;
		return true;
	}
	if (**p != '+' && **p != '-')
		return false;
	(*p)++;
	if (!digits(p, 2, &hours))
		return false;
	if (**p != '\0') {
		if (**p == ':')
			(*p)++;
		if (!digits(p, 2, &minutes))
			return false;
	}
	iso->offset = sign * (hours * 3600 + minutes * 60);
	return hours < 24 && minutes < 60;
}

static bool read_time(const char **p, struct iso *iso)
{
	const int hours = iso_two(*p), minutes = hours >= 0 && (*p)[2] == ':' ? iso_two(*p + 3) : -1;

	if (hours > 23 || minutes < 0 || minutes > 59)
		return false;
	*p += 5;
	iso->minutes = hours * 60 + minutes;
	if (**p != ':')
		return true;
	(*p)++;
	if (!digits(p, 2, &iso->seconds) || iso->seconds > 59)
		return false;
	if (**p != '.' && **p != ',')
		return true;
	(*p)++;
	if (**p < '0' || **p > '9')
		return false;
	for (int scale = 100; **p >= '0' && **p <= '9'; (*p)++, scale /= 10)
		iso->ms += (**p - '0') * scale;
	return true;
}

static bool read_iso(const char *text, struct iso *iso)
{
	*iso = (struct iso){ .day = CIVIL_NONE, .minutes = -1 };
	if (!text || !iso_date(text, &iso->day))
		return false;
	text += 10;
	if (*text == '\0')
		return true;
	if (*text != 'T' && *text != 't' && *text != ' ')
		return false;
	text++;
	return read_time(&text, iso) && read_offset(&text, iso) && *text == '\0';
}

bool civil_parse_local(const char *text, day_t *day, int *minutes)
{
	struct iso iso;

	if (!read_iso(text, &iso) || iso.has_offset)
		return false;
	*day = iso.day;
	*minutes = iso.minutes;
	return true;
}

bool civil_parse_instant(const char *text, const char *zone, instant_t *out)
{
	struct iso iso;
	int64_t second, utc;

	if (!read_iso(text, &iso))
		return false;
	second = iso.minutes < 0 ? 0 : INT64_C(60) * iso.minutes + iso.seconds;
	if (iso.has_offset)
		utc = iso.day * DAY_S + second - iso.offset;
	else if (!local_to_utc(iso.day, second, zone, &utc, NULL))
		return false;
	if (utc < CIVIL_FIRST * DAY_S || utc >= (CIVIL_LAST + 1) * DAY_S)
		return false;
	*out = utc * 1000 + iso.ms;
	return true;
}

bool civil_hour_exists(day_t day, int minutes, const char *zone, struct err *err)
{
	enum { A_DAY = 24 * 60 };
	const day_t shown = minutes < 0 ? day : day + minutes / A_DAY;
	struct str date = STR_INIT;
	enum civil_gap gap;
	instant_t at;

	if (minutes < 0 || !civil_to_instant(shown, minutes % A_DAY, zone, &at, &gap) || gap != CIVIL_SKIPPED)
		return true;
	civil_format_date(&date, shown, i18n_lang());
	err_set(err, ERR_INVALID, _("%02d:%02d does not exist on %s: the clock goes forward then"),
		minutes % A_DAY / 60, minutes % 60, date.buf);
	str_release(&date);
	return false;
}
