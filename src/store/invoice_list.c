#include <stdlib.h>

#include "etape/i18n.h"
#include "store/invoice_internal.h"

static const char invoice_rows[] =
	"SELECT i.id, i.kind, i.number, i.day, i.due_day, i.payer_structure, i.payer_person,"
	" json_extract(i.buyer, '$.name'), i.event, e.code, o.number, i.net_cents, i.vat_cents, i.total_cents,"
	" m.credited, m.desk, m.since, m.reminders"
	" FROM invoice i LEFT JOIN invoice o ON o.id = i.corrects LEFT JOIN event e ON e.id = i.event"
	" LEFT JOIN invoice_money m ON m.id = i.id"
	" WHERE (:kind IS NULL OR i.kind = :kind) AND (:year IS NULL OR i.year = :year)"
	" AND (:structure IS NULL OR i.payer_structure = :structure)"
	" AND (:person IS NULL OR i.payer_person = :person)"
	" AND (:event IS NULL OR i.event = :event OR EXISTS (SELECT 1 FROM invoice_line l"
	"  JOIN registration r ON r.id = l.registration WHERE l.invoice = i.id AND r.event = :event))"
	" AND (:most IS NULL OR i.id IN (SELECT x.id FROM invoice x"
	"  ORDER BY x.day, x.kind DESC, x.year, x.seq LIMIT :most OFFSET :skip))"
	" ORDER BY i.day, i.kind DESC, i.year, i.seq";

static void invoice_row_amounts(sqlite3_stmt *stmt, struct invoice_row *row, day_t today)
{
	struct invoice amounts = { .total = row->total, .due_day = noun_day(stmt, 4) };

	row->credited = sql_int(stmt, 14);
	row->paid_at_desk = sql_int(stmt, 15);
	if (row->kind == INVOICE_INVOICE) {
		row->paid = row->paid_at_desk + sql_int(stmt, 16);
		row->balance = row->total - row->credited - row->paid;
	}
	amounts.credited = row->credited;
	amounts.paid = row->paid;
	amounts.balance = row->balance;
	row->state = invoice_state_of(row->kind, &amounts, today);
	row->days_late = row->state == INVOICE_LATE ? (int)(today - amounts.due_day) : 0;
	row->reminders = (int)sql_int(stmt, 17);
}

static bool list_window(struct db *db, const struct invoice_filter *filter, size_t skip, size_t most,
	invoice_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, invoice_rows, err);
	const day_t today = noun_on(CIVIL_NONE);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_opt(stmt, ":kind", vocabulary_name(&invoice_kinds, filter->kind));
	sql_bind_id(stmt, ":year", filter->year);
	sql_bind_id(stmt, ":structure", filter->payer_structure);
	sql_bind_id(stmt, ":person", filter->payer_person);
	sql_bind_id(stmt, ":event", filter->event);
	sql_bind_int(stmt, ":skip", (int64_t)skip);
	sql_bind_id(stmt, ":most", (int64_t)most);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct invoice_row row = {
			.id = sql_int(stmt, 0),
			.kind = (enum invoice_kind)noun_value(&invoice_kinds, stmt, 1),
			.number = sql_text(stmt, 2),
			.day = sql_text(stmt, 3),
			.due = sql_text(stmt, 4),
			.payer_structure = sql_int(stmt, 5),
			.payer_person = sql_int(stmt, 6),
			.payer = sql_text(stmt, 7),
			.event = sql_int(stmt, 8),
			.event_code = sql_text(stmt, 9),
			.corrects = sql_text(stmt, 10),
			.net = sql_int(stmt, 11),
			.vat = sql_int(stmt, 12),
			.total = sql_int(stmt, 13),
		};

		invoice_row_amounts(stmt, &row, today);
		if (filter->states && !(filter->states & 1u << row.state))
			continue;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool invoice_list(struct db *db, const struct invoice_filter *filter, invoice_row_fn each, void *arg,
	struct err *err)
{
	return list_window(db, filter, 0, 0, each, arg, err);
}

bool invoice_list_part(struct db *db, const struct invoice_filter *filter, size_t skip, size_t most,
	bool *more, invoice_row_fn each, void *arg, struct err *err)
{
	int64_t all = 0;

	*more = false;
	if (!list_window(db, filter, skip, most, each, arg, err) ||
		!noun_ask(db, "SELECT count(*) FROM invoice WHERE id <> :id", 0, &all, err))
		return false;
	*more = (int64_t)(skip + most) < all;
	return true;
}

/* --- the record -------------------------------------------------------------------- */

