#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli/args.h"
#include "cli/pay.h"
#include "etape/i18n.h"
#include "etape/invoice_payment.h"

/* "2026-0001": what stands behind the letters. */
static bool pay_is_number(const char *text)
{
	size_t year = strspn(text, "0123456789");

	return year == 4 && text[4] == '-' && strspn(text + 5, "0123456789") >= 4 &&
	       !text[5 + strspn(text + 5, "0123456789")];
}

/* Codes of events are in small letters; the prefix of today's invoices may be typed so, too. */
bool pay_is_invoice(const struct cli *cli)
{
	const char *word = args_word(cli->args, 0);
	const char *prefix = invoice_settings_prefix(&cli->config->invoice);
	const size_t capitals = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_/");

	return (capitals && pay_is_number(word + capitals)) ||
	       (!strncasecmp(word, prefix, strlen(prefix)) && pay_is_number(word + strlen(prefix)));
}

static bool pay_invoice_tell(struct cli *cli, int64_t id, struct err *err)
{
	struct invoice v;
	struct str amount = STR_INIT;
	const bool ok = (invoice_init(&v), invoice_get(cli->db, id, &v, err));

	if (ok) {
		money_format(&amount, v.balance < 0 ? -v.balance : v.balance, i18n_lang());
		if (v.balance < 0)
			cli_say(cli, _("Paid in excess: %s."), amount.buf);
		else if (v.balance > 0)
			cli_say(cli, _("Still to be paid: %s."), amount.buf);
		else
			cli_say(cli, "%s", _("Nothing is left to be paid."));
	}
	str_release(&amount);
	invoice_release(&v);
	return ok;
}

/* With what is too much on another invoice. */
static bool pay_by_credit(struct cli *cli, int64_t id, const char *from, struct err *err)
{
	const char *text = args_word(cli->args, 1);
	struct str amount = STR_INIT;
	cents_t cents = 0;
	int64_t other;

	if ((text && !pay_amount(cli, text, &cents, err)) ||
		!invoice_resolve(cli->db, from, &other, err) ||
		!invoice_use_credit(cli->db, other, id, cents, &cents, err))
		return false;
	money_format(&amount, cents, i18n_lang());
	cli_say(cli, _("%s of the credit of %s used."), amount.buf, from);
	str_release(&amount);
	return pay_invoice_tell(cli, id, err);
}

static bool pay_invoice_read(
	const struct cli *cli, struct invoice_payment *p, struct err *err)
{
	const char *day = args_value(cli->args, "day");
	const char *amount = args_word(cli->args, 1);

	p->means = MEANS_VIREMENT;
	p->reference = args_value(cli->args, "reference");
	if (!amount || args_word(cli->args, 2))
		return err_set(err, ERR_USAGE,
			_("an invoice is paid by 'etape pay NUMBER AMOUNT' or 'etape pay NUMBER --credit NUMBER'"));
	return pay_amount(cli, amount, &p->cents, err) && pay_means(cli, &p->means, err) &&
	       (!day || civil_parse(day, civil_today(cli->config->zone), &p->day, err));
}

bool pay_invoice(struct cli *cli, struct err *err)
{
	struct invoice_payment p = { .day = CIVIL_NONE };
	const char *from = args_value(cli->args, "credit");
	struct str amount = STR_INIT;

	if ((!from && !pay_invoice_read(cli, &p, err)) || !cli_open(cli, err) ||
		!invoice_resolve(cli->db, args_word(cli->args, 0), &p.invoice, err))
		return false;
	if (from)
		return pay_by_credit(cli, p.invoice, from, err);
	if (!invoice_pay(cli->db, &p, err))
		return false;
	money_format(&amount, p.cents < 0 ? -p.cents : p.cents, i18n_lang());
	cli_say(cli, p.cents < 0 ? _("Receipt %s: %s given back on %s (%s).")
				 : _("Receipt %s: %s paid of %s (%s)."),
		p.receipt, amount.buf, args_word(cli->args, 0),
		vocabulary_label(&payment_means, p.means));
	str_release(&amount);
	return pay_invoice_tell(cli, p.invoice, err);
}
