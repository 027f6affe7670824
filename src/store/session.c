#include "etape/session.h"

#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "store/event_internal.h"
#include "store/noun.h"

void session_init(struct session *s)
{
	*s = (struct session){ .day = CIVIL_NONE, .capacity = -1 };
}

void session_release(struct session *s)
{
	free(s->title);
	session_init(s);
}

void session_free_list(struct session **list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		session_release(&(*list)[i]);
	free(*list);
	*list = NULL;
}

static void session_read(sqlite3_stmt *stmt, struct session *s)
{
	*s = (struct session){
		.id = sql_int(stmt, 0),
		.rev = sql_int(stmt, 1),
		.event = sql_int(stmt, 2),
		.no = (int)sql_int(stmt, 3),
		.day = noun_day(stmt, 4),
		.part = (enum session_part)noun_value(&session_parts, stmt, 5),
		.starts = (int)sql_int(stmt, 6),
		.ends = (int)sql_int(stmt, 7),
		.title = sql_dup(stmt, 8),
		.capacity = sql_is_null(stmt, 9) ? -1 : sql_int(stmt, 9),
	};
}

bool session_list(
	struct db *db, int64_t event, struct session **list, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, event, no, day, part, starts, ends, title, capacity FROM session"
		" WHERE event = :event ORDER BY no",
		err);
	enum sql_result result;
	size_t room = 0;

	*list = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (*count == room) {
			room = room ? room * 2 : 8;
			*list = xrealloc(*list, room * sizeof **list);
		}
		session_read(stmt, &(*list)[(*count)++]);
	}
	sql_done(stmt);
	if (result == SQL_FAILED) {
		session_free_list(list, *count);
		*count = 0;
	}
	return result != SQL_FAILED;
}

/* Takes the session of index `i` out of a list and frees the others. */
static void session_take(struct session **list, size_t count, size_t i, struct session *s)
{
	session_release(s);
	*s = (*list)[i];
	(*list)[i].title = NULL;
	session_free_list(list, count);
}

bool session_get(struct db *db, int64_t event, int no, struct session *s, struct err *err)
{
	struct session *list;
	size_t count;

	if (!session_list(db, event, &list, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (list[i].no == no) {
			session_take(&list, count, i, s);
			return true;
		}
	}
	session_free_list(&list, count);
	return err_set(err, ERR_NOT_FOUND,
		_("this event has no session %d: it has %zu, numbered from 1"), no, count);
}

bool session_by_id(struct db *db, int64_t id, struct session *s, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, event, no, day, part, starts, ends, title, capacity FROM session"
		" WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		session_release(s);
		session_read(stmt, s);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this session is no longer known"));
	return result == SQL_ROW;
}

/* Where the desk opens before a session begins. */
enum { SESSION_EARLY_MS = 90 * 60 * 1000 };

/* When a session is, as instants. */
struct session_span {
	size_t i; /* in the list */
	day_t day;
	instant_t starts;
	instant_t ends;
};

static int session_earlier(const void *a, const void *b)
{
	const struct session_span *x = a, *y = b;
	const int starts = (x->starts > y->starts) - (x->starts < y->starts);

	return starts ? starts : (x->i > y->i) - (x->i < y->i);
}

/* In order of time, which need not be that of the numbers. Owned. */
static struct session_span *session_spans(
	const struct session *list, size_t count, const char *zone)
{
	struct session_span *spans = xcalloc(count, sizeof *spans);

	for (size_t i = 0; i < count; i++) {
		spans[i] = (struct session_span){ .i = i, .day = list[i].day };
		civil_to_instant(list[i].day, list[i].starts, zone, &spans[i].starts, NULL);
		civil_to_instant(list[i].day + list[i].ends / 1440, list[i].ends % 1440, zone,
			&spans[i].ends, NULL);
	}
	qsort(spans, count, sizeof *spans, session_earlier);
	return spans;
}

/* Index of the session that the instant belongs to. */
static size_t session_at(
	const struct session *list, size_t count, const char *zone, instant_t at)
{
	struct session_span *spans;
	day_t today = CIVIL_NONE;
	size_t best;

	if (!civil_from_instant(at, zone, &today, NULL, NULL)) {
		zone = CIVIL_ZONE;
		civil_from_instant(at, zone, &today, NULL, NULL);
	}
	spans = session_spans(list, count, zone);
	best = spans[0].i;
	for (size_t i = 0; i < count; i++) {
		if ((at >= spans[i].starts - SESSION_EARLY_MS && at < spans[i].ends) ||
			(spans[i].day == today && at < spans[i].starts)) {
			best = spans[i].i;
			break;
		}
		if (spans[i].day <= today)
			best = spans[i].i;
	}
	free(spans);
	return best;
}

static bool session_zone(struct db *db, int64_t event, char **zone, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT zone FROM event WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", event);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*zone = sql_dup(stmt, 0);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this event is no longer known"));
	return result == SQL_ROW;
}

