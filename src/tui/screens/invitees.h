/* The list of who is invited to a rencontre, and the messages to them. */
#ifndef ETAPE_TUI_INVITEES_H
#define ETAPE_TUI_INVITEES_H

#include "etape/event.h"
#include "etape/invitation.h"
#include "tui/app.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

struct invitees {
	struct screen base;
	int64_t event;
	struct str title;		/* of the rencontre */
	struct invitation_row **all;	/* owned, and each of them */
	size_t count;
	struct invitation_row **shown;	/* borrowed from .all; owned array */
	size_t shown_count;
	int only;			/* enum invitation_state, INVITATION_STATES: without e-mail, or ANY */
	struct record_type type;	/* of a pointer to a row */
	struct list_array array;
	struct list list;
};

/* Opens the list of an event; invitees.c. */
void invitees_open(struct app *app, int64_t event);

/* --- invitees_do.c; consequences --- */

/* The row of a person; NULL when she is not in the list. */
const struct invitation_row *invitees_row(const struct invitees *v, int64_t person);
/* Notes what the selected one said on the telephone. */
unsigned invitees_answer(struct invitees *v, enum registration_status answer);
/* Addresses of the marked ones, else of the selected one; `all`: of all shown. */
unsigned invitees_copy(struct invitees *v, bool all);
/* Writes the marked ones, else all shown, as CSV or vCard. */
unsigned invitees_export(struct invitees *v);
/* Asks which message, and shows it. */
unsigned invitees_write(struct invitees *v);

/* --- event: agenda_event_invite.c --- */

/* Registers as invited whom the audience means, after a question of `below`. */
unsigned event_ask_invite(struct screen *below, int64_t event);

/* --- a message before it is sent: invitees_message.c --- */

struct mailing_wish {
	int64_t event;
	enum message_kind kind;
	const int64_t *people; /* sorted; only these */
	size_t count;	       /* 0: all whom the message is for */
	int64_t first;	       /* person whose message is shown first, 0 */
};
/* Shows what each would read; from there it is written or sent. */
void mailing_open(struct app *app, const struct mailing_wish *wish);

#endif
