/* Reading the tables that spreadsheets and online forms write: a whole file in
 * memory, as UTF-8, whatever its encoding, separator and line ends were. */
#ifndef ETAPE_CSV_READER_H
#define ETAPE_CSV_READER_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/err.h"
#include "etape/str.h"

#define CSV_LIMIT   (64u << 20) /* bytes of the largest file read: 64 MiB */
#define CSV_COLUMNS 512		/* the most columns a row may have */

enum csv_encoding {
	CSV_UTF8,
	CSV_WINDOWS_1252, /* Excel's "CSV" in France */
	CSV_UTF16LE,	  /* Excel's "Texte Unicode" */
	CSV_UTF16BE,
};

struct csv_row {
	size_t line;  /* line of the file on which it begins, from 1 */
	size_t count; /* cells */
	const char *
		*cells; /* valid UTF-8, blanks at both ends removed; borrowed from the table */
};

/* A table as read. Rows that are empty, or have only empty cells, are left out. */
struct csv_table {
	enum csv_encoding encoding; /* as detected */
	bool bom;		    /* a byte order mark stood in front */
	char separator;		    /* ';', ',' or '\t', as detected or named by "sep=" */
	size_t nuls;		    /* NUL characters dropped */
	size_t damaged;		    /* characters that could not be read: U+FFFD stands there */
	struct csv_row *rows;	    /* owned; the first is the headings */
	size_t count;
	char *text;	    /* owned: every cell */
	const char **cells; /* owned: every row's cells, end to end */
};

/* Reads a file, or standard input for "-". Refuses, in one line that names the
 * file: what cannot be opened, is larger than CSV_LIMIT, is not text (a spreadsheet's own
 * format, a picture…), holds no row, or opens a quotation mark that nothing closes. An
 * apostrophe that csv_defuse() put in front of a cell is taken off. `table` is replaced;
 * release it. */
bool csv_read(struct csv_table *table, const char *path, struct err *err);

/* Reads the bytes of a file, or of standard input, up to CSV_LIMIT. */
bool csv_load(const char *path, struct str *bytes, struct err *err);

/* The same from memory; `name` is what messages call it. */
bool csv_read_bytes(struct csv_table *table, const char *bytes, size_t n, const char *name,
	struct err *err);

void csv_release(struct csv_table *table);

/* "UTF-8", "Windows-1252", "UTF-16". */
const char *csv_encoding_name(enum csv_encoding encoding);

/* Cell `i` of a row; "" when the row is shorter. */
const char *csv_cell(const struct csv_row *row, size_t i);

/* Whether a spreadsheet would run a cell as a formula: it begins (after any apostrophes)
 * with = + - @, their full-width forms, a tab or a line end, and is no plain number or
 * telephone. Writers then put one apostrophe in front; readers take one off. */
bool csv_must_defuse(const char *cell);

#endif
