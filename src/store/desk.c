#include "etape/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/code.h"
#include "etape/session.h"
#include "etape/text.h"
#include "store/desk_cache.h"
#include "store/desk_initials.h"
#include "store/find_internal.h"
#include "store/noun.h"

enum {
	DESK_MOST = 100,  /* rows that a caller may have */
	SCORE_CODE = 190, /* nothing is surer than a code */
	SCORE_ADDRESS = 120,
	SCORE_SQUASHED = 90,
	SCORE_TURNED = 70, /* given name first, or from a later word of the family name on */
	SCORE_INITIALS = 75, /* after family names that begin so: before given names */
	SCORE_INITIALS_TURNED = 64, /* after all names that begin so: before posts, other words */
	SCORE_INITIALS_ASIDE = 63,
	SCORE_ANNOUNCED = 35,
};

struct desk_pick {
	const struct desk_entry *entry; /* NULL: known only */
	int64_t person;
	int score;
	enum desk_group group;
	struct desk_row *row; /* owned, read once picked */
};

struct desk_picks {
	struct desk_pick at[DESK_MOST];
	size_t count;
	size_t limit;
};

/* --- choosing -------------------------------------------------------------------------- */

/* Keeps the best, in order; of equals the one that came first. */
static void desk_pick(struct desk_picks *picks, const struct desk_pick *pick)
{
	size_t at = picks->count;

	while (at > 0 && picks->at[at - 1].group == pick->group &&
		picks->at[at - 1].score < pick->score)
		at--;
	if (at >= picks->limit)
		return;
	if (picks->count == picks->limit)
		picks->count--;
	memmove(&picks->at[at + 1], &picks->at[at], (picks->count - at) * sizeof *picks->at);
	picks->at[at] = *pick;
	picks->count++;
}

/* Initials, or a beginning of both names. */
static int desk_initials_score(const struct find_query *q, const struct desk_spelling *names)
{
	if (strcmp(q->fold, q->squash.buf) != 0)
		return 0;
	switch (desk_initials_match(names, q->fold, q->squash.len)) {
	case DESK_INITIALS_MAIN:
		return SCORE_INITIALS;
	case DESK_INITIALS_TURNED:
		return SCORE_INITIALS_TURNED;
	case DESK_INITIALS_ASIDE:
		return SCORE_INITIALS_ASIDE;
	case DESK_INITIALS_NOT:
		break;
	}
	return 0;
}

static int desk_max(int a, int b)
{
	return a > b ? a : b;
}

/* Letters alone are a name until they are a whole code: "mar" is nobody's badge. */
static bool desk_is_code(const struct find_query *q, const struct desk_entry *e)
{
	const char *typed = q->squash.buf;
	const size_t n = q->squash.len;

	return n >= 3 && words_find(e->code, typed, n) != WORDS_NOT &&
	       (n == CODE_LENGTH || typed[strcspn(typed, "0123456789")]);
}

static int desk_score(const struct find_query *q, const struct desk_entry *e)
{
	const struct desk_spelling names = { e->fold, e->squash, e->family, e->initials };
	int score = find_score(q, e->fold, e->posts, e->words);

	if (desk_is_code(q, e))
		return SCORE_CODE;
	if (*q->email && !strncmp(e->email, q->email, strlen(q->email)))
		return SCORE_ADDRESS;
	if (!q->squash.len)
		return score;
	if (!strncmp(e->squash, q->squash.buf, q->squash.len))
		return desk_max(score, SCORE_SQUASHED);
	if (score < SCORE_INITIALS)
		score = desk_max(score, desk_initials_score(q, &names));
	if (score < SCORE_TURNED && (!strncmp(e->turned, q->squash.buf, q->squash.len) ||
					    desk_begins_inside(&names, q->squash.buf)))
		return SCORE_TURNED;
	if (score == 0 && *e->announcer && find_score(q, e->announcer, "", e->words) > 0)
		return SCORE_ANNOUNCED;
	return score;
}

static void desk_pick_registered(
	const struct desk_cache *cache, const struct find_query *q, struct desk_picks *picks)
{
	for (size_t i = 0; i < cache->count; i++) {
		struct desk_pick pick = {
			.entry = &cache->at[i],
			.person = cache->at[i].person,
			.group = DESK_REGISTERED,
			.score = desk_score(q, &cache->at[i]),
		};

		if (pick.score > 0)
			desk_pick(picks, &pick);
	}
}

/* Letters that differ between a typed word and the nearest word of a name; more than
 * tolerated when none is near. */
static size_t desk_distance(const char *typed, const char *fold, size_t tolerance)
{
	size_t best = tolerance + 1, length = strlen(typed);

	while (*fold) {
		size_t n = strcspn(fold, " "), d;

		d = !strncmp(fold, typed, length) ? 0
		    : tolerance ? find_distance(typed, length, fold, n, tolerance)
				: 1;
		best = d < best ? d : best;
		fold += n + (fold[n] ? 1 : 0);
	}
	return best;
}

