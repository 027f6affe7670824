#include "etape/invoice_payment.h"

#include <stdio.h>
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/invoice_internal.h"
#include "store/payment_internal.h"

/* --- adding ------------------------------------------------------------------------ */

static bool settle_refuse(struct err *err, const char *words, cents_t asked, const char *number, cents_t most)
	__attribute__((format(printf, 2, 0)));
static bool settle_refuse(struct err *err, const char *words, cents_t asked, const char *number, cents_t most)
{
	struct str one = STR_INIT, two = STR_INIT;

	money_format(&one, asked, i18n_lang());
	money_format(&two, most, i18n_lang());
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	err_set(err, ERR_REFUSED, words, one.buf, number, two.buf);
#pragma GCC diagnostic pop
	str_release(&one);
	str_release(&two);
	return false;
}

static bool settle_get(struct db *db, int64_t id, struct invoice *invoice, struct err *err)
{
	if (!invoice_get(db, id, invoice, err))
		return false;
	return invoice->kind == INVOICE_INVOICE ||
	       err_set(err, ERR_REFUSED,
		       _("%s is a credit note: pay the invoice, or give money back on it"),
		       invoice->number);
}

/* A hundred billion euros; sums of what is below hold in the database. */
static const cents_t settle_most = 10000000000000;

/* Asked under the write lock. */
static bool settle_allowed(const struct invoice *invoice, const struct invoice_payment *p, struct err *err)
{
	cents_t left;

	if (p->day > noun_on(CIVIL_NONE))
		return err_set(err, ERR_REFUSED, _("a payment has its day today at the latest"));
	if (!money_add(invoice->paid, p->cents, &left) || left > settle_most)
		return err_set(err, ERR_INVALID, _("the amounts add up beyond reason"));
	if (p->cents > 0 || left >= 0)
		return true;
	return settle_refuse(err,
		_("%s cannot be given back on %s: %s was paid of it, refunds taken off"),
		p->cents < -INT64_MAX ? INT64_MAX : -p->cents, invoice->number, invoice->paid);
}

static bool settle_insert(struct db *db, struct invoice_payment *p, int64_t other, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO invoice_payment (id, invoice, cents, means, other, day, at, desk, author, reference,"
		" receipt) VALUES (:id, :invoice, :cents, :means, :other, :day, :at, :desk, :author, :reference,"
		" :receipt)",
		err);
	char *reference;

	if (!stmt)
		return false;
	reference = noun_clean(p->reference, false);
	p->id = id_new();
	p->at = civil_now();
	sql_bind_int(stmt, ":id", p->id);
	sql_bind_int(stmt, ":invoice", p->invoice);
	sql_bind_int(stmt, ":cents", p->cents);
	sql_bind_text(stmt, ":means",
		p->means == ANY ? "credit" : vocabulary_name(&payment_means, p->means));
	sql_bind_id(stmt, ":other", other);
	noun_bind_date(stmt, ":day", p->day);
	sql_bind_int(stmt, ":at", p->at);
	sql_bind_text(stmt, ":desk", db_desk(db));
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_opt(stmt, ":reference", reference);
	sql_bind_opt(stmt, ":receipt", p->receipt);
	free(reference);
	return sql_run(db, stmt, err);
}

bool invoice_pay(struct db *db, struct invoice_payment *p, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_INVOICE_PAYMENT, .subject = p->invoice };
	struct invoice invoice;
	bool ok, touched = false;

	p->receipt[0] = '\0';
	if (!p->cents)
		return err_set(err, ERR_INVALID, _("a payment of nothing is no payment"));
	if (!change_begin(db, &label, err))
		return false;
	invoice_init(&invoice);
	p->day = noun_on(p->day);
	ok = settle_get(db, p->invoice, &invoice, err) && settle_allowed(&invoice, p, err);
	if (ok) {
		touched = true;
		ok = payment_receipt(db, p->day, p->receipt, sizeof p->receipt, err) &&
		     settle_insert(db, p, 0, err);
	}
	invoice_release(&invoice);
	ok = noun_end(db, ok, touched, err);
	if (!ok)
		p->receipt[0] = '\0';
	return ok;
}

