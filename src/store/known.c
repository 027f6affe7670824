#include "etape/known.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/invitation.h"
#include "store/noun.h"

/* A row is an array of values, one for each field. */
static struct value known_value(const void *row, size_t i)
{
	const struct value *values = row;

	return values[i];
}

static const char *known_status(const char *raw)
{
	return noun_label(&registration_statuses, raw);
}

static const char *known_role(const char *raw)
{
	return noun_label(&mandate_roles, raw);
}

static const char *known_kind(const char *raw)
{
	return noun_label(&structure_kinds, raw);
}

static const char *known_fact(const char *raw)
{
	return noun_label(&checkin_kinds, raw);
}

static const char *known_via(const char *raw)
{
	return noun_label(&checkin_vias, raw);
}

static const char *known_outcome(const char *raw)
{
	return noun_label(&desk_outcomes, raw);
}

static const char *known_means(const char *raw)
{
	return noun_label(&payment_means, raw);
}

#define FIELD(key, heading, kind)	NOUN_FIELD(key, heading, kind, 8, 1, 0)
#define FIELD_IN_WORDS(key, heading, l) NOUN_FIELD_WORDS(key, heading, 8, 1, 0, l)

static const struct field known_person[] = {
	FIELD("id", N_("Number"), FIELD_ID),
	FIELD("family_name", N_("Family name"), FIELD_TEXT),
	FIELD("given_name", N_("Given name"), FIELD_TEXT),
	FIELD("email", N_("E-mail"), FIELD_TEXT),
	FIELD("phone", N_("Telephone"), FIELD_TEXT),
	FIELD("mobile", N_("Mobile"), FIELD_TEXT),
	FIELD("function", N_("Function"), FIELD_TEXT),
	FIELD("structure", N_("Structure"), FIELD_TEXT),
	FIELD_IN_WORDS("structure_kind", N_("Kind"), known_kind),
	FIELD("cite", N_("Cité"), FIELD_TEXT),
	FIELD("note", N_("Note"), FIELD_TEXT),
	FIELD("last_contact", N_("Last contact"), FIELD_DATE),
	FIELD("confirmed_on", N_("Confirmed on"), FIELD_DATE),
	FIELD("confirmed_by", N_("Confirmed by"), FIELD_TEXT),
	FIELD("made_at", N_("Recorded at"), FIELD_INSTANT),
	FIELD("changed_at", N_("Last changed at"), FIELD_INSTANT),
};
/* An id, and a revision after the first, tells when it was made (id.h). */
#define KNOWN_AT(id) "((" id " >> 22) + 1577836800000)"

static const char known_person_sql[] =
	"SELECT p.id, p.family_name, p.given_name, p.email, p.phone, p.mobile, p.function, s.name, s.kind,"
	" coalesce(c.name, d.name), p.note, p.last_contact, p.confirmed_on, p.confirmed_by,"
	" " KNOWN_AT("p.id") ", CASE WHEN p.rev > p.id THEN " KNOWN_AT("p.rev") " END FROM person p"
	" LEFT JOIN structure s ON s.id = p.structure LEFT JOIN cite c ON c.id = p.cite"
	" LEFT JOIN cite d ON d.id = s.cite WHERE p.id = :id";

static const struct field known_mandates[] = {
	FIELD_IN_WORDS("role", N_("Post"), known_role),
	FIELD("cite", N_("Cité"), FIELD_TEXT),
	FIELD("structure", N_("Structure"), FIELD_TEXT),
	FIELD("valid_from", N_("From"), FIELD_DATE),
	FIELD("valid_to", N_("Until"), FIELD_DATE),
	FIELD("note", N_("Note"), FIELD_TEXT),
};
static const char known_mandates_sql[] =
	"SELECT m.role, c.name, s.name, m.valid_from, m.valid_to, m.note FROM mandate m"
	" JOIN cite c ON c.id = m.cite LEFT JOIN structure s ON s.id = m.structure WHERE m.person = :id"
	" ORDER BY m.valid_from, m.id";

#define KNOWN_NAME(p) "trim(" p ".family_name || ' ' || " p ".given_name)"

