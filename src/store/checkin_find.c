#include "store/checkin_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/words.h"

enum { CANDIDATES_MOST = 20 };

static void checkin_set_name(struct checkin_answer *a, const char *family, const char *given)
{
	struct str name = STR_INIT;

	text_person(&name, family, given);
	free(a->name);
	a->name = str_take(&name);
}

/* A code: of this event, of another one, or of none. */
static bool checkin_find_code(struct db *db, int64_t event, const char *code,
	struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT r.id, r.event, r.person, p.family_name, p.given_name, e.code, e.title"
		" FROM registration r JOIN person p ON p.id = r.person JOIN event e ON e.id = r.event"
		" WHERE r.code = :code",
		err);
	enum sql_result result;
	struct str other = STR_INIT;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":code", code);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW && sql_int(stmt, 1) == event) {
		a->registration = sql_int(stmt, 0);
	} else if (result == SQL_ROW) {
		a->result = CHECKIN_NOT_REGISTERED;
		a->person = sql_int(stmt, 2);
		checkin_set_name(a, sql_text(stmt, 3), sql_text(stmt, 4));
		str_addf(&other, "%s, %s", sql_text(stmt, 5), sql_text(stmt, 6));
		a->other_event = str_take(&other);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static void checkin_add_candidate(struct checkin_answer *a, sqlite3_stmt *stmt)
{
	struct checkin_candidate *c;
	struct str name = STR_INIT, detail = STR_INIT;

	if (a->candidate_count == CANDIDATES_MOST)
		return;
	if (!a->candidates)
		a->candidates = xcalloc(CANDIDATES_MOST, sizeof *a->candidates);
	c = &a->candidates[a->candidate_count++];
	c->registration = sql_int(stmt, 0);
	strncat(c->code, sql_text(stmt, 1), CODE_LENGTH);
	text_person(&name, sql_text(stmt, 2), sql_text(stmt, 3));
	noun_add_posts(&detail, sql_text(stmt, 7), ", ");
	if (!detail.len)
		str_addf(&detail, "%s%s%s", sql_text(stmt, 8),
			*sql_text(stmt, 8) && *sql_text(stmt, 9) ? " · " : "",
			sql_text(stmt, 9));
	c->name = str_take(&name);
	c->detail = str_take(&detail);
}

static void checkin_drop_candidates(struct checkin_answer *a)
{
	for (size_t i = 0; i < a->candidate_count; i++) {
		free(a->candidates[i].name);
		free(a->candidates[i].detail);
	}
	free(a->candidates);
	a->candidates = NULL;
	a->candidate_count = 0;
}

/* What was typed, in the forms in which names are compared. */
struct checkin_typed {
	struct words words;
	struct str squash;
	char *fold;
	char *email; /* lower case; "" when it is no address */
};

static void checkin_typed_init(struct checkin_typed *typed, const char *text)
{
	words_init(&typed->words, text);
	str_init(&typed->squash);
	fold_squash_add(&typed->squash, text);
	typed->fold = fold_dup(text);
	typed->email = strchr(text, '@') ? noun_email_key(text) : xstrdup("");
}

static void checkin_typed_release(struct checkin_typed *typed)
{
	words_release(&typed->words);
	str_release(&typed->squash);
	free(typed->fold);
	free(typed->email);
}

/* Columns 4, 5, 6 are fold, squash and e-mail. */
static bool checkin_means(const struct checkin_typed *typed, sqlite3_stmt *stmt)
{
	if (*typed->email)
		return str_eq(typed->email, sql_text(stmt, 6));
	return words_all(&typed->words, sql_text(stmt, 4)) ||
	       !strncmp(sql_text(stmt, 5), typed->squash.buf, typed->squash.len);
}

/* The event's people whom the text may mean. One whose whole name it is goes before
 * those whose name it begins. */
static bool checkin_find_registered(struct db *db, int64_t event,
	const struct checkin_typed *typed, struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT r.id, r.code, p.family_name, p.given_name, p.fold, p.squash, p.email_fold,"
		" " NOUN_POSTS(
			"p.id") ", p.function, s.name"
				" FROM registration r JOIN person p ON p.id = r.person"
				" LEFT JOIN structure s ON s.id = p.structure WHERE r.event = :event"
				" ORDER BY p.fold, r.id",
		err);
	enum sql_result result;
	int64_t last = 0, whole = 0;
	int wholes = 0;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!checkin_means(typed, stmt))
			continue;
		last = sql_int(stmt, 0);
		if (str_eq(sql_text(stmt, 4), typed->fold)) {
			whole = last;
			wholes++;
		}
		checkin_add_candidate(a, stmt);
	}
	sql_done(stmt);
	if (wholes == 1 || a->candidate_count == 1) {
		a->registration = wholes == 1 ? whole : last;
		checkin_drop_candidates(a);
	} else if (a->candidate_count) {
		a->result = CHECKIN_AMBIGUOUS;
	}
	return result != SQL_FAILED;
}

static bool checkin_person_name(struct db *db, struct checkin_answer *a, struct err *err)
{
	struct person p;
	bool ok;

	person_init(&p);
	ok = person_get(db, a->person, &p, err);
	if (ok)
		checkin_set_name(a, p.family_name, p.given_name);
	person_release(&p);
	return ok;
}

/* Nobody of the event: is the person known at all? */
static bool checkin_find_known(
	struct db *db, const char *text, struct checkin_answer *a, struct err *err)
{
	struct err why = ERR_INIT;

	if (person_resolve(db, text, &a->person, &why)) {
		a->result = CHECKIN_NOT_REGISTERED;
		return checkin_person_name(db, a, err);
	}
	a->person = 0;
	if (why.code == ERR_AMBIGUOUS)
		a->result = CHECKIN_NOT_REGISTERED;
	else if (why.code != ERR_NOT_FOUND)
		return err_set(err, why.code, "%s", why.message);
	return true;
}

static bool checkin_has_digit(const char *text)
{
	for (; *text; text++)
		if (isdigit((unsigned char)*text))
			return true;
	return false;
}

bool checkin_find(struct db *db, int64_t event, const char *text, struct checkin_answer *a,
	struct err *err)
{
	char code[CODE_LENGTH + 1];
	enum code_check check = code_read(text, code);
	struct checkin_typed typed;
	bool ok = true;

	a->result = CHECKIN_UNKNOWN;
	if (check == CODE_OK && !checkin_find_code(db, event, code, a, err))
		return false;
	if (a->registration || a->result != CHECKIN_UNKNOWN)
		return true;
	/* A name may look like a code (DUPRAT): only a digit tells that one was meant. */
	a->bad_code = check == CODE_WRONG && checkin_has_digit(text);
	checkin_typed_init(&typed, text);
	if (typed.words.count)
		ok = checkin_find_registered(db, event, &typed, a, err);
	if (ok && typed.words.count && !a->registration && a->result == CHECKIN_UNKNOWN)
		ok = checkin_find_known(db, text, a, err);
	checkin_typed_release(&typed);
	return ok;
}
