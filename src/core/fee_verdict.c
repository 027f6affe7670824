/* What the fee engine decides of one day: the tariff, the first rule that matches, and why. */
#include <string.h>

#include "core/fee_words.h"
#include "etape/vocabulary.h"

static bool in_force(day_t day, day_t from, day_t to)
{
	return (from == CIVIL_NONE || day >= from) && (to == CIVIL_NONE || day <= to);
}

bool fee_is_undetermined(const struct verdict *v)
{
	return v->basis != FEE_ABSENT && v->why >= WHY_NO_TARIFF && v->why <= WHY_NO_FORMAT;
}

bool fee_heeds_halves(const struct verdict *v)
{
	return v->tariff && v->rule && !fee_is_undetermined(v) && !v->free &&
	       (v->rule->unit == FEE_PER_HALF_DAY ||
		       (v->rule->unit == FEE_PER_DAY && v->tariff->halves));
}

int fee_rule_percent(const struct fee_rule *rule)
{
	return rule->percent ? rule->percent : FEE_WHOLE;
}

bool fee_rule_is_free(const struct fee_rule *rule)
{
	return rule->cents == 0 || rule->free_places > 0;
}

/* --- hats --- */

/* Whether a mandate's hat tells what is not known of the person's own. */
static bool completes(const struct fee_hat *own, const struct fee_hat *hat)
{
	if (!own->structure && !own->territory)
		return hat->structure || hat->territory;
	if (!own->structure)
		return hat->structure && hat->territory == own->territory;
	return !own->territory && hat->territory && str_eq(own->structure, hat->structure);
}

bool fee_hat_counts(const struct fee_case *c, const struct fee_hat *hat)
{
	if (hat != c->hats)
		return true;
	for (size_t i = 1; i < c->hat_count; i++)
		if (completes(hat, &c->hats[i]))
			return false;
	return true;
}

/* On days when its mandate is not in force she comes for her own structure. */
static const struct fee_hat *worn(
	const struct fee_case *c, const struct fee_hat *hat, day_t day)
{
	if (hat != c->hats && in_force(day, hat->from, hat->to))
		return hat;
	for (size_t i = 1; i < c->hat_count; i++)
		if (completes(c->hats, &c->hats[i]) &&
			in_force(day, c->hats[i].from, c->hats[i].to))
			return &c->hats[i];
	return c->hats;
}

/* --- which days count --- */

static bool came(const struct fee_case *c)
{
	for (size_t i = 0; i < c->day_count; i++)
		if (c->days[i].attended || !c->days[i].over)
			return true;
	return false;
}

const struct fee_tariff *fee_tariff_on(const struct fee_tariff *tariffs, size_t count, day_t day)
{
	const struct fee_tariff *found = NULL;

	for (size_t i = 0; i < count; i++) {
		const struct fee_tariff *t = &tariffs[i];
		/* CIVIL_NONE is below every day: open at the beginning is oldest. */
		if (!t->only_named && in_force(day, t->from, t->to) &&
			(!found || t->from > found->from))
			found = t;
	}
	return found;
}

static const struct fee_tariff *find_tariff(const struct fee_case *c, day_t day)
{
	return c->tariff ? c->tariff : fee_tariff_on(c->tariffs, c->tariff_count, day);
}

static void count_halves(struct verdict *v, const struct fee_case *c, const struct fee_day *d)
{
	const bool registered = v->tariff && v->tariff->counts == FEE_COUNTS_REGISTERED;

	v->halves = d->registered | d->attended;
	if (d->attended && d->over && !registered)
		v->halves = d->attended;
	if (d->attended)
		v->basis = FEE_ATTENDED;
	else if (!d->over)
		v->basis = FEE_EXPECTED_DAY;
	else if (!c->recorded)
		v->basis = FEE_UNRECORDED;
	else if (!came(c))
		v->basis = v->tariff && v->tariff->no_show_due ? FEE_NO_SHOW : FEE_ABSENT;
	else
		v->basis = registered ? FEE_REGISTERED : FEE_ABSENT;
}

/* --- members --- */

static const struct fee_membership *find_member(
	const struct fee_membership *members, size_t count, day_t day, bool above)
{
	for (size_t i = 0; i < count; i++)
		if ((above || !members[i].above) && in_force(day, members[i].from, members[i].to))
			return &members[i];
	return NULL;
}

static const struct fee_membership *membership_on(
	const struct fee_hat *hat, day_t day, bool above)
{
	const struct fee_territory *t = hat->territory;
	const struct fee_membership *m = find_member(hat->own, hat->own_count, day, above);

	return m || !t ? m : find_member(t->members, t->member_count, day, above);
}

/* Looks among memberships that are not in force for the one that says most: the last
 * that ended, else the next that begins. */
