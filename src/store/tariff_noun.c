/* One tariff, to be changed: a tariff in use is succeeded. */
#include <stdlib.h>
#include <string.h>

#include "etape/fee_rule.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/valid.h"
#include "store/noun.h"
#include "store/tariff_internal.h"

/* A line of an INI file that iniparser reads holds 1024 bytes. */
enum { NAME_LONGEST = 200, NOTE_LONGEST = 800 };

void tariff_init(struct tariff *t)
{
	*t = (struct tariff){ .from = CIVIL_NONE, .to = CIVIL_NONE };
}

void tariff_release(struct tariff *t)
{
	for (size_t i = 0; i < t->text_count; i++)
		free(t->texts[i]);
	free(t->texts);
	free(t->rules);
	free(t->code);
	free(t->name);
	free(t->note);
	tariff_init(t);
}

const char *tariff_keep(struct tariff *t, const char *text)
{
	if (!text || !*text)
		return NULL;
	t->texts = xrealloc(t->texts, (t->text_count + 1) * sizeof *t->texts);
	t->texts[t->text_count] = xstrdup(text);
	return t->texts[t->text_count++];
}

/* --- its rules -------------------------------------------------------------------------- */

void tariff_rule_insert(struct tariff *t, size_t at, const struct fee_rule *rule)
{
	struct fee_rule own = *rule;

	own.name = tariff_keep(t, rule->name);
	own.departements = tariff_keep(t, rule->departements);
	own.regions = tariff_keep(t, rule->regions);
	t->rules = xrealloc(t->rules, (t->rule_count + 1) * sizeof *t->rules);
	memmove(t->rules + at + 1, t->rules + at, (t->rule_count - at) * sizeof *t->rules);
	t->rules[at] = own;
	t->rule_count++;
}

void tariff_rule_remove(struct tariff *t, size_t at)
{
	t->rule_count--;
	memmove(t->rules + at, t->rules + at + 1, (t->rule_count - at) * sizeof *t->rules);
}

void tariff_rule_move(struct tariff *t, size_t from, size_t to)
{
	const struct fee_rule rule = t->rules[from];

	tariff_rule_remove(t, from);
	memmove(t->rules + to + 1, t->rules + to, (t->rule_count - to) * sizeof *t->rules);
	t->rules[to] = rule;
	t->rule_count++;
}

struct fee_tariff tariff_view(const struct tariff *t)
{
	return (struct fee_tariff){
		.id = t->id,
		.code = t->code,
		.name = t->name,
		.from = t->from,
		.to = t->to,
		.counts = t->counts,
		.halves = t->halves,
		.no_show_due = t->no_show_due,
		.no_inheritance = t->no_inheritance,
		.only_named = t->only_named,
		.rules = t->rules,
		.rule_count = t->rule_count,
	};
}

/* --- reading ---------------------------------------------------------------------------- */

static void tariff_take(struct tariff *t, const struct fee_tariff *from)
{
	tariff_release(t);
	t->id = from->id;
	t->code = xstrdup(from->code ? from->code : "");
	t->name = xstrdup(from->name);
	t->from = from->from;
	t->to = from->to;
	t->counts = from->counts;
	t->halves = from->halves;
	t->no_show_due = from->no_show_due;
	t->no_inheritance = from->no_inheritance;
	t->only_named = from->only_named;
	for (size_t i = 0; i < from->rule_count; i++)
		tariff_rule_insert(t, i, &from->rules[i]);
}

static bool tariff_take_rest(struct db *db, struct tariff *t, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT rev, note, succeeds FROM tariff WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", t->id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		t->rev = sql_int(stmt, 0);
		t->note = sql_dup(stmt, 1);
		t->succeeds = sql_int(stmt, 2);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this tariff is no longer known"));
	return result == SQL_ROW;
}

bool tariff_get(struct db *db, int64_t id, struct tariff *t, struct err *err)
{
	struct fee_tariff *all = NULL;
	size_t count, i;
	bool ok = tariff_load(db, &all, &count, err);

	for (i = 0; ok && i < count && all[i].id != id; i++)
		;
	if (ok && i == count)
		ok = err_set(err, ERR_NOT_FOUND, _("this tariff is no longer known"));
	if (ok)
		tariff_take(t, &all[i]);
	tariff_free(&all);
	return ok && tariff_take_rest(db, t, err);
}

