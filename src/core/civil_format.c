/* Dates as French and English people write them, by tables of our own: a bare
 * machine has no fr_FR locale. */
#include "etape/civil.h"

#include <string.h>

#include "core/zone.h"

static const char *const months[2][12] = {
	[LANG_FR] = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
		"septembre", "octobre", "novembre", "décembre" },
	[LANG_EN] = { "January", "February", "March", "April", "May", "June", "July", "August",
		"September", "October", "November", "December" },
};

static const char *const months_short[2][12] = {
	[LANG_FR] = { "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.",
		"oct.", "nov.", "déc." },
	[LANG_EN] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
		"Nov", "Dec" },
};

static const char *const weekdays[2][7] = {
	[LANG_FR] = { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
	[LANG_EN] = { "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
		"Sunday" },
};

static const char *const weekdays_short[2][7] = {
	[LANG_FR] = { "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." },
	[LANG_EN] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
};

static void check_month(int month)
{
	if (month < 1 || month > 12)
		bug("month %d", month);
}

static void check_weekday(int weekday)
{
	if (weekday < 1 || weekday > 7)
		bug("weekday %d", weekday);
}

const char *civil_month_name(int month, enum lang l)
{
	check_month(month);
	return months[l][month - 1];
}

const char *civil_month_short(int month, enum lang l)
{
	check_month(month);
	return months_short[l][month - 1];
}

const char *civil_weekday_name(int weekday, enum lang l)
{
	check_weekday(weekday);
	return weekdays[l][weekday - 1];
}

const char *civil_weekday_short(int weekday, enum lang l)
{
	check_weekday(weekday);
	return weekdays_short[l][weekday - 1];
}

static void add_digits(char *at, int count, int n)
{
	for (; count > 0; n /= 10)
		at[--count] = (char)('0' + n % 10);
}

/* Every row that is written has one: by hand, for snprintf() would cost a tenth of the row. */
void civil_iso(char iso[CIVIL_ISO], day_t day)
{
	const struct civil c = civil_from_day(day);

	memcpy(iso, "0000-00-00", CIVIL_ISO);
	add_digits(iso, 4, c.year);
	add_digits(iso + 5, 2, c.month);
	add_digits(iso + 8, 2, c.day);
}

void civil_format_iso(struct str *out, day_t day)
{
	if (day == CIVIL_NONE)
		return;
	char iso[CIVIL_ISO];

	civil_iso(iso, day);
	str_add(out, iso);
}

void civil_format_short(struct str *out, day_t day, enum lang l)
{
	if (day == CIVIL_NONE)
		return;
	struct civil c = civil_from_day(day);
	if (l == LANG_FR)
		str_addf(out, "%02d/%02d/%04d", c.day, c.month, c.year);
	else
		civil_format_iso(out, day);
}

/* "11"; the first of the month is "1er" in French. */
static void add_day_number(struct str *out, int day, enum lang l)
{
	str_addf(out, day == 1 && l == LANG_FR ? "%der" : "%d", day);
}

/* What a date shows, besides its day number. */
enum parts { SHOW_WEEKDAY = 1u << 0, SHOW_MONTH = 1u << 1, SHOW_YEAR = 1u << 2 };

static void add_date(struct str *out, day_t day, unsigned parts, enum lang l)
{
	struct civil c = civil_from_day(day);

	if (parts & SHOW_WEEKDAY)
		str_addf(out, "%s ", civil_weekday_name(civil_weekday(day), l));
	add_day_number(out, c.day, l);
	if (parts & SHOW_MONTH)
		str_addf(out, " %s", civil_month_name(c.month, l));
	if (parts & SHOW_YEAR)
		str_addf(out, " %d", c.year);
}

void civil_format_long(struct str *out, day_t day, enum lang l)
{
	if (day != CIVIL_NONE)
		add_date(out, day, SHOW_WEEKDAY | SHOW_MONTH | SHOW_YEAR, l);
}

void civil_format_date(struct str *out, day_t day, enum lang l)
{
	if (day != CIVIL_NONE)
		add_date(out, day, SHOW_MONTH | SHOW_YEAR, l);
}

void civil_format_day(struct str *out, day_t day, enum lang l)
{
	if (day == CIVIL_NONE)
		return;
	struct civil c = civil_from_day(day);
	str_addf(out, "%s ", civil_weekday_short(civil_weekday(day), l));
	add_day_number(out, c.day, l);
	str_addf(out, " %s", civil_month_short(c.month, l));
}

void civil_format_month(struct str *out, int year, int month, enum lang l)
{
	str_addf(out, "%s %d", civil_month_name(month, l), year);
}

void civil_format_time(struct str *out, int minutes, enum lang l)
{
	(void)l; /* 09:30 in both */
	str_addf(out, "%02d:%02d", minutes / 60, minutes % 60);
}

/* "du 25 mai au 4 juin 2021": the month and the year once when they are the same. */
static void add_days(struct str *out, day_t first, day_t last, unsigned weekday, enum lang l)
{
	struct civil a = civil_from_day(first), b = civil_from_day(last);
	unsigned parts = weekday;

	if (a.year != b.year)
		parts |= SHOW_MONTH | SHOW_YEAR;
	else if (a.month != b.month)
		parts |= SHOW_MONTH;
	str_add(out, l == LANG_FR ? "du " : "from ");
	add_date(out, first, parts, l);
	str_add(out, l == LANG_FR ? " au " : " to ");
	add_date(out, last, weekday | SHOW_MONTH | SHOW_YEAR, l);
}

void civil_format_range(struct str *out, day_t first, day_t last, enum lang l)
{
	if (first == last || last == CIVIL_NONE)
		civil_format_date(out, first, l);
	else
		add_days(out, first, last, 0, l);
}

/* "février à mars 2019", "novembre 2018 à janvier 2019". */
static void add_months(struct str *out, day_t first, day_t last, enum lang l)
{
	struct civil a = civil_from_day(first), b = civil_from_day(last);

	if (a.year != b.year || a.month != b.month) {
		str_add(out, civil_month_name(a.month, l));
		if (a.year != b.year)
			str_addf(out, " %d", a.year);
		str_add(out, l == LANG_FR ? " à " : " to ");
	}
	civil_format_month(out, b.year, b.month, l);
}

static void add_years(struct str *out, day_t first, day_t last, enum lang l)
{
	int a = civil_from_day(first).year, b = civil_from_day(last).year;

	if (a != b)
		str_addf(out, l == LANG_FR ? "%d à " : "%d to ", a);
	str_addf(out, "%d", b);
}

/* How much of an ISO text is said: 4 characters a year, 7 a month, 10 a day. */
static size_t said(const char *iso, enum precision p)
{
	size_t len = strlen(iso), most = p == PRECISION_YEAR	? 4
					 : p == PRECISION_MONTH ? 7
								: 10;

	return len < most ? len : most;
}

/* The bounds of an ISO text, whose hour, if it has one, is not looked at. */
static bool day_bounds(const char *iso, day_t *first, day_t *last)
{
	char day[sizeof "2020-02-11"];

	if (!iso || strlen(iso) < sizeof day || iso[sizeof day - 1] != 'T')
		return civil_bounds(iso, first, last);
	memcpy(day, iso, sizeof day - 1);
	day[sizeof day - 1] = '\0';
	return civil_bounds(day, first, last);
}

void civil_format_span(
	struct str *out, const char *start, const char *end, enum precision p, enum lang l)
{
	day_t first, last, end_first, end_last;
	size_t known;

	if (!day_bounds(start, &first, &last))
		return;
	known = said(start, p);
	if (end && *end && day_bounds(end, &end_first, &end_last) && end_last >= last) {
		/* Never more than the vaguer of the two says. */
		if (said(end, p) < known)
			known = said(end, p);
		last = end_last;
	}
	if (known == 4)
		add_years(out, first, last, l);
	else if (known == 7)
		add_months(out, first, last, l);
	else if (first != last)
		add_days(out, first, last, p == PRECISION_DAY ? SHOW_WEEKDAY : 0, l);
	else if (p == PRECISION_DAY)
		civil_format_long(out, first, l);
	else
		civil_format_date(out, first, l);
}
