#include "etape/payment.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"

static bool payment_label(
	struct db *db, int64_t registration, struct change_label *label, struct err *err)
{
	if (!noun_ask(db, "SELECT person FROM registration WHERE id = :id", registration,
		    &label->subject, err) ||
		!noun_ask(db, "SELECT event FROM registration WHERE id = :id", registration,
			&label->object, err))
		return false;
	return label->subject ||
	       err_set(err, ERR_NOT_FOUND, _("this registration is no longer known"));
}

bool payment_add(struct db *db, struct payment *p, struct err *err)
{
	struct change_label label = { .kind = CHANGE_PAYMENT };
	sqlite3_stmt *stmt;
	char *reference;
	bool ok;

	if (!p->cents)
		return err_set(err, ERR_INVALID, _("a payment of nothing is no payment"));
	if (!payment_label(db, p->registration, &label, err) || !change_begin(db, &label, err))
		return false;
	p->id = id_new();
	p->at = p->at ? p->at : civil_now();
	p->day = noun_on(p->day);
	stmt = sql_prepare(db,
		"INSERT INTO payment (id, registration, cents, means, day, at, desk, author, reference)"
		" VALUES (:id, :registration, :cents, :means, :day, :at, :desk, :author, :reference)",
		err);
	if (!stmt)
		return noun_end(db, false, false, err);
	reference = noun_clean(p->reference, false);
	sql_bind_int(stmt, ":id", p->id);
	sql_bind_int(stmt, ":registration", p->registration);
	sql_bind_int(stmt, ":cents", p->cents);
	sql_bind_text(stmt, ":means", vocabulary_name(&payment_means, (int)p->means));
	noun_bind_date(stmt, ":day", p->day);
	sql_bind_int(stmt, ":at", p->at);
	sql_bind_text(stmt, ":desk", db_desk(db));
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_opt(stmt, ":reference", reference);
	free(reference);
	ok = sql_run(db, stmt, err);
	return noun_end(db, ok, true, err);
}

#define PAYMENT_SELECT                                                                              \
	"SELECT y.id, y.registration, y.cents, y.means, y.day, y.at, y.desk, y.author, y.reference" \
	" FROM payment y JOIN registration r ON r.id = y.registration"

bool payment_list(struct db *db, int64_t event, int64_t registration,
	bool (*each)(void *arg, const struct payment *p), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		registration ? PAYMENT_SELECT " WHERE y.registration = :registration"
					      " AND (:event IS NULL OR r.event = :event)"
					      " ORDER BY y.at, y.id"
			     : PAYMENT_SELECT " WHERE (:registration IS NULL)"
					      " AND (:event IS NULL OR r.event = :event)"
					      " ORDER BY y.at, y.id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":registration", registration);
	sql_bind_id(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct payment p = {
			.id = sql_int(stmt, 0),
			.registration = sql_int(stmt, 1),
			.cents = sql_int(stmt, 2),
			.means = (enum payment_means)noun_value(&payment_means, stmt, 3),
			.day = noun_day(stmt, 4),
			.at = sql_int(stmt, 5),
			.desk = sql_text(stmt, 6),
			.author = sql_text(stmt, 7),
			.reference = sql_text(stmt, 8),
		};
		if (!each(arg, &p))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

struct payment_sum {
	struct payment_till *till;
	bool overflow;
};

static bool payment_add_up(void *arg, const struct payment *p)
{
	struct payment_sum *sum = arg;
	struct payment_till *till = sum->till;

	sum->overflow =
		!money_add(till->total, p->cents, &till->total) ||
		!money_add(till->by_means[p->means], p->cents, &till->by_means[p->means]);
	return !sum->overflow;
}

bool payment_till(struct db *db, const struct payment_till_filter *filter,
	struct payment_till *till, struct err *err)
{
	struct payment_sum sum = { .till = till };

	*till = (struct payment_till){ .total = 0 };
	if (!payment_list(db, filter->event, 0, payment_add_up, &sum, err))
		return false;
	return !sum.overflow ||
	       err_set(err, ERR_INVALID, _("the payments add up beyond reason"));
}