bool tariff_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM tariff WHERE code = :text OR name = :text ORDER BY code = :text DESC, valid_from DESC",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":text", text);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("no tariff '%s' is known; 'etape tariff list' shows them"), text);
	return result == SQL_ROW;
}

/* --- what may be saved ------------------------------------------------------------------ */

static bool tariff_apart(struct db *db, const struct tariff *t, struct err *err)
{
	sqlite3_stmt *stmt;
	struct str period = STR_INIT;
	enum sql_result result;

	if (t->only_named)
		return true;
	stmt = sql_prepare(db,
		"SELECT name, valid_from, valid_to, code FROM tariff WHERE scope = 'all' AND id IS NOT :id"
		" AND coalesce(valid_from, '0000') <= coalesce(:to, '9999')"
		" AND coalesce(valid_to, '9999') >= coalesce(:from, '0000') ORDER BY valid_from LIMIT 1",
		err);
	if (!stmt)
		return false;
	sql_bind_id(stmt, ":id", t->id);
	noun_bind_date(stmt, ":from", t->from);
	noun_bind_date(stmt, ":to", t->to);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		fee_tariff_period(&period, noun_day(stmt, 1), noun_day(stmt, 2));
		err_set(err, ERR_EXISTS,
			_("it overlaps '%s' (%s, %s): succeed that one, change the dates, or let this one be only for "
			  "rencontres that name it"),
			sql_text(stmt, 0), sql_text(stmt, 3), period.buf);
	}
	sql_done(stmt);
	str_release(&period);
	return result == SQL_DONE;
}

static bool tariff_words_fit(const struct tariff *t, struct err *err)
{
	if (!t->name || !*t->name)
		return err_set(err, ERR_INVALID, _("a tariff needs a name"));
	if (strlen(t->name) > NAME_LONGEST || (t->note && strlen(t->note) > NOTE_LONGEST))
		return err_set(err, ERR_INVALID, _("this name or note is too long"));
	for (size_t i = 0; i < t->rule_count; i++)
		if (t->rules[i].name && strlen(t->rules[i].name) > NAME_LONGEST)
			return err_set(err, ERR_INVALID, _("the name of rule %zu is too long"), i + 1);
	return true;
}

bool tariff_allowed(struct db *db, const struct tariff *t, struct err *err)
{
	if (!tariff_words_fit(t, err))
		return false;
	if (t->code && *t->code && !valid_slug(t->code, err))
		return err_wrap(err, _("code of the tariff"));
	if (t->from != CIVIL_NONE && t->to != CIVIL_NONE && t->to < t->from)
		return err_set(err, ERR_INVALID, _("a tariff cannot end before it begins"));
	return fee_rules_check(t->rules, t->rule_count, NULL, err) && tariff_apart(db, t, err);
}

static bool tariff_unused(struct db *db, int64_t id, struct err *err)
{
	struct str by = STR_INIT;
	bool used, ok = tariff_in_use(db, id, &used, &by, NULL, err);

	if (ok && used)
		ok = err_set(err, ERR_REFUSED,
			_("a tariff in use is never changed, it is succeeded: what '%s' cost was told by it"), by.buf);
	str_release(&by);
	return ok;
}

/* --- writing ---------------------------------------------------------------------------- */

static void tariff_bind(sqlite3_stmt *stmt, const struct tariff *t)
{
	sql_bind_text(stmt, ":code", t->code);
	sql_bind_text(stmt, ":name", t->name);
	sql_bind_opt(stmt, ":note", t->note);
	noun_bind_date(stmt, ":from", t->from);
	noun_bind_date(stmt, ":to", t->to);
	sql_bind_id(stmt, ":succeeds", t->succeeds);
	sql_bind_text(stmt, ":counts", t->counts == FEE_COUNTS_REGISTERED ? "registered" : "attended");
	sql_bind_text(stmt, ":half", t->halves ? "half" : "day");
	sql_bind_text(stmt, ":no_show", t->no_show_due ? "due" : "free");
	sql_bind_int(stmt, ":inherits", !t->no_inheritance);
	sql_bind_text(stmt, ":scope", t->only_named ? "named" : "all");
}

