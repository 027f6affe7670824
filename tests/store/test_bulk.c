/* Many rencontres of one import: what is noted of them by hand, and taken back. */
#include "network.h"

#include "etape/bulk.h"
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(rows_noted_are_what_a_session_records),
		TEST(a_row_noted_may_change_in_its_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
