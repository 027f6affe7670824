/* Taking a sum to collect out again: its fee is another now, or its title was annulled. */
#include "tui/screens/invoices.h"

#include "etape/claim.h"

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	const struct invoices *v = ctx;
	struct err err = ERR_INIT;

	if (answer != 0)
		return SCREEN_REDRAW;
	if (!claim_withdraw(below->app->db, v->withdrawn, &err)) {
		app_error(below->app, &err);
		return SCREEN_REDRAW;
	}
	app_message(below->app, THEME_MESSAGE,
		_("Withdrawn; what is still due is to be invoiced again"));
	return SCREEN_RELOAD;
}

struct asking {
	struct str text;
	int64_t claim;
};

static bool ask_about(void *arg, const struct claim_row *c)
{
	struct asking *a = arg;
	struct str amount = STR_INIT;

	if (c->id != a->claim)
		return true;
	money_format(&amount, c->cents, i18n_lang());
	str_addf(&a->text, _("Withdraw the sum to collect of %s: %s?"), c->payer, amount.buf);
	if (*c->title) {
		str_addc(&a->text, '\n');
		str_addf(&a->text, _("The accountant is to annul title %s."), c->title);
	}
	str_release(&amount);
	return false;
}

void invoices_withdraw(struct invoices *v, const struct invoices_row *row)
{
	const struct claim_filter of_payer = { .payer_structure = row->structure,
		.payer_person = row->person };
	struct asking a = { .text = STR_INIT, .claim = row->claim };
	struct err err = ERR_INIT;

	v->withdrawn = row->claim;
	if (!claim_list(v->screen.app->db, &of_payer, ask_about, &a, &err))
		app_error(v->screen.app, &err);
	if (a.text.len)
		question_confirm(&v->screen, a.text.buf, answered, v);
	str_release(&a.text);
}
