/* Many rencontres of one import: what is noted of them by hand, and taken back. */
#include "network.h"

#include "etape/bulk.h"
#include "etape/event_calendar.h"
#include "etape/journal.h"
#include "store/db_internal.h"
#include "store/sql.h"

static int setup(void **state)
{
	*state = network_empty();
	return 0;
}

static int teardown(void **state)
{
	struct db *db = *state;

	db_close(&db);
	return 0;
}

static int64_t count_of(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, NULL);
	int64_t n;

	if (!stmt || sql_step(db, stmt, NULL) != SQL_ROW)
		fail_msg("%s", sql);
	n = sql_int(stmt, 0);
	sql_done(stmt);
	return n;
}

static void event_of_a_calendar(struct event *e)
{
	event_init(e);
	e->kind = EVENT_OTHER;
	e->status = EVENT_ANNOUNCED;
	e->title = xstrdup("Réunion d'ailleurs");
	e->starts = xstrdup("2026-03-10T14:00");
	e->ends = xstrdup("2026-03-10T16:00");
	e->place = xstrdup("Salle 3");
	e->capacity = 0;
	e->uid = xstrdup("1@example.org");
	e->foreign_lines = xstrdup("CLASS:PUBLIC\nX-A:1");
}

/* Row by row what SQLite's session records: every column, in the order of the table. */
static void rows_noted_are_what_a_session_records(void **state)
{
	static const char *const tables[] = { "event", "session" };
	struct db *db = *state;
	struct str noted = STR_INIT;
	sqlite3_session *session;
	void *recorded;
	int size;
	struct event e;

	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_IMPORT_EVENTS }, &err));
	OK(bulk_begin(db, &err));
	assert_int_equal(sqlite3session_create(db->handle, "main", &session), SQLITE_OK);
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(sqlite3session_attach(session, tables[i]), SQLITE_OK);
	event_of_a_calendar(&e);
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	assert_int_equal(sqlite3session_changeset(session, &size, &recorded), SQLITE_OK);
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(db->rows[i].table, tables[i]);
		str_addn(&noted, db->rows[i].rows.buf, db->rows[i].rows.len);
	}
	assert_int_equal(noted.len, size);
	assert_memory_equal(noted.buf, recorded, noted.len);
	str_release(&noted);
	sqlite3_free(recorded);
	sqlite3session_delete(session);
	OK(bulk_end(db, &err));
	OK(change_commit(db, &err));
	event_release(&e);
	OK(journal_undo(db, 0, false, NULL, &err));
	assert_int_equal(count_of(db, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM session)"), 0);
}

/* A row noted, and changed within the same change, is one row of the journal. */
static void a_row_noted_may_change_in_its_change(void **state)
{
	struct db *db = *state;
	struct event e, other;

	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_IMPORT_EVENTS }, &err));
	OK(bulk_begin(db, &err));
	event_of_a_calendar(&e);
	event_of_a_calendar(&other);
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	free(e.title);
	e.title = xstrdup("Déplacée");
	free(e.starts);
	free(e.ends);
	e.starts = xstrdup("2026-03-12T14:00");
	e.ends = xstrdup("2026-03-13T16:00");
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	free(other.uid);
	other.uid = xstrdup("2@example.org");
	OK(event_save(db, &other, EVENT_SESSIONS_AUTO, &err));
	OK(event_delete(db, other.id, &err));
	OK(bulk_end(db, &err));
	OK(change_commit(db, &err));
	assert_int_equal(count_of(db,
				 "SELECT count(*) FROM journal WHERE instr(changeset, CAST('Déplacée' AS BLOB))"
				 " AND NOT instr(changeset, CAST('Réunion' AS BLOB))"),
		1);
	event_release(&e);
	event_release(&other);
	OK(journal_undo(db, 0, false, NULL, &err));
	assert_int_equal(count_of(db, "SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM session)"), 0);
}

