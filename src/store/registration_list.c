#include <string.h>

#include "etape/i18n.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "store/noun.h"

#define REGISTRATION_SELECT                                                                    \
	"SELECT r.id, p.fold, r.code, r.event, e.code, r.person, p.family_name, p.given_name," \
	" p.email, coalesce(p.mobile, p.phone), s.name, s.kind, p.function, c.code, c.name,"   \
	" r.status, (SELECT group_concat(no, char(10)) FROM (SELECT x.no AS no"                \
	" FROM registration_session rs JOIN session x ON x.id = rs.session"                    \
	" WHERE rs.registration = r.id ORDER BY x.no)),"                                       \
	" (SELECT group_concat(no, char(10)) FROM (SELECT x.no AS no FROM presence pr"         \
	" JOIN session x ON x.id = pr.session WHERE pr.registration = r.id ORDER BY x.no)),"   \
	" (SELECT min(pr.at) FROM presence pr WHERE pr.registration = r.id),"                  \
	" r.walk_in, r.created_at, r.cancelled_at, r.reason"                                   \
	" FROM registration r JOIN event e ON e.id = r.event JOIN person p ON p.id = r.person" \
	" LEFT JOIN structure s ON s.id = p.structure"                                         \
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"

#define REGISTRATION_WANTED                                                                    \
	" AND (:id IS NULL OR r.id = :id) AND (:person IS NULL OR r.person = :person)"         \
	" AND (:event IS NULL OR r.event = :event) AND (:cite IS NULL OR c.id = :cite)"        \
	" AND (:status IS NULL OR r.status = :status)"                                         \
	" ORDER BY e.first_day, e.code, p.fold, r.id"

static const char registrations_of_id[] =
	REGISTRATION_SELECT " WHERE r.id = :id" REGISTRATION_WANTED;
static const char registrations_of_person[] =
	REGISTRATION_SELECT " WHERE r.person = :person" REGISTRATION_WANTED;
static const char registrations_of_event[] =
	REGISTRATION_SELECT " WHERE r.event = :event" REGISTRATION_WANTED;
static const char registrations_of_all[] = REGISTRATION_SELECT " WHERE 1" REGISTRATION_WANTED;

static void registration_row_read(
	sqlite3_stmt *stmt, struct str *name, struct registration_row *row)
{
	*row = (struct registration_row){
		.id = sql_int(stmt, 0),
		.key = sql_text(stmt, 1),
		.code = sql_text(stmt, 2),
		.event_id = sql_int(stmt, 3),
		.event = sql_text(stmt, 4),
		.person_id = sql_int(stmt, 5),
		.family_name = sql_text(stmt, 6),
		.given_name = sql_text(stmt, 7),
		.email = sql_text(stmt, 8),
		.phone = sql_text(stmt, 9),
		.structure = sql_text(stmt, 10),
		.structure_kind = noun_value(&structure_kinds, stmt, 11),
		.function = sql_text(stmt, 12),
		.cite_code = sql_text(stmt, 13),
		.cite = sql_text(stmt, 14),
		.status =
			(enum registration_status)noun_value(&registration_statuses, stmt, 15),
		.sessions = sql_text(stmt, 16),
		.present = sql_text(stmt, 17),
		.at = sql_int(stmt, 18),
		.walk_in = sql_int(stmt, 19) != 0,
		.created_at = sql_int(stmt, 20),
		.cancelled_at = sql_int(stmt, 21),
		.reason = sql_text(stmt, 22),
	};
	str_reset(name);
	text_person(name, row->family_name, row->given_name);
	row->name = name->buf;
}

static bool registration_wanted(
	const struct registration_filter *filter, const struct registration_row *row)
{
	switch (filter->presence) {
	case PRESENCE_ANY:
		return true;
	case PRESENCE_PRESENT:
		return *row->present;
	case PRESENCE_MISSING:
		return !*row->present && row->status == REGISTRATION_REGISTERED;
	}
	return false;
}

