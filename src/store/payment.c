#include "etape/payment.h"

#include <stdio.h>
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/payment_internal.h"

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

/* Today on the wall clock of the registration's event: a till is of the day of its place. */
static day_t payment_today(struct db *db, int64_t registration)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.zone FROM registration r JOIN event e ON e.id = r.event WHERE r.id = :id",
		NULL);
	day_t day = CIVIL_NONE;

	if (!stmt)
		return civil_today(civil_home());
	sql_bind_int(stmt, ":id", registration);
	if (sql_step(db, stmt, NULL) == SQL_ROW)
		day = civil_today(sql_text(stmt, 0));
	sql_done(stmt);
	return noun_on(day);
}

/* --- adding ------------------------------------------------------------------------ */

/* Nobody is given back more than was paid; asked under the write lock, so that two desks
 * can't give the same money back. */
static bool payment_covered(struct db *db, const struct payment *p, struct err *err)
{
	struct str back = STR_INIT, paid = STR_INIT;
	cents_t balance, left;
	bool ok;

	if (p->cents > 0)
		return true;
	if (!noun_ask(db, "SELECT sum(cents) FROM payment WHERE registration = :id",
		    p->registration, &balance, err))
		return false;
	ok = money_add(balance, p->cents, &left) && left >= 0;
	if (!ok) {
		/* INT64_MIN has no opposite. */
		money_format(&back, p->cents < -INT64_MAX ? INT64_MAX : -p->cents, i18n_lang());
		money_format(&paid, balance, i18n_lang());
		err_set(err, ERR_REFUSED,
			_("%s cannot be given back: this registration has paid %s, refunds taken off"),
			back.buf, paid.buf);
	}
	str_release(&back);
	str_release(&paid);
	return ok;
}

/* It is of this transaction: what is not committed was told to nobody. */
bool payment_receipt(struct db *db, day_t day, char *receipt, size_t size, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO numbering (series, last) VALUES (:series, 1)"
		" ON CONFLICT (series) DO UPDATE SET last = last + 1 RETURNING last",
		err);
	char series[16];
	enum sql_result result;

	if (!stmt)
		return false;
	snprintf(series, sizeof series, "R%04d", civil_from_day(day).year);
	sql_bind_text(stmt, ":series", series);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		snprintf(receipt, size, "%.5s-%04lld", series, (long long)sql_int(stmt, 0));
	sql_done(stmt);
	return result == SQL_ROW;
}

static bool payment_insert(struct db *db, const struct payment *p, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO payment (id, registration, cents, means, day, at, desk, author, reference,"
		" receipt) VALUES (:id, :registration, :cents, :means, :day, :at, :desk, :author,"
		" :reference, :receipt)",
		err);
	char *reference;

	if (!stmt)
		return false;
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
	sql_bind_text(stmt, ":receipt", p->receipt);
	free(reference);
	return sql_run(db, stmt, err);
}

bool payment_add(struct db *db, struct payment *p, struct err *err)
{
	struct change_label label = { .kind = CHANGE_PAYMENT };
	bool ok;

	if (!p->cents)
		return err_set(err, ERR_INVALID, _("a payment of nothing is no payment"));
	if (!payment_label(db, p->registration, &label, err) || !change_begin(db, &label, err))
		return false;
	if (!payment_covered(db, p, err))
		return noun_end(db, false, false, err);
	p->id = id_new();
	p->at = p->at ? p->at : civil_now();
	if (p->day == CIVIL_NONE)
		p->day = payment_today(db, p->registration);
	ok = payment_receipt(db, p->day, p->receipt, sizeof p->receipt, err) && payment_insert(db, p, err);
	ok = noun_end(db, ok, true, err);
	if (!ok)
		p->receipt[0] = '\0';
	return ok;
}

/* --- reading ----------------------------------------------------------------------- */

