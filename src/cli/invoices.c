#include "etape/invoice_payment.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/billing.h"
#include "cli/commands.h"
#include "etape/doc.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/invoice_text.h"

struct invoices_listing {
	struct rows *rows;
	size_t count;
	cents_t balance;
};

static bool invoices_add(void *arg, const struct invoice_row *row)
{
	struct invoices_listing *listing = arg;

	rows_add(listing->rows, row);
	listing->count++;
	if (row->balance > 0 && !money_add(listing->balance, row->balance, &listing->balance))
		bug("balances overflow");
	return true;
}

static bool invoices_add_payment(void *arg, const struct invoice_payment *p)
{
	struct invoices_listing *listing = arg;

	rows_add(listing->rows, p);
	return true;
}

static bool invoices_add_balance(void *arg, const struct invoice_balance *b)
{
	struct invoices_listing *listing = arg;

	rows_add(listing->rows, b);
	return true;
}

static bool invoices_add_proposal(void *arg, const struct invoice_proposal *p)
{
	struct invoices_listing *listing = arg;

	rows_add(listing->rows, p);
	return true;
}

/* --- reading what was asked -------------------------------------------------------- */

static bool invoices_words(const struct vocabulary *v, const char *text, int *value, struct err *err)
{
	struct str all = STR_INIT;

	if (vocabulary_parse(v, text, value))
		return true;
	for (size_t i = 0; i < v->count; i++)
		str_addf(&all, "%s%s", i ? ", " : "", v->words[i].name);
	err_set(err, ERR_USAGE, _("'%s' is none of: %s"), text, all.buf);
	str_release(&all);
	return false;
}

static bool invoices_states(const struct cli *cli, unsigned *states, struct err *err)
{
	size_t count;
	const char **names = args_values(cli->args, "state", &count);
	bool ok = true;

	for (size_t i = 0; ok && i < count; i++) {
		int state = 0;

		ok = invoices_words(&invoice_states, names[i], &state, err);
		*states |= 1u << state;
	}
	free(names);
	return ok;
}

static bool invoices_filter(const struct cli *cli, struct invoice_filter *filter, struct err *err)
{
	const char *event = args_value(cli->args, "event");
	const char *kind = args_value(cli->args, "kind");
	int64_t year;

	*filter = INVOICE_FILTER_ALL;
	if (!args_number(cli->args, "year", 2000, 9999, 0, &year, err) ||
		!invoices_states(cli, &filter->states, err) ||
		(kind && !invoices_words(&invoice_kinds, kind, &filter->kind, err)))
		return false;
	filter->year = (int)year;
	return (!event || event_resolve(cli->db, event, &filter->event, err)) &&
	       billing_payer(cli, &filter->payer_structure, &filter->payer_person, err);
}

/* --- answering --------------------------------------------------------------------- */

static bool invoices_balances(struct cli *cli, const struct invoice_filter *filter,
	struct invoices_listing *listing, struct err *err)
{
	static const char *const by[] = { "payer", "event", "year" };
	const char *asked = args_value(cli->args, "by");

	for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
		if (!str_eq(asked, by[i]))
			continue;
		listing->rows = rows_new(cli->out, &invoice_balance_type, cli->format);
		return invoice_balances(cli->db, (enum invoice_group)i, filter,
			invoices_add_balance, listing, err);
	}
	return err_set(err, ERR_USAGE, _("'%s' is none of: %s"), asked, "payer, event, year");
}

static bool invoices_list(struct cli *cli, struct err *err)
{
	struct invoices_listing listing = { .rows = NULL };
	struct invoice_filter filter;
	struct str amount = STR_INIT;
	bool ok;

	if (!invoices_filter(cli, &filter, err))
		return false;
	if (args_has(cli->args, "by")) {
		ok = invoices_balances(cli, &filter, &listing, err);
	} else if (args_has(cli->args, "payments")) {
		listing.rows = rows_new(cli->out, &invoice_payment_type, cli->format);
		ok = invoice_payment_list(cli->db, &filter, invoices_add_payment, &listing, err);
	} else if (args_has(cli->args, "proposals")) {
		listing.rows = rows_new(cli->out, &invoice_proposal_type, cli->format);
		ok = invoice_proposals(cli->db, filter.event, invoices_add_proposal, &listing, err);
	} else {
		listing.rows = rows_new(cli->out, &invoice_type, cli->format);
		ok = invoice_list(cli->db, &filter, invoices_add, &listing, err);
	}
	rows_end(&listing.rows);
	if (ok && listing.count && cli->format == FORMAT_TABLE) {
		money_format(&amount, listing.balance, i18n_lang());
		output_text(cli->out, "\n");
		cli_say(cli, _("Left to be paid: %s"), amount.buf);
	}
	str_release(&amount);
	return ok;
}

