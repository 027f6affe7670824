#include "store/db_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/journal_kinds.h"

void change_forget(struct db *db)
{
	if (db->session)
		sqlite3session_delete(db->session);
	db->session = NULL;
	str_reset(&db->noted);
	db->by_hand = false;
	bulk_forget(db);
	for (size_t i = 0; i < sizeof db->rows / sizeof *db->rows; i++) {
		if (db->rows[i].table)
			str_release(&db->rows[i].rows);
		db->rows[i].table = NULL;
	}
	db->depth = 0;
	db->failed = false;
	db->untold = false;
	db->undoes = 0;
	busy_released(db);
}

/* Tables are recorded by name: recording all would take in the shadow tables of the
 * finder, and taking a change back would then conflict. Asked at the first write
 * to a table, which costs less than naming all of them at every change. */
static int change_wants(void *arg, const char *table)
{
	(void)arg;
	for (const char *const *t = db_journaled_tables; *t; t++)
		if (!strcmp(*t, table))
			return 1;
	return 0;
}

bool change_record(struct db *db, struct err *err)
{
	int rc = sqlite3session_create(db->handle, "main", &db->session);

	if (rc == SQLITE_OK) {
		sqlite3session_table_filter(db->session, change_wants, NULL);
		rc = sqlite3session_attach(db->session, NULL);
	}
	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

static bool change_transaction(struct db *db, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	return stmt && sql_run(db, stmt, err);
}

static bool change_refused(struct db *db, struct err *err)
{
	if (db->role == ROLE_LECTURE)
		return rights_refused(db, err);
	return !db->readonly || sql_fail(db, SQLITE_READONLY, err);
}

static bool change_start(
	struct db *db, const struct change_label *label, bool record, struct err *err)
{
	if (db->depth > 0) {
		if (record && !db->session && !db->rows_only)
			bug("change %d begun inside one that is noted by hand", (int)label->kind);
		/* A full disk ends the transaction by itself: what came next would be kept without it. */
		if (sqlite3_get_autocommit(db->handle))
			return err_set(err, ERR_REFUSED, _("a part of the change was refused"));
		db->depth++;
		return true;
	}
	if (!change_refused(db, err))
		return false;
	if (!sqlite3_get_autocommit(db->handle))
		bug("change %d begun inside a transaction that is not a change", (int)label->kind);
	busy_give_way(db);
	if (!change_transaction(db, "BEGIN IMMEDIATE", err))
		return false;
	busy_taken(db);
	if (record && !change_record(db, err)) {
		change_transaction(db, "ROLLBACK", NULL);
		change_forget(db);
		return false;
	}
	db->label = *label;
	db->depth = 1;
	return true;
}

bool change_begin(struct db *db, const struct change_label *label, struct err *err)
{
	return change_start(db, label, true, err);
}

bool change_begin_noted(struct db *db, const struct change_label *label, struct err *err)
{
	return change_start(db, label, false, err);
}

bool change_begin_untold(struct db *db, const struct change_label *label, struct err *err)
{
	if (db->depth)
		bug("change %d begun inside another, which would tell", (int)label->kind);
	if (!change_start(db, label, false, err))
		return false;
	db->untold = true;
	return true;
}

void change_relabel(struct db *db, const struct change_label *label)
{
	if (!db->depth)
		bug("relabelled without a change");
	if (db->depth == 1)
		db->label = *label;
}

bool change_is_open(const struct db *db)
{
	return db->depth > 0;
}

/* Ids of the journal follow the order of the commits even when two processes
 * write in the same millisecond: the lock is held here. */
static bool change_journal_id(struct db *db, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT max(id) FROM journal", err);
	int64_t last;

	if (!stmt || sql_step(db, stmt, err) == SQL_FAILED)
		return false;
	last = sql_int(stmt, 0);
	sql_done(stmt);
	*id = id_new();
	if (*id <= last)
		*id = last + 1;
	return true;
}

static bool change_write(struct db *db, const void *changeset, int size, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO journal (id, at, author, desk, kind, subject, object, n, undoes, changeset)"
		" VALUES (:id, :at, :author, :desk, :kind, :subject, :object, :n, :undoes, :changeset)",
		err);
	int64_t id;

	if (!stmt || !change_journal_id(db, &id, err))
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db->author);
	sql_bind_text(stmt, ":desk", db->desk);
	sql_bind_text(stmt, ":kind", journal_kind_name(db->label.kind));
	sql_bind_id(stmt, ":subject", db->label.subject);
	sql_bind_id(stmt, ":object", db->label.object);
	sql_bind_id(stmt, ":n", db->label.n);
	sql_bind_id(stmt, ":undoes", db->undoes);
	sqlite3_bind_blob(stmt, sqlite3_bind_parameter_index(stmt, ":changeset"), changeset, size,
		SQLITE_STATIC);
	return sql_run(db, stmt, err);
}

static bool change_finish(struct db *db, struct err *err)
{
	struct str all = STR_INIT;
	void *changeset = NULL;
	int size = 0;
	int rc;
	bool ok;

	if (db->rows_only)
		bug("a bulk was begun, and not ended");
	if (db->untold)
		return change_write(db, NULL, 0, err) && change_transaction(db, "COMMIT", err);
	if (!db->session)
		return (!db->noted.len ||
			       change_write(db, db->noted.buf, (int)db->noted.len, err)) &&
		       change_transaction(db, "COMMIT", err);
	rc = sqlite3session_changeset(db->session, &size, &changeset);
	ok = (rc == SQLITE_OK || sql_fail(db, rc, err)) && change_all(db, changeset, size, &all, err);
	sqlite3_free(changeset);
	if (ok && all.len > 0)
		ok = change_write(db, all.buf, (int)all.len, err);
	str_release(&all);
	return ok && change_transaction(db, "COMMIT", err);
}

bool change_commit(struct db *db, struct err *err)
{
	bool ok;

	if (!db->depth)
		bug("commit without a change");
	if (db->depth > 1) {
		db->depth--;
		return !db->failed || err_set(err, ERR_REFUSED, _("a part of the change was refused"));
	}
	ok = !db->failed || err_set(err, ERR_REFUSED, _("a part of the change was refused"));
	ok = ok && change_finish(db, err);
	if (!ok && !sqlite3_get_autocommit(db->handle))
		change_transaction(db, "ROLLBACK", NULL);
	change_forget(db);
	return ok;
}

void change_rollback(struct db *db)
{
	if (!db->depth)
		bug("rollback without a change");
	db->failed = true;
	if (--db->depth > 0)
		return;
	/* A full disk or a dead lock may have ended the transaction already. */
	if (!sqlite3_get_autocommit(db->handle))
		change_transaction(db, "ROLLBACK", NULL);
	change_forget(db);
}
