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
	const char *date; /* .day as "2026-11-19" */
	enum session_part part;
	bool expected;	   /* registered for it */
	bool present;	   /* as on the screens: came, and has not left since */
	instant_t in_at;   /* first check-in that stands, 0: did not come */
	instant_t out_at;  /* check-out that stands after the last of them, 0 */
	const char *desk;  /* of that first check-in */
	const char *facts; /* every in, out and undo in order, separated by \n, on the wall clock at
			    * the event: "in 2026-11-19T09:04:12+01:00 accueil 1 anne desk"; an undo
			    * ends with " takes back " and what, then ": " and its reason */
};

/* Rows: struct attendance_row; keys event,code,family_name,given_name,function,structure,cite,
 * status,walk_in,session,day,part,expected,present,in_at,out_at,desk,facts. */
extern const struct record_type attendance_type;

typedef bool (*attendance_row_fn)(void *arg, const struct attendance_row *row);

/* Every registration that is or was expected (registered or cancelled) or has a fact, once a session,
 * in order of folded name then session number. Those .expected and .present are what
 * counters_get() counts. See page.h. */
bool attendance_list(
	struct db *db, int64_t event, attendance_row_fn each, void *arg, struct err *err);

#endif
