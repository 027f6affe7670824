/* The fees of a rencontre and of a year, between their files: one state, its lines, its words. */
#ifndef ETAPE_TUI_SCREENS_FEES_H
#define ETAPE_TUI_SCREENS_FEES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/event.h"
#include "etape/fees.h"
#include "tui/app.h"
#include "tui/screen.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

/* --- fees_lines.c: one fee each --- */

/* What the engine says of a fee, and what became of it since. */
enum fees_is {
	FEES_EXPECTED,
	FEES_TO_PAY,
	FEES_BILLED,
	FEES_LATE,
	FEES_SETTLED,
	FEES_FREE,
	FEES_OPEN, /* to determine */
	FEES_STATES
};

/* Sums over people. */
struct fees_sums {
	int people;
	int of[FEES_STATES];
	cents_t fee;	/* what is decided */
	cents_t paid;	/* at the desk and of invoices */
	cents_t left;	/* still to be paid */
	cents_t billed;	/* of .left, what is on an invoice */
	cents_t settled; /* of .paid, what was owed: the rest was too much */
};

/* The fee of somebody. */
struct fees_line {
	struct fee_row *row; /* owned, without reasons */
	int64_t payer;	     /* structure; a person who pays herself: less her id */
	char *reasons;	     /* NULL until they are written to a file; owned */
	char number[24];     /* of the last invoice that she is on, "" */
	cents_t billed;	     /* on invoices, less what was credited */
	cents_t open;	     /* of that, not paid yet */
	cents_t paid;	     /* at the desk and of invoices */
	cents_t owed;	     /* the fee, or what is billed where that is more */
	cents_t left;	     /* of .owed */
	bool late;
	enum fees_is is;
};

/* "en retard", N_() done. */
const char *fees_is_words(enum fees_is is);
struct list_sign fees_is_sign(enum fees_is is);
/* Appends "3 late". */
void fees_say_count(struct str *out, enum fees_is is, int n);
void fees_lines_free(struct fees_line *lines, size_t count);
/* Adds cents; too much for 64 bits ends the program. */
void fees_add(cents_t *sum, cents_t cents);
void fees_sums_add(struct fees_sums *sums, const struct fees_sums *more);
void fees_sums_add_line(struct fees_sums *sums, const struct fees_line *line);

/* --- fees_reading.c: the fees of a rencontre, a few milliseconds at a time --- */

struct fees_reading {
	struct db *db; /* NULL: nothing is being read */
	int64_t event;
	struct fees_walk *walk; /* NULL: all rows are there */
	struct fees_line *lines; /* owned */
	size_t count;
	size_t room;
	bool sorted;
	struct fees_line **by_id; /* by registration, for what is billed; owned */
	int64_t *invoices;	  /* owned */
	size_t invoice_count;
	size_t invoice_at; /* the next to be read */
	size_t taken;	   /* lines of invoices in this step */
};

/* In order of name. */
int fees_compare_rows(const struct fee_row *a, const struct fee_row *b);
/* Begins with the fees of an event and what became of them. fees_reading_end() even after a failure. */
bool fees_reading_begin(struct fees_reading *r, struct db *db, int64_t event, struct err *err);
/* A few milliseconds of it; *more is false after the last. */
bool fees_reading_step(struct fees_reading *r, bool *more, struct err *err);
int fees_reading_percent(const struct fees_reading *r);
/* Gives the lines in order of name (owned, fees_lines_free()), or throws them away (NULL). */
void fees_reading_end(struct fees_reading *r, struct fees_line **lines, size_t *count);

/* --- fees_parts.c: fees summed up --- */

/* Those of one payer and state at one event. */
struct fees_part {
	int64_t event;
	int64_t payer;
	char *name; /* of the payer; NULL: a structure's, not looked up yet; owned */
	enum fees_is is;
	struct fees_sums sums;
};

/* Those of one payer, or of one event. */
struct fees_group {
	int64_t id;
	char *name;   /* owned */
	char *key;    /* of a payer: its place among others; owned */
	char day[12]; /* ISO, of an event; "" */
	day_t until;  /* last day of an event that is not closed; 0 */
	struct fees_sums sums;
};

/* A registration at an event. */
struct fees_place {
	int64_t event;
	int64_t registration;
};

struct fees_parts {
	struct fees_part *at; /* owned */
	size_t count;
	size_t room;
	struct fees_place *places; /* whose they are; owned */
	size_t place_count;
};

void fees_parts_clear(struct fees_parts *parts);
/* Adds the lines of an event. */
void fees_parts_add(
	struct fees_parts *parts, int64_t event, const struct fees_line *lines, size_t count);