static void explain_absence(struct verdict *v, const struct fee_membership *members, size_t count,
	day_t day)
{
	for (size_t i = 0; i < count; i++) {
		const struct fee_membership *m = &members[i];
		bool ended = m->to != CIVIL_NONE && m->to < day;
		bool better = v->why == WHY_NEVER || (ended && v->why == WHY_NOT_YET) ||
			      (ended ? v->why == WHY_ENDED && m->to > v->member->to
				     : v->why == WHY_NOT_YET && m->from < v->member->from);
		if (in_force(day, m->from, m->to) ||
			(m->above && v->tariff->no_inheritance))
			continue; /* of a body above, which does not cover here */
		if (better) {
			v->why = ended ? WHY_ENDED : WHY_NOT_YET;
			v->member = m;
		}
	}
}

static void explain_non_member(struct verdict *v, day_t day)
{
	const struct fee_hat *hat = v->hat;

	v->why = WHY_NEVER;
	explain_absence(v, hat->own, hat->own_count, day);
	if (hat->territory)
		explain_absence(v, hat->territory->members, hat->territory->member_count, day);
	if (v->why != WHY_NEVER)
		return;
	v->member = membership_on(hat, day, true);
	if (v->member)
		v->why = WHY_NOT_INHERITED;
}

/* --- rules --- */

enum truth { NO, YES, UNKNOWN };

/* One question of a rule after the other. */
struct asking {
	const struct fee_case *c;
	const struct fee_hat *hat;
	const struct fee_tariff *tariff;
	day_t day;
	unsigned roles;
	const struct fee_membership *member;
	enum why missing; /* of what is UNKNOWN */
	bool refused_member;
};

static enum truth answer(enum fee_asked asked, bool fact)
{
	return (asked == FEE_YES) == fact ? YES : NO;
}

/* By the structure represented: who represents none is no agent of the State. */
static bool is_state_agent(const struct fee_hat *hat)
{
	return hat->kind >= 0 && structure_kind_is_state((enum structure_kind)hat->kind);
}

static enum truth ask_state(const struct asking *a, const struct fee_rule *rule)
{
	return rule->state == FEE_WHATEVER ? YES : answer(rule->state, is_state_agent(a->hat));
}

static enum truth ask_member(struct asking *a, const struct fee_rule *rule)
{
	enum truth t;

	if (rule->member == FEE_WHATEVER)
		return YES;
	if (!a->member && !a->hat->territory && !a->hat->own_territory) {
		a->missing = WHY_NO_TERRITORY;
		return UNKNOWN;
	}
	t = answer(rule->member, a->member != NULL);
	a->refused_member = a->refused_member || (t == NO && rule->member == FEE_YES);
	return t;
}

static enum truth ask_kind(struct asking *a, const struct fee_rule *rule)
{
	if (!rule->kinds)
		return YES;
	if (a->hat->kind < 0) {
		a->missing = WHY_NO_STRUCTURE;
		return UNKNOWN;
	}
	return rule->kinds & (1u << a->hat->kind) ? YES : NO;
}

static enum truth ask_format(struct asking *a, const struct fee_rule *rule)
{
	if (!rule->formats)
		return YES;
	if (a->c->event_format < 0) {
		a->missing = WHY_NO_FORMAT;
		return UNKNOWN;
	}
	return rule->formats & (1u << a->c->event_format) ? YES : NO;
}

/* Whether a code is among those of "59,62". */
static bool is_listed(const char *list, const char *code)
{
	const size_t n = strlen(code);

	while (*list) {
		const size_t len = strcspn(list, ",");
		if (len == n && memcmp(list, code, n) == 0)
			return true;
		list += len + (list[len] == ',');
	}
	return false;
}

static enum truth ask_place(struct asking *a, const char *list, const char *code)
{
	if (!list || !*list)
		return YES;
	if (!code || !*code) {
		a->missing = WHY_NO_DEPARTEMENT;
		return UNKNOWN;
	}
	return is_listed(list, code) ? YES : NO;
}

/* What needs nothing but the event and the registration. */
static bool is_known_to_hold(const struct asking *a, const struct fee_rule *rule)
{
	const struct fee_case *c = a->c;

	return (!rule->event_kinds || rule->event_kinds & (1u << c->event_kind)) &&
	       (rule->walk_in == FEE_WHATEVER || answer(rule->walk_in, c->walk_in) == YES) &&
	       (!rule->early_days || (!c->walk_in && c->early >= rule->early_days)) &&
	       (!rule->roles || rule->roles & a->roles);
}

/* Every question of a rule: one NO is enough, whatever else is not known. */
static enum truth ask_all(struct asking *a, const struct fee_rule *rule)
{
	enum truth worst = YES;

