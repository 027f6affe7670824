/* A rencontre once more: copied to another day, repeated as a series, or put off. */
#ifndef ETAPE_TUI_AGENDA_AGAIN_H
#define ETAPE_TUI_AGENDA_AGAIN_H

#include "etape/event.h"
#include "etape/recurrence.h"
#include "tui/app.h"

/* Each opens its form about a rencontre; the row need not live longer. */
void agenda_copy_form(struct app *app, const struct event_row *e);
void agenda_repeat_form(struct app *app, const struct event_row *e);
void agenda_postpone_form(struct app *app, const struct event_row *e);

/* --- agenda_series.c: the days of a series, looked at before anything is written --- */

struct agenda_series {
	const struct event_row *event;	/* what is repeated */
	day_t days[RECURRENCE_MAX];	/* in order, its own left out */
	bool dropped[RECURRENCE_MAX];
	size_t count;
	bool decided;			/* to be made as it stands */
};
/* Shows them on top of a form, each with what is in its way. What is left out is kept in `s`; when
 * they are to be made, .decided is true and the form is saved again. */
void agenda_series_open(struct app *app, struct agenda_series *s);

#endif
