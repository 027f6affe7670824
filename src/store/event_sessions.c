#include "store/event_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/session.h"
#include "store/noun.h"
#include "store/session_plan.h"

static bool event_dates_moved(const struct event *old, const struct event *e)
{
	return !str_eq(old->starts, e->starts) || !str_eq(old->ends, e->ends) ||
	       old->precision != e->precision;
}

bool event_sessions_make(struct db *db, const struct event *e, struct err *err)
{
	struct session_plan plan;

	session_plan(e, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		const bool ok = session_make(db, e, &plan.at[i], err);

		session_release(&plan.at[i]);
		if (!ok)
			return false;
	}
	return true;
}

bool event_sessions_may_move(
	struct db *db, const struct event *old, const struct event *e, struct err *err)
{
	int64_t checked_in;

	if (!event_dates_moved(old, e))
		return true;
	if (!noun_ask(db,
		    "SELECT EXISTS (SELECT 1 FROM session s JOIN checkin c ON c.session = s.id"
		    " WHERE s.event = :id)",
		    e->id, &checked_in, err))
		return false;
	return !checked_in ||
	       err_set(err, ERR_REFUSED,
		       _("'%s' keeps its dates: people were checked in on them"), e->title);
}

/* Whether only the day changed: times, and how many days, are what they were. */
static bool event_only_shifted(const struct event *old, const struct event *e)
{
	const char *old_start = strchr(old->starts, 'T'), *start = strchr(e->starts, 'T');
	const char *old_end = strchr(old->ends, 'T'), *end = strchr(e->ends, 'T');

	return old->precision == PRECISION_DAY && e->precision == PRECISION_DAY &&
	       old->last_day - old->first_day == e->last_day - e->first_day &&
	       str_eq(old_start, start) && str_eq(old_end, end);
}

/* The first `count` sessions take the days and times planned, those that are left are
 * deleted (refused while somebody is registered for them), those missing are added. */
static bool event_sessions_replace(struct db *db, const struct event *e, struct session *list,
	size_t count, struct err *err)
{
	struct session_plan plan;

	session_plan(e, &plan);
	for (size_t i = 0; i < plan.count; i++) {
		struct session *s = i < count ? &list[i] : &plan.at[i];
		bool ok;

		s->event = e->id;
		s->day = plan.at[i].day;
		s->part = plan.at[i].part;
		s->starts = plan.at[i].starts;
		s->ends = plan.at[i].ends;
		s->no = i < count ? s->no : 0;
		ok = session_save(db, s, err);
		if (s == &plan.at[i])
			session_release(s);
		if (!ok)
			return false;
	}
	for (size_t i = plan.count; i < count; i++)
		if (!session_delete(db, list[i].id, err))
			return false;
	return true;
}

/* Whether there are only more days or fewer, of which no times were given. */
static bool event_only_resized(const struct event *old, const struct event *e)
{
	return old->precision == PRECISION_DAY && e->precision == PRECISION_DAY && !strchr(old->starts, 'T') &&
	       !strchr(old->ends, 'T') && !strchr(e->starts, 'T') && !strchr(e->ends, 'T');
}

/* Sessions keep the hours that they were given; days that are gone take theirs along (refused while somebody is
 * registered for them), days that are new get those planned. */
static bool event_sessions_resize(struct db *db, const struct event *old, const struct event *e,
	struct session *list, size_t count, struct err *err)
{
	const day_t later = e->first_day - old->first_day;
	struct session_plan plan;
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++) {
		list[i].day += later;
		ok = list[i].day > e->last_day ? session_delete(db, list[i].id, err) : session_save(db, &list[i], err);
	}
	session_plan(e, &plan);
	for (size_t i = 0; ok && i < plan.count; i++) {
		if (plan.at[i].day <= old->last_day + later)
			continue;
		plan.at[i].event = e->id;
		plan.at[i].no = 0;
		ok = session_save(db, &plan.at[i], err);
		session_release(&plan.at[i]);
	}
	return ok;
}

/* Which of those planned a session is as it was planned; -1 when somebody gave it hours of its own. */
static int session_planned(const struct session_plan *plan, const struct session *s)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->at[i].day == s->day && plan->at[i].starts == s->starts && plan->at[i].ends == s->ends)
			return (int)i;
	return -1;
}

/* Whether somebody changed what was planned: hours, a session more, a session less. */
static bool event_sessions_touched(const struct session_plan *plan, const struct session *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (session_planned(plan, &list[i]) < 0)
			return true;
	return count != plan->count;
}

/* New times of an event whose sessions somebody changed: those that are as planned follow, the others keep their
 * hours; none comes or goes but with its day. */
static bool event_sessions_follow(struct db *db, const struct event *old, const struct event *e,
	struct session *list, size_t count, struct err *err)
{
	struct session_plan before, plan;
	bool ok = true;

	session_plan(old, &before);
	session_plan(e, &plan);
	if (before.count != plan.count)
		return event_sessions_resize(db, old, e, list, count, err);
	for (size_t i = 0; ok && i < count; i++) {
		const int no = session_planned(&before, &list[i]);

		list[i].day = no >= 0 ? plan.at[no].day : list[i].day + e->first_day - old->first_day;
		list[i].part = no >= 0 ? plan.at[no].part : list[i].part;
		list[i].starts = no >= 0 ? plan.at[no].starts : list[i].starts;
		list[i].ends = no >= 0 ? plan.at[no].ends : list[i].ends;
		ok = list[i].day > e->last_day ? session_delete(db, list[i].id, err) : session_save(db, &list[i], err);
	}
	return ok;
}

/* What happened on the second day happens on the second day, or on the last that is left. */
static bool event_programme_move(
	struct db *db, const struct event *old, const struct event *e, struct err *err)
{
	sqlite3_stmt *stmt;

	if (old->precision != PRECISION_DAY || e->precision != PRECISION_DAY)
		return true;
	stmt = sql_prepare(db,
		"UPDATE programme_item SET rev = rev + 1,"
		" day = min(date(day, :later || ' days'), :last) WHERE event = :id",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":later", e->first_day - old->first_day);
	noun_bind_date(stmt, ":last", e->last_day);
	sql_bind_int(stmt, ":id", e->id);
	return sql_run(db, stmt, err);
}

bool event_sessions_move(
	struct db *db, const struct event *old, const struct event *e, struct err *err)
{
	struct session_plan plan;
	struct session *list;
	size_t count;
	bool ok = true;

	if (!event_dates_moved(old, e))
		return true;
	session_plan(old, &plan);
	if (!session_list(db, e->id, &list, &count, err))
		return false;
	if (count && event_only_shifted(old, e)) {
		for (size_t i = 0; ok && i < count; i++) {
			list[i].day += e->first_day - old->first_day;
			ok = session_save(db, &list[i], err);
		}
	} else if (count && event_only_resized(old, e)) {
		ok = event_sessions_resize(db, old, e, list, count, err);
	} else if (count && plan.count && e->precision == PRECISION_DAY &&
		   event_sessions_touched(&plan, list, count)) {
		ok = event_sessions_follow(db, old, e, list, count, err);
	} else {
		ok = event_sessions_replace(db, e, list, count, err);
	}
	session_free_list(&list, count);
	return ok && event_programme_move(db, old, e, err);
}
