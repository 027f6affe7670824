#include "etape/refusal.h"

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

static bool refusals_add(void *arg, const struct refusal_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool refusals_run(struct cli *cli, struct err *err)
{
	struct rows *rows;
	int64_t event = 0;
	bool ok;

	if (!cli_open(cli, err) ||
		(args_word(cli->args, 0) && !cli_event(cli, 0, &event, err)))
		return false;
	rows = rows_new(cli->out, &refusal_type, cli->format);
	ok = refusal_list(cli->db, event, refusals_add, rows, err);
	rows_end(&rows);
	return ok;
}

const struct command refusals_command = {
	.name = "refusals",
	.words = N_("[EVENT]"),
	.help = N_("List the tries that the desk did not let through, and why."),
	.also = "refus|refuses|rejets",
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = refusals_run,
};
