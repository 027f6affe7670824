#include "store/erasure_internal.h"

#include "store/db_internal.h"

/* Of the finder's index, merged under one lock. */
#define WIPE_FIRST "INSERT INTO search (search, rank) VALUES ('merge', -64)"
#define WIPE_NEXT  "INSERT INTO search (search, rank) VALUES ('merge', 64)"

bool erasure_step_begin(struct db *db, struct err *err)
{
	busy_give_way(db);
	if (!sql_exec(db, "BEGIN IMMEDIATE", err))
		return false;
	busy_taken(db);
	return true;
}

bool erasure_step_end(struct db *db, bool ok, struct err *err)
{
	ok = ok && sql_exec(db, "COMMIT", err);
	if (!sqlite3_get_autocommit(db->handle))
		sql_exec(db, "ROLLBACK", NULL);
	busy_released(db);
	return ok;
}

/* The finder keeps words of what it no longer holds until its segments are merged: the first step
 * puts all that there are now together, the next ones go on with it (FTS5, "the merge command"). */
static bool wipe_index(struct db *db, struct err *err)
{
	const char *sql = WIPE_FIRST;
	bool ok;
	int before;

	do {
		before = sqlite3_total_changes(db->handle);
		if (!erasure_step_begin(db, err))
			return false;
		ok = sql_exec(db, sql, err);
		ok = erasure_step_end(db, ok, err);
		sql = WIPE_NEXT;
		/* The command itself counts for one. */
	} while (ok && sqlite3_total_changes(db->handle) - before > 1);
	return ok;
}

/* By a connection of its own: what this one has in memory is from before. */
static bool wipe_done(struct db *db, struct err *err)
{
	sqlite3 *anew = NULL;
	int rc = sqlite3_open_v2(db->path, &anew, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(anew, db->busy_timeout_ms);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(anew, "PRAGMA secure_delete = ON; PRAGMA synchronous = FULL;"
			"DELETE FROM setting WHERE name = 'erasure.unfinished'", NULL, NULL, NULL);
	sqlite3_close(anew);
	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

bool erasure_wipe(struct db *db, bool *left, struct err *err)
{
	int rc;

	*left = true;
	if (!wipe_index(db, err) || !erasure_empty_pages(db, left, err))
		return false;
	if (*left)
		return true;
	rc = sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	*left = (rc & 0xff) == SQLITE_BUSY;
	if (rc != SQLITE_OK && !*left)
		return sql_fail(db, rc, err);
	return *left || wipe_done(db, err);
}
