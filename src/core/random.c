#include "core/random.h"

#include <errno.h>
#include <sys/random.h>

#include "etape/err.h"

/* Not buffered: a buffer would be shared by a forked child. */
uint32_t random_bits(void)
{
	uint32_t bits;

	while (getrandom(&bits, sizeof bits, 0) != (ssize_t)sizeof bits) {
		if (errno != EINTR)
			bug("no random numbers from the system (errno %d)", errno);
	}
	return bits;
}
