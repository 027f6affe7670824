/* Handing a mail to sendmail: started as it is, never through a shell. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/message.h"
#include "etape/text.h"
#include "exchange/memory_file.h"

enum { SAID_MOST = 300 };

/* sendmail wants the line ends of the system. */
static int mail_file(const char *bytes, size_t n)
{
	struct str lines = STR_INIT;
	int fd;

	for (size_t i = 0; i < n; i++)
		if (bytes[i] != '\r' || i + 1 == n || bytes[i + 1] != '\n')
			str_addc(&lines, bytes[i]);
	fd = memory_file(lines.buf, lines.len);
	str_release(&lines);
	return fd;
}

static int start(const char *program, const char *address, const int fds[2], pid_t *pid)
{
	char *args[] = { xstrdup(program), xstrdup("-oi"), xstrdup("--"), xstrdup(address), NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t all, none;
	int sys = posix_spawn_file_actions_init(&actions);

	/* The screens block and ignore signals that sendmail wants. */
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	sigfillset(&all);
	sigdelset(&all, SIGKILL);
	sigdelset(&all, SIGSTOP);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (sys == 0)
		sys = posix_spawn_file_actions_adddup2(&actions, fds[0], STDIN_FILENO);
	if (sys == 0)
		sys = posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
	if (sys == 0)
		sys = posix_spawn_file_actions_adddup2(&actions, fds[1], STDERR_FILENO);
	if (sys == 0)
		sys = posix_spawn(pid, program, &actions, &attributes, args, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	for (size_t i = 0; args[i] != NULL; i++)
		free(args[i]);
	return sys;
}

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whether a process is still there after that time, however often a signal (the window's size) wakes us meanwhile. */
static bool outlasts(int pidfd, int patience_ms)
{
	const int64_t until = now_ms() + patience_ms;
	struct pollfd end = { .fd = pidfd, .events = POLLIN };
	int got;

	do {
		const int64_t left = until - now_ms();

		got = poll(&end, 1, left > 0 ? (int)left : 0);
	} while (got < 0 && errno == EINTR);
	return got == 0;
}

/* False when it was too slow, and was ended. */
static bool wait_for(pid_t pid, int patience_ms, int *status)
{
	const int fd = (int)syscall(SYS_pidfd_open, pid, 0);
	const bool slow = fd >= 0 && outlasts(fd, patience_ms);

	if (slow)
		kill(pid, SIGKILL);
	if (fd >= 0)
		close(fd);
	while (waitpid(pid, status, 0) < 0 && errno == EINTR)
		;
	return !slow;
}

/* The first line of what it said. */
static void read_said(int fd, struct str *said)
{
	struct str all = STR_INIT;
	size_t n;

	memory_file_read(fd, &all);
	n = strcspn(all.buf, "\r\n");
	text_clean(said, all.buf, n < SAID_MOST ? n : SAID_MOST, 0);
	str_release(&all);
}

static bool judge(const char *program, int status, int fd, struct err *err)
{
	struct str said = STR_INIT;
	bool ok = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	if (!ok) {
		read_said(fd, &said);
		if (said.len > 0)
			err_set(err, ERR_REFUSED, _("'%s' did not take it: %s"), program, said.buf);
		else if (WIFEXITED(status))
			err_set(err, ERR_REFUSED, _("'%s' did not take it (status %d)"), program, WEXITSTATUS(status));
		else
			err_set(err, ERR_SYSTEM, _("'%s' ended in the middle of its work"), program);
	}
	str_release(&said);
	return ok;
}

bool sendmail_hand(const char *program, const char *address, const char *bytes, size_t n, int patience_ms,
	struct err *err)
{
	const int fds[2] = { mail_file(bytes, n), memory_file("", 0) };
	int status = 0, sys;
	pid_t pid = 0;
	bool ok;

	sys = fds[0] < 0 || fds[1] < 0 ? errno : start(program, address, fds, &pid);
	if (sys != 0)
		ok = err_sys(err, sys, _("cannot run '%s'"), program);
	else if (!wait_for(pid, patience_ms, &status))
		ok = err_set(err, ERR_REFUSED, _("'%s' did not answer for a minute"), program);
	else
		ok = judge(program, status, fds[1], err);
	for (int i = 0; i < 2; i++)
		if (fds[i] >= 0)
			close(fds[i]);
	return ok;
}