/* Sums up those of a state (ANY: all) by payer, in order of name; owned, fees_groups_free(). */
struct fees_group *fees_groups_by_payer(
	struct db *db, const struct fees_parts *parts, int only, size_t *count);
/* The same by event, in the order of the parts. */
struct fees_group *fees_groups_by_event(
	struct db *db, const struct fees_parts *parts, int only, size_t *count);
void fees_groups_free(struct fees_group *groups, size_t count);
/* "" when it is gone; owned. */
char *fees_structure_name(struct db *db, int64_t structure);

/* --- the state --- */

/* In the order of `v`. */
enum fees_view { FEES_PEOPLE, FEES_PAYERS, FEES_YEAR_EVENTS, FEES_YEAR_PAYERS, FEES_VIEWS };

/* The fees of a year, read rencontre by rencontre while nobody types. */
struct fees_year {
	int year;	/* 0: not chosen yet */
	int64_t *events; /* owned */
	size_t count;
	size_t at;	/* the next to be read */
	bool reading;
	bool again;	/* somebody wrote meanwhile, or before it was looked at */
	bool known;	/* .parts are of .year, whole */
	struct fees_reading event; /* that at .at */
	struct fees_parts parts;
	struct fees_parts next; /* what is read already */
};

struct fees_state {
	struct screen screen;
	struct event event; /* .id 0: there is none */
	enum fees_view view;
	int only;		 /* enum fees_is that is shown, ANY: all */
	int64_t payer;		 /* the last one that was selected, or who pays for whom was; 0: none */
	struct fees_line *lines; /* owned, in order of name */
	size_t count;
	struct fees_line **shown; /* those of .only; owned */
	struct fees_parts parts;  /* of .lines */
	struct fees_year year;
	struct fees_group *groups[FEES_VIEWS]; /* owned; none of FEES_PEOPLE */
	size_t group_count[FEES_VIEWS];
	struct fees_reading reading; /* the event's lines that come next */
	bool stale; /* somebody wrote while they were read */
	struct fees_job *job; /* NULL: none; owned */
	struct fee_row *reasoned; /* with its reasons: the one selected last; owned */
	struct list_array arrays[FEES_VIEWS];
	struct list lists[FEES_VIEWS];
	struct {
		int64_t id; /* whose they are */
		int scroll; /* lines above what is shown of them */
		struct area area; /* where they were last drawn */
	} reasons;
	struct fee_row *filling;   /* what `c` is about; owned */
	struct finder_spec choice; /* ^O's, i's and c's */
};

/* --- fees_job.c: what asks the engine anew, while nobody types --- */

struct fees_job_ops {
	/* The rows of an event come next, as they are or as they would be; may be NULL. */
	void (*event)(void *ctx, int64_t event, bool supposed);
	fee_row_fn row; /* with ctx; in no order */
	void (*done)(struct fees_state *f, void *ctx); /* after the last row */
	void (*release)(void *ctx);
};
/* Begins with the rows of some events: with reasons, or, with `what`, without and twice, as they are
 * and as they would be. Takes ctx; a job that was there is given up. True when it is done already. */
bool fees_job_begin(struct fees_state *f, const struct fees_job_ops *ops, void *ctx,
	const int64_t *events, size_t count, const struct fees_supposition *what);
/* Goes on with it; false when nothing is left to do. */
bool fees_job_step(struct fees_state *f);
/* How far it is; there must be one. */
int fees_job_percent(const struct fees_state *f);
/* Gives it up, if there is one. */
void fees_job_end(struct fees_state *f);

/* --- fees_columns.c --- */

void fees_lists_init(struct fees_state *f);

/* --- fees_year.c --- */

/* Whether the year is what is shown. */
bool fees_of_year(const struct fees_state *f);
/* The year on the screen is another one (0: that of the event, else this one). */
void fees_year_choose(struct fees_state *f, int year);
/* Somebody wrote. */
void fees_year_stale(struct fees_state *f);
/* Reads one rencontre more, when there is something to read and it is looked at. False: no. */
bool fees_year_step(struct fees_state *f);
/* Sums up those of .only. */
void fees_year_show(struct fees_state *f);
/* The registrations at some rencontres of it; owned, NULL when there are none. */
int64_t *fees_year_registrations(
	const struct fees_state *f, const int64_t *events, size_t events_count, size_t *count);
void fees_year_release(struct fees_state *f);

/* --- fees_bill.c --- */

/* Shows what would be invoiced of the marked people, payers or rencontres, else of all that the list is
 * of. */
void fees_bill(struct fees_state *f);

