/* Which codes and names of calendars' events there are, by numbers made of them: of what is new a bulk needs not
 * ask the database. Two texts may share a number; then it is asked. */
#include <string.h>

#include "etape/event.h"
#include "store/db_internal.h"
#include "store/idmap.h"

/* FNV-1a. */
static uint64_t known_mix(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return (hash ^ '\n') * 0x100000001b3u;
}

static int64_t known_number(const char *a, const char *b)
{
	return (int64_t)(known_mix(known_mix(0xcbf29ce484222325u, a), b) | 1); /* 0 is no id */
}

static void known_add(struct db *db, const char *a, const char *b)
{
	*idmap_at(&db->known, known_number(a, b)) = &db->known;
}

/* A code never holds a line feed, nor an event of a calendar ends in one: they are told apart by the second text. */
static const char of_code[] = "\ncode";

void bulk_know(struct db *db, const struct event *e)
{
	known_add(db, e->code, of_code);
	if (e->uid && *e->uid)
		known_add(db, e->uid, e->recurrence ? e->recurrence : "");
}

bool bulk_know_all(struct db *db, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT code, uid, coalesce(recurrence, '') FROM event", err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		known_add(db, sql_text(stmt, 0), of_code);
		if (!sql_is_null(stmt, 1))
			known_add(db, sql_text(stmt, 1), sql_text(stmt, 2));
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool bulk_is_new_code(const struct db *db, const char *code)
{
	return db->rows_only && !idmap_get(&db->known, known_number(code, of_code));
}

bool bulk_is_new_uid(const struct db *db, const char *uid, const char *recurrence)
{
	return db->rows_only && !idmap_get(&db->known, known_number(uid, recurrence));
}