static const struct field known_registrations[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("title", N_("Title"), FIELD_TEXT),
	FIELD("day", N_("Day"), FIELD_DATE),
	FIELD("code", N_("Code"), FIELD_TEXT),
	FIELD_IN_WORDS("status", N_("Status"), known_status),
	FIELD("sessions", N_("Sessions"), FIELD_TEXT),
	FIELD("walk_in", N_("Walk-in"), FIELD_BOOL),
	FIELD("created_at", N_("Registered at"), FIELD_INSTANT),
	FIELD("author", N_("By"), FIELD_TEXT),
	FIELD("waiting_since", N_("Waiting since"), FIELD_INSTANT),
	FIELD("cancelled_at", N_("Cancelled at"), FIELD_INSTANT),
	FIELD("cancelled_by", N_("Cancelled by"), FIELD_TEXT),
	FIELD("reason", N_("Reason"), FIELD_TEXT),
	FIELD("note", N_("Note"), FIELD_TEXT),
	FIELD("announced_by", N_("Announced by"), FIELD_TEXT),
	FIELD("replaces", N_("In the place of"), FIELD_TEXT),
	FIELD("replaced_by", N_("Replaced by"), FIELD_TEXT),
};
static const char known_registrations_sql[] =
	"SELECT e.code, e.title, e.first_day, r.code"
	" || coalesce((SELECT ',' || group_concat(b.code, ',') FROM badge b WHERE b.registration = r.id), ''), r.status,"
	" (SELECT group_concat(s.no, ',') FROM registration_session x JOIN session s ON s.id = x.session"
	"  WHERE x.registration = r.id), r.walk_in, r.created_at, r.author, r.waiting_since, r.cancelled_at,"
	" r.cancelled_by, r.reason, r.note, " KNOWN_NAME("a") ", " KNOWN_NAME("o") ","
	" (SELECT " KNOWN_NAME("q") " FROM registration z JOIN person q ON q.id = z.person WHERE z.replaces = r.id)"
	" FROM registration r JOIN event e ON e.id = r.event LEFT JOIN person a ON a.id = r.registered_by"
	" LEFT JOIN registration w ON w.id = r.replaces LEFT JOIN person o ON o.id = w.person"
	" WHERE r.person = :id ORDER BY e.first_day, r.id";

static const struct field known_announced[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("name", N_("Name"), FIELD_TEXT),
};
static const char known_announced_sql[] =
	"SELECT e.code, " KNOWN_NAME("p") " FROM registration r JOIN event e ON e.id = r.event"
	" JOIN person p ON p.id = r.person WHERE r.registered_by = :id ORDER BY e.first_day, r.id";

static const struct field known_checkins[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("session", N_("Session"), FIELD_INT),
	FIELD_IN_WORDS("kind", N_("Kind"), known_fact),
	FIELD("at", N_("At"), FIELD_INSTANT),
	FIELD("desk", N_("Desk"), FIELD_TEXT),
	FIELD("author", N_("By"), FIELD_TEXT),
	FIELD_IN_WORDS("via", N_("Via"), known_via),
	FIELD("reason", N_("Reason"), FIELD_TEXT),
};
static const char known_checkins_sql[] =
	"SELECT e.code, s.no, k.kind, k.at, k.desk, k.author, k.via, k.reason FROM registration r"
	" JOIN checkin k ON k.registration = r.id JOIN session s ON s.id = k.session"
	" JOIN event e ON e.id = r.event WHERE r.person = :id ORDER BY k.id";

static const struct field known_refusals[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("session", N_("Session"), FIELD_INT),
	FIELD_IN_WORDS("outcome", N_("Answer"), known_outcome),
	FIELD("typed", N_("Typed"), FIELD_TEXT),
	FIELD("at", N_("At"), FIELD_INSTANT),
	FIELD("desk", N_("Desk"), FIELD_TEXT),
	FIELD("author", N_("By"), FIELD_TEXT),
	FIELD_IN_WORDS("via", N_("Via"), known_via),
};
static const char known_refusals_sql[] =
	"SELECT e.code, s.no, f.outcome, f.typed, f.at, f.desk, f.author, f.via FROM refusal f"
	" JOIN event e ON e.id = f.event LEFT JOIN session s ON s.id = f.session WHERE f.person = :id"
	" OR f.registration IN (SELECT id FROM registration WHERE person = :id) ORDER BY f.id";

