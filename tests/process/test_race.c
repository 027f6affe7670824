/*
 * Two desks check the same person in at the same instant: exactly one is told
 * "ok", the other "already", 200 times over.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/desk.h"
#include "support/check.h"

#define ROUNDS 200
#define DESKS  2

/* A desk's process, held at the start line, and where its answer goes. */
struct desk {
	pid_t pid;
	int out;
	char result[32];
};

static int answer_file(void)
{
	char name[] = "/tmp/etape-race-XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	unlink(name);
	return fd;
}

/* Starts a process that checks in as soon as the gate closes. */
static void desk_hold(struct desk *d, const struct sandbox *s, const int gate[2])
{
	const char *const args[] = { "checkin", TODAY, SOMEBODY, "--session", "1", "--format",
		"json", NULL };

	d->out = answer_file();
	d->pid = fork();
	assert_true(d->pid >= 0);
	if (d->pid == 0) {
		char c;

		close(gate[1]);
		/* Nobody writes: this ends when the last writer has closed. */
		while (read(gate[0], &c, 1) < 0 && errno == EINTR)
			;
		sandbox_exec(s, args, -1, d->out, -1);
	}
}

static void desk_finish(struct desk *d)
{
	char text[4096];
	struct outcome o = { .out = text };
	ssize_t n;
	int status;

	if (!sandbox_reap(d->pid, terminal_deadline(), &status))
		fail_msg("a check-in never ended");
	n = pread(d->out, text, sizeof(text) - 1, 0);
	assert_true(n >= 0);
	text[n] = '\0';
	close(d->out);
	if (status || !outcome_json(&o, "result", d->result, sizeof(d->result)))
		fail_msg("a check-in left with %d and said: %s", status, text);
}

static void same_person_same_instant(void **state)
{
	struct sandbox s;
	int already = 0;

	(void)state;
	sandbox_demo(&s);
	for (int round = 0; round < ROUNDS; round++) {
		struct desk desk[DESKS];
		struct outcome o;
		int gate[2];
		int ok = 0;

		assert_int_equal(pipe(gate), 0);
		for (int i = 0; i < DESKS; i++)
			desk_hold(&desk[i], &s, gate);
		close(gate[1]);
		for (int i = 0; i < DESKS; i++) {
			desk_finish(&desk[i]);
			ok += !strcmp(desk[i].result, "ok");
			already += !strcmp(desk[i].result, "already");
		}
		close(gate[0]);
		if (ok != 1)
			fail_msg("round %d: %d desks were told ok (%s, %s)", round, ok,
				desk[0].result, desk[1].result);
		sandbox_etape(&s, &o, "checkin", TODAY, SOMEBODY, "--session", "1", "--undo");
		if (o.status)
			fail_msg("round %d: undo: status %d: %s", round, o.status, o.err);
		outcome_release(&o);
	}
	assert_int_equal(already, ROUNDS * (DESKS - 1));
	assert_int_equal(desk_count(&s, "in", NULL), ROUNDS);
	assert_int_equal(desk_count(&s, "undo", NULL), ROUNDS);
	desk_check(&s);
	sandbox_release(&s);
}

/* Different people at several desks: nobody is lost, nobody waits in vain. */
static void many_desks_at_once(void **state)
{
	struct desk_codes codes;
	struct sandbox s;
	pid_t pid[DESK_PEOPLE];

	(void)state;
	sandbox_demo(&s);
	desk_codes_read(&s, &codes);
	for (size_t i = 0; i < codes.n; i++)
		pid[i] = sandbox_spawn(&s,
			(const char *const[]){
				"checkin", TODAY, codes.code[i], "--session", "1", NULL },
			-1, -1, -1);
	for (size_t i = 0; i < codes.n; i++) {
		int status;

		assert_true(sandbox_reap(pid[i], terminal_deadline(), &status));
		assert_int_equal(status, 0);
	}
	assert_int_equal(desk_count(&s, "in", NULL), codes.n);
	desk_check(&s);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_person_same_instant),
		cmocka_unit_test(many_desks_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
