/* What becomes of the invitations to an event: everybody whom its audience means or who is on its lists,
 * what each answered, and what was written to whom. */
#ifndef ETAPE_INVITATION_H
#define ETAPE_INVITATION_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

enum invitation_state {
	INVITATION_TO_INVITE,  /* the audience means her, nothing was done yet */
	INVITATION_INVITED,    /* invited, and étape sent her nothing */
	INVITATION_SILENT,     /* a message was sent, no answer came */
	INVITATION_REGISTERED,
	INVITATION_WAITING,
	INVITATION_DECLINED,
	INVITATION_CANCELLED,  /* her registration was */
	INVITATION_STATES,
};

enum message_kind {
	MESSAGE_INVITATION,
	MESSAGE_REMINDER,
	MESSAGE_POSTPONED,
	MESSAGE_CANCELLED,
	MESSAGE_KINDS,
};

extern const struct vocabulary invitation_states;
extern const struct vocabulary message_kinds;

struct invitation_row {
	int64_t person_id;
	const char *key; /* order: cité, post, name */
	const char *family_name;
	const char *given_name;
	const char *name;      /* "DUPRÉ-LEROY Inès" */
	int64_t cite_id;       /* of the mandate that invites her, else hers; 0 when there is none */
	const char *cite_code;
	const char *cite;      /* name */
	int role;	       /* enum mandate_role; ANY: the audience doesn't mean her */
	const char *email;     /* "" when there is none */
	const char *phone;     /* mobile, else telephone, as typed */
	enum invitation_state state;
	instant_t sent[MESSAGE_KINDS]; /* when the last message of each kind was sent; 0: none was */
};

struct invitation_filter {
	int64_t event;
	int64_t person;	 /* 0 for all */
	int64_t cite;	 /* 0 for all */
	int role;	 /* enum mandate_role or ANY */
	unsigned states; /* 1u << enum invitation_state, 0 for all */
	bool no_email;	 /* only those without an address */
};
#define INVITATION_FILTER_ALL ((struct invitation_filter){ .role = ANY })

typedef bool (*invitation_row_fn)(void *arg, const struct invitation_row *row);

/* Each person once: those whom the audience means (invitee_list), and those who are on the event's lists
 * otherwise. By cité, then post, then name. See page.h. */
bool invitation_list(struct db *db, const struct invitation_filter *filter, invitation_row_fn each,
	void *arg, struct err *err);
struct invitation_row *invitation_row_dup(const struct invitation_row *row);

/* Rows: struct invitation_row; person_id,family_name,given_name,role,cite,email,phone,status,no_email,
 * invited_at,reminded_at. The second, for screens and tables, has the name in one. */
extern const struct record_type invitation_type;
extern const struct record_type invitation_list_type;

/* How many of each state, those without an address among whoever may still be written to. */
struct invitation_counts {
	int64_t all;
	int64_t of[INVITATION_STATES];
	int64_t no_email;
};
bool invitation_count(struct db *db, int64_t event, struct invitation_counts *counts, struct err *err);

/* What she answered by telephone: REGISTERED (on the waiting list when there is no room) or DECLINED.
 * `state` gets what she is now. ERR_EXISTS when she is that already; who declines having a registration
 * loses it. One change. */
bool invitation_answer(struct db *db, int64_t event, int64_t person, enum registration_status answer,
	enum registration_status *state, struct err *err);

/* When she was last sent a message of this kind; 0: never. */
bool invitation_last_sent(struct db *db, int64_t event, int64_t person, enum message_kind kind, instant_t *at,
	struct err *err);

/* Notes that a message was handed over: a fact, which no undo takes back. */
bool invitation_note_sent(struct db *db, int64_t event, int64_t person, enum message_kind kind,
	struct err *err);

#endif
