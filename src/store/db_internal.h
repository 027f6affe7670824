/* What a connection is, for the files of the store that open, write and journal. */
#ifndef STORE_DB_INTERNAL_H
#define STORE_DB_INTERNAL_H

#include <stddef.h>
#include <time.h>

#include "store/sql.h"

#define DB_CACHE	  "-2000" /* of pages, in KiB: what PRAGMA cache_size takes */
#define DB_APPLICATION_ID 0x65746170 /* "etap" */

struct event;

struct sql_slot {
	const char *sql;	/* the literal's address is the key */
	sqlite3_stmt *stmt;
};

/* Rows added to a table, as a changeset has them. */
struct change_rows {
	const char *table; /* NULL: none yet */
	struct str rows;
};

struct db {
	sqlite3 *handle;
	char *path;
	char *author;
	char *desk;
	enum role role;
	bool readonly;
	struct timespec alone;		/* of a file opened as one that nobody writes: when it was
					 * last written; 0 of others */
	bool fresh;			/* made by db_create(): nothing to copy before its schema */
	bool unfinished;		/* made by db_create() and not yet db_created() */
	char *upgrade_copy;		/* NULL when no upgrade happened */
	int busy_timeout_ms;
	int64_t busy_since_us;		/* monotonic clock at the first wait for the lock */
	int64_t busy_met_us;		/* when another was last waited for, 0: long ago */
	int64_t busy_taken_us;		/* when this one got the lock, 0: has it not */
	int64_t busy_released_us;	/* and gave it back */
	int64_t busy_hold_us;		/* how long a write takes */
	uint32_t busy_seed;		/* of the jitter */
	int64_t data_version;		/* last seen, -1 before the first look */
	struct sql_slot *slots;		/* open addressing, power of two */
	size_t slot_count;
	size_t slot_used;
	sqlite3_session *session;	/* records the open change */
	struct str noted;		/* changeset written by hand, while .session is NULL */
	bool by_hand;			/* rows added are noted by hand, beside .session */
	struct change_rows rows[2];	/* those, by table */
	struct change_label label;	/* of the open change */
	int64_t undoes;			/* set while an undo is the open change */
	int depth;			/* of nested changes */
	bool failed;			/* an inner change was rolled back */
	bool untold;			/* the open change is written without what it did */
	bool authorizing;		/* rights are being enforced */
	struct desk_cache *desk_cache;	/* names of one event's people; NULL until the desk searches */
	struct owed_cache *owed_cache;	/* what one event's people owe; NULL until it is asked for */
	struct person_table *person_table; /* everybody; NULL until the directory is filtered */
	struct person_names *person_names; /* of the next table, as far as they are read; NULL for none */
	bool rows_only;			/* triggers are off: only change_insert() writes */
	bool adding;			/* which is at it */
	unsigned char *known;		/* meanwhile: bits of the codes and the like that are taken */
	struct str unfound;		/* rencontres added meanwhile: id, words for the finder and a NUL of each */
	bool gather_known;		/* the function by which ids are gathered */
	bool entries_known;		/* and that which takes the events of a calendar */
};

/* Tables whose rows the journal records. NULL-terminated. */
extern const char *const db_journaled_tables[];

/* busy.c: a fair wait for the write lock. */
void busy_install(struct db *db);
/* Before a write: lets those who wait come first, when there are any and this one has just written. */
void busy_give_way(struct db *db);
/* A write has the lock; it has given it back. */
void busy_taken(struct db *db);
void busy_released(struct db *db);
/* migrate.c: brings the schema up to date. */
bool migrate_run(struct db *db, struct err *err);
/* Version found in the file's header without opening it with SQLite; -1 when
 * there is no SQLite header. */
bool migrate_peek(const char *path, int *version, struct err *err);
/* rights.c: enforces the connection's role. */
void rights_install(struct db *db);
/* Words for a refusal by role. */
bool rights_refused(const struct db *db, struct err *err);
/* change.c: frees what an open change holds. */
void change_forget(struct db *db);

/* change_note.c: a change whose only rows are noted by hand. SQLite's session asks the schema at
 * every change, which takes as long as all the rest of a check-in. */
bool change_begin_noted(struct db *db, const struct change_label *label, struct err *err);
/* A change whose entry says that it was done, and holds nothing of what: an erasure. Never inside
 * another. */
bool change_begin_untold(struct db *db, const struct change_label *label, struct err *err);
/* A value of a row added: a text, else a number, else NULL. */
struct change_value {
	const char *text;
	int64_t number;
	bool null;
};
/* The value of a column that is never NULL, of one that is NULL for "", for 0. */
static inline struct change_value change_text(const char *text)
{
	return (struct change_value){ .text = text ? text : "" };
}
static inline struct change_value change_opt(const char *text)
{
	return (struct change_value){ .text = text && *text ? text : NULL, .null = !text || !*text };
}
static inline struct change_value change_number(int64_t n)
{
	return (struct change_value){ .number = n };
}
static inline struct change_value change_id(int64_t id)
{
	return (struct change_value){ .number = id, .null = id == 0 };
}
/* Adds a row: `sql` is an INSERT of every column in the order of the table, one ? each. */
bool change_insert(struct db *db, const char *sql, const char *table, const struct change_value *values,
	size_t count, struct err *err);
/* From now on, within the change that is open, change_insert() notes its rows itself: the session would look each
 * of them up again. */
void change_note_inserts(struct db *db);
/* Records what is written from now on, in .session. */
bool change_record(struct db *db, struct err *err);
/* bulk.c: triggers run again, before whatever is no row added. */
bool bulk_pause(struct db *db, struct err *err);
/* bulk_known.c: what there is when a bulk begins, what it adds, and what is certainly not among them. */
bool bulk_know_all(struct db *db, struct err *err);
void bulk_know(struct db *db, const struct event *e);
void bulk_know_nothing(struct db *db);
bool bulk_is_new_code(const struct db *db, const char *code);
bool bulk_is_new_uid(const struct db *db, const char *uid, const char *recurrence);
/* A rencontre added while they are off. */
bool bulk_add(struct db *db, int64_t id, const struct event *e, struct err *err);
/* Frees what a bulk that is not ended holds. */
void bulk_forget(struct db *db);
/* What change_insert() noted, which it takes, and what the session recorded (`set`), as one. */
bool change_all(struct db *db, const void *set, int size, struct str *all, struct err *err);
/* Notes a row just added to a table whose first column is its key, every column in the order of
 * the table. Where a session records the change already, nothing is needed and nothing done. */
void change_note(struct db *db, const char *table, const struct change_value *values, size_t count);
/* desk_cache.c: frees what the desk keeps. */
void desk_cache_free(struct desk_cache **cache);
/* counters_owed.c: frees what the counters keep. */
void owed_cache_free(struct owed_cache **cache);
/* person_table.c: frees what the directory keeps. */
void person_table_free(struct person_table **table);
/* person_names.c: frees what was read of the next table. */
void person_names_free(struct person_names **names);
/* journal_label.c: puts a label in words. */
void journal_words(struct db *db, enum change_kind kind, int64_t subject, int64_t object, int64_t n,
	int64_t undoes, struct str *out);

#endif
