#include "etape/csv_reader.h"

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/str.h"
#include "exchange/csv_decode.h"

#define CELLS_LIMIT (8u << 20) /* cells of a whole table: what a hostile file may cost */
#define CHUNK	    (1u << 16)

/* What the callbacks of libcsv fill. Cells are offsets until the text stands still. */
struct build {
	struct str text; /* every cell with its NUL */
	size_t *cells;	 /* owned */
	size_t cell_count;
	size_t cell_cap;
	struct csv_row *rows; /* owned; .cells is set at the end */
	size_t row_count;
	size_t row_cap;
	size_t row_cells; /* cells of the row being read */
	size_t row_text;  /* length of .text where it began */
	size_t row_line;  /* line on which it began */
	bool row_open;	  /* something of it has been read */
	bool row_filled;  /* it has a cell that is not empty */
	bool too_wide;
	bool too_many;
};

/* Drops blanks at both ends: ASCII ones, no-break ones and stray byte order marks. */
static void trim(const char **s, size_t *n)
{
	static const char *const blanks[] = { " ", "\t", "\r", "\n", "\xc2\xa0", "\xe2\x80\xaf",
		"\xef\xbb\xbf" };
	bool more = true;

	while (more && *n > 0) {
		more = false;
		for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++) {
			size_t len = strlen(blanks[i]);

			if (*n >= len && memcmp(*s, blanks[i], len) == 0) {
				*s += len;
				*n -= len;
				more = true;
			}
			if (*n >= len && memcmp(*s + *n - len, blanks[i], len) == 0) {
				*n -= len;
				more = true;
			}
		}
	}
}

static void on_cell(void *field, size_t n, void *arg)
{
	struct build *b = arg;
	const char *s = field;
	size_t start = b->text.len;

	if (b->row_cells >= CSV_COLUMNS || b->cell_count >= CELLS_LIMIT) {
		b->too_wide |= b->row_cells >= CSV_COLUMNS;
		b->too_many |= b->cell_count >= CELLS_LIMIT;
		return;
	}
	if (s != NULL)
		trim(&s, &n);
	for (size_t i = 0; s != NULL && i < n; i++) {
		if (s[i] == '\r' && i + 1 < n && s[i + 1] == '\n')
			continue;
		str_addc(&b->text, s[i] == '\r' ? '\n' : s[i]);
	}
	if (b->text.buf[start] == '\'' && csv_must_defuse(b->text.buf + start)) {
		memmove(b->text.buf + start, b->text.buf + start + 1, b->text.len - start);
		b->text.len--;
	}
	b->row_filled |= b->text.len > start;
	str_addc(&b->text, '\0');
	if (b->cell_count == b->cell_cap) {
		b->cell_cap = b->cell_cap != 0 ? b->cell_cap * 2 : 1024;
		b->cells = xrealloc(b->cells, b->cell_cap * sizeof(*b->cells));
	}
	b->cells[b->cell_count++] = start;
	b->row_cells++;
}

static void on_row(int end, void *arg)
{
	struct build *b = arg;

	(void)end;
	if (b->row_filled) {
		if (b->row_count == b->row_cap) {
			b->row_cap = b->row_cap != 0 ? b->row_cap * 2 : 256;
			b->rows = xrealloc(b->rows, b->row_cap * sizeof(*b->rows));
		}
		b->rows[b->row_count++] =
			(struct csv_row){ .line = b->row_line, .count = b->row_cells };
	} else {
		b->cell_count -= b->row_cells;
		str_truncate(&b->text, b->row_text);
	}
	b->row_open = b->row_filled = false;
	b->row_cells = 0;
	b->row_text = b->text.len;
}

/* Bytes of the physical line at `s`, its end included. */
static size_t line_length(const char *s, size_t n)
{
	size_t i = 0;

	while (i < n && s[i] != '\n' && s[i] != '\r')
		i++;
	if (i + 1 < n && s[i] == '\r' && s[i + 1] == '\n')
		return i + 2;
	return i < n ? i + 1 : n;
}

static bool is_blank(const char *s, size_t n)
{
	while (n > 0 && (*s == ' ' || *s == '\t' || *s == '\r' || *s == '\n')) {
		s++;
		n--;
	}
	return n == 0;
}

/* Excel's "sep=;" line says the separator and is no row. Returns its length, 0. */
static size_t sep_line(const char *text, size_t n, char *separator)
{
	size_t len = line_length(text, n);
	const char *s = text;

	if (len > 0 && *s == '"')
		s++;
	if (len - (size_t)(s - text) < 5 || strncasecmp(s, "sep=", 4) != 0 ||
		strchr(";,\t", s[4]) == NULL)
		return 0;
	*separator = s[4];
	return len;
}

