/* The journal: every write is a change, with a label, an author, a UTC time, a
 * desk and its changeset, all in one transaction. */
#ifndef ETAPE_JOURNAL_H
#define ETAPE_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/str.h"

/* What a change did. Names and words are in journal_kinds.def. */
enum change_kind {
#define CHANGE(id, name, words) CHANGE_##id,
#include "etape/journal_kinds.def"
#undef CHANGE
};

/* A label is a kind and ids, put in words only when shown, so that erasing a
 * person leaves no name in the journal. */
struct change_label {
	enum change_kind kind;
	int64_t subject;	/* id of what it was done to, 0 for none */
	int64_t object;		/* id of the second party, 0 for none */
	int64_t n;		/* how many, 0 where it does not count */
};

/* Begins a change: takes the write lock (BEGIN IMMEDIATE; waits its fair turn) and starts
 * recording. Inside a change it joins it, and the outer label stands. Every begin
 * is followed by one change_commit() or change_rollback(). */
bool change_begin(struct db *db, const struct change_label *label, struct err *err);

/* Replaces the label of the open change (an id or a count known only now). */
void change_relabel(struct db *db, const struct change_label *label);

/* Commits: the changeset, the label and the rows become durable together. A change
 * that touched no row leaves no trace. On failure everything is rolled back. */
bool change_commit(struct db *db, struct err *err);

/* Undoes everything since the outermost change_begin(); an outer change cannot commit after it. */
void change_rollback(struct db *db);

bool change_is_open(const struct db *db);

struct journal_entry {
	int64_t id;
	instant_t at;
	char *author;		/* owned */
	char *desk;		/* owned */
	enum change_kind kind;
	int64_t subject;
	int64_t object;
	int64_t n;
	int64_t undoes;		/* the change this one took back, 0 */
	int64_t undone_by;	/* the change that took this one back, 0 */
	bool blanked;		/* its content was erased: it cannot be undone */
	char *label;		/* in words, in the current language, owned */
};

void journal_entry_release(struct journal_entry *entry);

/* Calls `each` with the newest entries first, at most `limit` (0: all); it returns false to stop. */
bool journal_list(struct db *db, size_t limit, bool (*each)(void *arg, const struct journal_entry *entry),
	void *arg, struct err *err);

/* Takes back a change by a new change: `id`, or with 0 the last one that is neither an undo, nor
 * undone already, nor a refusal of the desk, nor a message sent; with `mine`, the last one of this author at this desk.
 * Refuses (ERR_CONFLICT), naming the later change and its author, when its rows
 * have moved on. A check-in is taken back by a fact, not by removing one; ERR_REFUSED for a
 * refusal, and for check-ins of somebody else, which want a reason. The role `accueil` takes back
 * its own author's changes only (ERR_FORBIDDEN).
 * `undone` (may be NULL) gets the entry taken back; the caller releases it. */
bool journal_undo(struct db *db, int64_t id, bool mine, struct journal_entry *undone, struct err *err);

/* The same with a reason (NULL or "": none), kept with each check-in that is taken back. */
bool journal_undo_because(struct db *db, int64_t id, const char *reason,
	struct journal_entry *undone, struct err *err);

#endif