bool registration_list(struct db *db, const struct registration_filter *filter,
	registration_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		filter->id	 ? registrations_of_id
		: filter->person ? registrations_of_person
		: filter->event	 ? registrations_of_event
				 : registrations_of_all,
		err);
	struct registration_row row;
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":id", filter->id);
	sql_bind_id(stmt, ":event", filter->event);
	sql_bind_id(stmt, ":person", filter->person);
	sql_bind_id(stmt, ":cite", filter->cite);
	sql_bind_opt(stmt, ":status", vocabulary_name(&registration_statuses, filter->status));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		registration_row_read(stmt, &name, &row);
		if (registration_wanted(filter, &row) && !each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

struct registration_row *registration_row_dup(const struct registration_row *row)
{
	static const size_t texts[] = {
		offsetof(struct registration_row, key),
		offsetof(struct registration_row, code),
		offsetof(struct registration_row, event),
		offsetof(struct registration_row, family_name),
		offsetof(struct registration_row, given_name),
		offsetof(struct registration_row, name),
		offsetof(struct registration_row, email),
		offsetof(struct registration_row, phone),
		offsetof(struct registration_row, structure),
		offsetof(struct registration_row, function),
		offsetof(struct registration_row, cite_code),
		offsetof(struct registration_row, cite),
		offsetof(struct registration_row, sessions),
		offsetof(struct registration_row, present),
		offsetof(struct registration_row, reason),
	};

	return NOUN_ROW_DUP(row, texts);
}

static const char *registration_status_words(const char *raw)
{
	return noun_label(&registration_statuses, raw);
}

enum {
	CONTRACT_CODE,
	CONTRACT_EVENT,
	CONTRACT_PERSON,
	CONTRACT_FAMILY,
	CONTRACT_GIVEN,
	CONTRACT_EMAIL,
	CONTRACT_STRUCTURE,
	CONTRACT_CITE,
	CONTRACT_STATUS,
	CONTRACT_SESSIONS,
	CONTRACT_PRESENT,
};

static struct value registration_value(const void *p, size_t i)
{
	const struct registration_row *row = p;

	switch (i) {
	case CONTRACT_CODE:
		return value_text(row->code);
	case CONTRACT_EVENT:
		return value_text(row->event);
	case CONTRACT_PERSON:
		return value_id(row->person_id);
	case CONTRACT_FAMILY:
		return value_text(row->family_name);
	case CONTRACT_GIVEN:
		return value_text(row->given_name);
	case CONTRACT_EMAIL:
		return value_text(row->email);
	case CONTRACT_STRUCTURE:
		return value_text(row->structure);
	case CONTRACT_CITE:
		return value_text(row->cite_code);
	case CONTRACT_STATUS:
		return value_text(vocabulary_name(&registration_statuses, (int)row->status));
	case CONTRACT_SESSIONS:
		return value_list(row->sessions);
	default:
		return value_list(row->present);
	}
}

static const struct field registration_fields[] = {
	[CONTRACT_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 6, 0, 1),
	[CONTRACT_EVENT] = NOUN_FIELD("event", N_("Event"), FIELD_TEXT, 8, 1, 6),
	[CONTRACT_PERSON] = NOUN_FIELD("person_id", NULL, FIELD_ID, 0, 0, 0),
	[CONTRACT_FAMILY] = NOUN_FIELD("family_name", N_("Family name"), FIELD_TEXT, 10, 2, 0),
	[CONTRACT_GIVEN] = NOUN_FIELD("given_name", N_("Given name"), FIELD_TEXT, 8, 1, 0),
	[CONTRACT_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 14, 2, 5),
	[CONTRACT_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 12, 2, 3),
	[CONTRACT_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 1, 4),
	[CONTRACT_STATUS] =
		NOUN_FIELD_WORDS("status", N_("Status"), 8, 0, 2, registration_status_words),
	[CONTRACT_SESSIONS] = NOUN_FIELD("sessions", N_("Sessions"), FIELD_LIST, 5, 0, 5),
	[CONTRACT_PRESENT] = NOUN_FIELD("present", N_("Present"), FIELD_LIST, 5, 0, 2),
};

const struct record_type registration_type =
	NOUN_RECORD("registrations", registration_fields, registration_value);

enum {
	LIST_NAME,
	LIST_FUNCTION,
	LIST_STRUCTURE,
	LIST_CITE,
	LIST_STATUS,
	LIST_SESSIONS,
	LIST_PRESENT,
	LIST_AT,
	LIST_PHONE,
	LIST_EMAIL,
	LIST_CODE,
};

static struct value registration_list_value(const void *p, size_t i)
{
	const struct registration_row *row = p;

	switch (i) {
	case LIST_NAME:
		return value_text(row->name);
	case LIST_FUNCTION:
		return value_text(row->function);
	case LIST_STRUCTURE:
		return value_text(row->structure);
	case LIST_CITE:
		return value_text(row->cite);
	case LIST_STATUS:
		return value_text(vocabulary_name(&registration_statuses, (int)row->status));
	case LIST_SESSIONS:
		return value_list(row->sessions);
	case LIST_PRESENT:
		return value_list(row->present);
	case LIST_AT:
		return value_instant(row->at);
	case LIST_PHONE:
		return value_text(row->phone);
	case LIST_EMAIL:
		return value_text(row->email);
	default:
		return value_text(row->code);
	}
}

static const struct field registration_list_fields[] = {
	[LIST_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 18, 3, 0),
	[LIST_FUNCTION] = NOUN_FIELD("function", N_("Function"), FIELD_TEXT, 8, 1, 6),
	[LIST_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 14, 3, 2),
	[LIST_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 1, 4),
	[LIST_STATUS] =
		NOUN_FIELD_WORDS("status", N_("Status"), 8, 0, 1, registration_status_words),
	[LIST_SESSIONS] = NOUN_FIELD("sessions", N_("Sessions"), FIELD_LIST, 5, 0, 7),
	[LIST_PRESENT] = NOUN_FIELD("present", N_("Present"), FIELD_LIST, 5, 0, 3),
	[LIST_AT] = NOUN_FIELD("at", N_("Arrival"), FIELD_INSTANT, 16, 0, 5),
	[LIST_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 8),
	[LIST_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 14, 1, 9),
	[LIST_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 6, 0, 5),
};

const struct record_type registration_list_type =
	NOUN_RECORD("registration", registration_list_fields, registration_list_value);
