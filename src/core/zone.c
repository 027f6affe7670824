#include "core/zone.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ZONE_FOLDER "/usr/share/zoneinfo"
#define DAY	    INT64_C(86400)

/* The offsets of one zone during one UTC year. Asking the C library means to change
 * TZ and to read the zone's file, which would cost more than drawing a row: a year
 * is asked once and kept. */
struct zone_year {
	char zone[64];	/* empty: not used yet */
	int year;	/* UTC */
	int64_t begins; /* its first second, and that of the next */
	int64_t ends;
	int first;	/* offset at the year's first second */
	unsigned count; /* changes during the year */
	int64_t at[8];	/* instant of each change */
	int after[8];	/* offset from then on */
};

/* Whether a name is that of a zone file. Names come from settings and imports, so
 * that nothing outside the folder may be named. */
static bool is_zone(const char *zone)
{
	char path[sizeof ZONE_FOLDER + 64], magic[4];
	bool ok;
	int fd;

	if (!zone || !*zone || strlen(zone) >= sizeof((struct zone_year *)0)->zone ||
		strncmp(zone, "right/", 6) == 0 || zone[0] == '/')
		return false;
	for (const char *p = zone; *p; p++) {
		/* No dot is allowed: that is what "..", "zone.tab" and hidden names need. */
		if (!((*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') ||
			    (*p >= '0' && *p <= '9') || strchr("_+-/", *p)))
			return false;
	}
	snprintf(path, sizeof path, ZONE_FOLDER "/%s", zone);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return false;
	ok = read(fd, magic, sizeof magic) == (ssize_t)sizeof magic &&
	     memcmp(magic, "TZif", sizeof magic) == 0;
	close(fd);
	return ok;
}

/* Offset now in force by the C library. */
static int library_offset(int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;

	return localtime_r(&t, &tm) ? (int)tm.tm_gmtoff : 0;
}

static int64_t find_change(int64_t before, int64_t after)
{
	int offset = library_offset(before);

	while (after - before > 1) {
		int64_t middle = before + (after - before) / 2;
		if (library_offset(middle) == offset)
			before = middle;
		else
			after = middle;
	}
	return after;
}

/* Steps of two days: shorter than any time a place has kept a clock. */
static void ask_library(struct zone_year *y)
{
	int64_t start = y->begins = DAY * civil_day(y->year, 1, 1);
	int64_t end = y->ends = start + DAY * (civil_month_length(y->year, 2) == 29 ? 366 : 365);
	int offset = y->first = library_offset(start);

	y->count = 0;
	for (int64_t at = start; at < end - 1;) {
		int64_t next = at + 2 * DAY < end - 1 ? at + 2 * DAY : end - 1;
		int now = library_offset(next);
		if (now != offset && y->count < sizeof y->at / sizeof *y->at) {
			y->at[y->count] = find_change(at, next);
			y->after[y->count++] = now;
			offset = now;
		}
		at = next;
	}
}

static void load_year(struct zone_year *y)
{
	const char *tz = getenv("TZ");
	char *saved = tz ? xstrdup(tz) : NULL;

	setenv("TZ", y->zone, 1);
	tzset();
	ask_library(y);
	if (saved)
		setenv("TZ", saved, 1);
	else
		unsetenv("TZ");
	tzset();
	free(saved);
}

/* One slot for a zone's year: thirty years of a calendar stay at hand, and two of them that want
 * the same slot are only asked again. */
static struct zone_year *slot(const char *zone, int year)
{
	static struct zone_year kept[256];
	unsigned hash = (unsigned)year * 31;

	for (const char *p = zone; *p; p++)
		hash = hash * 33 + (unsigned char)*p;
	return &kept[hash % (sizeof kept / sizeof *kept)];
}

static const struct zone_year *find_year(const char *zone, int64_t at)
{
	static struct zone_year *last; /* as a rule the next question is about the same */
	struct zone_year *y = last;
	int year;

	if (y && at >= y->begins && at < y->ends && strcmp(y->zone, zone) == 0)
		return y;
	year = civil_from_day((day_t)(at >= 0 ? at / DAY : (at - DAY + 1) / DAY)).year;
	y = slot(zone, year);
	if (y->year != year || strcmp(y->zone, zone) != 0) {
		if (!is_zone(zone))
			return NULL;
		memcpy(y->zone, zone, strlen(zone) + 1); /* is_zone() has measured it */
		y->year = year;
		load_year(y);
	}
	last = y;
	return y;
}

bool zone_offset(const char *zone, int64_t at, int *offset)
{
	const struct zone_year *y;

	if (!zone || at < CIVIL_FIRST * DAY || at >= (CIVIL_LAST + 1) * DAY)
		return false;
	y = find_year(zone, at);
	if (!y)
		return false;
	*offset = y->first;
	for (unsigned i = 0; i < y->count && y->at[i] <= at; i++)
		*offset = y->after[i];
	return true;
}
