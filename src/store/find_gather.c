#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/find_internal.h"
#include "store/noun.h"

enum {
	GATHER_RANGE = 20,   /* rows of one ordered index */
	GATHER_LABEL = 40,   /* rows of the full-text index whose label answers */
	GATHER_WORDS = 40,   /* rows of it that answer in any word */
	GATHER_SHORT = 3, /* a single word shorter than that answers by ordered indexes alone */
};

/* Score of a name that begins with what was typed when blanks don't count ("dhondt"). */
enum { SCORE_TURNED = 85, SCORE_SQUASHED = 90, SCORE_EMAIL = 95 };

/* --- ordered indexes ------------------------------------------------------------------- */

struct gather_range {
	enum find_kind kind;
	const char *sql; /* id, folded label; :from <= key < :to, LIMIT :n */
};

static const struct gather_range gather_folds[] = {
	{ .kind = FIND_PERSON,
		.sql = "SELECT id, fold FROM person WHERE fold >= :from AND fold < :to"
		       " ORDER BY fold, id LIMIT :n" },
	{ .kind = FIND_PERSON,
		.sql = "SELECT id, fold FROM person WHERE given_fold >= :from AND given_fold < :to"
		       " ORDER BY given_fold LIMIT :n" },
	{ .kind = FIND_STRUCTURE,
		.sql = "SELECT id, fold FROM structure WHERE fold >= :from AND fold < :to"
		       " ORDER BY fold LIMIT :n" },
	{ .kind = FIND_CITE,
		.sql = "SELECT cc.cite, m.fold FROM commune m JOIN cite_commune cc"
		       " ON cc.insee = m.insee WHERE m.fold >= :from AND m.fold < :to"
		       " ORDER BY m.fold LIMIT :n" },
};

static sqlite3_stmt *gather_open(
	struct db *db, const char *sql, const char *prefix, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	struct str to = STR_INIT;

	if (!stmt)
		return NULL;
	str_addf(&to, "%s\xf4\x8f\xbf\xbf", prefix); /* above whatever begins with it */
	sql_bind_text(stmt, ":from", prefix);
	sql_bind_text(stmt, ":to", to.buf);
	sql_bind_int(stmt, ":n", GATHER_RANGE);
	str_release(&to);
	return stmt;
}

