/* The reader of tables, from any spreadsheet in any encoding. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"
#include "etape/csv_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_utf8(const char *cell)
{
	size_t left = strlen(cell);
	uint32_t cp;

	while (left) {
		size_t n = utf8_decode(cell, left, &cp);

		must(n > 0);
		cell += n;
		left -= n;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct csv_table t = { 0 };
	struct err err = ERR_INIT;

	if (!csv_read_bytes(&t, (const char *)data, size, "fuzz", &err)) {
		must(err.code != ERR_NONE && *err.message && !strchr(err.message, '\n'));
		csv_release(&t);
		return 0;
	}
	must(t.count > 0);
	must(t.separator == ';' || t.separator == ',' || t.separator == '\t');
	must(*csv_encoding_name(t.encoding));
	for (size_t i = 0; i < t.count; i++) {
		size_t filled = 0;

		must(t.rows[i].count <= CSV_COLUMNS && t.rows[i].line > 0);
		must(i == 0 || t.rows[i].line > t.rows[i - 1].line);
		for (size_t k = 0; k < t.rows[i].count; k++) {
			const char *cell = csv_cell(&t.rows[i], k);

			/* Valid UTF-8, so that nothing behind it needs to ask again. */
			check_utf8(cell);
			/* A formula that was written with its blank keeps it. */
			must(*cell != ' ' || csv_must_defuse(cell));
			filled += *cell != '\0';
		}
		must(filled > 0);
		must(!*csv_cell(&t.rows[i], t.rows[i].count));
	}
	csv_release(&t);
	return 0;
}
