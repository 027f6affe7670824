#include "etape/claim.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/invoice_internal.h"

/* --- making ------------------------------------------------------------------------ */

static bool claim_insert(struct db *db, int64_t id, const struct invoice *draft, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO claim (id, payer_structure, payer_person, event, cents, at, author)"
		" VALUES (:id, :structure, :person, :event, :cents, :at, :author)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_id(stmt, ":structure", draft->payer_structure);
	sql_bind_id(stmt, ":person", draft->payer_person);
	sql_bind_id(stmt, ":event", draft->event);
	sql_bind_int(stmt, ":cents", draft->total);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	return sql_run(db, stmt, err);
}

static bool claim_insert_line(
	struct db *db, int64_t claim, const struct invoice_line *line, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO claim_line (id, claim, registration, cents, label, reasons)"
		" VALUES (:id, :claim, :registration, :cents, :label, :reasons)",
		err);
	struct str label = STR_INIT;

	if (!stmt)
		return false;
	str_addf(&label, _("%s, %s: %s"), line->name, line->event, line->label);
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":claim", claim);
	sql_bind_int(stmt, ":registration", line->registration);
	sql_bind_int(stmt, ":cents", line->net + line->vat);
	sql_bind_text(stmt, ":label", label.buf);
	sql_bind_text(stmt, ":reasons", line->reasons);
	str_release(&label);
	return sql_run(db, stmt, err);
}

static bool claim_write(struct db *db, const struct invoice *draft, struct err *err)
{
	const int64_t id = id_new();

	if (!claim_insert(db, id, draft, err))
		return false;
	for (size_t i = 0; i < draft->line_count; i++)
		if (!claim_insert_line(db, id, &draft->lines[i], err))
			return false;
	return true;
}

static bool claim_write_chosen(struct db *db, const struct invoice_scope *scope,
	const struct invoice_drafts *shown, const bool *chosen, struct invoice_drafts *now,
	int64_t *count, struct err *err)
{
	for (size_t i = 0; i < shown->count; i++) {
		const struct invoice *draft;

		if (chosen && !chosen[i])
			continue;
		draft = invoice_draft_again(now, &shown->at[i], err);
		if (!draft)
			return false;
		if (draft->early && !scope->early)
			return err_set(err, ERR_REFUSED,
				_("'%s' would be billed for days that are not over"),
				draft->buyer.name);
		if (!claim_write(db, draft, err))
			return false;
		++*count;
	}
	return *count || err_set(err, ERR_REFUSED, _("there is nothing to collect"));
}

bool claim_make(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, const struct invoice_drafts *drafts, const bool *chosen,
	size_t *made, struct err *err)
{
	struct change_label label = { .kind = CHANGE_CLAIM, .object = scope->event };
	struct invoice_drafts now = { .at = NULL };
	bool ok, touched;

	if (!settings->titles)
		return err_set(err, ERR_REFUSED,
			_("invoices are issued here: for titres de recettes, etape.ini says mode = title, section [invoice]"));
	if (!change_begin(db, &label, err))
		return false;
	ok = invoice_draft(db, settings, scope, &now, err);
	touched = ok;
	ok = ok && claim_write_chosen(db, scope, drafts, chosen, &now, &label.n, err);
	change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	invoice_drafts_release(&now);
	if (ok && made)
		*made = (size_t)label.n;
	return ok;
}

/* --- typing back ------------------------------------------------------------------- */

static bool claim_title_free(struct db *db, int64_t claim, const char *title, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT 1 FROM claim WHERE title = :title AND id <> :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":title", title);
	sql_bind_int(stmt, ":id", claim);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	if (result == SQL_ROW)
		return err_set(err, ERR_EXISTS, _("the title '%s' is noted for another payer already"), title);
	return result == SQL_DONE;
}

/* What is typed back of one: the texts' NULL or CIVIL_NONE take it off. */
struct claim_note {
	int64_t claim;
	const char *title; /* cleaned */
	day_t day;
	day_t paid;
	bool titled; /* .title and .day are to be written */
	bool told;   /* .paid is */
};

