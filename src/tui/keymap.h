/* Actions and keys. actions.def is the one table of actions; from it come the
 * enum below, dispatch, the bottom line, `?`, the `:` palette, the user's [keys]
 * and the manual page. A key that is in no row of it does nothing. */
#ifndef ETAPE_TUI_KEYMAP_H
#define ETAPE_TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/config.h"
#include "etape/str.h"

/* Where an action applies, most specific first: a key is looked up in the
 * contexts of the state on top in this order, so that a screen may take a key
 * from GLOBAL. */
typedef uint64_t contexts_t; /* CONTEXT_… bits */
#define CONTEXT_BIT(n)	(UINT64_C(1) << (n))
#define CONTEXT_QUESTION	CONTEXT_BIT(0)
#define CONTEXT_COLLECT	CONTEXT_BIT(1)	/* the sheet that asks by which means money comes */
#define CONTEXT_WALKIN	CONTEXT_BIT(2)	/* the form of somebody registered on the spot */
#define CONTEXT_FORM	CONTEXT_BIT(3)
#define CONTEXT_CHOICE	CONTEXT_BIT(4)	/* a form's field with choices is open */
#define CONTEXT_FINDER	CONTEXT_BIT(5)	/* finder and palette */
#define CONTEXT_CITES	CONTEXT_BIT(6)
#define CONTEXT_AGENDA	CONTEXT_BIT(7)
#define CONTEXT_CYCLE	CONTEXT_BIT(8)	/* a cycle as a line of étapes */
#define CONTEXT_SERIES	CONTEXT_BIT(9)	/* rencontres before they are made: the days of a series, a calendar of others */
#define CONTEXT_DESK	CONTEXT_BIT(10)
#define CONTEXT_SITUATION	CONTEXT_BIT(11)	/* the desk's figures */
#define CONTEXT_FEES	CONTEXT_BIT(12)
#define CONTEXT_CONTACTS	CONTEXT_BIT(13)
#define CONTEXT_COLUMNS	CONTEXT_BIT(14)	/* the directory's columns */
#define CONTEXT_DUPLICATES	CONTEXT_BIT(15)	/* the list of probable duplicates */
#define CONTEXT_MERGE	CONTEXT_BIT(16)	/* two records side by side */
#define CONTEXT_TURNOVER	CONTEXT_BIT(17)	/* vacant posts, mandates that are over, records to confirm */
#define CONTEXT_EVENT	CONTEXT_BIT(18)	/* the sheet of one event */
#define CONTEXT_ENROLLED	CONTEXT_BIT(19)	/* those registered, on the sheet of an event */
#define CONTEXT_ROSTER	CONTEXT_BIT(20)	/* everyone of one event */
#define CONTEXT_MINUTES	CONTEXT_BIT(21)	/* mood, news and decisions of an event */
#define CONTEXT_INVITEES	CONTEXT_BIT(22)	/* who is invited to one event, and messages to them */
#define CONTEXT_RECORD	CONTEXT_BIT(23)	/* the sheet of one person, cité, event… */
#define CONTEXT_MAP	CONTEXT_BIT(24)		/* arrows go to the neighbour in that direction */
#define CONTEXT_MONTH	CONTEXT_BIT(25)	/* arrows go from day to day */
#define CONTEXT_LINES	CONTEXT_BIT(26)	/* a text field of several lines is open */
#define CONTEXT_EDIT	CONTEXT_BIT(27)	/* a text field is open */
#define CONTEXT_FILTER	CONTEXT_BIT(28)	/* the filter of a list is being typed */
#define CONTEXT_PAGE	CONTEXT_BIT(29)	/* text that scrolls: help, long messages */
#define CONTEXT_INVOICES	CONTEXT_BIT(30)	/* invoices, what is to be invoiced, reminders, sums to collect */
#define CONTEXT_ORDERED	CONTEXT_BIT(31)	/* rows in an order: tariffs, their rules, the budget of a mission */
#define CONTEXT_LIST	CONTEXT_BIT(62)
#define CONTEXT_GLOBAL	CONTEXT_BIT(63)	/* everywhere; added by itself */
#define CONTEXT_BITS	64

