/* A mailing: whom it goes to, and each one's mail, written or handed to sendmail. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "etape/audience.h"
#include "etape/doc.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/journal.h"
#include "etape/message.h"
#include "etape/output.h"
#include "etape/paths.h"
#include "etape/valid.h"
#include "exchange/ics_line.h"
#include "exchange/message_facts.h"

/* --- to whom --- */

#define STATE(state) (1u << INVITATION_##state)

static const unsigned meant[MESSAGE_KINDS] = {
	[MESSAGE_INVITATION] = STATE(TO_INVITE) | STATE(INVITED) | STATE(SILENT),
	[MESSAGE_REMINDER] = STATE(INVITED) | STATE(SILENT),
	[MESSAGE_POSTPONED] = STATE(INVITED) | STATE(SILENT) | STATE(REGISTERED) | STATE(WAITING),
	[MESSAGE_CANCELLED] = STATE(INVITED) | STATE(SILENT) | STATE(REGISTERED) | STATE(WAITING),
};

struct gathering {
	struct mailing *m;
	instant_t since; /* what was sent before is told of another day */
};

static void keep(struct invitation_row ***list, size_t *count, const struct invitation_row *row)
{
	*list = xrealloc(*list, (*count + 1) * sizeof **list);
	(*list)[(*count)++] = invitation_row_dup(row);
}

static bool gather(void *arg, const struct invitation_row *row)
{
	struct gathering *g = arg;
	struct mailing *m = g->m;
	const instant_t sent = row->sent[m->choice.kind];

	if (sent && sent >= g->since && !m->choice.again)
		m->already++;
	else if (!*row->email || !valid_email(row->email, NULL))
		keep(&m->no_email, &m->no_email_count, row);
	else
		keep(&m->to, &m->count, row);
	return true;
}

static bool read_people(struct mailing *m, instant_t moved, struct err *err)
{
	struct gathering g = { .m = m, .since = m->choice.kind == MESSAGE_POSTPONED ? moved : 0 };
	struct invitation_filter filter = INVITATION_FILTER_ALL;

	filter.event = m->choice.event;
	filter.person = m->choice.person;
	filter.states = meant[m->choice.kind];
	return invitation_list(m->db, &filter, gather, &g, err);
}

/* --- about what --- */

static bool to_invite_to(const struct event *e, struct err *err)
{
	if (e->status == EVENT_CANCELLED)
		return err_set(err, ERR_REFUSED, _("this rencontre is called off: nobody is invited to it"));
	if (e->status == EVENT_POSTPONED)
		return err_set(err, ERR_REFUSED, _("this rencontre is postponed: give it its new date first"));
	if (e->status == EVENT_DRAFT)
		return err_set(err, ERR_REFUSED, _("this rencontre is a draft: announce it first"));
	if (e->status == EVENT_HELD || e->last_day < civil_today(e->zone && *e->zone ? e->zone : CIVIL_ZONE))
		return err_set(err, ERR_REFUSED, _("this rencontre is over: nobody is invited to it"));
	return true;
}

/* A message about something that is not so would only do harm. */
static bool has_use(const struct mailing *m, const struct event *e, const struct message_move *move, struct err *err)
{
	switch (m->choice.kind) {
	case MESSAGE_POSTPONED:
		return e->status == EVENT_POSTPONED || (move->other_day && e->status != EVENT_CANCELLED) ||
		       err_set(err, ERR_REFUSED, _("this rencontre has not changed its date"));
	case MESSAGE_CANCELLED:
		return e->status == EVENT_CANCELLED || err_set(err, ERR_REFUSED, _("this rencontre is not called off"));
	case MESSAGE_INVITATION:
	case MESSAGE_REMINDER:
	case MESSAGE_KINDS:
	default: return to_invite_to(e, err);
	}
}

/* RFC 5546 wants an organizer in what is published; the calendar of étape names none. */
static void add_organizer(struct str *calendar, const struct config *config)
{
	static const char begin[] = "BEGIN:VEVENT\r\n";
	char *at = strstr(calendar->buf, begin);
	struct str all = STR_INIT, head = STR_INIT, value = STR_INIT;

	if (at == NULL || strstr(calendar->buf, "\nORGANIZER") != NULL)
		return;
	str_add(&head, "ORGANIZER");
	if (config->mail_name != NULL && *config->mail_name) {
		str_add(&head, ";CN=\"");
		for (const char *c = config->mail_name; *c; c++)
			str_addc(&head, *c == '"' || (unsigned char)*c < ' ' ? ' ' : *c);
		str_addc(&head, '"');
	}
	str_addf(&value, "mailto:%s", config->mail_reply ? config->mail_reply : config->mail_from);
	str_addn(&all, calendar->buf, (size_t)(at - calendar->buf) + sizeof begin - 1);
	ics_line(&all, head.buf, value.buf);
	str_add(&all, at + sizeof begin - 1);
	str_release(&head);
	str_release(&value);
	str_release(calendar);
	*calendar = all;
}

