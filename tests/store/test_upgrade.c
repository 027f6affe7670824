/* A database that schema 4 wrote, with its journal (network_v4.sql): opened by this program, it is
 * copied, upgraded, has all its rows, and what was done before can still be taken back. */
#include <glob.h>
#include <unistd.h>

#include "store/network.h"

#include "etape/checkin.h"
#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/refusal.h"
#include "etape/room.h"
#include "store/db_internal.h"
#include "store/schema.h"

#define OLD_VERSION 4
#define EVENT	    "tour-02"
#define ZOE	    INT64_C(911828079355745749)
#define MARC_REGISTERED INT64_C(911828079362353297)
#define EDITED_ZOE  INT64_C(911828079373494741) /* changes of the old journal */
#define SOFIA_CAME  INT64_C(911828079372142446)
#define INES_PAID   INT64_C(911828079371988233)
#define INES_IN	    INT64_C(911828079368013713)
#define MARC_OUT    INT64_C(911828079365746038)

struct upgrade {
	char folder[64];
	char path[96];
	struct db *db;
	int64_t event;
};

/* The statements of a file beside this one; the caller frees. */
static char *fixture_read(const char *name)
{
	const char *tests = getenv("ETAPE_TESTS");
	char *text = NULL;
	char path[512];
	size_t len = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/store/%s", tests ? tests : "tests", name);
	f = fopen(path, "rb");
	if (!f || getdelim(&text, &len, '\0', f) < 0)
		fail_msg("cannot read %s", path);
	fclose(f);
	return text;
}

static void old_exec(sqlite3 *handle, const char *sql)
{
	if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(handle));
}

static void old_make(const char *path)
{
	char *rows = fixture_read("network_v4.sql");
	char pragma[80];
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	for (int i = 0; i < OLD_VERSION; i++)
		old_exec(handle, schema_migrations[i]);
	old_exec(handle, rows);
	snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
		DB_APPLICATION_ID, OLD_VERSION);
	old_exec(handle, pragma);
	sqlite3_close(handle);
	free(rows);
}

static int setup(void **state)
{
	struct upgrade *u = xcalloc(1, sizeof *u);
	struct db_options o = {
		.path = u->path, .author = "anne", .desk = "accueil 2", .role = ROLE_COORDINATION
	};

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	strcpy(u->folder, "/tmp/etape-test-XXXXXX");
	if (!mkdtemp(u->folder))
		return -1;
	snprintf(u->path, sizeof u->path, "%s/etape.db", u->folder);
	old_make(u->path);
	OK(db_open(&u->db, &o, &err));
	OK(event_resolve(u->db, EVENT, &u->event, &err));
	*state = u;
	return 0;
}

static void complain(void *arg, const char *line)
{
	(void)arg;
	print_error("check: %s\n", line);
}

/* Whatever a test did, the file is sound. */
static int teardown(void **state)
{
	struct upgrade *u = *state;
	glob_t files;
	char all[128];

	OK(db_check(u->db, complain, NULL, &err));
	db_close(&u->db);
	snprintf(all, sizeof all, "%s/*", u->folder);
	if (glob(all, 0, NULL, &files) == 0) {
		for (size_t i = 0; i < files.gl_pathc; i++)
			unlink(files.gl_pathv[i]);
		globfree(&files);
	}
	rmdir(u->folder);
	free(u);
	return 0;
}

static int64_t count(struct db *db, const char *sql)
{
	struct err err = ERR_INIT;
	sqlite3_stmt *stmt = sql_prepare(db, sql, &err);
	int64_t n;

	if (!stmt || sql_step(db, stmt, &err) != SQL_ROW)
		fail_msg("%s", err.message);
	n = sql_int(stmt, 0);
	sql_done(stmt);
	return n;
}

