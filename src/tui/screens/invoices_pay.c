/* Money of invoices: the form of a payment or refund, and using what was paid too much. */
#include "tui/screens/invoices.h"

#include <stdlib.h>

#include "etape/invoice_payment.h"
#include "etape/vocabulary.h"
#include "tui/widgets/form.h"

/* What the form is about: its own context. */
struct paying {
	int64_t invoice;
	cents_t balance; /* before it */
	bool refund;
};

static struct form_choice means[MEANS_MANDAT + 1]; /* payment_means, as a form wants them */

static const struct form_field fields[] = {
	{ .name = "amount", .label = N_("Amount"), .kind = FORM_MONEY, .required = true },
	{ .name = "means",
		.label = N_("Means"),
		.kind = FORM_CHOICE,
		.required = true,
		.choices = means,
		.choice_count = sizeof means / sizeof *means },
	{ .name = "day", .label = N_("Day"), .kind = FORM_DATE, .required = true },
	{ .name = "reference",
		.label = N_("Reference"),
		.hint = N_("number of the cheque or of the transfer, if there is one"),
		.max = 80 },
};

/* What is too much is said while it is typed: it is taken all the same. */
static void advise(struct form *f, struct str *out)
{
	const struct paying *paying = form_ctx(f);
	struct str amount = STR_INIT;
	cents_t cents;

	if (paying->refund || !form_cents(f, "amount", &cents) || cents <= paying->balance)
		return;
	money_format(&amount, cents - (paying->balance > 0 ? paying->balance : 0), i18n_lang());
	str_addf(out, _("%s more than is due: kept as the payer's credit"), amount.buf);
	str_release(&amount);
}

static void say(struct app *app, const struct paying *paying, const struct invoice_payment *p)
{
	const cents_t left = paying->balance - p->cents;
	struct str amount = STR_INIT, rest = STR_INIT;

	money_format(&amount, p->cents < 0 ? -p->cents : p->cents, i18n_lang());
	money_format(&rest, left < 0 ? -left : left, i18n_lang());
	if (p->cents < 0)
		app_message(app, THEME_MESSAGE, _("Receipt %s: %s given back"), p->receipt, amount.buf);
	else if (left < 0)
		app_message(app, THEME_WARNING, _("Receipt %s: %s; paid in excess: %s"), p->receipt,
			amount.buf, rest.buf);
	else
		app_message(app, THEME_MESSAGE, _("Receipt %s: %s; left to pay: %s"), p->receipt,
			amount.buf, rest.buf);
	str_release(&amount);
	str_release(&rest);
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	const struct paying *paying = form_ctx(f);
	struct invoice_payment p = {
		.invoice = paying->invoice,
		.day = form_day(f, "day"),
		.reference = form_get(f, "reference"),
	};

	if (!form_cents(f, "amount", &p.cents) ||
		!vocabulary_parse(&payment_means, form_get(f, "means"), &p.means)) {
		err_set(err, ERR_INVALID, _("the amount and the means are needed"));
		return FORM_REFUSED;
	}
	if (paying->refund && p.cents > 0)
		p.cents = -p.cents;
	if (!invoice_pay(form_app(f)->db, &p, err))
		return FORM_REFUSED;
	*result = 1;
	say(form_app(f), paying, &p);
	return FORM_SAVED;
}

void invoices_pay(struct invoices *v, const struct invoices_row *row, bool refund)
{
	static const struct form_spec spec = {
		.name = "invoice-payment",
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.advise = advise,
		.save = save,
		.release = free,
	};
	struct app *app = v->screen.app;
	struct paying *paying = xmalloc(sizeof *paying);
	struct str amount = STR_INIT, day = STR_INIT, title = STR_INIT, key = STR_INIT;
	const cents_t proposed = refund ? (row->balance < 0 ? -row->balance : row->paid) : row->balance;

	for (size_t i = 0; i < payment_means.count; i++)
		means[i] = (struct form_choice){ payment_means.words[i].name,
			payment_means.words[i].label };
	*paying = (struct paying){ row->invoice, row->balance, refund };
	if (proposed > 0)
		money_format(&amount, proposed, i18n_lang());
	civil_format_iso(&day, app_today(app));
	str_addf(&title, refund ? _("Refund of %s, %s") : _("Payment of %s, %s"), row->number,
		row->payer);
	str_addf(&key, "%s%lld", refund ? "refund-" : "", (long long)row->invoice);
	const struct form_value values[] = {
		{ .name = "amount", .text = amount.buf },
		{ .name = "means", .text = "virement" },
		{ .name = "day", .text = day.buf },
		{ .name = NULL },
	};
	form_open(app, &spec, key.buf, title.buf, values, paying);
	str_release(&amount);
	str_release(&day);
	str_release(&title);
	str_release(&key);
}

/* --- what was too much --- */

/* What the choice is about; one at a time: it is modal. */
static struct {
	int64_t invoice;
	int64_t structure;
	int64_t person;
	bool gives; /* the selected one was paid too much: it pays another */
} credit;

struct candidates {
	finder_add_fn add;
	void *arg;
};

static bool add_candidate(void *arg, const struct invoice_row *row)
{
	const struct candidates *to = arg;
	struct str detail = STR_INIT;

	if (row->kind != INVOICE_INVOICE || row->id == credit.invoice ||
		(credit.gives ? row->balance <= 0 : row->balance >= 0))
		return true;
	str_addf(&detail, "%s ", credit.gives ? _("left to pay:") : _("paid in excess:"));
	money_format(&detail, row->balance < 0 ? -row->balance : row->balance, i18n_lang());
	to->add(to->arg, &(struct finder_row){ .glyph = GLYPH_DOT,
				 .style = THEME_NORMAL,
				 .kind = "invoice",
				 .id = row->id,
				 .label = row->number,
				 .detail = detail.buf });
	str_release(&detail);
	return true;
}

static bool find_candidates(struct app *app, const char *typed, size_t limit, finder_add_fn add_row,
	void *arg, struct err *err)
{
	struct invoice_filter filter = INVOICE_FILTER_ALL;
	struct candidates to = { .add = add_row, .arg = arg };

	(void)typed;
	(void)limit;
	filter.payer_structure = credit.structure;
	filter.payer_person = credit.person;
	return invoice_list(app->db, &filter, add_candidate, &to, err);
}

static void chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct invoices *v = ctx;
	const int64_t from = credit.gives ? credit.invoice : id;
	const int64_t to = credit.gives ? id : credit.invoice;
	struct str amount = STR_INIT;
	struct err err = ERR_INIT;
	cents_t moved = 0;

	(void)kind;
	if (!invoice_use_credit(app->db, from, to, 0, &moved, &err)) {
		app_error(app, &err);
		return;
	}
	money_format(&amount, moved, i18n_lang());
	app_message(app, THEME_MESSAGE, _("%s of the credit used"), amount.buf);
	str_release(&amount);
	app_obey(&v->screen, SCREEN_RELOAD);
}

void invoices_use_credit(struct invoices *v, const struct invoices_row *row)
{
	credit.invoice = row->invoice;
	credit.structure = row->structure;
	credit.person = row->person;
	credit.gives = row->balance < 0;
	v->choice = (struct finder_spec){
		.title = credit.gives ? N_("Which invoice does this credit pay?")
				      : N_("Which credit pays this invoice?"),
		.hint = N_("The invoices of the same payer"),
		.find = find_candidates,
		.at_once = true,
		.chosen = chosen,
		.ctx = v,
	};
	finder_open(v->screen.app, &v->choice, NULL);
}
