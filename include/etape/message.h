/* Messages to the people of an event: a text from a template, as a mail of its own for each person with
 * the event's calendar file, written to a folder or handed to sendmail. */
#ifndef ETAPE_MESSAGE_H
#define ETAPE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/config.h"
#include "etape/db.h"
#include "etape/err.h"
#include "etape/invitation.h"
#include "etape/str.h"

/* --- templates (message_template.c); share/messages/invitation.txt says the syntax --- */

enum message_field {
	FIELD_GIVEN_NAME,
	FIELD_FAMILY_NAME,
	FIELD_POST,
	FIELD_CITE,
	FIELD_EVENT_TITLE,
	FIELD_STAGE,
	FIELD_THEME,
	FIELD_WHEN,
	FIELD_HOURS,
	FIELD_PROGRAMME,
	FIELD_PLACE,
	FIELD_ADDRESS,
	FIELD_HOST,
	FIELD_LINK,
	FIELD_TARIFF,
	FIELD_OLD_WHEN,
	FIELD_NEW_WHEN,
	FIELD_REASON,
	FIELD_REPLY,
	FIELD_SIGNATURE,
	MESSAGE_FIELDS,
};

struct message_template {
	struct str subject; /* with its fields still in braces */
	struct str body;    /* lines, the same */
};

/* Reads a template; `name` is the file's, for errors. ERR_INVALID with the line: a field that there is not,
 * a brace that is not closed, no subject, not UTF-8 text. Release `t` in both cases. */
bool message_template_parse(struct message_template *t, const char *name, const char *bytes, size_t n,
	struct err *err);
/* The template of a kind: of the folder that the configuration names, else the one that is installed. */
bool message_template_load(struct message_template *t, const struct config *config, enum message_kind kind,
	struct err *err);
void message_template_release(struct message_template *t);

/* Appends the texts with their fields filled (NULL: empty). In the subject a line end becomes a blank. A line
 * of the body whose fields are all empty goes, and two blank lines become one. */
void message_fill(const struct message_template *t, const char *const values[MESSAGE_FIELDS],
	struct str *subject, struct str *body);

/* --- mails (message_mime.c) --- */

struct message {
	const char *from_name; /* "" for none */
	const char *from;      /* address */
	const char *reply_to;  /* "" for none */
	const char *to_name;
	const char *to;
	const char *subject;
	const char *body;      /* lines ended by \n */
	const char *calendar;  /* the .ics; NULL: none is attached */
	const char *calendar_name; /* "tour-14.ics" */
	int64_t id;	       /* makes Message-ID, at the sender's domain */
	instant_t at;
	const char *zone;      /* of Date */
};

/* Appends the mail, line ends \r\n: RFC 5322 and 2045, headers per RFC 2047; what is no text in a header
 * becomes a blank, so that none can be added. */
void message_mime(struct str *out, const struct message *m);
/* Appends a line of header, encoded where it is not ASCII, folded. Names of people as `phrase`: quoted. */
void message_header(struct str *out, const char *name, const char *text);
void message_mailbox_header(struct str *out, const char *name, const char *person, const char *address);

/* --- a mailing (mailing.c) --- */

struct mailing_choice {
	int64_t event;
	enum message_kind kind;
	int64_t person; /* this one only; 0 for all */
	bool again;	/* also to whoever was sent this one already */
};

struct mailing {
	struct db *db;		     /* borrowed */
	const struct config *config; /* borrowed */
	struct mailing_choice choice;
	struct message_template text;
	char *values[MESSAGE_FIELDS]; /* of the event and the sender; owned */
	char *code;		     /* of the event, owned */
	struct str calendar;
	struct invitation_row **to;  /* who is written to; owned, and each of them */
	size_t count;
	struct invitation_row **no_email; /* who would be, and has no address that a mail could go to */
	size_t no_email_count;
	size_t already;		     /* who was sent this one before, and is left out */
};

/* Reads all that the mails want, before any is written. Whom a kind is for: an invitation, who is to be invited or
 * has not answered; a reminder, who was invited and has not answered; a change of date or a calling off, who was
 * invited, waits or is registered. ERR_REFUSED: no sender in etape.ini, or a kind that this event has no
 * use for (an invitation to one that is over or called off). Release `m` in both cases. */
bool mailing_init(struct mailing *m, struct db *db, const struct config *config,
	const struct mailing_choice *choice, struct err *err);
void mailing_release(struct mailing *m);

/* Leaves only these people (sorted ids) in it. */
void mailing_only(struct mailing *m, const int64_t *people, size_t count);

/* Registers as invited those of an invitation who are to be: whoever is written to is invited. One change; *count: how
 * many. */
bool mailing_invite(const struct mailing *m, int64_t *count, struct err *err);

/* Appends the mail to the i-th. */
void mailing_mail(const struct mailing *m, size_t i, struct str *out);
/* Appends what it says, to be read by people: From, To, Subject, the attached file, the text. */
void mailing_preview(const struct mailing *m, size_t i, struct str *out);

/* Writes the i-th as a file of `folder` ("dupre-leroy-ines-3f2a1.eml"), which is made when missing, for its owner's
 * eyes alone; appends its path. */
bool mailing_write(const struct mailing *m, size_t i, const char *folder, struct str *path, struct err *err);

/* Hands the i-th to sendmail and notes it (invitation_note_sent). *handed: whether sendmail took it, also when noting
 * failed. */
bool mailing_send(const struct mailing *m, size_t i, bool *handed, struct err *err);
/* Whether the program that the configuration names can be run; ERR_REFUSED when it names none. */
bool mailing_can_send(const struct config *config, struct err *err);

enum { SENDMAIL_PATIENCE_MS = 60000 };
/* Starts `program -oi -- address` with a mail on its standard input (spawn_sendmail.c), and ends it when it takes
 * longer than that. ERR_REFUSED with what it said. */
bool sendmail_hand(const char *program, const char *address, const char *bytes, size_t n, int patience_ms,
	struct err *err);

#endif
