/* Answers that stand in no name: who is in a département, structures by their initials. */
#include <string.h>

#include "etape/fold.h"
#include "store/find_internal.h"
#include "store/noun.h"

enum {
	THERE_MOST = 400,     /* holders of a post in one département */
	INITIALS_LEAST = 3,   /* letters typed */
	INITIALS_MOST = 8,
	INITIALS_ROWS = 2000, /* structures looked at: the list must follow the letters */
	SCORE_INITIALS = 105, /* above a name that begins so */
};

static bool there_row(struct db *db, const struct find_query *q, sqlite3_stmt *stmt,
	struct str *posts, struct str *words, struct find_hits *hits, struct err *err)
{
	const int64_t id = sql_int(stmt, 0);
	const char *label = sql_text(stmt, 1);

	if (!find_posts(db, id, posts, err))
		return false;
	str_reset(words);
	fold_add(words, sql_text(stmt, 2));
	find_add(hits, FIND_PERSON, id, find_score_there(q, label, posts->buf, words->buf), label);
	return true;
}

/* A département alone is no question about people: that would be all of them. */
bool find_gather_there(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	struct str posts = STR_INIT, words = STR_INIT;
	enum sql_result result = SQL_DONE;
	sqlite3_stmt *stmt;
	bool ok = true;
	size_t named = 0;

	for (size_t i = 0; i < q->count; i++)
		named += q->words[i].place;
	if (!q->departement || named == q->count || !find_wants(q, FIND_PERSON))
		return true;
	stmt = sql_prepare(db,
		"SELECT DISTINCT p.id, p.fold, s.words FROM cite c JOIN mandate m ON m.cite = c.id"
		" JOIN person p ON p.id = m.person JOIN search s ON s.rowid = p.id"
		" WHERE c.departement = :departement AND " NOUN_IN_FORCE("m") " LIMIT :n",
		err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":departement", q->departement);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	sql_bind_int(stmt, ":n", THERE_MOST);
	while (ok && (result = sql_step(db, stmt, err)) == SQL_ROW)
		ok = there_row(db, q, stmt, &posts, &words, hits, err);
	sql_done(stmt);
	str_release(&posts);
	str_release(&words);
	return ok && result != SQL_FAILED;
}

/* "metropole europeenne de lille" is "mel", "caf de l oise" is not "co". */
static bool initials_are(const char *fold, const char *typed)
{
	char word[64];

	while (*fold) {
		size_t n = strcspn(fold, " ");

		if (n < sizeof word) {
			memcpy(word, fold, n);
			word[n] = '\0';
			if (!find_is_little(word) && *word != *typed++)
				return false;
		}
		fold += n + (fold[n] ? 1 : 0);
	}
	return *typed == '\0';
}

bool find_gather_initials(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	const char *typed = q->fold;
	const size_t n = strlen(typed);
	const char from[] = { *typed, '\0' };
	const char to[] = { (char)(*typed + 1), '\0' };
	enum sql_result result;
	sqlite3_stmt *stmt;

	if (n < INITIALS_LEAST || n > INITIALS_MOST || q->approximate || strchr(typed, ' ') ||
		*typed < 'a' || *typed > 'z' || !find_wants(q, FIND_STRUCTURE))
		return true;
	stmt = sql_prepare(db,
		"SELECT id, fold FROM structure WHERE fold >= :from AND fold < :to LIMIT :n", err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":from", from);
	sql_bind_text(stmt, ":to", to);
	sql_bind_int(stmt, ":n", INITIALS_ROWS);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		if (initials_are(sql_text(stmt, 1), typed))
			find_add(hits, FIND_STRUCTURE, sql_int(stmt, 0), SCORE_INITIALS,
				sql_text(stmt, 1));
	sql_done(stmt);
	return result != SQL_FAILED;
}