#define PAYMENT_SELECT                                                                              \
	"SELECT y.id, y.registration, y.cents, y.means, y.day, y.at, y.desk, y.author, y.reference," \
	" y.receipt, p.family_name, p.given_name, e.code"                                           \
	" FROM payment y JOIN registration r ON r.id = y.registration"                              \
	" JOIN person p ON p.id = r.person JOIN event e ON e.id = r.event"
#define PAYMENT_ORDER " ORDER BY y.at, y.id"

/* Each question has its own words, so that each has its own index. */
static sqlite3_stmt *payment_select(
	struct db *db, int64_t event, int64_t registration, struct err *err)
{
	sqlite3_stmt *stmt;

	if (registration)
		stmt = sql_prepare(db,
			PAYMENT_SELECT " WHERE y.registration = :registration"
				       " AND (:event IS NULL OR r.event = :event)" PAYMENT_ORDER,
			err);
	else if (event)
		stmt = sql_prepare(db, PAYMENT_SELECT " WHERE r.event = :event" PAYMENT_ORDER, err);
	else
		stmt = sql_prepare(db, PAYMENT_SELECT PAYMENT_ORDER, err);
	if (stmt && registration)
		sql_bind_int(stmt, ":registration", registration);
	if (stmt && (registration || event))
		sql_bind_id(stmt, ":event", event);
	return stmt;
}