static bool read_calendar(struct mailing *m, const struct event *e, struct err *err)
{
	m->code = xstrdup(e->code);
	if (!doc_make(m->db, "ics", &(struct doc_choice){ .event = m->code }, "fr", &m->calendar, err))
		return false;
	add_organizer(&m->calendar, m->config);
	return true;
}

static bool read_event(struct mailing *m, struct message_move *move, struct err *err)
{
	struct event e;
	bool ok;

	event_init(&e);
	ok = event_get(m->db, m->choice.event, &e, err) &&
	     message_facts(m->db, &e, m->config->zone, m->values, move, err) && has_use(m, &e, move, err) &&
	     read_calendar(m, &e, err);
	event_release(&e);
	return ok;
}

static bool read_sender(struct mailing *m, struct err *err)
{
	const struct config *c = m->config;

	if (c->mail_from == NULL)
		return err_set(err, ERR_REFUSED,
			_("who sends is not known: in etape.ini, write [messages] from = Name <address>"));
	m->values[FIELD_REPLY] = xstrdup(c->mail_reply ? c->mail_reply : c->mail_from);
	m->values[FIELD_SIGNATURE] = xstrdup(c->mail_signature ? c->mail_signature : c->mail_name ? c->mail_name : "");
	return true;
}

bool mailing_init(struct mailing *m, struct db *db, const struct config *config,
	const struct mailing_choice *choice, struct err *err)
{
	struct message_move move = { .at = 0 };

	*m = (struct mailing){ .db = db, .config = config, .choice = *choice, .calendar = STR_INIT,
		.text = { .subject = STR_INIT, .body = STR_INIT } };
	return read_sender(m, err) && message_template_load(&m->text, config, choice->kind, err) &&
	       read_event(m, &move, err) && read_people(m, move.at, err);
}

static void release_rows(struct invitation_row **rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(rows[i]);
	free(rows);
}

void mailing_release(struct mailing *m)
{
	message_template_release(&m->text);
	for (size_t i = 0; i < MESSAGE_FIELDS; i++)
		free(m->values[i]);
	free(m->code);
	str_release(&m->calendar);
	release_rows(m->to, m->count);
	release_rows(m->no_email, m->no_email_count);
	*m = (struct mailing){ .calendar = STR_INIT, .text = { .subject = STR_INIT, .body = STR_INIT } };
}

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void keep_only(struct invitation_row **rows, size_t *n, const int64_t *people, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < *n; i++) {
		if (bsearch(&rows[i]->person_id, people, count, sizeof *people, by_id) != NULL)
			rows[kept++] = rows[i];
		else
			free(rows[i]);
	}
	*n = kept;
}

void mailing_only(struct mailing *m, const int64_t *people, size_t count)
{
	keep_only(m->to, &m->count, people, count);
	keep_only(m->no_email, &m->no_email_count, people, count);
}

bool mailing_invite(const struct mailing *m, int64_t *count, struct err *err)
{
	struct change_label label = { .kind = CHANGE_INVITE, .object = m->choice.event };
	bool ok = true;

	*count = 0;
	if (m->choice.kind != MESSAGE_INVITATION)
		return true;
	if (!change_begin(m->db, &label, err))
		return false;
	for (size_t i = 0; ok && i < m->count; i++) {
		if (m->to[i]->state != INVITATION_TO_INVITE)
			continue;
		ok = invitee_invite(m->db, m->choice.event, m->to[i]->person_id, err);
		*count += ok;
	}
	if (!ok) {
		change_rollback(m->db);
		return false;
	}
	label.n = *count;
	change_relabel(m->db, &label);
	return change_commit(m->db, err);
}

/* --- one mail --- */

static void fill(const struct mailing *m, const struct invitation_row *to, struct str *subject, struct str *body)
{
	const char *values[MESSAGE_FIELDS];

	for (size_t i = 0; i < MESSAGE_FIELDS; i++)
		values[i] = m->values[i];
	values[FIELD_GIVEN_NAME] = to->given_name;
	values[FIELD_FAMILY_NAME] = to->family_name;
	values[FIELD_POST] = to->role == ANY ? "" : mandate_role_short((enum mandate_role)to->role);
	values[FIELD_CITE] = to->cite;
	message_fill(&m->text, values, subject, body);
}

/* "Inès Dupré-Leroy" */
static void add_name(struct str *out, const struct invitation_row *to)
{
	str_addf(out, "%s%s%s", to->given_name, *to->given_name && *to->family_name ? " " : "", to->family_name);
}

static const char *or_nothing(const char *text)
{
	return text ? text : "";
}

