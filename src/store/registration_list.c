#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/registration_internal.h"

/* A name in two, for text_person(). */
#define REGISTRATION_NAME(p) p ".family_name || char(31) || " p ".given_name"

/* Numbers come as they are found: to order two or three here is faster than to have them sorted
 * there, for each of two thousand people. */
#define REGISTRATION_SELECT                                                                    \
	"SELECT r.id, p.fold, r.code, r.event, e.code, r.person, p.family_name, p.given_name," \
	" p.email, coalesce(p.mobile, p.phone), s.name, coalesce(s.kind, p.erased_kind), p.function, c.code, c.name,"   \
	" r.status, (SELECT group_concat(x.no) FROM registration_session rs"                   \
	" JOIN session x ON x.id = rs.session WHERE rs.registration = r.id),"                  \
	" CASE WHEN :presence THEN (SELECT group_concat(x.no || ' ' || pr.at) FROM presence pr"\
	" JOIN session x ON x.id = pr.session WHERE pr.registration = r.id) END,"              \
	" r.walk_in, r.created_at, r.cancelled_at, r.reason, r.cancelled_by, r.author, r.note,"\
	" r.registered_by, " REGISTRATION_NAME("b") ", b.email,"                               \
	" CASE WHEN r.replaces IS NOT NULL THEN (SELECT " REGISTRATION_NAME("x")               \
	" FROM registration o JOIN person x ON x.id = o.person WHERE o.id = r.replaces) END,"  \
	" CASE WHEN r.status = 'cancelled' THEN (SELECT " REGISTRATION_NAME("x")               \
	" FROM registration o JOIN person x ON x.id = o.person WHERE o.replaces = r.id"        \
	" ORDER BY o.id DESC) END"                                                             \
	" FROM registration r JOIN event e ON e.id = r.event JOIN person p ON p.id = r.person" \
	" LEFT JOIN structure s ON s.id = p.structure"                                         \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"                                 \
	" LEFT JOIN person b ON b.id = r.registered_by"

#define REGISTRATION_WANTED                                                                    \
	" AND (:id IS NULL OR r.id = :id) AND (:person IS NULL OR r.person = :person)"         \
	" AND (:event IS NULL OR r.event = :event) AND (:cite IS NULL OR c.id = :cite)"        \
	" AND (:status IS NULL OR r.status = :status)"                                         \
	" AND (:by IS NULL OR r.registered_by = :by)"                                          \
	" ORDER BY e.first_day, e.code, p.fold, r.id"

static const char registrations_of_id[] =
	REGISTRATION_SELECT " WHERE r.id = :id" REGISTRATION_WANTED;
static const char registrations_of_person[] =
	REGISTRATION_SELECT " WHERE r.person = :person" REGISTRATION_WANTED;
static const char registrations_of_announcer[] =
	REGISTRATION_SELECT " WHERE r.registered_by = :by" REGISTRATION_WANTED;
static const char registrations_of_event[] =
	REGISTRATION_SELECT " WHERE r.event = :event" REGISTRATION_WANTED;
static const char registrations_of_all[] = REGISTRATION_SELECT " WHERE 1" REGISTRATION_WANTED;

/* What a row is made of besides its columns. */
struct registration_reader {
	struct str name;
	struct str sessions;
	struct str present;
	struct str registered_by;
	struct str replaces;
	struct str replaced_by;
	struct waiting waiting; /* of the event of the row at hand */
};

static void reader_release(struct registration_reader *rd)
{
	str_release(&rd->name);
	str_release(&rd->sessions);
	str_release(&rd->present);
	str_release(&rd->registered_by);
	str_release(&rd->replaces);
	str_release(&rd->replaced_by);
	waiting_release(&rd->waiting);
}

static int reader_by_number(const void *a, const void *b)
{
	const long x = *(const long *)a, y = *(const long *)b;

	return x < y ? -1 : x > y;
}

enum { READER_SESSIONS = 128 }; /* more than any event has */

