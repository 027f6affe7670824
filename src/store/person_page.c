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

		if (!person_compare(db, person_at(t, middle), page, &order, err))
			return false;
		if (order < 0 || (order == 0 && with))
			from = middle + 1;
		else
			to = middle;
	}
	*before = page->key || !page->backward ? from : t->count;
	return true;
}

static bool person_ids_of_table(struct db *db, struct person_table *t, const struct words *words,
	const uint64_t *passing, const struct page *page, int64_t *ids, size_t *count,
	struct err *err)
{
	size_t before;

	return person_before(db, t, page, &before, err) &&
	       person_scan(db, t, words, passing, before, page->backward, page->n, ids, count, err);
}

static bool person_ids_of_criteria(struct db *db, const struct person_filter *filter,
	const struct words *words, const struct page *page, int64_t *ids, size_t *count,
	struct err *err)
{
	struct person_table *t = person_table_get(db, err);

	return t && person_criteria_ask(db, t, filter, err) &&
	       person_ids_of_table(db, t, words, t->passing, page, ids, count, err);
}

/* By the table when it is there: reading the names for it takes longer than a page without. */
static bool person_ids_of_text(struct db *db, const struct words *words, const struct page *page,
	int64_t *ids, size_t *count, struct err *err)
{
	struct str match = STR_INIT;
	struct person_table *t;
	bool ok = person_table_ready(db, &t, err);

	words_match_query(words, &match);
	if (ok && t)
		ok = person_ids_of_table(db, t, words, NULL, page, ids, count, err);
	else if (ok)
		ok = person_walk(db, words, match.buf, page, ids, count, err);
	str_release(&match);
	return ok;
}

/* A statement stands open meanwhile: all is read of one moment, and the lock is taken once. */
static bool person_page_ids(struct db *db, const struct person_filter *filter,
	const struct words *words, const struct page *page, int64_t *ids, size_t *count,
	struct err *err)
{
	sqlite3_stmt *moment = sql_prepare(db, "SELECT 'page' FROM sqlite_schema", err);
	bool ok = moment && sql_step(db, moment, err) != SQL_FAILED;

	*count = 0;
	if (ok)
		ok = person_has_criteria(filter)
			     ? person_ids_of_criteria(db, filter, words, page, ids, count, err)
			     : person_ids_of_text(db, words, page, ids, count, err);
	if (moment)
		sql_done(moment);
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

/* Who wants all asks for more rows than there are people: room is for these. */
static bool person_bounded(
	struct db *db, const struct page *page, struct page *bounded, struct err *err)
{
	enum { USUAL = 4096 };
	int64_t people = 0;

	*bounded = *page;
	if (page->n <= USUAL)
		return true;
	if (!noun_ask(db, "SELECT count(*) FROM person WHERE id <> :id", 0, &people, err))
		return false;
	if ((size_t)people < page->n)
		bounded->n = (size_t)people;
	return true;
}

bool person_page(struct db *db, const struct person_filter *filter, const struct page *page,
	person_row_fn each, void *arg, struct err *err)
{
	struct words words;
	struct page bounded;
	int64_t *ids;
	size_t count;
	bool ok;

	words_init_or_number(&words, filter->text);
	if (!words.count && !person_has_criteria(filter)) {
		words_release(&words);
		return person_page_of_all(db, filter, page, each, arg, err);
	}
	if (!person_bounded(db, page, &bounded, err)) {
		words_release(&words);
		return false;
	}
	ids = xcalloc(bounded.n + 1, sizeof *ids);
	ok = person_page_ids(db, filter, &words, &bounded, ids, &count, err) &&
	     person_rows(db, ids, count, filter->on, each, arg, err);
	free(ids);
	words_release(&words);
	return ok;
}

static bool person_count_of_table(struct db *db, struct person_table *t,
	const struct person_filter *filter, int64_t *count, struct err *err)
{
	if (!t || !person_table_ask(db, t, filter, err))
		return false;
	*count = (int64_t)t->matched;
	return true;
}

static bool person_count_of_text(struct db *db, const char *text, int64_t *count, struct err *err)
{
	/* Asking for the kind of each would take as long as all the rest. */
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT (SELECT count(*) FROM search WHERE search MATCH :match) -"
		" (SELECT count(*) FROM search WHERE search MATCH :others)",
		err);
	struct str match = STR_INIT;
	struct words words;
	bool ok = stmt != NULL;

	words_init_or_number(&words, text);
	words_match_query(&words, &match);
	words_release(&words);
	if (ok) {
		sql_bind_text(stmt, ":match", match.buf);
		str_add(&match, " AND kind : (\"cite\" OR \"structure\" OR \"event\")");
		sql_bind_text(stmt, ":others", match.buf);
		ok = sql_step(db, stmt, err) != SQL_FAILED;
		*count = sql_int(stmt, 0);
		sql_done(stmt);
	}
	str_release(&match);
	return ok;
}

static bool person_count_of_all(struct db *db, int64_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT (SELECT count(*) FROM person) -"
		" (SELECT count(*) FROM person WHERE erased_at IS NOT NULL)",
		err);
	bool ok = stmt && sql_step(db, stmt, err) != SQL_FAILED;

	if (ok)
		*count = sql_int(stmt, 0);
	if (stmt)
		sql_done(stmt);
	return ok;
}

static bool person_has_words(const struct person_filter *filter)
{
	struct words words;
	bool has;

	words_init(&words, filter->text);
	has = words.count > 0;
	words_release(&words);
	return has;
}

bool person_count(
	struct db *db, const struct person_filter *filter, int64_t *count, struct err *err)
{
	struct person_table *t;

	*count = 0;
	if (person_has_criteria(filter))
		return person_count_of_table(db, person_table_get(db, err), filter, count, err);
	if (!person_has_words(filter))
		return person_count_of_all(db, count, err);
	if (!person_table_ready(db, &t, err))
		return false;
	return t ? person_count_of_table(db, t, filter, count, err)
		 : person_count_of_text(db, filter->text, count, err);
}
