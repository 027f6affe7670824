/* Events as calendars tell them: thousands at a stretch. What belongs to an event is read beforehand, in the same
 * order; to look it up would cost more than the event. Functions take the columns as arguments: a row of a statement,
 * and a call for each of its columns, would take half as long again. */
#include "etape/event_calendar.h"

#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"
#include "store/noun.h"

#define ENTRY_POINTER "etape_entry"

/* What entry_take() gets. In the order in which the row stands: SQLite reads it from its beginning up to the
 * column wanted. */
#define ENTRY_COLUMNS \
	"e.id, e.code, e.kind, e.cycle, e.stage_no, e.title, e.theme, e.starts, e.ends, e.precision," \
	" e.first_day, e.last_day, e.zone, e.place, e.address, e.town, e.cite, e.format, e.status," \
	" e.speakers, e.uid, e.recurrence, e.foreign_lines, e.url, c.code, c.lat, c.lon, y.name"
enum { ENTRY_HOST = 24, ENTRY_CYCLE = 27, ENTRY_COUNT = 28 };

/* All of them in order of id; of one event, the range is of one. */
#define FIRST "-9223372036854775808"
#define LAST  "9223372036854775807"

static const char entries_sql[] =
	"SELECT 1 FROM event e LEFT JOIN cite c ON c.id = e.cite LEFT JOIN cycle y ON y.id = e.cycle"
	" WHERE e.id BETWEEN coalesce(:id, " FIRST ") AND coalesce(:id, " LAST ")"
	" AND (:cycle IS NULL OR e.cycle = :cycle) AND etape_entry(:to, " ENTRY_COLUMNS ") ORDER BY e.id";
static const char versions_sql[] =
	"SELECT 1 FROM event_sequence WHERE event BETWEEN coalesce(:id, " FIRST ") AND coalesce(:id, " LAST ")"
	" AND etape_beside(:to, event, sequence, modified) ORDER BY event";
static const char programmes_sql[] =
	"SELECT 1 FROM programme_item WHERE event BETWEEN coalesce(:id, " FIRST ") AND coalesce(:id, " LAST ")"
	" AND etape_beside(:to, event, 0, 0) ORDER BY event";

/* Two numbers that belong to an event. */
struct beside_row {
	int64_t event, a, b;
};

/* Rows of them, in order of the events. */
struct beside {
	struct beside_row *at; /* owned */
	size_t count;
	size_t next; /* none before it is of an event still to come */
};

static void beside_take(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct beside *b = sqlite3_value_pointer(values[0], ENTRY_POINTER);

	(void)context;
	if (!b || count != 4)
		return;
	if ((b->count & (b->count - 1)) == 0)
		b->at = xrealloc(b->at, (2 * b->count + 1) * sizeof *b->at);
	b->at[b->count++] = (struct beside_row){ .event = sqlite3_value_int64(values[1]),
		.a = sqlite3_value_int64(values[2]),
		.b = sqlite3_value_int64(values[3]) };
}

/* The row of an event, NULL when it has none. Events are asked for in order. */
static const struct beside_row *beside_find(struct beside *b, int64_t event)
{
	while (b->next < b->count && b->at[b->next].event < event)
		b->next++;
	return b->next < b->count && b->at[b->next].event == event ? &b->at[b->next] : NULL;
}

/* A text of SQLite's, where an event has room for its own. */
static char *entry_text(sqlite3_value *value)
{
	const unsigned char *text = sqlite3_value_text(value);
	char *lent;

	if (!text)
		return str_empty;
	memcpy(&lent, &text, sizeof lent);
	return lent;
}

static int entry_word(const struct vocabulary *v, sqlite3_value *value)
{
	return noun_named(v, (const char *)sqlite3_value_text(value));
}

static day_t entry_day(sqlite3_value *value)
{
	day_t day;

	return civil_parse_iso((const char *)sqlite3_value_text(value), &day) ? day : CIVIL_NONE;
}

