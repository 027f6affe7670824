/* Which codes and names of calendars' events there are: of what is new a bulk needs not ask the database. A Bloom
 * filter: what it has not is certainly new; of what it seems to have the database is asked. */
#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "store/db_internal.h"

/* Hundred thousand texts, and one in a thousand that is new is asked for in vain. */
enum { KNOWN_BITS = 1 << 21, KNOWN_ASKED = 3 };

/* FNV-1a. */
static uint64_t known_mix(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001b3u;
	return (hash ^ '\n') * 0x100000001b3u;
}

static uint64_t known_hash(const char *a, const char *b)
{
	uint64_t hash = known_mix(known_mix(0xcbf29ce484222325u, a), b);

	return (hash ^ hash >> 32) * 0x9e3779b97f4a7c15u;
}

static void known_add(struct db *db, const char *a, const char *b)
{
	uint64_t hash = known_hash(a, b);

	for (int i = 0; i < KNOWN_ASKED; i++, hash >>= 21)
		db->known[hash % KNOWN_BITS / 8] |= (unsigned char)(1u << hash % 8);
}

static bool known_has(const struct db *db, const char *a, const char *b)
{
	uint64_t hash = known_hash(a, b);

	for (int i = 0; i < KNOWN_ASKED; i++, hash >>= 21)
		if (!(db->known[hash % KNOWN_BITS / 8] & 1u << hash % 8))
			return false;
	return true;
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
	if (!db->known)
		db->known = xcalloc(KNOWN_BITS / 8, 1);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		known_add(db, sql_text(stmt, 0), of_code);
		if (!sql_is_null(stmt, 1))
			known_add(db, sql_text(stmt, 1), sql_text(stmt, 2));
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

void bulk_know_nothing(struct db *db)
{
	free(db->known);
	db->known = NULL;
}

bool bulk_is_new_code(const struct db *db, const char *code)
{
	return db->rows_only && !known_has(db, code, of_code);
}

bool bulk_is_new_uid(const struct db *db, const char *uid, const char *recurrence)
{
	return db->rows_only && !known_has(db, uid, recurrence);
}
