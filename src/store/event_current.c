/* The event of the moment: what the desk opens on. */
#include "etape/event.h"
#include "etape/session.h"
#include "store/noun.h"

/* The next one, else the last. */
static bool event_nearest(struct db *db, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM event WHERE precision = 'day'"
		" AND status IN ('announced', 'open', 'closed', 'held')"
		" ORDER BY CASE WHEN first_day > :today THEN 1 WHEN last_day < :today THEN 2"
		" ELSE 0 END, CASE WHEN first_day > :today THEN julianday(first_day)"
		" WHEN last_day < :today THEN -julianday(last_day) ELSE 0 END,"
		" (SELECT count(*) FROM registration r WHERE r.event = event.id"
		" AND r.status = 'registered') DESC, id LIMIT 1",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":today", civil_today(CIVIL_ZONE));
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* How near an event is to being the one: on today, where it is, and not over. */
enum { EVENT_NOT_TODAY, EVENT_OVER, EVENT_ON };

static int event_rank(sqlite3_stmt *stmt)
{
	const char *zone = sql_text(stmt, 1);
	const day_t today = civil_today(zone), last = noun_day(stmt, 4);
	const int ends = (int)sql_int(stmt, 5);
	instant_t end;

	if (today < noun_day(stmt, 2) || today > noun_day(stmt, 3))
		return EVENT_NOT_TODAY;
	if (last == CIVIL_NONE ||
		!civil_to_instant(last + ends / 1440, ends % 1440, zone, &end, NULL))
		return EVENT_ON;
	return civil_now() < end ? EVENT_ON : EVENT_OVER;
}

/* Of several, those with most people come first. */
static bool event_of_today(struct db *db, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.id, e.zone, e.first_day, e.last_day, s.day, s.ends"
		" FROM event e LEFT JOIN session s ON s.id = (SELECT l.id FROM session l"
		" WHERE l.event = e.id ORDER BY l.day DESC, l.ends DESC LIMIT 1)"
		" WHERE e.precision = 'day' AND e.status IN ('announced', 'open', 'closed', 'held')"
		" AND e.first_day <= :after AND e.last_day >= :before"
		" ORDER BY (SELECT count(*) FROM registration r WHERE r.event = e.id"
		" AND r.status = 'registered') DESC, e.id",
		err);
	enum sql_result result;
	int best = EVENT_NOT_TODAY;

	if (!stmt)
		return false;
	/* A day more each way: today is not the same day everywhere. */
	noun_bind_date(stmt, ":before", civil_today(CIVIL_ZONE) - 1);
	noun_bind_date(stmt, ":after", civil_today(CIVIL_ZONE) + 1);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const int rank = event_rank(stmt);

		if (rank <= best)
			continue;
		best = rank;
		*id = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool event_current(struct db *db, int64_t *id, struct err *err)
{
	*id = 0;
	return event_of_today(db, id, err) && (*id || event_nearest(db, id, err));
}
