/* Everything known of a person as one file: what she may ask for (RGPD, article 15). */
#ifndef ETAPE_KNOWN_FILE_H
#define ETAPE_KNOWN_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/output.h"

/* Writes all parts of known.h, the fees and the journal: FORMAT_JSON as an object of arrays,
 * FORMAT_TABLE as headings and lines to be read; ERR_USAGE for others. The file should be
 * OUTPUT_PRIVATE; closing it is the caller's. */
bool known_write(struct db *db, int64_t person, enum format format, struct output *out,
	struct err *err);

#endif
