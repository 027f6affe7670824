#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/person.h"

static bool confirm_say(void *arg, const struct person_row *row)
{
	cli_say(arg, _("confirmed today: %s"), row->name);
	return false;
}

static bool confirm_run(struct cli *cli, struct err *err)
{
	int64_t id;

	return cli_open(cli, err) && cli_person(cli, 0, &id, err) &&
	       person_confirm(cli->db, &id, 1, err) &&
	       person_row_get(cli->db, id, confirm_say, cli, err);
}

const struct command confirm_command = {
	.name = "confirm",
	.words = N_("PERSON"),
	.help = N_("Note that what is known of a person is right today."),
	.more = N_("A person is named by id, e-mail address or name. 'etape turnover' lists whom "
		   "nobody confirmed\n"
		   "for a year."),
	.also = "confirmer|confirmation|valider",
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.run = confirm_run,
};
