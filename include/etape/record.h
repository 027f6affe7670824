/* Row records: one description per kind of row feeds drawing, sorting, filtering,
 * CSV, JSON and the tests. A record type names its fields; an extractor reads one
 * field of one row. */
#ifndef ETAPE_RECORD_H
#define ETAPE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/str.h"

enum field_kind {
	FIELD_TEXT,
	FIELD_INT,
	FIELD_ID,	/* 63-bit: a string in JSON, where numbers have 53 bits */
	FIELD_CENTS,	/* money */
	FIELD_DATE,	/* ISO text, cut to the precision known */
	FIELD_INSTANT,	/* UTC ms */
	FIELD_BOOL,
	FIELD_LIST,	/* text; items separated by \n: a JSON array, "; " in a cell */
};

struct value {
	enum field_kind kind;
	bool null;		/* nothing known */
	int64_t number;		/* INT, ID, CENTS, INSTANT, BOOL */
	const char *text;	/* TEXT, DATE, LIST: borrowed from the row */
};

struct field {
	const char *key;	/* stable English name: CSV heading and JSON key */
	const char *heading;	/* N_() heading on screens and in tables; NULL: machine formats only */
	enum field_kind kind;
	unsigned char min;	/* columns it wants at least on a screen */
	unsigned char weight;	/* share of the columns left over, 0 for none */
	unsigned char priority;	/* which column goes first on a narrow screen: highest goes first; 0 never */
	/* Value of an enumeration in words for people (screens and tables): translated label, or NULL when the raw value is the word. */
	const char *(*label)(const char *raw);
};

struct record_type {
	const char *name;		/* "person": for tests and messages */
	const struct field *fields;
	size_t count;
	/* Reads field `i` of `row`. Text is borrowed until the row changes. */
	struct value (*get)(const void *row, size_t i);
};

struct value value_text(const char *text);	/* NULL and "" are null */
struct value value_int(int64_t n);
struct value value_id(int64_t id);		/* 0 is null */
struct value value_cents(int64_t cents);
struct value value_places(int64_t capacity);	/* below 0, without limit, is null */
struct value value_date(const char *iso);
struct value value_instant(int64_t ms);		/* 0 is null */
struct value value_bool(bool b);
struct value value_list(const char *items);

/* The IANA zone in which record_show() shows instants; CIVIL_ZONE until then, or for NULL. */
void record_set_zone(const char *zone);
/* Appends a value as people read it in the current language (screens, tables): 11/02/2020, févr. 2020,
 * 11/02/2020 09:04 for an instant, 150,00 €, oui/non, items joined by "; ", nothing for null. */
void record_show(struct str *out, const struct record_type *type, const void *row, size_t field);
/* Appends a value in its machine form (ISO dates, "." decimals, 1/0 as true/false,
 * items joined by "; "; a JSON array is its writer's business, from .get). */
void record_raw(struct str *out, const struct record_type *type, const void *row, size_t field);
/* Orders two rows by one field, nulls last, text by the folded key of what is shown. */
int record_compare(const struct record_type *type, size_t field, const void *a, const void *b);
/* Whether every word of folded `needle` begins a word of some shown field, or several words
 * of it written as one ("obrien"). */
bool record_matches(const struct record_type *type, const void *row, const char *folded_needle);

#endif
