/* The terminal: the only folder that knows curses and escape sequences. One
 * terminal per process. All text goes through the one gate (text_clean), is
 * clipped by columns, and reaches the terminal in term_flush(), which holds the
 * program's only doupdate(). */
#ifndef ETAPE_TUI_TERM_H
#define ETAPE_TUI_TERM_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/err.h"
#include "tui/theme.h"

/* --- opening and closing --- */

struct term_options {
	enum theme_ground ground;	/* of the configuration */
	int unicode;			/* -1 by locale and terminal, 0 ASCII, 1 UTF-8 */
	bool mouse;			/* ask the terminal for mouse events */
	bool wide_ambiguous;		/* this terminal draws ● ◆ … in two columns: avoid them */
	bool plain;			/* no rules, no map: for screen readers */
	bool alt;			/* a key with Alt is bound: read Esc + key as one */
};

/* Takes over the terminal. Refuses (false, err) when stdin or stdout is not a
 * terminal or no terminal description works. A $TERM that is unknown here falls
 * back to xterm-256color, xterm, vt100; term_notice() then says so. Installs the
 * handlers that leave the terminal clean on fatal signals and bug(). */
bool term_open(const struct term_options *options, struct err *err);
/* Gives the terminal back, clean. Harmless when not open. */
void term_close(void);
/* One line to say once after opening, translated, or NULL. */
const char *term_notice(void);

/* Says one line on stderr, through the gate, when the terminal is not (or no longer) open. */
void term_complain(const char *line);

/* Stops the process as ^Z does in a shell, and takes the terminal back after. */
void term_suspend(void);
/* Everything is sent anew at the next flush. */
void term_repaint(void);
/* After SIGCONT: takes the terminal's modes back, whatever the shell did to them. */
void term_resume(void);

int term_rows(void);
int term_cols(void);
bool term_unicode(void);	/* false: nothing but ASCII is drawn */
bool term_plain(void);
bool term_braille(void);	/* the terminal's font is likely to have braille dots */
/* Chooses the mode before term_open() for tests and the command line: what
 * term_open() would decide from options, locale variables and terminal flags. */
bool term_wants_unicode(int configured);

/* --- areas --- */

/* A rectangle of cells. Coordinates inside an area are relative to it; whatever
 * lies outside is clipped, so that drawing never needs to check a size. */
struct area {
	int row;	/* of the screen */
	int col;
	int rows;	/* 0 for nothing to draw */
	int cols;
};

/* The whole terminal. */
struct area term_area(void);
/* A part of an area, clipped to it. Negative rows/cols count as 0. */
struct area area_sub(struct area a, int row, int col, int rows, int cols);
/* A part of `rows` × `cols` in the middle, no larger than the area. */
struct area area_centre(struct area a, int rows, int cols);
/* Whether a cell of the screen lies in the area; *row, *col then relative to it. */
bool area_holds(struct area a, int screen_row, int screen_col, int *row, int *col);

/* Puts text (any bytes: the gate makes them harmless) at row, col; gives the
 * column after it. Columns before 0 and from .cols on are clipped, the latter without an
 * ellipsis. Line ends become visible; a caller splits lines itself. */
int area_put(struct area a, int row, int col, enum theme style, const char *text);
int area_putf(struct area a, int row, int col, enum theme style, const char *fmt, ...)
	PRINTF_LIKE(5, 6);
/* Exactly `width` columns: padded with blanks, or cut with an ellipsis. */
int area_fit(struct area a, int row, int col, int width, enum theme style, const char *text);
/* Columns that a text takes as this terminal shows it: in ASCII "€" takes three. */
int area_width(const char *text);
/* Ends at the area's right edge; gives the column where it begins. What is too long is cut at its end:
 * an amount without its first digits would be another one. */
int area_right(struct area a, int row, enum theme style, const char *text);
/* Ends before column `end` (as area_right when it is .cols). */
int area_right_at(struct area a, int row, int end, enum theme style, const char *text);
/* One character (a scalar value; one column wide) as it is: for canvases. */
void area_cell(struct area a, int row, int col, enum theme style, unsigned int codepoint);
/* Blanks the area. */
void area_fill(struct area a, enum theme style);
/* A horizontal rule over the whole width; nothing when plain. */
void area_rule(struct area a, int row, enum theme style);
/* A vertical rule over the whole height at column col; nothing when plain. */
void area_vrule(struct area a, int col, enum theme style);
/* A box along the area's border with a title (may be NULL); gives the inside. */
struct area area_box(struct area a, enum theme style, const char *title);
/* Text folded at blanks into the area's width from `row` on, \n respected; gives
 * the row after the last. Rows at or below .rows are counted, not drawn, and so
 * are rows before 0: a negative `row` scrolls. */
int area_wrap(struct area a, int row, enum theme style, const char *text);

/* Where the hardware cursor stands after the flush (screen readers follow it):
 * last call wins. Hidden when `visible` is false, but standing there all the same. */
void area_cursor(struct area a, int row, int col, bool visible);

/* Begins a frame: every cell blank. Nothing is sent. */
void term_begin(void);
/* Sends what differs from the last frame. The one doupdate(). */
void term_flush(void);

