/* The fee engine's reasons, said as people say them. */
#include "core/fee_words.h"

#include <string.h>

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

/* "on 2 June 2020", "from 2 to 3 June 2020". */
static void add_when(struct str *out, day_t first, day_t last)
{
	struct str date = STR_INIT;

	civil_format_range(&date, first, last, i18n_lang());
	if (first == last)
		str_addf(out, _("on %s"), date.buf);
	else
		str_add(out, date.buf);
	str_release(&date);
}

static void add_period(struct str *out, const struct fee_membership *m)
{
	struct str from = STR_INIT, to = STR_INIT;

	civil_format_short(&from, m->from, i18n_lang());
	civil_format_short(&to, m->to, i18n_lang());
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

static void add_territories(struct str *out, const struct fee_case *c)
{
	struct str names = STR_INIT;

	for (size_t i = 0; i < c->territory_count; i++)
		str_addf(&names, "%s%s", i > 0 ? ", " : "", c->territories[i].name);
	if (c->territory_count == 2)
		str_addf(out, _("two possible territories: %s"), names.buf);
	else
		str_addf(out, _("%zu possible territories: %s"), c->territory_count, names.buf);
	str_release(&names);
}

static const char *or_empty(const char *s)
{
	return s ? s : "";
}

/* Why a territory pays: it was no member on the day. */
static void add_non_member(
	struct str *out, const struct fee_case *c, const struct verdict *v, const char *when)
{
	const struct fee_territory *t = fee_only_territory(c);
	const char *who = or_empty(t ? t->name : c->structure);
	struct str date = STR_INIT;

	if (v->why == WHY_ENDED) {
		civil_format_short(&date, v->member->to, i18n_lang());
		str_addf(out,
			v->to_come ? _("%s is no longer a member %s (membership until %s)")
				   : _("%s was no longer a member %s (membership until %s)"),
			who, when, date.buf);
	} else if (v->why == WHY_NOT_YET) {
		civil_format_short(&date, v->member->from, i18n_lang());
		str_addf(out,
			v->to_come ? _("%s is not yet a member %s (membership from %s)")
				   : _("%s was not yet a member %s (membership from %s)"),
			who, when, date.buf);
	} else {
		str_addf(out,
			v->to_come ? _("%s is not a member %s (no membership known)")
				   : _("%s was not a member %s (no membership known)"),
			who, when);
	}
	str_release(&date);
}

static void add_why(
	struct str *out, const struct fee_case *c, const struct verdict *v, const char *when)
{
	struct str period = STR_INIT;

	switch (v->why) {
	case WHY_ABSENT:
		str_addf(out, _("absent %s: nothing to pay"), when);
		break;
	case WHY_NO_TARIFF:
		str_addf(out, _("no tariff in force %s"), when);
		break;
	case WHY_NO_RULE:
		str_addf(out, _("the tariff '%s' has no rule for this case"),
			or_empty(v->tariff->name));
		break;
	case WHY_NO_TERRITORY:
		if (c->structure)
			str_addf(out, _("territory unknown (structure: %s)"), c->structure);
		else
			str_add(out, _("territory unknown (no structure)"));
		break;
	case WHY_MANY_TERRITORIES:
		add_territories(out, c);
		break;
	case WHY_STATE:
		if (c->structure)
			str_addf(out, _("State agent (%s)"), c->structure);
		else
			str_add(out, _("State agent"));
		break;
	case WHY_MEMBER:
		add_period(&period, v->member);
		str_addf(out, _("%s is a member %s (%s)"), or_empty(v->member->structure), when,
			period.buf);
		break;
	case WHY_ENDED:
	case WHY_NOT_YET:
	case WHY_NEVER:
		add_non_member(out, c, v, when);
		break;
	case WHY_ANY:
		str_addf(out, _("tariff '%s'"), or_empty(v->tariff->name));
		break;
	}
	str_release(&period);
}

static bool same(const struct verdict *a, const struct verdict *b)
{
	return a->why == b->why && a->per_day == b->per_day && a->tariff == b->tariff &&
	       a->member == b->member && a->to_come == b->to_come;
}

void fee_explain_days(const struct fee_case *c, struct str *reasons)
{
	struct str when = STR_INIT, why = STR_INIT, line = STR_INIT;

	for (size_t i = 0, next; i < c->day_count; i = next) {
		struct verdict v = fee_verdict(c, &c->days[i]);
		for (next = i + 1; next < c->day_count; next++) {
			struct verdict after = fee_verdict(c, &c->days[next]);
			if (c->days[next].day != c->days[next - 1].day + 1 || !same(&v, &after))
				break;
		}
		str_reset(&when);
		str_reset(&why);
		str_reset(&line);
		add_when(&when, c->days[i].day, c->days[next - 1].day);
		add_why(&why, c, &v, when.buf);
		if (v.per_day == 0 && v.why != WHY_ABSENT && !fee_is_undetermined(&v))
			str_addf(&line, _("free: %s"), why.buf);
		else
			str_add(&line, why.buf);
		fee_explain(reasons, line.buf);
	}
	str_release(&when);
	str_release(&why);
	str_release(&line);
}

static void add_amount(struct str *out, cents_t cents)
{
	money_format(out, cents, i18n_lang());
}

void fee_explain_product(struct str *reasons, int days, cents_t per_day, cents_t cents)
{
	struct str rate = STR_INIT, product = STR_INIT, line = STR_INIT;

	add_amount(&rate, per_day);
	add_amount(&product, cents);
	str_addf(&line, P_("%d day x %s = %s", "%d days x %s = %s", days), days, rate.buf,
		product.buf);
	fee_explain(reasons, line.buf);
	str_release(&rate);
	str_release(&product);
	str_release(&line);
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
