#include "etape/cite.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/sheet.h"
#include "etape/cite_label.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/mandate.h"
#include "etape/structure.h"

static bool cite_add(void *arg, const struct cite_row *row)
{
	rows_add(arg, row);
	return true;
}

/* --- one cité, for people ------------------------------------------------------------ */

static void cite_sheet_tour(struct sheet *sheet, const struct cite_summary *s)
{
	struct str text = STR_INIT;
	size_t known = s->tour_start ? strlen(s->tour_start) : 0;

	if (s->tour == CITE_TOUR_NONE || !known) {
		sheet_add(sheet, _("Étape"), _("none yet"));
		return;
	}
	civil_format_span(&text, s->tour_start, NULL,
		known == 4   ? PRECISION_YEAR
		: known == 7 ? PRECISION_MONTH
			     : PRECISION_DAY,
		i18n_lang());
	str_addf(&text, ", %s (%s)", s->tour_code,
		s->tour == CITE_TOUR_HOSTED ? _("held") : C_("étape", "planned"));
	sheet_add(sheet, _("Étape"), text.buf);
	str_release(&text);
}

static void cite_sheet_seen(struct sheet *sheet, const struct cite_summary *s)
{
	struct str text = STR_INIT;

	if (s->seen_day == CIVIL_NONE) {
		str_add(&text, _("never"));
	} else {
		civil_format_short(&text, s->seen_day, i18n_lang());
		str_addf(&text, P_(" (%d person)", " (%d people)", s->seen_people),
			s->seen_people);
	}
	sheet_add(sheet, _("Last seen"), text.buf);
	str_release(&text);
}

static bool cite_sheet(
	const struct cli *cli, const struct cite_row *row, const struct cite_summary *s, struct err *err)
{
	struct sheet sheet;
	struct str text = STR_INIT;
	enum label_status status;
	day_t since;

	if (!cite_label_on(cli->db, row->id, CIVIL_NONE, &status, &since, err))
		return false;

	sheet_init(&sheet);
	sheet_add(&sheet, _("Cité"), row->name);
	sheet_add(&sheet, _("Code"), row->code);
	line_join(&text, row->communes);
	sheet_add(&sheet, _("Communes"), text.buf);
	str_reset(&text);
	str_addf(&text, "%s (%s), %s", departement_name(row->departement), row->departement,
		row->region_name);
	sheet_add(&sheet, _("Département"), text.buf);
	sheet_add(&sheet, _("Académie"), row->academie);
	str_reset(&text);
	cite_label_words(&text, status, since, row->wave, civil_today(CIVIL_ZONE));
	if (text.len)
		sheet_add(&sheet, _("Label"), text.buf);
	str_reset(&text);
	str_add(&text, s->member ? _("yes") : _("no"));
	if (s->member && s->member_via)
		str_addf(&text, ", %s", s->member_via);
	sheet_add(&sheet, _("Member today"), text.buf);
	cite_sheet_tour(&sheet, s);
	cite_sheet_seen(&sheet, s);
	sheet_add_number(&sheet, _("People"), s->people);
	sheet_write(&sheet, cli->out);
	str_release(&text);
	return true;
}

/* A table made when its first row comes: no history, no heading. */
struct cite_history {
	const struct cli *cli;
	struct rows *rows;
};

static bool cite_add_label(void *arg, const struct cite_label_row *row)
{
	struct cite_history *h = arg;

	if (!h->rows)
		h->rows = rows_new(h->cli->out, &line_label_type, FORMAT_TABLE);
	rows_add(h->rows, row);
	return true;
}

static bool cite_labels(const struct cli *cli, int64_t id, struct err *err)
{
	struct cite_history history = { .cli = cli };
	bool ok = cite_label_list(cli->db, id, CIVIL_NONE, cite_add_label, &history, err);

	if (history.rows)
		cli_heading(cli, _("History of the label"));
	rows_end(&history.rows);
	return ok;
}

