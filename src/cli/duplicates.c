#include "etape/duplicate.h"

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

/* How many pairs a table shows when nobody says: the most probable. */
#define DUPLICATES_TABLE_LIMIT 50

static bool duplicates_add(void *arg, const struct duplicate_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool duplicates_run(struct cli *cli, struct err *err)
{
	const bool table = cli->format == FORMAT_TABLE;
	struct rows *rows;
	int64_t limit;
	size_t total;
	bool ok;

	if (!args_number(cli->args, "limit", 0, 1000000000, table ? DUPLICATES_TABLE_LIMIT : 0,
		    &limit, err) ||
		!cli_open(cli, err))
		return false;
	rows = rows_new(cli->out, &duplicate_type, cli->format);
	ok = duplicate_list(cli->db, (size_t)limit, duplicates_add, rows, &total, err);
	rows_end(&rows);
	if (ok && table && !total)
		cli_note_later(cli, _("no two records look like one person"));
	else if (ok && table && limit && total > (size_t)limit)
		cli_note_later(cli,
			_("there are %zu pairs, the most probable first; all of them: etape duplicates --limit 0"),
			total);
	return ok;
}

static const struct option duplicates_options[] = {
	{ .name = "limit",
		.value = "N",
		.help = N_("how many at most; 0 for all; a table shows 50 as a rule") },
	{ .name = NULL },
};

const struct command duplicates_command = {
	.name = "duplicates",
	.words = "",
	.help = N_("List the pairs of people who may be one, and why."),
	.more = N_("The most probable first. 'etape merge' makes two records one, or remembers\n"
		   "that they are two people (--distinct)."),
	.also = "doublon|doublons|dedoublonner",
	.options = duplicates_options,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = duplicates_run,
};
