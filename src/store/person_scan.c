/*
 * A page of those who answer to a text, from the table. People are asked in order of name until the page
 * is full, or the index is read for who answers to a word and the others are passed over: whichever is
 * likely to end sooner, as both go on. What comes is the same each way.
 */
#include <stdlib.h>

#include "etape/fold.h"
#include "store/person_table.h"

enum {
	/* What things cost, in ns. */
	SCAN_ASK = 4000, /* asking one */
	SCAN_ID = 40,	 /* an id of a word */
	SCAN_FEW = 200,	 /* ids read of each word before anybody is asked */
	SCAN_SAMPLE = 24, /* asked before it is known how many answer */
	SCAN_STEP = 12,	 /* then at a time */
	/* The index knows beginnings of so many letters; for longer ones it gathers all of these first. */
	SCAN_LETTERS = 7,
};

struct scan {
	struct db *db;
	struct person_table *t;
	const struct words *words;
	uint64_t *among; /* owned: who may answer */
	size_t most;	 /* how many these are */
	size_t of;	 /* how many may answer to .unknown by itself */
	size_t letters;	 /* of it */
	struct person_word *unknown; /* the word that is read; NULL when all are known */
	size_t unknown_count;
	bool backward;
	size_t before; /* ranks that stand before the next one (from the top) */
	int64_t *ids;
	size_t count, wanted;
	size_t asked;
	struct str text; /* of the one at hand, kept from one to the next */
};

/* --- asking ------------------------------------------------------------------------------ */

/* What the index has of her answers to all the words. */
static bool scan_ask(struct scan *s, int64_t id, bool *answers, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(s->db, "SELECT c1 FROM search_content WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(s->db, stmt, err);
	str_reset(&s->text);
	if (result == SQL_ROW)
		fold_add(&s->text, sql_text(stmt, 0));
	sql_done(stmt);
	*answers = result == SQL_ROW && words_all(s->words, s->text.buf);
	s->asked++;
	return result != SQL_FAILED;
}

/* The next rank in the scan's direction of somebody who may answer; false at the end. */
static bool scan_next(struct scan *s, size_t *rank)
{
	if (!person_bits_next(s->t, s->among, s->backward, &s->before))
		return false;
	*rank = s->backward ? s->before : s->before - 1;
	return true;
}

/* So many at most; *ended is whether the page is. */
static bool scan_asking(struct scan *s, size_t asks, bool *ended, struct err *err)
{
	const size_t most = s->asked + asks;
	size_t i;

	*ended = false;
	while (s->count < s->wanted && s->asked < most) {
		bool answers;

		if (!scan_next(s, &i)) {
			*ended = true;
			return true;
		}
		if (!scan_ask(s, person_at(s->t, i), &answers, err))
			return false;
		if (answers)
			s->ids[s->count++] = person_at(s->t, i);
	}
	*ended = s->count == s->wanted;
	return true;
}

/* --- reading the index ------------------------------------------------------------------- */

/* Narrows to what is known, and takes the longest of the other words as the one to read: that which
 * fewest answer to, as a rule. */
static void scan_look(struct scan *s)
{
	size_t longest = 0;

	s->unknown = NULL;
	s->unknown_count = 0;
	for (size_t i = 0; i < s->words->count; i++) {
		struct person_word *w = person_word(s->t, s->words->at[i]);
		const uint64_t *among = person_word_among(s->t, s->words->at[i]);

		if (among)
			person_bits_keep(s->t, s->among, among);
		if (w->known)
			continue;
		s->unknown_count++;
		if (s->words->length[i] > longest) {
			longest = s->words->length[i];
			s->unknown = w;
			s->letters = longest;
			s->of = among ? person_bits_count(s->t, among) : s->t->count;
		}
	}
	s->most = person_bits_count(s->t, s->among);
}

/* What asking until the page is full is likely to cost, and reading the words until all is known. */
static void scan_costs(const struct scan *s, double *asking, double *reading)
{
	const double share = (0.5 + (double)s->count) / (1.0 + (double)s->asked);
	const double left = s->most > s->asked ? (double)(s->most - s->asked) : 0;
	const double page = (double)(s->wanted - s->count) / share;
	const double met = (double)s->unknown->met;
	double ids = share * (double)s->of - met;

	if (s->letters > SCAN_LETTERS)
		ids = (double)s->of;
	if (ids < met / 2) /* there are more than it looks like from here */
		ids = met / 2;
	*asking = (page < left ? page : left) * SCAN_ASK;
	*reading = ids * SCAN_ID * (double)s->unknown_count;
}

/* One step of whichever costs less; of reading, as much as asking would cost. */
static bool scan_step(struct scan *s, bool *ended, struct err *err)
{
	double asking, reading;

	scan_costs(s, &asking, &reading);
	if (asking < reading)
		return scan_asking(s, SCAN_STEP, ended, err);
	if (!person_word_on(s->db, s->t, s->unknown,
		    SCAN_FEW + 2 * s->unknown->met + (size_t)(asking / SCAN_ID), err))
		return false;
	if (s->unknown->known)
		scan_look(s);
	return true;
}

/* A word that few answer to is known at once. Of one whose beginning is known nothing is needed yet. */
static bool scan_few(struct scan *s, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < s->words->count; i++) {
		struct person_word *w = person_word(s->t, s->words->at[i]);

		if (w->met < SCAN_FEW && !person_word_among(s->t, s->words->at[i]))
			ok = person_word_on(s->db, s->t, w, SCAN_FEW, err);
	}
	return ok;
}

static bool scan_run(struct scan *s, struct err *err)
{
	bool ended = false, ok = scan_few(s, err);
	size_t i;

	scan_look(s);
	if (ok && s->unknown)
		ok = scan_asking(s, SCAN_SAMPLE, &ended, err);
	while (ok && !ended && s->unknown)
		ok = scan_step(s, &ended, err);
	while (ok && !ended && s->count < s->wanted && scan_next(s, &i))
		s->ids[s->count++] = person_at(s->t, i);
	return ok;
}

bool person_scan(struct db *db, struct person_table *t, const struct words *words,
	const uint64_t *passing, size_t before, bool backward, size_t n, int64_t *ids,
	size_t *count, struct err *err)
{
	struct scan s = {
		.db = db,
		.t = t,
		.words = words,
		.among = person_bits_new(t),
		.backward = backward,
		.before = before,
		.ids = ids,
		.wanted = n,
		.text = STR_INIT,
	};
	bool ok;

	person_bits_fill(t, s.among);
	if (passing)
		person_bits_keep(t, s.among, passing);
	ok = scan_run(&s, err);
	*count = s.count;
	free(s.among);
	str_release(&s.text);
	return ok;
}

bool person_text_on(struct db *db, struct person_table *t, const char *text, size_t ids,
	bool *known, struct err *err)
{
	struct words words;
	bool ok = true;

	*known = true;
	words_init_or_number(&words, text);
	for (size_t i = 0; ok && *known && i < words.count; i++) {
		struct person_word *w = person_word(t, words.at[i]);

		*known = w->known;
		if (!w->known)
			ok = person_word_on(db, t, w, ids, err);
	}
	words_release(&words);
	return ok;
}
