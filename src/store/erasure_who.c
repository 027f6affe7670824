#include "store/erasure_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"

/* Rows that are hers now; those that only the journal still has come by reading it. */
static const char erasure_rows_sql[] =
	"SELECT :id UNION SELECT id FROM mandate WHERE person = :id"
	" UNION SELECT id FROM registration WHERE person = :id"
	" UNION SELECT id FROM refusal WHERE person = :id"
	" UNION SELECT id FROM message_sent WHERE person = :id"
	" UNION SELECT id FROM distinct_pair WHERE one = :id OR other = :id"
	" UNION SELECT n.id FROM note n WHERE n.subject = :id"
	" UNION SELECT n.id FROM registration r JOIN note n ON n.subject = r.id WHERE r.person = :id"
	" UNION SELECT n.id FROM mandate m JOIN note n ON n.subject = m.id WHERE m.person = :id"
	" UNION SELECT x.id FROM registration r JOIN payment x ON x.registration = r.id WHERE r.person = :id"
	" UNION SELECT x.id FROM registration r JOIN refusal x ON x.registration = r.id WHERE r.person = :id"
	" UNION SELECT x.id FROM registration r JOIN badge x ON x.registration = r.id WHERE r.person = :id"
	" UNION SELECT x.id FROM registration r JOIN registration_session x ON x.registration = r.id"
	"  WHERE r.person = :id"
	" UNION SELECT x.id FROM registration r JOIN checkin x ON x.registration = r.id WHERE r.person = :id";

static bool erasure_rows(struct db *db, struct erasure_who *who, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, erasure_rows_sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", who->id);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		*idmap_at(&who->rows, sql_int(stmt, 0)) = who;
	sql_done(stmt);
	return result != SQL_FAILED;
}

static void erasure_name_release(struct erasure_name *name)
{
	free(name->fold);
	free(name->turned);
	free(name->family);
	free(name->given);
	free(name->email);
	free(name->digits);
}

/* Family first, as the table has it: "van der meersch", a blank, "joris". */
static char *erasure_family(const char *fold, const char *given)
{
	const size_t all = strlen(fold), last = strlen(given);

	if (last && all > last && fold[all - last - 1] == ' ' && !strcmp(fold + all - last, given))
		return xstrndup(fold, all - last - 1);
	return xstrdup(all == last && !strcmp(fold, given) ? "" : fold);
}

/* What others are called. */
static bool erasure_compare(
	struct db *db, const struct erasure_who *who, struct erasure_name *name, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT EXISTS (SELECT 1 FROM person q WHERE q.fold = :fold AND q.id <> :id),"
		" NOT EXISTS (SELECT 1 FROM person q WHERE q.id <> :id AND q.fold >= :family"
		"  AND q.fold < :family || '!')",
		err);
	bool ok;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", who->id);
	sql_bind_text(stmt, ":fold", name->fold);
	sql_bind_text(stmt, ":family", name->family);
	ok = sql_step(db, stmt, err) == SQL_ROW;
	name->namesake = sql_int(stmt, 0) != 0;
	name->family_alone = sql_int(stmt, 1) != 0;
	sql_done(stmt);
	return ok;
}

static bool erasure_knows(const struct erasure_who *who, const char *fold, const char *email, const char *digits)
{
	for (size_t i = 0; i < who->count; i++) {
		const struct erasure_name *n = &who->names[i];

		if ((!*fold || !strcmp(n->fold, fold)) && (!*email || !strcmp(n->email, email)) &&
			(!*digits || !strcmp(n->digits, digits)))
			return true;
	}
	return false;
}

bool erasure_who_learn(struct db *db, struct erasure_who *who, const char *fold, const char *given,
	const char *email, const char *digits, struct err *err)
{
	struct str turned = STR_INIT;
	struct erasure_name *name;

	if (erasure_knows(who, fold, email, digits))
		return true;
	who->names = xrealloc(who->names, (who->count + 1) * sizeof *who->names);
	name = &who->names[who->count++];
	*name = (struct erasure_name){ .fold = xstrdup(fold),
		.given = xstrdup(given),
		.family = erasure_family(fold, given),
		.email = xstrdup(email),
		.digits = xstrdup(digits) };
	if (strcmp(name->family, fold) != 0 && *name->family)
		str_addf(&turned, "%s ", given);
	str_add(&turned, *name->family ? name->family : fold);
	name->turned = str_take(&turned);
	return erasure_compare(db, who, name, err);
}

