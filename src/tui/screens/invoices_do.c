/* What is done with reminders and sums to collect. */
#include "tui/screens/invoices.h"

#include <stdlib.h>

#include "etape/claim.h"
#include "etape/invoice_payment.h"
#include "tui/widgets/form.h"

/* --- reminders --- */

struct reminding {
	int64_t invoice;
};

static const struct form_field remind_fields[] = {
	{ .name = "note",
		.label = N_("Note"),
		.hint = N_("how, who answered; nothing is sent by this program"),
		.max = 300 },
};

static enum form_result remind_save(struct form *f, int64_t *result, struct err *err)
{
	const struct reminding *r = form_ctx(f);
	int level = 0;

	if (!invoice_remind(form_app(f)->db, r->invoice, 0, form_get(f, "note"), &level, err))
		return FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Reminder %d noted"), level);
	return FORM_SAVED;
}

void invoices_remind(struct app *app, const struct invoices_row *row, int level)
{
	static const struct form_spec spec = {
		.name = "reminder",
		.fields = remind_fields,
		.count = sizeof remind_fields / sizeof *remind_fields,
		.save = remind_save,
		.release = free,
	};
	struct reminding *r = xmalloc(sizeof *r);
	struct str title = STR_INIT, key = STR_INIT, amount = STR_INIT;

	*r = (struct reminding){ row->invoice };
	money_format(&amount, row->balance, i18n_lang());
	str_addf(&title, _("Reminder %d of %s, %s: %s, %d days late"), level, row->number, row->payer,
		amount.buf, row->late);
	str_addf(&key, "%lld", (long long)row->invoice);
	form_open(app, &spec, key.buf, title.buf, NULL, r);
	str_release(&title);
	str_release(&key);
	str_release(&amount);
}

/* --- titres --- */

struct titling {
	int64_t claim;
};

static const struct form_field title_fields[] = {
	{ .name = "title",
		.label = N_("Number of the title"),
		.hint = N_("as the accountant gave it; empty: none yet"),
		.max = 60 },
	{ .name = "day", .label = N_("Day of the title"), .kind = FORM_DATE },
	{ .name = "paid",
		.label = N_("Paid on"),
		.kind = FORM_DATE,
		.hint = N_("the day the accountant tells; empty: not paid yet") },
};

static enum form_result title_save(struct form *f, int64_t *result, struct err *err)
{
	const struct titling *t = form_ctx(f);

	if (!claim_set_both(form_app(f)->db, t->claim, form_get(f, "title"), form_day(f, "day"),
		    form_day(f, "paid"), err))
		return FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Title noted"));
	return FORM_SAVED;
}

void invoices_title(struct app *app, const struct invoices_row *row)
{
	static const struct form_spec spec = {
		.name = "title",
		.fields = title_fields,
		.count = sizeof title_fields / sizeof *title_fields,
		.save = title_save,
		.release = free,
	};
	struct titling *t = xmalloc(sizeof *t);
	struct str title = STR_INIT, key = STR_INIT, amount = STR_INIT;

	*t = (struct titling){ row->id };
	money_format(&amount, row->total, i18n_lang());
	str_addf(&title, _("Title for %s: %s"), row->payer, amount.buf);
	str_addf(&key, "%lld", (long long)row->id);
	form_open(app, &spec, key.buf, title.buf,
		(const struct form_value[]){ { "title", row->number, 0 }, { "day", row->day, 0 },
			{ "paid", row->due, 0 }, { NULL, NULL, 0 } },
		t);
	str_release(&title);
	str_release(&key);
	str_release(&amount);
}
