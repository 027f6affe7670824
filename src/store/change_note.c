#include "store/db_internal.h"

#include <string.h>

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

void change_note(
	struct db *db, const char *table, const struct change_value *values, size_t count)
{
	struct str *out = &db->noted;

	if (db->session)
		return;
	str_addc(out, NOTE_TABLE);
	note_varint(out, count);
	for (size_t i = 0; i < count; i++)
		str_addc(out, i == 0); /* the key */
	str_addn(out, table, strlen(table) + 1);
	str_addc(out, SQLITE_INSERT);
	str_addc(out, 0); /* not by a trigger */
	for (size_t i = 0; i < count; i++)
		note_value(out, &values[i]);
}
