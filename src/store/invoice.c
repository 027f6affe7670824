#include "etape/invoice.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/invoice_internal.h"

/* --- memory ------------------------------------------------------------------------ */

void invoice_set(char **text, const char *value)
{
	char *copy = xstrdup(value ? value : "");

	free(*text);
	*text = copy;
}

void invoice_init(struct invoice *invoice)
{
	*invoice = (struct invoice){
		.day = CIVIL_NONE,
		.due_day = CIVIL_NONE,
		.corrects_day = CIVIL_NONE,
		.service_from = CIVIL_NONE,
		.service_to = CIVIL_NONE,
	};
}

static void invoice_party_release(struct invoice_party *p)
{
	free(p->name);
	free(p->address);
	free(p->postcode);
	free(p->town);
	free(p->siret);
	free(p->vat_number);
	free(p->email);
	free(p->phone);
}

static void invoice_terms_release(struct invoice_terms *t)
{
	free(t->penalties);
	free(t->recovery);
	free(t->discount);
	free(t->vat_mention);
	free(t->iban);
	free(t->bic);
	free(t->note);
}

void invoice_line_release(struct invoice_line *line)
{
	free(line->event);
	free(line->name);
	free(line->label);
	free(line->reasons);
}

void invoice_release(struct invoice *invoice)
{
	for (size_t i = 0; i < invoice->line_count; i++)
		invoice_line_release(&invoice->lines[i]);
	free(invoice->lines);
	free(invoice->number);
	free(invoice->author);
	free(invoice->desk);
	free(invoice->corrects_number);
	free(invoice->reason);
	free(invoice->event_code);
	free(invoice->service_code);
	free(invoice->engagement);
	free(invoice->missing);
	invoice_party_release(&invoice->seller);
	invoice_party_release(&invoice->buyer);
	invoice_terms_release(&invoice->terms);
	invoice_init(invoice);
}

struct invoice_line *invoice_add_line(struct invoice *invoice)
{
	struct invoice_line *line;

	if (!(invoice->line_count & (invoice->line_count - 1)))
		invoice->lines = xrealloc(invoice->lines,
			(invoice->line_count ? invoice->line_count * 2 : 1) * sizeof *invoice->lines);
	line = &invoice->lines[invoice->line_count++];
	*line = (struct invoice_line){
		.no = (int)invoice->line_count,
		.first = CIVIL_NONE,
		.last = CIVIL_NONE,
		.percent = FEE_WHOLE,
	};
	return line;
}

/* --- amounts ----------------------------------------------------------------------- */

bool invoice_sum(struct invoice *invoice, struct err *err)
{
	bool ok = true;

	invoice->net = invoice->vat_cents = 0;
	invoice->service_from = invoice->service_to = CIVIL_NONE;
	for (size_t i = 0; i < invoice->line_count; i++) {
		const struct invoice_line *l = &invoice->lines[i];

		ok = ok && money_add(invoice->net, l->net, &invoice->net) &&
		     money_add(invoice->vat_cents, l->vat, &invoice->vat_cents);
		if (invoice->service_from == CIVIL_NONE || l->first < invoice->service_from)
			invoice->service_from = l->first;
		if (invoice->service_to == CIVIL_NONE || l->last > invoice->service_to)
			invoice->service_to = l->last;
	}
	ok = ok && money_add(invoice->net, invoice->vat_cents, &invoice->total);
	return ok || err_set(err, ERR_INVALID, _("the amounts add up beyond reason"));
}

enum invoice_state invoice_state_of(
	enum invoice_kind kind, const struct invoice *amounts, day_t today)
{
	if (kind == INVOICE_CREDIT_NOTE)
		return INVOICE_ISSUED;
	if (amounts->balance < 0)
		return INVOICE_OVERPAID;
	if (amounts->credited >= amounts->total)
		return INVOICE_CREDITED;
	if (!amounts->balance)
		return INVOICE_PAID;
	if (amounts->due_day != CIVIL_NONE && amounts->due_day < today)
		return INVOICE_LATE;
	return amounts->paid > 0 ? INVOICE_PARTLY_PAID : INVOICE_ISSUED;
}

