/* By which rencontres a tariff is in use, the list of tariffs, and what is worth knowing of one. */
#include <stdlib.h>
#include <string.h>

#include "etape/fee_rule.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"
#include "store/tariff_internal.h"

/* --- in use ------------------------------------------------------------------------------ */

bool tariff_in_use(struct db *db, int64_t id, bool *used, struct str *by, day_t *last, struct err *err)
{
	static const char sql[] =
		"SELECT e.title, e.last_day, e.first_day FROM tariff t JOIN event e"
		" ON e.tariff = t.id OR (e.tariff IS NULL AND t.scope = 'all'"
		"  AND e.first_day <= coalesce(t.valid_to, '9999') AND e.last_day >= coalesce(t.valid_from, '0000'))"
		" WHERE t.id = :id AND EXISTS (SELECT 1 FROM registration r WHERE r.event = e.id AND ("
		"  (r.status = 'registered' AND e.first_day <= :today"
		"   AND e.status NOT IN ('draft', 'postponed', 'cancelled'))"
		"  OR EXISTS (SELECT 1 FROM payment y WHERE y.registration = r.id)"
		"  OR EXISTS (SELECT 1 FROM fee_override o WHERE o.registration = r.id)"
		"  OR EXISTS (SELECT 1 FROM invoice_line l WHERE l.registration = r.id)"
		"  OR EXISTS (SELECT 1 FROM claim_line c WHERE c.registration = r.id)))"
		" ORDER BY e.last_day DESC, e.id LIMIT 1";
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	*used = false;
	if (last)
		*last = CIVIL_NONE;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":today", noun_on(CIVIL_NONE));
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		struct str days = STR_INIT;

		*used = true;
		if (last)
			*last = noun_day(stmt, 1);
		civil_format_range(&days, noun_day(stmt, 2), noun_day(stmt, 1), i18n_lang());
		str_addf(by, "%s (%s)", sql_text(stmt, 0), days.buf);
		str_release(&days);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool tariff_use_words(struct db *db, int64_t id, struct str *out, struct err *err)
{
	struct str by = STR_INIT;
	bool used, ok = tariff_in_use(db, id, &used, &by, NULL, err);

	if (ok && used)
		str_addf(out, _("in use: %s"), by.buf);
	str_release(&by);
	return ok;
}

/* --- the list ---------------------------------------------------------------------------- */

static struct value tariff_value(const void *p, size_t i)
{
	const struct tariff_row *row = p;

	switch (i) {
	case 0: return value_text(row->code);
	case 1: return value_text(row->name);
	case 2: return value_date(row->from);
	case 3: return value_date(row->to);
	case 4: return value_list(row->rules);
	case 5: return value_text(row->scope);
	case 6: return value_text(row->succeeds);
	default: return value_text(row->use);
	}
}

static const char *tariff_scope_label(const char *raw)
{
	return str_eq(raw, "named") ? _("only where named") : _("all rencontres");
}

static const struct field tariff_fields[] = {
	NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 10, 0, 4),
	NOUN_FIELD("name", N_("Tariff"), FIELD_TEXT, 14, 1, 0),
	NOUN_FIELD("from", N_("From"), FIELD_DATE, 10, 0, 1),
	NOUN_FIELD("to", N_("To"), FIELD_DATE, 10, 0, 1),
	NOUN_FIELD("rules", N_("Rules"), FIELD_LIST, 20, 3, 2),
	NOUN_FIELD_WORDS("scope", N_("Holds for"), 18, 0, 3, tariff_scope_label),
	NOUN_FIELD("succeeds", NULL, FIELD_TEXT, 10, 0, 0),
	NOUN_FIELD("in_use", NULL, FIELD_TEXT, 10, 0, 0),
};
const struct record_type tariff_type = NOUN_RECORD("tariff", tariff_fields, tariff_value);

static void tariff_say_rules(struct str *out, const struct fee_tariff *t)
{
	for (size_t i = 0; i < t->rule_count; i++) {
		if (i)
			str_addc(out, '\n');
		fee_rule_words(out, &t->rules[i]);
	}
}

