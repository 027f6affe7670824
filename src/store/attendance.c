#include "etape/attendance.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/noun.h"

/* --- facts --------------------------------------------------------------------------- */

struct attendance_fact {
	int64_t id;
	int64_t undoes; /* 0: a fact of its own */
	enum checkin_kind kind;
	instant_t at;
	char *rest; /* desk, author, way, owned */
	char *desk; /* owned */
	char *reason; /* owned */
	bool undone;
};

/* The facts of one registration in one session. */
struct attendance_facts {
	struct attendance_fact *at; /* owned */
	size_t count;
	size_t room;
	struct str words;
};

static void facts_reset(struct attendance_facts *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->at[i].rest);
		free(f->at[i].desk);
		free(f->at[i].reason);
	}
	f->count = 0;
	str_reset(&f->words);
}

static void facts_release(struct attendance_facts *f)
{
	facts_reset(f);
	free(f->at);
	str_release(&f->words);
}

static void facts_add(struct attendance_facts *f, sqlite3_stmt *stmt)
{
	struct attendance_fact *fact;
	struct str rest = STR_INIT;

	if (f->count == f->room) {
		f->room = f->room ? f->room * 2 : 8;
		f->at = xrealloc(f->at, f->room * sizeof *f->at);
	}
	str_addf(&rest, "%s %s %s", sql_text(stmt, 3), sql_text(stmt, 4), sql_text(stmt, 5));
	fact = &f->at[f->count++];
	*fact = (struct attendance_fact){
		.id = sql_int(stmt, 0),
		.kind = (enum checkin_kind)noun_value(&checkin_kinds, stmt, 1),
		.at = sql_int(stmt, 2),
		.desk = sql_dup(stmt, 3),
		.undoes = sql_int(stmt, 6),
		.reason = sql_dup(stmt, 7),
		.rest = str_take(&rest),
	};
	for (size_t i = 0; i + 1 < f->count; i++)
		if (f->at[i].id == fact->undoes)
			f->at[i].undone = true;
}

static bool facts_read(struct db *db, int64_t registration, int64_t session,
	struct attendance_facts *f, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, kind, at, desk, author, via, undoes, reason FROM checkin"
		" WHERE registration = :registration AND session = :session ORDER BY id",
		err);
	enum sql_result result;

	facts_reset(f);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", session);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		facts_add(f, stmt);
	sql_done(stmt);
	return result == SQL_DONE;
}

/* --- in words ------------------------------------------------------------------------ */

/* "2026-11-19T09:04:12+01:00" */
static void add_wall_clock(struct str *out, instant_t at, const char *zone)
{
	day_t day;
	int minutes, seconds;
	int64_t east;

	if (!civil_from_instant(at, zone, &day, &minutes, &seconds)) {
		civil_format_instant(out, at);
		return;
	}
	east = ((int64_t)day * 86400 + minutes * 60 + seconds - at / 1000) / 60;
	civil_format_iso(out, day);
	str_addf(out, "T%02d:%02d:%02d%c%02d:%02d", minutes / 60, minutes % 60, seconds,
		east < 0 ? '-' : '+', (int)(llabs(east) / 60), (int)(llabs(east) % 60));
}

static void add_fact(struct str *out, const struct attendance_fact *fact, const char *zone)
{
	str_addf(out, "%s ", vocabulary_name(&checkin_kinds, (int)fact->kind));
	add_wall_clock(out, fact->at, zone);
}

static void facts_say(struct attendance_facts *f, const char *zone)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct attendance_fact *fact = &f->at[i];

		if (i)
			str_addc(&f->words, '\n');
		add_fact(&f->words, fact, zone);
		str_addf(&f->words, " %s", fact->rest);
		for (size_t j = 0; j < i; j++) {
			if (f->at[j].id != fact->undoes)
				continue;
			str_add(&f->words, " takes back ");
			add_fact(&f->words, &f->at[j], zone);
		}
		if (*fact->reason)
			str_addf(&f->words, ": %s", fact->reason);
	}
}

