#include "etape/audience.h"

#include <stdio.h>

#include "etape/i18n.h"
#include "store/noun.h"

static void audience_code(char out[4], const char *text)
{
	snprintf(out, 4, "%s", text);
}

static void audience_read(sqlite3_stmt *stmt, void *noun)
{
	struct audience *a = noun;

	a->id = sql_int(stmt, 0);
	a->rev = sql_int(stmt, 1);
	a->event = sql_int(stmt, 2);
	a->role = sql_is_null(stmt, 3) ? ANY : noun_value(&mandate_roles, stmt, 3);
	a->cite = sql_int(stmt, 4);
	audience_code(a->departement, sql_text(stmt, 5));
	audience_code(a->region, sql_text(stmt, 6));
}

static void audience_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct audience *a = noun;

	sql_bind_int(stmt, ":event", a->event);
	sql_bind_opt(stmt, ":role", vocabulary_name(&mandate_roles, a->role));
	sql_bind_id(stmt, ":cite", a->cite);
	sql_bind_opt(stmt, ":departement", a->departement);
	sql_bind_opt(stmt, ":region", a->region);
}

/* The same line twice would mean nothing more. */
static bool audience_allowed(struct db *db, const void *noun, struct err *err)
{
	const struct audience *a = noun;
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT 1 FROM audience WHERE event = :event AND role IS :role AND cite IS :cite"
		" AND departement IS :departement AND region IS :region AND (:id IS NULL OR id <> :id)",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	audience_bind(stmt, a);
	sql_bind_id(stmt, ":id", a->id);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	if (result == SQL_ROW)
		return err_set(err, ERR_EXISTS, _("these people are invited already"));
	return result == SQL_DONE;
}

static const struct noun_table audience_table = {
	.select = "SELECT id, rev, event, role, cite, departement, region FROM audience WHERE id = :id",
	.insert = "INSERT INTO audience (id, event, role, cite, departement, region)"
		  " VALUES (:id, :event, :role, :cite, :departement, :region)",
	.update = "UPDATE audience SET event = :event, role = :role, cite = :cite,"
		  " departement = :departement, region = :region, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM audience WHERE id = :id",
	.name = N_("line of the audience"),
	.gone = N_("this line of the audience is no longer known"),
	.read = audience_read,
	.bind = audience_bind,
	.allowed = audience_allowed,
};

bool audience_get(struct db *db, int64_t id, struct audience *a, struct err *err)
{
	return noun_get(db, &audience_table, id, a, err);
}

bool audience_save(struct db *db, struct audience *a, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_AUDIENCE, .subject = a->event };

	if (!a->event)
		return err_set(err, ERR_INVALID, _("an audience needs a rencontre"));
	return noun_save(db, &audience_table, &label, a, &a->id, &a->rev, err);
}

bool audience_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_AUDIENCE };
	struct audience a;

	if (!audience_get(db, id, &a, err))
		return false;
	label.subject = a.event;
	return noun_delete(db, &audience_table, &label, id, err);
}

bool audience_list(struct db *db, int64_t event, bool (*each)(void *arg, const struct audience *a),
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, event, role, cite, departement, region FROM audience"
		" WHERE event = :event ORDER BY id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct audience a;

		audience_read(stmt, &a);
		if (!each(arg, &a))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
