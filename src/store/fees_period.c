/* The fees of a year, or of any period. */
#include <stdlib.h>

#include "store/fees_internal.h"
#include "store/noun.h"

bool fees_events(struct db *db, day_t from, day_t to, int64_t **events, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.id FROM event e WHERE (:from IS NULL OR e.first_day >= :from)"
		" AND (:to IS NULL OR e.first_day <= :to)"
		" AND EXISTS (SELECT 1 FROM registration r WHERE r.event = e.id)"
		" ORDER BY e.first_day, e.id",
		err);
	enum sql_result result;

	*events = NULL;
	*count = 0;
	if (!stmt)
		return false;
	noun_bind_date(stmt, ":from", from);
	noun_bind_date(stmt, ":to", to);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!(*count & (*count - 1)))
			*events = xrealloc(*events, (*count ? *count * 2 : 1) * sizeof **events);
		(*events)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool fees_of_event(struct fees_network *network, int64_t event, bool brief, fee_row_fn each, void *arg,
	bool *more, struct err *err)
{
	struct fees_facts f;
	bool ok = fees_facts_load(&f, network, event, true, err);

	f.brief = brief;
	ok = ok && fees_each_of(&f, each, arg, more, err);
	fees_facts_release(&f);
	return ok;
}

bool fees_of_period(struct db *db, day_t from, day_t to, bool brief, fee_row_fn each, void *arg,
	struct err *err)
{
	struct fees_network network;
	int64_t *events = NULL;
	size_t count = 0;
	bool more = true;
	bool ok = fees_network_load(&network, db, NULL, 0, err) &&
		  fees_events(db, from, to, &events, &count, err);

	for (size_t i = 0; ok && more && i < count; i++)
		ok = fees_of_event(&network, events[i], brief, each, arg, &more, err);
	free(events);
	fees_network_release(&network);
	return ok;
}