static const char *known_message(const char *raw)
{
	return noun_label(&message_kinds, raw);
}

static const struct field known_messages[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD_IN_WORDS("kind", N_("Kind"), known_message),
	FIELD("at", N_("At"), FIELD_INSTANT),
	FIELD("author", N_("By"), FIELD_TEXT),
};
static const char known_messages_sql[] =
	"SELECT e.code, t.kind, t.at, t.author FROM message_sent t JOIN event e ON e.id = t.event"
	" WHERE t.person = :id ORDER BY t.id";

static const struct field known_payments[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("day", N_("Day"), FIELD_DATE),
	FIELD("cents", N_("Amount"), FIELD_CENTS),
	FIELD_IN_WORDS("means", N_("Means"), known_means),
	FIELD("reference", N_("Reference"), FIELD_TEXT),
	FIELD("receipt", N_("Receipt"), FIELD_TEXT),
	FIELD("at", N_("At"), FIELD_INSTANT),
	FIELD("desk", N_("Desk"), FIELD_TEXT),
	FIELD("author", N_("By"), FIELD_TEXT),
};
static const char known_payments_sql[] =
	"SELECT e.code, y.day, y.cents, y.means, y.reference, y.receipt, y.at, y.desk, y.author"
	" FROM registration r JOIN payment y ON y.registration = r.id JOIN event e ON e.id = r.event"
	" WHERE r.person = :id ORDER BY y.id";

static const struct field known_overrides[] = {
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("cents", N_("Amount"), FIELD_CENTS),
	FIELD("reason", N_("Reason"), FIELD_TEXT),
	FIELD("at", N_("At"), FIELD_INSTANT),
	FIELD("author", N_("By"), FIELD_TEXT),
};
static const char known_overrides_sql[] =
	"SELECT e.code, o.cents, o.reason, o.at, o.author FROM registration r JOIN fee_override o"
	" ON o.registration = r.id JOIN event e ON e.id = r.event WHERE r.person = :id ORDER BY o.id";

static const struct field known_invoices[] = {
	FIELD("number", N_("Number"), FIELD_TEXT),
	FIELD("day", N_("Day"), FIELD_DATE),
	FIELD("payer", N_("Payer"), FIELD_TEXT),
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("label", N_("Billed"), FIELD_TEXT),
	FIELD("net_cents", N_("Amount"), FIELD_CENTS),
	FIELD("reasons", N_("Reasons"), FIELD_TEXT),
};
static const char known_invoices_sql[] =
	"SELECT i.number, i.day, json_extract(i.buyer, '$.name'), l.event, l.label, l.net_cents, l.reasons"
	" FROM invoice i JOIN invoice_line l ON l.invoice = i.id WHERE i.payer_person = :id"
	" OR l.registration IN (SELECT id FROM registration WHERE person = :id) ORDER BY i.id, l.no";

static const struct field known_claims[] = {
	FIELD("at", N_("At"), FIELD_INSTANT),
	FIELD("title", N_("Titre de recettes"), FIELD_TEXT),
	FIELD("event", N_("Event"), FIELD_TEXT),
	FIELD("label", N_("Billed"), FIELD_TEXT),
	FIELD("cents", N_("Amount"), FIELD_CENTS),
	FIELD("reasons", N_("Reasons"), FIELD_TEXT),
};
static const char known_claims_sql[] =
	"SELECT c.at, c.title, e.code, l.label, l.cents, l.reasons FROM claim c JOIN claim_line l ON l.claim = c.id"
	" JOIN registration r ON r.id = l.registration JOIN event e ON e.id = r.event"
	" WHERE c.payer_person = :id OR r.person = :id ORDER BY c.id, l.id";

static const struct field known_notes[] = {
	FIELD("day", N_("Day"), FIELD_DATE),
	FIELD("author", N_("By"), FIELD_TEXT),
	FIELD("text", N_("Text"), FIELD_TEXT),
};
static const char known_notes_sql[] =
	"SELECT day, author, text FROM note WHERE subject = :id"
	" OR subject IN (SELECT id FROM registration WHERE person = :id)"
	" OR subject IN (SELECT id FROM mandate WHERE person = :id) ORDER BY day, id";

