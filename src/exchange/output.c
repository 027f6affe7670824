#include "etape/output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/text.h"

#define BUFFER (1u << 16) /* bytes gathered before a write */

struct output {
	int fd;
	bool terminal;
	bool is_stdout;
	bool replaces;	 /* a file of the name is there: it gives its mode */
	mode_t mode;	 /* that the file gets in the end */
	char *path;	 /* for messages and the rename, owned; links followed */
	char *temporary; /* name until the end, owned; NULL: written directly */
	struct str buf;	 /* not written yet */
	int failed;	 /* errno of the first failure, 0 */
};

static mode_t umask_mode(void)
{
	mode_t mask = umask(0);

	umask(mask);
	return 0666 & ~mask;
}

static void output_free(struct output **out)
{
	free((*out)->path);
	free((*out)->temporary);
	str_release(&(*out)->buf);
	free(*out);
	*out = NULL;
}

static bool fail_sys(struct err *err, int sys, const char *path)
{
	err_sys(err, sys, _("cannot write '%s'"), path);
	if (err != NULL && (sys == ENOSPC || sys == EDQUOT))
		err->code = ERR_FULL;
	if (err != NULL && (sys == EACCES || sys == EROFS || sys == EPERM))
		err->code = ERR_READONLY;
	return false;
}

/* A new file beside the one wanted, under a name nobody has. */
static bool open_temporary(struct output *o)
{
	struct str name = STR_INIT;

	str_addf(&name, "%s.XXXXXX", o->path);
	o->temporary = str_take(&name);
	o->fd = mkostemp(o->temporary, O_CLOEXEC);
	return o->fd >= 0;
}

static bool open_file(struct output *o, unsigned flags, struct err *err)
{
	struct stat st;
	char *real;

	o->replaces = stat(o->path, &st) == 0;
	if (o->replaces && (flags & OUTPUT_NEW) != 0)
		return err_set(err, ERR_EXISTS,
			_("'%s' exists already: choose another name or remove it"), o->path);
	if (o->replaces && S_ISDIR(st.st_mode))
		return fail_sys(err, EISDIR, o->path);
	if (o->replaces && !S_ISREG(st.st_mode)) {
		o->fd = open(o->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		return o->fd >= 0 || fail_sys(err, errno, o->path);
	}
	/* A link stays a link: what it points to is replaced. */
	real = o->replaces ? realpath(o->path, NULL) : NULL;
	if (real != NULL) {
		free(o->path);
		o->path = real;
	}
	if (o->replaces && access(o->path, W_OK) != 0)
		return fail_sys(err, errno, o->path);
	o->mode = o->replaces ? st.st_mode & 07777 : umask_mode();
	if (flags & OUTPUT_PRIVATE)
		o->mode = S_IRUSR | S_IWUSR;
	return open_temporary(o) || fail_sys(err, errno, o->path);
}

bool output_open(struct output **out, const char *path, unsigned flags, struct err *err)
{
	struct output *o = xcalloc(1, sizeof(*o));

	*out = o;
	str_init(&o->buf);
	o->is_stdout = path == NULL || strcmp(path, "-") == 0;
	o->path = xstrdup(o->is_stdout ? _("standard output") : path);
	o->fd = STDOUT_FILENO;
	if (!o->is_stdout && !open_file(o, flags, err)) {
		output_free(out);
		return false;
	}
	o->terminal = isatty(o->fd) == 1;
	return true;
}

bool output_is_terminal(const struct output *out)
{
	return out->terminal;
}

size_t output_columns(const struct output *out)
{
	struct winsize size;

	return out->terminal && ioctl(out->fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

static void flush(struct output *o)
{
	size_t at = 0;

	while (at < o->buf.len && o->failed == 0) {
		ssize_t n = write(o->fd, o->buf.buf + at, o->buf.len - at);

		if (n > 0)
			at += (size_t)n;
		else if (n < 0 && errno != EINTR)
			o->failed = errno;
	}
	str_reset(&o->buf);
}

void output_write(struct output *out, const char *bytes, size_t n)
{
	if (out->failed != 0)
		return;
	str_addn(&out->buf, bytes, n);
	if (out->buf.len >= BUFFER)
		flush(out);
}

void output_text(struct output *out, const char *text)
{
	struct str clean = STR_INIT;

	if (!out->terminal) {
		output_write(out, text, strlen(text));
		return;
	}
	text_clean(&clean, text, strlen(text), TEXT_LINES);
	output_write(out, clean.buf, clean.len);
	str_release(&clean);
}

bool output_failed(const struct output *out)
{
	return out->failed != 0;
}

/* Brings the folder's entry to the disk: the rename survives a power cut. Best effort. */
static void sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL   ? xstrdup(".")
		       : slash == path ? xstrdup("/")
				       : xstrndup(path, (size_t)(slash - path));
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		(void)fsync(fd);
		close(fd);
	}
	free(folder);
}

static bool finish(struct output *o, struct err *err)
{
	flush(o);
	if (o->failed == 0 && o->temporary != NULL &&
		(fchmod(o->fd, o->mode) != 0 || fsync(o->fd) != 0))
		o->failed = errno;
	if (!o->is_stdout && close(o->fd) != 0 && o->failed == 0)
		o->failed = errno;
	if (o->failed == 0 && o->temporary != NULL && rename(o->temporary, o->path) != 0)
		o->failed = errno;
	if (o->failed == 0) {
		if (o->temporary != NULL)
			sync_folder(o->path);
		return true;
	}
	if (o->temporary != NULL)
		(void)unlink(o->temporary);
	return fail_sys(err, o->failed, o->path);
}

bool output_close(struct output **out, struct err *err)
{
	bool ok;

	if (*out == NULL)
		return true;
	ok = finish(*out, err);
	output_free(out);
	return ok;
}

void output_abort(struct output **out)
{
	struct output *o = *out;

	if (o == NULL)
		return;
	if (!o->is_stdout)
		close(o->fd);
	if (o->temporary != NULL)
		(void)unlink(o->temporary);
	output_free(out);
}
