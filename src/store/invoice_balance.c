/* Balances by payer, event or year, and the reminders that follow from them. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/invoice_payment.h"
#include "store/invoice_internal.h"

#define BALANCE_SELECT(id, name)                                                                  \
	"SELECT " id ", " name ", count(*), sum(i.total_cents), sum(m.credited), sum(m.desk + m.since)," \
	" sum(max(0, i.total_cents - m.credited - m.desk - m.since)),"                             \
	" sum(max(0, m.desk + m.since + m.credited - i.total_cents))"                              \
	" FROM invoice i JOIN invoice_money m ON m.id = i.id LEFT JOIN event e ON e.id = i.event"  \
	" LEFT JOIN structure s ON s.id = i.payer_structure"                                       \
	" WHERE i.kind = 'invoice' AND (:year IS NULL OR i.year = :year)"                          \
	" AND (:structure IS NULL OR i.payer_structure = :structure)"                              \
	" AND (:person IS NULL OR i.payer_person = :person)"                                       \
	" AND (:event IS NULL OR i.event = :event) GROUP BY " id

static const char balance_by_payer[] = BALANCE_SELECT("coalesce(i.payer_structure, i.payer_person)",
	"coalesce(s.name, json_extract(max(i.buyer), '$.name'))") " ORDER BY 2, 1";
static const char balance_by_event[] =
	BALANCE_SELECT("coalesce(e.id, 0)", "coalesce(e.code, '')") " ORDER BY max(e.first_day), 1";
static const char balance_by_year[] =
	BALANCE_SELECT("i.year", "CAST(i.year AS TEXT)") " ORDER BY 1";

static sqlite3_stmt *balance_prepare(struct db *db, enum invoice_group by, struct err *err)
{
	switch (by) {
	case INVOICE_BY_PAYER:
		return sql_prepare(db, balance_by_payer, err);
	case INVOICE_BY_EVENT:
		return sql_prepare(db, balance_by_event, err);
	case INVOICE_BY_YEAR:
		break;
	}
	return sql_prepare(db, balance_by_year, err);
}

bool invoice_balances(struct db *db, enum invoice_group by, const struct invoice_filter *filter,
	invoice_balance_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = balance_prepare(db, by, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":year", filter->year);
	sql_bind_id(stmt, ":structure", filter->payer_structure);
	sql_bind_id(stmt, ":person", filter->payer_person);
	sql_bind_id(stmt, ":event", filter->event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct invoice_balance row = {
			.id = by == INVOICE_BY_YEAR ? 0 : sql_int(stmt, 0),
			.name = sql_text(stmt, 1),
			.invoices = (int)sql_int(stmt, 2),
			.total = sql_int(stmt, 3),
			.credited = sql_int(stmt, 4),
			.paid = sql_int(stmt, 5),
			.due = sql_int(stmt, 6),
			.credit = sql_int(stmt, 7),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- reminders --------------------------------------------------------------------- */

static const char reminder_rows[] =
	"SELECT i.id, i.number, json_extract(i.buyer, '$.name'), json_extract(i.buyer, '$.email'),"
	" i.total_cents - m.credited - m.desk - m.since, i.due_day, m.reminders,"
	" (SELECT max(r.day) FROM reminder r WHERE r.invoice = i.id)"
	" FROM invoice i JOIN invoice_money m ON m.id = i.id"
	" WHERE i.kind = 'invoice' AND i.due_day < :today"
	" AND i.total_cents - m.credited - m.desk - m.since > 0 ORDER BY i.due_day, i.seq";

/* The next one leaves the payer the days that the settings put between the two, whenever the one
 * before was done. */
static bool reminder_due(const struct invoice_settings *settings, const struct invoice_reminder *row, day_t today)
{
	const int level = row->level;
	day_t last;

	if ((size_t)level > settings->reminder_count || row->days_late < settings->reminders[level - 1])
		return false;
	return level == 1 || !civil_parse_iso(row->last, &last) ||
	       today - last >= settings->reminders[level - 1] - settings->reminders[level - 2];
}

bool invoice_reminders(struct db *db, const struct invoice_settings *settings,
	invoice_reminder_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, reminder_rows, err);
	const day_t today = noun_on(CIVIL_NONE);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":today", today);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct invoice_reminder row = {
			.invoice = sql_int(stmt, 0),
			.number = sql_text(stmt, 1),
			.payer = sql_text(stmt, 2),
			.email = sql_text(stmt, 3),
			.balance = sql_int(stmt, 4),
			.due = sql_text(stmt, 5),
			.days_late = (int)(today - noun_day(stmt, 5)),
			.level = (int)sql_int(stmt, 6) + 1,
			.last = sql_text(stmt, 7),
		};
		if (!reminder_due(settings, &row, today))
			continue;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool invoice_reminded(
	struct db *db, int64_t invoice, invoice_reminded_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT level, day, author, note FROM reminder WHERE invoice = :id ORDER BY level", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", invoice);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct invoice_reminded row = {
			.level = (int)sql_int(stmt, 0),
			.day = noun_day(stmt, 1),
			.author = sql_text(stmt, 2),
			.note = sql_text(stmt, 3),
		};

		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* Two people, or a key struck twice, note one reminder: the next one comes another day. */
