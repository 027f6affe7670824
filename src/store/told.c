#include "store/told.h"

bool told_list(struct db *db, const char *sql, int64_t cite, int64_t event, told_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":cite", cite);
	sql_bind_id(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct told_row row = {
			.id = sql_int(stmt, 0),
			.cite_id = sql_int(stmt, 1),
			.cite_code = sql_text(stmt, 2),
			.cite = sql_text(stmt, 3),
			.event_id = sql_int(stmt, 4),
			.event = sql_text(stmt, 5),
			.title = sql_text(stmt, 6),
			.day = sql_text(stmt, 7),
			.author = sql_text(stmt, 8),
			.level = (enum mood_level)sql_int(stmt, 9),
			.text = sql_text(stmt, 10),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool told_delete(struct db *db, const struct noun_table *t, enum change_kind kind, const char *about,
	int64_t id, struct err *err)
{
	struct change_label label = { .kind = kind };
	sqlite3_stmt *stmt = sql_prepare(db, about, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		label.subject = sql_int(stmt, 0);
		label.object = sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED && noun_delete(db, t, &label, id, err);
}

enum { TOLD_CITE, TOLD_DAY, TOLD_EVENT, TOLD_OWN, TOLD_AUTHOR };

struct value told_value(const void *p, size_t i)
{
	const struct told_row *row = p;

	switch (i) {
	case TOLD_CITE:
		return value_text(row->cite_code);
	case TOLD_DAY:
		return value_date(row->day);
	case TOLD_EVENT:
		return value_text(row->event);
	case TOLD_OWN:
		return row->level ? value_int((int64_t)row->level) : value_text(row->text);
	default:
		return value_text(row->author);
	}
}
