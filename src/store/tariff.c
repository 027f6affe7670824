#include "etape/tariff.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fee_rule.h"
#include "etape/id.h"
#include "store/noun.h"
#include "store/tariff_internal.h"

static void tariff_bind_asked(sqlite3_stmt *stmt, const char *name, enum fee_asked asked)
{
	if (asked != FEE_WHATEVER)
		sql_bind_int(stmt, name, asked == FEE_YES);
}

/* Stable names between commas; NULL for none. */
static void tariff_bind_set(
	sqlite3_stmt *stmt, const char *name, const struct vocabulary *v, unsigned set)
{
	struct str names = STR_INIT;

	for (size_t i = 0; i < v->count; i++)
		if (set & (1u << i))
			str_addf(&names, "%s%s", names.len ? "," : "", v->words[i].name);
	sql_bind_opt(stmt, name, names.buf);
	str_release(&names);
}

static void tariff_bind_rule(sqlite3_stmt *stmt, int64_t tariff, int64_t rank, const struct fee_rule *rule)
{
	sql_bind_int(stmt, ":tariff", tariff);
	sql_bind_int(stmt, ":rank", rank);
	sql_bind_opt(stmt, ":name", rule->name);
	tariff_bind_asked(stmt, ":state", rule->state);
	tariff_bind_asked(stmt, ":member", rule->member);
	tariff_bind_asked(stmt, ":walk_in", rule->walk_in);
	tariff_bind_set(stmt, ":kinds", &structure_kinds, rule->kinds);
	tariff_bind_set(stmt, ":roles", &mandate_roles, rule->roles);
	tariff_bind_set(stmt, ":event_kinds", &event_kinds, rule->event_kinds);
	tariff_bind_set(stmt, ":formats", &event_formats, rule->formats);
	sql_bind_opt(stmt, ":departements", rule->departements);
	sql_bind_opt(stmt, ":regions", rule->regions);
	sql_bind_int(stmt, ":early", rule->early_days);
	sql_bind_text(stmt, ":unit", fee_unit_name(rule->unit));
	sql_bind_int(stmt, ":cents", rule->cents);
	sql_bind_int(stmt, ":percent", rule->percent);
	sql_bind_int(stmt, ":free", rule->free_places);
	sql_bind_int(stmt, ":cap", rule->cap);
}

static bool tariff_put_one(struct db *db, int64_t tariff, int64_t rank, const struct fee_rule *rule, struct err *err)
{
	static const char update[] =
		"UPDATE fee_rule SET name = :name, state = :state, member = :member, walk_in = :walk_in,"
		" kinds = :kinds, roles = :roles, event_kinds = :event_kinds, formats = :formats,"
		" departements = :departements, regions = :regions, early_days = nullif(:early, 0), unit = :unit,"
		" cents = :cents, percent = coalesce(nullif(:percent, 0), 10000),"
		" free_places = nullif(:free, 0), cap_cents = nullif(:cap, 0)"
		" WHERE tariff = :tariff AND rank = :rank";
	static const char insert[] =
		"INSERT INTO fee_rule (id, tariff, rank, name, state, member, walk_in, kinds, roles,"
		" event_kinds, formats, departements, regions, early_days, unit, cents, percent,"
		" free_places, cap_cents) VALUES (:id, :tariff, :rank, :name, :state, :member, :walk_in,"
		" :kinds, :roles, :event_kinds, :formats, :departements, :regions, nullif(:early, 0), :unit,"
		" :cents, coalesce(nullif(:percent, 0), 10000), nullif(:free, 0), nullif(:cap, 0))";
	sqlite3_stmt *stmt = sql_prepare(db, update, err);

	if (!stmt)
		return false;
	tariff_bind_rule(stmt, tariff, rank, rule);
	if (!sql_run(db, stmt, err))
		return false;
	if (sql_changes(db))
		return true;
	stmt = sql_prepare(db, insert, err);
	if (!stmt)
		return false;
	tariff_bind_rule(stmt, tariff, rank, rule);
	sql_bind_int(stmt, ":id", id_new());
	return sql_run(db, stmt, err);
}

