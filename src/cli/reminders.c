#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/invoice_payment.h"

struct reminders_listing {
	struct rows *rows;
	size_t count;
};

static bool reminders_add(void *arg, const struct invoice_reminder *r)
{
	struct reminders_listing *listing = arg;

	rows_add(listing->rows, r);
	listing->count++;
	return true;
}

static bool reminders_list(struct cli *cli, struct err *err)
{
	struct reminders_listing listing = { .count = 0 };
	bool ok;

	listing.rows = rows_new(cli->out, &invoice_reminder_type, cli->format);
	ok = invoice_reminders(cli->db, &cli->config->invoice, reminders_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && !listing.count && cli->format == FORMAT_TABLE)
		cli_say(cli, "%s", _("No reminder is due."));
	return ok;
}

static bool reminders_done(struct cli *cli, const char *number, struct err *err)
{
	int64_t id;
	int level;

	if (!invoice_resolve(cli->db, number, &id, err) ||
		!invoice_remind(cli->db, id, 0, args_value(cli->args, "note"), &level, err))
		return false;
	cli_say(cli, _("Reminder %d of %s noted."), level, number);
	return true;
}

static bool reminders_run(struct cli *cli, struct err *err)
{
	const char *done = args_value(cli->args, "done");

	if (!cli_open(cli, err))
		return false;
	return done ? reminders_done(cli, done, err) : reminders_list(cli, err);
}

static const struct option reminders_options[] = {
	{ .name = "done", .value = N_("NUMBER"), .help = N_("note that the next one of this invoice was done") },
	{ .name = "note", .value = N_("TEXT"), .help = N_("with --done: how, who answered") },
	{ .name = NULL },
};

const struct command reminders_command = {
	.name = "reminders",
	.words = "",
	.help = N_("List the reminders that are due; nothing is ever sent."),
	.more = N_("After how many days of lateness each: [invoice] reminders in etape.ini."),
	.also = "relances|relancer|retards|impayes",
	.options = reminders_options,
	.min_words = 0,
	.max_words = 0,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = reminders_run,
};