/* "2 1750…,1 1750…" or "2,1" as numbers in order, separated by \n, and the first instant. */
static const char *reader_numbers(struct str *out, const char *raw, instant_t *first)
{
	long no[READER_SESSIONS];
	size_t n = 0;

	str_reset(out);
	while (*raw) {
		char *end;
		const long number = strtol(raw, &end, 10);

		if (*end == ' ') {
			const instant_t at = strtoll(end + 1, &end, 10);

			if (!*first || at < *first)
				*first = at;
		}
		if (n < READER_SESSIONS)
			no[n++] = number;
		raw = *end ? end + 1 : end;
	}
	if (n > 1)
		qsort(no, n, sizeof *no, reader_by_number);
	for (size_t i = 0; i < n; i++)
		str_addf(out, "%s%ld", i ? "\n" : "", no[i]);
	return out->buf;
}

/* A REGISTRATION_NAME() as lists write it. */
static const char *reader_name(struct str *out, const char *raw)
{
	const char *given = strchr(raw, '\037');

	str_reset(out);
	if (given) {
		char *family = xstrndup(raw, (size_t)(given - raw));

		text_person(out, family, given + 1);
		free(family);
	}
	return out->buf;
}

static void reader_names(
	sqlite3_stmt *stmt, struct registration_reader *rd, struct registration_row *row)
{
	str_reset(&rd->name);
	text_person(&rd->name, row->family_name, row->given_name);
	row->name = rd->name.buf;
	row->registered_by = reader_name(&rd->registered_by, sql_text(stmt, 26));
	row->replaces = reader_name(&rd->replaces, sql_text(stmt, 28));
	row->replaced_by = reader_name(&rd->replaced_by, sql_text(stmt, 29));
}

static void reader_read(
	sqlite3_stmt *stmt, struct registration_reader *rd, struct registration_row *row)
{
	instant_t unused = 0;

	*row = (struct registration_row){
		.id = sql_int(stmt, 0),
		.key = sql_text(stmt, 1),
		.code = sql_text(stmt, 2),
		.event_id = sql_int(stmt, 3),
		.event = sql_text(stmt, 4),
		.person_id = sql_int(stmt, 5),
		.family_name = sql_text(stmt, 6),
		.given_name = sql_text(stmt, 7),
		.email = sql_text(stmt, 8),
		.phone = sql_text(stmt, 9),
		.structure = sql_text(stmt, 10),
		.structure_kind = noun_value(&structure_kinds, stmt, 11),
		.function = sql_text(stmt, 12),
		.cite_code = sql_text(stmt, 13),
		.cite = sql_text(stmt, 14),
		.status =
			(enum registration_status)noun_value(&registration_statuses, stmt, 15),
		.walk_in = sql_int(stmt, 18) != 0,
		.created_at = sql_int(stmt, 19),
		.cancelled_at = sql_int(stmt, 20),
		.reason = sql_text(stmt, 21),
		.cancelled_by = sql_text(stmt, 22),
		.author = sql_text(stmt, 23),
		.note = sql_text(stmt, 24),
		.registered_by_id = sql_int(stmt, 25),
		.registered_by_email = sql_text(stmt, 27),
	};
	row->sessions = reader_numbers(&rd->sessions, sql_text(stmt, 16), &unused);
	row->present = reader_numbers(&rd->present, sql_text(stmt, 17), &row->at);
	reader_names(stmt, rd, row);
}

/* Ranks are read once an event, and only when somebody waits. */
static bool reader_rank(struct db *db, struct registration_reader *rd,
	struct registration_row *row, struct err *err)
{
	if (row->status != REGISTRATION_WAITING)
		return true;
	if (rd->waiting.event != row->event_id &&
		!waiting_read(db, row->event_id, &rd->waiting, err))
		return false;
	row->waiting_rank = waiting_rank(&rd->waiting, row->id);
	return true;
}

static bool registration_among(const char *numbers, int no)
{
	while (*numbers) {
		char *end;

		if (strtol(numbers, &end, 10) == no)
			return true;
		numbers = *end ? end + 1 : end;
	}
	return false;
}

