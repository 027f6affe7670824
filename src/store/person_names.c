/* Names read in order, a slice at a time: a screen does it between keys, for a million take a second. */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "store/db_internal.h"
#include "store/person_table.h"

struct named {
	int64_t id;
	uint32_t rank; /* in order of name */
};

struct person_names {
	char *state; /* owned: of the index when the first was read */
	struct named *all; /* owned */
	struct named *spare; /* owned: room to sort into; NULL until all are read */
	size_t count;
	size_t room;
	struct str key; /* of the last one read */
	bool read;	/* all of them */
	uint64_t differs; /* bits in which their ids do */
	unsigned byte;	  /* sorted by the ids' bytes below this one */
};

void person_names_free(struct person_names **names)
{
	struct person_names *n = *names;

	if (!n)
		return;
	free(n->state);
	free(n->all);
	free(n->spare);
	str_release(&n->key);
	free(n);
	*names = NULL;
}

static struct person_names *names_new(const char *state)
{
	struct person_names *n = xcalloc(1, sizeof *n);

	n->state = xstrdup(state);
	str_init(&n->key);
	return n;
}

static void names_add(struct person_names *n, int64_t id)
{
	if (n->count == n->room) {
		n->room = n->room ? n->room * 2 : 4096;
		n->all = xrealloc(n->all, n->room * sizeof *n->all);
	}
	n->all[n->count] = (struct named){ .id = id, .rank = (uint32_t)n->count };
	n->differs |= (uint64_t)(id ^ n->all[0].id);
	n->count++;
}

/* An index alone is read in order of name; the few who were erased are taken out by theirs. */
static bool names_read(struct db *db, struct person_names *n, size_t most, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, fold FROM person WHERE (fold, id) > (:key, :id) AND id NOT IN"
		" (SELECT id FROM person WHERE erased_at IS NOT NULL) ORDER BY fold, id",
		err);
	enum sql_result result = SQL_DONE;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":key", n->key.buf);
	sql_bind_int(stmt, ":id", n->count ? n->all[n->count - 1].id : INT64_MIN);
	while (most > 0 && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		names_add(n, sql_int(stmt, 0));
		if (--most == 0) {
			str_reset(&n->key);
			str_add(&n->key, sql_text(stmt, 1));
		}
	}
	sql_done(stmt);
	n->read = result == SQL_DONE;
	return result != SQL_FAILED;
}

/* By one byte of the ids, the lower ones done: a step as long as any other, where qsort() would hold
 * the keys for the time of all. */
static void names_sort(struct person_names *n)
{
	struct named *const from = n->all;
	const unsigned shift = 8 * n->byte++;
	size_t at[257] = { 0 };

	if (!n->spare)
		n->spare = xcalloc(n->count, sizeof *n->spare);
	for (size_t i = 0; i < n->count; i++)
		at[((uint64_t)from[i].id >> shift & 0xff) + 1]++;
	for (size_t i = 0; i < 256; i++)
		at[i + 1] += at[i];
	for (size_t i = 0; i < n->count; i++)
		n->spare[at[(uint64_t)from[i].id >> shift & 0xff]++] = from[i];
	n->all = n->spare;
	n->spare = from;
}

static void names_into_table(struct db *db, struct person_names *n)
{
	struct person_table *t = xcalloc(1, sizeof *t);

	t->count = n->count;
	t->ids = xcalloc(n->count + 1, sizeof *t->ids);
	t->ranks = xcalloc(n->count + 1, sizeof *t->ranks);
	t->places = xcalloc(n->count + 1, sizeof *t->places);
	for (size_t i = 0; i < n->count; i++) {
		t->ids[i] = n->all[i].id;
		t->ranks[i] = n->all[i].rank;
		t->places[n->all[i].rank] = (uint32_t)i;
	}
	t->state = n->state;
	n->state = NULL;
	person_table_free(&db->person_table);
	db->person_table = t;
}

bool person_names_last(struct db *db, const char *state)
{
	const struct person_names *n = db->person_names;

	if (!n || !strcmp(n->state, state))
		return true;
	person_names_free(&db->person_names);
	return false;
}

bool person_names_slice(struct db *db, const char *state, size_t most, bool *done, struct err *err)
{
	struct person_names *n;

	*done = false;
	if (!person_names_last(db, state) || !db->person_names)
		db->person_names = names_new(state);
	n = db->person_names;
	if (!n->read)
		return names_read(db, n, most, err);
	while (n->byte < 8 && !(n->differs >> 8 * n->byte & 0xff))
		n->byte++;
	if (n->byte < 8) {
		names_sort(n);
		return true;
	}
	names_into_table(db, n);
	person_names_free(&db->person_names);
	malloc_trim(0); /* what reading took is twice what remains, and would be kept for later */
	*done = true;
	return true;
}
