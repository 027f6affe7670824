#include "store/person_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/words.h"

/* What each row must be, whatever the way it was come by. */
#define PERSON_CITE                                                                            \
	"coalesce(p.cite, (SELECT o.cite FROM structure o WHERE o.id = p.structure))"
/* A set of an enumeration is bound as its names, a blank before and after each. */
#define PERSON_HOLDS(m) "instr(:roles, ' ' || " m ".role || ' ') AND " NOUN_IN_FORCE(m)
#define PERSON_WANTED                                                                          \
	" AND (:structure IS NULL OR p.structure = :structure)"                                \
	" AND (:kinds IS NULL OR instr(:kinds, ' ' || (SELECT o.kind FROM structure o"         \
	" WHERE o.id = p.structure) || ' '))"                                                  \
	" AND p.erased_at IS NULL"                                                             \
	" AND (NOT :no_email OR p.email IS NULL)"                                              \
	" AND (:roles IS NULL OR EXISTS (SELECT 1 FROM mandate m WHERE m.person = p.id"        \
	" AND " PERSON_HOLDS("m") "))"                                                         \
	" AND (:cite IS NULL OR " PERSON_CITE                                                  \
	" = :cite OR EXISTS (SELECT 1 FROM mandate m"                                          \
	" WHERE m.person = p.id AND m.cite = :cite AND " NOUN_IN_FORCE("m") "))"               \
	" AND (:departement IS NULL OR (SELECT d.departement FROM cite d"                      \
	" WHERE d.id = " PERSON_CITE ") = :departement OR EXISTS (SELECT 1"                    \
	" FROM mandate m JOIN cite mc ON mc.id = m.cite WHERE m.person = p.id"                 \
	" AND mc.departement = :departement AND " NOUN_IN_FORCE("m") "))"
#define PERSON_MATCHES                                                                         \
	" AND (:match IS NULL OR p.id IN (SELECT rowid FROM search WHERE search MATCH :match))"

/* The ways, from the one that meets fewest rows: SQLite cannot choose by itself between
 * filters that may be absent. */
#define PERSON_OF_STRUCTURE                                                                    \
	" FROM person p WHERE p.structure = :structure" PERSON_MATCHES PERSON_WANTED
#define PERSON_OF_CITE                                                                                    \
	" FROM person p WHERE p.id IN (SELECT id FROM person WHERE cite = :cite"                          \
	" UNION SELECT w.id FROM structure o JOIN person w ON w.structure = o.id"                         \
	" WHERE o.cite = :cite UNION SELECT m.person FROM mandate m WHERE m.cite = :cite)" PERSON_MATCHES \
		PERSON_WANTED
#define PERSON_OF_ROLE                                                                                      \
	" FROM person p WHERE p.id IN (SELECT m.person FROM mandate m"                          \
	" WHERE instr(:roles, ' ' || m.role || ' '))" PERSON_MATCHES \
		PERSON_WANTED
#define PERSON_OF_FEW                                                                          \
	" FROM person p WHERE p.id IN (SELECT rowid FROM search WHERE search MATCH :match)" PERSON_WANTED
#define PERSON_OF_ALL " FROM person p WHERE 1" PERSON_WANTED

/* The page is cut before the joins and the posts are read. "+" keeps SQLite from walking
 * the whole directory in order where few rows are wanted. */
#define PERSON_CUT(from, plus, compare, order)                                                 \
	PERSON_COLUMNS " FROM (SELECT p.id AS id, p.fold AS fold" from " AND (" plus           \
		       "p.fold, p.id) " compare " (:key, :id) ORDER BY " plus "p.fold " order  \
		       ", p.id " order                                                         \
		       " LIMIT :n) q CROSS JOIN person p ON p.id = q.id" PERSON_JOINS          \
		       " ORDER BY q.fold " order ", q.id " order

enum person_way { WAY_STRUCTURE, WAY_CITE, WAY_ROLE, WAY_FEW, WAY_MANY, WAY_ALL };

