#include "etape/fee.h"

#include <stdlib.h>

#include "core/fee_words.h"

/* --- what is decided of one day --- */

bool fee_is_undetermined(const struct verdict *v)
{
	switch (v->why) {
	case WHY_NO_TARIFF:
	case WHY_NO_RULE:
	case WHY_NO_TERRITORY:
	case WHY_MANY_TERRITORIES:
		return true;
	case WHY_ABSENT:
	case WHY_STATE:
	case WHY_MEMBER:
	case WHY_ENDED:
	case WHY_NOT_YET:
	case WHY_NEVER:
	case WHY_ANY:
		break;
	}
	return false;
}

static bool in_force(day_t day, day_t from, day_t to)
{
	return (from == CIVIL_NONE || day >= from) && (to == CIVIL_NONE || day <= to);
}

/* The tariff of a day; where two overlap, the one that began last replaces the other. */
static const struct fee_tariff *find_tariff(const struct fee_case *c, day_t day)
{
	const struct fee_tariff *found = NULL;

	for (size_t i = 0; i < c->tariff_count; i++) {
		const struct fee_tariff *t = &c->tariffs[i];
		/* CIVIL_NONE is below every day: open at the beginning is oldest. */
		if (!t->only_named && in_force(day, t->from, t->to) &&
			(!found || t->from > found->from))
			found = t;
	}
	return found;
}

const struct fee_territory *fee_only_territory(const struct fee_case *c)
{
	return c->territory_count == 1 ? &c->territories[0] : NULL;
}

static const struct fee_membership *find_member(
	const struct fee_membership *members, size_t count, day_t day)
{
	for (size_t i = 0; i < count; i++) {
		if (in_force(day, members[i].from, members[i].to))
			return &members[i];
	}
	return NULL;
}

static const struct fee_membership *membership_on(const struct fee_case *c, day_t day)
{
	const struct fee_territory *t = fee_only_territory(c);
	const struct fee_membership *m = find_member(c->own, c->own_count, day);

	return m || !t ? m : find_member(t->members, t->member_count, day);
}

/* Looks among memberships that are not in force for the one that says most: the last
 * that ended, else the next that begins. */
static void explain_absence(
	struct verdict *v, const struct fee_membership *members, size_t count, day_t day)
{
	for (size_t i = 0; i < count; i++) {
		const struct fee_membership *m = &members[i];
		bool ended = m->to != CIVIL_NONE && m->to < day;
		bool better = v->why == WHY_NEVER || (ended && v->why == WHY_NOT_YET) ||
			      (ended ? v->why == WHY_ENDED && m->to > v->member->to
				     : v->why == WHY_NOT_YET && m->from < v->member->from);
		if (better) {
			v->why = ended ? WHY_ENDED : WHY_NOT_YET;
			v->member = m;
		}
	}
}

static void explain_non_member(struct verdict *v, const struct fee_case *c, day_t day)
{
	const struct fee_territory *t = fee_only_territory(c);

	v->why = WHY_NEVER;
	explain_absence(v, c->own, c->own_count, day);
	if (t)
		explain_absence(v, t->members, t->member_count, day);
}

/* A rule that asks nothing. Once a rule about members was passed over for want of a
 * territory, nothing that costs may be decided: to be determined, never 0. */
static void decide_any(struct verdict *v, const struct fee_case *c, const struct fee_rule *rule,
	const struct fee_rule *passed, day_t day)
{
	bool known = c->own_territory || c->territory_count == 1;

	v->per_day = rule->cents;
	if (passed && !known && (rule->cents != 0 || passed->cents != 0))
		v->why = c->territory_count == 0 ? WHY_NO_TERRITORY : WHY_MANY_TERRITORIES;
	else if (passed && rule->cents != 0)
		explain_non_member(v, c, day);
	else
		v->why = WHY_ANY;
}

struct verdict fee_verdict(const struct fee_case *c, const struct fee_day *d)
{
	struct verdict v = { .why = WHY_NO_RULE, .to_come = d->basis == FEE_DAY_EXPECTED };
	const struct fee_rule *passed = NULL;

