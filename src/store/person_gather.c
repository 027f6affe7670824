#include "store/person_gather.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"

#define GATHER_POINTER "etape_gather"

static void gather_give(struct gather_to *to, int64_t id)
{
	to->each(to->arg, id);
	to->left -= to->left > 0;
	to->paused = !to->left;
}

/* A row of a statement for each id would take as long again as the index itself. */
static void gather_one(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct gather_to *to = sqlite3_value_pointer(values[1], GATHER_POINTER);

	(void)count;
	if (!to)
		return;
	gather_give(to, sqlite3_value_int64(values[0]));
	sqlite3_result_int(context, to->paused);
}

/* --- a word, by FTS5 itself ---------------------------------------------------------------- */

static int gather_phrase(const Fts5ExtensionApi *api, Fts5Context *context, void *to)
{
	gather_give(to, api->xRowid(context));
	return ((struct gather_to *)to)->paused ? SQLITE_DONE : SQLITE_OK;
}

/* FTS5 walks along the only phrase without SQLite between one row and the next. */
static void gather_all(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context,
	int count, sqlite3_value **values)
{
	struct gather_to *to =
		count == 1 ? sqlite3_value_pointer(values[0], GATHER_POINTER) : NULL;
	int rc = to ? api->xQueryPhrase(fts, 0, to, gather_phrase) : SQLITE_OK;

	if (rc != SQLITE_OK)
		sqlite3_result_error_code(context, rc);
}

static int gather_extend(sqlite3 *handle)
{
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;
	int rc = sqlite3_prepare_v2(handle, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
	if (rc == SQLITE_OK)
		sqlite3_step(stmt);
	sqlite3_finalize(stmt);
	if (rc != SQLITE_OK || !api)
		return rc != SQLITE_OK ? rc : SQLITE_ERROR;
	return api->xCreateFunction(api, "etape_gather_all", NULL, gather_all, NULL);
}

/* Once for a connection: whatever is prepared is compiled anew after it. */
static bool gather_known(struct db *db, struct err *err)
{
	int rc;

	if (db->gather_known)
		return true;
	rc = sqlite3_create_function(db->handle, "etape_gather", 2,
		SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, gather_one, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = gather_extend(db->handle);
	if (rc != SQLITE_OK)
		return sql_fail(db, rc, err);
	db->gather_known = true;
	return true;
}

static void gather_bind(sqlite3_stmt *stmt, const char *match, struct gather_to *to)
{
	sql_bind_text(stmt, ":match", match);
	sqlite3_bind_pointer(
		stmt, sqlite3_bind_parameter_index(stmt, ":to"), to, GATHER_POINTER, NULL);
}

bool gather_word(struct db *db, const char *match, int64_t after, size_t most, gather_fn each,
	void *arg, bool *ended, struct err *err)
{
	struct gather_to to = { .each = each, .arg = arg, .left = most };
	const bool all = after == INT64_MIN;
	enum sql_result result;
	sqlite3_stmt *stmt;

	if (!gather_known(db, err))
		return false;
	stmt = sql_prepare(db,
		all ? "SELECT etape_gather_all(search, :to) FROM search WHERE search MATCH :match"
		      " LIMIT 1"
		    : "SELECT 1 FROM search WHERE search MATCH :match AND rowid > :after"
		      " AND etape_gather(rowid, :to)",
		err);
	if (!stmt)
		return false;
	gather_bind(stmt, match, &to);
	if (!all)
		sql_bind_int(stmt, ":after", after);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	*ended = !to.paused;
	return result != SQL_FAILED;
}

/* --- the rows of the index ----------------------------------------------------------------- */

/* The number of rows, which the averages begin with: seven bits a byte, the high ones first. */
static size_t gather_rows(const unsigned char *block, int length)
{
	size_t n = 0;

	for (int i = 0; i < length && i < 8; i++) {
		n = n << 7 | (block[i] & 0x7f);
		if (block[i] < 0x80)
			break;
	}
	return n;
}

/* FTS5 writes how much the index holds (1) and of which pieces (10), and these are others after each
 * write. */
bool gather_state(struct db *db, struct str *state, size_t *rows, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT block, hex(block) FROM search_data WHERE id IN (1, 10) ORDER BY id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!state->len)
			*rows = gather_rows(
				sqlite3_column_blob(stmt, 0), sqlite3_column_bytes(stmt, 0));
		str_addf(state, "%s ", sql_text(stmt, 1));
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

/* --- several words ------------------------------------------------------------------------- */

static void gather_add(void *arg, int64_t id)
{
	struct gathered *g = arg;

	if (g->count == g->room) {
		g->room = g->room ? g->room * 2 : 1024;
		g->at = xrealloc(g->at, g->room * sizeof *g->at);
	}
	g->at[g->count++] = id;
}

bool gather_begin(struct db *db, const char *match, struct gathered *g, struct err *err)
{
	*g = (struct gathered){ .at = NULL };
	if (!gather_known(db, err))
		return false;
	g->stmt = sql_prepare(db,
		"SELECT 1 FROM search WHERE search MATCH :match AND etape_gather(rowid, :to)", err);
	if (g->stmt)
		gather_bind(g->stmt, match, &g->to);
	return g->stmt != NULL;
}

bool gather_on(struct db *db, struct gathered *g, size_t wanted, struct err *err)
{
	enum sql_result result;

	if (g->ended || g->count >= wanted)
		return true;
	g->to = (struct gather_to){ .each = gather_add, .arg = g, .left = wanted - g->count };
	result = sql_step(db, g->stmt, err);
	g->ended = result == SQL_DONE;
	return result != SQL_FAILED;
}

void gather_stop(struct gathered *g)
{
	if (g->stmt)
		sql_done(g->stmt);
	g->stmt = NULL;
}

void gather_release(struct gathered *g)
{
	gather_stop(g);
	free(g->at);
	*g = (struct gathered){ .at = NULL };
}

bool gathered_has(const struct gathered *g, int64_t id)
{
	size_t from = 0, to = g->count;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;

		if (g->at[middle] < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < g->count && g->at[from] == id;
}
