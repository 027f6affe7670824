/* Somebody else holds the write lock: the command waits, then gives up with
 * status 4; reading is never held up. */
#include "support/check.h"
#include "support/sandbox.h"

#include <string.h>

#include "etape/journal.h"

static const char hurry[] = "[database]\nbusy_timeout_ms = 150\n";

/* The test's own process holds the lock of the sandbox's database. */
static struct db *hold(const struct sandbox *s)
{
	const struct db_options o = { .path = s->db, .author = "holder", .role = ROLE_ADMIN };
	const struct change_label label = { .kind = CHANGE_CITE_EDIT };
	struct err err = ERR_INIT;
	struct db *db;

	assert_true(db_open(&db, &o, &err));
	assert_true(change_begin(db, &label, &err));
	return db;
}

static void a_held_lock_is_status_4(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct db *db;

	(void)state;
	sandbox_demo(&s);
	sandbox_write(&s, "hurry.ini", hurry, strlen(hurry));
	db = hold(&s);
	sandbox_etape(&s, &o, "--config", "hurry.ini", "register", "atelier-evaluation",
		"marc.dupuis@example.org");
	assert_int_equal(o.status, 4);
	assert_string_equal(o.out, "");
	assert_non_null(strstr(o.err, "etape: "));
	assert_ptr_equal(strchr(o.err, '\n'), o.err + strlen(o.err) - 1);
	outcome_release(&o);
	sandbox_etape(&s, &o, "--config", "hurry.ini", "find", "maubeuge");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	change_rollback(db);
	db_close(&db);
	sandbox_etape(&s, &o, "--config", "hurry.ini", "register", "atelier-evaluation",
		"marc.dupuis@example.org");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_held_lock_is_status_4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
