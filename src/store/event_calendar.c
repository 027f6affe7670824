#include "etape/event_calendar.h"

#include <string.h>

#include "etape/id.h"
#include "store/db_internal.h"
#include "store/noun.h"

static const char ours[] = "etape-event-";

bool event_version(struct db *db, int64_t id, struct event_version *v, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT sequence, modified FROM event_sequence WHERE event = :id", err);
	enum sql_result result;

	*v = (struct event_version){ 0 };
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		v->sequence = sql_int(stmt, 0);
		v->modified = sql_int(stmt, 1);
	} else if (db->rows_only) { /* added by the bulk, whose end gives it its first */
		v->modified = civil_now();
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool event_set_version(struct db *db, int64_t id, const struct event_version *v, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO event_sequence (event, sequence, modified) VALUES (:id, :sequence, :modified)"
		" ON CONFLICT (event) DO UPDATE SET sequence = excluded.sequence, modified = excluded.modified",
		err);
	bool ok;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":sequence", v->sequence);
	sql_bind_int(stmt, ":modified", v->modified);
	db->adding = true; /* no trigger is on this table */
	ok = sql_run(db, stmt, err);
	db->adding = false;
	return ok;
}

void event_uid(struct str *out, const struct event *e)
{
	if (e->uid && *e->uid) {
		str_add(out, e->uid);
		return;
	}
	str_add(out, ours);
	str_addi(out, e->id);
}

bool event_uid_is_ours(const char *uid)
{
	return *uid == *ours && strncmp(uid, ours, sizeof ours - 1) == 0;
}

bool event_of_uid(
	struct db *db, const char *uid, const char *recurrence, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;
	int64_t own = 0;

	*id = 0;
	if (event_uid_is_ours(uid) && !*recurrence && id_parse(uid + sizeof ours - 1, &own) &&
		!noun_ask(db, "SELECT id FROM event WHERE id = :id AND uid IS NULL", own, id, err))
		return false;
	if (*id || bulk_is_new_uid(db, uid, recurrence))
		return true;
	stmt = sql_prepare(
		db, "SELECT id FROM event WHERE uid = :uid AND coalesce(recurrence, '') = :recurrence", err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":uid", uid);
	sql_bind_text(stmt, ":recurrence", recurrence);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool event_occurrences(struct db *db, const char *uid,
	bool (*each)(void *arg, const struct event_occurrence *o), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, code, title, starts, recurrence, status IN ('cancelled', 'postponed') FROM event"
		" WHERE uid = :uid AND recurrence <> '' ORDER BY recurrence",
		err);
	enum sql_result result;
	bool more = true;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":uid", uid);
	while (more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct event_occurrence o = {
			.id = sql_int(stmt, 0),
			.code = sql_text(stmt, 1),
			.title = sql_text(stmt, 2),
			.starts = sql_text(stmt, 3),
			.recurrence = sql_text(stmt, 4),
			.off = sql_int(stmt, 5) != 0,
		};

		more = each(arg, &o);
	}
	sql_done(stmt);
	return !more || result != SQL_FAILED;
}

bool event_registered(struct db *db, int64_t id, int64_t *n, struct err *err)
{
	return noun_ask(db, "SELECT count(*) FROM registration WHERE event = :id AND status = 'registered'", id,
		n, err);
}

bool event_calendar_begin(struct db *db, struct err *err)
{
	/* Pages are read where the system keeps them, rather than copied one by one. */
	return sql_exec(db, "PRAGMA mmap_size = 1073741824; BEGIN", err);
}

void event_calendar_end(struct db *db)
{
	sql_exec(db, "COMMIT; PRAGMA mmap_size = 0", NULL);
}

/* Where the last session ends, else an hour after the beginning. */
static bool span_of_sessions(
	struct db *db, const struct event *e, struct event_span *s, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT day, ends FROM session WHERE event = :event ORDER BY no DESC LIMIT 1", err);
	enum sql_result result;

	s->ends = s->starts + 60;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", e->id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		s->last = noun_day(stmt, 0);
		s->ends = (int)sql_int(stmt, 1);
	}
	sql_done(stmt);
	/* Sessions of an event that was moved without them. */
	if (s->last < s->first || (s->last == s->first && s->ends < s->starts)) {
		s->last = s->first;
		s->ends = s->starts + 60;
	}
	return result != SQL_FAILED;
}

bool event_span(struct db *db, const struct event *e, struct event_span *s, struct err *err)
{
	*s = (struct event_span){
		.first = e->first_day, .last = e->last_day, .starts = -1, .ends = -1
	};
	if (e->precision != PRECISION_DAY || !e->starts || strlen(e->starts) <= 10)
		return true;
	s->timed = civil_parse_local(e->starts, &s->first, &s->starts) && s->starts >= 0;
	if (!s->timed)
		return true;
	s->last = s->first;
	if (e->ends && *e->ends)
		civil_parse_local(e->ends, &s->last, &s->ends);
	return s->ends >= 0 || span_of_sessions(db, e, s, err);
}