static void entry_borrow(sqlite3_value **values, struct event *e)
{
	*e = (struct event){
		.id = sqlite3_value_int64(values[0]),
		.code = entry_text(values[1]),
		.kind = (enum event_kind)entry_word(&event_kinds, values[2]),
		.cycle = sqlite3_value_int64(values[3]),
		.stage_no = sqlite3_value_int(values[4]),
		.title = entry_text(values[5]),
		.theme = entry_text(values[6]),
		.starts = entry_text(values[7]),
		.ends = entry_text(values[8]),
		.precision = (enum precision)entry_word(&event_precisions, values[9]),
		.first_day = entry_day(values[10]),
		.last_day = entry_day(values[11]),
		.zone = entry_text(values[12]),
		.place = entry_text(values[13]),
		.address = entry_text(values[14]),
		.town = entry_text(values[15]),
		.cite = sqlite3_value_int64(values[16]),
		.format = entry_word(&event_formats, values[17]),
		.status = (enum event_status)entry_word(&event_statuses, values[18]),
		.speakers = entry_text(values[19]),
		.uid = entry_text(values[20]),
		.recurrence = entry_text(values[21]),
		.foreign_lines = entry_text(values[22]),
		.url = entry_text(values[23]),
		.capacity = -1,
		.cite_capacity = -1,
		.participants = -1,
	};
}

/* What is read side by side, and for whom. */
struct entries {
	struct beside versions, programmes;
	bool (*each)(void *arg, const struct event_entry *entry);
	void *arg;
};

static void entry_read(struct entries *from, sqlite3_value **values, struct event *e, struct event_entry *entry)
{
	const struct beside_row *version;

	entry_borrow(values, e);
	*entry = (struct event_entry){ .e = e, .host = "", .cycle = "" };
	version = beside_find(&from->versions, e->id);
	if (version)
		entry->version = (struct event_version){ .sequence = version->a, .modified = version->b };
	entry->programme = beside_find(&from->programmes, e->id) != NULL;
	if (e->cite) {
		entry->host = entry_text(values[ENTRY_HOST]);
		entry->lat = sqlite3_value_int(values[ENTRY_HOST + 1]);
		entry->lon = sqlite3_value_int(values[ENTRY_HOST + 2]);
	}
	if (e->cycle)
		entry->cycle = entry_text(values[ENTRY_CYCLE]);
}

/* True, which makes a row of the statement, ends it. */
static void entry_take(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct entries *from = sqlite3_value_pointer(values[0], ENTRY_POINTER);
	struct event_entry entry;
	struct event e;

	if (!from || count != 1 + ENTRY_COUNT)
		return;
	entry_read(from, values + 1, &e, &entry);
	sqlite3_result_int(context, !from->each(from->arg, &entry));
}

/* Once for a connection: whatever is prepared is compiled anew after it. */
static bool entries_known(struct db *db, struct err *err)
{
	const int flags = SQLITE_UTF8 | SQLITE_DIRECTONLY;
	int rc = SQLITE_OK;

	if (!db->entries_known)
		rc = sqlite3_create_function(
			db->handle, "etape_entry", 1 + ENTRY_COUNT, flags, NULL, entry_take, NULL, NULL);
	if (rc == SQLITE_OK && !db->entries_known)
		rc = sqlite3_create_function(db->handle, "etape_beside", 4, flags, NULL, beside_take, NULL, NULL);
	db->entries_known = rc == SQLITE_OK;
	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

/* Runs a statement whose function takes what it finds. */
static bool entries_run(struct db *db, sqlite3_stmt *stmt, int64_t id, void *to, struct err *err)
{
	enum sql_result result;

	sql_bind_id(stmt, ":id", id);
	sqlite3_bind_pointer(stmt, sqlite3_bind_parameter_index(stmt, ":to"), to, ENTRY_POINTER, NULL);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool beside_read(struct db *db, const char *sql, int64_t id, struct beside *b, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	return stmt && entries_run(db, stmt, id, b, err);
}

static bool entries_read(struct db *db, int64_t id, int64_t cycle, struct entries *from, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, entries_sql, err);

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":cycle", cycle);
	return entries_run(db, stmt, id, from, err);
}

bool event_calendar_each(struct db *db, int64_t id, int64_t cycle,
	bool (*each)(void *arg, const struct event_entry *entry), void *arg, struct err *err)
{
	struct entries from = { .each = each, .arg = arg };
	const bool ok = entries_known(db, err) && beside_read(db, versions_sql, id, &from.versions, err) &&
			beside_read(db, programmes_sql, id, &from.programmes, err) &&
			entries_read(db, id, cycle, &from, err);

	free(from.versions.at);
	free(from.programmes.at);
	return ok;
}
