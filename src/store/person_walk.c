/*
 * A page of the many who answer to a text. All of them are never read: where they stand close
 * together the directory is walked in order and each one is asked; where nearly all of them have a
 * name that begins with the word, the others are few, and are put in order among those; else the
 * ids of all are gathered, and the directory is walked by these. What comes is the same each way.
 */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/person_internal.h"

/* Asking one costs 5 us, gathering an id 0.05 us, reading the name of an id 1 to 2 us. */
enum {
	WALK_SAMPLE = 40,      /* asked before another way is thought of */
	WALK_ASKED = 800,      /* asked at most */
	WALK_IDS_PER_ASK = 60, /* ids gathered in the time of asking one */
	WALK_PATIENCE = 2,     /* times what was expected, then all are gathered after all */
	WALK_OTHERS = 1500,    /* others put in order at most */
};

struct walk {
	struct db *db;
	const struct words *words;
	const char *match;
	bool backward;
	int64_t *found;	 /* the page, as far as it is known */
	size_t count;
	size_t wanted;	 /* rows of the page */
	struct str key;	 /* of the row walked over last */
	int64_t id;	 /* its id */
	bool from_end;	 /* none yet: from the directory's end in that direction */
	bool inclusive;	 /* of the first row */
	struct str text; /* of the row at hand, kept from one to the next */
	size_t asked;
	size_t answered; /* of those asked */
};

/* Everybody in order, from where the walk stands: id and folded name. */
static sqlite3_stmt *walk_directory(struct walk *w, struct err *err)
{
	const struct page page = { .key = w->from_end ? NULL : w->key.buf,
		.id = w->id,
		.backward = w->backward,
		.inclusive = w->inclusive };
	sqlite3_stmt *stmt = sql_prepare(w->db,
		w->backward ? "SELECT id, fold FROM person WHERE (fold, id) <= (:key, :id)"
			      " ORDER BY fold DESC, id DESC"
			    : "SELECT id, fold FROM person WHERE (fold, id) >= (:key, :id)"
			      " ORDER BY fold, id",
		err);

	if (stmt)
		noun_bind_page(stmt, &page);
	return stmt;
}

static void walk_passed(struct walk *w, int64_t id, const char *fold)
{
	str_reset(&w->key);
	str_add(&w->key, fold);
	w->id = id;
	w->from_end = w->inclusive = false;
}

static void walk_found(struct walk *w, int64_t id)
{
	w->found[w->count++] = id;
}

