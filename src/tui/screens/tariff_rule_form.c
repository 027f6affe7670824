/* The form of a rule: whom it is for, and what they pay. */
#include <stdlib.h>
#include <string.h>

#include "etape/fee_rule.h"
#include "etape/fold.h"
#include "etape/hundredths.h"
#include "etape/i18n.h"
#include "etape/vocabulary.h"
#include "tui/screens/tariffs.h"
#include "tui/widgets/form.h"

struct editing {
	struct tariff tariff;
	struct tariff opened; /* as it was when the form was opened */
	size_t at;
	bool fresh; /* it comes before the rule of .at, in whose place it stands in .tariff already */
};

static void editing_free(void *ctx)
{
	struct editing *e = ctx;

	tariff_release(&e->tariff);
	tariff_release(&e->opened);
	free(e);
}

/* --- several of a vocabulary: "CPO ; élu·e" --- */

static bool read_word(const struct vocabulary *v, const char *text, size_t n, unsigned *set)
{
	struct str word = STR_INIT;
	int value = 0;
	bool ok;

	str_addn(&word, text, n);
	str_trim(&word);
	ok = !word.len || vocabulary_parse(v, word.buf, &value);
	if (ok && word.len)
		*set |= 1u << value;
	str_release(&word);
	return ok;
}

static bool read_set(const struct vocabulary *v, const char *text, unsigned *set, struct err *err)
{
	*set = 0;
	while (*text) {
		const size_t n = strcspn(text, ";");

		if (!read_word(v, text, n, set))
			return err_set(err, ERR_INVALID, _("'%.*s' is not known: choose among what is proposed"), (int)n, text);
		text += n + (text[n] == ';');
	}
	return true;
}

static void add_set(struct str *out, const struct vocabulary *v, unsigned set)
{
	for (size_t i = 0; i < v->count; i++)
		if (set & (1u << i))
			str_addf(out, "%s%s", out->len ? " ; " : "", _(v->words[i].label));
}

/* Completes the last one. */
static void propose(const struct vocabulary *v, const char *typed, form_candidate_fn add, void *arg)
{
	const char *last = strrchr(typed, ';');
	const size_t before = last ? (size_t)(last + 1 - typed) : 0;
	char *wanted = fold_dup(typed + before + strspn(typed + before, " "));

	for (size_t i = 0; i < v->count; i++) {
		char *label = fold_dup(_(v->words[i].label));
		struct str whole = STR_INIT;

		str_addf(&whole, "%.*s%s%s", (int)before, typed, before ? " " : "", _(v->words[i].label));
		if (!strncmp(label, wanted, strlen(wanted)))
			add(arg, (int64_t)i + 1, whole.buf, "");
		free(label);
		str_release(&whole);
	}
	free(wanted);
}

#define SET_OF(name, vocabulary)                                                               \
	static bool check_##name(const char *text, struct err *err)                            \
	{                                                                                      \
		unsigned set;                                                                  \
		return read_set(&(vocabulary), text, &set, err);                               \
	}                                                                                      \
	static void lookup_##name(struct form *f, const char *typed, form_candidate_fn add, void *arg) \
	{                                                                                      \
		(void)f;                                                                       \
		propose(&(vocabulary), typed, add, arg);                                       \
	}
SET_OF(kinds, structure_kinds)
SET_OF(roles, mandate_roles)
SET_OF(events, event_kinds)
SET_OF(formats, event_formats)

static bool check_share(const char *text, struct err *err)
{
	int64_t n = 0;

	if (!*text)
		return true;
	if (!hundredths_parse(text, FEE_WHOLE, &n, err))
		return false;
	return n > 0 || err_set(err, ERR_INVALID, _("nothing would be left to pay: write 0 as the amount"));
}

/* --- reading the form --- */

static enum fee_asked read_asked(const struct form *f, const char *name)
{
	const char *value = form_get(f, name);

	return !*value ? FEE_WHATEVER : !strcmp(value, "yes") ? FEE_YES : FEE_NO;
}

/* "59, 62" without blanks. */
static const char *read_codes(struct tariff *t, const char *text)
{
	struct str codes = STR_INIT;
	const char *kept;

	for (; *text; text++)
		if (*text != ' ')
			str_addc(&codes, *text == ';' ? ',' : *text);
	kept = tariff_keep(t, codes.buf);
	str_release(&codes);
	return kept;
}

