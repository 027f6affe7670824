/* The sheet of one thing: headings and values, values under one another. */
#ifndef ETAPE_CLI_SHEET_H
#define ETAPE_CLI_SHEET_H

#include "etape/output.h"
#include "etape/str.h"

struct sheet {
	struct str text; /* heading NUL value NUL, line after line */
	size_t width;	 /* columns of the widest heading */
};

void sheet_init(struct sheet *sheet);
/* Adds a line; one without a value is left out. */
void sheet_add(struct sheet *sheet, const char *heading, const char *value);
/* Adds a line with a number. */
void sheet_add_number(struct sheet *sheet, const char *heading, int64_t number);
/* Writes the lines, through the text gate, and releases the sheet. */
void sheet_write(struct sheet *sheet, struct output *out);

#endif