/* --- reading ----------------------------------------------------------------------- */

#define INVOICE_PARTY(column)                                                                  \
	"json_extract(" column ", '$.name'), json_extract(" column ", '$.address'),"           \
	" json_extract(" column ", '$.postcode'), json_extract(" column ", '$.town'),"         \
	" json_extract(" column ", '$.siret'), json_extract(" column ", '$.vat_number'),"      \
	" json_extract(" column ", '$.email'), json_extract(" column ", '$.phone')"

enum {
	INVOICE_SELLER_AT = 28,
	INVOICE_BUYER_AT = INVOICE_SELLER_AT + 8,
	INVOICE_TERMS_AT = INVOICE_BUYER_AT + 8,
	INVOICE_MONEY_AT = INVOICE_TERMS_AT + 7,
};

static const char invoice_select[] =
	"SELECT i.id, i.kind, i.year, i.seq, i.number, i.day, i.due_day, i.at, i.author, i.desk, i.corrects,"
	" o.number, o.day, i.reason, i.event, e.code, i.service_from, i.service_to, i.payer_structure,"
	" i.payer_person, i.service_code, i.engagement, i.vat, i.vat_rate, i.net_cents, i.vat_cents, i.total_cents,"
	" i.lang, " INVOICE_PARTY("i.seller") ", " INVOICE_PARTY(
		"i.buyer") ", json_extract(i.terms, '$.penalties'), json_extract(i.terms, '$.recovery'),"
			   " json_extract(i.terms, '$.discount'), json_extract(i.terms, '$.vat'),"
			   " json_extract(i.terms, '$.iban'), json_extract(i.terms, '$.bic'),"
			   " json_extract(i.terms, '$.note'), m.credited, m.desk, m.since, i.paid_before_cents"
			   " FROM invoice i LEFT JOIN invoice o ON o.id = i.corrects"
			   " LEFT JOIN event e ON e.id = i.event LEFT JOIN invoice_money m ON m.id = i.id"
			   " WHERE i.id = :id";

static void invoice_read_party(sqlite3_stmt *stmt, int at, struct invoice_party *p)
{
	char **const texts[] = { &p->name, &p->address, &p->postcode, &p->town, &p->siret,
		&p->vat_number, &p->email, &p->phone };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = sql_dup(stmt, at + (int)i);
}

static void invoice_read_terms(sqlite3_stmt *stmt, int at, struct invoice_terms *t)
{
	char **const texts[] = { &t->penalties, &t->recovery, &t->discount, &t->vat_mention,
		&t->iban, &t->bic, &t->note };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = sql_dup(stmt, at + (int)i);
}

