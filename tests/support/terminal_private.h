/* What the files of the terminal driver share; tests include terminal.h. */
#ifndef TESTS_SUPPORT_TERMINAL_PRIVATE_H
#define TESTS_SUPPORT_TERMINAL_PRIVATE_H

#include "terminal.h"

#include <vterm.h>

#define ROW_RING  8
#define ROW_BYTES 4096

struct terminal {
	struct terminal *next; /* of those in use */
	int fd;		       /* the pty's master; -1 after a hang-up */
	pid_t pid;	       /* the program */
	bool blind;	       /* no emulation */
	bool eof;	       /* all was read */
	bool gone;	       /* reaped; status is set */
	int status;
	char *home;    /* temporary, to be removed; NULL when the caller's */
	char term[64]; /* whose key sequences are typed */
	VTerm *vt;     /* the emulator and its two layers */
	VTermState *state;
	VTermScreen *screen;
	int rows;
	int cols;
	unsigned bells;
	char *clipboard; /* decoded OSC 52 */
	char *raw;	 /* all that was received */
	size_t raw_len;
	size_t raw_room;
	size_t copied_to; /* up to where it was read for the clipboard */
	char *out; /* keys and answers not yet taken by the program */
	size_t out_len;
	size_t out_room;
	int64_t started;
	int64_t last_byte;
	char row[ROW_RING][ROW_BYTES]; /* for terminal_row */
	unsigned row_next;
};

/* Ends the test program: the harness itself is at fault or the system is out of something. */
_Noreturn void terminal_broken(const char *what);

/* Appends to a growing buffer. */
void terminal_append(char **buf, size_t *len, size_t *room, const char *bytes, size_t n);

/* Queues bytes for the program; they leave as it takes them. */
void terminal_queue(struct terminal *t, const char *bytes, size_t len);

/* Takes what the program copied, as soon as all of it has come. */
void terminal_take_clipboard(struct terminal *t);

/* Hooks the emulator's callbacks (bell, answers). */
void terminal_screen_attach(struct terminal *t, bool utf8);

#endif
