/* The screens of the program: adding one is one line in screens.c's table. */
#ifndef ETAPE_TUI_SCREENS_H
#define ETAPE_TUI_SCREENS_H

#include "etape/i18n.h"
#include "tui/screen.h"

/* The tabs, in the order of F1…F5: each defined in its own file. */
extern const struct screen_ops cites_screen;	/* cites.c */
extern const struct screen_ops agenda_screen;	/* agenda.c */
extern const struct screen_ops desk_screen;	/* desk.c */
extern const struct screen_ops fees_screen;	/* fees.c */
extern const struct screen_ops contacts_screen;	/* contacts.c */

/* Sheets of one object; init()'s arg is a const int64_t *id. */
extern const struct screen_ops person_screen;	 /* contacts_person.c */
extern const struct screen_ops structure_screen; /* contacts_structure.c */
extern const struct screen_ops cite_screen;	 /* cites_record.c */
extern const struct screen_ops event_screen;	 /* agenda_event.c */

/* A list that any screen is left for, and come back to; init()'s arg is NULL. */
extern const struct screen_ops turnover_screen; /* turnover.c */

struct screen_entry {
	enum action action;		/* that goes there, ACTION_NONE for sheets */
	const char *kind;		/* of the finder, for sheets: "person"; NULL for others */
	const struct screen_ops *ops;
};

/* All of them, tabs first. */
extern const struct screen_entry screens_table[];
extern const size_t screens_count;

#endif
