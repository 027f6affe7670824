#include "store/person_gather.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"

#define GATHER_POINTER "etape_gather"

struct gather_memory {
	struct gathered ids;
	char *words; /* that they answer to, a blank between; owned, NULL for nothing kept */
};

/* --- the ids ------------------------------------------------------------------------------ */

/* A row of a statement for each id would take as long again as the index itself. */
static void gather_one(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct gathered *g = sqlite3_value_pointer(values[1], GATHER_POINTER);

	(void)count;
	if (!g)
		return;
	if (g->count == g->room) {
		g->room = g->room ? g->room * 2 : 1024;
		g->at = xrealloc(g->at, g->room * sizeof *g->at);
	}
	g->at[g->count++] = sqlite3_value_int64(values[0]);
	sqlite3_result_int(context, g->count >= g->wanted);
}

void gather_memory_free(struct gather_memory **memory)
{
	if (!*memory)
		return;
	gather_release(&(*memory)->ids);
	free((*memory)->words);
	free(*memory);
	*memory = NULL;
}

/* Once for a connection: whatever is prepared is compiled anew after it. */
static bool gather_known(struct db *db, struct err *err)
{
	int rc;

	if (db->gather_memory)
		return true;
	rc = sqlite3_create_function(db->handle, "etape_gather", 2,
		SQLITE_UTF8 | SQLITE_DIRECTONLY, NULL, gather_one, NULL, NULL);
	if (rc != SQLITE_OK)
		return sql_fail(db, rc, err);
	db->gather_memory = xcalloc(1, sizeof *db->gather_memory);
	return true;
}

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
static bool gather_state(struct db *db, struct gathered *g, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT block, hex(block) FROM search_data WHERE id IN (1, 10) ORDER BY id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!g->state.len)
			g->rows = gather_rows(
				sqlite3_column_blob(stmt, 0), sqlite3_column_bytes(stmt, 0));
		str_addf(&g->state, "%s ", sql_text(stmt, 1));
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

bool gather_begin(struct db *db, const char *match, struct gathered *g, struct err *err)
{
	*g = (struct gathered){ .state = STR_INIT };
	if (!gather_known(db, err) || !gather_state(db, g, err))
		return false;
	g->stmt = sql_prepare(db,
		"SELECT 1 FROM search WHERE search MATCH :match AND etape_gather(rowid, :to)", err);
	if (g->stmt)
		sql_bind_text(g->stmt, ":match", match);
	return g->stmt != NULL;
}

bool gather_on(struct db *db, struct gathered *g, size_t wanted, struct err *err)
{
	enum sql_result result;

	if (g->ended || g->count >= wanted)
		return true;
	g->wanted = wanted;
	if (!sqlite3_stmt_busy(g->stmt))
		sqlite3_bind_pointer(g->stmt, sqlite3_bind_parameter_index(g->stmt, ":to"), g,
			GATHER_POINTER, NULL);
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
	str_release(&g->state);
	*g = (struct gathered){ .state = STR_INIT };
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

/* --- what is kept ------------------------------------------------------------------------- */

static char *gather_text(const struct words *words)
{
	struct str text = STR_INIT;

	for (size_t i = 0; i < words->count; i++)
		str_addf(&text, "%s%s", i ? " " : "", words->at[i]);
	return str_take(&text);
}

void gather_keep(struct db *db, const struct words *words, struct gathered *g)
{
	struct gather_memory *m = db->gather_memory;

	/* What a rollback may take away is not kept. */
	if (change_is_open(db) || !g->ended)
		return;
	gather_stop(g);
	gather_release(&m->ids);
	free(m->words);
	m->words = gather_text(words);
	m->ids = *g;
	*g = (struct gathered){ .state = STR_INIT };
}

const struct gathered *gather_kept(
	struct db *db, const struct words *words, const struct gathered *now)
{
	const struct gather_memory *m = db->gather_memory;
	struct words before;
	char *text;
	bool good;

	if (!m->words || change_is_open(db) || strcmp(m->ids.state.buf, now->state.buf) != 0)
		return NULL;
	text = gather_text(words);
	words_init(&before, m->words);
	/* Whatever begins with a longer word begins with the shorter one. */
	good = words_all(&before, text);
	words_release(&before);
	free(text);
	return good ? &m->ids : NULL;
}
