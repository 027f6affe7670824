/* Series of days: "the first Thursday of the month, until June". Pure. */
#ifndef ETAPE_RECURRENCE_H
#define ETAPE_RECURRENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/civil.h"
#include "etape/err.h"
#include "etape/str.h"

#define RECURRENCE_MAX 400 /* days of a series at most */

enum recurrence_kind {
	RECUR_WEEKS,	 /* every .interval weeks, on .weekday */
	RECUR_MONTH_DAY, /* on the first one's day of the month; months that lack it are left out */
	RECUR_MONTH_NTH, /* the .nth .weekday of the month; months that lack it are left out */
};

struct recurrence {
	enum recurrence_kind kind;
	int interval; /* in weeks or months, 1 or more */
	int weekday;  /* 1 Monday … 7 Sunday; 0: the first one's */
	int nth;      /* 1 to 5; -1: the last one */
	day_t until;  /* included; CIVIL_NONE: .count decides */
	size_t count; /* of days; 0: .until decides, both: whichever comes first */
};

/* Reads what people write, in French or English: "premier jeudi du mois jusqu'au 30 juin 2027",
 * "toutes les 2 semaines, 6 fois", "last Friday of the month until 2027-06-30", "le 15 du mois, 4 fois".
 * The day of a month must be the first one's. Without an end (until, or a number of times) it is
 * refused: ERR_INVALID says which word is not understood, or what lacks. Dates are relative to `first`. */
bool recurrence_parse(const char *text, day_t first, struct recurrence *r, struct err *err);

/* Appends it in words: "le premier jeudi du mois, jusqu'au 30 juin 2027". */
void recurrence_words(struct str *out, const struct recurrence *r, day_t first, enum lang l);

/* The days of the series from `first` on (itself only when it is one of them), at most `max`; gives how many
 * there are in `days`. Stops at RECURRENCE_MAX. */
size_t recurrence_days(const struct recurrence *r, day_t first, day_t *days, size_t max);

#endif
