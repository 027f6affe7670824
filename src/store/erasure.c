#include "etape/erasure.h"

#include <stdlib.h>
#include <string.h>

#include "etape/code.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/db_internal.h"
#include "store/erasure_internal.h"
#include "store/registration_internal.h"

void erasure_init(struct erasure *e)
{
	*e = (struct erasure){ .where = STR_INIT, .copies = STR_INIT, .left = STR_INIT };
}

void erasure_release(struct erasure *e)
{
	str_release(&e->where);
	str_release(&e->copies);
	str_release(&e->left);
	erasure_init(e);
}

/* --- her rows ------------------------------------------------------------------------ */

#define HERS "(SELECT id FROM registration WHERE person = :id)"

static const char erasure_person_sql[] =
	"UPDATE person SET family_name = :name, given_name = '', fold = '', given_fold = '', squash = '',"
	" email = NULL, email_fold = NULL, phone = NULL, mobile = NULL, digits = '', note = NULL,"
	" erased_kind = (SELECT s.kind FROM structure s WHERE s.id = person.structure),"
	" cite = coalesce(cite, (SELECT s.cite FROM structure s WHERE s.id = person.structure)),"
	" structure = NULL, confirmed_on = NULL, confirmed_by = NULL, last_contact = NULL,"
	" erased_at = :at, rev = :rev WHERE id = :id AND erased_at IS NULL";

static const char *const erasure_steps[] = {
	("DELETE FROM note WHERE subject = :id OR subject IN " HERS
	 " OR subject IN (SELECT id FROM mandate WHERE person = :id)"),
	"DELETE FROM distinct_pair WHERE one = :id OR other = :id",
	"DELETE FROM badge WHERE registration IN " HERS,
	"DELETE FROM message_sent WHERE person = :id",
	"UPDATE refusal SET typed = NULL WHERE typed IS NOT NULL AND (person = :id OR registration IN " HERS ")",
	"UPDATE checkin SET reason = NULL WHERE reason IS NOT NULL AND registration IN " HERS,
};

/* A post that nobody bears any more would hide that it is vacant, as would one to come. */
static const char erasure_to_come_sql[] = "DELETE FROM mandate WHERE person = :id AND valid_from > :today";
static const char erasure_mandates_sql[] =
	"UPDATE mandate SET note = NULL, rev = rev + 1,"
	" valid_to = CASE WHEN (valid_to IS NULL OR valid_to > :today)"
	" AND (valid_from IS NULL OR valid_from <= :today) THEN :today ELSE valid_to END WHERE person = :id";

/* Nor is a place kept for nobody. */
static const char erasure_registration_sql[] =
	"UPDATE registration SET code = :code, note = NULL, reason = NULL, rev = rev + 1,"
	" cancelled_at = CASE WHEN status IN ('registered', 'waiting', 'invited') AND"
	" (SELECT e.first_day FROM event e WHERE e.id = event) > :today THEN :at ELSE cancelled_at END,"
	" status = CASE WHEN status IN ('registered', 'waiting', 'invited') AND"
	" (SELECT e.first_day FROM event e WHERE e.id = event) > :today THEN 'cancelled' ELSE status END"
	" WHERE id = :id";

static bool erasure_person(struct db *db, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, erasure_person_sql, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_text(stmt, ":name", TEXT_ERASED);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_int(stmt, ":rev", id_new());
	return sql_run(db, stmt, err);
}

static bool erasure_posts(struct db *db, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	noun_bind_date(stmt, ":today", noun_on(CIVIL_NONE));
	return sql_run(db, stmt, err);
}

/* Her badges open nothing any more. */
static bool erasure_registration(struct db *db, int64_t id, struct err *err)
{
	char code[CODE_LENGTH + 1];
	sqlite3_stmt *stmt = sql_prepare(db, erasure_registration_sql, err);

	if (!stmt || !registration_new_code(db, code, err))
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_text(stmt, ":code", code);
	sql_bind_int(stmt, ":at", civil_now());
	noun_bind_date(stmt, ":today", noun_on(CIVIL_NONE));
	return sql_run(db, stmt, err);
}

static bool erasure_registrations(struct db *db, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT min(id) FROM registration WHERE person = :id AND id > :after", err);
	int64_t at = 0;
	bool ok = stmt != NULL;

	while (ok) {
		sql_bind_int(stmt, ":id", id);
		sql_bind_int(stmt, ":after", at);
		ok = sql_step(db, stmt, err) == SQL_ROW;
		at = sql_int(stmt, 0);
		sql_done(stmt);
		if (!at)
			break;
		ok = ok && erasure_registration(db, at, err);
	}
	return ok;
}

