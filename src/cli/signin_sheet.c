#include "etape/signin_sheet.h"

#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/spawn_pager.h"
#include "etape/i18n.h"

/* To a file of its own, so that it appears whole or not at all. */
static bool sheet_to_file(const struct str *text, const char *path, struct err *err)
{
	struct output *out;

	if (!output_open(&out, path, 0, err))
		return false;
	output_write(out, text->buf, text->len);
	return output_close(&out, err);
}

/* A terminal has no pages: a new one is told by its head alone. */
static void sheet_to_screen(const struct cli *cli, struct str *text)
{
	for (char *at = text->buf; (at = strchr(at, '\f'));)
		*at = '\n';
	if (!pager_may_run(cli) || !pager_show(text->buf))
		output_text(cli->out, text->buf);
}

static bool sheet_make(
	const struct cli *cli, struct signin_sheet *sheet, struct str *text, struct err *err)
{
	struct str organiser = STR_INIT;
	bool ok = signin_sheet_organiser(&organiser, cli->db, cli->config->region, err);

	sheet->organiser = organiser.buf;
	ok = ok && signin_sheet_add(text, cli->db, sheet, err);
	str_release(&organiser);
	return ok;
}

static bool sheet_run(struct cli *cli, struct err *err)
{
	const char *path = args_value(cli->args, "output");
	struct signin_sheet sheet = { .event = 0 };
	struct str text = STR_INIT;
	int64_t session, blank;
	bool ok;

	if (!args_number(cli->args, "session", 1, 999, 0, &session, err) ||
		!args_number(cli->args, "blank", 0, 999, 6, &blank, err) ||
		!cli_open(cli, err) || !cli_event(cli, 0, &sheet.event, err))
		return false;
	sheet.session = (int)session;
	sheet.blank_rows = (int)blank;
	ok = sheet_make(cli, &sheet, &text, err);
	if (ok && path && strcmp(path, "-") != 0) {
		ok = sheet_to_file(&text, path, err);
		if (ok)
			cli_note(_("written to '%s'"), path);
	} else if (ok && output_is_terminal(cli->out)) {
		sheet_to_screen(cli, &text);
	} else if (ok) {
		output_write(cli->out, text.buf, text.len);
	}
	str_release(&text);
	return ok;
}

static const struct option sheet_options[] = {
	{ .name = "session",
		.value = "N",
		.help = N_("only this session; as a rule a sheet for each") },
	{ .name = "blank",
		.value = "N",
		.help = N_("rows left empty for those who come unannounced; 6 as a rule") },
	{ .name = "output",
		.value = N_("FILE"),
		.help = N_("write this file, in the place of an older one") },
	{ .name = NULL },
};

const struct command sheet_command = {
	.name = "sheet",
	.words = N_("EVENT"),
	.help = N_("Make the sign-in sheet, one for each half-day."),
	.more = N_("Plain text, 80 columns by 60 lines a page, a form feed between pages\n"
		   "(etape sheet tour-14 | lp). On a terminal it goes through $PAGER, else less."),
	.also = "emargement|feuille|feuille-emargement|imprimer",
	.options = sheet_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.run = sheet_run,
};
