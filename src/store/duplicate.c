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
	/* "Jean" and "Jean-Pierre" as well. */
	if (same_family && *family &&
		(name_part(given, given_length, given2, given2_length) ||
			name_part(given2, given2_length, given, given_length)))
		return DUPLICATE_COMPOUND;
	if (same_given && *given && family_length > 3 && family2_length > 3 &&
		fold_distance(family, family2, 1) == 1)
		return DUPLICATE_LETTER;
	if (same_family && *family && given_length > 3 && given2_length > 3 &&
		fold_distance(given, given2, 1) == 1)
		return DUPLICATE_LETTER;
	return 0;
}

/* More than that many who share it, and it is a frequent name, a shared mailbox or a switchboard,
 * which says nothing by itself. */
enum { FEW = 3 };

/* What two people have in common. */
struct common {
	unsigned names; /* enum duplicate_why, of the names alone */
	bool given;	/* the same given name */
	bool email;
	bool number;
	bool structure;
	bool own_email;	 /* ... and few others have it */
	bool own_number;
	bool rare;	 /* few others are called so */
	bool open;	 /* one of the two has no structure */
	bool mailboxes;	 /* each has one of her own in the same house: two people, rather */
};

static uint32_t more(uint32_t a, uint32_t b)
{
	return a > b ? a : b;
}

static bool two_mailboxes(const char *email, const char *other)
{
	const char *house = strchr(email, '@'), *house2 = strchr(other, '@');

	return house && house2 && !strcmp(house, house2) && strcmp(email, other) != 0;
}

static struct common compare(const struct duplicate_crowd *crowd, const struct duplicate_person *a,
	const struct duplicate_person *b)
{
	const char *texts = crowd->texts.buf;
	struct common c = {
		.names = judge_names(texts + a->family, a->family_length, texts + a->given, a->given_length,
			texts + b->family, b->family_length, texts + b->given, b->given_length),
		.given = a->given_length && !strcmp(texts + a->given, texts + b->given),
		.email = texts[a->email] && !strcmp(texts + a->email, texts + b->email),
		.number = numbers_meet(texts + a->digits, texts + b->digits),
		.structure = a->structure && a->structure == b->structure,
		.rare = more(a->name_bearers, b->name_bearers) <= FEW,
		.open = !a->structure || !b->structure,
		.mailboxes = two_mailboxes(texts + a->email, texts + b->email),
	};

	c.own_email = c.email && more(a->email_bearers, b->email_bearers) <= FEW;
	c.own_number = c.number && more(a->number_bearers, b->number_bearers) <= FEW;
	return c;
}

/* A name alone is a homonym's as well: it counts in one structure, or where one has none. */
static unsigned judge(const struct common *c)
{
	const bool alone = c->open && c->rare && (c->names & (DUPLICATE_NAME | DUPLICATE_SWAPPED));
	unsigned why = c->names;

	if (!why && c->given && (c->own_email || c->own_number))
		why = DUPLICATE_MARRIED;
	if (why ? !c->email && !c->number && !c->structure && !alone : !c->own_email)
		return 0;
	return why | (c->email ? DUPLICATE_EMAIL : 0u) | (c->number ? DUPLICATE_PHONE : 0u) |
	       (c->structure ? DUPLICATE_STRUCTURE : 0u);
}

static int judge_score(unsigned why, const struct common *c)
{
	const struct {
		unsigned why;
		int points;
	} worth[] = {
		{ DUPLICATE_NAME, c->rare ? 55 : 45 },
		{ DUPLICATE_SWAPPED, c->rare ? 55 : 45 },
		{ DUPLICATE_COMPOUND, 45 },
		{ DUPLICATE_LETTER, 40 },
		{ DUPLICATE_MARRIED, 30 },
		{ DUPLICATE_EMAIL, c->own_email ? 35 : 15 },
		{ DUPLICATE_PHONE, c->own_number ? 20 : 5 },
		{ DUPLICATE_STRUCTURE, c->names ? 15 : 0 },
	};
	const bool alone = !c->email && !c->number && !c->structure;
	int score = (c->mailboxes ? -20 : 0) + (alone ? -15 : 0);

	for (size_t i = 0; i < sizeof worth / sizeof *worth; i++)
		if (why & worth[i].why)
			score += worth[i].points;
	return score > 100 ? 100 : score < 1 ? 1 : score;
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
static struct judged *judge_all(struct duplicate_crowd *crowd,
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
		const struct common common = compare(crowd, a, b);
		const unsigned why = judge(&common);

		if (!why || distinct_holds(distinct, a->id, b->id))
			continue;
		judged[(*count)++] = (struct judged){
			.one = (uint32_t)(pairs.at[i] >> 32),
			.other = (uint32_t)(pairs.at[i] & UINT32_MAX),
			.why = why,
			.score = judge_score(why, &common),
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