/* What was typed beside a payment, or at the desk when nobody was found, when it tells of her. */
static bool erasure_texts(struct db *db, const struct erasure_who *who, const char *read,
	const char *blank, bool (*tells)(const struct erasure_who *who, const char *text), struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, read, err), *write = sql_prepare(db, blank, err);
	enum sql_result result = SQL_FAILED;
	bool ok = stmt && write;

	if (ok && sqlite3_bind_parameter_index(stmt, ":id"))
		sql_bind_int(stmt, ":id", who->id);
	while (ok && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!tells(who, sql_text(stmt, 1)))
			continue;
		sql_bind_int(write, ":row", sql_int(stmt, 0));
		ok = sql_run(db, write, err);
	}
	if (stmt)
		sql_done(stmt);
	return ok && result != SQL_FAILED;
}

static bool erasure_typed(struct db *db, const struct erasure_who *who, struct err *err)
{
	return erasure_texts(db, who,
		       "SELECT y.id, y.reference FROM payment y WHERE y.reference IS NOT NULL"
		       " AND y.registration IN " HERS,
		       "UPDATE payment SET reference = NULL, rev = rev + 1 WHERE id = :row", erasure_hints,
		       err) &&
	       erasure_texts(db, who, "SELECT id, typed FROM refusal WHERE typed IS NOT NULL",
		       "UPDATE refusal SET typed = NULL WHERE id = :row",
		       erasure_means, err);
}

static bool erasure_her_rows(struct db *db, const struct erasure_who *who, struct err *err)
{
	for (size_t i = 0; i < sizeof erasure_steps / sizeof *erasure_steps; i++) {
		sqlite3_stmt *stmt = sql_prepare(db, erasure_steps[i], err);

		if (!stmt)
			return false;
		sql_bind_int(stmt, ":id", who->id);
		if (!sql_run(db, stmt, err))
			return false;
	}
	return erasure_typed(db, who, err) && erasure_registrations(db, who->id, err) &&
	       erasure_posts(db, erasure_to_come_sql, who->id, err) &&
	       erasure_posts(db, erasure_mandates_sql, who->id, err) && erasure_person(db, who->id, err);
}

/* --- the journal --------------------------------------------------------------------- */

/* Whole entries: a changeset without some of its rows would, taken back, leave half of what it
 * did (share/doc/architecture.md). */
static bool erasure_blank(struct db *db, struct erasure_who *who, size_t *blanked, struct err *err)
{
	int64_t *entries;
	size_t count;
	bool ok = erasure_entries(db, who, &entries, &count, err);

	for (size_t i = 0; ok && i < count; i++) {
		sqlite3_stmt *stmt =
			sql_prepare(db, "UPDATE journal SET changeset = NULL WHERE id = :id", err);

		ok = stmt != NULL;
		if (!ok)
			break;
		sql_bind_int(stmt, ":id", entries[i]);
		ok = sql_run(db, stmt, err);
	}
	free(entries);
	*blanked = count;
	return ok;
}

/* --- the file ------------------------------------------------------------------------ */

static bool erasure_is_finished(struct db *db, bool *finished, struct err *err)
{
	int64_t left = 0;

	if (!noun_ask(db, "SELECT count(*) FROM setting WHERE name = 'erasure.unfinished' AND :id = 0", 0,
		    &left, err))
		return false;
	*finished = left == 0;
	return true;
}

bool erasure_finish(struct db *db, struct erasure *done, struct err *err)
{
	bool finished;

	if (!erasure_is_finished(db, &finished, err))
		return false;
	if (finished)
		return true;
	done->bytes_left = true;
	if (db->readonly || db->role != ROLE_ADMIN)
		return true;
	return erasure_wipe(db, &done->bytes_left, err);
}

/* --- all of it ----------------------------------------------------------------------- */

static bool erasure_inside(struct db *db, int64_t id, struct erasure *done, struct err *err)
{
	struct erasure_who who;
	bool ok = erasure_who_load(db, id, &who, err) &&
		  erasure_blank(db, &who, &done->blanked, err) && erasure_her_rows(db, &who, err) &&
		  erasure_look_around(db, &who, done, err) &&
		  sql_exec(db, "INSERT OR REPLACE INTO setting (name, value) VALUES ('erasure.unfinished', '1')",
			  err);

	erasure_who_release(&who);
	return ok;
}

bool person_erase(struct db *db, int64_t id, struct erasure *done, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_ERASE, .subject = id };
	struct err wiping = ERR_INIT;

	if (db->role != ROLE_ADMIN)
		return err_set(err, ERR_FORBIDDEN,
			_("erasing somebody is for the role 'admin', and yours is '%s'"), role_name(db->role));
	if (!change_begin_untold(db, &label, err))
		return false;
	if (!erasure_inside(db, id, done, err)) {
		change_rollback(db);
		return false;
	}
	if (!change_commit(db, err))
		return false;
	desk_cache_free(&db->desk_cache);
	erasure_copies(db, &done->copies);
	/* She is erased; what remains is told, and ended by the next one. */
	if (!erasure_finish(db, done, &wiping)) {
		done->bytes_left = true;
		str_add(&done->left, wiping.code == ERR_FULL ? _("the disk is full") : wiping.message);
	}
	return true;
}
