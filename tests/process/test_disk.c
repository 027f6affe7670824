/* A full disk, met at every write in turn, and files that may not be written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/check.h"
#include "support/desk.h"
#include "support/newcomer.h"

#define WRITES_MAX 400

/* The library of support/full.c lies beside the folder of this program. */
static const char *full_library(void)
{
	static char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 32);

	assert_true(n > 0);
	path[n] = '\0';
	snprintf(strrchr(path, '/'), 32, "/../full.so");
	assert_int_equal(access(path, R_OK), 0);
	return path;
}

/* The sandbox on a disk that takes so many more writes. */
static void disk_fill_after(struct sandbox *s, int writes)
{
	static char full[32];
	static char preload[4096];
	static const char *env[] = { full, preload, "ASAN_OPTIONS=verify_asan_link_order=0",
		NULL };

	snprintf(full, sizeof(full), "FULL_AFTER=%d", writes);
	snprintf(preload, sizeof(preload), "LD_PRELOAD=%.4000s", full_library());
	s->env = env;
}

static void assert_one_line(const char *text)
{
	if (strlen(text) < 10 || strchr(text, '\n') != text + strlen(text) - 1)
		fail_msg("not one line that says what to do: '%s'", text);
}

/* Runs it with room for one more write each time, until there is enough; how often it failed.
 */
static int until_it_fits(
	const char *const args[], void (*after_failure)(struct sandbox *s, int writes))
{
	int writes;

	for (writes = 0; writes < WRITES_MAX; writes++) {
		struct sandbox s;
		struct outcome o;
		int status;

		sandbox_demo(&s);
		disk_fill_after(&s, writes);
		sandbox_run(&s, &o, args);
		s.env = NULL;
		status = o.status;
		if (status) {
			if (status != 1)
				fail_msg("%d writes: status %d: %s", writes, status, o.err);
			assert_one_line(o.err);
			after_failure(&s, writes);
		}
		outcome_release(&o);
		desk_check(&s);
		sandbox_release(&s);
		if (!status)
			return writes;
	}
	fail_msg("it never fits");
	return writes;
}

static void nobody_is_there(struct sandbox *s, int writes)
{
	struct outcome o;

	if (desk_count(s, "in", NULL) != 0)
		fail_msg("%d writes: refused, and yet there", writes);
	/* With room again, the same works. */
	sandbox_etape(s, &o, "checkin", TODAY, SOMEBODY, "--session", "1");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
}

static void full_disk_at_a_check_in(void **state)
{
	(void)state;
	assert_true(until_it_fits((const char *const[]){ "checkin", TODAY, SOMEBODY,
					  "--session", "1", NULL },
			    nobody_is_there) > 0);
}

static void nobody_came(struct sandbox *s, int writes)
{
	static char receipts[2][NEWCOMER_RECEIPT];

	if (newcomers_whole(s, 0, receipts) != 0)
		fail_msg("%d writes: refused, and yet there", writes);
}

/* Person, structure, registration, check-in and payment: all or nothing, at every write. */
static void full_disk_at_a_walk_in_who_pays(void **state)
{
	char email[64], structure[64];

	(void)state;
	newcomer_email(email, sizeof(email), 0);
	newcomer_structure(structure, sizeof(structure), 0);
	assert_true(until_it_fits((const char *const[]){ "walkin", TODAY, NEWCOMER_FAMILY,
					  NEWCOMER_GIVEN, "--structure", structure, "--email",
					  email, "--session", "1", "--pay", "150", "--means",
					  "cheque", NULL },
			    nobody_came) > 0);
}

/* A database that could not be finished leaves no file, so that init can be said again. */
static void full_disk_at_init(void **state)
{
	static const int writes[] = { 0, 1, 2, 3, 5, 8, 20, 50, 100 };

	(void)state;
	for (size_t i = 0; i < sizeof(writes) / sizeof(writes[0]); i++) {
		struct sandbox s;
		struct outcome o;

		sandbox_init(&s);
		disk_fill_after(&s, writes[i]);
		sandbox_etape(&s, &o, "init");
		s.env = NULL;
		if (o.status == 0) {
			assert_true(i > 0);
			desk_check(&s);
		} else {
			assert_int_equal(o.status, 1);
			assert_one_line(o.err);
			assert_int_not_equal(access(s.db, F_OK), 0);
		}
		outcome_release(&o);
		sandbox_release(&s);
	}
}

static void full_disk_at_a_backup(void **state)
{
	struct sandbox s;
	struct outcome o;

	(void)state;
	sandbox_demo(&s);
	disk_fill_after(&s, 3);
	sandbox_etape(&s, &o, "backup", "copy.db");
	s.env = NULL;
	assert_int_equal(o.status, 1);
	assert_one_line(o.err);
	outcome_release(&o);
	/* Half a copy is worse than none. */
	sandbox_shell(&s, &o, "test ! -e copy.db");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	sandbox_release(&s);
}

/* The file and its folder may be read but not written: it reads, and says why it doesn't write.
 */
static void read_only_database(void **state)
{
	struct sandbox s;
	struct outcome o;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	s.unprivileged = true;
	chmod(s.db, 0444);
	chmod(s.dir, 0555);
	sandbox_etape(&s, &o, "find", "maub");
	if (o.status)
		fail_msg("find: status %d: %s", o.status, o.err);
	assert_non_null(strstr(o.out, "Maubeuge"));
	outcome_release(&o);
	sandbox_etape(&s, &o, "checkin", TODAY, SOMEBODY, "--session", "1");
	assert_int_equal(o.status, 1);
	assert_one_line(o.err);
	outcome_release(&o);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "Amiens");
	terminal_type(t, "q");
	assert_leaves(t, 0);
	terminal_free(&t);
	sandbox_release(&s);
}

static void unreadable_database(void **state)
{
	struct sandbox s;
	struct outcome o;

	(void)state;
	sandbox_demo(&s);
	s.unprivileged = true;
	chmod(s.db, 0);
	sandbox_etape(&s, &o, "find", "maub");
	assert_int_equal(o.status, 1);
	assert_one_line(o.err);
	outcome_release(&o);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_disk_at_a_check_in),
		cmocka_unit_test(full_disk_at_a_walk_in_who_pays),
		cmocka_unit_test(full_disk_at_init),
		cmocka_unit_test(full_disk_at_a_backup),
		cmocka_unit_test(read_only_database),
		cmocka_unit_test(unreadable_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
