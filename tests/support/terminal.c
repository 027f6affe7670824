/* The pseudo-terminal: start, feed, wait, end. */
#include "terminal_private.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "sandbox.h"

#define PATIENCE_MS 20000
#define MS	    INT64_C(1000000)
#define MAX_ENV	    64

void terminal_broken(const char *what)
{
	fprintf(stderr, "terminal: %s: %s\n", what, strerror(errno));
	abort();
}

void terminal_append(char **buf, size_t *len, size_t *room, const char *bytes, size_t n)
{
	if (*len + n + 1 > *room) {
		*room = (*len + n + 1) * 2;
		*buf = realloc(*buf, *room);
		if (!*buf)
			terminal_broken("realloc");
	}
	memcpy(*buf + *len, bytes, n);
	*len += n;
	(*buf)[*len] = '\0';
}

int64_t terminal_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 * MS + ts.tv_nsec;
}

int terminal_patience(void)
{
	const char *s = getenv("ETAPE_TEST_PATIENCE");
	long ms = s ? strtol(s, NULL, 10) : 0;

	return ms > 0 && ms < 3600000 ? (int)ms : PATIENCE_MS;
}

int64_t terminal_deadline(void)
{
	return terminal_clock() + terminal_patience() * MS;
}

/* --- start ------------------------------------------------------------------ */

/* Puts NAME=value into the list, over an earlier NAME. */
static void env_put(char **env, size_t *n, const char *name, const char *value)
{
	size_t len = strlen(name);
	char *entry;
	size_t i;

	if (asprintf(&entry, "%s=%s", name, value) < 0)
		terminal_broken("asprintf");
	for (i = 0; i < *n; i++)
		if (!strncmp(env[i], name, len) && env[i][len] == '=')
			break;
	if (i == *n) {
		if (*n + 1 >= MAX_ENV)
			terminal_broken("too many variables");
		(*n)++;
	} else {
		free(env[i]);
	}
	env[i] = entry;
	env[*n] = NULL;
}

/* The whole environment of the program: nothing of ours but what finds and debugs it. */
static void env_fill(char **env, const struct terminal_options *o, const char *home)
{
	static const char *const kept[] = { "PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS",
		"LSAN_OPTIONS", "ASAN_SYMBOLIZER_PATH", "ETAPE_TESTS" };
	const char *lang = o->lang ? o->lang : "C.UTF-8";
	const char *now = o->now ? o->now : TEST_NOW;
	size_t n = 0;

	env[0] = NULL;
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (getenv(kept[i]))
			env_put(env, &n, kept[i], getenv(kept[i]));
	env_put(env, &n, "TERM", o->term ? o->term : "xterm-256color");
	env_put(env, &n, "LANG", lang);
	env_put(env, &n, "LC_ALL", lang);
	env_put(env, &n, "TZ", "UTC");
	env_put(env, &n, "HOME", home);
	env_put(env, &n, "USER", "test");
	env_put(env, &n, "SHELL", "/bin/sh");
	if (*now)
		env_put(env, &n, "ETAPE_NOW", now);
	if (o->db)
		env_put(env, &n, "ETAPE_DB", o->db);
	if (o->no_color)
		env_put(env, &n, "NO_COLOR", "1");
	for (const char *const *p = o->env; p && *p; p++) {
		char name[128];
		const char *eq = strchr(*p, '=');

		if (!eq || (size_t)(eq - *p) >= sizeof(name))
			terminal_broken("a variable without =");
		memcpy(name, *p, (size_t)(eq - *p));
		name[eq - *p] = '\0';
		env_put(env, &n, name, eq + 1);
	}
}

static void child_exec(
	const struct terminal_options *o, const char *home, const char *const argv[])
{
	char *env[MAX_ENV];
	sigset_t none;

	/* What a login shell would hand on, whatever runs the tests. */
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int sig = 1; sig < 32; sig++)
		signal(sig, SIG_DFL);
	env_fill(env, o, home);
	if (o->unprivileged)
		sandbox_drop_power();
	if (chdir(home) == 0)
		execvpe(argv[0], (char **)(uintptr_t)argv, env);
	fprintf(stderr, "terminal: cannot run '%s': %s\n", argv[0], strerror(errno));
	_exit(127);
}

