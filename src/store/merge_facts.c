/* The check-ins of a registration that becomes another's. A fact is never changed: it is stated
 * again there, word for word, after what stood, and goes with the registration that goes. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/idmap.h"
#include "store/merge_internal.h"

#define MERGE_STANDS(t)                                                                        \
	t ".kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = " t ".id)"

/* Which of the two to believe about one session is not ours to say. */
static bool facts_agree(struct db *db, int64_t drop, int64_t keep, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.title, s.no FROM checkin a JOIN checkin b ON b.session = a.session"
		" AND b.registration = :keep AND " MERGE_STANDS("b")
		" JOIN session s ON s.id = a.session JOIN event e ON e.id = s.event"
		" WHERE a.registration = :drop AND " MERGE_STANDS("a") " LIMIT 1",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":drop", drop);
	sql_bind_int(stmt, ":keep", keep);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		err_set(err, ERR_REFUSED,
			_("both are checked in to session %lld of '%s': take one of the two check-ins back, then merge"),
			(long long)sql_int(stmt, 1), sql_text(stmt, 0));
	sql_done(stmt);
	return result == SQL_DONE;
}

/* The facts in their order. */
static bool facts_read(
	struct db *db, int64_t registration, int64_t **facts, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, coalesce(undoes, 0) FROM checkin WHERE registration = :id ORDER BY id", err);
	enum sql_result result;

	*facts = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", registration);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*facts = xrealloc(*facts, (*count + 1) * 2 * sizeof **facts);
		(*facts)[*count * 2] = sql_int(stmt, 0);
		(*facts)[*count * 2 + 1] = sql_int(stmt, 1);
		++*count;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* Says it again of the other registration; *id is the last id given, and becomes this one's. */
static bool facts_restate(struct db *db, int64_t fact, int64_t keep, int64_t undoes, int64_t *id,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, via, undoes, reason)"
		" SELECT :id, :keep, session, kind, at, desk, author, via, :undoes, reason"
		" FROM checkin WHERE id = :fact",
		err);
	const int64_t next = id_new();

	if (!stmt)
		return false;
	*id = next > *id ? next : *id + 1;
	sql_bind_int(stmt, ":id", *id);
	sql_bind_int(stmt, ":keep", keep);
	sql_bind_id(stmt, ":undoes", undoes);
	sql_bind_int(stmt, ":fact", fact);
	return sql_run(db, stmt, err);
}

static bool facts_move(
	struct db *db, const int64_t *facts, size_t count, int64_t keep, struct err *err)
{
	struct idmap again = IDMAP_INIT;
	int64_t *ids = xcalloc(count + 1, sizeof *ids);
	int64_t id;
	/* After all facts there are, though a desk's clock be ahead. */
	bool ok = noun_ask(db, "SELECT max(id) FROM checkin WHERE id > :id", 0, &id, err);

	for (size_t i = 0; ok && i < count; i++) {
		const int64_t undoes = facts[i * 2 + 1];
		const int64_t *target = undoes ? idmap_get(&again, undoes) : NULL;

		ok = facts_restate(db, facts[i * 2], keep, target ? *target : 0, &id, err);
		ids[i] = id;
		*idmap_at(&again, facts[i * 2]) = &ids[i];
	}
	idmap_release(&again);
	free(ids);
	return ok;
}

bool merge_facts(struct db *db, int64_t drop, int64_t keep, struct err *err)
{
	int64_t *facts = NULL;
	size_t count;
	bool ok = facts_agree(db, drop, keep, err) && facts_read(db, drop, &facts, &count, err) &&
		  facts_move(db, facts, count, keep, err) &&
		  merge_step(db, "DELETE FROM checkin WHERE registration = :from", drop, 0, err);

	free(facts);
	return ok;
}