	if (!is_known_to_hold(a, rule))
		return NO;
	const enum truth answers[] = {
		ask_kind(a, rule),
		ask_place(a, rule->departements, a->hat->departement),
		ask_place(a, rule->regions, a->hat->region),
		ask_format(a, rule),
		ask_state(a, rule),
		ask_member(a, rule), /* last: what is missing then is the territory */
	};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
		if (answers[i] == NO)
			return NO;
		if (answers[i] == UNKNOWN)
			worst = UNKNOWN;
	}
	return worst;
}

static bool cost_the_same(const struct fee_rule *a, const struct fee_rule *b)
{
	if (fee_rule_is_free(a) || fee_rule_is_free(b))
		return fee_rule_is_free(a) && fee_rule_is_free(b);
	return a->cents == b->cents && a->unit == b->unit && a->cap == b->cap &&
	       fee_rule_percent(a) == fee_rule_percent(b);
}

static bool is_of(const struct fee_membership *m, const struct fee_membership *of, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (m == &of[i])
			return true;
	return false;
}

/* Whether a free place is of the member: of a rule for members. Who comes for the State takes none of the
 * town that she works in. */
static bool is_of_member(const struct asking *a, const struct fee_rule *rule)
{
	return rule->member == FEE_YES && a->member && a->member->member &&
	       (!is_state_agent(a->hat) || is_of(a->member, a->hat->own, a->hat->own_count));
}

static int64_t place_of(const struct asking *a, const struct fee_rule *rule)
{
	return is_of_member(a, rule) ? a->member->member : a->hat->payer;
}

static const char *place_owner(const struct asking *a, const struct fee_rule *rule)
{
	if (is_of_member(a, rule))
		return a->member->structure;
	if (a->hat->payer_name)
		return a->hat->payer_name;
	return a->hat->structure ? a->hat->structure : C_("fee", "no structure");
}

/* The rule that matches for certain has been found: says why. */
static void settle(struct verdict *v, const struct asking *a, const struct fee_rule *rule)
{
	v->rule = rule;
	v->free = fee_rule_is_free(rule);
	v->place_of = place_of(a, rule);
	v->member = NULL;
	if (rule->member == FEE_YES) {
		v->why = WHY_MEMBER;
		v->member = a->member;
	} else if (rule->state == FEE_YES) {
		v->why = WHY_STATE;
	} else if (rule->member == FEE_NO || (a->refused_member && !v->free)) {
		explain_non_member(v, a->day);
	} else {
		v->why = WHY_ANY;
	}
}

static bool has_place(struct verdict *v, const struct asking *a, const struct fee_rule *rule)
{
	if (!rule->free_places || !a->c->place ||
		a->c->place(a->c->place_arg, rule, place_of(a, rule)))
		return true;
	v->full = rule;
	v->full_of = place_owner(a, rule);
	return false;
}

/* Once a rule might match for want of what nobody knows, nothing that costs otherwise may be
 * decided: to be determined, never 0. */
static void apply_rules(struct verdict *v, struct asking *a)
{
	const struct fee_rule *perhaps = NULL;
	enum why missing = WHY_NO_RULE;
	bool agree = true;

	for (size_t i = 0; i < v->tariff->rule_count; i++) {
		const struct fee_rule *rule = &v->tariff->rules[i];
		const enum truth t = ask_all(a, rule);

		if (t == NO || (t == YES && !has_place(v, a, rule)))
			continue;
		agree = agree && (!perhaps || cost_the_same(perhaps, rule));
		if (t == YES && agree) {
			settle(v, a, rule);
			return;
		}
		if (t == YES)
			break;
		perhaps = perhaps ? perhaps : rule;
		missing = a->missing; /* the last one: a territory, which a structure tells, too */
	}
	v->why = missing;
	v->rule = NULL;
}

static unsigned roles_on(const struct fee_case *c, day_t day)
{
	unsigned roles = 0;

	for (size_t i = 0; i < c->role_count; i++)
		if (in_force(day, c->roles[i].from, c->roles[i].to))
			roles |= c->roles[i].role;
	return roles;
}

struct verdict fee_verdict(
	const struct fee_case *c, const struct fee_day *d, const struct fee_hat *hat)
{
	struct verdict v = { .why = WHY_ABSENT, .to_come = !d->over && !d->attended };
	struct asking a = { .c = c, .day = d->day };

	v.tariff = find_tariff(c, d->day);
	v.hat = a.hat = worn(c, hat, d->day);
	count_halves(&v, c, d);
	if (v.basis == FEE_ABSENT)
		return v;
	if (!v.tariff) {
		v.why = WHY_NO_TARIFF;
		return v;
	}
	a.tariff = v.tariff;
	a.roles = roles_on(c, d->day);
	a.member = membership_on(a.hat, d->day, !v.tariff->no_inheritance);
	apply_rules(&v, &a);
	return v;
}
