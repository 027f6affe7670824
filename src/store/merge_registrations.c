/* Two registrations of the same person for the same event, made one. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/merge_internal.h"

/* One of the two. */
struct merge_side {
	int64_t id;
	enum registration_status status;
	int64_t facts;
};

struct merge_event {
	struct merge_side from;
	struct merge_side into;
};

/* The firmer status wins: a place, then a place in the queue, then an answer, then the question. */
static int merge_rank(enum registration_status status)
{
	switch (status) {
	case REGISTRATION_REGISTERED:
		return 4;
	case REGISTRATION_WAITING:
		return 3;
	case REGISTRATION_DECLINED:
		return 2;
	case REGISTRATION_CANCELLED:
		return 1;
	case REGISTRATION_INVITED:
		break;
	}
	return 0;
}

static bool merge_comes(enum registration_status status)
{
	return status == REGISTRATION_REGISTERED || status == REGISTRATION_WAITING;
}

/* Facts stay where they are when that can be; then the code of who comes, printed on a badge. */
static bool merge_keeps_from(const struct merge_event *e)
{
	if ((e->from.facts > 0) != (e->into.facts > 0))
		return e->from.facts > 0;
	return merge_rank(e->from.status) > merge_rank(e->into.status);
}

/* The sessions of both, when both come; of the one that comes, else. No row: all of them. */
static bool merge_sessions(
	struct db *db, const struct merge_side *drop, const struct merge_side *keep, struct err *err)
{
	static const char clear[] = "DELETE FROM registration_session WHERE registration = :from";
	static const char move[] =
		"UPDATE OR IGNORE registration_session SET registration = :into WHERE registration = :from";
	static const char all[] =
		"DELETE FROM registration_session WHERE registration = :into AND NOT EXISTS"
		" (SELECT 1 FROM registration_session WHERE registration = :from)";
	static const char some[] =
		"DELETE FROM registration_session WHERE registration = :from AND NOT EXISTS"
		" (SELECT 1 FROM registration_session WHERE registration = :into)";
	const bool both = merge_comes(drop->status) && merge_comes(keep->status);

	if (both)
		return merge_step(db, some, drop->id, keep->id, err) &&
		       merge_step(db, all, drop->id, keep->id, err) &&
		       merge_step(db, move, drop->id, keep->id, err) &&
		       merge_step(db, clear, drop->id, 0, err);
	if (merge_rank(drop->status) <= merge_rank(keep->status))
		return merge_step(db, clear, drop->id, 0, err);
	return merge_step(db, clear, keep->id, 0, err) &&
	       merge_step(db, move, drop->id, keep->id, err);
}

#define MERGE_BETTER(column) #column " = o." #column ","

static bool merge_columns(
	struct db *db, const struct merge_side *drop, const struct merge_side *keep, struct err *err)
{
	static const char status[] =
		"UPDATE registration SET " MERGE_BETTER(status) MERGE_BETTER(cancelled_at) MERGE_BETTER(
			cancelled_by) MERGE_BETTER(reason) MERGE_BETTER(waiting_since)
		" rev = :next FROM registration o WHERE o.id = :from AND registration.id = :into";
	static const char others[] =
		"UPDATE registration SET created_at = min(registration.created_at, o.created_at),"
		" walk_in = min(registration.walk_in, o.walk_in),"
		" hat_structure = CASE WHEN registration.hat_cite IS NULL"
		"  THEN coalesce(registration.hat_structure, o.hat_structure) ELSE registration.hat_structure END,"
		" hat_cite = CASE WHEN registration.hat_structure IS NULL"
		"  THEN coalesce(registration.hat_cite, o.hat_cite) ELSE registration.hat_cite END,"
		" registered_by = coalesce(registration.registered_by, o.registered_by),"
		" replaces = nullif(coalesce(nullif(registration.replaces, o.id), o.replaces), registration.id),"
		" note = CASE WHEN registration.note = o.note THEN o.note"
		"  ELSE coalesce(registration.note || char(10) || o.note, registration.note, o.note) END,"
		" rev = :next FROM registration o WHERE o.id = :from AND registration.id = :into";

	if (merge_rank(drop->status) > merge_rank(keep->status) &&
		!merge_step(db, status, drop->id, keep->id, err))
		return false;
	return merge_step(db, others, drop->id, keep->id, err);
}

static bool merge_two(
	struct db *db, const struct merge_side *drop, const struct merge_side *keep, struct err *err)
{
	static const char *const steps[] = {
		"UPDATE payment SET registration = :into, rev = :next WHERE registration = :from",
		"UPDATE refusal SET registration = :into WHERE registration = :from",
		"UPDATE invoice_line SET registration = :into WHERE registration = :from",
		"UPDATE claim_line SET registration = :into WHERE registration = :from",
		"UPDATE OR IGNORE fee_override SET registration = :into, rev = :next WHERE registration = :from",
		"DELETE FROM fee_override WHERE registration = :from",
		"UPDATE note SET subject = :into, rev = :next WHERE subject = :from",
		"UPDATE registration SET replaces = :into, rev = :next WHERE replaces = :from AND id <> :into",
		"UPDATE badge SET registration = :into WHERE registration = :from",
		/* Nobody takes the badge from her neck because two lines of a list became one. */
		"INSERT INTO badge (id, code, registration) SELECT id, code, :into FROM registration WHERE id = :from",
		"DELETE FROM registration WHERE id = :from",
	};

	if (drop->facts && !merge_facts(db, drop->id, keep->id, err))
		return false;
	if (!merge_sessions(db, drop, keep, err) || !merge_columns(db, drop, keep, err))
		return false;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (!merge_step(db, steps[i], drop->id, keep->id, err))
			return false;
	return true;
}

static bool merge_read_events(struct db *db, int64_t from, int64_t into, struct merge_event **events,
	size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT a.id, a.status, (SELECT count(*) FROM checkin WHERE registration = a.id),"
		" b.id, b.status, (SELECT count(*) FROM checkin WHERE registration = b.id)"
		" FROM registration a JOIN registration b ON b.event = a.event AND b.person = :into"
		" WHERE a.person = :from ORDER BY a.id",
		err);
	enum sql_result result;

	*events = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":from", from);
	sql_bind_int(stmt, ":into", into);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*events = xrealloc(*events, (*count + 1) * sizeof **events);
		(*events)[(*count)++] = (struct merge_event){
			.from = { .id = sql_int(stmt, 0),
				.status = (enum registration_status)noun_value(
					&registration_statuses, stmt, 1),
				.facts = sql_int(stmt, 2) },
			.into = { .id = sql_int(stmt, 3),
				.status = (enum registration_status)noun_value(
					&registration_statuses, stmt, 4),
				.facts = sql_int(stmt, 5) },
		};
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool merge_registrations(struct db *db, int64_t from, int64_t into, struct err *err)
{
	struct merge_event *events;
	size_t count;
	bool ok = merge_read_events(db, from, into, &events, &count, err);

	for (size_t i = 0; ok && i < count; i++)
		ok = merge_keeps_from(&events[i])
			     ? merge_two(db, &events[i].into, &events[i].from, err)
			     : merge_two(db, &events[i].from, &events[i].into, err);
	free(events);
	return ok && merge_step(db,
			     "UPDATE registration SET person = :into, rev = :next WHERE person = :from",
			     from, into, err);
}
