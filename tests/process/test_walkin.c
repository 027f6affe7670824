/*
 * A walk-in who pays, cut off by kill -9 at any moment, in the library, by command and on the screen.
 * Person, structure, registration, check-in and payment are all there or none is, what was
 * acknowledged is there, and no receipt's number is ever given twice.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "etape/admission.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/payment.h"
#include "etape/str.h"
#include "support/check.h"
#include "support/desk.h"
#include "support/newcomer.h"

#define ROUNDS	 60
#define AS_TILL	 "--till"
#define COMMANDS 24 /* more than are waited for */

/* --- the process that is cut off: walk-ins one after another, each acknowledged ----------- */

static bool till_take(struct db *db, int64_t event, int no, struct payment *pay, struct err *err)
{
	struct person p;
	struct checkin_answer a;
	struct newcomer n = {
		.person = &p, .event = event, .session = 1, .payment = pay
	};
	char email[64], structure[64];
	bool ok;

	newcomer_email(email, sizeof(email), no);
	newcomer_structure(structure, sizeof(structure), no);
	n.structure = structure;
	person_init(&p);
	p.family_name = xstrdup(NEWCOMER_FAMILY);
	p.given_name = xstrdup(NEWCOMER_GIVEN);
	p.email = xstrdup(email);
	checkin_answer_init(&a);
	ok = admission_newcomer(db, &n, &a, err) && a.result == CHECKIN_OK;
	checkin_answer_release(&a);
	person_release(&p);
	return ok;
}

static int till_run(const char *path, int no)
{
	struct db_options o = { .path = path, .author = "anne", .role = ROLE_COORDINATION };
	struct err err = ERR_INIT;
	struct db *db = NULL;
	int64_t event;

	if (!db_open(&db, &o, &err) || !event_resolve(db, TODAY, &event, &err))
		return 2;
	for (;; no++) {
		struct payment pay = { .cents = NEWCOMER_FEE, .means = MEANS_CHEQUE, .day = CIVIL_NONE };

		if (!till_take(db, event, no, &pay, &err)) {
			fprintf(stderr, "till: %s\n", err.message);
			return 2;
		}
		dprintf(STDOUT_FILENO, "{\"receipt\":\"%s\"}\n", pay.receipt);
	}
}

static pid_t till_start(const struct sandbox *s, int no, int out)
{
	char number[16];
	pid_t pid;

	snprintf(number, sizeof(number), "%d", no);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		setpgid(0, 0);
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(out, STDOUT_FILENO);
		setenv("ETAPE_NOW", TEST_NOW, 1);
		execl("/proc/self/exe", "till", AS_TILL, s->db, number, (char *)NULL);
		_exit(127);
	}
	setpgid(pid, pid);
	return pid;
}

/*
 * The same by commands, from a shell.
 */
static pid_t shell_start(const struct sandbox *s, int no, int out)
{
	char *script = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&script, &len);
	pid_t pid;

	for (int i = no; i < no + COMMANDS; i++) {
		char email[64], structure[64];

		newcomer_email(email, sizeof(email), i);
		newcomer_structure(structure, sizeof(structure), i);
		fprintf(f,
			"'%s' walkin " TODAY " " NEWCOMER_FAMILY " " NEWCOMER_GIVEN
			" --structure '%s' --email %s --session 1 --pay %d --means cheque"
			" --format json\n",
			sandbox_program(), structure, email, NEWCOMER_FEE / 100);
	}
	fclose(f);
	pid = sandbox_script(s, script, out);
	free(script);
	return pid;
}

/* --- kill -9 ----------------------------------------------------------------------------- */

/* Everything acknowledged is in the file, with the receipt that was said; how many. */
static int acknowledged_are_there(
	char *text, char receipts[][NEWCOMER_RECEIPT], int from, int there)
{
	int no = from;
	char *end;

	for (; (end = strchr(text, '\n')); text = end + 1, no++) {
		struct outcome o = { .out = text };
		char receipt[NEWCOMER_RECEIPT];

		*end = '\0';
		assert_true(outcome_json(&o, "receipt", receipt, sizeof(receipt)));
		if (no >= there)
			fail_msg("newcomer %d was acknowledged and is not there", no);
		assert_string_equal(receipt, receipts[no]);
	}
	return no;
}

/* Starts walk-ins one after another, from newcomer `no` on; its group is its own. */
typedef pid_t start_fn(const struct sandbox *s, int no, int out);

