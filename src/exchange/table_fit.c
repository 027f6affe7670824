#include "exchange/table_fit.h"

#include <stdlib.h>
#include <string.h>

/* Fewer columns than this say nothing, unless the field says otherwise. */
#define LEAST 8

static size_t table_width(const size_t *widths, size_t count)
{
	size_t width = 0;

	for (size_t i = 0; i < count; i++)
		if (widths[i])
			width += widths[i] + (width ? TABLE_GAP : 0);
	return width;
}

/* Numbers, ids and times are whole or nothing. */
static size_t least(const struct field *f, size_t width)
{
	size_t wanted = f->min ? f->min : LEAST;

	if (f->kind != FIELD_TEXT && f->kind != FIELD_LIST)
		return width;
	return width < wanted ? width : wanted;
}

/* Takes one column from the widest field that has one to give. */
static bool narrow(size_t *widths, const struct record_type *type)
{
	size_t widest = type->count;

	for (size_t i = 0; i < type->count; i++)
		if (widths[i] > least(&type->fields[i], widths[i]) &&
			(widest == type->count || widths[i] > widths[widest]))
			widest = i;
	if (widest == type->count)
		return false;
	widths[widest]--;
	return true;
}

/* Gives up the field that a narrow screen gives up first; its width stays 0. */
static bool drop(size_t *natural, const struct record_type *type)
{
	size_t first = type->count;

	for (size_t i = 0; i < type->count; i++)
		if (natural[i] && type->fields[i].priority &&
			(first == type->count ||
				type->fields[i].priority > type->fields[first].priority))
			first = i;
	if (first == type->count)
		return false;
	natural[first] = 0;
	return true;
}

void table_fit(size_t *widths, const struct record_type *type, size_t columns)
{
	size_t *natural = xcalloc(type->count, sizeof *natural);
	size_t bytes = type->count * sizeof *natural;

	memcpy(natural, widths, bytes);
	do {
		/* What a field gives up is for those that stay. */
		memcpy(widths, natural, bytes);
		while (table_width(widths, type->count) > columns && narrow(widths, type))
			;
	} while (table_width(widths, type->count) > columns && drop(natural, type));
	free(natural);
}
