#include "etape/import.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"

/* --- a line of the report, for programs --------------------------------------------------- */

static const char *const outcomes[] = {
	[IMPORT_NOTE] = "note",
	[IMPORT_CREATED] = "created",
	[IMPORT_MATCHED] = "matched",
	[IMPORT_UPDATED] = "updated",
	[IMPORT_DOUBTFUL] = "doubtful",
	[IMPORT_REFUSED] = "refused",
};

static const struct field import_fields[] = {
	{ .key = "line", .kind = FIELD_INT },
	{ .key = "outcome", .kind = FIELD_TEXT },
	{ .key = "what", .kind = FIELD_TEXT },
	{ .key = "detail", .kind = FIELD_TEXT },
};

static struct value import_get(const void *row, size_t i)
{
	const struct import_line *l = row;
	struct value line = value_int((int64_t)l->line);

	switch (i) {
	case 0:
		line.null = l->line == 0;
		return line;
	case 1:
		return value_text(outcomes[l->outcome]);
	case 2:
		return value_text(l->what);
	default:
		return value_text(l->detail);
	}
}

static const struct record_type import_type = {
	.name = "import line",
	.fields = import_fields,
	.count = sizeof import_fields / sizeof *import_fields,
	.get = import_get,
};

/* --- the report
 * -------------------------------------------------------------------------------- */

struct import_report {
	const struct cli *cli;
	struct rows *rows; /* NULL: words for people */
	struct str words;  /* of a line */
};

static void import_add(void *arg, const struct import_line *line)
{
	struct import_report *report = arg;
	/* What is said about the file is chatter; what is said about a row is the result. */
	bool chatter = line->outcome == IMPORT_NOTE && !line->line;

	if (report->rows && !chatter) {
		rows_add(report->rows, line);
		return;
	}
	str_reset(&report->words);
	import_line_show(&report->words, line);
	if (chatter)
		cli_note("%s", report->words.buf);
	else
		cli_say_line(report->cli, &report->words);
}

static void import_tell_file(const struct import_summary *s)
{
	const char *separator = s->separator == '\t'  ? _("tab")
				: s->separator == ';' ? ";"
						      : ",";

	cli_note(_("read as %s, columns separated by '%s'"), csv_encoding_name(s->encoding),
		separator);
}

static bool import_done(const struct cli *cli, const struct import_options *o,
	const struct import_summary *s, struct err *err)
{
	struct str words = STR_INIT;

	import_summary_show(&words, o, s);
	if (cli->format == FORMAT_TABLE)
		cli_say(cli, "%s", words.buf);
	else
		cli_note("%s", words.buf);
	str_release(&words);
	if (o->dry_run && s->refused && !o->skip_errors)
		return err_set(err, ERR_REFUSED,
			P_("%zu line would be refused: mend it, or take the others with "
			   "--skip-errors",
				"%zu lines would be refused: mend them, or take the others "
				"with --skip-errors",
				s->refused),
			s->refused);
	return true;
}

static bool import_run_with(struct cli *cli, struct import_options *o, struct err *err)
{
	struct import_report report = { .cli = cli, .words = STR_INIT };
	struct import_summary summary = { 0 };
	bool ok;

	if (cli->format != FORMAT_TABLE)
		report.rows = rows_new(cli->out, &import_type, cli->format);
	o->report = import_add;
	o->report_arg = &report;
	ok = import_run(cli->db, o, &summary, err);
	rows_end(&report.rows);
	str_release(&report.words);
	if (summary.rows && summary.separator)
		import_tell_file(&summary);
	return ok && import_done(cli, o, &summary, err);
}

/* The kinds, for a message; released by the caller. */
static void import_add_kinds(struct str *out)
{
	for (int kind = IMPORT_CITES; kind <= IMPORT_REGISTRATIONS; kind++)
		str_addf(out, "%s%s", out->len ? ", " : "",
			import_kind_name((enum import_kind)kind));
}

static bool import_kind_wanted(const struct cli *cli, enum import_kind *kind, struct err *err)
{
	const char *word = args_word(cli->args, 0);
	struct str kinds = STR_INIT;

	if (import_kind_parse(word, kind))
		return true;
	import_add_kinds(&kinds);
	err_set(err, ERR_USAGE, _("cannot import '%s': there are %s"), word, kinds.buf);
	str_release(&kinds);
	return false;
}

static bool import_start(struct cli *cli, struct err *err)
{
	struct import_options o = {
		.path = args_word(cli->args, 1),
		.event = args_value(cli->args, "event"),
		.dry_run = args_has(cli->args, "dry-run"),
		.skip_errors = args_has(cli->args, "skip-errors"),
	};
	const char **maps;
	bool ok;

	if (!import_kind_wanted(cli, &o.kind, err))
		return false;
	if (o.event && o.kind != IMPORT_REGISTRATIONS)
		return err_set(err, ERR_USAGE, _("'--event' is for registrations only"));
	maps = args_values(cli->args, "map", &o.map_count);
	o.maps = maps;
	ok = cli_open(cli, err) && import_run_with(cli, &o, err);
	free(maps);
	return ok;
}

static const struct option import_options_table[] = {
	{ .name = "event",
		.value = N_("EVENT"),
		.help = N_("registrations: the rencontre they are for") },
	{ .name = "dry-run",
		.help = N_("say what would be done, line by line, and write nothing") },
	{ .name = "skip-errors",
		.help = N_("leave out the lines that are refused and take the rest") },
	{ .name = "map",
		.many = true,
		.value = N_("FIELD=COLUMN"),
		.help = N_("the column of a field, by its heading or number; FIELD= leaves it "
			   "out") },
	{ .name = NULL },
};

const struct command import_command = {
	.name = "import",
	.words = N_("KIND FILE"),
	.help = N_("Take over a table (Excel, online form) or a calendar."),
	.more = N_("KIND: cites, structures, people, mandates, memberships, labels, events,\n"
		   "registrations.\n"
		   "FILE: - reads standard input. Separator and encoding are found out, "
		   "headings are\n"
		   "understood in French and English. All or nothing, in one change; run "
		   "again, it adds\n"
		   "nothing. People are recognised by e-mail, else by name and structure; "
		   "nothing that\n"
		   "is known is ever overwritten.\n"
		   "Events also from anybody's calendar (.ics): there the same UID brings an event "
		   "up to date."),
	.also = "importer|charger|load",
	.options = import_options_table,
	.min_words = 2,
	.max_words = 2,
	.role = ROLE_COORDINATION,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = import_start,
};
