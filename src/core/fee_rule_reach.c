/* Which rules of a tariff are ever reached: what a rule asks is a box in the space of all cases; a rule is
 * reached when a part of its box is in none of the boxes before it. */
#include "etape/fee_rule.h"

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "etape/vocabulary.h"

/* Of two that are asked for: bit 0 no, bit 1 yes. */
enum { NO = 1, YES = 2, EITHER = NO | YES };

#define NO_STRUCTURE (1u << 31) /* in .kinds: State or not hangs on the kind alone */
#define PLACES	     2
/* Tariffs have a handful of rules: one that takes longer is believed reached. */
#define MOST_STEPS   200000
/* And one of more rules than anybody reads would be compared for minutes. */
#define MOST_RULES   100

/* Cases: each member restricts by itself. */
struct box {
	unsigned member;
	unsigned walk_in;
	unsigned kinds;
	unsigned event_kinds;
	unsigned formats;
	unsigned any_role;  /* at least one of these; 0: whatever */
	unsigned no_role;   /* none of these */
	uint64_t place[PLACES]; /* départements in their order; behind them: elsewhere or not known */
	int early_least;
	int early_most;
};

static unsigned all_of(const struct vocabulary *v)
{
	return (1u << v->count) - 1;
}

static unsigned state_kinds(void)
{
	unsigned set = 0;

	for (size_t i = 0; i < structure_kinds.count; i++)
		if (structure_kind_is_state((enum structure_kind)i))
			set |= 1u << i;
	return set;
}

static bool is_listed(const char *codes, const char *code)
{
	const size_t len = strlen(code);

	while (codes && *codes) {
		const size_t n = strcspn(codes, ",");

		if (n == len && !memcmp(codes, code, n))
			return true;
		codes += n + (codes[n] == ',');
	}
	return false;
}

/* Whether some territory is meant by a code of a list at the bit `i`. */
static void put_places(uint64_t place[PLACES], const struct fee_rule *rule)
{
	const bool everywhere = !rule->departements && !rule->regions;
	const char *code;

	memset(place, everywhere ? 0xFF : 0, PLACES * sizeof *place);
	for (size_t i = 0; !everywhere && (code = departement_at(i)) != NULL; i++)
		if ((!rule->departements || is_listed(rule->departements, code)) &&
			(!rule->regions || is_listed(rule->regions, departement_region(code))))
			place[i / 64] |= UINT64_C(1) << i % 64;
}

static unsigned asked(enum fee_asked asked)
{
	return asked == FEE_WHATEVER ? EITHER : asked == FEE_YES ? YES : NO;
}

static struct box box_of(const struct fee_rule *rule)
{
	struct box b = {
		.member = asked(rule->member),
		.walk_in = asked(rule->walk_in),
		.kinds = rule->kinds ? rule->kinds : all_of(&structure_kinds) | NO_STRUCTURE,
		.event_kinds = rule->event_kinds ? rule->event_kinds : all_of(&event_kinds),
		.formats = rule->formats ? rule->formats : all_of(&event_formats),
		.any_role = rule->roles,
		.early_least = rule->early_days,
		.early_most = INT_MAX,
	};

	if (rule->state != FEE_WHATEVER)
		b.kinds &= rule->state == FEE_YES ? state_kinds() : ~state_kinds();
	put_places(b.place, rule);
	return b;
}

static bool is_empty(const struct box *b)
{
	bool nowhere = true;

	for (int i = 0; i < PLACES; i++)
		nowhere = nowhere && !b->place[i];
	return !b->member || !b->walk_in || !b->kinds || !b->event_kinds || !b->formats || nowhere ||
	       (b->any_role && !(b->any_role & ~b->no_role)) || b->early_least > b->early_most ||
	       (b->walk_in == YES && b->early_least > 0); /* who comes unannounced is never early */
}

/* The ways out of a box: a case is outside when one member says so. */
enum way { OUT_MEMBER, OUT_WALK_IN, OUT_KIND, OUT_EVENT, OUT_FORMAT, OUT_ROLE, OUT_PLACE, OUT_EARLY, WAYS };

/* The part of `b` that leaves `other` by one way; empty when there is none. */
static struct box leave(struct box b, const struct box *other, enum way way)
{
	switch (way) {
	case OUT_MEMBER: b.member &= ~other->member; break;
	case OUT_WALK_IN: b.walk_in &= ~other->walk_in; break;
	case OUT_KIND: b.kinds &= ~other->kinds; break;
	case OUT_EVENT: b.event_kinds &= ~other->event_kinds; break;
	case OUT_FORMAT: b.formats &= ~other->formats; break;
	case OUT_ROLE:
		b.no_role |= other->any_role;
		if (!other->any_role)
			b.member = 0;
		break;
	case OUT_PLACE:
		for (int i = 0; i < PLACES; i++)
			b.place[i] &= ~other->place[i];
		break;
	case OUT_EARLY:
		if (other->early_least - 1 < b.early_most)
			b.early_most = other->early_least - 1;
		break;
	case WAYS: break;
	}
	return b;
}

