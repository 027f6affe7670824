#include "cli/billing.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "etape/i18n.h"
#include "etape/person.h"
#include "etape/structure.h"

/* --- for what, for whom ------------------------------------------------------------ */

bool billing_period(const struct cli *cli, const char *text, day_t *from, day_t *to, struct err *err)
{
	const day_t today = civil_today(cli->config->zone);
	const char *dots = strstr(text, "..");
	char *first = dots ? xstrndup(text, (size_t)(dots - text)) : NULL;
	bool ok = first && civil_parse(first, today, from, err) && civil_parse(dots + 2, today, to, err);

	if (!first)
		err_set(err, ERR_USAGE,
			_("'%s' is no period: write it FROM..TO, such as 2026-01-01..2026-03-31"), text);
	free(first);
	if (ok && *from > *to)
		ok = err_set(err, ERR_USAGE, _("a period ends after it begins: '%s'"), text);
	return ok;
}

bool billing_payer(const struct cli *cli, int64_t *structure, int64_t *person, struct err *err)
{
	const char *text = args_value(cli->args, "payer");
	struct err why = ERR_INIT;

	*structure = *person = 0;
	if (!text || structure_resolve(cli->db, text, structure, &why))
		return true;
	*structure = 0;
	if (why.code == ERR_NOT_FOUND)
		return person_resolve(cli->db, text, person, err);
	*err = why;
	return false;
}

bool billing_scope(const struct cli *cli, struct invoice_scope *scope, struct err *err)
{
	const char *period = args_value(cli->args, "period");
	const bool event = args_word(cli->args, 0) != NULL;

	*scope = (struct invoice_scope){
		.from = CIVIL_NONE,
		.to = CIVIL_NONE,
		.early = args_has(cli->args, "early"),
	};
	if (event == (period != NULL))
		return err_set(err, ERR_USAGE,
			_("name a rencontre or give --period FROM..TO (see 'etape %s --help')"),
			cli->args->command->name);
	if (period)
		return billing_period(cli, period, &scope->from, &scope->to, err) &&
		       billing_payer(cli, &scope->payer_structure, &scope->payer_person, err);
	return cli_event(cli, 0, &scope->event, err) &&
	       billing_payer(cli, &scope->payer_structure, &scope->payer_person, err);
}

/* --- in words ---------------------------------------------------------------------- */

static void billing_party(const struct cli *cli, const char *heading, const struct invoice_party *p)
{
	cli_say(cli, "%s %s", heading, p->name);
	if (*p->address || *p->town)
		cli_say(cli, "    %s%s%s %s", p->address, *p->address ? ", " : "", p->postcode, p->town);
	if (*p->siret)
		cli_say(cli, "    SIRET %s", p->siret);
	if (*p->vat_number)
		cli_say(cli, _("    VAT number %s"), p->vat_number);
}

/* "2 × 150,00 €", with the part that is asked of it. */
static void billing_add_price(struct str *out, const struct invoice_line *l, enum lang lang)
{
	str_addf(out, "%d", l->quantity / 100);
	if (l->quantity % 100)
		str_addf(out, lang == LANG_EN ? ".%02d" : ",%02d", l->quantity % 100);
	str_addf(out, " %s × ", vocabulary_label(&fee_units, (int)l->unit));
	money_format(out, l->unit_cents, lang);
	if (l->percent != FEE_WHOLE)
		str_addf(out, " × %d,%02d %%", l->percent / 100, l->percent % 100);
	str_add(out, " = ");
	money_format(out, l->net, lang);
}

static void billing_line(const struct cli *cli, const struct invoice_line *l)
{
	struct str price = STR_INIT, days = STR_INIT;
	const char *reason = l->reasons;

	billing_add_price(&price, l, i18n_lang());
	civil_format_range(&days, l->first, l->last, i18n_lang());
	cli_say(cli, "%3d. %s, %s", l->no, l->name, l->event);
	cli_say(cli, _("     %s, %s: %s"), l->label, days.buf, price.buf);
	while (*reason) {
		const size_t len = strcspn(reason, "\n");

		cli_say(cli, "       %.*s", (int)len, reason);
		reason += len + (reason[len] == '\n');
	}
	str_release(&price);
	str_release(&days);
}

