#include "etape/doc.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/str.h"
#include "exchange/memory_file.h"

#define ARGUMENTS 16
#define SAID	  1024 /* bytes kept of what the program complains of */
#define ROOM	  (1 << 20) /* bytes that a filter may be ahead */

/* Reads what the program says until it closes its end. */
static void listen_to(int fd, struct str *said)
{
	char buf[256];

	for (;;) {
		ssize_t n = read(fd, buf, sizeof(buf));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		if (said->len < SAID)
			str_addn(said, buf, (size_t)n);
	}
}

/* Starts the program with its stderr in a pipe; `*from` is our end. */
static int start(const char *program, char *const *args, pid_t *pid, int *from)
{
	posix_spawn_file_actions_t actions;
	int ends[2], sys;

	*from = -1;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return errno;
	sys = posix_spawn_file_actions_init(&actions);
	if (sys == 0) {
		sys = posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
		if (sys == 0)
			sys = posix_spawn(pid, program, &actions, NULL, args, environ);
		posix_spawn_file_actions_destroy(&actions);
	}
	close(ends[1]);
	if (sys != 0)
		close(ends[0]);
	*from = ends[0];
	return sys;
}

/* Which error its exit status stands for: see err_exit_status(). */
static enum err_code code_of(int status)
{
	if (WEXITSTATUS(status) == 3)
		return ERR_DAMAGED;
	return WEXITSTATUS(status) == 4 ? ERR_BUSY : ERR_REFUSED;
}

/* What became of the program, from its status and its last words. */
static bool judge(const char *program, int status, struct str *said, struct err *err)
{
	str_trim(said);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (WIFEXITED(status) && said->len > 0)
		return err_set(err, code_of(status), "%s",
			strncmp(said->buf, "etape-doc: ", 11) == 0 ? said->buf + 11 : said->buf);
	return err_set(err, ERR_SYSTEM, _("'%s' ended in the middle of its work"), program);
}

static bool run(const char *program, char *const *args, struct err *err)
{
	struct str said = STR_INIT;
	pid_t pid;
	int from, status = 0;
	int sys = start(program, args, &pid, &from);
	bool ok;

	if (sys != 0)
		return err_sys(err, sys, _("cannot run '%s'"), program);
	listen_to(from, &said);
	close(from);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	ok = judge(program, status, &said, err);
	str_release(&said);
	return ok;
}

/* Starts the program between three files. */
static int spawn_between(const char *program, char *const *args, const int fds[3], pid_t *pid)
{
	posix_spawn_file_actions_t actions;
	int sys = posix_spawn_file_actions_init(&actions);

	if (sys != 0)
		return sys;
	for (int i = 0; i < 3 && sys == 0; i++)
		sys = posix_spawn_file_actions_adddup2(&actions, fds[i], i);
	if (sys == 0)
		sys = posix_spawn(pid, program, &actions, NULL, args, environ);
	posix_spawn_file_actions_destroy(&actions);
	return sys;
}

