#include "etape/membership.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/vocabulary.h"
#include "store/membership_cover.h"
#include "store/noun.h"

void membership_init(struct membership *m)
{
	*m = (struct membership){ .from = CIVIL_NONE, .to = CIVIL_NONE };
}

void membership_release(struct membership *m)
{
	free(m->note);
	membership_init(m);
}

static void membership_read(sqlite3_stmt *stmt, void *noun)
{
	struct membership *m = noun;

	membership_release(m);
	m->id = sql_int(stmt, 0);
	m->rev = sql_int(stmt, 1);
	m->structure = sql_int(stmt, 2);
	m->from = noun_day(stmt, 3);
	m->to = noun_day(stmt, 4);
	m->note = sql_dup(stmt, 5);
}

static void membership_bind_days(sqlite3_stmt *stmt, const struct membership *m)
{
	sql_bind_int(stmt, ":structure", m->structure);
	noun_bind_date(stmt, ":from", m->from);
	noun_bind_date(stmt, ":to", m->to);
}

static void membership_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct membership *m = noun;

	membership_bind_days(stmt, m);
	sql_bind_opt(stmt, ":note", m->note);
}

static bool membership_not_twice(struct db *db, const void *noun, struct err *err)
{
	const struct membership *m = noun;
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT s.name FROM membership b JOIN structure s ON s.id = b.structure"
		" WHERE b.structure = :structure AND (:id IS NULL OR b.id <> :id)"
		" AND coalesce(b.valid_from, '0000') <= coalesce(:to, '9999')"
		" AND coalesce(b.valid_to, '9999') >= coalesce(:from, '0000')",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	membership_bind_days(stmt, m);
	sql_bind_id(stmt, ":id", m->id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		err_set(err, ERR_EXISTS, _("'%s' is a member on these days already"),
			sql_text(stmt, 0));
	sql_done(stmt);
	return result == SQL_DONE;
}

static const struct noun_table membership_table = {
	.select = "SELECT id, rev, structure, valid_from, valid_to, note FROM membership"
		  " WHERE id = :id",
	.insert = "INSERT INTO membership (id, structure, valid_from, valid_to, note)"
		  " VALUES (:id, :structure, :from, :to, :note)",
	.update = "UPDATE membership SET structure = :structure, valid_from = :from, valid_to = :to,"
		  " note = :note, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM membership WHERE id = :id",
	.name = N_("membership"),
	.gone = N_("this membership is no longer known"),
	.read = membership_read,
	.bind = membership_bind,
	.allowed = membership_not_twice,
};

bool membership_get(struct db *db, int64_t id, struct membership *m, struct err *err)
{
	return noun_get(db, &membership_table, id, m, err);
}

bool membership_save(struct db *db, struct membership *m, struct err *err)
{
	const struct change_label label = {
		.kind = m->id ? CHANGE_MEMBERSHIP_EDIT : CHANGE_MEMBERSHIP_NEW,
		.subject = m->structure,
	};

	noun_tidy(&m->note, true);
	if (!m->structure)
		return err_set(err, ERR_INVALID, _("a membership needs a structure"));
	if (m->from != CIVIL_NONE && m->to != CIVIL_NONE && m->to < m->from)
		return err_set(err, ERR_INVALID, _("a membership cannot end before it begins"));
	return noun_save(db, &membership_table, &label, m, &m->id, &m->rev, err);
}

bool membership_delete(struct db *db, int64_t id, struct err *err)
{
	struct membership m;
	struct change_label label = { .kind = CHANGE_MEMBERSHIP_DELETE };
	bool ok;

	membership_init(&m);
	ok = membership_get(db, id, &m, err);
	label.subject = m.structure;
	membership_release(&m);
	return ok && noun_delete(db, &membership_table, &label, id, err);
}

static bool membership_each(
	struct db *db, sqlite3_stmt *stmt, membership_row_fn each, void *arg, struct err *err)
{
	enum sql_result result;

	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct membership_row row = {
			.id = sql_int(stmt, 0),
			.structure_id = sql_int(stmt, 1),
			.structure = sql_text(stmt, 2),
			.from = sql_text(stmt, 3),
			.to = sql_text(stmt, 4),
			.in_force = sql_int(stmt, 5) != 0,
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool membership_list(struct db *db, int64_t structure, day_t on, membership_row_fn each,
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT b.id, b.structure, s.name, b.valid_from, b.valid_to, " NOUN_IN_FORCE(
			"b") " FROM membership b JOIN structure s ON s.id = b.structure"
			     " WHERE (:structure IS NULL OR b.structure = :structure)"
			     " AND (NOT :in_force OR " NOUN_IN_FORCE(
				     "b") ")"
					  " ORDER BY s.fold, s.id, b.valid_from DESC",
		err);

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":structure", structure);
	sql_bind_int(stmt, ":in_force", on != CIVIL_NONE);
	noun_bind_date(stmt, ":on", noun_on(on));
	return membership_each(db, stmt, each, arg, err);
}

