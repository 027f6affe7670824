/* The CSV reader with its detection: any bytes give a table that holds its promises, or a
 * refusal. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "etape/csv_reader.h"
#include "etape/output.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_utf8(const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i < n;) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t used = utf8proc_iterate(
			(const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(n - i), &cp);

		must(used > 0);
		i += (size_t)used;
	}
}

static void check_table(const struct csv_table *t)
{
	size_t line = 0;

	must(t->count > 0);
	must(t->separator == ';' || t->separator == ',' || t->separator == '\t');
	for (size_t i = 0; i < t->count; i++) {
		bool filled = false;

		must(t->rows[i].line > line);
		line = t->rows[i].line;
		must(t->rows[i].count >= 1 && t->rows[i].count <= CSV_COLUMNS);
		for (size_t c = 0; c < t->rows[i].count; c++) {
			const char *cell = csv_cell(&t->rows[i], c);

			check_utf8(cell);
			/* A formula that was written with its blank keeps it. */
			must(*cell != ' ' || csv_must_defuse(cell));
			filled |= t->rows[i].cells[c][0] != '\0';
		}
		must(filled);
		must(*csv_cell(&t->rows[i], t->rows[i].count) == '\0');
	}
}

static bool has_controls(const char *cell)
{
	while (*cell != '\0' &&
		((unsigned char)*cell >= 0x20 || *cell == '\n' || *cell == '\t'))
		cell++;
	return *cell != '\0';
}

/* What the writer makes of a table, the reader reads back as it was. */
static void check_round_trip(const struct csv_table *t)
{
	struct str text = STR_INIT;
	struct csv_table again;
	bool told = t->damaged == 0; /* else the encoding may be taken for another */

	str_add(&text, "sep=,\r\n");
	for (size_t i = 0; i < t->count; i++) {
		for (size_t c = 0; c < t->rows[i].count; c++) {
			if (c > 0)
				str_addc(&text, ',');
			csv_add_cell(&text, t->rows[i].cells[c]);
			/* A short table that is all controls looks like no text. */
			told &= !has_controls(t->rows[i].cells[c]);
		}
		str_add(&text, "\r\n");
	}
	if (told) {
		must(csv_read_bytes(&again, text.buf, text.len, "again", NULL));
		must(again.count == t->count);
		for (size_t i = 0; i < t->count; i++) {
			must(again.rows[i].count == t->rows[i].count);
			for (size_t c = 0; c < t->rows[i].count; c++)
				must(strcmp(again.rows[i].cells[c], t->rows[i].cells[c]) == 0);
		}
		csv_release(&again);
	}
	str_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct csv_table t;
	struct err err = ERR_INIT;

	if (csv_read_bytes(&t, (const char *)data, size, "fuzz", &err)) {
		check_table(&t);
		check_round_trip(&t);
		csv_release(&t);
	} else {
		must(err.code == ERR_INVALID && *err.message != '\0');
		must(strchr(err.message, '\n') == NULL);
	}
	return 0;
}
