#include "store/person_internal.h"

#include <stdlib.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/confirmed.h"

/* Reads one row and hands it over; false when `each` has had enough. */
static bool person_hand_over(
	sqlite3_stmt *stmt, struct str *name, struct str *posts, person_row_fn each, void *arg)
{
	struct person_row row = {
		.id = sql_int(stmt, 0),
		.key = sql_text(stmt, 1),
		.family_name = sql_text(stmt, 2),
		.given_name = sql_text(stmt, 3),
		.function = sql_text(stmt, 4),
		.structure_id = sql_int(stmt, 5),
		.structure = sql_text(stmt, 6),
		.structure_kind = noun_value(&structure_kinds, stmt, 7),
		.cite_id = sql_int(stmt, 8),
		.cite_code = sql_text(stmt, 9),
		.cite = sql_text(stmt, 10),
		.email = sql_text(stmt, 12),
		.phone = sql_text(stmt, 13),
		.mobile = sql_text(stmt, 14),
		.departement = sql_text(stmt, 15),
		.academie = sql_text(stmt, 16),
		.written = id_seconds(sql_int(stmt, 17)),
		.seen = sql_text(stmt, 19),
	};
	const struct noun_date updated =
		noun_date(confirmed_day(sql_int(stmt, 17), noun_day(stmt, 18)));

	str_reset(name);
	str_reset(posts);
	text_person(name, row.family_name, row.given_name);
	noun_add_posts(posts, sql_text(stmt, 11), "\n");
	row.name = name->buf;
	row.posts = posts->buf;
	row.updated = updated.iso;
	return each(arg, &row);
}

bool person_each(struct db *db, sqlite3_stmt *stmt, person_row_fn each, void *arg, bool *more,
	struct err *err)
{
	struct str name = STR_INIT, posts = STR_INIT;
	enum sql_result result;
	bool on = true;

	while (on && (result = sql_step(db, stmt, err)) == SQL_ROW)
		on = person_hand_over(stmt, &name, &posts, each, arg);
	if (more)
		*more = on;
	sql_done(stmt);
	str_release(&name);
	str_release(&posts);
	return !on || result != SQL_FAILED;
}

bool person_row_get(struct db *db, int64_t id, person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, PERSON_COLUMNS " FROM person p" PERSON_JOINS " WHERE p.id = :id", err);
	int64_t found;

	if (!stmt || !noun_ask(db, "SELECT 1 FROM person WHERE id = :id", id, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	return person_each(db, stmt, each, arg, NULL, err);
}

bool person_row_of(struct db *db, int64_t id, day_t on, person_row_fn each, void *arg, bool *more,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		PERSON_COLUMNS " FROM person p" PERSON_JOINS " WHERE p.id = :id AND p.erased_at IS NULL", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":on", on);
	return person_each(db, stmt, each, arg, more, err);
}

bool person_rows(struct db *db, const int64_t *ids, size_t count, day_t on, person_row_fn each,
	void *arg, struct err *err)
{
	/* Open meanwhile, so that the lock is taken once. */
	sqlite3_stmt *moment = sql_prepare(db, "SELECT 'rows' FROM sqlite_schema", err);
	const day_t day = noun_on(on);
	bool ok = moment && sql_step(db, moment, err) != SQL_FAILED, more = true;

	for (size_t i = 0; ok && more && i < count; i++)
		ok = person_row_of(db, ids[i], day, each, arg, &more, err);
	if (moment)
		sql_done(moment);
	return ok;
}

static bool person_address(struct db *db, int64_t id, struct str *name, person_address_fn each,
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT family_name, given_name, email FROM person"
		" WHERE id = :id AND erased_at IS NULL",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		str_reset(name);
		text_person(name, sql_text(stmt, 0), sql_text(stmt, 1));
		each(arg, name->buf, sql_text(stmt, 2));
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool person_addresses(struct db *db, const int64_t *ids, size_t count, person_address_fn each,
	void *arg, struct err *err)
{
	sqlite3_stmt *moment = sql_prepare(db, "SELECT 'addresses' FROM sqlite_schema", err);
	struct str name = STR_INIT;
	bool ok = moment && sql_step(db, moment, err) != SQL_FAILED;

	for (size_t i = 0; ok && i < count; i++)
		ok = person_address(db, ids[i], &name, each, arg, err);
	if (moment)
		sql_done(moment);
	str_release(&name);
	return ok;
}

bool person_candidates(struct db *db, const char *family_name, const char *given_name,
	int64_t structure, person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		PERSON_COLUMNS
		" FROM person p" PERSON_JOINS
		" WHERE p.fold IN (:fold, :swapped) AND (:structure IS NULL"
		" OR p.structure IS NULL OR p.structure = :structure) ORDER BY p.fold, p.id",
		err);
	char *fold, *swapped;

	if (!stmt)
		return false;
	fold = fold_person_key(family_name ? family_name : "", given_name ? given_name : "");
	swapped = fold_person_key(given_name ? given_name : "", family_name ? family_name : "");
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_text(stmt, ":swapped", swapped);
	sql_bind_id(stmt, ":structure", structure);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	free(fold);
	free(swapped);
	return person_each(db, stmt, each, arg, NULL, err);
}

struct person_row *person_row_dup(const struct person_row *row)
{
	static const size_t texts[] = {
		offsetof(struct person_row, key),
		offsetof(struct person_row, family_name),
		offsetof(struct person_row, given_name),
		offsetof(struct person_row, name),
		offsetof(struct person_row, function),
		offsetof(struct person_row, structure),
		offsetof(struct person_row, cite_code),
		offsetof(struct person_row, cite),
		offsetof(struct person_row, posts),
		offsetof(struct person_row, email),
		offsetof(struct person_row, phone),
		offsetof(struct person_row, mobile),
		offsetof(struct person_row, departement),
		offsetof(struct person_row, academie),
		offsetof(struct person_row, updated),
		offsetof(struct person_row, seen),
	};

	return NOUN_ROW_DUP(row, texts);
}
