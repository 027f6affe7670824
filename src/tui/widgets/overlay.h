/* Sheets over the content: questions, pages of text, the finder, the palette. All are
 * states of the stack and know no SQL: results come through callbacks. */
#ifndef ETAPE_TUI_OVERLAY_H
#define ETAPE_TUI_OVERLAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/app.h"

/* A blank centred sheet with a border and a title, as large as wished or as the area
 * allows; gives the inside. */
struct area overlay_sheet(struct area a, int rows, int cols, const char *title);

/* --- question.c --- */

#define QUESTION_MAX 6
struct question {
	const char *title;		/* translated; may be NULL */
	const char *text;		/* translated, copied; \n respected */
	const char *answers[QUESTION_MAX]; /* translated, copied; NULL ends; the first letter of each is its key */
	int preset;			/* the answer that Enter takes at first */
	/* Called once with the answer's index, -1 when cancelled, after the question has left the
	 * stack. Consequences for the state below. */
	unsigned (*answered)(struct screen *below, int answer, void *ctx);
	void *ctx;			/* of answered(); borrowed */
};
/* Asks. `below` is the state that asks. */
bool question_ask(struct screen *below, const struct question *q);
/* "Delete X?" with yes/no in the user's language, "no" preset. `answered` gets 0 for yes. */
bool question_confirm(struct screen *below, const char *text,
	unsigned (*answered)(struct screen *below, int answer, void *ctx), void *ctx);

/* --- page.c --- */

/* Shows text that scrolls; copied. Lines that begin with "# " are headings. */
bool page_open(struct app *app, const char *title, const char *text);
/* The same for lines that must stay as they are (a sheet to sign): over the whole content, no line
 * folded, what is too wide cut. */
bool page_open_plain(struct app *app, const char *title, const char *text);
/* The keys of a set of contexts that have a place in `on` (`?`). */
bool page_open_help(struct app *app, const struct screen *on, contexts_t contexts);

/* --- finder.c --- */

/* One result. Texts are copied. */
struct finder_row {
	enum glyph glyph;	/* its kind */
	enum theme style;	/* of the glyph */
	const char *kind;	/* stable: "person"; a string that stays */
	int64_t id;
	const char *label;
	const char *detail;
	const char *phone;	/* may be NULL */
	const char *email;	/* may be NULL */
};
typedef void (*finder_add_fn)(void *arg, const struct finder_row *row);

struct finder_spec {
	const char *title;	/* N_() */
	const char *hint;	/* N_(): said while nothing is typed */
	/* Gives at most `limit` results for what is typed, best first. Called at each key. */
	bool (*find)(struct app *app, const char *typed, size_t limit, finder_add_fn add, void *arg,
		struct err *err);
	bool at_once;		/* find() has something to show before anything is typed */
	/* One was chosen; the finder has left the stack. */
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx);
	void *ctx;		/* of chosen(); borrowed */
};
/* Opens a finder; `typed` (may be NULL) is in the field already. `spec` must stay. */
bool finder_open(struct app *app, const struct finder_spec *spec, const char *typed);
/* Every command by name (`:`), those of `contexts` of the state below first. */
bool palette_open(struct app *app, contexts_t contexts);

#endif
