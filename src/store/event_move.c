#include "etape/event_move.h"

#include <string.h>

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/registration.h"
#include "store/db_internal.h"
#include "store/noun.h"

/* --- what it was ----------------------------------------------------------------------- */

static bool move_keep_before(struct db *db, const struct event *before, const char *reason, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO event_move (id, event, at, author, status, starts, ends, reason)"
		" VALUES (:id, :event, :at, :author, :status, :starts, :ends, :reason)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":event", before->id);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_text(stmt, ":status", vocabulary_name(&event_statuses, (int)before->status));
	sql_bind_text(stmt, ":starts", before->starts);
	sql_bind_opt(stmt, ":ends", before->ends);
	sql_bind_opt(stmt, ":reason", reason);
	return sql_run(db, stmt, err);
}

enum precision event_move_precision(const struct event_move_row *row)
{
	const size_t length = strcspn(row->starts, "T");

	if (length > 7)
		return PRECISION_DAY;
	if (length == 4)
		return PRECISION_YEAR;
	return *row->ends ? PRECISION_PERIOD : PRECISION_MONTH;
}

bool event_move_list(struct db *db, int64_t event,
	bool (*each)(void *arg, const struct event_move_row *row), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, at, author, status, starts, coalesce(ends, ''), coalesce(reason, '')"
		" FROM event_move WHERE event = :event ORDER BY id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct event_move_row row = {
			.id = sql_int(stmt, 0),
			.at = sql_int(stmt, 1),
			.author = sql_text(stmt, 2),
			.status = (enum event_status)noun_value(&event_statuses, stmt, 3),
			.starts = sql_text(stmt, 4),
			.ends = sql_text(stmt, 5),
			.reason = sql_text(stmt, 6),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- its registrations ------------------------------------------------------------------ */

struct expected {
	int64_t *people; /* to be freed */
	size_t count;
};

static bool move_expected(void *arg, const struct registration_row *row)
{
	struct expected *x = arg;

	if (row->status != REGISTRATION_REGISTERED && row->status != REGISTRATION_WAITING)
		return true;
	x->people = xrealloc(x->people, (x->count + 1) * sizeof *x->people);
	x->people[x->count++] = row->person_id;
	return true;
}

static bool move_cancel_all(struct db *db, int64_t event, const char *reason, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct expected x = { 0 };
	bool ok;

	filter.event = event;
	ok = registration_list(db, &filter, move_expected, &x, err);
	for (size_t i = 0; i < x.count && ok; i++)
		ok = registration_cancel(db, event, x.people[i], reason, err);
	free(x.people);
	return ok;
}

static bool move_invite_all(struct db *db, const struct event *e, struct err *err)
{
	int64_t checked_in;

	if (!noun_ask(db,
		    "SELECT EXISTS (SELECT 1 FROM registration r JOIN checkin c ON c.registration = r.id"
		    " WHERE r.event = :id)",
		    e->id, &checked_in, err))
		return false;
	if (checked_in)
		return err_set(err, ERR_REFUSED,
			_("'%s' keeps its registrations: people were checked in already"), e->title);
	return noun_step(db,
		"UPDATE registration SET status = 'invited', waiting_since = NULL, rev = rev + 1"
		" WHERE event = :id AND status IN ('registered', 'waiting')",
		e->id, err);
}

static bool move_registrations(struct db *db, const struct event *e,
	enum event_move_registrations registrations, const char *reason, struct err *err)
{
	switch (registrations) {
	case MOVE_INVITE:
		return move_invite_all(db, e, err);
	case MOVE_CANCEL:
		return move_cancel_all(db, e->id, reason, err);
	case MOVE_KEEP:
		break;
	}
	return true;
}

bool event_move(struct db *db, struct event *e, enum event_move_registrations registrations,
	const char *reason, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_EVENT_MOVE, .subject = e->id };
	const int64_t rev = e->rev;
	struct event before;
	bool ok, saved;

	event_init(&before);
	if (!change_begin(db, &label, err))
		return false;
	saved = event_get(db, e->id, &before, err) && event_save(db, e, EVENT_SESSIONS_AUTO, err);
	ok = saved && move_keep_before(db, &before, reason, err) &&
	     move_registrations(db, e, registrations, reason, err);
	event_release(&before);
	ok = noun_end(db, ok, saved, err);
	if (!ok)
		e->rev = rev;
	return ok;
}
