/* Civil time: dates and times on the wall clock of a place, and UTC instants.
 * Dates are ISO text at the edges and day numbers inside. */
#ifndef ETAPE_CIVIL_H
#define ETAPE_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/i18n.h"
#include "etape/str.h"

/* Days since 1970-01-01 (proleptic Gregorian). CIVIL_NONE for "no date". */
typedef int32_t day_t;
#define CIVIL_NONE INT32_MIN
/* 0001-01-01 and 9999-12-31. */
#define CIVIL_FIRST (-719162)
#define CIVIL_LAST  2932896
#define CIVIL_ZONE "Europe/Paris"

struct civil {
	int year;	/* 1..9999 */
	int month;	/* 1..12 */
	int day;	/* 1..31 */
};

/* UTC milliseconds since 1970. */
typedef int64_t instant_t;

enum precision { PRECISION_DAY, PRECISION_MONTH, PRECISION_PERIOD, PRECISION_YEAR };

/* --- dates --- */
day_t civil_day(int year, int month, int day);	/* CIVIL_NONE when it does not exist */
struct civil civil_from_day(day_t day);		/* bug() on CIVIL_NONE and outside the years 1 to 9999 */
int civil_weekday(day_t day);			/* 1 Monday … 7 Sunday */
int civil_iso_week(day_t day, int *iso_year);	/* 1..53; iso_year may be NULL */
int civil_month_length(int year, int month);
day_t civil_add_months(day_t day, int months);	/* clipped to the month's end */
day_t civil_easter(int year);			/* Easter Sunday, Gregorian computus */

/* --- text --- */
/* "2020-02-11" exactly. */
bool civil_parse_iso(const char *text, day_t *day);
/* What people type: ISO, "11/02/2020", "11/2/20", "11.02.2020", "11 février 2020", "11 feb 2020",
 * "mardi 11 février 2020" (refused when it was no Tuesday), "February 11, 2020", "hier", "aujourd'hui",
 * "demain", "yesterday", "today", "tomorrow", "+15", "-3". Two-digit years are 2000-2099. Relative
 * to `today`. On failure `*day` is untouched. */
bool civil_parse(const char *text, day_t today, day_t *day, struct err *err);
/* "9 h 30", "9h30", "09:30", "9h", "0930", "930" to minutes after midnight (0..1439). */
bool civil_parse_time(const char *text, int *minutes, struct err *err);
enum { CIVIL_ISO = 11 };					  /* "2020-02-11" and its NUL */
void civil_iso(char iso[CIVIL_ISO], day_t day);			  /* never of CIVIL_NONE */
void civil_format_iso(struct str *out, day_t day);		  /* 2020-02-11; nothing for CIVIL_NONE */
void civil_format_short(struct str *out, day_t day, enum lang l); /* 11/02/2020; 2020-02-11 in English */
void civil_format_long(struct str *out, day_t day, enum lang l);  /* mardi 11 février 2020; mercredi 1er avril 2020; Tuesday 11 February 2020 */
void civil_format_day(struct str *out, day_t day, enum lang l);	  /* mar. 11 févr.; Tue 11 Feb (weekday, day, month, abbreviated) */
void civil_format_month(struct str *out, int year, int month, enum lang l); /* février 2020 */
void civil_format_time(struct str *out, int minutes, enum lang l); /* 09:30 */
const char *civil_month_name(int month, enum lang l);		  /* "février"; static */
const char *civil_month_short(int month, enum lang l);		  /* "févr."; static */
const char *civil_weekday_name(int weekday, enum lang l);	  /* "mardi"; static */
const char *civil_weekday_short(int weekday, enum lang l);	  /* "mar."; static */
void civil_format_date(struct str *out, day_t day, enum lang l);  /* 11 février 2020; 1er avril 2020; 11 February 2020 */
/* One day "11 février 2020"; several "du 25 mai au 4 juin 2021", without weekdays. */
void civil_format_range(struct str *out, day_t first, day_t last, enum lang l);

/* Precision-aware, for an event: day "mardi 11 février 2020", two days "du mercredi 17 au
 * jeudi 18 février 2021", month "janvier 2019", period "février à mars 2019" or "du 25 mai au 4 juin 2021",
 * year "2021". `start` and `end` are ISO dates cut to the precision known:
 * "2020-02-11", "2019-01", "2021"; end may be NULL or "". An hour ("2020-02-11T09:30")
 * is left unsaid. */
void civil_format_span(struct str *out, const char *start, const char *end, enum precision p, enum lang l);
/* First day of what an ISO text of any precision covers, and its last day. */
bool civil_bounds(const char *iso, day_t *first, day_t *last);

/* --- local date and time --- */
/* "2020-02-11T09:30" or "2020-02-11" (minutes = -1). Seconds are accepted and dropped. */
bool civil_parse_local(const char *text, day_t *day, int *minutes);

enum civil_gap {
	CIVIL_UNIQUE,
	CIVIL_TWICE,	/* the clock went back: the first of the two is given */
	CIVIL_SKIPPED,	/* the clock went forward over it: the instant of the jump is given */
};
/* A wall-clock time in an IANA zone to UTC. False when the zone is not known. */
bool civil_to_instant(day_t day, int minutes, const char *zone, instant_t *out, enum civil_gap *gap);
/* Whether the clock of a zone ever shows it: false, with ERR_INVALID, for what the clock change goes over. Minutes
 * may be past midnight; less than 0 is no time, and an unknown zone goes over nothing. */
bool civil_hour_exists(day_t day, int minutes, const char *zone, struct err *err);
/* The wall clock in `zone` at an instant. False when the zone is not known. */
bool civil_from_instant(instant_t at, const char *zone, day_t *day, int *minutes, int *seconds);
/* "2020-02-11T08:30:00.000Z": machine form of an instant. */
void civil_format_instant(struct str *out, instant_t at);
/* ISO 8601 with offset, "Z", or none (then the zone `zone`); date alone is midnight. */
bool civil_parse_instant(const char *text, const char *zone, instant_t *out);

/* --- the program's clock --- */
/* Now, or $ETAPE_NOW (ISO 8601; CIVIL_ZONE without an offset) when set. An
 * $ETAPE_NOW that cannot be read is reported once by civil_check_now(). */
instant_t civil_now(void);
day_t civil_today(const char *zone);
/* Stops the clock at an instant, for what the demo tells of the past; 0 lets it go on. */
void civil_stop_clock(instant_t at);

/* The zone of the centre, whose calendar dates what is done here: invoices, how late they are, memberships of
 * today. CIVIL_ZONE until it is set; the text is borrowed for good, NULL sets CIVIL_ZONE again. */
void civil_set_home(const char *zone);
const char *civil_home(void);
bool civil_check_now(struct err *err);

#endif
