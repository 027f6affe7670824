/* Tariffs as INI files: the tables of keys, writing and reading. */
#include "etape/tariff_ini.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/ini.h"
#include "etape/fee_rule.h"
#include "etape/hundredths.h"
#include "etape/i18n.h"
#include "etape/vocabulary.h"

/* --- writing ----------------------------------------------------------------------------- */

static void add_text(struct str *out, const char *key, const char *text)
{
	if (text && *text)
		str_addf(out, "%s = \"%s\"\n", key, text);
}

static void add_word(struct str *out, const char *key, const char *word)
{
	if (word && *word)
		str_addf(out, "%s = %s\n", key, word);
}

static void add_asked(struct str *out, const char *key, enum fee_asked asked)
{
	if (asked != FEE_WHATEVER)
		add_word(out, key, asked == FEE_YES ? "yes" : "no");
}

static void add_number(struct str *out, const char *key, int n)
{
	if (n)
		str_addf(out, "%s = %d\n", key, n);
}

static void add_cents(struct str *out, const char *key, cents_t cents)
{
	str_addf(out, "%s = %lld.%02d\n", key, (long long)(cents / 100), (int)(cents % 100));
}

static void add_date(struct str *out, const char *key, day_t day)
{
	struct str iso = STR_INIT;

	civil_format_iso(&iso, day);
	add_word(out, key, iso.buf);
	str_release(&iso);
}

static void add_set(struct str *out, const char *key, const struct vocabulary *v, unsigned set)
{
	struct str names = STR_INIT;

	for (size_t i = 0; i < v->count; i++)
		if (set & (1u << i))
			str_addf(&names, "%s%s", names.len ? "," : "", v->words[i].name);
	add_word(out, key, names.buf);
	str_release(&names);
}

static void add_rule(struct str *out, const struct fee_rule *r)
{
	add_text(out, "name", r->name);
	add_asked(out, "state", r->state);
	add_asked(out, "member", r->member);
	add_set(out, "structures", &structure_kinds, r->kinds);
	add_set(out, "roles", &mandate_roles, r->roles);
	add_word(out, "departements", r->departements);
	add_word(out, "regions", r->regions);
	add_set(out, "events", &event_kinds, r->event_kinds);
	add_set(out, "formats", &event_formats, r->formats);
	add_asked(out, "walk_in", r->walk_in);
	add_number(out, "early_days", r->early_days);
	add_cents(out, "amount", r->cents);
	if (r->unit != FEE_PER_DAY)
		add_word(out, "unit", fee_unit_name(r->unit));
	if (r->percent && r->percent != FEE_WHOLE) {
		str_add(out, "percent = ");
		hundredths_raw(out, r->percent);
		str_addc(out, '\n');
	}
	add_number(out, "free_places", r->free_places);
	if (r->cap)
		add_cents(out, "cap", r->cap);
}

void tariff_ini_add(struct str *out, const struct tariff *t)
{
	str_add(out, "[tariff]\n");
	add_word(out, "code", t->code);
	add_text(out, "name", t->name);
	add_text(out, "note", t->note);
	add_date(out, "from", t->from);
	add_date(out, "to", t->to);
	add_word(out, "for", t->only_named ? "named" : "all");
	add_word(out, "counts", t->counts == FEE_COUNTS_REGISTERED ? "registered" : "attended");
	add_word(out, "half_day", t->halves ? "half" : "day");
	add_word(out, "no_show", t->no_show_due ? "due" : "free");
	add_word(out, "inherits", t->no_inheritance ? "no" : "yes");
	for (size_t i = 0; i < t->rule_count; i++) {
		str_addf(out, "\n[rule %zu]\n", i + 1);
		add_rule(out, &t->rules[i]);
	}
}

/* --- reading ----------------------------------------------------------------------------- */

struct reading {
	const char *path;
	struct tariff *t;
	struct fee_rule rule; /* of the present section */
	bool in_rule;
	bool priced; /* it has an amount */
	bool shared; /* it has a percentage or a reduction */
	char **sections; /* owned: of each rule, for its line */
	bool headed;	 /* [tariff] was met */
};

