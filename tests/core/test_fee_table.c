/* The fee engine against tests/core/fees.tsv: a case a line, with the amount and the rule that it must
 * come to. The file's head says how it is written. */
#include "core_test.h"

#include <stdio.h>

#include "etape/fee.h"
#include "etape/hundredths.h"
#include "etape/vocabulary.h"

enum { MOST = 32, LINE = 1024 };

enum { PAYER = 77 }; /* of every hat */

struct territory {
	char name[32];
	char departement[4];
	char region[4];
	struct fee_membership members[6];
	struct fee_territory territory;
};

struct named_tariff {
	char name[32];
	struct fee_rule rules[8];
	struct fee_tariff tariff;
};

static struct territory territories[MOST];
static size_t territory_count;
static struct named_tariff tariffs[2 * MOST];
static size_t tariff_count;
static char kept[1 << 16]; /* texts that the above borrow */
static size_t kept_bytes;
static const char *about; /* the line at hand, for failures */

/* --- reading --------------------------------------------------------------------------- */

static const char *keep(const char *text)
{
	char *copy = kept + kept_bytes;
	const size_t n = strlen(text) + 1;

	if (kept_bytes + n > sizeof kept)
		fail_msg("the table holds more text than the test has room for");
	memcpy(copy, text, n);
	kept_bytes += n;
	return copy;
}

/* The next piece before a separator, without the blanks around it; NULL behind the last. */
static char *piece(char **at, char separator)
{
	char *begin = *at, *end;

	if (!begin)
		return NULL;
	end = strchr(begin, separator);
	*at = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	begin += strspn(begin, " ");
	for (end = begin + strlen(begin); end > begin && end[-1] == ' ';)
		*--end = '\0';
	return begin;
}

static day_t date(const char *iso)
{
	day_t day = CIVIL_NONE;

	if (*iso && !civil_parse_iso(iso, &day))
		fail_msg("%s: no date: '%s'", about, iso);
	return day;
}

/* "2019-01-01..2019-12-31", either end may be missing. */
static void period(char *text, day_t *from, day_t *to)
{
	char *dots = strstr(text, "..");

	if (!dots)
		fail_msg("%s: no period: '%s'", about, text);
	*dots = '\0';
	*from = date(text);
	*to = date(dots + 2);
}

static int word(const struct vocabulary *v, const char *name)
{
	int value;

	if (!vocabulary_parse(v, name, &value))
		fail_msg("%s: unknown word '%s'", about, name);
	return value;
}

static cents_t amount(const char *text)
{
	struct err err = ERR_INIT;
	cents_t cents = 0;

	if (!money_parse(text, &cents, &err))
		fail_msg("%s: %s", about, err.message);
	return cents;
}

/* What stands behind "key:" in a word; NULL when that is not its key. */
static char *behind(char *word_text, const char *key)
{
	const size_t n = strlen(key);

	return strncmp(word_text, key, n) || word_text[n] != ':' ? NULL : word_text + n + 1;
}

/* --- territories: "%creil 60 32 Ville:..2019-12-31 ^Agglo:2020-01-01.." --------------------- */

static void read_membership(struct fee_membership *m, char *text)
{
	char *colon;

	m->above = *text == '^';
	text += m->above;
	colon = strchr(text, ':');
	if (!colon)
		fail_msg("%s: no membership: '%s'", about, text);
	*colon = '\0';
	m->structure = keep(text);
	m->member = 1000 + (int64_t)(territory_count * 10);
	period(colon + 1, &m->from, &m->to);
}

static void read_territory(char *line)
{
	struct territory *t = &territories[territory_count++];
	char *at = line, *one;

	snprintf(t->name, sizeof t->name, "%s", piece(&at, ' '));
	snprintf(t->departement, sizeof t->departement, "%s", piece(&at, ' '));
	snprintf(t->region, sizeof t->region, "%s", piece(&at, ' '));
	t->territory = (struct fee_territory){ .name = t->name, .members = t->members };
	while ((one = piece(&at, ' ')))
		read_membership(&t->members[t->territory.member_count++], one);
}

static const struct territory *territory_of(const char *name)
{
	for (size_t i = 0; i < territory_count; i++)
		if (!strcmp(territories[i].name, name))
			return &territories[i];
	fail_msg("%s: no territory '%s'", about, name);
	return NULL;
}

/* --- tariffs: "@tour halves | state = 0; member = 0; = 150/day" ---------------------------- */