static void billing_amount(const struct cli *cli, const char *heading, cents_t cents)
{
	struct str amount = STR_INIT;

	money_format(&amount, cents, i18n_lang());
	cli_say(cli, "%s %s", heading, amount.buf);
	str_release(&amount);
}

static void billing_said(const struct cli *cli, const char *text)
{
	if (text && *text)
		cli_say(cli, "%s", text);
}

static void billing_amounts(const struct cli *cli, const struct invoice *v)
{
	if (v->vat == VAT_RATE) {
		billing_amount(cli, _("Excluding VAT:"), v->net);
		billing_amount(cli, _("VAT:"), v->vat_cents);
	}
	billing_amount(cli, _("Total:"), v->total);
	if (v->kind == INVOICE_CREDIT_NOTE)
		return;
	if (v->credited)
		billing_amount(cli, _("Credit notes:"), v->credited);
	if (v->paid)
		billing_amount(cli, _("Paid:"), v->paid);
	billing_amount(cli, v->balance < 0 ? _("Paid in excess:") : _("Left to be paid:"),
		v->balance < 0 ? -v->balance : v->balance);
}

static void billing_head(const struct cli *cli, const struct invoice *v)
{
	struct str day = STR_INIT, other = STR_INIT;

	civil_format_date(&day, v->day, i18n_lang());
	if (v->kind == INVOICE_CREDIT_NOTE) {
		civil_format_date(&other, v->corrects_day, i18n_lang());
		cli_say(cli, _("Credit note %s of %s, on invoice %s of %s: %s"),
			v->number && *v->number ? v->number : "–", day.buf, v->corrects_number,
			other.buf, v->reason);
	} else {
		civil_format_date(&other, v->due_day, i18n_lang());
		cli_say(cli, _("Invoice %s of %s, to be paid by %s (%s)"),
			v->number && *v->number ? v->number : "–", day.buf, other.buf,
			vocabulary_label(&invoice_states, (int)v->state));
	}
	str_release(&day);
	str_release(&other);
}

static void billing_terms(const struct cli *cli, const struct invoice *v)
{
	billing_said(cli, v->terms.vat_mention);
	if (v->kind == INVOICE_INVOICE) {
		billing_said(cli, v->terms.penalties);
		billing_said(cli, v->terms.recovery);
		billing_said(cli, v->terms.discount);
	}
	if (v->terms.iban && *v->terms.iban)
		cli_say(cli, "IBAN %s%s%s", v->terms.iban, *v->terms.bic ? "  BIC " : "",
			v->terms.bic);
	billing_said(cli, v->terms.note);
}

void billing_show(const struct cli *cli, const struct invoice *v)
{
	billing_head(cli, v);
	billing_party(cli, _("Issued by"), &v->seller);
	billing_party(cli, _("Billed to"), &v->buyer);
	if (*v->service_code)
		cli_say(cli, _("    service code %s"), v->service_code);
	if (*v->engagement)
		cli_say(cli, _("    engagement number %s"), v->engagement);
	for (size_t i = 0; i < v->line_count; i++)
		billing_line(cli, &v->lines[i]);
	billing_amounts(cli, v);
	billing_terms(cli, v);
}

static void billing_lines(const struct cli *cli, const char *text)
{
	while (*text) {
		const size_t len = strcspn(text, "\n");

		cli_say(cli, "    %.*s", (int)len, text);
		text += len + (text[len] == '\n');
	}
}

static void billing_one_apart(const struct cli *cli, const struct invoice_apart *a)
{
	struct str billed = STR_INIT;

	money_format(&billed, a->billed, i18n_lang());
	if (a->why == INVOICE_HELD)
		cli_say(cli, _("%s, %s: credited in part, and the fee is another; credit the rest first"), a->name,
			a->event_code);
	else if (a->billed)
		cli_say(cli, _("%s, %s: to be determined; %s were billed already, and stand"), a->name, a->event_code,
			billed.buf);
	else
		cli_say(cli, _("%s, %s: to be determined"), a->name, a->event_code);
	if (a->why == INVOICE_UNDETERMINED)
		billing_lines(cli, a->reasons);
	str_release(&billed);
}

void billing_show_apart(const struct cli *cli, const struct invoice_drafts *drafts)
{
	if (drafts->apart_count)
		cli_heading(cli, _("Not billed"));
	for (size_t i = 0; i < drafts->apart_count; i++)
		billing_one_apart(cli, &drafts->apart[i]);
}

