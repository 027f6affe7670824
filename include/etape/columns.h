/* Which column of a table holds which field: headings in French or English, with
 * their usual variants, or as the user maps them. */
#ifndef ETAPE_COLUMNS_H
#define ETAPE_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/csv_reader.h"
#include "etape/err.h"
#include "etape/str.h"

#define COLUMN_NONE   ((size_t)-1)
#define COLUMN_FIELDS 32 /* the most fields a kind has */

struct column_field {
	const char *key;     /* canonical heading: "family_name" */
	const char *aliases; /* other headings, folded, separated by |; NULL for none */
	bool required;
};

struct columns {
	const struct column_field *fields; /* borrowed */
	size_t count;
	size_t at[COLUMN_FIELDS]; /* column of each field, COLUMN_NONE */
};

/* Finds the columns by the headings of `row`. `maps` are "FIELD=COLUMN" (COLUMN a heading or a
 * number from 1; FIELD= alone leaves the field out) and win. A heading met twice: the first
 * column counts. Refuses, in one line, a map that names an unknown field or column (and lists
 * the ones there are). Missing required fields are the caller's to judge: columns_require(). */
bool columns_find(struct columns *c, const struct column_field *fields, size_t count,
	const struct csv_row *row, const char *const *maps, size_t map_count, struct err *err);

/* Refuses when required fields have no column: says which, and how to map. */
bool columns_require(const struct columns *c, const struct csv_row *headings, struct err *err);

/* The cell of a field; "" when it has no column. */
const char *columns_cell(const struct columns *c, const struct csv_row *row, size_t field);

/* Whether field `i` has a column. */
bool columns_has(const struct columns *c, size_t field);

/* Appends the headings that no field reads, separated by ", ". */
void columns_ignored(const struct columns *c, const struct csv_row *headings, struct str *out);

#endif
