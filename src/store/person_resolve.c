#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/person.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/words.h"

struct person_answers {
	int64_t id; /* the last one found */
	int count;
	struct str names; /* of the first few, for the message */
};

enum { PERSON_NAMED = 8 };

#define PERSON_NAMES                                                                                \
	"SELECT p.id, p.family_name, p.given_name, coalesce(p.email, s.name, ''), p.fold, p.squash" \
	" FROM person p LEFT JOIN structure s ON s.id = p.structure"

static void person_answer(sqlite3_stmt *stmt, struct person_answers *a)
{
	a->id = sql_int(stmt, 0);
	if (a->count++)
		str_add(&a->names, ", ");
	text_person(&a->names, sql_text(stmt, 1), sql_text(stmt, 2));
	if (*sql_text(stmt, 3))
		str_addf(&a->names, " (%s)", sql_text(stmt, 3));
}

static bool person_by_key(
	struct db *db, const char *key, struct person_answers *a, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, PERSON_NAMES " WHERE p.fold = :fold AND p.erased_at IS NULL ORDER BY p.id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":fold", key);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW && a->count < PERSON_NAMED)
		person_answer(stmt, a);
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* The name as a whole: family then given, else given then family, wherever the
 * blank between them is. */
static bool person_by_whole_name(
	struct db *db, const char *text, struct person_answers *a, struct err *err)
{
	struct str swapped = STR_INIT;
	char *fold = fold_dup(text);
	bool ok = person_by_key(db, fold, a, err);

	for (char *blank = strchr(fold, ' '); ok && !a->count && blank;
		blank = strchr(blank + 1, ' ')) {
		str_reset(&swapped);
		str_addf(&swapped, "%s %.*s", blank + 1, (int)(blank - fold), fold);
		ok = person_by_key(db, swapped.buf, a, err);
	}
	str_release(&swapped);
	free(fold);
	return ok;
}

/* Words that begin words of the name, all of them; or the name without blanks. */
static bool person_by_words(
	struct db *db, const char *text, struct person_answers *a, struct err *err)
{
	struct str match = STR_INIT, squash = STR_INIT;
	sqlite3_stmt *stmt = NULL;
	enum sql_result result = SQL_FAILED;
	struct words words;
	bool ok;

	words_init(&words, text);
	words_match_query(&words, &match);
	fold_squash_add(&squash, text);
	if (words.count)
		stmt = sql_prepare(db,
			PERSON_NAMES
			" WHERE p.id IN (SELECT rowid FROM search WHERE search MATCH"
			" :match LIMIT 2000) ORDER BY p.fold, p.id",
			err);
	if (stmt) {
		sql_bind_text(stmt, ":match", match.buf);
		while ((result = sql_step(db, stmt, err)) == SQL_ROW && a->count < PERSON_NAMED)
			if (words_all(&words, sql_text(stmt, 4)) ||
				!strncmp(sql_text(stmt, 5), squash.buf, squash.len))
				person_answer(stmt, a);
		sql_done(stmt);
	}
	ok = !words.count || result != SQL_FAILED;
	words_release(&words);
	str_release(&match);
	str_release(&squash);
	return ok;
}

bool person_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	struct person_answers a = { .names = STR_INIT };
	int64_t found = 0;
	bool ok;

	if (id_parse(text, id)) {
		if (!noun_ask(db, "SELECT id FROM person WHERE id = :id AND erased_at IS NULL", *id, &found, err))
			return false;
		if (found)
			return true;
	}
	if (strchr(text, '@')) {
		if (!person_find_by_email(db, text, id, err))
			return false;
		return *id ||
		       err_set(err, ERR_NOT_FOUND, _("nobody has the address '%s'"), text);
	}
	ok = person_by_whole_name(db, text, &a, err);
	if (ok && !a.count)
		ok = person_by_words(db, text, &a, err);
	*id = a.id;
	if (ok && a.count > 1)
		ok = err_set(err, ERR_AMBIGUOUS,
			_("'%s' may be several people: %s; give the e-mail or the id"), text,
			a.names.buf);
	else if (ok && !a.count)
		ok = err_set(err, ERR_NOT_FOUND,
			_("nobody named '%s' is known: try 'etape find'"), text);
	str_release(&a.names);
	return ok;
}
