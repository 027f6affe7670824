#include "store/db_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"

static size_t sql_hash(const char *sql, size_t count)
{
	uintptr_t p = (uintptr_t)sql;

	p ^= p >> 17;
	p *= 0x9E3779B97F4A7C15u;
	return (size_t)(p >> 20) & (count - 1);
}

static struct sql_slot *sql_find(struct db *db, const char *sql)
{
	size_t i = sql_hash(sql, db->slot_count);

	while (db->slots[i].sql && db->slots[i].sql != sql)
		i = (i + 1) & (db->slot_count - 1);
	return &db->slots[i];
}

static void sql_rehash(struct db *db)
{
	struct sql_slot *old = db->slots;
	size_t old_count = db->slot_count;

	db->slot_count = old_count ? old_count * 2 : 64;
	db->slots = xcalloc(db->slot_count, sizeof *db->slots);
	for (size_t i = 0; i < old_count; i++)
		if (old[i].sql)
			*sql_find(db, old[i].sql) = old[i];
	free(old);
}

sqlite3_stmt *sql_prepare(struct db *db, const char *sql, struct err *err)
{
	struct sql_slot *slot;
	int rc;

	if (db->slot_used * 2 >= db->slot_count)
		sql_rehash(db);
	slot = sql_find(db, sql);
	if (slot->stmt) {
		if (sqlite3_stmt_busy(slot->stmt))
			bug("statement still in use: %.120s", sql);
		sqlite3_clear_bindings(slot->stmt);
		return slot->stmt;
	}
	rc = sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &slot->stmt, NULL);
	if (rc != SQLITE_OK) {
		slot->stmt = NULL;
		sql_fail(db, rc, err);
		return NULL;
	}
	slot->sql = sql;
	db->slot_used++;
	return slot->stmt;
}

/* Where the parameters of late were: SQLite compares the names of all that stand before. */
static int sql_parameter(sqlite3_stmt *stmt, const char *name)
{
	static int recent[1024];
	int *i = &recent[((uintptr_t)stmt / 64 * 31 ^ (uintptr_t)name) % (sizeof recent / sizeof *recent)];
	const char *there = sqlite3_bind_parameter_name(stmt, *i);

	if (there && !strcmp(there, name))
		return *i;
	*i = sqlite3_bind_parameter_index(stmt, name);
	if (!*i)
		bug("no parameter %s in: %.120s", name, sqlite3_sql(stmt));
	return *i;
}

void sql_bind_int(sqlite3_stmt *stmt, const char *name, int64_t value)
{
	sqlite3_bind_int64(stmt, sql_parameter(stmt, name), value);
}

void sql_bind_text(sqlite3_stmt *stmt, const char *name, const char *text)
{
	sqlite3_bind_text(stmt, sql_parameter(stmt, name), text ? text : "", -1, SQLITE_TRANSIENT);
}

void sql_bind_opt(sqlite3_stmt *stmt, const char *name, const char *text)
{
	if (text && *text)
		sql_bind_text(stmt, name, text);
	else
		sqlite3_bind_null(stmt, sql_parameter(stmt, name));
}

void sql_bind_id(sqlite3_stmt *stmt, const char *name, int64_t id)
{
	if (id)
		sql_bind_int(stmt, name, id);
	else
		sqlite3_bind_null(stmt, sql_parameter(stmt, name));
}

enum sql_result sql_step(struct db *db, sqlite3_stmt *stmt, struct err *err)
{
	int rc;

	if (db->rows_only && !db->adding && !sqlite3_stmt_readonly(stmt) && !bulk_pause(db, err)) {
		sqlite3_reset(stmt);
		return SQL_FAILED;
	}
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW)
		return SQL_ROW;
	if (rc == SQLITE_DONE)
		return SQL_DONE;
	sql_fail(db, sqlite3_extended_errcode(db->handle), err);
	sqlite3_reset(stmt);
	return SQL_FAILED;
}

void sql_done(sqlite3_stmt *stmt)
{
	sqlite3_reset(stmt);
}

bool sql_run(struct db *db, sqlite3_stmt *stmt, struct err *err)
{
	enum sql_result result;

	do
		result = sql_step(db, stmt, err);
	while (result == SQL_ROW);
	sql_done(stmt);
	return result == SQL_DONE;
}

int64_t sql_changes(struct db *db)
{
	return sqlite3_changes64(db->handle);
}

int64_t sql_int(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt, column);
}

const char *sql_text(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	return text ? (const char *)text : "";
}

char *sql_dup(sqlite3_stmt *stmt, int column)
{
	return xstrdup(sql_text(stmt, column));
}

bool sql_is_null(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt, column) == SQLITE_NULL;
}

bool sql_exec(struct db *db, const char *sql, struct err *err)
{
	int rc;

	if (!bulk_pause(db, err))
		return false;
	rc = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
	return rc == SQLITE_OK || sql_fail(db, sqlite3_extended_errcode(db->handle), err);
}

bool sql_fail(struct db *db, int rc, struct err *err)
{
	const char *file = db->path;
	const char *words = db->handle ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc);

	/* What may come up in the middle of work names the file last: a screen's line is short. */
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		err_set(err, ERR_BUSY, _("another program has been writing for too long; try again ('%s')"), file);
		break;
	case SQLITE_AUTH:
		rights_refused(db, err);
		break;
	case SQLITE_READONLY:
	case SQLITE_PERM:
		err_set(err, ERR_READONLY,
			_("'%s' cannot be written: ask for the right to write the file and its folder"), file);
		break;
	case SQLITE_FULL:
		err_set(err, ERR_FULL,
			_("no room left on the disk, nothing was changed: free some room and try again ('%s')"), file);
		break;
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		err_set(err, ERR_DAMAGED,
			_("'%s' is damaged or is not a database of étape: restore the last copy (etape backup)"), file);
		break;
	case SQLITE_CANTOPEN:
		err_set(err, ERR_SYSTEM, _("'%s' cannot be opened: check the path and the rights of its folder"), file);
		break;
	case SQLITE_CONSTRAINT:
		err_set(err, ERR_REFUSED, _("refused by the database: %s"), words);
		break;
	case SQLITE_NOMEM:
		bug("out of memory in SQLite");
	case SQLITE_IOERR:
		err_set(err, ERR_SYSTEM, _("'%s': the disk refuses to read or write (%s); nothing was changed"), file, words);
		break;
	default:
		err_set(err, ERR_SYSTEM, _("'%s': %s"), file, words);
		break;
	}
	if (err)
		err->sys = rc;
	return false;
}
