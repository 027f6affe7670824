/* The registration desk, between its files: one state, and who does what with it. */
#ifndef ETAPE_TUI_SCREENS_DESK_H
#define ETAPE_TUI_SCREENS_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/checkin.h"
#include "etape/counters.h"
#include "etape/desk.h"
#include "etape/event.h"
#include "etape/fee.h"
#include "etape/payment.h"
#include "etape/session.h"
#include "tui/app.h"
#include "tui/scan.h"
#include "tui/screen.h"
#include "tui/term/term.h"
#include "tui/widgets/input.h"
#include "tui/widgets/overlay.h"

#define DESK_ROWS_MAX 25 /* candidates kept; one letter more is quicker than scrolling */
#define DESK_FEES_MAX 64 /* fees remembered between two letters */
#define DESK_DONE_MAX 64 /* check-ins made here that ^U can take back; a delegation, all of it */
#define DESK_LAST_MAX 32 /* arrivals shown beside */

/* --- who is listed: desk_found.c --- */

struct desk_found {
	struct desk_row *rows[DESK_ROWS_MAX]; /* owned, best first */
	size_t count;
	int selected; /* index; .count is the walk-in line; -1: nobody, Enter waits */
	bool chosen;  /* by the user, not preselected */
	bool later;   /* the field has changed since */
};

/* Whom the user chose, to be found again in another list. */
struct desk_choice {
	int64_t person;
	bool walk_in;
};

/* --- scans: desk_scan.c --- */

/* A choice made before characters came that may be a scan's. */
struct desk_kept {
	bool chosen;
	size_t length; /* of the field's text then */
	struct desk_choice row;
};

/* --- what people owe: desk_fee.c --- */

struct desk_fee {
	int64_t person; /* 0: free slot */
	enum fee_state state;
	cents_t balance;
	bool state_agent; /* why it is free */
};

struct desk_fees {
	struct desk_fee kept[DESK_FEES_MAX];
	size_t next; /* slot that goes first */
};

/* --- what has just happened: desk_notice.c --- */

/* What Enter in the empty field would do about the last answer. */
enum desk_offer {
	OFFER_NOTHING,
	OFFER_LET_IN,  /* reactivate, admit, register: checkin_walk_in() */
	OFFER_SESSION, /* register for this session as well */
	OFFER_HERE,    /* her registration here, of which another rencontre's code was shown */
	OFFER_WALK_IN, /* open the form with what was typed */
};

#define NOTICE_KEYS_MAX 4

struct desk_notice {
	enum glyph glyph;
	enum theme style; /* of glyph and name */
	struct str name;  /* whom it is about; "" for nobody */
	struct str text;  /* what happened */
	struct str next;  /* what can be done; "" for nothing */
	enum action keys[NOTICE_KEYS_MAX]; /* which are named there */
	size_t key_count;
	struct str receipt; /* of money taken since; "" for none */
	struct str typed; /* what it answers to */
	enum desk_offer offer;
	bool scanned; /* what is in the field has nothing to do with it */
	bool answer; /* it says an answer of the desk: .outcome */
	enum desk_outcome outcome;
	int64_t person;	      /* 0: nobody */
	int64_t registration; /* 0: none */
	int session;
	int64_t here; /* OFFER_HERE: that registration */
	struct str author; /* ALREADY: who checked her in */
	int64_t announcer; /* others whom she announced could be checked in; 0: nobody */
};

/* --- somebody who comes in the place of another: desk_replace.c --- */

struct desk_replacing {
	int64_t registration; /* of the absent; 0: nobody */
	struct str name;      /* hers */
	struct str title;     /* of the finder that asks */
	struct str typed;     /* there */
};

/* --- who waits though there is room: desk_place.c --- */

struct desk_place {
	int64_t registration; /* the next of the waiting list; 0: nobody to propose */
	int64_t declined;     /* not told of again */
};

/* --- beside, in a wide window: desk_aside.c --- */

struct desk_arrival {
	int64_t registration;
	int session;
	char *name;  /* owned */
	int minutes; /* of the wall clock there */
};

struct desk_missing {
	char *name; /* of the cité, owned; "" when none is known */
	int64_t expected;
	int64_t present;
};