/* Starts it and waits. */
static int run_between(const char *program, char *const *args, const int fds[3], int *status)
{
	pid_t pid;
	const int sys = spawn_between(program, args, fds, &pid);

	while (sys == 0 && waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
	return sys;
}

/* Runs it between three files: what it reads, writes and complains in. */
static bool run_in_memory(const char *program, char *const *args, const char *bytes, size_t n, struct str *out,
	struct err *err)
{
	int fds[3] = { memory_file(bytes, n), memory_file("", 0), memory_file("", 0) };
	struct str said = STR_INIT;
	int status = 0, sys;
	bool ok;

	sys = fds[0] < 0 || fds[1] < 0 || fds[2] < 0 ? errno : run_between(program, args, fds, &status);
	if (sys != 0) {
		ok = err_sys(err, sys, _("cannot run '%s'"), program);
	} else {
		memory_file_read(fds[2], &said);
		ok = judge(program, status, &said, err);
	}
	if (ok)
		memory_file_read(fds[1], out);
	for (size_t i = 0; i < 3; i++) {
		if (fds[i] >= 0)
			close(fds[i]);
	}
	str_release(&said);
	return ok;
}

/* The program beside this one, owned. */
static char *find_program(struct err *err)
{
	char *program = paths_sibling("etape-doc");

	if (program == NULL)
		err_set(err, ERR_NOT_FOUND,
			_("the program etape-doc is missing beside etape: install it again"));
	return program;
}

static void free_args(char **args)
{
	for (size_t i = 0; args[i] != NULL; i++)
		free(args[i]);
}

/* Who takes the lines that a filter makes. */
struct taker {
	bool (*each)(void *arg, const char *line, size_t n, struct err *err);
	void *arg;
};

/* Takes the whole lines out of what has been read. */
static bool take_lines(const struct taker *t, struct str *buf, struct err *err)
{
	const char *line = buf->buf, *end = buf->buf + buf->len, *feed;
	bool ok = true;

	while (ok && (feed = memchr(line, '\n', (size_t)(end - line))) != NULL) {
		ok = t->each(t->arg, line, (size_t)(feed - line), err);
		line = feed + 1;
	}
	if (line > buf->buf)
		memmove(buf->buf, line, (size_t)(end - line));
	str_truncate(buf, (size_t)(end - line));
	return ok;
}

static bool read_lines(int fd, const struct taker *t, struct err *err)
{
	struct str buf = STR_INIT;
	char chunk[1 << 15];
	bool ok = true;

	while (ok) {
		const ssize_t n = read(fd, chunk, sizeof(chunk));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		str_addn(&buf, chunk, (size_t)n);
		ok = take_lines(t, &buf, err);
	}
	str_release(&buf);
	return ok;
}

/* Runs the filter, and takes its lines as they come. */
static bool run_through(const char *program, char *const *args, const int fds[3], int from, const struct taker *t,
	struct err *err)
{
	struct err why = ERR_INIT;
	struct str said = STR_INIT;
	pid_t pid;
	int status = 0;
	const int sys = spawn_between(program, args, fds, &pid);
	bool taken, ok;

	close(fds[1]);
	if (sys != 0) {
		close(from);
		return err_sys(err, sys, _("cannot run '%s'"), program);
	}
	taken = read_lines(from, t, &why);
	close(from); /* what goes on writing then ends */
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	memory_file_read(fds[2], &said);
	ok = taken ? judge(program, status, &said, err) : false;
	if (!taken && err != NULL)
		*err = why;
	str_release(&said);
	return ok;
}

bool doc_filter(const char *kind, const char *bytes, size_t n,
	bool (*each)(void *arg, const char *line, size_t n, struct err *err), void *arg, struct err *err)
{
	const struct taker taker = { .each = each, .arg = arg };
	char *program = find_program(err);
	char *args[] = { xstrdup("etape-doc"), xstrdup(kind), xstrdup("--lang"),
		xstrdup(i18n_lang() == LANG_FR ? "fr" : "en"), NULL };
	int fds[3] = { memory_file(bytes, n), -1, memory_file("", 0) }, ends[2];
	bool ok = program != NULL;

	if (ok && (fds[0] < 0 || fds[2] < 0 || pipe2(ends, O_CLOEXEC) != 0))
		ok = err_sys(err, errno, _("cannot run '%s'"), program);
	if (ok) {
		fds[1] = ends[1];
		(void)fcntl(ends[1], F_SETPIPE_SZ, ROOM);
		ok = run_through(program, args, fds, ends[0], &taker, err);
	}
	for (size_t i = 0; i < 3; i += 2) {
		if (fds[i] >= 0)
			close(fds[i]);
	}
	free_args(args);
	free(program);
	return ok;
}

/* `args` has room for ARGUMENTS; each owned. */
static void make_args(char **args, const char *database, const char *kind, const struct doc_choice *choice,
	const char *output, const char *lang)
{
	const char *words[ARGUMENTS] = { "etape-doc", kind, "--db", database, "--lang", lang };
	size_t n = 6;

	if (choice->event != NULL) {
		words[n++] = "--event";
		words[n++] = choice->event;
	}
	if (choice->cycle != NULL) {
		words[n++] = "--cycle";
		words[n++] = choice->cycle;
	}
	if (choice->invoice != NULL) {
		words[n++] = "--invoice";
		words[n++] = choice->invoice;
	}
	if (choice->no_drafts)
		words[n++] = "--no-drafts";
	if (output != NULL) {
		words[n++] = "--output";
		words[n++] = output;
	}
	for (size_t i = 0; i < n; i++)
		args[i] = xstrdup(words[i]);
}

bool doc_run(const char *database, const char *kind, const struct doc_choice *choice,
	const char *output, struct err *err)
{
	char *program = find_program(err);
	char *args[ARGUMENTS] = { NULL };
	bool ok;

	if (program == NULL)
		return false;
	make_args(args, database, kind, choice, output, i18n_lang() == LANG_FR ? "fr" : "en");
	ok = run(program, args, err);
	free_args(args);
	free(program);
	return ok;
}

bool doc_make(struct db *db, const char *kind, const struct doc_choice *choice, const char *lang,
	struct str *out, struct err *err)
{
	char *program = find_program(err);
	char *args[ARGUMENTS] = { NULL };
	bool ok;

	if (program == NULL)
		return false;
	make_args(args, db_path(db), kind, choice, NULL, lang);
	ok = run_in_memory(program, args, "", 0, out, err);
	free_args(args);
	free(program);
	return ok;
}