static void invoice_read(sqlite3_stmt *stmt, struct invoice *invoice)
{
	*invoice = (struct invoice){
		.id = sql_int(stmt, 0),
		.kind = (enum invoice_kind)noun_value(&invoice_kinds, stmt, 1),
		.year = (int)sql_int(stmt, 2),
		.seq = (int)sql_int(stmt, 3),
		.number = sql_dup(stmt, 4),
		.day = noun_day(stmt, 5),
		.due_day = noun_day(stmt, 6),
		.at = sql_int(stmt, 7),
		.author = sql_dup(stmt, 8),
		.desk = sql_dup(stmt, 9),
		.corrects = sql_int(stmt, 10),
		.corrects_number = sql_dup(stmt, 11),
		.corrects_day = noun_day(stmt, 12),
		.reason = sql_dup(stmt, 13),
		.event = sql_int(stmt, 14),
		.event_code = sql_dup(stmt, 15),
		.service_from = noun_day(stmt, 16),
		.service_to = noun_day(stmt, 17),
		.payer_structure = sql_int(stmt, 18),
		.payer_person = sql_int(stmt, 19),
		.service_code = sql_dup(stmt, 20),
		.engagement = sql_dup(stmt, 21),
		.vat = (enum invoice_vat)noun_value(&invoice_vats, stmt, 22),
		.vat_rate = (int)sql_int(stmt, 23),
		.net = sql_int(stmt, 24),
		.vat_cents = sql_int(stmt, 25),
		.total = sql_int(stmt, 26),
		.lang = str_eq(sql_text(stmt, 27), "en") ? LANG_EN : LANG_FR,
		.credited = sql_int(stmt, INVOICE_MONEY_AT),
		.paid_at_desk = sql_int(stmt, INVOICE_MONEY_AT + 1),
		.paid_before = sql_int(stmt, INVOICE_MONEY_AT + 3),
		.missing = xstrdup(""),
	};
	invoice_read_party(stmt, INVOICE_SELLER_AT, &invoice->seller);
	invoice_read_party(stmt, INVOICE_BUYER_AT, &invoice->buyer);
	invoice_read_terms(stmt, INVOICE_TERMS_AT, &invoice->terms);
	if (invoice->kind == INVOICE_INVOICE) {
		invoice->paid = invoice->paid_at_desk + sql_int(stmt, INVOICE_MONEY_AT + 2);
		invoice->balance = invoice->total - invoice->credited - invoice->paid;
	}
	invoice->state = invoice_state_of(invoice->kind, invoice, noun_on(CIVIL_NONE));
}

static bool invoice_read_lines(struct db *db, struct invoice *invoice, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT l.id, l.no, l.registration, l.corrects, l.event, l.name, l.label, l.first_day, l.last_day,"
		" l.unit, l.quantity, l.unit_cents, l.percent, l.net_cents, l.vat_cents, l.reasons,"
		" (SELECT sum(c.net_cents + c.vat_cents) FROM invoice_line c WHERE c.corrects = l.id),"
		" (SELECT sum(c.net_cents) FROM invoice_line c WHERE c.corrects = l.id)"
		" FROM invoice_line l WHERE l.invoice = :id ORDER BY l.no",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", invoice->id);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		*invoice_add_line(invoice) = (struct invoice_line){
			.id = sql_int(stmt, 0),
			.no = (int)sql_int(stmt, 1),
			.registration = sql_int(stmt, 2),
			.corrects = sql_int(stmt, 3),
			.event = sql_dup(stmt, 4),
			.name = sql_dup(stmt, 5),
			.label = sql_dup(stmt, 6),
			.first = noun_day(stmt, 7),
			.last = noun_day(stmt, 8),
			.unit = (enum fee_unit)noun_value(&fee_units, stmt, 9),
			.quantity = (int)sql_int(stmt, 10),
			.unit_cents = sql_int(stmt, 11),
			.percent = (int)sql_int(stmt, 12),
			.net = sql_int(stmt, 13),
			.vat = sql_int(stmt, 14),
			.reasons = sql_dup(stmt, 15),
			.credited = sql_int(stmt, 16),
			.credited_net = sql_int(stmt, 17),
		};
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool invoice_get(struct db *db, int64_t id, struct invoice *invoice, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, invoice_select, err);
	enum sql_result result;

	invoice_release(invoice);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		invoice_read(stmt, invoice);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this invoice is not known"));
	return result == SQL_ROW && invoice_read_lines(db, invoice, err);
}

bool invoice_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	*id = 0;
	stmt = sql_prepare(db, "SELECT id FROM invoice WHERE number = upper(:number)", err);
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":number", text);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	if (result == SQL_FAILED)
		return false;
	if (!*id && id_parse(text, id) &&
		!noun_ask(db, "SELECT id FROM invoice WHERE id = :id", *id, id, err))
		return false;
	return *id || err_set(err, ERR_NOT_FOUND,
			      _("no invoice '%s' is known: see 'etape invoices'"), text);
}
