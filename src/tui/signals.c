#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "tui/signals.h"

static const int watched[] = { SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT, SIGPIPE };
#define WATCHED (sizeof watched / sizeof *watched)

static int self_pipe[2] = { -1, -1 };
static struct sigaction before[WATCHED];
static sigset_t mask_before;	/* SIGWINCH let through: while polling */

static void on_signal(int signo)
{
	int saved = errno;
	char byte = (char)signo;
	ssize_t ignored = write(self_pipe[1], &byte, 1);

	(void)ignored;
	errno = saved;
}

bool signals_open(void)
{
	struct sigaction act = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
	sigset_t winch;

	if (pipe2(self_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
		return false;
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < WATCHED; i++) {
		struct sigaction ignore = { .sa_handler = SIG_IGN };

		sigaction(watched[i], watched[i] == SIGPIPE ? &ignore : &act, &before[i]);
	}
	sigemptyset(&winch);
	sigaddset(&winch, SIGWINCH);
	sigprocmask(SIG_BLOCK, &winch, &mask_before);
	return true;
}

void signals_close(void)
{
	if (self_pipe[0] < 0)
		return;
	for (size_t i = 0; i < WATCHED; i++)
		sigaction(watched[i], &before[i], NULL);
	sigprocmask(SIG_SETMASK, &mask_before, NULL);
	close(self_pipe[0]);
	close(self_pipe[1]);
	self_pipe[0] = self_pipe[1] = -1;
}

short signals_poll(int terminal, int ms)
{
	struct pollfd fds[] = {
		{ .fd = terminal, .events = POLLIN },
		{ .fd = self_pipe[0], .events = POLLIN },
	};
	struct timespec t = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	if (ppoll(fds, 2, ms < 0 ? NULL : &t, &mask_before) <= 0)
		return 0;
	return fds[0].revents;
}

int signals_next(void)
{
	char byte;

	return read(self_pipe[0], &byte, 1) == 1 ? byte : 0;
}
