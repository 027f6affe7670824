#include "etape/i18n.h"
#include "etape/person.h"
#include "store/noun.h"

enum {
	PERSON_FAMILY,
	PERSON_GIVEN,
	PERSON_EMAIL,
	PERSON_PHONE,
	PERSON_MOBILE,
	PERSON_STRUCTURE,
	PERSON_FUNCTION,
	PERSON_CITE,
};

static struct value person_csv_value(const void *p, size_t i)
{
	const struct person_row *row = p;

	switch (i) {
	case PERSON_FAMILY:
		return value_text(row->family_name);
	case PERSON_GIVEN:
		return value_text(row->given_name);
	case PERSON_EMAIL:
		return value_text(row->email);
	case PERSON_PHONE:
		return value_text(row->phone);
	case PERSON_MOBILE:
		return value_text(row->mobile);
	case PERSON_STRUCTURE:
		return value_text(row->structure);
	case PERSON_FUNCTION:
		return value_text(row->function);
	default:
		return value_text(row->cite_code);
	}
}

static const struct field person_csv_fields[] = {
	[PERSON_FAMILY] = NOUN_FIELD("family_name", N_("Family name"), FIELD_TEXT, 10, 2, 0),
	[PERSON_GIVEN] = NOUN_FIELD("given_name", N_("Given name"), FIELD_TEXT, 8, 1, 0),
	[PERSON_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 16, 2, 2),
	[PERSON_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 3),
	[PERSON_MOBILE] = NOUN_FIELD("mobile", N_("Mobile"), FIELD_TEXT, 14, 0, 4),
	[PERSON_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 12, 2, 1),
	[PERSON_FUNCTION] = NOUN_FIELD("function", N_("Function"), FIELD_TEXT, 10, 1, 5),
	[PERSON_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 1, 6),
};

const struct record_type person_csv_type =
	NOUN_RECORD("people", person_csv_fields, person_csv_value);

enum {
	LIST_NAME,
	LIST_FUNCTION,
	LIST_STRUCTURE,
	LIST_CITE,
	LIST_POSTS,
	LIST_PHONE,
	LIST_MOBILE,
	LIST_EMAIL,
	LIST_FAMILY,
	LIST_GIVEN,
	LIST_ID,
};

static struct value person_value(const void *p, size_t i)
{
	const struct person_row *row = p;

	switch (i) {
	case LIST_NAME:
		return value_text(row->name);
	case LIST_FUNCTION:
		return value_text(row->function);
	case LIST_STRUCTURE:
		return value_text(row->structure);
	case LIST_CITE:
		return value_text(row->cite);
	case LIST_POSTS:
		return value_list(row->posts);
	case LIST_PHONE:
		return value_text(row->phone);
	case LIST_MOBILE:
		return value_text(row->mobile);
	case LIST_EMAIL:
		return value_text(row->email);
	case LIST_FAMILY:
		return value_text(row->family_name);
	case LIST_GIVEN:
		return value_text(row->given_name);
	default:
		return value_id(row->id);
	}
}

static const struct field person_fields[] = {
	[LIST_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 18, 3, 0),
	[LIST_FUNCTION] = NOUN_FIELD("function", N_("Function"), FIELD_TEXT, 8, 1, 5),
	[LIST_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 14, 3, 2),
	[LIST_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 1, 4),
	[LIST_POSTS] = NOUN_FIELD("posts", N_("Posts"), FIELD_LIST, 10, 2, 3),
	[LIST_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 2),
	[LIST_MOBILE] = NOUN_FIELD("mobile", N_("Mobile"), FIELD_TEXT, 14, 0, 6),
	[LIST_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 16, 2, 3),
	[LIST_FAMILY] = NOUN_FIELD("family_name", NULL, FIELD_TEXT, 0, 0, 0),
	[LIST_GIVEN] = NOUN_FIELD("given_name", NULL, FIELD_TEXT, 0, 0, 0),
	[LIST_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 0),
};

const struct record_type person_type = NOUN_RECORD("person", person_fields, person_value);