void mailing_mail(const struct mailing *m, size_t i, struct str *out)
{
	const struct invitation_row *to = m->to[i];
	struct str subject = STR_INIT, body = STR_INIT, name = STR_INIT, file = STR_INIT;

	fill(m, to, &subject, &body);
	add_name(&name, to);
	str_addf(&file, "%s.ics", m->code);
	message_mime(out, &(struct message){
		.from_name = or_nothing(m->config->mail_name),
		.from = m->config->mail_from,
		.reply_to = or_nothing(m->config->mail_reply),
		.to_name = name.buf,
		.to = to->email,
		.subject = subject.buf,
		.body = body.buf,
		.calendar = m->calendar.buf,
		.calendar_name = file.buf,
		.id = id_new(),
		.at = civil_now(),
		.zone = m->config->zone,
	});
	str_release(&subject);
	str_release(&body);
	str_release(&name);
	str_release(&file);
}

static void add_mailbox(struct str *out, const char *name, const char *address)
{
	if (*name)
		str_addf(out, "%s <%s>\n", name, address);
	else
		str_addf(out, "%s\n", address);
}

void mailing_preview(const struct mailing *m, size_t i, struct str *out)
{
	const struct invitation_row *to = m->to[i];
	struct str subject = STR_INIT, body = STR_INIT, name = STR_INIT;

	fill(m, to, &subject, &body);
	add_name(&name, to);
	str_add(out, _("From: "));
	add_mailbox(out, or_nothing(m->config->mail_name), m->config->mail_from);
	str_add(out, _("To: "));
	add_mailbox(out, name.buf, to->email);
	str_addf(out, _("Subject: %s\n"), subject.buf);
	str_addf(out, _("Attached: %s.ics\n"), m->code);
	str_addf(out, "\n%s", body.buf);
	str_release(&subject);
	str_release(&body);
	str_release(&name);
}

/* --- handing over --- */

/* ASCII, so that it is safe anywhere; two of one name differ by their end. */
static void add_file_name(struct str *out, const struct invitation_row *to)
{
	struct str folded = STR_INIT;

	fold_add(&folded, to->family_name);
	str_addc(&folded, ' ');
	fold_add(&folded, to->given_name);
	for (size_t i = 0; i < folded.len && i < 60; i++) {
		const char c = folded.buf[i];

		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			str_addc(out, c);
		else if (out->buf[out->len - 1] != '/' && out->buf[out->len - 1] != '-')
			str_addc(out, '-');
	}
	if (out->buf[out->len - 1] != '/' && out->buf[out->len - 1] != '-')
		str_addc(out, '-');
	str_addf(out, "%05x.eml", (unsigned)(to->person_id & 0xfffff));
	str_release(&folded);
}

bool mailing_write(const struct mailing *m, size_t i, const char *folder, struct str *path, struct err *err)
{
	struct output *out = NULL;
	struct str mail = STR_INIT;
	const size_t from = path->len;
	bool ok;

	str_addf(path, "%s/", folder);
	add_file_name(path, m->to[i]);
	mailing_mail(m, i, &mail);
	ok = paths_make_parents(path->buf + from, err) && output_open(&out, path->buf + from, OUTPUT_PRIVATE, err);
	if (ok) {
		output_write(out, mail.buf, mail.len);
		ok = output_close(&out, err);
	}
	str_release(&mail);
	return ok;
}

bool mailing_can_send(const struct config *config, struct err *err)
{
	if (config->sendmail == NULL)
		return err_set(err, ERR_REFUSED,
			_("what sends is not known: in etape.ini, write [messages] sendmail = /usr/sbin/sendmail, or "
			  "have the messages written to a folder"));
	return access(config->sendmail, X_OK) == 0 || err_sys(err, errno, _("cannot run '%s'"), config->sendmail);
}

/* Somebody else may be sending the same. */
static bool not_sent_meanwhile(const struct mailing *m, const struct invitation_row *to, struct err *err)
{
	instant_t sent;

	if (!invitation_last_sent(m->db, m->choice.event, to->person_id, m->choice.kind, &sent, err))
		return false;
	return sent == to->sent[m->choice.kind] || err_set(err, ERR_EXISTS, _("somebody else has just sent it"));
}

bool mailing_send(const struct mailing *m, size_t i, bool *handed, struct err *err)
{
	const struct invitation_row *to = m->to[i];
	struct str mail = STR_INIT;

	*handed = false;
	if (!not_sent_meanwhile(m, to, err))
		return false;
	mailing_mail(m, i, &mail);
	*handed = sendmail_hand(m->config->sendmail, to->email, mail.buf, mail.len,
		SENDMAIL_PATIENCE_MS, err);
	str_release(&mail);
	if (!*handed)
		return false;
	return invitation_note_sent(m->db, m->choice.event, to->person_id, m->choice.kind, err) ||
	       err_wrap(err, _("%s: sent, but this could not be noted"), to->name);
}
