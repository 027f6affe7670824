/* Shared by the files of src/tui/term only. */
#ifndef ETAPE_TUI_TERM_INTERNAL_H
#define ETAPE_TUI_TERM_INTERNAL_H

#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>

#include "etape/str.h"
#include "tui/term/term.h"

struct terminal {
	bool open;
	bool unicode;
	bool braille;
	bool plain;
	bool alt;		/* read Esc + key as one */
	bool paste_mode;	/* bracketed paste was asked for */
	bool mouse;		/* mouse events were asked for */
	bool wide_ambiguous;
	int colors;		/* 0 when elements do not differ by colour */
	SCREEN *screen;
	WINDOW *keys;		/* a pad: reading from it never refreshes anything */
	attr_t attrs[THEME_COUNT];
	short pairs[THEME_COUNT];
	int cursor_row;
	int cursor_col;
	bool cursor_on;
	int cursor_shown;	/* last curs_set(), -1 unknown */
	char notice[160];
};

extern struct terminal term;

/* Writes bytes straight to the terminal, past curses: modes and OSC 52. */
void term_write(const char *bytes, size_t n);
/* Defines the keys that terminfo does not know; called after opening. */
void term_define_keys(void);
/* Forgets half-read keys. */
void term_reset_input(void);

#endif