/* --- arrivals per ten minutes: desk_flow.c --- */

#define DESK_SLICES_MAX 144 /* a day and a night of them; the last ones are kept */

struct desk_flow {
	struct counters_slice slices[DESK_SLICES_MAX];
	size_t count;
	int64_t total;
	int64_t most; /* in one slice */
	instant_t most_at;
};

/* A check-in or a check-out made here. */
struct desk_done {
	int64_t registration;
	int session;
	char *name;	/* owned */
	bool out;	/* she was checked out */
	unsigned group; /* those of a delegation go together; 0: alone */
};

struct desk_state {
	struct screen screen;
	struct event event;	  /* .id 0: there is none */
	struct session *sessions; /* owned */
	size_t session_count;
	int session;	     /* number; 0: the event has none */
	int clock_session;   /* what the clock says */
	bool session_chosen; /* by ^S, another than that: the clock doesn't change it any more */
	struct input field;
	struct desk_found found;
	struct scan_run run; /* of the characters before the cursor */
	struct desk_kept kept;
	int64_t scanned_at; /* app_waited() of the last scan; 0: none */
	struct desk_fees fees;
	struct desk_notice notice;
	struct desk_replacing replacing;
	struct desk_place place;
	bool place_stale; /* looked for at the next tick */
	struct counters counters;
	struct room room; /* for somebody more, in this half-day */
	bool payer_owes; /* whoever ^E would be about, as it was drawn */
	cents_t owed;
	bool owed_stale; /* computed at the next tick */
	bool silent;	 /* ^G */
	bool warm;	 /* desk_found_warm() was called */
	int minute;	 /* the clock as it was drawn, minutes after midnight */
	struct desk_done *done; /* newest last; owned */
	size_t done_count;
	size_t done_room;
	unsigned groups; /* delegations checked in here so far */
	int64_t group_asked; /* who announced that which is asked about */
	struct desk_arrival last[DESK_LAST_MAX]; /* newest first */
	size_t last_count;
	struct desk_missing *missing; /* owned */
	size_t missing_count;
	bool missing_stale;    /* and .flow */
	struct desk_flow flow; /* beside, in a wide window */
	struct area list; /* where the candidates were last drawn */
	int list_rows[DESK_ROWS_MAX +
		      1];	   /* row of each there, -1: not drawn; the walk-in line last */
	struct finder_spec choice; /* ^O's */
};

struct desk_state *desk_of(struct screen *s);

/* desk_event.c */
/* The desk below a finder of its own, which while that opens is not there yet. */
struct desk_state *desk_below(const struct app *app);
/* The wall clock at the event, minutes after midnight. */
int desk_minutes(const struct desk_state *d, instant_t at);
/* The day there, which is the till's, too. */
day_t desk_today(const struct desk_state *d);
/* The session of a number; NULL when there is none. */
const struct session *desk_session(const struct desk_state *d, int no);
/* Appends "matin", with the day when the event lasts several. */
void desk_session_words(struct str *out, const struct desk_state *d, int no);
/* Reads the counters again; what is owed at once or at the next tick. */
void desk_count(struct desk_state *d, bool owed);

/* Opens the desk of an event (0: event_current()) at the session that the clock says. */
bool desk_open_event(struct desk_state *d, int64_t id, struct err *err);
/* Lets go of what was read of the event. */
void desk_forget_event(struct desk_state *d);
/* Goes to the session that the clock says, unless one was chosen. True when either is another. */
bool desk_follow_clock(struct desk_state *d);
/* ^S: of two half-days the other one, of more a choice. ^O: a choice. */
unsigned desk_choose_session(struct desk_state *d);
unsigned desk_choose_event(struct desk_state *d);

/* desk_found.c. Searches for what is in the field; `keep`: the selection stays on whom it was.
 */
void desk_found_search(struct desk_state *d, bool keep);
/* The field holds another text: nobody is listed until desk_found_now(). A scanner's characters
 * come faster than anybody reads lists. */
void desk_found_later(struct desk_state *d);
void desk_found_now(struct desk_state *d);
/* Searches for nothing in particular, before anybody types: a connection's first search costs
 * milliseconds. */
