/* The sign-in sheet (feuille d'émargement): plain text to print, one signature per half-day
 * (DOMAIN.md's glossary; title, date and hours, place, organiser, speakers; each participant's
 * name, function and structure). */
#ifndef ETAPE_SIGNIN_SHEET_H
#define ETAPE_SIGNIN_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/err.h"
#include "etape/str.h"

#define SIGNIN_SHEET_COLUMNS 80 /* of a line, which fits on A4 upright */
#define SIGNIN_SHEET_LINES   60 /* of a page; a form feed stands between two */

struct signin_sheet {
	int64_t event;
	int session;	       /* number; 0: a sheet for each session */
	const char *organiser; /* NULL or "": a dotted line to fill in */
	int blank_rows;	       /* numbered rows left empty for those who come unannounced */
};

/* Appends the sheet, in the current language. Those registered for the session are on it, in
 * order of folded name. ERR_NOT_FOUND when the event has no such session, or none at all. */
bool signin_sheet_add(
	struct str *out, struct db *db, const struct signin_sheet *sheet, struct err *err);

/* Appends the name of the centre that covers a region (INSEE code), nothing when none does. */
bool signin_sheet_organiser(
	struct str *out, struct db *db, const char *region, struct err *err);

#endif
