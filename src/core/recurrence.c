#include "etape/recurrence.h"

#include "etape/i18n.h"

/* The nth weekday of a month, -1 the last one; CIVIL_NONE when the month has no such day. */
static day_t nth_of(struct civil month, int weekday, int nth)
{
	const int length = civil_month_length(month.year, month.month);
	const day_t first = civil_day(month.year, month.month, 1);
	const int ahead = (weekday - civil_weekday(first) + 7) % 7;
	const int last = ahead + (length - 1 - ahead) / 7 * 7;
	const int at = nth < 0 ? last : ahead + (nth - 1) * 7;

	return at < length ? first + at : CIVIL_NONE;
}

static struct civil months_on(struct civil from, int months)
{
	const int since = from.year * 12 + from.month - 1 + months;

	return (struct civil){ .year = since / 12, .month = since % 12 + 1, .day = 1 };
}

/* The step's day, CIVIL_NONE when that month has none. */
static day_t step_day(const struct recurrence *r, day_t first, int step)
{
	const struct civil from = civil_from_day(first);
	const int weekday = r->weekday ? r->weekday : civil_weekday(first);
	const struct civil month = months_on(from, step * r->interval);

	switch (r->kind) {
	case RECUR_WEEKS:
		return first + (weekday - civil_weekday(first) + 7) % 7 + step * r->interval * 7;
	case RECUR_MONTH_DAY:
		return from.day <= civil_month_length(month.year, month.month)
			       ? civil_day(month.year, month.month, from.day)
			       : CIVIL_NONE;
	case RECUR_MONTH_NTH:
		break;
	}
	return nth_of(month, weekday, r->nth);
}

size_t recurrence_days(const struct recurrence *r, day_t first, day_t *days, size_t max)
{
	enum { LAST_YEAR = 9990 };
	const size_t wanted = r->count && r->count < RECURRENCE_MAX ? r->count : RECURRENCE_MAX;
	size_t n = 0;

	if (r->interval < 1 || (r->until == CIVIL_NONE && r->count == 0))
		return 0;
	for (int step = 0; n < wanted && n < max; step++) {
		const struct civil at = months_on(civil_from_day(first),
			r->kind == RECUR_WEEKS ? step * r->interval / 5 : step * r->interval);
		day_t day;

		if (at.year > LAST_YEAR)
			break;
		day = step_day(r, first, step);
		if (day == CIVIL_NONE || day < first)
			continue;
		if (r->until != CIVIL_NONE && day > r->until)
			break;
		days[n++] = day;
	}
	return n;
}

static void add_nth(struct str *out, int nth, const char *weekday)
{
	switch (nth) {
	case 1: str_addf(out, _("the first %s of the month"), weekday); break;
	case 2: str_addf(out, _("the second %s of the month"), weekday); break;
	case 3: str_addf(out, _("the third %s of the month"), weekday); break;
	case 4: str_addf(out, _("the fourth %s of the month"), weekday); break;
	case 5: str_addf(out, _("the fifth %s of the month"), weekday); break;
	default: str_addf(out, _("the last %s of the month"), weekday);
	}
}

static void add_rule(struct str *out, const struct recurrence *r, day_t first, enum lang l)
{
	const char *weekday = civil_weekday_name(
		r->weekday ? r->weekday : civil_weekday(first), l);

	switch (r->kind) {
	case RECUR_WEEKS:
		if (r->interval == 1)
			str_addf(out, _("every week, on %s"), weekday);
		else
			str_addf(out, _("every %d weeks, on %s"), r->interval, weekday);
		break;
	case RECUR_MONTH_DAY:
		if (r->interval == 1)
			str_addf(out, _("day %d of every month"), civil_from_day(first).day);
		else
			str_addf(out, _("day %d, every %d months"), civil_from_day(first).day,
				r->interval);
		break;
	case RECUR_MONTH_NTH:
		add_nth(out, r->nth, weekday);
		if (r->interval > 1)
			str_addf(out, _(", every %d months"), r->interval);
		break;
	}
}

void recurrence_words(struct str *out, const struct recurrence *r, day_t first, enum lang l)
{
	add_rule(out, r, first, l);
	if (r->until != CIVIL_NONE) {
		str_add(out, _(", until "));
		civil_format_date(out, r->until, l);
	}
	if (r->count)
		str_addf(out, P_(", %zu time", ", %zu times", r->count), r->count);
}