bool membership_list_of_cite(struct db *db, int64_t cite, day_t on, membership_row_fn each,
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		COVER_UP_FROM_CITE
		" SELECT b.id, b.structure, s.name, b.valid_from, b.valid_to, " NOUN_IN_FORCE("b")
		" FROM up CROSS JOIN membership b ON b.structure = up.id"
		" JOIN structure s ON s.id = b.structure ORDER BY b.valid_from DESC, s.fold, b.id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", cite);
	noun_bind_date(stmt, ":on", noun_on(on));
	return membership_each(db, stmt, each, arg, err);
}

struct membership_row *membership_row_dup(const struct membership_row *row)
{
	static const size_t texts[] = {
		offsetof(struct membership_row, structure),
		offsetof(struct membership_row, from),
		offsetof(struct membership_row, to),
	};

	return NOUN_ROW_DUP(row, texts);
}

/* The first column names the member, nearest first. */
static bool membership_ask(struct db *db, const char *sql, int64_t id, day_t on, bool *member,
	char **via, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	*member = false;
	if (via)
		*via = NULL;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":on", noun_on(on));
	result = sql_step(db, stmt, err);
	*member = result == SQL_ROW;
	if (*member && via)
		*via = sql_dup(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

#define MEMBERSHIP_UP                                                                          \
	" SELECT s.name FROM up CROSS JOIN membership b ON b.structure = up.id"                \
	" JOIN structure s ON s.id = up.id WHERE " NOUN_IN_FORCE("b") " LIMIT 1"

bool membership_on(
	struct db *db, int64_t structure, day_t on, bool *member, char **via, struct err *err)
{
	return membership_ask(
		db, COVER_UP_FROM_STRUCTURE MEMBERSHIP_UP, structure, on, member, via, err);
}

bool membership_of_cite(
	struct db *db, int64_t cite, day_t on, bool *member, char **via, struct err *err)
{
	return membership_ask(db, COVER_UP_FROM_CITE MEMBERSHIP_UP, cite, on, member, via, err);
}

bool membership_covers(struct db *db, int64_t structure, day_t on,
	bool (*each)(void *arg, const char *cite), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"WITH RECURSIVE " COVER_INHERITS ", down (id) AS (SELECT :id UNION"
		" SELECT s.id FROM down CROSS JOIN structure s ON s.parent = down.id"
		" CROSS JOIN structure h ON h.id = down.id CROSS JOIN inherits WHERE "
		COVER_STEP("s", "h") ")"
		" SELECT DISTINCT c.name FROM down CROSS JOIN structure s ON s.id = down.id"
		" CROSS JOIN inherits JOIN cite c ON c.id = s.cite WHERE " COVER_OF_CITE("s")
		" ORDER BY c.fold",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", structure);
	noun_bind_date(stmt, ":on", noun_on(on));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW && each(arg, sql_text(stmt, 0)))
		;
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool membership_is_territory(int kind)
{
	return kind == STRUCTURE_COMMUNE || kind == STRUCTURE_EPCI ||
	       kind == STRUCTURE_DEPARTEMENT || kind == STRUCTURE_REGION;
}

bool membership_is_above(int kind, int head_kind)
{
	return membership_is_territory(kind) && head_kind != kind;
}

enum {
	MEMBERSHIP_STRUCTURE,
	MEMBERSHIP_FROM,
	MEMBERSHIP_TO,
};

static struct value membership_value(const void *p, size_t i)
{
	const struct membership_row *row = p;

	switch (i) {
	case MEMBERSHIP_STRUCTURE:
		return value_text(row->structure);
	case MEMBERSHIP_FROM:
		return value_date(row->from);
	default:
		return value_date(row->to);
	}
}

static const struct field membership_fields[] = {
	[MEMBERSHIP_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 20, 3, 0),
	[MEMBERSHIP_FROM] = NOUN_FIELD("valid_from", N_("From"), FIELD_DATE, 10, 0, 1),
	[MEMBERSHIP_TO] = NOUN_FIELD("valid_to", N_("To"), FIELD_DATE, 10, 0, 1),
};

const struct record_type membership_type =
	NOUN_RECORD("memberships", membership_fields, membership_value);
