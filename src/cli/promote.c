#include "etape/registration.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

/* Who is to be admitted. */
struct promote_asked {
	const struct cli *cli;
	int64_t event;
	int64_t id;  /* registration */
	int waiting; /* how many wait */
	int rank;    /* of the one who is admitted, before */
};

/* Counts who waits, and finds the first. */
static bool promote_look(void *arg, const struct registration_row *row)
{
	struct promote_asked *asked = arg;

	asked->waiting++;
	if (asked->id ? row->id == asked->id : row->waiting_rank == 1)
		asked->rank = row->waiting_rank;
	if (!asked->id && row->waiting_rank == 1)
		asked->id = row->id;
	return true;
}

static bool promote_list(struct promote_asked *asked, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.event = asked->event;
	filter.status = REGISTRATION_WAITING;
	return registration_list(asked->cli->db, &filter, promote_look, asked, err);
}

/* The next for whom there is room; without any, the first, whom only --force admits. */
static bool promote_next(struct promote_asked *asked, struct err *err)
{
	if (!registration_promotable(asked->cli->db, asked->event, &asked->id, err) ||
		!promote_list(asked, err))
		return false;
	return asked->id || err_set(err, ERR_REFUSED, _("nobody waits for a place"));
}

static bool promote_named(struct promote_asked *asked, struct err *err)
{
	int64_t person;

	if (!cli_person(asked->cli, 1, &person, err) ||
		!registration_find(asked->cli->db, asked->event, person, &asked->id, err))
		return false;
	if (!asked->id)
		return err_set(
			err, ERR_NOT_FOUND, _("this person is not registered for this event"));
	return promote_list(asked, err);
}

static bool promote_tell(void *arg, const struct registration_row *row)
{
	const struct promote_asked *asked = arg;
	const struct cli *cli = asked->cli;

	if (cli->format != FORMAT_TABLE)
		cli_list_one(cli, &registration_type, row);
	else
		cli_say(cli, _("Admitted to %s: %s, who had rank %d of %d, code %s."), row->event,
			row->name, asked->rank, asked->waiting, row->code);
	return false;
}

static bool promote_run(struct cli *cli, struct err *err)
{
	struct promote_asked asked = { .cli = cli };
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	if (!cli_open(cli, err) || !cli_event(cli, 0, &asked.event, err) ||
		!(args_word(cli->args, 1) ? promote_named(&asked, err) : promote_next(&asked, err)) ||
		!registration_promote(cli->db, asked.id, args_has(cli->args, "force"), err))
		return false;
	filter.id = asked.id;
	return registration_list(cli->db, &filter, promote_tell, &asked, err);
}

static const struct option promote_options[] = {
	{ .name = "force", .help = N_("go beyond what is full") },
	{ .name = NULL },
};

const struct command promote_command = {
	.name = "promote",
	.words = N_("EVENT [PERSON]"),
	.help = N_("Admit who is next on the waiting list, or somebody else on it."),
	.more = N_("Next is the first for whom there is room: of a cité that sends as many as it may, "
		   "people\n"
		   "are passed over. Nobody is ever admitted by itself."),
	.also = "admettre|admission|repecher|promouvoir|liste d attente",
	.options = promote_options,
	.min_words = 1,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = promote_run,
};
