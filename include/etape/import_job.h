/* An import that another process does, so that whoever asked for it can go on meanwhile. */
#ifndef ETAPE_IMPORT_JOB_H
#define ETAPE_IMPORT_JOB_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/csv_reader.h"
#include "etape/db.h"
#include "etape/err.h"

struct import_job;

struct import_job_options {
	const char *path; /* of the file */
	bool dry_run;	  /* only say what would happen */
	bool skip_errors; /* take the other rows when some are refused */
};

/* Begins `etape import events` on the same database, in the same name and role. NULL with err when it
 * cannot be run. */
struct import_job *import_job_new(
	const struct db *db, const struct import_job_options *options, struct err *err);
/* Reads what it says, waiting `ms` at most. True when it has ended. */
bool import_job_wait(struct import_job *job, int ms);
/* How many lines it has told so far. */
size_t import_job_told(const struct import_job *job);
/* After its end: what it told, a row a line of the report (line, outcome, what, detail) under headings.
 * False when it failed as a whole: no calendar, no right, a full disk. Of a dry run refused rows are no
 * failure. */
bool import_job_report(struct import_job *job, struct csv_table *table, struct err *err);
/* Stops it if it has not ended: nothing is written then. */
void import_job_free(struct import_job **job);

#endif
