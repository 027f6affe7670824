/* Events: the rencontres of the network. */
#ifndef ETAPE_EVENT_H
#define ETAPE_EVENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

/* Texts are owned; NULL and "" both mean nothing. */
struct event {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	char *code;  /* slug, unique; made from the title when empty */
	enum event_kind kind;
	int64_t cycle; /* 0 when none */
	int stage_no;  /* number of the étape, 0 when none */
	char *title;
	char *theme;
	/* ISO, cut to the precision known: 2020-02-11, 2020-02-11T09:30, 2019-01, 2021 */
	char *starts;
	char *ends; /* included; empty: the same as starts */
	enum precision precision;
	day_t first_day; /* of what starts..ends covers; computed on saving */
	day_t last_day;
	char *zone; /* IANA; empty: that of the host's département, else Europe/Paris */
	char *place;
	char *address;
	char *town;
	int64_t cite;	      /* host, 0 when none */
	int format;	      /* enum event_format or ANY when not known */
	int64_t capacity;     /* -1: no limit */
	int64_t cite_capacity; /* people of one cité; -1: no limit */
	int64_t participants; /* as a source tells; -1: not known */
	enum event_status status;
	char *speakers;
	char *source;
	char *note;
	char *url;
	/* Of somebody else's calendar (event_calendar.h); "" for ours. */
	char *uid;
	char *recurrence;    /* RECURRENCE-ID: which one of a series */
	char *foreign_lines; /* what that calendar says that there is no place for, unfolded lines */
};

struct event_row {
	int64_t id;
	const char *code;
	enum event_kind kind;
	int stage_no; /* 0 when none */
	const char *title;
	const char *theme;
	const char *start; /* ISO, cut to the precision known */
	const char *end;   /* the same, "" when like start */
	enum precision precision;
	day_t first_day;
	day_t last_day;
	const char *zone; /* IANA */
	const char *place;
	const char *address;
	const char *town;
	int64_t cite_id;  /* host, 0 when none */
	const char *host; /* its code */
	const char *host_name;
	const char *departement; /* of the host, INSEE code; "" when none */
	int64_t cycle_id;  /* 0 when none */
	const char *cycle; /* name */
	int format;	   /* enum event_format or ANY */
	enum event_status status;
	int64_t registered; /* status registered */
	int64_t waiting;
	int64_t present;  /* distinct people who came to any session; else what a source tells */
	int64_t capacity; /* -1: no limit */
	int64_t cite_capacity; /* people of one cité; -1: no limit */
	int64_t sessions;
};

struct event_filter {
	int64_t id;  /* this one only; 0 for all */
	day_t first; /* events that touch first..last; CIVIL_NONE for open */
	day_t last;
	int kind;	  /* enum event_kind or ANY */
	int status;	  /* enum event_status or ANY */
	int64_t cite;	  /* hosted there; 0 for all */
	int64_t cycle;	  /* 0 for all */
	const char *text; /* words that begin words of title, theme, place, town, host or code;
			     NULL for all */
	bool newest_first;
	bool plain; /* people and sessions need not be counted: they may be 0 */
	size_t limit; /* 0 for all */
};
#define EVENT_FILTER_ALL                                                                       \
	((struct event_filter){                                                                \
		.first = CIVIL_NONE, .last = CIVIL_NONE, .kind = ANY, .status = ANY})

typedef bool (*event_row_fn)(void *arg, const struct event_row *row);

/* Rows: struct event_row. The first has the contract's keys
 * code,kind,title,start,end,precision,place, host,status,registered,present,capacity; the
 * second the canonical headings
 * code,kind,title,theme,start,end,precision,place,address,town,cite,format,capacity,
 * cite_capacity,status. */
extern const struct record_type event_type;
extern const struct record_type event_csv_type;

enum event_sessions {
	EVENT_SESSIONS_AUTO, /* a new event gets its half-days; a moved one moves them */
	EVENT_SESSIONS_NONE, /* leave sessions alone */
};

void event_init(struct event *e); /* kind étape, status draft, no limit, precision day */
void event_release(struct event *e);
bool event_get(struct db *db, int64_t id, struct event *e, struct err *err);

/* Adds (id 0) or changes; on success .id, .rev, .code, .first_day and .last_day are those
 * saved. ERR_INVALID says which field; ERR_STALE when another saved it since .rev.
 *
 * Sessions of a new event known by its day: dates only, a morning (09:00-12:30) and an
 * afternoon (13:30-17:00) for each day; times within one day, one session, or two when it
 * begins before 12:00 and ends after 14:00; a month, a period or a year, none. An event whose
 * dates move takes its sessions with it, days that stay keep the hours of theirs; when its times
 * change, sessions that somebody gave other hours keep those, and what was taken out stays out;
 * when people are checked in already the sessions stay (ERR_REFUSED). A time that the clock change skips there is
 * refused (ERR_INVALID). The clock follows a host that changes, unless it is another than the old
 * host's. */
bool event_save(struct db *db, struct event *e, enum event_sessions sessions, struct err *err);

/* Refuses (ERR_REFUSED) while there are registrations, and says how many; sessions and the desk's
 * refusals go with it. */
bool event_delete(struct db *db, int64_t id, struct err *err);

/* By code, id or title; NULL or "": event_current(). ERR_NOT_FOUND, ERR_AMBIGUOUS. */
bool event_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

/* By code and nothing else; *id is 0 when there is none. */
bool event_by_code(struct db *db, const char *code, int64_t *id, struct err *err);

/* Today's event, else the next one, else the last (cancelled, postponed, drafts and those not
 * known by their day left out); *id is 0 when there is none. Today is the day where the event is.
 * Of several today, one that is not over yet, then the one most people are registered for. */
bool event_current(struct db *db, int64_t *id, struct err *err);

/* In order of day. See page.h. */
bool event_list(struct db *db, const struct event_filter *filter, event_row_fn each, void *arg,
	struct err *err);
bool event_count(
	struct db *db, const struct event_filter *filter, int64_t *count, struct err *err);
struct event_row *event_row_dup(const struct event_row *row);
/* Appends place, address and town, commas between; nothing when none is known. */
void event_row_place(struct str *out, const struct event_row *row);

#endif