/* --- the paper --------------------------------------------------------------------- */

static bool invoices_text(struct cli *cli, const struct invoice *v, const char *path, struct err *err)
{
	struct output *out = cli->out;
	struct str text = STR_INIT;
	bool ok;

	if (path && !output_open(&out, path, 0, err))
		return false;
	invoice_text(v, &text);
	output_text(out, text.buf);
	ok = !path || output_close(&out, err);
	str_release(&text);
	return ok;
}

static bool invoices_paper(struct cli *cli, const struct invoice *v, struct err *err)
{
	const struct doc_choice choice = { .invoice = v->number };
	const char *path = args_value(cli->args, "output");
	const bool ok = cli->format == FORMAT_CII ? doc_run(cli->path, "cii", &choice, path, err)
						  : invoices_text(cli, v, path, err);

	if (ok && path && strcmp(path, "-") != 0)
		cli_note(_("written to '%s'"), path);
	return ok;
}

static bool invoices_is_paper(const struct cli *cli)
{
	return cli->format == FORMAT_TEXT || cli->format == FORMAT_CII;
}

static bool invoices_one(struct cli *cli, struct err *err)
{
	struct invoice v;
	int64_t id;
	bool ok;

	invoice_init(&v);
	ok = invoice_resolve(cli->db, args_word(cli->args, 0), &id, err) &&
	     invoice_get(cli->db, id, &v, err);
	if (ok && invoices_is_paper(cli))
		ok = invoices_paper(cli, &v, err);
	else if (ok && cli->format == FORMAT_TABLE)
		billing_show(cli, &v);
	else if (ok)
		cli_list_one(cli, &billing_type, &v);
	invoice_release(&v);
	return ok;
}

static bool invoices_run(struct cli *cli, struct err *err)
{
	if (invoices_is_paper(cli) && !args_word(cli->args, 0))
		return err_set(err, ERR_USAGE, _("text and cii are of one invoice: give its number"));
	if (args_has(cli->args, "output") && !invoices_is_paper(cli))
		return err_set(err, ERR_USAGE, _("'--output' is for '--format text' and '--format cii'"));
	if (!cli_open(cli, err))
		return false;
	return args_word(cli->args, 0) ? invoices_one(cli, err) : invoices_list(cli, err);
}

static const struct option invoices_options[] = {
	{ .name = "event", .value = N_("EVENT"), .help = N_("only those of this rencontre") },
	{ .name = "payer", .value = N_("NAME"), .help = N_("only this structure or person") },
	{ .name = "year", .value = N_("YEAR"), .help = N_("only those of this year") },
	{ .name = "state",
		.many = true,
		.value = N_("STATE"),
		.help = N_("issued, partly_paid, paid, overpaid, late or credited") },
	{ .name = "kind", .value = N_("KIND"), .help = N_("invoice or credit_note") },
	{ .name = "by", .value = N_("WHAT"), .help = N_("balances instead, by payer, event or year") },
	{ .name = "payments", .help = N_("the payments of them instead") },
	{ .name = "proposals", .help = N_("credit notes and claims to correct instead: the fee is another today") },
	{ .name = "output",
		.value = N_("FILE"),
		.help = N_("with --format text or cii: write this file, in the place of an older one") },
	{ .name = NULL },
};

const struct command invoices_command = {
	.name = "invoices",
	.words = N_("[NUMBER]"),
	.help = N_("List invoices and credit notes, or show one."),
	.more = N_("What was paid at the desk for the registrations that an invoice bills counts."),
	.also = "factures|avoirs|balance|soldes",
	.options = invoices_options,
	.min_words = 0,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING | COMMAND_FORMAT(FORMAT_TEXT) | COMMAND_FORMAT(FORMAT_CII),
	.format = FORMAT_TABLE,
	.run = invoices_run,
};
