/* The loop and what it offers to screens. One poll() on the terminal, a
 * self-pipe for signals, and timers: the database's data version (500 ms), the
 * message's end, a screen's tick. When nothing happens nothing is sent. */
#ifndef ETAPE_TUI_APP_H
#define ETAPE_TUI_APP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/config.h"
#include "etape/i18n.h"
#include "tui/keymap.h"
#include "tui/screen.h"

struct db;
struct app_loop;	/* the stack, timers and signals: app.c's own */

struct app {
	struct db *db;			/* borrowed */
	const struct config *config;	/* borrowed */
	const char *author;		/* who works here: name of --as or the account */
	const char *role;		/* "lecture", "accueil", "coordination", "admin" */
	const char *desk;		/* name of this desk, "accueil 1" */
	unsigned long database;		/* a number for its file: drafts belong to one database */
	int64_t seen_change;		/* newest change when the screens were opened */
	const char *zone;		/* IANA zone of the centre */
	enum lang lang;
	bool confined;			/* --as, --role: reads files in the export folder only */
	bool readonly;			/* the file cannot be written, whatever the role */
	bool may_write;			/* role coordination or admin */
	bool may_desk;			/* role accueil or better */
	struct keymap keys;
	struct app_loop *loop;
	char failure[512];		/* why app_run() could show nothing at all; "" else */
};

/* The clock ($ETAPE_NOW counts). */
instant_t app_now(const struct app *app);
day_t app_today(const struct app *app);

/* Says something in the bottom line for some seconds; replaces the last. Any key
 * still works. THEME_MESSAGE for what was done, THEME_WARNING, THEME_ERROR. */
void app_message(struct app *app, enum theme style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The same for an error, its first letter in capital. */
void app_error(struct app *app, const struct err *err);

/* Puts a new state on the stack. False (and the message is shown) when its init
 * refused. `arg` goes to init() and need not live longer. */
bool app_push(struct app *app, const struct screen_ops *ops, const void *arg);
/* For a state that closes with a result: sets what resumed() of the state below
 * gets. Return app_leave(...) from the handler. */
unsigned app_leave(struct app *app, int64_t result);
/* For a state that must be gone before it does its last thing (a question, the finder):
 * takes it off the stack and frees it now. The handler then returns 0 or SCREEN_REDRAW
 * and touches it no more. */
void app_drop(struct screen *s);
/* Obeys consequences that a callback gave, as if a handler of `s` had. */
void app_obey(struct screen *s, unsigned consequences);
/* The state on top (never NULL), and the one below `s` (NULL for the last). */
struct screen *app_top(const struct app *app);
struct screen *app_below(const struct screen *s);
/* The contexts that hold now for a state, GLOBAL included. */
contexts_t app_contexts(const struct screen *s);
/* Why an action cannot be done in a state now (translated), NULL when it can. */
const char *app_refusal(const struct screen *s, enum action a);
/* Does an action as if its key had been pressed in the state on top. */
void app_do(struct app *app, enum action a);
/* Goes to a screen (its name, as "agenda"), closing what lies above unless that
 * holds back; shows object `id` when not 0. */
void app_goto(struct app *app, const char *screen, int64_t id);
/* Opens the sheet of any object found by the finder: "person", "cite",
 * "structure", "event" (screens.h says who does it). */
void app_open(struct app *app, const char *kind, int64_t id);

/* Copies to the terminal's clipboard and says so, `what` being a translated
 * description ("3 addresses") or NULL. What is too long for terminals, or on one that takes nothing
 * (etape.ini's [screen] clipboard), goes to a file of the export folder, and that is said. */
void app_copy(struct app *app, const char *text, const char *what);
/* Writes text and a line feed to `name` in the export folder; appends the whole path. */
bool app_write_text(struct app *app, const char *name, const char *text, struct str *path,
	struct err *err);
/* Rings so many times, apart enough to be counted, when the configuration wants a bell. */
void app_ring(struct app *app, int times);
/* Milliseconds that the program has waited for keys so far: the clock by which a scanner is told
 * from a person. What comes while the program is busy comes at once. */
int64_t app_waited(const struct app *app);
/* Milliseconds of a clock that never goes back: how long some work may take before it is put off to
 * idle(). */
int64_t app_clock_ms(void);
/* Asks for a frame, when something changed outside a handler. */
void app_redraw(struct app *app);

/* --- for tui.c --- */
struct app_start {
	const char *screen;	/* first screen, by name; NULL: the first of the table */
	int64_t object;		/* shown in it, 0 for none */
};
/* Runs until the user leaves or the terminal goes. The terminal must be open. True when the
 * user left, false when the terminal went away or a signal ended it. */
bool app_run(struct app *app, const struct app_start *start);

#endif