static const struct {
	const char *on;	  /* pages forwards */
	const char *back; /* pages backwards */
	const char *count;
} person_ways[] = {
#define PERSON_WAY(from, plus)                                                                 \
	{                                                                                      \
		.on = PERSON_CUT(from, plus, ">=", ""),                                        \
		.back = PERSON_CUT(from, plus, "<=", "DESC"), .count = "SELECT count(*)" from  \
	}
	[WAY_STRUCTURE] = PERSON_WAY(PERSON_OF_STRUCTURE, "+"),
	[WAY_CITE] = PERSON_WAY(PERSON_OF_CITE, "+"),
	[WAY_ROLE] = PERSON_WAY(PERSON_OF_ROLE, "+"),
	[WAY_FEW] = PERSON_WAY(PERSON_OF_FEW, "+"),
	/* Many answer to the text: the directory's index is walked in order until the page is
	 * full, for reading and sorting all of them costs 2 us each. */
	[WAY_MANY] = {
		.on = "SELECT p.id FROM person p WHERE (p.fold, p.id) >= (:key, :id)"
		      " ORDER BY p.fold, p.id",
		.back = "SELECT p.id FROM person p WHERE (p.fold, p.id) <= (:key, :id)"
			" ORDER BY p.fold DESC, p.id DESC",
		.count = "SELECT count(*)" PERSON_OF_FEW,
	},
	[WAY_ALL] = PERSON_WAY(PERSON_OF_ALL, ""),
};

/* A telephone number typed with blanks is one word of the index, not five. */
static bool person_typed_number(const char *text, struct str *digits)
{
	for (const char *p = text; *p; p++)
		if (!isdigit((unsigned char)*p) && !strchr(" +.-()", *p))
			return false;
	fold_phone_add(digits, text);
	return digits->len >= 3;
}

/* The words of a filter. */
static void person_words(struct words *words, const char *text)
{
	struct str digits = STR_INIT;

	if (text && person_typed_number(text, &digits))
		words_init(words, digits.buf);
	else
		words_init(words, text);
	str_release(&digits);
}

/* Whether something besides the text is asked for. */
static bool person_has_more(const struct person_filter *filter)
{
	return filter->structure || filter->cite || filter->roles ||
	       filter->departement || filter->kinds || filter->no_email;
}

/* How many answer to the text decides how it is asked (above). */
static bool person_way(struct db *db, const struct person_filter *filter, const char *match,
	enum person_way *way, struct err *err)
{
	enum { MANY = 4000 };
	sqlite3_stmt *stmt;
	enum sql_result result;

	*way = filter->structure     ? WAY_STRUCTURE
	       : filter->cite	     ? WAY_CITE
	       : filter->roles ? WAY_ROLE
	       : *match		     ? WAY_FEW
				     : WAY_ALL;
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

static void person_bind_set(
	sqlite3_stmt *stmt, const char *name, const struct vocabulary *words, unsigned set)
{
	struct str names = STR_INIT;

	for (size_t i = 0; i < words->count; i++)
		if (set & 1u << i)
			str_addf(&names, " %s ", vocabulary_name(words, (int)i));
	sql_bind_opt(stmt, name, names.buf);
	str_release(&names);
}

static void person_bind(sqlite3_stmt *stmt, const struct person_filter *filter)
{
	sql_bind_id(stmt, ":structure", filter->structure);
	person_bind_set(stmt, ":kinds", &structure_kinds, filter->kinds);
	sql_bind_int(stmt, ":no_email", filter->no_email);
	person_bind_set(stmt, ":roles", &mandate_roles, filter->roles);
	sql_bind_id(stmt, ":cite", filter->cite);
	sql_bind_opt(stmt, ":departement", filter->departement);
	noun_bind_date(stmt, ":on", noun_on(filter->on));
}

static bool person_by_id(struct db *db, int64_t id, day_t on, person_row_fn each, void *arg,
	bool *more, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		PERSON_COLUMNS " FROM person p" PERSON_JOINS " WHERE p.id = :id AND 1", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":on", on);
	return person_each(db, stmt, each, arg, more, err);
}

