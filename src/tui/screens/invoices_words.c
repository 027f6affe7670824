/* Invoices in words: what stands below or beside the lists. */
#include "tui/screens/invoices.h"

#include <string.h>

#include "etape/invoice_payment.h"

#define MOST_BYTES 8000 /* of an invoice beside the list: more than any window shows */

const char *invoices_view_words(enum invoices_view view)
{
	static const char *const words[INVOICES_VIEWS] = {
		[INVOICES_ISSUED] = N_("Invoices"),
		[INVOICES_TO_BILL] = N_("To invoice"),
		[INVOICES_PROPOSED] = N_("Credit notes to consider"),
		[INVOICES_REMINDERS] = N_("Reminders due"),
		[INVOICES_CLAIMS] = N_("Sums to collect"),
	};

	return _(words[view]);
}

const char *invoices_show_words(enum invoices_show show)
{
	static const char *const words[INVOICES_SHOWS] = {
		[INVOICES_ALL] = N_("all of them"),
		[INVOICES_DUE] = N_("left to pay"),
		[INVOICES_LATE] = N_("late ones"),
		[INVOICES_PAID] = N_("paid ones"),
		[INVOICES_CREDIT_NOTES] = N_("credit notes"),
	};

	return _(words[show]);
}

static void add_sum(struct str *out, const char *label, cents_t cents)
{
	if (out->len)
		str_add(out, " · ");
	str_addf(out, "%s\u00a0", label); /* a line never ends between the two */
	money_format(out, cents, i18n_lang());
}

/* What rows come to. */
struct sums {
	size_t invoices;
	cents_t total; /* of invoices */
	cents_t credit_notes;
	cents_t credited;
	cents_t paid;
	cents_t due;
	cents_t excess;
};

static void add_row(struct sums *s, const struct invoices_row *row)
{
	if (row->kind == INVOICE_CREDIT_NOTE) {
		s->credit_notes -= row->total; /* below zero in the list */
		return;
	}
	s->invoices++;
	s->total += row->total;
	s->credited += row->credited;
	s->paid += row->paid;
	if (row->balance > 0)
		s->due += row->balance;
	else
		s->excess -= row->balance;
}

static struct sums sums_shown(const struct invoices *v)
{
	const struct list_array *a = &v->arrays[v->view];
	struct sums s = { .invoices = 0 };

	for (size_t i = 0; i < a->shown; i++)
		add_row(&s, &v->rows[v->view][a->order[i]]);
	return s;
}

cents_t invoices_marked(const struct invoices *v)
{
	struct sums s = { .invoices = 0 };

	for (size_t i = 0; i < v->count[v->view]; i++)
		if (list_marked(&v->lists[v->view], v->rows[v->view][i].id))
			add_row(&s, &v->rows[v->view][i]);
	return s.total;
}

/* Credit notes are in what is credited of their invoices, but where they stand alone. */
static void say_issued(struct str *out, const struct sums *s)
{
	if (!s->invoices && s->credit_notes) {
		add_sum(out, _("credited:"), s->credit_notes);
		return;
	}
	add_sum(out, _("left to pay:"), s->due);
	if (s->excess)
		add_sum(out, _("paid in excess:"), s->excess);
	add_sum(out, _("invoiced:"), s->total);
	if (s->credited)
		add_sum(out, _("credited:"), s->credited);
	add_sum(out, _("paid:"), s->paid);
}

void invoices_say_sums(struct str *out, const struct invoices *v)
{
	const struct sums s = sums_shown(v);

	switch (v->view) {
	case INVOICES_ISSUED:
		say_issued(out, &s);
		break;
	case INVOICES_TO_BILL:
		add_sum(out, _("to invoice:"), s.total);
		if (s.paid)
			add_sum(out, _("paid at the desk:"), s.paid);
		break;
	case INVOICES_PROPOSED:
		add_sum(out, _("to give back:"), s.due);
		if (s.excess)
			add_sum(out, _("to bill in addition:"), s.excess);
		break;
	case INVOICES_REMINDERS:
		add_sum(out, _("left to pay:"), s.due);
		break;
	case INVOICES_CLAIMS:
		add_sum(out, _("to collect:"), s.due);
		add_sum(out, _("drawn up:"), s.total);
		add_sum(out, _("paid:"), s.paid);
		break;
	case INVOICES_VIEWS:
		break;
	}
}

