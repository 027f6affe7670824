#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/person.h"
#include "store/noun.h"

static bool person_confirm_one(struct db *db, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE person SET confirmed_on = :today, confirmed_by = :author"
		" WHERE id = :id AND erased_at IS NULL",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":today", noun_on(CIVIL_NONE));
	sql_bind_text(stmt, ":author", db_author(db));
	if (!sql_run(db, stmt, err))
		return false;
	return sql_changes(db) ||
	       err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
}

bool person_confirm(struct db *db, const int64_t *ids, size_t count, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_CONFIRM,
		.subject = count == 1 ? ids[0] : 0,
		.n = (int64_t)count,
	};
	bool ok = true;
	size_t done = 0;

	if (!count)
		return true;
	if (!change_begin(db, &label, err))
		return false;
	while (ok && done < count) {
		ok = person_confirm_one(db, ids[done], err);
		done += ok;
	}
	return noun_end(db, ok, done > 0, err);
}

bool person_confirmed(
	struct db *db, int64_t id, day_t *day, struct str *author, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT confirmed_on, confirmed_by FROM person WHERE id = :id", err);
	enum sql_result result;

	*day = CIVIL_NONE;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		*day = noun_day(stmt, 0);
		str_add(author, sql_text(stmt, 1));
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
