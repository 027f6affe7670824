#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/db_internal.h"
#include "store/noun.h"
#include "store/registration_internal.h"
#include "store/room_internal.h"

/* What the database says before, read under the write lock, and what becomes of it. */
struct adding {
	const struct registering *what;
	struct registration before; /* .id 0: none */
	struct choice choice;
	struct str name; /* of the person */
	enum registration_status status;
};

static bool adding_read_name(struct db *db, struct adding *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT p.family_name, p.given_name FROM event e, person p"
		" WHERE e.id = :event AND p.id = :person",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", a->what->event);
	sql_bind_int(stmt, ":person", a->what->person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		text_person(&a->name, sql_text(stmt, 0), sql_text(stmt, 1));
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this event or this person is no longer known"));
	return result == SQL_ROW;
}

static bool adding_read(struct db *db, struct adding *a, struct err *err)
{
	const struct registering *what = a->what;
	int64_t id;

	if (!adding_read_name(db, a, err) ||
		!registration_find(db, what->event, what->person, &id, err) ||
		(id && !registration_get(db, id, &a->before, err)) ||
		!choice_read(db, what->event, id, &a->choice, err))
		return false;
	if (what->all_sessions)
		return choice_want(&a->choice, NULL, 0, err);
	return !what->session_count ||
	       choice_want(&a->choice, what->sessions, what->session_count, err);
}

static void adding_release(struct adding *a)
{
	registration_release(&a->before);
	choice_release(&a->choice);
	str_release(&a->name);
}

static bool adding_had(const struct adding *a, enum registration_status status)
{
	return a->before.id && a->before.status == status;
}

bool registration_fits(struct db *db, const struct room *room, bool force, const char *name,
	struct err *err)
{
	struct str full = STR_INIT;

	if (room->limit == ROOM_FREE || (force && db_role(db) != ROLE_ACCUEIL))
		return true;
	room_say(&full, room);
	if (force)
		err_set(err, ERR_FORBIDDEN,
			_("%s: %s; only the coordination can go beyond the capacity"), name,
			full.buf);
	else
		err_set(err, ERR_REFUSED,
			_("%s: %s; nothing was changed (the coordination may go beyond the capacity)"),
			name, full.buf);
	str_release(&full);
	return false;
}

/* A place asked for: in the event, or in the sessions added by somebody who has hers. */
static bool adding_place(struct db *db, struct adding *a, struct err *err)
{
	const bool has = adding_had(a, REGISTRATION_REGISTERED);
	const size_t n = choice_numbers(&a->choice, has);
	const int *numbers = a->choice.numbers;
	struct room room = { .limit = ROOM_FREE };

	if (has && n && !room_of_sessions(db, a->what->event, a->what->person, numbers, n, &room, err))
		return false;
	if (!has && !room_for(db, a->what->event, a->what->person, 0, numbers, n, &room, err))
		return false;
	if (has || a->what->force)
		return registration_fits(db, &room, a->what->force, a->name.buf, err);
	if (room.limit != ROOM_FREE)
		a->status = REGISTRATION_WAITING;
	return true;
}

/* The status that she gets; or why she doesn't. */
static bool adding_decide(struct db *db, struct adding *a, struct err *err)
{
	a->status = a->what->status;
	if (a->status == REGISTRATION_REGISTERED)
		return adding_place(db, a, err) &&
		       (!a->before.id || choice_may_drop(db, &a->choice, &a->before, err));
	/* The desk takes nobody's place away: see registration_cancel(). */
	if (db_role(db) == ROLE_ACCUEIL &&
		(a->status == REGISTRATION_CANCELLED || adding_had(a, REGISTRATION_REGISTERED)))
		return rights_refused(db, err);
	return !a->before.id || registration_absent(db, &a->before, err);
}

/* Nobody announces herself. */
static int64_t registering_announcer(const struct registering *what)
{
	return what->registered_by == what->person ? 0 : what->registered_by;
}

static bool adding_changes(const struct adding *a)
{
	const int64_t announcer = registering_announcer(a->what);

	return !a->before.id || a->before.status != a->status || !choice_same(&a->choice) ||
	       (a->what->note && *a->what->note && !str_eq(a->what->note, a->before.note)) ||
	       (announcer && announcer != a->before.registered_by);
}

bool registration_new_code(struct db *db, char code[CODE_LENGTH + 1], struct err *err)
{
	int64_t taken = 1;

	for (int tries = 0; taken && tries < 100; tries++) {
		code_random(code);
		if (!registration_of_code(db, code, &taken, err))
			return false;
	}
	return !taken || err_set(err, ERR_REFUSED, _("no registration code is left"));
}

static void registration_bind(sqlite3_stmt *stmt, struct db *db, const struct registering *what,
	enum registration_status status, int64_t id)
{
	sql_bind_int(stmt, ":id", id);
	sql_bind_text(stmt, ":status", vocabulary_name(&registration_statuses, (int)status));
	sql_bind_int(stmt, ":walk_in", what->walk_in);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_opt(stmt, ":note", what->note);
	sql_bind_id(stmt, ":by", registering_announcer(what));
}

bool registration_insert(struct db *db, const struct registering *what,
	enum registration_status status, int64_t *id, struct err *err)
{
	char code[CODE_LENGTH + 1];
	sqlite3_stmt *stmt;

	if (!registration_new_code(db, code, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO registration (id, code, event, person, status, walk_in, created_at,"
		" author, note, registered_by, waiting_since, cancelled_at, cancelled_by) VALUES"
		" (:id, :code, :event, :person, :status, :walk_in, :at, :author, :note, :by,"
		" CASE WHEN :status = 'waiting' THEN :at END,"
		" CASE WHEN :status = 'cancelled' THEN :at END,"
		" CASE WHEN :status = 'cancelled' THEN :author END)",
		err);
	if (!stmt)
		return false;
	*id = id_new();
	registration_bind(stmt, db, what, status, *id);
	sql_bind_text(stmt, ":code", code);
	sql_bind_int(stmt, ":event", what->event);
	sql_bind_int(stmt, ":person", what->person);
	return sql_run(db, stmt, err);
}

/* The same row and code come back; how somebody came first (walk_in) stays, and so does the
 * rank of who waits already. */
bool registration_update(struct db *db, const struct registering *what,
	enum registration_status status, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE registration SET status = :status,"
		" waiting_since = CASE WHEN :status <> 'waiting' THEN NULL"
		" WHEN status = 'waiting' THEN waiting_since ELSE :at END,"
		" cancelled_at = CASE WHEN :status = 'cancelled'"
		" THEN coalesce(cancelled_at, :at) END,"
		" cancelled_by = CASE WHEN :status <> 'cancelled' THEN NULL"
		" WHEN status = 'cancelled' THEN cancelled_by ELSE :author END,"
		" reason = CASE WHEN :status = 'cancelled' THEN reason END,"
		" walk_in = CASE WHEN status IN ('registered', 'waiting') THEN walk_in"
		" ELSE :walk_in END, note = coalesce(:note, note),"
		" registered_by = coalesce(:by, registered_by), rev = :next WHERE id = :id",
		err);

	if (!stmt)
		return false;
	registration_bind(stmt, db, what, status, id);
	sql_bind_int(stmt, ":next", id_new());
	return sql_run(db, stmt, err);
}

bool registration_returned(struct db *db, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "UPDATE registration SET replaces = NULL WHERE replaces = :id", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	return sql_run(db, stmt, err);
}

static bool adding_write(struct db *db, struct adding *a, int64_t *id, struct err *err)
{
	*id = a->before.id;
	if (!*id)
		return registration_insert(db, a->what, a->status, id, err) &&
		       choice_write(db, &a->choice, *id, err);
	if (!registration_update(db, a->what, a->status, *id, err))
		return false;
	if (a->status == REGISTRATION_REGISTERED && !adding_had(a, REGISTRATION_REGISTERED) &&
		!registration_returned(db, *id, err))
		return false;
	return choice_same(&a->choice) || choice_write(db, &a->choice, *id, err);
}

static enum change_kind adding_label(const struct adding *a)
{
	if (a->status == REGISTRATION_CANCELLED)
		return CHANGE_UNREGISTER;
	if (a->status == REGISTRATION_REGISTERED && adding_had(a, REGISTRATION_WAITING))
		return CHANGE_PROMOTE;
	return adding_had(a, REGISTRATION_REGISTERED) || adding_had(a, REGISTRATION_WAITING)
		       ? CHANGE_REGISTER_EDIT
		       : CHANGE_REGISTER;
}

bool registration_add(
	struct db *db, const struct registering *what, struct registration *r, struct err *err)
{
	struct adding a = { .what = what, .name = STR_INIT };
	struct change_label label = {
		.kind = CHANGE_REGISTER, .subject = what->person, .object = what->event
	};
	bool touched = false;
	int64_t id = 0;
	bool ok;

	registration_init(&a.before);
	if (!change_begin(db, &label, err))
		return false;
	ok = adding_read(db, &a, err) && adding_decide(db, &a, err);
	if (ok && !adding_changes(&a))
		ok = err_set(err, ERR_EXISTS, _("%s: %s already"), a.name.buf,
			vocabulary_label(&registration_statuses, (int)a.status));
	if (ok) {
		label.kind = adding_label(&a);
		change_relabel(db, &label);
		touched = true;
		ok = adding_write(db, &a, &id, err) && (!r || registration_get(db, id, r, err));
	}
	adding_release(&a);
	return noun_end(db, ok, touched, err);
}

/* --- editing ----------------------------------------------------------------------- */

static int64_t editing_announcer(const struct adding *a, const struct registering *what)
{
	return what->registered_by == a->before.person ? 0 : what->registered_by;
}

static bool editing_changes(const struct adding *a, const struct registering *what)
{
	return !choice_same(&a->choice) || !str_eq(what->note, a->before.note) ||
	       editing_announcer(a, what) != a->before.registered_by;
}

static bool editing_write(struct db *db, const struct adding *a, const struct registering *what,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE registration SET note = :note, registered_by = :by, rev = :next"
		" WHERE id = :id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", a->before.id);
	sql_bind_int(stmt, ":next", id_new());
	sql_bind_opt(stmt, ":note", what->note);
	sql_bind_id(stmt, ":by", editing_announcer(a, what));
	return sql_run(db, stmt, err);
}

/* Reads what is there into `a`, whose .what has only the ids of the event and the person. */
static bool editing_read(struct db *db, int64_t id, struct registering *who, struct adding *a,
	const struct registering *what, struct err *err)
{
	if (!registration_get(db, id, &a->before, err))
		return false;
	who->event = a->before.event;
	who->person = a->before.person;
	return adding_read_name(db, a, err) &&
	       choice_read(db, who->event, id, &a->choice, err) &&
	       choice_want(&a->choice, what->sessions, what->session_count, err) &&
	       choice_may_drop(db, &a->choice, &a->before, err);
}

bool registration_edit(struct db *db, int64_t id, int64_t rev, const struct registering *what,
	struct err *err)
{
	struct registering who = { .force = what->force };
	struct adding a = { .what = &who, .name = STR_INIT };
	bool touched = false;
	bool ok;

	registration_init(&a.before);
	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_REGISTER_EDIT }, err))
		return false;
	ok = editing_read(db, id, &who, &a, what, err);
	if (ok)
		change_relabel(db, &(struct change_label){ .kind = CHANGE_REGISTER_EDIT,
					   .subject = who.person,
					   .object = who.event });
	if (ok && a.before.rev != rev)
		ok = noun_stale(db, "SELECT 1 FROM registration WHERE person = :id LIMIT 1",
			who.person, a.name.buf, err);
	if (ok && a.before.status == REGISTRATION_REGISTERED)
		ok = adding_place(db, &a, err);
	touched = ok && editing_changes(&a, what);
	if (touched)
		ok = editing_write(db, &a, what, err) &&
		     (choice_same(&a.choice) || choice_write(db, &a.choice, id, err));
	adding_release(&a);
	return noun_end(db, ok, touched, err);
}
