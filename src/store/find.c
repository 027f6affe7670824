#include "store/find_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/noun.h"

static const char *const find_kinds[] = {
	[FIND_PERSON] = "person",
	[FIND_CITE] = "cite",
	[FIND_STRUCTURE] = "structure",
	[FIND_EVENT] = "event",
};

const char *find_kind_name(enum find_kind kind)
{
	return find_kinds[kind];
}

bool find_kind_parse(const char *name, enum find_kind *kind)
{
	for (size_t i = 0; i < sizeof find_kinds / sizeof *find_kinds; i++) {
		if (!strcmp(find_kinds[i], name)) {
			*kind = (enum find_kind)i;
			return true;
		}
	}
	return false;
}

/* --- the question -------------------------------------------------------------------- */

/* Words that are in every other name and in no answer. */
static bool find_is_little(const char *word)
{
	static const char *const little[] = { "a", "au", "aux", "d", "de", "des", "du", "en",
		"est", "et", "l", "la", "le", "les", "of", "qui", "the" };

	for (size_t i = 0; i < sizeof little / sizeof *little; i++)
		if (!strcmp(little[i], word))
			return true;
	return false;
}

static void find_add_word(struct find_query *q, const char *word)
{
	struct find_word *w = &q->words[q->count++];

	w->spelling[0] = xstrdup(word);
	w->count = 1;
}

/* "03 53 01" and "+33 3.53…" are one number, not words. */
static bool find_is_number(const char *typed)
{
	size_t digits = 0;

	for (; *typed; typed++) {
		if (isdigit((unsigned char)*typed))
			digits++;
		else if (!strchr(" +.-()", *typed))
			return false;
	}
	return digits >= 3;
}

void find_query_init(struct find_query *q, const char *typed, unsigned kinds)
{
	struct words words;

	*q = (struct find_query){ .kinds = kinds };
	str_init(&q->squash);
	str_init(&q->digits);
	q->fold = fold_dup(typed);
	q->email = strchr(typed, '@') ? noun_email_key(typed) : xstrdup("");
	fold_squash_add(&q->squash, typed);
	if (find_is_number(typed))
		fold_phone_add(&q->digits, typed);
	if (q->digits.len) {
		find_add_word(q, q->digits.buf);
		return;
	}
	words_init(&words, typed);
	for (size_t i = 0; i < words.count; i++)
		if (words.count == 1 || !find_is_little(words.at[i]))
			find_add_word(q, words.at[i]);
	for (size_t i = 0; !q->count && i < words.count; i++)
		find_add_word(q, words.at[i]);
	words_release(&words);
}

void find_query_release(struct find_query *q)
{
	for (size_t i = 0; i < q->count; i++)
		for (size_t j = 0; j < q->words[i].count; j++)
			free(q->words[i].spelling[j]);
	free(q->fold);
	free(q->email);
	str_release(&q->squash);
	str_release(&q->digits);
}

bool find_wants(const struct find_query *q, enum find_kind kind)
{
	return q->kinds == FIND_EVERYTHING || (q->kinds & FIND_ONLY(kind));
}

/* Folded words are letters and digits: inside quotes nothing of them is an operator. */
void find_match(const struct find_query *q, const char *mark, struct str *out)
{
	for (size_t i = 0; i < q->count; i++) {
		const struct find_word *w = &q->words[i];

		str_add(out, i ? " AND (" : "(");
		for (size_t j = 0; j < w->count; j++)
			str_addf(out, "%s\"%s%s\"*", j ? " OR " : "", mark, w->spelling[j]);
		str_add(out, ")");
	}
}

/* --- the score ------------------------------------------------------------------------- */

enum {
	SCORE_WHOLE = 50,  /* besides: the label is just what was typed */
	SCORE_BEGINS = 20, /* besides: the label begins with it */
	SCORE_LABEL_WORD = 100,
	SCORE_LABEL_PREFIX = 70,
	SCORE_POST_WORD = 60,
	SCORE_POST_PREFIX = 55,
	SCORE_POSTS = 25, /* besides: a post answers all the words, "maub cpo" */
	SCORE_OTHER_WORD = 40,
	SCORE_OTHER_PREFIX = 30,
	SCORE_PER_EDIT = 10, /* less, for each letter that differs */
};

static int find_score_in(const char *text, const char *word, size_t n, int exact, int prefix)
{
	switch (words_find(text, word, n)) {
	case WORDS_EXACT:
		return exact;
	case WORDS_PREFIX:
		return prefix;
	case WORDS_NOT:
		break;
	}
	return 0;
}

