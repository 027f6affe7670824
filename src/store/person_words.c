/* Who answers to a word, as bits. The ids come from the index in ascending order, as they stand in the
 * table: one walk along both. */
#include <stdlib.h>
#include <string.h>

#include "store/person_gather.h"
#include "store/person_table.h"

static void word_release(struct person_word *w)
{
	free(w->word);
	free(w->bits);
	*w = (struct person_word){ .word = NULL };
}

void person_words_forget(struct person_table *t)
{
	for (size_t i = 0; i < PERSON_WORDS_KEPT; i++)
		word_release(&t->words[i]);
}

struct person_word *person_word(struct person_table *t, const char *word)
{
	struct person_word *oldest = &t->words[0];

	for (size_t i = 0; i < PERSON_WORDS_KEPT; i++) {
		struct person_word *w = &t->words[i];

		if (w->word && !strcmp(w->word, word)) {
			w->used = ++t->uses;
			return w;
		}
		if (w->used < oldest->used)
			oldest = w;
	}
	word_release(oldest);
	*oldest = (struct person_word){
		.word = xstrdup(word),
		.bits = person_bits_new(t),
		.reached = INT64_MIN,
		.used = ++t->uses,
	};
	return oldest;
}

const uint64_t *person_word_among(const struct person_table *t, const char *word)
{
	const struct person_word *best = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < PERSON_WORDS_KEPT; i++) {
		const struct person_word *w = &t->words[i];
		const size_t length = w->word ? strlen(w->word) : 0;

		if (w->known && length > longest && !strncmp(w->word, word, length)) {
			longest = length;
			best = w;
		}
	}
	return best ? best->bits : NULL;
}

struct taking {
	const struct person_table *t;
	struct person_word *w;
};

/* The first place at or after `at` whose id isn't below: of few ids the next is far. */
static size_t word_seek(const struct person_table *t, size_t at, int64_t id)
{
	size_t step = 8, to;

	for (size_t n = 0; n < step; n++, at++)
		if (at == t->count || t->ids[at] >= id)
			return at;
	for (to = at + step; to < t->count && t->ids[to] < id; to += step) {
		at = to + 1;
		step *= 2;
	}
	if (to > t->count)
		to = t->count;
	while (at < to) {
		const size_t middle = at + (to - at) / 2;

		if (t->ids[middle] < id)
			at = middle + 1;
		else
			to = middle;
	}
	return at;
}

static void word_take(void *arg, int64_t id)
{
	const struct person_table *t = ((struct taking *)arg)->t;
	struct person_word *w = ((struct taking *)arg)->w;
	const size_t at = word_seek(t, w->place, id);

	if (at < t->count && t->ids[at] == id)
		w->bits[t->ranks[at] / 64] |= UINT64_C(1) << (t->ranks[at] % 64);
	w->place = at;
	w->reached = id;
	w->met++;
}

bool person_word_on(
	struct db *db, struct person_table *t, struct person_word *w, size_t ids, struct err *err)
{
	struct taking taking = { .t = t, .w = w };
	struct str match = STR_INIT;
	struct words one;
	bool ok;

	if (w->known)
		return true;
	if (ids > w->met) { /* it costs less to begin anew */
		w->reached = INT64_MIN;
		ids += w->met;
		w->place = w->met = 0;
	}
	words_init(&one, w->word);
	words_match_query(&one, &match);
	words_release(&one);
	ok = gather_word(db, match.buf, w->reached, ids, word_take, &taking, &w->known, err);
	str_release(&match);
	return ok;
}
