/* Everybody whom an event invites or lists, what each answered, and what was written to whom. */
#include "etape/invitation.h"

#include <stddef.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "store/invitee_internal.h"
#include "store/noun.h"

/* Those on the event's lists whom the audience doesn't mean come by their own cité, else that of their
 * structure, after whoever holds a post there. An answer undone by hand comes before what was sent. */
#define INVITATION_EVERYONE                                                                       \
	INVITEE_MEANT ", everyone AS (SELECT person, cite, role, status FROM meant UNION ALL"      \
		      " SELECT r.person, coalesce(p.cite, s.cite), NULL, r.status FROM registration r" \
		      " JOIN person p ON p.id = r.person LEFT JOIN structure s ON s.id = p.structure" \
		      " WHERE r.event = :event AND r.person NOT IN (SELECT person FROM meant)),"     \
		      " sent AS (SELECT person, max(CASE kind WHEN 'invitation' THEN at END) AS invitation," \
		      " max(CASE kind WHEN 'reminder' THEN at END) AS reminder,"                     \
		      " max(CASE kind WHEN 'postponed' THEN at END) AS postponed,"                   \
		      " max(CASE kind WHEN 'cancelled' THEN at END) AS cancelled"                    \
		      " FROM message_sent WHERE event = :event GROUP BY person)"

static enum invitation_state invitation_state_of(int status, bool sent)
{
	switch (status) {
	case REGISTRATION_REGISTERED: return INVITATION_REGISTERED;
	case REGISTRATION_WAITING: return INVITATION_WAITING;
	case REGISTRATION_DECLINED: return INVITATION_DECLINED;
	case REGISTRATION_CANCELLED: return INVITATION_CANCELLED;
	case REGISTRATION_INVITED: return sent ? INVITATION_SILENT : INVITATION_INVITED;
	default: return INVITATION_TO_INVITE;
	}
}

static void invitation_read(sqlite3_stmt *stmt, struct invitation_row *row)
{
	*row = (struct invitation_row){
		.person_id = sql_int(stmt, 0),
		.family_name = sql_text(stmt, 1),
		.given_name = sql_text(stmt, 2),
		.cite_id = sql_int(stmt, 3),
		.cite_code = sql_text(stmt, 4),
		.cite = sql_text(stmt, 5),
		.role = sql_is_null(stmt, 6) ? ANY : noun_value(&mandate_roles, stmt, 6),
		.email = sql_text(stmt, 7),
		.phone = sql_text(stmt, 8),
		.key = sql_text(stmt, 14),
	};
	for (int kind = 0; kind < MESSAGE_KINDS; kind++)
		row->sent[kind] = sql_int(stmt, 10 + kind);
	row->state = invitation_state_of(
		sql_is_null(stmt, 9) ? ANY : noun_value(&registration_statuses, stmt, 9),
		row->sent[MESSAGE_INVITATION] || row->sent[MESSAGE_REMINDER]);
}

bool invitation_list(struct db *db, const struct invitation_filter *filter, invitation_row_fn each,
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		INVITATION_EVERYONE
		" SELECT m.person, p.family_name, p.given_name, c.id, c.code, c.name, m.role,"
		" coalesce(p.email, ''), coalesce(p.mobile, p.phone, ''), m.status, t.invitation, t.reminder,"
		" t.postponed, t.cancelled, coalesce(c.fold, char(127)) || char(1) || " INVITEE_RANK
		" || char(1) || p.fold FROM everyone m JOIN person p ON p.id = m.person AND p.erased_at IS NULL"
		" LEFT JOIN cite c ON c.id = m.cite LEFT JOIN sent t ON t.person = m.person"
		" WHERE (:person IS NULL OR m.person = :person) AND (:cite IS NULL OR m.cite = :cite)"
		" AND (:role IS NULL OR m.role = :role) AND (:all OR p.email IS NULL)"
		" ORDER BY c.fold NULLS LAST, c.id, m.role IS NULL, " INVITEE_RANK ", m.role, p.fold, p.id",
		err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", filter->event);
	sql_bind_id(stmt, ":person", filter->person);
	sql_bind_id(stmt, ":cite", filter->cite);
	sql_bind_opt(stmt, ":role", vocabulary_name(&mandate_roles, filter->role));
	sql_bind_int(stmt, ":all", !filter->no_email);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct invitation_row row;

		invitation_read(stmt, &row);
		if (filter->states && !(filter->states & 1u << row.state))
			continue;
		str_reset(&name);
		text_person(&name, row.family_name, row.given_name);
		row.name = name.buf;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

static bool invitation_count_row(void *arg, const struct invitation_row *row)
{
	struct invitation_counts *counts = arg;

	counts->all++;
	counts->of[row->state]++;
	counts->no_email += !*row->email && row->state != INVITATION_CANCELLED;
	return true;
}

bool invitation_count(struct db *db, int64_t event, struct invitation_counts *counts, struct err *err)
{
	struct invitation_filter all = INVITATION_FILTER_ALL;

	*counts = (struct invitation_counts){ .all = 0 };
	all.event = event;
	return invitation_list(db, &all, invitation_count_row, counts, err);
}

bool invitation_answer(struct db *db, int64_t event, int64_t person, enum registration_status answer,
	enum registration_status *state, struct err *err)
{
	const struct registering what = { .event = event, .person = person, .status = answer };
	struct registration r;
	bool ok;

	registration_init(&r);
	ok = registration_add(db, &what, &r, err);
	if (ok)
		*state = r.status;
	registration_release(&r);
	return ok;
}

bool invitation_last_sent(struct db *db, int64_t event, int64_t person, enum message_kind kind, instant_t *at,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT max(at) FROM message_sent WHERE event = :event AND person = :person AND kind = :kind", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":person", person);
	sql_bind_text(stmt, ":kind", vocabulary_name(&message_kinds, (int)kind));
	result = sql_step(db, stmt, err);
	*at = result == SQL_ROW ? sql_int(stmt, 0) : 0;
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool invitation_note_sent(struct db *db, int64_t event, int64_t person, enum message_kind kind,
	struct err *err)
{
	const struct change_label label = { .kind = CHANGE_MESSAGE, .subject = person, .object = event };
	sqlite3_stmt *stmt;
	bool ok;

	if (!change_begin(db, &label, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO message_sent (id, event, person, kind, at, author)"
		" VALUES (:id, :event, :person, :kind, :at, :author)",
		err);
	ok = stmt != NULL;
	if (ok) {
		sql_bind_int(stmt, ":id", id_new());
		sql_bind_int(stmt, ":event", event);
		sql_bind_int(stmt, ":person", person);
		sql_bind_text(stmt, ":kind", vocabulary_name(&message_kinds, (int)kind));
		sql_bind_int(stmt, ":at", civil_now());
		sql_bind_text(stmt, ":author", db_author(db));
		ok = sql_run(db, stmt, err);
	}
	return noun_end(db, ok, ok, err);
}

struct invitation_row *invitation_row_dup(const struct invitation_row *row)
{
	static const size_t texts[] = {
		offsetof(struct invitation_row, key),
		offsetof(struct invitation_row, family_name),
		offsetof(struct invitation_row, given_name),
		offsetof(struct invitation_row, name),
		offsetof(struct invitation_row, cite_code),
		offsetof(struct invitation_row, cite),
		offsetof(struct invitation_row, email),
		offsetof(struct invitation_row, phone),
	};

	return NOUN_ROW_DUP(row, texts);
}
