#include "store/db_internal.h"

#include <time.h>
#include <unistd.h>

/* SQLite's own time-out starves: with eight desks writing flat out, one made 14,976 commits in 4 s
 * and another a single one. There is no queue for this lock, everybody looks now and then whether
 * it is free. So whoever has waited longer looks more often, measured by how long a write takes on
 * this disk; and who has just written gives way before writing again (share/doc/architecture.md has the
 * figures). */
enum {
	BUSY_SHORTEST_US = 120,	     /* between two looks */
	BUSY_GIVE_WAY_US = 300,	     /* at least: longer than between two looks */
	BUSY_CONTENDED_US = 2000000, /* others are there for so long after they were last met */
	BUSY_HOLD_FIRST_US = 1000,   /* what a write takes as long as none was measured … */
	BUSY_HOLD_MOST_US = 20000,   /* … and at most: an import is no measure */
};

static int64_t busy_clock_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void busy_sleep(int64_t us)
{
	const struct timespec pause = { .tv_nsec = (long)us * 1000 };

	nanosleep(&pause, NULL);
}

/* Half to one and a half times the pause, so that no two look in step. */
static int64_t busy_jitter(struct db *db, int64_t us)
{
	db->busy_seed = db->busy_seed * 1664525u + 1013904223u;
	return us / 2 + us * (int64_t)(db->busy_seed >> 16) / 65536;
}

/* Half a write at first; a quarter of that after one write, a ninth after two. */
static int64_t busy_pause(const struct db *db, int64_t waited)
{
	const int64_t hold = db->busy_hold_us;
	const int64_t age = (hold + waited) * 16 / hold;
	const int64_t pause = hold * 128 / age / age;

	return pause > BUSY_SHORTEST_US ? pause : BUSY_SHORTEST_US;
}

static int busy_wait(void *arg, int tries)
{
	struct db *db = arg;
	int64_t now = busy_clock_us();

	if (tries == 0)
		db->busy_since_us = now;
	db->busy_met_us = now;
	if (now - db->busy_since_us >= (int64_t)db->busy_timeout_ms * 1000)
		return 0;
	busy_sleep(busy_jitter(db, busy_pause(db, now - db->busy_since_us)));
	return 1;
}

void busy_give_way(struct db *db)
{
	int64_t now, way;

	if (!db->busy_met_us)
		return;
	now = busy_clock_us();
	if (now - db->busy_met_us > BUSY_CONTENDED_US) {
		db->busy_met_us = 0;
		return;
	}
	way = db->busy_hold_us / 8;
	way = (way > BUSY_GIVE_WAY_US ? way : BUSY_GIVE_WAY_US) - (now - db->busy_released_us);
	if (way > 0)
		busy_sleep(way);
}

void busy_taken(struct db *db)
{
	db->busy_taken_us = busy_clock_us();
}

void busy_released(struct db *db)
{
	const int64_t now = busy_clock_us();
	int64_t held = now - db->busy_taken_us;

	if (!db->busy_taken_us)
		return;
	held = held < BUSY_HOLD_MOST_US ? held : BUSY_HOLD_MOST_US;
	/* Up slowly: a process that was kept from running once must not look less often for that. */
	db->busy_hold_us += (held - db->busy_hold_us) / (held < db->busy_hold_us ? 2 : 16);
	db->busy_hold_us += db->busy_hold_us == 0;
	db->busy_taken_us = 0;
	db->busy_released_us = now;
}

void busy_install(struct db *db)
{
	db->busy_seed = (uint32_t)getpid() * 2654435761u ^ (uint32_t)busy_clock_us();
	db->busy_hold_us = BUSY_HOLD_FIRST_US;
	sqlite3_busy_handler(db->handle, busy_wait, db);
}