static int read_number(const struct form *f, const char *name)
{
	const int64_t n = form_number(f, name);

	return n < 0 ? 0 : n > 10000 ? 10000 : (int)n;
}

static struct fee_rule read_rule(struct form *f, struct tariff *t)
{
	const int unit = fee_unit_parse(form_get(f, "unit"));
	struct fee_rule rule = {
		.name = tariff_keep(t, form_get(f, "name")),
		.state = read_asked(f, "state"),
		.member = read_asked(f, "member"),
		.walk_in = read_asked(f, "walk_in"),
		.departements = read_codes(t, form_get(f, "departements")),
		.regions = read_codes(t, form_get(f, "regions")),
		.early_days = read_number(f, "early"),
		.unit = unit < 0 ? FEE_PER_DAY : (enum fee_unit)unit,
		.percent = FEE_WHOLE,
		.free_places = read_number(f, "places"),
	};
	int64_t share = 0;

	read_set(&structure_kinds, form_get(f, "kinds"), &rule.kinds, NULL);
	read_set(&mandate_roles, form_get(f, "roles"), &rule.roles, NULL);
	read_set(&event_kinds, form_get(f, "events"), &rule.event_kinds, NULL);
	read_set(&event_formats, form_get(f, "formats"), &rule.formats, NULL);
	if (*form_get(f, "share") && hundredths_parse(form_get(f, "share"), FEE_WHOLE, &share, NULL) && share)
		rule.percent = (int)share;
	form_cents(f, "amount", &rule.cents);
	form_cents(f, "cap", &rule.cap);
	return rule;
}

/* --- filling the form in --- */

static const char *asked_value(enum fee_asked asked)
{
	return asked == FEE_WHATEVER ? "" : asked == FEE_YES ? "yes" : "no";
}

/* Numbers and amounts as one would type them; "" for 0. */
static void add_number(struct str *out, int n)
{
	if (n)
		str_addf(out, "%d", n);
}

static void add_cents(struct str *out, cents_t cents)
{
	if (cents)
		hundredths_format(out, cents, LANG_FR);
}

struct texts {
	struct str amount, cap, share, early, places, kinds, roles, events, formats;
};

static void put_texts(struct texts *x, const struct fee_rule *rule)
{
	const size_t count = sizeof *x / sizeof(struct str);
	struct str *each = &x->amount;

	for (size_t i = 0; i < count; i++)
		str_init(&each[i]);
	hundredths_format(&x->amount, rule->cents, LANG_FR);
	add_cents(&x->cap, rule->cap);
	if (rule->percent && rule->percent != FEE_WHOLE)
		hundredths_format(&x->share, rule->percent, i18n_lang());
	add_number(&x->early, rule->early_days);
	add_number(&x->places, rule->free_places);
	add_set(&x->kinds, &structure_kinds, rule->kinds);
	add_set(&x->roles, &mandate_roles, rule->roles);
	add_set(&x->events, &event_kinds, rule->event_kinds);
	add_set(&x->formats, &event_formats, rule->formats);
}

static void free_texts(struct texts *x)
{
	struct str *each = &x->amount;

	for (size_t i = 0; i < sizeof *x / sizeof(struct str); i++)
		str_release(&each[i]);
}

enum { RULE_VALUES = 16 };

/* As the form's fields begin with them, the amount first. */
static void put_values(struct form_value values[RULE_VALUES], const struct texts *x, const struct fee_rule *rule)
{
	const struct form_value all[RULE_VALUES] = {
		{ "amount", x->amount.buf, 0 },
		{ "unit", fee_unit_name(rule->unit), 0 },
		{ "member", asked_value(rule->member), 0 },
		{ "state", asked_value(rule->state), 0 },
		{ "kinds", x->kinds.buf, 0 },
		{ "roles", x->roles.buf, 0 },
		{ "departements", rule->departements, 0 },
		{ "regions", rule->regions, 0 },
		{ "events", x->events.buf, 0 },
		{ "formats", x->formats.buf, 0 },
		{ "walk_in", asked_value(rule->walk_in), 0 },
		{ "early", x->early.buf, 0 },
		{ "places", x->places.buf, 0 },
		{ "share", x->share.buf, 0 },
		{ "cap", x->cap.buf, 0 },
		{ "name", rule->name, 0 },
	};

	memcpy(values, all, sizeof all);
}

