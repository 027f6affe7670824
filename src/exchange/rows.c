/* Listings from row records: one description of a row gives table, CSV and JSON. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/output.h"
#include "etape/text.h"
#include "exchange/table_fit.h"

struct rows {
	struct output *out; /* borrowed */
	const struct record_type *type;
	enum format format;
	size_t count;	  /* rows added */
	struct str cells; /* table: every cell and its NUL, row after row */
	size_t *widths;	  /* table: of each field; owned */
	struct str line;  /* being written */
};

static const char *const names[] = {
	[FORMAT_TABLE] = "table",
	[FORMAT_CSV] = "csv",
	[FORMAT_JSON] = "json",
	[FORMAT_ICS] = "ics",
	[FORMAT_VCARD] = "vcard",
	[FORMAT_MUTT] = "mutt",
	[FORMAT_TEXT] = "text",
	[FORMAT_CII] = "cii",
};

bool format_parse(const char *text, enum format *format)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(text, names[i]) == 0) {
			*format = (enum format)i;
			return true;
		}
	}
	return false;
}

const char *format_name(enum format format)
{
	return names[format];
}

static bool is_number(enum field_kind kind)
{
	return kind == FIELD_INT || kind == FIELD_CENTS;
}

/* Keeps a cell of a table, clean of controls, and its width. */
static void keep(struct rows *r, size_t field, const char *text)
{
	size_t start = r->cells.len, width;

	text_clean(&r->cells, text, strlen(text), 0);
	width = text_width(r->cells.buf + start);
	if (width > r->widths[field])
		r->widths[field] = width;
	str_addc(&r->cells, '\0');
}

static const char *heading(const struct field *field)
{
	return field->heading != NULL ? _(field->heading) : NULL;
}

/* Ends a CSV line as RFC 4180 says, on a terminal as terminals do. */
static void csv_line(struct rows *r)
{
	output_text(r->out, r->line.buf);
	if (output_is_terminal(r->out))
		output_write(r->out, "\n", 1);
	else
		output_write(r->out, "\r\n", 2);
}

static void begin(struct rows *r)
{
	switch (r->format) {
	case FORMAT_TABLE:
		r->widths = xcalloc(r->type->count, sizeof(*r->widths));
		for (size_t i = 0; i < r->type->count; i++) {
			if (heading(&r->type->fields[i]) != NULL)
				keep(r, i, heading(&r->type->fields[i]));
		}
		break;
	case FORMAT_CSV:
		for (size_t i = 0; i < r->type->count; i++)
			str_addf(&r->line, "%s%s", i > 0 ? "," : "", r->type->fields[i].key);
		csv_line(r);
		break;
	case FORMAT_JSON:
		output_write(r->out, "[", 1);
		break;
	case FORMAT_ICS:
	case FORMAT_VCARD:
	case FORMAT_MUTT:
	case FORMAT_TEXT:
	case FORMAT_CII:
		bug("rows of %s as %s", r->type->name, names[r->format]);
	}
}

struct rows *rows_new(struct output *out, const struct record_type *type, enum format format)
{
	struct rows *r = xcalloc(1, sizeof(*r));

	*r = (struct rows){ .out = out, .type = type, .format = format };
	str_init(&r->cells);
	str_init(&r->line);
	begin(r);
	return r;
}

/* Items separated by \n as an array of strings. */
static void json_list(struct str *out, const char *items)
{
	str_addc(out, '[');
	for (const char *s = items; s != NULL && *s != '\0';) {
		size_t n = strcspn(s, "\n");
		char *item = xstrndup(s, n);

		json_add_string(out, item);
		free(item);
		s += n;
		if (*s == '\n') {
			s++;
			str_add(out, ",");
		}
	}
	str_addc(out, ']');
}

static void json_value(
	struct str *out, const struct record_type *type, const void *row, size_t i)
{
	struct value v = type->get(row, i);
	struct str raw = STR_INIT;

	if (v.kind == FIELD_LIST) {
		json_list(out, v.text);
	} else if (v.null) {
		str_add(out, "null");
	} else {
		record_raw(&raw, type, row, i);
		if (v.kind == FIELD_INT || v.kind == FIELD_CENTS)
			str_addf(out, "%lld", (long long)v.number);
		else if (v.kind == FIELD_BOOL)
			str_add(out, v.number != 0 ? "true" : "false");
		else
			json_add_string(out, raw.buf);
	}
	str_release(&raw);
}

static void json_object(struct str *out, const struct record_type *type, const void *row)
{
	str_addc(out, '{');
	for (size_t i = 0; i < type->count; i++) {
		str_add(out, i > 0 ? "," : "");
		json_add_string(out, type->fields[i].key);
		str_addc(out, ':');
		json_value(out, type, row, i);
	}
	str_addc(out, '}');
}

/* Control characters as their pictures, but line feeds and tabs: a file that is typed
 * on a terminal stays harmless, and nothing that people write is changed. */
static void add_harmless(struct str *out, const char *text)
{
	for (const char *s = text; *s != '\0'; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == 0xc2 && (unsigned char)s[1] >= 0x80 && (unsigned char)s[1] < 0xa0) {
			str_addcp(out, 0xfffd);
			s++;
		} else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
			str_addcp(out, c == 0x7f ? 0x2421 : 0x2400u + c);
		} else {
			str_addc(out, *s);
		}
	}
}