static void desk_pick_similar(
	const struct desk_cache *cache, const struct find_query *q, struct desk_picks *picks)
{
	for (size_t i = 0; i < cache->count; i++) {
		struct desk_pick pick = {
			.entry = &cache->at[i],
			.person = cache->at[i].person,
			.group = DESK_APPROXIMATE,
			.score = 100,
		};

		for (size_t j = 0; j < q->count && pick.score > 0; j++) {
			const char *typed = q->words[j].spelling[0];
			size_t tolerance = find_tolerance(strlen(typed));
			size_t d = desk_distance(typed, cache->at[i].fold, tolerance);

			pick.score = d > tolerance ? 0 : pick.score - (int)d * 10;
		}
		if (pick.score > 0)
			desk_pick(picks, &pick);
	}
}

/* People of the directory who are not registered, after those who are. When nobody is
 * found by what was typed, similar spellings: registered first, then known. */
static bool desk_pick_known(struct db *db, const struct desk_cache *cache,
	const struct find_query *q, const char *typed, struct desk_picks *picks,
	struct err *err)
{
	const bool nobody = picks->count == 0;
	struct find_hits hits;
	bool approximate;
	bool ok = find_hits_of(db, typed, FIND_ONLY(FIND_PERSON), nobody, picks->limit, &hits,
		&approximate, err);

	if (ok && nobody && (approximate || !hits.count))
		desk_pick_similar(cache, q, picks);
	for (size_t i = 0; ok && i < hits.count && picks->count < picks->limit; i++) {
		struct desk_pick pick = {
			.person = hits.at[i].id,
			.score = hits.at[i].score,
			.group = approximate ? DESK_APPROXIMATE : DESK_KNOWN,
		};

		if (!idmap_get(&cache->people, pick.person))
			picks->at[picks->count++] = pick;
	}
	find_hits_release(&hits);
	return ok;
}

/* --- reading what a row shows --------------------------------------------------------------
 */

#define DESK_PERSON                                                                            \
	"SELECT p.family_name, p.given_name, p.function, s.name, c.name, " NOUN_POSTS("p.id")
#define DESK_OF                                                                                \
	" LEFT JOIN structure s ON s.id = p.structure"                                         \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"

static const char desk_registered_sql[] = DESK_PERSON
	", r.code, r.status, r.walk_in,"
	" NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
	" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
	" AND x.session = :session), k.kind, k.at, k.desk, k.author, r.cancelled_at,"
	" b.family_name, b.given_name, o.family_name, o.given_name,"
	" r.registered_by, y.family_name, y.given_name"
	" FROM registration r JOIN person p ON p.id = r.person" DESK_OF
	" LEFT JOIN checkin k ON k.id = (SELECT l.id FROM checkin l"
	" WHERE l.registration = r.id AND l.session = :session AND l.kind <> 'undo'"
	" AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = l.id)"
	" ORDER BY l.id DESC LIMIT 1)"
	" LEFT JOIN person b ON b.id ="
	" (SELECT z.person FROM registration z WHERE z.replaces = r.id ORDER BY z.id DESC LIMIT 1)"
	" LEFT JOIN person o ON o.id ="
	" (SELECT z.person FROM registration z WHERE z.id = r.replaces)"
	" LEFT JOIN person y ON y.id = r.registered_by WHERE r.id = :id";
static const char desk_known_sql[] = DESK_PERSON " FROM person p" DESK_OF " WHERE p.id = :id";

/* Names that a row borrows until it is handed over. */
struct desk_names {
	struct str name;
	struct str detail;
	struct str replaced_by;
	struct str replaces;
	struct str announced_by;
};

static const char *desk_name(struct str *name, sqlite3_stmt *stmt, int column)
{
	if (!sql_is_null(stmt, column))
		text_person(name, sql_text(stmt, column), sql_text(stmt, column + 1));
	return name->buf;
}

static void desk_read_registration(
	sqlite3_stmt *stmt, struct desk_row *row, struct desk_names *names)
{
	row->code = sql_text(stmt, 6);
	row->status = noun_value(&registration_statuses, stmt, 7);
	row->walk_in = sql_int(stmt, 8) != 0;
	row->this_session = sql_int(stmt, 9) != 0;
	row->present = str_eq(sql_text(stmt, 10), "in");
	row->left = str_eq(sql_text(stmt, 10), "out");
	row->at = sql_int(stmt, row->present || row->left ? 11 : 14);
	row->desk = sql_text(stmt, 12);
	row->author = sql_text(stmt, 13);
	row->replaced_by = desk_name(&names->replaced_by, stmt, 15);
	row->replaces = desk_name(&names->replaces, stmt, 17);
	row->announcer = sql_int(stmt, 19);
	row->announced_by = desk_name(&names->announced_by, stmt, 20);
}

