#include "etape/fee_rule.h"

#include <string.h>

#include "core/utf8.h"
#include "etape/hundredths.h"
#include "etape/vocabulary.h"

static const char *const units[] = {
	[FEE_PER_DAY] = "day",
	[FEE_PER_HALF_DAY] = "half_day",
	[FEE_PER_EVENT] = "event",
};

const char *fee_unit_name(enum fee_unit unit)
{
	return units[unit];
}

int fee_unit_parse(const char *name)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (str_eq(units[i], name))
			return (int)i;
	return -1;
}

/* --- whom ------------------------------------------------------------------------------- */

static void say(struct str *out, const char *words)
{
	str_addf(out, "%s%s", out->len ? ", " : "", words);
}

/* "Nord, Oise or Somme": one more of a list, of which `left` come after it. */
static void say_one_of(struct str *list, const char *words, bool last)
{
	if (!list->len)
		str_add(list, words);
	else if (last)
		str_addf(list, _(" or %s"), words);
	else
		str_addf(list, ", %s", words);
}

static void say_set(struct str *out, const struct vocabulary *v, unsigned set)
{
	struct str list = STR_INIT;

	for (size_t i = 0; i < v->count; i++)
		if (set & (1u << i))
			say_one_of(&list, _(v->words[i].label), set >> i == 1);
	if (list.len)
		say(out, list.buf);
	str_release(&list);
}

static void say_codes(struct str *out, const char *codes, const char *(*name)(const char *code))
{
	struct str list = STR_INIT;

	while (codes && *codes) {
		const size_t n = strcspn(codes, ",");
		char code[8] = "";

		strncat(code, codes, n < sizeof code ? n : sizeof code - 1);
		codes += n + (codes[n] == ',');
		say_one_of(&list, name(code), !*codes);
	}
	if (list.len)
		say(out, list.buf);
	str_release(&list);
}

static void say_asked(struct str *out, enum fee_asked asked, const char *yes, const char *no)
{
	if (asked != FEE_WHATEVER)
		say(out, asked == FEE_YES ? yes : no);
}

static void say_early(struct str *out, int days)
{
	struct str early = STR_INIT;

	str_addf(&early, P_("registered at least %d day before", "registered at least %d days before", days),
		days);
	say(out, early.buf);
	str_release(&early);
}

/* "étape du Tour" begins a sentence as "Étape du Tour". */
static void capitalise(struct str *s)
{
	uint32_t first;
	const size_t n = utf8_decode(s->buf, s->len, &first);
	struct str rest = STR_INIT;

	if (first >= 'a' && first <= 'z')
		first -= 'a' - 'A';
	else if (first >= 0xE0 && first <= 0xFE && first != 0xF7)
		first -= 0x20;
	str_add(&rest, s->buf + n);
	str_reset(s);
	str_addcp(s, first);
	str_add(s, rest.buf);
	str_release(&rest);
}

void fee_rule_asks(struct str *out, const struct fee_rule *rule)
{
	struct str asks = STR_INIT;

	say_asked(&asks, rule->state, _("State agents"), _("not of the State"));
	say_asked(&asks, rule->member, _("members"), _("non-members"));
	say_set(&asks, &structure_kinds, rule->kinds);
	say_set(&asks, &mandate_roles, rule->roles);
	say_codes(&asks, rule->departements, departement_name);
	say_codes(&asks, rule->regions, region_name);
	say_set(&asks, &event_kinds, rule->event_kinds);
	say_set(&asks, &event_formats, rule->formats);
	say_asked(&asks, rule->walk_in, _("registered on the spot"), _("registered beforehand"));
	if (rule->early_days)
		say_early(&asks, rule->early_days);
	if (asks.len)
		capitalise(&asks);
	str_add(out, asks.buf);
	str_release(&asks);
}

void fee_rule_who(struct str *out, const struct fee_rule *rule)
{
	const size_t before = out->len;

	if (rule->name && *rule->name)
		str_add(out, rule->name);
	else
		fee_rule_asks(out, rule);
	if (out->len == before)
		str_add(out, C_("tariff", "Others"));
}

/* --- how much ---------------------------------------------------------------------------- */