static void test_copied_and_upgraded(void **state)
{
	const struct upgrade *u = *state;
	sqlite3 *handle;
	sqlite3_stmt *stmt;

	assert_int_equal(count(u->db, "PRAGMA user_version"), schema_version);
	assert_non_null(db_upgrade_copy(u->db));
	/* The copy is what it was. */
	assert_int_equal(sqlite3_open(db_upgrade_copy(u->db), &handle), SQLITE_OK);
	assert_int_equal(
		sqlite3_prepare_v2(handle, "SELECT count(*) FROM journal ", -1,
			&stmt, NULL),
		SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(stmt, 0), 22);
	sqlite3_finalize(stmt);
	assert_int_not_equal(sqlite3_exec(handle, "SELECT 1 FROM refusal", NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(handle);
}

struct seen {
	int rows;
	int walk_ins;
	int waiting;
	int present;
	int cancelled;
};

static bool see_registration(void *arg, const struct registration_row *row)
{
	struct seen *seen = arg;

	seen->rows++;
	seen->walk_ins += row->walk_in;
	seen->waiting += row->status == REGISTRATION_WAITING && row->waiting_rank == 1;
	seen->present += !strcmp(row->present, "1");
	seen->cancelled += row->status == REGISTRATION_CANCELLED;
	return true;
}

static bool see_payment(void *arg, const struct payment *p)
{
	*(cents_t *)arg += p->cents;
	assert_string_equal(p->receipt, "");
	assert_string_equal(p->reference, "123");
	return true;
}

/* All rows, as the present program reads them; what is new is empty. */
static void test_all_is_there(void **state)
{
	const struct upgrade *u = *state;
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct registration r;
	struct room_capacity room;
	struct seen seen = { .rows = 0 };
	cents_t paid = 0;

	filter.event = u->event;
	OK(registration_list(u->db, &filter, see_registration, &seen, &err));
	assert_int_equal(seen.rows, 5);
	assert_int_equal(seen.walk_ins, 1);
	assert_int_equal(seen.waiting, 1);
	assert_int_equal(seen.present, 2);
	assert_int_equal(seen.cancelled, 1);
	registration_init(&r);
	OK(registration_get(u->db, MARC_REGISTERED, &r, &err));
	assert_string_equal(r.reason, "train supprimé");
	assert_true(!r.cancelled_by || !*r.cancelled_by);
	registration_release(&r);
	OK(payment_list(u->db, u->event, 0, see_payment, &paid, &err));
	assert_int_equal(paid, 15000);
	OK(room_capacity_get(u->db, u->event, &room, &err));
	assert_int_equal(room.event, 3);
	assert_int_equal(room.cite, -1);
	assert_int_equal(room.session_count, 2);
	assert_int_equal(room.sessions[0], -1);
	room_capacity_release(&room);
	assert_int_equal(count(u->db, "SELECT count(*) FROM refusal"), 0);
	assert_int_equal(count(u->db, "SELECT count(*) FROM checkin"), 4);
	assert_int_equal(count(u->db, "SELECT count(*) FROM journal"), 22);
	assert_int_equal(count(u->db, "SELECT count(*) FROM mandate"), 1);
	assert_int_equal(count(u->db, "SELECT count(*) FROM membership"), 1);
	assert_int_equal(
		count(u->db, "SELECT count(*) FROM search WHERE search MATCH 'dupre'"), 1);
}

static void undo(struct db *db, int64_t change)
{
	OK(journal_undo_because(db, change, "an error", NULL, &err));
}

static int64_t payments(const struct upgrade *u)
{
	(void)u;
	return count(u->db, "SELECT count(*) FROM payment");
}

/* Changesets of tables that have more columns since are taken back, and stated again. */
static void test_old_changes_are_taken_back(void **state)
{
	const struct upgrade *u = *state;
	struct person p;

	person_init(&p);
	undo(u->db, EDITED_ZOE);
	OK(person_get(u->db, ZOE, &p, &err));
	assert_true(!p.phone || !*p.phone);
	person_release(&p);

	undo(u->db, INES_PAID);
	assert_int_equal(payments(u), 0);
	undo(u->db, count(u->db, "SELECT max(id) FROM journal"));
	assert_int_equal(payments(u), 1);

	/* Done by somebody else. */
	OK(journal_undo_because(u->db, INES_IN, "erreur de badge", NULL, &err));
	assert_int_equal(count(u->db, "SELECT count(*) FROM presence WHERE registration ="
				      " 911828079362305661"),
		0);
	undo(u->db, MARC_OUT);
	assert_int_equal(count(u->db, "SELECT count(*) FROM registration WHERE status ="
				      " 'registered' AND person = 911828079355454590"),
		1);
}

/* What is written now is recorded with the new columns, and can be taken back, too. */
static void test_goes_on(void **state)
{
	const struct upgrade *u = *state;
	const struct checkin_query q = { .event = u->event, .person = ZOE, .session = 1 };
	struct payment pay = { .cents = 15000, .means = MEANS_CARTE, .day = CIVIL_NONE };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_do(u->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	pay.registration = a.registration;
	OK(payment_add(u->db, &pay, &err));
	assert_string_equal(pay.receipt, "R2026-0001");
	undo(u->db, count(u->db, "SELECT max(id) FROM journal"));
	assert_int_equal(payments(u), 1);
	OK(payment_add(u->db, &pay, &err));
	assert_string_equal(pay.receipt, "R2026-0002");
	checkin_answer_release(&a);
}

/* The words of its CHECKs were changed in place. */
static void test_a_kind_of_none_of_ours(void **state)
{
	const struct upgrade *u = *state;
	struct event e;

	event_init(&e);
	OK(event_get(u->db, u->event, &e, &err));
	e.kind = EVENT_OTHER;
	OK(event_save(u->db, &e, EVENT_SESSIONS_NONE, &err));
	event_release(&e);
	assert_int_equal(count(u->db, "SELECT count(*) FROM event WHERE kind = 'other'"), 1);
	for (size_t i = 0; i < 5; i++) {
		static const char *const wrong[] = { "UPDATE event SET kind = 'fair'",
			"UPDATE event SET precision = 'hour'", "UPDATE event SET format = 'by_post'",
			"UPDATE event SET status = 'late'", "UPDATE session SET part = 'night'" };

		assert_false(sql_exec(u->db, wrong[i], NULL));
	}
	assert_int_equal(count(u->db,
				 "SELECT count(*) FROM sqlite_schema WHERE name IN ('event', 'session')"
				 " AND sql LIKE '% IN (%'"),
		0);
}

/* A database of before 18, with a calendar of somebody else's in it. */
static void invited_make(const char *path)
{
	static const char rows[] =
		"INSERT INTO event (id, code, kind, title, starts, first_day, last_day, status, uid, foreign_lines) VALUES"
		" (7, 'a', 'other', 'A', '2026-12-01', '2026-12-01', '2026-12-01', 'announced', 'u1',"
		" 'CLASS:PUBLIC' || char(10) || 'ATTENDEE;CN=Zoé:mailto:zoe@example.org' || char(10) || 'BEGIN:VALARM'"
		" || char(10) || 'attendee:MAILTO:zoe@example.org' || char(10) || 'END:VALARM' || char(10)"
		" || 'X-ALT;X=1:mailto:zoe@example.org' || char(10) || 'X-COLOR:red' || char(10) || 'ATTENDEES:12'),"
		" (8, 'b', 'other', 'B', '2026-12-01', '2026-12-01', '2026-12-01', 'announced', 'u2',"
		" 'ORGANIZER:mailto:zoe@example.org');"
		"UPDATE event_sequence SET sequence = 4, modified = 1000;"
		"INSERT INTO journal (id, at, author, desk, kind, changeset) VALUES"
		" (1, 0, 'anne', '1', 'import_events', CAST('T' || char(1) || 'ATTENDEE;CN=Zoé:mailto:' AS BLOB)),"
		" (2, 0, 'anne', '1', 'import_events', CAST('T' || char(1) || 'CLASS:PUBLIC' AS BLOB)),"
		" (3, 0, 'anne', '1', 'event_edit', CAST('T' || char(1) || 'ATTENDEE: le préfet' AS BLOB));"
		"PRAGMA user_version = 17;";
	char pragma[80];
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	for (int i = 0; i < 17; i++)
		old_exec(handle, schema_migrations[i]);
	snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d", DB_APPLICATION_ID);
	old_exec(handle, pragma);
	old_exec(handle, rows);
	sqlite3_close(handle);
}

/* Who was invited by others leaves the calendars taken over before, and the journal. */
static void test_addresses_go(void **state)
{
	const struct upgrade *u = *state;
	char path[128];
	struct db_options o = { .path = path, .author = "anne", .role = ROLE_COORDINATION };
	struct db *db;
	struct event e;

	snprintf(path, sizeof path, "%s/invited.db", u->folder);
	invited_make(path);
	OK(db_open(&db, &o, &err));
	event_init(&e);
	OK(event_get(db, 7, &e, &err));
	assert_string_equal(e.foreign_lines, "CLASS:PUBLIC\nBEGIN:VALARM\nEND:VALARM\nX-COLOR:red\nATTENDEES:12");
	OK(event_get(db, 8, &e, &err));
	assert_string_equal(e.foreign_lines, "");
	event_release(&e);
	assert_int_equal(count(db, "SELECT count(*) FROM event_sequence WHERE sequence = 4 AND modified = 1000"), 2);
	assert_int_equal(count(db, "SELECT group_concat(id, '') FROM journal WHERE changeset IS NOT NULL ORDER BY id"), 23);
	/* It goes on counting. */
	OK(sql_exec(db, "UPDATE event SET title = 'C' WHERE id = 7", &err));
	assert_int_equal(count(db, "SELECT sequence FROM event_sequence WHERE event = 7"), 5);
	db_close(&db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_copied_and_upgraded, setup, teardown),
		cmocka_unit_test_setup_teardown(test_all_is_there, setup, teardown),
		cmocka_unit_test_setup_teardown(test_old_changes_are_taken_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_goes_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_kind_of_none_of_ours, setup, teardown),
		cmocka_unit_test_setup_teardown(test_addresses_go, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
