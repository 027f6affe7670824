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

enum {
	NOTE_MOST = 1 + 10, /* bytes before a text, or of a number */
	NOTE_COLUMNS = 64,
};

/* Seven bits a byte, most significant first, the high bit on all but the last. */
static char *note_varint(char *at, size_t n)
{
	int bits = 0;

	while (n >> bits > 0x7f)
		bits += 7;
	for (; bits > 0; bits -= 7)
		*at++ = (char)((n >> bits & 0x7f) | 0x80);
	*at++ = (char)(n & 0x7f);
	return at;
}

static char *note_value(char *at, const struct change_value *value, size_t length)
{
	if (value->null) {
		*at++ = NOTE_NULL;
	} else if (value->text) {
		*at++ = NOTE_TEXT;
		at = note_varint(at, length);
		memcpy(at, value->text, length);
		at += length;
	} else {
		*at++ = NOTE_INTEGER;
		for (int shift = 56; shift >= 0; shift -= 8)
			*at++ = (char)((uint64_t)value->number >> shift & 0xff);
	}
	return at;
}

static void note_table(struct str *out, const char *table, size_t count)
{
	char number[NOTE_MOST];

	str_addc(out, NOTE_TABLE);
	str_addn(out, number, (size_t)(note_varint(number, count) - number));
	for (size_t i = 0; i < count; i++)
		str_addc(out, i == 0); /* the key */
	str_addn(out, table, strlen(table) + 1);
}

static void note_measure(size_t *lengths, const struct change_value *values, size_t count)
{
	if (count > NOTE_COLUMNS)
		bug("a row of %zu columns", count);
	for (size_t i = 0; i < count; i++)
		lengths[i] = !values[i].null && values[i].text ? strlen(values[i].text) : 0;
}

static void note_row(struct str *out, const struct change_value *values, const size_t *lengths, size_t count)
{
	size_t room = 2;
	char *at;

	for (size_t i = 0; i < count; i++)
		room += NOTE_MOST + lengths[i];
	str_grow(out, room);
	at = out->buf + out->len;
	*at++ = SQLITE_INSERT;
	*at++ = 0; /* not by a trigger */
	for (size_t i = 0; i < count; i++)
		at = note_value(at, &values[i], lengths[i]);
	*at = '\0';
	out->len = (size_t)(at - out->buf);
}

void change_note(
	struct db *db, const char *table, const struct change_value *values, size_t count)
{
	size_t lengths[NOTE_COLUMNS];

	if (db->session || db->rows_only)
		return;
	note_measure(lengths, values, count);
	note_table(&db->noted, table, count);
	note_row(&db->noted, values, lengths, count);
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

static void note_bind(sqlite3_stmt *stmt, const struct change_value *values, const size_t *lengths, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (values[i].null)
			continue;
		if (values[i].text)
			sqlite3_bind_text(stmt, (int)i + 1, values[i].text, (int)lengths[i], SQLITE_STATIC);
		else
			sqlite3_bind_int64(stmt, (int)i + 1, values[i].number);
	}
}

bool change_insert(struct db *db, const char *sql, const char *table, const struct change_value *values,
	size_t count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	struct str *rows = db->by_hand ? note_rows(db, table, count) : NULL;
	size_t lengths[NOTE_COLUMNS];
	bool ok;

	if (!rows && db->rows_only)
		bug("rows of %s would not be in the journal", table);
	if (!stmt)
		return false;
	note_measure(lengths, values, count);
	note_bind(stmt, values, lengths, count);
	if (rows && db->session)
		sqlite3session_enable(db->session, 0);
	db->adding = true;
	ok = sql_run(db, stmt, err);
	db->adding = false;
	if (rows && db->session)
		sqlite3session_enable(db->session, 1);
	if (rows && ok)
		note_row(rows, values, lengths, count);
	return ok; /* what was lent is let go of by the next sql_prepare(), before anything is read */
}

static bool note_merge(const struct str *noted, const void *set, int size, struct str *all)
{
	sqlite3_changegroup *group = NULL;
	void *merged = NULL;
	int length = 0;
	int rc = sqlite3changegroup_new(&group);

	if (rc == SQLITE_OK)
		rc = sqlite3changegroup_add(group, (int)noted->len, noted->buf);
	if (rc == SQLITE_OK)
		rc = sqlite3changegroup_add(group, size, (void *)(uintptr_t)set);
	if (rc == SQLITE_OK)
		rc = sqlite3changegroup_output(group, &length, &merged);
	sqlite3changegroup_delete(group);
	if (rc == SQLITE_OK)
		str_addn(all, merged, (size_t)length);
	sqlite3_free(merged);
	return rc == SQLITE_OK;
}

bool change_all(struct db *db, const void *set, int size, struct str *all, struct err *err)
{
	bool ok = true;

	if (!db->by_hand || !db->rows[0].table) {
		str_addn(all, set, (size_t)size);
		return true;
	}
	*all = db->rows[0].rows;
	str_init(&db->rows[0].rows);
	for (size_t i = 1; i < sizeof db->rows / sizeof *db->rows && db->rows[i].table; i++)
		str_addn(all, db->rows[i].rows.buf, db->rows[i].rows.len);
	if (size > 0) { /* which may have changed a row that was added */
		struct str merged = STR_INIT;

		ok = note_merge(all, set, size, &merged) ||
		     err_set(err, ERR_SYSTEM, _("the change could not be recorded"));
		str_release(all);
		*all = merged;
	}
	return ok;
}
