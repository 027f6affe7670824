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

static bool presence_read(struct db *db, int64_t session,
	bool (*counts)(const struct presence_facts *facts), int64_t **registrations,
	size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT registration, id, kind, undoes FROM checkin INDEXED BY checkin_session"
		" WHERE session = :session ORDER BY registration, id",
		err);
	struct presence_facts facts = { .registration = 0 };
	enum sql_result result;
	size_t room = 0;

	*registrations = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":session", session);
	do {
		int64_t registration;

		result = sql_step(db, stmt, err);
		registration = result == SQL_ROW ? sql_int(stmt, 0) : 0;
		if (registration != facts.registration) {
			if (*count == room) {
				room = room ? room * 2 : 64;
				*registrations =
					xrealloc(*registrations, room * sizeof **registrations);
			}
			if (facts.registration && counts(&facts))
				(*registrations)[(*count)++] = facts.registration;
			facts.registration = registration;
			facts.count = 0;
		}
		if (result == SQL_ROW)
			presence_add(&facts, stmt);
	} while (result == SQL_ROW);
	sql_done(stmt);
	free(facts.at);
	return result == SQL_DONE;
}

bool presence_list(
	struct db *db, int64_t session, int64_t **registrations, size_t *count, struct err *err)
{
	return presence_read(db, session, presence_is, registrations, count, err);
}

bool presence_came(
	struct db *db, int64_t session, int64_t **registrations, size_t *count, struct err *err)
{
	return presence_read(db, session, presence_was, registrations, count, err);
}

static int presence_compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool presence_holds(const int64_t *registrations, size_t count, int64_t id)
{
	return count && bsearch(&id, registrations, count, sizeof id, presence_compare);
}

size_t presence_unite(int64_t *registrations, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(registrations, count, sizeof *registrations, presence_compare);
	for (size_t i = 0; i < count; i++)
		if (!kept || registrations[kept - 1] != registrations[i])
			registrations[kept++] = registrations[i];
	return kept;
}
