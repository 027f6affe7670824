#include "etape/turnover.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/erasure.h"
#include "etape/i18n.h"

struct turnover_listing {
	struct rows *rows;
	size_t count;
};

static bool turnover_add(void *arg, const struct turnover_row *row)
{
	struct turnover_listing *listing = arg;

	rows_add(listing->rows, row);
	listing->count++;
	return true;
}

static bool turnover_kinds(const struct cli *cli, unsigned *kinds, struct err *err)
{
	size_t count;
	const char **names = args_values(cli->args, "kind", &count);
	enum turnover_kind kind;
	bool ok = true;

	*kinds = 0;
	for (size_t i = 0; ok && i < count; i++) {
		ok = turnover_kind_parse(names[i], &kind);
		if (ok)
			*kinds |= TURNOVER_ONLY(kind);
		else
			err_set(err, ERR_USAGE,
				_("unknown kind '%s': there are vacant, ended, unconfirmed and due"),
				names[i]);
	}
	free(names);
	return ok;
}

static bool turnover_run(struct cli *cli, struct err *err)
{
	struct turnover_filter filter = {
		.region = args_value(cli->args, "region"),
		.departement = args_value(cli->args, "departement"),
		.unknown = args_has(cli->args, "all"),
		.years = cli->config->retention_years,
		.on = CIVIL_NONE,
	};
	struct turnover_listing listing = { .count = 0 };
	bool ok;

	if (!turnover_kinds(cli, &filter.kinds, err) || !cli_open(cli, err))
		return false;
	if (!filter.years && filter.kinds & TURNOVER_ONLY(TURNOVER_DUE))
		filter.years = RETENTION_YEARS;
	listing.rows = rows_new(cli->out, &turnover_type, cli->format);
	ok = turnover_list(cli->db, &filter, turnover_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && !listing.count)
		cli_note(filter.kinds ? _("nothing of this kind is to be done")
				      : _("no vacant post, nobody still expected, every record confirmed"));
	return ok;
}

static const struct option turnover_options[] = {
	{ .name = "kind",
		.many = true,
		.value = N_("KIND"),
		.help = N_("only vacant, ended, unconfirmed or due") },
	{ .name = "region",
		.value = "INSEE",
		.help = N_("only those of this region, such as 32") },
	{ .name = "departement",
		.value = "INSEE",
		.help = N_("only those of this département, such as 59") },
	{ .name = "all",
		.help = N_("also the vacant posts of cités where nobody ever held one") },
	{ .name = NULL },
};

const struct command turnover_command = {
	.name = "turnover",
	.words = "",
	.help = N_("List vacant posts, ended mandates, and records to confirm."),
	.more = N_("vacant: copilotes and CPO that a cité lacks, since when; ended: people without "
		   "a mandate any\n"
		   "more whom a rencontre to come expects; unconfirmed: records that nobody wrote "
		   "or\n"
		   "confirmed for a year; due: people silent for longer than [privacy] "
		   "retention_years\n"
		   "of etape.ini, when it is set."),
	.also = "vacants|vacances|mouvements|roulement",
	.options = turnover_options,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = turnover_run,
};
