/* What can be done to a registration, from any screen that shows some: forms and questions. */
#ifndef ETAPE_TUI_SCREENS_ENROLMENT_H
#define ETAPE_TUI_SCREENS_ENROLMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/app.h"
#include "tui/widgets/overlay.h"

struct event;

/* Part of the state that asks, and lives as long: what a question or a finder is about. */
struct enrolment {
	struct screen *screen; /* that asks */
	int64_t event;
	int64_t person;	      /* a question is about */
	int64_t registration; /* the same */
	char *name;	      /* of whom it is about; owned */
	int64_t substitute;   /* who is to come in her place */
	struct finder_spec choice;
};

void enrolment_init(struct enrolment *e, struct screen *screen, int64_t event);
void enrolment_release(struct enrolment *e);

/* Each gives the consequences for the state that asks. `registration` 0: nobody is selected. */

/* Chooses somebody, then opens the form. */
unsigned enrolment_register(struct enrolment *e);
/* Opens the form of a registration. */
unsigned enrolment_edit(struct enrolment *e, int64_t registration);
/* Asks for the reason, cancels, then proposes the next of the waiting list. */
unsigned enrolment_cancel(struct enrolment *e, int64_t registration);
/* Admits the selected one when it waits, else proposes the next; asks when it is full. */
unsigned enrolment_promote(struct enrolment *e, int64_t registration);
/* Back to registered (or waiting, when full), after a question. */
unsigned enrolment_reinstate(struct enrolment *e, int64_t registration);
/* Somebody else comes in this person's place. */
unsigned enrolment_substitute(struct enrolment *e, int64_t registration);

/* enrolment_form.c: the form of one registration; `registration` 0: of `person` at `event`. */
bool enrolment_form_open(struct app *app, int64_t event, int64_t registration, int64_t person);
/* Says what a registration came to: registered with its code, or put on the waiting list. */
struct registration;
void enrolment_say(struct app *app, const struct registration *made);

/* Asks about the first of those who wait for whom there is room, if there is one. */
void enrolment_propose(struct enrolment *e);

/* capacity_form.c: how many may come: to the event, of one cité, to each half-day; then proposes who
 * may come now. */
bool capacity_form_open(struct app *app, struct enrolment *e);

#endif