bool tariff_put_rules(struct db *db, int64_t tariff, const struct fee_rule *rules, size_t count, struct err *err)
{
	sqlite3_stmt *stmt;

	for (size_t i = 0; i < count; i++)
		if (!tariff_put_one(db, tariff, (int64_t)i, &rules[i], err))
			return false;
	stmt = sql_prepare(db, "DELETE FROM fee_rule WHERE tariff = :tariff AND rank >= :count", err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":tariff", tariff);
	sql_bind_int(stmt, ":count", (int64_t)count);
	return sql_run(db, stmt, err);
}

/* DOMAIN.md, "Money": conditions of access to the Tour. */
bool tariff_install(struct db *db, struct err *err)
{
	static const struct fee_rule rules[] = {
		{ .state = FEE_YES, .cents = 0 },
		{ .member = FEE_YES, .cents = 0 },
		{ .cents = 15000 },
	};
	const int64_t id = id_new();
	sqlite3_stmt *stmt;
	bool ok;

	if (!change_begin(
		    db, &(struct change_label){ .kind = CHANGE_TARIFF, .subject = id }, err))
		return false;
	stmt = sql_prepare(db, "INSERT INTO tariff (id, code, name) VALUES (:id, 'tour', :name)", err);
	if (stmt) {
		sql_bind_int(stmt, ":id", id);
		sql_bind_text(stmt, ":name", "Tarif du Tour");
	}
	ok = stmt && sql_run(db, stmt, err);
	ok = ok && tariff_put_rules(db, id, rules, sizeof rules / sizeof *rules, err);
	return noun_end(db, ok, true, err);
}

/* --- reading ------------------------------------------------------------------------ */

/* A block under construction: tariffs, then rules, then texts. */
struct tariff_block {
	struct fee_tariff *tariffs;
	struct fee_rule *rules;
	char *texts;
	size_t tariff_count;
	size_t rule_count;
	size_t text_bytes;
};

/* A column's text, kept in the block; NULL for NULL. */
static const char *tariff_text(struct tariff_block *b, sqlite3_stmt *stmt, int column)
{
	char *text = b->texts + b->text_bytes;
	size_t n;

	if (sql_is_null(stmt, column))
		return NULL;
	n = strlen(sql_text(stmt, column)) + 1;
	memcpy(text, sql_text(stmt, column), n);
	b->text_bytes += n;
	return text;
}

static enum fee_asked tariff_asked(sqlite3_stmt *stmt, int column)
{
	if (sql_is_null(stmt, column))
		return FEE_WHATEVER;
	return sql_int(stmt, column) ? FEE_YES : FEE_NO;
}

static unsigned tariff_set(const struct vocabulary *v, sqlite3_stmt *stmt, int column)
{
	const char *names = sql_text(stmt, column);
	unsigned set = 0;

	while (*names) {
		const size_t n = strcspn(names, ",");
		for (size_t i = 0; i < v->count; i++)
			if (strlen(v->words[i].name) == n && !memcmp(v->words[i].name, names, n))
				set |= 1u << i;
		names += n + (names[n] == ',');
	}
	return set;
}

static enum fee_unit tariff_unit(sqlite3_stmt *stmt, int column)
{
	const int unit = fee_unit_parse(sql_text(stmt, column));

	if (unit < 0)
		bug("fee unit '%s'", sql_text(stmt, column));
	return (enum fee_unit)unit;
}

static const char tariff_rows[] =
	"SELECT t.id, t.code, t.name, t.valid_from, t.valid_to, t.counts = 'registered',"
	" t.half_day = 'half', t.no_show = 'due', NOT t.inherits,"
	" r.id, r.name, r.state, r.member, r.walk_in, r.kinds, r.roles, r.event_kinds, r.formats,"
	" r.departements, r.regions, r.early_days, r.unit, r.cents, r.percent, r.free_places, r.cap_cents,"
	" t.scope = 'named'"
	" FROM tariff t LEFT JOIN fee_rule r ON r.tariff = t.id"
	" ORDER BY t.valid_from, t.id, r.rank";