/* What the facts that stand come to. */
static void facts_decide(const struct attendance_facts *f, struct attendance_row *row)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct attendance_fact *fact = &f->at[i];

		if (fact->kind == CHECKIN_UNDO || fact->undone)
			continue;
		row->present = fact->kind == CHECKIN_IN;
		row->out_at = row->present ? 0 : fact->at;
		if (row->present && (!row->in_at || fact->at < row->in_at)) {
			row->in_at = fact->at;
			row->desk = fact->desk;
		}
	}
}

/* --- rows ---------------------------------------------------------------------------- */

static const char attendance_sql[] =
	"SELECT r.id, s.id, e.zone, e.code, r.code, p.family_name, p.given_name, p.function, t.name,"
	" c.name, r.status, r.walk_in, s.no, s.day, s.part, r.status = 'registered'"
	" AND (NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
	" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
	" AND x.session = s.id))"
	" FROM registration r JOIN event e ON e.id = r.event JOIN session s ON s.event = e.id"
	" JOIN person p ON p.id = r.person LEFT JOIN structure t ON t.id = p.structure"
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, t.cite) WHERE r.event = :event"
	" AND (r.status IN ('registered', 'cancelled')"
	" OR EXISTS (SELECT 1 FROM checkin k WHERE k.registration = r.id))"
	" ORDER BY p.fold, r.id, s.no";

static struct attendance_row attendance_read(sqlite3_stmt *stmt)
{
	return (struct attendance_row){
		.event = sql_text(stmt, 3),
		.code = sql_text(stmt, 4),
		.family_name = sql_text(stmt, 5),
		.given_name = sql_text(stmt, 6),
		.function = sql_text(stmt, 7),
		.structure = sql_text(stmt, 8),
		.cite = sql_text(stmt, 9),
		.status = (enum registration_status)noun_value(&registration_statuses, stmt, 10),
		.walk_in = sql_int(stmt, 11) != 0,
		.session = (int)sql_int(stmt, 12),
		.day = noun_day(stmt, 13),
		.date = sql_text(stmt, 13),
		.part = (enum session_part)noun_value(&session_parts, stmt, 14),
		.expected = sql_int(stmt, 15) != 0,
		.desk = "",
	};
}

bool attendance_list(
	struct db *db, int64_t event, attendance_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, attendance_sql, err);
	struct attendance_facts facts = { .words = STR_INIT };
	enum sql_result result;
	bool ok = true;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct attendance_row row = attendance_read(stmt);

		ok = facts_read(db, sql_int(stmt, 0), sql_int(stmt, 1), &facts, err);
		if (!ok)
			break;
		facts_decide(&facts, &row);
		facts_say(&facts, sql_text(stmt, 2));
		row.facts = facts.words.buf;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	facts_release(&facts);
	return ok && result != SQL_FAILED;
}

/* --- the record ---------------------------------------------------------------------- */

static const char *attendance_status_words(const char *raw)
{
	return noun_label(&registration_statuses, raw);
}

static const char *attendance_part_words(const char *raw)
{
	return noun_label(&session_parts, raw);
}

enum {
	ATTENDANCE_EVENT,
	ATTENDANCE_CODE,
	ATTENDANCE_FAMILY,
	ATTENDANCE_GIVEN,
	ATTENDANCE_FUNCTION,
	ATTENDANCE_STRUCTURE,
	ATTENDANCE_CITE,
	ATTENDANCE_STATUS,
	ATTENDANCE_WALK_IN,
	ATTENDANCE_SESSION,
	ATTENDANCE_DAY,
	ATTENDANCE_PART,
	ATTENDANCE_EXPECTED,
	ATTENDANCE_PRESENT,
	ATTENDANCE_IN,
	ATTENDANCE_OUT,
	ATTENDANCE_DESK,
	ATTENDANCE_FACTS,
};

