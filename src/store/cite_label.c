#include "etape/cite_label.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/journal.h"
#include "store/noun.h"

void cite_label_init(struct cite_label *l)
{
	*l = (struct cite_label){ .status = LABEL_LABELLED, .from = CIVIL_NONE, .to = CIVIL_NONE };
}

void cite_label_release(struct cite_label *l)
{
	free(l->note);
	cite_label_init(l);
}

bool cite_label_get(struct db *db, int64_t id, struct cite_label *l, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, cite, status, valid_from, valid_to, note FROM cite_label"
		" WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		cite_label_release(l);
		l->id = sql_int(stmt, 0);
		l->rev = sql_int(stmt, 1);
		l->cite = sql_int(stmt, 2);
		l->status = (enum label_status)noun_value(&label_statuses, stmt, 3);
		l->from = noun_day(stmt, 4);
		l->to = noun_day(stmt, 5);
		l->note = sql_dup(stmt, 6);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this status of a label is no longer known"));
	return result == SQL_ROW;
}

/* Two that begin on one day, or two of which nobody knows when they began, have no order. */
static bool cite_label_not_twice(struct db *db, const struct cite_label *l, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT c.name, l.status FROM cite_label l JOIN cite c ON c.id = l.cite"
		" WHERE l.cite = :cite AND (:id IS NULL OR l.id <> :id) AND l.valid_from IS :from",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", l->cite);
	sql_bind_id(stmt, ":id", l->id);
	noun_bind_date(stmt, ":from", l->from);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		err_set(err, ERR_EXISTS,
			l->from == CIVIL_NONE
				? _("label of '%s': '%s' has no first day already; give one of them its date")
				: _("label of '%s': '%s' begins on that day already"),
			sql_text(stmt, 0), noun_label(&label_statuses, sql_text(stmt, 1)));
	sql_done(stmt);
	return result == SQL_DONE;
}

static bool cite_label_write(struct db *db, struct cite_label *l, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO cite_label (id, cite, status, valid_from, valid_to, note)"
		" VALUES (:id, :cite, :status, :from, :to, :note)";
	static const char update[] =
		"UPDATE cite_label SET cite = :cite, status = :status, valid_from = :from,"
		" valid_to = :to, note = :note, rev = :next WHERE id = :id AND rev = :rev";
	int64_t id = l->id ? l->id : id_new();
	const int64_t next = l->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, l->id ? update : insert, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (l->id) {
		sql_bind_int(stmt, ":rev", l->rev);
		sql_bind_int(stmt, ":next", next);
	}
	sql_bind_int(stmt, ":cite", l->cite);
	sql_bind_text(stmt, ":status", vocabulary_name(&label_statuses, (int)l->status));
	noun_bind_date(stmt, ":from", l->from);
	noun_bind_date(stmt, ":to", l->to);
	sql_bind_opt(stmt, ":note", l->note);
	if (!sql_run(db, stmt, err))
		return false;
	if (l->id && !sql_changes(db))
		return noun_stale(db, "SELECT 1 FROM cite_label WHERE id = :id", l->id,
			_("label of a cité"), err);
	*touched = true;
	l->rev = next;
	l->id = id;
	return true;
}

bool cite_label_save(struct db *db, struct cite_label *l, struct err *err)
{
	const int64_t id = l->id, rev = l->rev;
	const struct change_label label = { .kind = CHANGE_CITE_LABEL, .subject = l->cite };
	bool touched = false;
	bool ok;

	noun_tidy(&l->note, true);
	if (!l->cite)
		return err_set(err, ERR_INVALID, _("a label needs a cité"));
	if (l->from != CIVIL_NONE && l->to != CIVIL_NONE && l->to < l->from)
		return err_set(err, ERR_INVALID,
			_("the status of a label cannot end before it begins"));
	if (!change_begin(db, &label, err))
		return false;
	ok = cite_label_not_twice(db, l, err) && cite_label_write(db, l, &touched, err);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		l->id = id;
		l->rev = rev;
	}
	return ok;
}

bool cite_label_delete(struct db *db, int64_t id, struct err *err)
{
	struct cite_label l;
	struct change_label label = { .kind = CHANGE_CITE_LABEL };
	sqlite3_stmt *stmt;
	bool ok;

	cite_label_init(&l);
	if (!cite_label_get(db, id, &l, err))
		return false;
	label.subject = l.cite;
	cite_label_release(&l);
	if (!change_begin(db, &label, err))
		return false;
	stmt = sql_prepare(db, "DELETE FROM cite_label WHERE id = :id", err);
	if (stmt)
		sql_bind_int(stmt, ":id", id);
	ok = stmt && sql_run(db, stmt, err);
	return noun_end(db, ok, stmt != NULL, err);
}
