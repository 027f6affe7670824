/* Where results go: standard output, or a file that appears whole or not at all. */
#ifndef ETAPE_OUTPUT_H
#define ETAPE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/err.h"
#include "etape/record.h"
#include "etape/str.h"

struct output;

enum output_flags {
	OUTPUT_NEW = 1u << 0,	  /* refuse to replace an existing file (ERR_EXISTS) */
	OUTPUT_PRIVATE = 1u << 1, /* nobody but its owner reads the file, whatever was there */
};

/* Opens standard output (`path` NULL or "-") or a file. A file is written beside itself
 * (mode 0600), and takes its name and the umask's mode (or those of the file it replaces) when
 * output_close() has brought it to the disk. A device or a pipe is written directly. */
bool output_open(struct output **out, const char *path, unsigned flags, struct err *err);

/* Whether a person reads it on a terminal: then everything passes text_clean(). */
bool output_is_terminal(const struct output *out);
/* The terminal's columns; 0 when it is none, or doesn't say. */
size_t output_columns(const struct output *out);

/* Writes bytes as they are. The first failure is kept for output_close(); later writes do
 * nothing. */
void output_write(struct output *out, const char *bytes, size_t n);
/* Writes text for people: through the text gate on a terminal. Line feeds are kept. */
void output_text(struct output *out, const char *text);
/* Whether a write has failed (disk full, pipe closed): a long export may stop. */
bool output_failed(const struct output *out);

/* Finishes: flushes, fsyncs, renames. On any failure nothing is left behind,
 * an older file of the name is untouched, and `err` says why (ERR_FULL when the disk is full).
 * Frees `*out` always. */
bool output_close(struct output **out, struct err *err);
/* Gives up: nothing is left behind. */
void output_abort(struct output **out);

/* --- rows --- */

enum format {
	FORMAT_TABLE, /* columns aligned for people, headings in their language */
	FORMAT_CSV,   /* RFC 4180, stable English headings, formulas defused */
	FORMAT_JSON,  /* array of objects, stable English keys, ids as strings */
	FORMAT_ICS,   /* events, by etape-doc */
	FORMAT_VCARD, /* people, vCard 4 */
	FORMAT_MUTT,  /* addresses, as the query_command of mutt and others wants them */
	FORMAT_TEXT,  /* an invoice as it is printed */
	FORMAT_CII,   /* an invoice as EN 16931 data, by etape-doc */
};

/* "table", "csv", "json", "ics", "vcard", "mutt", "text", "cii". */
bool format_parse(const char *text, enum format *format);
const char *format_name(enum format format);

struct rows;

/* Begins a listing of rows of one type as table, CSV or JSON. */
struct rows *rows_new(struct output *out, const struct record_type *type, enum format format);
/* Adds a row; nothing of it is kept but its text. */
void rows_add(struct rows *rows, const void *row);
/* Ends the listing: a table is written only now, when its widths are known. Frees. */
void rows_end(struct rows **rows);

/* One row alone: in a table form one "heading: value" a line, in JSON one object. */
void rows_one(struct output *out, const struct record_type *type, const void *row,
	enum format format);

/* Appends a JSON string, quotes included: control, bidi and other format characters
 * escaped, so that it is harmless on a terminal and loses nothing; invalid bytes become U+FFFD.
 */
void json_add_string(struct str *out, const char *text);
/* Appends a CSV cell, quoted where needed, defused. */
void csv_add_cell(struct str *out, const char *text);

#endif
