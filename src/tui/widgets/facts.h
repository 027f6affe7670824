/* The sheet of one record as a list of labelled lines: a label, a text, a detail. Each line can
 * be selected, copied, opened; a title begins a section. */
#ifndef ETAPE_TUI_FACTS_H
#define ETAPE_TUI_FACTS_H

#include <stdint.h>

#include "tui/widgets/list.h"

/* One line. Texts are copied by facts_add(). */
struct facts_line {
	const char *label;	/* translated; "" to go on with the line above */
	const char *text;
	const char *detail;
	const char *copy;	/* what `y` takes, NULL for the text */
	const char *kind;	/* what Enter opens: "person", "mandate"…, a string that stays; NULL for nothing */
	int64_t id;		/* of it */
	enum theme style;	/* THEME_NORMAL, THEME_DIM for what is past, THEME_TITLE… */
};

struct facts {
	struct facts_line *lines; /* texts owned */
	size_t count;
	size_t cap;
	struct list_array array;
	struct list list;	/* without headings */
};

/* `s` must not move in memory afterwards. */
void facts_init(struct facts *s);
void facts_release(struct facts *s);

/* Empties it before filling it anew. */
void facts_clear(struct facts *s);
/* Adds a line. Nothing when the text is NULL or "" and there is nothing to open. A long
 * text goes on over several lines. */
void facts_add(struct facts *s, const struct facts_line *line);
/* Adds a blank line and a section's title. */
void facts_section(struct facts *s, const char *title);
/* Ends the filling: the list shows it, on the same line as before. */
void facts_ready(struct facts *s);

/* The selected line; NULL when there is none. */
const struct facts_line *facts_selected(struct facts *s);
void facts_draw(struct facts *s, struct area area);

#endif