static struct value attendance_of_whom(const struct attendance_row *row, size_t i)
{
	switch (i) {
	case ATTENDANCE_EVENT:
		return value_text(row->event);
	case ATTENDANCE_CODE:
		return value_text(row->code);
	case ATTENDANCE_FAMILY:
		return value_text(row->family_name);
	case ATTENDANCE_GIVEN:
		return value_text(row->given_name);
	case ATTENDANCE_FUNCTION:
		return value_text(row->function);
	case ATTENDANCE_STRUCTURE:
		return value_text(row->structure);
	case ATTENDANCE_CITE:
		return value_text(row->cite);
	case ATTENDANCE_STATUS:
		return value_text(vocabulary_name(&registration_statuses, (int)row->status));
	default:
		return value_bool(row->walk_in);
	}
}

static struct value attendance_value(const void *p, size_t i)
{
	const struct attendance_row *row = p;

	switch (i) {
	case ATTENDANCE_SESSION:
		return value_int(row->session);
	case ATTENDANCE_DAY:
		return value_date(row->date);
	case ATTENDANCE_PART:
		return value_text(vocabulary_name(&session_parts, (int)row->part));
	case ATTENDANCE_EXPECTED:
		return value_bool(row->expected);
	case ATTENDANCE_PRESENT:
		return value_bool(row->present);
	case ATTENDANCE_IN:
		return value_instant(row->in_at);
	case ATTENDANCE_OUT:
		return value_instant(row->out_at);
	case ATTENDANCE_DESK:
		return value_text(row->desk);
	case ATTENDANCE_FACTS:
		return value_list(row->facts);
	default:
		return attendance_of_whom(row, i);
	}
}

static const struct field attendance_fields[] = {
	[ATTENDANCE_EVENT] = NOUN_FIELD("event", NULL, FIELD_TEXT, 8, 1, 0),
	[ATTENDANCE_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 6, 0, 6),
	[ATTENDANCE_FAMILY] = NOUN_FIELD("family_name", N_("Family name"), FIELD_TEXT, 12, 3, 0),
	[ATTENDANCE_GIVEN] = NOUN_FIELD("given_name", N_("Given name"), FIELD_TEXT, 8, 2, 0),
	[ATTENDANCE_FUNCTION] = NOUN_FIELD("function", NULL, FIELD_TEXT, 8, 1, 0),
	[ATTENDANCE_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 12, 3, 4),
	[ATTENDANCE_CITE] = NOUN_FIELD("cite", NULL, FIELD_TEXT, 8, 1, 0),
	[ATTENDANCE_STATUS] =
		NOUN_FIELD_WORDS("status", N_("Status"), 9, 0, 5, attendance_status_words),
	[ATTENDANCE_WALK_IN] = NOUN_FIELD("walk_in", NULL, FIELD_BOOL, 3, 0, 0),
	[ATTENDANCE_SESSION] = NOUN_FIELD("session", NULL, FIELD_INT, 3, 0, 0),
	[ATTENDANCE_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 0),
	[ATTENDANCE_PART] =
		NOUN_FIELD_WORDS("part", N_("Half-day"), 10, 0, 0, attendance_part_words),
	[ATTENDANCE_EXPECTED] = NOUN_FIELD("expected", N_("Expected?"), FIELD_BOOL, 3, 0, 2),
	[ATTENDANCE_PRESENT] = NOUN_FIELD("present", N_("Present?"), FIELD_BOOL, 3, 0, 0),
	[ATTENDANCE_IN] = NOUN_FIELD("in_at", N_("Arrival"), FIELD_INSTANT, 16, 0, 1),
	[ATTENDANCE_OUT] = NOUN_FIELD("out_at", N_("Departure"), FIELD_INSTANT, 16, 0, 3),
	[ATTENDANCE_DESK] = NOUN_FIELD("desk", NULL, FIELD_TEXT, 8, 1, 0),
	[ATTENDANCE_FACTS] = NOUN_FIELD("facts", NULL, FIELD_LIST, 12, 4, 0),
};

const struct record_type attendance_type =
	NOUN_RECORD("presence", attendance_fields, attendance_value);