/* --- when the tariff was changed meanwhile --- */

/* Where the rule being changed stands in the saved tariff when nobody touched it; .rule_count when somebody did. */
static size_t untouched(const struct editing *e, const struct tariff *saved)
{
	const struct fee_rule *was = &e->opened.rules[e->at];

	for (size_t i = 0; i < saved->rule_count; i++)
		if (fee_rule_same(&saved->rules[i], was))
			return i;
	return saved->rule_count;
}

/* Takes the saved tariff, with a place in it for this rule: where it stands now, or would. False when somebody
 * changed this very rule. */
static bool follow(struct editing *e, struct tariff *saved)
{
	size_t at = e->at;
	bool same = true;

	if (e->fresh && e->at < e->opened.rule_count)
		at = untouched(e, saved);
	else if (e->fresh)
		at = saved->rule_count;
	else
		same = (at = untouched(e, saved)) < saved->rule_count;
	if (!same)
		return false;
	if (e->fresh)
		tariff_rule_insert(saved, at, &(struct fee_rule){ .percent = FEE_WHOLE });
	tariff_release(&e->tariff);
	e->tariff = *saved;
	tariff_init(saved);
	e->at = at;
	return true;
}

/* Others may have changed other rules: theirs stay, this one is saved beside them. */
static bool save_beside(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct tariff saved;
	bool ok;

	tariff_init(&saved);
	ok = tariff_get(form_app(f)->db, e->tariff.id, &saved, err);
	if (ok && !follow(e, &saved))
		ok = err_set(err, ERR_STALE, _("this rule was changed meanwhile"));
	tariff_release(&saved);
	if (!ok)
		return false;
	e->tariff.rules[e->at] = read_rule(f, &e->tariff);
	return tariff_save(form_app(f)->db, &e->tariff, err);
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);

	e->tariff.rules[e->at] = read_rule(f, &e->tariff);
	if (!tariff_save(form_app(f)->db, &e->tariff, err) &&
		(err->code != ERR_STALE || !save_beside(f, err)))
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = (int64_t)e->at + 1;
	app_message(form_app(f), THEME_MESSAGE, e->fresh ? _("Rule added") : _("Rule changed"));
	return FORM_SAVED;
}

/* Whether the rule that stands in the place of this one now is what somebody made of it, and no other. */
static bool is_of_this(const struct editing *e, const struct tariff *saved)
{
	if (e->at >= saved->rule_count)
		return false;
	for (size_t i = 0; i < e->opened.rule_count; i++)
		if (fee_rule_same(&saved->rules[e->at], &e->opened.rules[i]))
			return false;
	return true;
}

/* Somebody changed this very rule: hers is shown beside it. */
static bool theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct form_value values[RULE_VALUES];
	struct tariff saved;
	struct texts x;

	tariff_init(&saved);
	if (!tariff_get(form_app(f)->db, e->tariff.id, &saved, err) || !is_of_this(e, &saved)) {
		tariff_release(&saved);
		return err_set(err, ERR_STALE, _("this rule was taken out meanwhile: leave it, and add one"));
	}
	put_texts(&x, &saved.rules[e->at]);
	put_values(values, &x, &saved.rules[e->at]);
	for (size_t i = 0; i < RULE_VALUES; i++)
		form_theirs(f, values[i].name, values[i].text, 0);
	free_texts(&x);
	tariff_release(&e->tariff); /* the other rules and the revision are theirs now */
	e->tariff = saved;
	tariff_release(&e->opened);
	tariff_get(form_app(f)->db, e->tariff.id, &e->opened, NULL);
	return true;
}

/* The sentence as it will read, and what would be refused. */
static void advise(struct form *f, struct str *out)
{
	struct editing *e = form_ctx(f);
	struct err err = ERR_INIT;
	size_t at = 0;

	e->tariff.rules[e->at] = read_rule(f, &e->tariff);
	str_addf(out, "%zu. ", e->at + 1);
	fee_rule_words(out, &e->tariff.rules[e->at]);
	if (!fee_rules_check(e->tariff.rules, e->tariff.rule_count, &at, &err))
		str_addf(out, "\n%s", err.message);
}

/* --- opening --- */

