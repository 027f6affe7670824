/* When people came, in slices of ten minutes. */
#include "etape/counters.h"

#include <stdlib.h>

#include "store/noun.h"
#include "store/presence.h"

enum {
	ARRIVALS_GAP_MS = 24 * 60 * 60 * 1000, /* longer ones are left out */
};

/* The first arrival that stands of each who came. */
static bool arrivals_read(struct db *db, int64_t event, int session, int64_t **at, size_t *count,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT min(c.at) FROM session s CROSS JOIN checkin c ON c.session = s.id"
		" WHERE s.event = :event AND (:session IS NULL OR s.no = :session)"
		" AND c.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id)"
		" GROUP BY c.registration ORDER BY 1",
		err);
	enum sql_result result;
	size_t room = 0;

	*at = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_id(stmt, ":session", session);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (*count == room) {
			room = room ? room * 2 : 64;
			*at = xrealloc(*at, room * sizeof **at);
		}
		(*at)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

static bool arrivals_zone(struct db *db, int64_t event, struct str *zone, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT zone FROM event WHERE id = :event", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	result = sql_step(db, stmt, err);
	str_add(zone, result == SQL_ROW ? sql_text(stmt, 0) : CIVIL_ZONE);
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* The last whole ten minutes of the wall clock. */
static instant_t arrivals_slice(instant_t at, const char *zone)
{
	int minutes = 0, seconds = 0;
	day_t day;

	if (!civil_from_instant(at, zone, &day, &minutes, &seconds))
		civil_from_instant(at, CIVIL_ZONE, &day, &minutes, &seconds);
	return at - at % 1000 - (instant_t)(minutes % 10 * 60 + seconds) * 1000;
}

static void arrivals_hand_over(const int64_t *at, size_t count, const char *zone,
	bool (*each)(void *arg, const struct counters_slice *s), void *arg)
{
	struct counters_slice slice = { .from = count ? arrivals_slice(at[0], zone) : 0 };
	size_t i = 0;

	while (i < count) {
		while (i < count && at[i] < slice.from + COUNTERS_SLICE_MS) {
			slice.arrivals++;
			i++;
		}
		if (!each(arg, &slice) || i == count)
			return;
		slice.arrivals = 0;
		slice.from += COUNTERS_SLICE_MS;
		if (at[i] - slice.from >= ARRIVALS_GAP_MS)
			slice.from = arrivals_slice(at[i], zone);
	}
}

bool counters_arrivals(struct db *db, int64_t event, int session,
	bool (*each)(void *arg, const struct counters_slice *s), void *arg, struct err *err)
{
	struct str zone = STR_INIT;
	int64_t *at = NULL;
	size_t count = 0;
	bool ok = arrivals_zone(db, event, &zone, err) &&
		  arrivals_read(db, event, session, &at, &count, err);

	if (ok)
		arrivals_hand_over(at, count, zone.buf, each, arg);
	free(at);
	str_release(&zone);
	return ok;
}
