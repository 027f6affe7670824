/* What iCalendar says of an event, in one place for those who write it and those who compare. Private
 * to exchange and doc. */
#ifndef EXCHANGE_ICS_TEXT_H
#define EXCHANGE_ICS_TEXT_H

#include "etape/event.h"
#include "etape/str.h"

/* Appends one content line, folded at 75 octets between characters, with its line end. `head` is the
 * name with its parameters; the value is written as it is. */
void ics_line(struct str *out, const char *head, const char *value);
/* The same of a line that is whole ("X-A;B=C:value"). */
void ics_raw_line(struct str *out, const char *line, size_t n);
/* Appends a TEXT value escaped. */
void ics_escape(struct str *out, const char *text);

/* The line of a property among lines kept (struct event.foreign_lines), without its line end; NULL
 * when it is not there. Lines of a component within (BEGIN to END) do not count. */
const char *ics_foreign(const char *lines, const char *name, size_t *n);
/* Whether a line is of that property. */
bool ics_is(const char *line, const char *name);

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