struct key {
	const char *name;
	bool (*read)(struct reading *r, const char *value, struct err *err);
};

/* One of two words. */
static bool read_either(const char *value, const char *no, const char *yes, bool *is, struct err *err)
{
	if (strcmp(value, no) != 0 && strcmp(value, yes) != 0)
		return err_set(err, ERR_INVALID, _("expected %s or %s, not '%s'"), no, yes, value);
	*is = !strcmp(value, yes);
	return true;
}

static bool read_asked(const char *value, enum fee_asked *asked, struct err *err)
{
	bool yes = false;

	if (!read_either(value, "no", "yes", &yes, err))
		return false;
	*asked = yes ? FEE_YES : FEE_NO;
	return true;
}

static bool read_set(const char *value, const struct vocabulary *v, unsigned *set, struct err *err)
{
	*set = 0;
	while (*value) {
		const size_t n = strcspn(value, ",");
		struct str word = STR_INIT;
		int one = 0;
		bool ok;

		str_addn(&word, value, n);
		str_trim(&word);
		ok = vocabulary_parse(v, word.buf, &one);
		if (!ok)
			err_set(err, ERR_INVALID, _("'%s' is not known; the guide lists what may stand here"), word.buf);
		str_release(&word);
		if (!ok)
			return false;
		*set |= 1u << one;
		value += n + (value[n] == ',');
	}
	return true;
}

static bool read_codes(struct reading *r, const char *value, const char **codes)
{
	struct str list = STR_INIT;

	for (; *value; value++)
		if (*value != ' ')
			str_addc(&list, *value);
	*codes = tariff_keep(r->t, list.buf);
	str_release(&list);
	return true;
}

static bool read_number(const char *value, int *n, struct err *err)
{
	char *end;
	const long number = strtol(value, &end, 10);

	if (end == value || *end || number < 0 || number > 10000)
		return err_set(err, ERR_INVALID, _("expected a whole number up to 10000, not '%s'"), value);
	*n = (int)number;
	return true;
}

static bool read_date(const char *value, day_t *day, struct err *err)
{
	return civil_parse_iso(value, day) || civil_parse(value, civil_today(NULL), day, err);
}

/* Reading again what was written: no quotation mark, no backslash. */
static bool read_text(const char *value, struct err *err)
{
	return !strpbrk(value, "\"\\") ||
	       err_set(err, ERR_INVALID, _("neither \" nor \\ may stand here: write « » instead"));
}

static bool read_own(char **text, const char *value, struct err *err)
{
	free(*text);
	*text = xstrdup(value);
	return read_text(value, err);
}

static bool t_code(struct reading *r, const char *v, struct err *err) { return read_own(&r->t->code, v, err); }
static bool t_name(struct reading *r, const char *v, struct err *err) { return read_own(&r->t->name, v, err); }
static bool t_note(struct reading *r, const char *v, struct err *err) { return read_own(&r->t->note, v, err); }
static bool t_from(struct reading *r, const char *v, struct err *err) { return read_date(v, &r->t->from, err); }
static bool t_to(struct reading *r, const char *v, struct err *err) { return read_date(v, &r->t->to, err); }

static bool t_for(struct reading *r, const char *v, struct err *err)
{
	return read_either(v, "all", "named", &r->t->only_named, err);
}

static bool t_counts(struct reading *r, const char *v, struct err *err)
{
	bool registered = false;

	if (!read_either(v, "attended", "registered", &registered, err))
		return false;
	r->t->counts = registered ? FEE_COUNTS_REGISTERED : FEE_COUNTS_ATTENDED;
	return true;
}

static bool t_half_day(struct reading *r, const char *v, struct err *err)
{
	return read_either(v, "day", "half", &r->t->halves, err);
}

static bool t_no_show(struct reading *r, const char *v, struct err *err)
{
	return read_either(v, "free", "due", &r->t->no_show_due, err);
}

static bool t_inherits(struct reading *r, const char *v, struct err *err)
{
	return read_either(v, "yes", "no", &r->t->no_inheritance, err);
}

static bool r_name(struct reading *r, const char *v, struct err *err)
{
	r->rule.name = tariff_keep(r->t, v);
	return read_text(v, err);
}