static int find_score_word(
	const struct find_word *w, const char *label, const char *posts, const char *words)
{
	int best = 0;

	for (size_t i = 0; i < w->count; i++) {
		const char *s = w->spelling[i];
		size_t n = strlen(s);
		int score = find_score_in(label, s, n, SCORE_LABEL_WORD, SCORE_LABEL_PREFIX);

		if (!score)
			score = find_score_in(posts, s, n, SCORE_POST_WORD, SCORE_POST_PREFIX);
		if (!score)
			score = find_score_in(
				words, s, n, SCORE_OTHER_WORD, SCORE_OTHER_PREFIX);
		if (score)
			score -= w->distance[i] * SCORE_PER_EDIT;
		if (score > best)
			best = score;
	}
	return best;
}

static bool find_is_post(const struct find_query *q, const char *posts)
{
	for (size_t i = 0; i < q->count; i++) {
		const char *word = q->words[i].spelling[0];

		if (words_find(posts, word, strlen(word)) == WORDS_NOT)
			return false;
	}
	return q->count > 1;
}

int find_score(
	const struct find_query *q, const char *label, const char *posts, const char *words)
{
	size_t n = strlen(q->fold);
	int sum = 0;

	for (size_t i = 0; i < q->count; i++) {
		int score = find_score_word(&q->words[i], label, posts, words);

		if (!score)
			return 0;
		sum += score;
	}
	if (!q->count)
		return 0;
	sum /= (int)q->count;
	if (find_is_post(q, posts))
		sum += SCORE_POSTS;
	if (!strcmp(label, q->fold))
		sum += SCORE_WHOLE + SCORE_BEGINS;
	else if (!strncmp(label, q->fold, n))
		sum += SCORE_BEGINS;
	return sum;
}

/* --- the answers ------------------------------------------------------------------------- */

void find_add(
	struct find_hits *hits, enum find_kind kind, int64_t id, int score, const char *label)
{
	void **place = idmap_at(&hits->places, id);

	if (score <= 0)
		return;
	if (*place) {
		struct find_hit *hit = &hits->at[(size_t)(uintptr_t)*place - 1];

		hit->score = score > hit->score ? score : hit->score;
		return;
	}
	if (hits->count == hits->room) {
		hits->room = hits->room ? hits->room * 2 : 128;
		hits->at = xrealloc(hits->at, hits->room * sizeof *hits->at);
	}
	hits->at[hits->count++] = (struct find_hit){
		.kind = kind,
		.id = id,
		.score = score,
		.label = xstrdup(label),
	};
	*place = (void *)(uintptr_t)hits->count;
}

/* On equal score the cité before the person before the structure before the event. */
static int find_compare(const void *a, const void *b)
{
	static const int rank[] = {
		[FIND_CITE] = 0,
		[FIND_PERSON] = 1,
		[FIND_STRUCTURE] = 2,
		[FIND_EVENT] = 3,
	};
	const struct find_hit *x = a, *y = b;
	int labels;

	if (x->score != y->score)
		return y->score - x->score;
	if (x->kind != y->kind)
		return rank[x->kind] - rank[y->kind];
	labels = strcmp(x->label, y->label);
	if (labels)
		return labels;
	return (x->id > y->id) - (x->id < y->id);
}

void find_sort(struct find_hits *hits)
{
	if (hits->count)
		qsort(hits->at, hits->count, sizeof *hits->at, find_compare);
}

void find_hits_release(struct find_hits *hits)
{
	for (size_t i = 0; i < hits->count; i++)
		free(hits->at[i].label);
	free(hits->at);
	idmap_release(&hits->places);
	*hits = (struct find_hits){ .at = NULL };
}

bool find_hits_of(struct db *db, const char *typed, unsigned kinds, bool spell, size_t enough,
	struct find_hits *hits, bool *approximate, struct err *err)
{
	struct find_query q;
	bool changed = false;
	bool ok;

	*hits = (struct find_hits){ .at = NULL };
	find_query_init(&q, typed, kinds);
	ok = !q.count || find_gather(db, &q, enough, hits, err);
	if (ok && q.count && !hits->count && spell)
		ok = find_spell(db, &q, &changed, err);
	if (ok && changed)
		ok = find_gather(db, &q, enough, hits, err);
	*approximate = changed;
	find_query_release(&q);
	find_sort(hits);
	return ok;
}

bool find(struct db *db, const char *typed, unsigned kinds, size_t limit, find_row_fn each,
	void *arg, struct err *err)
{
	const size_t most = limit < FIND_MOST ? limit : FIND_MOST;
	struct find_hits hits;
	bool approximate, more = true;
	bool ok = find_hits_of(
		db, typed ? typed : "", kinds, true, most, &hits, &approximate, err);

	for (size_t i = 0; ok && more && i < hits.count && i < most; i++)
		ok = find_hand_over(db, &hits.at[i], approximate, each, arg, &more, err);
	find_hits_release(&hits);
	return ok;
}
