#include "etape/duplicate.h"
#include "etape/i18n.h"
#include "store/noun.h"

/* In the order of the bits of enum duplicate_why. */
static const struct word reason_words[] = {
	{ "same_name", N_("same name") },
	{ "swapped_names", N_("names swapped") },
	{ "same_email", N_("same e-mail") },
	{ "same_phone", N_("same telephone") },
	{ "other_family_name", N_("other family name") },
	{ "compound_name", N_("compound name") },
	{ "one_letter", N_("one letter apart") },
	{ "same_structure", N_("same structure") },
};

const struct vocabulary duplicate_reasons = {
	reason_words, sizeof reason_words / sizeof *reason_words
};

static const char *reason_label(const char *raw)
{
	return noun_label(&duplicate_reasons, raw);
}

void duplicate_words(unsigned reasons, struct str *out)
{
	bool first = true;

	for (size_t i = 0; i < duplicate_reasons.count; i++) {
		if (!(reasons & 1u << i))
			continue;
		str_addf(out, "%s%s", first ? "" : ", ", gettext(reason_words[i].label));
		first = false;
	}
}

enum { ROW_NAME, ROW_OTHER, ROW_WHY, ROW_SCORE, ROW_STRUCTURE, ROW_OTHER_STRUCTURE, ROW_EMAIL,
	ROW_OTHER_EMAIL, ROW_ID, ROW_OTHER_ID };

static struct value duplicate_value(const void *p, size_t i)
{
	const struct duplicate_row *row = p;

	switch (i) {
	case ROW_SCORE:
		return value_int(row->score);
	case ROW_NAME:
		return value_text(row->name);
	case ROW_OTHER:
		return value_text(row->other_name);
	case ROW_WHY:
		return value_list(row->why);
	case ROW_STRUCTURE:
		return value_text(row->structure);
	case ROW_OTHER_STRUCTURE:
		return value_text(row->other_structure);
	case ROW_EMAIL:
		return value_text(row->email);
	case ROW_OTHER_EMAIL:
		return value_text(row->other_email);
	case ROW_ID:
		return value_id(row->one);
	default:
		return value_id(row->other);
	}
}

static const struct field duplicate_fields[] = {
	[ROW_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 2, 0),
	[ROW_OTHER] = NOUN_FIELD("other_name", N_("And"), FIELD_TEXT, 16, 2, 0),
	[ROW_WHY] = { .key = "why", .heading = N_("Why"), .kind = FIELD_LIST, .min = 18,
		.weight = 3, .priority = 1, .label = reason_label },
	[ROW_SCORE] = NOUN_FIELD("score", N_("Likely"), FIELD_INT, 6, 0, 3),
	[ROW_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 14, 1, 4),
	[ROW_OTHER_STRUCTURE] = NOUN_FIELD("other_structure", NULL, FIELD_TEXT, 0, 0, 0),
	[ROW_EMAIL] = NOUN_FIELD("email", NULL, FIELD_TEXT, 0, 0, 0),
	[ROW_OTHER_EMAIL] = NOUN_FIELD("other_email", NULL, FIELD_TEXT, 0, 0, 0),
	[ROW_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 0),
	[ROW_OTHER_ID] = NOUN_FIELD("other_id", NULL, FIELD_ID, 0, 0, 0),
};

const struct record_type duplicate_type =
	NOUN_RECORD("duplicate", duplicate_fields, duplicate_value);

struct duplicate_row *duplicate_row_dup(const struct duplicate_row *row)
{
	static const size_t texts[] = {
		offsetof(struct duplicate_row, name),
		offsetof(struct duplicate_row, other_name),
		offsetof(struct duplicate_row, structure),
		offsetof(struct duplicate_row, other_structure),
		offsetof(struct duplicate_row, email),
		offsetof(struct duplicate_row, other_email),
		offsetof(struct duplicate_row, why),
	};

	return NOUN_ROW_DUP(row, texts);
}
