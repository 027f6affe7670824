/* The words of a tariff's rules, and which of them are ever reached. */
#include "core_test.h"

#include "etape/fee_rule.h"
#include "etape/hundredths.h"
#include "etape/vocabulary.h"

static void says(const struct fee_rule *rule, const char *words)
{
	struct str out = STR_INIT;

	fee_rule_words(&out, rule);
	assert_string_equal(out.buf, words);
	str_release(&out);
}

static void a_rule_is_said_as_people_say_it(void **state)
{
	(void)state;
	says(&(struct fee_rule){ .state = FEE_YES }, "State agents: free");
	says(&(struct fee_rule){ .member = FEE_YES }, "Members: free");
	says(&(struct fee_rule){ .cents = 15000 }, "Others: €150.00 per day");
	says(&(struct fee_rule){ .name = "Réseau", .cents = 5000, .unit = FEE_PER_EVENT },
		"Réseau: €50.00 per rencontre");
	says(&(struct fee_rule){ .member = FEE_YES, .free_places = 2 }, "Members: 2 free places a member");
	says(&(struct fee_rule){ .free_places = 1 }, "Others: 1 free place a payer");
	says(&(struct fee_rule){ .cents = 15000, .percent = 3333, .cap = 40000 },
		"Others: 33.33% of €150.00 per day, €400.00 at most");
	says(&(struct fee_rule){ .roles = 1u << MANDATE_CPO | 1u << MANDATE_ELU, .formats = 1u << FORMAT_ONLINE,
		     .departements = "59,62", .cents = 2000, .unit = FEE_PER_HALF_DAY },
		"CPO or elected official, Nord or Pas-de-Calais, by video: €20.00 per half-day");
	says(&(struct fee_rule){ .state = FEE_NO, .member = FEE_NO, .regions = "32", .early_days = 30,
		     .walk_in = FEE_NO, .event_kinds = 1u << EVENT_ETAPE, .cents = 100 },
		"Not of the State, non-members, Hauts-de-France, étape of the Tour, registered beforehand, "
		"registered at least 30 days before: €1.00 per day");
}

static void hundredths_are_read_and_said(void **state)
{
	static const char *const wrong[] = { "", "x", "2,555", "2 500 %", "100,01", "-3", "30 €", "1.2.3" };
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	int64_t n = 7;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_false(hundredths_parse(wrong[i], 10000, &n, &err));
		assert_int_equal(n, 7);
	}
	assert_true(hundredths_parse("33,33 %", 10000, &n, &err));
	assert_int_equal(n, 3333);
	hundredths_format(&out, n, LANG_FR);
	hundredths_raw(&out, 250);
	hundredths_format(&out, 3000, LANG_FR);
	hundredths_format(&out, 205, LANG_EN);
	assert_string_equal(out.buf, "33,332.5302.05");
	str_release(&out);
}

/* --- reaching ---------------------------------------------------------------------------- */

static void a_hidden_rule_is_refused_with_what_hides_it(void **state)
{
	static const struct fee_rule after_all[] = { { .cents = 100 }, { .state = FEE_YES } };
	static const struct fee_rule together[] = { { .name = "a", .member = FEE_YES }, { .name = "b", .member = FEE_NO },
		{ .name = "c", .cents = 1 } };
	static const struct fee_rule nobody[] = { { .state = FEE_YES, .kinds = 1u << STRUCTURE_CAF } };
	static const struct fee_rule place[] = { { .regions = "32" }, { .departements = "59" } };
	static const struct fee_rule behind_places[] = { { .free_places = 2 }, { .cents = 5000 } };
	static const struct fee_rule dear_places[] = { { .free_places = 2, .cents = 5000 } };
	static const struct fee_rule unknown[] = { { .departements = "59,00" } };
	struct err err = ERR_INIT;
	size_t at = 9, by = 9;

	(void)state;
	assert_false(fee_rules_check(after_all, 2, &at, &err));
	assert_int_equal(at, 1);
	assert_string_equal(err.message, "rule 2 (State agents) would never apply: whoever it is for meets rule 1 "
					 "(Others) before");
	assert_int_equal(fee_rule_reach(together, 2, &by), FEE_HIDDEN_TOGETHER);
	assert_int_equal(by, 1);
	assert_false(fee_rules_check(together, 3, &at, &err));
	assert_int_equal(fee_rule_reach(nobody, 0, &by), FEE_CONTRADICTS);
	assert_int_equal(fee_rule_reach(place, 1, &by), FEE_HIDDEN);
	assert_true(fee_rules_check(behind_places, 2, &at, &err));
	assert_false(fee_rules_check(dear_places, 1, &at, &err));
	assert_false(fee_rules_check(unknown, 1, &at, &err));
}

/* Somebody, and a rencontre; every class of those that the rules below can tell apart. */
struct somebody {
	bool member, walk_in;
	int kind; /* -1: no structure */
	unsigned roles;
	int event_kind, format;
	const char *departement; /* "" when not known */
	int early;
};

