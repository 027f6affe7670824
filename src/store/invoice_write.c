/* An invoice or a credit note on its way into the database: its number, its lines, its seal. */
#include <stdio.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/invoice_internal.h"

/* --- the number -------------------------------------------------------------------- */

/* The next one of the year, read under the write lock: the table itself is the series, so that
 * what is not committed has taken none. */
static bool invoice_take_number(struct db *db, const struct invoice_settings *settings,
	struct invoice *invoice, struct err *err)
{
	const char *prefix = invoice->kind == INVOICE_INVOICE
				     ? invoice_settings_prefix(settings)
				     : invoice_settings_credit_prefix(settings);
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT 1 + coalesce(max(seq), 0) FROM invoice WHERE kind = :kind AND year = :year", err);
	struct str number = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	invoice->year = civil_from_day(invoice->day).year;
	sql_bind_text(stmt, ":kind", vocabulary_name(&invoice_kinds, (int)invoice->kind));
	sql_bind_int(stmt, ":year", invoice->year);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		invoice->seq = (int)sql_int(stmt, 0);
	sql_done(stmt);
	str_addf(&number, "%s%04d-%04d", prefix, invoice->year, invoice->seq);
	invoice_set(&invoice->number, number.buf);
	str_release(&number);
	return result == SQL_ROW;
}

/* The series is chronological: behind the last one nothing is dated, nor a credit note before its
 * invoice. */
static bool invoice_day_follows(struct db *db, const struct invoice *invoice, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT max(day) FROM invoice WHERE kind = :kind OR id = :corrects", err);
	struct str when = STR_INIT;
	enum sql_result result;
	day_t last;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":kind", vocabulary_name(&invoice_kinds, (int)invoice->kind));
	sql_bind_id(stmt, ":corrects", invoice->corrects);
	result = sql_step(db, stmt, err);
	last = result == SQL_ROW ? noun_day(stmt, 0) : CIVIL_NONE;
	sql_done(stmt);
	if (result != SQL_ROW || last == CIVIL_NONE || last <= invoice->day)
		return result != SQL_FAILED;
	civil_format_date(&when, last, i18n_lang());
	err_set(err, ERR_REFUSED,
		_("the last one issued is dated %s: none can be dated before it; check this computer's date"),
		when.buf);
	str_release(&when);
	return false;
}

/* --- rows -------------------------------------------------------------------------- */

static void invoice_bind_party(sqlite3_stmt *stmt, const char *const names[8],
	const struct invoice_party *p)
{
	const char *const texts[] = { p->name, p->address, p->postcode, p->town, p->siret,
		p->vat_number, p->email, p->phone };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		sql_bind_text(stmt, names[i], texts[i] ? texts[i] : "");
}

static void invoice_bind_terms(sqlite3_stmt *stmt, const struct invoice_terms *t)
{
	sql_bind_text(stmt, ":penalties", t->penalties);
	sql_bind_text(stmt, ":recovery", t->recovery);
	sql_bind_text(stmt, ":discount", t->discount);
	sql_bind_text(stmt, ":mention", t->vat_mention);
	sql_bind_text(stmt, ":iban", t->iban);
	sql_bind_text(stmt, ":bic", t->bic);
	sql_bind_text(stmt, ":note", t->note);
}

#define INVOICE_PARTY(p)                                                                       \
	"json_object('name', :" p "_name, 'address', :" p "_address, 'postcode', :" p          \
	"_postcode, 'town', :" p "_town, 'siret', :" p "_siret, 'vat_number', :" p             \
	"_vat_number, 'email', :" p "_email, 'phone', :" p "_phone)"
#define INVOICE_PARTY_NAMES(p)                                                                 \
	{                                                                                      \
		":" p "_name", ":" p "_address", ":" p "_postcode", ":" p "_town",             \
			":" p "_siret", ":" p "_vat_number", ":" p "_email", ":" p "_phone"    \
	}

static const char invoice_insert[] =
	"INSERT INTO invoice (id, kind, year, seq, number, day, due_day, at, author, desk, corrects, reason, event,"
	" service_from, service_to, payer_structure, payer_person, seller, buyer, service_code, engagement,"
	" vat, vat_rate, net_cents, vat_cents, total_cents, paid_before_cents, terms, lang) VALUES (:id, :kind, :year, :seq, :number,"
	" :day, :due_day, :at, :author, :desk, :corrects, :reason, :event, :service_from, :service_to,"
	" :payer_structure, :payer_person, " INVOICE_PARTY("seller") ", " INVOICE_PARTY(
		"buyer") ","
			 " :service_code, :engagement, :vat, :vat_rate, :net, :vat_cents, :total, :paid_before,"
			 " json_object('penalties', :penalties, 'recovery', :recovery, 'discount', :discount,"
			 " 'vat', :mention, 'iban', :iban, 'bic', :bic, 'note', :note), :lang)";

