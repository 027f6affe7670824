#include "etape/duplicate.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/person.h"
#include "store/duplicate_people.h"
#include "store/noun.h"

/* --- judging two ------------------------------------------------------------------------ */

struct judged {
	uint32_t one, other; /* places in the crowd */
	unsigned why;
	int score;
};

/* Whether a folded name is some words of another: "dupre" of "dupre leroy". */
static bool name_part(const char *part, size_t n, const char *whole, size_t m)
{
	const char *at = whole;

	if (n < 3 || n >= m)
		return false;
	while ((at = strstr(at, part)) != NULL) {
		if ((at == whole || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' '))
			return true;
		at++;
	}
	return false;
}

static bool numbers_meet(const char *a, const char *b)
{
	while (*a) {
		const size_t n = strcspn(a, " ");

		for (const char *at = b; n && *at;) {
			const size_t m = strcspn(at, " ");

			if (n == m && !memcmp(a, at, n))
				return true;
			at += m + (at[m] ? 1 : 0);
		}
		a += n + (a[n] ? 1 : 0);
	}
	return false;
}

/* How the names alone resemble. */
static unsigned judge_names(const char *family, size_t family_length, const char *given,
	size_t given_length, const char *family2, size_t family2_length, const char *given2,
	size_t given2_length)
{
	const bool same_family = !strcmp(family, family2);
	const bool same_given = !strcmp(given, given2);

	if (same_family && same_given)
		return DUPLICATE_NAME;
	if (*family && *given && !strcmp(family, given2) && !strcmp(given, family2))
		return DUPLICATE_SWAPPED;
	if (same_given && *given &&
		(name_part(family, family_length, family2, family2_length) ||
			name_part(family2, family2_length, family, family_length)))
		return DUPLICATE_COMPOUND;
	if (same_given && *given && family_length > 3 && family2_length > 3 &&
		fold_distance(family, family2, 1) == 1)
		return DUPLICATE_LETTER;
	if (same_family && *family && given_length > 3 && given2_length > 3 &&
		fold_distance(given, given2, 1) == 1)
		return DUPLICATE_LETTER;
	return 0;
}

/* A name alone is a homonym's as well: it counts in one structure, or where one has none. */
static unsigned judge(const struct duplicate_crowd *crowd, const struct duplicate_person *a,
	const struct duplicate_person *b)
{
	const char *texts = crowd->texts.buf;
	const bool reach = texts[a->email] && !strcmp(texts + a->email, texts + b->email);
	const bool number = numbers_meet(texts + a->digits, texts + b->digits);
	const bool same = a->structure && a->structure == b->structure;
	const bool open = !a->structure || !b->structure;
	unsigned why = judge_names(texts + a->family, a->family_length, texts + a->given,
		a->given_length, texts + b->family, b->family_length, texts + b->given,
		b->given_length);

	if (!reach && !number && !same &&
		!(open && (why & (DUPLICATE_NAME | DUPLICATE_SWAPPED))))
		return 0;
	if (!why && (reach || number) && a->given_length &&
		!strcmp(texts + a->given, texts + b->given))
		why = DUPLICATE_MARRIED;
	if (!why && !reach)
		return 0;
	return why | (reach ? DUPLICATE_EMAIL : 0u) | (number ? DUPLICATE_PHONE : 0u) |
	       (same ? DUPLICATE_STRUCTURE : 0u);
}

static int judge_score(unsigned why)
{
	static const struct {
		unsigned why;
		int points;
	} worth[] = {
		{ DUPLICATE_NAME, 55 },
		{ DUPLICATE_SWAPPED, 55 },
		{ DUPLICATE_COMPOUND, 45 },
		{ DUPLICATE_LETTER, 40 },
		{ DUPLICATE_MARRIED, 30 },
		{ DUPLICATE_EMAIL, 35 },
		{ DUPLICATE_PHONE, 20 },
		{ DUPLICATE_STRUCTURE, 15 },
	};
	int score = 0;

	for (size_t i = 0; i < sizeof worth / sizeof *worth; i++)
		if (why & worth[i].why)
			score += worth[i].points;
	return score > 100 ? 100 : score;
}

/* --- those who are two ------------------------------------------------------------------- */

struct distinct {
	int64_t (*at)[2]; /* in order, owned */
	size_t count;
};

static int distinct_compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;
	const int first = (x[0] > y[0]) - (x[0] < y[0]);

	return first ? first : (x[1] > y[1]) - (x[1] < y[1]);
}

