/* Documents made by the separate program etape-doc, which carries the heavy
 * libraries so that the screens open at once. */
#ifndef ETAPE_DOC_H
#define ETAPE_DOC_H

#include <stdbool.h>

#include "etape/db.h"
#include "etape/err.h"
#include "etape/str.h"

/* What of the database a document is about; nothing set: everything. */
struct doc_choice {
	const char *event; /* code, id or title */
	const char *cycle; /* code or name */
	const char *invoice; /* number or id: of kind "cii" only */
	bool no_drafts; /* of kind "ics": for those who are not of the coordination */
};

/* Runs `etape-doc KIND` on a database and waits: "ics" writes the events chosen as
 * iCalendar, "cii" an invoice as EN 16931 data to `output` (NULL or "-": standard output), atomically. False with what it said on
 * stderr. */
bool doc_run(const char *database, const char *kind, const struct doc_choice *choice,
	const char *output, struct err *err);

/* The same, appended to `out`, in a language ("fr") that need not be the user's. */
bool doc_make(struct db *db, const char *kind, const struct doc_choice *choice, const char *lang,
	struct str *out, struct err *err);

/* Runs `etape-doc KIND` as a filter: `each` gets every line (without its line feed) that it makes of the
 * bytes, while it makes the next ones; false stops. What others wrote is parsed there, where a parser that
 * fails takes nothing else down. False when it failed, or `each` did: `err` then is what `each` said. */
bool doc_filter(const char *kind, const char *bytes, size_t n,
	bool (*each)(void *arg, const char *line, size_t n, struct err *err), void *arg, struct err *err);

#endif
