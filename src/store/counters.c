#include "etape/counters.h"

#include <stdlib.h>

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

/* Those present in the session, and those who came to any, each once. */
static bool counters_present(struct db *db, const struct session *list, size_t count,
	int64_t session, struct counters *c, struct err *err)
{
	struct presence_ids now = { .at = NULL }, came = { .at = NULL };
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++) {
		const bool asked = list[i].id == session;
		const size_t before = came.count;

		ok = presence_read(db, list[i].id, asked ? &now : NULL, &came, err);
		if (asked)
			c->left = (int64_t)(came.count - before - now.count);
	}
	presence_unite(&came);
	c->present_any = (int64_t)came.count;
	c->present = session ? (int64_t)now.count : c->present_any;
	free(now.at);
	free(came.at);
	return ok;
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
