#include "store/person_internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/person_table.h"
#include "store/words.h"

/* Of those who are known, or answer to a text; what else is asked for goes by the table. */
#define PERSON_OF_FEW                                                                          \
	" FROM person p WHERE p.id IN (SELECT rowid FROM search WHERE search MATCH :match)"    \
	" AND p.erased_at IS NULL"
#define PERSON_OF_ALL " FROM person p WHERE p.erased_at IS NULL"

/* The page is cut before the joins and the posts are read. "+" keeps SQLite from walking
 * the whole directory in order where few rows are wanted. */
#define PERSON_CUT(from, plus, compare, order)                                                 \
	PERSON_COLUMNS " FROM (SELECT p.id AS id, p.fold AS fold" from " AND (" plus           \
		       "p.fold, p.id) " compare " (:key, :id) ORDER BY " plus "p.fold " order  \
		       ", p.id " order                                                         \
		       " LIMIT :n) q CROSS JOIN person p ON p.id = q.id" PERSON_JOINS          \
		       " ORDER BY q.fold " order ", q.id " order

/* Of many see person_walk(): reading and sorting all of them would cost 2 us each. */
enum person_way { WAY_FEW, WAY_ALL, WAY_MANY, WAY_TABLE };

static const struct {
	const char *on;	  /* pages forwards */
	const char *back; /* pages backwards */
} person_ways[] = {
#define PERSON_WAY(from, plus)                                                                 \
	{                                                                                      \
		.on = PERSON_CUT(from, plus, ">=", ""),                                        \
		.back = PERSON_CUT(from, plus, "<=", "DESC")                                   \
	}
	[WAY_FEW] = PERSON_WAY(PERSON_OF_FEW, "+"),
	[WAY_ALL] = PERSON_WAY(PERSON_OF_ALL, ""),
};

void person_match(const struct person_filter *filter, struct str *match)
{
	struct words words;

	words_init_or_number(&words, filter->text);
	words_match_query(&words, match);
	words_release(&words);
}

/* How many answer to the text decides how it is asked (above). */
static bool person_way(struct db *db, const struct person_filter *filter, const char *match,
	enum person_way *way, struct err *err)
{
	enum { MANY = 800 };
	sqlite3_stmt *stmt;
	enum sql_result result;

