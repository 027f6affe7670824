#include "etape/export.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/person_where.h"
#include "etape/doc.h"
#include "etape/i18n.h"

static bool export_kind_wanted(const struct cli *cli, enum export_kind *kind, struct err *err)
{
	const char *word = args_word(cli->args, 0);
	struct str kinds = STR_INIT;

	if (export_kind_parse(word, kind))
		return true;
	for (int k = 0; k < EXPORT_KIND_COUNT; k++)
		str_addf(&kinds, "%s%s", k ? ", " : "", export_kind_name((enum export_kind)k));
	err_set(err, ERR_USAGE, _("cannot export '%s': there are %s"), word, kinds.buf);
	str_release(&kinds);
	return false;
}

/* A file named agenda.ics wants that format, unless another is asked for. */
static enum format export_format(const struct cli *cli, const char *path)
{
	static const struct {
		const char *end;
		enum format format;
	} ends[] = {
		{ ".csv", FORMAT_CSV },
		{ ".json", FORMAT_JSON },
		{ ".ics", FORMAT_ICS },
		{ ".vcf", FORMAT_VCARD },
		{ ".txt", FORMAT_TABLE },
	};
	size_t len = path ? strlen(path) : 0;

	for (size_t i = 0; !cli->format_asked && i < sizeof ends / sizeof *ends; i++) {
		size_t end = strlen(ends[i].end);

		if (len > end && !strcasecmp(path + len - end, ends[i].end))
			return ends[i].format;
	}
	return cli->format;
}

static bool export_can(
	const struct cli *cli, enum export_kind kind, enum format format, struct err *err)
{
	if (person_where_asked(cli) && kind != EXPORT_PEOPLE)
		return err_set(err, ERR_USAGE,
			_("only people can be chosen by '--where' and '--filter'"));
	if (format == FORMAT_ICS && kind != EXPORT_EVENTS)
		return err_set(err, ERR_USAGE, _("only events can be written as ics"));
	if (format == FORMAT_VCARD && kind != EXPORT_PEOPLE)
		return err_set(err, ERR_USAGE, _("only people can be written as vcard"));
	return true;
}

/* One kind whole, or the people chosen. */
static bool export_write(const struct cli *cli, enum export_kind kind, const char *event,
	enum format format, struct output *out, struct err *err)
{
	struct person_query q;
	int64_t *ids = NULL;
	size_t count;
	bool ok;

	if (!person_where_asked(cli))
		return export_rows(cli->db, kind, event, format, out, err);
	person_query_init(&q);
	ok = person_where_ids(cli, &q, &ids, &count, err) &&
	     export_people(cli->db, ids, count, format, out, err);
	person_query_release(&q);
	free(ids);
	return ok;
}

/* To a file of its own, so that it appears whole or not at all. */
static bool export_to_file(const struct cli *cli, enum export_kind kind, const char *event,
	enum format format, const char *path, struct err *err)
{
	struct output *out;

	if (!output_open(&out, path, 0, err))
		return false;
	if (export_write(cli, kind, event, format, out, err))
		return output_close(&out, err);
	output_abort(&out);
	return false;
}

static bool export_run(struct cli *cli, struct err *err)
{
	const char *path = args_value(cli->args, "output");
	const char *event = args_value(cli->args, "event");
	const struct doc_choice choice = { .event = event, .cycle = args_value(cli->args, "cycle"),
		.no_drafts = args_has(cli->args, "no-drafts") };
	enum format format = export_format(cli, path);
	enum export_kind kind;
	bool file = path && strcmp(path, "-") != 0;
	bool ok;

	if (!export_kind_wanted(cli, &kind, err) || !export_can(cli, kind, format, err))
		return false;
	if ((choice.cycle || choice.no_drafts) && format != FORMAT_ICS)
		return err_set(err, ERR_USAGE, _("'%s' is for the ics of events only"), choice.cycle ? "--cycle" : "--no-drafts");
	if (!(format == FORMAT_ICS ? cli_upgrade(cli, err) : cli_open(cli, err)))
		return false;
	if (format == FORMAT_ICS)
		ok = doc_run(cli->path, "ics", &choice, path, err);
	else if (file)
		ok = export_to_file(cli, kind, event, format, path, err);
	else
		ok = export_write(cli, kind, event, format, cli->out, err);
	if (ok && file)
		cli_note(_("written to '%s'"), path);
	return ok;
}

static const struct option export_options[] = {
	{ .name = "event",
		.value = N_("EVENT"),
		.help = N_("only this rencontre: registrations, checkins, presence, fees, payments, "
			   "events, invoices, invoice-payments") },
	{ .name = "cycle",
		.value = N_("CYCLE"),
		.help = N_("only the rencontres of this cycle (events as ics)") },
	{ .name = "no-drafts", .help = N_("without rencontres that are still drafts (events as ics)") },
	{ .name = "output",
		.value = N_("FILE"),
		.help = N_("write this file, in the place of an older one; its ending (.csv, "
			   ".json, .ics, .vcf, .txt) says the format") },
	PERSON_WHERE_OPTIONS,
	{ .name = NULL },
};

const struct command export_command = {
	.name = "export",
	.words = N_("KIND"),
	.help = N_("Write a whole table for other programs (csv, json, ics…)."),
	.more = N_("KIND: cites, structures, people, mandates, memberships, labels, events,\n"
		   "registrations, checkins (every fact), presence (by person and half-day), fees,\n"
		   "payments (at the desk), invoices (a row a line), invoice-payments.\n"
		   "Events also as ics (calendars), people also as vcard "
		   "(address books).\n"
		   "What is written as csv can be imported again."),
	.also = "exporter|extraire|extraction",
	.options = export_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING | COMMAND_FORMAT(FORMAT_ICS) | COMMAND_FORMAT(FORMAT_VCARD),
	.format = FORMAT_CSV,
	.run = export_run,
};