static bool cite_add_post(void *arg, const struct post *post)
{
	rows_add(arg, post);
	return true;
}

static bool cite_add_structure(void *arg, const struct structure_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool cite_add_event(void *arg, const struct event_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool cite_posts(const struct cli *cli, int64_t id, struct err *err)
{
	struct rows *rows = rows_new(cli->out, &line_post_type, FORMAT_TABLE);
	bool ok = mandate_posts(cli->db, id, CIVIL_NONE, true, cite_add_post, rows, err);

	cli_heading(cli, _("Posts"));
	rows_end(&rows);
	return ok;
}

static bool cite_structures(
	const struct cli *cli, int64_t id, const struct cite_summary *s, struct err *err)
{
	struct structure_filter filter = { .kind = ANY, .cite = id };
	struct page page = { .n = 1000 };
	struct rows *rows;
	bool ok;

	if (!s->structures)
		return true;
	rows = rows_new(cli->out, &line_structure_type, FORMAT_TABLE);
	ok = structure_page(cli->db, &filter, &page, cite_add_structure, rows, err);
	cli_heading(cli, _("Structures"));
	rows_end(&rows);
	return ok;
}

static bool cite_events(const struct cli *cli, int64_t id, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct rows *rows;
	int64_t count;
	bool ok;

	filter.cite = id;
	if (!event_count(cli->db, &filter, &count, err))
		return false;
	if (!count)
		return true;
	rows = rows_new(cli->out, &line_event_type, FORMAT_TABLE);
	ok = event_list(cli->db, &filter, cite_add_event, rows, err);
	cli_heading(cli, _("Hosted here"));
	rows_end(&rows);
	return ok;
}

static bool cite_keep(void *arg, const struct cite_row *row)
{
	struct cite_row **kept = arg;

	*kept = cite_row_dup(row);
	return false;
}

static bool cite_show(const struct cli *cli, const struct cite_filter *filter, struct err *err)
{
	struct cite_summary summary;
	struct cite_row *row = NULL;
	bool ok;

	if (!cite_list(cli->db, filter, cite_keep, &row, err))
		return false;
	if (!row)
		return true;
	ok = cite_summary(cli->db, row->id, CIVIL_NONE, &summary, err);
	if (ok) {
		ok = cite_sheet(cli, row, &summary, err) && cite_posts(cli, row->id, err) &&
		     cite_labels(cli, row->id, err) &&
		     cite_structures(cli, row->id, &summary, err) &&
		     cite_events(cli, row->id, err);
		cite_summary_release(&summary);
	}
	free(row);
	return ok;
}

/* --- the command ---------------------------------------------------------------------- */

static bool cite_run(struct cli *cli, struct err *err)
{
	struct cite_filter filter = {
		.region = args_value(cli->args, "region"),
		.departement = args_value(cli->args, "departement"),
		.on = CIVIL_NONE,
	};
	char *name = args_join(cli->args, 0);
	struct rows *rows;
	bool ok =
		cli_open(cli, err) && (!*name || cite_resolve(cli->db, name, &filter.id, err));

	free(name);
	if (!ok)
		return false;
	if (filter.id && cli->format == FORMAT_TABLE)
		return cite_show(cli, &filter, err);
	rows = rows_new(cli->out, &cite_type, cli->format);
	ok = cite_list(cli->db, &filter, cite_add, rows, err);
	rows_end(&rows);
	return ok;
}

static const struct option cite_options[] = {
	{ .name = "region",
		.value = "INSEE",
		.help = N_("only those of this region, such as 32") },
	{ .name = "departement",
		.value = "INSEE",
		.help = N_("only those of this département, such as 59") },
	{ .name = NULL },
};

const struct command cite_command = {
	.name = "cite",
	.words = N_("[CODE]"),
	.help = N_("List the cités, or show one: posts, label, membership."),
	.more = N_("A cité is named by its code, its name, or the name or INSEE code of a "
		   "commune."),
	.also = "cites|territoire|carte",
	.options = cite_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = cite_run,
};
