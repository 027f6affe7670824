#include "cli/spawn_pager.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/args.h"

#define WORDS 16

bool pager_may_run(const struct cli *cli)
{
	return output_is_terminal(cli->out) && isatty(STDIN_FILENO) &&
	       !args_has(cli->args, "role") && !args_has(cli->args, "as") &&
	       !getenv("SSH_ORIGINAL_COMMAND");
}

/* What the program itself holds back goes as usual in the pager. */
static int pager_attributes(posix_spawnattr_t *attributes)
{
	sigset_t defaults;
	int sys = posix_spawnattr_init(attributes);

	if (sys)
		return sys;
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGINT);
	sigaddset(&defaults, SIGQUIT);
	posix_spawnattr_setsigdefault(attributes, &defaults);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
	return 0;
}

/* Starts a program that reads our pipe; `*to` is our end. */
static bool pager_start(char *const *words, pid_t *pid, int *to)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int ends[2], sys;

	if (pipe2(ends, O_CLOEXEC))
		return false;
	sys = posix_spawn_file_actions_init(&actions);
	if (!sys) {
		sys = posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
		sys = sys ? sys : pager_attributes(&attributes);
		if (!sys) {
			sys = posix_spawnp(pid, words[0], &actions, &attributes, words, environ);
			posix_spawnattr_destroy(&attributes);
		}
		posix_spawn_file_actions_destroy(&actions);
	}
	close(ends[0]);
	if (sys)
		close(ends[1]);
	*to = ends[1];
	return !sys;
}

/* Feeds it until it has seen enough. */
static void pager_feed(int to, const char *text)
{
	for (size_t left = strlen(text); left;) {
		ssize_t n = write(to, text, left);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return;
		text += n;
		left -= (size_t)n;
	}
}

static bool pager_run(char *const *words, const char *text)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	int to, status;
	pid_t pid;

	if (!pager_start(words, &pid, &to))
		return false;
	/* Typed in the pager, they are the pager's. */
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	pager_feed(to, text);
	close(to);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	return true;
}

/* Parts a command at blanks, in place. */
static void pager_part(char *command, char *words[WORDS])
{
	size_t n = 0;

	while (n + 1 < WORDS) {
		command += strspn(command, " \t");
		if (!*command)
			break;
		words[n++] = command;
		command += strcspn(command, " \t");
		if (*command)
			*command++ = '\0';
	}
	words[n] = NULL;
}

bool pager_show(const char *text)
{
	const char *wanted = getenv("PAGER");
	const char *const programs[] = { wanted && *wanted ? wanted : "less", "less", "more" };
	bool shown = false;

	/* No shell, no editor, no other file from within less. */
	setenv("LESSSECURE", "1", 1);
	setenv("LESS", "FX", 0);
	for (size_t i = 0; !shown && i < sizeof programs / sizeof *programs; i++) {
		char *command = xstrdup(programs[i]);
		char *words[WORDS];

		pager_part(command, words);
		shown = words[0] && pager_run(words, text);
		free(command);
	}
	return shown;
}
