#include "cli/args.h"
#include "cli/commands.h"
#include "cli/event_new_day.h"
#include "etape/event_move.h"
#include "etape/i18n.h"

static bool copy_tell(void *arg, const struct event_row *row)
{
	const struct cli *cli = arg;
	struct str when = STR_INIT;

	civil_format_span(&when, row->start, row->end, row->precision, i18n_lang());
	if (cli->format != FORMAT_TABLE)
		cli_list_one(cli, &event_type, row);
	else
		cli_say(cli, _("Copied as a draft: %s, %s, %s."), row->code, row->title, when.buf);
	str_release(&when);
	return false;
}

static bool copy_run(struct cli *cli, struct err *err)
{
	struct event_filter one = EVENT_FILTER_ALL;
	struct str iso = STR_INIT;
	int64_t event;
	day_t day;
	bool ok;

	if (!cli_open(cli, err) || !cli_event(cli, 0, &event, err) ||
		!event_new_day(args_word(cli->args, 1), &day, err))
		return false;
	civil_format_iso(&iso, day);
	ok = event_copy(cli->db, event, iso.buf, &one.id, err) && event_list(cli->db, &one, copy_tell, cli, err);
	str_release(&iso);
	return ok;
}

const struct command copy_command = {
	.name = "copy",
	.words = N_("EVENT DAY"),
	.help = N_("Copy a rencontre to another day, as a draft."),
	.more = N_("Its sessions, programme and audience come along; registrations and documents do not."),
	.also = "copier|dupliquer|recopier",
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = copy_run,
};
