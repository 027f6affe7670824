/* What the people of one cité owe, rencontre by rencontre. */
#include <stdlib.h>

#include "etape/cite_overview.h"
#include "etape/i18n.h"
#include "etape/str.h"
#include "store/fees_internal.h"
#include "store/noun.h"

struct cite_fees_reading {
	struct db *db;
	int64_t cite;
	day_t on;
	struct cite_fee fee;
	bool overflow;
	struct err err; /* of asking what was paid later */
};

/* What was paid after the day is not paid by it. */
static bool cite_fees_late(struct cite_fees_reading *r, int64_t registration, cents_t *late)
{
	sqlite3_stmt *stmt = sql_prepare(r->db,
		"SELECT sum(cents) FROM payment WHERE registration = :id AND day > :on", &r->err);
	enum sql_result result;

	*late = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", registration);
	noun_bind_date(stmt, ":on", r->on);
	result = sql_step(r->db, stmt, &r->err);
	if (result == SQL_ROW)
		*late = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool cite_fees_take(void *arg, const struct fee_row *row)
{
	struct cite_fees_reading *r = arg;
	cents_t late, paid, left;

	if (row->state == FEE_EXEMPT || row->cite_id != r->cite)
		return true;
	if (!cite_fees_late(r, row->registration_id, &late))
		return false;
	paid = row->paid - late;
	left = row->due > paid ? row->due - paid : 0;
	r->fee.people++;
	if (!money_add(r->fee.paid, paid, &r->fee.paid))
		r->overflow = true;
	if (row->state == FEE_UNDETERMINED)
		r->fee.unknown++;
	else if (!money_add(r->fee.due, row->due, &r->fee.due) ||
		 !money_add(r->fee.balance, left, &r->fee.balance))
		r->overflow = true;
	return !r->overflow;
}

/* Who is to be asked about, by rencontre: read first, since deciding asks other questions. */
struct cite_fees_case {
	int64_t event, person;
};

static bool cite_fees_cases(struct db *db, int64_t cite, day_t on, struct cite_fees_case **cases,
	size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT DISTINCT r.event, r.person FROM"
		" (SELECT id FROM person WHERE cite = :cite UNION"
		" SELECT q.id FROM structure s CROSS JOIN person q ON q.structure = s.id"
		" WHERE s.cite = :cite UNION SELECT person FROM mandate WHERE cite = :cite UNION"
		" SELECT person FROM registration WHERE hat_cite = :cite UNION"
		" SELECT h.person FROM structure s CROSS JOIN registration h ON h.hat_structure = s.id"
		" WHERE s.cite = :cite) who"
		" CROSS JOIN registration r ON r.person = who.id CROSS JOIN event e ON e.id = r.event"
		" WHERE e.first_day <= :on AND e.status <> 'cancelled'"
		" ORDER BY e.first_day DESC, e.id, r.id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	noun_bind_date(stmt, ":on", noun_on(on));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if ((*count & (*count - 1)) == 0)
			*cases = xrealloc(*cases, (*count ? *count * 2 : 1) * sizeof **cases);
		(*cases)[(*count)++] = (struct cite_fees_case){
			.event = sql_int(stmt, 0), .person = sql_int(stmt, 1)
		};
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* The `n` cases of one rencontre. */
static bool cite_fees_of_event(const struct cite_fees_case *cases, size_t n,
	struct cite_fees_reading *r, struct fees_facts *f, struct fees_network *network,
	struct err *err)
{
	bool ok = fees_facts_load(f, network, cases->event, network->has_places, err);

	f->brief = true;

	for (size_t i = 0; ok && i < n; i++)
		ok = fees_listed(f, cases[i].person, cite_fees_take, r, err);
	if (ok && r->err.code != ERR_NONE) {
		ok = false;
		if (err)
			*err = r->err;
	}
	if (ok && r->overflow)
		ok = err_set(err, ERR_INVALID, _("the amounts due add up beyond reason"));
	return ok;
}

bool cite_fees(struct db *db, int64_t cite, day_t on,
	bool (*each)(void *arg, const struct cite_fee *fee), void *arg, struct err *err)
{
	struct cite_fees_case *cases = NULL;
	struct fees_network network;
	size_t count = 0, n;
	bool ok = fees_network_load(&network, db, NULL, 0, err) &&
		  cite_fees_cases(db, cite, on, &cases, &count, err);
	bool more = true;

	for (size_t i = 0; ok && more && i < count; i += n) {
		struct cite_fees_reading r = { .db = db,
			.cite = cite,
			.on = noun_on(on),
			.fee = { .event = cases[i].event } };
		struct fees_facts f;

		for (n = 1; i + n < count && cases[i + n].event == cases[i].event;)
			n++;
		ok = cite_fees_of_event(cases + i, n, &r, &f, &network, err);
		if (ok && r.fee.people) {
			r.fee.code = f.event.code;
			r.fee.title = f.event.title;
			r.fee.start = f.event.starts;
			more = each(arg, &r.fee);
		}
		fees_facts_release(&f);
	}
	free(cases);
	fees_network_release(&network);
	return ok;
}