static bool remind_not_today(struct db *db, const struct invoice *v, int64_t last, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT 1 FROM reminder WHERE invoice = :id AND day = :today", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", v->id);
	noun_bind_date(stmt, ":today", noun_on(CIVIL_NONE));
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	if (result == SQL_ROW)
		return err_set(err, ERR_REFUSED, _("reminder %d of %s was noted today: the next one comes another day"),
			(int)last, v->number);
	return result == SQL_DONE;
}

static bool remind_allowed(struct db *db, int64_t invoice, int *level, struct err *err)
{
	struct invoice v;
	int64_t last = 0;
	bool ok;

	invoice_init(&v);
	ok = invoice_get(db, invoice, &v, err) &&
	     noun_ask(db, "SELECT max(level) FROM reminder WHERE invoice = :id", invoice, &last, err);
	if (ok && v.state != INVOICE_LATE)
		ok = err_set(err, ERR_REFUSED, _("%s is not late: there is nothing to remind of"), v.number);
	if (ok && *level && *level <= last)
		ok = err_set(err, ERR_REFUSED, _("reminder %d of %s is noted already"), *level, v.number);
	ok = ok && remind_not_today(db, &v, last, err);
	if (!*level)
		*level = (int)last + 1;
	invoice_release(&v);
	return ok;
}

static bool remind_insert(struct db *db, int64_t invoice, int level, const char *note, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO reminder (id, invoice, level, day, at, author, note)"
		" VALUES (:id, :invoice, :level, :day, :at, :author, :note)",
		err);
	char *clean;

	if (!stmt)
		return false;
	clean = noun_clean(note, false);
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":invoice", invoice);
	sql_bind_int(stmt, ":level", level);
	noun_bind_date(stmt, ":day", noun_on(CIVIL_NONE));
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_opt(stmt, ":note", clean);
	free(clean);
	return sql_run(db, stmt, err);
}

bool invoice_remind(struct db *db, int64_t invoice, int level, const char *note, int *noted,
	struct err *err)
{
	const struct change_label label = { .kind = CHANGE_REMINDER, .subject = invoice };
	bool ok, touched;

	if (!change_begin(db, &label, err))
		return false;
	ok = remind_allowed(db, invoice, &level, err);
	touched = ok;
	ok = ok && remind_insert(db, invoice, level, note, err);
	ok = noun_end(db, ok, touched, err);
	if (ok && noted)
		*noted = level;
	return ok;
}

/* --- the records ------------------------------------------------------------------- */

static struct value balance_value(const void *p, size_t i)
{
	const struct invoice_balance *b = p;
	const cents_t cents[] = { b->total, b->credited, b->paid, b->due, b->credit };

	switch (i) {
	case 0:
		return value_id(b->id);
	case 1:
		return value_text(b->name);
	case 2:
		return value_int(b->invoices);
	default:
		return value_cents(cents[i - 3]);
	}
}

static const struct field balance_fields[] = {
	NOUN_FIELD("id", NULL, FIELD_ID, 19, 0, 9),
	NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	NOUN_FIELD("invoices", N_("Invoices"), FIELD_INT, 4, 0, 3),
	NOUN_FIELD("total_cents", N_("Total"), FIELD_CENTS, 10, 0, 1),
	NOUN_FIELD("credited_cents", N_("Credited"), FIELD_CENTS, 10, 0, 4),
	NOUN_FIELD("paid_cents", N_("Paid"), FIELD_CENTS, 10, 0, 2),
	NOUN_FIELD("due_cents", N_("Balance"), FIELD_CENTS, 10, 0, 0),
	NOUN_FIELD("credit_cents", N_("Paid in excess"), FIELD_CENTS, 10, 0, 5),
};

const struct record_type invoice_balance_type =
	NOUN_RECORD("balances", balance_fields, balance_value);

static struct value reminder_value(const void *p, size_t i)
{
	const struct invoice_reminder *r = p;

	switch (i) {
	case 0:
		return value_text(r->number);
	case 1:
		return value_text(r->payer);
	case 2:
		return value_text(r->email);
	case 3:
		return value_cents(r->balance);
	case 4:
		return value_date(r->due);
	case 5:
		return value_int(r->days_late);
	case 6:
		return value_int(r->level);
	default:
		return value_date(r->last);
	}
}

static const struct field reminder_fields[] = {
	NOUN_FIELD("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	NOUN_FIELD("payer", N_("Payer"), FIELD_TEXT, 16, 3, 0),
	NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 12, 2, 4),
	NOUN_FIELD("balance_cents", N_("Balance"), FIELD_CENTS, 10, 0, 0),
	NOUN_FIELD("due_day", N_("Due on"), FIELD_DATE, 10, 0, 2),
	NOUN_FIELD("days_late", N_("Days late"), FIELD_INT, 4, 0, 1),
	NOUN_FIELD("level", N_("Reminder"), FIELD_INT, 4, 0, 0),
	NOUN_FIELD("last_day", N_("Last one"), FIELD_DATE, 10, 0, 3),
};

const struct record_type invoice_reminder_type =
	NOUN_RECORD("reminders", reminder_fields, reminder_value);
