#include <stdio.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/invite_message.h"
#include "etape/audience.h"
#include "etape/cite.h"
#include "etape/i18n.h"
#include "etape/invitation.h"
#include "etape/journal.h"

struct inviting {
	struct cli *cli;
	int64_t count;
};

static bool invite_name(void *arg, const struct invitation_row *row)
{
	struct inviting *i = arg;

	cli_say(i->cli, "%s%s%s", row->name, *row->cite ? ", " : "", row->cite);
	i->count++;
	return true;
}

/* --- whom: a line added to the audience ------------------------------------------------------ */

static bool invite_place(const struct cli *cli, const char *option, char code[4], struct err *err)
{
	const char *text = args_value(cli->args, option);

	if (!text)
		return true;
	if (strlen(text) < 2 || strlen(text) > 3)
		return err_set(err, ERR_USAGE, _("--%s wants an INSEE code, such as 59"), option);
	snprintf(code, 4, "%s", text);
	return true;
}

/* *some: whether one is asked for. */
static bool invite_line(const struct cli *cli, struct audience *a, bool *some, struct err *err)
{
	const char *post = args_value(cli->args, "post"), *cite = args_value(cli->args, "cite");

	if (post && !vocabulary_parse(&mandate_roles, post, &a->role))
		return err_set(err, ERR_USAGE, _("unknown post '%s'"), post);
	if (!invite_place(cli, "departement", a->departement, err) || !invite_place(cli, "region", a->region, err) ||
		(cite && !cite_resolve(cli->db, cite, &a->cite, err)))
		return false;
	*some = post || cite || *a->departement || *a->region;
	return true;
}

/* A line that stands already is what was wanted. */
static bool invite_widen(struct cli *cli, int64_t event, struct err *err)
{
	struct audience a = { .event = event, .role = ANY };
	struct err why = ERR_INIT;
	bool some = false;

	if (!invite_line(cli, &a, &some, err))
		return false;
	if (!some)
		return true;
	if (audience_save(cli->db, &a, &why) || why.code == ERR_EXISTS)
		return true;
	if (err)
		*err = why;
	return false;
}

/* --- registering them ------------------------------------------------------------------------ */

static bool invite_list(struct cli *cli, int64_t event, int64_t *count, struct err *err)
{
	struct invitation_filter filter = INVITATION_FILTER_ALL;
	struct inviting i = { .cli = cli };

	filter.event = event;
	filter.states = 1u << INVITATION_TO_INVITE;
	if (!invitation_list(cli->db, &filter, invite_name, &i, err))
		return false;
	*count = i.count;
	return true;
}

/* The line of the audience and the invitations are one change; a dry run takes it back. */
static bool invite_change(struct cli *cli, int64_t event, bool dry, int64_t *count, struct err *err)
{
	struct change_label label = { .kind = CHANGE_INVITE, .object = event };
	bool ok;

	if (!change_begin(cli->db, &label, err))
		return false;
	ok = invite_widen(cli, event, err) &&
	     (dry ? invite_list(cli, event, count, err) : invitee_invite_all(cli->db, event, count, err));
	if (!ok || dry) {
		change_rollback(cli->db);
		return ok;
	}
	label.n = *count;
	change_relabel(cli->db, &label);
	return change_commit(cli->db, err);
}

static bool invite_register(struct cli *cli, int64_t event, struct err *err)
{
	const bool dry = args_has(cli->args, "dry-run");
	int64_t count = 0;

	if (!invite_change(cli, event, dry, &count, err))
		return false;
	if (count == 0)
		cli_say(cli, "%s", _("Nobody is left to invite; --post, --cite, --departement and --region add to the audience."));
	else if (dry)
		cli_note_later(cli, P_("%lld person would be invited; nothing was changed",
					    "%lld people would be invited; nothing was changed", count),
			(long long)count);
	else
		cli_say(cli, P_("%lld person invited.", "%lld people invited.", count), (long long)count);
	return true;
}

static bool invite_run(struct cli *cli, struct err *err)
{
	int64_t event;

	if (!cli_open(cli, err) || !cli_event(cli, 0, &event, err))
		return false;
	return invite_message_asked(cli) ? invite_message(cli, event, err) : invite_register(cli, event, err);
}

static const struct option invite_options[] = {
	{ .name = "dry-run", .help = N_("only say who would be invited") },
	{ .name = "post", .value = N_("POST"), .help = N_("add to the audience: who holds this post, such as cpo") },
	{ .name = "cite", .value = "CITÉ", .help = N_("add to the audience: those of this cité") },
	{ .name = "departement", .value = "INSEE", .help = N_("add to the audience: those of this département, such as 59") },
	{ .name = "region", .value = "INSEE", .help = N_("add to the audience: those of this region, such as 32") },
	{ .name = "message",
		.value = N_("KIND"),
		.help = N_("a message instead: invitation, reminder, postponed or cancelled") },
	{ .name = "preview", .value = N_("PERSON"), .help = N_("show what this person would read") },
	{ .name = "to", .value = N_("PERSON"), .help = N_("only to this person") },
	{ .name = "again", .help = N_("also to those who were sent it already") },
	{ .name = "write", .value = N_("FOLDER"), .help = N_("write a mail for each there (.eml); nothing is sent") },
	{ .name = "send", .help = N_("hand them to [messages] sendmail, once their number is confirmed") },
	{ .name = "confirm", .value = "N", .help = N_("how many are to be sent: without it, it is asked") },
	{ .name = NULL },
};

const struct command invite_command = {
	.name = "invite",
	.words = N_("EVENT"),
	.help = N_("Invite the audience of a rencontre, and write to the people."),
	.more = N_("Without --message, registers them as invited: one change, which 'etape undo' takes back; nothing\n"
		   "is sent. Who is registered, has declined or was invited stays as it is. --post, --cite,\n"
		   "--departement and --region add one line to the audience. With --message, a mail to each, from the\n"
		   "templates of share/etape/messages, or yours ([messages] in etape.ini), with the rencontre attached\n"
		   "for calendars. Nothing leaves before the number is confirmed; who was sent what is kept."),
	.also = "convier|invitation|convoquer",
	.options = invite_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.run = invite_run,
};
