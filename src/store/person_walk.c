/*
 * A page of those who answer to a text, while the table (person_scan.c) isn't there. Few are put in order.
 * Of many the directory is walked in order and each one is asked, or the ids of all are gathered and the
 * directory is walked by these: whichever is likely to end sooner, as both go on. What comes is the same
 * each way.
 */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/person_gather.h"
#include "store/person_internal.h"

enum {
	/* What things cost, in ns. */
	WALK_ASK = 5500,     /* asking one */
	WALK_ID = 45,	     /* gathering an id, of one word… */
	WALK_ID_MORE = 200,  /* … and for each word more */
	WALK_NAME = 2000,    /* reading the name of an id */
	WALK_PASS = 300,     /* passing a row of the directory */
	WALK_FEW = 200,	     /* ids gathered before another way is thought of */
	WALK_SLICE = 2000,   /* then at a time */
	WALK_SAMPLE = 40,    /* asked before it is known how many answer */
	WALK_STEP = 20,	     /* then at a time */
	WALK_STRIDE = 400,   /* rows passed at a time */
	WALK_MANY = 20000,   /* never put in order */
};

struct walk {
	struct db *db;
	const struct words *words;
	bool backward;
	int64_t *found;	 /* the page, as far as it is known */
	size_t count;
	size_t wanted;	 /* rows of the page */
	struct str key;	 /* of the row walked over last */
	int64_t id;	 /* its id */
	bool from_end;	 /* none yet: from the directory's end in that direction */
	bool inclusive;	 /* of the first row */
	struct str text; /* of the row at hand, kept from one to the next */
	size_t most;   /* rows of the index */
	size_t passed; /* rows of the directory */
	size_t asked;  /* of these, whose name alone doesn't answer */
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
	return result != SQL_FAILED;
}

/* Until the page is full, the directory ends, or so many were asked, or many passed; *ended is false
 * in the last cases. A name that answers by itself needs no asking. */