static bool has(const char *codes, const char *code)
{
	return *code && strstr(codes, code) != NULL;
}

static bool asked_holds(enum fee_asked asked, bool is)
{
	return asked == FEE_WHATEVER || (asked == FEE_YES) == is;
}

static bool meets(const struct fee_rule *r, const struct somebody *p)
{
	const bool is_state = p->kind >= 0 && structure_kind_is_state((enum structure_kind)p->kind);

	return asked_holds(r->state, is_state) && asked_holds(r->member, p->member) &&
	       asked_holds(r->walk_in, p->walk_in) && (!r->kinds || (p->kind >= 0 && r->kinds >> p->kind & 1)) &&
	       (!r->roles || r->roles & p->roles) && (!r->event_kinds || r->event_kinds >> p->event_kind & 1) &&
	       (!r->formats || r->formats >> p->format & 1) &&
	       (!r->departements || has(r->departements, p->departement)) &&
	       (!r->regions || (*p->departement && has(r->regions, departement_region(p->departement)))) &&
	       p->early >= r->early_days;
}

static const int kinds[] = { STRUCTURE_COMMUNE, STRUCTURE_PREFECTURE, STRUCTURE_ETAT, STRUCTURE_CAF, -1 };
static const int early[] = { 0, 5, 10, 30 };
static const char *const places[] = { "59", "62", "75", "" };

/* The number of somebody in mixed radix; false behind the last. */
static bool pick(unsigned long n, struct somebody *p)
{
	static const int roles[] = { MANDATE_CPO, MANDATE_ELU };

	p->member = n % 2, n /= 2;
	p->walk_in = n % 2, n /= 2;
	p->kind = kinds[n % COUNT(kinds)], n /= COUNT(kinds);
	p->roles = 0;
	for (size_t i = 0; i < COUNT(roles); i++, n /= 2)
		p->roles |= (unsigned)(n % 2) << roles[i];
	p->event_kind = (int)(n % 3), n /= 3;
	p->format = (int)(n % 3), n /= 3;
	p->departement = places[n % COUNT(places)], n /= COUNT(places);
	p->early = early[n % COUNT(early)], n /= COUNT(early);
	if (p->walk_in)
		p->early = 0;
	return n == 0;
}

static unsigned long seed = 20261119;

static unsigned roll(unsigned n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (unsigned)(seed >> 33) % n;
}

static struct fee_rule roll_rule(void)
{
	static const char *const departements[] = { "59", "62", "59,62", "75" };
	struct fee_rule r = { .cents = 100 };

	for (int n = (int)roll(4); n > 0; n--)
		switch (roll(10)) {
		case 0: r.state = (enum fee_asked)roll(3); break;
		case 1: r.member = (enum fee_asked)roll(3); break;
		case 2: r.walk_in = (enum fee_asked)roll(3); break;
		case 3: r.kinds = 1u << kinds[roll(2)] | (roll(2) ? 1u << STRUCTURE_CAF : 0); break;
		case 4: r.roles = 1u << MANDATE_CPO; break;
		case 5: r.roles = 1u << MANDATE_CPO | 1u << MANDATE_ELU; break;
		case 6: r.event_kinds = 1 + roll(3); break;
		case 7: r.formats = 1 + roll(7); break;
		case 8: r.departements = departements[roll(4)]; break;
		default: if (roll(2)) r.early_days = early[roll(4)]; else r.regions = roll(2) ? "32" : "11";
		}
	r.free_places = roll(8) == 0;
	return r;
}

static void hiding_agrees_with_everybody_tried(void **state)
{
	size_t hidden = 0, reached = 0;

	(void)state;
	for (int tariff = 0; tariff < 600; tariff++) {
		struct fee_rule rules[5];
		bool met[5] = { false };
		struct somebody p;
		const size_t count = 2 + roll(4);

		for (size_t i = 0; i < count; i++)
			rules[i] = roll_rule();
		for (unsigned long n = 0; pick(n, &p); n++)
			for (size_t i = 0, ended = 0; i < count && !ended; i++)
				if (meets(&rules[i], &p)) {
					met[i] = true;
					ended = !rules[i].free_places;
				}
		for (size_t i = 0; i < count; i++) {
			assert_int_equal(fee_rule_reach(rules, i, NULL) == FEE_REACHED, met[i]);
			hidden += !met[i];
			reached += met[i];
		}
	}
	/* Both happen, or nothing was tried. */
	assert_true(hidden > 100);
	assert_true(reached > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_is_said_as_people_say_it),
		cmocka_unit_test(hundredths_are_read_and_said),
		cmocka_unit_test(a_hidden_rule_is_refused_with_what_hides_it),
		cmocka_unit_test(hiding_agrees_with_everybody_tried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
