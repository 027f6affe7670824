#include "store/changeset.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "store/journal_internal.h"
#include "store/journal_kinds.h"

bool changeset_load(struct db *db, int64_t entry, struct changeset *set, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT changeset FROM journal WHERE id = :id", err);
	const void *bytes;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", entry);
	if (sql_step(db, stmt, err) != SQL_ROW || !(bytes = sqlite3_column_blob(stmt, 0))) {
		sql_done(stmt);
		return err_set(err, ERR_REFUSED, _("the content of change %lld is not kept"), (long long)entry);
	}
	set->size = sqlite3_column_bytes(stmt, 0);
	set->bytes = xmalloc((size_t)set->size);
	memcpy(set->bytes, bytes, (size_t)set->size);
	sql_done(stmt);
	return true;
}

void changeset_release(struct changeset *set)
{
	free(set->bytes);
	*set = (struct changeset){ 0 };
}

static int64_t changeset_key(sqlite3_changeset_iter *iter, int op)
{
	sqlite3_value *value = NULL;
	unsigned char *keys = NULL;
	int columns = 0;
	int rc = sqlite3changeset_pk(iter, &keys, &columns);

	for (int i = 0; rc == SQLITE_OK && i < columns; i++) {
		if (!keys[i])
			continue;
		rc = op == SQLITE_INSERT ? sqlite3changeset_new(iter, i, &value) :
					   sqlite3changeset_old(iter, i, &value);
		if (rc == SQLITE_OK && value && sqlite3_value_type(value) == SQLITE_INTEGER)
			return sqlite3_value_int64(value);
	}
	return 0;
}

bool changeset_each(const struct changeset *set, bool (*each)(void *arg, const struct changeset_row *row),
	void *arg)
{
	sqlite3_changeset_iter *iter = NULL;
	bool ok = sqlite3changeset_start(&iter, set->size, set->bytes) == SQLITE_OK;
	int rc = ok ? SQLITE_ROW : SQLITE_DONE;

	while (ok && (rc = sqlite3changeset_next(iter)) == SQLITE_ROW) {
		struct changeset_row row = { .iter = iter };
		int indirect;

		ok = sqlite3changeset_op(iter, &row.table, &row.columns, &row.op, &indirect) == SQLITE_OK;
		if (!ok)
			break;
		row.id = changeset_key(iter, row.op);
		ok = each(arg, &row);
	}
	if (iter)
		sqlite3changeset_finalize(iter);
	return ok && rc == SQLITE_DONE;
}

struct id_set {
	int64_t *ids;	/* sorted once collected */
	size_t count;
	size_t room;
	bool met;	/* one of them was met in another changeset */
};

static int id_compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void id_add(struct id_set *set, int64_t id)
{
	if (!id)
		return;
	if (set->count == set->room) {
		set->room = set->room ? set->room * 2 : 16;
		set->ids = xrealloc(set->ids, set->room * sizeof *set->ids);
	}
	set->ids[set->count++] = id;
}

static bool id_collect(void *arg, const struct changeset_row *row)
{
	id_add(arg, row->id);
	return true;
}

/* What the rows referred to before: they would again. */
static bool id_collect_before(void *arg, const struct changeset_row *row)
{
	sqlite3_value *value;

	for (int i = 0; row->op != SQLITE_INSERT && i < row->columns; i++) {
		value = NULL;
		if (sqlite3changeset_old(row->iter, i, &value) == SQLITE_OK && value &&
			sqlite3_value_type(value) == SQLITE_INTEGER)
			id_add(arg, sqlite3_value_int64(value));
	}
	return true;
}

static bool id_holds(const struct id_set *set, int64_t id)
{
	return id && bsearch(&id, set->ids, set->count, sizeof id, id_compare) != NULL;
}

/* Ids are unique across tables, so that any column that holds one refers to the row. */
static bool id_meet(void *arg, const struct changeset_row *row)
{
	struct id_set *set = arg;
	sqlite3_value *value;

	set->met = id_holds(set, row->id);
	for (int i = 0; !set->met && row->op != SQLITE_DELETE && i < row->columns; i++) {
		value = NULL;
		if (sqlite3changeset_new(row->iter, i, &value) == SQLITE_OK && value &&
			sqlite3_value_type(value) == SQLITE_INTEGER)
			set->met = id_holds(set, sqlite3_value_int64(value));
	}
	return !set->met;
}

static bool id_gone(void *arg, const struct changeset_row *row)
{
	struct id_set *set = arg;

	set->met = row->op == SQLITE_DELETE && id_holds(set, row->id);
	return !set->met;
}

typedef bool (*changeset_row_fn)(void *arg, const struct changeset_row *row);

/* Refusals touch nothing that stands. */
static int64_t changeset_search(
	struct db *db, int64_t entry, struct id_set *ids, changeset_row_fn meets)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT j.id, j.changeset FROM journal j WHERE j.id > :id AND j.changeset IS NOT NULL"
		" AND j.kind <> :refusal AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id)"
		" ORDER BY j.id DESC",
		NULL);
	int64_t found = 0;

	if (!stmt)
		return 0;
	sql_bind_int(stmt, ":id", entry);
	sql_bind_text(stmt, ":refusal", journal_kind_name(CHANGE_REFUSAL));
	while (!found && sql_step(db, stmt, NULL) == SQL_ROW) {
		struct changeset other = { .size = sqlite3_column_bytes(stmt, 1) };

		other.bytes = xmalloc((size_t)other.size);
		memcpy(other.bytes, sqlite3_column_blob(stmt, 1), (size_t)other.size);
		changeset_each(&other, meets, ids);
		changeset_release(&other);
		if (ids->met)
			found = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return found;
}

static int64_t changeset_later(struct db *db, int64_t entry, const struct changeset *set,
	changeset_row_fn collects, changeset_row_fn meets)
{
	struct id_set ids = { 0 };
	int64_t found = 0;

	changeset_each(set, collects, &ids);
	if (ids.count) {
		qsort(ids.ids, ids.count, sizeof *ids.ids, id_compare);
		found = changeset_search(db, entry, &ids, meets);
	}
	free(ids.ids);
	return found;
}

bool changeset_find_later(struct db *db, int64_t entry, const struct changeset *set,
	struct journal_entry *later)
{
	/* First what cannot be passed over: a row would hang in the air. */
	int64_t found = changeset_later(db, entry, set, id_collect_before, id_gone);

	if (!found)
		found = changeset_later(db, entry, set, id_collect, id_meet);
	return found && journal_get(db, found, later, NULL);
}
