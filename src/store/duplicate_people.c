#include "store/duplicate_people.h"

#include <stdlib.h>
#include <string.h>

/* How many others somebody meets by one key: a switchboard, a shared mailbox or a frequent
 * name has no more. */
#define MEET_MOST 24

/* --- everybody ------------------------------------------------------------------------- */

static uint32_t crowd_text(struct duplicate_crowd *crowd, const char *text, size_t length)
{
	const size_t at = crowd->texts.len;

	str_addn(&crowd->texts, text, length);
	str_addc(&crowd->texts, '\0');
	return (uint32_t)at;
}

/* .fold is the folded family name, a blank, the folded given name. */
static void crowd_add(struct duplicate_crowd *crowd, sqlite3_stmt *stmt)
{
	const char *fold = sql_text(stmt, 1), *given = sql_text(stmt, 2);
	const char *email = sql_text(stmt, 3), *digits = sql_text(stmt, 4);
	const size_t all = strlen(fold), last = strlen(given);
	const size_t family = all > last ? all - last - (last ? 1 : 0) : 0;

	if (crowd->count == crowd->room) {
		crowd->room = crowd->room ? crowd->room * 2 : 256;
		crowd->at = xrealloc(crowd->at, crowd->room * sizeof *crowd->at);
	}
	crowd->at[crowd->count++] = (struct duplicate_person){
		.id = sql_int(stmt, 0),
		.family = crowd_text(crowd, fold, family),
		.family_length = (uint32_t)family,
		.given = crowd_text(crowd, given, last),
		.given_length = (uint32_t)last,
		.email = crowd_text(crowd, email, strlen(email)),
		.digits = crowd_text(crowd, digits, strlen(digits)),
		.structure = sql_int(stmt, 5),
	};
}

bool duplicate_crowd_read(struct db *db, struct duplicate_crowd *crowd, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, fold, given_fold, email_fold, digits, structure FROM person"
		" WHERE erased_at IS NULL ORDER BY id",
		err);
	enum sql_result result;

	*crowd = (struct duplicate_crowd){ .texts = STR_INIT };
	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		crowd_add(crowd, stmt);
	sql_done(stmt);
	return result != SQL_FAILED;
}

void duplicate_crowd_release(struct duplicate_crowd *crowd)
{
	free(crowd->at);
	str_release(&crowd->texts);
	*crowd = (struct duplicate_crowd){ .texts = STR_INIT };
}

/* --- keys ------------------------------------------------------------------------------- */

/* What a key is of: how many share one tells what it is worth. */
enum meet_kind { MEET_OTHER, MEET_NAME, MEET_EMAIL, MEET_NUMBER, MEET_KINDS };

struct meet_key {
	uint32_t hash; /* its kind in the low bits */
	uint32_t who;
};

struct meet_keys {
	struct meet_key *at;
	size_t count;
	size_t room;
};

/* FNV-1a, its halves mixed at the end. */
static uint64_t meet_hash(uint64_t hash, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)text[i]) * UINT64_C(1099511628211);
	return (hash ^ 0xff) * UINT64_C(1099511628211);
}

#define MEET_SEED(kind) (UINT64_C(14695981039346656037) + (uint64_t)(kind) * UINT64_C(0x9e3779b97f4a7c15))

static void meet_add(struct meet_keys *keys, enum meet_kind kind, uint64_t hash, size_t who)
{
	if (keys->count == keys->room) {
		keys->room = keys->room ? keys->room * 2 : 1024;
		keys->at = xrealloc(keys->at, keys->room * sizeof *keys->at);
	}
	hash ^= hash >> 29;
	hash = (hash ^ hash >> 32) & ~(uint64_t)(MEET_KINDS - 1);
	keys->at[keys->count++] =
		(struct meet_key){ .hash = (uint32_t)(hash | kind), .who = (uint32_t)who };
}

/* The two names whatever their order; and in one structure, one of them with the first or the
 * last two letters of the other: one letter apart, one of the two is untouched. */
static void meet_by_name(
	struct meet_keys *keys, const struct duplicate_crowd *crowd, size_t who)
{
	enum { ENDS = 2 };
	const struct duplicate_person *p = &crowd->at[who];
	const char *name[2] = { crowd->texts.buf + p->family, crowd->texts.buf + p->given };
	const size_t length[2] = { p->family_length, p->given_length };
	const uint64_t family = meet_hash(MEET_SEED(1), name[0], length[0]);
	const uint64_t given = meet_hash(MEET_SEED(1), name[1], length[1]);

	meet_add(keys, MEET_NAME, family * given, who);
	for (int i = 0; p->structure && i < 2; i++) {
		const uint64_t whole = meet_hash(MEET_SEED(2 + i) ^ (uint64_t)p->structure, name[i], length[i]);
		const char *rest = name[1 - i];
		const size_t n = length[1 - i];

		if (!length[i] || n < ENDS)
			continue;
		meet_add(keys, MEET_OTHER, meet_hash(whole ^ 4, rest, ENDS), who);
		meet_add(keys, MEET_OTHER, meet_hash(whole ^ 8, rest + n - ENDS, ENDS), who);
	}
}

