#include "etape/registration.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/person.h"
#include "etape/room.h"

/* What was asked for, and what to say of it. */
struct register_asked {
	const struct cli *cli;
	struct registering what;
	struct str full; /* which limit made her wait; "" when none did */
	int64_t absent;	 /* person replaced, 0 */
};

static void register_say_waiting(
	const struct cli *cli, const struct registration_row *row, const char *full)
{
	if (*full)
		cli_say(cli, _("%s is on the waiting list of %s, rank %d (%s), code %s."), row->name,
			row->event, row->waiting_rank, full, row->code);
	else
		cli_say(cli, _("%s is on the waiting list of %s, rank %d, code %s."), row->name,
			row->event, row->waiting_rank, row->code);
}

static bool register_tell(void *arg, const struct registration_row *row)
{
	const struct register_asked *asked = arg;
	const struct cli *cli = asked->cli;

	if (cli->format != FORMAT_TABLE)
		cli_list_one(cli, &registration_type, row);
	else if (asked->absent)
		cli_say(cli, _("%s comes to %s in the place of %s, code %s."), row->name,
			row->event, row->replaces, row->code);
	else if (row->status == REGISTRATION_WAITING)
		register_say_waiting(cli, row, asked->full.buf);
	else if (row->status == REGISTRATION_REGISTERED)
		cli_say(cli, _("Registered for %s: %s, code %s."), row->event, row->name,
			row->code);
	else
		cli_say(cli, _("%s, %s: %s, code %s."), row->event, row->name,
			vocabulary_label(&registration_statuses, (int)row->status), row->code);
	return false;
}

/* --- the options ----------------------------------------------------------------------------- */

static bool register_all(const struct cli *cli)
{
	size_t count;
	const char **texts = args_values(cli->args, "session", &count);
	bool all = count == 1 && !strcmp(texts[0], "all");

	free(texts);
	return all;
}

static bool register_status(const struct cli *cli, struct registering *what, struct err *err)
{
	const char *text = args_value(cli->args, "status");
	int status = REGISTRATION_REGISTERED;

	if (text && !vocabulary_parse(&registration_statuses, text, &status))
		return err_set(err, ERR_USAGE,
			_("unknown status '%s': there are registered, waiting, invited, declined"),
			text);
	if (status == REGISTRATION_CANCELLED)
		return err_set(err, ERR_USAGE,
			_("to cancel, say why: 'etape unregister EVENT PERSON --reason TEXT'"));
	what->status = (enum registration_status)status;
	return true;
}

static bool register_person(
	const struct cli *cli, const char *option, int64_t *person, struct err *err)
{
	const char *text = args_value(cli->args, option);

	return !text || person_resolve(cli->db, text, person, err);
}

static bool register_options(struct register_asked *asked, int **sessions, struct err *err)
{
	const struct cli *cli = asked->cli;
	static const char *const others[] = { "session", "status", "by" };

	*sessions = NULL;
	for (size_t i = 0; args_has(cli->args, "in-place-of") && i < 3; i++)
		if (args_has(cli->args, others[i]))
			return err_set(err, ERR_USAGE,
				_("--in-place-of takes place, sessions and announcer over: leave --%s out"),
				others[i]);
	asked->what.force = args_has(cli->args, "force");
	asked->what.all_sessions = register_all(cli);
	if (!asked->what.all_sessions &&
		!cli_sessions(cli, sessions, &asked->what.session_count, err))
		return false;
	asked->what.sessions = *sessions;
	return register_status(cli, &asked->what, err);
}

/* --- doing it -------------------------------------------------------------------------------- */

static bool register_substitute(struct register_asked *asked, struct err *err)
{
	struct db *db = asked->cli->db;
	int64_t registration, id;

	if (!registration_find(db, asked->what.event, asked->absent, &registration, err))
		return false;
	if (!registration)
		return err_set(err, ERR_NOT_FOUND,
			_("'%s' is not registered for this rencontre"),
			args_value(asked->cli->args, "in-place-of"));
	return registration_substitute(
		db, registration, asked->what.person, asked->what.force, &id, err);
}

static bool register_add(struct register_asked *asked, struct err *err)
{
	const struct registering *what = &asked->what;
	struct registration r;
	struct room room = { .limit = ROOM_FREE };
	bool ok;

	registration_init(&r);
	ok = registration_add(asked->cli->db, what, &r, err);
	if (ok && what->status == REGISTRATION_REGISTERED && r.status == REGISTRATION_WAITING)
		ok = room_for(asked->cli->db, what->event, what->person, 0, what->sessions,
			what->session_count, &room, err);
	room_say(&asked->full, &room);
	registration_release(&r);
	return ok;
}

static bool register_run(struct cli *cli, struct err *err)
{
	struct register_asked asked = { .cli = cli, .full = STR_INIT };
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	int *sessions;
	bool ok = register_options(&asked, &sessions, err) && cli_open(cli, err) &&
		  cli_event(cli, 0, &asked.what.event, err) &&
		  cli_person(cli, 1, &asked.what.person, err) &&
		  register_person(cli, "by", &asked.what.registered_by, err) &&
		  register_person(cli, "in-place-of", &asked.absent, err);

	ok = ok && (asked.absent ? register_substitute(&asked, err) : register_add(&asked, err));
	filter.event = asked.what.event;
	filter.person = asked.what.person;
	ok = ok && registration_list(cli->db, &filter, register_tell, &asked, err);
	str_release(&asked.full);
	free(sessions);
	return ok;
}

static const struct option register_options_table[] = {
	{ .name = "session",
		.many = true,
		.value = "N|all",
		.help = N_("only for this session (2, or 1,3); all of them as a rule, or as they are "
			   "when registered already") },
	{ .name = "status",
		.value = N_("STATUS"),
		.help = N_("registered (as a rule), waiting, invited or declined") },
	{ .name = "by", .value = N_("PERSON"), .help = N_("who announces this person") },
	{ .name = "in-place-of",
		.value = N_("PERSON"),
		.help = N_("who does not come: place and sessions are taken over") },
	{ .name = "force", .help = N_("go beyond what is full") },
	{ .name = NULL },
};

const struct command register_command = {
	.name = "register",
	.words = N_("EVENT PERSON"),
	.help = N_("Register somebody; on the waiting list when it is full."),
	.more = N_("The person is named by number, e-mail or name, and must be in the "
		   "directory. Somebody\n"
		   "who had cancelled comes back with the same code. Full is the rencontre, a "
		   "session, or\n"
		   "what one cité may send: the answer says which, and the rank."),
	.also = "inscrire|inscription|remplacer|inviter",
	.options = register_options_table,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = register_run,
};
