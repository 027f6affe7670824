/* The fee engine: who pays what, and why in words (DOMAIN.md, "Money"). */
#include "core_test.h"

#include "etape/fee.h"
#include "etape/vocabulary.h"

static day_t d(const char *iso)
{
	day_t day = CIVIL_NONE;

	if (iso && !civil_parse_iso(iso, &day))
		fail_msg("the test's own date '%s'", iso);
	return day;
}

/* A membership, tariff or day as the tables below write them: by ISO dates. */
struct dated {
	const char *name, *from, *to;
};

enum person {
	CREIL,	      /* structure of a territory whose membership ended on 2019-12-31 */
	AMIENS,	      /* of one that is a member all of 2020 */
	MIDYEAR,      /* of one that joined on 2020-06-03 */
	NEVER,	      /* of one that never was a member */
	GAP,	      /* member in 2018, and again from 2021 */
	GAP_REVERSED, /* the same in the other order, two years before and after */
	TWICE_ENDED,
	TWICE_TO_COME,
	OPEN,	    /* member since 2019, no end */
	FOREVER,    /* member without dates */
	UNTIL,	    /* member, no beginning, until 2020-06-02 */
	DSDEN,	    /* State, of no territory */
	STATE_TWO,  /* State, two territories */
	OWN_MEMBER, /* an association that is itself a member, of no territory */
	TWO,	    /* two possible territories, one of them a member */
	THREE,
	NOWHERE, /* an association of no territory */
	NOBODY,	 /* no structure at all */
	COMMUNE, /* a commune that is no member: itself the territory */
	COMMUNE_MEMBER,
	COMMUNE_TWO, /* a commune with two cités: still itself the territory */
	PEOPLE
};

static struct fee_membership kept[PEOPLE][2];
static struct fee_territory territories[PEOPLE][3];
static struct fee_hat hats[PEOPLE][3];
static size_t hat_counts[PEOPLE];

static const struct fee_rule usual_rules[] = {
	{ .state = FEE_YES, .cents = 0 },
	{ .member = FEE_YES, .cents = 0 },
	{ .cents = 15000 },
};
static const struct fee_rule dear_rules[] = {
	{ .state = FEE_YES, .cents = 0 },
	{ .member = FEE_YES, .cents = 2000 },
	{ .cents = 20000 },
};
static const struct fee_rule free_rules[] = { { .cents = 0 } };
static const struct fee_rule flat_rules[] = { { .cents = 1000 } };
static const struct fee_rule holed_rules[] = { { .state = FEE_YES, .cents = 0 } };
static const struct fee_rule odd_rules[] = {
	{ .member = FEE_YES, .cents = 500 },
	{ .cents = 0 },
};
static const struct fee_rule huge_rules[] = { { .cents = INT64_MAX } };

/* The last one overlaps the first, and is used by one test only. */
static struct fee_tariff tariffs[8];

static void tariff(size_t i, struct dated t, const struct fee_rule *rules, size_t count)
{
	tariffs[i] = (struct fee_tariff){ .name = t.name,
		.from = d(t.from),
		.to = d(t.to),
		.rules = rules,
		.rule_count = count };
}

/* One person of a structure in one territory with at most two memberships. */
static void local(enum person who, const char *structure, const char *territory, struct dated a,
	struct dated b)
{
	size_t count = a.name == NULL ? 0 : b.name == NULL ? 1 : 2;

	kept[who][0] = (struct fee_membership){
		.structure = a.name, .from = d(a.from), .to = d(a.to)
	};
	kept[who][1] = (struct fee_membership){
		.structure = b.name, .from = d(b.from), .to = d(b.to)
	};
	territories[who][0] = (struct fee_territory){
		.name = territory, .members = kept[who], .member_count = count
	};
	hats[who][0] = (struct fee_hat){ .structure = structure,
		.kind = STRUCTURE_ASSOCIATION,
		.territory = &territories[who][0] };
}

/* Somebody whose structure may stand for several territories, one a hat. */
static void torn(enum person who, const char *structure, int kind, size_t count)
{
	static const enum person homes[] = { AMIENS, CREIL, NEVER };

	for (size_t i = 0; i < count; i++)
		hats[who][i] = (struct fee_hat){ .structure = structure,
			.kind = kind,
			.own_territory = kind == STRUCTURE_COMMUNE,
			.territory = &territories[homes[i]][0],
			.from = CIVIL_NONE,
			.to = CIVIL_NONE };
	hat_counts[who] = count;
}