/* Those in use. A test that fails jumps out over its terminal_free. */
static struct terminal *in_use;

static void free_all(void)
{
	while (in_use) {
		struct terminal *t = in_use;

		terminal_free(&t);
	}
}

static void remember(struct terminal *t)
{
	static bool registered;

	if (!registered)
		atexit(free_all);
	registered = true;
	t->next = in_use;
	in_use = t;
}

static void forget(const struct terminal *t)
{
	struct terminal **p = &in_use;

	while (*p && *p != t)
		p = &(*p)->next;
	if (*p)
		*p = t->next;
}

static bool is_utf8(const char *lang)
{
	return !lang || strcasestr(lang, "utf-8") || strcasestr(lang, "utf8");
}

struct terminal *terminal_new(const struct terminal_options *o, const char *const argv[])
{
	static const struct terminal_options plain = { 0 };
	struct terminal *t = calloc(1, sizeof(*t));
	struct winsize ws = { 0 };
	const char *home;
	char *program;

	if (!t)
		terminal_broken("calloc");
	if (!o)
		o = &plain;
	t->rows = o->rows > 0 ? o->rows : 24;
	t->cols = o->cols > 0 ? o->cols : 80;
	ws.ws_row = (unsigned short)t->rows;
	ws.ws_col = (unsigned short)t->cols;
	t->blind = o->blind;
	snprintf(t->term, sizeof(t->term), "%s", o->term ? o->term : "xterm-256color");
	if (!o->home)
		t->home = sandbox_mkdtemp();
	home = o->home ? o->home : t->home;
	terminal_screen_attach(t, is_utf8(o->lang));

	/* The child changes directory; a relative program must still be found. */
	program = strchr(argv[0], '/') ? realpath(argv[0], NULL) : NULL;
	t->started = terminal_clock();
	t->pid = forkpty(&t->fd, NULL, NULL, &ws);
	if (t->pid < 0)
		terminal_broken("forkpty");
	if (t->pid == 0) {
		const char *args[64] = { program ? program : argv[0] };

		for (size_t i = 1; argv[i - 1] && argv[i] && i < 63; i++)
			args[i] = argv[i];
		child_exec(o, home, args);
	}
	free(program);
	remember(t);
	/* Neither the next program started nor a full line may hold us up. */
	fcntl(t->fd, F_SETFD, FD_CLOEXEC);
	fcntl(t->fd, F_SETFL, fcntl(t->fd, F_GETFL) | O_NONBLOCK);
	return t;
}

/* --- feed ------------------------------------------------------------------- */

void terminal_queue(struct terminal *t, const char *bytes, size_t len)
{
	terminal_append(&t->out, &t->out_len, &t->out_room, bytes, len);
}

static void out_flush(struct terminal *t)
{
	while (t->out_len && t->fd >= 0) {
		ssize_t n = write(t->fd, t->out, t->out_len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			t->out_len = 0;
			return;
		}
		t->out_len -= (size_t)n;
		memmove(t->out, t->out + n, t->out_len);
	}
}

/* Reaps the program if it is dead already. */
static void reap(struct terminal *t, int flags)
{
	int st;

	if (t->gone || waitpid(t->pid, &st, flags) != t->pid)
		return;
	t->gone = true;
	t->status = WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st);
}

/* One read. False when there is nothing now, or nothing any more (t->eof). */
static bool take_in(struct terminal *t)
{
	char buf[16384];
	ssize_t n;

	do
		n = read(t->fd, buf, sizeof(buf));
	while (n < 0 && errno == EINTR);
	if (n > 0) {
		t->last_byte = terminal_clock();
		terminal_append(&t->raw, &t->raw_len, &t->raw_room, buf, (size_t)n);
		if (!t->blind) {
			vterm_input_write(t->vt, buf, (size_t)n);
			vterm_screen_flush_damage(t->screen);
			terminal_take_clipboard(t);
		}
		return true;
	}
	/* EIO is how Linux says that nobody holds the other end. */
	if (n == 0 || errno != EAGAIN)
		t->eof = true;
	return false;
}

