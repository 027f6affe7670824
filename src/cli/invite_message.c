/* The messages of `etape invite`: a preview, a folder of files, or sendmail after a confirmation that names the
 * number. */
#include "cli/invite_message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/args.h"
#include "etape/i18n.h"
#include "etape/message.h"
#include "etape/person.h"

enum { FAILURES_MOST = 3 }; /* in a row: then what is wrong is not the address */

bool invite_message_asked(const struct cli *cli)
{
	static const char *const options[] = { "message", "preview", "write", "send", "confirm", "again", "to" };

	for (size_t i = 0; i < sizeof options / sizeof *options; i++)
		if (args_has(cli->args, options[i]))
			return true;
	return false;
}

/* --- what was asked -------------------------------------------------------------------------- */

static bool message_kind(const struct cli *cli, enum message_kind *kind, struct err *err)
{
	const char *text = args_value(cli->args, "message");
	int value = MESSAGE_INVITATION;

	if (text && !vocabulary_parse(&message_kinds, text, &value))
		return err_set(err, ERR_USAGE,
			_("unknown message '%s': there are invitation, reminder, postponed, cancelled"), text);
	*kind = (enum message_kind)value;
	return true;
}

static bool message_choice(const struct cli *cli, int64_t event, struct mailing_choice *choice, struct err *err)
{
	const char *to = args_value(cli->args, "to");

	static const char *const audience[] = { "post", "cite", "departement", "region" };

	for (size_t i = 0; i < sizeof audience / sizeof *audience; i++)
		if (args_has(cli->args, audience[i]))
			return err_set(err, ERR_USAGE, _("--%s adds to the audience: do that first, without a message"),
				audience[i]);
	if (args_has(cli->args, "send") && args_has(cli->args, "write"))
		return err_set(err, ERR_USAGE, _("--send or --write, not both"));
	*choice = (struct mailing_choice){ .event = event, .again = args_has(cli->args, "again") };
	return message_kind(cli, &choice->kind, err) && (!to || person_resolve(cli->db, to, &choice->person, err));
}

/* --- saying it ------------------------------------------------------------------------------- */

static void say_left_out(const struct mailing *m)
{
	for (size_t i = 0; i < m->no_email_count; i++) {
		const struct invitation_row *row = m->no_email[i];

		cli_note(_("without e-mail: %s%s%s%s%s"), row->name, *row->cite ? ", " : "", row->cite,
			*row->phone ? ", " : "", row->phone);
	}
	if (m->already)
		cli_note(P_("%zu person was sent this message already, and is left out (--again: not)",
				 "%zu people were sent this message already, and are left out (--again: not)", m->already),
			m->already);
}

/* The first one's, or that of whom --preview names. */
static bool preview(struct cli *cli, const struct mailing *m, struct err *err)
{
	const char *whom = args_value(cli->args, "preview");
	struct str text = STR_INIT;
	int64_t person = 0;
	size_t i = 0;

	if (whom && !person_resolve(cli->db, whom, &person, err))
		return false;
	while (person && i < m->count && m->to[i]->person_id != person)
		i++;
	if (i >= m->count)
		return err_set(err, ERR_NOT_FOUND, _("'%s' is not among those whom this message goes to"), whom);
	mailing_preview(m, i, &text);
	str_trim(&text);
	cli_say(cli, "%s", text.buf);
	str_release(&text);
	return true;
}

/* --- writing --------------------------------------------------------------------------------- */

static bool write_all(struct cli *cli, const struct mailing *m, const char *folder, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < m->count; i++) {
		struct str path = STR_INIT;

		ok = mailing_write(m, i, folder, &path, err);
		if (ok)
			cli_say(cli, "%s", path.buf);
		str_release(&path);
	}
	if (ok)
		cli_note_later(cli, P_("%zu message written; nothing was sent", "%zu messages written; nothing was sent", m->count),
			m->count);
	return ok;
}

/* --- sending --------------------------------------------------------------------------------- */

