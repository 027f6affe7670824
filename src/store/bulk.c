#include "etape/bulk.h"

#include <string.h>

#include "etape/event.h"
#include "store/db_internal.h"
#include "store/noun.h"

static const char hold[] = "INSERT INTO search_hold (id) VALUES (1)";
static const char release[] = "DELETE FROM search_hold";
/* FTS5 sorts what is new in memory and writes it out when that is full, and again whenever a
 * statement could fail half-way: many small pieces, to be merged. At the end there are few, and what is left in
 * memory is written, as it is at any savepoint, before merging is allowed again. Small ones that are there are merged before:
 * the sixteenth would have all of them merged in the midst of it. */
static const char few_pieces[] = "INSERT INTO search (search, rank) VALUES ('merge', 64);"
				 "INSERT INTO search (search, rank) VALUES ('automerge', 0);"
				 "INSERT INTO search (search, rank) VALUES ('hashsize', 3145728)";
static const char as_ever[] = "SAVEPOINT written; RELEASE written;"
			      "INSERT INTO search (search, rank) VALUES ('hashsize', 1048576);"
			      "INSERT INTO search (search, rank) VALUES ('automerge', 4)";
static const char versions[] =
	"INSERT INTO event_sequence (event, sequence, modified)"
	" SELECT id, 0, CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER) FROM event"
	" WHERE id NOT IN (SELECT event FROM event_sequence)";
/* Those that came after a pause. */
static const char take_in[] =
	"INSERT INTO search (rowid, label, words, kind)"
	" SELECT id, label, words, 'event' FROM search_event"
	" WHERE id NOT IN (SELECT id FROM search_content)";
/* Of pages: what is written once is not read back from the log meanwhile. */
static const char large[] = "PRAGMA cache_size = -64000";
static const char usual[] = "PRAGMA cache_size = " DB_CACHE;

/* A trigger costs as much as its row: SQLite keeps a copy of each page that a statement which fires one
 * writes to, should it fail. Nor has the session anything to record while all rows are noted by hand.
 * Statements are compiled anew after this, so that it is done once. */
static bool bulk_rows_only(struct db *db, struct err *err)
{
	int rc = sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);

	db->rows_only = rc == SQLITE_OK;
	if (!db->rows_only)
		return sql_fail(db, rc, err);
	if (sqlite3session_isempty(db->session)) {
		sqlite3session_delete(db->session);
		db->session = NULL;
	}
	return true;
}

static void bulk_triggers_on(struct db *db)
{
	if (db->rows_only && sqlite3_db_config(db->handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, NULL) != SQLITE_OK)
		bug("triggers stay off");
	db->rows_only = false;
}

void bulk_forget(struct db *db)
{
	bulk_triggers_on(db);
	bulk_know_nothing(db);
	str_release(&db->unfound);
}

static bool bulk_name_of_host(struct db *db, struct str *words, int64_t cite, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT name FROM cite WHERE id = :cite", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		str_add(words, sql_text(stmt, 0));
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* A code that was made from the title has no word that is not there. */
static bool bulk_code_tells(const struct event *e)
{
	struct str slug = STR_INIT;
	bool tells;

	noun_slug(&slug, e->title);
	tells = strcmp(slug.buf, e->code) != 0;
	str_release(&slug);
	return tells;
}

/* As search_event has them. */
bool bulk_add(struct db *db, int64_t id, const struct event *e, struct err *err)
{
	const char *const parts[] = { e->title, bulk_code_tells(e) ? e->code : "", e->theme, e->place, e->town };
	struct str *words = &db->unfound;

	if (!db->rows_only)
		return true;
	str_addn(words, (const char *)&id, sizeof id);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		str_add(words, parts[i] ? parts[i] : "");
		str_addc(words, ' ');
	}
	if (e->cite && !bulk_name_of_host(db, words, e->cite, err))
		return false;
	str_addc(words, ' ');
	str_addn(words, e->starts, strcspn(e->starts, "T"));
	str_addc(words, '\0');
	bulk_know(db, e);
	return true;
}

static bool bulk_find(struct db *db, int64_t id, const char *words, size_t n, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO search (rowid, label, words, kind) VALUES (?, '', ?, 'event')", err);

	if (!stmt)
		return false;
	sqlite3_bind_int64(stmt, 1, id);
	sqlite3_bind_text(stmt, 2, words, (int)n, SQLITE_STATIC);
	return sql_run(db, stmt, err);
}

/* What the triggers would have done for each of them. */
static bool bulk_make_up(struct db *db, struct err *err)
{
	const char *at = db->unfound.buf, *end = at + db->unfound.len;
	bool ok = at == end || (sql_exec(db, versions, err) && sql_exec(db, few_pieces, err));

	while (ok && at < end) {
		const char *words = at + sizeof(int64_t);
		const size_t n = strlen(words);
		int64_t id;

		memcpy(&id, at, sizeof id);
		ok = bulk_find(db, id, words, n, err);
		at = words + n + 1;
	}
	ok = ok && (!db->unfound.len || sql_exec(db, as_ever, err));
	str_release(&db->unfound);
	return ok;
}

bool bulk_pause(struct db *db, struct err *err)
{
	if (!db->rows_only)
		return true;
	bulk_triggers_on(db);
	bulk_know_nothing(db);
	return bulk_make_up(db, err) && (db->session || change_record(db, err));
}

bool bulk_begin(struct db *db, struct err *err)
{
	change_note_inserts(db);
	return sql_exec(db, large, err) && sql_exec(db, hold, err) && bulk_know_all(db, err) && bulk_rows_only(db, err);
}

bool bulk_end(struct db *db, struct err *err)
{
	const bool paused = !db->rows_only;

	return bulk_pause(db, err) && (!paused || sql_exec(db, take_in, err)) && sql_exec(db, release, err) &&
	       sql_exec(db, usual, err);
}