/* Whether she came to a session (0: to any), gone since or not. */
static bool registration_came(
	struct db *db, int64_t registration, int session, bool *came, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT EXISTS (SELECT 1 FROM checkin ci JOIN session s ON s.id = ci.session"
		" WHERE ci.registration = :registration AND (:session IS NULL OR s.no = :session)"
		" AND ci.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin cu WHERE cu.undoes = ci.id))",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_id(stmt, ":session", session);
	result = sql_step(db, stmt, err);
	*came = result == SQL_ROW && sql_int(stmt, 0);
	sql_done(stmt);
	return result == SQL_ROW;
}

/* Of one session: those registered for it (or for all), and those who are there anyway. Who has
 * left is neither present nor missing. */
static bool registration_wanted(struct db *db, const struct registration_filter *filter,
	const struct registration_row *row, bool *wanted, struct err *err)
{
	const int no = filter->session;
	const bool awaited = !no || !*row->sessions || registration_among(row->sessions, no);
	const bool present = no ? registration_among(row->present, no) : *row->present != '\0';

	bool came;

	switch (filter->presence) {
	case PRESENCE_ANY:
		*wanted = awaited || present;
		break;
	case PRESENCE_PRESENT:
		*wanted = present;
		break;
	case PRESENCE_MISSING:
		*wanted = awaited && !present && row->status == REGISTRATION_REGISTERED;
		if (!*wanted)
			break;
		if (!registration_came(db, row->id, no, &came, err))
			return false;
		*wanted = !came;
		break;
	}
	return true;
}

static const char *registration_query(const struct registration_filter *filter)
{
	return filter->id	       ? registrations_of_id
	       : filter->person	       ? registrations_of_person
	       : filter->registered_by ? registrations_of_announcer
	       : filter->event	       ? registrations_of_event
				       : registrations_of_all;
}

bool registration_list(struct db *db, const struct registration_filter *filter,
	registration_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, registration_query(filter), err);
	struct registration_reader rd = { .name = STR_INIT,
		.sessions = STR_INIT,
		.present = STR_INIT,
		.registered_by = STR_INIT,
		.replaces = STR_INIT,
		.replaced_by = STR_INIT };
	struct registration_row row;
	enum sql_result result;
	bool ok = true, wanted = false;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":id", filter->id);
	sql_bind_id(stmt, ":event", filter->event);
	sql_bind_id(stmt, ":person", filter->person);
	sql_bind_id(stmt, ":cite", filter->cite);
	sql_bind_id(stmt, ":by", filter->registered_by);
	sql_bind_int(stmt, ":presence", !filter->no_presence);
	sql_bind_opt(stmt, ":status", vocabulary_name(&registration_statuses, filter->status));
	while (ok && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		reader_read(stmt, &rd, &row);
		ok = registration_wanted(db, filter, &row, &wanted, err);
		if (!ok || !wanted)
			continue;
		ok = reader_rank(db, &rd, &row, err);
		if (ok && !each(arg, &row))
			break;
	}
	sql_done(stmt);
	reader_release(&rd);
	return ok && result != SQL_FAILED;
}

struct registration_row *registration_row_dup(const struct registration_row *row)
{
	static const size_t texts[] = {
		offsetof(struct registration_row, key),
		offsetof(struct registration_row, code),
		offsetof(struct registration_row, event),
		offsetof(struct registration_row, family_name),
		offsetof(struct registration_row, given_name),
		offsetof(struct registration_row, name),
		offsetof(struct registration_row, email),
		offsetof(struct registration_row, phone),
		offsetof(struct registration_row, structure),
		offsetof(struct registration_row, function),
		offsetof(struct registration_row, cite_code),
		offsetof(struct registration_row, cite),
		offsetof(struct registration_row, sessions),
		offsetof(struct registration_row, present),
		offsetof(struct registration_row, reason),
		offsetof(struct registration_row, cancelled_by),
		offsetof(struct registration_row, author),
		offsetof(struct registration_row, registered_by),
		offsetof(struct registration_row, registered_by_email),
		offsetof(struct registration_row, replaces),
		offsetof(struct registration_row, replaced_by),
		offsetof(struct registration_row, note),
	};

	return NOUN_ROW_DUP(row, texts);
}
