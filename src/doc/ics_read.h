/* Reading anybody's iCalendar file into records of one line each. */
#ifndef DOC_ICS_READ_H
#define DOC_ICS_READ_H

#include <libical/ical.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/err.h"
#include "etape/output.h"
#include "etape/str.h"

#define ICS_SERIES 400 /* occurrences of a series at most */

/* Appends to `out` what a file says, one record a line, fields separated by tabs, each "key=value"
 * with \t, \n and \\ escaped in the value; the first field is the record's type:
 *   E an event, or one of a series    N a remark    R an event refused    Z the end, always last
 * False (ERR_INVALID) when it is no iCalendar file at all. What is in `out` goes on to `to` meanwhile
 * (NULL: it stays), so that whoever reads it works at the same time. */
bool ics_normalise(const char *bytes, size_t n, day_t today, struct str *out, struct output *to,
	struct err *err);

/* --- within doc --- */

/* One content line. Borrowed from the text read. */
struct ics_property {
	const char *line; /* whole, unfolded */
	const char *params; /* from the first ';', or the ':' */
	const char *value;
};

struct ics_zone {
	char *tzid;	      /* owned */
	char *iana;	      /* owned; NULL: .custom, or not known */
	icaltimezone *custom; /* owned: rules that only the file has */
	bool said;	      /* what there is to say of it */
};

/* What a calendar says of all that is in it: a file may hold several. */
struct ics_calendar {
	char *home;   /* the zone of times without one, owned */
	bool cancels; /* METHOD:CANCEL */
	bool ours;    /* written by étape: days of series stand by themselves there */
};

/* A component of the file: its lines, BEGIN and END left out. */
struct ics_block {
	size_t line; /* of BEGIN in the file */
	size_t calendar; /* which one it is in */
	char **lines; /* owned */
	size_t count;
};

struct ics_reader {
	struct str *out; /* borrowed */
	struct output *to; /* where it goes on to, borrowed; NULL */
	day_t today;
	struct ics_calendar *calendars; /* owned, one at least */
	size_t calendar_count;
	const struct ics_calendar *in; /* that of the event being read */
	struct ics_block *events;
	size_t event_count;
	struct ics_block *rules; /* VTIMEZONE */
	size_t rule_count;
	struct ics_zone *zones; /* met so far */
	size_t zone_count;
	char **overrides; /* "UID\nkey" of RECURRENCE-IDs, sorted, owned */
	size_t override_count;
	const struct ics_block **ranges; /* overrides that hold for all that follow too; owned, they are .events' */
	size_t range_count;
	bool ranges_cut; /* there were more */
	char **masters; /* UIDs of what is no RECURRENCE-ID, when there are some; sorted, owned */
	size_t master_count;
	uint64_t *made; /* what the UIDs made here are made of, owned */
	size_t made_count;
	bool quiet;	 /* a first look: nothing is said */
	size_t left_out; /* components that are no event */
	size_t addresses; /* lines that name people, left out */
};

/* A moment as étape keeps it. */
struct ics_moment {
	bool date; /* a whole day */
	day_t day;
	int minutes;
	int lasts; /* minutes, of one of a series that has an end of its own; else 0 */
	const char *zone; /* IANA, borrowed from the reader; NULL for a date */
};

/* Appends a remark or a refusal about a line of the file. */
void ics_say(struct ics_reader *r, char type, size_t line, const char *what, const char *fmt, ...)
	PRINTF_LIKE(5, 6);
/* Passes on what was made so far. */
void ics_pass_on(struct ics_reader *r);
/* Appends "\tkey=value", nothing for an empty value. */
void ics_field(struct str *out, const char *key, const char *value);

/* A parameter's value ("TZID"), owned; NULL when it is not there. */
char *ics_param(const struct ics_property *p, const char *name);
/* Reads the date or time of a property (or of one value in its list), says what it had to change. */
bool ics_read_moment(struct ics_reader *r, size_t line, const struct ics_property *p,
	const char *value, struct ics_moment *m);
/* "20270311" or "20270311T083000Z": which one of a series. */
void ics_key(struct str *out, const struct ics_moment *m);
/* An hour that the clock skipped becomes an hour later, and that is said; one it showed twice is the first. */
void ics_mind_clock_change(struct ics_reader *r, size_t line, struct ics_moment *m);
bool ics_instant(const struct ics_moment *m, instant_t *at);
/* The moment in another zone. */
void ics_move_zone(struct ics_moment *m, const char *zone);
void ics_zones_release(struct ics_reader *r);
/* "PT1H30M" in seconds; negative when it is none, or longer than ten years. */
int64_t ics_duration(const char *value);

/* The days of a series (RRULE, RDATE less EXDATE) beside its first; ics_series.c. */
struct ics_series {
	struct ics_moment *at; /* owned, sorted, each once */
	size_t count;
	struct ics_moment *gone; /* what EXDATE took out, owned */
	size_t gone_count;
	bool cut;     /* it goes on */
	bool endless; /* and has no end */
};
bool ics_expand(struct ics_reader *r, const struct ics_block *b, const struct ics_moment *first,
	struct ics_series *s);

/* Splits a content line; false when it is none. */
bool ics_split(const char *line, struct ics_property *p);
/* The first property of a name; false when there is none. */
bool ics_find(const struct ics_block *b, const char *name, struct ics_property *p);

#endif
