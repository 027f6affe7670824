/* The theme: what the elements of the screens look like. Code names an element,
 * never a colour; colour says nothing alone, a glyph or a word says it too. */
#ifndef ETAPE_TUI_THEME_H
#define ETAPE_TUI_THEME_H

#include <stdbool.h>

enum theme {
	THEME_NORMAL,	/* the terminal's own colours */
	THEME_DIM,	/* secondary text: details, hints, what is past */
	THEME_STRONG,	/* what the eye should find first: names in a record */
	THEME_TITLE,	/* the title line of a screen, headings of a sheet */
	THEME_TAB,	/* a screen's name in the first line */
	THEME_TAB_ON,	/* the name of the open screen */
	THEME_HEADING,	/* column headings of a list */
	THEME_SELECTED,	/* first cell of the selected row, the selected day, the selected point */
	THEME_MARKED,	/* a marked row's marker */
	THEME_KEY,	/* a key in the bottom line and in help */
	THEME_LABEL,	/* the words after a key, labels of fields */
	THEME_OFF,	/* an action that cannot be done here: shown, dim */
	THEME_FIELD,	/* a field at rest */
	THEME_FIELD_ON,	/* the field where typing goes */
	THEME_PRESENT,	/* here, done, paid, hosted */
	THEME_ABSENT,	/* not here, not yet */
	THEME_DUE,	/* to be collected, expected */
	THEME_WARNING,	/* worth a look, not forbidden */
	THEME_ERROR,	/* refused, wrong */
	THEME_MESSAGE,	/* what has just happened, in the bottom line */
	THEME_HOLIDAY,	/* public and school holidays */
	THEME_TODAY,	/* the current day, the current session */
	THEME_WEEKEND,	/* Saturdays and Sundays */
	THEME_POINT,	/* a cité on the map */
	THEME_OUTLINE,	/* the map's outline, behind */
	THEME_MATCH,	/* the letters that matched what was typed */
	THEME_SERIES_1,	/* kinds without an order among them: kinds of event, waves, */
	THEME_SERIES_2,	/* moods; always beside a glyph or a word */
	THEME_SERIES_3,
	THEME_SERIES_4,
	THEME_SERIES_5,
	THEME_SERIES_6,
	THEME_SERIES_7,
	THEME_SERIES_8,
	THEME_COUNT
};

enum theme_flags {
	THEME_BOLD = 1u << 0,
	THEME_FAINT = 1u << 1,
	THEME_UNDERLINE = 1u << 2,
	THEME_REVERSE = 1u << 3,
};

/* How one element is painted. Colours are -1 (the terminal's own) or an index
 * 0..255 of the usual palette. */
struct theme_look {
	short fg;	/* letters */
	short bg;	/* behind them */
	unsigned flags;	/* THEME_BOLD… */
};

enum theme_ground { THEME_GROUND_AUTO, THEME_GROUND_DARK, THEME_GROUND_LIGHT, THEME_GROUND_MONO };

/* "auto", "dark", "light", "mono"; NULL and unknown words are auto. */
enum theme_ground theme_ground_named(const char *name);

/* The look of an element on a terminal of `colors` colours (0 or 1: none). AUTO
 * assumes no background and keeps to colours that read well on both. */
struct theme_look theme_look(enum theme element, enum theme_ground ground, int colors);

#endif
