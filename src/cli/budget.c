#include "etape/budget.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/csv_reader.h"
#include "etape/cycle.h"
#include "etape/hundredths.h"
#include "etape/i18n.h"

/* --- showing ----------------------------------------------------------------------------- */

static void budget_add(void *arg, const struct budget_line *line)
{
	rows_add(arg, line);
}

static void say_totals(const struct cli *cli, const struct budget *b)
{
	struct str days = STR_INIT, net = STR_INIT, tax = STR_INIT, gross = STR_INIT, share = STR_INIT, done = STR_INIT;

	hundredths_format(&days, b->days, i18n_lang());
	money_format(&net, b->net, i18n_lang());
	money_format(&tax, b->tax, i18n_lang());
	money_format(&gross, b->gross, i18n_lang());
	cli_say(cli,
		P_("Total: %s day, %s without VAT, %s of VAT, %s with VAT",
			"Total: %s days, %s without VAT, %s of VAT, %s with VAT", hundredths_many(b->days)),
		days.buf, net.buf, tax.buf, gross.buf);
	if (b->milestone_count) {
		hundredths_format(&share, b->percent_done, i18n_lang());
		money_format(&done, b->done_gross, i18n_lang());
		cli_say(cli, _("Milestones reached: %s%%, %s"), share.buf, done.buf);
	}
	str_reset(&share);
	hundredths_format(&share, BUDGET_WHOLE - b->percent, i18n_lang());
	if (b->milestone_count && b->percent != BUDGET_WHOLE)
		cli_note(_("%s%% of the total is in no milestone"), share.buf);
	str_release(&days);
	str_release(&net);
	str_release(&tax);
	str_release(&gross);
	str_release(&share);
	str_release(&done);
}

static void write_lines(const struct cli *cli, const struct budget *b, struct output *out, enum format format)
{
	struct rows *rows = rows_new(out, &budget_type, format);

	(void)cli;
	budget_each_line(b, civil_today(NULL), budget_add, rows);
	rows_end(&rows);
}

static bool budget_show(struct cli *cli, int64_t cycle, struct err *err)
{
	const char *path = args_value(cli->args, "output");
	struct output *out = NULL;
	struct budget b;
	bool ok;

	budget_init(&b);
	ok = budget_load(cli->db, cycle, &b, err);
	if (ok && path) {
		ok = output_open(&out, path, 0, err);
		if (ok) {
			write_lines(cli, &b, out, cli->format_asked ? cli->format : FORMAT_CSV);
			ok = output_close(&out, err);
		}
	} else if (ok) {
		write_lines(cli, &b, cli->out, cli->format);
		if (cli->format == FORMAT_TABLE && (b.part_count || b.milestone_count))
			say_totals(cli, &b);
		else if (cli->format == FORMAT_TABLE)
			cli_note(_("no budget yet: 'etape budget CYCLE --import FILE' reads one, or b on the cycle's screen"));
	}
	budget_release(&b);
	return ok;
}

/* --- reading a table ---------------------------------------------------------------------- */

enum column { COL_KIND, COL_TITLE, COL_DAYS, COL_RATE, COL_RATE_CENTS, COL_VAT, COL_PERCENT, COL_DUE, COL_DONE, COLS };
static const char *const columns[COLS] = {
	[COL_KIND] = "kind", [COL_TITLE] = "title", [COL_DAYS] = "days", [COL_RATE] = "rate",
	[COL_RATE_CENTS] = "rate_cents", [COL_VAT] = "vat", [COL_PERCENT] = "percent", [COL_DUE] = "due",
	[COL_DONE] = "done",
};

struct reading {
	const struct csv_row *row;
	size_t at[COLS]; /* column of each, SIZE_MAX when missing */
};

static const char *cell(const struct reading *r, enum column c)
{
	return r->at[c] == SIZE_MAX ? "" : csv_cell(r->row, r->at[c]);
}

static bool read_hundredths(const struct reading *r, enum column c, int64_t max, int *to, struct err *err)
{
	int64_t n = 0;

	if (*cell(r, c) && !hundredths_parse(cell(r, c), max, &n, err))
		return err_wrap(err, "%s", columns[c]);
	*to = (int)n;
	return true;
}

