#include "etape/cite_label.h"

#include <stdlib.h>

#include "etape/i18n.h"
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

static void cite_label_read(sqlite3_stmt *stmt, void *noun)
{
	struct cite_label *l = noun;

	cite_label_release(l);
	l->id = sql_int(stmt, 0);
	l->rev = sql_int(stmt, 1);
	l->cite = sql_int(stmt, 2);
	l->status = (enum label_status)noun_value(&label_statuses, stmt, 3);
	l->from = noun_day(stmt, 4);
	l->to = noun_day(stmt, 5);
	l->note = sql_dup(stmt, 6);
}

static void cite_label_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct cite_label *l = noun;

	sql_bind_int(stmt, ":cite", l->cite);
	sql_bind_text(stmt, ":status", vocabulary_name(&label_statuses, (int)l->status));
	noun_bind_date(stmt, ":from", l->from);
	noun_bind_date(stmt, ":to", l->to);
	sql_bind_opt(stmt, ":note", l->note);
}

/* Two that begin on one day, or two of which nobody knows when they began, have no order. */
static bool cite_label_not_twice(struct db *db, const void *noun, struct err *err)
{
	const struct cite_label *l = noun;
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

static const struct noun_table cite_label_table = {
	.select = "SELECT id, rev, cite, status, valid_from, valid_to, note FROM cite_label WHERE id = :id",
	.insert = "INSERT INTO cite_label (id, cite, status, valid_from, valid_to, note)"
		  " VALUES (:id, :cite, :status, :from, :to, :note)",
	.update = "UPDATE cite_label SET cite = :cite, status = :status, valid_from = :from,"
		  " valid_to = :to, note = :note, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM cite_label WHERE id = :id",
	.name = N_("label of a cité"),
	.gone = N_("this status of a label is no longer known"),
	.read = cite_label_read,
	.bind = cite_label_bind,
	.allowed = cite_label_not_twice,
};

bool cite_label_get(struct db *db, int64_t id, struct cite_label *l, struct err *err)
{
	return noun_get(db, &cite_label_table, id, l, err);
}

bool cite_label_save(struct db *db, struct cite_label *l, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_CITE_LABEL, .subject = l->cite };

	noun_tidy(&l->note, true);
	if (!l->cite)
		return err_set(err, ERR_INVALID, _("a label needs a cité"));
	if (l->from != CIVIL_NONE && l->to != CIVIL_NONE && l->to < l->from)
		return err_set(err, ERR_INVALID,
			_("the status of a label cannot end before it begins"));
	return noun_save(db, &cite_label_table, &label, l, &l->id, &l->rev, err);
}

bool cite_label_delete(struct db *db, int64_t id, struct err *err)
{
	struct cite_label l;
	struct change_label label = { .kind = CHANGE_CITE_LABEL };
	bool ok;

	cite_label_init(&l);
	ok = cite_label_get(db, id, &l, err);
	label.subject = l.cite;
	cite_label_release(&l);
	return ok && noun_delete(db, &cite_label_table, &label, id, err);
}