static void invoice_bind(sqlite3_stmt *stmt, const struct invoice *v)
{
	static const char *const seller[] = INVOICE_PARTY_NAMES("seller");
	static const char *const buyer[] = INVOICE_PARTY_NAMES("buyer");

	sql_bind_int(stmt, ":id", v->id);
	sql_bind_text(stmt, ":kind", vocabulary_name(&invoice_kinds, (int)v->kind));
	sql_bind_int(stmt, ":year", v->year);
	sql_bind_int(stmt, ":seq", v->seq);
	sql_bind_text(stmt, ":number", v->number);
	noun_bind_date(stmt, ":day", v->day);
	noun_bind_date(stmt, ":due_day", v->due_day);
	sql_bind_int(stmt, ":at", v->at);
	sql_bind_text(stmt, ":author", v->author);
	sql_bind_text(stmt, ":desk", v->desk);
	sql_bind_id(stmt, ":corrects", v->corrects);
	sql_bind_opt(stmt, ":reason", v->reason);
	sql_bind_id(stmt, ":event", v->event);
	noun_bind_date(stmt, ":service_from", v->service_from);
	noun_bind_date(stmt, ":service_to", v->service_to);
	sql_bind_id(stmt, ":payer_structure", v->payer_structure);
	sql_bind_id(stmt, ":payer_person", v->payer_person);
	invoice_bind_party(stmt, seller, &v->seller);
	invoice_bind_party(stmt, buyer, &v->buyer);
	sql_bind_opt(stmt, ":service_code", v->service_code);
	sql_bind_opt(stmt, ":engagement", v->engagement);
	sql_bind_text(stmt, ":vat", vocabulary_name(&invoice_vats, (int)v->vat));
	sql_bind_int(stmt, ":vat_rate", v->vat_rate);
	sql_bind_int(stmt, ":net", v->net);
	sql_bind_int(stmt, ":vat_cents", v->vat_cents);
	sql_bind_int(stmt, ":total", v->total);
	sql_bind_int(stmt, ":paid_before", v->paid_before);
	invoice_bind_terms(stmt, &v->terms);
	sql_bind_text(stmt, ":lang", v->lang == LANG_EN ? "en" : "fr");
}

static bool invoice_write_line(
	struct db *db, int64_t invoice, struct invoice_line *line, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO invoice_line (id, invoice, no, registration, corrects, event, name, label, first_day,"
		" last_day, unit, quantity, unit_cents, percent, net_cents, vat_cents, reasons) VALUES (:id, :invoice,"
		" :no, :registration, :corrects, :event, :name, :label, :first, :last, :unit, :quantity, :unit_cents,"
		" :percent, :net, :vat, :reasons)",
		err);

	if (!stmt)
		return false;
	line->id = id_new();
	sql_bind_int(stmt, ":id", line->id);
	sql_bind_int(stmt, ":invoice", invoice);
	sql_bind_int(stmt, ":no", line->no);
	sql_bind_id(stmt, ":registration", line->registration);
	sql_bind_id(stmt, ":corrects", line->corrects);
	sql_bind_text(stmt, ":event", line->event);
	sql_bind_text(stmt, ":name", line->name);
	sql_bind_text(stmt, ":label", line->label);
	noun_bind_date(stmt, ":first", line->first);
	noun_bind_date(stmt, ":last", line->last);
	sql_bind_text(stmt, ":unit", vocabulary_name(&fee_units, (int)line->unit));
	sql_bind_int(stmt, ":quantity", line->quantity);
	sql_bind_int(stmt, ":unit_cents", line->unit_cents);
	sql_bind_int(stmt, ":percent", line->percent);
	sql_bind_int(stmt, ":net", line->net);
	sql_bind_int(stmt, ":vat", line->vat);
	sql_bind_text(stmt, ":reasons", line->reasons);
	return sql_run(db, stmt, err);
}

/* The lines first: the header seals them. */
bool invoice_write(struct db *db, const struct invoice_settings *settings, struct invoice *invoice,
	struct err *err)
{
	sqlite3_stmt *stmt;

	if (!invoice_day_follows(db, invoice, err) ||
		!invoice_take_number(db, settings, invoice, err))
		return false;
	invoice->id = id_new();
	invoice->at = civil_now();
	invoice_set(&invoice->author, db_author(db));
	invoice_set(&invoice->desk, db_desk(db));
	for (size_t i = 0; i < invoice->line_count; i++)
		if (!invoice_write_line(db, invoice->id, &invoice->lines[i], err))
			return false;
	stmt = sql_prepare(db, invoice_insert, err);
	if (!stmt)
		return false;
	invoice_bind(stmt, invoice);
	return sql_run(db, stmt, err);
}
