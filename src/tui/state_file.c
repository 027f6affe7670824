#include "tui/state_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "etape/paths.h"

#define STATE_MAX (256 * 1024)

static void add_word(struct str *path, const char *word)
{
	for (; *word != '\0'; word++) {
		bool plain = (*word >= 'a' && *word <= 'z') || (*word >= 'A' && *word <= 'Z') ||
			(*word >= '0' && *word <= '9') || *word == '-';

		str_addc(path, plain ? *word : '_');
	}
}

char *state_file_path(const struct app *app, const char *kind, const char *name, const char *key)
{
	const char *state = getenv("XDG_STATE_HOME");
	const char *home = getenv("HOME");
	struct str path = STR_INIT;

	if (state != NULL && state[0] == '/')
		str_addf(&path, "%s/etape/%s-", state, kind);
	else if (home != NULL && home[0] == '/')
		str_addf(&path, "%s/.local/state/etape/%s-", home, kind);
	else
		return NULL;
	add_word(&path, app->author);
	str_addf(&path, ".%08lx", app->database);
	if (name != NULL) {
		str_addc(&path, '.');
		add_word(&path, name);
		str_addc(&path, '.');
		add_word(&path, key);
	}
	return str_take(&path);
}

static bool write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		bytes += done;
		n -= (size_t)done;
	}
	return true;
}

void state_file_keep(char *path, const char *text)
{
	int fd;

	if (path != NULL && paths_make_parents(path, NULL)) {
		fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd >= 0) {
			if (!write_all(fd, text, strlen(text)) || fsync(fd) != 0)
				unlink(path);
			close(fd);
		}
	}
	free(path);
}

void state_file_forget(char *path)
{
	if (path != NULL)
		unlink(path);
	free(path);
}

bool state_file_read(char *path, struct str *text)
{
	char buf[4096];
	ssize_t n = -1;
	int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	free(path);
	if (fd < 0)
		return false;
	while (text->len < STATE_MAX && (n = read(fd, buf, sizeof buf)) > 0)
		str_addn(text, buf, (size_t)n);
	close(fd);
	return n == 0 && text->len > 0;
}
