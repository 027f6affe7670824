/* Reading, saving and deleting one row that has a revision. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"

bool noun_get(
	struct db *db, const struct noun_table *t, int64_t id, void *noun, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, t->select, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		t->read(stmt, noun);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, "%s", gettext(t->gone));
	return result == SQL_ROW;
}

static bool noun_write(struct db *db, const struct noun_table *t, const void *noun, int64_t *id,
	int64_t *rev, bool *touched, struct err *err)
{
	const int64_t own = *id ? *id : id_new();
	const int64_t next = *id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, *id ? t->update : t->insert, err);

	if (!stmt)
		return false;
	t->bind(stmt, noun);
	sql_bind_int(stmt, ":id", own);
	if (*id) {
		sql_bind_int(stmt, ":rev", *rev);
		sql_bind_int(stmt, ":next", next);
	}
	if (!sql_run(db, stmt, err))
		return false;
	if (*id && !sql_changes(db))
		return noun_stale(db, t->select, *id, gettext(t->name), err);
	*touched = true;
	*rev = next;
	*id = own;
	return true;
}

bool noun_save(struct db *db, const struct noun_table *t, const struct change_label *label,
	const void *noun, int64_t *id, int64_t *rev, struct err *err)
{
	const int64_t id_before = *id, rev_before = *rev;
	bool touched = false;
	bool ok;

	if (!change_begin(db, label, err))
		return false;
	ok = (!t->allowed || t->allowed(db, noun, err)) &&
	     noun_write(db, t, noun, id, rev, &touched, err);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		*id = id_before;
		*rev = rev_before;
	}
	return ok;
}

bool noun_step(struct db *db, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	return sql_run(db, stmt, err);
}

bool noun_delete(struct db *db, const struct noun_table *t, const struct change_label *label,
	int64_t id, struct err *err)
{
	bool ok, known = false;

	if (!change_begin(db, label, err))
		return false;
	ok = noun_step(db, t->remove, id, err);
	known = ok && sql_changes(db);
	if (ok && !known)
		ok = err_set(err, ERR_NOT_FOUND, "%s", gettext(t->gone));
	return noun_end(db, ok, known, err);
}

void noun_sign(struct db *db, char **author)
{
	noun_tidy(author, false);
	if (**author)
		return;
	free(*author);
	*author = xstrdup(db_author(db));
}

bool noun_day_of_event(struct db *db, int64_t event, day_t *day, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (!event) {
		*day = noun_on(*day);
		return true;
	}
	stmt = sql_prepare(db, "SELECT first_day FROM event WHERE id = :id", err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", event);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW && *day == CIVIL_NONE)
		*day = noun_on(noun_day(stmt, 0));
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this rencontre is no longer known"));
	return result == SQL_ROW;
}