static bool tariff_write(struct db *db, struct tariff *t, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO tariff (id, code, name, note, valid_from, valid_to, succeeds, counts, half_day, no_show,"
		" inherits, scope) VALUES (:id, :code, :name, :note, :from, :to, :succeeds, :counts, :half, :no_show,"
		" :inherits, :scope)";
	static const char update[] =
		"UPDATE tariff SET code = :code, name = :name, note = :note, valid_from = :from, valid_to = :to,"
		" succeeds = :succeeds, counts = :counts, half_day = :half, no_show = :no_show, inherits = :inherits,"
		" scope = :scope, rev = :next WHERE id = :id AND rev = :rev";
	const int64_t id = t->id ? t->id : id_new(), next = t->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, t->id ? update : insert, err);

	if (!stmt)
		return false;
	tariff_bind(stmt, t);
	sql_bind_int(stmt, ":id", id);
	if (t->id) {
		sql_bind_int(stmt, ":rev", t->rev);
		sql_bind_int(stmt, ":next", next);
	}
	if (!sql_run(db, stmt, err))
		return false;
	if (t->id && !sql_changes(db))
		return noun_stale(db, "SELECT 1 FROM tariff WHERE id = :id", t->id, t->name, err);
	*touched = true;
	t->id = id;
	t->rev = next;
	return tariff_put_rules(db, id, t->rules, t->rule_count, err);
}

static void tariff_tidy(struct tariff *t)
{
	noun_tidy(&t->code, false);
	noun_tidy(&t->name, false);
	noun_tidy(&t->note, false);
	for (size_t i = 0; i < t->rule_count; i++) {
		char *name = t->rules[i].name ? noun_clean(t->rules[i].name, false) : NULL;

		t->rules[i].name = tariff_keep(t, name);
		free(name);
	}
}

/* Inside a change; `code` is what a missing one is made from. */
static bool tariff_store(struct db *db, struct tariff *t, const char *code, bool *touched, struct err *err)
{
	return tariff_allowed(db, t, err) && (!t->id || tariff_unused(db, t->id, err)) &&
	       noun_code(db, &t->code, code, "SELECT id FROM tariff WHERE code = :code", t->id, err) &&
	       tariff_write(db, t, touched, err);
}

bool tariff_save(struct db *db, struct tariff *t, struct err *err)
{
	const int64_t id = t->id, rev = t->rev;
	struct change_label label = { .kind = CHANGE_TARIFF, .subject = id };
	bool touched = false, ok;

	tariff_tidy(t);
	if (!change_begin(db, &label, err))
		return false;
	ok = tariff_store(db, t, t->name, &touched, err);
	label.subject = t->id;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		t->id = id;
		t->rev = rev;
	}
	return ok;
}

static bool tariff_leavable(struct db *db, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (!tariff_unused(db, id, err))
		return false;
	stmt = sql_prepare(db,
		"SELECT e.title, 0 FROM event e WHERE e.tariff = :id"
		" UNION ALL SELECT t.name, 1 FROM tariff t WHERE t.succeeds = :id",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		err_set(err, ERR_REFUSED,
			sql_int(stmt, 1) ? _("this tariff stays: '%s' succeeds it; delete that one first")
					 : _("this tariff stays: the rencontre '%s' names it; let it name another one first"),
			sql_text(stmt, 0));
	sql_done(stmt);
	return result == SQL_DONE;
}

/* The one before holds again where this one took its place. */
static bool tariff_give_back(struct db *db, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE tariff SET valid_to = (SELECT t.valid_to FROM tariff t WHERE t.id = :id), rev = :next"
		" WHERE id = (SELECT t.succeeds FROM tariff t WHERE t.id = :id)"
		" AND valid_to = (SELECT date(t.valid_from, '-1 day') FROM tariff t WHERE t.id = :id)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":next", id_new());
	return sql_run(db, stmt, err);
}

bool tariff_delete(struct db *db, int64_t id, struct err *err)
{
	bool ok, touched = false;

	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_TARIFF_DELETE, .subject = id }, err))
		return false;
	ok = tariff_leavable(db, id, err);
	if (ok) {
		touched = true;
		ok = tariff_give_back(db, id, err) &&
		     noun_step(db, "DELETE FROM fee_rule WHERE tariff = :id", id, err) &&
		     noun_step(db, "DELETE FROM tariff WHERE id = :id", id, err);
	}
	if (ok && !sql_changes(db))
		ok = err_set(err, ERR_NOT_FOUND, _("this tariff is no longer known"));
	return noun_end(db, ok, touched, err);
}

