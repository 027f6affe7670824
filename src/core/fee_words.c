/* The fee engine's reasons, said as people say them. */
#include "core/fee_words.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fee_rule.h"
#include "etape/hundredths.h"

void fee_explain(struct str *reasons, const char *line)
{
	size_t len = strlen(line);

	/* The same reason for each of several days is said once. */
	for (const char *p = reasons->buf; *p;) {
		size_t n = strcspn(p, "\n");
		if (n == len && memcmp(p, line, n) == 0)
			return;
		p += n + (p[n] == '\n');
	}
	if (reasons->len > 0)
		str_addc(reasons, '\n');
	str_addn(reasons, line, len);
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

static void add_amount(struct str *out, cents_t cents)
{
	money_format(out, cents, i18n_lang());
}

/* --- days --- */

static const char *halves_words(unsigned halves)
{
	switch (halves) {
	case FEE_MORNING:
		return C_("fee", "morning");
	case FEE_AFTERNOON:
		return C_("fee", "afternoon");
	case FEE_EVENING:
		return C_("fee", "evening");
	case FEE_MORNING | FEE_EVENING:
		return C_("fee", "morning and evening");
	case FEE_AFTERNOON | FEE_EVENING:
		return C_("fee", "afternoon and evening");
	case FEE_DAY_LONG | FEE_EVENING:
		return C_("fee", "day and evening");
	default:
		return "";
	}
}

/* "on 2 June 2020", "from 2 to 3 June 2020", "on 2 June 2020 (morning)". */
static void add_when(struct str *out, day_t first, day_t last, const struct verdict *v)
{
	struct str date = STR_INIT;
	const char *halves = fee_heeds_halves(v) ? halves_words(v->halves) : "";

	civil_format_range(&date, first, last, i18n_lang());
	if (first == last)
		str_addf(out, _("on %s"), date.buf);
	else
		str_add(out, date.buf);
	if (*halves)
		str_addf(out, " (%s)", halves);
	str_release(&date);
}

static void add_period(struct str *out, const struct fee_membership *m)
{
	struct str from = STR_INIT, to = STR_INIT;

	civil_format_short(&from, m->from, i18n_lang());
	civil_format_short(&to, m->to, i18n_lang());
	if (m->supposed)
		str_add(out, _("supposed: "));
	if (from.len > 0 && to.len > 0)
		str_addf(out, _("membership from %s to %s"), from.buf, to.buf);
	else if (from.len > 0)
		str_addf(out, _("membership since %s"), from.buf);
	else if (to.len > 0)
		str_addf(out, _("membership until %s"), to.buf);
	else
		str_add(out, _("membership without dates"));
	str_release(&from);
	str_release(&to);
}

/* --- why --- */

/* A membership to come begins; it is not "since". */
static void add_to_come(struct str *out, const struct fee_membership *m)
{
	struct str date = STR_INIT;

	if (m->to != CIVIL_NONE) {
		add_period(out, m);
		return;
	}
	civil_format_short(&date, m->from, i18n_lang());
	str_addf(out, _("membership from %s"), date.buf);
	str_release(&date);
}

/* Why a territory pays: it was no member on the day. */
static void add_non_member(struct str *out, const struct verdict *v, const char *when)
{
	const struct fee_territory *t = v->hat->territory;
	const char *who = or_empty(t ? t->name : v->hat->structure);
	struct str period = STR_INIT;

	if (v->why == WHY_ENDED) {
		add_period(&period, v->member);
		str_addf(out,
			v->to_come ? _("%s is no longer a member %s (%s)")
				   : _("%s was no longer a member %s (%s)"),
			who, when, period.buf);
	} else if (v->why == WHY_NOT_YET) {
		add_to_come(&period, v->member);
		str_addf(out,
			v->to_come ? _("%s is not yet a member %s (%s)")
				   : _("%s was not yet a member %s (%s)"),
			who, when, period.buf);
	} else if (v->why == WHY_NOT_INHERITED) {
		add_period(&period, v->member);
		str_addf(out, _("%s is not a member itself %s: that of %s (%s) does not cover it by this tariff"),
			who, when, or_empty(v->member->structure), period.buf);
	} else {
		str_addf(out,
			v->to_come ? _("%s is not a member %s (no membership known)")
				   : _("%s was not a member %s (no membership known)"),
			who, when);
	}
	str_release(&period);
}

/* What is missing, and what to do about it. */
static void add_missing(struct str *out, const struct verdict *v, const char *when)
{
	switch ((int)v->why) {
	case WHY_NO_TARIFF:
		str_addf(out, _("no tariff in force %s: make one, or name one in the rencontre"), when);
		break;
	case WHY_NO_RULE:
		str_addf(out,
			_("the tariff '%s' has no rule for this case: it wants a last one for all others"),
			or_empty(v->tariff->name));
		break;
	case WHY_NO_DEPARTEMENT:
		str_add(out, _("the département is not known: give the structure a cité, or a postcode"));
		break;
	case WHY_NO_FORMAT:
		str_add(out, _("the rencontre does not say whether it is on site or by video: say it there"));
		break;
	case WHY_NO_STRUCTURE:
		str_add(out, _("structure unknown: give the person a structure"));
		break;
	default:
		if (v->hat->structure)
			str_addf(out,
				_("territory unknown (structure: %s): give the structure or the person a cité"),
				v->hat->structure);
		else
			str_add(out,
				_("territory unknown (no structure): give the person a structure or a cité"));
	}
}

/* Whom a membership stands for, when that is another than its member; NULL. */
static const char *covered(const struct verdict *v)
{
	const struct fee_hat *hat = v->hat;

	for (size_t i = 0; i < hat->own_count; i++)
		if (v->member == &hat->own[i])
			return str_eq(v->member->structure, hat->structure) ? NULL : hat->structure;
	return hat->territory && !str_eq(v->member->structure, hat->structure) ? hat->territory->name : NULL;
}

static void add_member(struct str *out, const struct verdict *v)
{
	const char *whom = covered(v), *member = or_empty(v->member->structure);
	struct str period = STR_INIT;

	add_period(&period, v->member);
	if (whom)
		str_addf(out,
			v->to_come ? _("%s is a member (%s) and covers %s") : _("%s was a member (%s) and covered %s"),
			member, period.buf, whom);
	else
		str_addf(out, v->to_come ? _("%s is a member (%s)") : _("%s was a member (%s)"), member,
			period.buf);
	str_release(&period);
}

static void add_why(struct str *out, const struct verdict *v, const char *when)
{
	switch (v->why) {
	case WHY_ABSENT:
		str_addf(out, _("absent %s: nothing to pay"), when);
		break;
	case WHY_NO_TARIFF:
	case WHY_NO_RULE:
	case WHY_NO_TERRITORY:
	case WHY_NO_STRUCTURE:
	case WHY_NO_DEPARTEMENT:
	case WHY_NO_FORMAT:
		add_missing(out, v, when);
		break;
	case WHY_STATE:
		if (v->hat->structure)
			str_addf(out, _("State agent (%s)"), v->hat->structure);
		else
			str_add(out, _("State agent"));
		break;
	case WHY_MEMBER:
		add_member(out, v);
		break;
	case WHY_ENDED:
	case WHY_NOT_YET:
	case WHY_NOT_INHERITED:
	case WHY_NEVER:
		add_non_member(out, v, when);
		break;
	case WHY_ANY:
		break;
	}
}

static void explain_basis(struct str *reasons, const struct verdict *v, const char *when)
{
	struct str line = STR_INIT;

	if (v->basis == FEE_NO_SHOW)
		str_addf(&line, _("did not come %s: due all the same by this tariff"), when);
	else if (v->basis == FEE_REGISTERED)
		str_addf(&line, _("did not come %s: this tariff counts the days registered for"), when);
	if (line.len)
		fee_explain(reasons, line.buf);
	str_release(&line);
}

/* --- rules --- */

/* What hides behind the name of a rule is said, too. */
static void add_whom(struct str *out, const struct fee_rule *rule)
{
	struct str asks = STR_INIT;

	fee_rule_who(out, rule);
	if (rule->name)
		fee_rule_asks(&asks, rule);
	if (asks.len && !str_eq(asks.buf, out->buf))
		str_addf(out, " (%s)", asks.buf);
	str_release(&asks);
}

/* "rule 3 of the tariff 'Tarif du Tour': others, €150.00 a day" */
static void explain_rule(struct str *reasons, const struct verdict *v)
{
	struct str whom = STR_INIT, price = STR_INIT, line = STR_INIT;

	if (v->full) {
		str_addf(&line,
			P_("%s: the free place (%d) is taken, the next rule holds",
				"%s: the free places (%d) are taken, the next rule holds",
				v->full->free_places),
			or_empty(v->full_of), v->full->free_places);
		fee_explain(reasons, line.buf);
		str_reset(&line);
	}
	add_whom(&whom, v->rule);
	fee_rule_price(&price, v->rule);
	str_addf(&line, _("rule %zu of the tariff '%s': %s, %s"),
		(size_t)(v->rule - v->tariff->rules) + 1, or_empty(v->tariff->name), whom.buf,
		price.buf);
	fee_explain(reasons, line.buf);
	str_release(&whom);
	str_release(&price);
	str_release(&line);
}

static bool same(const struct verdict *a, const struct verdict *b)
{
	return a->why == b->why && a->basis == b->basis && a->rule == b->rule &&
	       a->tariff == b->tariff && a->member == b->member && a->hat == b->hat &&
	       a->to_come == b->to_come && (!fee_heeds_halves(a) || a->halves == b->halves);
}

static void explain_run(struct str *reasons, const struct verdict *v, day_t first, day_t last)
{
	struct str when = STR_INIT, why = STR_INIT, line = STR_INIT;
	const bool open = fee_is_undetermined(v) || v->why == WHY_ABSENT;

	add_when(&when, first, last, v);
	explain_basis(reasons, v, when.buf);
	add_why(&why, v, when.buf);
	if (!open && v->free)
		str_addf(&line, _("free %s"), when.buf);
	else if (v->why == WHY_STATE || v->why == WHY_MEMBER || v->why == WHY_ANY)
		str_add(&line, when.buf);
	if (line.len && why.len)
		str_add(&line, C_("fee", ": "));
	str_add(&line, why.buf);
	fee_explain(reasons, line.buf);
	if (!open)
		explain_rule(reasons, v);
	str_release(&when);
	str_release(&why);
	str_release(&line);
}

void fee_explain_days(const struct fee_case *c, const struct fee_hat *hat, struct str *reasons)
{
	struct verdict v, after = { .why = WHY_ABSENT };

	for (size_t i = 0, next; i < c->day_count; i = next) {
		v = i ? after : fee_verdict(c, &c->days[i], hat);
		for (next = i + 1; next < c->day_count; next++) {
			after = fee_verdict(c, &c->days[next], hat);
			if (c->days[next].day != c->days[next - 1].day + 1 || !same(&v, &after))
				break;
		}
		explain_run(reasons, &v, c->days[i].day, c->days[next - 1].day);
	}
}

/* --- amounts --- */

/* "2 days", "1,5 journée". */
static void add_units(struct str *out, enum fee_unit unit, int quantity)
{
	struct str number = STR_INIT;
	const int n = hundredths_many(quantity);

	hundredths_format(&number, quantity, i18n_lang());
	switch (unit) {
	case FEE_PER_DAY:
		str_addf(out, P_("%s day", "%s days", n), number.buf);
		break;
	case FEE_PER_HALF_DAY:
		str_addf(out, P_("%s half-day", "%s half-days", n), number.buf);
		break;
	case FEE_PER_EVENT:
		str_addf(out, P_("%s rencontre", "%s rencontres", n), number.buf);
		break;
	}
	str_release(&number);
}

void fee_explain_line(
	struct str *reasons, const struct fee_line *line, const struct fee_line *whole)
{
	struct str units = STR_INIT, rate = STR_INIT, product = STR_INIT, percent = STR_INIT;
	struct str text = STR_INIT;

	add_units(&units, whole->unit, whole->quantity);
	add_amount(&rate, whole->unit_cents);
	add_amount(&product, whole->cents);
	if (whole->percent == FEE_WHOLE) {
		str_addf(&text, C_("fee", "%s x %s = %s"), units.buf, rate.buf, product.buf);
	} else {
		hundredths_format(&percent, whole->percent, i18n_lang());
		str_addf(&text, C_("fee", "%s x %s x %s%% = %s"), units.buf, rate.buf, percent.buf,
			product.buf);
	}
	if (line->cents != whole->cents) {
		str_reset(&product);
		add_amount(&product, line->cents);
		str_addf(&text, _(", at most %s"), product.buf);
	}
	fee_explain(reasons, text.buf);
	str_release(&units);
	str_release(&rate);
	str_release(&percent);
	str_release(&product);
	str_release(&text);
}

void fee_explain_total(struct str *reasons, cents_t cents)
{
	struct str amount = STR_INIT, line = STR_INIT;

	add_amount(&amount, cents);
	str_addf(&line, _("total: %s"), amount.buf);
	fee_explain(reasons, line.buf);
	str_release(&amount);
	str_release(&line);
}

void fee_explain_override(
	struct str *reasons, const struct fee_case *c, const struct fee_result *result)
{
	struct str amount = STR_INIT, day = STR_INIT, text = STR_INIT;

	add_amount(&amount, c->override->cents);
	civil_format_short(&day, c->override->day, i18n_lang());
	str_addf(&text, _("set by hand: %s, by %s on %s: %s"), amount.buf,
		or_empty(c->override->author), day.buf, or_empty(c->override->reason));
	str_reset(&amount);
	if (result->computed_known)
		add_amount(&amount, result->computed);
	else
		str_add(&amount, fee_state_label(FEE_UNDETERMINED));
	str_addc(&text, '\n');
	str_addf(&text, _("the tariff says: %s"), amount.buf);
	if (reasons->len)
		str_addf(&text, "\n%s", reasons->buf);
	str_release(reasons);
	*reasons = text;
	str_release(&amount);
	str_release(&day);
}

void fee_explain_payment(
	struct str *reasons, const struct fee_case *c, const struct fee_result *result)
{
	struct str paid = STR_INIT, rest = STR_INIT, line = STR_INIT;
	cents_t difference;

	if (c->paid == 0)
		return;
	add_amount(&paid, c->paid);
	if (result->state == FEE_UNDETERMINED || result->cents == c->paid ||
		__builtin_sub_overflow(result->cents, c->paid, &difference)) {
		str_addf(&line, _("paid: %s"), paid.buf);
	} else if (difference > 0) {
		add_amount(&rest, difference);
		str_addf(&line, _("paid: %s, left to pay: %s"), paid.buf, rest.buf);
	} else {
		add_amount(&rest, -difference);
		str_addf(&line, _("paid: %s, too much by %s"), paid.buf, rest.buf);
	}
	fee_explain(reasons, line.buf);
	str_release(&paid);
	str_release(&rest);
	str_release(&line);
}
