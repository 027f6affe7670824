#include "store/person_internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/person_table.h"
#include "store/words.h"

/* The page is cut before the joins and the posts are read. */
#define PERSON_PAGE(compare, order)                                                            \
	PERSON_COLUMNS " FROM (SELECT p.id AS id, p.fold AS fold FROM person p"                \
		       " WHERE p.erased_at IS NULL AND (p.fold, p.id) " compare " (:key, :id)" \
		       " ORDER BY p.fold " order ", p.id " order                               \
		       " LIMIT :n) q CROSS JOIN person p ON p.id = q.id" PERSON_JOINS          \
		       " ORDER BY q.fold " order ", q.id " order

void person_match(const struct person_filter *filter, struct str *match)
{
	struct words words;

	words_init_or_number(&words, filter->text);
	words_match_query(&words, match);
	words_release(&words);
}

static bool person_page_of_text(struct db *db, const struct person_filter *filter,
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

static bool person_page_of_all(struct db *db, const struct person_filter *filter,
	const struct page *page, person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, page->backward ? PERSON_PAGE("<=", "DESC") : PERSON_PAGE(">=", ""), err);

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", noun_on(filter->on));
	noun_bind_page(stmt, page);
	return person_each(db, stmt, each, arg, NULL, err);
}

bool person_page(struct db *db, const struct person_filter *filter, const struct page *page,
	person_row_fn each, void *arg, struct err *err)
{
	struct str match = STR_INIT;
	bool ok;

	person_match(filter, &match);
	if (person_has_criteria(filter))
		ok = person_page_of_table(db, filter, match.buf, page, each, arg, err);
	else if (match.len)
		ok = person_page_of_text(db, filter, match.buf, page, each, arg, err);
	else
		ok = person_page_of_all(db, filter, page, each, arg, err);
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
		/* Asking for the kind of each would take as long as all the rest. */
		match.len ? "SELECT (SELECT count(*) FROM search WHERE search MATCH :match) -"
			    " (SELECT count(*) FROM search WHERE search MATCH :others)"
			  : "SELECT (SELECT count(*) FROM person) -"
			    " (SELECT count(*) FROM person WHERE erased_at IS NOT NULL)",
		err);
	if (stmt && match.len) {
		sql_bind_text(stmt, ":match", match.buf);
		str_add(&match, " AND kind : (\"cite\" OR \"structure\" OR \"event\")");
		sql_bind_text(stmt, ":others", match.buf);
	}
	ok = stmt && sql_step(db, stmt, err) != SQL_FAILED;
	if (ok)
		*count = sql_int(stmt, 0);
	if (stmt)
		sql_done(stmt);
	str_release(&match);
	return ok;
}