static int setup(void **state)
{
	static const struct dated none = { NULL, NULL, NULL };

	(void)state;
	local(CREIL, "Association A", "Creil",
		(struct dated){ "Ville de Creil", "2018-01-01", "2018-12-31" },
		(struct dated){ "Ville de Creil", "2019-01-01", "2019-12-31" });
	local(AMIENS, "Collège César Franck", "Amiens",
		(struct dated){ "Ville d'Amiens", "2020-01-01", "2020-12-31" }, none);
	local(MIDYEAR, "Association B", "Arras",
		(struct dated){ "Ville d'Arras", "2020-06-03", NULL }, none);
	local(NEVER, "Association C", "Avion", none, none);
	local(GAP, "Association D", "Lens",
		(struct dated){ "Ville de Lens", "2021-01-01", NULL },
		(struct dated){ "Ville de Lens", "2018-01-01", "2018-12-31" });
	local(GAP_REVERSED, "Association D", "Lens",
		(struct dated){ "Ville de Lens", "2018-01-01", "2018-12-31" },
		(struct dated){ "Ville de Lens", "2021-01-01", NULL });
	local(TWICE_ENDED, "Association J", "Maubeuge",
		(struct dated){ "Ville de Maubeuge", "2019-01-01", "2019-12-31" },
		(struct dated){ "CAMVS", "2018-01-01", "2018-12-31" });
	local(TWICE_TO_COME, "Association K", "Tourcoing",
		(struct dated){ "MEL", "2023-01-01", NULL },
		(struct dated){ "Ville de Tourcoing", "2022-01-01", "2022-12-31" });
	local(OPEN, "Association E", "Lille", (struct dated){ "MEL", "2019-01-01", NULL },
		none);
	local(FOREVER, "Association F", "Calais",
		(struct dated){ "Ville de Calais", NULL, NULL }, none);
	local(UNTIL, "Association G", "Denain",
		(struct dated){ "Ville de Denain", NULL, "2020-06-02" }, none);
	hats[DSDEN][0] = (struct fee_hat){
		.structure = "DSDEN de l'Oise", .kind = STRUCTURE_EDUCATION_NATIONALE
	};
	torn(STATE_TWO, NULL, STRUCTURE_ETAT, 2);
	hats[OWN_MEMBER][0] = (struct fee_hat){ .structure = "CAF de l'Oise",
		.kind = STRUCTURE_CAF,
		.own = kept[OPEN],
		.own_count = 1 };
	torn(TWO, "Association H", STRUCTURE_ASSOCIATION, 2);
	torn(THREE, "Association H", STRUCTURE_ASSOCIATION, 3);
	hats[NOWHERE][0] = (struct fee_hat){
		.structure = "Association I", .kind = STRUCTURE_ASSOCIATION
	};
	hats[NOBODY][0] = (struct fee_hat){ .kind = ANY };
	hats[COMMUNE][0] = (struct fee_hat){
		.structure = "Ville de Roubaix", .kind = STRUCTURE_COMMUNE, .own_territory = true
	};
	hats[COMMUNE_MEMBER][0] = hats[COMMUNE][0];
	hats[COMMUNE_MEMBER][0].own = kept[AMIENS];
	hats[COMMUNE_MEMBER][0].own_count = 1;
	torn(COMMUNE_TWO, "Ville de Roubaix", STRUCTURE_COMMUNE, 2);
	hats[COMMUNE_TWO][0].territory = &territories[NEVER][0];
	tariff(0, (struct dated){ "Tour 2020", "2020-01-01", "2020-12-31" }, usual_rules, 3);
	tariff(1, (struct dated){ "Tour 2021", "2021-01-01", "2021-12-31" }, dear_rules, 3);
	tariff(2, (struct dated){ "Journée ouverte", "2022-03-01", "2022-03-01" }, free_rules,
		1);
	tariff(3, (struct dated){ "Forfait", "2023-01-01", "2023-12-31" }, flat_rules, 1);
	tariff(4, (struct dated){ "Incomplet", "2024-01-01", "2024-12-31" }, holed_rules, 1);
	tariff(5, (struct dated){ "Énorme", "2025-01-01", "2025-12-31" }, huge_rules, 1);
	tariff(6, (struct dated){ "Curieux", "2026-01-01", "2026-12-31" }, odd_rules, 2);
	tariff(7, (struct dated){ "Tour 2020 révisé", "2020-09-01", "2020-12-31" }, flat_rules,
		1);
	return 0;
}