static bool gather_fold(struct db *db, const struct find_query *q,
	const struct gather_range *range, const char *prefix, struct find_hits *hits,
	struct err *err)
{
	sqlite3_stmt *stmt = gather_open(db, range->sql, prefix, err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		find_add(hits, range->kind, sql_int(stmt, 0),
			find_score(q, sql_text(stmt, 1), "", ""), sql_text(stmt, 1));
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool gather_scored(struct db *db, const char *sql, const char *prefix, int score,
	struct find_hits *hits, struct err *err)
{
	sqlite3_stmt *stmt = gather_open(db, sql, prefix, err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		find_add(hits, FIND_PERSON, sql_int(stmt, 0), score, sql_text(stmt, 1));
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool gather_squash(
	struct db *db, const char *squash, int score, struct find_hits *hits, struct err *err)
{
	return gather_scored(db,
		"SELECT id, fold FROM person WHERE squash >= :from AND squash < :to"
		" ORDER BY squash LIMIT :n",
		squash, score, hits, err);
}

/* The given name first: "yann lebihan". */
static bool gather_turned(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	const char *last = strrchr(q->fold, ' ');
	struct str turned = STR_INIT;
	bool ok;

	if (!last)
		return true;
	str_add(&turned, last + 1);
	for (const char *c = q->fold; c < last; c++)
		if (*c != ' ')
			str_addc(&turned, *c);
	ok = gather_squash(db, turned.buf, SCORE_TURNED, hits, err);
	str_release(&turned);
	return ok;
}

static bool gather_person_keys(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	if (!find_wants(q, FIND_PERSON) || q->digits.len)
		return true;
	if (*q->email)
		return gather_scored(db,
			"SELECT id, fold FROM person WHERE email_fold >= :from AND email_fold < :to"
			" ORDER BY email_fold LIMIT :n",
			q->email, SCORE_EMAIL, hits, err);
	return gather_squash(db, q->squash.buf, SCORE_SQUASHED, hits, err) &&
	       gather_turned(db, q, hits, err);
}

/* --- small tables, looked at whole ------------------------------------------------------- */

/* Cités are few hundred: "sud" finds Lille Sud, and "cités somme" those of the Somme. */
static bool gather_cites(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	enum { ASKED_FOR = 30 };
	static const char cites[] = "cite cites educative educatives";
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT id, fold, departement FROM cite ORDER BY fold", err);
	enum sql_result result;
	int score;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const char *fold = sql_text(stmt, 1);
		const bool there =
			q->departement && !strcmp(q->departement, sql_text(stmt, 2));

		score = there ? find_score_there(q, fold, "", cites) : find_score(q, fold, "", q->cites ? cites : "");
		/* "la cité éducative de…": it is named, whoever has both words in her function. */
		find_add(hits, FIND_CITE, sql_int(stmt, 0), score && q->cites ? score + ASKED_FOR : score, fold);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- the full-text index ----------------------------------------------------------------- */

/* Current posts of a person, folded: those of before count less. */
static bool gather_posts(struct db *db, int64_t person, struct str *posts, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT " NOUN_POSTS(":id"), err);
	struct str raw = STR_INIT;
	enum sql_result result;

	str_reset(posts);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", person);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		str_add(&raw, sql_text(stmt, 0));
	sql_done(stmt);
	fold_add(posts, raw.buf);
	str_release(&raw);
	return result != SQL_FAILED;
}

/* The folded name of a row of the index: the marks before its words taken off. */
static void gather_label(struct str *label, const char *marked)
{
	bool begins = true;

	for (; *marked; marked++) {
		if (!begins || *marked != '1')
			str_addc(label, *marked);
		begins = *marked == ' ';
	}
}

/* Texts of the row at hand, kept from one row to the next. */
struct gather_texts {
	struct str label;
	struct str posts;
	struct str words;
};

/* One row of the index: its label may answer by itself, else posts and other words are asked.
 */
static bool gather_row(struct db *db, const struct find_query *q, sqlite3_stmt *stmt,
	struct gather_texts *t, struct find_hits *hits, struct err *err)
{
	const int64_t id = sql_int(stmt, 0);
	enum find_kind kind;
	int score;

	if (idmap_get(&hits->places, id))
		return true; /* its name has answered already */
	if (!find_kind_parse(sql_text(stmt, 3), &kind) || !find_wants(q, kind))
		return true;
	str_reset(&t->label);
	str_reset(&t->posts);
	gather_label(&t->label, sql_text(stmt, 1));
	score = find_score(q, t->label.buf, "", "");
	if (!score) {
		str_reset(&t->words);
		fold_add(&t->words, sql_text(stmt, 2));
		if (kind == FIND_PERSON && !gather_posts(db, id, &t->posts, err))
			return false;
		score = find_score(q, t->label.buf, t->posts.buf, t->words.buf);
	}
	find_add(hits, kind, id, score, t->label.buf);
	return true;
}

/* People are most of the index: where they are not wanted, they are not read. */
static void gather_add_kinds(const struct find_query *q, struct str *match)
{
	const char * or = "";

	if (find_wants(q, FIND_PERSON))
		return;
	str_add(match, " AND kind : (");
	for (int kind = FIND_CITE; kind <= FIND_DOCUMENT; kind++) {
		if (!find_wants(q, (enum find_kind)kind))
			continue;
		str_addf(match, "%s\"%s\"", or, find_kind_name((enum find_kind)kind));
		or = " OR ";
	}
	str_add(match, ")");
}

/* LIMIT comes before any ranking: bm25 over all that a short prefix matches would cost
 * tens of milliseconds. */
static bool gather_match(struct db *db, const struct find_query *q, const char *mark, int limit,
	struct find_hits *hits, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT rowid, label, words, kind FROM search WHERE search MATCH :match LIMIT :n",
		err);
	struct gather_texts texts = { .label = STR_INIT, .posts = STR_INIT, .words = STR_INIT };
	struct str match = STR_INIT;
	enum sql_result result;
	bool ok = true;

	if (!stmt)
		return false;
	find_match(q, mark, &match);
	gather_add_kinds(q, &match);
	sql_bind_text(stmt, ":match", match.buf);
	sql_bind_int(stmt, ":n", limit);
	while (ok && (result = sql_step(db, stmt, err)) != SQL_DONE)
		ok = result == SQL_ROW && gather_row(db, q, stmt, &texts, hits, err);
	sql_done(stmt);
	str_release(&match);
	str_release(&texts.label);
	str_release(&texts.posts);
	str_release(&texts.words);
	return ok;
}

bool find_gather(struct db *db, const struct find_query *q, size_t enough,
	struct find_hits *hits, struct err *err)
{
	const char *prefix = q->count == 1 ? q->words[0].spelling[0] : q->fold;
	bool shortly = q->count == 1 && strlen(q->words[0].spelling[0]) < GATHER_SHORT;

	for (size_t i = 0; i < sizeof gather_folds / sizeof *gather_folds; i++)
		if (find_wants(q, gather_folds[i].kind) && !q->approximate &&
			!gather_fold(db, q, &gather_folds[i], prefix, hits, err))
			return false;
	if (!q->approximate && !gather_person_keys(db, q, hits, err))
		return false;
	if (find_wants(q, FIND_CITE) && !gather_cites(db, q, hits, err))
		return false;
	if (find_wants(q, FIND_EVENT) && !find_gather_events(db, q, hits, err))
		return false;
	if (shortly)
		return true;
	if (!find_gather_there(db, q, hits, err) || !find_gather_initials(db, q, hits, err))
		return false;
	if (!gather_match(db, q, "1", GATHER_LABEL, hits, err))
		return false;
	return find_count_named(hits) >= enough || gather_match(db, q, "", GATHER_WORDS, hits, err);
}