static bool typed_number(size_t count)
{
	char *line = NULL, *end;
	size_t size = 0;
	bool yes = getline(&line, &size, stdin) > 0;

	if (yes) {
		line[strcspn(line, "\r\n")] = '\0';
		yes = strtoul(line, &end, 10) == count && end != line && !*end;
	}
	free(line);
	return yes;
}

static bool confirmed(const struct cli *cli, const struct mailing *m, struct err *err)
{
	int64_t number;

	if (args_has(cli->args, "confirm")) {
		if (!args_number(cli->args, "confirm", 1, INT32_MAX, 0, &number, err))
			return false;
		return (size_t)number == m->count ||
		       err_set(err, ERR_REFUSED, _("%zu messages would be sent, not %lld: nothing was sent"), m->count,
			       (long long)number);
	}
	if (!isatty(STDIN_FILENO) || !output_is_terminal(cli->out))
		return err_set(err, ERR_USAGE, _("nothing was sent: to send these %zu messages, add --confirm %zu"), m->count,
			m->count);
	cli_note(P_("Send %zu message? Type the number", "Send %zu messages? Type the number", m->count), m->count);
	return typed_number(m->count) || err_set(err, ERR_REFUSED, _("nothing was sent"));
}

static void say_failed(const struct mailing *m, size_t i, const struct err *why)
{
	cli_note(_("not sent: %s: %s"), m->to[i]->name, why->message);
}

/* What sendmail refuses is told, and the next one is tried; what cannot be noted ends it, lest it be sent twice. */
static bool send_all(struct cli *cli, const struct mailing *m, struct err *err)
{
	size_t sent = 0, in_row = 0, i = 0;
	bool handed;

	for (; i < m->count && in_row < FAILURES_MOST; i++) {
		struct err why = ERR_INIT;

		if (mailing_send(m, i, &handed, &why)) {
			cli_say(cli, _("sent: %s <%s>"), m->to[i]->name, m->to[i]->email);
			sent++;
			in_row = 0;
		} else if (handed) {
			if (err)
				*err = why;
			return false;
		} else {
			say_failed(m, i, &why);
			in_row++;
		}
	}
	if (sent == m->count) {
		cli_note_later(cli, P_("%zu message sent", "%zu messages sent", sent), sent);
		return true;
	}
	return err_set(err, ERR_REFUSED, _("messages sent: %zu of %zu; the same command again sends the others"), sent,
		m->count);
}

static bool send_confirmed(struct cli *cli, const struct mailing *m, struct err *err)
{
	int64_t count = 0;

	if (!mailing_can_send(cli->config, err))
		return false;
	if (!args_has(cli->args, "confirm") && !preview(cli, m, err))
		return false;
	if (!confirmed(cli, m, err))
		return false;
	if (!mailing_invite(m, &count, err))
		return false;
	if (count)
		cli_note(P_("%lld person invited.", "%lld people invited.", count), (long long)count);
	return send_all(cli, m, err);
}

static bool deliver(struct cli *cli, const struct mailing *m, struct err *err)
{
	const bool dry = args_has(cli->args, "dry-run");
	const char *folder = dry ? NULL : args_value(cli->args, "write");

	say_left_out(m);
	if (m->count == 0) {
		cli_say(cli, "%s", _("There is nobody to write to."));
		return true;
	}
	if (folder)
		return write_all(cli, m, folder, err);
	if (!dry && args_has(cli->args, "send"))
		return send_confirmed(cli, m, err);
	if (!preview(cli, m, err))
		return false;
	cli_note_later(cli, P_("%zu message like this; nothing was sent (--write FOLDER, --send)",
				    "%zu messages like this; nothing was sent (--write FOLDER, --send)", m->count),
		m->count);
	return true;
}

bool invite_message(struct cli *cli, int64_t event, struct err *err)
{
	struct mailing_choice choice;
	struct mailing m;
	bool ok;

	if (!message_choice(cli, event, &choice, err))
		return false;
	ok = mailing_init(&m, cli->db, cli->config, &choice, err) && deliver(cli, &m, err);
	mailing_release(&m);
	return ok;
}