static bool claim_note_allowed(struct db *db, const struct claim_note *n, struct err *err)
{
	if (n->told && n->paid != CIVIL_NONE && n->paid > noun_on(CIVIL_NONE))
		return err_set(err, ERR_REFUSED, _("a payment has its day today at the latest"));
	return !n->titled || claim_title_free(db, n->claim, n->title, err);
}

static bool claim_note_write(struct db *db, const struct claim_note *n, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE claim SET title = CASE WHEN :titled THEN :title ELSE title END,"
		" title_day = CASE WHEN NOT :titled THEN title_day WHEN :title IS NOT NULL THEN :day END,"
		" paid_day = CASE WHEN :told THEN :paid ELSE paid_day END, rev = :next WHERE id = :id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", n->claim);
	sql_bind_int(stmt, ":next", id_new());
	sql_bind_int(stmt, ":titled", n->titled);
	sql_bind_opt(stmt, ":title", n->title);
	noun_bind_date(stmt, ":day", noun_on(n->day));
	sql_bind_int(stmt, ":told", n->told);
	noun_bind_date(stmt, ":paid", n->paid);
	return sql_run(db, stmt, err) &&
	       (sql_changes(db) || err_set(err, ERR_NOT_FOUND, _("this sum to collect is not known")));
}

static bool claim_note_save(struct db *db, const struct claim_note *n, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_CLAIM_TITLE, .subject = n->claim };
	bool ok;

	if (!change_begin(db, &label, err))
		return false;
	ok = claim_note_allowed(db, n, err) && claim_note_write(db, n, err);
	return noun_end(db, ok, ok, err);
}

bool claim_set_title(struct db *db, int64_t claim, const char *title, day_t day, struct err *err)
{
	char *clean = noun_clean(title, false);
	const struct claim_note n = { .claim = claim, .title = clean, .day = day, .titled = true };
	const bool ok = claim_note_save(db, &n, err);

	free(clean);
	return ok;
}

bool claim_set_paid(struct db *db, int64_t claim, day_t day, struct err *err)
{
	return claim_note_save(
		db, &(struct claim_note){ .claim = claim, .paid = day, .told = true }, err);
}

bool claim_set_both(struct db *db, int64_t claim, const char *title, day_t day, day_t paid, struct err *err)
{
	char *clean = noun_clean(title, false);
	const struct claim_note n = { claim, clean, day, paid, true, true };
	const bool ok = claim_note_save(db, &n, err);

	free(clean);
	return ok;
}

static bool claim_withdrawable(struct db *db, int64_t claim, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT paid_day IS NOT NULL FROM claim WHERE id = :id", err);
	enum sql_result result;
	bool paid = false;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", claim);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		paid = sql_int(stmt, 0) != 0;
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this sum to collect is not known"));
	if (paid)
		return err_set(err, ERR_REFUSED,
			_("this sum was paid: the accountant gives back what is too much, and it stays as it is"));
	return result == SQL_ROW;
}

static bool claim_delete(struct db *db, const char *sql, int64_t claim, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", claim);
	return sql_run(db, stmt, err);
}

bool claim_withdraw(struct db *db, int64_t claim, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_CLAIM_WITHDRAWN, .subject = claim };
	bool ok, touched;

	if (!change_begin(db, &label, err))
		return false;
	ok = touched = claim_withdrawable(db, claim, err);
	ok = ok && claim_delete(db, "DELETE FROM claim_line WHERE claim = :id", claim, err) &&
	     claim_delete(db, "DELETE FROM claim WHERE id = :id", claim, err);
	return noun_end(db, ok, touched, err);
}

bool claim_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT id FROM claim WHERE title = :title", err);
	enum sql_result result;

	*id = 0;
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":title", text);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	if (result == SQL_FAILED)
		return false;
	if (!*id && id_parse(text, id) &&
		!noun_ask(db, "SELECT id FROM claim WHERE id = :id", *id, id, err))
		return false;
	return *id || err_set(err, ERR_NOT_FOUND,
			      _("no sum to collect '%s' is known: see 'etape claim --list'"), text);
}

/* --- reading ----------------------------------------------------------------------- */

