/* What the files of the agenda share: the period read, glyphs of events, the form. */
#ifndef ETAPE_TUI_SCREENS_AGENDA_H
#define ETAPE_TUI_SCREENS_AGENDA_H

#include "etape/event.h"
#include "tui/app.h"
#include "tui/widgets/list.h"
#include "tui/widgets/month.h"

/* Glyph and colour of a kind of event; the kind's word stands in the record. */
enum glyph agenda_glyph(enum event_kind kind);
enum theme agenda_style(enum event_kind kind);
/* The sign of an event in a list: dim once it is over or will not be. */
struct list_sign agenda_sign(const struct event_row *row, day_t today);

struct agenda_row {
	struct event_row *event;	/* owned */
	char *when;			/* "jeu. 19 nov.", "nov. 2026", owned */
	char *where;			/* town, else the host's name, owned */
	char *people;			/* "31/45", owned */
	bool over;			/* before today */
};

extern const struct record_type agenda_type;

/* The events and holidays of a period, read at once. */
struct agenda_period {
	day_t first;			/* CIVIL_NONE before anything was read */
	day_t last;
	struct agenda_row *rows;	/* in order of day, owned */
	size_t count;
	struct month_mark *marks;	/* one a day of first..last, owned */
	char *holidays[3];		/* school holidays' names by zone on the day asked last: scratch */
	bool holidays_known;		/* the database has school holidays around this period */
};

/* Reads what touches first..last; keeps the old content on an error. `cite`: only what
 * that cité hosts, 0 for all. */
bool agenda_period_read(struct agenda_period *p, struct app *app, day_t first, day_t last, int64_t cite,
	struct err *err);
void agenda_period_release(struct agenda_period *p);
/* Appends what is worth knowing of a day: its date in full, public and school holidays. */
void agenda_day_words(struct agenda_period *p, struct app *app, day_t day, struct str *out);

/* --- agenda_advice.c --- */

struct form;
/* Appends what may be in the way of an event as its form stands: another rencontre that day, a holiday,
 * a host who had its turn, fewer places than people, an hour that the clock change skips. */
void agenda_advise(struct form *f, const struct event *e, struct str *out);
/* Appends that this time does not exist, or comes twice, on that day in that zone; nothing when all is
 * well or `minutes` is -1. */
void agenda_advise_clock(day_t day, int minutes, const char *zone, struct str *out);

/* Opens the form of an event, a new one (id 0) on `day`. */
bool agenda_form_open(struct app *app, int64_t id, day_t day);

#endif
