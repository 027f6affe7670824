#include "etape/fee.h"

#include <stdlib.h>

#include "core/fee_words.h"

/* --- what one hat would cost --- */

/* Lines under construction, by rule. What .cap may cut is not cut yet. */
struct bill {
	struct fee_line *lines; /* owned */
	size_t count, room;
	struct fee_place *places; /* owned */
	size_t place_count;
	cents_t total;
	int days;
	bool undetermined;
	bool overflow; /* too large an amount */
	bool unrecorded; /* some were counted without a presence */
};

static struct fee_line *line_of(struct bill *bill, const struct verdict *v, day_t day)
{
	for (size_t i = 0; i < bill->count; i++)
		if (bill->lines[i].rule == v->rule && bill->lines[i].tariff == v->tariff)
			return &bill->lines[i];
	if (bill->count == bill->room) {
		bill->room = bill->room ? bill->room * 2 : 4;
		bill->lines = xrealloc(bill->lines, bill->room * sizeof *bill->lines);
	}
	bill->lines[bill->count] = (struct fee_line){
		.tariff = v->tariff,
		.rule = v->rule,
		.first = day,
		.unit = v->rule->unit,
		.unit_cents = v->rule->cents,
		.percent = fee_rule_percent(v->rule),
	};
	return &bill->lines[bill->count++];
}

static void take_place(struct bill *bill, const struct verdict *v)
{
	for (size_t i = 0; i < bill->place_count; i++)
		if (bill->places[i].rule == v->rule && bill->places[i].of == v->place_of)
			return;
	bill->places = xrealloc(bill->places, (bill->place_count + 1) * sizeof *bill->places);
	bill->places[bill->place_count++] =
		(struct fee_place){ .rule = v->rule, .of = v->place_of };
}

/* Hundredths of a unit. */
static int quantity_of(const struct verdict *v)
{
	const int halves = __builtin_popcount(v->halves);

	switch (v->rule->unit) {
	case FEE_PER_HALF_DAY:
		return halves * 100;
	case FEE_PER_DAY:
		return v->tariff->halves && halves == 1 ? 50 : 100;
	case FEE_PER_EVENT:
		break;
	}
	return 100;
}

static void bill_day(struct bill *bill, const struct verdict *v, day_t day)
{
	struct fee_line *line;

	if (v->rule->free_places)
		take_place(bill, v);
	if (v->free)
		return;
	line = line_of(bill, v, day);
	line->last = day;
	if (line->unit == FEE_PER_EVENT)
		line->quantity = 100;
	else
		line->quantity += quantity_of(v);
	bill->unrecorded = bill->unrecorded || v->basis == FEE_UNRECORDED;
}

static bool price(const struct fee_line *line, cents_t *cents)
{
	return money_share(line->unit_cents, (int64_t)line->quantity * line->percent,
		(int64_t)100 * FEE_WHOLE, cents);
}

/* A line that is too dear becomes the whole event at the price of the cap, so that an invoice still
 * multiplies right. */
static bool price_line(struct fee_line *line)
{
	const cents_t cap = line->rule->cap;

	if (!price(line, &line->cents))
		return false;
	if (cap && line->cents > cap) {
		line->unit = FEE_PER_EVENT;
		line->quantity = 100;
		line->percent = FEE_WHOLE;
		line->unit_cents = line->cents = cap;
	}
	return true;
}

/* Which line of a price of the rencontre is the dearest; .count when there is none. */
static size_t dearest_of(const struct bill *bill)
{
	size_t dearest = bill->count;
	cents_t most = 0;

	for (size_t i = 0; i < bill->count; i++) {
		struct fee_line line = bill->lines[i];

		if (line.rule->unit != FEE_PER_EVENT || !price_line(&line))
			continue;
		if (dearest == bill->count || line.cents > most) {
			dearest = i;
			most = line.cents;
		}
	}
	return dearest;
}

/* Where a rule gave way to another overnight, a price of the rencontre is asked once all the same. */
static bool ask_once(struct bill *bill)
{
	const size_t dearest = dearest_of(bill), count = bill->count;
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		if (i == dearest || bill->lines[i].rule->unit != FEE_PER_EVENT)
			bill->lines[kept++] = bill->lines[i];
	bill->count = kept;
	return kept < count;
}

