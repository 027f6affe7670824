/* A text being typed, one line or several: UTF-8, right widths, scrolls sideways. */
#ifndef ETAPE_TUI_INPUT_H
#define ETAPE_TUI_INPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/str.h"
#include "tui/keymap.h"
#include "tui/term/term.h"

struct input {
	struct str text;	/* always clean UTF-8, one line unless .lines */
	size_t cursor;		/* byte offset, on a boundary between characters */
	size_t first;		/* byte offset of the first character drawn */
	size_t max;		/* bytes it may hold, 0 for 4,000 */
	bool lines;		/* line feeds stay */
};

void input_init(struct input *in);
void input_release(struct input *in);
/* Replaces the text, cursor at its end. NULL gives "". */
void input_set(struct input *in, const char *text);
const char *input_get(const struct input *in);	/* borrowed; never NULL */

/* A typed character or a paste: line ends and tabs of a paste become blanks (line ends stay with .lines), blanks at its
 * ends go. True when the text changed. */
bool input_type(struct input *in, const struct term_event *ev);
/* ACTION_EDIT_…: true when it was one of them; *changed when the text changed (may be NULL). */
bool input_action(struct input *in, enum action a, bool *changed);

/* Draws in row `row` from column `col` over `width` columns; `focused` sets the
 * cursor. The part around the cursor is shown. */
void input_draw(struct input *in, struct area a, int row, int col, int width, bool focused);
/* Draws the whole of it folded over the rows of `a`, those around the cursor where they are too
 * few. */
void input_draw_folded(struct input *in, struct area a, bool focused);
/* Puts the cursor where the field was pressed, `x` columns after its left edge. */
void input_click(struct input *in, int x);

#endif
