/* A list over a model. The list asks the model for a window of rows by key
 * (keyset pagination), so that a million rows cost what a screenful costs. Rows
 * are drawn from their record type: the list keeps the cells' texts, never the
 * rows themselves. */
#ifndef ETAPE_TUI_LIST_H
#define ETAPE_TUI_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/record.h"
#include "tui/keymap.h"
#include "tui/term/term.h"
#include "tui/widgets/input.h"

/* Where a row stands: its sort text, then its id among equal ones. */
struct list_key {
	const char *sort;	/* borrowed */
	int64_t id;		/* never 0 */
};

/* Takes one row while a model fetches; row and key may go after the call. */
typedef void (*list_row_fn)(void *arg, const struct list_key *key, const void *row);

/* A glyph before a row, and its style. */
struct list_sign {
	enum glyph glyph;	/* GLYPH_NONE for none */
	enum theme style;	/* of the glyph */
	enum theme row_style;	/* of the cells: THEME_NORMAL, THEME_DIM */
};

struct list_model {
	const struct record_type *type;
	void *ctx;		/* given back to the functions */

	/* Gives at most `n` rows next to `from` in `direction`: +1 those after it in order, -1
	 * those before it, nearest first. `inclusive`: a row with exactly that key comes first.
	 * `from` NULL: the very first rows (+1), the very last, nearest the end first (-1).
	 * `from` need not exist any more. False: err says why. */
	bool (*fetch)(void *ctx, const struct list_key *from, int direction, size_t n, bool inclusive,
		list_row_fn add, void *arg, struct err *err);
	/* The present key of a row, so that a selection survives a changed sort text: appends its
	 * sort text; false when the row is not in the list (any more). May be NULL. */
	bool (*locate)(void *ctx, int64_t id, struct str *sort);
	/* Whether the row still is somewhere, whatever is filtered: the mark of one that is gone goes
	 * when the list is read anew. NULL: marks stay. */
	bool (*known)(void *ctx, int64_t id);
	/* How many rows there are, for titles; may be NULL. */
	size_t (*count)(void *ctx);
	/* Glyph and style of a row; may be NULL. */
	struct list_sign (*sign)(void *ctx, const void *row);
	/* Restricts to rows that match what was typed ("" for all); NULL: `/` is refused. */
	void (*filter)(void *ctx, const char *typed);
	/* Goes to the next order and gives its translated name; NULL: `s` is refused. */
	const char *(*sort)(void *ctx);
	/* Sorts by a field, or the other way round when it is by that field already, for a click on its
	 * heading; gives the order's name as sort() does. NULL: headings take no click. */
	const char *(*sort_by)(void *ctx, size_t field);
	/* The field by which the rows are ordered now, and whether from the last to the first: its
	 * heading bears an arrow. May be NULL. */
	size_t (*order)(void *ctx, bool *descending);
};

struct list_row;	/* cells, key, sign of one row of the window: list.c's own */

struct list {
	const struct list_model *model;	/* borrowed */
	struct list_row *rows;	/* the window, owned */
	size_t count;		/* rows in the window */
	size_t cap;
	size_t selected;	/* index in the window; meaningless when count is 0 */
	size_t height;		/* rows that fit when it was last drawn */
	int64_t *marks;		/* ids, sorted, owned */
	size_t mark_count;
	struct input filter;	/* what `/` was given */
	bool filtering;		/* the filter's field is open */
	bool stale;		/* the window must be read again before drawing */
	bool headings;		/* draw the line of headings; true after init */
	const char *sort_name;	/* of the present order, translated; NULL until `s` is pressed */
	struct area area;	/* where it was last drawn, headings included */
	int text_col;		/* first column of the cells in it */
	int *widths;		/* columns of each field at the last draw, 0 hidden; owned */
	int *widest;		/* columns of the widest number that was shown in each field; owned */
	unsigned char *columns;	/* the fields shown, in order; owned */
	size_t column_count;
	bool by_place;		/* the last ones go first in a narrow window */
	struct err err;		/* last fetch's error: shown in place of the rows */
};

void list_init(struct list *l, const struct list_model *model);
void list_release(struct list *l);

/* Which fields are shown, in which order, at most as many as the type has; the others stay away.
 * After init: all, in the type's order. Narrow windows leave some out by their priority, or, `by_place`,
 * those at the end. */
void list_columns(struct list *l, const unsigned char *fields, size_t count, bool by_place);

