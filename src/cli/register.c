#include "etape/registration.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

static bool register_tell(void *arg, const struct registration_row *row)
{
	const struct cli *cli = arg;
	struct rows *rows;

	if (cli->format != FORMAT_TABLE) {
		rows = rows_new(cli->out, &registration_type, cli->format);
		rows_add(rows, row);
		rows_end(&rows);
	} else if (row->status == REGISTRATION_WAITING) {
		cli_say(cli, _("%s is full: %s is on the waiting list, code %s."), row->event,
			row->name, row->code);
	} else {
		cli_say(cli, _("Registered for %s: %s, code %s."), row->event, row->name,
			row->code);
	}
	return false;
}

static bool register_run(struct cli *cli, struct err *err)
{
	struct registering what = { .status = REGISTRATION_REGISTERED };
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct registration r;
	int *sessions;
	bool ok;

	if (!cli_sessions(cli, &sessions, &what.session_count, err))
		return false;
	what.sessions = sessions;
	registration_init(&r);
	ok = cli_open(cli, err) && cli_event(cli, 0, &what.event, err) &&
	     cli_person(cli, 1, &what.person, err) && registration_add(cli->db, &what, &r, err);
	filter.id = r.id;
	ok = ok && registration_list(cli->db, &filter, register_tell, cli, err);
	registration_release(&r);
	free(sessions);
	return ok;
}

static const struct option register_options[] = {
	{ .name = "session",
		.many = true,
		.value = "N",
		.help = N_("only for this session (2, or 1,3); all of them as a rule") },
	{ .name = NULL },
};

const struct command register_command = {
	.name = "register",
	.words = N_("EVENT PERSON"),
	.help = N_("Register somebody; on the waiting list when it is full."),
	.more = N_("The person is named by number, e-mail or name, and must be in the "
		   "directory. Somebody\n"
		   "who had cancelled comes back with the same code."),
	.also = "inscrire|inscription",
	.options = register_options,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = register_run,
};
