/* INI files: what iniparser reads, and what it doesn't tell. */
#ifndef CORE_INI_H
#define CORE_INI_H

#include <stdbool.h>

#include <iniparser/iniparser.h>

#include "etape/err.h"
#include "etape/str.h"

/* Reads a file; NULL with its name and the line that is not understood. Its entries are "section" or
 * "section:key", in the order of the file. Freed by iniparser_freedict(). */
dictionary *ini_load(const char *path, struct err *err);

/* The line (from 1) where `section`, or its `key` when that isn't NULL, is last written;
 * 0 when nowhere. `raw` gets what stands behind the equals sign. */
int ini_line(const char *path, const char *section, const char *key, struct str *raw);

/* What iniparser would take for the beginning of a comment in a value as it was written; NULL when
 * nothing is lost. */
const char *ini_comment(const char *value);

/* False, with file and line, when a section or a key of one stands there twice. */
bool ini_once(const char *path, struct err *err);

/* False, with file and line, when it is not UTF-8 text, or begins with a byte order mark. */
bool ini_is_text(const char *path, struct err *err);

/* False, with file and line, when a comment stands behind a value: "59;62" would be read as 59. */
bool ini_keeps_all(const char *path, struct err *err);

#endif
