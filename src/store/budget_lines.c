/* A budget as lines, for listings, files and the tests. */
#include "etape/budget.h"

#include <stdio.h>
#include <string.h>

#include "etape/hundredths.h"
#include "etape/i18n.h"
#include "store/noun.h"

static struct value cents_or_none(bool known, cents_t cents)
{
	struct value v = value_cents(cents);

	v.null = !known;
	return v;
}

static struct value budget_value(const void *p, size_t i)
{
	const struct budget_line *line = p;
	const bool part = *line->days != '\0';

	switch (i) {
	case 0: return value_text(line->kind);
	case 1: return value_text(line->title);
	case 2: return value_text(line->days);
	case 3: return cents_or_none(part, line->rate);
	case 4: return value_text(line->vat);
	case 5: return value_text(line->percent);
	case 6: return value_cents(line->net);
	case 7: return value_cents(line->tax);
	case 8: return value_cents(line->gross);
	case 9: return value_date(line->due);
	case 10: return value_date(line->done);
	default: return value_text(line->state);
	}
}

static const char *kind_label(const char *raw)
{
	return str_eq(raw, "part") ? C_("budget", "part") : _("milestone");
}

/* "2,5" of "2.5" where people write so. */
static const char *number_label(const char *raw)
{
	static char kept[4][24];
	static unsigned next;
	char *own = kept[next++ % 4];
	char *point;

	snprintf(own, sizeof kept[0], "%s", raw);
	point = strchr(own, '.');
	if (point && i18n_lang() == LANG_FR)
		*point = ',';
	return own;
}

static const char *state_label(const char *raw)
{
	if (str_eq(raw, "done"))
		return _("done");
	return str_eq(raw, "late") ? C_("budget", "late") : C_("budget", "to come");
}

static const struct field budget_fields[] = {
	NOUN_FIELD_WORDS("kind", N_("Kind"), 6, 0, 5, kind_label),
	NOUN_FIELD("title", N_("Title"), FIELD_TEXT, 16, 1, 0),
	NOUN_FIELD_WORDS("days", N_("Days"), 5, 0, 1, number_label),
	NOUN_FIELD("rate_cents", N_("A day"), FIELD_CENTS, 10, 0, 3),
	NOUN_FIELD_WORDS("vat", N_("VAT %"), 5, 0, 4, number_label),
	NOUN_FIELD_WORDS("percent", N_("Share %"), 7, 0, 1, number_label),
	NOUN_FIELD("net_cents", N_("Without VAT"), FIELD_CENTS, 12, 0, 2),
	NOUN_FIELD("vat_cents", NULL, FIELD_CENTS, 10, 0, 0),
	NOUN_FIELD("gross_cents", N_("With VAT"), FIELD_CENTS, 12, 0, 0),
	NOUN_FIELD("due", N_("Due on"), FIELD_DATE, 10, 0, 2),
	NOUN_FIELD("done", NULL, FIELD_DATE, 10, 0, 0),
	NOUN_FIELD_WORDS("state", N_("State"), 7, 0, 1, state_label),
};
const struct record_type budget_type = NOUN_RECORD("budget", budget_fields, budget_value);

static void tell_part(const struct budget_part *p, void (*each)(void *arg, const struct budget_line *line), void *arg)
{
	struct str days = STR_INIT, vat = STR_INIT;

	hundredths_raw(&days, p->days);
	hundredths_raw(&vat, p->vat);
	each(arg, &(struct budget_line){ .kind = "part",
			  .title = p->title,
			  .days = days.buf,
			  .rate = p->rate,
			  .vat = vat.buf,
			  .percent = "",
			  .net = p->net,
			  .tax = p->tax,
			  .gross = p->gross,
			  .due = "",
			  .done = "",
			  .state = "" });
	str_release(&days);
	str_release(&vat);
}

static void tell_milestone(const struct milestone *m, day_t today,
	void (*each)(void *arg, const struct budget_line *line), void *arg)
{
	const bool late = m->done == CIVIL_NONE && m->due != CIVIL_NONE && m->due < today;
	const struct noun_date due = noun_date(m->due), done = noun_date(m->done);
	struct str percent = STR_INIT;

	hundredths_raw(&percent, m->percent);
	each(arg, &(struct budget_line){ .kind = "milestone",
			  .title = m->title,
			  .days = "",
			  .vat = "",
			  .percent = percent.buf,
			  .net = m->net,
			  .tax = m->gross - m->net,
			  .gross = m->gross,
			  .due = due.iso,
			  .done = done.iso,
			  .state = m->done != CIVIL_NONE ? "done" : late ? "late" : "to_come" });
	str_release(&percent);
}

void budget_each_line(const struct budget *b, day_t today, void (*each)(void *arg, const struct budget_line *line),
	void *arg)
{
	for (size_t i = 0; i < b->part_count; i++)
		tell_part(&b->parts[i], each, arg);
	for (size_t i = 0; i < b->milestone_count; i++)
		tell_milestone(&b->milestones[i], today, each, arg);
}