/* --- the selected one --- */

static void say_line(struct str *out, const struct invoice_line *line)
{
	str_addf(out, "%d. %s · %s : ", line->no, *line->name ? line->name : line->label,
		line->event);
	money_format(out, line->net + line->vat, i18n_lang());
	if (line->credited) {
		str_add(out, " (");
		str_addf(out, "%s ", _("credited:"));
		money_format(out, line->credited, i18n_lang());
		str_addc(out, ')');
	}
	str_addc(out, '\n');
	for (const char *at = line->reasons; *at;) {
		const size_t n = strcspn(at, "\n");

		str_add(out, "   ");
		str_addn(out, at, n);
		str_addc(out, '\n');
		at += n + (at[n] == '\n');
	}
}

static bool say_payment(void *arg, const struct invoice_payment *p)
{
	struct str *out = arg;
	day_t day = p->day;

	civil_format_short(out, day, i18n_lang());
	str_add(out, " ");
	money_format(out, p->cents, i18n_lang());
	if (p->means == ANY)
		str_addf(out, _(", credit of %s"), p->other);
	else
		str_addf(out, ", %s", vocabulary_label(&payment_means, p->means));
	if (*p->receipt)
		str_addf(out, ", %s", p->receipt);
	if (p->reference && *p->reference)
		str_addf(out, ", %s", p->reference);
	str_addc(out, '\n');
	return true;
}

static bool say_reminded(void *arg, const struct invoice_reminded *r)
{
	struct str *out = arg;

	civil_format_short(out, r->day, i18n_lang());
	str_addf(out, " ");
	str_addf(out, _("reminder %d"), r->level);
	str_addf(out, "%s%s\n", *r->note ? ", " : "", r->note);
	return true;
}

struct paid_of {
	struct str *out;
	int64_t invoice;
};

static bool say_payment_of(void *arg, const struct invoice_payment *p)
{
	const struct paid_of *of = arg;

	return p->invoice == of->invoice ? say_payment(of->out, p) : true;
}

static void say_payments(struct str *out, struct invoices *v, const struct invoices_row *row)
{
	struct invoice_filter filter = INVOICE_FILTER_ALL;
	struct paid_of of = { .out = out, .invoice = row->invoice };
	struct err err = ERR_INIT;

	filter.payer_structure = row->structure;
	filter.payer_person = row->person;
	if (v->shown.paid_at_desk)
		add_sum(out, _("paid at the desk:"), v->shown.paid_at_desk);
	if (v->shown.paid_at_desk)
		str_addc(out, '\n');
	if (!invoice_payment_list(v->screen.app->db, &filter, say_payment_of, &of, &err))
		app_error(v->screen.app, &err);
}

void invoices_say_row(struct str *out, struct invoices *v, const struct invoices_row *row)
{
	const struct invoice *paper = invoices_paper_of(v, row);
	struct err err = ERR_INIT;

	if (*row->detail)
		str_addf(out, "%s\n", row->detail);
	if (v->view == INVOICES_TO_BILL && *row->detail && row->draft != SIZE_MAX)
		str_addf(out, "%s\n",
			!row->structure				   ? _("Enter: give the address")
			: paper && invoices_lacks_engagement(paper) ? _("Enter: note the engagement number")
								   : _("Enter: complete the structure's record"));
	if (v->view == INVOICES_TO_BILL && row->draft == SIZE_MAX)
		str_addf(out, "%s\n", _("It is not invoiced as it stands: the fees (F4) say what is to be done"));
	if (v->view == INVOICES_TO_BILL && invoices_seller_lacks(v))
		str_addf(out, "%s\n", _("The issuer is not complete in etape.ini: E tells what is missing"));
	if (!paper)
		return;
	if (row->level && !invoice_reminded(v->screen.app->db, row->invoice, say_reminded, out, &err))
		app_error(v->screen.app, &err);
	if (v->view == INVOICES_ISSUED && row->kind == INVOICE_CREDIT_NOTE) {
		str_addf(out, _("Credit note of invoice %s"), paper->corrects_number);
		str_addf(out, "\n%s\n", paper->reason);
	}
	if (v->view == INVOICES_ISSUED && row->kind == INVOICE_INVOICE)
		say_payments(out, v, row);
	for (size_t i = 0; i < paper->line_count && out->len < MOST_BYTES; i++)
		say_line(out, &paper->lines[i]);
}
