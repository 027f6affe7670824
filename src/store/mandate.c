#include "etape/mandate.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
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

static void mandate_read(sqlite3_stmt *stmt, void *noun)
{
	struct mandate *m = noun;

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

static void mandate_bind_post(sqlite3_stmt *stmt, const struct mandate *m)
{
	sql_bind_int(stmt, ":person", m->person);
	sql_bind_int(stmt, ":cite", m->cite);
	sql_bind_text(stmt, ":role", vocabulary_name(&mandate_roles, (int)m->role));
	noun_bind_date(stmt, ":from", m->from);
	noun_bind_date(stmt, ":to", m->to);
}

static void mandate_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct mandate *m = noun;

	mandate_bind_post(stmt, m);
	sql_bind_id(stmt, ":structure", m->structure);
	sql_bind_opt(stmt, ":note", m->note);
}

/* The same person in the same post on the same days would be counted twice. */
static bool mandate_not_twice(struct db *db, const void *noun, struct err *err)
{
	const struct mandate *m = noun;
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT 1 FROM mandate WHERE person = :person AND cite = :cite AND role = :role"
		" AND (:id IS NULL OR id <> :id)"
		" AND coalesce(valid_from, '0000') <= coalesce(:to, '9999')"
		" AND coalesce(valid_to, '9999') >= coalesce(:from, '0000')",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	mandate_bind_post(stmt, m);
	sql_bind_id(stmt, ":id", m->id);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	if (result == SQL_ROW)
		return err_set(err, ERR_EXISTS,
			_("this person holds the same post at the same time already"));
	return result == SQL_DONE;
}

static const struct noun_table mandate_table = {
	.select = "SELECT id, rev, person, cite, role, structure, valid_from, valid_to, note"
		  " FROM mandate WHERE id = :id",
	.insert = "INSERT INTO mandate (id, person, cite, role, structure, valid_from, valid_to, note)"
		  " VALUES (:id, :person, :cite, :role, :structure, :from, :to, :note)",
	.update = "UPDATE mandate SET person = :person, cite = :cite, role = :role,"
		  " structure = :structure, valid_from = :from, valid_to = :to, note = :note,"
		  " rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM mandate WHERE id = :id",
	.name = N_("mandate"),
	.gone = N_("this mandate is no longer known"),
	.read = mandate_read,
	.bind = mandate_bind,
	.allowed = mandate_not_twice,
};

bool mandate_get(struct db *db, int64_t id, struct mandate *m, struct err *err)
{
	return noun_get(db, &mandate_table, id, m, err);
}

bool mandate_save(struct db *db, struct mandate *m, struct err *err)
{
	const struct change_label label = {
		.kind = m->id ? CHANGE_MANDATE_EDIT : CHANGE_MANDATE_NEW,
		.subject = m->person,
		.object = m->cite,
	};

	return mandate_valid(m, err) &&
	       noun_save(db, &mandate_table, &label, m, &m->id, &m->rev, err);
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
	       noun_step(db, mandate_table.remove, id, err);
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
