/* Somebody's calendar taken over: the file asked for, what would change shown, and all of it written as one
 * change, by a process of its own, so that the screens go on meanwhile. */
#ifndef ETAPE_TUI_SCREENS_CALENDAR_IMPORT_H
#define ETAPE_TUI_SCREENS_CALENDAR_IMPORT_H

#include "etape/csv_reader.h"
#include "tui/app.h"
#include "tui/widgets/list.h"

/* I on the agenda: asks for the file. */
void calendar_import_ask(struct app *app);

/* What a file would change; `arg` is its path. Left with the form that asked for it once it is written. */
extern const struct screen_ops calendar_import_screen;

/* --- the lines of the report (calendar_import_rows.c) --- */

/* As they are listed: what wants looking at first. */
enum calendar_outcome {
	CALENDAR_REFUSED,
	CALENDAR_NOTED,
	CALENDAR_UPDATED,
	CALENDAR_NEW,
	CALENDAR_SAME,
	CALENDAR_OUTCOMES,
};

struct calendar_line {
	int64_t id; /* its place in the list, from 1 */
	enum calendar_outcome outcome;
	size_t line;	    /* of the file; 0 for all of it */
	const char *what;   /* code of the rencontre, or what the remark is about; borrowed from the report */
	const char *detail; /* borrowed */
};

struct calendar_lines {
	struct csv_table report; /* owned */
	struct calendar_line *at; /* owned */
	size_t count;
	size_t of[CALENDAR_OUTCOMES];
	struct list_array array;
};

void calendar_lines_init(struct calendar_lines *lines);
/* Takes a report over, which is emptied. */
void calendar_lines_take(struct calendar_lines *lines, struct csv_table *report);
void calendar_lines_release(struct calendar_lines *lines);
/* "3 to bring up to date · 2 refused", what there is none of left out. */
void calendar_lines_counts(const struct calendar_lines *lines, struct str *out);

/* Writes rencontres as an iCalendar file of the export folder, over an older one: of an event (its code), of a cycle
 * (its code), all of them (NULL both); calendar_export.c. */
void calendar_export(struct app *app, const char *event, const char *cycle);

#endif
