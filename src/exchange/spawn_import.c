#include "etape/import_job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/str.h"

enum { ARGUMENTS = 20, REPORT_LIMIT = 64 << 20 };

struct import_job {
	pid_t pid;  /* 0: it has ended */
	int from;   /* what it tells, without waiting */
	int said;   /* what it complains of, a file in memory */
	int status; /* how it ended */
	bool dry_run;
	struct str told;
	size_t lines;
};

/* The terminal's signals are for the screens; what they hold back goes as usual here. */
static int start(struct import_job *job, const char *program, char *const *args, int to)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	int sys = posix_spawn_file_actions_init(&actions);

	if (sys != 0)
		return sys;
	sys = posix_spawnattr_init(&attributes);
	if (sys == 0) {
		sigfillset(&usual);
		posix_spawnattr_setsigdefault(&attributes, &usual);
		sigemptyset(&usual);
		posix_spawnattr_setsigmask(&attributes, &usual);
		posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
		sys = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
		sys = sys != 0 ? sys : posix_spawn_file_actions_adddup2(&actions, to, STDOUT_FILENO);
		sys = sys != 0 ? sys : posix_spawn_file_actions_adddup2(&actions, job->said, STDERR_FILENO);
		sys = sys != 0 ? sys : posix_spawn(&job->pid, program, &actions, &attributes, args, environ);
		posix_spawnattr_destroy(&attributes);
	}
	posix_spawn_file_actions_destroy(&actions);
	return sys;
}

static int begin(struct import_job *job, const char *program, char *const *args)
{
	int ends[2], sys;

	job->said = memfd_create("etape", MFD_CLOEXEC);
	if (job->said < 0 || pipe2(ends, O_CLOEXEC) != 0)
		return errno;
	job->from = ends[0];
	fcntl(job->from, F_SETFL, O_NONBLOCK);
	sys = start(job, program, args, ends[1]);
	close(ends[1]);
	if (sys != 0)
		job->pid = 0;
	return sys;
}

struct import_job *import_job_new(
	const struct db *db, const struct import_job_options *options, struct err *err)
{
	struct import_job *job = xcalloc(1, sizeof *job);
	char *program = paths_sibling("etape");
	const char *words[ARGUMENTS] = { "etape", "--db", db_path(db), "--as", db_author(db), "--role",
		role_name(db_role(db)), "--desk", db_desk(db), "--lang",
		i18n_lang() == LANG_FR ? "fr" : "en", "import", "events", "--format", "csv" };
	char *args[ARGUMENTS] = { NULL };
	size_t n = 15;
	int sys = 0;

	*job = (struct import_job){ .from = -1, .said = -1, .dry_run = options->dry_run, .told = STR_INIT };
	if (options->dry_run)
		words[n++] = "--dry-run";
	if (options->skip_errors)
		words[n++] = "--skip-errors";
	words[n++] = "--";
	words[n++] = options->path;
	for (size_t i = 0; i < n; i++)
		args[i] = xstrdup(words[i]);
	if (program == NULL)
		err_set(err, ERR_NOT_FOUND, _("the program etape is not where it was: install it again"));
	else if ((sys = begin(job, program, args)) != 0)
		err_sys(err, sys, _("cannot run '%s'"), program);
	if (program == NULL || sys != 0)
		import_job_free(&job);
	for (size_t i = 0; i < n; i++)
		free(args[i]);
	free(program);
	return job;
}

/* Whatever is there now. False when the other end is closed. */
static bool read_some(struct import_job *job)
{
	char buf[1 << 16];

	for (;;) {
		const ssize_t n = read(job->from, buf, sizeof buf);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 && errno == EAGAIN;
		for (ssize_t i = 0; i < n; i++)
			job->lines += buf[i] == '\n';
		if (job->told.len < REPORT_LIMIT)
			str_addn(&job->told, buf, (size_t)n);
	}
}

bool import_job_wait(struct import_job *job, int ms)
{
	struct pollfd p = { .fd = job->from, .events = POLLIN };

	if (job->pid == 0)
		return true;
	while (poll(&p, 1, ms) > 0) {
		if (read_some(job))
			continue;
		while (waitpid(job->pid, &job->status, 0) < 0 && errno == EINTR)
			;
		job->pid = 0;
		return true;
	}
	return false;
}

size_t import_job_told(const struct import_job *job)
{
	return job->lines > 0 ? job->lines - 1 : 0;
}

/* Its last words, "etape: " left out. */
static void last_words(const struct import_job *job, struct str *out)
{
	static const char name[] = "etape: ";
	char buf[4096];
	const off_t size = lseek(job->said, 0, SEEK_END), most = (off_t)sizeof buf - 1;
	ssize_t n = pread(job->said, buf, sizeof buf - 1, size > most ? size - most : 0);
	const char *line;

	while (n > 0 && buf[n - 1] == '\n')
		n--;
	buf[n > 0 ? n : 0] = '\0';
	line = strrchr(buf, '\n');
	line = line != NULL ? line + 1 : buf;
	str_add(out, strncmp(line, name, sizeof name - 1) == 0 ? line + sizeof name - 1 : line);
}

bool import_job_report(struct import_job *job, struct csv_table *table, struct err *err)
{
	const bool exited = WIFEXITED(job->status);
	const int status = exited ? WEXITSTATUS(job->status) : -1;
	const bool told = import_job_told(job) > 0;
	struct str words = STR_INIT;
	bool ok = status == 0 || (status == 1 && job->dry_run && told);

	if (!ok && exited)
		last_words(job, &words);
	if (!ok)
		err_set(err, ERR_REFUSED, "%s", words.len > 0 ? words.buf : _("the import was stopped: nothing was written"));
	else if (told)
		ok = csv_read_bytes(table, job->told.buf, job->told.len, "", err);
	str_release(&words);
	return ok;
}

void import_job_free(struct import_job **job)
{
	struct import_job *j = *job;

	if (j == NULL)
		return;
	if (j->pid > 0) {
		kill(j->pid, SIGTERM);
		while (waitpid(j->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	if (j->from >= 0)
		close(j->from);
	if (j->said >= 0)
		close(j->said);
	str_release(&j->told);
	free(j);
	*job = NULL;
}
