/* What iCalendar says of an event, in one place for those who write it and those who compare. Private
 * to exchange and doc. */
#ifndef EXCHANGE_ICS_TEXT_H
#define EXCHANGE_ICS_TEXT_H

#include "etape/event.h"
#include "etape/str.h"

/* Whether it came from a calendar that étape does not keep. */
bool ics_is_foreign(const struct event *e);
/* Each appends unescaped text, nothing when there is nothing to say. */
void ics_summary(struct str *out, const struct event *e);
void ics_location(struct str *out, const struct event *e);
void ics_categories(struct str *out, const struct event *e);
/* `db` gives the programme; NULL for an event without one. */
bool ics_description(struct db *db, struct str *out, const struct event *e, struct err *err);
/* CANCELLED, TENTATIVE or CONFIRMED. */
const char *ics_status(const struct event *e);
/* Whether the days stay free: not known to the day, or cancelled. */
bool ics_transparent(const struct event *e);
/* "period 2021-05-25 2021-06-04" of an event not known by its day. */
void ics_when(struct str *out, const struct event *e);

#endif
