/* The directory in other orders than by name. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/confirmed.h"
#include "store/db_internal.h"
#include "store/person_internal.h"
#include "store/person_table.h"

/* Whatever has no value comes last in both directions; names break ties, then ids. */
#define ORDER_BY(key, from, direction)                                                         \
	"SELECT id FROM (SELECT p.id AS id, p.fold AS fold, " key " AS wanted FROM person p"   \
	" " from ") ORDER BY wanted IS NULL, wanted " direction ", fold, id"
#define ORDER(key, from)                                                                       \
	{                                                                                      \
		.up = ORDER_BY(key, from, ""), .down = ORDER_BY(key, from, "DESC")             \
	}
#define ORDER_STRUCTURE "LEFT JOIN structure s ON s.id = p.structure"
#define ORDER_CITE ORDER_STRUCTURE " LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"
/* The CPO's post first, as posts are shown; min() says of which row the others are. */
#define ORDER_POSTS                                                                            \
	"LEFT JOIN (SELECT m.person AS person, m.role AS role, c.fold AS place,"               \
	" min((m.role <> 'cpo') || m.role || ' ' || c.fold) FROM mandate m"                    \
	" JOIN cite c ON c.id = m.cite WHERE " NOUN_IN_FORCE("m") " GROUP BY m.person) h"      \
	" ON h.person = p.id"
#define ORDER_SEEN                                                                             \
	"LEFT JOIN (SELECT r.person AS person, max(d.day) AS day FROM checkin c"               \
	" JOIN registration r ON r.id = c.registration JOIN session d ON d.id = c.session"     \
	" WHERE c.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id)"  \
	" GROUP BY r.person) h ON h.person = p.id"

static const struct {
	const char *up;
	const char *down;
} orders[PERSON_COLUMN_COUNT] = {
	[PERSON_BY_POST] = ORDER("coalesce(etape_post(h.role) || ' ' || h.place,"
				 " etape_fold(p.function))",
		ORDER_POSTS),
	[PERSON_BY_STRUCTURE] = ORDER("s.fold", ORDER_STRUCTURE),
	[PERSON_BY_KIND] = ORDER("instr(:kinds, ' ' || s.kind || ' ')", ORDER_STRUCTURE),
	[PERSON_BY_CITE] = ORDER("c.fold", ORDER_CITE),
	[PERSON_BY_DEPARTEMENT] = ORDER("c.departement", ORDER_CITE),
	[PERSON_BY_ACADEMIE] = ORDER("etape_fold(c.academie)", ORDER_CITE),
	[PERSON_BY_PHONE] = ORDER("nullif(p.digits, '')", ""),
	[PERSON_BY_EMAIL] = ORDER("p.email_fold", ""),
	[PERSON_BY_UPDATED] = ORDER("etape_day(max(p.id, p.rev), p.confirmed_on)", ""),
	[PERSON_BY_SEEN] = ORDER("h.day", ORDER_SEEN),
};

/* --- functions --------------------------------------------------------------------------- */

static void order_answer(sqlite3_context *context, const char *text)
{
	struct str fold = STR_INIT;

	fold_add(&fold, text);
	if (fold.len)
		sqlite3_result_text(context, fold.buf, (int)fold.len, SQLITE_TRANSIENT);
	str_release(&fold);
}

static void order_fold(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	if (text)
		order_answer(context, text);
}

static void order_post(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *role = (const char *)sqlite3_value_text(values[0]);
	int value;

	(void)count;
	if (role && vocabulary_parse(&mandate_roles, role, &value))
		order_answer(context, mandate_role_short((enum mandate_role)value));
}

/* The day on which a record was last written or confirmed. */
static void order_day(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *text = (const char *)sqlite3_value_text(values[1]);
	day_t confirmed = CIVIL_NONE;

	(void)count;
	if (text)
		civil_parse_iso(text, &confirmed);
	sqlite3_result_int(context, confirmed_day(sqlite3_value_int64(values[0]), confirmed));
}

