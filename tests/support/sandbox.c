/* Temporary folders, and the program run as a command. */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <linux/capability.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "terminal_private.h"

#define MAX_ARGS 60

/* --- folders ---------------------------------------------------------------- */

/* Folders in use: a test that fails leaves its own behind, for the end. */
static char **in_use;
static size_t in_use_count;

static void remove_all(void)
{
	while (in_use_count) {
		char *dir = strdup(in_use[in_use_count - 1]);

		sandbox_remove(dir);
		free(dir);
	}
	free(in_use);
	in_use = NULL;
}

static void remember(const char *dir)
{
	if (!in_use)
		atexit(remove_all);
	in_use = realloc(in_use, (in_use_count + 1) * sizeof(*in_use));
	if (!in_use)
		terminal_broken("realloc");
	in_use[in_use_count++] = strdup(dir);
}

static void forget(const char *dir)
{
	for (size_t i = 0; i < in_use_count; i++) {
		if (strcmp(in_use[i], dir) != 0)
			continue;
		free(in_use[i]);
		in_use[i] = in_use[--in_use_count];
		return;
	}
}

char *sandbox_mkdtemp(void)
{
	const char *tmp = getenv("TMPDIR");
	char *dir;

	if (asprintf(&dir, "%s/etape-test-XXXXXX", tmp && *tmp ? tmp : "/tmp") < 0)
		terminal_broken("asprintf");
	if (!mkdtemp(dir))
		terminal_broken(dir);
	remember(dir);
	return dir;
}

static int remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)kind;
	(void)ftw;
	return remove(path);
}

void sandbox_remove(const char *dir)
{
	forget(dir);
	/* Tests take rights away from folders; without them nothing can be removed. */
	chmod(dir, 0700);
	nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static char *path_join(const char *dir, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		terminal_broken("asprintf");
	return path;
}

void sandbox_write(const struct sandbox *s, const char *name, const char *bytes, size_t len)
{
	char *path = path_join(s->dir, name);
	FILE *f = fopen(path, "wb");

	if (!f || fwrite(bytes, 1, len, f) != len || fclose(f))
		terminal_broken(path);
	free(path);
}

/* Reads a descriptor to its end. */
static char *slurp(int fd, size_t *len)
{
	char *buf = NULL;
	char chunk[16384];
	size_t n = 0;
	size_t room = 0;
	ssize_t r;

	terminal_append(&buf, &n, &room, "", 0);
	while ((r = read(fd, chunk, sizeof(chunk))) > 0)
		terminal_append(&buf, &n, &room, chunk, (size_t)r);
	if (len)
		*len = n;
	return buf;
}

static char *slurp_path(const char *path, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text;

	if (fd < 0)
		terminal_broken(path);
	text = slurp(fd, len);
	close(fd);
	return text;
}

char *sandbox_read(const struct sandbox *s, const char *name, size_t *len)
{
	char *path = path_join(s->dir, name);
	char *text = slurp_path(path, len);

	free(path);
	return text;
}

/* --- processes -------------------------------------------------------------- */

const char *sandbox_program(void)
{
	static char path[4096];
	const char *bin = getenv("ETAPE_BIN");

	if (!bin || !strchr(bin, '/'))
		bin = "build/etape";
	/* One that isn't there is said when it is run; some tests need none. */
	if (!*path && !realpath(bin, path))
		snprintf(path, sizeof(path), "%s", bin);
	return path;
}

bool sandbox_reap(pid_t pid, int64_t deadline, int *status)
{
	int fd = pidfd_open(pid, 0);
	int64_t ms = (deadline - terminal_clock()) / 1000000;
	struct pollfd p = { .fd = fd, .events = POLLIN };
	bool late = false;
	int st;

	/* A kernel without pidfd waits without a limit; run.sh has one. */
	if (fd >= 0) {
		late = poll(&p, 1, ms > 0 ? (int)ms : 0) == 0;
		close(fd);
	}
	if (late)
		kill(pid, SIGKILL);
	while (waitpid(pid, &st, 0) < 0)
		if (errno != EINTR)
			terminal_broken("waitpid");
	*status = WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st);
	return !late;
}

ssize_t sandbox_read_until(int fd, char *buf, size_t room, int64_t deadline)
{
	int64_t left = deadline - terminal_clock();
	struct pollfd p = { .fd = fd, .events = POLLIN };
	int ms = left > 0 ? (int)((left + 999999) / 1000000) : 0;

	if (poll(&p, 1, ms) <= 0)
		return 0;
	return read(fd, buf, room);
}