bool session_current(
	struct db *db, int64_t event, instant_t at, struct session *s, struct err *err)
{
	struct session *list;
	char *zone = NULL;
	size_t count;

	if (!session_zone(db, event, &zone, err) ||
		!session_list(db, event, &list, &count, err)) {
		free(zone);
		return false;
	}
	if (!count) {
		free(zone);
		return err_set(err, ERR_NOT_FOUND,
			_("this event has no session yet: give it a day first"));
	}
	session_take(&list, count, session_at(list, count, zone, at), s);
	free(zone);
	return true;
}

static bool session_valid(struct session *s, struct err *err)
{
	noun_tidy(&s->title, false);
	if (s->day == CIVIL_NONE)
		return err_set(err, ERR_INVALID, _("a session needs a day"));
	if (s->starts < 0 || s->starts > 1439)
		return err_set(err, ERR_INVALID, _("a session begins between 00:00 and 23:59"));
	if (s->ends <= s->starts || s->ends > 2880)
		return err_set(err, ERR_INVALID, _("a session ends after it begins"));
	return true;
}

/* Whether it is on the day and at the hours that it had. */
static bool session_stays(struct db *db, const struct session *s)
{
	struct session old;
	bool stays;

	session_init(&old);
	stays = s->id && session_by_id(db, s->id, &old, NULL) && old.event == s->event && old.day == s->day &&
		old.starts == s->starts && old.ends == s->ends;
	session_release(&old);
	return stays;
}

/* On a day of its event, at hours that there are. */
static bool session_is_on(const struct session *s, const struct event *e, struct err *err)
{
	if (s->day < e->first_day || s->day > e->last_day)
		return err_set(err, ERR_INVALID, _("that day is none of those of the rencontre"));
	return civil_hour_exists(s->day, s->starts, e->zone, err) &&
	       civil_hour_exists(s->day, s->ends, e->zone, err);
}

/* One that stays where it was may stand: people came to it. */
static bool session_may_stand(struct db *db, const struct session *s, struct err *err)
{
	struct event e;
	bool ok;

	if (session_stays(db, s))
		return true;
	event_init(&e);
	ok = event_get(db, s->event, &e, err) && session_is_on(s, &e, err);
	event_release(&e);
	return ok;
}

static bool session_next_no(struct db *db, struct session *s, struct err *err)
{
	int64_t last;

	if (s->no > 0)
		return true;
	if (!noun_ask(
		    db, "SELECT max(no) FROM session WHERE event = :id", s->event, &last, err))
		return false;
	s->no = (int)last + 1;
	return true;
}

static bool session_insert(struct db *db, int64_t id, const struct session *s, struct err *err)
{
	static const char sql[] = "INSERT INTO session (id, event, no, day, part, starts, ends, title, rev, capacity)"
				  " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	const struct noun_date day = noun_date(s->day);
	const struct change_value row[] = { change_number(id), change_number(s->event), change_number(s->no),
		change_opt(day.iso), change_text(vocabulary_name(&session_parts, (int)s->part)),
		change_number(s->starts), change_number(s->ends), change_opt(s->title), change_number(1),
		{ .number = s->capacity, .null = s->capacity < 0 } };

	return change_insert(db, sql, "session", row, sizeof row / sizeof *row, err);
}

