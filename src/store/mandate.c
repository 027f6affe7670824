#include "etape/mandate.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"

void mandate_init(struct mandate *m)
{
	*m = (struct mandate){ .role = MANDATE_CPO, .from = CIVIL_NONE, .to = CIVIL_NONE };
}

void mandate_release(struct mandate *m)
{
	free(m->note);
	mandate_init(m);
}

bool mandate_get(struct db *db, int64_t id, struct mandate *m, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, person, cite, role, structure, valid_from, valid_to, note"
		" FROM mandate WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		mandate_release(m);
		m->id = sql_int(stmt, 0);
		m->rev = sql_int(stmt, 1);
		m->person = sql_int(stmt, 2);
		m->cite = sql_int(stmt, 3);
		m->role = (enum mandate_role)noun_value(&mandate_roles, stmt, 4);
		m->structure = sql_int(stmt, 5);
		m->from = noun_day(stmt, 6);
		m->to = noun_day(stmt, 7);
		m->note = sql_dup(stmt, 8);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this mandate is no longer known"));
	return result == SQL_ROW;
}

static bool mandate_valid(struct mandate *m, struct err *err)
{
	noun_tidy(&m->note, true);
	if (!m->person)
		return err_set(err, ERR_INVALID, _("a mandate needs a person"));
	if (!m->cite)
		return err_set(err, ERR_INVALID, _("a mandate needs a cité"));
	if (m->from != CIVIL_NONE && m->to != CIVIL_NONE && m->to < m->from)
		return err_set(err, ERR_INVALID, _("a mandate cannot end before it begins"));
	return true;
}

static void mandate_bind(sqlite3_stmt *stmt, const struct mandate *m)
{
	sql_bind_int(stmt, ":person", m->person);
	sql_bind_int(stmt, ":cite", m->cite);
	sql_bind_text(stmt, ":role", vocabulary_name(&mandate_roles, (int)m->role));
	noun_bind_date(stmt, ":from", m->from);
	noun_bind_date(stmt, ":to", m->to);
}

/* The same person in the same post on the same days would be counted twice. */
static bool mandate_not_twice(struct db *db, const struct mandate *m, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT 1 FROM mandate WHERE person = :person AND cite = :cite AND role = :role"
		" AND (:id IS NULL OR id <> :id)"
		" AND coalesce(valid_from, '0000') <= coalesce(:to, '9999')"
		" AND coalesce(valid_to, '9999') >= coalesce(:from, '0000')",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	mandate_bind(stmt, m);
	sql_bind_id(stmt, ":id", m->id);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	if (result == SQL_ROW)
		return err_set(err, ERR_EXISTS,
			_("this person holds the same post at the same time already"));
	return result == SQL_DONE;
}

static bool mandate_write(struct db *db, struct mandate *m, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO mandate (id, person, cite, role, structure, valid_from, valid_to, note)"
		" VALUES (:id, :person, :cite, :role, :structure, :from, :to, :note)";
	static const char update[] =
		"UPDATE mandate SET person = :person, cite = :cite, role = :role,"
		" structure = :structure, valid_from = :from, valid_to = :to, note = :note,"
		" rev = :next WHERE id = :id AND rev = :rev";
	int64_t id = m->id ? m->id : id_new();
	const int64_t next = m->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, m->id ? update : insert, err);

	if (!stmt)
		return false;
	mandate_bind(stmt, m);
	sql_bind_int(stmt, ":id", id);
	if (m->id) {
		sql_bind_int(stmt, ":rev", m->rev);
		sql_bind_int(stmt, ":next", next);
	}
	sql_bind_id(stmt, ":structure", m->structure);
	sql_bind_opt(stmt, ":note", m->note);
	if (!sql_run(db, stmt, err))
		return false;
	if (m->id && !sql_changes(db))
		return noun_stale(
			db, "SELECT 1 FROM mandate WHERE id = :id", m->id, _("mandate"), err);
	*touched = true;
	m->rev = next;
	m->id = id;
	return true;
}

bool mandate_save(struct db *db, struct mandate *m, struct err *err)
{
	const int64_t id = m->id, rev = m->rev;
	const struct change_label label = {
		.kind = id ? CHANGE_MANDATE_EDIT : CHANGE_MANDATE_NEW,
		.subject = m->person,
		.object = m->cite,
	};
	bool touched = false;
	bool ok;

	if (!mandate_valid(m, err) || !change_begin(db, &label, err))
		return false;
	ok = mandate_not_twice(db, m, err) && mandate_write(db, m, &touched, err);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		m->id = id;
		m->rev = rev;
	}
	return ok;
}

bool mandate_end(struct db *db, int64_t id, day_t last, struct err *err)
{
	struct mandate m;
	bool ok;

	mandate_init(&m);
	ok = mandate_get(db, id, &m, err);
	m.to = last;
	ok = ok && mandate_save(db, &m, err);
	mandate_release(&m);
	return ok;
}

static bool mandate_delete_rows(struct db *db, int64_t id, struct err *err)
{
	return noun_step(db, "DELETE FROM note WHERE subject = :id", id, err) &&
	       noun_step(db, "DELETE FROM mandate WHERE id = :id", id, err);
}

bool mandate_delete(struct db *db, int64_t id, struct err *err)
{
	struct mandate m;
	struct change_label label = { .kind = CHANGE_MANDATE_DELETE };
	bool ok;

	mandate_init(&m);
	if (!mandate_get(db, id, &m, err))
		return false;
	label.subject = m.person;
	label.object = m.cite;
	mandate_release(&m);
	if (!change_begin(db, &label, err))
		return false;
	ok = mandate_delete_rows(db, id, err);
	return noun_end(db, ok, true, err);
}
