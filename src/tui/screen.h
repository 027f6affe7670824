/* A screen: one short file that ends in one ops table. Screens, record sheets,
 * forms, questions, the finder and help are all states on one stack; none of
 * them waits for a key, the loop (app.c) calls them. */
#ifndef ETAPE_TUI_SCREEN_H
#define ETAPE_TUI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/err.h"
#include "etape/str.h"
#include "tui/keymap.h"
#include "tui/term/term.h"

struct app;
struct screen;

/* What a handler asks of the loop. 0: not mine, the state did nothing. */
enum consequence {
	SCREEN_HANDLED = 1u << 0,	/* done, nothing to draw */
	SCREEN_REDRAW = 1u << 1,	/* done, draw a frame */
	SCREEN_RELOAD = 1u << 2,	/* the database has changed by my hand: every state reloads */
	SCREEN_POP = 1u << 3,		/* take me off the stack (release() is called) */
	SCREEN_QUIT = 1u << 4,		/* leave the program */
};

struct screen_ops {
	const char *name;	/* stable: "cites", "person", "form" */
	const char *lists;	/* what of the finder's kinds show() selects, as the finder opens it; NULL: none */
	const char *title;	/* N_(): name in the first line; NULL for states that are no screen */
	contexts_t contexts;	/* CONTEXT_… ; GLOBAL is added by itself */
	bool overlay;		/* drawn over the state below it, in the content's area */
	bool modal;		/* GLOBAL is not added: nothing but its own keys */
	size_t size;		/* bytes of the state, struct screen being its first member; zeroed before init */
	int tick_ms;		/* how often tick() is wished, 0 for never; at least 250 */

	/* Prepares the state; `arg` is what app_push() was given (NULL from app_goto()). Reads
	 * only what the first frame needs. False: err says why, nothing is pushed, release()
	 * is called all the same. */
	bool (*init)(struct screen *s, const void *arg, struct err *err);
	void (*release)(struct screen *s);

	/* Contexts that hold now (which pane has the focus…), instead of .contexts. NULL: those. */
	contexts_t (*now)(const struct screen *s);
	/* Whether typing goes to a field now: characters and pastes then go to text(), and only
	 * other keys are looked up. NULL: never. */
	bool (*typing)(const struct screen *s);
	/* Whether a character is looked up all the same while typing() (`?` in an empty field), and
	 * is shown in the bottom line. NULL: none. */
	bool (*plain)(const struct screen *s, unsigned key);

	/* Appends the title line (what is shown, filter, counts). NULL: no title line. */
	void (*heading)(struct screen *s, struct str *out);
	/* Appends what is to be noticed after the title (the rencontre is not today). May be NULL. */
	void (*warning)(struct screen *s, struct str *out);
	/* Appends the right end of the title line (sort, clock). May be NULL. */
	void (*aside)(struct screen *s, struct str *out);
	/* Appends the right end of the bottom line (a count). May be NULL. */
	void (*status)(struct screen *s, struct str *out);
	/* Whether an action has a place in the bottom line now, possible or not. NULL: all. */
	bool (*shows)(const struct screen *s, enum action a);
	/* Draws into the area, whose size is whatever the window leaves (from 1×1): a layout is
	 * computed here, from the area, at every frame. The area is blank before. Sets the cursor
	 * (area_cursor) on the selected row or in the open field. */
	void (*draw)(struct screen *s, struct area area);

	/* Does an action of its contexts; consequences, or 0 when it is not for this state. */
	unsigned (*action)(struct screen *s, enum action a);
	/* Typing: EVENT_KEY of a character, or EVENT_PASTE. Only when typing(). */
	unsigned (*text)(struct screen *s, const struct term_event *ev);
	/* Does what text() put off: characters may come many at once. Called before anything else
	 * is done with the state, and before a frame. May be NULL. */
	void (*settle)(struct screen *s);
	/* A registration's code was scanned while another state had the keys, or before this one
	 * could type it; the check character may be wrong. NULL: scans are nothing to it. */
	unsigned (*scan)(struct screen *s, const char *code);
	/* A press, double click or wheel anywhere in the last drawn area's screen cells. */
	unsigned (*mouse)(struct screen *s, const struct term_event *ev);
	/* The mouse was pressed, moved and released. NULL: such a press was a press. */
	unsigned (*drag)(struct screen *s, const struct term_event *ev);

	/* NULL when an action is possible now, else why not (translated). Shown dim in the bottom
	 * line, said when the key is pressed all the same. May be NULL. For PRE_ROW and its kin
	 * it is enough to give a reason when nothing is selected. An empty reason: the action, of
	 * a context shared with others (LIST), has no place here and is not shown. */
	const char *(*disabled)(const struct screen *s, enum action a);

	/* The database changed (here, or by another process): read again, keep the selection by
	 * id, never move the cursor. NULL: nothing to read. */
	unsigned (*reload)(struct screen *s);
	/* tick_ms have passed. Say REDRAW only when something visible differs. */
	unsigned (*tick)(struct screen *s);
	/* A frame was sent and no key waits: does a millisecond's work towards the next one. False when
	 * nothing is left to do until the next frame. May be NULL. */
	bool (*idle)(struct screen *s);
	/* Shows object `id` (select it, open it): app_goto()'s second argument. */
	unsigned (*show)(struct screen *s, int64_t id);

	/* A state pushed by this one has been taken off; `result` is what it left with
	 * app_leave() (0 when it was cancelled). May be NULL. */
	unsigned (*resumed)(struct screen *s, int64_t result);
	/* The connection is lost: keep what was typed (forms). May be NULL. */
	void (*hangup)(struct screen *s);
	/* Asked before the program leaves or an outer state goes: true to hold it back, having
	 * pushed a question (forms with changes). May be NULL. */
	bool (*holds)(struct screen *s);
};

/* First member of every state. */
struct screen {
	const struct screen_ops *ops;
	struct app *app;
	struct area area;	/* where it was last drawn */
};

#endif
