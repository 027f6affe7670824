/* Series of days: "the first Thursday of the month, until June". Pure. */
#ifndef ETAPE_RECURRENCE_H
#define ETAPE_RECURRENCE_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/civil.h"
#include "etape/err.h"
#include "etape/str.h"

enum recurrence_kind {
	RECUR_WEEKS,	   /* every .interval weeks, on the first day's weekday */
	RECUR_MONTH_DAY,   /* the same day of the month; months that lack it are left out */
	RECUR_MONTH_NTH,   /* the .nth weekday of the month */
	RECUR_MONTH_LAST,  /* the last such weekday of the month */
};

struct recurrence {
	enum recurrence_kind kind;
	int interval; /* in weeks or months, 1 or more */
	day_t until;  /* included; CIVIL_NONE: .count days */
	size_t count; /* of days, the first included; 0: no limit but .until */
};

/* Reads "tous les premiers jeudis", "premier jeudi du mois jusqu'en juin 2027", "toutes les 2 semaines, 6 fois",
 * "every first Thursday until 2027-06-30". ERR_INVALID says what is understood. */
bool recurrence_parse(const char *text, day_t first, struct recurrence *r, struct err *err);
/* Appends it in words of the user's language. */
void recurrence_words(const struct recurrence *r, day_t first, struct str *out);
/* The days of the series from `first` on, at most `max`; gives how many there are in `days`. */
size_t recurrence_days(const struct recurrence *r, day_t first, day_t *days, size_t max);

#endif