/* --- what was too much ------------------------------------------------------------- */

static bool credit_moves(const struct invoice *from, const struct invoice *to, cents_t *cents, struct err *err)
{
	const cents_t there = from->balance < 0 ? -from->balance : 0;
	const cents_t wanted = to->balance > 0 ? to->balance : 0;
	const cents_t most = there < wanted ? there : wanted;

	if (from->payer_structure != to->payer_structure || from->payer_person != to->payer_person)
		return err_set(err, ERR_REFUSED, _("%s and %s have not the same payer"),
			from->number, to->number);
	if (!*cents)
		*cents = most;
	if (*cents < 0)
		return err_set(err, ERR_INVALID, _("a payment of nothing is no payment"));
	if (*cents > there || !there)
		return settle_refuse(err, _("%s cannot be taken from %s: %s is too much on it"), *cents,
			from->number, there);
	return *cents <= wanted && *cents
		? true
		: settle_refuse(err, _("%s cannot be put on %s: %s is still due of it"), *cents,
			  to->number, wanted);
}

static bool credit_write(struct db *db, int64_t from, int64_t to, cents_t cents, struct err *err)
{
	struct invoice_payment out = {
		.invoice = from, .cents = -cents, .means = ANY, .day = noun_on(CIVIL_NONE)
	};
	struct invoice_payment in = {
		.invoice = to, .cents = cents, .means = ANY, .day = out.day
	};

	return settle_insert(db, &out, 0, err) && settle_insert(db, &in, out.id, err);
}

bool invoice_use_credit(struct db *db, int64_t from, int64_t to, cents_t cents, cents_t *moved,
	struct err *err)
{
	const struct change_label label = { .kind = CHANGE_INVOICE_PAYMENT, .subject = to };
	struct invoice one, two;
	bool ok, touched;

	if (!change_begin(db, &label, err))
		return false;
	invoice_init(&one);
	invoice_init(&two);
	ok = settle_get(db, from, &one, err) && settle_get(db, to, &two, err) &&
	     credit_moves(&one, &two, &cents, err);
	touched = ok;
	ok = ok && credit_write(db, from, to, cents, err);
	invoice_release(&one);
	invoice_release(&two);
	ok = noun_end(db, ok, touched, err);
	if (ok && moved)
		*moved = cents;
	return ok;
}

/* --- reading ----------------------------------------------------------------------- */

static const char settle_rows[] =
	"SELECT p.id, p.invoice, p.cents, p.means, p.day, p.at, p.reference, p.receipt, p.desk, p.author, i.number,"
	" json_extract(i.buyer, '$.name'), coalesce((SELECT j.number FROM invoice_payment o"
	"  JOIN invoice j ON j.id = o.invoice WHERE o.id = p.other), (SELECT j.number FROM invoice_payment o"
	"  JOIN invoice j ON j.id = o.invoice WHERE o.other = p.id))"
	" FROM invoice_payment p JOIN invoice i ON i.id = p.invoice"
	" WHERE (:year IS NULL OR i.year = :year) AND (:structure IS NULL OR i.payer_structure = :structure)"
	" AND (:person IS NULL OR i.payer_person = :person)"
	" AND (:event IS NULL OR i.event = :event OR EXISTS (SELECT 1 FROM invoice_line l"
	"  JOIN registration r ON r.id = l.registration WHERE l.invoice = i.id AND r.event = :event))"
	" ORDER BY p.at, p.id";

