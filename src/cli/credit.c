#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/billing.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/invoice.h"

/* "2", or "2=75" for a part of it. */
static bool credit_line(const char *text, struct invoice_credit *line, struct err *err)
{
	char *end;
	const long no = strtol(text, &end, 10);

	*line = (struct invoice_credit){ .no = (int)no };
	if (end == text || no < 1 || no > 100000 || (*end && *end != '='))
		return err_set(err, ERR_USAGE,
			_("'%s' is no line: write its number, or number=amount for a part of it"), text);
	if (!*end)
		return true;
	if (!money_parse(end + 1, &line->cents, err))
		return false;
	return line->cents > 0 ||
	       err_set(err, ERR_USAGE, _("an amount to give back is above zero"));
}

static bool credit_lines(
	const struct cli *cli, struct invoice_credit **lines, size_t *count, struct err *err)
{
	const char **texts = args_values(cli->args, "line", count);
	bool ok = true;

	*lines = xcalloc(*count + 1, sizeof **lines);
	for (size_t i = 0; ok && i < *count; i++)
		ok = credit_line(texts[i], &(*lines)[i], err);
	free(texts);
	return ok;
}

static bool credit_run(struct cli *cli, struct err *err)
{
	const char *reason = args_value(cli->args, "reason");
	struct invoice_credit *lines = NULL;
	struct invoice note;
	size_t count = 0;
	int64_t id;
	bool ok;

	if (!reason)
		return err_set(err, ERR_USAGE, _("a credit note needs a reason: --reason TEXT"));
	invoice_init(&note);
	ok = credit_lines(cli, &lines, &count, err) && cli_open(cli, err) &&
	     invoice_resolve(cli->db, args_word(cli->args, 0), &id, err);
	if (ok && args_has(cli->args, "preview"))
		ok = invoice_credit_draft(
			cli->db, &cli->config->invoice, id, lines, count, reason, &note, err);
	else if (ok)
		ok = invoice_credit(
			cli->db, &cli->config->invoice, id, lines, count, reason, &note, err);
	if (ok && cli->format == FORMAT_TABLE)
		billing_show(cli, &note);
	else if (ok)
		cli_list_one(cli, &billing_type, &note);
	invoice_release(&note);
	free(lines);
	return ok;
}

static const struct option credit_options[] = {
	{ .name = "line",
		.many = true,
		.value = N_("N[=AMOUNT]"),
		.help = N_("only this line, or a part of it; all that is left without") },
	{ .name = "reason", .value = N_("TEXT"), .help = N_("why, as the credit note says it") },
	{ .name = "preview", .help = N_("show exactly what would be issued, without a number") },
	{ .name = NULL },
};

const struct command credit_command = {
	.name = "credit",
	.words = N_("NUMBER"),
	.help = N_("Correct an invoice by a credit note, up to what is left of it."),
	.more = N_("Amounts include VAT. What a credit note gives back is billed again when it is still due."),
	.also = "avoir|crediter|credit note",
	.options = credit_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_COORDINATION,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = credit_run,
};
