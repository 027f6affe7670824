#include "etape/person.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/words.h"

#define PERSON_COLUMNS                                                                         \
	"SELECT p.id, p.fold, p.family_name, p.given_name, p.function, p.structure, s.name, "  \
	"s.kind,"                                                                              \
	" c.id, c.code, c.name, " NOUN_POSTS("p.id") ", p.email, p.phone, p.mobile"

#define PERSON_FROM                                                                            \
	" FROM person p LEFT JOIN structure s ON s.id = p.structure"                           \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"

/* What each row must be, whatever the way it was come by. */
#define PERSON_WANTED                                                                          \
	" AND (:structure IS NULL OR p.structure = :structure)"                                \
	" AND (:kind IS NULL OR s.kind = :kind)"                                               \
	" AND (NOT :no_email OR p.email IS NULL)"                                              \
	" AND (:role IS NULL OR EXISTS (SELECT 1 FROM mandate m WHERE m.person = p.id"         \
	" AND m.role = :role AND " NOUN_IN_FORCE(                                              \
		"m") "))"                                                                      \
		     " AND (:cite IS NULL OR c.id = :cite OR EXISTS (SELECT 1 FROM mandate m"  \
		     " WHERE m.person = p.id AND m.cite = :cite AND " NOUN_IN_FORCE(           \
			     "m") "))"                                                         \
				  " AND (:departement IS NULL OR c.departement = "             \
				  ":departement OR EXISTS (SELECT 1"                           \
				  " FROM mandate m JOIN cite mc ON mc.id = m.cite WHERE "      \
				  "m.person = p.id"                                            \
				  " AND mc.departement = :departement AND " NOUN_IN_FORCE(     \
					  "m") "))"
#define PERSON_MATCHES                                                                         \
	" AND (:match IS NULL OR p.id IN (SELECT rowid FROM search WHERE search MATCH "        \
	":match))"

/* The ways, from the one that meets fewest rows: SQLite cannot choose by itself between
 * filters that may be absent. "+" keeps it from walking the whole directory in order. */
#define PERSON_OF_STRUCTURE                                                                    \
	PERSON_FROM " WHERE p.structure = :structure" PERSON_MATCHES PERSON_WANTED
#define PERSON_OF_CITE                                                                         \
	PERSON_FROM " WHERE p.id IN (SELECT id FROM person WHERE cite = :cite"                 \
		    " UNION SELECT w.id FROM structure o JOIN person w ON w.structure = o.id"  \
		    " WHERE o.cite = :cite UNION SELECT m.person FROM mandate m WHERE m.cite " \
		    "= :cite)" PERSON_MATCHES PERSON_WANTED
#define PERSON_OF_ROLE                                                                         \
	PERSON_FROM " WHERE p.id IN (SELECT m.person FROM mandate m WHERE m.role = "           \
		    ":role)" PERSON_MATCHES PERSON_WANTED
#define PERSON_OF_FEW                                                                          \
	PERSON_FROM " WHERE p.id IN (SELECT rowid FROM search WHERE search MATCH "             \
		    ":match)" PERSON_WANTED
/* Many answer to the text: the directory is walked in order and each asked, until the page is
 * full. */
#define PERSON_OF_MANY                                                                         \
	PERSON_FROM " WHERE EXISTS (SELECT 1 FROM search WHERE search MATCH :match"            \
		    " AND rowid = p.id)" PERSON_WANTED
#define PERSON_OF_ALL PERSON_FROM " WHERE 1" PERSON_WANTED

#define PERSON_WALK_ON " AND (p.fold, p.id) >= (:key, :id) ORDER BY p.fold, p.id LIMIT :n"
#define PERSON_WALK_BACK                                                                       \
	" AND (p.fold, p.id) <= (:key, :id) ORDER BY p.fold DESC, p.id DESC LIMIT :n"
