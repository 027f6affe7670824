/*
 * A walk-in who pays, cut off: kill -9 at any moment, and a disk that is full at any write.
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
#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/registration.h"
#include "etape/str.h"
#include "etape/structure.h"
#include "support/check.h"
#include "support/desk.h"

#define ROUNDS	 60
#define AS_TILL	 "--till"
#define FEE	 15000
#define RECEIPT	 32
#define NEWCOMERS_MAX 4096

#define MUST(call)                                                                             \
	do {                                                                                   \
		struct err err = ERR_INIT;                                                     \
		if (!(call))                                                                   \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, err.message);                \
	} while (0)

/* --- the newcomers, by number --------------------------------------------------------- */

static void newcomer_email(char *text, size_t room, int no)
{
	snprintf(text, room, "passante%d@example.org", no);
}

static void newcomer_structure(char *text, size_t room, int no)
{
	snprintf(text, room, "Association des passantes %d", no);
}

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
	p.family_name = xstrdup("Passante");
	p.given_name = xstrdup("Camille");
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
		struct payment pay = { .cents = FEE, .means = MEANS_CHEQUE, .day = CIVIL_NONE };

		if (!till_take(db, event, no, &pay, &err)) {
			fprintf(stderr, "till: %s\n", err.message);
			return 2;
		}
		dprintf(STDOUT_FILENO, "%d %s\n", no, pay.receipt);
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
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		dup2(out, STDOUT_FILENO);
		setenv("ETAPE_NOW", TEST_NOW, 1);
		execl("/proc/self/exe", "till", AS_TILL, s->db, number, (char *)NULL);
		_exit(127);
	}
	return pid;
}

/* --- what the file says of them --------------------------------------------------------- */

enum part {
	PART_PERSON = 1,
	PART_STRUCTURE = 2,
	PART_REGISTRATION = 4,
	PART_CHECKIN = 8,
	PART_PAYMENT = 16,
	PART_ALL = 31,
};

static bool part_present(void *arg, const struct registration_row *row)
{
	bool *present = arg;

	*present = strcmp(row->present, "1") == 0 && row->walk_in;
	return true;
}

struct paid {
	int count;
	char receipt[RECEIPT];
};

static bool part_paid(void *arg, const struct payment *p)
{
	struct paid *paid = arg;

	assert_int_equal(p->cents, FEE);
	paid->count++;
	snprintf(paid->receipt, sizeof(paid->receipt), "%s", p->receipt);
	return true;
}

/* Which parts of a newcomer there are; `receipt` gets her payment's. */
static int newcomer_parts(struct db *db, int64_t event, int no, char receipt[RECEIPT])
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct paid paid = { .count = 0 };
	char email[64], structure[64];
	int64_t person, house, registration = 0;
	bool present = false;

	newcomer_email(email, sizeof(email), no);
	newcomer_structure(structure, sizeof(structure), no);
	MUST(person_find_by_email(db, email, &person, &err));
	MUST(structure_find(db, structure, 0, &house, &err));
	if (person)
		MUST(registration_find(db, event, person, &registration, &err));
	if (registration) {
		filter.id = registration;
		MUST(registration_list(db, &filter, part_present, &present, &err));
		MUST(payment_list(db, event, registration, part_paid, &paid, &err));
		assert_in_range(paid.count, 0, 1);
	}
	snprintf(receipt, RECEIPT, "%s", paid.receipt);
	return (person ? PART_PERSON : 0) | (house ? PART_STRUCTURE : 0) |
	       (registration ? PART_REGISTRATION : 0) | (present ? PART_CHECKIN : 0) |
	       (paid.count ? PART_PAYMENT : 0);
}

static bool count_walk_in(void *arg, const struct journal_entry *entry)
{
	*(int *)arg += entry->kind == CHANGE_WALK_IN;
	return true;
}

/* Newcomers 0 to n are whole, the next two are not there at all: how many there are. Each has an
 * entry in the journal, and the receipts count up. */