	if (d->basis == FEE_DAY_ABSENT) {
		v.why = WHY_ABSENT;
		return v;
	}
	v.tariff = find_tariff(c, d->day);
	if (!v.tariff) {
		v.why = WHY_NO_TARIFF;
		return v;
	}
	for (size_t i = 0; i < v.tariff->rule_count; i++) {
		const struct fee_rule *rule = &v.tariff->rules[i];
		v.rule = rule;
		if (rule->state == FEE_YES && !c->is_state)
			continue;
		if (rule->state == FEE_YES) {
			v.why = WHY_STATE;
			v.per_day = rule->cents;
			return v;
		}
		if (rule->member == FEE_YES) {
			v.member = membership_on(c, d->day);
			if (!v.member) {
				passed = rule;
				continue;
			}
			v.why = WHY_MEMBER;
			v.per_day = rule->cents;
			return v;
		}
		decide_any(&v, c, rule, passed, d->day);
		return v;
	}
	return v;
}

/* --- deciding --- */

/* Days that cost, by rate: few, as a tariff seldom changes during an event. */
struct rate {
	const struct fee_tariff *tariff;
	const struct fee_rule *rule;
	cents_t per_day;
	day_t first, last;
	int days;
	bool unrecorded; /* some were counted without a presence */
};

enum { MAX_RATES = 16 };

struct bill {
	struct rate rates[MAX_RATES];
	size_t count;
	bool undetermined;
	bool overflow; /* too large an amount, or too many rates */
};

static void bill_day(struct bill *bill, const struct verdict *v, const struct fee_day *day)
{
	size_t i;

	if (v->per_day == 0)
		return;
	for (i = 0; i < bill->count && bill->rates[i].rule != v->rule; i++)
		;
	if (i == MAX_RATES) {
		bill->overflow = true;
		return;
	}
	if (i == bill->count)
		bill->rates[bill->count++] = (struct rate){ .tariff = v->tariff,
			.rule = v->rule,
			.per_day = v->per_day,
			.first = day->day };
	bill->rates[i].last = day->day;
	bill->rates[i].days++;
	bill->rates[i].unrecorded |= day->basis == FEE_DAY_UNRECORDED;
}

/* Sums up, and says how in `reasons`. */
static cents_t sum_bill(struct bill *bill, struct fee_result *result)
{
	struct str *reasons = &result->reasons;
	cents_t total = 0, cents;
	bool unrecorded = false;

	result->lines = xrealloc(result->lines, (bill->count + 1) * sizeof *result->lines);
	for (size_t i = 0; i < bill->count; i++) {
		const struct rate *r = &bill->rates[i];
		if (!money_mul(r->per_day, r->days, &cents) ||
			!money_add(total, cents, &total)) {
			bill->overflow = true;
			return 0;
		}
		fee_explain_product(reasons, r->days, r->per_day, cents);
		result->lines[result->line_count++] = (struct fee_line){
			.tariff = r->tariff,
			.rule = r->rule,
			.first = r->first,
			.last = r->last,
			.quantity = r->days * 100,
			.unit_cents = r->per_day,
			.percent = FEE_WHOLE,
			.cents = cents,
		};
		unrecorded |= r->unrecorded;
	}
	if (bill->count > 1)
		fee_explain_total(reasons, total);
	if (unrecorded)
		fee_explain(reasons,
			_("no presence was recorded: the days registered for are counted"));
	return total;
}

static enum fee_state state_of(cents_t cents, cents_t paid)
{
	if (cents == 0)
		return FEE_EXEMPT;
	return paid >= cents ? FEE_PAID : FEE_DUE;
}

void fee_decide(const struct fee_case *c, struct fee_result *result)
{
	struct bill bill = { .count = 0 };

	str_reset(&result->reasons);
	result->days = 0;
	result->cents = 0;
	result->line_count = 0;
	for (size_t i = 0; i < c->day_count; i++) {
		struct verdict v = fee_verdict(c, &c->days[i]);
		result->days += v.why != WHY_ABSENT;
		if (fee_is_undetermined(&v))
			bill.undetermined = true;
		else
			bill_day(&bill, &v, &c->days[i]);
	}
	if (!bill.undetermined && !bill.overflow)
		result->cents = sum_bill(&bill, result);
	if (bill.overflow)
		result->line_count = 0;
	if (bill.overflow)
		fee_explain(&result->reasons, _("the amount is too large"));
	result->state = bill.undetermined || bill.overflow ? FEE_UNDETERMINED
							   : state_of(result->cents, c->paid);
	if (c->day_count == 0)
		fee_explain(&result->reasons, _("no day: nothing to pay"));
	fee_explain_days(c, &result->reasons);
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
	}
	bug("fee state %d", (int)state);
}
