#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/event_new_day.h"
#include "etape/event_move.h"
#include "etape/event_obstacles.h"
#include "etape/i18n.h"
#include "etape/recurrence.h"

bool event_new_day(const char *text, day_t *day, struct err *err)
{
	if (civil_parse(text, civil_today(CIVIL_ZONE), day, err))
		return true;
	if (err)
		err->code = ERR_USAGE;
	return false;
}

struct repeating {
	struct event event;
	struct event_row *row; /* owned: the host's département */
	day_t days[RECURRENCE_MAX];
	size_t count;
};

/* --- which days ------------------------------------------------------------------------------ */

static bool repeat_keep(void *arg, const struct event_row *row)
{
	*(struct event_row **)arg = event_row_dup(row);
	return false;
}

static bool repeat_event(const struct cli *cli, struct repeating *r, struct err *err)
{
	struct event_filter one = EVENT_FILTER_ALL;

	return cli_event(cli, 0, &one.id, err) && event_get(cli->db, one.id, &r->event, err) &&
	       event_list(cli->db, &one, repeat_keep, &r->row, err) &&
	       (r->row || err_set(err, ERR_NOT_FOUND, _("this event is no longer known"))) &&
	       (r->event.precision == PRECISION_DAY ||
		       err_set(err, ERR_REFUSED, _("a series begins on a day: '%s' is not known by its day"),
			       r->event.title));
}

static void repeat_drop(struct repeating *r, day_t day)
{
	size_t kept = 0;

	for (size_t i = 0; i < r->count; i++)
		if (r->days[i] != day)
			r->days[kept++] = r->days[i];
	r->count = kept;
}

static bool repeat_without(const struct cli *cli, struct repeating *r, struct err *err)
{
	size_t count;
	const char **days = args_values(cli->args, "without", &count);
	bool ok = true;

	for (size_t i = 0; i < count && ok; i++) {
		const size_t before = r->count;
		day_t day = CIVIL_NONE;

		ok = event_new_day(days[i], &day, err);
		repeat_drop(r, day);
		if (ok && r->count == before)
			ok = err_set(err, ERR_USAGE, _("--without %s: that is no day of the series"), days[i]);
	}
	free(days);
	return ok;
}

static bool repeat_days(const struct cli *cli, struct repeating *r, struct err *err)
{
	struct recurrence rule;
	char *text = args_join(cli->args, 1);
	bool ok = recurrence_parse(text, r->event.first_day, &rule, err);

	free(text);
	if (!ok)
		return false;
	r->count = recurrence_days(&rule, r->event.first_day, r->days, RECURRENCE_MAX);
	repeat_drop(r, r->event.first_day);
	return repeat_without(cli, r, err) &&
	       (r->count || err_set(err, ERR_INVALID, _("that makes no other day than its own")));
}

/* --- what is said of them -------------------------------------------------------------------- */

struct repeat_line {
	const char *day; /* ISO, or in words for people */
	const char *obstacles;
};

static const struct field repeat_fields[] = {
	{ .key = "day", .heading = N_("Day"), .kind = FIELD_TEXT },
	{ .key = "in_the_way", .heading = N_("In the way"), .kind = FIELD_TEXT },
};

static struct value repeat_field(const void *row, size_t i)
{
	const struct repeat_line *line = row;

	return value_text(i == 0 ? line->day : line->obstacles);
}

static const struct record_type repeat_type = {
	.name = "day of a series",
	.fields = repeat_fields,
	.count = sizeof repeat_fields / sizeof *repeat_fields,
	.get = repeat_field,
};

static void repeat_list(const struct cli *cli, const struct repeating *r)
{
	struct rows *rows = rows_new(cli->out, &repeat_type, cli->format);
	const day_t length = r->event.last_day - r->event.first_day;

	for (size_t i = 0; i < r->count; i++) {
		const struct event_days d = { .first = r->days[i], .last = r->days[i] + length,
			.departement = r->row->departement };
		struct str day = STR_INIT, obstacles = STR_INIT;

		if (cli->format == FORMAT_TABLE)
			civil_format_long(&day, r->days[i], i18n_lang());
		else
			civil_format_iso(&day, r->days[i]);
		event_obstacles(cli->db, &d, &obstacles);
		rows_add(rows, &(struct repeat_line){ day.buf, obstacles.buf });
		str_release(&day);
		str_release(&obstacles);
	}
	rows_end(&rows);
}

static void repeat_note_unknown(const struct cli *cli, const struct repeating *r)
{
	struct str unknown = STR_INIT;

	for (size_t i = 0; i < r->count && !unknown.len; i++)
		event_school_unknown(cli->db,
			&(struct event_days){ .first = r->days[i], .last = r->days[i],
				.departement = r->row->departement },
			&unknown);
	if (unknown.len)
		cli_note("%s", unknown.buf);
	str_release(&unknown);
}

static bool repeat_make(struct cli *cli, struct repeating *r, struct err *err)
{
	const bool dry = args_has(cli->args, "dry-run");
	int64_t made = 0;

	/* Before they stand in each other's way. */
	repeat_list(cli, r);
	repeat_note_unknown(cli, r);
	if (!dry && !event_series(cli->db, &r->event, r->days, r->count, &made, err))
		return false;
	if (dry)
		cli_note_later(cli, P_("%zu rencontre would be made; nothing was changed",
			"%zu rencontres would be made; nothing was changed", r->count), r->count);
	else
		cli_note_later(cli, P_("%lld rencontre made, a draft", "%lld rencontres made, as drafts", made),
			(long long)made);
	return true;
}

static bool repeat_run(struct cli *cli, struct err *err)
{
	struct repeating r = { .row = NULL };
	bool ok;

	event_init(&r.event);
	ok = cli_open(cli, err) && repeat_event(cli, &r, err) && repeat_days(cli, &r, err) &&
	     repeat_make(cli, &r, err);
	event_release(&r.event);
	free(r.row);
	return ok;
}

static const struct option repeat_options[] = {
	{ .name = "dry-run", .help = N_("only say which days, and what is in their way") },
	{ .name = "without", .many = true, .value = N_("DAY"), .help = N_("leave this day out") },
	{ .name = NULL },
};

const struct command repeat_command = {
	.name = "repeat",
	.words = N_("EVENT RULE"),
	.help = N_("Repeat a rencontre: a copy on each day of a series."),
	.more = N_("RULE is what people say: \"first Thursday of the month until 30 June 2027\", \"every 2 weeks, 6\n"
		   "times\", \"le 15 du mois, 4 fois\". The copies are drafts, made in one change."),
	.also = "repeter|serie|recurrence|recurrent",
	.options = repeat_options,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = repeat_run,
};