static const char *invoice_kind_label(const char *raw)
{
	return noun_label(&invoice_kinds, raw);
}

static const char *invoice_state_label(const char *raw)
{
	return noun_label(&invoice_states, raw);
}

enum {
	INVOICE_NUMBER,
	INVOICE_KIND,
	INVOICE_DAY,
	INVOICE_PAYER,
	INVOICE_EVENT,
	INVOICE_NET,
	INVOICE_VAT,
	INVOICE_TOTAL,
	INVOICE_GIVEN_BACK,
	INVOICE_AT_DESK,
	INVOICE_PAID_OF_IT,
	INVOICE_BALANCE,
	INVOICE_DUE,
	INVOICE_STATE,
	INVOICE_DAYS_LATE,
	INVOICE_REMINDERS,
	INVOICE_CORRECTS,
	INVOICE_ID,
};

static struct value invoice_value(const void *p, size_t i)
{
	const struct invoice_row *row = p;

	switch (i) {
	case INVOICE_NUMBER:
		return value_text(row->number);
	case INVOICE_KIND:
		return value_text(vocabulary_name(&invoice_kinds, (int)row->kind));
	case INVOICE_DAY:
		return value_date(row->day);
	case INVOICE_PAYER:
		return value_text(row->payer);
	case INVOICE_EVENT:
		return value_text(row->event_code);
	case INVOICE_NET:
		return value_cents(row->net);
	case INVOICE_VAT:
		return value_cents(row->vat);
	case INVOICE_TOTAL:
		return value_cents(row->total);
	case INVOICE_GIVEN_BACK:
		return value_cents(row->credited);
	case INVOICE_AT_DESK:
		return value_cents(row->paid_at_desk);
	case INVOICE_PAID_OF_IT:
		return value_cents(row->paid);
	case INVOICE_BALANCE:
		return value_cents(row->balance);
	case INVOICE_DUE:
		return value_date(row->due);
	case INVOICE_STATE:
		return value_text(vocabulary_name(&invoice_states, (int)row->state));
	case INVOICE_DAYS_LATE:
		return value_int(row->days_late);
	case INVOICE_REMINDERS:
		return value_int(row->reminders);
	case INVOICE_CORRECTS:
		return value_text(row->corrects);
	default:
		return value_id(row->id);
	}
}

static const struct field invoice_fields[] = {
	[INVOICE_NUMBER] = NOUN_FIELD("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	[INVOICE_KIND] = NOUN_FIELD_WORDS("kind", NULL, 8, 0, 9, invoice_kind_label),
	[INVOICE_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 2),
	[INVOICE_PAYER] = NOUN_FIELD("payer", N_("Payer"), FIELD_TEXT, 16, 3, 0),
	[INVOICE_EVENT] = NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 4),
	[INVOICE_NET] = NOUN_FIELD("net_cents", NULL, FIELD_CENTS, 10, 0, 8),
	[INVOICE_VAT] = NOUN_FIELD("vat_cents", NULL, FIELD_CENTS, 10, 0, 8),
	[INVOICE_TOTAL] = NOUN_FIELD("total_cents", N_("Total"), FIELD_CENTS, 10, 0, 0),
	[INVOICE_GIVEN_BACK] = NOUN_FIELD("credited_cents", N_("Credited"), FIELD_CENTS, 10, 0, 6),
	[INVOICE_AT_DESK] = NOUN_FIELD("paid_at_desk_cents", NULL, FIELD_CENTS, 10, 0, 8),
	[INVOICE_PAID_OF_IT] = NOUN_FIELD("paid_cents", N_("Paid"), FIELD_CENTS, 10, 0, 5),
	[INVOICE_BALANCE] = NOUN_FIELD("balance_cents", N_("Balance"), FIELD_CENTS, 10, 0, 0),
	[INVOICE_DUE] = NOUN_FIELD("due_day", N_("Due on"), FIELD_DATE, 10, 0, 3),
	[INVOICE_STATE] = NOUN_FIELD_WORDS("state", N_("State"), 10, 0, 0, invoice_state_label),
	[INVOICE_DAYS_LATE] = NOUN_FIELD("days_late", NULL, FIELD_INT, 4, 0, 7),
	[INVOICE_REMINDERS] = NOUN_FIELD("reminders", NULL, FIELD_INT, 4, 0, 7),
	[INVOICE_CORRECTS] = NOUN_FIELD("corrects", N_("Corrects"), FIELD_TEXT, 11, 0, 7),
	[INVOICE_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 19, 0, 9),
};

const struct record_type invoice_type = NOUN_RECORD("invoices", invoice_fields, invoice_value);
