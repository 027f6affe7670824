#include "store/turnover_internal.h"

#include <stdlib.h>

#include "etape/erasure.h"
#include "etape/person.h"
#include "etape/text.h"
#include "store/confirmed.h"

void turnover_bind_there(sqlite3_stmt *stmt, const struct turnover_filter *filter)
{
	sql_bind_opt(stmt, ":region", filter->region);
	sql_bind_opt(stmt, ":departement", filter->departement);
}

/* --- one row --------------------------------------------------------------------------- */

static void turnover_read(sqlite3_stmt *stmt, enum turnover_kind kind, struct turnover_row *row)
{
	*row = (struct turnover_row){
		.kind = kind,
		.key = "",
		.cite_id = sql_int(stmt, 0),
		.cite_code = sql_text(stmt, 1),
		.cite = sql_text(stmt, 2),
		.role = *sql_text(stmt, 3) ? noun_value(&mandate_roles, stmt, 3) : ANY,
		.since = kind == TURNOVER_UNCONFIRMED
				 ? confirmed_day(sql_int(stmt, 15), noun_day(stmt, 4))
				 : noun_day(stmt, 4),
		.until = noun_day(stmt, 5),
		.person_id = sql_int(stmt, 6),
		.email = sql_text(stmt, 9),
		.phone = sql_text(stmt, 10),
		.event_id = sql_int(stmt, 11),
		.event = sql_text(stmt, 12),
		.title = sql_text(stmt, 13),
		.expected = sql_text(stmt, 14),
		.structure = sql_text(stmt, 16),
	};
	row->id = kind == TURNOVER_VACANT
			  ? turnover_row_id(kind, row->cite_id, row->role)
			  : turnover_row_id(kind, row->person_id, row->event_id);
}

bool turnover_each(struct db *db, sqlite3_stmt *stmt, enum turnover_kind kind, day_t since,
	turnover_row_fn each, void *arg, bool *more, struct err *err)
{
	struct str name = STR_INIT;
	enum sql_result result = SQL_DONE;
	struct turnover_row row;

	while (*more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		turnover_read(stmt, kind, &row);
		str_reset(&name);
		text_person(&name, sql_text(stmt, 7), sql_text(stmt, 8));
		row.name = name.buf;
		if (since != CIVIL_NONE)
			row.since = since;
		*more = each(arg, &row);
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

/* --- people ---------------------------------------------------------------------------- */

#define TURNOVER_WHO                                                                           \
	"SELECT " TURNOVER_CITE ", NULL, p.confirmed_on, NULL, " TURNOVER_PERSON               \
	", 0, '', '', '', max(p.id, p.rev), s.name"                                                  \
	" FROM person p LEFT JOIN structure s ON s.id = p.structure"                           \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite) WHERE p.erased_at IS NULL"

static bool turnover_one(struct db *db, enum turnover_kind kind, int64_t person, day_t since,
	const struct turnover_filter *filter, turnover_row_fn each, void *arg, bool *more,
	struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, TURNOVER_WHO " AND p.id = :id" TURNOVER_THERE, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", person);
	turnover_bind_there(stmt, filter);
	return turnover_each(db, stmt, kind, since, each, arg, more, err);
}

bool turnover_person(struct db *db, enum turnover_kind kind, int64_t person, day_t since,
	turnover_row_fn each, void *arg, struct err *err)
{
	const struct turnover_filter anywhere = { .on = CIVIL_NONE };
	bool more = true;

	return turnover_one(db, kind, person, since, &anywhere, each, arg, &more, err);
}

bool turnover_list_unconfirmed(struct db *db, const struct turnover_filter *filter,
	turnover_row_fn each, void *arg, bool *more, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		TURNOVER_WHO " AND " CONFIRMED_NOT("p") TURNOVER_THERE " ORDER BY p.fold, p.id", err);

	if (!stmt)
		return false;
	turnover_bind_there(stmt, filter);
	confirmed_bind(stmt, filter->on);
	return turnover_each(db, stmt, TURNOVER_UNCONFIRMED, CIVIL_NONE, each, arg, more, err);
}

bool turnover_list_due(struct db *db, const struct turnover_filter *filter, turnover_row_fn each,
	void *arg, bool *more, struct err *err)
{
	struct retention_day *days = NULL;
	size_t count = 0;
	bool ok = !filter->years || retention_days(db, filter->years, NULL, &days, &count, err);

	for (size_t i = 0; ok && *more && i < count; i++)
		ok = turnover_one(db, TURNOVER_DUE, days[i].id, days[i].last, filter, each, arg, more, err);
	free(days);
	return ok;
}

/* --- a window -------------------------------------------------------------------------- */

struct turnover_window {
	struct db *db;
	const char *key;
	turnover_row_fn each;
	void *arg;
	struct err *err;
	bool ok;
};

static bool turnover_keyed(void *arg, const struct turnover_row *row)
{
	const struct turnover_window *w = arg;
	struct turnover_row keyed = *row;

	keyed.key = w->key;
	return w->each(w->arg, &keyed);
}

static bool turnover_window_row(void *arg, const struct person_row *row)
{
	const struct turnover_filter anywhere = { .on = CIVIL_NONE };
	struct turnover_window *w = arg;
	bool more = true;

	w->key = row->key;
	w->ok = turnover_one(w->db, TURNOVER_UNCONFIRMED, row->id, CIVIL_NONE, &anywhere,
		turnover_keyed, w, &more, w->err);
	return w->ok && more;
}

static struct person_filter turnover_people(const char *text)
{
	struct person_filter filter = PERSON_FILTER_ALL;

	filter.text = text;
	filter.unconfirmed = true;
	return filter;
}

bool turnover_unconfirmed(struct db *db, const char *text, const struct page *page,
	turnover_row_fn each, void *arg, struct err *err)
{
	const struct person_filter filter = turnover_people(text);
	struct turnover_window w = { .db = db, .each = each, .arg = arg, .err = err, .ok = true };

	return person_page(db, &filter, page, turnover_window_row, &w, err) && w.ok;
}

bool turnover_unconfirmed_count(struct db *db, const char *text, int64_t *count, struct err *err)
{
	const struct person_filter filter = turnover_people(text);

	return person_count(db, &filter, count, err);
}

struct turnover_row *turnover_row_dup(const struct turnover_row *row)
{
	static const size_t texts[] = {
		offsetof(struct turnover_row, key),
		offsetof(struct turnover_row, cite_code),
		offsetof(struct turnover_row, cite),
		offsetof(struct turnover_row, name),
		offsetof(struct turnover_row, structure),
		offsetof(struct turnover_row, email),
		offsetof(struct turnover_row, phone),
		offsetof(struct turnover_row, event),
		offsetof(struct turnover_row, title),
		offsetof(struct turnover_row, expected),
	};

	return NOUN_ROW_DUP(row, texts);
}
