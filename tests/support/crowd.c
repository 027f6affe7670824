/* See crowd.h. */
#include "crowd.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/registration.h"
#include "terminal_private.h"

#define AS_DESK "--crowd-desk"

/* --- people ------------------------------------------------------------------- */

/* Names made of syllables: as many as there are people. */
static void write_name(FILE *f, unsigned n)
{
	static const char *const part[] = { "du", "mar", "le", "ber", "pré", "ti", "roy",
		"nard", "van", "ho", "del", "cour", "mau", "bé", "lin", "ger" };

	for (int i = 0; i < 4; i++, n /= 16)
		fputs(part[n % 16], f);
}

static void import(const struct sandbox *s, const char *kind, const char *text, size_t len)
{
	struct outcome o;

	sandbox_write(s, "crowd.csv", text, len);
	sandbox_etape(s, &o, "import", kind, "crowd.csv");
	if (o.status)
		fail_msg("import %s: status %d: %s", kind, o.status, o.err);
	outcome_release(&o);
}

void crowd_register(const struct sandbox *s, const char *event, unsigned people)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	fputs("event,family_name,given_name,email,status\n", f);
	for (unsigned i = 0; i < people; i++) {
		fprintf(f, "%s,", event);
		/* An odd multiplier: every number once, in no order. */
		write_name(f, i * 40503u % 65536u);
		fprintf(f, ",Camille,foule%u@example.org,registered\n", i);
	}
	fclose(f);
	import(s, "registrations", text, len);
	free(text);
}

void crowd_invite(const struct sandbox *s, unsigned people)
{
	static const char event[] = "code,kind,title,start,end,status\n" CROWD_EVENT
				    ",workshop,La foule,2026-11-19T09:00,2026-11-19T17:00,open\n";

	import(s, "events", event, sizeof(event) - 1);
	crowd_register(s, CROWD_EVENT, people);
}

/* --- a slow disk ------------------------------------------------------------------- */

static int sync_slower_ms;

/* Stands before the C library's for SQLite as well. */
int fdatasync(int fd)
{
	const struct timespec more = { .tv_nsec = sync_slower_ms * 1000000L };

	if (sync_slower_ms)
		nanosleep(&more, NULL);
	return (int)syscall(SYS_fdatasync, fd);
}

/* --- a desk's process ------------------------------------------------------------ */

struct desk_process {
	struct db *db;
	struct crowd_work work;
	int index;
	int64_t event;
	int64_t *registrations;
	size_t count;
	pthread_barrier_t *together; /* shared by all desks */
	FILE *out;		     /* struct crowd_try, one after another */
};

static void desk_must(bool ok, const char *what, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "desk: %s: %s\n", what, err->message);
	exit(1);
}

static bool desk_invited(void *arg, const struct registration_row *row)
{
	struct desk_process *d = arg;

	d->registrations = realloc(d->registrations, (d->count + 1) * sizeof(*d->registrations));
	if (!d->registrations)
		abort();
	d->registrations[d->count++] = row->id;
	return true;
}

static void desk_open(struct desk_process *d, const char *path)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	char name[CROWD_NAME], author[CROWD_NAME];
	struct db_options o = {
		.path = path,
		.author = author,
		.desk = name,
		.role = ROLE_ACCUEIL,
		/* How long they wait is the bench's to say: a busy machine fails no test. */
		.busy_timeout_ms = terminal_patience(),
	};
	struct err err = ERR_INIT;

	snprintf(name, sizeof(name), "accueil %d", d->index + 1);
	snprintf(author, sizeof(author), "hôte %d", d->index + 1);
	desk_must(db_open(&d->db, &o, &err), "open", &err);
	desk_must(event_resolve(d->db, CROWD_EVENT, &d->event, &err), "event", &err);
	filter.event = d->event;
	desk_must(registration_list(d->db, &filter, desk_invited, d, &err), "list", &err);
}

/* Does it once and notes what was answered, after the answer: nothing is noted beforehand. */
static void desk_try(struct desk_process *d, int64_t registration, enum checkin_kind kind)
{
	const struct checkin_query q = {
		.event = d->event, .registration = registration, .session = 1
	};
	struct crowd_try t = { .registration = registration, .kind = kind };
	struct checkin_answer a;
	struct err err = ERR_INIT;
	int64_t began = terminal_clock();

	checkin_answer_init(&a);
	desk_must(kind == CHECKIN_UNDO ? checkin_undo(d->db, &q, &a, &err)
				       : checkin_do(d->db, &q, &a, &err),
		"check-in", &err);
	t.took = terminal_clock() - began;
	t.checkin = a.checkin;
	t.at = a.at;
	t.result = a.result;
	snprintf(t.desk, sizeof(t.desk), "%s", a.desk ? a.desk : "");
	snprintf(t.author, sizeof(t.author), "%s", a.author ? a.author : "");
	checkin_answer_release(&a);
	if (fwrite(&t, sizeof(t), 1, d->out) != 1)
		exit(1);
}

