#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

static bool backup_run(struct cli *cli, struct err *err)
{
	const char *file = args_word(cli->args, 0);

	if (!cli_open(cli, err) || !db_backup(cli->db, file, err))
		return false;
	cli_say(cli, _("The whole database is copied to '%s'."), file);
	return true;
}

const struct command backup_command = {
	.name = "backup",
	.words = N_("FILE"),
	.help = N_("Copy the whole database to a new file, while others work."),
	.more = N_("The copy is a database like any other: 'etape --db FILE' opens it, and "
		   "putting it in\n"
		   "the place of a damaged one restores it. A file that is there is never "
		   "overwritten."),
	.also = "sauvegarder|sauvegarde|copier|save|copy",
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_COORDINATION,
	.run = backup_run,
};