static const char claim_rows[] =
	"SELECT c.id, c.payer_structure, c.payer_person, s.name, s.siret, p.family_name, p.given_name, c.event, e.code,"
	" (SELECT group_concat(l.label, char(10)) FROM (SELECT label FROM claim_line WHERE claim = c.id ORDER BY id) l),"
	" (SELECT group_concat(l.reasons, char(10)) FROM (SELECT reasons FROM claim_line WHERE claim = c.id"
	"  ORDER BY id) l),"
	" (SELECT group_concat(l.told, char(10)) FROM (SELECT label || coalesce(char(10) || nullif(reasons, ''), '')"
	"  AS told FROM claim_line WHERE claim = c.id ORDER BY id) l),"
	" c.cents, c.at, c.author, c.title, c.title_day, c.paid_day, s.address, s.postcode, s.town, s.service_code,"
	/* Of several claims of one registration the first takes what was paid at the desk. */
	" (SELECT sum(max(0, min(l.cents, coalesce((SELECT sum(y.cents) FROM payment y"
	"   WHERE y.registration = l.registration), 0) - coalesce((SELECT sum(b.cents) FROM claim_line b"
	"   WHERE b.registration = l.registration AND b.claim < l.claim), 0))))"
	"  FROM (SELECT claim, registration, sum(cents) AS cents FROM claim_line WHERE claim = c.id"
	"  GROUP BY registration) l)"
	" FROM claim c LEFT JOIN structure s ON s.id = c.payer_structure LEFT JOIN person p ON p.id = c.payer_person"
	" LEFT JOIN event e ON e.id = c.event"
	" WHERE (:structure IS NULL OR c.payer_structure = :structure)"
	" AND (:person IS NULL OR c.payer_person = :person)"
	" AND (:open IS NULL OR c.title IS NULL OR c.paid_day IS NULL)"
	" AND (:event IS NULL OR c.event = :event OR EXISTS (SELECT 1 FROM claim_line l"
	"  JOIN registration r ON r.id = l.registration WHERE l.claim = c.id AND r.event = :event))"
	" ORDER BY c.at, c.id";

bool claim_list(
	struct db *db, const struct claim_filter *filter, claim_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, claim_rows, err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":structure", filter->payer_structure);
	sql_bind_id(stmt, ":person", filter->payer_person);
	sql_bind_id(stmt, ":event", filter->event);
	sql_bind_id(stmt, ":open", filter->open);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct claim_row row = {
			.id = sql_int(stmt, 0),
			.payer_structure = sql_int(stmt, 1),
			.payer_person = sql_int(stmt, 2),
			.siret = sql_text(stmt, 4),
			.event = sql_int(stmt, 7),
			.event_code = sql_text(stmt, 8),
			.who = sql_text(stmt, 9),
			.reasons = sql_text(stmt, 10),
			.lines = sql_text(stmt, 11),
			.cents = sql_int(stmt, 12),
			.at = sql_int(stmt, 13),
			.author = sql_text(stmt, 14),
			.title = sql_text(stmt, 15),
			.title_day = sql_text(stmt, 16),
			.paid_day = sql_text(stmt, 17),
			.address = sql_text(stmt, 18),
			.postcode = sql_text(stmt, 19),
			.town = sql_text(stmt, 20),
			.service_code = sql_text(stmt, 21),
			.paid_at_desk = sql_int(stmt, 22),
		};

		row.left = *row.paid_day ? 0 : row.cents - row.paid_at_desk;
		str_reset(&name);
		if (row.payer_structure)
			str_add(&name, sql_text(stmt, 3));
		else
			text_person(&name, sql_text(stmt, 5), sql_text(stmt, 6));
		row.payer = name.buf;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

/* --- the record -------------------------------------------------------------------- */

enum {
	CLAIM_ID,
	CLAIM_PAYER,
	CLAIM_SIRET,
	CLAIM_ADDRESS,
	CLAIM_POSTCODE,
	CLAIM_TOWN,
	CLAIM_SERVICE,
	CLAIM_EVENT,
	CLAIM_CENTS,
	CLAIM_AT_DESK,
	CLAIM_LEFT,
	CLAIM_WHO,
	CLAIM_REASONS,
	CLAIM_TITLE,
	CLAIM_TITLE_DAY,
	CLAIM_PAID_DAY,
	CLAIM_AT,
	CLAIM_AUTHOR,
};

