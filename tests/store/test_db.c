/* Opening, creating, upgrading, refusing, copying and checking the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/db.h"
#include "etape/journal.h"
#include "etape/str.h"
#include "store/db_internal.h"
#include "store/schema.h"

struct fixture {
	char folder[64];
	struct str path;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	strcpy(f->folder, "/tmp/etape-test-XXXXXX");
	if (!mkdtemp(f->folder))
		return -1;
	str_init(&f->path);
	str_addf(&f->path, "%s/etape.db", f->folder);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	struct str command = STR_INIT;

	str_addf(&command, "rm -rf %s", f->folder);
	if (system(command.buf) != 0)
		return -1;
	str_release(&command);
	str_release(&f->path);
	free(f);
	return 0;
}

static struct db_options options_for(const struct fixture *f)
{
	return (struct db_options){ .path = f->path.buf,
		.author = "claire",
		.desk = "accueil 2",
		.role = ROLE_ADMIN,
		.busy_timeout_ms = 200 };
}

static struct db *create(const struct fixture *f)
{
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db = NULL;

	if (!db_create(&db, &o, &err))
		fail_msg("%s", err.message);
	db_created(db);
	return db;
}

/* A file as an older program left it: the first `version` migrations. */
static void make_old(const struct fixture *f, int version)
{
	sqlite3 *handle;
	char pragma[80];

	assert_int_equal(sqlite3_open(f->path.buf, &handle), SQLITE_OK);
	for (int i = 0; i < version; i++)
		assert_int_equal(sqlite3_exec(handle, schema_migrations[i], NULL, NULL, NULL),
			SQLITE_OK);
	snprintf(pragma, sizeof pragma, "PRAGMA application_id=%d; PRAGMA user_version=%d;",
		DB_APPLICATION_ID, version);
	assert_int_equal(sqlite3_exec(handle, pragma, NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, "INSERT INTO setting VALUES ('kept', 'yes')",
				 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(handle);
}

static off_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? st.st_size : -1;
}

static void test_create_then_open(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db = create(f);

	assert_string_equal(db_author(db), "claire");
	assert_string_equal(db_desk(db), "accueil 2");
	assert_false(db_is_readonly(db));
	db_close(&db);
	assert_null(db);
	assert_true(db_open(&db, &o, &err));
	assert_null(db_upgrade_copy(db));
	db_close(&db);
}

static void test_create_refuses_to_overwrite(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db = create(f);
	off_t before;

	db_close(&db);
	before = size_of(f->path.buf);
	assert_false(db_create(&db, &o, &err));
	assert_int_equal(err.code, ERR_EXISTS);
	assert_int_equal(size_of(f->path.buf), before);
}

static void test_unfinished_creation_leaves_nothing(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db;

	assert_true(db_create(&db, &o, &err));
	db_close(&db);
	assert_int_equal(size_of(f->path.buf), -1);
}

static void test_missing(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db;

	assert_false(db_open(&db, &o, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(err_exit_status(&err), 1);
	assert_non_null(strstr(err.message, "etape init"));
	assert_int_equal(size_of(f->path.buf), -1);
}

/* While another one writes, and without a trace. */
static void test_a_trial_waits_for_nobody(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	const struct change_label label = { .kind = CHANGE_IMPORT_EVENTS };
	struct err err = ERR_INIT;
	struct db *db = create(f), *other, *trial;
	sqlite3_stmt *stmt;

	o.busy_timeout_ms = 1;
	assert_true(db_open(&other, &o, &err));
	assert_true(change_begin(other, &label, &err));
	assert_true(db_scratch(&trial, db, &err));
	assert_true(change_begin(trial, &label, &err));
	assert_true(sql_exec(trial, "INSERT INTO setting VALUES ('tried', 'yes')", &err));
	assert_true(change_commit(trial, &err));
	assert_string_equal(db_path(trial), f->path.buf);
	assert_int_equal(db_role(trial), db_role(db));
	db_close(&trial);
	change_rollback(other);
	stmt = sql_prepare(db, "SELECT count(*) FROM setting WHERE name = 'tried'", &err);
	assert_int_equal(sql_step(db, stmt, &err), SQL_ROW);
	assert_int_equal(sql_int(stmt, 0), 0);
	sql_done(stmt);
	db_close(&other);
	db_close(&db);
}

static void test_older_is_copied_and_upgraded(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db;
	sqlite3_stmt *stmt;

	for (int version = 1; version < schema_version; version++) {
		unlink(f->path.buf);
		make_old(f, version);
		if (!db_open(&db, &o, &err))
			fail_msg("%s", err.message);
		assert_non_null(db_upgrade_copy(db));
		assert_true(size_of(db_upgrade_copy(db)) > 0);
		stmt = sql_prepare(db, "SELECT value FROM setting WHERE name = 'kept'", &err);
		assert_int_equal(sql_step(db, stmt, &err), SQL_ROW);
		assert_string_equal(sql_text(stmt, 0), "yes");
		sql_done(stmt);
		assert_true(sql_exec(db,
			"INSERT INTO search (rowid, label, words, kind) VALUES (1, 'a', 'b', "
			"'c')",
			&err));
		unlink(db_upgrade_copy(db));
		db_close(&db);
	}
}

static void test_newer_is_refused_untouched(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db = create(f);
	char before[4096], after[4096];
	char pragma[64];
	int fd;

	snprintf(pragma, sizeof pragma, "PRAGMA user_version=%d", schema_version + 1);
	assert_true(sql_exec(db, pragma, &err));
	db_close(&db);
	fd = open(f->path.buf, O_RDONLY);
	assert_int_equal(read(fd, before, sizeof before), sizeof before);
	close(fd);
	assert_false(db_open(&db, &o, &err));
	assert_int_equal(err.code, ERR_NEWER);
	assert_int_equal(err_exit_status(&err), 3);
	fd = open(f->path.buf, O_RDONLY);
	assert_int_equal(read(fd, after, sizeof after), sizeof after);
	close(fd);
	assert_memory_equal(before, after, sizeof before);
}

static void test_damaged(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db = create(f);
	FILE *file;

	db_close(&db);
	assert_int_equal(truncate(f->path.buf, size_of(f->path.buf) / 2), 0);
	assert_false(db_open(&db, &o, &err));
	assert_int_equal(err_exit_status(&err), 3);
	file = fopen(f->path.buf, "w");
	fputs("Bonjour, ceci est un tableur.\n", file);
	fclose(file);
	assert_false(db_open(&db, &o, &err));
	assert_int_equal(err.code, ERR_DAMAGED);
	assert_int_equal(truncate(f->path.buf, 0), 0);
	assert_false(db_open(&db, &o, &err));
	assert_int_equal(err.code, ERR_DAMAGED);
}

static void test_other_program_is_refused(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db;
	sqlite3 *handle;

	sqlite3_open(f->path.buf, &handle);
	sqlite3_exec(handle, "CREATE TABLE bookmarks (url TEXT)", NULL, NULL, NULL);
	sqlite3_close(handle);
	assert_false(db_open(&db, &o, &err));
	assert_int_equal(err.code, ERR_DAMAGED);
}

static void test_locked_for_long_is_busy(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct change_label label = { .kind = CHANGE_CITE_EDIT };
	struct db *db = create(f);
	struct db *other;

	assert_true(db_open(&other, &o, &err));
	assert_true(change_begin(other, &label, &err));
	assert_false(change_begin(db, &label, &err));
	assert_int_equal(err.code, ERR_BUSY);
	assert_int_equal(err_exit_status(&err), 4);
	change_rollback(other);
	assert_true(change_begin(db, &label, &err));
	change_rollback(db);
	db_close(&other);
	db_close(&db);
}

static void test_backup_and_check(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;
	struct db *db = create(f);
	struct db *copy;
	struct db_options o = options_for(f);
	struct str path = STR_INIT;
	sqlite3_stmt *stmt;

	str_addf(&path, "%s/copy.db", f->folder);
	if (!db_backup(db, path.buf, &err))
		fail_msg("%s", err.message);
	assert_false(db_backup(db, path.buf, &err));
	assert_int_equal(err.code, ERR_EXISTS);
	o.path = path.buf;
	if (!db_open(&copy, &o, &err))
		fail_msg("%s", err.message);
	/* Put in the place of the database, it must not make readers hold up writers. */
	stmt = sql_prepare(copy, "PRAGMA journal_mode", &err);
	assert_int_equal(sql_step(copy, stmt, &err), SQL_ROW);
	assert_string_equal(sql_text(stmt, 0), "wal");
	sql_done(stmt);
	db_close(&copy);
	str_reset(&path);
	str_addf(&path, "%s/nowhere/copy.db", f->folder);
	assert_false(db_backup(db, path.buf, &err));
	assert_non_null(strstr(err.message, "nowhere/copy.db"));
	assert_null(strstr(err.message, f->path.buf));
	db_close(&db);
	str_release(&path);
}

static void say_line(void *arg, const char *line)
{
	str_addf(arg, "%s\n", line);
}

static void test_check_finds_what_is_wrong(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;
	struct db *db = create(f);
	struct str said = STR_INIT;

	if (!db_check(db, say_line, &said, &err))
		fail_msg("sound: %s %s", said.buf, err.message);
	assert_true(sql_exec(db,
		"INSERT INTO search (rowid, label, words, kind) VALUES (7, 'x', 'y', 'person')",
		&err));
	assert_false(db_check(db, say_line, &said, &err));
	assert_true(said.len > 0);
	str_release(&said);
	db_close(&db);
}

static void test_changed_elsewhere(void **state)
{
	struct fixture *f = *state;
	struct db_options o = options_for(f);
	struct err err = ERR_INIT;
	struct db *db = create(f);
	struct db *other;

	assert_true(db_open(&other, &o, &err));
	assert_false(db_changed_elsewhere(db));
	assert_false(db_changed_elsewhere(db));
	assert_true(sql_exec(other, "INSERT INTO setting VALUES ('a', 'b')", &err));
	assert_true(db_changed_elsewhere(db));
	assert_false(db_changed_elsewhere(db));
	db_close(&other);
	db_close(&db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_create_then_open, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_trial_waits_for_nobody, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_create_refuses_to_overwrite, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_unfinished_creation_leaves_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_missing, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_older_is_copied_and_upgraded, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_newer_is_refused_untouched, setup, teardown),
		cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_program_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_locked_for_long_is_busy, setup, teardown),
		cmocka_unit_test_setup_teardown(test_backup_and_check, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_check_finds_what_is_wrong, setup, teardown),
		cmocka_unit_test_setup_teardown(test_changed_elsewhere, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