static void read_condition(struct fee_rule *r, char *text)
{
	const bool no = *text == '!';
	const enum fee_asked asked = no ? FEE_NO : FEE_YES;
	char *value;

	if (!strcmp(text + no, "state"))
		r->state = asked;
	else if (!strcmp(text + no, "member"))
		r->member = asked;
	else if (!strcmp(text + no, "walkin"))
		r->walk_in = asked;
	else if ((value = behind(text, "kind")))
		r->kinds |= 1u << word(&structure_kinds, value);
	else if ((value = behind(text, "role")))
		r->roles |= 1u << word(&mandate_roles, value);
	else if ((value = behind(text, "event")))
		r->event_kinds |= 1u << word(&event_kinds, value);
	else if ((value = behind(text, "format")))
		r->formats |= 1u << word(&event_formats, value);
	else if ((value = behind(text, "dep")))
		r->departements = keep(value);
	else if ((value = behind(text, "reg")))
		r->regions = keep(value);
	else if ((value = behind(text, "early")))
		r->early_days = atoi(value);
	else if (*text)
		fail_msg("%s: no condition: '%s'", about, text);
}

/* "150/day", "cap:200", "33,33%", "places:2" */
static void read_price(struct fee_rule *r, char *text)
{
	char *value, *slash = strchr(text, '/');
	int64_t percent;

	if ((value = behind(text, "cap"))) {
		r->cap = amount(value);
	} else if ((value = behind(text, "places"))) {
		r->free_places = atoi(value);
	} else if (strchr(text, '%')) {
		if (!hundredths_parse(text, FEE_WHOLE, &percent, NULL))
			fail_msg("%s: no percentage: '%s'", about, text);
		r->percent = (int)percent;
	} else if (*text) {
		if (slash) {
			*slash = '\0';
			r->unit = !strcmp(slash + 1, "half") ? FEE_PER_HALF_DAY
				  : !strcmp(slash + 1, "event") ? FEE_PER_EVENT : FEE_PER_DAY;
		}
		r->cents = amount(text);
	}
}

static void read_rule(struct fee_rule *r, char *text)
{
	char *at = text, *conditions = piece(&at, '='), *price = at, *one;

	if (!price)
		fail_msg("%s: a rule without a price: '%s'", about, text);
	while ((one = piece(&conditions, ' ')))
		read_condition(r, one);
	while ((one = piece(&price, ' ')))
		read_price(r, one);
}

static void read_tariff(char *line)
{
	struct named_tariff *n = &tariffs[tariff_count++];
	struct fee_tariff *t = &n->tariff;
	char *rules = strchr(line, '|'), *at = line, *one;

	*rules++ = '\0';
	snprintf(n->name, sizeof n->name, "%s", piece(&at, ' '));
	*t = (struct fee_tariff){
		.name = n->name, .from = CIVIL_NONE, .to = CIVIL_NONE, .rules = n->rules
	};
	while ((one = piece(&at, ' '))) {
		t->halves = t->halves || !strcmp(one, "halves");
		t->no_show_due = t->no_show_due || !strcmp(one, "noshow");
		t->no_inheritance = t->no_inheritance || !strcmp(one, "alone");
		t->only_named = t->only_named || !strcmp(one, "named");
		if (!strcmp(one, "registered"))
			t->counts = FEE_COUNTS_REGISTERED;
		if (strstr(one, ".."))
			period(one, &t->from, &t->to);
	}
	while ((one = piece(&rules, ';')))
		read_rule(&n->rules[t->rule_count++], one);
}

/* --- cases ------------------------------------------------------------------------------- */

struct table_case {
	struct fee_case c;
	struct fee_day days[MOST];
	struct fee_hat hats[4];
	struct fee_membership own[4];
	size_t own_count;
	struct fee_role roles[4];
	struct fee_tariff tariffs[MOST];
	struct fee_override override;
	int taken;
	int64_t taken_by; /* 0: whoever asks */
};

static void read_payer(struct fee_hat *hat, char *text)
{
	char *payer = strchr(text, '$');

	if (!payer)
		return;
	*payer = '\0';
	hat->payer_name = keep(payer + 1);
	hat->payer = PAYER + 1;
	for (const char *c = hat->payer_name; *c; c++)
		hat->payer = (hat->payer * 31 + *c) % 1000003;
}

/* "association", "association@creil", "caf+2019-01-01..", "commune^+..": what stands behind + is a
 * membership of its own, behind ^+ of a body above it; "[2020-01-01..]" behind it the mandate's dates,
 * "$town" at the end who pays. */
