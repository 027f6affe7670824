#include "etape/minutes.h"

#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

/* To a file of its own, so that it appears whole or not at all. */
static bool minutes_to_file(const struct cli *cli, int64_t event, const struct minutes_options *options,
	const char *path, struct err *err)
{
	struct output *out;

	if (!output_open(&out, path, 0, err))
		return false;
	if (!minutes_write(cli->db, event, options, out, err)) {
		output_abort(&out);
		return false;
	}
	if (!output_close(&out, err))
		return false;
	cli_note(_("written to '%s'"), path);
	return true;
}

static bool minutes_run(struct cli *cli, struct err *err)
{
	const struct minutes_options options = { .names = args_has(cli->args, "names") };
	const char *path = args_value(cli->args, "output");
	int64_t event;

	if (!cli_open(cli, err) || !cli_event(cli, 0, &event, err))
		return false;
	if (path && strcmp(path, "-") != 0)
		return minutes_to_file(cli, event, &options, path, err);
	return minutes_write(cli->db, event, &options, cli->out, err);
}

static const struct option minutes_options[] = {
	{ .name = "names", .help = N_("name the people, not their functions and cités only") },
	{ .name = "output",
		.value = N_("FILE"),
		.help = N_("write this file, in the place of an older one") },
	{ .name = NULL },
};

const struct command minutes_command = {
	.name = "minutes",
	.words = N_("EVENT"),
	.help = N_("Make the minutes (compte rendu) of a rencontre as Markdown."),
	.more = N_("Who was there by cité and function, who is excused, mood and news of the cités,\n"
		   "decisions, next dates. In French whatever the language."),
	.also = "compte-rendu|compterendu|cr|proces-verbal",
	.options = minutes_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.run = minutes_run,
};
