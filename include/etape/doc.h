/* Documents made by the separate program etape-doc, which carries the heavy
 * libraries so that the screens open at once. */
#ifndef ETAPE_DOC_H
#define ETAPE_DOC_H

#include <stdbool.h>

#include "etape/db.h"
#include "etape/err.h"

/* Runs `etape-doc KIND` on the same database and waits: "ics" writes the events (or
 * `event` alone, a code) as iCalendar to `output` (NULL or "-": standard output), atomically.
 * False with what it said on stderr. */
bool doc_run(struct db *db, const char *kind, const char *event, const char *output,
	struct err *err);

#endif