static bool distinct_read(struct db *db, struct distinct *distinct, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT one, other FROM distinct_pair ORDER BY one, other", err);
	enum sql_result result;

	*distinct = (struct distinct){ .at = NULL };
	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		distinct->at = xrealloc(
			distinct->at, (distinct->count + 1) * sizeof *distinct->at);
		distinct->at[distinct->count][0] = sql_int(stmt, 0);
		distinct->at[distinct->count++][1] = sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool distinct_holds(const struct distinct *distinct, int64_t one, int64_t other)
{
	const int64_t key[2] = { one, other };

	return distinct->count && bsearch(key, distinct->at, distinct->count,
					  sizeof *distinct->at, distinct_compare) != NULL;
}

/* --- listing ----------------------------------------------------------------------------- */

static int judged_compare(const void *a, const void *b)
{
	const struct judged *x = a, *y = b;

	if (x->score != y->score)
		return y->score - x->score;
	if (x->one != y->one)
		return x->one < y->one ? -1 : 1;
	return (x->other > y->other) - (x->other < y->other);
}

/* The pairs that stand, the most probable first; owned. */
static struct judged *judge_all(const struct duplicate_crowd *crowd,
	const struct distinct *distinct, size_t *count)
{
	struct duplicate_pairs pairs;
	struct judged *judged;

	duplicate_meet(crowd, &pairs);
	judged = xmalloc((pairs.count + 1) * sizeof *judged);
	*count = 0;
	for (size_t i = 0; i < pairs.count; i++) {
		const struct duplicate_person *a = &crowd->at[pairs.at[i] >> 32];
		const struct duplicate_person *b = &crowd->at[pairs.at[i] & UINT32_MAX];
		const unsigned why = judge(crowd, a, b);

		if (!why || distinct_holds(distinct, a->id, b->id))
			continue;
		judged[(*count)++] = (struct judged){
			.one = (uint32_t)(pairs.at[i] >> 32),
			.other = (uint32_t)(pairs.at[i] & UINT32_MAX),
			.why = why,
			.score = judge_score(why),
		};
	}
	free(pairs.at);
	qsort(judged, *count, sizeof *judged, judged_compare);
	return judged;
}

static bool listing_keep(void *arg, const struct person_row *row)
{
	struct person_row **kept = arg;

	*kept = person_row_dup(row);
	return true;
}

static bool listing_tell(struct db *db, const struct duplicate_crowd *crowd,
	const struct judged *j, duplicate_row_fn each, void *arg, bool *more, struct err *err)
{
	struct person_row *one = NULL, *other = NULL;
	struct str why = STR_INIT;
	bool ok = person_row_get(db, crowd->at[j->one].id, listing_keep, &one, err) &&
		  person_row_get(db, crowd->at[j->other].id, listing_keep, &other, err);

	if (ok) {
		for (size_t i = 0; i < duplicate_reasons.count; i++)
			if (j->why & 1u << i)
				str_addf(&why, "%s%s", why.len ? "\n" : "",
					duplicate_reasons.words[i].name);
		*more = each(arg, &(struct duplicate_row){
			.one = one->id,
			.other = other->id,
			.name = one->name,
			.other_name = other->name,
			.structure = one->structure,
			.other_structure = other->structure,
			.email = one->email,
			.other_email = other->email,
			.why = why.buf,
			.reasons = j->why,
			.score = j->score,
		});
	}
	free(one);
	free(other);
	str_release(&why);
	return ok;
}

bool duplicate_list(struct db *db, size_t limit, duplicate_row_fn each, void *arg, size_t *total,
	struct err *err)
{
	struct duplicate_crowd crowd;
	struct distinct distinct = { .at = NULL };
	struct judged *judged = NULL;
	size_t count = 0;
	bool more = true;
	bool ok = duplicate_crowd_read(db, &crowd, err) && distinct_read(db, &distinct, err);

	if (ok)
		judged = judge_all(&crowd, &distinct, &count);
	if (total)
		*total = count;
	for (size_t i = 0; ok && more && i < count && (!limit || i < limit); i++)
		ok = listing_tell(db, &crowd, &judged[i], each, arg, &more, err);
	free(judged);
	free(distinct.at);
	duplicate_crowd_release(&crowd);
	return ok;
}

/* --- two all the same ---------------------------------------------------------------------- */

static bool distinct_write(struct db *db, int64_t one, int64_t other, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT OR IGNORE INTO distinct_pair (id, one, other, author, at)"
		" VALUES (:id, min(:one, :other), max(:one, :other), :author, :at)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":one", one);
	sql_bind_int(stmt, ":other", other);
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_int(stmt, ":at", civil_now());
	return sql_run(db, stmt, err);
}

bool duplicate_distinct(struct db *db, int64_t one, int64_t other, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_DISTINCT, .subject = one, .object = other
	};
	int64_t found = 0, found_other = 0;
	bool ok;

	if (one == other)
		return err_set(err, ERR_INVALID, _("nobody is somebody else than herself"));
	if (!change_begin(db, &label, err))
		return false;
	ok = noun_ask(db, "SELECT 1 FROM person WHERE id = :id", one, &found, err) &&
	     noun_ask(db, "SELECT 1 FROM person WHERE id = :id", other, &found_other, err);
	if (ok && !(found && found_other))
		ok = err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	ok = ok && distinct_write(db, one, other, err);
	return noun_end(db, ok, ok, err);
}
