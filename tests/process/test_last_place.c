/*
 * Four processes register four people for the last place at the same instant: one gets it, the
 * others wait in ranks one to three, 40 times over.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/check.h"

#define ROUNDS 40
#define CLERKS 4

static const char *const people[CLERKS] = { "ines.dupre-leroy@example.org",
	"marc.dupuis@example.org", "nadia.benali@example.org", "mathilde.d-hondt@example.org" };

struct clerk {
	pid_t pid;
	int out;
};

static int answer_file(void)
{
	char name[] = "/tmp/etape-place-XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	unlink(name);
	return fd;
}

/* Starts a process that registers as soon as the gate closes. */
static void clerk_hold(struct clerk *c, const struct sandbox *s, const char *event,
	const char *person, const int gate[2])
{
	const char *const args[] = { "register", event, person, "--format", "csv", NULL };

	c->out = answer_file();
	c->pid = fork();
	assert_true(c->pid >= 0);
	if (c->pid == 0) {
		char byte;

		close(gate[1]);
		/* Nobody writes: this ends when the last writer has closed. */
		while (read(gate[0], &byte, 1) < 0 && errno == EINTR)
			;
		sandbox_exec(s, args, -1, c->out, -1);
	}
}

/* Whether this one was told to be registered. */
static bool clerk_finish(struct clerk *c)
{
	char text[4096];
	ssize_t n;
	int status;

	if (!sandbox_reap(c->pid, terminal_deadline(), &status))
		fail_msg("a registration never ended");
	n = pread(c->out, text, sizeof(text) - 1, 0);
	assert_true(n >= 0);
	text[n] = '\0';
	close(c->out);
	if (status || (!strstr(text, ",registered,") && !strstr(text, ",waiting,")))
		fail_msg("a registration left with %d and said: %s", status, text);
	return strstr(text, ",registered,") != NULL;
}

static void make_events(const struct sandbox *s)
{
	struct outcome o;

	sandbox_shell(s, &o,
		"{ echo code,kind,title,start,capacity,status;"
		" for n in $(seq 1 40); do echo place-$n,visit,Place $n,2026-12-02,1,open; done; }"
		" >places.csv; etape import events places.csv");
	if (o.status)
		fail_msg("no events: %s", o.err);
	outcome_release(&o);
}

static void one_round(const struct sandbox *s, const char *event)
{
	struct clerk clerk[CLERKS];
	struct outcome o;
	int gate[2], registered = 0;

	assert_int_equal(pipe(gate), 0);
	for (int i = 0; i < CLERKS; i++)
		clerk_hold(&clerk[i], s, event, people[i], gate);
	close(gate[0]);
	close(gate[1]);
	for (int i = 0; i < CLERKS; i++)
		registered += clerk_finish(&clerk[i]);
	assert_int_equal(registered, 1);
	sandbox_etape(s, &o, "export", "registrations", "--event", event);
	assert_int_equal(o.status, 0);
	assert_non_null(strstr(o.out, ",false,1"));
	assert_non_null(strstr(o.out, ",false,2"));
	assert_non_null(strstr(o.out, ",false,3"));
	assert_null(strstr(o.out, ",false,4"));
	outcome_release(&o);
}

static void the_last_place_is_given_once(void **state)
{
	struct sandbox s;

	(void)state;
	sandbox_demo(&s);
	make_events(&s);
	for (int round = 1; round <= ROUNDS; round++) {
		char event[32];

		snprintf(event, sizeof(event), "place-%d", round);
		one_round(&s, event);
	}
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_place_is_given_once),
	};

	return cmocka_run_group_tests_name("the last place", tests, NULL, NULL);
}
