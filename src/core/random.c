#include "core/random.h"

#include <errno.h>
#include <pthread.h>
#include <sys/random.h>

#include "etape/err.h"

/* A call of the system for each number would cost as much as writing a row. */
static uint32_t pool[64];
static size_t left;

/* What is left belongs to the parent. */
static void forget(void)
{
	left = 0;
}

static void fill(void)
{
	static bool watched;

	if (!watched && pthread_atfork(NULL, NULL, forget) != 0)
		bug("no room to watch for a fork");
	watched = true;
	while (getrandom(pool, sizeof pool, 0) != (ssize_t)sizeof pool) {
		if (errno != EINTR)
			bug("no random numbers from the system (errno %d)", errno);
	}
	left = sizeof pool / sizeof *pool;
}

uint32_t random_bits(void)
{
	if (left == 0)
		fill();
	return pool[--left];
}