static bool session_update(struct db *db, const struct session *s, int64_t next, struct err *err)
{
	static const char update[] =
		"UPDATE session SET event = :event, no = :no, day = :day, part = :part,"
		" starts = :starts, ends = :ends, title = :title, capacity = :capacity,"
		" rev = :next"
		" WHERE id = :id AND rev = :rev";
	sqlite3_stmt *stmt = sql_prepare(db, update, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", s->id);
	sql_bind_int(stmt, ":rev", s->rev);
	sql_bind_int(stmt, ":next", next);
	sql_bind_int(stmt, ":event", s->event);
	sql_bind_int(stmt, ":no", s->no);
	noun_bind_date(stmt, ":day", s->day);
	sql_bind_text(stmt, ":part", vocabulary_name(&session_parts, (int)s->part));
	sql_bind_int(stmt, ":starts", s->starts);
	sql_bind_int(stmt, ":ends", s->ends);
	sql_bind_opt(stmt, ":title", s->title);
	if (s->capacity >= 0)
		sql_bind_int(stmt, ":capacity", s->capacity);
	return sql_run(db, stmt, err) &&
	       (sql_changes(db) || noun_stale(db, "SELECT 1 FROM session WHERE id = :id", s->id, _("session"), err));
}

static bool session_write(struct db *db, struct session *s, bool *touched, struct err *err)
{
	const int64_t id = s->id ? s->id : id_new();
	const int64_t next = s->id ? id_new() : 1;

	if (!(s->id ? session_update(db, s, next, err) : session_insert(db, id, s, err)))
		return false;
	*touched = true;
	s->rev = next;
	s->id = id;
	return true;
}

bool session_make(struct db *db, const struct event *e, struct session *s, struct err *err)
{
	bool touched;

	s->event = e->id;
	return session_valid(s, err) && session_is_on(s, e, err) && session_write(db, s, &touched, err);
}

bool session_save(struct db *db, struct session *s, struct err *err)
{
	const int64_t id = s->id, rev = s->rev;
	const int no = s->no;
	const struct change_label label = { .kind = CHANGE_EVENT_EDIT, .subject = s->event };
	bool touched = false;
	bool ok;

	if (!session_valid(s, err) || !change_begin(db, &label, err))
		return false;
	ok = session_may_stand(db, s, err) && session_next_no(db, s, err) && session_write(db, s, &touched, err);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		s->id = id;
		s->rev = rev;
		s->no = no;
	}
	return ok;
}

/* Who was turned away stays turned away, at the event. */
static bool session_delete_rows(struct db *db, int64_t id, struct err *err)
{
	static const char *const steps[] = {
		"UPDATE refusal SET session = NULL WHERE session = :id",
		"DELETE FROM session WHERE id = :id",
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		sqlite3_stmt *stmt = sql_prepare(db, steps[i], err);

		if (!stmt)
			return false;
		sql_bind_int(stmt, ":id", id);
		if (!sql_run(db, stmt, err))
			return false;
	}
	return true;
}

bool session_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_EVENT_EDIT };
	int64_t used = 1;
	bool ok;

	if (!noun_ask(db, "SELECT event FROM session WHERE id = :id", id, &label.subject, err))
		return false;
	if (!change_begin(db, &label, err))
		return false;
	ok = noun_ask(db,
		"SELECT EXISTS (SELECT 1 FROM checkin WHERE session = :id)"
		" OR EXISTS (SELECT 1 FROM registration_session WHERE session = :id)",
		id, &used, err);
	if (ok && used)
		ok = err_set(err, ERR_REFUSED,
			_("this session cannot be deleted: people were checked in or are registered for it"));
	ok = ok && session_delete_rows(db, id, err);
	return noun_end(db, ok, !used, err);
}

void session_words(struct str *out, const struct session *s, bool with_day)
{
	if (with_day) {
		civil_format_day(out, s->day, i18n_lang());
		str_add(out, ", ");
	}
	if (s->title && *s->title)
		str_add(out, s->title);
	else
		str_add(out, vocabulary_label(&session_parts, (int)s->part));
}