#define PERSON_SORT_ON " AND (+p.fold, p.id) >= (:key, :id) ORDER BY +p.fold, p.id LIMIT :n"
#define PERSON_SORT_BACK                                                                       \
	" AND (+p.fold, p.id) <= (:key, :id) ORDER BY +p.fold DESC, p.id DESC LIMIT :n"

enum person_way { WAY_STRUCTURE, WAY_CITE, WAY_ROLE, WAY_FEW, WAY_MANY, WAY_ALL };

static const struct {
	const char *on;	  /* pages forwards */
	const char *back; /* pages backwards */
	const char *count;
} person_ways[] = {
#define PERSON_SORTED(from)                                                                    \
	{                                                                                      \
		.on = PERSON_COLUMNS from PERSON_SORT_ON,                                      \
		.back = PERSON_COLUMNS from PERSON_SORT_BACK, .count = "SELECT count(*)" from  \
	}
#define PERSON_WALKED(from, counted)                                                           \
	{                                                                                      \
		.on = PERSON_COLUMNS from PERSON_WALK_ON,                                      \
		.back = PERSON_COLUMNS from PERSON_WALK_BACK,                                  \
		.count = "SELECT count(*)" counted                                             \
	}
	[WAY_STRUCTURE] = PERSON_SORTED(PERSON_OF_STRUCTURE),
	[WAY_CITE] = PERSON_SORTED(PERSON_OF_CITE),
	[WAY_ROLE] = PERSON_SORTED(PERSON_OF_ROLE),
	[WAY_FEW] = PERSON_SORTED(PERSON_OF_FEW),
	[WAY_MANY] = PERSON_WALKED(PERSON_OF_MANY, PERSON_OF_FEW),
	[WAY_ALL] = PERSON_WALKED(PERSON_OF_ALL, PERSON_OF_ALL),
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

static void person_match(const char *text, struct str *match)
{
	struct str digits = STR_INIT;
	struct words words;

	if (text && person_typed_number(text, &digits)) {
		str_addf(match, "\"%s\"*", digits.buf);
	} else {
		words_init(&words, text);
		words_match_query(&words, match);
		words_release(&words);
	}
	str_release(&digits);
}

static bool person_way(struct db *db, const struct person_filter *filter, const char *match,
	enum person_way *way, struct err *err)
{
	enum { MANY = 1500 };
	sqlite3_stmt *stmt;
	enum sql_result result;

	*way = filter->structure     ? WAY_STRUCTURE
	       : filter->cite	     ? WAY_CITE
	       : filter->role != ANY ? WAY_ROLE
	       : *match		     ? WAY_FEW
				     : WAY_ALL;
	if (*way != WAY_FEW)
		return true;
	stmt = sql_prepare(db,
		"SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH :match LIMIT "
		":n)",
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

static sqlite3_stmt *person_ask(struct db *db, const struct person_filter *filter,
	const struct page *page, struct err *err)
{
	struct str match = STR_INIT;
	sqlite3_stmt *stmt = NULL;
	enum person_way way;

	person_match(filter->text, &match);
	if (person_way(db, filter, match.buf, &way, err))
		stmt = sql_prepare(db,
			!page		 ? person_ways[way].count
			: page->backward ? person_ways[way].back
					 : person_ways[way].on,
			err);
	if (stmt) {
		if (way != WAY_ALL)
			sql_bind_opt(stmt, ":match", match.buf);
		sql_bind_id(stmt, ":structure", filter->structure);
		sql_bind_opt(stmt, ":kind",
			vocabulary_name(&structure_kinds, filter->structure_kind));
		sql_bind_int(stmt, ":no_email", filter->no_email);
		sql_bind_opt(stmt, ":role", vocabulary_name(&mandate_roles, filter->role));
		sql_bind_id(stmt, ":cite", filter->cite);
		sql_bind_opt(stmt, ":departement", filter->departement);
		noun_bind_date(stmt, ":on", noun_on(filter->on));
		if (page)
			noun_bind_page(stmt, page);
	}
	str_release(&match);
	return stmt;
}

/* Reads one row and hands it over; false when `each` has had enough. */
static bool person_hand_over(
	sqlite3_stmt *stmt, struct str *name, struct str *posts, person_row_fn each, void *arg)
{
	struct person_row row = {
		.id = sql_int(stmt, 0),
		.key = sql_text(stmt, 1),
		.family_name = sql_text(stmt, 2),
		.given_name = sql_text(stmt, 3),
		.function = sql_text(stmt, 4),
		.structure_id = sql_int(stmt, 5),
		.structure = sql_text(stmt, 6),
		.structure_kind = noun_value(&structure_kinds, stmt, 7),
		.cite_id = sql_int(stmt, 8),
		.cite_code = sql_text(stmt, 9),
		.cite = sql_text(stmt, 10),
		.email = sql_text(stmt, 12),
		.phone = sql_text(stmt, 13),
		.mobile = sql_text(stmt, 14),
	};

	str_reset(name);
	str_reset(posts);
	text_person(name, row.family_name, row.given_name);
	noun_add_posts(posts, sql_text(stmt, 11), "\n");
	row.name = name->buf;
	row.posts = posts->buf;
	return each(arg, &row);
}

/* Hands over every row of a bound statement and ends it. */
static bool person_each(
	struct db *db, sqlite3_stmt *stmt, person_row_fn each, void *arg, struct err *err)
{
	struct str name = STR_INIT, posts = STR_INIT;
	enum sql_result result;

	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		if (!person_hand_over(stmt, &name, &posts, each, arg))
			break;
	sql_done(stmt);
	str_release(&name);
	str_release(&posts);
	return result != SQL_FAILED;
}

bool person_page(struct db *db, const struct person_filter *filter, const struct page *page,
	person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = person_ask(db, filter, page, err);

	return stmt && person_each(db, stmt, each, arg, err);
}

bool person_count(
	struct db *db, const struct person_filter *filter, int64_t *count, struct err *err)
{
	sqlite3_stmt *stmt = person_ask(db, filter, NULL, err);
	enum sql_result result;

	*count = 0;
	if (!stmt)
		return false;
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*count = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool person_row_get(struct db *db, int64_t id, person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, PERSON_COLUMNS PERSON_FROM " WHERE p.id = :id", err);
	int64_t found;

	if (!stmt || !noun_ask(db, "SELECT 1 FROM person WHERE id = :id", id, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	return person_each(db, stmt, each, arg, err);
}

bool person_candidates(struct db *db, const char *family_name, const char *given_name,
	int64_t structure, person_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		PERSON_COLUMNS PERSON_FROM
		" WHERE p.fold IN (:fold, :swapped) AND (:structure IS NULL"
		" OR p.structure IS NULL OR p.structure = :structure) ORDER BY p.fold, p.id",
		err);
	char *fold, *swapped;

	if (!stmt)
		return false;
	fold = fold_person_key(family_name ? family_name : "", given_name ? given_name : "");
	swapped = fold_person_key(given_name ? given_name : "", family_name ? family_name : "");
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_text(stmt, ":swapped", swapped);
	sql_bind_id(stmt, ":structure", structure);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	free(fold);
	free(swapped);
	return person_each(db, stmt, each, arg, err);
}

struct person_row *person_row_dup(const struct person_row *row)
{
	static const size_t texts[] = {
		offsetof(struct person_row, key),
		offsetof(struct person_row, family_name),
		offsetof(struct person_row, given_name),
		offsetof(struct person_row, name),
		offsetof(struct person_row, function),
		offsetof(struct person_row, structure),
		offsetof(struct person_row, cite_code),
		offsetof(struct person_row, cite),
		offsetof(struct person_row, posts),
		offsetof(struct person_row, email),
		offsetof(struct person_row, phone),
		offsetof(struct person_row, mobile),
	};

	return NOUN_ROW_DUP(row, texts);
}