/* What must hold before an action is tried. APP_… are tested by the loop,
 * the others by the screen's disabled(); either way a refused action says why. */
enum precondition {
	PRE_NONE,
	PRE_WRITE,	/* the role may change the network's data */
	PRE_DESK,	/* the role may work at the registration desk */
	PRE_ROW,	/* something is selected (the screen says whether) */
	PRE_WRITE_ROW,	/* both */
	PRE_DESK_ROW,	/* both */
};

enum action {
	ACTION_NONE,
#define ACTION(id, name, contexts, keys, pre, rank, label, help) ACTION_##id,
#include "tui/actions.def"
#undef ACTION
	ACTION_COUNT
};

struct action_info {
	const char *name;	/* stable: "desk.checkin", for [keys] and `:` */
	contexts_t contexts;	/* CONTEXT_… bits */
	const char *keys;	/* default keys, blank-separated: "Enter ^J" */
	enum precondition pre;
	int rank;		/* place in the bottom line, lowest first; 0: not shown there */
	const char *label;	/* N_(): one or two words for the bottom line */
	const char *help;	/* N_(): a sentence for `?`, `:` and the manual */
};

/* The row of an action; bug() for ACTION_NONE and beyond. */
const struct action_info *action_info(enum action a);
/* By its stable name; ACTION_NONE when there is none. */
enum action action_named(const char *name);

/* --- keys as text: "n", "Space", "^K", "F3", "Enter", "S-Tab", "M-x", "PgUp" --- */

/* Reads one key; false when it is none. */
bool key_parse(const char *text, size_t len, unsigned *key);
/* Appends a key the way key_parse() reads it. */
void key_add_name(struct str *out, unsigned key);
/* Appends a key as people read it on a screen ("⏎", "Échap", "espace"). */
void key_add_label(struct str *out, unsigned key);
/* Whether a key needs AltGr (or a dead key) on a French keyboard. */
bool key_needs_altgr(unsigned key);

/* --- bindings --- */

struct binding {
	unsigned key;
	contexts_t contexts;
	enum action action;
	bool user;		/* from etape.ini */
};

struct keymap {
	struct binding *bindings; /* owned, sorted by key; the user's come first */
	size_t count;
	bool alt;		/* some key needs Alt */
};

/* The table's keys, replaced action by action by the user's [keys] (`config` may
 * be NULL). False when a name or a key is not understood: err names it; the map is then
 * complete but for that line. */
bool keymap_init(struct keymap *map, const struct config *config, struct err *err);
void keymap_release(struct keymap *map);

/* The action bound to a key in a set of contexts (GLOBAL must be among them to
 * count); ACTION_NONE when there is none. */
enum action keymap_find(const struct keymap *map, contexts_t contexts, unsigned key);
/* The first key of an action, TERM_KEY_NONE when it has none. */
unsigned keymap_key(const struct keymap *map, enum action a);
/* Appends all keys of an action as people read them, ", " between. */
void keymap_add_keys(const struct keymap *map, struct str *out, enum action a);
/* The actions of a set of contexts in the order of the bottom line (rank, then
 * table), unranked ones after; those shadowed by a more specific context's key are left
 * out. Fills at most ACTION_COUNT entries; gives their number and how many have a rank. */
size_t keymap_actions(const struct keymap *map, contexts_t contexts,
	enum action out[ACTION_COUNT], size_t *ranked);

/* Calls `row` for every action in the table's order: the dump from which the
 * manual page and README's table are made. */
void action_each(void (*row)(void *arg, enum action a, const struct action_info *info), void *arg);
/* A context's name for help and the manual, N_(): "Registration desk". */
const char *context_name(contexts_t context);

#endif
