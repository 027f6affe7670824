#include "store/presence.h"

#include <stdlib.h>
#include <string.h>

/* The facts of one registration, until the next one begins. */
struct presence_facts {
	int64_t registration;
	struct presence_fact {
		int64_t id;
		int64_t undoes; /* 0: a fact of its own */
		bool in;
	} * at;
	size_t count;
	size_t room;
};

static bool presence_undone(const struct presence_facts *facts, int64_t id)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->at[i].undoes == id)
			return true;
	return false;
}

/* The last fact that stands is an 'in'. */
static bool presence_is(const struct presence_facts *facts)
{
	for (size_t i = facts->count; i-- > 0;)
		if (!facts->at[i].undoes && !presence_undone(facts, facts->at[i].id))
			return facts->at[i].in;
	return false;
}

/* An 'in' stands. */
static bool presence_was(const struct presence_facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->at[i].in && !presence_undone(facts, facts->at[i].id))
			return true;
	return false;
}

static void presence_add(struct presence_facts *facts, sqlite3_stmt *stmt)
{
	if (facts->count == facts->room) {
		facts->room = facts->room ? facts->room * 2 : 8;
		facts->at = xrealloc(facts->at, facts->room * sizeof *facts->at);
	}
	facts->at[facts->count++] = (struct presence_fact){
		.id = sql_int(stmt, 1),
		.in = !strcmp(sql_text(stmt, 2), "in"),
		.undoes = sql_int(stmt, 3),
	};
}

static void presence_keep(struct presence_ids *ids, int64_t registration)
{
	if (ids->count == ids->room) {
		ids->room = ids->room ? ids->room * 2 : 64;
		ids->at = xrealloc(ids->at, ids->room * sizeof *ids->at);
	}
	ids->at[ids->count++] = registration;
}

static void presence_decide(
	const struct presence_facts *facts, struct presence_ids *now, struct presence_ids *came)
{
	if (now && presence_is(facts))
		presence_keep(now, facts->registration);
	if (came && presence_was(facts))
		presence_keep(came, facts->registration);
}

bool presence_read(struct db *db, int64_t session, struct presence_ids *now,
	struct presence_ids *came, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT registration, id, kind, undoes FROM checkin INDEXED BY checkin_session"
		" WHERE session = :session ORDER BY registration, id",
		err);
	struct presence_facts facts = { .registration = 0 };
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":session", session);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const int64_t registration = sql_int(stmt, 0);

		if (registration != facts.registration) {
			presence_decide(&facts, now, came);
			facts.registration = registration;
			facts.count = 0;
		}
		presence_add(&facts, stmt);
	}
	presence_decide(&facts, now, came);
	sql_done(stmt);
	free(facts.at);
	return result == SQL_DONE;
}

static int presence_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool presence_holds(const struct presence_ids *ids, int64_t registration)
{
	return ids->count && bsearch(&registration, ids->at, ids->count, sizeof registration,
				     presence_compare);
}

void presence_unite(struct presence_ids *ids)
{
	size_t kept = 0;
	bool sorted = true;

	for (size_t i = 1; sorted && i < ids->count; i++)
		sorted = ids->at[i - 1] < ids->at[i];
	if (sorted)
		return;
	qsort(ids->at, ids->count, sizeof *ids->at, presence_compare);
	for (size_t i = 0; i < ids->count; i++)
		if (!kept || ids->at[kept - 1] != ids->at[i])
			ids->at[kept++] = ids->at[i];
	ids->count = kept;
}