/* --- succession ------------------------------------------------------------------------- */

/* The old one ends the day before. */
static bool tariff_end(struct db *db, int64_t id, day_t last, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE tariff SET valid_to = :last, rev = :next WHERE id = :id AND (valid_to IS NULL OR valid_to > :last)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":next", id_new());
	noun_bind_date(stmt, ":last", last);
	return sql_run(db, stmt, err);
}

static bool tariff_may_end(struct db *db, const struct tariff *old, day_t from, struct err *err)
{
	struct str by = STR_INIT, day = STR_INIT;
	day_t last = CIVIL_NONE;
	bool used, ok = tariff_in_use(db, old->id, &used, &by, &last, err);

	if (ok && from == CIVIL_NONE)
		ok = err_set(err, ERR_INVALID, _("a tariff that succeeds another needs a first day"));
	if (ok && old->from != CIVIL_NONE && from <= old->from) {
		civil_format_date(&day, old->from, i18n_lang());
		ok = err_set(err, ERR_INVALID, _("'%s' begins on %s: what succeeds it begins later"), old->name, day.buf);
	}
	if (ok && used && from <= last) {
		civil_format_date(&day, last + 1, i18n_lang());
		ok = err_set(err, ERR_REFUSED, _("what '%s' cost was told by '%s': it can be succeeded from %s on"),
			by.buf, old->name, day.buf);
	}
	str_release(&by);
	str_release(&day);
	return ok;
}

/* "tour-2026" and 2027 give "tour 2027", of which a code is made. */
static void tariff_code_after(struct str *out, const char *code, day_t from)
{
	size_t n = strlen(code);

	if (n > 5 && code[n - 5] == '-' && strspn(code + n - 4, "0123456789") == 4)
		n -= 5;
	str_addf(out, "%.*s %d", (int)n, code, civil_from_day(from).year);
}

static bool tariff_follow(struct db *db, const struct tariff *old, struct tariff *next, bool *touched, struct err *err)
{
	struct str code = STR_INIT;
	bool ok = tariff_may_end(db, old, next->from, err);

	if (ok) {
		*touched = true;
		tariff_code_after(&code, old->code, next->from);
		next->succeeds = old->id;
		ok = tariff_end(db, old->id, next->from - 1, err) &&
		     tariff_store(db, next, code.buf, touched, err);
	}
	str_release(&code);
	return ok;
}

bool tariff_succeed(struct db *db, int64_t id, struct tariff *next, struct err *err)
{
	struct change_label label = { .kind = CHANGE_TARIFF };
	bool ok, touched = false;
	struct tariff old;

	tariff_init(&old);
	tariff_tidy(next);
	if (!change_begin(db, &label, err))
		return false;
	ok = tariff_get(db, id, &old, err);
	if (ok && next->to == CIVIL_NONE && old.to != CIVIL_NONE && old.to >= next->from)
		next->to = old.to;
	ok = ok && tariff_follow(db, &old, next, &touched, err);
	label.subject = next->id;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	if (!ok)
		next->id = next->rev = 0;
	tariff_release(&old);
	return ok;
}

bool tariff_copy(struct db *db, int64_t id, day_t from, struct tariff *next, struct err *err)
{
	if (!tariff_get(db, id, next, err))
		return false;
	free(next->code);
	next->code = xstrdup("");
	next->id = next->rev = next->succeeds = 0;
	next->from = from;
	if (next->to != CIVIL_NONE && next->to < from)
		next->to = CIVIL_NONE;
	return true;
}
