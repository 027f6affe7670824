#include "etape/invoice.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/billing.h"
#include "cli/commands.h"
#include "etape/engagement.h"
#include "etape/i18n.h"

/* The address of a person who pays herself, which no record has. */
static void invoice_take_address(const struct cli *cli, struct invoice *draft)
{
	const struct {
		const char *option;
		char **text;
	} typed[] = {
		{ "address", &draft->buyer.address },
		{ "postcode", &draft->buyer.postcode },
		{ "town", &draft->buyer.town },
	};

	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		const char *value = args_value(cli->args, typed[i].option);

		if (!value || !draft->payer_person)
			continue;
		free(*typed[i].text);
		*typed[i].text = xstrdup(value);
	}
}

static bool invoice_options_fit(const struct cli *cli, const struct invoice_scope *scope, struct err *err)
{
	if (args_has(cli->args, "address") && !scope->payer_person)
		return err_set(err, ERR_USAGE,
			_("--address is for one person who pays herself: name her with --payer"));
	if (args_has(cli->args, "issue") && args_has(cli->args, "preview"))
		return err_set(err, ERR_USAGE, _("--preview shows, --issue issues: one of the two"));
	return true;
}

/* Kept before anything is drafted: it goes on the invoice. */
static bool invoice_keep_engagement(
	const struct cli *cli, const struct invoice_scope *scope, struct err *err)
{
	const char *number = args_value(cli->args, "engagement");

	if (!number)
		return true;
	if (!scope->payer_structure)
		return err_set(err, ERR_USAGE,
			_("--engagement is a number of one structure: name it with --payer"));
	return engagement_set(cli->db, scope->payer_structure, scope->event, number, err);
}

static void invoice_rows(const struct cli *cli, const struct invoice_drafts *drafts, const bool *chosen)
{
	struct rows *rows = rows_new(cli->out, &billing_type, cli->format);

	for (size_t i = 0; i < drafts->count; i++)
		if (!chosen || chosen[i])
			rows_add(rows, &drafts->at[i]);
	rows_end(&rows);
}

static void invoice_sum_up(const struct cli *cli, const struct invoice_drafts *drafts)
{
	struct str total = STR_INIT;

	money_format(&total, drafts->total, i18n_lang());
	if (drafts->count)
		cli_say(cli, P_("%zu invoice to issue: %s", "%zu invoices to issue: %s", drafts->count),
			drafts->count, total.buf);
	else
		cli_say(cli, "%s", _("There is nothing to invoice."));
	str_release(&total);
}

static void invoice_preview(const struct cli *cli, const struct invoice_drafts *drafts)
{
	for (size_t i = 0; i < drafts->count; i++) {
		if (i)
			output_text(cli->out, "\n");
		billing_show(cli, &drafts->at[i]);
	}
}

static void invoice_tell_drafts(const struct cli *cli, const struct invoice_drafts *drafts)
{
	if (cli->format != FORMAT_TABLE) {
		invoice_rows(cli, drafts, NULL);
		return;
	}
	if (args_has(cli->args, "preview"))
		invoice_preview(cli, drafts);
	else if (drafts->count)
		invoice_rows(cli, drafts, NULL);
	if (drafts->count)
		output_text(cli->out, "\n");
	invoice_sum_up(cli, drafts);
	billing_show_rest(cli, drafts);
}

/* Those that lack nothing, when only they are asked for. */
static bool *invoice_choose(const struct cli *cli, const struct invoice_drafts *drafts)
{
	bool *chosen = xcalloc(drafts->count + 1, sizeof *chosen);

	for (size_t i = 0; i < drafts->count; i++)
		chosen[i] = !args_has(cli->args, "ready") ||
			    (!*drafts->at[i].missing && (!drafts->at[i].early || args_has(cli->args, "early")));
	return chosen;
}

static bool invoice_take(struct cli *cli, const struct invoice_scope *scope,
	struct invoice_drafts *drafts, struct err *err)
{
	bool *chosen = invoice_choose(cli, drafts);
	const bool ok =
		invoice_issue(cli->db, &cli->config->invoice, scope, drafts, chosen, err);

	if (ok)
		invoice_rows(cli, drafts, chosen);
	if (ok && cli->format == FORMAT_TABLE)
		billing_show_apart(cli, drafts);
	free(chosen);
	return ok;
}

static bool invoice_run(struct cli *cli, struct err *err)
{
	struct invoice_drafts drafts = { .at = NULL };
	struct invoice_scope scope;
	bool ok;

	if (!cli_open(cli, err) || !billing_scope(cli, &scope, err) ||
		!invoice_options_fit(cli, &scope, err) || !invoice_keep_engagement(cli, &scope, err))
		return false;
	ok = invoice_draft(cli->db, &cli->config->invoice, &scope, &drafts, err);
	for (size_t i = 0; ok && i < drafts.count; i++)
		invoice_take_address(cli, &drafts.at[i]);
	if (ok && args_has(cli->args, "issue"))
		ok = invoice_take(cli, &scope, &drafts, err);
	else if (ok)
		invoice_tell_drafts(cli, &drafts);
	invoice_drafts_release(&drafts);
	return ok;
}

static const struct option invoice_options[] = {
	{ .name = "period",
		.value = N_("FROM..TO"),
		.help = N_("instead of a rencontre: those that ended in these days") },
	{ .name = "payer", .value = N_("NAME"), .help = N_("only this structure or person") },
	{ .name = "preview", .help = N_("show exactly what would be issued, without a number") },
	{ .name = "issue", .help = N_("take the numbers and issue; nothing of it changes any more") },
	{ .name = "ready", .help = N_("with --issue: leave out those that lack something") },
	{ .name = "early", .help = N_("bill days that are not over, too") },
	{ .name = "engagement",
		.value = N_("NUMBER"),
		.help = N_("keep this engagement number of --payer, for the rencontre or any") },
	{ .name = "address", .value = N_("TEXT"), .help = N_("of a person who pays herself") },
	{ .name = "postcode", .value = N_("TEXT"), .help = N_("the same") },
	{ .name = "town", .value = N_("TEXT"), .help = N_("the same") },
	{ .name = NULL },
};

const struct command invoice_command = {
	.name = "invoice",
	.words = N_("[EVENT]"),
	.help = N_("Say what is to be invoiced, by payer; issue it."),
	.more = N_("What is invoiced already and not credited is left out; what is to be determined is listed\n"
		   "apart and never billed. Everything that is missing is said before a number is taken.\n"
		   "Who issues, on what terms: section [invoice] of etape.ini."),
	.also = "facturer|facture|facturation|bill",
	.options = invoice_options,
	.min_words = 0,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = invoice_run,
};
