#include "etape/payment.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/pay.h"
#include "etape/checkin.h"
#include "etape/event.h"
#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/money.h"

/* The words between the event and the amount, which are last: a name of several. */
static char *pay_whom(const struct cli *cli)
{
	struct str text = STR_INIT;

	for (size_t i = 1; i + 1 < cli->args->word_count; i++)
		str_addf(&text, "%s%s", i > 1 ? " " : "", args_word(cli->args, i));
	return str_take(&text);
}

bool pay_amount(const struct cli *cli, const char *amount, cents_t *cents, struct err *err)
{
	if (!money_parse(amount, cents, err))
		return false;
	/* Money goes one way or the other by a word, never by a sign typed by mistake. */
	if (*cents <= 0)
		return err_set(err, ERR_USAGE,
			_("'%s' is no amount to pay; to give money back, add --refund"), amount);
	if (args_has(cli->args, "refund"))
		*cents = -*cents;
	return true;
}

bool pay_means(const struct cli *cli, int *chosen, struct err *err)
{
	const char *means = args_value(cli->args, "means");
	struct str all = STR_INIT;

	if (!means || vocabulary_parse(&payment_means, means, chosen))
		return true;
	for (size_t i = 0; i < payment_means.count; i++)
		str_addf(&all, "%s%s", i ? ", " : "", payment_means.words[i].name);
	err_set(err, ERR_USAGE, _("unknown means of payment '%s': there are %s"), means, all.buf);
	str_release(&all);
	return false;
}

static bool pay_read(const struct cli *cli, struct payment *p, struct err *err)
{
	int chosen = MEANS_ESPECES;

	if (cli->args->word_count < 3)
		return err_set(err, ERR_USAGE, _("usage: etape %s %s (see 'etape %s --help')"),
			pay_command.name, gettext(pay_command.words), pay_command.name);
	if (!pay_amount(cli, args_word(cli->args, cli->args->word_count - 1), &p->cents, err) ||
		!pay_means(cli, &chosen, err))
		return false;
	p->means = (enum payment_means)chosen;
	p->reference = args_value(cli->args, "reference");
	return true;
}

/* Who pays must be registered; the reason why nobody is meant is the desk's. */
static bool pay_find(const struct cli *cli, int64_t event, struct checkin_answer *a, struct err *err)
{
	char *text = pay_whom(cli);
	struct str words = STR_INIT;
	bool ok = checkin_whom(cli->db, event, text, a, err);

	if (ok && !a->registration) {
		checkin_say(&words, a, NULL);
		ok = err_set(err, ERR_REFUSED, "%s", words.buf);
	}
	str_release(&words);
	free(text);
	return ok;
}

/* What is left to pay, once the payment is there. */
static bool pay_tell_rest(void *arg, const struct fee_row *row)
{
	const struct cli *cli = arg;
	const cents_t more = row->paid - row->due;
	struct str amount = STR_INIT;

	if (row->state == FEE_UNDETERMINED) {
		cli_say(cli, "%s", _("The fee is to be determined: see 'etape fee --explain'."));
		return true;
	}
	money_format(&amount, more > 0 ? more : row->balance, i18n_lang());
	if (more > 0)
		cli_say(cli, _("Paid in excess: %s."), amount.buf);
	else if (row->balance)
		cli_say(cli, _("Still to be paid: %s."), amount.buf);
	else
		cli_say(cli, "%s", _("Nothing is left to be paid."));
	str_release(&amount);
	return true;
}

static void pay_tell(const struct cli *cli, const struct payment *p, const struct checkin_answer *a)
{
	struct str amount = STR_INIT;

	money_format(&amount, p->cents < 0 ? -p->cents : p->cents, i18n_lang());
	cli_say(cli, p->cents < 0 ? _("Receipt %s: %s given back to %s (%s).")
				  : _("Receipt %s: %s paid by %s (%s)."),
		p->receipt, amount.buf, a->name,
		vocabulary_label(&payment_means, (int)p->means));
	str_release(&amount);
}

struct pay_told {
	const struct cli *cli;
	int64_t id; /* of the payment */
};

static bool pay_row(void *arg, const struct payment *p)
{
	const struct pay_told *told = arg;

	if (p->id == told->id)
		rows_one(told->cli->out, &payment_type, p, told->cli->format);
	return p->id != told->id;
}

static bool pay_run(struct cli *cli, struct err *err)
{
	struct payment p = { .day = CIVIL_NONE };
	struct checkin_answer a;
	struct pay_told told = { .cli = cli };
	int64_t event;
	bool ok;

	if (pay_is_invoice(cli))
		return pay_invoice(cli, err);
	if (!pay_read(cli, &p, err) || !cli_open(cli, err) || !cli_event(cli, 0, &event, err))
		return false;
	checkin_answer_init(&a);
	ok = pay_find(cli, event, &a, err);
	p.registration = a.registration;
	ok = ok && payment_add(cli->db, &p, err);
	if (ok && cli->format != FORMAT_TABLE) {
		told.id = p.id;
		ok = payment_list(cli->db, event, p.registration, pay_row, &told, err);
	} else if (ok) {
		pay_tell(cli, &p, &a);
		ok = fees_of_person(cli->db, event, a.person, pay_tell_rest, cli, err);
	}
	checkin_answer_release(&a);
	return ok;
}

static const struct option pay_options[] = {
	{ .name = "means",
		.value = N_("MEANS"),
		.help = N_("especes (as a rule), cheque, carte, virement or mandat") },
	{ .name = "reference",
		.value = N_("TEXT"),
		.help = N_("number of the cheque or of the transfer") },
	{ .name = "refund", .help = N_("give this amount back") },
	{ .name = "day", .value = N_("DATE"), .help = N_("of an invoice: when it was paid; as a rule today") },
	{ .name = "credit",
		.value = N_("NUMBER"),
		.help = N_("of an invoice: with what is too much on this one, of the same payer") },
	{ .name = NULL },
};

const struct command pay_command = {
	.name = "pay",
	.words = N_("EVENT CODE|E-MAIL|NAME AMOUNT"),
	.help = N_("Record a payment or a refund; says the receipt's number."),
	.more = N_("AMOUNT is in euros: 150 or 150,00. Who pays is registered, in whatever status.\n"
		   "No more is given back than was paid. Receipts are numbered by year; a number is\n"
		   "never given twice.\n\n"
		   "An invoice is paid by its number: etape pay FA2026-0001 150. More than is due of it is kept\n"
		   "as the payer's credit, which --credit uses for another one."),
	.also = "encaisser|paiement|reglement|regler|payer|rembourser|recu",
	.options = pay_options,
	.min_words = 1,
	.max_words = 3,
	.role = ROLE_ACCUEIL,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = pay_run,
};