void billing_show_rest(const struct cli *cli, const struct invoice_drafts *drafts)
{
	bool lacking = *drafts->missing && drafts->count;

	billing_show_apart(cli, drafts);
	for (size_t i = 0; i < drafts->count; i++)
		lacking = lacking || (drafts->at[i].missing && *drafts->at[i].missing);
	if (!lacking)
		return;
	cli_heading(cli, _("Missing, before a number is taken"));
	billing_lines(cli, drafts->missing);
	for (size_t i = 0; i < drafts->count; i++)
		billing_lines(cli, drafts->at[i].missing ? drafts->at[i].missing : "");
}

/* --- rows -------------------------------------------------------------------------- */

enum {
	BILLING_NUMBER,
	BILLING_PAYER,
	BILLING_SIRET,
	BILLING_SERVICE,
	BILLING_ENGAGEMENT,
	BILLING_EVENT,
	BILLING_LINES,
	BILLING_NET,
	BILLING_VAT,
	BILLING_TOTAL,
	BILLING_PAID,
	BILLING_BALANCE,
	BILLING_STATE,
	BILLING_MISSING,
};

static struct value billing_value(const void *p, size_t i)
{
	const struct invoice *v = p;

	switch (i) {
	case BILLING_NUMBER:
		return value_text(v->number);
	case BILLING_PAYER:
		return value_text(v->buyer.name);
	case BILLING_SIRET:
		return value_text(v->buyer.siret);
	case BILLING_SERVICE:
		return value_text(v->service_code);
	case BILLING_ENGAGEMENT:
		return value_text(v->engagement);
	case BILLING_EVENT:
		return value_text(v->event_code);
	case BILLING_LINES:
		return value_int((int64_t)v->line_count);
	case BILLING_NET:
		return value_cents(v->net);
	case BILLING_VAT:
		return value_cents(v->vat_cents);
	case BILLING_TOTAL:
		return value_cents(v->total);
	case BILLING_PAID:
		return value_cents(v->paid_at_desk);
	case BILLING_BALANCE:
		return value_cents(v->balance);
	case BILLING_STATE:
		return value_text(vocabulary_name(&invoice_states, (int)v->state));
	default:
		return value_list(v->missing);
	}
}

static const char *billing_state_words(const char *raw)
{
	int state;

	return vocabulary_parse(&invoice_states, raw, &state)
		       ? vocabulary_label(&invoice_states, state)
		       : raw;
}

static const struct field billing_fields[] = {
	[BILLING_NUMBER] = { .key = "number", .heading = N_("Number"), .kind = FIELD_TEXT },
	[BILLING_PAYER] = { .key = "payer", .heading = N_("Payer"), .kind = FIELD_TEXT },
	[BILLING_SIRET] = { .key = "siret", .kind = FIELD_TEXT },
	[BILLING_SERVICE] = { .key = "service_code", .kind = FIELD_TEXT },
	[BILLING_ENGAGEMENT] = { .key = "engagement", .kind = FIELD_TEXT },
	[BILLING_EVENT] = { .key = "event", .heading = N_("Rencontre"), .kind = FIELD_TEXT },
	[BILLING_LINES] = { .key = "lines", .heading = N_("Lines"), .kind = FIELD_INT },
	[BILLING_NET] = { .key = "net_cents", .kind = FIELD_CENTS },
	[BILLING_VAT] = { .key = "vat_cents", .kind = FIELD_CENTS },
	[BILLING_TOTAL] = { .key = "total_cents", .heading = N_("Total"), .kind = FIELD_CENTS },
	[BILLING_PAID] = { .key = "paid_at_desk_cents", .heading = N_("Paid"), .kind = FIELD_CENTS },
	[BILLING_BALANCE] = { .key = "balance_cents", .heading = N_("Balance"), .kind = FIELD_CENTS },
	[BILLING_STATE] = { .key = "state",
		.heading = N_("State"),
		.kind = FIELD_TEXT,
		.label = billing_state_words },
	[BILLING_MISSING] = { .key = "missing", .kind = FIELD_LIST },
};

const struct record_type billing_type = {
	.name = "drafts",
	.fields = billing_fields,
	.count = sizeof billing_fields / sizeof *billing_fields,
	.get = billing_value,
};
