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

void fees_say_story(struct str *out, const struct fees_state *f, const struct fees_line *line)
{
	struct payments to = { .out = out };

	if (line->billed || *line->number) {
		str_addf(out, "\n# %s\n", _("Invoice"));
		str_addf(out, "%s\t", *line->number ? line->number : _("claimed"));
		add_amount(out, line->billed);
		str_addf(out, ", %s\n", fees_is_words(line->is));
	}
	payment_list(f->screen.app->db, f->event.id, line->row->registration_id, add_payment, &to,
		NULL);
}

/* The people of a payer, with the reasons of each. */
struct telling {
	struct str *out;
	const struct fees_state *f;
	int64_t payer;
};

static bool tell_person(void *arg, const struct fee_row *row)
{
	const struct telling *t = arg;

	if ((row->payer_id ? row->payer_id : -row->person_id) != t->payer)
		return true;
	for (size_t i = 0; i < t->f->count; i++) {
		const struct fees_line *line = &t->f->lines[i];

		if (line->row->registration_id != row->registration_id)
			continue;
		str_addf(t->out, "# %s\n", row->name);
		if (row->due) {
			add_amount(t->out, row->due);
			str_add(t->out, ", ");
		}
		str_addf(t->out, "%s%s%s\n", fees_is_words(line->is), *line->number ? ", " : "",
			line->number);
		str_addf(t->out, "%s\n", row->reasons);
	}
	return true;
}

void fees_say_group(struct str *out, struct fees_state *f, const struct fees_group *g)
{
	struct telling t = { .out = out, .f = f, .payer = g->id };

	fees_list(f->screen.app->db, f->event.id, tell_person, &t, NULL);
}

static const char *event_name(const struct fees_state *f, int64_t event)
{
	for (size_t i = 0; i < f->group_count[FEES_YEAR_EVENTS]; i++)
		if (f->groups[FEES_YEAR_EVENTS][i].id == event)
			return f->groups[FEES_YEAR_EVENTS][i].name;
	return "";
}

void fees_say_year(struct str *out, const struct fees_state *f, const struct fees_group *g)
{
	const struct fees_parts *parts = &f->year.parts;

	for (size_t i = 0; i < parts->count; i++) {
		const struct fees_part *p = &parts->at[i];

		if (p->payer != g->id || (f->only != ANY && f->only != (int)p->is))
			continue;
		str_addf(out, "%s\t", event_name(f, p->event));
		str_addf(out, P_("%d person", "%d people", p->sums.people), p->sums.people);
		str_addf(out, ", %s", fees_is_words(p->is));
		if (p->sums.fee) {
			str_add(out, ", ");
			add_amount(out, p->sums.fee);
		}
		str_addc(out, '\n');
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

static void add_sums(struct str *out, const struct fees_sums *s, bool paid, bool free)
{
	add_sum(out, _("due:"), s->fee);
	if (paid && s->paid)
		add_sum(out, _("paid:"), s->paid);
	add_sum(out, _("left:"), s->left);
	if (s->of[FEES_FREE] && free) {
		add_dot(out);
		str_addf(out, P_("%d free", "%d free", s->of[FEES_FREE]), s->of[FEES_FREE]);
	}
	if (s->of[FEES_OPEN]) {
		add_dot(out);
		str_addf(out, _("%d to determine"), s->of[FEES_OPEN]);
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

void fees_say_bar(struct str *out, const struct fees_sums *s, bool lines)
{
	const struct {
		enum glyph glyph;
		const char *label;
		cents_t cents;
	} parts[] = {
		{ GLYPH_BAR_FULL, _("paid:"), s->settled },
		{ GLYPH_BAR_SOME, _("invoiced:"), s->billed },
		{ GLYPH_BAR_EMPTY, _("not invoiced:"), s->left - s->billed },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].cents)
			continue;
		str_addf(out, "%s%s %s ", !out->len ? "" : lines ? "\n" : "   ",
			term_glyph(parts[i].glyph), parts[i].label);
		add_amount(out, parts[i].cents);
	}
}
