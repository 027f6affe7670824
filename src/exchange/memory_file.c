#include "exchange/memory_file.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

int memory_file(const char *bytes, size_t n)
{
	const int fd = memfd_create("etape", MFD_CLOEXEC);

	while (fd >= 0 && n > 0) {
		const ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno != EINTR) {
			const int sys = errno;

			close(fd);
			errno = sys;
			return -1;
		}
		bytes += done > 0 ? done : 0;
		n -= done > 0 ? (size_t)done : 0;
	}
	if (fd >= 0)
		lseek(fd, 0, SEEK_SET);
	return fd;
}

void memory_file_read(int fd, struct str *out)
{
	char buf[1 << 16];
	ssize_t n;

	lseek(fd, 0, SEEK_SET);
	while ((n = read(fd, buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR))
		str_addn(out, buf, n > 0 ? (size_t)n : 0);
}
