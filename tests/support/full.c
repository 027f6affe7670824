/*
 * A disk that fills up: preloaded (LD_PRELOAD) into the program under test, it
 * lets $FULL_AFTER writes to regular files through and refuses the rest as a
 * full disk does; or all of them as soon as the file $FULL_ONCE is there. Built as a library of its own, without sanitizers.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long left = -1;

/* Whether this write goes to the disk and the disk has no room for it. */
static int is_full(int fd)
{
	const char *after = getenv("FULL_AFTER");
	const char *once = getenv("FULL_ONCE");
	struct stat st;

	if ((!after && !once) || fd <= STDERR_FILENO || fstat(fd, &st) || !S_ISREG(st.st_mode))
		return 0;
	if (once) {
		errno = ENOSPC;
		return access(once, F_OK) == 0;
	}
	if (left < 0)
		left = strtol(after, NULL, 10);
	if (left > 0) {
		left--;
		return 0;
	}
	errno = ENOSPC;
	return 1;
}

/* What would have been called; a function pointer from a data pointer is POSIX's way. */
#define REAL(name) ((__typeof__(name) *)(unsigned long)dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *buf, size_t n)
{
	return is_full(fd) ? -1 : REAL(write)(fd, buf, n);
}

ssize_t pwrite(int fd, const void *buf, size_t n, off_t at)
{
	return is_full(fd) ? -1 : REAL(pwrite)(fd, buf, n, at);
}

ssize_t pwrite64(int fd, const void *buf, size_t n, off64_t at)
{
	return is_full(fd) ? -1 : REAL(pwrite64)(fd, buf, n, at);
}
