#include "store/person_table.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"
#include "store/person_gather.h"

/* --- bits -------------------------------------------------------------------------------- */

uint64_t *person_bits_new(const struct person_table *t)
{
	return xcalloc(t->count / 64 + 1, sizeof(uint64_t));
}

size_t person_bits_count(const struct person_table *t, const uint64_t *bits)
{
	size_t n = 0;

	for (size_t i = 0; i <= t->count / 64; i++)
		n += (size_t)__builtin_popcountll(bits[i]);
	return n;
}

int64_t person_at(const struct person_table *t, size_t rank)
{
	return t->ids[t->places[rank]];
}

size_t person_rank(const struct person_table *t, int64_t id)
{
	size_t from = 0, to = t->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (t->ids[middle] < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < t->count && t->ids[from] == id ? t->ranks[from] : SIZE_MAX;
}

/* A word of bits at a time: who answers to a name stands far from the beginning. */
bool person_bits_next(
	const struct person_table *t, const uint64_t *bits, bool backward, size_t *before)
{
	size_t i = *before / 64;
	uint64_t left;

	if (backward) {
		left = bits[i] & ((UINT64_C(1) << *before % 64) - 1);
		while (!left && i > 0)
			left = bits[--i];
		*before = left ? i * 64 + 63 - (size_t)__builtin_clzll(left) : 0;
		return left != 0;
	}
	left = bits[i] & ~((UINT64_C(1) << *before % 64) - 1);
	while (!left && i < t->count / 64)
		left = bits[++i];
	*before = left ? i * 64 + (size_t)__builtin_ctzll(left) + 1 : t->count;
	return left != 0;
}

void person_bits_keep(const struct person_table *t, uint64_t *bits, const uint64_t *of)
{
	for (size_t i = 0; i <= t->count / 64; i++)
		bits[i] &= of[i];
}

void person_bits_fill(const struct person_table *t, uint64_t *bits)
{
	memset(bits, 0xff, t->count / 64 * sizeof *bits);
	bits[t->count / 64] = (UINT64_C(1) << t->count % 64) - 1;
}

bool person_bits_read(struct db *db, const struct person_table *t, sqlite3_stmt *stmt,
	uint64_t *bits, struct err *err)
{
	enum sql_result result;

	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const size_t i = person_rank(t, sql_int(stmt, 0));

		if (i != SIZE_MAX)
			bits[i / 64] |= UINT64_C(1) << (i % 64);
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

/* --- everybody --------------------------------------------------------------------------- */

static void table_forget_answers(struct person_table *t)
{
	free(t->criteria);
	free(t->passing);
	free(t->match);
	free(t->matching);
	free(t->order);
	free(t->by_order);
	t->criteria = t->match = t->order = NULL;
	t->passing = t->matching = NULL;
	t->by_order = NULL;
}

void person_table_free(struct person_table **table)
{
	struct person_table *t = *table;

	if (!t)
		return;
	table_forget_answers(t);
	person_words_forget(t);
	free(t->state);
	free(t->ids);
	free(t->ranks);
	free(t->places);
	free(t);
	*table = NULL;
}

/* Answers depend on more than names do: on whatever is written. */
static bool table_freshen(struct db *db, struct person_table *t, struct err *err)
{
	const int64_t written = sqlite3_total_changes64(db->handle);
	sqlite3_stmt *stmt = sql_prepare(db, "PRAGMA data_version", err);
	int64_t seen = 0;

	if (!stmt || sql_step(db, stmt, err) == SQL_FAILED)
		return false;
	seen = sql_int(stmt, 0);
	sql_done(stmt);
	if (t->seen != seen || t->written != written)
		table_forget_answers(t);
	t->seen = seen;
	t->written = written;
	return true;
}

/* Within a change the index doesn't tell yet what it holds, and a rollback takes away what was read:
 * all is read anew, and never met again. */
static bool table_within_change(struct db *db, struct err *err)
{
	bool done = false, ok = true;

	person_table_free(&db->person_table);
	person_names_free(&db->person_names);
	while (ok && !done)
		ok = person_names_slice(db, "", SIZE_MAX, &done, err);
	return ok;
}

/* *ready is NULL when names are not read yet; `state` becomes that of the index. */
static bool table_look(
	struct db *db, struct str *state, struct person_table **ready, struct err *err)
{
	struct person_table *t = db->person_table;
	size_t rows;

	*ready = NULL;
	if (!gather_state(db, state, &rows, err))
		return false;
	if (!t || strcmp(t->state, state->buf) != 0)
		return true;
	*ready = t;
	return table_freshen(db, t, err);
}

bool person_table_ready(struct db *db, struct person_table **ready, struct err *err)
{
	struct str state = STR_INIT;
	bool ok = true;

	*ready = NULL;
	if (!change_is_open(db))
		ok = table_look(db, &state, ready, err);
	str_release(&state);
	return ok;
}

struct person_table *person_table_get(struct db *db, struct err *err)
{
	struct str state = STR_INIT;
	struct person_table *ready;
	bool ok;

	if (change_is_open(db))
		return table_within_change(db, err) ? db->person_table : NULL;
	ok = table_look(db, &state, &ready, err);
	for (bool done = ready != NULL; ok && !done;)
		ok = person_names_slice(db, state.buf, SIZE_MAX, &done, err);
	ok = ok && table_freshen(db, db->person_table, err);
	str_release(&state);
	return ok ? db->person_table : NULL;
}

bool person_prepare(struct db *db, const struct person_filter *filter, bool *more, struct err *err)
{
	enum { NAMES = 1000, IDS = 8000 }; /* about a millisecond */
	struct str state = STR_INIT;
	struct person_table *t;
	bool done = false, ok;

	*more = false;
	if (change_is_open(db))
		return true;
	ok = table_look(db, &state, &t, err);
	if (ok && t) {
		ok = person_text_on(db, t, filter->text, IDS, &done, err);
		*more = ok && !done;
	} else if (ok && person_names_last(db, state.buf)) {
		ok = person_names_slice(db, state.buf, NAMES, &done, err);
		*more = ok;
	}
	str_release(&state);
	return ok;
}

/* --- answers ----------------------------------------------------------------------------- */

static bool table_match(
	struct db *db, struct person_table *t, const struct words *words, struct err *err)
{
	bool ok = true;

	t->matching = person_bits_new(t);
	memcpy(t->matching, t->passing, (t->count / 64 + 1) * sizeof *t->matching);
	for (size_t i = 0; ok && i < words->count; i++) {
		struct person_word *w = person_word(t, words->at[i]);

		ok = person_word_on(db, t, w, PERSON_WORD_ALL, err);
		person_bits_keep(t, t->matching, w->bits);
	}
	t->matched = person_bits_count(t, t->matching);
	return ok;
}

bool person_table_ask(struct db *db, struct person_table *t, const struct person_filter *filter,
	struct err *err)
{
	const char *text = filter->text ? filter->text : "";
	struct words words;

	if (!person_criteria_ask(db, t, filter, err))
		return false;
	if (t->match && !strcmp(t->match, text))
		return true;
	free(t->match);
	free(t->matching);
	t->match = NULL;
	words_init_or_number(&words, text);
	if (table_match(db, t, &words, err))
		t->match = xstrdup(text);
	words_release(&words);
	return t->match != NULL;
}