/* One case: days as "2020-06-02 2020-06-03", with a letter behind each for what is known of it:
 * e(xpected), a(ttended), u(nrecorded), -(absent, others having come). */
struct expected {
	enum person who;
	const char *days;
	cents_t paid;
	enum fee_state state;
	cents_t cents;
	int count;
	const char *reasons; /* in English */
	const char *french;  /* NULL: not looked at */
};

static size_t read_days(const char *text, struct fee_day *days)
{
	size_t count = 0;
	char iso[11];

	for (; *text; count++) {
		memcpy(iso, text, 10);
		iso[10] = '\0';
		days[count] = (struct fee_day){ .day = d(iso),
			.over = text[10] != 'e',
			.registered = FEE_DAY_LONG,
			.attended = text[10] == 'a' ? FEE_DAY_LONG : 0 };
		text += text[11] == ' ' ? 12 : 11;
	}
	return count;
}

static void decide(const struct expected *e, size_t tariff_count, struct fee_result *result)
{
	struct fee_day days[8];
	struct fee_case c = { .days = days,
		.recorded = strpbrk(e->days, "a-u") && !strchr(e->days, 'u'),
		.hats = hats[e->who],
		.hat_count = hat_counts[e->who] ? hat_counts[e->who] : 1,
		.event_format = ANY,
		.tariffs = tariffs,
		.tariff_count = tariff_count,
		.paid = e->paid };

	c.day_count = read_days(e->days, days);
	fee_decide(&c, result);
}

/* The rules that decided are looked at by one test of their own. */
static void leave_out_rules(struct str *reasons)
{
	struct str rest = STR_INIT;
	const char *at = reasons->buf;

	while (*at) {
		const size_t n = strcspn(at, "\n");

		if (strncmp(at, "rule ", 5) && strncmp(at, "règle ", strlen("règle "))) {
			str_add(&rest, rest.len ? "\n" : "");
			str_addn(&rest, at, n);
		}
		at += n + (at[n] == '\n');
	}
	str_release(reasons);
	*reasons = rest;
}

static void expect_reasons(struct fee_result *result, const struct expected *e, const char *text)
{
	leave_out_rules(&result->reasons);
	expect_text(&result->reasons, text, e->days);
}

static void expect_case(const struct expected *e)
{
	struct fee_result result;

	fee_result_init(&result);
	i18n_init("en", NULL);
	decide(e, COUNT(tariffs) - 1, &result);
	expect_number(result.state, e->state, e->reasons);
	if (e->state != FEE_UNDETERMINED)
		expect_number(result.cents, e->cents, e->reasons);
	expect_number(result.days, e->count, e->reasons);
	expect_reasons(&result, e, e->reasons);
	if (e->french) {
		speak_french();
		decide(e, COUNT(tariffs) - 1, &result);
		expect_reasons(&result, e, e->french);
		i18n_init("en", NULL);
	}
	fee_result_release(&result);
}

#define N "\xC2\xA0"