static bool r_state(struct reading *r, const char *v, struct err *err) { return read_asked(v, &r->rule.state, err); }
static bool r_member(struct reading *r, const char *v, struct err *err) { return read_asked(v, &r->rule.member, err); }
static bool r_walk_in(struct reading *r, const char *v, struct err *err) { return read_asked(v, &r->rule.walk_in, err); }
static bool r_early(struct reading *r, const char *v, struct err *err) { return read_number(v, &r->rule.early_days, err); }
static bool r_places(struct reading *r, const char *v, struct err *err) { return read_number(v, &r->rule.free_places, err); }
static bool r_cap(struct reading *r, const char *v, struct err *err) { return money_parse(v, &r->rule.cap, err); }

static bool r_structures(struct reading *r, const char *v, struct err *err)
{
	return read_set(v, &structure_kinds, &r->rule.kinds, err);
}

static bool r_roles(struct reading *r, const char *v, struct err *err)
{
	return read_set(v, &mandate_roles, &r->rule.roles, err);
}

static bool r_events(struct reading *r, const char *v, struct err *err)
{
	return read_set(v, &event_kinds, &r->rule.event_kinds, err);
}

static bool r_formats(struct reading *r, const char *v, struct err *err)
{
	return read_set(v, &event_formats, &r->rule.formats, err);
}

static bool r_departements(struct reading *r, const char *v, struct err *err)
{
	(void)err;
	return read_codes(r, v, &r->rule.departements);
}

static bool r_regions(struct reading *r, const char *v, struct err *err)
{
	(void)err;
	return read_codes(r, v, &r->rule.regions);
}

static bool r_amount(struct reading *r, const char *v, struct err *err)
{
	r->priced = true;
	return money_parse(v, &r->rule.cents, err);
}

static bool r_unit(struct reading *r, const char *v, struct err *err)
{
	const int unit = fee_unit_parse(v);

	if (unit < 0)
		return err_set(err, ERR_INVALID, _("expected day, half_day or event, not '%s'"), v);
	r->rule.unit = (enum fee_unit)unit;
	return true;
}

/* The share asked, or what is taken off: one of them. 0 % would be read as all of it. */
static bool read_share(struct reading *r, const char *v, bool off, struct err *err)
{
	int64_t n = 0;

	if (r->shared)
		return err_set(err, ERR_INVALID, _("either percent or reduction, not both"));
	r->shared = true;
	if (!hundredths_parse(v, FEE_WHOLE, &n, err))
		return false;
	n = off ? FEE_WHOLE - n : n;
	if (!n)
		return err_set(err, ERR_INVALID, _("nothing would be left to pay: write amount = 0"));
	r->rule.percent = (int)n;
	return true;
}

static bool r_percent(struct reading *r, const char *v, struct err *err) { return read_share(r, v, false, err); }
static bool r_reduction(struct reading *r, const char *v, struct err *err) { return read_share(r, v, true, err); }

static const struct key tariff_keys[] = {
	{ "code", t_code },
	{ "name", t_name },
	{ "note", t_note },
	{ "from", t_from },
	{ "to", t_to },
	{ "for", t_for },
	{ "counts", t_counts },
	{ "half_day", t_half_day },
	{ "no_show", t_no_show },
	{ "inherits", t_inherits },
	{ NULL, NULL },
};
static const struct key rule_keys[] = {
	{ "name", r_name },
	{ "state", r_state },
	{ "member", r_member },
	{ "structures", r_structures },
	{ "roles", r_roles },
	{ "departements", r_departements },
	{ "regions", r_regions },
	{ "events", r_events },
	{ "formats", r_formats },
	{ "walk_in", r_walk_in },
	{ "early_days", r_early },
	{ "amount", r_amount },
	{ "unit", r_unit },
	{ "percent", r_percent },
	{ "reduction", r_reduction },
	{ "free_places", r_places },
	{ "cap", r_cap },
	{ NULL, NULL },
};

