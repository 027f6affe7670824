/* Events as calendars tell them: thousands at a stretch. What belongs to an event is read by statements
 * of its own in the same order, walked side by side; to look it up would cost more than the event. */
#include "etape/event_calendar.h"
#include "store/event_internal.h"
#include "store/noun.h"

/* In the order in which the row stands: SQLite reads it from its beginning up to the column wanted. */
#define ENTRY_COLUMNS \
	"e.id, e.code, e.kind, e.cycle, e.stage_no, e.title, e.theme, e.starts, e.ends, e.precision," \
	" e.first_day, e.last_day, e.zone, e.place, e.address, e.town, e.cite, e.format, e.status," \
	" e.speakers, e.uid, e.recurrence, e.foreign_lines, e.url"
enum { ENTRY_HOST = 24, ENTRY_CYCLE = 27 };

/* All of them in order of id; of one event, the range is of one. */
#define FIRST "-9223372036854775808"
#define LAST  "9223372036854775807"

static const char entries_sql[] =
	"SELECT " ENTRY_COLUMNS ", c.code, c.lat, c.lon, y.name FROM event e"
	" LEFT JOIN cite c ON c.id = e.cite LEFT JOIN cycle y ON y.id = e.cycle"
	" WHERE e.id BETWEEN coalesce(:id, " FIRST ") AND coalesce(:id, " LAST ") AND (:cycle IS NULL OR e.cycle = :cycle) ORDER BY e.id";
static const char versions_sql[] =
	"SELECT event, sequence, modified FROM event_sequence WHERE event >= coalesce(:id, " FIRST ") ORDER BY event";
static const char programmes_sql[] =
	"SELECT DISTINCT event FROM programme_item WHERE event >= coalesce(:id, " FIRST ") ORDER BY event";

/* Rows that belong to events, one at most to each, in order of their ids. */
struct beside {
	sqlite3_stmt *stmt; /* NULL: it could not be asked */
	int64_t event;	    /* whose row the statement stands on */
	enum sql_result at;
};

static bool beside_step(struct db *db, struct beside *b, struct err *err)
{
	b->at = sql_step(db, b->stmt, err);
	if (b->at == SQL_ROW)
		b->event = sql_int(b->stmt, 0);
	return b->at != SQL_FAILED;
}

static bool beside_begin(struct db *db, struct beside *b, const char *sql, int64_t id, struct err *err)
{
	*b = (struct beside){ .stmt = sql_prepare(db, sql, err) };
	if (!b->stmt)
		return false;
	sql_bind_id(b->stmt, ":id", id);
	return beside_step(db, b, err);
}

static void beside_end(struct beside *b)
{
	if (b->stmt)
		sql_done(b->stmt);
}

/* Goes on to the row of an event; *found is false when it has none. */
static bool beside_reach(struct db *db, struct beside *b, int64_t event, bool *found, struct err *err)
{
	while (b->at == SQL_ROW && b->event < event)
		if (!beside_step(db, b, err))
			return false;
	*found = b->at == SQL_ROW && b->event == event;
	return true;
}

static void entry_borrow(sqlite3_stmt *stmt, struct event *e)
{
	*e = (struct event){
		.id = sql_int(stmt, 0),
		.code = event_lent(stmt, 1),
		.kind = (enum event_kind)noun_value(&event_kinds, stmt, 2),
		.cycle = sql_int(stmt, 3),
		.stage_no = (int)sql_int(stmt, 4),
		.title = event_lent(stmt, 5),
		.theme = event_lent(stmt, 6),
		.starts = event_lent(stmt, 7),
		.ends = event_lent(stmt, 8),
		.precision = (enum precision)noun_value(&event_precisions, stmt, 9),
		.first_day = noun_day(stmt, 10),
		.last_day = noun_day(stmt, 11),
		.zone = event_lent(stmt, 12),
		.place = event_lent(stmt, 13),
		.address = event_lent(stmt, 14),
		.town = event_lent(stmt, 15),
		.cite = sql_int(stmt, 16),
		.format = noun_value(&event_formats, stmt, 17),
		.status = (enum event_status)noun_value(&event_statuses, stmt, 18),
		.speakers = event_lent(stmt, 19),
		.uid = event_lent(stmt, 20),
		.recurrence = event_lent(stmt, 21),
		.foreign_lines = event_lent(stmt, 22),
		.url = event_lent(stmt, 23),
		.capacity = -1,
		.cite_capacity = -1,
		.participants = -1,
	};
}

/* What is read side by side. */
struct entries {
	struct db *db; /* borrowed */
	struct beside versions, programmes;
};

static bool entry_read(struct entries *from, sqlite3_stmt *stmt, struct event *e,
	struct event_entry *entry, struct err *err)
{
	bool versioned;

	entry_borrow(stmt, e);
	*entry = (struct event_entry){ .e = e, .host = "", .cycle = "" };
	if (!beside_reach(from->db, &from->versions, e->id, &versioned, err) ||
		!beside_reach(from->db, &from->programmes, e->id, &entry->programme, err))
		return false;
	if (versioned) {
		entry->version.sequence = sql_int(from->versions.stmt, 1);
		entry->version.modified = sql_int(from->versions.stmt, 2);
	}
	if (e->cite) {
		entry->host = sql_text(stmt, ENTRY_HOST);
		entry->lat = (int32_t)sql_int(stmt, ENTRY_HOST + 1);
		entry->lon = (int32_t)sql_int(stmt, ENTRY_HOST + 2);
	}
	if (e->cycle)
		entry->cycle = sql_text(stmt, ENTRY_CYCLE);
	return true;
}

static bool entries_walk(struct entries *from, int64_t id, int64_t cycle,
	bool (*each)(void *arg, const struct event_entry *entry), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(from->db, entries_sql, err);
	enum sql_result result = SQL_DONE;
	bool more = true, ok = true;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":id", id);
	sql_bind_id(stmt, ":cycle", cycle);
	while (more && ok && (result = sql_step(from->db, stmt, err)) == SQL_ROW) {
		struct event e;
		struct event_entry entry;

		ok = entry_read(from, stmt, &e, &entry, err);
		more = ok && each(arg, &entry);
	}
	sql_done(stmt);
	return ok && result != SQL_FAILED;
}

bool event_calendar_each(struct db *db, int64_t id, int64_t cycle,
	bool (*each)(void *arg, const struct event_entry *entry), void *arg, struct err *err)
{
	struct entries from = { .db = db };
	const bool ok = beside_begin(db, &from.versions, versions_sql, id, err) &&
			beside_begin(db, &from.programmes, programmes_sql, id, err) &&
			entries_walk(&from, id, cycle, each, arg, err);

	beside_end(&from.versions);
	beside_end(&from.programmes);
	return ok;
}