static void settle_read(sqlite3_stmt *stmt, struct invoice_payment *p)
{
	*p = (struct invoice_payment){
		.id = sql_int(stmt, 0),
		.invoice = sql_int(stmt, 1),
		.cents = sql_int(stmt, 2),
		.means = ANY,
		.day = noun_day(stmt, 4),
		.date = sql_text(stmt, 4),
		.at = sql_int(stmt, 5),
		.reference = sql_text(stmt, 6),
		.desk = sql_text(stmt, 8),
		.author = sql_text(stmt, 9),
		.number = sql_text(stmt, 10),
		.payer = sql_text(stmt, 11),
		.other = sql_text(stmt, 12),
	};
	if (!str_eq(sql_text(stmt, 3), "credit"))
		p->means = noun_value(&payment_means, stmt, 3);
	snprintf(p->receipt, sizeof p->receipt, "%s", sql_text(stmt, 7));
}

bool invoice_payment_list(struct db *db, const struct invoice_filter *filter,
	invoice_payment_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, settle_rows, err);
	struct invoice_payment p;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":year", filter->year);
	sql_bind_id(stmt, ":structure", filter->payer_structure);
	sql_bind_id(stmt, ":person", filter->payer_person);
	sql_bind_id(stmt, ":event", filter->event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		settle_read(stmt, &p);
		if (!each(arg, &p))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- the record -------------------------------------------------------------------- */

static const char *settle_means(const char *raw)
{
	return str_eq(raw, "credit") ? _("credit of another invoice") : noun_label(&payment_means, raw);
}

enum {
	SETTLE_ID,
	SETTLE_RECEIPT,
	SETTLE_NUMBER,
	SETTLE_PAYER,
	SETTLE_CENTS,
	SETTLE_MEANS,
	SETTLE_DAY,
	SETTLE_AT,
	SETTLE_DESK,
	SETTLE_AUTHOR,
	SETTLE_REFERENCE,
	SETTLE_OTHER,
};

static struct value settle_value(const void *row, size_t i)
{
	const struct invoice_payment *p = row;

	switch (i) {
	case SETTLE_ID:
		return value_id(p->id);
	case SETTLE_RECEIPT:
		return value_text(p->receipt);
	case SETTLE_NUMBER:
		return value_text(p->number);
	case SETTLE_PAYER:
		return value_text(p->payer);
	case SETTLE_CENTS:
		return value_cents(p->cents);
	case SETTLE_MEANS:
		return value_text(p->means == ANY ? "credit" : vocabulary_name(&payment_means, p->means));
	case SETTLE_DAY:
		return value_date(p->date);
	case SETTLE_AT:
		return value_instant(p->at);
	case SETTLE_DESK:
		return value_text(p->desk);
	case SETTLE_AUTHOR:
		return value_text(p->author);
	case SETTLE_REFERENCE:
		return value_text(p->reference);
	default:
		return value_text(p->other);
	}
}

static const struct field settle_fields[] = {
	[SETTLE_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 19, 0, 9),
	[SETTLE_RECEIPT] = NOUN_FIELD("receipt", N_("Receipt"), FIELD_TEXT, 10, 0, 3),
	[SETTLE_NUMBER] = NOUN_FIELD("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	[SETTLE_PAYER] = NOUN_FIELD("payer", N_("Payer"), FIELD_TEXT, 16, 3, 0),
	[SETTLE_CENTS] = NOUN_FIELD("cents", N_("Amount"), FIELD_CENTS, 10, 0, 0),
	[SETTLE_MEANS] = NOUN_FIELD_WORDS("means", N_("Means"), 8, 1, 0, settle_means),
	[SETTLE_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 2),
	[SETTLE_AT] = NOUN_FIELD("at", NULL, FIELD_INSTANT, 16, 0, 5),
	[SETTLE_DESK] = NOUN_FIELD("desk", NULL, FIELD_TEXT, 8, 1, 8),
	[SETTLE_AUTHOR] = NOUN_FIELD("author", N_("By"), FIELD_TEXT, 8, 1, 6),
	[SETTLE_REFERENCE] = NOUN_FIELD("reference", N_("Reference"), FIELD_TEXT, 8, 1, 4),
	[SETTLE_OTHER] = NOUN_FIELD("other", NULL, FIELD_TEXT, 11, 0, 7),
};

const struct record_type invoice_payment_type =
	NOUN_RECORD("invoice_payments", settle_fields, settle_value);
