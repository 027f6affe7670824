#include "etape/event.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/valid.h"
#include "store/event_internal.h"
#include "store/noun.h"

/* What event_borrow() reads, of the event e. */
#define EVENT_COLUMNS \
	"e.id, e.rev, e.code, e.kind, e.cycle, e.stage_no, e.title, e.theme, e.starts, e.ends," \
	" e.precision, e.first_day, e.last_day, e.zone, e.place, e.address, e.town, e.cite, e.format," \
	" e.capacity, e.participants, e.status, e.speakers, e.source, e.note," \
	" e.cite_capacity, e.url, e.uid, e.recurrence, e.foreign_lines"
enum { EVENT_TEXTS = 16 };

void event_init(struct event *e)
{
	*e = (struct event){
		.kind = EVENT_ETAPE,
		.precision = PRECISION_DAY,
		.first_day = CIVIL_NONE,
		.last_day = CIVIL_NONE,
		.format = ANY,
		.capacity = -1,
		.cite_capacity = -1,
		.participants = -1,
		.status = EVENT_DRAFT,
	};
}

/* Every text that an event owns. */
static void event_texts(struct event *e, char **texts[EVENT_TEXTS])
{
	char **const all[EVENT_TEXTS] = { &e->code, &e->title, &e->theme, &e->starts, &e->ends, &e->zone,
		&e->place, &e->address, &e->town, &e->speakers, &e->source, &e->note, &e->url, &e->uid,
		&e->recurrence, &e->foreign_lines };

	memcpy(texts, all, sizeof all);
}

void event_release(struct event *e)
{
	char **texts[EVENT_TEXTS];

	event_texts(e, texts);
	for (size_t i = 0; i < EVENT_TEXTS; i++)
		free(*texts[i]);
	event_init(e);
}

/* A text of the statement's, where an event has room for its own. */
static char *event_lent(sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);
	char *lent;

	if (!text)
		return str_empty;
	memcpy(&lent, &text, sizeof lent);
	return lent;
}

/* Its texts are the statement's, until its next step. */
static void event_borrow(sqlite3_stmt *stmt, struct event *e)
{
	*e = (struct event){
		.id = sql_int(stmt, 0),
		.rev = sql_int(stmt, 1),
		.code = event_lent(stmt, 2),
		.kind = (enum event_kind)noun_value(&event_kinds, stmt, 3),
		.cycle = sql_int(stmt, 4),
		.stage_no = (int)sql_int(stmt, 5),
		.title = event_lent(stmt, 6),
		.theme = event_lent(stmt, 7),
		.starts = event_lent(stmt, 8),
		.ends = event_lent(stmt, 9),
		.precision = (enum precision)noun_value(&event_precisions, stmt, 10),
		.first_day = noun_day(stmt, 11),
		.last_day = noun_day(stmt, 12),
		.zone = event_lent(stmt, 13),
		.place = event_lent(stmt, 14),
		.address = event_lent(stmt, 15),
		.town = event_lent(stmt, 16),
		.cite = sql_int(stmt, 17),
		.format = noun_value(&event_formats, stmt, 18),
		.capacity = sql_is_null(stmt, 19) ? -1 : sql_int(stmt, 19),
		.participants = sql_is_null(stmt, 20) ? -1 : sql_int(stmt, 20),
		.status = (enum event_status)noun_value(&event_statuses, stmt, 21),
		.speakers = event_lent(stmt, 22),
		.source = event_lent(stmt, 23),
		.note = event_lent(stmt, 24),
		.cite_capacity = sql_is_null(stmt, 25) ? -1 : sql_int(stmt, 25),
		.url = event_lent(stmt, 26),
		.uid = event_lent(stmt, 27),
		.recurrence = event_lent(stmt, 28),
		.foreign_lines = event_lent(stmt, 29),
	};
}

static void event_read(sqlite3_stmt *stmt, struct event *e)
{
	char **texts[EVENT_TEXTS];

	event_release(e);
	event_borrow(stmt, e);
	event_texts(e, texts);
	for (size_t i = 0; i < EVENT_TEXTS; i++)
		*texts[i] = xstrdup(*texts[i]);
}

bool event_get(struct db *db, int64_t id, struct event *e, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT " EVENT_COLUMNS " FROM event e WHERE e.id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		event_read(stmt, e);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this event is no longer known"));
	return result == SQL_ROW;
}

