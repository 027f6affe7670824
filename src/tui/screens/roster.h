/* Everyone of one rencontre (list mode), between its files: one state, and who does what with it. */
#ifndef ETAPE_TUI_SCREENS_ROSTER_H
#define ETAPE_TUI_SCREENS_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/counters.h"
#include "etape/event.h"
#include "etape/registration.h"
#include "etape/session.h"
#include "tui/app.h"
#include "tui/screens/enrolment.h"
#include "tui/screens/names.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

/* What somebody is to the half-day. */
enum roster_is {
	ROSTER_MISSING, /* registered for it, not there */
	ROSTER_PRESENT,
	ROSTER_LEFT,	  /* was there, checked out */
	ROSTER_ELSEWHERE, /* registered for another half-day only */
	ROSTER_WAITING,
	ROSTER_CANCELLED,
	ROSTER_INVITED,
	ROSTER_DECLINED,
};

struct roster_row {
	struct registration_row *reg; /* owned */
	enum roster_is is;
	instant_t in_at;  /* of the last check-in that stands, in the half-day; 0 */
	instant_t out_at; /* of the check-out after it; 0 */
	char *desk;	  /* of the check-in; owned, NULL */
	char *state;	  /* in words, owned */
};

/* Which of them are shown: all that is asked for holds at once. */
struct roster_filter {
	int is;		     /* enum roster_is or ANY */
	bool walk_in;	     /* only those registered on the spot */
	char *cite;	     /* name, owned; NULL for all; "" for those without */
	int64_t announcer;   /* person; 0 for all */
	char *announcer_name; /* owned */
};

struct roster_state {
	struct screen screen;
	struct event event;
	struct session *sessions; /* owned */
	size_t session_count;
	int session; /* number; 0: the event has none */
	struct counters counters;
	struct roster_row *rows; /* owned: everybody, in order of name */
	size_t count;
	size_t missing; /* of them */
	size_t room;
	const struct roster_row **shown; /* owned: those that pass .filter */
	struct roster_filter filter;
	struct list_array array;
	struct list_model model; /* .array's, sorted in our orders */
	struct list list;
	struct finder_spec choice;  /* of a half-day, of a criterion */
	struct enrolment enrolment; /* what is done to registrations */
	struct str refused;	    /* answers to be shown when the form has gone */
	bool all;		    /* an answer to a question: everything, not what is shown */
};

struct roster_arg {
	int64_t event;
	int session;
};

extern const struct screen_ops roster_screen;

/* Opens the list of an event (0: event_current()) at a half-day (0: by the clock). */
bool roster_open(struct app *app, int64_t event, int session);

/* --- roster_rows.c --- */
/* Rows: const struct roster_row *. */
extern const struct record_type roster_type;

void roster_rows_init(struct roster_state *r);
void roster_rows_release(struct roster_state *r);
/* Reads everything of the event again. The selection stays. */
bool roster_rows_read(struct roster_state *r, struct err *err);
/* Shows those that pass the filter. */
void roster_rows_show(struct roster_state *r);
/* The selected row; NULL when there is none. */
const struct roster_row *roster_selected(struct roster_state *r);
/* The row of a registration; NULL when there is none. */
const struct roster_row *roster_row(const struct roster_state *r, int64_t registration);

/* --- roster_filter.c --- */
void roster_filter_release(struct roster_filter *f);
bool roster_filter_passes(const struct roster_filter *f, const struct roster_row *row);
/* Appends it in words, " · manquants · Creil". */
void roster_filter_words(const struct roster_filter *f, struct str *out);
/* f: chooses what is shown. */
unsigned roster_choose_filter(struct roster_state *r);

/* --- roster_checkin.c: the marked, else the selected --- */
unsigned roster_check_in(struct roster_state *r);
unsigned roster_check_out(struct roster_state *r);
unsigned roster_undo(struct roster_state *r);
/* After a form: shows what was refused, if anything was. */
void roster_show_refused(struct roster_state *r);

/* --- roster_story.c --- */
/* Shows the selected registration with every fact of the desk. */
unsigned roster_tell(struct roster_state *r);

/* --- roster_print.c --- */
unsigned roster_print(struct roster_state *r);
unsigned roster_export(struct roster_state *r);

#endif
