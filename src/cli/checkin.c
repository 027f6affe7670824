#include "etape/checkin.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/event.h"
#include "etape/i18n.h"

/* --- homonyms: who is meant? ----------------------------------------------------------- */

static const struct field candidate_fields[] = {
	{ .key = "registration", .heading = N_("Code"), .kind = FIELD_TEXT },
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT },
	{ .key = "detail", .heading = N_("Who"), .kind = FIELD_TEXT },
};

static struct value candidate_get(const void *row, size_t i)
{
	const struct checkin_candidate *c = row;

	return value_text(i == 0 ? c->code : i == 1 ? c->name : c->detail);
}

static const struct record_type candidate_type = {
	.name = "candidate",
	.fields = candidate_fields,
	.count = sizeof candidate_fields / sizeof *candidate_fields,
	.get = candidate_get,
};

static void checkin_show_candidates(const struct cli *cli, const struct checkin_answer *a)
{
	struct rows *rows = rows_new(cli->out, &candidate_type, FORMAT_TABLE);

	for (size_t i = 0; i < a->candidate_count; i++)
		rows_add(rows, &a->candidates[i]);
	rows_end(&rows);
}

/* --- the answer -------------------------------------------------------------------------- */

/* The three successes go to standard output in words; a refusal's words are the
 * reason on standard error. Programs get the answer as one object either way. */
static bool checkin_tell(const struct cli *cli, const struct checkin_answer *a,
	const char *zone, struct err *err)
{
	struct str words = STR_INIT;
	bool ok = a->result <= CHECKIN_UNDONE;

	checkin_say(&words, a, zone);
	if (cli->format != FORMAT_TABLE)
		rows_one(cli->out, &checkin_answer_type, a, cli->format);
	else if (ok)
		cli_say(cli, "%s", words.buf);
	else
		checkin_show_candidates(cli, a);
	if (!ok)
		err_set(err, ERR_REFUSED, "%s", words.buf);
	str_release(&words);
	return ok;
}

static bool checkin_run(struct cli *cli, struct err *err)
{
	struct checkin_query q = { .via = VIA_COMMAND };
	struct checkin_answer answer;
	struct event event;
	int64_t session;
	char *text;
	bool ok;

	if (!args_number(cli->args, "session", 1, 999, 0, &session, err) ||
		!cli_open(cli, err) || !cli_event(cli, 0, &q.event, err))
		return false;
	event_init(&event);
	checkin_answer_init(&answer);
	text = args_join(cli->args, 1);
	q.text = text;
	q.session = (int)session;
	ok = event_get(cli->db, q.event, &event, err) &&
	     (args_has(cli->args, "undo") ? checkin_undo : checkin_do)(
		     cli->db, &q, &answer, err) &&
	     checkin_tell(cli, &answer, event.zone, err);
	free(text);
	checkin_answer_release(&answer);
	event_release(&event);
	return ok;
}

static const struct option checkin_options[] = {
	{ .name = "session",
		.value = "N",
		.help = N_("the session; as a rule the one of this moment") },
	{ .name = "undo", .help = N_("take the check-in back") },
	{ .name = NULL },
};

const struct command checkin_command = {
	.name = "checkin",
	.words = N_("EVENT CODE|E-MAIL|NAME"),
	.help = N_("Check somebody in at the registration desk, or take it back."),
	.more = N_("Status 0 when the person is present now (or was already), or with --undo "
		   "no longer;\n"
		   "else 1 and the reason: cancelled, waiting, another session, not "
		   "registered, several\n"
		   "people of that name, unknown."),
	.also = "pointer|pointage|accueil|emarger|presence",
	.options = checkin_options,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_ACCUEIL,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = checkin_run,
};
