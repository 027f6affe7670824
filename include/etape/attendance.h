/* Attendance: each registration in each half-day, with every fact behind it; what funders and the
 * accountant are given. */
#ifndef ETAPE_ATTENDANCE_H
#define ETAPE_ATTENDANCE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct attendance_row {
	const char *event; /* its code */
	const char *code;  /* of the registration */
	const char *family_name;
	const char *given_name;
	const char *function;
	const char *structure;
	const char *cite;
	enum registration_status status;
	bool walk_in;
	int session; /* number */
	day_t day;
	enum session_part part;
	bool expected;	   /* registered for it */
	bool present;	   /* as on the screens */
	instant_t in_at;   /* first check-in that stands, 0 */
	instant_t out_at;  /* check-out that stands after it, 0 */
	const char *desk;  /* of that check-in */
	const char *facts; /* every in, out and undo in order, separated by \n: "in 2026-11-19T09:04:12+01:00
			    * accueil 1 anne desk" */
};

/* Rows: struct attendance_row; stable English keys in the order of the members. */
extern const struct record_type attendance_type;

typedef bool (*attendance_row_fn)(void *arg, const struct attendance_row *row);

/* Every registration that is or was expected or has a fact, once a session, in order of folded name
 * then session number. See page.h. */
bool attendance_list(
	struct db *db, int64_t event, attendance_row_fn each, void *arg, struct err *err);

#endif