static bool read_day(const struct reading *r, enum column c, day_t *day, struct err *err)
{
	*day = CIVIL_NONE;
	return !*cell(r, c) || civil_parse(cell(r, c), civil_today(NULL), day, err) || err_wrap(err, "%s", columns[c]);
}

static bool read_rate(const struct reading *r, cents_t *rate, struct err *err)
{
	const char *cents = cell(r, COL_RATE_CENTS);
	char *end;

	*rate = 0;
	if (*cell(r, COL_RATE))
		return money_parse(cell(r, COL_RATE), rate, err) || err_wrap(err, "rate");
	*rate = strtoll(cents, &end, 10);
	if (*end || *rate < 0 || strlen(cents) > 15)
		return err_set(err, ERR_INVALID, _("rate_cents: '%s' is no number of cents"), cents);
	return true;
}

static bool read_part(const struct reading *r, struct budget *b, struct err *err)
{
	struct budget_part p = { .cycle = b->cycle };

	p.title = xstrdup(cell(r, COL_TITLE));
	if (!read_hundredths(r, COL_DAYS, BUDGET_DAYS_MOST, &p.days, err) || !read_rate(r, &p.rate, err) ||
		!read_hundredths(r, COL_VAT, BUDGET_WHOLE, &p.vat, err)) {
		free(p.title);
		return false;
	}
	budget_add_part(b, &p);
	free(p.title);
	return true;
}

static bool read_milestone(const struct reading *r, struct budget *b, struct err *err)
{
	struct milestone m = { .cycle = b->cycle };

	m.title = xstrdup(cell(r, COL_TITLE));
	if (!read_hundredths(r, COL_PERCENT, BUDGET_WHOLE, &m.percent, err) || !read_day(r, COL_DUE, &m.due, err) ||
		!read_day(r, COL_DONE, &m.done, err)) {
		free(m.title);
		return false;
	}
	budget_add_milestone(b, &m);
	free(m.title);
	return true;
}

static bool read_row(const struct reading *r, struct budget *b, struct err *err)
{
	if (!*cell(r, COL_TITLE))
		return err_set(err, ERR_INVALID, _("a title is missing"));
	if (!strcmp(cell(r, COL_KIND), "part"))
		return read_part(r, b, err);
	if (!strcmp(cell(r, COL_KIND), "milestone"))
		return read_milestone(r, b, err);
	return err_set(err, ERR_INVALID, _("kind: expected part or milestone, not '%s'"), cell(r, COL_KIND));
}

/* Misspelt, a heading would make its amounts 0 without a word. */
static bool is_heading(const char *name)
{
	for (int c = 0; c < COLS; c++)
		if (!strcmp(name, columns[c]))
			return true;
	for (size_t i = 0; i < budget_type.count; i++)
		if (!strcmp(name, budget_type.fields[i].key))
			return true;
	return !*name;
}

static bool headings_known(const struct csv_row *headings, const char *path, struct err *err)
{
	for (size_t i = 0; i < headings->count; i++)
		if (!is_heading(csv_cell(headings, i)))
			return err_set(err, ERR_INVALID,
				_("%s: the heading '%s' is not known: expected kind, title, days, rate, vat, percent, due, done"),
				path, csv_cell(headings, i));
	return true;
}

static bool read_headings(struct reading *r, const struct csv_row *headings, const char *path, struct err *err)
{
	for (int c = 0; c < COLS; c++) {
		r->at[c] = SIZE_MAX;
		for (size_t i = 0; i < headings->count; i++)
			if (!strcmp(csv_cell(headings, i), columns[c]))
				r->at[c] = i;
	}
	if (r->at[COL_KIND] == SIZE_MAX || r->at[COL_TITLE] == SIZE_MAX)
		return err_set(err, ERR_INVALID,
			_("%s: the headings kind and title are missing; --output FILE writes an example"), path);
	return headings_known(headings, path, err);
}

static bool read_file(const char *path, struct budget *b, struct err *err)
{
	struct csv_table table;
	struct reading r;
	bool ok;

	memset(&table, 0, sizeof table);
	ok = csv_read(&table, path, err) && read_headings(&r, &table.rows[0], path, err);
	for (size_t i = 1; ok && i < table.count; i++) {
		r.row = &table.rows[i];
		ok = read_row(&r, b, err) || err_wrap(err, _("%s: line %zu"), path, r.row->line);
	}
	csv_release(&table);
	return ok;
}