/* Feeds libcsv line by line, so that every row knows the line on which it begins. */
static bool parse(struct build *b, struct csv_table *table, const struct str *text,
	const char *name, struct err *err)
{
	struct csv_parser p;
	size_t line = 1, len;
	size_t at = sep_line(text->buf, text->len, &table->separator);
	bool closed;

	if (at == 0)
		table->separator = csv_separator(text->buf, text->len);
	else
		line++;
	if (csv_init(&p, 0) != 0)
		bug("csv_init failed");
	csv_set_delim(&p, (unsigned char)table->separator);
	csv_set_blk_size(&p, CHUNK);
	for (; at < text->len && !b->too_wide && !b->too_many; at += len, line++) {
		const char *s = text->buf + at;

		len = line_length(s, text->len - at);
		if (!b->row_open) {
			b->row_line = line;
			b->row_open = !is_blank(s, len);
		}
		if (csv_parse(&p, s, len, on_cell, on_row, b) != len)
			bug("csv_parse: %s", csv_strerror(csv_error(&p)));
	}
	/* Strict only now: libcsv then tells a quotation that nothing closes. */
	csv_set_opts(&p, CSV_STRICT | CSV_STRICT_FINI);
	closed = csv_fini(&p, on_cell, on_row, b) == 0;
	csv_free(&p);
	if (b->too_wide)
		return err_set(err, ERR_INVALID, _("%s: line %zu has more than %d cells"), name,
			b->row_line, CSV_COLUMNS);
	if (b->too_many)
		return err_set(err, ERR_INVALID,
			_("%s: the table is too large, cut it in parts"), name);
	if (!closed)
		return err_set(err, ERR_INVALID,
			_("%s: the row that begins on line %zu opens a quotation mark (\") "
			  "that is never closed"),
			name, b->row_line);
	return true;
}

static void settle(struct build *b, struct csv_table *table)
{
	size_t used = 0;

	table->rows = b->rows;
	table->count = b->row_count;
	table->text = str_take(&b->text);
	table->cells = xcalloc(b->cell_count + 1, sizeof(*table->cells));
	for (size_t i = 0; i < b->cell_count; i++)
		table->cells[i] = table->text + b->cells[i];
	for (size_t i = 0; i < table->count; i++) {
		table->rows[i].cells = table->cells + used;
		used += table->rows[i].count;
	}
	free(b->cells);
}

bool csv_read_bytes(
	struct csv_table *table, const char *bytes, size_t n, const char *name, struct err *err)
{
	struct build b = { .text = STR_INIT };
	struct str text = STR_INIT;
	const char *foreign = csv_foreign(bytes, n);
	bool ok;

	*table = (struct csv_table){ .separator = ';' };
	if (foreign != NULL)
		return err_set(err, ERR_INVALID, _("%s: this is %s; save it as CSV first"),
			name, foreign);
	if (n > CSV_LIMIT)
		return err_set(err, ERR_INVALID, _("%s: the file is larger than %u MiB"), name,
			CSV_LIMIT >> 20);
	csv_decode(table, bytes, n, &text);
	ok = parse(&b, table, &text, name, err);
	str_release(&text);
	settle(&b, table);
	if (ok && table->count == 0)
		ok = err_set(err, ERR_INVALID, _("%s: the file is empty"), name);
	if (!ok)
		csv_release(table);
	return ok;
}

/* Reads all of `fd`, one byte more than the limit at most. */
static bool read_all(int fd, struct str *out, const char *name, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size < CSV_LIMIT)
		str_grow(out, (size_t)st.st_size + CHUNK);
	while (out->len <= CSV_LIMIT) {
		ssize_t got;

		str_grow(out, CHUNK);
		got = read(fd, out->buf + out->len, CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_sys(err, errno, _("cannot read '%s'"), name);
		if (got == 0)
			break;
		out->len += (size_t)got;
		out->buf[out->len] = '\0';
	}
	return true;
}

bool csv_load(const char *path, struct str *bytes, struct err *err)
{
	const bool is_stdin = strcmp(path, "-") == 0;
	const char *name = is_stdin ? _("standard input") : path;
	const int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	bool ok;

	if (fd < 0)
		return err_sys(err, errno, _("cannot open '%s'"), name);
	ok = read_all(fd, bytes, name, err);
	if (!is_stdin)
		close(fd);
	return ok;
}

bool csv_read(struct csv_table *table, const char *path, struct err *err)
{
	const char *name = strcmp(path, "-") == 0 ? _("standard input") : path;
	struct str bytes = STR_INIT;
	bool ok;

	*table = (struct csv_table){ .separator = ';' };
	ok = csv_load(path, &bytes, err) &&
	     csv_read_bytes(table, bytes.buf, bytes.len, name, err);
	str_release(&bytes);
	return ok;
}

void csv_release(struct csv_table *table)
{
	free(table->rows);
	free(table->cells);
	free(table->text);
	*table = (struct csv_table){ .separator = ';' };
}

const char *csv_encoding_name(enum csv_encoding encoding)
{
	switch (encoding) {
	case CSV_UTF8:
		return "UTF-8";
	case CSV_WINDOWS_1252:
		return "Windows-1252";
	case CSV_UTF16LE:
	case CSV_UTF16BE:
		return "UTF-16";
	}
	return "";
}

const char *csv_cell(const struct csv_row *row, size_t i)
{
	return i < row->count ? row->cells[i] : "";
}
