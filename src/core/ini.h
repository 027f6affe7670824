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

/* False, with file and line, when a section or a key of one stands there twice. */
bool ini_once(const char *path, struct err *err);

#endif
