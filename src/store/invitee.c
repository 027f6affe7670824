/* The people that an audience means. */
#include "etape/audience.h"

#include <stdlib.h>

#include "etape/registration.h"
#include "etape/text.h"
#include "store/invitee_internal.h"
#include "store/noun.h"

bool invitee_list(struct db *db, int64_t event, invitee_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		INVITEE_MEANT " SELECT m.person, p.family_name, p.given_name, c.id, c.code, c.name, m.role,"
			      " coalesce(p.email, ''), coalesce(p.mobile, p.phone, ''), m.status"
			      " FROM meant m JOIN person p ON p.id = m.person AND p.erased_at IS NULL"
			      " JOIN cite c ON c.id = m.cite"
			      " ORDER BY c.fold, c.id, " INVITEE_RANK ", m.role, p.fold, p.id",
		err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		str_reset(&name);
		text_person(&name, sql_text(stmt, 1), sql_text(stmt, 2));
		const struct invitee_row row = {
			.person_id = sql_int(stmt, 0),
			.name = name.buf,
			.cite_id = sql_int(stmt, 3),
			.cite_code = sql_text(stmt, 4),
			.cite = sql_text(stmt, 5),
			.role = noun_value(&mandate_roles, stmt, 6),
			.email = sql_text(stmt, 7),
			.phone = sql_text(stmt, 8),
			.status = sql_is_null(stmt, 9) ? ANY
						       : noun_value(&registration_statuses, stmt, 9),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

/* --- inviting -------------------------------------------------------------------------- */

/* Those without an answer nor an invitation; the ids are to be freed. */
struct waiting_for {
	int64_t *ids;
	size_t count;
};

static bool invitee_without(void *arg, const struct invitee_row *row)
{
	struct waiting_for *w = arg;

	if (row->status != ANY)
		return true;
	w->ids = xrealloc(w->ids, (w->count + 1) * sizeof *w->ids);
	w->ids[w->count++] = row->person_id;
	return true;
}

bool invitee_invite_all(struct db *db, int64_t event, int64_t *count, struct err *err)
{
	struct change_label label = { .kind = CHANGE_INVITE, .object = event };
	struct waiting_for w = { 0 };
	bool ok;

	*count = 0;
	if (!change_begin(db, &label, err))
		return false;
	ok = invitee_list(db, event, invitee_without, &w, err);
	for (size_t i = 0; i < w.count && ok; i++) {
		const struct registering what = {
			.event = event, .person = w.ids[i], .status = REGISTRATION_INVITED
		};

		ok = registration_add(db, &what, NULL, err);
	}
	label.n = (int64_t)w.count;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, w.count > 0, err);
	if (ok)
		*count = (int64_t)w.count;
	free(w.ids);
	return ok;
}

bool invitee_invite(struct db *db, int64_t event, int64_t person, struct err *err)
{
	const struct registering what = { .event = event, .person = person, .status = REGISTRATION_INVITED };
	int64_t id;

	return registration_find(db, event, person, &id, err) &&
	       (id != 0 || registration_add(db, &what, NULL, err));
}

bool invitee_counts(struct db *db, int64_t event,
	bool (*each)(void *arg, const struct invitee_count *c), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		INVITEE_MEANT " SELECT c.id, c.name, m.role, count(*),"
			      " total(m.status IN ('registered', 'waiting')), total(m.status = 'declined'),"
			      " total(m.status IS NULL), total(m.status = 'invited'), total(p.email IS NULL)"
			      " FROM meant m JOIN person p ON p.id = m.person AND p.erased_at IS NULL"
			      " JOIN cite c ON c.id = m.cite GROUP BY c.id, m.role"
			      " ORDER BY c.fold, c.id, " INVITEE_RANK ", m.role",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct invitee_count c = {
			.cite_id = sql_int(stmt, 0),
			.cite = sql_text(stmt, 1),
			.role = noun_value(&mandate_roles, stmt, 2),
			.invited = (int)sql_int(stmt, 3),
			.registered = (int)sql_int(stmt, 4),
			.declined = (int)sql_int(stmt, 5),
			.to_invite = (int)sql_int(stmt, 6),
			.silent = (int)sql_int(stmt, 7),
			.no_email = (int)sql_int(stmt, 8),
		};
		if (!each(arg, &c))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
