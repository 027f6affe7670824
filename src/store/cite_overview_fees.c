/* What each cité owes: no column says it, every fee is decided anew. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "store/cite_overview_internal.h"
#include "store/fees_internal.h"
#include "store/noun.h"

struct owed_reading {
	struct cite_overview *o;
	struct idmap late;  /* registration to its place in .late_cents, from 1 */
	cents_t *late_cents; /* owned: paid after the day */
	size_t late_count;
	bool overflow;
};

static void owed_release(struct owed_reading *r)
{
	idmap_release(&r->late);
	free(r->late_cents);
}

static bool read_late(struct db *db, struct owed_reading *r, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT registration, sum(cents) FROM payment WHERE day > :on GROUP BY registration", err);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", r->o->on);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if ((r->late_count & (r->late_count - 1)) == 0)
			r->late_cents = xrealloc(r->late_cents,
				(r->late_count ? r->late_count * 2 : 1) * sizeof *r->late_cents);
		r->late_cents[r->late_count++] = sql_int(stmt, 1);
		*idmap_at(&r->late, sql_int(stmt, 0)) = (void *)(uintptr_t)r->late_count;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool take_fee(void *arg, const struct fee_row *fee)
{
	struct owed_reading *r = arg;
	struct cite_overview_row *row =
		fee->cite_id ? cite_overview_row_of(r->o, fee->cite_id) : NULL;
	size_t late = (size_t)(uintptr_t)idmap_get(&r->late, fee->registration_id);
	cents_t owed = fee->due - fee->paid + (late ? r->late_cents[late - 1] : 0);

	if (!row || fee->state == FEE_EXEMPT)
		return true;
	if (fee->state == FEE_UNDETERMINED)
		row->owed_unknown++;
	else if (owed > 0 && !money_add(row->owed, owed, &row->owed))
		r->overflow = true;
	return !r->overflow;
}

/* The rencontres begun by the day; called off, nothing is due. */
static bool read_events(struct db *db, day_t on, int64_t **events, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM event WHERE first_day <= :on AND status <> 'cancelled' ORDER BY id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", on);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if ((*count & (*count - 1)) == 0)
			*events = xrealloc(*events, (*count ? *count * 2 : 1) * sizeof **events);
		(*events)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool cite_overview_fees(struct db *db, struct cite_overview *o, struct err *err)
{
	struct owed_reading r = { .o = o };
	struct fees_network network;
	int64_t *events = NULL;
	size_t count = 0;
	bool ok = fees_network_load(&network, db, NULL, 0, err) &&
		read_events(db, o->on, &events, &count, err) && read_late(db, &r, err);

	for (size_t i = 0; ok && i < count; i++)
		ok = fees_of_event(&network, events[i], true, take_fee, &r, NULL, err);
	if (ok && r.overflow)
		ok = err_set(err, ERR_INVALID, _("the amounts due add up beyond reason"));
	free(events);
	fees_network_release(&network);
	owed_release(&r);
	return ok;
}