enum glyph {
	GLYPH_MARKER,	/* ▸ > the selected row */
	GLYPH_MARK,	/* ∗ * a marked row */
	GLYPH_PRESENT,	/* ✓ x present, done */
	GLYPH_ABSENT,	/* ○ o expected, not yet */
	GLYPH_FULL,	/* ● * hosted, full */
	GLYPH_HALF,	/* ◐ + planned, half */
	GLYPH_DIAMOND,	/* ◆ # */
	GLYPH_SQUARE,	/* ■ = */
	GLYPH_TRIANGLE,	/* ▲ ^ */
	GLYPH_ADD,	/* + + add one */
	GLYPH_WARNING,	/* ! ! */
	GLYPH_CROSS,	/* ✗ / cancelled, refused */
	GLYPH_WAITING,	/* … ~ on the waiting list */
	GLYPH_RULE,	/* ─ - */
	GLYPH_VRULE,	/* │ | */
	GLYPH_DOT,	/* · - between two things on one line */
	GLYPH_ELLIPSIS,	/* … ... */
	GLYPH_ARROW,	/* → -> */
	GLYPH_OUT,	/* ← < was here, has left */
	GLYPH_UP,	/* ↑ ^ more above */
	GLYPH_DOWN,	/* ↓ v more below */
	GLYPH_BAR_FULL,	/* █ # gauge */
	GLYPH_BAR_SOME,	/* ▒ = a second thing in a gauge */
	GLYPH_BAR_EMPTY,/* ░ . */
	GLYPH_BAR_HALF,	/* ▄ . the lower half of a bar that stands */
	GLYPH_NONE,	/* an empty string */
	GLYPH_COUNT
};

/* The glyph as a string of this terminal (one column wide, except ELLIPSIS and
 * ARROW in ASCII). Follow it with a blank. */
const char *term_glyph(enum glyph g);

/* --- input --- */

/* A key is a Unicode scalar value or one of these, with TERM_CTRL, TERM_ALT and
 * TERM_SHIFT added. ^A is TERM_CTRL | 'a'. Enter, Tab and Backspace are always
 * named, never ^M, ^I, ^H. */
enum term_key {
	TERM_KEY_NONE = 0x110000,
	TERM_KEY_UP,
	TERM_KEY_DOWN,
	TERM_KEY_LEFT,
	TERM_KEY_RIGHT,
	TERM_KEY_PGUP,
	TERM_KEY_PGDN,
	TERM_KEY_HOME,
	TERM_KEY_END,
	TERM_KEY_ENTER,
	TERM_KEY_TAB,
	TERM_KEY_BACKTAB,
	TERM_KEY_ESC,
	TERM_KEY_BACKSPACE,
	TERM_KEY_DELETE,
	TERM_KEY_INSERT,
	TERM_KEY_F0,	/* F1 is TERM_KEY_F0 + 1, up to 24 */
	TERM_KEY_F24 = TERM_KEY_F0 + 24,
};
#define TERM_CTRL  (1u << 24)
#define TERM_ALT   (1u << 25)
#define TERM_SHIFT (1u << 26)

enum event_type {
	EVENT_NONE,	/* nothing (more) to read */
	EVENT_KEY,
	EVENT_PASTE,	/* the whole of a bracketed paste, as data */
	EVENT_MOUSE,
	EVENT_RESIZE,	/* term_rows() and term_cols() have changed */
	EVENT_HANGUP,	/* the terminal is gone: leave, draw nothing more */
	EVENT_WAKE,	/* a signal or a timer; the loop's own business */
};

enum mouse_kind {
	MOUSE_PRESS,
	MOUSE_DOUBLE,
	MOUSE_DRAG,	/* released elsewhere than pressed; the press was an event of its own */
	MOUSE_WHEEL_UP,
	MOUSE_WHEEL_DOWN,
};

struct term_event {
	enum event_type type;
	unsigned key;		/* KEY */
	const char *text;	/* PASTE: UTF-8 or not, borrowed until the next term_read() */
	size_t len;		/* PASTE: bytes of text */
	enum mouse_kind mouse;	/* MOUSE */
	int row;		/* MOUSE: cell of the screen */
	int col;
	int from_row;		/* DRAG: where it was pressed */
	int from_col;
};

/* Whether a key is a character that typing puts into a field. */
bool term_key_is_text(unsigned key);

/* The descriptor to poll() for input. */
int term_fd(void);
/* The next event that is ready, without waiting. EVENT_NONE when there is none. */
struct term_event term_read(void);
/* Call when poll() reported POLLIN: several wakings without a byte mean that the terminal
 * is gone, and term_read() says EVENT_HANGUP. */
void term_readable(void);

/* --- the rest --- */

void term_bell(void);
/* Turns mouse events on or off; gives the new state. */
bool term_mouse(bool on);
bool term_mouse_is_on(void);

#define TERM_COPY_MAX 74000	/* bytes that OSC 52 may carry, base64 included */
/* Sends text to the terminal's clipboard (OSC 52). False when it is too long. That the
 * terminal obeyed cannot be known: say "sent to the terminal's clipboard". */
bool term_copy(const char *text, size_t len);

#endif
