/* Who is there and who is missing, by cité. */
#include "etape/counters.h"

#include <stdlib.h>

#include "etape/session.h"
#include "store/noun.h"
#include "store/presence.h"

/* Registrations in order of id. */
struct counted {
	int64_t *at; /* owned */
	size_t count;
};

/* Who is where, read once for all cités. */
struct cite_presence {
	struct counted there; /* in the session now, or came to any */
	struct counted came;  /* to it, or to any */
};

static void cite_presence_release(struct cite_presence *p)
{
	free(p->there.at);
	free(p->came.at);
}

static bool counted_add(struct db *db, int64_t session, struct counted *all, struct err *err)
{
	int64_t *some = NULL;
	size_t n = 0;
	bool ok = presence_came(db, session, &some, &n, err);

	all->at = xrealloc(all->at, (all->count + n + 1) * sizeof *all->at);
	for (size_t i = 0; ok && i < n; i++)
		all->at[all->count++] = some[i];
	free(some);
	return ok;
}

static bool cite_presence_load(struct db *db, int64_t event, int no, struct cite_presence *p,
	int64_t *session, struct err *err)
{
	struct session *list;
	size_t count;
	bool ok = true;

	*session = 0;
	if (!session_list(db, event, &list, &count, err))
		return false;
	for (size_t i = 0; ok && i < count; i++) {
		if (no && list[i].no != no)
			continue;
		ok = counted_add(db, list[i].id, &p->came, err);
		if (!no)
			continue;
		*session = list[i].id;
		ok = ok && presence_list(db, *session, &p->there.at, &p->there.count, err);
	}
	session_free_list(&list, count);
	p->came.count = presence_unite(p->came.at, p->came.count);
	return ok;
}

static void cite_count(struct counters_cite *c, const struct cite_presence *p, bool any,
	sqlite3_stmt *stmt)
{
	const int64_t id = sql_int(stmt, 2);
	const int status = noun_value(&registration_statuses, stmt, 3);
	const bool expected = status == REGISTRATION_REGISTERED && sql_int(stmt, 4);
	const bool came = presence_holds(p->came.at, p->came.count, id);

	c->expected += expected;
	c->waiting += status == REGISTRATION_WAITING;
	c->present += any ? came : presence_holds(p->there.at, p->there.count, id);
	c->missing += expected && !came;
}

static const char by_cite_sql[] =
	"SELECT c.id, c.name, r.id, r.status, :session IS NULL"
	" OR NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
	" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
	" AND x.session = :session)"
	" FROM registration r JOIN person p ON p.id = r.person"
	" LEFT JOIN structure s ON s.id = p.structure"
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite) WHERE r.event = :event"
	" ORDER BY c.fold NULLS LAST, c.id";

static bool cite_each(struct db *db, sqlite3_stmt *stmt, const struct cite_presence *p, bool any,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err)
{
	struct counters_cite c = { .cite = 0 };
	struct str name = STR_INIT;
	bool some = false, more = true;
	enum sql_result result;

	while (more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (some && c.cite != sql_int(stmt, 0))
			more = each(arg, &c);
		if (!some || c.cite != sql_int(stmt, 0)) {
			str_reset(&name);
			str_add(&name, sql_text(stmt, 1));
			c = (struct counters_cite){ .cite = sql_int(stmt, 0), .name = name.buf };
			some = true;
		}
		cite_count(&c, p, any, stmt);
	}
	sql_done(stmt);
	if (more && some && result == SQL_DONE)
		each(arg, &c);
	str_release(&name);
	return !more || result == SQL_DONE;
}

bool counters_by_cite(struct db *db, int64_t event, int session,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err)
{
	struct cite_presence p = { .there = { .at = NULL } };
	sqlite3_stmt *stmt = NULL;
	int64_t id;
	bool ok = cite_presence_load(db, event, session, &p, &id, err);

	if (ok)
		stmt = sql_prepare(db, by_cite_sql, err);
	if (stmt) {
		sql_bind_int(stmt, ":event", event);
		sql_bind_id(stmt, ":session", id);
		ok = cite_each(db, stmt, &p, session == 0, each, arg, err);
	}
	cite_presence_release(&p);
	return ok && stmt;
}
