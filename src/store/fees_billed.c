#include "etape/fees_billed.h"

#include <stdlib.h>

#include "store/noun.h"

/* What stands of a line: less what credit notes gave back. */
#define STANDS(l)                                                                                  \
	l ".net_cents + " l ".vat_cents - coalesce((SELECT sum(c.net_cents + c.vat_cents)"         \
	" FROM invoice_line c WHERE c.corrects = " l ".id), 0)"

static const char in_order[] =
	"SELECT i.id FROM (SELECT DISTINCT z.invoice AS id FROM registration q"
	"  CROSS JOIN invoice_line z ON z.registration = q.id WHERE q.event = :event) w"
	" CROSS JOIN invoice i ON i.id = w.id WHERE i.kind = 'invoice' ORDER BY i.year, i.seq";

/* Every registration of an invoice that the event has a part in, also those of other events: an
 * invoice's payments are shared among all its lines. What the desk took of one that is on several
 * invoices goes to the first of them, the last takes what is left, as in the view invoice_money.
 * CROSS JOIN holds the planner to this order: the other way round it goes through all invoices. */
static const char of_invoice[] =
	"SELECT i.id, i.number, i.due_day, l.registration, r.event = :event, sum(" STANDS("l") "),"
	" coalesce((SELECT sum(y.cents) FROM payment y WHERE y.registration = l.registration), 0)"
	" - coalesce((SELECT sum(" STANDS("b") ") FROM invoice_line b CROSS JOIN invoice j ON j.id = b.invoice"
	" WHERE b.registration = l.registration AND j.kind = 'invoice'"
	" AND (j.year, j.seq) < (i.year, i.seq)), 0),"
	" EXISTS (SELECT 1 FROM invoice_line b CROSS JOIN invoice j ON j.id = b.invoice"
	" WHERE b.registration = l.registration AND j.kind = 'invoice'"
	" AND (j.year, j.seq) > (i.year, i.seq)),"
	" coalesce((SELECT sum(p.cents) FROM invoice_payment p WHERE p.invoice = :invoice), 0),"
	" (SELECT count(DISTINCT x.registration) FROM invoice_line x WHERE x.invoice = :invoice)"
	" FROM invoice i CROSS JOIN invoice_line l ON l.invoice = i.id"
	" JOIN registration r ON r.id = l.registration WHERE i.id = :invoice"
	" GROUP BY l.registration ORDER BY min(l.no)";

enum { INVOICE, NUMBER, DUE, REGISTRATION, HERE, STANDS_CENTS, REST, LATER, SINCE, COUNT };

static const char of_claims[] =
	"SELECT l.registration, coalesce(k.title, ''), sum(l.cents),"
	" coalesce((SELECT sum(y.cents) FROM payment y WHERE y.registration = l.registration), 0),"
	" k.paid_day IS NOT NULL FROM registration r JOIN claim_line l ON l.registration = r.id"
	" JOIN claim k ON k.id = l.claim WHERE r.event = :event GROUP BY k.id, l.registration"
	" ORDER BY k.at, k.id";

static cents_t at_least(cents_t a, cents_t b)
{
	return a > b ? a : b;
}

static cents_t at_most(cents_t a, cents_t b)
{
	return a < b ? a : b;
}

/* The money of one invoice, shared among its lines as they come. */
struct sharing {
	int64_t invoice;
	cents_t left; /* of its payments */
	int64_t seen; /* registrations */
};

static struct fees_billed share(sqlite3_stmt *stmt, struct sharing *s, day_t today)
{
	const cents_t stands = sql_int(stmt, STANDS_CENTS), rest = sql_int(stmt, REST);
	const cents_t desk = at_least(0, sql_int(stmt, LATER) ? at_most(stands, rest) : rest);
	const cents_t needs = at_least(0, stands - desk);
	struct fees_billed b = {
		.registration = sql_int(stmt, REGISTRATION),
		.invoice = sql_int(stmt, INVOICE),
		.number = sql_text(stmt, NUMBER),
		.due = sql_text(stmt, DUE),
		.billed = stands,
	};

	if (s->invoice != b.invoice)
		*s = (struct sharing){ .invoice = b.invoice, .left = sql_int(stmt, SINCE) };
	b.since = ++s->seen == sql_int(stmt, COUNT) ? s->left : at_most(needs, s->left);
	s->left -= b.since;
	b.open = at_least(0, needs - b.since);
	b.late = b.open > 0 && *b.due && noun_day(stmt, DUE) < today;
	return b;
}

bool fees_billed_invoices(
	struct db *db, int64_t event, int64_t **invoices, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, in_order, err);
	enum sql_result result;

	*invoices = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!(*count & (*count - 1)))
			*invoices = xrealloc(*invoices, (*count ? *count * 2 : 1) * sizeof **invoices);
		(*invoices)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool fees_billed_on(struct db *db, int64_t event, int64_t invoice, fees_billed_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, of_invoice, err);
	const day_t today = noun_on(CIVIL_NONE);
	struct sharing s = { .invoice = 0 };
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":invoice", invoice);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct fees_billed b = share(stmt, &s, today);

		if (sql_int(stmt, HERE) && !each(arg, &b))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool fees_billed_claims(
	struct db *db, int64_t event, fees_billed_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, of_claims, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const cents_t needs = at_least(0, sql_int(stmt, 2) - sql_int(stmt, 3));
		const bool paid = sql_int(stmt, 4) != 0;
		const struct fees_billed b = {
			.registration = sql_int(stmt, 0),
			.number = sql_text(stmt, 1),
			.due = "",
			.billed = sql_int(stmt, 2),
			.since = paid ? needs : 0,
			.open = paid ? 0 : needs,
		};

		if (!each(arg, &b))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool fees_billed(struct db *db, int64_t event, fees_billed_fn each, void *arg, struct err *err)
{
	int64_t *invoices;
	size_t count;
	bool ok = fees_billed_invoices(db, event, &invoices, &count, err);

	for (size_t i = 0; ok && i < count; i++)
		ok = fees_billed_on(db, event, invoices[i], each, arg, err);
	free(invoices);
	return ok && fees_billed_claims(db, event, each, arg, err);
}
