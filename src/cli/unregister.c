#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/registration.h"

static bool unregister_tell(void *arg, const struct registration_row *row)
{
	const struct cli *cli = arg;

	if (cli->format == FORMAT_TABLE)
		cli_say(cli, _("Registration cancelled for %s: %s (%s)."), row->event,
			row->name, row->reason);
	else
		cli_list_one(cli, &registration_type, row);
	return false;
}

static bool unregister_propose(void *arg, const struct registration_row *row)
{
	const struct cli *cli = arg;

	cli_say(cli, _("There is room now for %s, rank %d on the waiting list: etape promote %s"),
		row->name, row->waiting_rank, row->event);
	return false;
}

/* Who could come now: said, never done. */
static bool unregister_next(struct cli *cli, int64_t event, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	if (cli->format != FORMAT_TABLE)
		return true;
	if (!registration_promotable(cli->db, event, &filter.id, err))
		return false;
	return !filter.id ||
	       registration_list(cli->db, &filter, unregister_propose, cli, err);
}

static bool unregister_run(struct cli *cli, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	const char *reason = args_value(cli->args, "reason");

	if (!reason)
		return err_set(err, ERR_USAGE,
			_("why? Give the reason of the cancellation: --reason TEXT"));
	return cli_open(cli, err) && cli_event(cli, 0, &filter.event, err) &&
	       cli_person(cli, 1, &filter.person, err) &&
	       registration_cancel(cli->db, filter.event, filter.person, reason, err) &&
	       registration_list(cli->db, &filter, unregister_tell, cli, err) &&
	       unregister_next(cli, filter.event, err);
}

static const struct option unregister_options[] = {
	{ .name = "reason", .value = N_("TEXT"), .help = N_("why; it is asked for") },
	{ .name = NULL },
};

const struct command unregister_command = {
	.name = "unregister",
	.words = N_("EVENT PERSON"),
	.help = N_("Cancel somebody's registration, with a reason; the row stays."),
	.more = N_("Says who on the waiting list could come now; admitting is 'etape promote'."),
	.also = "desinscrire|annulation|desinscription|cancel",
	.options = unregister_options,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = unregister_run,
};