static void read_hat(struct table_case *t, char *text)
{
	struct fee_hat *hat = &t->hats[t->c.hat_count++];
	char *dates, *own, *cite;
	struct fee_membership *m = &t->own[t->own_count];

	*hat = (struct fee_hat){ .kind = ANY, .from = CIVIL_NONE, .to = CIVIL_NONE, .payer = PAYER };
	read_payer(hat, text);
	dates = strchr(text, '[');
	own = strchr(text, '+');
	if (dates) {
		*dates = '\0';
		dates[strcspn(dates + 1, "]") + 1] = '\0';
		period(dates + 1, &hat->from, &hat->to);
	}
	if (own) {
		m->above = own[-1] == '^';
		own[-(int)m->above] = '\0';
		period(own + 1, &m->from, &m->to);
		m->structure = "above";
		m->member = 999;
		hat->own = m;
		hat->own_count = 1;
		t->own_count++;
	}
	cite = strchr(text, '@');
	if (cite) {
		const struct territory *of = territory_of(cite + 1);
		*cite = '\0';
		hat->territory = &of->territory;
		hat->departement = of->departement;
		hat->region = of->region;
	}
	if (!strcmp(text, "-"))
		return;
	hat->structure = keep(text);
	if (own && !m->above)
		m->structure = hat->structure;
	hat->kind = word(&structure_kinds, text);
	hat->own_territory = hat->kind <= STRUCTURE_REGION;
}

static unsigned halves(const char *text, size_t n)
{
	unsigned set = 0;

	for (size_t i = 0; i < n; i++)
		set |= text[i] == 'm'	? (unsigned)FEE_MORNING
		       : text[i] == 'a' ? (unsigned)FEE_AFTERNOON
		       : text[i] == 's' ? (unsigned)FEE_EVENING : 0;
	return set;
}

/* "2020-06-02=ma/m": registered for morning and afternoon, came in the morning; "+" behind it: the
 * day is not over. */
static void read_day(struct table_case *t, char *text)
{
	struct fee_day *day = &t->days[t->c.day_count++];
	char *equals = strchr(text, '='), *slash = equals ? strchr(equals, '/') : NULL;

	if (!slash)
		fail_msg("%s: no day: '%s'", about, text);
	*equals = '\0';
	*day = (struct fee_day){ .day = date(text),
		.over = !strchr(slash, '+'),
		.registered = halves(equals + 1, (size_t)(slash - equals - 1)),
		.attended = halves(slash + 1, strlen(slash + 1)) };
	t->c.recorded = t->c.recorded || day->attended;
}

static void read_role(struct table_case *t, char *text)
{
	struct fee_role *role = &t->roles[t->c.role_count++];
	char *dates = strchr(text, '[');

	role->from = role->to = CIVIL_NONE;
	if (dates) {
		*dates = '\0';
		dates[strcspn(dates + 1, "]") + 1] = '\0';
		period(dates + 1, &role->from, &role->to);
	}
	role->role = 1u << word(&mandate_roles, text);
}

static void read_option(struct table_case *t, char *text)
{
	char *value;

	if (!strcmp(text, "walkin"))
		t->c.walk_in = true;
	else if (!strcmp(text, "recorded"))
		t->c.recorded = true;
	else if (!strcmp(text, "chosen"))
		t->c.chosen = true;
	else if (!strcmp(text, "tocome"))
		t->c.to_come = true;
	else if ((value = behind(text, "early")))
		t->c.early = atoi(value);
	else if ((value = behind(text, "event")))
		t->c.event_kind = word(&event_kinds, value);
	else if ((value = behind(text, "format")))
		t->c.event_format = word(&event_formats, value);
	else if ((value = behind(text, "role")))
		read_role(t, value);
	else if ((value = behind(text, "paid")))
		t->c.paid = amount(value);
	else if ((value = behind(text, "taken")))
		t->taken = atoi(value);
	else if ((value = behind(text, "of")))
		t->taken_by = !strcmp(value, "payer") ? PAYER : territory_of(value)->members[0].member;
	else if ((value = behind(text, "hand"))) {
		t->override = (struct fee_override){ .cents = amount(value),
			.reason = "agreed",
			.author = "claire",
			.day = date("2020-06-01") };
		t->c.override = &t->override;
	} else if (*text && strcmp(text, "-"))
		fail_msg("%s: no option: '%s'", about, text);
}

static bool place_left(void *arg, const struct fee_rule *rule, int64_t of)
{
	const struct table_case *t = arg;

	return (t->taken_by && t->taken_by != of) || t->taken < rule->free_places;
}

