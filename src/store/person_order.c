/* The directory in other orders than by name. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/confirmed.h"
#include "store/db_internal.h"
#include "store/person_internal.h"
#include "store/person_table.h"

/* Each question gives ids and what they are sorted by. Who is not among them has no value and comes last
 * in both directions; of several values the last counts (her own cité, after her structure's). SQLite would sort a hundred thousand texts in half a second: few things are ranked by it,
 * and people are sorted by rank. */
#define ORDER_RANKS(by, of)                                                                    \
	"WITH ranks (id, n) AS MATERIALIZED (SELECT id, dense_rank() OVER (ORDER BY " by       \
	") FROM " of ")"
#define ORDER_OF_STRUCTURE(by)                                                                 \
	ORDER_RANKS(by, "structure")                                                           \
	" SELECT p.id, n FROM ranks CROSS JOIN person p ON p.structure = ranks.id"
#define ORDER_OF_CITE(by)                                                                      \
	ORDER_RANKS(by, "cite")                                                                \
	" SELECT p.id, n FROM ranks CROSS JOIN structure o ON o.cite = ranks.id"               \
	" CROSS JOIN person p ON p.structure = o.id"                                           \
	" UNION ALL SELECT p.id, n FROM ranks CROSS JOIN person p ON p.cite = ranks.id"

enum order_values {
	ORDER_NUMBERS,
	ORDER_HIGHEST, /* numbers, of several the highest */
	ORDER_TEXTS,   /* in their order */
};

static const struct {
	const char *sql;
	enum order_values values;
} orders[PERSON_COLUMN_COUNT] = {
	/* The CPO's post first, as posts are shown; min() says of which row the others are. */
	[PERSON_BY_POST] = { "SELECT p.id, coalesce(etape_post(h.role) || ' ' || h.place,"
			     " etape_fold(p.function)) AS wanted FROM person p"
			     " LEFT JOIN (SELECT m.person AS person, m.role AS role, c.fold AS place,"
			     " min((m.role <> 'cpo') || m.role || ' ' || c.fold) FROM mandate m"
			     " JOIN cite c ON c.id = m.cite WHERE " NOUN_IN_FORCE("m")
			     " GROUP BY m.person) h ON h.person = p.id"
			     " WHERE p.function IS NOT NULL OR h.role IS NOT NULL ORDER BY wanted",
		ORDER_TEXTS },
	[PERSON_BY_STRUCTURE] = { ORDER_OF_STRUCTURE("fold"), ORDER_NUMBERS },
	[PERSON_BY_KIND] = { ORDER_OF_STRUCTURE("instr(:kinds, ' ' || kind || ' ')"), ORDER_NUMBERS },
	[PERSON_BY_CITE] = { ORDER_OF_CITE("fold"), ORDER_NUMBERS },
	[PERSON_BY_DEPARTEMENT] = { ORDER_OF_CITE("departement"), ORDER_NUMBERS },
	[PERSON_BY_ACADEMIE] = { ORDER_OF_CITE("etape_fold(academie)"), ORDER_NUMBERS },
	[PERSON_BY_PHONE] = { "SELECT id, digits FROM person WHERE digits <> '' ORDER BY digits",
		ORDER_TEXTS },
	[PERSON_BY_EMAIL] = { "SELECT id, email_fold FROM person WHERE email_fold IS NOT NULL"
			      " ORDER BY email_fold",
		ORDER_TEXTS },
	[PERSON_BY_UPDATED] = { "SELECT id, etape_day(max(id, rev), confirmed_on) FROM person",
		ORDER_NUMBERS },
	[PERSON_BY_SEEN] = { "SELECT r.person, julianday(d.day) FROM session d"
			     " CROSS JOIN checkin c ON c.session = d.id"
			     " CROSS JOIN registration r ON r.id = c.registration WHERE c.kind = 'in'"
			     " AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id)",
		ORDER_HIGHEST },
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

/* What somebody is sorted by. */
struct order_key {
	int64_t value; /* 0 for none; else more than 0 */
	uint32_t rank; /* by name */
};

static int order_up(const void *a, const void *b)
{
	const struct order_key *x = a, *y = b;

	if (!x->value != !y->value)
		return !x->value - !y->value;
	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

static int order_down(const void *a, const void *b)
{
	const struct order_key *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* The value of each rank; texts, which come in order, count as how many came before them. */
static bool order_read_values(struct db *db, const struct person_table *t, sqlite3_stmt *stmt,
	enum order_values values, struct order_key *keys, struct err *err)
{
	struct str last = STR_INIT;
	enum sql_result result;
	int64_t n = 0;

	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const size_t i = person_rank(t, sql_int(stmt, 0));

		if (values == ORDER_TEXTS && (!n || strcmp(last.buf, sql_text(stmt, 1)) != 0)) {
			str_reset(&last);
			str_add(&last, sql_text(stmt, 1));
			n++;
		} else if (values != ORDER_TEXTS) {
			n = sql_int(stmt, 1);
		}
		if (i != SIZE_MAX && (values != ORDER_HIGHEST || n > keys[i].value))
			keys[i].value = n;
	}
	sql_done(stmt);
	str_release(&last);
	return result == SQL_DONE;
}

static bool order_read(
	struct db *db, struct person_table *t, const struct person_query *q, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, orders[q->order].sql, err);
	struct order_key *keys;
	bool ok;

	if (!stmt)
		return false;
	order_bind(stmt, q);
	keys = xcalloc(t->count + 1, sizeof *keys);
	for (size_t rank = 0; rank < t->count; rank++)
		keys[rank].rank = (uint32_t)rank;
	ok = order_read_values(db, t, stmt, orders[q->order].values, keys, err);
	qsort(keys, t->count, sizeof *keys, q->descending ? order_down : order_up);
	for (size_t i = 0; ok && i < t->count; i++)
		t->by_order[i] = keys[i].rank;
	free(keys);
	return ok;
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

	*ids = NULL;
	*count = 0;
	if (!t || !person_table_ask(db, t, &q->filter, err) ||
		(!by_name && !person_order_ask(db, t, q, err)))
		return false;
	*ids = xcalloc(t->matched + 1, sizeof **ids);
	for (size_t k = 0; k < t->count; k++) {
		const size_t at = by_name && q->descending ? t->count - 1 - k : k;
		const size_t rank = by_name ? at : t->by_order[at];

		if (PERSON_BIT(t->matching, rank))
			(*ids)[(*count)++] = person_at(t, rank);
	}
	return true;
}