static bool budget_import(struct cli *cli, int64_t cycle, const char *path, struct err *err)
{
	struct budget b;
	bool ok;

	budget_init(&b);
	b.cycle = cycle;
	ok = read_file(path, &b, err);
	if (ok && !args_has(cli->args, "dry-run"))
		ok = budget_replace(cli->db, &b, err);
	else if (ok && !budget_sum(&b))
		ok = err_set(err, ERR_INVALID, _("the amounts of this budget are too large"));
	if (ok && args_has(cli->args, "dry-run")) {
		write_lines(cli, &b, cli->out, FORMAT_TABLE);
		cli_note(_("Nothing is written (--dry-run)."));
	}
	budget_release(&b);
	return ok && (args_has(cli->args, "dry-run") || budget_show(cli, cycle, err));
}

/* --- milestones ---------------------------------------------------------------------------- */

/* The milestone of a number, from 1. */
static bool mark_milestone(struct cli *cli, int64_t cycle, int64_t no, bool done, struct err *err)
{
	const char *on = args_value(cli->args, "on");
	day_t day = done ? civil_today(NULL) : CIVIL_NONE;
	struct budget b;
	bool ok;

	budget_init(&b);
	ok = (!on || civil_parse(on, civil_today(NULL), &day, err) || err_wrap(err, "--on")) &&
	     budget_load(cli->db, cycle, &b, err);
	if (ok && (no < 1 || (size_t)no > b.milestone_count))
		ok = err_set(err, ERR_NOT_FOUND, P_("this budget has %zu milestone", "this budget has %zu milestones",
					       b.milestone_count), b.milestone_count);
	if (ok) {
		b.milestones[no - 1].done = day;
		ok = milestone_save(cli->db, &b.milestones[no - 1], err);
	}
	budget_release(&b);
	return ok && budget_show(cli, cycle, err);
}

static bool budget_run(struct cli *cli, struct err *err)
{
	const char *path = args_value(cli->args, "import");
	int64_t cycle = 0, done = 0, open = 0;
	char *name;
	bool ok;

	if (!args_number(cli->args, "done", 1, 1000, 0, &done, err) ||
		!args_number(cli->args, "not-done", 1, 1000, 0, &open, err))
		return false;
	if ((path != NULL) + (done != 0) + (open != 0) > 1)
		return err_set(err, ERR_USAGE, _("one of --import, --done and --not-done at a time"));
	if (!cli_open(cli, err))
		return false;
	name = args_join(cli->args, 0);
	ok = cycle_resolve(cli->db, name, &cycle, err);
	free(name);
	if (!ok)
		return false;
	if (path)
		return budget_import(cli, cycle, path, err);
	if (done || open)
		return mark_milestone(cli, cycle, done ? done : open, done != 0, err);
	return budget_show(cli, cycle, err);
}

static const struct option budget_options[] = {
	{ .name = "import", .value = N_("FILE"), .help = N_("put the budget of a table (CSV) in the place of this one") },
	{ .name = "dry-run", .help = N_("import: only say what would be read") },
	{ .name = "output", .value = N_("FILE"), .help = N_("write the budget into this file, as CSV") },
	{ .name = "done", .value = N_("N"), .help = N_("the milestone of this number is reached, today or --on a day") },
	{ .name = "not-done", .value = N_("N"), .help = N_("the milestone of this number is not reached after all") },
	{ .name = "on", .value = N_("DATE"), .help = N_("day on which the milestone was reached") },
	{ .name = NULL },
};

const struct command budget_command = {
	.name = "budget",
	.words = N_("CYCLE"),
	.help = N_("Show what a mission costs, part by part, and when it is paid."),
	.more = N_("A table (CSV) has the headings kind (part, milestone), title, then of a part days, rate, vat\n"
		   "(in %), of a milestone percent, due, done. What --output writes is read by --import."),
	.also = "mission|devis|echeancier",
	.options = budget_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = budget_run,
};