/* "tour", "tour2020,tour2021", "=open" when the event names it. */
static void read_tariffs(struct table_case *t, char *names)
{
	const bool named = *names == '=';
	char *at = names + named, *one;

	while ((one = piece(&at, ','))) {
		size_t i = 0;
		while (i < tariff_count && strcmp(tariffs[i].name, one))
			i++;
		if (i == tariff_count)
			fail_msg("%s: no tariff '%s'", about, one);
		t->tariffs[t->c.tariff_count++] = tariffs[i].tariff;
	}
	t->c.tariff = named ? &t->tariffs[0] : NULL;
}

/* The numbers of the rules that the reasons name, "2,3". */
static void rules_of(struct str *out, const char *reasons)
{
	for (const char *at = reasons; (at = strstr(at, "rule ")); at += 5) {
		int no;

		if ((at == reasons || at[-1] == '\n') && sscanf(at, "rule %d of", &no) == 1)
			str_addf(out, "%s%d", out->len ? "," : "", no);
	}
	if (!out->len)
		str_add(out, "-");
}

static void expect_lines_add_up(const struct fee_result *r)
{
	cents_t sum = 0;

	for (size_t i = 0; i < r->line_count; i++) {
		const struct fee_line *l = &r->lines[i];
		cents_t cents;

		assert_true(money_share(l->unit_cents, (int64_t)l->quantity * l->percent,
			(int64_t)100 * FEE_WHOLE, &cents));
		expect_number(cents, l->cents, about);
		assert_true(money_add(sum, l->cents, &sum));
	}
	if (r->state != FEE_UNDETERMINED)
		expect_number(sum, r->cents, about);
}

static void expect_result(const struct fee_result *r, const char *state, const char *due,
	const char *rules, const char *says)
{
	struct str named = STR_INIT;

	if (strcmp(fee_state_name(r->state), state))
		fail_msg("%s: %s instead of %s: %s", about, fee_state_name(r->state), state,
			r->reasons.buf);
	if (strcmp(due, "-"))
		expect_number(r->cents, amount(due), about);
	rules_of(&named, r->reasons.buf);
	expect_text(&named, rules, about);
	if (says && *says && !strstr(r->reasons.buf, says))
		fail_msg("%s: nothing of '%s' in: %s", about, says, r->reasons.buf);
	expect_lines_add_up(r);
	str_release(&named);
}

/* Columns: name, tariffs, hats, days, options, state, amount, rules, words of the reasons. */
static void run_case(char *line)
{
	struct table_case t = { .c = { .event_format = ANY } };
	struct fee_result result;
	char *at = line, *one, *column[9];

	for (size_t i = 0; i < COUNT(column); i++)
		column[i] = piece(&at, '\t');
	if (!column[7])
		fail_msg("%s: fewer columns than eight", about);
	read_tariffs(&t, column[1]);
	while ((one = piece(&column[2], '|')))
		read_hat(&t, one);
	while ((one = piece(&column[3], ' ')))
		if (*one && strcmp(one, "-"))
			read_day(&t, one);
	while ((one = piece(&column[4], ' ')))
		read_option(&t, one);
	t.c.days = t.days;
	t.c.hats = t.hats;
	t.c.roles = t.roles;
	t.c.tariffs = t.tariffs;
	t.c.place = place_left;
	t.c.place_arg = &t;
	fee_result_init(&result);
	fee_decide(&t.c, &result);
	expect_result(&result, column[5], column[6], column[7], column[8]);
	fee_result_release(&result);
}

static void every_case_costs_what_the_table_says(void **state)
{
	const char *tests = getenv("ETAPE_TESTS");
	struct str path = STR_INIT, first = STR_INIT;
	char line[LINE];
	size_t cases = 0;
	FILE *f;

	(void)state;
	i18n_init("en", NULL);
	str_addf(&path, "%s/core/fees.tsv", tests ? tests : "tests");
	f = fopen(path.buf, "r");
	if (!f)
		fail_msg("cannot read %s", path.buf);
	while (fgets(line, sizeof line, f)) {
		line[strcspn(line, "\n")] = '\0';
		str_reset(&first);
		str_addn(&first, line, strcspn(line, "\t"));
		about = first.buf;
		if (*line == '%')
			read_territory(line + 1);
		else if (*line == '@')
			read_tariff(line + 1);
		else if (*line && *line != '#') {
			run_case(line);
			cases++;
		}
	}
	fclose(f);
	str_release(&path);
	str_release(&first);
	assert_true(cases >= 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_costs_what_the_table_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