static const struct expected members_and_others[] = {
	{ CREIL, "2020-06-02a", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\n"
		"Creil was no longer a member on 2 June 2020 (membership from 2019-01-01 to 2019-12-31)",
		"1 journée × 150,00" N "€ = 150,00" N "€\n"
		"Creil n'était plus membre le 2 juin 2020 (adhésion du 01/01/2019 au 31/12/2019)" },
	{ CREIL, "2020-06-02a 2020-06-03a", 0, FEE_DUE, 30000, 2,
		"2 days x €150.00 = €300.00\n"
		"Creil was no longer a member from 2 to 3 June 2020 (membership from "
		"2019-01-01 to 2019-12-31)",
		"2 journées × 150,00" N "€ = 300,00" N "€\n"
		"Creil n'était plus membre du 2 au 3 juin 2020 (adhésion du 01/01/2019 au "
		"31/12/2019)" },
	{ CREIL, "2020-06-02e", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\n"
		"Creil is no longer a member on 2 June 2020 (membership from 2019-01-01 to 2019-12-31)",
		"1 journée × 150,00" N "€ = 150,00" N "€\n"
		"Creil n'est plus membre le 2 juin 2020 (adhésion du 01/01/2019 au 31/12/2019)" },
	{ AMIENS, "2020-02-11a", 0, FEE_EXEMPT, 0, 1,
		"free on 11 February 2020: Ville d'Amiens was a member "
		"(membership from 2020-01-01 to 2020-12-31) and covered Amiens",
		"gratuit le 11 février 2020 : Ville d'Amiens était membre "
		"(adhésion du 01/01/2020 au 31/12/2020) et couvrait Amiens" },
	{ AMIENS, "2020-01-01a", 0, FEE_EXEMPT, 0, 1, /* the first day is included */
		"free on 1 January 2020: Ville d'Amiens was a member "
		"(membership from 2020-01-01 to 2020-12-31) and covered Amiens",
		NULL },
	{ AMIENS, "2020-12-31a", 0, FEE_EXEMPT, 0, 1, /* and so is the last */
		"free on 31 December 2020: Ville d'Amiens was a member "
		"(membership from 2020-01-01 to 2020-12-31) and covered Amiens",
		NULL },
	{ MIDYEAR, "2020-06-02a 2020-06-03a", 0, FEE_DUE, 15000, 2,
		"1 day x €150.00 = €150.00\n"
		"Arras was not yet a member on 2 June 2020 (membership from 2020-06-03)\n"
		"free on 3 June 2020: Ville d'Arras was a member (membership since 2020-06-03) and covered Arras",
		"1 journée × 150,00" N "€ = 150,00" N "€\n"
		"Arras n'était pas encore membre le 2 juin 2020 (adhésion à partir du "
		"03/06/2020)\n"
		"gratuit le 3 juin 2020 : Ville d'Arras était membre (adhésion depuis le "
		"03/06/2020) et couvrait Arras" },
	{ UNTIL, "2020-06-02a 2020-06-03a", 0, FEE_DUE, 15000, 2,
		"1 day x €150.00 = €150.00\n"
		"free on 2 June 2020: Ville de Denain was a member (membership until "
		"2020-06-02) and covered Denain\n"
		"Denain was no longer a member on 3 June 2020 (membership until 2020-06-02)",
		NULL },
	{ NEVER, "2020-06-02a", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\n"
		"Avion was not a member on 2 June 2020 (no membership known)",
		"1 journée × 150,00" N "€ = 150,00" N "€\n"
		"Avion n'était pas membre le 2 juin 2020 (aucune adhésion connue)" },
	{ NEVER, "2020-06-02e", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\nAvion is not a member on 2 June 2020 (no membership known)",
		NULL },
	{ GAP, "2020-06-02a", 0, FEE_DUE, 15000,
		1, /* what ended says more than what will begin */
		"1 day x €150.00 = €150.00\n"
		"Lens was no longer a member on 2 June 2020 (membership from 2018-01-01 to 2018-12-31)",
		NULL },
	{ GAP_REVERSED, "2020-06-02a", 0, FEE_DUE, 15000, 1, /* in whatever order */
		"1 day x €150.00 = €150.00\n"
		"Lens was no longer a member on 2 June 2020 (membership from 2018-01-01 to 2018-12-31)",
		NULL },
	{ GAP_REVERSED, "2021-06-02a", 0, FEE_DUE, 2000, 1, /* the second is the one in force */
		"1 day x €20.00 = €20.00\n"
		"on 2 June 2021: Ville de Lens was a member (membership since 2021-01-01) and covered Lens",
		NULL },
	{ TWICE_ENDED, "2020-06-02a", 0, FEE_DUE, 15000, 1, /* the last that ended */
		"1 day x €150.00 = €150.00\n"
		"Maubeuge was no longer a member on 2 June 2020 (membership from 2019-01-01 to 2019-12-31)",
		NULL },
	{ TWICE_TO_COME, "2020-06-02a", 0, FEE_DUE, 15000, 1, /* the next that begins */
		"1 day x €150.00 = €150.00\n"
		"Tourcoing was not yet a member on 2 June 2020 (membership from 2022-01-01 to 2022-12-31)",
		NULL },
	{ MIDYEAR, "2020-06-02e", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\n"
		"Arras is not yet a member on 2 June 2020 (membership from 2020-06-03)",
		NULL },
	{ OPEN, "2020-06-02a", 0, FEE_EXEMPT, 0, 1,
		"free on 2 June 2020: MEL was a member (membership since 2019-01-01) and covered Lille",
		NULL },
	{ FOREVER, "2020-06-02a", 0, FEE_EXEMPT, 0, 1,
		"free on 2 June 2020: Ville de Calais was a member (membership without dates) and covered Calais",
		"gratuit le 2 juin 2020 : Ville de Calais était membre (adhésion sans date) et couvrait Calais" },
	{ OWN_MEMBER, "2020-06-02a", 0, FEE_EXEMPT, 0, 1, /* no territory is asked */
		"free on 2 June 2020: MEL was a member (membership since 2019-01-01) and covered CAF de l'Oise",
		NULL },
	{ COMMUNE, "2020-06-02a", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\n"
		"Ville de Roubaix was not a member on 2 June 2020 (no membership known)",
		NULL },
	{ COMMUNE_MEMBER, "2020-06-02a", 0, FEE_EXEMPT, 0, 1,
		"free on 2 June 2020: Ville d'Amiens was a member "
		"(membership from 2020-01-01 to 2020-12-31) and covered Ville de Roubaix",
		NULL },
	{ COMMUNE_TWO, "2020-06-02a", 0, FEE_DUE, 15000, 1,
		"1 day x €150.00 = €150.00\n"
		"Avion was not a member on 2 June 2020 (no membership known)",
		NULL },
};

