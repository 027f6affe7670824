/* Actions and keys. actions.def is the one table of actions; from it come the
 * enum below, dispatch, the bottom line, `?`, the `:` palette, the user's [keys]
 * and the manual page. A key that is in no row of it does nothing. */
#ifndef ETAPE_TUI_KEYMAP_H
#define ETAPE_TUI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/config.h"
#include "etape/str.h"

/* Where an action applies, most specific first: a key is looked up in the
 * contexts of the state on top in this order, so that a screen may take a key
 * from GLOBAL. */
enum context {
	CONTEXT_QUESTION = 1u << 0,
	CONTEXT_COLLECT = 1u << 1,	/* the sheet that asks by which means money comes */
	CONTEXT_WALKIN = 1u << 2,	/* the form of somebody registered on the spot */
	CONTEXT_FORM = 1u << 3,
	CONTEXT_CHOICE = 1u << 4,	/* a form's field with choices is open */
	CONTEXT_FINDER = 1u << 5,	/* finder and palette */
	CONTEXT_CITES = 1u << 6,
	CONTEXT_AGENDA = 1u << 7,
	CONTEXT_CYCLE = 1u << 8,	/* a cycle as a line of étapes, its budget; tariffs: rows in an order */
	CONTEXT_SERIES = 1u << 9,	/* rencontres before they are made: the days of a series, a calendar of others */
	CONTEXT_DESK = 1u << 10,
	CONTEXT_SITUATION = 1u << 11,	/* the desk's figures */
	CONTEXT_FEES = 1u << 12,
	CONTEXT_CONTACTS = 1u << 13,
	CONTEXT_COLUMNS = 1u << 14,	/* the directory's columns */
	CONTEXT_DUPLICATES = 1u << 15,	/* the list of probable duplicates */
	CONTEXT_MERGE = 1u << 16,	/* two records side by side */
	CONTEXT_TURNOVER = 1u << 17,	/* vacant posts, mandates that are over, records to confirm */
	CONTEXT_EVENT = 1u << 18,	/* the sheet of one event */
	CONTEXT_ENROLLED = 1u << 19,	/* those registered, on the sheet of an event */
	CONTEXT_ROSTER = 1u << 20,	/* everyone of one event */
	CONTEXT_MINUTES = 1u << 21,	/* mood, news and decisions of an event */
	CONTEXT_INVITEES = 1u << 22,	/* who is invited to one event, and messages to them */
	CONTEXT_RECORD = 1u << 23,	/* the sheet of one person, cité, event… */
	CONTEXT_MAP = 1u << 24,		/* arrows go to the neighbour in that direction */
	CONTEXT_MONTH = 1u << 25,	/* arrows go from day to day */
	CONTEXT_LINES = 1u << 26,	/* a text field of several lines is open */
	CONTEXT_EDIT = 1u << 27,	/* a text field is open */
	CONTEXT_FILTER = 1u << 28,	/* the filter of a list is being typed */
	CONTEXT_PAGE = 1u << 29,	/* text that scrolls: help, long messages */
	CONTEXT_LIST = 1u << 30,
};
#define CONTEXT_GLOBAL (1u << 31) /* everywhere; added by itself. No enumerator: one is an int */
#define CONTEXT_BITS 32

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
	unsigned contexts;	/* CONTEXT_… bits */
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
	unsigned contexts;
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
enum action keymap_find(const struct keymap *map, unsigned contexts, unsigned key);
/* The first key of an action, TERM_KEY_NONE when it has none. */
unsigned keymap_key(const struct keymap *map, enum action a);
/* Appends all keys of an action as people read them, ", " between. */
void keymap_add_keys(const struct keymap *map, struct str *out, enum action a);
/* The actions of a set of contexts in the order of the bottom line (rank, then
 * table), unranked ones after; those shadowed by a more specific context's key are left
 * out. Fills at most ACTION_COUNT entries; gives their number and how many have a rank. */
size_t keymap_actions(const struct keymap *map, unsigned contexts,
	enum action out[ACTION_COUNT], size_t *ranked);

/* Calls `row` for every action in the table's order: the dump from which the
 * manual page and README's table are made. */
void action_each(void (*row)(void *arg, enum action a, const struct action_info *info), void *arg);
/* A context's name for help and the manual, N_(): "Registration desk". */
const char *context_name(unsigned context);

#endif
