#include "tui/screens/payment_form.h"

#include <stdlib.h>

#include "etape/payment.h"
#include "etape/vocabulary.h"
#include "tui/widgets/form.h"

/* What the form is about: its own context. */
struct payer {
	struct payment_asked asked;
	char *name; /* owned, that of .asked */
};

static void payer_release(void *ctx)
{
	struct payer *p = ctx;

	free(p->name);
	free(p);
}

static struct form_choice means[MEANS_MANDAT + 1]; /* payment_means, as a form wants them */

#define FIELDS(amount_hint)                                                                    \
	{                                                                                      \
		{ .name = "amount",                                                            \
			.label = N_("Amount"),                                                 \
			.kind = FORM_MONEY,                                                    \
			.required = true,                                                      \
			.hint = (amount_hint) },                                               \
		{ .name = "means",                                                             \
			.label = N_("Means"),                                                  \
			.kind = FORM_CHOICE,                                                   \
			.required = true,                                                      \
			.choices = means,                                                      \
			.choice_count = sizeof means / sizeof *means },                        \
		{ .name = "reference",                                                         \
			.label = N_("Reference"),                                              \
			.kind = FORM_TEXT,                                                     \
			.hint = N_("number of the cheque or of the transfer, if there is one"),\
			.max = 80 },                                                           \
	}

static const struct form_field fields[] = FIELDS(N_("with a minus (-50): money given back"));
static const struct form_field refund_fields[] = FIELDS(N_("the money given back"));

void payment_say(struct str *out, const struct payment *p)
{
	struct str amount = STR_INIT;

	money_format(&amount, p->cents < 0 ? -p->cents : p->cents, i18n_lang());
	if (!*p->receipt) /* before there were receipts */
		str_addf(out, "%s%s, %s", p->cents < 0 ? "-" : "", amount.buf,
			vocabulary_label(&payment_means, (int)p->means));
	else if (p->cents < 0)
		str_addf(out, _("Receipt %s: %s given back, %s"), p->receipt, amount.buf,
			vocabulary_label(&payment_means, (int)p->means));
	else
		str_addf(out, _("Receipt %s: %s, %s"), p->receipt, amount.buf,
			vocabulary_label(&payment_means, (int)p->means));
	str_release(&amount);
}

/* Reads the fields; .reference is borrowed from the form. */
static bool read_payment(const struct form *f, struct payment *p, struct err *err)
{
	const struct payer *payer = form_ctx(f);
	int chosen;

	*p = (struct payment){
		.registration = payer->asked.registration,
		.day = CIVIL_NONE,
		.reference = form_get(f, "reference"),
	};
	if (!form_cents(f, "amount", &p->cents) ||
		!vocabulary_parse(&payment_means, form_get(f, "means"), &chosen))
		return err_set(err, ERR_INVALID, _("the amount and the means are needed"));
	p->means = (enum payment_means)chosen;
	if (payer->asked.refund && p->cents > 0)
		p->cents = -p->cents;
	return true;
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	const struct payer *payer = form_ctx(f);
	struct app *app = form_app(f);
	struct str said = STR_INIT;
	struct payment p;

	if (!read_payment(f, &p, err))
		return FORM_REFUSED;
	if (payer->asked.keep) {
		payer->asked.keep(payer->asked.ctx, &p);
		return FORM_SAVED;
	}
	if (!payment_add(app->db, &p, err))
		return FORM_REFUSED;
	*result = p.id;
	payment_say(&said, &p);
	app_message(app, THEME_MESSAGE, "%s", said.buf);
	str_release(&said);
	return FORM_SAVED;
}

bool payment_form_open(struct app *app, const struct payment_asked *asked)
{
	static const struct form_spec spec = {
		.name = "payment",
		.title = N_("Payment"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = save,
		.release = payer_release,
	};
	static const struct form_spec refund = {
		.name = "refund",
		.title = N_("Refund"),
		.fields = refund_fields,
		.count = sizeof refund_fields / sizeof *refund_fields,
		.save = save,
		.release = payer_release,
	};
	struct payer *payer = xmalloc(sizeof *payer);
	struct str amount = STR_INIT, title = STR_INIT, key = STR_INIT;
	bool ok;

	for (size_t i = 0; i < payment_means.count; i++)
		means[i] = (struct form_choice){ payment_means.words[i].name,
			payment_means.words[i].label };
	*payer = (struct payer){ .asked = *asked, .name = xstrdup(asked->name) };
	payer->asked.name = payer->name;
	if (asked->amount > 0)
		money_format(&amount, asked->amount, i18n_lang());
	str_addf(&title, asked->refund ? _("Refund: %s") : _("Payment: %s"), asked->name);
	str_addf(&key, "%lld", (long long)asked->registration);
	const struct form_value values[] = {
		{ .name = "amount", .text = amount.buf },
		{ .name = "means", .text = "especes" },
		{ .name = NULL },
	};
	ok = form_open(app, asked->refund ? &refund : &spec, key.buf, title.buf, values, payer);
	str_release(&amount);
	str_release(&title);
	str_release(&key);
	return ok;
}
