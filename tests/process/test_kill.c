/*
 * kill -9 in the middle of a stream of check-ins, 50 times over: every check-in
 * that was acknowledged is there, and `etape check` is clean.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/desk.h"
#include "support/check.h"

#define ROUNDS 50

/*
 * The stream: a shell that checks one after another in.
 */
static pid_t stream_start(const struct sandbox *s, const struct desk_codes *codes, int out)
{
	char *script = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&script, &len);
	pid_t pid;

	for (size_t i = 0; i < codes->n; i++)
		fprintf(f, "'%s' checkin " TODAY " %s --session 1 --format json\n",
			sandbox_program(), codes->code[i]);
	fclose(f);
	pid = sandbox_script(s, script, out);
	free(script);
	return pid;
}

/* Every acknowledged check-in is in the database; returns how many there were. */
static unsigned acknowledged_are_there(const struct sandbox *s, char *text, int round)
{
	unsigned n = 0;
	char *end;

	/* An answer that was cut short acknowledges nothing. */
	for (; (end = strchr(text, '}')); text = end + 1) {
		struct outcome o = { .out = text };
		char result[32];
		char code[DESK_CODE];

		*end = '\0';
		if (!outcome_json(&o, "result", result, sizeof(result)) ||
			strcmp(result, "ok") != 0)
			fail_msg("round %d: not a check-in: %s", round, text);
		assert_true(outcome_json(&o, "registration", code, sizeof(code)));
		if (desk_count(s, "in", code) != 1)
			fail_msg("round %d: %s was acknowledged and is not there", round, code);
		n++;
	}
	return n;
}

/* One stream, cut after `wanted` answers and somewhere within the next check-in. */
static unsigned cut_once(int round, uint32_t *seed)
{
	static char text[65536];
	struct desk_codes codes;
	struct sandbox s;
	struct outcome o;
	unsigned wanted = 1 + desk_random(seed) % 5;
	unsigned acknowledged;
	int64_t began = terminal_clock();
	int64_t each;
	pid_t pid;
	int status;
	int fd[2];

	sandbox_demo(&s);
	desk_codes_read(&s, &codes);
	assert_int_equal(pipe(fd), 0);
	began = terminal_clock();
	pid = stream_start(&s, &codes, fd[1]);
	close(fd[1]);
	*text = '\0';
	sandbox_answers(fd[0], text, sizeof(text), '}', wanted, terminal_deadline());
	each = (terminal_clock() - began) / wanted;
	sandbox_answers(fd[0], text, sizeof(text), '}', UINT32_MAX,
		terminal_clock() + (int64_t)(desk_random(seed) % 1000) * each / 1000);
	kill(-pid, SIGKILL);
	sandbox_reap(pid, terminal_deadline(), &status);
	/* What was said before the end counts as said. */
	sandbox_answers(fd[0], text, sizeof(text), '}', UINT32_MAX, terminal_deadline());
	close(fd[0]);

	desk_check(&s);
	acknowledged = acknowledged_are_there(&s, text, round);
	assert_in_range(desk_count(&s, "in", NULL), acknowledged, acknowledged + 1);
	/* And the desk goes on. */
	sandbox_etape(&s, &o, "checkin", TODAY, codes.code[codes.n - 1], "--session", "1");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	sandbox_release(&s);
	return acknowledged;
}

static void acknowledged_checkins_survive(void **state)
{
	uint32_t seed = 20261119;
	unsigned acknowledged = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++)
		acknowledged += cut_once(round, &seed);
	/* Otherwise nothing was tried. */
	assert_true(acknowledged >= ROUNDS);
}

/* The number behind "Présents" on the desk; -1 when there is none. */
static long desk_present(struct terminal *t)
{
	static const char word[] = "Présents";
	const char *at;
	int row;

	if (!terminal_find(t, word, &row, NULL))
		return -1;
	at = strstr(terminal_row(t, row), word) + strlen(word);
	return strtol(at, NULL, 10);
}

/* The desk's screen, and a scanner that types codes as fast as they are taken. */
static void cut_screen_once(uint32_t *seed)
{
	struct desk_codes codes;
	struct sandbox s;
	struct terminal *t;
	char scan[DESK_CODE + 16];
	size_t cut = desk_random(seed) % 10 + 1;

	sandbox_demo(&s);
	desk_codes_read(&s, &codes);
	t = sandbox_open(&s, NULL, NULL);
	terminal_type(t, "<F3>");
	assert_shows(t, "Présents");
	for (size_t i = 0; i <= cut; i++) {
		snprintf(scan, sizeof(scan), "%s<Enter>", codes.code[i]);
		terminal_type(t, scan);
		/* The counter acknowledges; the last one is cut off wherever it is. */
		if (i < cut)
			assert_until(t, desk_present(t) == (long)i + 1);
	}
	terminal_pump(t, terminal_clock() + desk_random(seed) % 3000000);
	terminal_signal(t, SIGKILL);
	assert_true(terminal_wait_exit(t));
	terminal_free(&t);
	desk_check(&s);
	for (size_t i = 0; i < cut; i++)
		assert_int_equal(desk_count(&s, "in", codes.code[i]), 1);
	assert_in_range(desk_count(&s, "in", NULL), cut, cut + 1);
	sandbox_release(&s);
}

static void acknowledged_on_the_screen_survive(void **state)
{
	uint32_t seed = 14112026;

	(void)state;
	for (int round = 0; round < ROUNDS / 5; round++)
		cut_screen_once(&seed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(acknowledged_checkins_survive),
		cmocka_unit_test(acknowledged_on_the_screen_survive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