static void sum_bill(struct bill *bill, struct str *reasons)
{
	const bool once = ask_once(bill);

	for (size_t i = 0; i < bill->count; i++) {
		struct fee_line *line = &bill->lines[i], whole = *line;

		if (!price_line(line) || !money_add(bill->total, line->cents, &bill->total)) {
			bill->overflow = true;
			return;
		}
		if (reasons && price(&whole, &whole.cents))
			fee_explain_line(reasons, line, &whole);
	}
	if (reasons && once)
		fee_explain(reasons, _("the price of the rencontre is asked once: the dearer one"));
}

/* Decides what one hat costs, into lines of `bill` that are not priced yet. */
static void fill_bill(struct bill *bill, const struct fee_case *c, const struct fee_hat *hat)
{
	for (size_t i = 0; i < c->day_count; i++) {
		struct verdict v = fee_verdict(c, &c->days[i], hat);

		bill->days += v.basis != FEE_ABSENT;
		if (fee_is_undetermined(&v))
			bill->undetermined = true;
		else if (v.basis != FEE_ABSENT)
			bill_day(bill, &v, c->days[i].day);
	}
}

/* --- which hat --- */

/* Nobody asks who pays nothing. */
static bool costs_as(const struct fee_alternative *a, const struct fee_alternative *b)
{
	return a->known == b->known &&
	       (!a->known || (a->cents == b->cents && (!a->cents || a->hat->payer == b->hat->payer)));
}

/* What each hat would cost; false when that or who pays it differs, *payers when there are several of them.
 * *hat is the first that counts. */
static bool hats_agree(const struct fee_case *c, size_t *hat, bool *payers, struct str *reasons)
{
	struct fee_alternative *all = xcalloc(c->hat_count, sizeof *all);
	bool agree = true;
	size_t count = 0;

	for (size_t i = c->hat_count; i-- > 0;) {
		struct bill bill = { .lines = NULL };

		if (!fee_hat_counts(c, &c->hats[i]))
			continue;
		fill_bill(&bill, c, &c->hats[i]);
		sum_bill(&bill, NULL);
		*hat = i;
		count++;
		all[c->hat_count - count] = (struct fee_alternative){
			.hat = &c->hats[i],
			.known = !bill.undetermined && !bill.overflow,
			.cents = bill.total,
		};
		free(bill.lines);
		free(bill.places);
	}
	for (size_t i = c->hat_count - count + 1; i < c->hat_count; i++) {
		agree = agree && costs_as(&all[i], &all[i - 1]);
		*payers = *payers || all[i].hat->payer != all[i - 1].hat->payer;
	}
	if (count > 1 && reasons)
		fee_explain_hats(reasons, all + (c->hat_count - count), count, agree);
	free(all);
	return agree;
}

/* --- deciding --- */

static enum fee_state state_of(const struct fee_case *c, cents_t cents)
{
	if (cents == 0)
		return FEE_EXEMPT;
	if (c->paid >= cents)
		return FEE_PAID;
	return c->to_come ? FEE_EXPECTED : FEE_DUE;
}

static void finish(struct fee_result *result, struct bill *bill)
{
	const bool known = !bill->undetermined && !bill->overflow;

	result->computed_known = known;
	result->computed = known ? bill->total : 0;
	result->days = bill->days;
	result->lines = bill->lines;
	result->line_room = bill->room;
	result->line_count = known ? bill->count : 0;
	result->places = bill->places;
	result->place_count = known ? bill->place_count : 0;
}

static void explain(
	const struct fee_case *c, struct fee_result *result, const struct bill *bill, bool agree)
{
	struct str *reasons = &result->reasons;

	if (!bill->undetermined && bill->count > 1 && !bill->overflow)
		fee_explain_total(reasons, bill->total);
	if (bill->overflow)
		fee_explain(reasons, _("the amount is too large"));
	if (!bill->undetermined && bill->unrecorded)
		fee_explain(reasons,
			_("no presence was recorded: the days registered for are counted"));
	if (c->day_count == 0)
		fee_explain(reasons, _("no day: nothing to pay"));
	fee_explain_chosen(reasons, c);
	if (agree)
		fee_explain_days(c, &c->hats[result->hat], reasons);
}