static void event_tidy(struct event *e)
{
	noun_tidy(&e->code, false);
	noun_tidy(&e->title, false);
	noun_tidy(&e->theme, false);
	noun_tidy(&e->starts, false);
	noun_tidy(&e->ends, false);
	noun_tidy(&e->zone, false);
	noun_tidy(&e->place, false);
	noun_tidy(&e->address, true);
	noun_tidy(&e->town, false);
	noun_tidy(&e->speakers, false);
	noun_tidy(&e->source, false);
	noun_tidy(&e->note, true);
	noun_tidy(&e->url, false);
}

static bool event_clock_at(struct db *db, int64_t cite, char **zone, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT departement FROM cite WHERE id = :cite", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":cite", cite);
	result = sql_step(db, stmt, err);
	*zone = xstrdup(result == SQL_ROW ? departement_clock(sql_text(stmt, 0)) : CIVIL_ZONE);
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* The clock of a rencontre is that of its host, until somebody says another one. */
static bool event_clock(struct db *db, struct event *e, struct err *err)
{
	char *before = NULL, *now = NULL;
	int64_t host = 0;
	bool ok;

	if (!e->id && *e->zone)
		return true;
	ok = !e->id || noun_ask(db, "SELECT cite FROM event WHERE id = :id", e->id, &host, err);

	ok = ok && event_clock_at(db, host, &before, err) && event_clock_at(db, e->cite, &now, err);
	if (ok && (!*e->zone || (e->id && host != e->cite && str_eq(e->zone, before)))) {
		free(e->zone);
		e->zone = now;
		now = NULL;
	}
	free(before);
	free(now);
	return ok;
}

/* Bounds of a date of any precision, with or without a time. */
static bool event_bounds(const char *text, day_t *first, day_t *last, size_t *length)
{
	char date[16] = "";
	day_t day;
	int minutes;

	*length = strcspn(text, "T ");
	if (text[*length]) {
		if (!civil_parse_local(text, &day, &minutes))
			return false;
		*first = *last = day;
		return true;
	}
	if (*length >= sizeof date)
		return false;
	memcpy(date, text, *length);
	return civil_bounds(date, first, last);
}

static bool event_dates(struct event *e, struct err *err)
{
	size_t length, end_length;
	day_t unused;

	if (!event_bounds(e->starts, &e->first_day, &e->last_day, &length))
		return err_set(err, ERR_INVALID,
			_("start '%s': expected a date such as 2026-12-04, 2026-12-04T09:30, 2026-12 or 2026"),
			e->starts);
	if (*e->ends && !event_bounds(e->ends, &unused, &e->last_day, &end_length))
		return err_set(err, ERR_INVALID,
			_("end '%s': expected a date such as 2026-12-04, 2026-12-04T17:00, 2026-12 or 2026"),
			e->ends);
	if (e->last_day < e->first_day || (strchr(e->starts, 'T') && strchr(e->ends, 'T') &&
						  strcmp(e->starts, e->ends) > 0))
		return err_set(err, ERR_INVALID, _("the event ends before it begins"));
	/* A date cut short says itself how far it is known. */
	if (e->precision == PRECISION_DAY && length == 7)
		e->precision = *e->ends ? PRECISION_PERIOD : PRECISION_MONTH;
	else if (e->precision == PRECISION_DAY && length == 4)
		e->precision = PRECISION_YEAR;
	return true;
}

/* A time of the wall clock there that the clock never shows is refused. */
static bool event_hour(const char *text, const char *zone, struct err *err)
{
	int minutes = -1;
	day_t day;

	return !civil_parse_local(text, &day, &minutes) || civil_hour_exists(day, minutes, zone, err);
}

/* Thousands of one import are in one zone. */
static bool event_zone_is_known(const char *zone)
{
	static char last[64];
	day_t day;

	if (*zone && !strcmp(zone, last))
		return true;
	if (!civil_from_instant(civil_now(), zone, &day, NULL, NULL))
		return false;
	*last = '\0';
	strncat(last, zone, sizeof last - 1);
	return true;
}

static bool event_valid(struct db *db, struct event *e, struct err *err)
{
	event_tidy(e);
	if (!event_clock(db, e, err))
		return false;
	if (!*e->title)
		return err_set(err, ERR_INVALID, _("an event needs a title"));
	if (!valid_slug(e->code, err))
		return err_wrap(err, _("code of the event"));
	if (!event_zone_is_known(e->zone))
		return err_set(err, ERR_INVALID,
			_("time zone '%s' is not known: expected a name such as Europe/Paris"),
			e->zone);
	return (event_dates(e, err) && event_hour(e->starts, e->zone, err) && event_hour(e->ends, e->zone, err)) ||
	       err_wrap(err, "%s", e->title);
}

static void event_bind(sqlite3_stmt *stmt, const struct event *e)
{
	sql_bind_text(stmt, ":code", e->code);
	sql_bind_text(stmt, ":kind", vocabulary_name(&event_kinds, (int)e->kind));
	sql_bind_id(stmt, ":cycle", e->cycle);
	sql_bind_id(stmt, ":stage_no", e->stage_no);
	sql_bind_text(stmt, ":title", e->title);
	sql_bind_opt(stmt, ":theme", e->theme);
	sql_bind_text(stmt, ":starts", e->starts);
	sql_bind_opt(stmt, ":ends", e->ends);
	sql_bind_text(
		stmt, ":precision", vocabulary_name(&event_precisions, (int)e->precision));
	noun_bind_date(stmt, ":first_day", e->first_day);
	noun_bind_date(stmt, ":last_day", e->last_day);
	sql_bind_text(stmt, ":zone", e->zone);
	sql_bind_opt(stmt, ":place", e->place);
	sql_bind_opt(stmt, ":address", e->address);
	sql_bind_opt(stmt, ":town", e->town);
	sql_bind_id(stmt, ":cite", e->cite);
	sql_bind_opt(stmt, ":format", vocabulary_name(&event_formats, e->format));
	if (e->capacity >= 0)
		sql_bind_int(stmt, ":capacity", e->capacity);
	if (e->cite_capacity >= 0)
		sql_bind_int(stmt, ":cite_capacity", e->cite_capacity);
	if (e->participants >= 0)
		sql_bind_int(stmt, ":participants", e->participants);
	sql_bind_text(stmt, ":status", vocabulary_name(&event_statuses, (int)e->status));
	sql_bind_opt(stmt, ":speakers", e->speakers);
	sql_bind_opt(stmt, ":source", e->source);
	sql_bind_opt(stmt, ":note", e->note);
	sql_bind_opt(stmt, ":url", e->url);
	sql_bind_opt(stmt, ":uid", e->uid);
	sql_bind_opt(stmt, ":recurrence", e->recurrence);
	sql_bind_opt(stmt, ":foreign_lines", e->foreign_lines);
}

static struct change_value event_capacity(int64_t n)
{
	return (struct change_value){ .number = n, .null = n < 0 };
}

static bool event_insert(struct db *db, int64_t id, const struct event *e, struct err *err)
{
	static const char sql[] =
		"INSERT INTO event (id, code, kind, cycle, stage_no, title, theme, starts, ends, precision,"
		" first_day, last_day, zone, place, address, town, cite, format, capacity, participants, status,"
		" speakers, source, note, rev, cite_capacity, uid, recurrence, foreign_lines, url, tariff, decisions)"
		" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
	const struct noun_date first = noun_date(e->first_day), last = noun_date(e->last_day);
	const struct change_value row[] = { change_number(id), change_text(e->code),
		change_text(vocabulary_name(&event_kinds, (int)e->kind)), change_id(e->cycle), change_id(e->stage_no),
		change_text(e->title), change_opt(e->theme), change_text(e->starts), change_opt(e->ends),
		change_text(vocabulary_name(&event_precisions, (int)e->precision)), change_opt(first.iso),
		change_opt(last.iso), change_text(e->zone), change_opt(e->place), change_opt(e->address),
		change_opt(e->town), change_id(e->cite), change_opt(vocabulary_name(&event_formats, e->format)),
		event_capacity(e->capacity), event_capacity(e->participants),
		change_text(vocabulary_name(&event_statuses, (int)e->status)), change_opt(e->speakers),
		change_opt(e->source), change_opt(e->note), change_number(1), event_capacity(e->cite_capacity),
		change_opt(e->uid), change_opt(e->recurrence), change_opt(e->foreign_lines), change_opt(e->url),
		change_id(0), change_id(0) };

	return change_insert(db, sql, "event", row, sizeof row / sizeof *row, err);
}

static bool event_update(struct db *db, const struct event *e, int64_t next, struct err *err)
{
	static const char update[] =
		"UPDATE event SET code = :code, kind = :kind, cycle = :cycle,"
		" stage_no = :stage_no, title = :title, theme = :theme, starts = :starts,"
		" ends = :ends, precision = :precision, first_day = :first_day,"
		" last_day = :last_day, zone = :zone, place = :place, address = :address,"
		" town = :town, cite = :cite, format = :format, capacity = :capacity,"
		" cite_capacity = :cite_capacity,"
		" participants = :participants, status = :status, speakers = :speakers,"
		" source = :source, note = :note, url = :url, uid = :uid,"
		" recurrence = :recurrence, foreign_lines = :foreign_lines, rev = :next WHERE id = :id AND rev = :rev";
	sqlite3_stmt *stmt = sql_prepare(db, update, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", e->id);
	sql_bind_int(stmt, ":rev", e->rev);
	sql_bind_int(stmt, ":next", next);
	event_bind(stmt, e);
	return sql_run(db, stmt, err) &&
	       (sql_changes(db) || noun_stale(db, "SELECT 1 FROM event WHERE id = :id", e->id, e->title, err));
}

static bool event_write(struct db *db, struct event *e, bool *touched, struct err *err)
{
	const int64_t id = e->id ? e->id : id_new();
	const int64_t next = e->id ? id_new() : 1;

	if (!(e->id ? event_update(db, e, next, err) : event_insert(db, id, e, err) && bulk_add(db, id, e, err)))
		return false;
	*touched = true;
	e->rev = next;
	e->id = id;
	return true;
}

/* Sees to it that it has a code of its own. */
static bool event_code(struct db *db, struct event *e, struct err *err)
{
	struct str slug = STR_INIT;

	if (!e->id && !*e->code)
		noun_slug(&slug, e->title);
	if (slug.len && bulk_is_new_code(db, slug.buf)) {
		free(e->code);
		e->code = str_take(&slug);
		return true;
	}
	str_release(&slug);
	return noun_code(db, &e->code, e->title, "SELECT id FROM event WHERE code = :code", e->id, err);
}

bool event_save(struct db *db, struct event *e, enum event_sessions sessions, struct err *err)
{
	const int64_t id = e->id, rev = e->rev;
	struct change_label label = {
		.kind = id ? CHANGE_EVENT_EDIT : CHANGE_EVENT_NEW,
		.subject = id,
	};
	struct event old;
	bool touched = false;
	bool ok;

	event_init(&old);
	if (!event_valid(db, e, err) || !change_begin(db, &label, err))
		return false;
	ok = !id || event_get(db, id, &old, err);
	ok = ok && event_code(db, e, err);
	if (ok && id && sessions == EVENT_SESSIONS_AUTO)
		ok = event_sessions_may_move(db, &old, e, err);
	ok = ok && event_write(db, e, &touched, err);
	if (ok && sessions == EVENT_SESSIONS_AUTO)
		ok = id ? event_sessions_move(db, &old, e, err)
			: event_sessions_make(db, e, err);
	label.subject = e->id;
	if (ok)
		change_relabel(db, &label);
	event_release(&old);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		e->id = id;
		e->rev = rev;
	}
	return ok;
}

static bool event_delete_rows(struct db *db, int64_t id, struct err *err)
{
	/* What a cité told stays hers, on its day. */
	static const char *const deletions[] = {
		"UPDATE mood SET event = NULL, rev = rev + 1 WHERE event = :id",
		"UPDATE news SET event = NULL, rev = rev + 1 WHERE event = :id",
		"DELETE FROM note WHERE subject = :id",
		"DELETE FROM document WHERE subject = :id",
		"DELETE FROM programme_item WHERE event = :id",
		"DELETE FROM audience WHERE event = :id",
		"DELETE FROM minutes_point WHERE event = :id",
		"DELETE FROM event_move WHERE event = :id",
		"DELETE FROM refusal WHERE event = :id",
		"DELETE FROM message_sent WHERE event = :id",
		"DELETE FROM engagement WHERE event = :id",
		"DELETE FROM session WHERE event = :id",
		"DELETE FROM event WHERE id = :id",
	};

	for (size_t i = 0; i < sizeof deletions / sizeof *deletions; i++)
		if (!noun_step(db, deletions[i], id, err))
			return false;
	return true;
}

bool event_delete(struct db *db, int64_t id, struct err *err)
{
	struct event e;
	int64_t registrations = 0;
	bool touched = false;
	bool ok;

	event_init(&e);
	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_EVENT_DELETE }, err))
		return false;
	ok = event_get(db, id, &e, err) &&
	     noun_ask(db, "SELECT count(*) FROM registration WHERE event = :id", id,
		     &registrations, err);
	if (ok && registrations)
		ok = err_set(err, ERR_REFUSED,
			P_("'%s' has %lld registration: give it the status 'called off' instead of deleting",
				"'%s' has %lld registrations: give it the status 'called off' instead of deleting",
				registrations),
			e.title, (long long)registrations);
	touched = ok;
	ok = ok && event_delete_rows(db, id, err);
	event_release(&e);
	return noun_end(db, ok, touched, err);
}
