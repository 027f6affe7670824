/* Changes, the journal, undo and its refusals, roles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "etape/id.h"
#include "etape/journal.h"
#include "store/db_internal.h"

static struct db *open_as(const char *author, enum role role)
{
	struct db_options o = {
		.path = ":memory:", .author = author, .desk = "accueil 1", .role = role
	};
	struct err err = ERR_INIT;
	struct db *db = NULL;

	if (!db_create(&db, &o, &err))
		fail_msg("%s", err.message);
	return db;
}

static int setup(void **state)
{
	*state = open_as("claire", ROLE_ADMIN);
	return 0;
}

static int teardown(void **state)
{
	struct db *db = *state;

	db_close(&db);
	return 0;
}

static void run(struct db *db, const char *sql)
{
	struct err err = ERR_INIT;

	if (!sql_exec(db, sql, &err))
		fail_msg("%s: %s", sql, err.message);
}

static int64_t number(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static void change(struct db *db, enum change_kind kind, int64_t subject, const char *sql)
{
	struct change_label label = { .kind = kind, .subject = subject };
	struct err err = ERR_INIT;

	if (!change_begin(db, &label, &err))
		fail_msg("%s", err.message);
	run(db, sql);
	if (!change_commit(db, &err))
		fail_msg("%s", err.message);
}

static const char add_ines[] =
	"INSERT INTO person (id, family_name, given_name, fold, given_fold, squash)"
	" VALUES (11, 'Dupré-Leroy', 'Inès', 'dupre leroy ines', 'ines', 'dupreleroyines')";

static bool keep_last(void *arg, const struct journal_entry *entry)
{
	struct journal_entry *last = arg;

	*last = *entry;
	last->author = xstrdup(entry->author);
	last->desk = xstrdup(entry->desk);
	last->label = xstrdup(entry->label);
	return false;
}

static struct journal_entry last_entry(struct db *db)
{
	struct journal_entry last = { 0 };
	struct err err = ERR_INIT;

	assert_true(journal_list(db, 1, keep_last, &last, &err));
	return last;
}

static void test_change_is_journaled(void **state)
{
	struct db *db = *state;
	struct journal_entry last;

	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	last = last_entry(db);
	assert_string_equal(last.author, "claire");
	assert_string_equal(last.desk, "accueil 1");
	assert_int_equal(last.kind, CHANGE_PERSON_NEW);
	assert_int_equal(last.undone_by, 0);
	assert_string_equal(last.label, "person added: DUPRÉ-LEROY Inès");
	journal_entry_release(&last);
}

static void test_change_without_rows_leaves_no_trace(void **state)
{
	struct db *db = *state;

	change(db, CHANGE_PERSON_EDIT, 11, "UPDATE person SET phone = '1' WHERE id = 999");
	assert_int_equal(number(db, "SELECT count(*) FROM journal"), 0);
}

static void test_rollback_leaves_nothing(void **state)
{
	struct db *db = *state;
	struct change_label label = { .kind = CHANGE_PERSON_NEW };
	struct err err = ERR_INIT;

	assert_true(change_begin(db, &label, &err));
	run(db, add_ines);
	change_rollback(db);
	assert_int_equal(number(db, "SELECT count(*) FROM person"), 0);
	assert_int_equal(number(db, "SELECT count(*) FROM journal"), 0);
	assert_int_equal(number(db, "SELECT count(*) FROM search"), 0);
}

static void test_inner_rollback_refuses_the_whole(void **state)
{
	struct db *db = *state;
	struct change_label label = { .kind = CHANGE_WALK_IN };
	struct err err = ERR_INIT;

	assert_true(change_begin(db, &label, &err));
	run(db, add_ines);
	assert_true(change_begin(db, &label, &err));
	change_rollback(db);
	assert_false(change_commit(db, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM person"), 0);
}

static void test_undo_restores_rows_and_finder(void **state)
{
	struct db *db = *state;
	struct journal_entry undone = { 0 };
	struct err err = ERR_INIT;

	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	assert_int_equal(
		number(db, "SELECT count(*) FROM search WHERE search MATCH 'ines'"), 1);
	change(db, CHANGE_PERSON_EDIT, 11,
		"UPDATE person SET given_name = 'Agnès', rev = 2 WHERE id = 11");
	assert_true(journal_undo(db, 0, false, &undone, &err));
	assert_int_equal(undone.kind, CHANGE_PERSON_EDIT);
	journal_entry_release(&undone);
	assert_int_equal(number(db, "SELECT given_name = 'Inès' FROM person"), 1);
	assert_int_equal(
		number(db, "SELECT count(*) FROM search WHERE search MATCH 'agnes'"), 0);
	/* The next undo goes on to the change before. */
	assert_true(journal_undo(db, 0, false, NULL, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM person"), 0);
	assert_false(journal_undo(db, 0, false, NULL, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
}

static void test_undo_of_an_undo(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;
	struct journal_entry last;
	int64_t undo;

	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	assert_true(journal_undo(db, 0, false, NULL, &err));
	last = last_entry(db);
	undo = last.id;
	journal_entry_release(&last);
	assert_true(journal_undo(db, undo, false, NULL, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM person"), 1);
	/* It stands again, and can be undone again. */
	assert_true(journal_undo(db, 0, false, NULL, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM person"), 0);
}

static void test_undo_twice_is_refused(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;
	int64_t id;

	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	id = number(db, "SELECT max(id) FROM journal");
	assert_true(journal_undo(db, id, false, NULL, &err));
	assert_false(journal_undo(db, id, false, NULL, &err));
	assert_int_equal(err.code, ERR_REFUSED);
}

static void test_undo_names_the_later_change(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;
	int64_t id;

	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	change(db, CHANGE_PERSON_EDIT, 11,
		"UPDATE person SET phone = '1', rev = 2 WHERE id = 11");
	id = number(db, "SELECT max(id) FROM journal");
	free(db->author);
	db->author = xstrdup("marc");
	change(db, CHANGE_PERSON_EDIT, 11,
		"UPDATE person SET phone = '2', rev = 3 WHERE id = 11");
	assert_false(journal_undo(db, id, false, NULL, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "marc"));
	assert_int_equal(number(db, "SELECT phone = '2' FROM person"), 1);
	assert_true(sqlite3_get_autocommit(db->handle));
}

static void test_undo_names_who_refers_to_it(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;
	int64_t id;

	change(db, CHANGE_STRUCTURE_NEW, 5,
		"INSERT INTO structure (id, name, fold, kind) VALUES (5, 'Ville de Creil', "
		"'ville de creil', 'commune')");
	id = number(db, "SELECT max(id) FROM journal");
	free(db->author);
	db->author = xstrdup("nadia");
	change(db, CHANGE_PERSON_NEW, 12,
		"INSERT INTO person (id, family_name, given_name, fold, given_fold, squash, "
		"structure)"
		" VALUES (12, 'N''Diaye', 'Awa', 'n diaye awa', 'awa', 'ndiayeawa', 5)");
	assert_false(journal_undo(db, id, false, NULL, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "nadia"));
}

static void make_presence(struct db *db)
{
	run(db, "INSERT INTO event (id, code, kind, title, starts, first_day, last_day, "
		"status) VALUES"
		" (1, 'tour-14', 'etape', 'Étape', '2026-11-19', '2026-11-19', '2026-11-19', "
		"'open')");
	run(db, "INSERT INTO session (id, event, no, day, part, starts, ends) VALUES"
		" (2, 1, 1, '2026-11-19', 'morning', 540, 750)");
	run(db, add_ines);
	run(db, "INSERT INTO registration (id, code, event, person, status, created_at) VALUES"
		" (3, '222222', 1, 11, 'registered', 0)");
	change(db, CHANGE_CHECKIN, 11,
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author) VALUES"
		" (4, 3, 2, 'in', 1000, 'accueil 1', 'claire')");
}

static void test_undo_of_a_checkin_is_a_fact(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;

	make_presence(db);
	assert_int_equal(number(db, "SELECT count(*) FROM presence"), 1);
	assert_true(journal_undo(db, 0, true, NULL, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM presence"), 0);
	assert_int_equal(number(db, "SELECT count(*) FROM checkin"), 2);
	/* Taking the undo back states the presence again, by a third fact. */
	assert_true(
		journal_undo(db, number(db, "SELECT max(id) FROM journal"), false, NULL, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM presence"), 1);
	assert_int_equal(number(db, "SELECT count(*) FROM checkin"), 3);
}

static void test_undo_of_a_checkin_taken_back_at_the_desk(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;

	make_presence(db);
	free(db->author);
	db->author = xstrdup("marc");
	change(db, CHANGE_CHECKIN_UNDO, 11,
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, "
		"undoes) VALUES"
		" (5, 3, 2, 'undo', 2000, 'accueil 2', 'marc', 4)");
	assert_false(
		journal_undo(db, number(db, "SELECT min(id) FROM journal"), false, NULL, &err));
	assert_int_equal(err.code, ERR_CONFLICT);
	assert_non_null(strstr(err.message, "marc"));
}

static void test_a_fact_cannot_be_changed(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;

	make_presence(db);
	assert_false(sql_exec(db, "UPDATE checkin SET at = 2 WHERE id = 4", &err));
	assert_int_equal(number(db, "SELECT at FROM checkin"), 1000);
}

static void test_mine_is_by_author_and_desk(void **state)
{
	struct db *db = *state;
	struct err err = ERR_INIT;

	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	free(db->author);
	db->author = xstrdup("marc");
	assert_false(journal_undo(db, 0, true, NULL, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_true(journal_undo(db, 0, false, NULL, &err));
}

static void test_roles(void **state)
{
	struct change_label label = { .kind = CHANGE_PERSON_EDIT };
	struct err err = ERR_INIT;
	struct db *db = open_as("desk", ROLE_ACCUEIL);

	(void)state;
	assert_true(change_begin(db, &label, &err));
	run(db, add_ines);
	assert_false(sql_exec(db, "UPDATE person SET phone = '1'", &err));
	assert_int_equal(err.code, ERR_FORBIDDEN);
	assert_false(sql_exec(db, "DELETE FROM person", &err));
	assert_false(sql_exec(db, "DELETE FROM journal", &err));
	assert_false(
		sql_exec(db, "INSERT INTO membership (id, structure) VALUES (1, 1)", &err));
	assert_true(change_commit(db, &err));
	assert_int_equal(number(db, "SELECT count(*) FROM search"), 1);
	db_close(&db);
	db = open_as("reader", ROLE_LECTURE);
	assert_false(change_begin(db, &label, &err));
	assert_int_equal(err.code, ERR_FORBIDDEN);
	assert_false(sql_exec(db, add_ines, &err));
	db_close(&db);
	db = open_as("coordinator", ROLE_COORDINATION);
	assert_false(sql_exec(db, "DELETE FROM journal", &err));
	assert_int_equal(err.code, ERR_FORBIDDEN);
	assert_false(sql_exec(db, "DROP TABLE person", &err));
	assert_false(sql_exec(db, "ATTACH 'x.db' AS x", &err));
	db_close(&db);
}

/* The finder is declared anew by each connection to a file. */
static void test_every_role_reads_the_finder(void **state)
{
	char path[] = "/tmp/etape-test-XXXXXX";
	struct db_options o = { .path = path, .author = "claire", .role = ROLE_ADMIN };
	struct err err = ERR_INIT;
	struct db *db = NULL;

	(void)state;
	close(mkstemp(path));
	unlink(path);
	assert_true(db_create(&db, &o, &err));
	change(db, CHANGE_PERSON_NEW, 11, add_ines);
	db_created(db);
	db_close(&db);
	for (int role = ROLE_LECTURE; role <= ROLE_ADMIN; role++) {
		o.role = (enum role)role;
		assert_true(db_open(&db, &o, &err));
		assert_int_equal(
			number(db, "SELECT count(*) FROM search WHERE search MATCH 'ines'"), 1);
		if (role < ROLE_ADMIN) {
			assert_false(sql_exec(db, "CREATE TABLE y (a)", &err));
			assert_int_equal(err.code, ERR_FORBIDDEN);
		}
		db_close(&db);
	}
	unlink(path);
}

static void test_two_writers_in_one_millisecond_keep_their_order(void **state)
{
	struct db *db = *state;

	for (int i = 0; i < 50; i++)
		change(db, CHANGE_CITE_EDIT, 0,
			i % 2 ? "DELETE FROM cycle"
			      : "INSERT INTO cycle (id, code, name) VALUES (1, 'a', 'b')");
	assert_int_equal(number(db, "SELECT count(*) FROM journal"), 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_change_is_journaled, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_change_without_rows_leaves_no_trace, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rollback_leaves_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_inner_rollback_refuses_the_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_undo_restores_rows_and_finder, setup, teardown),
		cmocka_unit_test_setup_teardown(test_undo_of_an_undo, setup, teardown),
		cmocka_unit_test_setup_teardown(test_undo_twice_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_undo_names_the_later_change, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_undo_names_who_refers_to_it, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_undo_of_a_checkin_is_a_fact, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_undo_of_a_checkin_taken_back_at_the_desk, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_fact_cannot_be_changed, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_mine_is_by_author_and_desk, setup, teardown),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_every_role_reads_the_finder),
		cmocka_unit_test_setup_teardown(
			test_two_writers_in_one_millisecond_keep_their_order, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
