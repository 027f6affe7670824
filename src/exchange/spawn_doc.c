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

#define ARGUMENTS 16
#define SAID	  1024 /* bytes kept of what the program complains of */

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

static bool run(const char *program, char *const *args, struct err *err)
{
	struct str said = STR_INIT;
	pid_t pid;
	int from, status = 0;
	int sys = start(program, args, &pid, &from);
	bool ok = false;

	if (sys != 0)
		return err_sys(err, sys, _("cannot run '%s'"), program);
	listen_to(from, &said);
	close(from);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	str_trim(&said);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		ok = true;
	else if (WIFEXITED(status) && said.len > 0)
		err_set(err, ERR_REFUSED, "%s",
			strncmp(said.buf, "etape-doc: ", 11) == 0 ? said.buf + 11 : said.buf);
	else
		err_set(err, ERR_SYSTEM, _("'%s' ended in the middle of its work"), program);
	str_release(&said);
	return ok;
}

bool doc_run(struct db *db, const char *kind, const struct doc_choice *choice,
	const char *output, struct err *err)
{
	char *program = paths_sibling("etape-doc");
	const char *words[ARGUMENTS] = { "etape-doc", kind, "--db", db_path(db), "--lang",
		i18n_lang() == LANG_FR ? "fr" : "en" };
	char *args[ARGUMENTS] = { NULL };
	size_t n = 6;
	bool ok;

	if (program == NULL)
		return err_set(err, ERR_NOT_FOUND,
			_("the program etape-doc is missing beside etape: install it again"));
	if (choice->event != NULL) {
		words[n++] = "--event";
		words[n++] = choice->event;
	}
	if (choice->cycle != NULL) {
		words[n++] = "--cycle";
		words[n++] = choice->cycle;
	}
	if (output != NULL) {
		words[n++] = "--output";
		words[n++] = output;
	}
	for (size_t i = 0; i < n; i++)
		args[i] = xstrdup(words[i]);
	ok = run(program, args, err);
	for (size_t i = 0; i < n; i++)
		free(args[i]);
	free(program);
	return ok;
}