static const struct field known_distinct[] = {
	FIELD("name", N_("Name"), FIELD_TEXT),
	FIELD("author", N_("By"), FIELD_TEXT),
	FIELD("at", N_("At"), FIELD_INSTANT),
};
static const char known_distinct_sql[] =
	"SELECT " KNOWN_NAME("p") ", d.author, d.at FROM distinct_pair d JOIN person p"
	" ON p.id = CASE d.one WHEN :id THEN d.other ELSE d.one END WHERE d.one = :id OR d.other = :id"
	" ORDER BY d.id";

#define KNOWN_PART(name) known_##name##_sql, NOUN_RECORD(#name, known_##name, known_value)

static const struct {
	const char *sql;
	struct record_type type;
	const char *heading;
	const char *covers;
} known_parts[] = {
	{ KNOWN_PART(person), N_("Record"), "" },
	{ KNOWN_PART(mandates), N_("Posts through time"), "mandate.person" },
	{ KNOWN_PART(registrations), N_("Registrations"),
		"registration.person registration.replaces registration_session.registration"
		" badge.registration" },
	{ KNOWN_PART(announced), N_("People announced"), "registration.registered_by" },
	{ KNOWN_PART(checkins), N_("Check-ins"), "checkin.registration" },
	{ KNOWN_PART(refusals), N_("Refused at the desk"), "refusal.person refusal.registration" },
	{ KNOWN_PART(messages), N_("Messages sent"), "message_sent.person" },
	{ KNOWN_PART(payments), N_("Payments"), "payment.registration" },
	{ KNOWN_PART(overrides), N_("Amounts set by hand"), "fee_override.registration" },
	{ KNOWN_PART(invoices), N_("Invoices"), "invoice.payer_person invoice_line.registration" },
	{ KNOWN_PART(claims), N_("Sums to collect"), "claim.payer_person claim_line.registration" },
	{ KNOWN_PART(notes), N_("Notes"), "note.subject" },
	{ KNOWN_PART(distinct), N_("Not the same person as"), "distinct_pair.one distinct_pair.other" },
};

enum { KNOWN_PARTS = sizeof known_parts / sizeof *known_parts, KNOWN_FIELDS_MOST = 24 };

static void known_read_values(
	sqlite3_stmt *stmt, const struct record_type *type, struct value values[KNOWN_FIELDS_MOST])
{
	for (size_t i = 0; i < type->count; i++) {
		values[i] = (struct value){
			.kind = type->fields[i].kind,
			.null = sql_is_null(stmt, (int)i) || !*sql_text(stmt, (int)i),
			.number = sql_int(stmt, (int)i),
			.text = sql_text(stmt, (int)i),
		};
	}
}

static bool known_read_part(struct db *db, int64_t person, size_t i,
	const struct known_reader *reader, struct err *err)
{
	const struct known_part part = {
		.type = &known_parts[i].type,
		.heading = known_parts[i].heading,
		.covers = known_parts[i].covers,
	};
	struct value values[KNOWN_FIELDS_MOST];
	sqlite3_stmt *stmt;
	enum sql_result result = SQL_DONE;
	bool more = reader->begin(reader->arg, &part);

	stmt = more ? sql_prepare(db, known_parts[i].sql, err) : NULL;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", person);
	while (more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		known_read_values(stmt, part.type, values);
		more = reader->row(reader->arg, &part, values);
	}
	sql_done(stmt);
	return more && result != SQL_FAILED;
}

bool known_read(struct db *db, int64_t person, const struct known_reader *reader, struct err *err)
{
	for (size_t i = 0; i < KNOWN_PARTS; i++)
		if (!known_read_part(db, person, i, reader, err))
			return false;
	return true;
}

bool known_covers(const char *table, const char *column)
{
	struct str wanted = STR_INIT;
	bool covers = false;

	str_addf(&wanted, "%s.%s", table, column);
	for (size_t i = 0; !covers && i < KNOWN_PARTS; i++) {
		for (const char *at = known_parts[i].covers; !covers && *at;) {
			const size_t n = strcspn(at, " ");

			covers = n == wanted.len && !strncmp(at, wanted.buf, n);
			at += n + (at[n] == ' ');
		}
	}
	str_release(&wanted);
	return covers;
}
