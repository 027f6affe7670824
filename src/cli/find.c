#include "etape/find.h"

#include <stdlib.h>
#include <string.h>

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

/* --- addresses for mail programs ---------------------------------------------------------- */

enum { FIND_MUTT_AMONG = 100 }; /* answers looked at: some have no address */

struct find_addresses {
	struct str lines;
	size_t count;
	size_t limit;
	bool approximate;
};

/* A tab or a line feed would begin another cell. */
static void find_mutt_cell(struct str *line, const char *text, char end)
{
	for (; *text; text++)
		str_addc(line, (unsigned char)*text < ' ' ? ' ' : *text);
	str_addc(line, end);
}

static bool find_mutt_add(void *arg, const struct find_row *row)
{
	struct find_addresses *a = arg;

	if (!*row->email)
		return true;
	a->approximate |= row->approximate;
	find_mutt_cell(&a->lines, row->email, '\t');
	find_mutt_cell(&a->lines, row->label, '\t');
	find_mutt_cell(&a->lines, row->detail, '\n');
	return ++a->count < a->limit;
}

/* Mail programs show the first line, as an error when the status is not 0, and take standard
 * error for a spoilt screen: nothing goes there. */
static bool find_mutt(struct cli *cli, const char *typed, unsigned kinds, size_t limit,
	struct err *err)
{
	struct find_addresses a = { .lines = STR_INIT, .limit = limit };
	bool ok = find(cli->db, typed, kinds, FIND_MUTT_AMONG, find_mutt_add, &a, err);

	if (ok && !a.count)
		cli_say(cli, _("no address found for '%s'"), typed);
	else if (ok && a.approximate)
		cli_say(cli, _("nothing is written '%s'; this is near"), typed);
	else if (ok)
		cli_say(cli, ngettext("%zu address for '%s'", "%zu addresses for '%s'", a.count),
			a.count, typed);
	output_text(cli->out, a.lines.buf);
	if (ok && !a.count)
		ok = err_set(err, ERR_NOT_FOUND, "%s", "");
	str_release(&a.lines);
	return ok;
}

/* --- the command -------------------------------------------------------------------------- */

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
				_("unknown kind '%s': there are person, cite, structure, "
				  "event and document"),
				names[i]);
	}
	free(names);
	return ok;
}

static bool find_list(struct cli *cli, const char *typed, unsigned kinds, size_t limit,
	struct err *err)
{
	struct find_listing listing = { 0 };
	bool ok;

	listing.rows = rows_new(cli->out, &find_type, cli->format);
	ok = find(cli->db, typed, kinds, limit, find_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && !listing.count)
		cli_note(_("nothing found for '%s'"), typed);
	else if (ok && listing.approximate)
		cli_note(_("nothing is written '%s'; this is near"), typed);
	return ok;
}

static bool find_run(struct cli *cli, struct err *err)
{
	char *typed;
	unsigned kinds;
	int64_t limit;
	bool ok;

	if (!find_kinds(cli, &kinds, err) ||
		!args_number(cli->args, "limit", 1, 100, 20, &limit, err) ||
		!cli_open(cli, err))
		return false;
	typed = args_join(cli->args, 0);
	ok = cli->format == FORMAT_MUTT
		     ? find_mutt(cli, typed, kinds, (size_t)limit, err)
		     : find_list(cli, typed, kinds, (size_t)limit, err);
	free(typed);
	return ok;
}

static const struct option find_options[] = {
	{ .name = "kind",
		.many = true,
		.value = N_("KIND"),
		.help = N_("only person, cite, structure, event or document") },
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
		   "telephone numbers are looked at; when nothing matches, similar spellings.\n"
		   "The name of a département stands for its cités, \"copilotes nord\". The "
		   "format mutt\n"
		   "gives addresses to mail programs that have a query command: status 1 for "
		   "none."),
	.also = "chercher|trouver|rechercher|search",
	.options = find_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING | COMMAND_FORMAT(FORMAT_MUTT),
	.format = FORMAT_TABLE,
	.run = find_run,
};
