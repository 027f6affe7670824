#include "store/db_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "store/journal_internal.h"
#include "store/journal_kinds.h"

void journal_entry_release(struct journal_entry *entry)
{
	free(entry->author);
	free(entry->desk);
	free(entry->label);
	*entry = (struct journal_entry){ 0 };
}

/* A kind that this program does not know can only come from a newer one's merge. */
static void journal_read(struct db *db, sqlite3_stmt *stmt, struct journal_entry *entry)
{
	struct str words = STR_INIT;

	*entry = (struct journal_entry){
		.id = sql_int(stmt, 0),
		.at = sql_int(stmt, 1),
		.author = sql_dup(stmt, 2),
		.desk = sql_dup(stmt, 3),
		.subject = sql_int(stmt, 5),
		.object = sql_int(stmt, 6),
		.n = sql_int(stmt, 7),
		.undoes = sql_int(stmt, 8),
		.undone_by = sql_int(stmt, 9),
		.blanked = sql_int(stmt, 10) != 0,
	};
	if (journal_kind_parse(sql_text(stmt, 4), &entry->kind))
		journal_words(db, entry->kind, entry->subject, entry->object, entry->n, entry->undoes, &words);
	else
		str_add(&words, sql_text(stmt, 4));
	entry->label = str_take(&words);
}

#define JOURNAL_COLUMNS                                                                                  \
	"SELECT j.id, j.at, j.author, j.desk, j.kind, j.subject, j.object, j.n, j.undoes,"               \
	" (SELECT max(u.id) FROM journal u WHERE u.undoes = j.id"                                        \
	"  AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.id)),"                             \
	" j.changeset IS NULL FROM journal j "

bool journal_list(struct db *db, size_t limit, bool (*each)(void *arg, const struct journal_entry *entry),
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, JOURNAL_COLUMNS "ORDER BY j.id DESC LIMIT :limit", err);
	enum sql_result result;
	bool more = true;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":limit", limit ? (int64_t)limit : -1);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW && more) {
		struct journal_entry entry;

		journal_read(db, stmt, &entry);
		more = each(arg, &entry);
		journal_entry_release(&entry);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool journal_get(struct db *db, int64_t id, struct journal_entry *entry, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, JOURNAL_COLUMNS "WHERE j.id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		journal_read(db, stmt, entry);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("no change '%lld': see 'etape log'"), (long long)id);
	return result == SQL_ROW;
}

/* An undo that was itself undone leaves its change standing again; the newest
 * entry about a change decides. The desk's role is offered its own author's only: it may take
 * back no other. */
bool journal_last(struct db *db, bool mine, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT j.id FROM journal j WHERE j.undoes IS NULL AND j.kind NOT IN ('init', 'demo', 'refusal', 'message')"
		" AND (:own = 0 OR j.author = :author) AND (:mine = 0 OR j.desk = :desk)"
		" AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = j.id"
		"  AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.id))"
		" ORDER BY j.id DESC LIMIT 1",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":own", mine || db->role == ROLE_ACCUEIL);
	sql_bind_int(stmt, ":mine", mine);
	sql_bind_text(stmt, ":author", db->author);
	sql_bind_text(stmt, ":desk", db->desk);
	result = sql_step(db, stmt, err);
	*id = result == SQL_ROW ? sql_int(stmt, 0) : 0;
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("there is nothing to undo"));
	return result == SQL_ROW;
}
