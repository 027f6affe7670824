/* Fees in words. */
#include "tui/screens/fees.h"

#include <string.h>

#include "etape/payment.h"
#include "etape/text.h"
#include "tui/screens/payment_form.h"

static void add_amount(struct str *out, cents_t cents)
{
	money_format(out, cents, i18n_lang());
}

/* One "label<tab>value" line of a page. */
static void add_fact(struct str *out, const char *label, cents_t cents)
{
	str_addf(out, "%s\t", label);
	add_amount(out, cents);
	str_addc(out, '\n');
}

void fees_say_person(struct str *out, const struct fee_row *row)
{
	if (*row->structure)
		str_addf(out, "%s\n", row->structure);
	str_addf(out, "%s\t%s\n", _("State"), fee_state_label(row->state));
	str_addf(out, "%s\t%d\n", _("Days"), row->days);
	if (row->due)
		add_fact(out, _("Amount"), row->due);
	if (row->paid)
		add_fact(out, _("Paid"), row->paid);
	if (row->balance)
		add_fact(out, _("Left to pay"), row->balance);
	str_addf(out, "\n# %s\n%s\n", _("Why"), row->reasons);
}

struct payments {
	struct str *out;
	bool any;
};

static bool add_payment(void *arg, const struct payment *p)
{
	struct payments *to = arg;

	if (!to->any)
		str_addf(to->out, "\n# %s\n", _("Payments"));
	to->any = true;
	civil_format_short(to->out, p->day, i18n_lang());
	str_addc(to->out, '\t');
	payment_say(to->out, p);
	if (p->reference && *p->reference)
		str_addf(to->out, ", %s", p->reference);
	if (p->desk && *p->desk)
		str_addf(to->out, ", %s", p->desk);
	if (p->author && *p->author)
		str_addf(to->out, ", %s", p->author);
	str_addc(to->out, '\n');
	return true;
}

void fees_say_payments(struct str *out, const struct fees_state *f, int64_t registration)
{
	struct payments to = { .out = out };

	if (registration)
		payment_list(f->screen.app->db, f->event.id, registration, add_payment, &to, NULL);
}

void fees_say_group(struct str *out, const struct fees_state *f, const struct fees_group *g)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct fee_row *row = f->rows[i];

		if (row->structure_id != g->structure)
			continue;
		str_addf(out, "# %s\n", row->name);
		if (row->due) {
			add_amount(out, row->due);
			str_addf(out, ", %s\n", fee_state_label(row->state));
		} else {
			str_addf(out, "%s\n", fee_state_label(row->state));
		}
		str_addf(out, "%s\n", row->reasons);
	}
}

static void add_dot(struct str *out)
{
	if (out->len)
		str_addf(out, " %s ", term_glyph(GLYPH_DOT));
}

static void add_sum(struct str *out, const char *label, cents_t cents)
{
	add_dot(out);
	str_addf(out, "%s ", label);
	add_amount(out, cents);
}

static void add_sums(struct str *out, const struct fees_sums *s, bool paid, bool exempt)
{
	add_sum(out, _("due:"), s->due);
	if (paid && s->paid)
		add_sum(out, _("paid:"), s->paid);
	add_sum(out, _("left:"), s->balance);
	if (s->exempt && exempt) {
		add_dot(out);
		str_addf(out, P_("%d free", "%d free", s->exempt), s->exempt);
	}
	if (s->undetermined) {
		add_dot(out);
		str_addf(out, _("%d to determine"), s->undetermined);
	}
}

void fees_say_sums(struct str *out, const struct fees_sums *s, size_t cols)
{
	add_sums(out, s, true, true);
	if (text_width(out->buf) <= cols)
		return;
	str_reset(out);
	add_sums(out, s, true, false);
	if (text_width(out->buf) <= cols)
		return;
	str_reset(out);
	add_sums(out, s, false, false);
}
