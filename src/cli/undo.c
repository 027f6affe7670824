#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/log.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/journal.h"

static bool undo_wanted(const struct cli *cli, int64_t *id, struct err *err)
{
	const char *word = args_word(cli->args, 0);

	*id = 0;
	if (!word || id_parse(word, id))
		return true;
	return err_set(err, ERR_USAGE,
		_("'%s' is not the number of a change: 'etape log' shows them"), word);
}

static void undo_tell(const struct cli *cli, const struct journal_entry *entry)
{
	struct str when = STR_INIT;

	cli_add_time(&when, entry->at, cli->config->zone);
	cli_say(cli, _("Undone: %s (by %s on %s)."), entry->label, entry->author, when.buf);
	str_release(&when);
}

static bool undo_run(struct cli *cli, struct err *err)
{
	struct journal_entry entry;
	struct rows *rows;
	int64_t id;

	if (!undo_wanted(cli, &id, err) || !cli_open(cli, err) ||
		!journal_undo_because(
			cli->db, id, args_value(cli->args, "reason"), &entry, err))
		return false;
	if (cli->format == FORMAT_TABLE) {
		undo_tell(cli, &entry);
	} else {
		rows = rows_new(cli->out, &log_type, cli->format);
		rows_add(rows, &entry);
		rows_end(&rows);
	}
	journal_entry_release(&entry);
	return true;
}

static const struct option undo_options[] = {
	{ .name = "reason",
		.value = N_("TEXT"),
		.help = N_("why, to take back check-ins that somebody else noted") },
	{ .name = NULL },
};

const struct command undo_command = {
	.name = "undo",
	.words = N_("[CHANGE]"),
	.help = N_("Take back the last change, or another by its number."),
	.more = N_("'etape log' shows the numbers. Refused, with the name of who came after, "
		   "when what\n"
		   "it changed has been changed again since. An undo is a change as well: it "
		   "can be undone."),
	.also = "annuler|defaire|revenir",
	.options = undo_options,
	.max_words = 1,
	.role = ROLE_ACCUEIL,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = undo_run,
};