/* Cuts one process off after some walk-ins and somewhere within the next; how many are there. */
static int cut_once(const struct sandbox *s, start_fn *start, int from,
	char receipts[][NEWCOMER_RECEIPT], uint32_t *seed)
{
	static char text[65536];
	unsigned wanted = 1 + desk_random(seed) % 6;
	int64_t began, each;
	int fd[2];
	int status, there;
	pid_t pid;

	*text = '\0';
	assert_int_equal(pipe(fd), 0);
	pid = start(s, from, fd[1]);
	close(fd[1]);
	sandbox_answers(fd[0], text, sizeof(text), '\n', 1, terminal_deadline());
	began = terminal_clock();
	sandbox_answers(fd[0], text, sizeof(text), '\n', wanted, terminal_deadline());
	each = (terminal_clock() - began) / wanted;
	sandbox_answers(fd[0], text, sizeof(text), '\n', UINT32_MAX,
		terminal_clock() + (int64_t)(desk_random(seed) % 2000) * each / 1000);
	kill(-pid, SIGKILL);
	sandbox_reap(pid, terminal_deadline(), &status);
	assert_int_equal(status, 128 + SIGKILL);
	/* What was said before the end counts as said. */
	sandbox_answers(fd[0], text, sizeof(text), '\n', UINT32_MAX, terminal_deadline());
	close(fd[0]);
	there = newcomers_whole(s, from, receipts);
	assert_in_range(there - acknowledged_are_there(text, receipts, from, there), 0, 1);
	return there;
}

/* The same file all the time: what one crash leaves, the next finds. */
static void cut_again_and_again(start_fn *start, int rounds, uint32_t seed)
{
	static char receipts[NEWCOMERS_MAX][NEWCOMER_RECEIPT];
	struct sandbox s;
	int there = 0;

	sandbox_demo(&s);
	for (int round = 0; round < rounds; round++) {
		int before = there;

		there = cut_once(&s, start, before, receipts, &seed);
		/* Otherwise nothing was tried. */
		assert_true(there > before);
		if (round % 10 == 0)
			desk_check(&s);
	}
	desk_check(&s);
	sandbox_release(&s);
}

static void all_or_nothing_after_a_kill(void **state)
{
	(void)state;
	cut_again_and_again(till_start, ROUNDS, 20261121);
}

static void all_or_nothing_by_command(void **state)
{
	(void)state;
	cut_again_and_again(shell_start, ROUNDS / 3, 14112026);
}

/* --- on the screen ------------------------------------------------------------------------- */

/* The form of a walk-in, filled in as far as the sheet that asks by which means the fee is paid. */
static void form_fill(struct terminal *t, int no)
{
	char text[64];

	terminal_type(t, NEWCOMER_FAMILY);
	assert_shows(t, "│ " NEWCOMER_FAMILY);
	terminal_type(t, "<C-n>");
	assert_shows(t, "▸ Nom       * " NEWCOMER_FAMILY);
	terminal_type(t, "<Enter>" NEWCOMER_GIVEN "<Enter>");
	assert_shows(t, "▸ Structure");
	newcomer_structure(text, sizeof(text), no);
	terminal_type(t, text);
	assert_shows(t, text);
	terminal_type(t, "<Enter>");
	assert_shows(t, "▸ Courriel");
	newcomer_email(text, sizeof(text), no);
	terminal_type(t, text);
	assert_shows(t, text);
	terminal_type(t, "<C-e>");
	assert_shows(t, "c  chèque");
}

static void cut_screen_once(uint32_t *seed)
{
	char receipts[4][NEWCOMER_RECEIPT];
	struct sandbox s;
	struct terminal *t;
	int acknowledged = (int)(desk_random(seed) % 2);
	int there;

	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, NULL);
	terminal_type(t, "<F3>");
	assert_shows(t, "Présents");
	for (int no = 0; no <= acknowledged; no++) {
		form_fill(t, no);
		terminal_type(t, "c");
		if (no < acknowledged)
			assert_shows(t, "R2026-");
	}
	terminal_pump(t, terminal_clock() + desk_random(seed) % 4000000);
	terminal_signal(t, SIGKILL);
	assert_true(terminal_wait_exit(t));
	terminal_free(&t);
	desk_check(&s);
	there = newcomers_whole(&s, 0, receipts);
	assert_in_range(there, acknowledged, acknowledged + 1);
	sandbox_release(&s);
}

static void all_or_nothing_on_the_screen(void **state)
{
	uint32_t seed = 19112026;

	(void)state;
	for (int round = 0; round < ROUNDS / 4; round++)
		cut_screen_once(&seed);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_or_nothing_after_a_kill),
		cmocka_unit_test(all_or_nothing_by_command),
		cmocka_unit_test(all_or_nothing_on_the_screen),
	};

	if (argc == 4 && !strcmp(argv[1], AS_TILL))
		return till_run(argv[2], atoi(argv[3]));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