/* A number alone, and with a given name: a switchboard has hundreds, few of them Inès. */
static void meet_by_reach(
	struct meet_keys *keys, const struct duplicate_crowd *crowd, size_t who)
{
	const struct duplicate_person *p = &crowd->at[who];
	const char *email = crowd->texts.buf + p->email;
	const char *number = crowd->texts.buf + p->digits;
	const char *given = crowd->texts.buf + p->given;

	if (*email) {
		const uint64_t hash = meet_hash(MEET_SEED(5), email, strlen(email));

		meet_add(keys, MEET_EMAIL, hash, who);
		meet_add(keys, MEET_OTHER, meet_hash(hash, given, p->given_length), who);
	}
	while (*number) {
		const size_t n = strcspn(number, " ");
		const uint64_t hash = meet_hash(MEET_SEED(6), number, n);

		if (n) {
			meet_add(keys, MEET_NUMBER, hash, who);
			meet_add(keys, MEET_OTHER, meet_hash(hash, given, p->given_length), who);
		}
		number += n + (number[n] ? 1 : 0);
	}
}

/* In order of the hash, two halves one after the other; those of one hash stay in order. */
static void meet_sort(struct meet_keys *keys)
{
	enum { HALF = 1 << 16 };
	struct meet_key *other = xmalloc((keys->count + 1) * sizeof *other);
	size_t *starts = xmalloc((HALF + 1) * sizeof *starts);

	for (int shift = 0; shift < 32; shift += 16) {
		struct meet_key *swap = keys->at;

		memset(starts, 0, (HALF + 1) * sizeof *starts);
		for (size_t i = 0; i < keys->count; i++)
			starts[(keys->at[i].hash >> shift & (HALF - 1)) + 1]++;
		for (size_t i = 0; i < HALF; i++)
			starts[i + 1] += starts[i];
		for (size_t i = 0; i < keys->count; i++)
			other[starts[keys->at[i].hash >> shift & (HALF - 1)]++] = keys->at[i];
		keys->at = other;
		other = swap;
	}
	free(other);
	free(starts);
}

/* --- pairs ------------------------------------------------------------------------------ */

static void pairs_add(struct duplicate_pairs *pairs, uint64_t one, uint64_t other)
{
	if (pairs->count == pairs->room) {
		pairs->room = pairs->room ? pairs->room * 2 : 1024;
		pairs->at = xrealloc(pairs->at, pairs->room * sizeof *pairs->at);
	}
	pairs->at[pairs->count++] = one < other ? one << 32 | other : other << 32 | one;
}

static int pairs_compare(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void pairs_unite(struct duplicate_pairs *pairs)
{
	size_t kept = 0;

	if (!pairs->count)
		return;
	qsort(pairs->at, pairs->count, sizeof *pairs->at, pairs_compare);
	for (size_t i = 0; i < pairs->count; i++)
		if (!i || pairs->at[i] != pairs->at[i - 1])
			pairs->at[kept++] = pairs->at[i];
	pairs->count = kept;
}

static void meet_count(struct duplicate_crowd *crowd, const struct meet_key *key, size_t bearers)
{
	struct duplicate_person *p = &crowd->at[key->who];
	uint32_t *of[MEET_KINDS] = { [MEET_NAME] = &p->name_bearers,
		[MEET_EMAIL] = &p->email_bearers,
		[MEET_NUMBER] = &p->number_bearers };
	uint32_t *count = of[key->hash & (MEET_KINDS - 1)];

	if (count && *count < bearers)
		*count = (uint32_t)bearers;
}

/* Those who have one key in common, from `first` on; returns how many. */
static size_t meet_group(struct duplicate_crowd *crowd, const struct meet_keys *keys, size_t first,
	struct duplicate_pairs *pairs)
{
	size_t end = first;

	while (end < keys->count && keys->at[end].hash == keys->at[first].hash)
		end++;
	for (size_t i = first; i < end; i++) {
		meet_count(crowd, &keys->at[i], end - first);
		for (size_t j = i + 1; j < end && j <= i + MEET_MOST; j++)
			if (keys->at[i].who != keys->at[j].who)
				pairs_add(pairs, keys->at[i].who, keys->at[j].who);
	}
	return end - first;
}

void duplicate_meet(struct duplicate_crowd *crowd, struct duplicate_pairs *pairs)
{
	struct meet_keys keys = { .at = NULL };

	*pairs = (struct duplicate_pairs){ .at = NULL };
	for (size_t i = 0; i < crowd->count; i++) {
		meet_by_name(&keys, crowd, i);
		meet_by_reach(&keys, crowd, i);
	}
	if (keys.count)
		meet_sort(&keys);
	for (size_t i = 0; i < keys.count;)
		i += meet_group(crowd, &keys, i, pairs);
	free(keys.at);
	pairs_unite(pairs);
}