static bool tariff_code_of(struct db *db, int64_t id, struct str *code, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT o.code FROM tariff t JOIN tariff o ON o.id = t.succeeds WHERE t.id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		str_add(code, sql_text(stmt, 0));
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool tariff_tell(struct db *db, const struct fee_tariff *t, tariff_row_fn each, void *arg, bool *more, struct err *err)
{
	const struct noun_date from = noun_date(t->from), to = noun_date(t->to);
	struct str rules = STR_INIT, use = STR_INIT, before = STR_INIT;
	const day_t today = noun_on(CIVIL_NONE);
	struct tariff_row row;
	bool ok = tariff_use_words(db, t->id, &use, err) && tariff_code_of(db, t->id, &before, err);

	tariff_say_rules(&rules, t);
	row = (struct tariff_row){
		.id = t->id,
		.code = t->code ? t->code : "",
		.name = t->name,
		.from = from.iso,
		.to = to.iso,
		.rules = rules.buf,
		.use = use.buf,
		.succeeds = before.buf,
		.scope = t->only_named ? "named" : "all",
		.holds_today = (t->from == CIVIL_NONE || t->from <= today) && (t->to == CIVIL_NONE || t->to >= today),
		.rule_count = (int)t->rule_count,
	};
	*more = ok && each(arg, &row);
	str_release(&rules);
	str_release(&use);
	str_release(&before);
	return ok;
}

bool tariff_list(struct db *db, tariff_row_fn each, void *arg, struct err *err)
{
	struct fee_tariff *all = NULL;
	size_t count = 0;
	bool more = true, ok = tariff_load(db, &all, &count, err);

	for (size_t i = 0; ok && more && i < count; i++)
		ok = tariff_tell(db, &all[i], each, arg, &more, err);
	tariff_free(&all);
	return ok;
}

/* --- what is worth knowing --------------------------------------------------------------- */

static void advise(struct str *out, const char *line)
{
	str_addf(out, "%s%s", out->len ? "\n" : "", line);
}

/* Whether somebody meets no rule: one for all others, behind them, would be reached. */
static bool leaves_some(const struct tariff *t)
{
	struct fee_rule *rules = xcalloc(t->rule_count + 1, sizeof *rules);
	bool reached;

	memcpy(rules, t->rules, t->rule_count * sizeof *rules);
	reached = fee_rule_reach(rules, t->rule_count, NULL) == FEE_REACHED;
	free(rules);
	return reached;
}

/* Days between the end of the last tariff before and its beginning have none. */
static bool advise_gap(struct db *db, const struct tariff *t, struct str *out, struct err *err)
{
	sqlite3_stmt *stmt;
	struct str gap = STR_INIT, line = STR_INIT;
	enum sql_result result;

	if (t->only_named || t->from == CIVIL_NONE)
		return true;
	stmt = sql_prepare(db,
		"SELECT max(valid_to) FROM tariff WHERE scope = 'all' AND id IS NOT :id AND valid_to < :from"
		" HAVING max(valid_to) < date(:from, '-1 day')",
		err);
	if (!stmt)
		return false;
	sql_bind_id(stmt, ":id", t->id);
	noun_bind_date(stmt, ":from", t->from);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		civil_format_range(&gap, noun_day(stmt, 0) + 1, t->from - 1, i18n_lang());
		str_addf(&line, _("no tariff holds %s"), gap.buf);
		advise(out, line.buf);
	}
	sql_done(stmt);
	str_release(&gap);
	str_release(&line);
	return result != SQL_FAILED;
}

bool tariff_advice(struct db *db, const struct tariff *t, struct str *out, struct err *err)
{
	if (!t->rule_count)
		advise(out, _("no rule yet: every amount would be to be determined"));
	else if (leaves_some(t))
		advise(out, _("the rules are not for everybody: who meets none would be to be determined"));
	return advise_gap(db, t, out, err);
}

/* --- of one rencontre -------------------------------------------------------------------- */

bool tariff_free_event(struct db *db, int64_t event, struct err *err)
{
	int64_t n = 0;

	if (!noun_ask(db,
		    "SELECT count(*) FROM registration r WHERE r.event = :id AND"
		    " (EXISTS (SELECT 1 FROM payment y WHERE y.registration = r.id)"
		    " OR EXISTS (SELECT 1 FROM invoice_line l WHERE l.registration = r.id)"
		    " OR EXISTS (SELECT 1 FROM claim_line c WHERE c.registration = r.id))",
		    event, &n, err))
		return false;
	return !n || err_set(err, ERR_REFUSED,
			     _("the tariff of this rencontre stays: something was paid or invoiced by it"));
}

static bool tariff_sure(struct db *db, int64_t event, int64_t tariff, struct err *err)
{
	struct tariff_reprice r;
	struct str words = STR_INIT;
	bool ok = tariff_reprice(db, event, tariff, &r, err);

	if (ok && r.told && r.people) {
		tariff_reprice_words(&r, &words);
		ok = err_set(err, ERR_CONFLICT, _("this rencontre has begun, and what it costs was told: %s"),
			words.buf);
	}
	str_release(&words);
	return ok;
}

bool tariff_name_event(struct db *db, int64_t event, int64_t tariff, bool sure, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_EVENT_TARIFF, .subject = event, .object = tariff };
	sqlite3_stmt *stmt;
	bool ok, touched = false;

	if (!change_begin(db, &label, err))
		return false;
	ok = tariff_free_event(db, event, err) && (sure || tariff_sure(db, event, tariff, err));
	stmt = ok ? sql_prepare(db, "UPDATE event SET tariff = :tariff, rev = :next WHERE id = :id", err) : NULL;
	if (stmt) {
		sql_bind_int(stmt, ":id", event);
		sql_bind_id(stmt, ":tariff", tariff);
		sql_bind_int(stmt, ":next", id_new());
		touched = true;
	}
	ok = stmt && sql_run(db, stmt, err);
	return noun_end(db, ok, touched, err);
}

bool tariff_of_event(struct db *db, int64_t event, int64_t *tariff, struct err *err)
{
	return noun_ask(db, "SELECT coalesce(tariff, 0) FROM event WHERE id = :id", event, tariff, err);
}
