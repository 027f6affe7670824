/* Content lines of iCalendar (RFC 5545, 3.1): escaped, folded, told apart. Private to exchange and doc. */
#ifndef EXCHANGE_ICS_LINE_H
#define EXCHANGE_ICS_LINE_H

#include <stdbool.h>
#include <string.h>

#include "etape/str.h"

enum { ICS_FOLD_AT = 75 };

/* Folds the line that begins at `from` and is not ended yet. */
void ics_fold(struct str *out, size_t from);
/* Begins a line with its name and parameters and a colon; its value is appended as one likes, and the
 * line folded at 75 octets between characters and ended by ics_end(), which gets what this returns. */
static inline size_t ics_begin(struct str *out, const char *head)
{
	const size_t from = out->len, n = strlen(head);
	char *to = str_room(out, n + 1);

	memcpy(to, head, n);
	to[n] = ':';
	str_wrote(out, to + n + 1);
	return from;
}
static inline void ics_end(struct str *out, size_t from)
{
	char *to;

	if (out->len - from > ICS_FOLD_AT)
		ics_fold(out, from);
	to = str_room(out, 2);
	to[0] = '\r';
	to[1] = '\n';
	str_wrote(out, to + 2);
}
/* The whole of it; the value is written as it is. */
void ics_line(struct str *out, const char *head, const char *value);
/* The same of a line that is whole ("X-A;B=C:value"). */
void ics_raw_line(struct str *out, const char *line, size_t n);
/* Appends a TEXT value escaped. */
void ics_escape(struct str *out, const char *text);
/* And as it was. */
void ics_unescape(struct str *out, const char *text, size_t n);

/* The length of the first of some lines, without its line end; *next is the one that follows, or the
 * end of the text. */
size_t ics_measure(const char *lines, const char **next);
/* The value of a property, from its name or parameters on: after the first colon that is not quoted; NULL when the
 * line has none. */
const char *ics_value(const char *params);
/* The line of a property among lines kept (struct event.foreign_lines), without its line end; NULL
 * when it is not there. Lines of a component within (BEGIN to END) do not count. */
const char *ics_foreign(const char *lines, const char *name, size_t *n);
bool ics_is_named(const char *line, const char *name); /* ics_is() of the same first letter */
/* Whether a line is of that property. */
static inline bool ics_is(const char *line, const char *name)
{
	/* Most are told apart by their first letter; a letter and its capital differ by one bit. */
	return ((line[0] ^ name[0]) & ~0x20) == 0 && ics_is_named(line, name);
}

/* Whether two texts are of the same lines, in any order: calendars sort those that they pass on. */
bool ics_same_lines(const char *a, const char *b);

#endif
