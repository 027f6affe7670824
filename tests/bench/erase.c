/* Somebody erased among many: how long it takes, and how long another program waits to write meanwhile. */
#include "bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/check.h"

enum { PAUSE_US = 2000 };

static int again_soon(void *arg, int tries)
{
	(void)arg;
	(void)tries;
	usleep(1000);
	return 1;
}

/* Ms until the lock was had; a check-in would then write. */
static double wait_to_write(sqlite3 *db)
{
	int64_t began = terminal_clock();

	if (sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
		sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("another program: %s", sqlite3_errmsg(db));
	return (double)(terminal_clock() - began) / 1e6;
}

void bench_erasing(const struct sandbox *s, const char *who, const char *size)
{
	const char *const args[] = { "erase", who, "--yes", "--role", "admin", NULL };
	struct series waits = { 0 };
	sqlite3 *db = NULL;
	int64_t began;
	char name[80];
	int status;
	pid_t pid;

	if (sqlite3_open_v2(s->db, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK)
		fail_msg("another program: %s", sqlite3_errmsg(db));
	sqlite3_busy_handler(db, again_soon, NULL);
	began = terminal_clock();
	pid = sandbox_spawn(s, args, -1, -1, -1);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		series_add(&waits, wait_to_write(db));
		usleep(PAUSE_US);
	}
	snprintf(name, sizeof(name), "somebody erased%s", size);
	bench_line(name, (double)(terminal_clock() - began) / 1e6, 0, 0, "ms");
	bench_line("  longest wait of another who writes", series_percentile(&waits, 100), 1000, 0, "ms");
	if (!WIFEXITED(status) || WEXITSTATUS(status))
		fail_msg("etape erase %s: status %d", who, status);
	sqlite3_close(db);
	series_release(&waits);
}