static void say_amount(struct str *out, const struct fee_rule *rule)
{
	struct str amount = STR_INIT, share = STR_INIT, asked = STR_INIT;

	money_format(&amount, rule->cents, i18n_lang());
	hundredths_format(&share, rule->percent, i18n_lang());
	if (rule->percent && rule->percent != FEE_WHOLE)
		str_addf(&asked, _("%s%% of %s"), share.buf, amount.buf);
	else
		str_add(&asked, amount.buf);
	if (!rule->cents)
		str_add(out, C_("fee", "free"));
	else if (rule->unit == FEE_PER_DAY)
		str_addf(out, _("%s per day"), asked.buf);
	else if (rule->unit == FEE_PER_HALF_DAY)
		str_addf(out, _("%s per half-day"), asked.buf);
	else
		str_addf(out, _("%s per rencontre"), asked.buf);
	str_release(&amount);
	str_release(&share);
	str_release(&asked);
}

void fee_rule_price(struct str *out, const struct fee_rule *rule)
{
	const int places = rule->free_places;
	struct str cap = STR_INIT;

	if (places && rule->member == FEE_YES)
		str_addf(out, P_("%d free place a member", "%d free places a member", places), places);
	else if (places)
		str_addf(out, P_("%d free place a payer", "%d free places a payer", places), places);
	else
		say_amount(out, rule);
	if (rule->cap && rule->cents) {
		money_format(&cap, rule->cap, i18n_lang());
		str_addf(out, _(", %s at most"), cap.buf);
	}
	str_release(&cap);
}

void fee_rule_words(struct str *out, const struct fee_rule *rule)
{
	struct str who = STR_INIT, price = STR_INIT;

	fee_rule_who(&who, rule);
	fee_rule_price(&price, rule);
	str_addf(out, C_("tariff", "%s: %s"), who.buf, price.buf);
	str_release(&who);
	str_release(&price);
}

/* --- when ------------------------------------------------------------------------------- */

void fee_tariff_period(struct str *out, day_t from, day_t to)
{
	struct str first = STR_INIT, last = STR_INIT;

	civil_format_date(&first, from, i18n_lang());
	civil_format_date(&last, to, i18n_lang());
	if (from == CIVIL_NONE && to == CIVIL_NONE)
		str_add(out, C_("tariff", "always"));
	else if (from == CIVIL_NONE)
		str_addf(out, C_("tariff", "until %s"), last.buf);
	else if (to == CIVIL_NONE)
		str_addf(out, C_("tariff", "from %s on"), first.buf);
	else
		str_addf(out, C_("tariff", "from %s to %s"), first.buf, last.buf);
	str_release(&first);
	str_release(&last);
}

/* --- what counts ------------------------------------------------------------------------- */

void fee_tariff_counts(struct str *out, const struct fee_tariff *t)
{
	str_addf(out, "%s\n", t->counts == FEE_COUNTS_REGISTERED ? _("the days registered for count, not those attended")
								 : _("the days attended count, not those registered for"));
	str_addf(out, "%s\n", t->halves ? _("half a day costs half") : _("half a day counts as a day"));
	str_addf(out, "%s\n", t->no_show_due ? _("who registered and did not come pays") : _("who did not come pays nothing"));
	str_add(out, t->no_inheritance ? _("a town is a member by itself only")
				       : _("a town is covered by the inter-communal body above it"));
}

static bool same_text(const char *a, const char *b)
{
	return str_eq(a ? a : "", b ? b : "");
}

static int whole_percent(const struct fee_rule *rule)
{
	return rule->percent ? rule->percent : FEE_WHOLE;
}

bool fee_rule_same(const struct fee_rule *a, const struct fee_rule *b)
{
	return same_text(a->name, b->name) && a->state == b->state && a->member == b->member &&
	       a->walk_in == b->walk_in && a->kinds == b->kinds && a->roles == b->roles &&
	       a->event_kinds == b->event_kinds && a->formats == b->formats &&
	       same_text(a->departements, b->departements) && same_text(a->regions, b->regions) &&
	       a->early_days == b->early_days && a->unit == b->unit && a->cents == b->cents &&
	       whole_percent(a) == whole_percent(b) && a->free_places == b->free_places &&
	       a->cap == b->cap;
}