/* Draws headings and rows; fetches what the window lacks. `focused` puts the
 * hardware cursor on the selected row and highlights its first cell. An open filter takes
 * the area's last row. When empty, `empty` (translated) is said in place of rows. */
void list_draw(struct list *l, struct area area, bool focused, const char *empty);

/* Handles LIST_UP … LIST_LAST, LIST_MARK, LIST_MARK_ALL, LIST_UNMARK, LIST_FILTER, LIST_SORT, LIST_REVERSE
 * and, while the filter is open, its editing and closing (APP_BACK, LIST_OPEN). Consequences, or 0. */
unsigned list_action(struct list *l, enum action a);
/* Typing into the open filter; 0 when it is closed. */
unsigned list_text(struct list *l, const struct term_event *ev);
/* Press selects, on a heading sorts; double click gives LIST_OPEN in *then, wheel moves. */
unsigned list_mouse(struct list *l, const struct term_event *ev, enum action *then);
/* Whether typing goes to the filter: for the screen's typing(). Its now() must then give
 * list_contexts() alone, so that Enter and Esc close the field. */
bool list_typing(const struct list *l);
contexts_t list_contexts(const struct list *l);	/* LIST; EDIT and FILTER too while filtering */
/* Appends "sorted by: …" and which way, for a screen's aside; nothing until it was asked for. */
void list_say_order(const struct list *l, struct str *out);
/* What the list is filtered by, "" for nothing. */
const char *list_filter(const struct list *l);

/* What stands in the filter's field, NULL for nothing: the model knows of it already. */
void list_set_filter(struct list *l, const char *typed);

/* The data has changed: read the window again before the next frame; the
 * selection stays on the same id, or on the same row when it is gone. */
void list_reload(struct list *l);
/* The model's order or content is another one: back to the first row. */
void list_restart(struct list *l);

/* The model has another order: the window around the selected row. */
void list_reordered(struct list *l);

/* Id of the selected row, 0 when there is none. Reads the window first if it must. */
int64_t list_selected(struct list *l);
/* The same as it was last read. */
int64_t list_seen(const struct list *l);
/* Selects a row by id (through locate()); false when it is not there. */
bool list_select(struct list *l, int64_t id);
/* Whether a row is among those that the window shows. */
bool list_holds(const struct list *l, int64_t id);
/* Number of rows, SIZE_MAX when the model cannot say. */
size_t list_count(const struct list *l);

/* Marked ids, else the selected one: what a command applies to. Gives the count; `*ids` is
 * borrowed until the list changes. */
size_t list_targets(struct list *l, const int64_t **ids);
bool list_marked(const struct list *l, int64_t id);
/* Marks one as well; takes all marks off. */
void list_mark(struct list *l, int64_t id);
void list_unmark(struct list *l);

/* --- small lists in memory --- */

/* A model over an array: sorts by any shown field, filters with record_matches(). */
struct list_array {
	const struct record_type *type;
	const void *rows;	/* borrowed: `count` rows of `stride` bytes */
	size_t count;
	size_t stride;
	int64_t (*id)(const void *row);
	struct list_sign (*sign)(const void *row); /* may be NULL */
	/* Orders two rows by a field whose words don't; NULL: record_compare(), after init. */
	int (*compare)(const void *a, const void *b, size_t field);
	size_t *order;		/* rows that pass the filter, in order; owned */
	size_t shown;		/* how many of them */
	size_t sort_field;	/* type->count: as given */
	bool descending;	/* the other way round; empty cells stay last */
	bool as_given;		/* `s` offers the given order too; true after init */
	char *filter;		/* folded, owned; NULL for all */
	struct list_model model; /* give &array.model to list_init() */
};

/* Rows may be NULL when count is 0. Call again list_array_set() when they change. */
void list_array_init(struct list_array *a, const struct record_type *type, size_t stride,
	int64_t (*id)(const void *row), struct list_sign (*sign)(const void *row));
void list_array_set(struct list_array *a, const void *rows, size_t count);
/* Lets LIST_REVERSE and a click on a heading sort it; before list_init(). */
void list_array_turns(struct list_array *a);
/* Sorts by a field at once (type->count: as given). */
void list_array_sort(struct list_array *a, size_t field);
/* The row of an id, NULL when it is not there. */
const void *list_array_row(const struct list_array *a, int64_t id);
void list_array_release(struct list_array *a);

#endif
