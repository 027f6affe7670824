/* Another process holds the write lock for long: readers go on, writers say so and give up. */
#include <sqlite3.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

static const char config[] = "[database]\nbusy_timeout_ms = 300\n";

static sqlite3 *lock(const struct sandbox *s)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(s->db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	return db;
}

static void unlock(sqlite3 *db)
{
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void commands_say_so(void **state)
{
	struct sandbox s;
	struct outcome o;
	sqlite3 *db;

	(void)state;
	sandbox_demo(&s);
	sandbox_write(&s, "etape.ini", config, strlen(config));
	s.env = (const char *const[]){ "ETAPE_CONFIG=etape.ini", NULL };
	db = lock(&s);
	sandbox_etape(&s, &o, "checkin", TODAY, SOMEBODY, "--session", "1");
	if (o.status != 4)
		fail_msg("status %d: %s", o.status, o.err);
	assert_ptr_equal(strchr(o.err, '\n'), o.err + strlen(o.err) - 1);
	outcome_release(&o);
	sandbox_etape(&s, &o, "find", "maub");
	assert_int_equal(o.status, 0);
	assert_non_null(strstr(o.out, "Maubeuge"));
	outcome_release(&o);
	unlock(db);
	sandbox_etape(&s, &o, "checkin", TODAY, SOMEBODY, "--session", "1");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	assert_int_equal(desk_count(&s, "in", NULL), 1);
	sandbox_release(&s);
}

/* The desk says it, keeps what was typed, and the next Enter works. */
static void the_desk_says_so(void **state)
{
	struct terminal_options o = { .env = (const char *const[]){
					      "ETAPE_CONFIG=etape.ini", NULL } };
	struct sandbox s;
	struct terminal *t;
	sqlite3 *db;

	(void)state;
	sandbox_demo(&s);
	sandbox_write(&s, "etape.ini", config, strlen(config));
	t = sandbox_open(&s, &o, NULL);
	assert_shows(t, "Amiens");
	terminal_type(t, "<F3>");
	assert_shows(t, "Présents");
	db = lock(&s);
	terminal_type(t, "dupr");
	assert_shows(t, "DUPRÉ-LEROY");
	terminal_type(t, "<Enter>");
	assert_shows(t, "réessayez");
	assert_shows(t, "dupr");
	unlock(db);
	terminal_type(t, "<Enter>");
	assert_until(t, desk_count(&s, "in", NULL) == 1);
	terminal_free(&t);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commands_say_so),
		cmocka_unit_test(the_desk_says_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
