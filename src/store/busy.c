#include "store/db_internal.h"

#include <time.h>
#include <unistd.h>

/* SQLite's own time-out starves: with eight desks writing flat out, one made 14,976
 * commits in 4 s and another a single one. Short sleeps with jitter share evenly
 * (share/doc/architecture.md has the figures). */
enum { BUSY_SHORTEST_US = 300, BUSY_SPREAD_US = 2200 };

static int64_t busy_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int busy_wait(void *arg, int tries)
{
	struct db *db = arg;
	int64_t now = busy_clock_ms();
	struct timespec pause = { 0 };

	if (tries == 0)
		db->busy_since_ms = now;
	if (now - db->busy_since_ms >= db->busy_timeout_ms)
		return 0;
	db->busy_seed = db->busy_seed * 1664525u + 1013904223u;
	pause.tv_nsec = (BUSY_SHORTEST_US + (long)((db->busy_seed >> 8) % BUSY_SPREAD_US)) * 1000;
	nanosleep(&pause, NULL);
	return 1;
}

void busy_install(struct db *db)
{
	db->busy_seed = (uint32_t)getpid() * 2654435761u ^ (uint32_t)busy_clock_ms();
	sqlite3_busy_handler(db->handle, busy_wait, db);
}