/* The machine form of a value; money in whole cents, as its heading says. */
static void add_raw(struct str *out, const struct record_type *type, const void *row, size_t i)
{
	struct value v = type->get(row, i);

	if (v.kind == FIELD_CENTS && !v.null)
		str_addf(out, "%lld", (long long)v.number);
	else
		record_raw(out, type, row, i);
}

static void csv_row(struct rows *r, const void *row)
{
	struct str raw = STR_INIT, cell = STR_INIT;

	for (size_t i = 0; i < r->type->count; i++) {
		str_reset(&raw);
		str_reset(&cell);
		add_raw(&raw, r->type, row, i);
		add_harmless(&cell, raw.buf);
		str_add(&r->line, i > 0 ? "," : "");
		csv_add_cell(&r->line, cell.buf);
	}
	str_release(&raw);
	str_release(&cell);
}

static void table_row(struct rows *r, const void *row)
{
	struct str shown = STR_INIT;

	for (size_t i = 0; i < r->type->count; i++) {
		if (heading(&r->type->fields[i]) == NULL)
			continue;
		str_reset(&shown);
		record_show(&shown, r->type, row, i);
		/* A list reads as one line in a table. */
		for (char *s = shown.buf; *s != '\0'; s++) {
			if (*s == '\n' || *s == '\t')
				*s = ' ';
		}
		keep(r, i, shown.buf);
	}
	str_release(&shown);
}

void rows_add(struct rows *rows, const void *row)
{
	str_reset(&rows->line);
	if (rows->format == FORMAT_TABLE) {
		table_row(rows, row);
	} else if (rows->format == FORMAT_CSV) {
		csv_row(rows, row);
		csv_line(rows);
	} else {
		str_add(&rows->line, rows->count > 0 ? ",\n " : "\n ");
		json_object(&rows->line, rows->type, row);
		output_write(rows->out, rows->line.buf, rows->line.len);
	}
	rows->count++;
}

static void pad(struct str *out, size_t columns)
{
	while (columns-- > 0)
		str_addc(out, ' ');
}

/* Adds a cell as far as its column goes; gives the columns it takes. */
static size_t add_cell(struct rows *r, const char *cell, size_t width)
{
	size_t wanted = text_width(cell);

	if (wanted <= width) {
		str_add(&r->line, cell);
		return wanted;
	}
	text_fit(&r->line, cell, width);
	return width;
}

/* One line of the table; nothing is padded at its end. */
static const char *table_line(struct rows *r, const char *cell, bool is_heading)
{
	size_t start = 0; /* where the column begins */
	size_t used = 0;  /* columns written so far */

	str_reset(&r->line);
	for (size_t i = 0; i < r->type->count; i++) {
		const struct field *field = &r->type->fields[i];
		size_t width = text_width(cell), offset = 0;

		if (heading(field) == NULL)
			continue;
		if (is_number(field->kind) && !is_heading && width < r->widths[i])
			offset = r->widths[i] - width;
		if (*cell != '\0' && r->widths[i] > 0) {
			pad(&r->line, start + offset - used);
			used = start + offset + add_cell(r, cell, r->widths[i]);
		}
		start += r->widths[i] + (r->widths[i] > 0 ? TABLE_GAP : 0);
		cell += strlen(cell) + 1;
	}
	str_addc(&r->line, '\n');
	output_write(r->out, r->line.buf, r->line.len);
	return cell;
}

static void table_write(struct rows *r)
{
	size_t columns = output_columns(r->out);
	const char *cell = r->cells.buf;

	if (columns > 0)
		table_fit(r->widths, r->type, columns);
	cell = table_line(r, cell, true);
	for (size_t i = 0; i < r->count; i++)
		cell = table_line(r, cell, false);
}

void rows_end(struct rows **rows)
{
	struct rows *r = *rows;

	if (r == NULL)
		return;
	if (r->format == FORMAT_TABLE && r->count > 0) {
		table_write(r);
	} else if (r->format == FORMAT_JSON) {
		const char *end = r->count > 0 ? "\n]\n" : "]\n";

		output_write(r->out, end, strlen(end));
	}
	str_release(&r->cells);
	str_release(&r->line);
	free(r->widths);
	free(r);
	*rows = NULL;
}

/* "heading: value" lines, values under one another. */
static void one_as_table(struct output *out, const struct record_type *type, const void *row)
{
	struct str line = STR_INIT, value = STR_INIT;
	size_t width = 0;

	for (size_t i = 0; i < type->count; i++) {
		const char *h = heading(&type->fields[i]);

		if (h != NULL && text_width(h) > width)
			width = text_width(h);
	}
	for (size_t i = 0; i < type->count; i++) {
		const char *h = heading(&type->fields[i]);

		str_reset(&value);
		if (h != NULL)
			record_show(&value, type, row, i);
		if (value.len == 0)
			continue;
		str_reset(&line);
		str_add(&line, h);
		pad(&line, width - text_width(h) + 2);
		text_clean(&line, value.buf, value.len, 0);
		str_addc(&line, '\n');
		output_write(out, line.buf, line.len);
	}
	str_release(&line);
	str_release(&value);
}

void rows_one(
	struct output *out, const struct record_type *type, const void *row, enum format format)
{
	struct str line = STR_INIT;
	struct rows *rows;

	if (format == FORMAT_JSON) {
		json_object(&line, type, row);
		str_addc(&line, '\n');
		output_write(out, line.buf, line.len);
	} else if (format == FORMAT_TABLE) {
		one_as_table(out, type, row);
	} else {
		rows = rows_new(out, type, format);
		rows_add(rows, row);
		rows_end(&rows);
	}
	str_release(&line);
}
