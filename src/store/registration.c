#include "etape/registration.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/db_internal.h"
#include "store/noun.h"
#include "store/registration_internal.h"

void registration_init(struct registration *r)
{
	*r = (struct registration){ .id = 0 };
}

void registration_release(struct registration *r)
{
	free(r->reason);
	free(r->note);
	free(r->cancelled_by);
	registration_init(r);
}

bool registration_get(struct db *db, int64_t id, struct registration *r, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, code, event, person, status, walk_in, created_at, cancelled_at,"
		" reason, note, registered_by, replaces, CASE WHEN status = 'waiting'"
		" THEN coalesce(waiting_since, created_at) END, cancelled_by"
		" FROM registration WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		registration_release(r);
		r->id = sql_int(stmt, 0);
		r->rev = sql_int(stmt, 1);
		strncat(r->code, sql_text(stmt, 2), CODE_LENGTH);
		r->event = sql_int(stmt, 3);
		r->person = sql_int(stmt, 4);
		r->status =
			(enum registration_status)noun_value(&registration_statuses, stmt, 5);
		r->walk_in = sql_int(stmt, 6) != 0;
		r->created_at = sql_int(stmt, 7);
		r->cancelled_at = sql_int(stmt, 8);
		r->reason = sql_dup(stmt, 9);
		r->note = sql_dup(stmt, 10);
		r->registered_by = sql_int(stmt, 11);
		r->replaces = sql_int(stmt, 12);
		r->waiting_since = sql_int(stmt, 13);
		r->cancelled_by = sql_dup(stmt, 14);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this registration is no longer known"));
	return result == SQL_ROW;
}

bool registration_find(
	struct db *db, int64_t event, int64_t person, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM registration WHERE event = :event AND person = :person", err);
	enum sql_result result;

	*id = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":person", person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool registration_of_code(struct db *db, const char *code, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT id FROM registration WHERE code = :code"
				" UNION ALL SELECT registration FROM badge WHERE code = :code", err);
	enum sql_result result;

	*id = 0;
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":code", code);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool registration_by_code(struct db *db, const char *code, int64_t *id, struct err *err)
{
	char clean[CODE_LENGTH + 1];

	*id = 0;
	switch (code_read(code, clean)) {
	case CODE_OK:
		return registration_of_code(db, clean, id, err);
	case CODE_WRONG:
		return err_set(err, ERR_INVALID,
			_("'%s' is no code: one of its characters is wrong"), code);
	case CODE_NONE:
		break;
	}
	return true;
}

/* --- cancelling ------------------------------------------------------------------ */

bool registration_absent(struct db *db, const struct registration *r, struct err *err)
{
	int64_t present;

	if (!noun_ask(db, "SELECT EXISTS (SELECT 1 FROM presence WHERE registration = :id)", r->id,
		    &present, err))
		return false;
	return !present ||
	       err_set(err, ERR_REFUSED,
		       _("registration %s: the person is checked in; take the check-in back first"),
		       r->code);
}

static bool registration_may_cancel(struct db *db, int64_t id, struct err *err)
{
	struct registration r;
	bool ok;

	if (!id)
		return err_set(
			err, ERR_NOT_FOUND, _("this person is not registered for this event"));
	registration_init(&r);
	ok = registration_get(db, id, &r, err);
	if (ok && r.status == REGISTRATION_CANCELLED)
		ok = err_set(
			err, ERR_EXISTS, _("registration %s is cancelled already"), r.code);
	ok = ok && registration_absent(db, &r, err);
	registration_release(&r);
	return ok;
}

bool registration_call_off(struct db *db, int64_t id, const char *reason, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE registration SET status = 'cancelled', cancelled_at = :at,"
		" cancelled_by = :author, reason = :reason, waiting_since = NULL, rev = :next"
		" WHERE id = :id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":next", id_new());
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_opt(stmt, ":reason", reason);
	return sql_run(db, stmt, err);
}

bool registration_cancel(
	struct db *db, int64_t event, int64_t person, const char *reason, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_UNREGISTER, .subject = person, .object = event
	};
	char *clean = noun_clean(reason, false);
	bool touched, ok;
	int64_t id = 0;

	/* It writes the columns that the desk writes to reactivate: no authorizer tells them apart. */
	if (db_role(db) == ROLE_ACCUEIL) {
		free(clean);
		return rights_refused(db, err);
	}
	if (!*clean) {
		free(clean);
		return err_set(err, ERR_INVALID, _("a cancellation needs a reason"));
	}
	if (!change_begin(db, &label, err)) {
		free(clean);
		return false;
	}
	ok = registration_find(db, event, person, &id, err) &&
	     registration_may_cancel(db, id, err);
	touched = ok;
	ok = ok && registration_call_off(db, id, clean, err);
	free(clean);
	return noun_end(db, ok, touched, err);
}
