/* The database file: opening, upgrading, saving a copy, checking. */
#ifndef ETAPE_DB_H
#define ETAPE_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/err.h"

struct db; /* one connection; one process has one, no threads */

/* What a connection may do, enforced by SQLite's authorizer, not only by hidden keys. */
enum role {
	ROLE_LECTURE,		/* reads */
	ROLE_ACCUEIL,		/* desk: check in, walk-ins, payments */
	ROLE_COORDINATION,	/* everything but settings and erasure */
	ROLE_ADMIN,
};

struct db_options {
	const char *path;	/* the file */
	const char *author;	/* who writes; NULL: the Unix account's name */
	const char *desk;	/* name of this desk; NULL: "accueil 1" */
	enum role role;
	int busy_timeout_ms;	/* how long a write waits for the lock; 0: 5000 */
};

/* Opens an existing database. An older one is first copied beside itself and
 * upgraded; db_upgrade_copy() then names the copy. One from a newer program is
 * refused untouched (ERR_NEWER); ERR_DAMAGED when it is not a database or is cut short.
 * A file that cannot be written opens for reading; see db_is_readonly(). */
bool db_open(struct db **db, const struct db_options *options, struct err *err);
/* Looks at the beginning of the file alone: *old says whether db_open() would upgrade it. False for what
 * db_open() refuses at first sight. */
bool db_peek(const char *path, bool *old, struct err *err);

/* Makes a new, empty database with the schema and opens it. Refuses to overwrite
 * anything (ERR_EXISTS). The caller fills it and then calls db_created(); a file
 * that db_close() finds unfinished is removed, so that a failed `init` leaves nothing. */
bool db_create(struct db **db, const struct db_options *options, struct err *err);
void db_created(struct db *db);

/* A copy in memory of what is there now, for a trial: it may be written to like the file, nobody waits for it, and
 * nothing of it stays. db_path() names the file. */
bool db_scratch(struct db **copy, const struct db *db, struct err *err);

void db_close(struct db **db);

bool db_is_readonly(const struct db *db);
enum role db_role(const struct db *db);
const char *db_author(const struct db *db);
const char *db_desk(const struct db *db);
const char *db_path(const struct db *db);
/* Where the copy made before an upgrade lies; NULL when there was none. */
const char *db_upgrade_copy(const struct db *db);

/* Whether another connection has committed since the last call. Costs microseconds. */
bool db_changed_elsewhere(struct db *db);

/* Writes a whole copy to `file` (refuses to overwrite): consistent while others write. */
bool db_backup(struct db *db, const char *file, struct err *err);

/* Examines the whole file: structure, references, search index, journal, presence.
 * Calls `say` with one line for each thing found wrong. True when it is sound. */
bool db_check(struct db *db, void (*say)(void *arg, const char *line), void *arg, struct err *err);

/* "lecture", "accueil", "coordination", "admin". */
const char *role_name(enum role role);
bool role_parse(const char *text, enum role *role);

#endif