static bool desk_read(struct db *db, struct desk_pick *pick, int64_t session, struct err *err)
{
	struct desk_names names = { STR_INIT, STR_INIT, STR_INIT, STR_INIT, STR_INIT };
	struct desk_row row = { .group = pick->group,
		.person = pick->person,
		.status = ANY,
		.code = "",
		.desk = "",
		.author = "",
		.replaced_by = "",
		.replaces = "",
		.announced_by = "" };
	sqlite3_stmt *stmt =
		sql_prepare(db, pick->entry ? desk_registered_sql : desk_known_sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	if (pick->entry) {
		row.registration = pick->entry->registration;
		row.by_announcer = pick->score == SCORE_ANNOUNCED;
		sql_bind_int(stmt, ":session", session);
	}
	sql_bind_int(stmt, ":id", pick->entry ? row.registration : row.person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		text_person(&names.name, sql_text(stmt, 0), sql_text(stmt, 1));
		find_person_detail(&names.detail, sql_text(stmt, 5), sql_text(stmt, 2),
			sql_text(stmt, 3), sql_text(stmt, 4));
		row.name = names.name.buf;
		row.detail = names.detail.buf;
		row.function = sql_text(stmt, 2);
		row.structure = sql_text(stmt, 3);
		row.cite = sql_text(stmt, 4);
		if (pick->entry)
			desk_read_registration(stmt, &row, &names);
		pick->row = desk_row_dup(&row);
	}
	sql_done(stmt);
	str_release(&names.name);
	str_release(&names.detail);
	str_release(&names.replaced_by);
	str_release(&names.replaces);
	str_release(&names.announced_by);
	return result != SQL_FAILED;
}

/* Those who can be checked in now stand before those already present or cancelled. */
static int desk_readiness(const struct desk_pick *pick)
{
	return pick->row && pick->row->status == REGISTRATION_REGISTERED && !pick->row->present;
}

static void desk_ready_first(struct desk_picks *picks)
{
	for (size_t i = 1; i < picks->count; i++) {
		struct desk_pick pick = picks->at[i];
		size_t at = i;

		while (at > 0 && picks->at[at - 1].group == pick.group &&
			picks->at[at - 1].score == pick.score &&
			desk_readiness(&picks->at[at - 1]) < desk_readiness(&pick)) {
			picks->at[at] = picks->at[at - 1];
			at--;
		}
		picks->at[at] = pick;
	}
}

/* --- the search -------------------------------------------------------------------------- */

static bool desk_session(
	struct db *db, int64_t event, int session, int64_t *id, struct err *err)
{
	struct session *list;
	size_t count;

	if (!session_list(db, event, &list, &count, err))
		return false;
	*id = count ? list[0].id : 0;
	for (size_t i = 0; i < count; i++)
		if (list[i].no == session)
			*id = list[i].id;
	session_free_list(&list, count);
	return true;
}

static bool desk_choose(struct db *db, int64_t event, const char *typed,
	struct desk_picks *picks, struct err *err)
{
	const struct desk_cache *cache = desk_cache_get(db, event, err);
	struct find_query q;
	bool ok = cache != NULL;

	find_query_init(&q, typed, FIND_ONLY(FIND_PERSON));
	if (ok && q.count) {
		desk_pick_registered(cache, &q, picks);
		if (picks->count < picks->limit)
			ok = desk_pick_known(db, cache, &q, typed, picks, err);
	}
	find_query_release(&q);
	return ok;
}

bool desk_search(struct db *db, int64_t event, int session, const char *typed, size_t limit,
	desk_row_fn each, void *arg, struct err *err)
{
	struct desk_picks picks = { .limit = limit < DESK_MOST ? limit : DESK_MOST };
	int64_t id = 0;
	bool ok = true, more = true;

	if (!picks.limit || !typed)
		return true;
	ok = desk_session(db, event, session, &id, err) &&
	     desk_choose(db, event, typed, &picks, err);
	for (size_t i = 0; ok && i < picks.count; i++)
		ok = desk_read(db, &picks.at[i], id, err);
	if (ok)
		desk_ready_first(&picks);
	for (size_t i = 0; ok && more && i < picks.count; i++)
		if (picks.at[i].row)
			more = each(arg, picks.at[i].row);
	for (size_t i = 0; i < picks.count; i++)
		free(picks.at[i].row);
	return ok;
}

struct desk_row *desk_row_dup(const struct desk_row *row)
{
	static const size_t texts[] = {
		offsetof(struct desk_row, code),
		offsetof(struct desk_row, name),
		offsetof(struct desk_row, function),
		offsetof(struct desk_row, structure),
		offsetof(struct desk_row, cite),
		offsetof(struct desk_row, detail),
		offsetof(struct desk_row, desk),
		offsetof(struct desk_row, author),
		offsetof(struct desk_row, replaced_by),
		offsetof(struct desk_row, replaces),
		offsetof(struct desk_row, announced_by),
	};

	return NOUN_ROW_DUP(row, texts);
}
