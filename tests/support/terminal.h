/*
 * Runs a program in a pseudo-terminal and sees what a person would see.
 *
 * The program's output is fed to a terminal emulator (libvterm); a test types
 * keys by name and reads cells. Nothing here ever sleeps to let the program
 * catch up: every wait polls the pseudo-terminal until what is awaited is on
 * the screen, the program has left, or a generous deadline has passed.
 */
#ifndef TESTS_SUPPORT_TERMINAL_H
#define TESTS_SUPPORT_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The clock of every test unless it says otherwise: a Thursday. */
#define TEST_NOW "2026-11-19T09:00:00+01:00"

struct terminal;

/* How the program is started; all zero is a good terminal of 24 rows, 80 columns. */
struct terminal_options {
	int rows;	  /* 0: 24 */
	int cols;	  /* 0: 80 */
	const char *term; /* TERM; NULL: xterm-256color */
	const char *lang; /* LANG and LC_ALL; NULL: C.UTF-8 */
	const char *home; /* HOME and working directory; NULL: a temporary one, removed after */
	const char *db;	  /* ETAPE_DB; NULL: not set */
	const char *now;  /* ETAPE_NOW; NULL: TEST_NOW; "": the real clock */
	bool no_color;	  /* set NO_COLOR */
	bool unprivileged;	/* root obeys the files' rights like anybody */
	bool blind;		/* bytes are counted and timed, not drawn: for the bench */
	const char *const *env; /* further "NAME=value", NULL last; they win over the above */
};

enum terminal_colour {
	TERMINAL_DEFAULT = -1, /* the terminal's own foreground or background */
	TERMINAL_RGB = -2,     /* a 24-bit colour */
};

/* One cell as drawn. */
struct terminal_cell {
	char text[25]; /* UTF-8 of the grapheme; " " when blank; "" right half of a wide one */
	int width;     /* 1 or 2 */
	bool bold;
	bool underline;
	bool blink;
	bool reverse;
	int fg; /* palette index 0-255, or an enum terminal_colour */
	int bg;
};

/*
 * terminal_new starts argv[0] (looked up in PATH) with argv, NULL last; never
 * NULL. terminal_free kills what still runs, and sets *t to NULL.
 */
struct terminal *terminal_new(const struct terminal_options *o, const char *const argv[]);
void terminal_free(struct terminal **t);

/* --- a person's hands --- */

/*
 * Types keys: text as it stands, and names in angle brackets: <Enter> <Esc>
 * <Tab> <S-Tab> <Space> <BS> <Del> <Ins> <Up> <Down> <Left> <Right> <Home>
 * <End> <PgUp> <PgDn> <F1>…<F12> <C-k> (any letter, or <C-Space>) and <lt>
 * for "<". \r is Enter, too. Sequences are those of the terminal's TERM.
 * <Esc> must be the last key of a call: only time tells a lone Esc from the
 * first byte of another key, so wait for what it does before typing on.
 */
void terminal_type(struct terminal *t, const char *keys);

/* Sends bytes as they are; size_t for those that hold a NUL. */
void terminal_send(struct terminal *t, const char *bytes, size_t len);

/* Pastes, in brackets when the program asked for them. */
void terminal_paste(struct terminal *t, const char *text);

/* Presses and releases a button (1 left, 4 and 5 the wheel) if the program listens. */
void terminal_click(struct terminal *t, int row, int col, int button);

/* Gives the window another size; the program gets its SIGWINCH. */
void terminal_resize(struct terminal *t, int rows, int cols);

/* Signals the program. */
void terminal_signal(struct terminal *t, int sig);

/* Closes the line as a dropped connection does; the program gets SIGHUP. */
void terminal_hangup(struct terminal *t);

/* --- a person's patience --- */

/* Milliseconds of a wait before it fails: 20,000, or $ETAPE_TEST_PATIENCE. */
int terminal_patience(void);

/*
 * Takes in what the program sends, waiting for it until the deadline (of
 * terminal_clock). False when the deadline has passed or the program has left
 * and all was read: nothing will change any more.
 */
bool terminal_pump(struct terminal *t, int64_t deadline);

/* Monotonic nanoseconds; terminal_deadline is patience from now. */
int64_t terminal_clock(void);
int64_t terminal_deadline(void);

/* Waits until text stands on some row (or none). False when it never came. */
bool terminal_wait_for(struct terminal *t, const char *text);
bool terminal_wait_gone(struct terminal *t, const char *text);

/*
 * Waits until nothing has come for ms milliseconds. Only to measure bytes, or
 * to show that nothing comes: never as "surely it is done by now".
 */
void terminal_wait_quiet(struct terminal *t, int ms);

/* Waits for the end. False when the program still runs at the deadline. */
bool terminal_wait_exit(struct terminal *t);

/* --- a person's eyes --- */

/* The row as UTF-8 without its trailing blanks; good until eight more calls. */
const char *terminal_row(struct terminal *t, int row);
void terminal_cell(struct terminal *t, int row, int col, struct terminal_cell *cell);

/* Where text first stands; row and col may be NULL. False when nowhere. */
bool terminal_find(struct terminal *t, const char *text, int *row, int *col);
bool terminal_shows(struct terminal *t, const char *text);
void terminal_cursor(struct terminal *t, int *row, int *col);
int terminal_rows(const struct terminal *t);
int terminal_cols(const struct terminal *t);

/* What the program copied by OSC 52, decoded; NULL when nothing. */
const char *terminal_clipboard(const struct terminal *t);
unsigned terminal_bells(const struct terminal *t);

/* Whether a private mode (25 cursor, 1049 alternate screen, 2004 paste, 1000 mouse…) is on. */
bool terminal_mode(const struct terminal *t, int mode);

/* --- an engineer's instruments --- */

size_t terminal_bytes(const struct terminal *t);		 /* received so far */
const char *terminal_raw(const struct terminal *t, size_t *len); /* those bytes */
int64_t terminal_started(const struct terminal *t);   /* clock just before the fork */
int64_t terminal_last_byte(const struct terminal *t); /* clock when the last bytes came */
pid_t terminal_pid(const struct terminal *t);
bool terminal_exited(const struct terminal *t);

/* Exit status; 128 + n when signal n ended it; -1 while it runs. */
int terminal_exit_status(const struct terminal *t);

/*
 * After the end: NULL when the line is as it was found (echo and line editing
 * on, no alternate screen, cursor shown, no mouse, no bracketed paste, plain
 * pen), else what is not.
 */
const char *terminal_unclean(struct terminal *t);

/* Prints the screen, with a frame and the row numbers, to standard error. */
void terminal_dump(struct terminal *t);

#endif
