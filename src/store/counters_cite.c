/* Who is there and who is missing, by cité. */
#include "etape/counters.h"

#include <stdlib.h>

#include "etape/session.h"
#include "store/idmap.h"
#include "store/noun.h"
#include "store/presence.h"

/* Who is where, and what it comes to for each cité. */
struct cite_counts {
	struct presence_ids now;  /* in the session */
	struct presence_ids came; /* to it, or to any */
	int64_t session;	  /* 0: all */
	struct counters_cite *at; /* owned; without names */
	size_t count;
	struct idmap cites;	     /* to the place in .at, from 1 */
	struct counters_cite nowhere; /* of no cité */
	bool anybody_nowhere;
};

static void counts_release(struct cite_counts *c)
{
	free(c->now.at);
	free(c->came.at);
	free(c->at);
	idmap_release(&c->cites);
}

static bool counts_presence(
	struct db *db, int64_t event, int no, struct cite_counts *c, struct err *err)
{
	struct session *list;
	size_t count;
	bool ok = true;

	if (!session_list(db, event, &list, &count, err))
		return false;
	for (size_t i = 0; ok && i < count; i++) {
		if (no && list[i].no != no)
			continue;
		c->session = no ? list[i].id : 0;
		ok = presence_read(db, list[i].id, no ? &c->now : NULL, &c->came, err);
	}
	session_free_list(&list, count);
	presence_unite(&c->came);
	return ok;
}

static struct counters_cite *counts_place(struct cite_counts *c, int64_t cite)
{
	void **place;

	if (!cite) {
		c->anybody_nowhere = true;
		return &c->nowhere;
	}
	place = idmap_at(&c->cites, cite);
	if (*place)
		return &c->at[(uintptr_t)*place - 1];
	if (!(c->count & (c->count - 1)))
		c->at = xrealloc(c->at, (c->count ? c->count * 2 : 1) * sizeof *c->at);
	c->at[c->count++] = (struct counters_cite){ .cite = cite };
	*place = (void *)(uintptr_t)c->count;
	return &c->at[c->count - 1];
}

static void counts_add(struct cite_counts *c, sqlite3_stmt *stmt)
{
	struct counters_cite *cite = counts_place(c, sql_int(stmt, 0));
	const int64_t id = sql_int(stmt, 1);
	const int status = noun_value(&registration_statuses, stmt, 2);
	const bool expected = status == REGISTRATION_REGISTERED && sql_int(stmt, 3);
	const bool came = presence_holds(&c->came, id);

	cite->expected += expected;
	cite->waiting += status == REGISTRATION_WAITING;
	cite->present += c->session ? presence_holds(&c->now, id) : came;
	cite->missing += expected && !came;
}

static bool counts_read(struct db *db, int64_t event, struct cite_counts *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT coalesce(p.cite, s.cite), r.id, r.status, :session IS NULL"
		" OR NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
		" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
		" AND x.session = :session)"
		" FROM registration r JOIN person p ON p.id = r.person"
		" LEFT JOIN structure s ON s.id = p.structure WHERE r.event = :event",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_id(stmt, ":session", c->session);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		counts_add(c, stmt);
	sql_done(stmt);
	return result == SQL_DONE;
}

/* The cités that were met, in order of name, and last those of whom none is known. */
static bool counts_hand_over(struct db *db, struct cite_counts *c,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT id, name FROM cite ORDER BY fold", err);
	enum sql_result result;
	bool more = true;

	if (!stmt)
		return false;
	while (more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		const void *place = idmap_get(&c->cites, sql_int(stmt, 0));
		struct counters_cite *cite = place ? &c->at[(uintptr_t)place - 1] : NULL;

		if (!cite)
			continue;
		cite->name = sql_text(stmt, 1);
		more = each(arg, cite);
	}
	sql_done(stmt);
	if (more && result == SQL_DONE && c->anybody_nowhere)
		each(arg, &c->nowhere);
	return !more || result == SQL_DONE;
}

bool counters_by_cite(struct db *db, int64_t event, int session,
	bool (*each)(void *arg, const struct counters_cite *c), void *arg, struct err *err)
{
	struct cite_counts c = { .nowhere = { .name = "" } };
	bool ok = counts_presence(db, event, session, &c, err) &&
		  counts_read(db, event, &c, err) && counts_hand_over(db, &c, each, arg, err);

	counts_release(&c);
	return ok;
}