void desk_found_warm(struct desk_state *d);
void desk_found_clear(struct desk_found *f);
void desk_found_move(struct desk_found *f, int by);
/* What was chosen, and choosing it again: nobody when it is no longer listed. */
struct desk_choice desk_found_chosen(const struct desk_found *f);
void desk_found_choose(struct desk_found *f, const struct desk_choice *choice);
/* The selected candidate; NULL for nobody and for the walk-in line. */
const struct desk_row *desk_found_row(const struct desk_found *f);
bool desk_found_walk_in(const struct desk_found *f);
/* Whether another candidate of the same group has the same name. */
bool desk_found_homonym(const struct desk_found *f, size_t i);
/* How many are not mere similar spellings. */
size_t desk_found_sure(const struct desk_found *f);

/* desk_fee.c */
void desk_fees_clear(struct desk_fees *fees);
/* What a person owes for the event, remembered; NULL when it cannot be known (an error). */
const struct desk_fee *desk_fee_of(struct desk_state *d, int64_t person);
bool desk_owes(struct desk_state *d, int64_t person);
/* Appends "150,00 € à régler", "gratuit, agent de l'État"…, "" when the fee is paid. */
void desk_fee_words(struct str *out, const struct desk_fee *fee);
enum theme desk_fee_style(const struct desk_fee *fee);

/* desk_outcome.c: each answer of the desk, what it looks and sounds like, says and offers. */
void desk_outcome_say(
	struct desk_state *d, enum desk_outcome outcome, const struct checkin_answer *a);
void desk_ring(struct desk_state *d, enum desk_outcome outcome);

/* desk_notice.c */
void desk_notice_init(struct desk_notice *n);
void desk_notice_release(struct desk_notice *n);
void desk_notice_clear(struct desk_notice *n);
/* Says an answer of the desk to what was typed or scanned, with the next step, and rings
 * as the settings wish. */
void desk_tell(struct desk_state *d, const struct checkin_answer *a, const char *typed);
/* Says it anew after money came in: what was owed no longer is. */
void desk_tell_again(struct desk_state *d);
/* Says something else about the field's text. */
void desk_tell_text(struct desk_state *d, enum glyph glyph, enum theme style, const char *text);
/* How the notice looks. */
void desk_look(struct desk_notice *n, enum glyph glyph, enum theme style);
/* Appends what the person owes, after a dot; a time of the wall clock there. */
void desk_add_fee(struct str *out, struct desk_state *d, int64_t person);
void desk_add_time(struct str *out, const struct desk_state *d, instant_t at);
/* Appends a day there, its year only when it is another; nothing for 0. */
void desk_add_date(struct str *out, const struct desk_state *d, instant_t at);
/* Appends the first key of an action as people read it, and a label: "⏎ pointer". */
void desk_add_key(
	struct str *out, const struct desk_state *d, enum action a, const char *label);

/* Adds one to what can be done about the answer told. */
void desk_next(struct desk_state *d, enum action a, const char *label);
void desk_next_clear(struct desk_notice *n);
/* Whether it is named there, in better words than the bottom line's. */
bool desk_next_has(const struct desk_notice *n, enum action a);

/* desk_enter.c: consequences of Enter. */
unsigned desk_enter(struct desk_state *d);
/* Says an answer to what was typed or scanned, and notes what was done. */
unsigned desk_answered(
	struct desk_state *d, const struct checkin_answer *a, const char *typed);
/* The field is ready for the next person. */
void desk_empty_field(struct desk_state *d);
/* Checks in by what a scanner sent; the field stays as it is. */
unsigned desk_check_in_scanned(struct desk_state *d, const char *code);

/* desk_undo.c: ^U and ^X, and what was done here. */
unsigned desk_undo(struct desk_state *d);
bool desk_undoable(const struct desk_state *d);
unsigned desk_leave(struct desk_state *d);
/* Whom ^X would check out; 0: nobody. */
int64_t desk_leaver(const struct desk_state *d);
/* Notes a check-in or a check-out made here; `group`: of a delegation, 0 alone. */
void desk_note(struct desk_state *d, const struct checkin_answer *a, unsigned group);
void desk_forget(struct desk_state *d, int64_t registration, int session);
void desk_done_release(struct desk_state *d);

