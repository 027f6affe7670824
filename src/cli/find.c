#include "etape/find.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

struct find_listing {
	struct rows *rows;
	size_t count;
	bool approximate;
};

static bool find_add(void *arg, const struct find_row *row)
{
	struct find_listing *listing = arg;

	rows_add(listing->rows, row);
	listing->count++;
	listing->approximate |= row->approximate;
	return true;
}

static bool find_kinds(const struct cli *cli, unsigned *kinds, struct err *err)
{
	size_t count;
	const char **names = args_values(cli->args, "kind", &count);
	enum find_kind kind;
	bool ok = true;

	*kinds = FIND_EVERYTHING;
	for (size_t i = 0; ok && i < count; i++) {
		ok = find_kind_parse(names[i], &kind);
		if (ok)
			*kinds |= FIND_ONLY(kind);
		else
			err_set(err, ERR_USAGE,
				_("unknown kind '%s': there are person, cite, structure and "
				  "event"),
				names[i]);
	}
	free(names);
	return ok;
}

static bool find_run(struct cli *cli, struct err *err)
{
	struct find_listing listing = { 0 };
	char *typed;
	unsigned kinds;
	int64_t limit;
	bool ok;

	if (!find_kinds(cli, &kinds, err) ||
		!args_number(cli->args, "limit", 1, 100, 20, &limit, err) ||
		!cli_open(cli, err))
		return false;
	typed = args_join(cli->args, 0);
	listing.rows = rows_new(cli->out, &find_type, cli->format);
	ok = find(cli->db, typed, kinds, (size_t)limit, find_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && !listing.count)
		cli_note(_("nothing found for '%s'"), typed);
	else if (ok && listing.approximate)
		cli_note(_("nothing is written '%s'; this is near"), typed);
	free(typed);
	return ok;
}

static const struct option find_options[] = {
	{ .name = "kind",
		.many = true,
		.value = N_("KIND"),
		.help = N_("only person, cite, structure or event") },
	{ .name = "limit",
		.value = "N",
		.help = N_("how many at most, 20 as a rule, 100 at most") },
	{ .name = NULL },
};

const struct command find_command = {
	.name = "find",
	.words = N_("WORDS…"),
	.help = N_("Find people, cités, structures and rencontres."),
	.more = N_("Accents and case don't matter. Names, posts, cités, towns, e-mail "
		   "addresses and\n"
		   "telephone numbers are looked at; when nothing matches, similar spellings."),
	.also = "chercher|trouver|rechercher|search",
	.options = find_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = find_run,
};
