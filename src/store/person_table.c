#include "store/person_table.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"

void person_table_free(struct person_table **table)
{
	struct person_table *t = *table;

	if (!t)
		return;
	free(t->ids);
	free(t->by_name);
	free(t->criteria);
	free(t->passing);
	free(t->match);
	free(t->matching);
	free(t->order);
	free(t->by_order);
	free(t);
	*table = NULL;
}

/* --- bits -------------------------------------------------------------------------------- */

uint64_t *person_bits_new(const struct person_table *t)
{
	return xcalloc(t->count / 64 + 1, sizeof(uint64_t));
}

size_t person_bits_count(const struct person_table *t, const uint64_t *bits)
{
	size_t n = 0;

	for (size_t i = 0; i <= t->count / 64; i++)
		n += (size_t)__builtin_popcountll(bits[i]);
	return n;
}

size_t person_position(const struct person_table *t, int64_t id)
{
	size_t from = 0, to = t->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (t->ids[middle] < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < t->count && t->ids[from] == id ? from : SIZE_MAX;
}

bool person_bits_read(struct db *db, const struct person_table *t, sqlite3_stmt *stmt,
	uint64_t *bits, struct err *err)
{
	enum sql_result result;

	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const size_t i = person_position(t, sql_int(stmt, 0));

		if (i != SIZE_MAX)
			bits[i / 64] |= UINT64_C(1) << (i % 64);
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

/* --- everybody --------------------------------------------------------------------------- */

struct person_named {
	int64_t id;
	size_t rank; /* in order of name */
};

static int person_by_id(const void *a, const void *b)
{
	const struct person_named *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

static void person_table_fill(struct person_table *t, struct person_named *all, size_t count)
{
	qsort(all, count, sizeof *all, person_by_id);
	t->count = count;
	t->ids = xcalloc(count + 1, sizeof *t->ids);
	t->by_name = xcalloc(count + 1, sizeof *t->by_name);
	for (size_t i = 0; i < count; i++) {
		t->ids[i] = all[i].id;
		t->by_name[all[i].rank] = (uint32_t)i;
	}
}

/* An index alone is read in order of name; the few who were erased are taken out by theirs. */
static bool person_table_read(struct db *db, struct person_table *t, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM person WHERE id NOT IN"
		" (SELECT id FROM person WHERE erased_at IS NOT NULL) ORDER BY fold, id",
		err);
	struct person_named *all = NULL;
	enum sql_result result;
	size_t room = 0, count = 0;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (count == room) {
			room = room ? room * 2 : 4096;
			all = xrealloc(all, room * sizeof *all);
		}
		all[count] = (struct person_named){ .id = sql_int(stmt, 0), .rank = count };
		count++;
	}
	sql_done(stmt);
	if (!all)
		all = xcalloc(1, sizeof *all);
	if (result == SQL_DONE)
		person_table_fill(t, all, count);
	free(all);
	return result == SQL_DONE;
}

/* What a rollback takes away would still be counted as written: within a change all is read anew. */
static bool person_table_good(struct db *db, const struct person_table *t, int64_t seen)
{
	return t && !change_is_open(db) && t->seen == seen &&
	       t->written == sqlite3_total_changes64(db->handle);
}

struct person_table *person_table_get(struct db *db, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "PRAGMA data_version", err);
	struct person_table *t = db->person_table;
	int64_t seen = 0;

	if (!stmt)
		return NULL;
	if (sql_step(db, stmt, err) == SQL_ROW)
		seen = sql_int(stmt, 0);
	sql_done(stmt);
	if (person_table_good(db, t, seen))
		return t;
	person_table_free(&db->person_table);
	t = xcalloc(1, sizeof *t);
	t->seen = seen;
	t->written = change_is_open(db) ? -1 : sqlite3_total_changes64(db->handle);
	if (!person_table_read(db, t, err))
		person_table_free(&t);
	db->person_table = t;
	return t;
}

/* --- words ------------------------------------------------------------------------------- */

static bool person_matching(struct db *db, struct person_table *t, const char *match, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT rowid FROM search WHERE search MATCH :match", err);

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":match", match);
	return person_bits_read(db, t, stmt, t->matching, err);
}

bool person_table_ask(struct db *db, struct person_table *t, const struct person_filter *filter,
	const char *match, struct err *err)
{
	if (!person_criteria_ask(db, t, filter, err))
		return false;
	if (t->match && !strcmp(t->match, match))
		return true;
	free(t->match);
	free(t->matching);
	t->match = NULL;
	t->matching = person_bits_new(t);
	if (*match && !person_matching(db, t, match, err))
		return false;
	for (size_t i = 0; i <= t->count / 64; i++)
		t->matching[i] = *match ? t->matching[i] & t->passing[i] : t->passing[i];
	t->matched = person_bits_count(t, t->matching);
	t->match = xstrdup(match);
	return true;
}
