#include "etape/claim.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/billing.h"
#include "cli/commands.h"
#include "etape/i18n.h"

static bool claim_add(void *arg, const struct claim_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool claim_show(struct cli *cli, const struct claim_filter *filter, struct err *err)
{
	struct rows *rows = rows_new(cli->out, &claim_type, cli->format);
	const bool ok = claim_list(cli->db, filter, claim_add, rows, err);

	rows_end(&rows);
	return ok;
}

static bool claim_listed(struct cli *cli, struct err *err)
{
	struct claim_filter filter = { .open = args_has(cli->args, "open") };

	if (args_word(cli->args, 0) && !cli_event(cli, 0, &filter.event, err))
		return false;
	return billing_payer(cli, &filter.payer_structure, &filter.payer_person, err) &&
	       claim_show(cli, &filter, err);
}

static bool claim_take_out(struct cli *cli, const char *of, struct err *err)
{
	int64_t id;

	if (args_has(cli->args, "title") || args_has(cli->args, "paid"))
		return err_set(err, ERR_USAGE, _("--withdraw takes the sum out: neither --title nor --paid goes with it"));
	if (!claim_resolve(cli->db, of, &id, err) || !claim_withdraw(cli->db, id, err))
		return false;
	cli_say(cli, "%s", _("Withdrawn: what is due can be drawn up anew."));
	return true;
}

/* The title's number, or the day it was paid, of the one that --of names. */
static bool claim_type_back(struct cli *cli, const char *of, struct err *err)
{
	const char *title = args_value(cli->args, "title");
	const char *paid = args_value(cli->args, "paid");
	const char *day = args_value(cli->args, "day");
	const day_t today = civil_today(cli->config->zone);
	day_t title_day = CIVIL_NONE, paid_day = CIVIL_NONE;
	int64_t id;

	if (args_has(cli->args, "withdraw"))
		return claim_take_out(cli, of, err);
	if (!title && !paid)
		return err_set(err, ERR_USAGE, _("with --of, give --title NUMBER, --paid DAY or --withdraw"));
	if ((day && !civil_parse(day, today, &title_day, err)) ||
		(paid && !civil_parse(paid, today, &paid_day, err)) ||
		!claim_resolve(cli->db, of, &id, err) ||
		(title && !claim_set_title(cli->db, id, title, title_day, err)) ||
		(paid && !claim_set_paid(cli->db, id, paid_day, err)))
		return false;
	cli_say(cli, "%s", _("Noted."));
	return true;
}

static void claim_tell(const struct cli *cli, const struct invoice_drafts *drafts)
{
	struct rows *rows = rows_new(cli->out, &billing_type, cli->format);
	struct str total = STR_INIT;

	for (size_t i = 0; i < drafts->count; i++)
		rows_add(rows, &drafts->at[i]);
	rows_end(&rows);
	if (cli->format != FORMAT_TABLE)
		return;
	money_format(&total, drafts->total, i18n_lang());
	if (drafts->count) {
		output_text(cli->out, "\n");
		cli_say(cli, P_("%zu sum to collect: %s", "%zu sums to collect: %s", drafts->count), drafts->count,
			total.buf);
	} else {
		cli_say(cli, "%s", _("There is nothing to collect."));
	}
	billing_show_apart(cli, drafts);
	str_release(&total);
}

static bool claim_of_scope(struct cli *cli, struct err *err)
{
	struct invoice_drafts drafts = { .at = NULL };
	struct invoice_scope scope;
	size_t made;
	bool ok;

	if (!billing_scope(cli, &scope, err))
		return false;
	ok = invoice_draft(cli->db, &cli->config->invoice, &scope, &drafts, err);
	if (ok && args_has(cli->args, "issue")) {
		ok = claim_make(cli->db, &cli->config->invoice, &scope, &drafts, NULL, &made, err);
		if (ok) {
			cli_say(cli, P_("%zu payer: see 'etape claim --list'", "%zu payers: see 'etape claim --list'", made),
				made);
			billing_show_apart(cli, &drafts);
		}
	} else if (ok) {
		claim_tell(cli, &drafts);
	}
	invoice_drafts_release(&drafts);
	return ok;
}

static bool claim_run(struct cli *cli, struct err *err)
{
	const char *of = args_value(cli->args, "of");

	if (!cli_open(cli, err))
		return false;
	if (of)
		return claim_type_back(cli, of, err);
	return args_has(cli->args, "list") ? claim_listed(cli, err) : claim_of_scope(cli, err);
}

static const struct option claim_options[] = {
	{ .name = "period",
		.value = N_("FROM..TO"),
		.help = N_("instead of a rencontre: those that ended in these days") },
	{ .name = "payer", .value = N_("NAME"), .help = N_("only this structure or person") },
	{ .name = "issue", .help = N_("draw it up: it is not billed again") },
	{ .name = "early", .help = N_("bill days that are not over, too") },
	{ .name = "list", .help = N_("what was drawn up: who, which days, which rate, which rule, the title") },
	{ .name = "open", .help = N_("with --list: without a title, or not paid yet") },
	{ .name = "of", .value = N_("ID|TITLE"), .help = N_("the one that --title, --paid or --withdraw is about") },
	{ .name = "title", .value = N_("NUMBER"), .help = N_("type the number of the titre de recettes back") },
	{ .name = "day", .value = N_("DATE"), .help = N_("the title's day; as a rule today") },
	{ .name = "paid", .value = N_("DATE"), .help = N_("the day the accountant tells it was paid") },
	{ .name = "withdraw", .help = N_("take it out, its title being annulled, to draw it up anew") },
	{ .name = NULL },
};

const struct command claim_command = {
	.name = "claim",
	.words = N_("[EVENT]"),
	.help = N_("Draw up what is to be collected by titres de recettes."),
	.more = N_("One line a payer. etape.ini says so: mode = title, section [invoice]; then nothing is invoiced here."),
	.also = "titre|titres|recouvrer|recettes|etat",
	.options = claim_options,
	.min_words = 0,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = claim_run,
};
