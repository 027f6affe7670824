/* Who pays: the parties of a draft, and what is missing of them. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "store/invoice_internal.h"

void invoice_take_settings(struct invoice *invoice, const struct invoice_settings *settings)
{
	struct invoice_party *p = &invoice->seller;
	struct invoice_terms *t = &invoice->terms;

	invoice_set(&p->name, settings->name);
	invoice_set(&p->address, settings->address);
	invoice_set(&p->postcode, settings->postcode);
	invoice_set(&p->town, settings->town);
	invoice_set(&p->siret, settings->siret);
	invoice_set(&p->vat_number, settings->vat_number);
	invoice_set(&p->email, settings->email);
	invoice_set(&p->phone, settings->phone);
	invoice->vat = settings->vat == ANY ? VAT_OUTSIDE : (enum invoice_vat)settings->vat;
	invoice->vat_rate = invoice->vat == VAT_RATE ? settings->vat_rate : 0;
	invoice->lang = i18n_lang();
	invoice_set(&t->vat_mention, invoice_vat_mention(invoice->vat));
	invoice_set(&t->iban, settings->iban);
	invoice_set(&t->bic, settings->bic);
	invoice_set(&t->note, settings->note);
}

/* Penalties and the recovery fee are owed between professionals (code de commerce, L. 441-10): a
 * person who pays out of her own pocket may not be asked for them. */
void invoice_take_terms(struct invoice *invoice, const struct invoice_settings *settings)
{
	const bool professional = invoice->payer_structure || *invoice->buyer.siret;
	struct invoice_terms *t = &invoice->terms;

	invoice_set(&t->penalties, professional ? invoice_settings_penalties(settings) : "");
	invoice_set(&t->recovery, professional ? invoice_settings_recovery(settings) : "");
	invoice_set(&t->discount, professional ? invoice_settings_discount(settings) : "");
}

/* A body with public accounting, that asks for a SIRET on what it pays. */
static bool invoice_is_public(int kind)
{
	switch (kind) {
	case STRUCTURE_COMMUNE:
	case STRUCTURE_EPCI:
	case STRUCTURE_DEPARTEMENT:
	case STRUCTURE_REGION:
	case STRUCTURE_PREFECTURE:
	case STRUCTURE_EDUCATION_NATIONALE:
	case STRUCTURE_ETAT:
		return true;
	default:
		return false;
	}
}

static void invoice_read_structure(sqlite3_stmt *stmt, struct invoice *draft)
{
	struct invoice_party *p = &draft->buyer;

	invoice_set(&p->name, sql_text(stmt, 0));
	invoice_set(&p->address, sql_text(stmt, 1));
	invoice_set(&p->postcode, sql_text(stmt, 2));
	invoice_set(&p->town, sql_text(stmt, 3));
	invoice_set(&p->siret, sql_text(stmt, 4));
	invoice_set(&p->vat_number, sql_text(stmt, 5));
	invoice_set(&p->email, sql_text(stmt, 6));
	invoice_set(&p->phone, sql_text(stmt, 7));
	invoice_set(&draft->service_code, sql_text(stmt, 8));
	draft->payer_public = invoice_is_public(noun_value(&structure_kinds, stmt, 9));
}

/* There is no address of a person in the directory: what was filled in stays. */
static void invoice_read_person(sqlite3_stmt *stmt, struct invoice *draft)
{
	struct invoice_party *p = &draft->buyer;
	char **const typed[] = { &p->address, &p->postcode, &p->town, &p->siret, &p->vat_number };
	struct str name = STR_INIT;

	text_person(&name, sql_text(stmt, 0), sql_text(stmt, 1));
	invoice_set(&p->name, name.buf);
	invoice_set(&p->email, sql_text(stmt, 2));
	invoice_set(&p->phone, sql_text(stmt, 3));
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (!*typed[i])
			invoice_set(typed[i], "");
	invoice_set(&draft->service_code, "");
	str_release(&name);
}

bool invoice_take_buyer(struct db *db, struct invoice *draft, struct err *err)
{
	sqlite3_stmt *stmt = draft->payer_structure
		? sql_prepare(db,
			  "SELECT name, address, postcode, town, siret, vat_number, email, phone, service_code, kind"
			  " FROM structure WHERE id = :id", err)
		: sql_prepare(db,
			  "SELECT family_name, given_name, email, coalesce(phone, mobile)"
			  " FROM person WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id",
		draft->payer_structure ? draft->payer_structure : draft->payer_person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW && draft->payer_structure)
		invoice_read_structure(stmt, draft);
	else if (result == SQL_ROW)
		invoice_read_person(stmt, draft);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("who should pay is no longer known"));
	return result == SQL_ROW;
}

/* --- what is missing --------------------------------------------------------------- */

struct invoice_wants {
	struct str out;
	const char *of; /* the payer's name */
};

static void invoice_want(struct invoice_wants *w, bool there, const char *what)
{
	if (there)
		return;
	if (w->out.len)
		str_addc(&w->out, '\n');
	str_addf(&w->out, _("%s: %s"), w->of, what);
}

static void invoice_want_codes(struct invoice_wants *w, const struct invoice *d, const char *requires)
{
	const bool service = *d->service_code, engagement = *d->engagement;
	const bool both = str_eq(requires, "both");

	if (both || str_eq(requires, "service"))
		invoice_want(w, service, _("its service code"));
	if (both || str_eq(requires, "engagement"))
		invoice_want(w, engagement, _("an engagement number"));
	if (str_eq(requires, "either"))
		invoice_want(w, service || engagement, _("its service code or an engagement number"));
}

bool invoice_missing(struct db *db, const struct invoice *draft, char **missing, struct err *err)
{
	const struct invoice_party *p = &draft->buyer;
	struct invoice_wants w = { .out = STR_INIT, .of = p->name };
	sqlite3_stmt *stmt;
	enum sql_result result = SQL_DONE;

	invoice_want(&w, *p->address, _("its address"));
	invoice_want(&w, *p->postcode, _("its postcode"));
	invoice_want(&w, *p->town, _("its town"));
	if (draft->payer_public)
		invoice_want(&w, *p->siret, _("its SIRET"));
	stmt = sql_prepare(db, "SELECT requires FROM structure WHERE id = :id", err);
	if (stmt) {
		sql_bind_int(stmt, ":id", draft->payer_structure);
		result = sql_step(db, stmt, err);
		if (result == SQL_ROW)
			invoice_want_codes(&w, draft, sql_text(stmt, 0));
		sql_done(stmt);
	}
	free(*missing);
	*missing = str_take(&w.out);
	return stmt && result != SQL_FAILED;
}