/* Whether some case of `b` is in none of the rules from `j` up to `i`. */
static bool escapes(struct box b, const struct fee_rule *rules, size_t j, size_t i, int *steps)
{
	struct box other;

	if (is_empty(&b))
		return false;
	while (j < i && rules[j].free_places)
		j++;
	if (j == i || ++*steps > MOST_STEPS)
		return true;
	other = box_of(&rules[j]);
	for (int way = 0; way < WAYS; way++)
		if (escapes(leave(b, &other, (enum way)way), rules, j + 1, i, steps))
			return true;
	return false;
}

static bool is_reached(const struct fee_rule *rules, size_t j, size_t to, size_t i)
{
	int steps = 0;

	return escapes(box_of(&rules[i]), rules, j, to, &steps);
}

enum fee_reach fee_rule_reach(const struct fee_rule *rules, size_t i, size_t *by)
{
	size_t j;

	if (is_reached(rules, 0, i, i))
		return FEE_REACHED;
	if (!is_reached(rules, 0, 0, i))
		return FEE_CONTRADICTS;
	for (j = 0; j < i; j++) {
		if (is_reached(rules, j, j + 1, i))
			continue;
		if (by)
			*by = j;
		return FEE_HIDDEN;
	}
	for (j = 0; j + 1 < i && is_reached(rules, 0, j + 1, i); j++)
		;
	if (by)
		*by = j;
	return FEE_HIDDEN_TOGETHER;
}

/* --- what may stand ---------------------------------------------------------------------- */

static bool codes_known(const char *codes, bool regions)
{
	while (codes) {
		const size_t n = strcspn(codes, ",");
		bool known = false;
		const char *code;

		for (size_t i = 0; !known && (code = departement_at(i)) != NULL; i++) {
			const char *one = regions ? departement_region(code) : code;

			known = n == strlen(one) && !memcmp(codes, one, n);
		}
		if (!known)
			return false;
		codes = codes[n] ? codes + n + 1 : NULL;
	}
	return true;
}

static bool in_order(const struct fee_rule *rule, struct err *err)
{
	if (rule->cents < 0 || rule->cap < 0 || rule->early_days < 0 || rule->free_places < 0)
		return err_set(err, ERR_INVALID, _("an amount, a number of days or of places is never below 0"));
	if (rule->free_places && rule->cents)
		return err_set(err, ERR_INVALID,
			_("free places cost nothing: the amount is that of a rule of its own, behind this one"));
	if (rule->percent < 0 || rule->percent > FEE_WHOLE)
		return err_set(err, ERR_INVALID, _("a percentage is between 0 and 100"));
	if (!codes_known(rule->departements, false))
		return err_set(err, ERR_INVALID, _("'%s': expected codes of départements, like 59,62"),
			rule->departements);
	if (!codes_known(rule->regions, true))
		return err_set(err, ERR_INVALID, _("'%s': expected codes of régions, like 32"), rule->regions);
	return true;
}

static bool say_unreached(const struct fee_rule *rules, size_t i, struct err *err)
{
	struct str who = STR_INIT, other = STR_INIT;
	size_t by = 0;
	const enum fee_reach reach = fee_rule_reach(rules, i, &by);

	fee_rule_who(&who, &rules[i]);
	fee_rule_who(&other, &rules[by]);
	if (reach == FEE_CONTRADICTS)
		err_set(err, ERR_INVALID, _("rule %zu (%s) asks what nobody meets: it would never apply"), i + 1,
			who.buf);
	else if (reach == FEE_HIDDEN)
		err_set(err, ERR_INVALID,
			_("rule %zu (%s) would never apply: whoever it is for meets rule %zu (%s) before"), i + 1,
			who.buf, by + 1, other.buf);
	else if (reach == FEE_HIDDEN_TOGETHER)
		err_set(err, ERR_INVALID,
			_("rule %zu (%s) would never apply: whoever it is for meets one of those up to rule %zu (%s) "
			  "before"),
			i + 1, who.buf, by + 1, other.buf);
	str_release(&who);
	str_release(&other);
	return reach == FEE_REACHED;
}

bool fee_rules_check(const struct fee_rule *rules, size_t count, size_t *at, struct err *err)
{
	if (at)
		*at = MOST_RULES;
	if (count > MOST_RULES)
		return err_set(err, ERR_INVALID, _("a tariff has %d rules at most"), MOST_RULES);
	for (size_t i = 0; i < count; i++) {
		if (at)
			*at = i;
		if (!in_order(&rules[i], err))
			return err_wrap(err, _("rule %zu"), i + 1);
		if (!say_unreached(rules, i, err))
			return false;
	}
	return true;
}