bool terminal_pump(struct terminal *t, int64_t deadline)
{
	struct pollfd p = { .events = POLLIN };
	int64_t left;
	int r;

	if (t->fd < 0)
		t->eof = true;
	if (t->eof)
		return false;
	out_flush(t);
	if (t->out_len)
		p.events |= POLLOUT;
	p.fd = t->fd;
	left = deadline - terminal_clock();
	r = poll(&p, 1, left <= 0 ? 0 : (int)((left + MS - 1) / MS));
	if (r < 0 && errno != EINTR)
		terminal_broken("poll");
	if (r > 0 && (p.revents & (POLLIN | POLLHUP | POLLERR)))
		take_in(t);
	out_flush(t);
	return !t->eof && (r != 0 || left > 0);
}

void terminal_resize(struct terminal *t, int rows, int cols)
{
	struct winsize ws = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	vterm_screen_flush_damage(t->screen);
	if (ioctl(t->fd, TIOCSWINSZ, &ws) < 0)
		terminal_broken("TIOCSWINSZ");
}

void terminal_signal(struct terminal *t, int sig)
{
	if (!t->gone)
		kill(t->pid, sig);
}

void terminal_hangup(struct terminal *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
	t->eof = true;
}

/* --- wait ------------------------------------------------------------------- */

bool terminal_wait_for(struct terminal *t, const char *text)
{
	int64_t deadline = terminal_deadline();

	while (!terminal_shows(t, text))
		if (!terminal_pump(t, deadline))
			return terminal_shows(t, text);
	return true;
}

bool terminal_wait_gone(struct terminal *t, const char *text)
{
	int64_t deadline = terminal_deadline();

	while (terminal_shows(t, text))
		if (!terminal_pump(t, deadline))
			return !terminal_shows(t, text);
	return true;
}

void terminal_wait_quiet(struct terminal *t, int ms)
{
	size_t seen;

	do {
		int64_t deadline = terminal_clock() + ms * MS;

		seen = t->raw_len;
		while (t->raw_len == seen && terminal_pump(t, deadline))
			;
	} while (t->raw_len != seen && !t->eof);
}

bool terminal_wait_exit(struct terminal *t)
{
	int64_t deadline = terminal_deadline();

	while (terminal_pump(t, deadline))
		;
	if (!t->eof)
		return false;
	/*
	 * The line is closed, so the program is at most some instructions from
	 * its end; one that hangs there is killed, and then says so by 128 + 9.
	 */
	if (!t->gone && !sandbox_reap(t->pid, deadline, &t->status))
		return false;
	t->gone = true;
	return true;
}

bool terminal_exited(const struct terminal *t)
{
	return t->eof;
}

int terminal_exit_status(const struct terminal *t)
{
	return t->gone ? t->status : -1;
}

pid_t terminal_pid(const struct terminal *t)
{
	return t->pid;
}

size_t terminal_bytes(const struct terminal *t)
{
	return t->raw_len;
}

const char *terminal_raw(const struct terminal *t, size_t *len)
{
	if (len)
		*len = t->raw_len;
	return t->raw ? t->raw : "";
}

int64_t terminal_started(const struct terminal *t)
{
	return t->started;
}

int64_t terminal_last_byte(const struct terminal *t)
{
	return t->last_byte;
}

void terminal_free(struct terminal **tp)
{
	struct terminal *t = *tp;

	if (!t)
		return;
	forget(t);
	if (!t->gone) {
		kill(t->pid, SIGKILL);
		reap(t, 0);
	}
	if (t->fd >= 0)
		close(t->fd);
	vterm_free(t->vt);
	if (t->home)
		sandbox_remove(t->home);
	free(t->home);
	free(t->clipboard);
	free(t->raw);
	free(t->out);
	free(t);
	*tp = NULL;
}
