#include "etape/i18n.h"
#include "etape/registration.h"
#include "store/noun.h"

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
	CONTRACT_BY,
	CONTRACT_REPLACES,
	CONTRACT_WALK_IN,
	CONTRACT_RANK,
};

static struct value registration_rank(int rank)
{
	struct value v = value_int(rank);

	v.null = rank == 0;
	return v;
}

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
	case CONTRACT_PRESENT:
		return value_list(row->present);
	case CONTRACT_BY:
		/* An address names one person, wherever it is imported. */
		return value_text(*row->registered_by_email ? row->registered_by_email
							    : row->registered_by);
	case CONTRACT_REPLACES:
		return value_text(row->replaces);
	case CONTRACT_WALK_IN:
		return value_bool(row->walk_in);
	default:
		return registration_rank(row->waiting_rank);
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
	[CONTRACT_BY] = NOUN_FIELD("registered_by", N_("Registered by"), FIELD_TEXT, 10, 1, 7),
	[CONTRACT_REPLACES] = NOUN_FIELD("replaces", N_("Replaces"), FIELD_TEXT, 10, 1, 7),
	[CONTRACT_WALK_IN] = NOUN_FIELD("walk_in", N_("Walk-in"), FIELD_BOOL, 3, 0, 7),
	[CONTRACT_RANK] = NOUN_FIELD("waiting_rank", N_("Rank"), FIELD_INT, 4, 0, 7),
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