static void save_new(struct db *db, const char *title, const char *code, int64_t cite, const char *uid)
{
	struct event e;

	event_of_a_calendar(&e);
	free(e.title);
	e.title = xstrdup(title);
	e.code = xstrdup(code);
	e.cite = cite;
	free(e.uid);
	e.uid = xstrdup(uid);
	e.theme = xstrdup("La forêt");
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
}

/* The finder and the versions of those written in bulk, before anything else was and after, are what triggers make of
 * them; a code made of the title is not repeated. */
static void what_triggers_do_is_done(void **state)
{
	static const char differ[] =
		"SELECT count(*) FROM search_event e JOIN search s ON s.rowid = e.id JOIN event v ON v.id = e.id"
		" WHERE s.label IS NOT e.label OR s.kind <> 'event' OR s.words IS NOT e.words";
	struct db *db = *state;
	int64_t cite;

	network_commune(db, "60175", "Creil");
	cite = network_cite(db, "creil", "Creil", "60175");
	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_IMPORT_EVENTS }, &err));
	OK(bulk_begin(db, &err));
	save_new(db, "Séance d'été", "bilan-7", cite, "a@example.org");
	save_new(db, "Séance d'hiver", "", cite, "b@example.org");
	assert_true(db->rows_only);
	network_person(db, "Petit", "Léa", NULL, 0, cite);
	assert_false(db->rows_only);
	save_new(db, "Séance de printemps", "", 0, "c@example.org");
	OK(bulk_end(db, &err));
	OK(change_commit(db, &err));
	assert_int_equal(count_of(db, "SELECT count(*) FROM search WHERE kind = 'event'"), 3);
	assert_int_equal(count_of(db, differ), 1);
	assert_int_equal(count_of(db, "SELECT count(*) FROM search WHERE words LIKE 'Séance d''hiver  La forêt%'"), 1);
	assert_int_equal(count_of(db, "SELECT count(*) FROM event_sequence WHERE sequence = 0 AND modified > 0"), 3);
	assert_int_equal(count_of(db, "SELECT count(*) FROM search WHERE search MATCH 'petit'"), 1);
}

/* Of two of one name the second gets another code, and both events of a calendar are known again. */
static void what_a_bulk_added_is_known_to_it(void **state)
{
	struct db *db = *state;
	int64_t id;

	save_new(db, "Bilan", "", 0, "before@example.org");
	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_IMPORT_EVENTS }, &err));
	OK(bulk_begin(db, &err));
	save_new(db, "Bilan", "", 0, "a@example.org");
	save_new(db, "Bilan", "", 0, "b@example.org");
	assert_true(db->rows_only);
	OK(event_of_uid(db, "before@example.org", "", &id, &err));
	assert_true(id != 0);
	OK(event_of_uid(db, "b@example.org", "", &id, &err));
	assert_true(id != 0);
	OK(event_of_uid(db, "b@example.org", "2026-03-10", &id, &err));
	assert_true(id == 0);
	OK(bulk_end(db, &err));
	OK(change_commit(db, &err));
	assert_int_equal(count_of(db, "SELECT count(*) FROM event WHERE code IN ('bilan', 'bilan-2', 'bilan-3')"), 3);
}

/* A trigger that stays off would leave the finder behind for ever. */
static void triggers_are_back_whatever_becomes_of_a_bulk(void **state)
{
	struct db *db = *state;

	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_IMPORT_EVENTS }, &err));
	OK(bulk_begin(db, &err));
	save_new(db, "Bilan", "", 0, "a@example.org");
	change_rollback(db);
	save_new(db, "Séance", "", 0, "b@example.org");
	assert_int_equal(count_of(db, "SELECT count(*) FROM search WHERE search MATCH 'seance'"), 1);
	assert_int_equal(count_of(db, "SELECT count(*) FROM search WHERE kind = 'event'"), 1);
	assert_int_equal(count_of(db, "SELECT count(*) FROM event_sequence"), 1);
	OK(journal_undo(db, 0, false, NULL, &err));
	assert_int_equal(count_of(db, "SELECT count(*) FROM search"), 0);
}