static int newcomers_whole(const struct sandbox *s, int from, char receipts[][RECEIPT])
{
	struct db_options o = { .path = s->db, .author = "test", .role = ROLE_LECTURE };
	struct db *db = NULL;
	char none[RECEIPT];
	int64_t event;
	int journal = 0;
	int parts;
	int n = from;

	MUST(db_open(&db, &o, &err));
	MUST(event_resolve(db, TODAY, &event, &err));
	while ((parts = newcomer_parts(db, event, n, receipts[n])) == PART_ALL) {
		assert_in_range(n, 0, NEWCOMERS_MAX - 2);
		if (n > 0 && strcmp(receipts[n - 1], receipts[n]) >= 0)
			fail_msg("receipt %s after %s", receipts[n], receipts[n - 1]);
		n++;
	}
	if (parts || newcomer_parts(db, event, n + 1, none))
		fail_msg("newcomer %d is there in part: %d", n, parts);
	MUST(journal_list(db, 0, count_walk_in, &journal, &err));
	assert_int_equal(journal, n);
	db_close(&db);
	return n;
}

/* --- kill -9 ----------------------------------------------------------------------------- */

/* Reads acknowledgements until so many are there or the deadline has passed. */
static void read_acknowledged(int fd, char *text, size_t room, unsigned wanted, int64_t deadline)
{
	size_t n = strlen(text);
	unsigned lines = 0;

	while (n + 1 < room && lines < wanted) {
		ssize_t r = sandbox_read_until(fd, text + n, room - 1 - n, deadline);

		if (r <= 0)
			return;
		for (ssize_t i = 0; i < r; i++)
			lines += text[n + (size_t)i] == '\n';
		n += (size_t)r;
		text[n] = '\0';
	}
}

/* Everything acknowledged is in the file, with the receipt that was said; how many. */
static int acknowledged_are_there(char *text, char receipts[][RECEIPT], int from, int there)
{
	int no = from;
	char *end;

	for (; (end = strchr(text, '\n')); text = end + 1, no++) {
		char *receipt;

		*end = '\0';
		assert_int_equal(strtol(text, &receipt, 10), no);
		if (no >= there)
			fail_msg("newcomer %d was acknowledged and is not there", no);
		assert_string_equal(receipt + 1, receipts[no]);
	}
	return no;
}

/* Cuts one process off after some walk-ins and somewhere within the next; how many are there. */
static int cut_once(const struct sandbox *s, int from, char receipts[][RECEIPT], uint32_t *seed)
{
	static char text[65536];
	unsigned wanted = 1 + desk_random(seed) % 6;
	int64_t began, each;
	int fd[2];
	int status, there;
	pid_t pid;

	*text = '\0';
	assert_int_equal(pipe(fd), 0);
	pid = till_start(s, from, fd[1]);
	close(fd[1]);
	read_acknowledged(fd[0], text, sizeof(text), 1, terminal_deadline());
	began = terminal_clock();
	read_acknowledged(fd[0], text, sizeof(text), wanted, terminal_deadline());
	each = (terminal_clock() - began) / wanted;
	read_acknowledged(fd[0], text, sizeof(text), UINT32_MAX,
		terminal_clock() + (int64_t)(desk_random(seed) % 2000) * each / 1000);
	kill(pid, SIGKILL);
	sandbox_reap(pid, terminal_deadline(), &status);
	assert_int_equal(status, 128 + SIGKILL);
	/* What was said before the end counts as said. */
	read_acknowledged(fd[0], text, sizeof(text), UINT32_MAX, terminal_deadline());
	close(fd[0]);
	there = newcomers_whole(s, from, receipts);
	assert_in_range(there - acknowledged_are_there(text, receipts, from, there), 0, 1);
	return there;
}

/* The same file all the time: what one crash leaves, the next finds. */
static void all_or_nothing_after_a_kill(void **state)
{
	static char receipts[NEWCOMERS_MAX][RECEIPT];
	uint32_t seed = 20261121;
	struct sandbox s;
	int there = 0;

	(void)state;
	sandbox_demo(&s);
	for (int round = 0; round < ROUNDS; round++) {
		int before = there;

		there = cut_once(&s, before, receipts, &seed);
		/* Otherwise nothing was tried. */
		assert_true(there > before);
		if (round % 10 == 0)
			desk_check(&s);
	}
	desk_check(&s);
	sandbox_release(&s);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_or_nothing_after_a_kill),
	};

	if (argc == 4 && !strcmp(argv[1], AS_TILL))
		return till_run(argv[2], atoi(argv[3]));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