	*way = person_has_criteria(filter) ? WAY_TABLE : *match ? WAY_FEW : WAY_ALL;
	if (*way != WAY_FEW)
		return true;
	stmt = sql_prepare(db,
		"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :match LIMIT :n)",
		err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":match", match);
	sql_bind_int(stmt, ":n", MANY);
	result = sql_step(db, stmt, err);
	if (sql_int(stmt, 0) == MANY)
		*way = WAY_MANY;
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool person_page_of_many(struct db *db, const struct person_filter *filter,
	const char *match, const struct page *page, person_row_fn each, void *arg, struct err *err)
{
	int64_t *ids = xcalloc(page->n + 1, sizeof *ids);
	struct words words;
	size_t count;
	bool ok;

	words_init_or_number(&words, filter->text);
	ok = person_walk(db, &words, match, page, ids, &count, err) &&
	     person_rows(db, ids, count, filter->on, each, arg, err);
	words_release(&words);
	free(ids);
	return ok;
}

/* --- by the table ------------------------------------------------------------------------ */

/* How the person at a rank stands to where a page begins: before it, there, after it. */
static bool person_compare(struct db *db, int64_t id, const struct page *page, int *order,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT fold FROM person WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	*order = strcmp(sql_text(stmt, 0), page->key);
	if (!*order)
		*order = (id > page->id) - (id < page->id);
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* How many are before the row that a page begins with, in order of name, that row counted as well
 * when it shall not come. */
static bool person_before(struct db *db, const struct person_table *t, const struct page *page,
	size_t *before, struct err *err)
{
	const bool with = page->backward == page->inclusive;
	size_t from = 0, to = t->count;

	while (page->key && from < to) {
		const size_t middle = from + (to - from) / 2;
		int order;

		if (!person_compare(db, t->ids[t->by_name[middle]], page, &order, err))
			return false;
		if (order < 0 || (order == 0 && with))
			from = middle + 1;
		else
			to = middle;
	}
	*before = page->key || !page->backward ? from : t->count;
	return true;
}

static size_t person_cut(
	const struct person_table *t, size_t before, const struct page *page, int64_t *ids)
{
	size_t n = 0;

	if (page->backward)
		while (before-- > 0 && n < page->n) {
			const uint32_t i = t->by_name[before];

			if (PERSON_BIT(t->matching, i))
				ids[n++] = t->ids[i];
		}
	else
		for (; before < t->count && n < page->n; before++) {
			const uint32_t i = t->by_name[before];

			if (PERSON_BIT(t->matching, i))
				ids[n++] = t->ids[i];
		}
	return n;
}

static bool person_page_of_table(struct db *db, const struct person_filter *filter,
	const char *match, const struct page *page, person_row_fn each, void *arg, struct err *err)
{
	struct person_table *t = person_table_get(db, err);
	size_t before, count;
	int64_t *ids;
	bool ok;

	if (!t || !person_table_ask(db, t, filter, match, err) ||
		!person_before(db, t, page, &before, err))
		return false;
	ids = xcalloc((page->n < t->matched ? page->n : t->matched) + 1, sizeof *ids);
	count = person_cut(t, before, page, ids);
	ok = person_rows(db, ids, count, filter->on, each, arg, err);
	free(ids);
	return ok;
}

/* --- pages ------------------------------------------------------------------------------- */

bool person_page(struct db *db, const struct person_filter *filter, const struct page *page,
	person_row_fn each, void *arg, struct err *err)
{
	struct str match = STR_INIT;
	sqlite3_stmt *stmt = NULL;
	enum person_way way;
	bool ok;

	person_match(filter, &match);
	ok = person_way(db, filter, match.buf, &way, err);
	if (ok && way == WAY_TABLE) {
		ok = person_page_of_table(db, filter, match.buf, page, each, arg, err);
	} else if (ok && way == WAY_MANY) {
		ok = person_page_of_many(db, filter, match.buf, page, each, arg, err);
	} else if (ok) {
		stmt = sql_prepare(
			db, page->backward ? person_ways[way].back : person_ways[way].on, err);
		ok = stmt != NULL;
	}
	if (stmt) {
		noun_bind_date(stmt, ":on", noun_on(filter->on));
		noun_bind_page(stmt, page);
		if (way != WAY_ALL)
			sql_bind_opt(stmt, ":match", match.buf);
		ok = person_each(db, stmt, each, arg, NULL, err);
	}
	str_release(&match);
	return ok;
}

static bool person_count_of_table(struct db *db, const struct person_filter *filter,
	const char *match, int64_t *count, struct err *err)
{
	struct person_table *t = person_table_get(db, err);

	if (!t || !person_table_ask(db, t, filter, match, err))
		return false;
	*count = (int64_t)t->matched;
	return true;
}

bool person_count(
	struct db *db, const struct person_filter *filter, int64_t *count, struct err *err)
{
	struct str match = STR_INIT;
	sqlite3_stmt *stmt;
	bool ok;

	*count = 0;
	person_match(filter, &match);
	if (person_has_criteria(filter)) {
		ok = person_count_of_table(db, filter, match.buf, count, err);
		str_release(&match);
		return ok;
	}
	stmt = sql_prepare(db,
		match.len ? "SELECT count(*) FROM search WHERE search MATCH :match"
			  : "SELECT (SELECT count(*) FROM person) -"
			    " (SELECT count(*) FROM person WHERE erased_at IS NOT NULL)",
		err);
	if (stmt && match.len) {
		str_add(&match, " AND kind : \"person\"");
		sql_bind_text(stmt, ":match", match.buf);
	}
	ok = stmt && sql_step(db, stmt, err) != SQL_FAILED;
	if (ok)
		*count = sql_int(stmt, 0);
	if (stmt)
		sql_done(stmt);
	str_release(&match);
	return ok;
}
