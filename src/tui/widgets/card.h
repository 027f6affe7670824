/* The record of one thing: sections of lines, each line of a few cells that stand in
 * columns where there is room. Lines that are about something can be selected. */
#ifndef ETAPE_TUI_CARD_H
#define ETAPE_TUI_CARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/keymap.h"
#include "tui/term/term.h"

#define CARD_CELLS 6

struct card_line {
	bool heading;
	size_t section;		/* lines of one section share columns */
	char *cells[CARD_CELLS]; /* owned; NULL for none; the sixth is shown where nothing is cut for it */
	size_t main;		/* the cell that is drawn in .style, the others dim */
	enum theme style;
	const char *kind;	/* of what it is about: "mandate"; static; NULL for nothing */
	int64_t id;
	const char *opens;	/* what Enter opens: "person"; static; NULL for nothing */
	int64_t opens_id;
	char *copy;		/* what `y` copies, owned, NULL for nothing */
	int from, to;		/* a bar of time, in thousandths of its column; to 0 for none */
	char *folded;		/* the last cell's whole text, several lines where it must; owned, NULL: one */
	bool axis;		/* marks of the bars below, see card_axis() */
	bool more;		/* goes on with the line above: made by drawing */
};

/* A mark of the axis above bars. */
struct card_mark {
	int at;			/* thousandths */
	char text[8];
};
#define CARD_MARKS 64

struct card {
	struct card_line *lines; /* owned */
	size_t count, cap;
	size_t sections;
	size_t was;		/* how many lines there were before card_clear() */
	size_t selected;	/* index; meaningless when nothing can be selected */
	size_t first;		/* line at the top */
	struct card_mark marks[CARD_MARKS]; /* of the bars */
	size_t mark_count;
	int folded_for;		/* columns that .folded was last folded for; 0: not yet */
	bool idle;		/* another pane has the focus: no line is shown as selected */
	struct area area;	/* where it was last drawn */
};

void card_init(struct card *s);
void card_release(struct card *s);
/* Forgets the lines; card_settle() finds the selection again. */
void card_clear(struct card *s);

/* Begins a section; a blank line stands before it. `note` (may be NULL) is said dim after it. */
void card_heading(struct card *s, const char *text, const char *note);
/* Adds a line of `n` cells, copied; NULL and "" are empty cells. The line is the card's, to be
 * completed before the next call. */
struct card_line *card_add(struct card *s, size_t n, const char *const cells[]);
/* The same, with a last cell that goes on over several lines where it is long or has line ends. */
struct card_line *card_add_text(struct card *s, size_t n, const char *const cells[], const char *text);
/* Adds the line of marks above a section's bars; one section of a card has bars. Marks that would
 * touch the one before are left out. */
void card_axis(struct card *s, const struct card_mark *marks, size_t n);
/* After the lines were made again: selects what is about `kind`, `id`, the nearest to where the
 * selection was when there are several; when it is gone from there, what stands in its place (kind NULL: the first line that is about something). */
void card_settle(struct card *s, const char *kind, int64_t id);

/* The selected line; NULL when none can be selected. */
const struct card_line *card_selected(const struct card *s);

void card_draw(struct card *s, struct area a);
/* Goes to the first line of the next section that can be selected, or back to the one before. */
unsigned card_next_section(struct card *s, int step);
/* LIST_UP … LIST_LAST: consequences, or 0. */
unsigned card_action(struct card *s, enum action a);
/* Press selects, double click gives LIST_OPEN in *then, wheel scrolls. */
unsigned card_mouse(struct card *s, const struct term_event *ev, enum action *then);

#endif
