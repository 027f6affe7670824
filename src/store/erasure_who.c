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
	" UNION SELECT id FROM distinct_pair WHERE one = :id OR other = :id"
	" UNION SELECT n.id FROM note n WHERE n.subject = :id"
	" UNION SELECT n.id FROM registration r JOIN note n ON n.subject = r.id WHERE r.person = :id"
	" UNION SELECT n.id FROM mandate m JOIN note n ON n.subject = m.id WHERE m.person = :id"
	" UNION SELECT x.id FROM registration r JOIN payment x ON x.registration = r.id WHERE r.person = :id"
	" UNION SELECT x.id FROM registration r JOIN refusal x ON x.registration = r.id WHERE r.person = :id"
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

static void erasure_read_names(struct erasure_who *who, sqlite3_stmt *stmt)
{
	struct str turned = STR_INIT;

	who->family = fold_dup(sql_text(stmt, 0));
	who->given = fold_dup(sql_text(stmt, 1));
	who->fold = fold_person_key(sql_text(stmt, 0), sql_text(stmt, 1));
	str_add(&turned, who->given);
	if (*who->given && *who->family)
		str_addc(&turned, ' ');
	str_add(&turned, who->family);
	who->turned = str_take(&turned);
	who->email = sql_dup(stmt, 2);
	who->digits = sql_dup(stmt, 3);
}

bool erasure_who_load(struct db *db, int64_t id, struct erasure_who *who, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT p.family_name, p.given_name, p.email_fold, p.digits,"
		" EXISTS (SELECT 1 FROM person q WHERE q.fold = p.fold AND q.id <> p.id),"
		" NOT EXISTS (SELECT 1 FROM person q WHERE q.id <> p.id AND q.fold >= :family"
		"  AND q.fold < :family || '!')"
		" FROM person p WHERE p.id = :id AND p.erased_at IS NULL",
		err);
	enum sql_result result;

	*who = (struct erasure_who){ .id = id, .rows = IDMAP_INIT };
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		erasure_read_names(who, stmt);
		sql_done(stmt);
		sql_bind_int(stmt, ":id", id);
		sql_bind_text(stmt, ":family", who->family);
		result = sql_step(db, stmt, err);
		who->namesake = sql_int(stmt, 4) != 0;
		who->family_alone = sql_int(stmt, 5) != 0;
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		return err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	return result == SQL_ROW && erasure_rows(db, who, err);
}

void erasure_who_release(struct erasure_who *who)
{
	free(who->fold);
	free(who->turned);
	free(who->family);
	free(who->given);
	free(who->email);
	free(who->digits);
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
static bool erasure_has_number(const struct erasure_who *who, const char *text)
{
	struct str digits = STR_INIT;
	const char *number = who->digits;
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

static bool erasure_has_email(const struct erasure_who *who, const char *text)
{
	char *lower;
	bool has;

	if (!*who->email)
		return false;
	lower = noun_email_key(text);
	has = strstr(lower, who->email) != NULL;
	free(lower);
	return has;
}

bool erasure_mentions(const struct erasure_who *who, const char *text)
{
	char *folded;
	bool has;

	if (!*text)
		return false;
	if (erasure_has_email(who, text) || erasure_has_number(who, text))
		return true;
	if (who->namesake)
		return false;
	folded = fold_dup(text);
	has = erasure_has_words(folded, who->fold) || erasure_has_words(folded, who->turned);
	free(folded);
	return has;
}

bool erasure_hints(const struct erasure_who *who, const char *text)
{
	char *folded;
	bool has;

	if (erasure_mentions(who, text))
		return true;
	folded = fold_dup(text);
	/* Within a word as well: somebody typed one letter too many. */
	has = (strlen(who->family) > 2 && strstr(folded, who->family)) ||
	      erasure_has_words(folded, who->family) ||
	      (strlen(who->given) > 1 && erasure_has_words(folded, who->given));
	free(folded);
	return has;
}
