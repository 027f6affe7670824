/* What an answer of the desk says besides its result, read in the same transaction. */
#include "store/checkin_internal.h"

#include <stdlib.h>

#include "etape/text.h"
#include "store/noun.h"
#include "store/room_internal.h"

static bool checkin_numbers(
	struct db *db, sqlite3_stmt *stmt, int **numbers, size_t *count, struct err *err)
{
	enum sql_result result;

	*numbers = NULL;
	*count = 0;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*numbers = xrealloc(*numbers, (*count + 2) * sizeof **numbers);
		(*numbers)[(*count)++] = (int)sql_int(stmt, 0);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		return true;
	free(*numbers);
	*numbers = NULL;
	*count = 0;
	return false;
}

bool checkin_sessions(
	struct db *db, int64_t registration, int **numbers, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT s.no FROM registration_session x JOIN session s ON s.id = x.session"
		" WHERE x.registration = :id ORDER BY s.no",
		err);

	*numbers = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", registration);
	return checkin_numbers(db, stmt, numbers, count, err);
}

bool checkin_sessions_from(struct db *db, int64_t event, int session, int **numbers,
	size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT no FROM session WHERE event = :event AND no >= :session"
		" AND :session > (SELECT min(no) FROM session WHERE event = :event) ORDER BY no",
		err);

	*numbers = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":session", session);
	return checkin_numbers(db, stmt, numbers, count, err);
}

/* --- why not --------------------------------------------------------------------------- */

/* Room for what she would be registered for if she were let in now. */
static bool checkin_room(
	struct db *db, const struct checkin_query *q, struct checkin_answer *a, struct err *err)
{
	int *sessions = NULL;
	size_t count = 0;
	bool ok = !a->registration || checkin_sessions(db, a->registration, &sessions, &count, err);

	if (ok && !count && a->result == CHECKIN_NOT_REGISTERED)
		ok = checkin_sessions_from(db, q->event, a->session, &sessions, &count, err);
	ok = ok && room_for(db, q->event, a->person, 0, sessions, count, &a->room, err);
	free(sessions);
	return ok;
}

static bool checkin_rank(struct db *db, struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT count(*), sum((coalesce(o.waiting_since, o.created_at), o.id) <="
		" (coalesce(r.waiting_since, r.created_at), r.id))"
		" FROM registration r JOIN registration o ON o.event = r.event"
		" AND o.status = 'waiting' WHERE r.id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", a->registration);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		a->waiting_count = (int)sql_int(stmt, 0);
		a->waiting_rank = (int)sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* Owned; NULL when nobody has come in her place. */
static bool checkin_replaced_by(struct db *db, struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT p.family_name, p.given_name FROM registration o JOIN person p ON p.id = o.person"
		" WHERE o.replaces = :id AND o.status <> 'cancelled' ORDER BY o.id DESC LIMIT 1",
		err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", a->registration);
	result = sql_step(db, stmt, err);
	free(a->replaced_by);
	a->replaced_by = NULL;
	if (result == SQL_ROW) {
		text_person(&name, sql_text(stmt, 0), sql_text(stmt, 1));
		a->replaced_by = str_take(&name);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- who comes with her ---------------------------------------------------------------- */

static bool checkin_with(struct db *db, const struct checkin_query *q,
	const struct checkin_facts *f, struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt;
	struct str name = STR_INIT;
	enum sql_result result;

	if (!f->announcer)
		return true;
	stmt = sql_prepare(db,
		"SELECT p.family_name, p.given_name, (SELECT count(*) FROM registration o"
		" WHERE o.registered_by = p.id AND o.event = :event AND o.id <> :id"
		" AND o.status = 'registered'"
		" AND (NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = o.id)"
		" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = o.id"
		" AND x.session = :session))"
		" AND NOT EXISTS (SELECT 1 FROM presence c WHERE c.registration = o.id"
		" AND c.session = :session)) FROM person p WHERE p.id = :announcer",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", q->event);
	sql_bind_int(stmt, ":id", a->registration);
	sql_bind_int(stmt, ":session", f->session);
	sql_bind_int(stmt, ":announcer", f->announcer);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		text_person(&name, sql_text(stmt, 0), sql_text(stmt, 1));
		free(a->delegation);
		a->delegation = str_take(&name);
		a->delegation_person = f->announcer;
		a->delegation_missing = (int)sql_int(stmt, 2);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool checkin_explain(struct db *db, const struct checkin_query *q, const struct checkin_facts *f,
	struct checkin_answer *a, struct err *err)
{
	switch (a->result) {
	case CHECKIN_OK:
	case CHECKIN_ALREADY:
		return checkin_with(db, q, f, a, err);
	case CHECKIN_CANCELLED:
		return checkin_replaced_by(db, a, err) && checkin_room(db, q, a, err);
	case CHECKIN_WAITING:
		return checkin_rank(db, a, err) && checkin_room(db, q, a, err);
	case CHECKIN_NOT_REGISTERED:
		return !a->person || checkin_room(db, q, a, err);
	case CHECKIN_WRONG_SESSION:
		return room_of_sessions(
			db, q->event, a->person, &a->session, 1, &a->room, err);
	case CHECKIN_UNDONE:
	case CHECKIN_AMBIGUOUS:
	case CHECKIN_UNKNOWN:
		break;
	}
	return true;
}
