#include "etape/room.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/session.h"
#include "store/noun.h"
#include "store/room_internal.h"

/* Takes the first row: capacity, taken. Full when as many are there. */
static bool room_met(struct db *db, sqlite3_stmt *stmt, struct room *room, enum room_limit limit,
	struct err *err)
{
	enum sql_result result = sql_step(db, stmt, err);

	if (result == SQL_ROW && !sql_is_null(stmt, 0) && sql_int(stmt, 1) >= sql_int(stmt, 0)) {
		room->limit = limit;
		room->capacity = sql_int(stmt, 0);
		room->taken = sql_int(stmt, 1);
	}
	return result != SQL_FAILED;
}

static bool room_of_event(
	struct db *db, int64_t event, int64_t person, struct room *room, struct err *err)
{
	/* Counted with the person herself from the index alone; she is looked up once. */
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT capacity, CASE WHEN capacity IS NOT NULL THEN"
		" (SELECT count(*) FROM registration r WHERE r.event = :event"
		" AND r.status = 'registered') - EXISTS (SELECT 1 FROM registration r"
		" WHERE r.event = :event AND r.person = :person AND r.status = 'registered') END"
		" FROM event WHERE id = :event",
		err);
	bool ok;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":person", person);
	ok = room_met(db, stmt, room, ROOM_EVENT, err);
	sql_done(stmt);
	return ok;
}

static bool room_of_session(
	struct db *db, const struct session *s, int64_t person, struct room *room, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT s.capacity, (SELECT count(*) FROM registration r WHERE r.event = s.event"
		" AND r.status = 'registered' AND r.person <> :person"
		" AND (NOT EXISTS (SELECT 1 FROM registration_session a WHERE a.registration = r.id)"
		" OR EXISTS (SELECT 1 FROM registration_session a WHERE a.registration = r.id"
		" AND a.session = s.id))) FROM session s WHERE s.id = :session",
		err);
	bool ok;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":session", s->id);
	sql_bind_int(stmt, ":person", person);
	ok = room_met(db, stmt, room, ROOM_SESSION, err);
	sql_done(stmt);
	if (room->limit == ROOM_SESSION)
		room->session = s->no;
	return ok;
}

static bool room_wants(const int *sessions, size_t count, int no)
{
	if (!sessions)
		return true;
	for (size_t i = 0; i < count; i++)
		if (sessions[i] == no)
			return true;
	return false;
}

bool room_of_sessions(struct db *db, int64_t event, int64_t person, const int *sessions,
	size_t count, struct room *room, struct err *err)
{
	struct session *list;
	size_t n;
	bool ok = true;

	*room = (struct room){ .limit = ROOM_FREE };
	if (!session_list(db, event, &list, &n, err))
		return false;
	for (size_t i = 0; ok && i < n && room->limit == ROOM_FREE; i++)
		if (list[i].capacity >= 0 && room_wants(sessions, count, list[i].no))
			ok = room_of_session(db, &list[i], person, room, err);
	session_free_list(&list, n);
	return ok;
}

bool room_cite_of(struct db *db, int64_t person, int64_t *cite, struct err *err)
{
	return noun_ask(db,
		"SELECT coalesce(p.cite, s.cite) FROM person p"
		" LEFT JOIN structure s ON s.id = p.structure WHERE p.id = :id",
		person, cite, err);
}

