#include "tui/screens/payment_form.h"

#include <stdlib.h>

#include "etape/payment.h"
#include "etape/vocabulary.h"
#include "tui/widgets/form.h"

/* What the form is about: its own context. */
struct payer {
	int64_t registration;
	char *name; /* owned */
};

static void payer_release(void *ctx)
{
	struct payer *p = ctx;

	free(p->name);
	free(p);
}

static struct form_choice means[MEANS_MANDAT + 1]; /* payment_means, as a form wants them */

static const struct form_field fields[] = {
	{ .name = "amount", .label = N_("Amount"), .kind = FORM_MONEY, .required = true },
	{
		.name = "means",
		.label = N_("Means"),
		.kind = FORM_CHOICE,
		.required = true,
		.choices = means,
		.choice_count = sizeof means / sizeof *means,
	},
	{
		.name = "reference",
		.label = N_("Reference"),
		.kind = FORM_TEXT,
		.hint = N_("number of the cheque or of the transfer, if there is one"),
		.max = 80,
	},
};

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	const struct payer *payer = form_ctx(f);
	struct app *app = form_app(f);
	struct payment p = {
		.registration = payer->registration,
		.day = CIVIL_NONE,
		.reference = form_get(f, "reference"),
	};
	struct str amount = STR_INIT;
	int chosen;

	if (!form_cents(f, "amount", &p.cents) ||
		!vocabulary_parse(&payment_means, form_get(f, "means"), &chosen)) {
		err_set(err, ERR_INVALID, _("the amount and the means are needed"));
		return FORM_REFUSED;
	}
	p.means = (enum payment_means)chosen;
	if (!payment_add(app->db, &p, err))
		return FORM_REFUSED;
	*result = p.id;
	money_format(&amount, p.cents, i18n_lang());
	app_message(app, THEME_MESSAGE, _("Payment recorded: %s, %s, %s"), payer->name,
		amount.buf, vocabulary_label(&payment_means, chosen));
	str_release(&amount);
	return FORM_SAVED;
}

bool payment_form_open(struct app *app, int64_t registration, const char *name, cents_t balance)
{
	static const struct form_spec spec = {
		.name = "payment",
		.title = N_("Payment"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = save,
		.release = payer_release,
	};
	struct payer *payer = xmalloc(sizeof *payer);
	struct str amount = STR_INIT, title = STR_INIT, key = STR_INIT;
	bool ok;

	for (size_t i = 0; i < payment_means.count; i++)
		means[i] = (struct form_choice){ payment_means.words[i].name,
			payment_means.words[i].label };
	*payer = (struct payer){ .registration = registration, .name = xstrdup(name) };
	if (balance > 0)
		money_format(&amount, balance, i18n_lang());
	str_addf(&title, _("Payment: %s"), name);
	str_addf(&key, "%lld", (long long)registration);
	const struct form_value values[] = {
		{ .name = "amount", .text = amount.buf },
		{ .name = "means", .text = "especes" },
		{ .name = NULL },
	};
	ok = form_open(app, &spec, key.buf, title.buf, values, payer);
	str_release(&amount);
	str_release(&title);
	str_release(&key);
	return ok;
}
