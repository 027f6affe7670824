/* Reading recorded changesets: which rows a change touched, and who touched them later. */
#ifndef STORE_CHANGESET_H
#define STORE_CHANGESET_H

#include "store/db_internal.h"

struct changeset {
	void *bytes;	/* owned */
	int size;
};

struct changeset_row {
	const char *table;	/* borrowed until the next row */
	int op;			/* SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE */
	int64_t id;		/* primary key; 0 for the tables whose key is text */
	sqlite3_changeset_iter *iter;
	int columns;
};

/* Loads the changeset of a journal entry; ERR_REFUSED when it was blanked. */
bool changeset_load(struct db *db, int64_t entry, struct changeset *set, struct err *err);
void changeset_release(struct changeset *set);
/* Calls `each` for every row until it returns false; false then, or when the bytes are not a changeset. */
bool changeset_each(const struct changeset *set, bool (*each)(void *arg, const struct changeset_row *row),
	void *arg);
/* The newest change after `entry` that stands and deleted what rows of `set` referred to before it;
 * else the newest that touches a row of `set`, or refers to one.
 * The caller releases `later`. */
bool changeset_find_later(struct db *db, int64_t entry, const struct changeset *set,
	struct journal_entry *later);

#endif
