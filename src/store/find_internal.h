/* The finder's insides: what is asked, who answers, how well. */
#ifndef STORE_FIND_INTERNAL_H
#define STORE_FIND_INTERNAL_H

#include "etape/find.h"
#include "store/idmap.h"
#include "store/sql.h"
#include "store/words.h"

enum {
	FIND_MOST = 100,    /* rows that a caller may have */
	FIND_SPELLINGS = 4, /* similar words tried for one that nothing has */
};

/* A word typed, and what may stand for it. */
struct find_word {
	char *spelling[FIND_SPELLINGS]; /* owned, folded; the first as typed unless nothing has
					   it */
	int distance[FIND_SPELLINGS];	/* 0 as typed */
	bool whole[FIND_SPELLINGS];	/* it stands for whole words only: "st" for "saint" */
	size_t count;
	bool place;   /* of the name of .departement */
	bool of_cite; /* "cité", "éducative" beside other words: what is no cité may lack it */
};

struct find_query {
	char *fold;			    /* all that was typed, folded */
	struct str squash;		    /* the same without blanks */
	struct str digits;		    /* of a telephone number; "" when it is none */
	char *email;			    /* lower case; "" when it is no address */
	struct find_word words[WORDS_MOST]; /* without the little ones (de, la…) */
	size_t count;
	const char *departement; /* code of the one that is named; NULL */
	bool cites;		 /* "cité" or "éducative" is among the words */
	bool departement_alone;	 /* ... and nothing else */
	unsigned kinds;		 /* FIND_EVERYTHING or a mask */
	bool approximate; /* some spelling is not as typed */
};

struct find_hit {
	enum find_kind kind;
	int64_t id;
	int score;
	char *label;   /* folded, owned: for order and telling apart */
	int64_t order; /* on equal score, before the label: the least first */
};

struct find_hits {
	struct find_hit *at;
	size_t count;
	size_t room;
	struct idmap places; /* id to 1 + index */
};

void find_query_init(struct find_query *q, const char *typed, unsigned kinds);
void find_query_release(struct find_query *q);
bool find_wants(const struct find_query *q, enum find_kind kind);
/* Appends the query for the index: every word, in any of its spellings, as a prefix; `mark` is
 * "1" for words of names (share/schema/004_search.sql), "" for all. */
void find_match(const struct find_query *q, const char *mark, struct str *out);

/* How well a folded label, current posts and other words answer; 0 when some word is
 * nowhere. `posts` and `words` are folded, may be "". */
int find_score(
	const struct find_query *q, const char *label, const char *posts, const char *words);
/* The same of what is in the département that is named: its name is answered. */
int find_score_there(
	const struct find_query *q, const char *label, const char *posts, const char *words);
/* Keeps the best score of a thing. */
void find_add(
	struct find_hits *hits, enum find_kind kind, int64_t id, int score, const char *label);
void find_add_ordered(struct find_hits *hits, enum find_kind kind, int64_t id, int score,
	const char *label, int64_t order);
/* How many answer by their names. */
size_t find_count_named(const struct find_hits *hits);
void find_sort(struct find_hits *hits);
void find_hits_release(struct find_hits *hits);

/* find_gather.c: ordered indexes, then names in the full-text index, then (when there are fewer
 * than `enough` by then: what a name answers goes before) its other words. */
bool find_gather(struct db *db, const struct find_query *q, size_t enough,
	struct find_hits *hits, struct err *err);
/* find_spell.c: replaces words that nothing has by similar ones, within milliseconds. False in
 * *changed when there are none. */
bool find_spell(struct db *db, struct find_query *q, bool *changed, struct err *err);
/* Letters that differ between what was typed and a word, or its beginning; limit + 1 for more.
 */
size_t find_distance(
	const char *typed, size_t typed_length, const char *word, size_t length, size_t limit);
/* How many may differ in a typed word of that length; 0: it is too short to be forgiven. */
size_t find_tolerance(size_t length);
/* The same for all that was typed as one name without blanks, when its words found nobody:
 * "vandermersch". */
bool find_spell_squash(
	struct db *db, struct find_query *q, bool *changed, struct err *err);
/* find_place.c: people by the département of their cités, when one is named. */
bool find_gather_there(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err);
/* find_place.c: structures by their initials, "mel". */
bool find_gather_initials(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err);
/* find_events.c */
bool find_gather_events(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err);
/* find_words.c: words that are in every other name and in no answer: de, la… */
bool find_is_little(const char *word);
/* "cité", "éducatives". */
bool find_is_of_cite(const char *word);
/* Adds what stands for the word that was typed. */
void find_add_equals(struct find_word *w);
/* Takes words of two letters for initials; false when there are none. */
bool find_split_initials(struct find_query *q);
/* find_row.c: reads what a row shows and hands it over; *more is what `each` returned. */
bool find_hand_over(struct db *db, const struct find_hit *hit, bool approximate,
	find_row_fn each, void *arg, bool *more, struct err *err);
/* Appends "CPO · Creil", else "Cheffe de service · Ville de Creil": posts as of NOUN_POSTS. */
void find_person_detail(struct str *out, const char *posts, const char *function,
	const char *structure, const char *cite);

/* All of it: hits in order, best first; *approximate when similar spellings were needed. */
bool find_hits_of(struct db *db, const char *typed, unsigned kinds, bool spell, size_t enough,
	struct find_hits *hits, bool *approximate, struct err *err);

#endif
