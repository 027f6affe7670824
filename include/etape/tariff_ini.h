/* Tariffs as INI files: [tariff], then a [rule …] each, in order. share/doc/guide.md has the keys. */
#ifndef ETAPE_TARIFF_INI_H
#define ETAPE_TARIFF_INI_H

#include <stdbool.h>

#include "etape/str.h"
#include "etape/tariff.h"

/* Appends a tariff as a file holds it; reading it gives the same. */
void tariff_ini_add(struct str *out, const struct tariff *t);
/* Reads a file into `t` (initialised, not saved). What is wrong is told with file and line. */
bool tariff_ini_read(const char *path, struct tariff *t, struct err *err);

enum tariff_ini_done { TARIFF_ADDED, TARIFF_REPLACED, TARIFF_UNCHANGED, TARIFF_SUCCEEDED };

struct tariff_ini_how {
	const char *succeed; /* code of the tariff in whose place it comes; NULL: none */
	day_t from;	     /* first day, whatever the file says; CIVIL_NONE: as it says */
	bool dry_run;	     /* write nothing */
};
/* Reads a file and saves it, in one change: a new tariff, or in place of the one of its code, which must
 * not be in use; or as the successor of one. `t` is what was saved. */
bool tariff_ini_import(struct db *db, const char *path, const struct tariff_ini_how *how, struct tariff *t,
	enum tariff_ini_done *done, struct err *err);

#endif