static void tariff_put_rule(struct tariff_block *b, sqlite3_stmt *stmt)
{
	b->tariffs[b->tariff_count - 1].rule_count++;
	b->rules[b->rule_count++] = (struct fee_rule){
		.name = tariff_text(b, stmt, 10),
		.state = tariff_asked(stmt, 11),
		.member = tariff_asked(stmt, 12),
		.walk_in = tariff_asked(stmt, 13),
		.kinds = tariff_set(&structure_kinds, stmt, 14),
		.roles = tariff_set(&mandate_roles, stmt, 15),
		.event_kinds = tariff_set(&event_kinds, stmt, 16),
		.formats = tariff_set(&event_formats, stmt, 17),
		.departements = tariff_text(b, stmt, 18),
		.regions = tariff_text(b, stmt, 19),
		.early_days = (int)sql_int(stmt, 20),
		.unit = tariff_unit(stmt, 21),
		.cents = sql_int(stmt, 22),
		.percent = (int)sql_int(stmt, 23),
		.free_places = (int)sql_int(stmt, 24),
		.cap = sql_int(stmt, 25),
	};
}

static void tariff_put(struct tariff_block *b, sqlite3_stmt *stmt)
{
	const int64_t id = sql_int(stmt, 0);

	if (!b->tariff_count || b->tariffs[b->tariff_count - 1].id != id)
		b->tariffs[b->tariff_count++] = (struct fee_tariff){
			.id = id,
			.code = tariff_text(b, stmt, 1),
			.name = tariff_text(b, stmt, 2),
			.from = noun_day(stmt, 3),
			.to = noun_day(stmt, 4),
			.counts = sql_int(stmt, 5) ? FEE_COUNTS_REGISTERED : FEE_COUNTS_ATTENDED,
			.halves = sql_int(stmt, 6) != 0,
			.no_show_due = sql_int(stmt, 7) != 0,
			.no_inheritance = sql_int(stmt, 8) != 0,
			.only_named = sql_int(stmt, 26) != 0,
			.rules = b->rules + b->rule_count,
		};
	if (!sql_is_null(stmt, 9))
		tariff_put_rule(b, stmt);
}

#define TARIFF_BYTES(column) "coalesce(length(CAST(" column " AS BLOB)) + 1, 0)"

static bool tariff_sizes(struct db *db, struct tariff_block *b, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT count(*), coalesce(sum(" TARIFF_BYTES("code") " + " TARIFF_BYTES("name") "), 0)"
		" + (SELECT coalesce(sum(" TARIFF_BYTES("name") " + " TARIFF_BYTES("departements")
		" + " TARIFF_BYTES("regions") "), 0) FROM fee_rule),"
		" (SELECT count(*) FROM fee_rule) FROM tariff",
		err);

	if (!stmt || sql_step(db, stmt, err) != SQL_ROW)
		return false;
	b->tariff_count = (size_t)sql_int(stmt, 0);
	b->text_bytes = (size_t)sql_int(stmt, 1);
	b->rule_count = (size_t)sql_int(stmt, 2);
	sql_done(stmt);
	return true;
}

bool tariff_load(struct db *db, struct fee_tariff **tariffs, size_t *count, struct err *err)
{
	struct tariff_block b = { .tariffs = NULL };
	sqlite3_stmt *stmt;
	enum sql_result result;

	*tariffs = NULL;
	*count = 0;
	if (!tariff_sizes(db, &b, err))
		return false;
	b.tariffs = xmalloc(b.tariff_count * sizeof *b.tariffs +
			    b.rule_count * sizeof *b.rules + b.text_bytes + 1);
	b.rules = (struct fee_rule *)(void *)(b.tariffs + b.tariff_count);
	b.texts = (char *)(b.rules + b.rule_count);
	b.tariff_count = b.rule_count = b.text_bytes = 0;
	stmt = sql_prepare(db, tariff_rows, err);
	if (!stmt) {
		free(b.tariffs);
		return false;
	}
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		tariff_put(&b, stmt);
	sql_done(stmt);
	*tariffs = b.tariffs;
	*count = b.tariff_count;
	return result != SQL_FAILED;
}

void tariff_free(struct fee_tariff **tariffs)
{
	free(*tariffs);
	*tariffs = NULL;
}
