#include "store/db_internal.h"

#include <string.h>

#include "etape/i18n.h"

/* The format that SQLite documents for changesets ("Changeset Format" in its session
 * extension): a table's header, then for each row an operation and its values. */
enum {
	NOTE_TABLE = 'T',
	NOTE_INTEGER = 1,
	NOTE_TEXT = 3,
	NOTE_NULL = 5,
};

/* Seven bits a byte, most significant first, the high bit on all but the last. */
static void note_varint(struct str *out, size_t n)
{
	char bytes[10];
	size_t at = sizeof bytes - 1;

	bytes[at] = (char)(n & 0x7f);
	while (n >>= 7)
		bytes[--at] = (char)((n & 0x7f) | 0x80);
	str_addn(out, bytes + at, sizeof bytes - at);
}

static void note_value(struct str *out, const struct change_value *value)
{
	size_t n;

	if (value->null) {
		str_addc(out, NOTE_NULL);
	} else if (value->text) {
		n = strlen(value->text);
		str_addc(out, NOTE_TEXT);
		note_varint(out, n);
		str_addn(out, value->text, n);
	} else {
		str_addc(out, NOTE_INTEGER);
		for (int shift = 56; shift >= 0; shift -= 8)
			str_addc(out, (char)((uint64_t)value->number >> shift & 0xff));
	}
}

static void note_table(struct str *out, const char *table, size_t count)
{
	str_addc(out, NOTE_TABLE);
	note_varint(out, count);
	for (size_t i = 0; i < count; i++)
		str_addc(out, i == 0); /* the key */
	str_addn(out, table, strlen(table) + 1);
}

static void note_row(struct str *out, const struct change_value *values, size_t count)
{
	str_addc(out, SQLITE_INSERT);
	str_addc(out, 0); /* not by a trigger */
	for (size_t i = 0; i < count; i++)
		note_value(out, &values[i]);
}

void change_note(
	struct db *db, const char *table, const struct change_value *values, size_t count)
{
	if (db->session)
		return;
	note_table(&db->noted, table, count);
	note_row(&db->noted, values, count);
}

void change_note_inserts(struct db *db)
{
	db->by_hand = db->session != NULL;
}

/* The rows of a table; NULL when too many tables have some. */
static struct str *note_rows(struct db *db, const char *table, size_t count)
{
	for (size_t i = 0; i < sizeof db->rows / sizeof *db->rows; i++) {
		struct change_rows *r = &db->rows[i];

		if (!r->table) {
			r->table = table;
			str_init(&r->rows);
			note_table(&r->rows, table, count);
		}
		if (!strcmp(r->table, table))
			return &r->rows;
	}
	return NULL;
}

static void note_bind(sqlite3_stmt *stmt, const struct change_value *values, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (values[i].null)
			continue;
		if (values[i].text)
			sqlite3_bind_text(stmt, (int)i + 1, values[i].text, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(stmt, (int)i + 1, values[i].number);
	}
}

bool change_insert(struct db *db, const char *sql, const char *table, const struct change_value *values,
	size_t count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	struct str *rows = db->by_hand ? note_rows(db, table, count) : NULL;
	bool ok;

	if (!stmt)
		return false;
	note_bind(stmt, values, count);
	if (rows)
		sqlite3session_enable(db->session, 0);
	ok = sql_run(db, stmt, err);
	if (rows)
		sqlite3session_enable(db->session, 1);
	if (rows && ok)
		note_row(rows, values, count);
	sqlite3_clear_bindings(stmt); /* they were lent */
	return ok;
}

static bool note_merge(struct str *noted, void **set, int *size)
{
	sqlite3_changegroup *group = NULL;
	void *all = NULL;
	int length = 0;
	int rc = sqlite3changegroup_new(&group);

	if (rc == SQLITE_OK)
		rc = sqlite3changegroup_add(group, (int)noted->len, noted->buf);
	if (rc == SQLITE_OK)
		rc = sqlite3changegroup_add(group, *size, *set);
	if (rc == SQLITE_OK)
		rc = sqlite3changegroup_output(group, &length, &all);
	sqlite3changegroup_delete(group);
	if (rc != SQLITE_OK)
		return false;
	sqlite3_free(*set);
	*set = all;
	*size = length;
	return true;
}

bool change_add_noted(struct db *db, void **set, int *size, struct err *err)
{
	struct str *noted = &db->rows[0].rows;
	bool ok = true;

	if (!db->by_hand || !db->rows[0].table)
		return true;
	for (size_t i = 1; i < sizeof db->rows / sizeof *db->rows && db->rows[i].table; i++)
		str_addn(noted, db->rows[i].rows.buf, db->rows[i].rows.len);
	if (*size > 0) { /* which may have changed a row that was added */
		ok = note_merge(noted, set, size) || err_set(err, ERR_SYSTEM, _("the change could not be recorded"));
	} else {
		sqlite3_free(*set);
		*size = (int)noted->len;
		*set = sqlite3_malloc(*size);
		if (!*set)
			bug("out of memory in SQLite");
		memcpy(*set, noted->buf, noted->len);
	}
	return ok;
}
