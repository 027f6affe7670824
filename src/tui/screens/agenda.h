/* What the files of the agenda share: the period read, glyphs of events, the form. */
#ifndef ETAPE_TUI_SCREENS_AGENDA_H
#define ETAPE_TUI_SCREENS_AGENDA_H

#include "etape/event.h"
#include "tui/app.h"
#include "tui/widgets/form.h"
#include "tui/widgets/list.h"
#include "tui/widgets/month.h"

/* Glyph and colour of a kind of event; the kind's word stands in the record. */
enum glyph agenda_glyph(enum event_kind kind);
enum theme agenda_style(enum event_kind kind);
/* The sign of an event in a list: dim once it is over or will not be. */
struct list_sign agenda_sign(const struct event_row *row, day_t today);

/* A row in words: made when it is drawn, sorted or filtered, not when it is read. */
struct agenda_row_texts {
	char *when;		/* "jeu. 19 nov.", "nov. 2026"; owned, as all of these */
	char *day;		/* the same, shorter: "19 nov." */
	char *brief;		/* its title where there is little room: "Étape 14 : Creil" */
	char *hours;		/* "09:30–12:00"; "" when not known */
	char *where;		/* town, else the host's name */
	char *people;		/* "31/45" */
	bool paris;		/* hours by the clock of Paris */
};

struct agenda_row {
	struct event_row *event;	/* owned */
	struct agenda_row_texts *texts;	/* owned; by agenda_row_texts() */
	bool over;			/* before today, where it is */
};

const struct agenda_row_texts *agenda_row_texts(const struct agenda_row *row);

/* The fields of agenda_type. */
enum agenda_field {
	AGENDA_WHEN, AGENDA_DAY, AGENDA_HOURS, AGENDA_TITLE, AGENDA_BRIEF, AGENDA_WHERE, AGENDA_PEOPLE,
	AGENDA_STATUS,
};

extern const struct record_type agenda_type;

/* School holidays of one zone. */
struct agenda_school {
	int zone;			/* 0 to 2: A to C */
	char *name;			/* owned */
	day_t first;
	day_t last;
};

/* What is asked for. */
struct agenda_wanted {
	day_t first;
	day_t last;
	int64_t cite;			/* only what that cité hosts, 0 for all */
	const char *departement;	/* the cité's: its own public holidays count; NULL for none */
	bool paris;			/* hours by the clock of Paris, not by that of the place */
	bool counts;			/* people are counted: there is room to show them */
	bool again;			/* the database has changed: school holidays are read again too */
};

/* The events and holidays of a period, read at once. */
struct agenda_period {
	day_t first;			/* CIVIL_NONE before anything was read */
	day_t last;
	bool paris;
	struct agenda_row *rows;	/* in order of day, owned */
	size_t count;
	struct month_mark *marks;	/* one a day of first..last, owned */
	struct agenda_school *school;	/* all that are known, owned; kept from period to period */
	size_t school_count;
	char departement[8];		/* as asked for, "" for none */
};

/* Reads what touches the days wanted; keeps the old content on an error. */
bool agenda_period_read(struct agenda_period *p, struct app *app, const struct agenda_wanted *wanted,
	struct err *err);
void agenda_period_release(struct agenda_period *p);

enum {
	AGENDA_ZONES = 7,		/* all three zones of school holidays, as bits */
};

/* Appends what is worth knowing of a day: its date in full, public holidays there and where
 * something happens, school holidays of some zones (bits); what is not known is said. */
void agenda_day_words(const struct agenda_period *p, struct app *app, day_t day, unsigned zones, struct str *out);

/* When an event begins and ends, by the clock there. */
struct agenda_hours {
	int64_t event;			/* 0: nothing read */
	day_t first;
	day_t last;
	int from;			/* minutes after midnight, -1 when not known */
	int to;
};

/* As its dates say. */
void agenda_hours_said(struct agenda_hours *h, const struct event_row *e);
/* The same, else as its sessions say; nothing is read when it is known already. */
void agenda_hours_read(struct agenda_hours *h, struct app *app, const struct event_row *e);
/* Appends "09:30–12:00"; whose clock it is when that is not Paris's. */
void agenda_hours_words(const struct agenda_hours *h, const struct event_row *e, bool paris, struct str *out);

/* The screen's state. */
struct agenda {
	struct screen s;
	struct month month;
	struct agenda_period period;
	struct list_array array;
	struct list list;
	bool list_focus;	/* arrows move in the list, not in the months */
	bool follow;		/* the day moved: the list's selection goes with it at the next frame */
	bool stale;		/* the database changed: read again at the next frame */
	int64_t cite;		/* only what this cité hosts, 0 for all */
	char *cite_name;	/* its name, owned */
	char *departement;	/* its INSEE code, owned */
	unsigned zones;		/* of school holidays, as bits */
	bool paris;		/* hours by Paris's clock */
	bool counts;		/* the list has room for how many people there are */
	int columns;		/* the widest choice of columns that the list last had room for, from 1 */
	struct agenda_hours hours; /* of the selected event */
	int64_t deleting;	/* the event a question is about */
	int64_t wanted;		/* to be selected once its period has been read, 0 for none */
	struct err err;		/* of the last reading */
};


/* Reads what the months laid out show, unless it is there. */
void agenda_settle(struct agenda *a);
const struct agenda_row *agenda_selected(struct agenda *a);
void agenda_draw(struct screen *s, struct area area);
void agenda_heading(struct screen *s, struct str *out);

/* Opens the line of a cycle's étapes; 0: of the first that has étapes. */
void agenda_cycle_open(struct app *app, int64_t cycle);
/* The form of a cycle; cycle_form.c. */
void cycle_form_open(struct app *app, int64_t id);

/* --- agenda_stages.c --- */

/* Numbers the étapes of a cycle again: says what would change, and asks. `below` is the screen it is asked on. */
unsigned agenda_number_stages(struct screen *below, int64_t cycle);

/* --- agenda_move.c --- */

/* Part of what the form of an event holds: the answer about its registrations. */
struct agenda_moving {
	bool asked;
	int registrations; /* enum event_move_registrations */
};
/* Saves the event of a form; when it is moved, postponed or called off, asks what becomes of its
 * registrations (the form's field "reason" says why) and keeps what it was. */
enum form_result agenda_save_moved(struct form *f, struct agenda_moving *m, struct event *e, struct err *err);
/* The same, with a cycle that is new and the tariff that the form names: one change. */
enum form_result agenda_save_all(
	struct form *f, struct agenda_moving *m, struct event *e, struct err *err);
/* The cycle that the form names, chosen or typed; 0 when there is none, or none of that name yet. */
int64_t agenda_cycle_id(const struct form *f);

/* --- agenda_advice.c --- */

/* Appends what may be in the way of an event as its form stands: another rencontre that day, a holiday,
 * a host who had its turn, fewer places than people, an hour that the clock change skips. */
void agenda_advise(struct form *f, const struct event *e, struct str *out);
/* Appends that this time does not exist, or comes twice, on that day in that zone; nothing when all is
 * well or `minutes` is -1. */
void agenda_advise_clock(day_t day, int minutes, const char *zone, struct str *out);

/* Appends that a cité has more people registered than `limit`, which is -1 for none. */
void agenda_advise_cite_capacity(struct app *app, int64_t event, int64_t limit, struct str *out);

/* Opens the form of an event, a new one (id 0) on `day`. */
bool agenda_form_open(struct app *app, int64_t id, day_t day);

#endif
