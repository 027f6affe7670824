/* The loop's own data: shared by app.c, stack.c and frame.c only. */
#ifndef ETAPE_TUI_APP_INTERNAL_H
#define ETAPE_TUI_APP_INTERNAL_H

#include "tui/app.h"
#include "tui/scan.h"

#define TABS_MAX  8
#define STACK_MAX 32
#define SPANS_MAX 48

/* Something of the frame that can be clicked. */
struct span {
	int row;
	int from;	/* first column */
	int to;		/* column after the last */
	enum action action;
};

struct app_loop {
	struct screen *stack[STACK_MAX]; /* [0] is one of tabs */
	size_t depth;
	struct screen *tabs[TABS_MAX];	/* screens opened so far, by their place in screens_table */
	bool stale[TABS_MAX];		/* the database changed while it was hidden */
	size_t tab;			/* which is open */
	bool redraw;
	bool quit;
	bool gone;			/* the terminal went away, or a signal ended us */
	int64_t result;			/* of app_leave() */
	char message[512];
	enum theme message_style;
	int64_t message_since;		/* monotonic ms */
	int64_t message_until;		/* monotonic ms; 0 for no message */
	int64_t data_check;		/* when the database is asked next */
	int64_t tick_at;		/* when the top state's tick() is due */
	int rings;			/* still to ring */
	int64_t ring_at;		/* when the next is due */
	int64_t draw_after;		/* no frame before: resizes come in swarms */
	bool idle;			/* the top state has work for idle moments */
	int64_t waited;			/* app_waited(); from 1 on */
	struct scan_hold hold;		/* keys that may be a scan's */
	struct span spans[SPANS_MAX];
	size_t span_count;
};

/* Milliseconds of the monotonic clock. */
int64_t loop_ms(void);

/* stack.c: obeys a handler of `s`, which may be gone already unless it asks to be popped. */
void stack_obey(struct app *app, struct screen *s, unsigned consequences);
/* Has a state do what it put off while characters came. */
void stack_settle(struct screen *s);
/* Whether a key is a character that goes to the open field of a state. */
bool stack_types(const struct screen *s, unsigned key);
/* The state that takes scans, on the stack or behind another screen; NULL: none was opened. */
struct screen *stack_scanning(const struct app *app);
/* Opens the screen at a place of screens_table; false when something held back or refused. */
bool stack_go(struct app *app, size_t tab);
/* The database changed: states on the stack read again, hidden screens when they are shown. */
void stack_reload(struct app *app);
/* Releases every state. */
void stack_close(struct app *app);

/* Draws one frame and sends it (frame.c). */
void frame_draw(struct app *app);
/* The action under a cell of the frame's own lines, ACTION_NONE when there is none. */
enum action frame_action_at(const struct app *app, int row, int col);

#endif