static struct value claim_value(const void *p, size_t i)
{
	const struct claim_row *row = p;

	switch (i) {
	case CLAIM_ID:
		return value_id(row->id);
	case CLAIM_PAYER:
		return value_text(row->payer);
	case CLAIM_SIRET:
		return value_text(row->siret);
	case CLAIM_ADDRESS:
		return value_text(row->address);
	case CLAIM_POSTCODE:
		return value_text(row->postcode);
	case CLAIM_TOWN:
		return value_text(row->town);
	case CLAIM_SERVICE:
		return value_text(row->service_code);
	case CLAIM_EVENT:
		return value_text(row->event_code);
	case CLAIM_CENTS:
		return value_cents(row->cents);
	case CLAIM_AT_DESK:
		return value_cents(row->paid_at_desk);
	case CLAIM_LEFT:
		return value_cents(row->left);
	case CLAIM_WHO:
		return value_list(row->who);
	case CLAIM_REASONS:
		return value_list(row->reasons);
	case CLAIM_TITLE:
		return value_text(row->title);
	case CLAIM_TITLE_DAY:
		return value_date(row->title_day);
	case CLAIM_PAID_DAY:
		return value_date(row->paid_day);
	case CLAIM_AT:
		return value_instant(row->at);
	default:
		return value_text(row->author);
	}
}

static const struct field claim_fields[] = {
	[CLAIM_ID] = NOUN_FIELD("id", N_("Id"), FIELD_ID, 19, 0, 1),
	[CLAIM_PAYER] = NOUN_FIELD("payer", N_("Payer"), FIELD_TEXT, 16, 3, 0),
	[CLAIM_SIRET] = NOUN_FIELD("siret", N_("SIRET"), FIELD_TEXT, 14, 0, 6),
	[CLAIM_ADDRESS] = NOUN_FIELD("address", N_("Address"), FIELD_TEXT, 16, 2, 10),
	[CLAIM_POSTCODE] = NOUN_FIELD("postcode", N_("Postcode"), FIELD_TEXT, 8, 0, 10),
	[CLAIM_TOWN] = NOUN_FIELD("town", N_("Town"), FIELD_TEXT, 10, 1, 10),
	[CLAIM_SERVICE] = NOUN_FIELD("service_code", N_("Service code"), FIELD_TEXT, 8, 0, 11),
	[CLAIM_EVENT] = NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 4),
	[CLAIM_CENTS] = NOUN_FIELD("cents", N_("Amount"), FIELD_CENTS, 10, 0, 0),
	[CLAIM_AT_DESK] = NOUN_FIELD("paid_at_desk_cents", N_("At the desk"), FIELD_CENTS, 10, 0, 5),
	[CLAIM_LEFT] = NOUN_FIELD("left_cents", N_("To collect"), FIELD_CENTS, 10, 0, 0),
	[CLAIM_WHO] = NOUN_FIELD("who", N_("What for"), FIELD_LIST, 16, 4, 2),
	[CLAIM_REASONS] = NOUN_FIELD("reasons", NULL, FIELD_LIST, 12, 4, 7),
	[CLAIM_TITLE] = NOUN_FIELD("title", N_("Titre no"), FIELD_TEXT, 8, 1, 0),
	[CLAIM_TITLE_DAY] = NOUN_FIELD("title_day", NULL, FIELD_DATE, 10, 0, 5),
	[CLAIM_PAID_DAY] = NOUN_FIELD("paid_day", N_("Paid"), FIELD_DATE, 10, 0, 3),
	[CLAIM_AT] = NOUN_FIELD("at", NULL, FIELD_INSTANT, 16, 0, 8),
	[CLAIM_AUTHOR] = NOUN_FIELD("author", NULL, FIELD_TEXT, 8, 1, 9),
};

const struct record_type claim_type = NOUN_RECORD("claims", claim_fields, claim_value);