pid_t sandbox_script(const struct sandbox *s, const char *script, int out)
{
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		setpgid(0, 0);
		setenv("ETAPE_DB", s->db, 1);
		setenv("ETAPE_NOW", TEST_NOW, 1);
		setenv("HOME", s->dir, 1);
		dup2(out, STDOUT_FILENO);
		execl("/bin/sh", "sh", "-c", script, (char *)NULL);
		_exit(127);
	}
	setpgid(pid, pid);
	return pid;
}

void sandbox_answers(
	int fd, char *text, size_t room, char end, unsigned wanted, int64_t deadline)
{
	size_t n = strlen(text);
	unsigned answers = 0;

	while (n + 1 < room && answers < wanted) {
		ssize_t r = sandbox_read_until(fd, text + n, room - 1 - n, deadline);

		if (r <= 0)
			return;
		for (ssize_t i = 0; i < r; i++)
			answers += text[n + (size_t)i] == end;
		n += (size_t)r;
		text[n] = '\0';
	}
}

static void child_fd(int fd, int as)
{
	int null = fd < 0 ? open("/dev/null", O_RDWR) : fd;

	if (null < 0 || dup2(null, as) < 0)
		_exit(126);
}

/* The pinned environment, as in terminal.c; a command has no terminal. */
static void child_env(const struct sandbox *s)
{
	static const char *const unset[] = { "LANGUAGE", "LC_MESSAGES", "NO_COLOR", "LINES",
		"COLUMNS", "ESCDELAY", "ETAPE_CONFIG", "ETAPE_LANG", "ETAPE_SHARE",
		"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
		"XDG_RUNTIME_DIR", "SSH_CONNECTION", "SSH_TTY", "TMUX", "MAKEFLAGS" };
	const char *program = sandbox_program();
	char *path;

	for (size_t i = 0; i < sizeof(unset) / sizeof(unset[0]); i++)
		unsetenv(unset[i]);
	if (asprintf(&path, "%.*s:%s", (int)(strrchr(program, '/') - program), program,
		    getenv("PATH")) < 0)
		_exit(126);
	setenv("PATH", path, 1);
	setenv("TERM", "dumb", 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	setenv("HOME", s->dir, 1);
	setenv("USER", "test", 1);
	setenv("ETAPE_NOW", TEST_NOW, 1);
	setenv("ETAPE_DB", s->db, 1);
	for (const char *const *p = s->env; p && *p; p++)
		putenv((char *)(uintptr_t)*p);
}

void sandbox_drop_power(void)
{
	static const unsigned long powers[] = { CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH,
		CAP_FOWNER };

	/* Fails for those who are not root, and have none to lose. */
	for (size_t i = 0; i < sizeof(powers) / sizeof(powers[0]); i++)
		prctl(PR_CAPBSET_DROP, powers[i], 0, 0, 0);
}

_Noreturn static void become(const struct sandbox *s, const char *const argv[], const int fd[3])
{
	for (int i = 0; i < 3; i++)
		child_fd(fd[i], i);
	child_env(s);
	if (s->unprivileged)
		sandbox_drop_power();
	if (chdir(s->dir) == 0)
		execvp(argv[0], (char **)(uintptr_t)argv);
	fprintf(stderr, "cannot run '%s': %s\n", argv[0], strerror(errno));
	_exit(127);
}

static pid_t spawn(const struct sandbox *s, const char *const argv[], const int fd[3])
{
	pid_t pid;

	sandbox_program();
	pid = fork();
	if (pid < 0)
		terminal_broken("fork");
	if (!pid)
		become(s, argv, fd);
	return pid;
}

/* etape, --as NAME, the arguments. */
static void argv_fill(const struct sandbox *s, const char *argv[], const char *const args[])
{
	size_t n = 0;

	argv[n++] = sandbox_program();
	if (s->as) {
		argv[n++] = "--as";
		argv[n++] = s->as;
	}
	for (size_t i = 0; args && args[i]; i++) {
		if (n >= MAX_ARGS)
			terminal_broken("too many arguments");
		argv[n++] = args[i];
	}
	argv[n] = NULL;
}

pid_t sandbox_spawn(const struct sandbox *s, const char *const args[], int in, int out, int err)
{
	const char *argv[MAX_ARGS + 1];

	argv_fill(s, argv, args);
	return spawn(s, argv, (const int[3]){ in, out, err });
}

void sandbox_exec(const struct sandbox *s, const char *const args[], int in, int out, int err)
{
	const char *argv[MAX_ARGS + 1];

	argv_fill(s, argv, args);
	become(s, argv, (const int[3]){ in, out, err });
}

/* Output goes to unnamed files: unlike pipes they never fill, whatever is printed first. */
static int scratch(void)
{
	char name[] = "/tmp/etape-out-XXXXXX";
	int fd = mkostemp(name, O_CLOEXEC);

	if (fd < 0)
		terminal_broken("mkostemp");
	unlink(name);
	return fd;
}

static void run(const struct sandbox *s, struct outcome *o, const char *const argv[])
{
	int fd[3] = { -1, scratch(), scratch() };
	pid_t pid = spawn(s, argv, fd);

	if (!sandbox_reap(pid, terminal_deadline(), &o->status))
		fprintf(stderr, "%s: killed, it took too long\n", argv[0]);
	lseek(fd[1], 0, SEEK_SET);
	lseek(fd[2], 0, SEEK_SET);
	o->out = slurp(fd[1], &o->out_len);
	o->err = slurp(fd[2], NULL);
	close(fd[1]);
	close(fd[2]);
}

void sandbox_run(const struct sandbox *s, struct outcome *o, const char *const args[])
{
	const char *argv[MAX_ARGS + 1];

	argv_fill(s, argv, args);
	run(s, o, argv);
}

void sandbox_shell(const struct sandbox *s, struct outcome *o, const char *line)
{
	run(s, o, (const char *const[]){ "/bin/sh", "-c", line, NULL });
}

void sandbox_must(const struct sandbox *s, const char *line)
{
	struct outcome o;

	sandbox_shell(s, &o, line);
	if (o.status != 0)
		fail_msg("%s: %s", line, o.err);
	outcome_release(&o);
}

void outcome_release(struct outcome *o)
{
	free(o->out);
	free(o->err);
	*o = (struct outcome){ 0 };
}

bool outcome_json(const struct outcome *o, const char *key, char *value, size_t room)
{
	size_t len = strlen(key);
	const char *p = o->out;

	while ((p = strchr(p, '"'))) {
		p++;
		if (strncmp(p, key, len) || p[len] != '"')
			continue;
		p += len + 1;
		p += strspn(p, " \n\t");
		if (*p != ':')
			continue;
		p++;
		p += strspn(p, " \n\t");
		if (*p != '"')
			continue;
		len = strcspn(p + 1, "\"");
		if (len >= room)
			len = room - 1;
		memcpy(value, p + 1, len);
		value[len] = '\0';
		return true;
	}
	return false;
}

/* --- databases -------------------------------------------------------------- */

void sandbox_init(struct sandbox *s)
{
	*s = (struct sandbox){ .dir = sandbox_mkdtemp() };
	s->db = path_join(s->dir, "etape.db");
}

void sandbox_release(struct sandbox *s)
{
	sandbox_remove(s->dir);
	free(s->dir);
	free(s->db);
	*s = (struct sandbox){ 0 };
}

/* The demo network takes a while to build; a copy takes none. */
static char *template_bytes;
static size_t template_len;

static void template_release(void)
{
	free(template_bytes);
}

void sandbox_demo(struct sandbox *s)
{
	sandbox_init(s);
	if (!template_bytes) {
		struct outcome o;

		sandbox_etape(s, &o, "init", "--demo");
		if (o.status)
			fail_msg("etape init --demo: status %d: %s", o.status, o.err);
		outcome_release(&o);
		template_bytes = slurp_path(s->db, &template_len);
		atexit(template_release);
		return;
	}
	sandbox_write(s, "etape.db", template_bytes, template_len);
}

struct terminal *sandbox_open(
	const struct sandbox *s, const struct terminal_options *o, const char *const args[])
{
	struct terminal_options with = o ? *o : (struct terminal_options){ 0 };
	const char *argv[MAX_ARGS + 1];

	with.home = s->dir;
	with.unprivileged |= s->unprivileged;
	if (!with.db)
		with.db = s->db;
	argv_fill(s, argv, args);
	return terminal_new(&with, argv);
}

void sandbox_close(struct sandbox *s, struct terminal **t)
{
	terminal_free(t);
	sandbox_release(s);
}
