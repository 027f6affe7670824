#include "cli/args.h"
#include "cli/commands.h"
#include "etape/erasure.h"
#include "etape/i18n.h"

struct retention_listing {
	struct rows *rows;
	size_t count;
};

static bool retention_add(void *arg, const struct retention_row *row)
{
	struct retention_listing *listing = arg;

	rows_add(listing->rows, row);
	listing->count++;
	return true;
}

static bool retention_run(struct cli *cli, struct err *err)
{
	struct retention_listing listing = { .rows = NULL };
	const int configured = cli->config->retention_years;
	int64_t years;
	bool ok;

	if (!args_number(cli->args, "years", 1, 100, configured ? configured : RETENTION_YEARS, &years, err) ||
		!cli_open(cli, err))
		return false;
	listing.rows = rows_new(cli->out, &retention_type, cli->format);
	ok = retention_list(cli->db, (int)years, retention_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && cli->format == FORMAT_TABLE)
		cli_note_later(cli,
			P_("%zu person not heard of for %d years; nothing is erased by itself: 'etape erase'",
				"%zu people not heard of for %d years; nothing is erased by itself: 'etape erase'",
				(long)listing.count), listing.count, (int)years);
	return ok;
}

static const struct option retention_options[] = {
	{ .name = "years", .value = "N", .help = N_("since how many years; the configuration's, else 3") },
	{ .name = NULL },
};

const struct command retention_command = {
	.name = "retention",
	.words = "",
	.help = N_("List the people not heard of for years, due to be erased."),
	.more = N_("The years are [privacy] retention_years in etape.ini. They count from the latest of:\n"
		   "the last contact noted, the last registration or check-in, the day the record was confirmed;\n"
		   "else from the day it was made.\n"
		   "Nobody is ever erased by it."),
	.also = "conservation|rgpd|purge",
	.options = retention_options,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = retention_run,
};
