/* Every structure by folded name, in memory while a table is read or written. */
#ifndef EXCHANGE_STRUCTURE_INDEX_H
#define EXCHANGE_STRUCTURE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/str.h"

#define STRUCTURE_BUCKETS 4096u

struct structure_entry {
	struct structure_entry *next;
	int64_t id;
	int64_t cite;
	char *fold; /* of the name */
	char *town; /* as typed */
	char *town_fold;
	char *cite_fold; /* of the cité's code */
};

struct structure_index {
	struct structure_entry **buckets; /* owned; NULL before the load */
};

/* Reads all structures, once. */
bool structure_index_load(struct structure_index *ix, struct db *db, struct err *err);
void structure_index_release(struct structure_index *ix);

void structure_index_add(struct structure_index *ix, int64_t id, const char *name,
	const char *town, int64_t cite, const char *cite_code);

/* How many structures answer to a name, or to "name (town)"; `ids` gets at most `room` of them.
 * A `town` (may be "") leaves out those of another town; of several, those of `cite` (0: any)
 * win. */
size_t structure_index_find(const struct structure_index *ix, const char *name,
	const char *town, int64_t cite, int64_t *ids, size_t room);

/* Appends the name by which structure_index_find() finds this one again. */
void structure_index_label(
	const struct structure_index *ix, int64_t id, const char *name, struct str *out);

#endif
