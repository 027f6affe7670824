#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "etape/fold.h"
#include "store/find_internal.h"
#include "store/noun.h"

/* Similar spellings are looked for only when nothing answers, and not for long: the
 * list must follow the letters. */
enum {
	SPELL_BUDGET_US = 800,	  /* of processor time, for one word */
	SPELL_LOOK_AT_CLOCK = 64, /* rows between two looks at the clock */
	SPELL_SHORTEST = 4,	  /* letters; shorter words are too many things */
	SPELL_TWO_FROM = 6,	  /* letters from which two may differ */
};

static int64_t spell_clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

struct spelling {
	const char *typed; /* the word nothing has */
	size_t length;
	size_t limit; /* letters that may differ */
	struct find_word found;
	int64_t until_us;
	size_t rows;
	bool late; /* the time is up */
};

/* The letters and digits of a word as bits: a cheap look before the costly one. */
static uint64_t find_letters(const char *word, size_t length)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < length; i++)
		letters |= UINT64_C(1) << ((unsigned char)word[i] & 63);
	return letters;
}

/* To the word as far as it was typed: somebody may still be typing it. */
size_t find_distance(
	const char *typed, size_t typed_length, const char *word, size_t length, size_t limit)
{
	const uint64_t missing =
		find_letters(typed, typed_length) & ~find_letters(word, length);
	size_t best = limit + 1;
	char begin[64];

	if (length + limit < typed_length || (size_t)__builtin_popcountll(missing) > limit)
		return best;
	for (size_t n = typed_length - 1; n <= typed_length + 1; n++) {
		size_t d;

		if (n > length || n >= sizeof begin)
			break;
		memcpy(begin, word, n);
		begin[n] = '\0';
		d = fold_distance(typed, begin, limit);
		best = d < best ? d : best;
	}
	return best;
}

size_t find_tolerance(size_t length)
{
	if (length < SPELL_SHORTEST)
		return 0;
	return length < SPELL_TWO_FROM ? 1 : 2;
}

/* Keeps the nearest words, each once, nearest first. */
static void spell_keep(struct spelling *s, const char *word, size_t length, size_t distance)
{
	struct find_word *w = &s->found;
	size_t at = w->count;

	for (size_t i = 0; i < w->count; i++)
		if (strlen(w->spelling[i]) == length && !strncmp(w->spelling[i], word, length))
			return;
	while (at > 0 && w->distance[at - 1] > (int)distance)
		at--;
	if (at == FIND_SPELLINGS)
		return;
	if (w->count == FIND_SPELLINGS)
		free(w->spelling[--w->count]);
	memmove(&w->spelling[at + 1], &w->spelling[at], (w->count - at) * sizeof *w->spelling);
	memmove(&w->distance[at + 1], &w->distance[at], (w->count - at) * sizeof *w->distance);
	w->spelling[at] = xstrndup(word, length);
	w->distance[at] = (int)distance;
	w->count++;
}

static void spell_look_at(struct spelling *s, const char *folded)
{
	while (*folded) {
		size_t n = strcspn(folded, " ");

		if (n + s->limit >= s->length) {
			size_t d = find_distance(s->typed, s->length, folded, n, s->limit);

			if (d <= s->limit)
				spell_keep(s, folded, n, d);
		}
		folded += n + (folded[n] ? 1 : 0);
	}
}

static bool spell_time_left(struct spelling *s)
{
	if (++s->rows % SPELL_LOOK_AT_CLOCK == 0)
		s->late = spell_clock_us() >= s->until_us;
	return !s->late;
}

static bool spell_scan(struct db *db, struct spelling *s, const char *sql, const char *from,
	const char *to, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (s->late)
		return true;
	stmt = sql_prepare(db, sql, err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":from", from);
	sql_bind_text(stmt, ":to", to);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW && spell_time_left(s))
		spell_look_at(s, sql_text(stmt, 0));
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* Names in the order in which a hit is likely: territories, then names with the same first
 * letter. A short word must have it: too many would be one letter away. */