static bool walk_asking(struct walk *w, size_t asks, bool *ended, struct err *err)
{
	const size_t most = w->asked + asks, far = w->passed + WALK_STRIDE;
	sqlite3_stmt *stmt = walk_directory(w, err);
	enum sql_result result = SQL_DONE;
	bool ok = stmt != NULL;

	while (ok && w->count < w->wanted && w->asked < most && w->passed < far &&
		(result = sql_step(w->db, stmt, err)) == SQL_ROW) {
		const int64_t id = sql_int(stmt, 0);
		bool answers = words_all(w->words, sql_text(stmt, 1));

		walk_passed(w, id, sql_text(stmt, 1));
		w->passed++;
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

/* Passes at most `rows`; *ended is false when there were more. */
static bool walk_by_ids(
	struct walk *w, const struct gathered *ids, size_t rows, bool *ended, struct err *err)
{
	sqlite3_stmt *stmt = walk_directory(w, err);
	enum sql_result result = SQL_DONE;

	if (!stmt)
		return false;
	while (w->count < w->wanted && (result = sql_step(w->db, stmt, err)) == SQL_ROW) {
		if (gathered_has(ids, sql_int(stmt, 0)))
			walk_found(w, sql_int(stmt, 0));
		if (!--rows) {
			walk_passed(w, sql_int(stmt, 0), sql_text(stmt, 1));
			break;
		}
	}
	sql_done(stmt);
	*ended = w->count == w->wanted || result == SQL_DONE;
	return result != SQL_FAILED;
}

/* --- by their names ---------------------------------------------------------------------- */

struct walk_name {
	int64_t id;
	char *fold; /* owned */
};

struct walk_names {
	struct walk_name *at;
	size_t count;
};

static int walk_compare(const char *a, int64_t a_id, const char *b, int64_t b_id)
{
	const int order = strcmp(a, b);

	return order ? order : (a_id > b_id) - (a_id < b_id);
}

static int walk_forwards(const void *a, const void *b)
{
	const struct walk_name *x = a, *y = b;

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
	struct walk *w, const struct gathered *ids, struct walk_names *names, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		w->db, "SELECT fold FROM person WHERE id = :id", err);
	enum sql_result result = SQL_DONE;

	*names = (struct walk_names){ .at = xcalloc(ids->count + 1, sizeof *names->at) };
	if (!stmt)
		return false;
	for (size_t i = 0; i < ids->count && result != SQL_FAILED; i++) {
		sql_bind_int(stmt, ":id", ids->at[i]);
		result = sql_step(w->db, stmt, err);
		if (result == SQL_ROW && walk_is_ahead(w, sql_text(stmt, 0), ids->at[i]))
			names->at[names->count++] = (struct walk_name){
				.id = ids->at[i], .fold = sql_dup(stmt, 0)
			};
		sqlite3_reset(stmt);
	}
	sql_done(stmt);
	qsort(names->at, names->count, sizeof *names->at,
		w->backward ? walk_backwards : walk_forwards);
	return result != SQL_FAILED;
}

static bool walk_in_order(struct walk *w, const struct gathered *ids, struct err *err)
{
	struct walk_names names = { .at = NULL };
	const bool ok = walk_name(w, ids, &names, err);

	for (size_t i = 0; ok && i < names.count && w->count < w->wanted; i++)
		walk_found(w, names.at[i].id);
	for (size_t i = 0; i < names.count; i++)
		free(names.at[i].fold);
	free(names.at);
	return ok;
}

/* --- all ---------------------------------------------------------------------------------- */

/* Whether asking on is likely to end before gathering on does. */
static bool walk_would_ask(const struct walk *w, const struct gathered *ids)
{
	const double found = 0.5 + (double)w->count;
	const double spent = (double)w->asked * WALK_ASK + (double)w->passed * WALK_PASS;
	const double asking = (double)(w->wanted - w->count) * spent / found;
	const double likely = found / (0.5 + (double)w->passed) * (double)w->most; /* ids in all */
	const double each = WALK_ID + (double)(w->words->count - 1) * WALK_ID_MORE;
	const double gathered = (double)ids->count;

	/* More answer than it looks like from here: a closer look, as long as it costs little. */
	if (gathered > likely)
		return spent < gathered * each / 4;
	return asking < (likely - gathered) * each;
}

/* Of ids that are all there: passing rows until enough of them are among these, or putting them in
 * order. */
static bool walk_gathered(struct walk *w, const struct gathered *ids, struct err *err)
{
	const size_t near = w->wanted * w->most / (ids->count + 1); /* rows, if spread evenly */
	const size_t order = ids->count * WALK_NAME / WALK_PASS;    /* rows in the time of that */
	bool done = false;

	if (near < order && !walk_by_ids(w, ids, order / 2 + 1, &done, err))
		return false;
	if (done)
		return true;
	return ids->count > WALK_MANY ? walk_by_ids(w, ids, SIZE_MAX, &done, err)
				      : walk_in_order(w, ids, err);
}

static bool walk_all(struct walk *w, struct gathered *ids, struct err *err)
{
	bool ended = false, ok = gather_on(w->db, ids, WALK_FEW, err);

	if (ok && ids->ended)
		return walk_in_order(w, ids, err);
	ok = ok && walk_asking(w, WALK_SAMPLE, &ended, err);
	while (ok && !ended && !ids->ended)
		ok = walk_would_ask(w, ids)
			     ? walk_asking(w, WALK_STEP, &ended, err)
			     : gather_on(w->db, ids, ids->count + WALK_SLICE, err);
	gather_stop(ids);
	return !ok || ended ? ok : walk_gathered(w, ids, err);
}

bool person_walk(struct db *db, const struct words *words, const char *match,
	const struct page *page, int64_t *ids, size_t *count, struct err *err)
{
	struct walk w = {
		.db = db,
		.words = words,
		.backward = page->backward,
		.found = ids,
		.wanted = page->n,
		.key = STR_INIT,
		.id = page->id,
		.from_end = !page->key,
		.inclusive = page->inclusive,
		.text = STR_INIT,
	};
	struct str state = STR_INIT;
	struct gathered all = { .at = NULL };
	bool ok;

	if (page->key)
		str_add(&w.key, page->key);
	ok = gather_state(db, &state, &w.most, err) &&
	     gather_begin(db, match, &all, err) && walk_all(&w, &all, err);
	gather_release(&all);
	str_release(&state);
	*count = w.count;
	str_release(&w.key);
	str_release(&w.text);
	return ok;
}
