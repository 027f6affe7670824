#include "etape/tariff.h"

#include <stdlib.h>
#include <string.h>

#include "etape/id.h"
#include "store/noun.h"

static const char *const tariff_conditions[] = {
	[FEE_IF_STATE] = "state",
	[FEE_IF_MEMBER] = "member",
	[FEE_IF_ANY] = "any",
};

static bool tariff_add_rule(struct db *db, int64_t tariff, int64_t rank,
	const struct fee_rule *rule, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO tariff_rule (id, tariff, rank, condition, cents_per_day)"
		" VALUES (:id, :tariff, :rank, :condition, :cents)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":tariff", tariff);
	sql_bind_int(stmt, ":rank", rank);
	sql_bind_text(stmt, ":condition", tariff_conditions[rule->condition]);
	sql_bind_int(stmt, ":cents", rule->per_day);
	return sql_run(db, stmt, err);
}

/* DOMAIN.md, "Money": conditions of access to the Tour. */
bool tariff_install(struct db *db, struct err *err)
{
	static const struct fee_rule rules[] = {
		{ .condition = FEE_IF_STATE, .per_day = 0 },
		{ .condition = FEE_IF_MEMBER, .per_day = 0 },
		{ .condition = FEE_IF_ANY, .per_day = 15000 },
	};
	const int64_t id = id_new();
	sqlite3_stmt *stmt;
	bool ok;

	if (!change_begin(
		    db, &(struct change_label){ .kind = CHANGE_TARIFF, .subject = id }, err))
		return false;
	stmt = sql_prepare(db, "INSERT INTO tariff (id, name) VALUES (:id, :name)", err);
	if (stmt) {
		sql_bind_int(stmt, ":id", id);
		sql_bind_text(stmt, ":name", "Tarif du Tour");
	}
	ok = stmt && sql_run(db, stmt, err);
	for (size_t i = 0; ok && i < sizeof rules / sizeof *rules; i++)
		ok = tariff_add_rule(db, id, (int64_t)i, &rules[i], err);
	return noun_end(db, ok, true, err);
}

/* --- reading ------------------------------------------------------------------------ */

/* A block under construction: tariffs, then rules, then names. */
struct tariff_block {
	struct fee_tariff *tariffs;
	struct fee_rule *rules;
	char *names;
	size_t tariff_count;
	size_t rule_count;
	size_t name_bytes;
};

static void tariff_put(struct tariff_block *b, sqlite3_stmt *stmt, int64_t *last)
{
	struct fee_tariff *t;

	if (sql_int(stmt, 0) != *last) {
		size_t n = strlen(sql_text(stmt, 1)) + 1;

		*last = sql_int(stmt, 0);
		memcpy(b->names + b->name_bytes, sql_text(stmt, 1), n);
		b->tariffs[b->tariff_count++] = (struct fee_tariff){
			.name = b->names + b->name_bytes,
			.from = noun_day(stmt, 2),
			.to = noun_day(stmt, 3),
			.rules = b->rules + b->rule_count,
		};
		b->name_bytes += n;
	}
	if (sql_is_null(stmt, 4))
		return;
	t = &b->tariffs[b->tariff_count - 1];
	t->rule_count++;
	for (int c = FEE_IF_STATE; c <= FEE_IF_ANY; c++)
		if (str_eq(tariff_conditions[c], sql_text(stmt, 4)))
			b->rules[b->rule_count].condition = (enum fee_condition)c;
	b->rules[b->rule_count++].per_day = sql_int(stmt, 5);
}

static bool tariff_sizes(struct db *db, struct tariff_block *b, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT count(*), coalesce(sum(length(CAST(name AS BLOB)) + 1), 0),"
		" (SELECT count(*) FROM tariff_rule) FROM tariff",
		err);

	if (!stmt || sql_step(db, stmt, err) != SQL_ROW)
		return false;
	b->tariff_count = (size_t)sql_int(stmt, 0);
	b->name_bytes = (size_t)sql_int(stmt, 1);
	b->rule_count = (size_t)sql_int(stmt, 2);
	sql_done(stmt);
	return true;
}

bool tariff_load(struct db *db, struct fee_tariff **tariffs, size_t *count, struct err *err)
{
	struct tariff_block b = { .tariffs = NULL };
	sqlite3_stmt *stmt;
	enum sql_result result;
	int64_t last = 0;

	*tariffs = NULL;
	*count = 0;
	if (!tariff_sizes(db, &b, err))
		return false;
	b.tariffs = xmalloc(b.tariff_count * sizeof *b.tariffs +
			    b.rule_count * sizeof *b.rules + b.name_bytes + 1);
	b.rules = (struct fee_rule *)(void *)(b.tariffs + b.tariff_count);
	b.names = (char *)(b.rules + b.rule_count);
	b.tariff_count = b.rule_count = b.name_bytes = 0;
	stmt = sql_prepare(db,
		"SELECT t.id, t.name, t.valid_from, t.valid_to, r.condition, r.cents_per_day"
		" FROM tariff t LEFT JOIN tariff_rule r ON r.tariff = t.id"
		" ORDER BY t.valid_from, t.id, r.rank",
		err);
	if (!stmt) {
		free(b.tariffs);
		return false;
	}
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		tariff_put(&b, stmt, &last);
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
