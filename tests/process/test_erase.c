/*
 * An erasure cut off by kill -9 at any moment, with another program at the database: the person is
 * there whole or gone, `etape check` is clean, and where she is gone no byte of her is left after it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "support/check.h"
#include "support/desk.h"

#define ROUNDS 40
/* How her name stands in the file: as typed, and squashed for the finder. */
static const char *const names[] = { "-Leroy", "dupreleroy", SOMEBODY, "0353014193" };

static pid_t erase_start(const struct sandbox *s)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		setenv("ETAPE_DB", s->db, 1);
		setenv("ETAPE_NOW", TEST_NOW, 1);
		setenv("HOME", s->dir, 1);
		if (!freopen("/dev/null", "w", stdout))
			_exit(126);
		execl(sandbox_program(), "etape", "erase", SOMEBODY, "--yes", "--role", "admin", (char *)NULL);
		_exit(127);
	}
	return pid;
}

static void pause_us(int64_t us)
{
	const struct timespec pause = { .tv_sec = us / 1000000, .tv_nsec = (long)(us % 1000000) * 1000 };

	nanosleep(&pause, NULL);
}

static bool bytes_hold(const char *bytes, size_t len, const char *needle)
{
	const size_t n = strlen(needle);

	for (size_t i = 0; i + n <= len; i++)
		if (!strncasecmp(bytes + i, needle, n))
			return true;
	return false;
}

/* Which of her names the database's files hold, one bit each. */
static unsigned names_left(const struct sandbox *s)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	unsigned left = 0;
	char path[512], block[65536];

	for (size_t t = 0; t < sizeof(tails) / sizeof(*tails); t++) {
		char *bytes = NULL;
		size_t len = 0, got;
		FILE *f, *all = open_memstream(&bytes, &len);

		snprintf(path, sizeof(path), "%s%s", s->db, tails[t]);
		f = fopen(path, "rb");
		while (f && (got = fread(block, 1, sizeof(block), f)) > 0)
			fwrite(block, 1, got, all);
		if (f)
			fclose(f);
		fclose(all);
		for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
			if (bytes_hold(bytes, len, names[i]))
				left |= 1u << i;
		free(bytes);
	}
	return left;
}

static bool is_known(const struct sandbox *s)
{
	struct outcome o;
	bool known;

	sandbox_etape(s, &o, "person", SOMEBODY, "--format", "json");
	known = o.status == 0;
	if (known && (!strstr(o.out, "Dupr") || !strstr(o.out, "03 53 01 41 93")))
		fail_msg("there by half: %s", o.out);
	outcome_release(&o);
	return known;
}

/* Returns whether she was gone. */
static bool cut_once(int64_t after_us)
{
	struct sandbox s;
	struct outcome o;
	bool known;
	pid_t pid;
	int status;

	sandbox_demo(&s);
	pid = erase_start(&s);
	pause_us(after_us);
	kill(pid, SIGKILL);
	sandbox_reap(pid, terminal_deadline(), &status);
	known = is_known(&s);
	sandbox_etape(&s, &o, "check", "--role", "admin");
	if (o.status != 0)
		fail_msg("check after %lld us: %s%s", (long long)after_us, o.out, o.err);
	outcome_release(&o);
	assert_true(known == is_known(&s));
	if (!known && names_left(&s))
		fail_msg("after %lld us she is gone, but bytes are left: %x", (long long)after_us, names_left(&s));
	if (known)
		assert_int_equal(names_left(&s), (1u << sizeof(names) / sizeof(*names)) - 1);
	sandbox_release(&s);
	return !known;
}

static void all_or_nothing_is_erased(void **state)
{
	struct sandbox s;
	int64_t began, whole;
	unsigned gone = 0;
	uint32_t seed = 20261121;
	int status;

	(void)state;
	sandbox_demo(&s);
	began = terminal_clock();
	assert_true(sandbox_reap(erase_start(&s), terminal_deadline(), &status));
	whole = (terminal_clock() - began) / 1000;
	assert_int_equal(status, 0);
	assert_int_equal(names_left(&s), 0);
	sandbox_release(&s);
	for (int round = 0; round < ROUNDS; round++)
		gone += cut_once(whole * (int64_t)(desk_random(&seed) % 1100) / 1000);
	/* Otherwise one of the two was never tried. */
	assert_in_range(gone, 1, ROUNDS - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_or_nothing_is_erased),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