/* desk_collect.c: consequences of ^E. */
unsigned desk_collect(struct desk_state *d);
/* Says a payment that was recorded: in the bottom line, and beside the answer about that person. */
void desk_collected(struct desk_state *d, const struct payment *p);
/* The same of a payment by its id; nothing when it is no payment of whom the answer is about. */
void desk_collected_by_form(struct desk_state *d, int64_t payment);
/* Whom ^E would take money of; .registration 0: nobody. */
struct desk_payer {
	int64_t registration;
	int64_t person;
	const char *name; /* borrowed until the field or the notice changes */
};
struct desk_payer desk_payer(const struct desk_state *d);

/* desk_replace.c: ^R. */
void desk_replacing_init(struct desk_replacing *r);
void desk_replacing_release(struct desk_replacing *r);
/* Who could be replaced: selected, registered and not here; NULL for nobody. */
const struct desk_row *desk_replaceable(const struct desk_state *d);
unsigned desk_replace(struct desk_state *d);

/* desk_place.c. */
/* Looks again; true when what is proposed has changed. */
bool desk_place_read(struct desk_state *d);
/* Whether it is in sight: nothing is typed, nothing else is said. */
bool desk_place_told(const struct desk_state *d);
/* Not again, for whoever is next now. */
void desk_place_decline(struct desk_state *d);

/* desk_group.c: ^D. */
/* Whose delegation it would be about; 0: nobody's. */
int64_t desk_announcer(const struct desk_state *d);
unsigned desk_group(struct desk_state *d);
/* Takes all check-ins of a ^D back. */
unsigned desk_group_undo(struct desk_state *d, unsigned group, int session);

/* desk_scan.c */
/* A character (or a paste) is about to come into the field. */
void desk_scan_typed(struct desk_state *d, const struct term_event *ev);
/* Something else was done in the field. */
void desk_scan_reset(struct desk_state *d);
/* Enter: when a scanner typed what stands before the cursor, puts the field back as it was and
 * checks in. 0: a person typed it. */
unsigned desk_scan_enter(struct desk_state *d);
/* A code was scanned elsewhere: the screen's op. Leaves the field alone. */
unsigned desk_scan(struct screen *s, const char *code);

/* desk_walkin.c: opens the form, prefilled with what was typed. `replaces`: the registration of
 * whom the newcomer comes in place of, 0 for nobody. */
bool desk_walkin_open(struct desk_state *d, const char *typed, int64_t replaces);

/* desk_flow.c: the histogram as text. */
/* Reads the arrivals of the desk's half-day. */
bool desk_flow_read(const struct desk_state *d, struct desk_flow *f, struct err *err);
/* How many rows of at most `rows` the bars need: few people make low ones. */
int desk_flow_rows(const struct desk_flow *f, int rows);
/* Appends row `row` of `rows` of the bars, the top one being 0, in at most `cols` columns. */
void desk_flow_bars(struct str *out, const struct desk_flow *f, int row, int rows, int cols);
/* Appends the hours under the bars. */
void desk_flow_times(
	struct str *out, const struct desk_state *d, const struct desk_flow *f, int cols);
/* Appends how many came in the fullest ten minutes, and when; nothing when nobody came. */
void desk_flow_most(struct str *out, const struct desk_state *d, const struct desk_flow *f);

/* desk_situation.c: opens the figures of the rencontre and of the half-day. */
bool desk_situation_open(struct desk_state *d);

/* desk_draw.c */
void desk_draw(struct screen *s, struct area area);
/* The candidate drawn at a row of the list, .found.count for the walk-in line, -1 for none. */
int desk_row_at(const struct desk_state *d, int row);

/* desk_aside.c: the second column. */
/* A check-in was made here; one was taken back. */
void desk_aside_arrived(struct desk_state *d, const struct checkin_answer *a);
void desk_aside_left(struct desk_state *d, int64_t registration, int session);
void desk_aside_draw(struct desk_state *d, struct area area);

void desk_aside_release(struct desk_state *d);

#endif