static bool at_line(const struct reading *r, const char *section, const char *key, struct err *err)
{
	struct str raw = STR_INIT;
	const int line = ini_line(r->path, section, key, &raw);

	str_release(&raw);
	if (key)
		return err_wrap(err, _("%s: line %d: key '%s'"), r->path, line, key);
	return err_wrap(err, _("%s: line %d"), r->path, line);
}

/* A rule without a price would be free without anybody having said so. */
static bool end_rule(struct reading *r, struct err *err)
{
	const size_t n = r->t->rule_count;

	if (!r->in_rule)
		return true;
	if (!r->priced) {
		err_set(err, ERR_INVALID, _("this rule has no amount; write amount = 0 when it is free"));
		return at_line(r, r->sections[n], NULL, err);
	}
	tariff_rule_insert(r->t, n, &r->rule);
	r->in_rule = false;
	return true;
}

static bool begin_section(struct reading *r, const char *section, struct err *err)
{
	if (!end_rule(r, err))
		return false;
	if (!strcmp(section, "tariff")) {
		r->headed = true;
		return true;
	}
	if (strncmp(section, "rule ", 5) != 0) {
		err_set(err, ERR_INVALID, _("expected [tariff] or [rule 1], [rule 2]…, not [%s]"), section);
		return at_line(r, section, NULL, err);
	}
	r->rule = (struct fee_rule){ .percent = FEE_WHOLE };
	r->in_rule = true;
	r->priced = r->shared = false;
	r->sections = xrealloc(r->sections, (r->t->rule_count + 1) * sizeof *r->sections);
	r->sections[r->t->rule_count] = xstrdup(section);
	return true;
}

static bool read_key(struct reading *r, const char *section, const char *name, const char *value, struct err *err)
{
	const struct key *key = r->in_rule ? rule_keys : tariff_keys;

	for (; key->name && strcmp(key->name, name) != 0; key++)
		;
	if (!key->name)
		err_set(err, ERR_INVALID, _("not known here; the guide lists the keys"));
	else if (!*value)
		err_set(err, ERR_INVALID, _("nothing stands behind the equals sign"));
	else if (key->read(r, value, err))
		return true;
	return at_line(r, section, name, err);
}

static bool read_entry(struct reading *r, const char *entry, const char *value, struct err *err)
{
	const char *colon = strchr(entry, ':');
	char *section;
	bool ok;

	if (!colon)
		return begin_section(r, entry, err);
	section = xstrndup(entry, (size_t)(colon - entry));
	if (!*section) {
		err_set(err, ERR_INVALID, _("it stands before any [section]"));
		ok = at_line(r, section, colon + 1, err);
	} else {
		ok = read_key(r, section, colon + 1, value ? value : "", err);
	}
	free(section);
	return ok;
}

static bool read_whole(struct reading *r, struct err *err)
{
	size_t at = 0;

	if (!r->headed || !r->t->name)
		return err_set(err, ERR_INVALID, _("%s: a section [tariff] with a name is missing"), r->path);
	if (!r->t->rule_count)
		return err_set(err, ERR_INVALID, _("%s: no [rule 1]: a tariff has rules"), r->path);
	if (!fee_rules_check(r->t->rules, r->t->rule_count, &at, err))
		return at_line(r, r->sections[at], NULL, err);
	return true;
}

bool tariff_ini_read(const char *path, struct tariff *t, struct err *err)
{
	struct reading r = { .path = path, .t = t };
	struct stat st;
	dictionary *d;
	bool ok;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return err_sys(err, EISDIR, _("cannot read '%s'"), path);
	if (access(path, R_OK) != 0)
		return err_sys(err, errno, _("cannot read '%s'"), path);
	ok = ini_is_text(path, err) && ini_once(path, err) && ini_keeps_all(path, err);
	d = ok ? ini_load(path, err) : NULL;
	ok = d != NULL;
	for (ssize_t i = 0; ok && i < d->size; i++)
		if (d->key[i])
			ok = read_entry(&r, d->key[i], d->val[i], err);
	ok = ok && end_rule(&r, err) && read_whole(&r, err);
	if (d)
		iniparser_freedict(d);
	for (size_t i = 0; r.sections && i < t->rule_count + (r.in_rule ? 1 : 0); i++)
		free(r.sections[i]);
	free(r.sections);
	return ok;
}