/* The longest beginning that fits, cut at a whole character. */
static void room_name(struct room *room, const char *name)
{
	size_t n = strlen(name);

	if (n >= sizeof room->cite_name) {
		n = sizeof room->cite_name - 1;
		while (n && ((unsigned char)name[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(room->cite_name, name, n);
	room->cite_name[n] = '\0';
}

bool room_of_cite(struct db *db, int64_t event, int64_t person, int64_t cite, struct room *room,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.cite_capacity, (SELECT count(*) FROM registration r"
		" JOIN person p ON p.id = r.person LEFT JOIN structure s ON s.id = p.structure"
		" WHERE r.event = :event AND r.status = 'registered' AND r.person <> :person"
		" AND coalesce(p.cite, s.cite) = c.id), c.name FROM event e, cite c"
		" WHERE e.id = :event AND c.id = :cite AND e.cite_capacity IS NOT NULL",
		err);
	bool ok;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":person", person);
	sql_bind_int(stmt, ":cite", cite);
	ok = room_met(db, stmt, room, ROOM_CITE, err);
	if (room->limit == ROOM_CITE) {
		room->cite = cite;
		room_name(room, sql_text(stmt, 2));
	}
	sql_done(stmt);
	return ok;
}

bool room_for(struct db *db, int64_t event, int64_t person, int64_t cite, const int *sessions,
	size_t count, struct room *room, struct err *err)
{
	*room = (struct room){ .limit = ROOM_FREE };
	if (!room_of_event(db, event, person, room, err))
		return false;
	if (room->limit != ROOM_FREE)
		return true;
	if (!room_of_sessions(db, event, person, sessions, count, room, err))
		return false;
	if (room->limit != ROOM_FREE)
		return true;
	if (person && !room_cite_of(db, person, &cite, err))
		return false;
	return !cite || room_of_cite(db, event, person, cite, room, err);
}

void room_say(struct str *out, const struct room *room)
{
	const long long taken = room->taken, capacity = room->capacity;

	switch (room->limit) {
	case ROOM_FREE:
		break;
	case ROOM_EVENT:
		str_addf(out, _("full: %lld of %lld"), taken, capacity);
		break;
	case ROOM_SESSION:
		str_addf(out, _("session %d is full: %lld of %lld"), room->session, taken, capacity);
		break;
	case ROOM_CITE:
		str_addf(out, _("%s: %lld of %lld"), room->cite_name, taken, capacity);
		break;
	}
}

/* --- capacities ------------------------------------------------------------------ */

void room_capacity_release(struct room_capacity *c)
{
	free(c->sessions);
	*c = (struct room_capacity){ .event = -1, .cite = -1 };
}

static bool room_capacity_of_event(
	struct db *db, int64_t event, struct room_capacity *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT capacity, cite_capacity FROM event WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", event);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		c->event = sql_is_null(stmt, 0) ? -1 : sql_int(stmt, 0);
		c->cite = sql_is_null(stmt, 1) ? -1 : sql_int(stmt, 1);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this event is no longer known"));
	return result == SQL_ROW;
}

bool room_capacity_get(struct db *db, int64_t event, struct room_capacity *c, struct err *err)
{
	struct session *list;
	size_t count;

	*c = (struct room_capacity){ .event = -1, .cite = -1 };
	if (!room_capacity_of_event(db, event, c, err) ||
		!session_list(db, event, &list, &count, err))
		return false;
	c->session_count = count;
	c->sessions = xcalloc(count ? count : 1, sizeof *c->sessions);
	for (size_t i = 0; i < count; i++)
		c->sessions[i] = list[i].capacity;
	session_free_list(&list, count);
	return true;
}

static bool room_capacity_equal(const struct room_capacity *a, const struct room_capacity *b)
{
	if (a->event != b->event || a->cite != b->cite || a->session_count != b->session_count)
		return false;
	for (size_t i = 0; i < a->session_count; i++)
		if (a->sessions[i] != b->sessions[i])
			return false;
	return true;
}

static bool room_capacity_unread(
	struct db *db, int64_t event, const struct room_capacity *before, struct err *err)
{
	struct room_capacity now;
	bool same;

	if (!room_capacity_get(db, event, &now, err))
		return false;
	same = room_capacity_equal(before, &now);
	room_capacity_release(&now);
	return same || noun_stale(db, "SELECT 1 FROM event WHERE id = :id", event, _("capacities"),
			       err);
}

static bool room_capacity_write_event(struct db *db, int64_t event, const struct room_capacity *c,
	bool *touched, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE event SET capacity = :capacity, cite_capacity = :cite, rev = :next"
		" WHERE id = :id AND (capacity IS NOT :capacity OR cite_capacity IS NOT :cite)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", event);
	sql_bind_int(stmt, ":next", id_new());
	if (c->event >= 0)
		sql_bind_int(stmt, ":capacity", c->event);
	if (c->cite >= 0)
		sql_bind_int(stmt, ":cite", c->cite);
	if (!sql_run(db, stmt, err))
		return false;
	*touched |= sql_changes(db) > 0;
	return true;
}

static bool room_capacity_write_sessions(struct db *db, int64_t event,
	const struct room_capacity *c, bool *touched, struct err *err)
{
	struct session *list;
	size_t count;
	bool ok;

	if (!session_list(db, event, &list, &count, err))
		return false;
	ok = count == c->session_count ||
	     err_set(err, ERR_INVALID, _("this event has %zu sessions, not %zu"), count,
		     c->session_count);
	for (size_t i = 0; ok && i < count; i++) {
		if (list[i].capacity == c->sessions[i])
			continue;
		list[i].capacity = c->sessions[i];
		*touched = true;
		ok = session_save(db, &list[i], err);
	}
	session_free_list(&list, count);
	return ok;
}

bool room_capacity_set(struct db *db, int64_t event, const struct room_capacity *before,
	const struct room_capacity *c, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_EVENT_EDIT, .subject = event };
	bool touched = false;
	bool ok;

	if (!change_begin(db, &label, err))
		return false;
	ok = room_capacity_unread(db, event, before, err) &&
	     room_capacity_write_event(db, event, c, &touched, err) &&
	     room_capacity_write_sessions(db, event, c, &touched, err);
	return noun_end(db, ok, touched, err);
}
