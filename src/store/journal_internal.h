/* The journal's own reads, shared with undo. */
#ifndef STORE_JOURNAL_INTERNAL_H
#define STORE_JOURNAL_INTERNAL_H

#include "store/db_internal.h"

/* One entry by its id; the caller releases it. ERR_NOT_FOUND. */
bool journal_get(struct db *db, int64_t id, struct journal_entry *entry, struct err *err);
/* The last change that stands and is no undo; `mine`: of this author at this desk. */
bool journal_last(struct db *db, bool mine, int64_t *id, struct err *err);

#endif
