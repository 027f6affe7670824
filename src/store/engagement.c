#include "etape/engagement.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"

static bool engagement_fits(struct db *db, const char *number, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT length(:number) <= 50", err);
	bool fits;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":number", number);
	fits = sql_step(db, stmt, err) == SQL_ROW && sql_int(stmt, 0);
	sql_done(stmt);
	return fits || err_set(err, ERR_INVALID, _("an engagement number has 50 characters at most"));
}

static bool engagement_write(
	struct db *db, int64_t structure, int64_t event, const char *number, struct err *err)
{
	sqlite3_stmt *stmt = *number
		? sql_prepare(db,
			  "INSERT INTO engagement (id, structure, event, number) VALUES (:id, :structure, :event, :number)"
			  " ON CONFLICT (structure, coalesce(event, 0)) DO UPDATE SET number = excluded.number,"
			  " rev = excluded.id", err)
		: sql_prepare(db,
			  "DELETE FROM engagement WHERE structure = :structure AND event IS :event", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":structure", structure);
	sql_bind_id(stmt, ":event", event);
	if (*number) {
		sql_bind_int(stmt, ":id", id_new());
		sql_bind_text(stmt, ":number", number);
	}
	return sql_run(db, stmt, err);
}

bool engagement_set(
	struct db *db, int64_t structure, int64_t event, const char *number, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_ENGAGEMENT, .subject = structure, .object = event
	};
	char *clean = noun_clean(number, false);
	bool ok, touched;

	if (!change_begin(db, &label, err)) {
		free(clean);
		return false;
	}
	ok = engagement_fits(db, clean, err);
	touched = ok;
	ok = ok && engagement_write(db, structure, event, clean, err);
	free(clean);
	return noun_end(db, ok, touched, err);
}
