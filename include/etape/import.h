/* Taking over other people's tables (DESIGN.md, "Commands"): one change, all or
 * nothing, and a word about every row. */
#ifndef ETAPE_IMPORT_H
#define ETAPE_IMPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/csv_reader.h"
#include "etape/db.h"
#include "etape/err.h"
#include "etape/str.h"

enum import_kind {
	IMPORT_CITES,
	IMPORT_STRUCTURES,
	IMPORT_PEOPLE,
	IMPORT_MANDATES,
	IMPORT_MEMBERSHIPS,
	IMPORT_LABELS,
	IMPORT_EVENTS,
	IMPORT_REGISTRATIONS,
};

enum import_outcome {
	IMPORT_NOTE, /* about the file or a value: encoding, ignored columns, a value made clean
			or kept */
	IMPORT_CREATED,	 /* a new row */
	IMPORT_MATCHED,	 /* known already; nothing changed */
	IMPORT_UPDATED,	 /* known already; fields that were empty were filled. Nothing is ever
			    overwritten, but by a calendar that tells what it told before anew */
	IMPORT_DOUBTFUL, /* may be the same as another: listed, never merged. Comes besides the
			    row's own outcome */
	IMPORT_REFUSED,	 /* the row cannot be taken */
};

/* One line of the report. */
struct import_line {
	enum import_outcome outcome;
	size_t line;	    /* line of the file, 0 for the whole file */
	const char *what;   /* the row in words ("DUPRÉ-LEROY Inès"), "" for none; borrowed */
	const char *detail; /* reason, remark or possible duplicate, translated, "" for none;
			       borrowed */
};

typedef void (*import_report_fn)(void *arg, const struct import_line *line);

struct import_options {
	enum import_kind kind;
	const char *path;  /* the file, "-" for standard input */
	const char *event; /* registrations: code of the event; NULL: the `event` column */
	const char *const *maps; /* "FIELD=COLUMN" */
	size_t map_count;
	bool dry_run;		 /* say what would happen, then roll everything back */
	bool skip_errors;	 /* take the other rows when some are refused */
	import_report_fn report; /* called as rows are read; may be NULL */
	void *report_arg;
};

struct import_summary {
	enum csv_encoding encoding;
	char separator; /* 0: a calendar */
	size_t rows; /* read, headings not counted */
	size_t created;
	size_t matched;
	size_t updated;
	size_t doubtful; /* pairs listed */
	size_t refused;
	size_t structures; /* unknown structures created on the way */
	size_t people;	   /* registrations: people created on the way */
};

/* Imports a file in one change. False with `err` when nothing was written because
 * of an error: the file, its headings, a refused row without .skip_errors (ERR_REFUSED, "3
 * lines refused: nothing was imported…"), the database. A dry run succeeds unless the file or
 * the headings are wrong, refused rows or not (see .refused). `summary` may be NULL. */
bool import_run(struct db *db, const struct import_options *options,
	struct import_summary *summary, struct err *err);

/* "people" and so on to a kind, plural English words of DESIGN.md. */
bool import_kind_parse(const char *text, enum import_kind *kind);
const char *import_kind_name(enum import_kind kind);

/* Appends a report line as people read it: "line 3: created: DUPRÉ Inès (…)". */
void import_line_show(struct str *out, const struct import_line *line);
/* Appends the counts as one line. */
void import_summary_show(struct str *out, const struct import_options *options,
	const struct import_summary *summary);

#endif
