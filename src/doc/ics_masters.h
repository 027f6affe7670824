/* The series that days of a calendar belong to, told anew: those days alone would be exceptions to nothing,
 * and most calendars show but the first of them. Private to doc. */
#ifndef DOC_ICS_MASTERS_H
#define DOC_ICS_MASTERS_H

#include <stddef.h>

#include "etape/event.h"
#include "etape/str.h"

/* One day of a series. */
struct ics_member {
	char *uid;   /* owned */
	char *key;   /* its RECURRENCE-ID, owned */
	char *title; /* owned */
	int64_t sequence;
};

struct ics_masters {
	struct ics_member *at; /* owned */
	size_t count;
};

/* Takes note of an event that is one of a series; of any other, nothing. */
void ics_masters_add(struct ics_masters *m, const struct event *e, int64_t sequence);
/* Appends a VEVENT for each series of which there are two days or more: each of its days (RDATE) and nothing that
 * they do not say themselves. `stamp` is the line of DTSTAMP. */
void ics_masters_write(struct ics_masters *m, const char *stamp, struct str *out);
void ics_masters_release(struct ics_masters *m);

#endif