/* --- fees_export.c --- */

/* Writes what the list shows to the export folder, and says where. */
void fees_export(struct fees_state *f);

/* --- fees_rows.c --- */

/* Gives a view its groups, which it then owns. */
void fees_set_groups(struct fees_state *f, enum fees_view view, struct fees_group *groups, size_t count);
/* Prepares and releases the lists. */
void fees_rows_init(struct fees_state *f);
void fees_rows_release(struct fees_state *f);
/* Takes the lines off: another event is to be read. */
void fees_rows_forget(struct fees_state *f);
/* Begins to read the fees of the event, again; a small one is read at once. Selections stay. */
bool fees_rows_read(struct fees_state *f, struct err *err);
/* Goes on reading; false when nothing is left to do. */
bool fees_rows_step(struct fees_state *f);
/* Shows those of .only. */
void fees_rows_show(struct fees_state *f);
/* The list on the screen. */
struct list *fees_shown(struct fees_state *f);
const struct list *fees_shown_now(const struct fees_state *f);
/* The selected one; NULL when there is none, or the other list is on the screen. */
const struct fees_line *fees_person(struct fees_state *f);
const struct fees_group *fees_group(struct fees_state *f);
/* A line of the event with its reasons: borrowed until the next call; NULL when it is gone. */
const struct fee_row *fees_reasoned(struct fees_state *f, const struct fees_line *line);
/* Selects in the list on the screen what was selected in another: the payer, the rencontre. */
void fees_follow(struct fees_state *f);
/* Sums of what the list shows, and of what is marked in it, shown or not. */
struct fees_sums fees_sums_shown(const struct fees_state *f);
struct fees_sums fees_sums_marked(const struct fees_state *f);

/* --- fees_words.c --- */

/* "calcul… 40 %", of what is being worked out, "" for nothing: borrowed until the next call. */
const char *fees_progress(const struct fees_state *f);
/* Appends "150,00 €, facturé, FA2026-0001": amount, state and, of a line (may be NULL), its invoice. */
void fees_say_fee(struct str *out, const struct fee_row *row, const struct fees_line *line);
/* Appends what there is to say of one fee, as page_open() shows it; `line` (NULL: a simulation) tells
 * what became of it since. */
void fees_say_person(struct str *out, const struct fee_row *row, const struct fees_line *line);
/* Appends what became of it: invoice, payments and refunds, a line each. */
void fees_say_story(struct str *out, const struct fees_state *f, const struct fees_line *line);
/* Appends what a payer has at each rencontre of the year, a line each: name, `between`, people, state. */
void fees_say_year(struct str *out, const struct fees_state *f, const struct fees_group *g,
	const char *between);
/* Opens a page of the people of a payer with what each owes and why, at once or once it is known. */
void fees_tell_payer(struct fees_state *f, const struct fees_group *g);
/* Appends "dû : 1 200,00 € · réglé : … · reste : …"; nothing where nobody owes or paid anything. */
void fees_say_amounts(struct str *out, const struct fees_sums *s);
/* Gives what the bar leaves unsaid: "dû : 1 200,00 € · reste : … · 18 gratuits", as much of it as `cols`
 * columns hold, the amounts always. */
void fees_say_sums(struct str *out, const struct fees_sums *s, int cols);
/* Appends the same, the counts in a line of their own. */
void fees_say_sums_apart(struct str *out, const struct fees_sums *s);
/* Gives the same in two lines for a narrow window: due and invoiced, paid and left. */
void fees_say_halves(struct str lines[2], const struct fees_sums *s, int cols);

/* Appends what the parts of the bar stand for: a line each, beside each other, or shorter. */
enum fees_bar { FEES_BAR_LINES, FEES_BAR_LONG, FEES_BAR_SHORT };
void fees_say_bar(struct str *out, const struct fees_sums *s, enum fees_bar how);

/* --- fees_fill.c --- */

/* Offers what decides a fee: whom she represents, the records to complete. */
unsigned fees_fill(struct fees_state *f, const struct fees_line *line);
/* Opens the form that sets an amount by hand. */
unsigned fees_set_amount(struct fees_state *f, const struct fees_line *line);

/* --- fees_suppose.c --- */

/* Opens the form that tells what the rencontre, or the year, would cost if a structure were a member. */
unsigned fees_suppose(struct fees_state *f);

/* Appends what is looked at: "Étape 14 · Boulogne-sur-Mer · par payeur". */
void fees_say_where(struct str *out, const struct fees_state *f);

/* --- fees_draw.c --- */

void fees_draw(struct screen *s, struct area area);

#endif