static bool spell_look_around(struct db *db, struct spelling *s, struct err *err)
{
	static const char *const territories[] = {
		"SELECT fold FROM cite WHERE fold >= :from AND fold < :to",
		"SELECT fold FROM commune WHERE fold >= :from AND fold < :to",
	};
	static const char *const names[] = {
		"SELECT fold FROM person WHERE fold >= :from AND fold < :to",
		"SELECT given_fold FROM person WHERE given_fold >= :from AND given_fold < :to",
		"SELECT fold FROM structure WHERE fold >= :from AND fold < :to",
	};
	const char letter[] = { s->typed[0], '\0' };
	const char next[] = { (char)(s->typed[0] + 1), '\0' };
	const bool strict = s->length < SPELL_TWO_FROM;

	for (size_t i = 0; i < sizeof territories / sizeof *territories; i++)
		if (!spell_scan(db, s, territories[i], strict ? letter : "",
			    strict ? next : "\xf4\x8f\xbf\xbf", err))
			return false;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!spell_scan(db, s, names[i], letter, next, err))
			return false;
	return true;
}

static bool spell_is_known(struct db *db, const char *word, bool *known, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT 1 FROM search WHERE search MATCH :match LIMIT 1", err);
	struct str match = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	str_addf(&match, "\"%s\"*", word);
	sql_bind_text(stmt, ":match", match.buf);
	result = sql_step(db, stmt, err);
	*known = result == SQL_ROW;
	sql_done(stmt);
	str_release(&match);
	return result != SQL_FAILED;
}

static void spell_forget(struct find_word *w)
{
	for (size_t i = 0; i < w->count; i++)
		free(w->spelling[i]);
	*w = (struct find_word){ .count = 0 };
}

/* Puts similar words in the place of one that nothing has. */
static bool spell_word(struct db *db, struct find_word *w, bool *changed, struct err *err)
{
	struct spelling s = {
		.typed = w->spelling[0],
		.length = strlen(w->spelling[0]),
		.until_us = spell_clock_us() + SPELL_BUDGET_US,
	};
	bool known = true;

	s.limit = find_tolerance(s.length);
	if (!s.limit || s.typed[0] < 'a' || s.typed[0] > 'z' || w->count > 1)
		return true;
	if (!spell_is_known(db, s.typed, &known, err))
		return false;
	if (known)
		return true;
	if (!spell_look_around(db, &s, err)) {
		spell_forget(&s.found);
		return false;
	}
	if (!s.found.count)
		return true;
	free(w->spelling[0]);
	*w = s.found;
	*changed = true;
	return true;
}

bool find_spell(struct db *db, struct find_query *q, bool *changed, struct err *err)
{
	*changed = false;
	for (size_t i = 0; i < q->count; i++)
		if (!spell_word(db, &q->words[i], changed, err))
			return false;
	q->approximate = *changed;
	return true;
}

/* --- a whole name ----------------------------------------------------------------------- */

enum { SQUASH_SURE = 3 }; /* letters at the beginning that are right more often than not */

/* Names that begin with the same letters, then those with the same first one. */
static bool spell_look_squashed(struct db *db, struct spelling *s, struct err *err)
{
	static const char names[] =
		"SELECT squash FROM person WHERE squash >= :from AND squash < :to";
	struct str from = STR_INIT, to = STR_INIT;
	bool ok = true;

	for (size_t n = SQUASH_SURE; ok && n >= 1 && !s->found.count; n -= SQUASH_SURE - 1) {
		str_reset(&from);
		str_reset(&to);
		str_addn(&from, s->typed, n);
		str_addf(&to, "%.*s\xf4\x8f\xbf\xbf", (int)n, s->typed);
		ok = spell_scan(db, s, names, from.buf, to.buf, err);
		if (n == 1)
			break;
	}
	str_release(&from);
	str_release(&to);
	return ok;
}

bool find_spell_squash(
	struct db *db, struct find_query *q, bool *changed, struct err *err)
{
	struct spelling s = {
		.typed = q->squash.buf,
		.length = q->squash.len,
		.until_us = spell_clock_us() + SPELL_BUDGET_US / 2, /* words have had theirs */
	};

	s.limit = find_tolerance(s.length);
	if (!find_wants(q, FIND_PERSON) || s.length < SPELL_TWO_FROM || s.typed[0] < 'a' ||
		s.typed[0] > 'z')
		return true;
	if (!spell_look_squashed(db, &s, err)) {
		spell_forget(&s.found);
		return false;
	}
	if (!s.found.count)
		return true;
	for (size_t i = 0; i < q->count; i++)
		spell_forget(&q->words[i]);
	q->words[0] = s.found;
	q->count = 1;
	q->departement = NULL;
	q->approximate = *changed = true;
	return true;
}
