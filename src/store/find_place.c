/* Answers that stand in no name: who is in a département, structures by their initials. */
#include <string.h>

#include "etape/fold.h"
#include "store/find_internal.h"
#include "store/noun.h"

enum {
	THERE_MOST = 300,     /* holders of a post in one département */
	INITIALS_LEAST = 3,   /* letters typed */
	INITIALS_MOST = 8,
	INITIALS_ROWS = 2000, /* structures looked at: the list must follow the letters */
	SCORE_INITIALS = 105, /* above a name that begins so */
};

/* Texts of the row at hand, folded, kept from one row to the next. */
struct there_texts {
	struct str posts;
	struct str words;
};

/* Her function and her structure are read only where her posts don't answer. */
static void there_row(const struct find_query *q, sqlite3_stmt *stmt, struct there_texts *t,
	struct find_hits *hits)
{
	const char *label = sql_text(stmt, 1);
	int score;

	str_reset(&t->posts);
	fold_add(&t->posts, sql_text(stmt, 2));
	score = find_score_there(q, label, t->posts.buf, "");
	if (!score) {
		str_reset(&t->words);
		fold_add(&t->words, sql_text(stmt, 3));
		score = find_score_there(q, label, t->posts.buf, t->words.buf);
	}
	find_add(hits, FIND_PERSON, sql_int(stmt, 0), score, label);
}

/* A département alone is no question about people: that would be all of them. */
static bool there_is_asked(const struct find_query *q)
{
	size_t named = 0;

	for (size_t i = 0; i < q->count; i++)
		named += q->words[i].place;
	return q->departement && named < q->count && find_wants(q, FIND_PERSON);
}

bool find_gather_there(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	struct there_texts texts = { .posts = STR_INIT, .words = STR_INIT };
	enum sql_result result;
	sqlite3_stmt *stmt;

	if (!there_is_asked(q))
		return true;
	stmt = sql_prepare(db,
		"SELECT p.id, p.fold, " NOUN_POSTS("p.id") ", coalesce(p.function, '') || ' '"
		" || coalesce(s.name, '') FROM person p LEFT JOIN structure s ON s.id = p.structure"
		" WHERE p.id IN (SELECT h.person FROM cite c JOIN mandate h ON h.cite = c.id"
		" WHERE c.departement = :departement AND " NOUN_IN_FORCE("h") " LIMIT :n)",
		err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":departement", q->departement);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	sql_bind_int(stmt, ":n", THERE_MOST);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		there_row(q, stmt, &texts, hits);
	sql_done(stmt);
	str_release(&texts.posts);
	str_release(&texts.words);
	return result != SQL_FAILED;
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
