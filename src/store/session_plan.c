#include "store/session_plan.h"

enum {
	NOON = 12 * 60,
	MORNING_STARTS = 9 * 60,
	MORNING_ENDS = 12 * 60 + 30,
	AFTERNOON_STARTS = 13 * 60 + 30,
	AFTERNOON_ENDS = 17 * 60,
	EVENING_STARTS = 18 * 60,
	TWO_PARTS_AFTER = 14 * 60, /* what begins before noon and ends later has two parts */
	UNSAID = 3 * 60,	   /* how long a meeting lasts whose end is not said */
	A_NIGHT = 12 * 60,	   /* what passes midnight and is shorter is one session */
	A_DAY = 24 * 60,
};

static void session_plan_add(struct session_plan *plan, day_t day, int starts, int ends)
{
	struct session *s;

	if (plan->count == SESSION_PLAN_MOST || ends <= starts)
		return;
	s = &plan->at[plan->count++];
	*s = (struct session){
		.no = (int)plan->count,
		.day = day,
		.starts = starts,
		.ends = ends,
		.capacity = -1,
		.part = starts >= EVENING_STARTS ? PART_EVENING
			: starts >= NOON	 ? PART_AFTERNOON
			: ends > TWO_PARTS_AFTER ? PART_DAY
						 : PART_MORNING,
	};
}

/* A day that begins and ends at these times, in one part or two. */
static void session_plan_day(struct session_plan *plan, day_t day, int starts, int ends)
{
	if (starts < NOON && ends > TWO_PARTS_AFTER) {
		session_plan_add(plan, day, starts, MORNING_ENDS);
		session_plan_add(plan, day, AFTERNOON_STARTS, ends);
	} else {
		session_plan_add(plan, day, starts, ends);
	}
}

static void session_plan_all(const struct event *e, struct session_plan *plan)
{
	day_t first, last;
	int starts = -1, ends = -1;

	plan->count = 0;
	if (e->precision != PRECISION_DAY || e->last_day - e->first_day >= SESSION_PLAN_DAYS)
		return;
	if (!civil_parse_local(e->starts, &first, &starts))
		return;
	last = e->last_day;
	if (e->ends && *e->ends && !civil_parse_local(e->ends, &last, &ends))
		return;
	if (starts >= 0 && ends < 0 && last == first) {
		session_plan_add(plan, first, starts, starts + UNSAID);
		return;
	}
	if (starts >= 0 && ends >= 0 && last == first + 1 && ends + A_DAY - starts < A_NIGHT) {
		session_plan_add(plan, first, starts, ends + A_DAY);
		return;
	}
	for (day_t day = first; day <= last; day++) {
		int from = day == first && starts >= 0 ? starts : MORNING_STARTS;
		int to = day == last && ends >= 0 ? ends : AFTERNOON_ENDS;

		session_plan_day(plan, day, from, to);
	}
}

/* An end that nobody said, at an hour that the clock skips in that night, is an hour later. */
static void session_plan_night(struct session *s, const char *zone)
{
	enum civil_gap gap;
	instant_t at;

	if (civil_to_instant(s->day + s->ends / A_DAY, s->ends % A_DAY, zone, &at, &gap) && gap == CIVIL_SKIPPED)
		s->ends += 60;
}

void session_plan(const struct event *e, struct session_plan *plan)
{
	session_plan_all(e, plan);
	for (size_t i = 0; e->zone && i < plan->count; i++)
		session_plan_night(&plan->at[i], e->zone);
}
