#include "etape/counters.h"

#include <stdlib.h>

#include "etape/fees.h"
#include "etape/session.h"
#include "store/noun.h"
#include "store/presence.h"

/* Those whose sessions are named and leave out the one asked for; few, mostly. */
#define COUNTERS_ELSEWHERE                                                                     \
	"SELECT count(DISTINCT rs.registration) FROM session x"                                \
	" JOIN registration_session rs ON rs.session = x.id"                                   \
	" JOIN registration r ON r.id = rs.registration"                                       \
	" WHERE x.event = :event AND r.status = 'registered'"                                  \
	" AND NOT EXISTS (SELECT 1 FROM registration_session o"                                \
	" WHERE o.registration = rs.registration AND o.session = :session)"

static bool counters_registered(
	struct db *db, int64_t event, int64_t session, struct counters *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT count(*) FILTER (WHERE status = 'registered')"
		" - CASE WHEN :session IS NULL THEN 0 ELSE (" COUNTERS_ELSEWHERE ") END,"
		" count(*) FILTER (WHERE walk_in AND status <> 'cancelled'),"
		" count(*) FILTER (WHERE status = 'cancelled'),"
		" count(*) FILTER (WHERE status = 'waiting')"
		" FROM registration INDEXED BY registration_event WHERE event = :event",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_id(stmt, ":session", session);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		c->expected = sql_int(stmt, 0);
		c->walk_ins = sql_int(stmt, 1);
		c->cancelled = sql_int(stmt, 2);
		c->waiting = sql_int(stmt, 3);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static int counters_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Those present in any session, each once, in order of id. */
static bool counters_present(struct db *db, const struct session *list, size_t count,
	int64_t session, struct counters *c, struct err *err)
{
	int64_t *all = NULL;
	size_t total = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t *some;
		size_t n;

		if (!presence_list(db, list[i].id, &some, &n, err)) {
			free(some);
			free(all);
			return false;
		}
		if (list[i].id == session)
			c->present = (int64_t)n;
		all = xrealloc(all, (total + n + 1) * sizeof *all);
		for (size_t j = 0; j < n; j++)
			all[total++] = some[j];
		free(some);
	}
	if (total)
		qsort(all, total, sizeof *all, counters_compare);
	for (size_t i = 0; i < total; i++)
		c->present_any += i == 0 || all[i] != all[i - 1];
	if (!session)
		c->present = c->present_any;
	free(all);
	return true;
}

bool counters_get(
	struct db *db, int64_t event, int session, struct counters *c, struct err *err)
{
	struct session *list;
	size_t count;
	int64_t id = 0;
	bool ok;

	*c = (struct counters){ .expected = 0 };
	if (!session_list(db, event, &list, &count, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (list[i].no == session)
			id = list[i].id;
	ok = counters_registered(db, event, id, c, err) &&
	     counters_present(db, list, count, id, c, err);
	session_free_list(&list, count);
	return ok;
}

static bool counters_owe(void *arg, const struct fee_row *row)
{
	cents_t *owed = arg;

	return money_add(*owed, row->balance, owed);
}

bool counters_owed(struct db *db, int64_t event, cents_t *owed, struct err *err)
{
	*owed = 0;
	return fees_list(db, event, counters_owe, owed, err);
}

bool counters_by_cite(struct db *db, int64_t event, int session,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT c.id, c.name, count(*) FILTER (WHERE r.status = 'registered'),"
		" count(*) FILTER (WHERE r.status = 'waiting'), count(*) FILTER (WHERE EXISTS"
		" (SELECT 1 FROM presence pr WHERE pr.registration = r.id))"
		" FROM registration r JOIN person p ON p.id = r.person"
		" LEFT JOIN structure s ON s.id = p.structure"
		" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite) WHERE r.event = :event"
		" GROUP BY c.id ORDER BY c.fold NULLS LAST",
		err);
	enum sql_result result;

	(void)session;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct counters_cite c = {
			.cite = sql_int(stmt, 0),
			.name = sql_text(stmt, 1),
			.expected = sql_int(stmt, 2),
			.waiting = sql_int(stmt, 3),
			.present = sql_int(stmt, 4),
		};
		if (!each(arg, &c))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
