#include "store/checkin_internal.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "store/find_internal.h"
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
		" WHERE r.id = (SELECT id FROM registration WHERE code = :code"
		"  UNION ALL SELECT registration FROM badge WHERE code = :code)",
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

/* Reads what tells a candidate from the others. */
static bool checkin_add_candidate(
	struct db *db, int64_t registration, struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT r.code, p.family_name, p.given_name, " NOUN_POSTS(
			"p.id") ", p.function,"
				" s.name, c.name FROM registration r JOIN person p ON p.id = r.person"
				" LEFT JOIN structure s ON s.id = p.structure"
				" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite) WHERE r.id = :id",
		err);
	struct checkin_candidate *c = &a->candidates[a->candidate_count];
	struct str name = STR_INIT, detail = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", registration);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		a->candidate_count++;
		c->registration = registration;
		strncat(c->code, sql_text(stmt, 0), CODE_LENGTH);
		text_person(&name, sql_text(stmt, 1), sql_text(stmt, 2));
		find_person_detail(&detail, sql_text(stmt, 3), sql_text(stmt, 4),
			sql_text(stmt, 5), sql_text(stmt, 6));
		c->name = str_take(&name);
		c->detail = str_take(&detail);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
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

/* Registrations of the event that the text may mean. */
struct checkin_matches {
	struct checkin_match {
		int64_t registration;
		char *fold; /* owned */
	} * at;
	size_t count;
};

static int checkin_compare(const void *a, const void *b)
{
	const struct checkin_match *x = a, *y = b;
	int folds = strcmp(x->fold, y->fold);

	return folds ? folds
		     : (x->registration > y->registration) -
			       (x->registration < y->registration);
}

static bool checkin_means(const struct checkin_typed *typed, sqlite3_stmt *stmt)
{
	return *typed->email || words_all(&typed->words, sql_text(stmt, 1)) ||
	       !strncmp(sql_text(stmt, 2), typed->squash.buf, typed->squash.len);
}

static bool checkin_match(struct db *db, int64_t event, const struct checkin_typed *typed,
	struct checkin_matches *m, struct err *err)
{
	static const char by_email[] =
		"SELECT r.id, p.fold, p.squash FROM person p CROSS JOIN registration r"
		" ON r.event = :event AND r.person = p.id WHERE p.email_fold = :email";
	static const char by_name[] =
		"SELECT r.id, p.fold, p.squash FROM registration r"
		" JOIN person p ON p.id = r.person WHERE r.event = :event";
	sqlite3_stmt *stmt = sql_prepare(db, *typed->email ? by_email : by_name, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	if (*typed->email)
		sql_bind_text(stmt, ":email", typed->email);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!checkin_means(typed, stmt))
			continue;
		m->at = xrealloc(m->at, (m->count + 1) * sizeof *m->at);
		m->at[m->count++] = (struct checkin_match){
			.registration = sql_int(stmt, 0),
			.fold = sql_dup(stmt, 1),
		};
	}
	sql_done(stmt);
	if (m->count)
		qsort(m->at, m->count, sizeof *m->at, checkin_compare);
	return result != SQL_FAILED;
}

/* One match is the one meant; of several, the only one whose whole name was typed; else
 * they are candidates. */
static bool checkin_choose(struct db *db, const struct checkin_matches *m, const char *fold,
	struct checkin_answer *a, struct err *err)
{
	int wholes = 0;
	bool ok = true;

	if (!m->count)
		return true;
	a->registration = m->at[0].registration;
	for (size_t i = 0; i < m->count; i++) {
		if (str_eq(m->at[i].fold, fold)) {
			a->registration = m->at[i].registration;
			wholes++;
		}
	}
	if (m->count == 1 || wholes == 1)
		return true;
	a->registration = 0;
	a->result = CHECKIN_AMBIGUOUS;
	a->candidates = xcalloc(CANDIDATES_MOST, sizeof *a->candidates);
	for (size_t i = 0; ok && i < m->count && i < CANDIDATES_MOST; i++)
		ok = checkin_add_candidate(db, m->at[i].registration, a, err);
	return ok;
}

static bool checkin_find_registered(struct db *db, int64_t event,
	const struct checkin_typed *typed, struct checkin_answer *a, struct err *err)
{
	struct checkin_matches m = { .at = NULL };
	bool ok = checkin_match(db, event, typed, &m, err) &&
		  checkin_choose(db, &m, typed->fold, a, err);

	for (size_t i = 0; i < m.count; i++)
		free(m.at[i].fold);
	free(m.at);
	return ok;
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

bool checkin_find_person(
	struct db *db, int64_t event, int64_t person, struct checkin_answer *a, struct err *err)
{
	if (!registration_find(db, event, person, &a->registration, err))
		return false;
	a->person = person;
	if (a->registration)
		return true;
	a->result = CHECKIN_NOT_REGISTERED;
	return checkin_person_name(db, a, err);
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