bool payment_list(struct db *db, int64_t event, int64_t registration,
	bool (*each)(void *arg, const struct payment *p), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = payment_select(db, event, registration, err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct payment p = {
			.id = sql_int(stmt, 0),
			.registration = sql_int(stmt, 1),
			.cents = sql_int(stmt, 2),
			.means = (enum payment_means)noun_value(&payment_means, stmt, 3),
			.day = noun_day(stmt, 4),
			.date = sql_text(stmt, 4),
			.at = sql_int(stmt, 5),
			.desk = sql_text(stmt, 6),
			.author = sql_text(stmt, 7),
			.reference = sql_text(stmt, 8),
			.event = sql_text(stmt, 12),
		};

		str_reset(&name);
		text_person(&name, sql_text(stmt, 10), sql_text(stmt, 11));
		p.name = name.buf;
		snprintf(p.receipt, sizeof p.receipt, "%s", sql_text(stmt, 9));
		if (!each(arg, &p))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

/* --- the till ---------------------------------------------------------------------- */

/* One line a desk and means. A sum of cents may be more than 64 bits hold, which SQLite would
 * make an error of its own words; a sum of its millions and one of the rest can't be. */
static sqlite3_stmt *payment_till_select(
	struct db *db, const struct payment_till_filter *filter, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT y.desk, y.means, sum(y.cents / 1000000), sum(y.cents % 1000000), count(*)"
		" FROM payment y JOIN registration r ON r.id = y.registration"
		" WHERE (:event IS NULL OR r.event = :event) AND (:day IS NULL OR y.day = :day)"
		" AND (:desk IS NULL OR y.desk = :desk) GROUP BY y.desk, y.means ORDER BY y.desk",
		err);

	if (!stmt)
		return NULL;
	sql_bind_id(stmt, ":event", filter->event);
	noun_bind_date(stmt, ":day", filter->day);
	if (filter->desk)
		sql_bind_text(stmt, ":desk", filter->desk);
	return stmt;
}

static bool payment_till_add(struct payment_till *till, sqlite3_stmt *stmt, struct err *err)
{
	const int means = noun_value(&payment_means, stmt, 1);
	cents_t cents;

	till->count[means] += sql_int(stmt, 4);
	return (money_mul(sql_int(stmt, 2), 1000000, &cents) &&
		       money_add(cents, sql_int(stmt, 3), &cents) &&
		       money_add(till->by_means[means], cents, &till->by_means[means]) &&
		       money_add(till->total, cents, &till->total)) ||
	       err_set(err, ERR_INVALID, _("the payments add up beyond reason"));
}

bool payment_till(struct db *db, const struct payment_till_filter *filter,
	struct payment_till *till, struct err *err)
{
	sqlite3_stmt *stmt = payment_till_select(db, filter, err);
	enum sql_result result;
	bool ok = true;

	*till = (struct payment_till){ .total = 0 };
	if (!stmt)
		return false;
	while (ok && (result = sql_step(db, stmt, err)) != SQL_DONE)
		ok = result == SQL_ROW && payment_till_add(till, stmt, err);
	sql_done(stmt);
	return ok;
}

bool payment_till_by_desk(struct db *db, const struct payment_till_filter *filter,
	bool (*each)(void *arg, const char *desk, const struct payment_till *till), void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = payment_till_select(db, filter, err);
	struct payment_till till = { .total = 0 };
	struct str desk = STR_INIT;
	bool some = false, more = true, ok = true;
	enum sql_result result;

	if (!stmt)
		return false;
	while (ok && more && (result = sql_step(db, stmt, err)) != SQL_DONE) {
		ok = result == SQL_ROW;
		if (ok && some && !str_eq(desk.buf, sql_text(stmt, 0))) {
			more = each(arg, desk.buf, &till);
			till = (struct payment_till){ .total = 0 };
		}
		if (!ok || !more)
			break;
		str_reset(&desk);
		str_add(&desk, sql_text(stmt, 0));
		some = true;
		ok = payment_till_add(&till, stmt, err);
	}
	sql_done(stmt);
	if (ok && more && some)
		each(arg, desk.buf, &till);
	str_release(&desk);
	return ok;
}

/* --- the record -------------------------------------------------------------------- */

static const char *payment_means_words(const char *raw)
{
	return noun_label(&payment_means, raw);
}

enum {
	PAYMENT_ID,
	PAYMENT_RECEIPT,
	PAYMENT_EVENT,
	PAYMENT_NAME,
	PAYMENT_CENTS,
	PAYMENT_MEANS,
	PAYMENT_DAY,
	PAYMENT_AT,
	PAYMENT_DESK,
	PAYMENT_AUTHOR,
	PAYMENT_REFERENCE,
};

static struct value payment_value(const void *row, size_t i)
{
	const struct payment *p = row;

	switch (i) {
	case PAYMENT_ID:
		return value_id(p->id);
	case PAYMENT_RECEIPT:
		return value_text(p->receipt);
	case PAYMENT_EVENT:
		return value_text(p->event);
	case PAYMENT_NAME:
		return value_text(p->name);
	case PAYMENT_CENTS:
		return value_cents(p->cents);
	case PAYMENT_MEANS:
		return value_text(vocabulary_name(&payment_means, (int)p->means));
	case PAYMENT_DAY:
		return value_date(p->date);
	case PAYMENT_AT:
		return value_instant(p->at);
	case PAYMENT_DESK:
		return value_text(p->desk);
	case PAYMENT_AUTHOR:
		return value_text(p->author);
	default:
		return value_text(p->reference);
	}
}

static const struct field payment_fields[] = {
	[PAYMENT_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 19, 0, 9),
	[PAYMENT_RECEIPT] = NOUN_FIELD("receipt", N_("Receipt"), FIELD_TEXT, 10, 0, 0),
	[PAYMENT_EVENT] = NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 3),
	[PAYMENT_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	[PAYMENT_CENTS] = NOUN_FIELD("cents", N_("Amount"), FIELD_CENTS, 10, 0, 0),
	[PAYMENT_MEANS] = NOUN_FIELD_WORDS("means", N_("Means"), 8, 1, 0, payment_means_words),
	[PAYMENT_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 2),
	[PAYMENT_AT] = NOUN_FIELD("at", NULL, FIELD_INSTANT, 16, 0, 5),
	[PAYMENT_DESK] = NOUN_FIELD("desk", N_("Desk"), FIELD_TEXT, 8, 1, 4),
	[PAYMENT_AUTHOR] = NOUN_FIELD("author", N_("By"), FIELD_TEXT, 8, 1, 6),
	[PAYMENT_REFERENCE] = NOUN_FIELD("reference", N_("Reference"), FIELD_TEXT, 8, 1, 7),
};

const struct record_type payment_type = NOUN_RECORD("payments", payment_fields, payment_value);
