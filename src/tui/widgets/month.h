/* Month grids and the year by weeks. They know days and marks, not what the
 * marks stand for: a callback says what to draw for a day. */
#ifndef ETAPE_TUI_MONTH_H
#define ETAPE_TUI_MONTH_H

#include <stdbool.h>

#include "etape/civil.h"
#include "tui/term/term.h"

/* What a day of the grid shows. */
struct month_mark {
	enum glyph glyph;	/* beside the number; GLYPH_NONE for none */
	enum theme style;	/* of the glyph */
	int count;		/* how many things happen that day: from 2 on the number stands for the glyph */
	int begin;		/* how many of them begin that day: the year counts what lasts several days once */
	bool holiday;		/* a public holiday */
	unsigned zones;		/* school holidays: bit 0 zone A, 1 B, 2 C */
};

typedef void (*month_mark_fn)(void *ctx, day_t day, struct month_mark *mark);
/* What is known of a month but not of its days: beside its name. */
typedef void (*month_head_fn)(void *ctx, int year, int month, struct month_mark *mark);

struct month {
	day_t selected;		/* the day the cursor is on */
	day_t today;
	int first_year;		/* the first month drawn, so that moving inside the drawn ones scrolls nothing */
	int first_month;
	int drawn;		/* months (or, in the year, rows) drawn last */
	bool turn;		/* months out of sight come by the pageful, as month_move_months() asks */
	bool year;		/* the year by weeks instead of months */
	month_mark_fn mark;
	month_head_fn head;	/* NULL: nothing; set after month_init() */
	void *ctx;		/* given back to mark() */
	struct area area;	/* where it was last drawn */
};

/* Columns of one month: number of the week, seven days, zones of school holidays. */
#define MONTH_COLS 29
/* Rows of one month: its name and at most six weeks. */
#define MONTH_ROWS 7

void month_init(struct month *m, day_t today, month_mark_fn mark, void *ctx);

/* Decides which months an area shows, so that their marks can be read before they are
 * drawn: the selected day is always among them, and nothing scrolls without need. */
void month_layout(struct month *m, struct area area);

/* Draws as many months as fit in columns of months, one below the other; or the year. The
 * selected day is always among them. `focused` puts the hardware cursor on it. */
void month_draw(struct month *m, struct area area, bool focused);

/* How many months fit in an area: from 1 to 12. */
int month_fit(struct area area);

/* Moves the selected day, kept within the years 1900 to 2200. By days and weeks no more months scroll
 * than need be; by months the page turns: two moves of three then draw next to nothing. */
void month_select(struct month *m, day_t day);
void month_move_days(struct month *m, int days);
void month_move_months(struct month *m, int months);

/* First and last day of what was drawn last: the months, or the weeks of the year. */
void month_bounds(const struct month *m, day_t *first, day_t *last);
/* The year that the weeks shown are numbered in. */
int month_year(const struct month *m);

/* The day of a screen cell, CIVIL_NONE when there is none. */
day_t month_at(const struct month *m, int screen_row, int screen_col);

#endif
