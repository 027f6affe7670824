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
	[FIND_DOCUMENT] = "document",
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

static void find_add_word(struct find_query *q, const char *word)
{
	struct find_word *w = &q->words[q->count++];

	w->spelling[0] = xstrdup(word);
	w->count = 1;
	w->of_cite = find_is_of_cite(word);
	find_add_equals(w);
}

/* "cité éducative de lens" is about Lens; by themselves the two words are a question. */
static void find_see_cite(struct find_query *q)
{
	bool other = false;

	for (size_t i = 0; i < q->count; i++) {
		other = other || !q->words[i].of_cite;
		q->cites = q->cites || q->words[i].of_cite;
	}
	for (size_t i = 0; !other && i < q->count; i++)
		q->words[i].of_cite = false;
}

static void find_see_departement(struct find_query *q)
{
	const char *name;
	size_t others = 0;

	q->departement = departement_within(q->fold, &name);
	for (size_t i = 0; q->departement && i < q->count; i++) {
		const char *word = q->words[i].spelling[0];

		q->words[i].place = words_find(name, word, strlen(word)) == WORDS_EXACT;
		others += !q->words[i].place;
	}
	q->departement_alone = q->departement && !others;
}

/* "03 53 01" and "+33 3.53…" are one number, not words; "2020-02-11" is a day. */
static bool find_is_number(const char *typed)
{
	size_t digits = 0;
	day_t day;

	if (civil_parse_iso(typed, &day))
		return false;

	for (; *typed; typed++) {
		if (isdigit((unsigned char)*typed))
			digits++;
		else if (!strchr(" +.-()", *typed))
			return false;
	}
	return digits >= 3;
}