/* What the index has of her answers to all the words. */
static bool walk_ask(struct walk *w, int64_t id, bool *answers, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(w->db, "SELECT words FROM search_person WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(w->db, stmt, err);
	str_reset(&w->text);
	if (result == SQL_ROW)
		fold_add(&w->text, sql_text(stmt, 0));
	sql_done(stmt);
	*answers = result == SQL_ROW && words_all(w->words, w->text.buf);
	w->asked++;
	w->answered += *answers;
	return result != SQL_FAILED;
}

/* Until the page is full, the directory ends or `most` were asked; *ended is false in the last case.
 * A name that answers by itself needs no asking. */
static bool walk_asking(struct walk *w, size_t most, bool *ended, struct err *err)
{
	sqlite3_stmt *stmt = walk_directory(w, err);
	enum sql_result result = SQL_DONE;
	bool ok = stmt != NULL;

	while (ok && w->count < w->wanted && w->asked < most &&
		(result = sql_step(w->db, stmt, err)) == SQL_ROW) {
		const int64_t id = sql_int(stmt, 0);
		bool answers = words_all(w->words, sql_text(stmt, 1));

		walk_passed(w, id, sql_text(stmt, 1));
		if (!answers)
			ok = walk_ask(w, id, &answers, err);
		if (ok && answers)
			walk_found(w, id);
	}
	*ended = w->count == w->wanted || result == SQL_DONE;
	if (stmt)
		sql_done(stmt);
	return ok && result != SQL_FAILED;
}

/* --- by the ids of all ------------------------------------------------------------------- */

struct walk_ids {
	int64_t *at; /* owned, ascending */
	size_t count;
};

/* At most `most` of those that answer. */
static bool walk_gather(
	struct walk *w, const char *match, size_t most, struct walk_ids *ids, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		w->db, "SELECT rowid FROM search WHERE search MATCH :match LIMIT :n", err);
	enum sql_result result;
	size_t room = 0;

	*ids = (struct walk_ids){ .at = NULL };
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":match", match);
	sql_bind_int(stmt, ":n", (int64_t)most);
	while ((result = sql_step(w->db, stmt, err)) == SQL_ROW) {
		if (ids->count == room) {
			room = room ? room * 2 : 8192;
			ids->at = xrealloc(ids->at, room * sizeof *ids->at);
		}
		ids->at[ids->count++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

static bool walk_is_among(const struct walk_ids *ids, int64_t id)
{
	size_t from = 0, to = ids->count;

	while (from < to) {
		const size_t middle = from + (to - from) / 2;

		if (ids->at[middle] < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < ids->count && ids->at[from] == id;
}

static bool walk_by_ids(struct walk *w, const struct walk_ids *ids, struct err *err)
{
	sqlite3_stmt *stmt = walk_directory(w, err);
	enum sql_result result = SQL_DONE;

	if (!stmt)
		return false;
	while (w->count < w->wanted && (result = sql_step(w->db, stmt, err)) == SQL_ROW)
		if (walk_is_among(ids, sql_int(stmt, 0)))
			walk_found(w, sql_int(stmt, 0));
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- the named and the others ------------------------------------------------------------ */

struct walk_other {
	int64_t id;
	char *fold; /* owned */
};

struct walk_others {
	struct walk_other *at;
	size_t count;
};

static int walk_compare(const char *a, int64_t a_id, const char *b, int64_t b_id)
{
	const int order = strcmp(a, b);

	return order ? order : (a_id > b_id) - (a_id < b_id);
}

static int walk_forwards(const void *a, const void *b)
{
	const struct walk_other *x = a, *y = b;

	return walk_compare(x->fold, x->id, y->fold, y->id);
}

static int walk_backwards(const void *a, const void *b)
{
	return walk_forwards(b, a);
}

/* Whether it comes after (in the walk's direction) the row walked over last. */
static bool walk_is_ahead(const struct walk *w, const char *fold, int64_t id)
{
	int order;

	if (w->from_end)
		return true;
	order = walk_compare(fold, id, w->key.buf, w->id);
	return order ? (order > 0) != w->backward : w->inclusive;
}

/* The names of those that are ahead, in order. */
static bool walk_name(
	struct walk *w, const struct walk_ids *ids, struct walk_others *others, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		w->db, "SELECT fold FROM person WHERE id = :id", err);
	enum sql_result result = SQL_DONE;

	*others = (struct walk_others){ .at = xcalloc(ids->count + 1, sizeof *others->at) };
	if (!stmt)
		return false;
	for (size_t i = 0; i < ids->count && result != SQL_FAILED; i++) {
		sql_bind_int(stmt, ":id", ids->at[i]);
		result = sql_step(w->db, stmt, err);
		if (result == SQL_ROW && walk_is_ahead(w, sql_text(stmt, 0), ids->at[i]))
			others->at[others->count++] = (struct walk_other){
				.id = ids->at[i], .fold = sql_dup(stmt, 0)
			};
		sqlite3_reset(stmt);
	}
	sql_done(stmt);
	qsort(others->at, others->count, sizeof *others->at,
		w->backward ? walk_backwards : walk_forwards);
	return result != SQL_FAILED;
}

/* The range has one bound at each end, for of two SQLite may take the wider. */
static sqlite3_stmt *walk_named(struct walk *w, struct err *err)
{
	const char *word = w->words->at[0];
	struct str above = STR_INIT; /* whatever begins with the word */
	const char *edge = word;
	sqlite3_stmt *stmt;
	struct page page;

	str_addf(&above, "%s\xf4\x8f\xbf\xbf", word);
	if (w->backward)
		edge = above.buf;
	page = (struct page){ .key = w->key.buf, .id = w->id, .backward = w->backward,
		.inclusive = w->inclusive };
	if (walk_is_ahead(w, edge, 0))
		page = (struct page){ .key = edge, .backward = w->backward, .inclusive = true };
	stmt = sql_prepare(w->db,
		w->backward ? "SELECT id, fold FROM person WHERE fold >= :edge"
			      " AND (fold, id) <= (:key, :id) ORDER BY fold DESC, id DESC"
			    : "SELECT id, fold FROM person WHERE fold < :edge"
			      " AND (fold, id) >= (:key, :id) ORDER BY fold, id",
		err);
	if (stmt) {
		noun_bind_page(stmt, &page);
		sql_bind_text(stmt, ":edge", w->backward ? word : above.buf);
	}
	str_release(&above);
	return stmt;
}

/* Those whose name begins with the word, from their index, and the others among them. */
static bool walk_merge(struct walk *w, const struct walk_others *others, struct err *err)
{
	sqlite3_stmt *stmt = walk_named(w, err);
	enum sql_result result = stmt ? sql_step(w->db, stmt, err) : SQL_FAILED;
	size_t i = 0;

	while (result != SQL_FAILED && w->count < w->wanted &&
		(result == SQL_ROW || i < others->count)) {
		const struct walk_other *o = i < others->count ? &others->at[i] : NULL;
		const int order = o && result == SQL_ROW ? walk_compare(sql_text(stmt, 1),
							       sql_int(stmt, 0), o->fold, o->id)
							 : 0;

		if (o && (result != SQL_ROW || (order > 0) != w->backward)) {
			walk_found(w, o->id);
			i++;
			continue;
		}
		walk_found(w, sql_int(stmt, 0));
		result = sql_step(w->db, stmt, err);
	}
	if (stmt)
		sql_done(stmt);
	return result != SQL_FAILED;
}

/* Puts `ids` in order of name, among the named when there are `named`. A statement stands open
 * meanwhile: without one each name read would take the database's lock and give it back. */
static bool walk_in_order(
	struct walk *w, const struct walk_ids *ids, bool named, struct err *err)
{
	sqlite3_stmt *open = walk_directory(w, err);
	struct walk_others others = { .at = NULL };
	bool ok = open && sql_step(w->db, open, err) != SQL_FAILED &&
		  walk_name(w, ids, &others, err);

	if (open)
		sql_done(open);
	if (ok && named)
		ok = walk_merge(w, &others, err);
	for (size_t i = 0; ok && !named && i < others.count && w->count < w->wanted; i++)
		walk_found(w, others.at[i].id);
	for (size_t i = 0; i < others.count; i++)
		free(others.at[i].fold);
	free(others.at);
	return ok;
}

/* *done is false when the others are too many. */
static bool walk_apart(struct walk *w, bool *done, struct err *err)
{
	struct str match = STR_INIT;
	struct walk_ids ids;
	bool ok;

	/* The index has its marks before the words of names (share/schema/004_search.sql). */
	str_addf(&match, "(%s) NOT (label : ^\"1%s\"*)", w->match, w->words->at[0]);
	ok = walk_gather(w, match.buf, WALK_OTHERS, &ids, err);
	*done = ok && ids.count < WALK_OTHERS;
	if (*done)
		ok = walk_in_order(w, &ids, true, err);
	free(ids.at);
	str_release(&match);
	return ok;
}

/* --- all ---------------------------------------------------------------------------------- */

/* Where some answered: by the ids of all when these are gathered sooner than the rows
 * that are left would be asked, else by asking on. *done is false when they thin out. */
static bool walk_close(struct walk *w, bool *done, struct err *err)
{
	const size_t expected = (w->wanted - w->count) * w->asked / w->answered;
	const size_t most = expected * WALK_IDS_PER_ASK;
	struct walk_ids ids;
	bool ok = walk_gather(w, w->match, most, &ids, err);

	*done = ok && ids.count < most;
	if (*done)
		ok = walk_by_ids(w, &ids, err);
	free(ids.at);
	if (!ok || *done)
		return ok;
	return walk_asking(w,
		WALK_PATIENCE * expected < WALK_ASKED ? w->asked + WALK_PATIENCE * expected
						      : WALK_ASKED,
		done, err);
}

/* After the sample: what is left, in the way that is likely to be the shortest. */
static bool walk_rest(struct walk *w, struct err *err)
{
	struct walk_ids ids;
	bool done = false, ok = true;

	if (w->answered)
		ok = walk_close(w, &done, err);
	if (ok && !done && w->words->count == 1)
		ok = walk_apart(w, &done, err);
	if (!ok || done)
		return ok;
	ok = walk_gather(w, w->match, INT32_MAX, &ids, err);
	if (ok)
		ok = ids.count < 2 * WALK_OTHERS ? walk_in_order(w, &ids, false, err)
						 : walk_by_ids(w, &ids, err);
	free(ids.at);
	return ok;
}

bool person_walk(struct db *db, const struct words *words, const char *match,
	const struct page *page, int64_t *ids, size_t *count, struct err *err)
{
	struct walk w = {
		.db = db,
		.words = words,
		.match = match,
		.backward = page->backward,
		.found = ids,
		.wanted = page->n,
		.key = STR_INIT,
		.id = page->id,
		.from_end = !page->key,
		.inclusive = page->inclusive,
		.text = STR_INIT,
	};
	bool ended, ok;

	if (page->key)
		str_add(&w.key, page->key);
	ok = walk_asking(&w, WALK_SAMPLE, &ended, err);
	if (ok && !ended)
		ok = walk_rest(&w, err);
	*count = w.count;
	str_release(&w.key);
	str_release(&w.text);
	return ok;
}