static void decides_members_and_others(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(members_and_others); i++)
		expect_case(&members_and_others[i]);
}

static void lets_state_agents_in_free(void **state)
{
	static const struct expected table[] = {
		{ DSDEN, "2020-06-02a 2020-06-03a", 0, FEE_EXEMPT, 0, 2,
			"free from 2 to 3 June 2020: State agent (DSDEN de l'Oise)",
			"gratuit du 2 au 3 juin 2020 : agent de l'État (DSDEN de l'Oise)" },
		{ DSDEN, "2020-06-02a 2020-06-04a", 0, FEE_EXEMPT, 0, 2,
			"free on 2 June 2020: State agent (DSDEN de l'Oise)\n"
			"free on 4 June 2020: State agent (DSDEN de l'Oise)",
			NULL },
		{ STATE_TWO, "2020-06-02a", 0, FEE_EXEMPT, 0, 1,
			"free on 2 June 2020: State agent",
			"gratuit le 2 juin 2020 : agent de l'État" }, /* whatever the territory */
		{ DSDEN, "2024-06-02a", 0, FEE_EXEMPT, 0, 1,
			"free on 2 June 2024: State agent (DSDEN de l'Oise)", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_case(&table[i]);
}

/* Never 0 when nobody knows. */
static void leaves_open_what_is_not_known(void **state)
{
	static const struct expected table[] = {
		{ TWO, "2020-06-02a", 0, FEE_UNDETERMINED, 0, 1,
			"two possible territories: Amiens, free; Creil, €150.00: choose the one "
			"represented here",
			"deux territoires possibles : Amiens, gratuit ; Creil, 150,00" N
			"€ : choisir celui qui est représenté ici" },
		{ THREE, "2020-06-02a 2020-06-04a", 0, FEE_UNDETERMINED, 0, 2,
			"3 possible territories: Amiens, free; Creil, €300.00; Avion, €300.00: choose "
			"the one represented here",
			NULL },
		{ NOWHERE, "2020-06-02a", 0, FEE_UNDETERMINED, 0, 1,
			"territory unknown (structure: Association I): give the structure or the person "
			"a cité",
			"territoire inconnu (structure : Association I) : donner une cité à la "
			"structure ou à la personne" },
		{ NOBODY, "2020-06-02a", 0, FEE_UNDETERMINED, 0, 1,
			"territory unknown (no structure): give the person a structure or a cité",
			"territoire inconnu (aucune structure) : donner une structure ou une cité à "
			"la personne" },
		{ NOWHERE, "2020-06-02a", 15000, FEE_UNDETERMINED, 0, 1,
			"territory unknown (structure: Association I): give the structure or the person "
			"a cité\npaid: €150.00", NULL },
		{ AMIENS, "2019-06-02a", 0, FEE_UNDETERMINED, 0, 1,
			"no tariff in force on 2 June 2019: make one, or name one in the rencontre",
			"aucun tarif en vigueur le 2 juin 2019 : en créer un, ou en désigner un dans "
			"la rencontre" },
		{ DSDEN, "2019-12-31a 2020-01-01a", 0, FEE_UNDETERMINED, 0, 2,
			"no tariff in force on 31 December 2019: make one, or name one in the "
			"rencontre\nfree on 1 January 2020: State agent (DSDEN de "
			"l'Oise)",
			NULL },
		{ NEVER, "2019-12-31a 2020-01-01a", 0, FEE_UNDETERMINED, 0,
			2, /* no half of a fee */
			"no tariff in force on 31 December 2019: make one, or name one in the "
			"rencontre\n"
			"Avion was not a member on 1 January 2020 (no membership known)",
			NULL },
		{ NOBODY, "2026-01-01a", 0, FEE_UNDETERMINED, 0, 1, /* a member would pay */
			"territory unknown (no structure): give the person a structure or a cité", NULL },
		{ NEVER, "2024-06-02a", 0, FEE_UNDETERMINED, 0, 1,
			"the tariff 'Incomplet' has no rule for this case: it wants a last one for all "
			"others",
			"le tarif « Incomplet » n'a pas de règle pour ce cas : il en faut une "
			"dernière, pour tous les autres" },
		{ NEVER, "2025-06-02a 2025-06-03a", 0, FEE_UNDETERMINED, 0, 2,
			"the amount is too large\nfrom 2 to 3 June 2025", NULL },
		{ TWO, "2020-06-02- 2020-06-03a", 0, FEE_UNDETERMINED, 0, 1,
			"two possible territories: Amiens, free; Creil, €150.00: choose the one "
			"represented here",
			NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_case(&table[i]);
}

static void counts_the_days_that_count(void **state)
{
	static const struct expected table[] = {
		{ CREIL, "", 0, FEE_EXEMPT, 0, 0, "no day: nothing to pay",
			"aucune journée : rien à payer" },
		{ CREIL, "2020-06-02-", 0, FEE_EXEMPT, 0, 0,
			"absent on 2 June 2020: nothing to pay",
			"absence le 2 juin 2020 : rien à payer" },
		{ CREIL, "2020-06-02- 2020-06-03-", 0, FEE_EXEMPT, 0, 0,
			"absent from 2 to 3 June 2020: nothing to pay", NULL },
		{ CREIL, "2020-06-02a 2020-06-03-", 0, FEE_DUE, 15000, 1,
			"1 day x €150.00 = €150.00\n"
			"Creil was no longer a member on 2 June 2020 (membership from "
			"2019-01-01 to 2019-12-31)\n"
			"absent on 3 June 2020: nothing to pay",
			NULL },
		{ NOBODY, "2019-06-02-", 0, FEE_EXEMPT, 0, 0,
			"absent on 2 June 2019: nothing to pay",
			NULL }, /* who didn't come owes nothing, tariff or not */
		{ CREIL, "2020-06-02u 2020-06-03u", 0, FEE_DUE, 30000, 2,
			"2 days x €150.00 = €300.00\n"
			"no presence was recorded: the days registered for are counted\n"
			"Creil was no longer a member from 2 to 3 June 2020 (membership from "
			"2019-01-01 to 2019-12-31)",
			NULL },
		{ NEVER, "2020-12-31a 2021-01-01a", 0, FEE_DUE, 35000,
			2, /* the tariff changes overnight */
			"1 day x €150.00 = €150.00\n1 day x €200.00 = €200.00\ntotal: €350.00\n"
			"Avion was not a member on 31 December 2020 (no membership known)\n"
			"Avion was not a member on 1 January 2021 (no membership known)",
			NULL },
		{ OPEN, "2021-06-02a", 0, FEE_DUE, 2000, 1, /* members pay, less */
			"1 day x €20.00 = €20.00\n"
			"on 2 June 2021: MEL was a member (membership since 2019-01-01) and covered Lille",
			"1 journée × 20,00" N "€ = 20,00" N "€\n"
			"le 2 juin 2021 : MEL était membre (adhésion depuis le 01/01/2019) et couvrait Lille" },
		{ NOBODY, "2022-03-01a", 0, FEE_EXEMPT, 0, 1, "free on 1 March 2022",
			"gratuit le 1er mars 2022" }, /* free for all: no territory
								    is asked */
		{ NOBODY, "2023-03-01a", 0, FEE_DUE, 1000, 1,
			"1 day x €10.00 = €10.00\non 1 March 2023",
			NULL }, /* the same for all */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_case(&table[i]);
}

static void knows_what_was_paid(void **state)
{
#define WHY                                                                                    \
	"1 day x €150.00 = €150.00\nAvion was not a member on 2 June 2020 (no membership " \
	"known)\n"
	static const struct expected table[] = {
		{ NEVER, "2020-06-02a", 5000, FEE_DUE, 15000, 1,
			WHY "paid: €50.00, left to pay: €100.00",
			"1 journée × 150,00" N "€ = 150,00" N "€\n"
			"Avion n'était pas membre le 2 juin 2020 (aucune adhésion connue)\n"
			"réglé : 50,00" N "€, reste à régler : 100,00" N "€" },
		{ NEVER, "2020-06-02a", 14999, FEE_DUE, 15000, 1,
			WHY "paid: €149.99, left to pay: €0.01", NULL },
		{ NEVER, "2020-06-02a", 15000, FEE_PAID, 15000, 1, WHY "paid: €150.00", NULL },
		{ NEVER, "2020-06-02a", 20000, FEE_PAID, 15000, 1,
			WHY "paid: €200.00, too much by €50.00", NULL },
		{ DSDEN, "2020-06-02a", 15000, FEE_EXEMPT, 0, 1,
			"free on 2 June 2020: State agent (DSDEN de l'Oise)\npaid: €150.00, too much by "
			"€150.00",
			NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_case(&table[i]);
}

/* A revised tariff replaces the older one from its first day on, in any order of the list. */
static void takes_the_latest_tariff(void **state)
{
	static const struct expected before = { .who = NEVER, .days = "2020-08-31a" };
	static const struct expected after = { .who = NEVER, .days = "2020-09-01a" };
	struct fee_result result;

	(void)state;
	fee_result_init(&result);
	for (int turn = 0; turn < 2; turn++) {
		decide(&before, COUNT(tariffs), &result);
		assert_int_equal(result.cents, 15000);
		decide(&after, COUNT(tariffs), &result);
		assert_int_equal(result.cents, 1000);
		struct fee_tariff first = tariffs[0];
		tariffs[0] = tariffs[7];
		tariffs[7] = first;
	}
	fee_result_release(&result);
}

static void names_states(void **state)
{
	static const struct {
		enum fee_state state;
		const char *name, *french;
	} table[] = {
		{ FEE_DUE, "due", "à régler" },
		{ FEE_EXEMPT, "exempt", "gratuit" },
		{ FEE_UNDETERMINED, "undetermined", "à déterminer" },
		{ FEE_PAID, "paid", "réglé" },
		{ FEE_EXPECTED, "expected", "prévu" },
	};

	(void)state;
	speak_french();
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_string_equal(fee_state_name(table[i].state), table[i].name);
		assert_string_equal(fee_state_label(table[i].state), table[i].french);
	}
	i18n_init("en", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decides_members_and_others),
		cmocka_unit_test(lets_state_agents_in_free),
		cmocka_unit_test(leaves_open_what_is_not_known),
		cmocka_unit_test(counts_the_days_that_count),
		cmocka_unit_test(knows_what_was_paid),
		cmocka_unit_test(takes_the_latest_tariff),
		cmocka_unit_test(names_states),
	};

	return cmocka_run_group_tests(tests, setup, NULL);
}