bool erasure_who_load(struct db *db, int64_t id, struct erasure_who *who, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT fold, given_fold, email_fold, digits FROM person WHERE id = :id AND erased_at IS NULL",
		err);
	enum sql_result result;
	bool ok = true;

	*who = (struct erasure_who){ .id = id, .rows = IDMAP_INIT };
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		ok = erasure_who_learn(db, who, sql_text(stmt, 0), sql_text(stmt, 1), sql_text(stmt, 2),
			sql_text(stmt, 3), err);
	sql_done(stmt);
	if (result == SQL_DONE)
		return err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	return ok && result == SQL_ROW && erasure_rows(db, who, err);
}

void erasure_who_release(struct erasure_who *who)
{
	for (size_t i = 0; i < who->count; i++)
		erasure_name_release(&who->names[i]);
	free(who->names);
	idmap_release(&who->rows);
	*who = (struct erasure_who){ .rows = IDMAP_INIT };
}

/* Whole words of a folded text. */
static bool erasure_has_words(const char *folded, const char *words)
{
	const size_t n = strlen(words);

	for (const char *at = folded; n && (at = strstr(at, words)); at++)
		if ((at == folded || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
			return true;
	return false;
}

/* One of the numbers, whatever stands between the digits. */
static bool erasure_has_number(const struct erasure_name *name, const char *text)
{
	struct str digits = STR_INIT;
	const char *number = name->digits;
	bool has = false;

	for (const char *p = text; *p; p++)
		if (*p >= '0' && *p <= '9')
			str_addc(&digits, *p);
	while (!has && *number) {
		const size_t n = strcspn(number, " ");
		/* Without its first zero, so that the international form is met as well. */
		const size_t zero = *number == '0';
		char *one = xstrndup(number + zero, n - zero);

		has = strlen(one) >= 8 && strstr(digits.buf, one);
		free(one);
		number += n + strspn(number + n, " ");
	}
	str_release(&digits);
	return has;
}

static bool erasure_has_email(const struct erasure_name *name, const char *text)
{
	char *lower;
	bool has;

	if (!*name->email)
		return false;
	lower = noun_email_key(text);
	has = strstr(lower, name->email) != NULL;
	free(lower);
	return has;
}

static bool erasure_is_named(const struct erasure_name *name, const char *text, const char *folded)
{
	if (erasure_has_email(name, text) || erasure_has_number(name, text))
		return true;
	return !name->namesake &&
	       (erasure_has_words(folded, name->fold) || erasure_has_words(folded, name->turned));
}

/* Within a word as well: somebody typed one letter too many. */
static bool erasure_has_family(const struct erasure_name *name, const char *folded)
{
	return (strlen(name->family) > 2 && strstr(folded, name->family)) ||
	       erasure_has_words(folded, name->family);
}

static bool erasure_has_given(const struct erasure_name *name, const char *folded)
{
	return strlen(name->given) > 1 && erasure_has_words(folded, name->given);
}

/* How much of a name is enough. */
enum erasure_enough { ENOUGH_WHOLE, ENOUGH_FAMILY_ALONE, ENOUGH_ANY };

static bool erasure_tells(const struct erasure_who *who, const char *text, enum erasure_enough enough)
{
	char *folded = *text ? fold_dup(text) : NULL;
	bool tells = false;

	for (size_t i = 0; folded && !tells && i < who->count; i++) {
		const struct erasure_name *name = &who->names[i];

		tells = erasure_is_named(name, text, folded) ||
			(enough == ENOUGH_FAMILY_ALONE && name->family_alone &&
				erasure_has_family(name, folded)) ||
			(enough == ENOUGH_ANY &&
				(erasure_has_family(name, folded) || erasure_has_given(name, folded)));
	}
	free(folded);
	return tells;
}

bool erasure_mentions(const struct erasure_who *who, const char *text)
{
	return erasure_tells(who, text, ENOUGH_WHOLE);
}

bool erasure_hints(const struct erasure_who *who, const char *text)
{
	return erasure_tells(who, text, ENOUGH_ANY);
}

bool erasure_means(const struct erasure_who *who, const char *text)
{
	return erasure_tells(who, text, ENOUGH_FAMILY_ALONE);
}