#define ASKED(no, yes)                                                                         \
	.kind = FORM_CHOICE,                                                                   \
	.choices = (const struct form_choice[]){ { "", N_("whatever") }, { "yes", yes }, { "no", no } }, .choice_count = 3
#define SEVERAL(what)                                                                          \
	.kind = FORM_LOOKUP, .free = true, .lookup = lookup_##what, .check = check_##what,     \
	.hint = N_("empty: whatever; several: between semicolons")

static const struct form_choice units[] = {
	{ "day", N_("a day") },
	{ "half_day", N_("a half-day") },
	{ "event", N_("a rencontre") },
};

static const struct form_field fields[] = {
	{ .name = "amount", .label = N_("Amount"), .kind = FORM_MONEY, .required = true, .hint = N_("0: free") },
	{ .name = "unit", .label = N_("Unit"), .kind = FORM_CHOICE, .choices = units, .choice_count = 3 },
	{ .name = "member", .label = N_("Membership"), ASKED(N_("no"), N_("yes, on that day")) },
	{ .name = "state", .label = N_("State"), ASKED(N_("no"), N_("State agent")) },
	{ .name = "kinds", .label = N_("Structures"), SEVERAL(kinds) },
	{ .name = "roles", .label = N_("Posts"), SEVERAL(roles) },
	{ .name = "departements", .label = N_("Départements"), .hint = N_("codes, like 59,62; empty: whatever") },
	{ .name = "regions", .label = N_("Régions"), .hint = N_("codes, like 32; empty: whatever") },
	{ .name = "events", .label = N_("Rencontres"), SEVERAL(events) },
	{ .name = "formats", .label = N_("Format"), SEVERAL(formats) },
	{ .name = "walk_in", .label = N_("Registration"), ASKED(N_("beforehand"), N_("on the spot")) },
	{ .name = "early", .label = N_("Days before"), .kind = FORM_NUMBER,
		.hint = N_("registered at least so many days before; empty: whatever") },
	{ .name = "places", .label = N_("Free places"), .kind = FORM_NUMBER,
		.hint = N_("of each member at a rencontre, then the next rule holds; the amount is 0") },
	{ .name = "share", .label = N_("Asked, in %"), .check = check_share, .hint = N_("of the amount: 90, 33,33; empty: all of it") },
	{ .name = "cap", .label = N_("At most"), .kind = FORM_MONEY, .hint = N_("for a person and a rencontre; empty: no limit") },
	{ .name = "name", .label = N_("Name"), .max = 200, .hint = N_("as the invoice says it; empty: what it asks for") },
};

static const struct form_spec spec = {
	.name = "fee-rule",
	.title = N_("New rule"),
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.save = save,
	.advise = advise,
	.theirs = theirs,
	.release = editing_free,
};

static void open_form(struct app *app, struct editing *e)
{
	const struct fee_rule *rule = &e->tariff.rules[e->at];
	struct form_value values[RULE_VALUES + 1] = { { NULL, NULL, 0 } };
	struct str key = STR_INIT, title = STR_INIT;
	struct texts x;

	put_texts(&x, rule);
	put_values(values, &x, rule);
	if (e->fresh)
		values[0].text = "";
	str_addf(&key, "%lld-%s%zu", (long long)e->tariff.id, e->fresh ? "new" : "", e->at);
	str_addf(&title, _("Rule %zu of '%s'"), e->at + 1, e->tariff.name);
	form_open(app, &spec, key.buf, title.buf, values, e);
	free_texts(&x);
	str_release(&key);
	str_release(&title);
}

void tariff_rule_form(struct app *app, int64_t tariff, size_t at, bool fresh)
{
	struct editing *e = xcalloc(1, sizeof *e);
	struct err err = ERR_INIT;

	tariff_init(&e->tariff);
	tariff_init(&e->opened);
	if (!tariff_get(app->db, tariff, &e->tariff, &err) ||
		!tariff_get(app->db, tariff, &e->opened, &err)) {
		app_error(app, &err);
		editing_free(e);
		return;
	}
	e->fresh = fresh;
	e->at = at <= e->tariff.rule_count ? at : e->tariff.rule_count;
	if (fresh)
		tariff_rule_insert(&e->tariff, e->at, &(struct fee_rule){ .percent = FEE_WHOLE });
	if (e->at < e->tariff.rule_count)
		open_form(app, e);
	else
		editing_free(e);
}