/* "6 39 98 55 32", as spreadsheets leave it. */
static void find_add_number(struct str *digits, const char *typed)
{
	enum { NATIONAL = 10 };
	struct str number = STR_INIT;

	fold_phone_add(&number, typed);
	if (number.len == NATIONAL - 1 && *number.buf != '0')
		str_addc(digits, '0');
	str_add(digits, number.buf);
	str_release(&number);
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
		find_add_number(&q->digits, typed);
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
	find_see_cite(q);
	find_see_departement(q);
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
	bool first = true;

	for (size_t i = 0; i < q->count; i++) {
		const struct find_word *w = &q->words[i];

		if (w->of_cite)
			continue;
		str_add(out, first ? "(" : " AND (");
		first = false;
		for (size_t j = 0; j < w->count; j++)
			str_addf(out, "%s\"%s%s\"%s", j ? " OR " : "", mark, w->spelling[j],
				w->whole[j] ? "" : "*");
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
	SCORE_THERE = 50,  /* the département that is named */
	SCORE_HOME = 10,   /* besides, for what is there */
	SCORE_OTHER_WORD = 40,
	SCORE_OTHER_PREFIX = 30,
	SCORE_OF_CITE = 20, /* "cité éducative" of what is none */
	SCORE_NOT_TYPED = 2, /* less, for a word that stands for the one typed */
	SCORE_PER_EDIT = 10, /* less, for each letter that differs */
};

/* "1" begins "1ere", and not "11eme". */
static bool find_number_begins(const char *text, const char *word, size_t n)
{
	for (const char *p = text; p; p = strchr(p, ' '), p = p ? p + 1 : NULL)
		if (!strncmp(p, word, n) && !isdigit((unsigned char)p[n]))
			return true;
	return false;
}

/* Of one or two digits: an ordinal; what is longer may be the beginning of anything. */
static bool find_is_ordinal(const char *word, size_t n)
{
	return n <= 2 && isdigit((unsigned char)word[0]) && (n < 2 || isdigit((unsigned char)word[1]));
}

static int find_score_in(const char *text, const char *word, size_t n, int exact, int prefix)
{
	switch (words_find(text, word, n)) {
	case WORDS_EXACT:
		return exact;
	case WORDS_PREFIX:
		return !find_is_ordinal(word, n) || find_number_begins(text, word, n) ? prefix : 0;
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
		const int part = w->whole[i] ? 0 : 1; /* a beginning counts */
		int score = find_score_in(
			label, s, n, SCORE_LABEL_WORD, part * SCORE_LABEL_PREFIX);

		if (!score)
			score = find_score_in(
				posts, s, n, SCORE_POST_WORD, part * SCORE_POST_PREFIX);
		if (!score)
			score = find_score_in(
				words, s, n, SCORE_OTHER_WORD, part * SCORE_OTHER_PREFIX);
		if (score)
			score -= w->distance[i] * SCORE_PER_EDIT + (w->whole[i] ? SCORE_NOT_TYPED : 0);
		if (score > best)
			best = score;
	}
	if (w->of_cite && best < SCORE_LABEL_WORD)
		return best >= SCORE_OTHER_WORD ? SCORE_LABEL_WORD : SCORE_OF_CITE;
	return best;
}

static bool find_word_in(const struct find_word *w, const char *text)
{
	for (size_t i = 0; i < w->count && (i == 0 || w->whole[i]); i++) {
		const char *s = w->spelling[i];
		enum words_match match = words_find(text, s, strlen(s));

		if (match == WORDS_EXACT || (match == WORDS_PREFIX && !w->whole[i]))
			return true;
	}
	return false;
}

static bool find_is_post(const struct find_query *q, const char *posts, bool there)
{
	for (size_t i = 0; i < q->count; i++)
		if (!(there && q->words[i].place) && !q->words[i].of_cite && !find_word_in(&q->words[i], posts))
			return false;
	return q->count > 1 && *posts;
}

/* Its council, when the département alone was typed. */
static bool find_is_departement(const char *label)
{
	static const char council[] = "departement ";

	return !strncmp(label, council, sizeof council - 1);
}

static int find_score_of(const struct find_query *q, const char *label, const char *posts,
	const char *words, bool there)
{
	size_t n = strlen(q->fold);
	int sum = 0;

	for (size_t i = 0; i < q->count; i++) {
		int score = find_score_word(&q->words[i], label, posts, words);

		if (there && q->words[i].place && score < SCORE_THERE)
			score = SCORE_THERE;
		if (!score)
			return 0;
		sum += score;
	}
	if (!q->count)
		return 0;
	sum /= (int)q->count;
	if (find_is_post(q, posts, there))
		sum += SCORE_POSTS;
	if (there)
		sum += SCORE_HOME;
	if (!strcmp(label, q->fold))
		sum += SCORE_WHOLE + SCORE_BEGINS;
	else if (!strncmp(label, q->fold, n) || (q->departement_alone && find_is_departement(label)))
		sum += SCORE_BEGINS;
	return sum;
}

int find_score(
	const struct find_query *q, const char *label, const char *posts, const char *words)
{
	return find_score_of(q, label, posts, words, false);
}

int find_score_there(
	const struct find_query *q, const char *label, const char *posts, const char *words)
{
	return find_score_of(q, label, posts, words, true);
}

size_t find_count_named(const struct find_hits *hits)
{
	size_t count = 0;

	for (size_t i = 0; i < hits->count; i++)
		count += hits->at[i].score >= SCORE_LABEL_PREFIX;
	return count;
}

/* --- the answers ------------------------------------------------------------------------- */

void find_add(
	struct find_hits *hits, enum find_kind kind, int64_t id, int score, const char *label)
{
	find_add_ordered(hits, kind, id, score, label, 0);
}

void find_add_ordered(struct find_hits *hits, enum find_kind kind, int64_t id, int score,
	const char *label, int64_t order)
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
		.order = order,
	};
	*place = (void *)(uintptr_t)hits->count;
}

/* On equal score the cité before the person before the structure before the event before the document. */
static int find_compare(const void *a, const void *b)
{
	static const int rank[] = {
		[FIND_CITE] = 0,
		[FIND_PERSON] = 1,
		[FIND_STRUCTURE] = 2,
		[FIND_EVENT] = 3,
		[FIND_DOCUMENT] = 4,
	};
	const struct find_hit *x = a, *y = b;
	int labels;

	if (x->score != y->score)
		return y->score - x->score;
	if (x->kind != y->kind)
		return rank[x->kind] - rank[y->kind];
	if (x->order != y->order)
		return x->order < y->order ? -1 : 1;
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
	bool changed = false, joined = false; /* other words; one name without blanks */
	bool ok;

	*hits = (struct find_hits){ .at = NULL };
	find_query_init(&q, typed, kinds);
	ok = !q.count || find_gather(db, &q, enough, hits, err);
	if (ok && !hits->count && find_split_initials(&q))
		ok = find_gather(db, &q, enough, hits, err);
	if (ok && q.count && !hits->count && spell)
		ok = find_spell(db, &q, &changed, err);
	if (ok && changed)
		ok = find_gather(db, &q, enough, hits, err);
	if (ok && q.count && !hits->count && spell)
		ok = find_spell_squash(db, &q, &joined, err);
	if (ok && joined)
		ok = find_gather(db, &q, enough, hits, err);
	*approximate = changed || joined;
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
