/* Files that a screen writes: all below one export folder, never elsewhere. */
#ifndef ETAPE_EXPORT_FILE_H
#define ETAPE_EXPORT_FILE_H

#include <stdbool.h>

#include "etape/db.h"
#include "etape/err.h"
#include "etape/output.h"
#include "etape/str.h"

/* Opens `name` in the export folder, replacing what was there. `folder` is the
 * configuration's; NULL: "export"; a relative one is beside the database. It is made
 * when missing. Whatever is no letter, digit, dot, hyphen or underscore in `name` becomes a
 * hyphen, so that it stays there. Appends the whole path to `path`. */
bool export_file_open(struct output **out, const struct db *db, const char *folder,
	const char *name, struct str *path, struct err *err);

/* The same, for its owner's eyes alone (OUTPUT_PRIVATE). */
bool export_file_open_private(struct output **out, const struct db *db, const char *folder,
	const char *name, struct str *path, struct err *err);

/* What a file of that name there holds. */
enum export_file_state {
	EXPORT_FILE_NONE,  /* there is none */
	EXPORT_FILE_SAME,  /* that text */
	EXPORT_FILE_OTHER, /* something else, or it cannot be read */
};
enum export_file_state export_file_compare(
	const struct db *db, const char *folder, const char *name, const struct str *text);

/* Appends the export folder itself, without a slash at its end. */
void export_file_folder(const struct db *db, const char *folder, struct str *path);

#endif