/* Known to the connection that asks for an order, no sooner. */
static bool order_functions(struct db *db, struct err *err)
{
	static const struct {
		const char *name;
		int arguments;
		void (*run)(sqlite3_context *context, int count, sqlite3_value **values);
	} functions[] = {
		{ "etape_fold", 1, order_fold },
		{ "etape_post", 1, order_post },
		{ "etape_day", 2, order_day },
	};
	int rc = SQLITE_OK;

	for (size_t i = 0; rc == SQLITE_OK && i < sizeof functions / sizeof *functions; i++)
		rc = sqlite3_create_function(db->handle, functions[i].name, functions[i].arguments,
			SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, NULL,
			functions[i].run, NULL, NULL);
	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

/* --- orders ------------------------------------------------------------------------------ */

struct order_kind {
	char *label; /* folded, owned */
	const char *name;
};

static int order_by_label(const void *a, const void *b)
{
	const struct order_kind *x = a, *y = b;

	return strcmp(x->label, y->label);
}

/* The kinds of structure as they are read in the user's language, in that order. */
static void order_bind_kinds(sqlite3_stmt *stmt)
{
	struct order_kind *kinds = xcalloc(structure_kinds.count, sizeof *kinds);
	struct str names = STR_INIT;

	for (size_t i = 0; i < structure_kinds.count; i++)
		kinds[i] = (struct order_kind){
			.label = fold_dup(vocabulary_label(&structure_kinds, (int)i)),
			.name = vocabulary_name(&structure_kinds, (int)i),
		};
	qsort(kinds, structure_kinds.count, sizeof *kinds, order_by_label);
	for (size_t i = 0; i < structure_kinds.count; i++) {
		str_addf(&names, " %s ", kinds[i].name);
		free(kinds[i].label);
	}
	sql_bind_text(stmt, ":kinds", names.buf);
	str_release(&names);
	free(kinds);
}

static void order_bind(sqlite3_stmt *stmt, const struct person_query *q)
{
	if (sqlite3_bind_parameter_index(stmt, ":on"))
		noun_bind_date(stmt, ":on", noun_on(q->filter.on));
	if (sqlite3_bind_parameter_index(stmt, ":kinds"))
		order_bind_kinds(stmt);
}

static bool order_read(
	struct db *db, struct person_table *t, const struct person_query *q, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, q->descending ? orders[q->order].down : orders[q->order].up, err);
	enum sql_result result;
	size_t n = 0;

	if (!stmt)
		return false;
	order_bind(stmt, q);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const size_t i = person_position(t, sql_int(stmt, 0));

		if (i != SIZE_MAX && n < t->count)
			t->by_order[n++] = (uint32_t)i;
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

bool person_order_ask(
	struct db *db, struct person_table *t, const struct person_query *q, struct err *err)
{
	struct str key = STR_INIT;

	str_addf(&key, "%d %d %d", (int)q->order, q->descending, (int)noun_on(q->filter.on));
	if (t->order && !strcmp(t->order, key.buf)) {
		str_release(&key);
		return true;
	}
	free(t->order);
	free(t->by_order);
	t->order = NULL;
	t->by_order = xcalloc(t->count + 1, sizeof *t->by_order);
	if (order_functions(db, err) && order_read(db, t, q, err))
		t->order = str_take(&key);
	str_release(&key);
	return t->order != NULL;
}

bool person_ids(struct db *db, const struct person_query *q, int64_t **ids, size_t *count,
	struct err *err)
{
	struct person_table *t = person_table_get(db, err);
	const bool by_name = q->order == PERSON_BY_NAME;
	struct str match = STR_INIT;
	bool ok;

	*ids = NULL;
	*count = 0;
	person_match(&q->filter, &match);
	ok = t && person_table_ask(db, t, &q->filter, match.buf, err) &&
	     (by_name || person_order_ask(db, t, q, err));
	str_release(&match);
	if (!ok)
		return false;
	*ids = xcalloc(t->matched + 1, sizeof **ids);
	for (size_t k = 0; k < t->count; k++) {
		const size_t at = by_name && q->descending ? t->count - 1 - k : k;
		const uint32_t i = by_name ? t->by_name[at] : t->by_order[at];

		if (PERSON_BIT(t->matching, i))
			(*ids)[(*count)++] = t->ids[i];
	}
	return true;
}
