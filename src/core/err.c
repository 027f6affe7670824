#include "etape/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "etape/i18n.h"

static void (*bug_hook)(void);

/* Cuts a text that filled its buffer back to a whole UTF-8 character, so that
 * a message never ends in half of one. */
static void cut_at_character(char *text, size_t len)
{
	size_t start = len;

	while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start == 0 || (unsigned char)text[start - 1] < 0xC0)
		return;
	unsigned char lead = (unsigned char)text[start - 1];
	size_t want = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
	if (len - start < want)
		text[start - 1] = '\0';
}

static void join_lines(char *text)
{
	for (; *text; text++) {
		if (*text == '\n' || *text == '\r')
			*text = ' ';
	}
}

static void PRINTF_LIKE(3, 0)
	format_message(char *out, size_t size, const char *fmt, va_list args)
{
	int n = vsnprintf(out, size, fmt, args);

	if (n < 0)
		out[0] = '\0';
	else if ((size_t)n >= size)
		cut_at_character(out, size - 1);
	join_lines(out);
}

bool err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	struct err fresh = { .code = code };
	va_list args;

	if (!err)
		return false;
	/* Through a copy: the arguments may point into the old message. */
	va_start(args, fmt);
	format_message(fresh.message, sizeof fresh.message, fmt, args);
	va_end(args);
	*err = fresh;
	return false;
}

/* The system's words in the user's language: a machine without language packs
 * has glibc's in English only, so that the usual ones are in our catalogue. */
static const char *system_words(int sys)
{
	switch (sys) {
	case ENOENT:
		return _("No such file or directory");
	case EACCES:
		return _("Permission denied");
	case EPERM:
		return _("Operation not permitted");
	case EEXIST:
		return _("File exists");
	case EISDIR:
		return _("Is a directory");
	case ENOTDIR:
		return _("Not a directory");
	case ENOSPC:
		return _("No space left on device");
	case EROFS:
		return _("Read-only file system");
	case EIO:
		return _("Input/output error");
	case EMFILE:
		return _("Too many open files");
	case ENAMETOOLONG:
		return _("File name too long");
	default:
		return strerror(sys);
	}
}

/* Puts a context and a colon before a message. When all don't fit, the message
 * keeps at least KEEP bytes: what failed is worth more than the end of a long path. */
static void prefix(char *message, size_t size, char *context)
{
	enum { KEEP = 160 };
	const char *colon = C_("between what failed and why", ": ");
	size_t old = strlen(message), len = strlen(context), joint = strlen(colon);
	size_t room = size - 1 - joint;
	size_t kept = old < KEEP ? old : KEEP;

	if (len > room - kept) {
		len = room - kept;
		cut_at_character(context, len);
		len = strnlen(context, len);
	}
	if (old > room - len) {
		old = room - len;
		cut_at_character(message, old);
		old = strnlen(message, old);
	}
	memmove(message + len + joint, message, old);
	memcpy(message, context, len);
	memcpy(message + len, colon, joint);
	message[len + joint + old] = '\0';
}

bool err_sys(struct err *err, int sys, const char *fmt, ...)
{
	struct err fresh = { .code = ERR_SYSTEM, .sys = sys };
	char context[sizeof fresh.message];
	va_list args;

	if (!err)
		return false;
	va_start(args, fmt);
	format_message(context, sizeof context, fmt, args);
	va_end(args);
	strncpy(fresh.message, system_words(sys), sizeof fresh.message - 1);
	prefix(fresh.message, sizeof fresh.message, context);
	*err = fresh;
	return false;
}

bool err_wrap(struct err *err, const char *fmt, ...)
{
	char context[sizeof err->message];
	va_list args;

	if (!err)
		return false;
	va_start(args, fmt);
	format_message(context, sizeof context, fmt, args);
	va_end(args);
	prefix(err->message, sizeof err->message, context);
	return false;
}

int err_exit_status(const struct err *err)
{
	switch (err ? err->code : ERR_NONE) {
	case ERR_NONE:
		return 0;
	case ERR_USAGE:
		return 2;
	case ERR_DAMAGED:
	case ERR_NEWER:
		return 3;
	case ERR_BUSY:
		return 4;
	case ERR_INVALID:
	case ERR_NOT_FOUND:
	case ERR_AMBIGUOUS:
	case ERR_EXISTS:
	case ERR_REFUSED:
	case ERR_FORBIDDEN:
	case ERR_STALE:
	case ERR_CONFLICT:
	case ERR_READONLY:
	case ERR_FULL:
	case ERR_SYSTEM:
		break;
	}
	return 1;
}

void bug_set_hook(void (*restore_terminal)(void))
{
	bug_hook = restore_terminal;
}

/* The program ends here: no stdio, whose buffers may be what is broken. */
static _Noreturn void die(const char *line, size_t len)
{
	void (*hook)(void) = bug_hook;

	bug_hook = NULL; /* a bug inside the hook must not come back */
	if (hook)
		hook();
	while (len > 0) {
		ssize_t n = write(STDERR_FILENO, line, len);
		if (n <= 0)
			break;
		line += n;
		len -= (size_t)n;
	}
	abort();
}

void bug(const char *fmt, ...)
{
	char line[512] = "etape: bug: ";
	size_t len = strlen(line);
	va_list args;

	va_start(args, fmt);
	format_message(line + len, sizeof line - len - 1, fmt, args);
	va_end(args);
	len = strlen(line);
	line[len++] = '\n';
	die(line, len);
}

static _Noreturn void out_of_memory(void)
{
	static const char line[] = "etape: out of memory\n";

	die(line, sizeof line - 1);
}

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xcalloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xrealloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void xfree(const char *text)
{
	union {
		const char *kept;
		char *owned;
	} u = { .kept = text };

	free(u.owned);
}

char *xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(xmalloc(size), s, size);
}

char *xstrndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *copy = xmalloc(len + 1);

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}