/* What the tariff says under one hat, and why. */
static void compute(const struct fee_case *c, struct fee_result *result, bool agree)
{
	struct bill bill = { .lines = result->lines, .room = result->line_room };

	free(result->places);
	fill_bill(&bill, c, &c->hats[result->hat]);
	bill.undetermined = bill.undetermined || !agree;
	if (!bill.undetermined)
		sum_bill(&bill, c->brief ? NULL : &result->reasons);
	finish(result, &bill);
	if (!c->brief)
		explain(c, result, &bill, agree);
}

/* One amount for all of it, with what the tariff says beside. */
static void set_by_hand(const struct fee_case *c, struct fee_result *result)
{
	const size_t days = c->day_count;

	if (!result->line_room)
		result->lines = xmalloc((result->line_room = 1) * sizeof *result->lines);
	result->lines[0] = (struct fee_line){
		.first = days ? c->days[0].day : c->override->day,
		.last = days ? c->days[days - 1].day : c->override->day,
		.unit = FEE_PER_EVENT,
		.quantity = 100,
		.unit_cents = c->override->cents,
		.percent = FEE_WHOLE,
		.cents = c->override->cents,
	};
	result->line_count = c->override->cents != 0;
	result->cents = c->override->cents;
	result->state = state_of(c, result->cents);
}

void fee_decide(const struct fee_case *c, struct fee_result *result)
{
	struct str computed = STR_INIT;
	bool agree = true, payers = false;

	str_reset(&result->reasons);
	result->hat = 0;
	if (c->hat_count > 1)
		agree = hats_agree(c, &result->hat, &payers, c->brief ? NULL : &computed);
	result->payer_open = !agree && payers;
	compute(c, result, agree);
	if (computed.len)
		fee_explain(&result->reasons, computed.buf);
	str_release(&computed);
	result->cents = result->computed;
	result->state = result->computed_known ? state_of(c, result->cents) : FEE_UNDETERMINED;
	if (c->override) {
		set_by_hand(c, result);
		if (!c->brief)
			fee_explain_override(&result->reasons, c, result);
	}
	if (!c->brief)
		fee_explain_payment(&result->reasons, c, result);
}

/* What was decided may be of several people; payments are one's own. */
static void copy(const struct fee_result *from, struct fee_result *to)
{
	str_reset(&to->reasons);
	str_add(&to->reasons, from->reasons.buf);
	if (to->line_room < from->line_count)
		to->lines = xrealloc(to->lines, (to->line_room = from->line_count) * sizeof *to->lines);
	for (size_t i = 0; i < from->line_count; i++)
		to->lines[i] = from->lines[i];
	to->places = xrealloc(to->places, (from->place_count + 1) * sizeof *to->places);
	for (size_t i = 0; i < from->place_count; i++)
		to->places[i] = from->places[i];
	to->cents = from->cents;
	to->computed_known = from->computed_known;
	to->computed = from->computed;
	to->days = from->days;
	to->hat = from->hat;
	to->payer_open = from->payer_open;
	to->line_count = from->line_count;
	to->place_count = from->place_count;
}

void fee_decide_paid(
	const struct fee_case *c, const struct fee_result *unpaid, struct fee_result *result)
{
	copy(unpaid, result);
	result->state = unpaid->state == FEE_UNDETERMINED ? FEE_UNDETERMINED : state_of(c, result->cents);
	if (!c->brief)
		fee_explain_payment(&result->reasons, c, result);
}

void fee_result_init(struct fee_result *result)
{
	*result = (struct fee_result){ .state = FEE_UNDETERMINED, .reasons = STR_INIT };
}

void fee_result_release(struct fee_result *result)
{
	str_release(&result->reasons);
	free(result->lines);
	free(result->places);
	fee_result_init(result);
}

const char *fee_state_name(enum fee_state state)
{
	switch (state) {
	case FEE_DUE:
		return "due";
	case FEE_EXEMPT:
		return "exempt";
	case FEE_UNDETERMINED:
		return "undetermined";
	case FEE_PAID:
		return "paid";
	case FEE_EXPECTED:
		return "expected";
	}
	bug("fee state %d", (int)state);
}

const char *fee_state_label(enum fee_state state)
{
	switch (state) {
	case FEE_DUE:
		return C_("fee", "due");
	case FEE_EXEMPT:
		return C_("fee", "free");
	case FEE_UNDETERMINED:
		return C_("fee", "to be determined");
	case FEE_PAID:
		return C_("fee", "paid");
	case FEE_EXPECTED:
		return C_("fee", "expected");
	}
	bug("fee state %d", (int)state);
}
