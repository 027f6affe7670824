/* Between the files of the record of a rencontre: what it is above, who is registered below. */
#ifndef ETAPE_TUI_AGENDA_EVENT_H
#define ETAPE_TUI_AGENDA_EVENT_H

#include "etape/counters.h"
#include "etape/event.h"
#include "etape/registration.h"
#include "etape/room.h"
#include "etape/session.h"
#include "tui/app.h"
#include "tui/screens/agenda.h"
#include "tui/screens/enrolment.h"
#include "tui/widgets/card.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

struct event_record {
	struct screen s;
	int64_t id;
	struct event_row *event;		/* owned */
	struct session *sessions;		/* owned */
	size_t session_count;
	struct counters counters;
	struct room_capacity limits;
	struct card card;			/* what it is, its programme, whom it invites… */
	bool on_card;				/* arrows move there, not in the list */
	const char *head;			/* of a section that stands once it has a line; NULL: it does */
	struct registration_row **people;	/* owned, and each of them */
	size_t count;
	size_t room;
	struct list_array array;
	struct list list;
	struct enrolment enrolment;		/* what is done to registrations */
	struct finder_spec adding;		/* what `n` asks */
};

/* --- agenda_event_people.c: the list of the registered --- */

void event_people_init(struct event_record *r);
void event_people_release(struct event_record *r);
bool event_people_read(struct event_record *r, struct err *err);
/* Copies the addresses of the marked ones, or of the selected one. */
unsigned event_people_copy(struct event_record *r);

/* --- sections of the card; each appends its lines --- */

/* The heading `text` stands before the first line that the next section adds. */
void event_section(struct event_record *r, const char *text);
/* card_add() after that heading. `kind` NULL: about nothing. */
struct card_line *event_add(struct event_record *r, const char *kind, int64_t id, size_t n,
	const char *const cells[]);
#define EVENT_CELLS(...)                                                                       \
	(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *)),                 \
		(const char *const[]){ __VA_ARGS__ }

/* agenda_event_facts.c: when, where, how many. */
bool event_facts(struct event_record *r, struct err *err);
/* agenda_event_plan.c */
bool event_programme(struct event_record *r, struct err *err);
bool event_documents(struct event_record *r, struct err *err);
bool event_moves(struct event_record *r, struct err *err);
/* agenda_event_audience.c: who is meant, and what they answer. */
bool event_audience(struct event_record *r, struct err *err);
bool event_answers(struct event_record *r, struct err *err);

/* --- agenda_event_change.c: forms and questions; consequences --- */

unsigned event_new(struct event_record *r);
unsigned event_edit(struct event_record *r);
unsigned event_remove(struct event_record *r);
/* Why not, translated; NULL when it can be done to the selected line. */
const char *event_cannot(const struct event_record *r, enum action a);

/* --- agenda_event_invite.c --- */

/* Copies the addresses of whom it means; of one cité, 0 for all. */
unsigned event_copy_invitees(struct event_record *r, int64_t cite);

/* --- forms; each opens and returns; `id` 0: a new one --- */

void programme_form(struct app *app, int64_t id, int64_t event);
void programme_ask_delete(struct screen *below, int64_t id);
void audience_form(struct app *app, int64_t id, int64_t event);
void audience_ask_delete(struct screen *below, int64_t id);
void session_form(struct app *app, int64_t id, int64_t event);
void session_ask_delete(struct screen *below, int64_t id);

/* --- agenda_event_audience.c --- */

/* Appends "2 invited, 1 registered, 1 silent"; what is 0 is left out. */
struct invitee_count;
void event_add_answers(struct str *out, const struct invitee_count *c);

#endif