#define TOLD(version) \
	"SELECT e.code, e.uid, e.title, e.starts, e.ends, e.first_day, e.last_day, e.rev > 1, " version "," \
	" (SELECT group_concat(s.no || ' ' || s.day || ' ' || s.starts || ' ' || s.ends || (s.rev > 1)) FROM session s WHERE s.event = e.id)," \
	" (SELECT count(*) FROM search f WHERE f.rowid = e.id AND search MATCH" \
	" 'kind:event AND words:' || replace(e.title, ' ', ' AND words:'))" \
	" FROM event e JOIN event_sequence v ON v.event = e.id ORDER BY e.uid"
static const char with_versions[] = TOLD("v.sequence"), without[] = TOLD("''");

/* All that there is of rencontres, in words. */
static char *all_told(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, NULL);
	struct str told = STR_INIT;

	assert_non_null(stmt);
	while (sql_step(db, stmt, NULL) == SQL_ROW)
		for (int i = 0; i < sqlite3_column_count(stmt); i++)
			str_addf(&told, "%s%c", sql_text(stmt, i), i < sqlite3_column_count(stmt) - 1 ? '|' : '\n');
	sql_done(stmt);
	return str_take(&told);
}

static void save_mixed(struct db *db, unsigned first, unsigned last, unsigned changed_after)
{
	unsigned random = 7;

	for (unsigned i = first; i < last; i++) {
		struct event e;
		char uid[32], title[32], day[32];
		int64_t id;

		random = random * 1103515245 + 12345;
		snprintf(uid, sizeof uid, "%u@example.org", i > changed_after && random % 8192 < 3000 ? random % i : i);
		snprintf(title, sizeof title, "Bilan %u", random % 97);
		snprintf(day, sizeof day, "2027-%02u-%02u", 1 + random / 64 % 12, 1 + random / 1024 % 28);
		OK(event_of_uid(db, uid, "", &id, &err));
		event_of_a_calendar(&e);
		if (id)
			OK(event_get(db, id, &e, &err));
		free(e.uid);
		free(e.title);
		free(e.starts);
		free(e.ends);
		e.uid = xstrdup(uid);
		e.title = xstrdup(title);
		e.starts = xstrdup(day);
		snprintf(day + 8, sizeof day - 8, "28");
		e.ends = xstrdup(day);
		OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
		event_release(&e);
	}
}

/* Four hundred new and changed ones, of which the first are new: the same rows, sessions, versions and words as those saved
 * one by one, and taken back they are as they were. */
static void a_bulk_is_what_saving_one_by_one_is(void **state)
{
	struct db *dbs[] = { *state, network_empty() };
	char *before[2], *after[2], *back;

	for (size_t i = 0; i < 2; i++) {
		save_mixed(dbs[i], 0, 10, 10);
		before[i] = all_told(dbs[i], without);
		OK(change_begin(dbs[i], &(struct change_label){ .kind = CHANGE_IMPORT_EVENTS }, &err));
		if (i == 0)
			OK(bulk_begin(dbs[i], &err));
		save_mixed(dbs[i], 10, 400, 200);
		if (i == 0)
			OK(bulk_end(dbs[i], &err));
		OK(change_commit(dbs[i], &err));
		after[i] = all_told(dbs[i], with_versions);
	}
	assert_string_equal(before[0], before[1]);
	assert_string_equal(after[0], after[1]);
	for (size_t i = 0; i < 2; i++) {
		OK(journal_undo(dbs[i], 0, false, NULL, &err));
		assert_int_equal(count_of(dbs[i], "SELECT count(*) FROM search"), 10);
		back = all_told(dbs[i], without);
		assert_string_equal(back, before[i]);
		free(back);
		free(before[i]);
		free(after[i]);
	}
	db_close(&dbs[1]);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rows_noted_are_what_a_session_records),
		TEST(a_row_noted_may_change_in_its_change),
		TEST(what_triggers_do_is_done),
		TEST(what_a_bulk_added_is_known_to_it),
		TEST(triggers_are_back_whatever_becomes_of_a_bulk),
		TEST(a_bulk_is_what_saving_one_by_one_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