/* Whether somebody who answers to the text is what else is asked for. */
static bool person_wanted(struct db *db, const struct person_filter *filter, int64_t id,
	bool *wanted, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	*wanted = true;
	if (!person_has_more(filter))
		return true;
	stmt = sql_prepare(db, "SELECT 1 FROM person p WHERE p.id = :id" PERSON_WANTED, err);
	if (!stmt)
		return false;
	person_bind(stmt, filter);
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	*wanted = result == SQL_ROW;
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* All that answer to the text, in the order of their ids, to be freed. */
static bool person_matching(
	struct db *db, const char *match, int64_t **ids, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT rowid FROM search WHERE search MATCH :match ORDER BY rowid", err);
	enum sql_result result;
	size_t room = 0;

	*ids = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":match", match);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (*count == room) {
			room = room ? room * 2 : 8192;
			*ids = xrealloc(*ids, room * sizeof **ids);
		}
		(*ids)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

static bool person_is_among(const int64_t *ids, size_t count, int64_t id)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (ids[middle] < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < count && ids[from] == id;
}

static bool person_walk(struct db *db, const struct person_filter *filter, const char *match,
	const struct page *page, person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		page->backward ? person_ways[WAY_MANY].back : person_ways[WAY_MANY].on, err);
	enum sql_result result = SQL_DONE;
	const day_t on = noun_on(filter->on);
	bool more = true, wanted;
	size_t left = page->n, count = 0;
	int64_t *ids = NULL;
	bool ok = stmt && person_matching(db, match, &ids, &count, err);

	if (ok)
		noun_bind_page(stmt, page);
	while (ok && more && left && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		const int64_t id = sql_int(stmt, 0);

		if (!person_is_among(ids, count, id))
			continue;
		ok = person_wanted(db, filter, id, &wanted, err);
		if (!ok || !wanted)
			continue;
		left--;
		ok = person_by_id(db, id, on, each, arg, &more, err);
	}
	if (stmt)
		sql_done(stmt);
	free(ids);
	return ok && result != SQL_FAILED;
}

bool person_page(struct db *db, const struct person_filter *filter, const struct page *page,
	person_row_fn each, void *arg, struct err *err)
{
	struct str match = STR_INIT;
	sqlite3_stmt *stmt = NULL;
	struct words words;
	enum person_way way;
	bool ok;

	person_words(&words, filter->text);
	words_match_query(&words, &match);
	ok = person_way(db, filter, match.buf, &way, err);
	if (ok && way == WAY_MANY) {
		ok = person_walk(db, filter, match.buf, page, each, arg, err);
	} else if (ok) {
		stmt = sql_prepare(
			db, page->backward ? person_ways[way].back : person_ways[way].on, err);
		ok = stmt != NULL;
	}
	if (stmt) {
		person_bind(stmt, filter);
		noun_bind_page(stmt, page);
		if (way != WAY_ALL)
			sql_bind_opt(stmt, ":match", match.buf);
		ok = person_each(db, stmt, each, arg, NULL, err);
	}
	words_release(&words);
	str_release(&match);
	return ok;
}

/* Without other filters there are shorter ways to count. */
static const char *person_count_sql(
	const struct person_filter *filter, enum person_way way, struct str *match)
{
	if (person_has_more(filter))
		return person_ways[way].count;
	if (way == WAY_ALL)
		return "SELECT (SELECT count(*) FROM person) -"
		       " (SELECT count(*) FROM person WHERE erased_at IS NOT NULL)";
	str_add(match, " AND kind : \"person\"");
	return "SELECT count(*) FROM search WHERE search MATCH :match";
}

bool person_count(
	struct db *db, const struct person_filter *filter, int64_t *count, struct err *err)
{
	struct str match = STR_INIT;
	sqlite3_stmt *stmt = NULL;
	enum sql_result result = SQL_FAILED;
	struct words words;
	enum person_way way;

	*count = 0;
	person_words(&words, filter->text);
	words_match_query(&words, &match);
	if (person_way(db, filter, match.buf, &way, err))
		stmt = sql_prepare(db, person_count_sql(filter, way, &match), err);
	if (stmt) {
		if (person_has_more(filter))
			person_bind(stmt, filter);
		if (way != WAY_ALL)
			sql_bind_opt(stmt, ":match", match.buf);
		result = sql_step(db, stmt, err);
		if (result == SQL_ROW)
			*count = sql_int(stmt, 0);
		sql_done(stmt);
	}
	words_release(&words);
	str_release(&match);
	return result != SQL_FAILED;
}
