#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/registration.h"

static bool unregister_tell(void *arg, const struct registration_row *row)
{
	const struct cli *cli = arg;
	struct rows *rows;

	if (cli->format == FORMAT_TABLE) {
		cli_say(cli, _("Registration cancelled for %s: %s (%s)."), row->event,
			row->name, row->reason);
		return false;
	}
	rows = rows_new(cli->out, &registration_type, cli->format);
	rows_add(rows, row);
	rows_end(&rows);
	return false;
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
	       registration_list(cli->db, &filter, unregister_tell, cli, err);
}

static const struct option unregister_options[] = {
	{ .name = "reason", .value = N_("TEXT"), .help = N_("why; it is asked for") },
	{ .name = NULL },
};

const struct command unregister_command = {
	.name = "unregister",
	.words = N_("EVENT PERSON"),
	.help = N_("Cancel somebody's registration, with a reason; the row stays."),
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