/* Everybody once: my share, and between my own those whom all of us check in at once. */
static void desk_everybody(struct desk_process *d)
{
	size_t contested = (size_t)d->work.contested;
	size_t own = (d->count - contested) / CROWD_DESKS + 1;
	size_t between = contested ? own / contested + 1 : own;
	size_t next = 0;

	for (size_t i = contested + (size_t)d->index, mine = 0; i < d->count;
		i += CROWD_DESKS, mine++) {
		if (mine % between == 0 && next < contested) {
			pthread_barrier_wait(d->together);
			desk_try(d, d->registrations[next++], CHECKIN_IN);
		}
		desk_try(d, d->registrations[i], CHECKIN_IN);
	}
	while (next < contested) {
		pthread_barrier_wait(d->together);
		desk_try(d, d->registrations[next++], CHECKIN_IN);
	}
}

static void desk_flat_out(struct desk_process *d)
{
	int64_t end = terminal_clock() + (int64_t)d->work.flat_out_ms * 1000000;

	for (enum checkin_kind kind = CHECKIN_IN;; kind = kind ^ CHECKIN_IN ^ CHECKIN_UNDO)
		for (size_t i = (size_t)d->index; i < d->count; i += CROWD_DESKS) {
			if (terminal_clock() >= end)
				return;
			desk_try(d, d->registrations[i], kind);
		}
}

bool crowd_is_desk(int argc, char **argv, int *status)
{
	struct desk_process d = { .db = NULL };

	if (argc != 9 || strcmp(argv[1], AS_DESK) != 0)
		return false;
	d.index = atoi(argv[3]);
	d.work.contested = atoi(argv[4]);
	d.work.flat_out_ms = atoi(argv[5]);
	sync_slower_ms = atoi(argv[6]);
	d.out = fdopen(atoi(argv[7]), "wb");
	d.together = mmap(NULL, sizeof(*d.together), PROT_READ | PROT_WRITE, MAP_SHARED,
		atoi(argv[8]), 0);
	if (!d.out || d.together == MAP_FAILED)
		terminal_broken("a desk's process");
	desk_open(&d, argv[2]);
	pthread_barrier_wait(d.together);
	if (d.work.flat_out_ms)
		desk_flat_out(&d);
	else
		desk_everybody(&d);
	db_close(&d.db);
	free(d.registrations);
	*status = fclose(d.out) != 0;
	return true;
}

/* --- running them ----------------------------------------------------------------- */

/* A barrier that processes share, in a file without a name. */
static int barrier_file(void)
{
	pthread_barrierattr_t attributes;
	pthread_barrier_t *b;
	int fd = memfd_create("together", 0);

	if (fd < 0 || ftruncate(fd, sizeof(*b)) < 0)
		terminal_broken("memfd_create");
	b = mmap(NULL, sizeof(*b), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (b == MAP_FAILED)
		terminal_broken("mmap");
	pthread_barrierattr_init(&attributes);
	pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_barrier_init(b, &attributes, CROWD_DESKS);
	pthread_barrierattr_destroy(&attributes);
	munmap(b, sizeof(*b));
	return fd;
}

static pid_t desk_start(
	const struct sandbox *s, const struct crowd_work *work, int index, int out, int together)
{
	char text[6][16];
	const int number[] = { index, work->contested, work->flat_out_ms,
		work->sync_ms, out, together };
	char *argv[] = { (char *)(uintptr_t) "/proc/self/exe", (char *)(uintptr_t)AS_DESK, s->db,
		text[0], text[1], text[2], text[3], text[4], text[5], NULL };
	pid_t pid;

	for (int i = 0; i < 6; i++)
		snprintf(text[i], sizeof(text[i]), "%d", number[i]);
	pid = fork();
	if (pid < 0)
		terminal_broken("fork");
	if (pid == 0) {
		/* A test that fails leaves nobody waiting for the others. */
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		setenv("ETAPE_NOW", TEST_NOW, 1);
		execv(argv[0], argv);
		_exit(127);
	}
	return pid;
}

static void desk_read(struct crowd_desk *d, int fd)
{
	off_t size = lseek(fd, 0, SEEK_END);

	assert_true(size >= 0 && (size_t)size % sizeof(*d->tries) == 0);
	d->n = (size_t)size / sizeof(*d->tries);
	d->tries = malloc((size_t)size + 1);
	assert_true(d->tries && pread(fd, d->tries, (size_t)size, 0) == size);
	close(fd);
}

void crowd_run(const struct sandbox *s, const struct crowd_work *work, struct crowd *crowd)
{
	pid_t pid[CROWD_DESKS];
	int out[CROWD_DESKS];
	int together = barrier_file();
	int failed = 0;

	*crowd = (struct crowd){ 0 };
	for (int i = 0; i < CROWD_DESKS; i++) {
		struct crowd_desk *d = &crowd->desk[i];

		snprintf(d->name, sizeof(d->name), "accueil %d", i + 1);
		snprintf(d->author, sizeof(d->author), "hôte %d", i + 1);
		out[i] = memfd_create(d->name, 0);
		assert_true(out[i] >= 0);
		pid[i] = desk_start(s, work, i, out[i], together);
	}
	for (int i = 0; i < CROWD_DESKS; i++) {
		int status;

		failed += !sandbox_reap(pid[i], terminal_deadline(), &status) || status;
		desk_read(&crowd->desk[i], out[i]);
	}
	close(together);
	if (failed)
		fail_msg("%d of %d desks failed", failed, CROWD_DESKS);
}

void crowd_release(struct crowd *crowd)
{
	for (int i = 0; i < CROWD_DESKS; i++)
		free(crowd->desk[i].tries);
	*crowd = (struct crowd){ 0 };
}
