#include "etape/registration.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/session.h"
#include "etape/text.h"
#include "store/db_internal.h"
#include "store/noun.h"

void registration_init(struct registration *r)
{
	*r = (struct registration){ .id = 0 };
}

void registration_release(struct registration *r)
{
	free(r->reason);
	free(r->note);
	registration_init(r);
}

bool registration_get(struct db *db, int64_t id, struct registration *r, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, code, event, person, status, walk_in, created_at, cancelled_at,"
		" reason, note FROM registration WHERE id = :id",
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

static bool registration_of_code(struct db *db, const char *code, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT id FROM registration WHERE code = :code", err);
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

/* --- registering --------------------------------------------------------------- */

/* What the database says before, read under the write lock. */
struct registration_facts {
	int64_t capacity;    /* -1: no limit */
	int64_t registered;  /* others */
	int64_t id;	     /* of the row there is, 0 */
	int status;	     /* its status, ANY */
	struct str name;     /* of the person */
	struct str sessions; /* ids wanted, separated by blanks; "" for all */
	struct str sessions_before;
};

static bool registration_read_facts(struct db *db, const struct registering *what,
	struct registration_facts *facts, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.capacity, (SELECT count(*) FROM registration o WHERE o.event = e.id"
		" AND o.status = 'registered' AND o.person <> p.id), p.family_name, p.given_name,"
		" r.id, r.status, (SELECT group_concat(session, ' ') FROM (SELECT rs.session"
		" AS session FROM registration_session rs JOIN session s ON s.id = rs.session"
		" WHERE rs.registration = r.id ORDER BY s.no))"
		" FROM event e, person p"
		" LEFT JOIN registration r ON r.event = e.id AND r.person = p.id"
		" WHERE e.id = :event AND p.id = :person",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", what->event);
	sql_bind_int(stmt, ":person", what->person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		facts->capacity = sql_is_null(stmt, 0) ? -1 : sql_int(stmt, 0);
		facts->registered = sql_int(stmt, 1);
		text_person(&facts->name, sql_text(stmt, 2), sql_text(stmt, 3));
		facts->id = sql_int(stmt, 4);
		facts->status = noun_value(&registration_statuses, stmt, 5);
		str_add(&facts->sessions_before, sql_text(stmt, 6));
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this event or this person is no longer known"));
	return result == SQL_ROW;
}

static bool registration_wants(const struct registering *what, int no)
{
	for (size_t i = 0; i < what->session_count; i++)
		if (what->sessions[i] == no)
			return true;
	return false;
}

/* Turns numbers into ids; all of them is the same as none. */
static bool registration_sessions(
	struct db *db, const struct registering *what, struct str *ids, struct err *err)
{
	struct session *list;
	size_t count, wanted = 0;
	bool ok = true;

	if (!what->session_count)
		return true;
	if (!session_list(db, what->event, &list, &count, err))
		return false;
	for (size_t i = 0; ok && i < what->session_count; i++) {
		size_t at = 0;

		while (at < count && list[at].no != what->sessions[i])
			at++;
		if (at == count)
			ok = err_set(err, ERR_NOT_FOUND,
				_("this event has no session %d: it has %zu, numbered from 1"),
				what->sessions[i], count);
	}
	for (size_t i = 0; ok && i < count; i++)
		if (registration_wants(what, list[i].no))
			str_addf(ids, "%s%lld", wanted++ ? " " : "", (long long)list[i].id);
	if (wanted == count)
		str_reset(ids);
	session_free_list(&list, count);
	return ok;
}

static bool registration_new_code(struct db *db, char code[CODE_LENGTH + 1], struct err *err)
{
	int64_t taken = 1;

	for (int tries = 0; taken && tries < 100; tries++) {
		code_random(code);
		if (!registration_of_code(db, code, &taken, err))
			return false;
	}
	return !taken || err_set(err, ERR_REFUSED, _("no registration code is left"));
}

static bool registration_insert(struct db *db, const struct registering *what,
	enum registration_status status, int64_t *id, struct err *err)
{
	char code[CODE_LENGTH + 1];
	sqlite3_stmt *stmt;

	if (!registration_new_code(db, code, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO registration (id, code, event, person, status, walk_in, created_at,"
		" author, cancelled_at, note) VALUES (:id, :code, :event, :person, :status,"
		" :walk_in, :at, :author, :cancelled_at, :note)",
		err);
	if (!stmt)
		return false;
	*id = id_new();
	sql_bind_int(stmt, ":id", *id);
	sql_bind_text(stmt, ":code", code);
	sql_bind_int(stmt, ":event", what->event);
	sql_bind_int(stmt, ":person", what->person);
	sql_bind_text(stmt, ":status", vocabulary_name(&registration_statuses, (int)status));
	sql_bind_int(stmt, ":walk_in", what->walk_in);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	if (status == REGISTRATION_CANCELLED)
		sql_bind_int(stmt, ":cancelled_at", civil_now());
	sql_bind_opt(stmt, ":note", what->note);
	return sql_run(db, stmt, err);
}

/* The same row and code come back; how somebody came first (walk_in) stays. */
static bool registration_update(struct db *db, const struct registering *what,
	enum registration_status status, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE registration SET status = :status, cancelled_at = :cancelled_at,"
		" reason = NULL, walk_in = CASE WHEN status IN ('registered', 'waiting')"
		" THEN walk_in ELSE :walk_in END, note = coalesce(:note, note), rev = rev + 1"
		" WHERE id = :id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_text(stmt, ":status", vocabulary_name(&registration_statuses, (int)status));
	sql_bind_int(stmt, ":walk_in", what->walk_in);
	if (status == REGISTRATION_CANCELLED)
		sql_bind_int(stmt, ":cancelled_at", civil_now());
	sql_bind_opt(stmt, ":note", what->note);
	return sql_run(db, stmt, err);
}

static bool registration_set_sessions(
	struct db *db, int64_t id, const char *sessions, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "DELETE FROM registration_session WHERE registration = :id", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (!sql_run(db, stmt, err))
		return false;
	for (const char *p = sessions; *p;) {
		char *end;
		long long session = strtoll(p, &end, 10);

		stmt = sql_prepare(db,
			"INSERT INTO registration_session (id, registration, session)"
			" VALUES (:id, :registration, :session)",
			err);
		if (!stmt)
			return false;
		sql_bind_int(stmt, ":id", id_new());
		sql_bind_int(stmt, ":registration", id);
		sql_bind_int(stmt, ":session", session);
		if (!sql_run(db, stmt, err))
			return false;
		p = *end ? end + 1 : end;
	}
	return true;
}

static bool registration_write(struct db *db, const struct registering *what,
	enum registration_status status, struct registration_facts *facts, bool *touched,
	struct err *err)
{
	bool same_sessions = str_eq(facts->sessions.buf, facts->sessions_before.buf);

	if (facts->id && facts->status == (int)status && same_sessions)
		return err_set(err, ERR_EXISTS, _("%s: %s already"), facts->name.buf,
			vocabulary_label(&registration_statuses, facts->status));
	*touched = true;
	if (facts->id ? !registration_update(db, what, status, facts->id, err)
		      : !registration_insert(db, what, status, &facts->id, err))
		return false;
	return same_sessions ||
	       registration_set_sessions(db, facts->id, facts->sessions.buf, err);
}

bool registration_add(
	struct db *db, const struct registering *what, struct registration *r, struct err *err)
{
	struct registration_facts facts = { .status = ANY,
		.name = STR_INIT,
		.sessions = STR_INIT,
		.sessions_before = STR_INIT };
	struct change_label label = {
		.kind = CHANGE_REGISTER, .subject = what->person, .object = what->event
	};
	enum registration_status status = what->status;
	bool touched = false;
	bool ok;

	if (!change_begin(db, &label, err))
		return false;
	ok = registration_read_facts(db, what, &facts, err) &&
	     registration_sessions(db, what, &facts.sessions, err);
	if (status == REGISTRATION_REGISTERED && !what->force && facts.capacity >= 0 &&
		facts.registered >= facts.capacity && facts.status != REGISTRATION_REGISTERED)
		status = REGISTRATION_WAITING;
	if (facts.status == REGISTRATION_REGISTERED || facts.status == REGISTRATION_WAITING)
		label.kind = CHANGE_REGISTER_EDIT;
	change_relabel(db, &label);
	ok = ok && registration_write(db, what, status, &facts, &touched, err);
	if (ok && r)
		ok = registration_get(db, facts.id, r, err);
	str_release(&facts.name);
	str_release(&facts.sessions);
	str_release(&facts.sessions_before);
	return noun_end(db, ok, touched, err);
}

/* --- cancelling ------------------------------------------------------------------ */

static bool registration_may_cancel(struct db *db, int64_t id, struct err *err)
{
	struct registration r;
	int64_t present = 0;
	bool ok;

	if (!id)
		return err_set(
			err, ERR_NOT_FOUND, _("this person is not registered for this event"));
	registration_init(&r);
	ok = registration_get(db, id, &r, err) &&
	     noun_ask(db, "SELECT EXISTS (SELECT 1 FROM presence WHERE registration = :id)", id,
		     &present, err);
	if (ok && r.status == REGISTRATION_CANCELLED)
		ok = err_set(
			err, ERR_EXISTS, _("registration %s is cancelled already"), r.code);
	else if (ok && present)
		ok = err_set(err, ERR_REFUSED,
			_("registration %s: the person is checked in; take the check-in back first"),
			r.code);
	registration_release(&r);
	return ok;
}

bool registration_cancel(
	struct db *db, int64_t event, int64_t person, const char *reason, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_UNREGISTER, .subject = person, .object = event
	};
	char *clean = noun_clean(reason, false);
	sqlite3_stmt *stmt = NULL;
	int64_t id = 0;
	bool ok;

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
	if (ok)
		stmt = sql_prepare(db,
			"UPDATE registration SET status = 'cancelled', cancelled_at = :at,"
			" reason = :reason, rev = rev + 1 WHERE id = :id",
			err);
	if (stmt) {
		sql_bind_int(stmt, ":id", id);
		sql_bind_int(stmt, ":at", civil_now());
		sql_bind_text(stmt, ":reason", clean);
	}
	ok = stmt && sql_run(db, stmt, err);
	free(clean);
	return noun_end(db, ok, stmt != NULL, err);
}
