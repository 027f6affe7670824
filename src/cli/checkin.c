#include "etape/checkin.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/registration.h"
#include "etape/session.h"

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

/* --- a delegation -------------------------------------------------------------------------- */

struct delegation {
	const struct cli *cli;
	const char *zone;
	struct rows *rows; /* NULL: in words */
};

static bool checkin_tell_one(void *arg, const struct checkin_answer *a)
{
	const struct delegation *d = arg;
	struct str words = STR_INIT;

	if (d->rows) {
		rows_add(d->rows, a);
		return true;
	}
	checkin_say(&words, a, d->zone);
	cli_say(d->cli, "%s", words.buf);
	str_release(&words);
	return true;
}

/* Who announced a delegation: the person named, or of a code, she who announced that one. */
static bool checkin_announcer(const struct cli *cli, int64_t *person, struct err *err)
{
	struct registration r;
	int64_t id = 0;
	bool ok;

	if (!registration_by_code(cli->db, args_word(cli->args, 1), &id, NULL) || !id)
		return cli_person(cli, 1, person, err);
	registration_init(&r);
	ok = registration_get(cli->db, id, &r, err);
	*person = r.registered_by ? r.registered_by : r.person;
	registration_release(&r);
	return ok;
}

static bool checkin_delegation_run(const struct cli *cli, const struct checkin_query *q,
	const char *zone, struct err *err)
{
	struct delegation d = { .cli = cli, .zone = zone };
	int64_t announcer;
	size_t done = 0;
	bool ok;

	if (!checkin_announcer(cli, &announcer, err))
		return false;
	if (cli->format != FORMAT_TABLE)
		d.rows = rows_new(cli->out, &checkin_answer_type, cli->format);
	ok = checkin_delegation(cli->db, q, announcer, checkin_tell_one, &d, &done, err);
	if (d.rows)
		rows_end(&d.rows);
	if (ok && !done)
		return err_set(err, ERR_REFUSED,
			_("nobody of this delegation is still to be checked in for this session"));
	return ok;
}

/* --- the command --------------------------------------------------------------------------- */

/* After midnight, nearer to the end of the session than to its beginning. */
static bool checkin_next_day(const struct session *s, int minutes)
{
	return minutes - (s->ends - 1440) < s->starts - minutes;
}

/* "14:05" is a time of the session's day, or of the night after it. */
static bool checkin_time(const char *text, const char *zone, const struct session *s, instant_t *at,
	struct err *err)
{
	int minutes;
	day_t day = s->day;

	if (!civil_parse_time(text, &minutes, err))
		return false;
	if (checkin_next_day(s, minutes))
		day++;
	return civil_to_instant(day, minutes, zone, at, NULL);
}

static bool checkin_same_day(const char *text, const char *zone, const struct session *s,
	instant_t at, struct err *err)
{
	struct str when = STR_INIT;
	day_t day;
	int minutes;

	if (!civil_from_instant(at, zone, &day, &minutes, NULL) || day == s->day ||
		(day == s->day + 1 && checkin_next_day(s, minutes)))
		return true;
	civil_format_short(&when, s->day, i18n_lang());
	err_set(err, ERR_INVALID, _("'%s' is another day than that of session %d (%s)"), text,
		s->no, when.buf);
	str_release(&when);
	return false;
}

/* A whole date and time says which session is meant; a time alone is one of today's. */
static bool checkin_at(const struct cli *cli, const struct event *event, struct checkin_query *q,
	struct err *err)
{
	const char *text = args_value(cli->args, "at");
	const char *zone = event->zone && *event->zone ? event->zone : CIVIL_ZONE;
	struct session s;
	bool whole, ok;

	if (!text)
		return true;
	whole = civil_parse_instant(text, zone, &q->at);
	session_init(&s);
	ok = q->session ? session_get(cli->db, q->event, q->session, &s, err)
			: session_current(cli->db, q->event, whole ? q->at : civil_now(), &s, err);
	ok = ok && (whole ? checkin_same_day(text, zone, &s, q->at, err)
			  : checkin_time(text, zone, &s, &q->at, err));
	if (ok)
		q->session = s.no;
	session_release(&s);
	return ok;
}

static bool checkin_one(const struct cli *cli, struct checkin_query *q, const char *zone,
	struct err *err)
{
	struct checkin_answer answer;
	char *text = args_join(cli->args, 1);
	bool ok;

	checkin_answer_init(&answer);
	q->text = text;
	q->reason = args_value(cli->args, "reason");
	if (args_has(cli->args, "undo"))
		ok = checkin_undo(cli->db, q, &answer, err);
	else if (args_has(cli->args, "out"))
		ok = checkin_out(cli->db, q, &answer, err);
	else
		ok = checkin_do(cli->db, q, &answer, err);
	if (ok)
		ok = checkin_tell(cli, &answer, zone, err);
	free(text);
	checkin_answer_release(&answer);
	return ok;
}

static bool checkin_one_way(const struct cli *cli, struct err *err)
{
	const int ways = args_has(cli->args, "undo") + args_has(cli->args, "out") +
			 args_has(cli->args, "delegation");

	if (ways > 1)
		return err_set(err, ERR_USAGE,
			_("one of --undo, --out and --delegation at a time"));
	if (args_has(cli->args, "reason") && !args_has(cli->args, "undo"))
		return err_set(err, ERR_USAGE, _("--reason goes with --undo"));
	return true;
}

static bool checkin_run(struct cli *cli, struct err *err)
{
	struct checkin_query q = { .via = VIA_COMMAND };
	struct event event;
	int64_t session;
	bool ok;

	if (!args_number(cli->args, "session", 1, 999, 0, &session, err) ||
		!checkin_one_way(cli, err) || !cli_open(cli, err) ||
		!cli_event(cli, 0, &q.event, err))
		return false;
	event_init(&event);
	q.session = (int)session;
	if (args_has(cli->args, "at"))
		q.via = VIA_PAPER;
	ok = event_get(cli->db, q.event, &event, err) && checkin_at(cli, &event, &q, err) &&
	     (args_has(cli->args, "delegation")
			     ? checkin_delegation_run(cli, &q, event.zone, err)
			     : checkin_one(cli, &q, event.zone, err));
	event_release(&event);
	return ok;
}

static const struct option checkin_options[] = {
	{ .name = "session",
		.value = "N",
		.help = N_("the session; as a rule the one of this moment") },
	{ .name = "undo", .help = N_("take the check-in back") },
	{ .name = "reason",
		.value = N_("TEXT"),
		.help = N_("why, to take back what somebody else noted") },
	{ .name = "out", .help = N_("the person has left") },
	{ .name = "delegation", .help = N_("all whom this person announced") },
	{ .name = "at",
		.value = "HH:MM",
		.help = N_("when it was, of what is keyed in from paper") },
	{ .name = NULL },
};

const struct command checkin_command = {
	.name = "checkin",
	.words = N_("EVENT CODE|E-MAIL|NAME"),
	.help = N_("Check somebody in at the desk, or out, or take it back."),
	.more = N_("Status 0 when the person is present now (or was already), or with --undo "
		   "and --out no\n"
		   "longer; else 1 and the reason: cancelled, waiting, another session, not "
		   "registered,\n"
		   "several people of that name, unknown. Every refusal is recorded: 'etape "
		   "refusals'."),
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
