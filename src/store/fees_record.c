/* A fee as a record: lists, CSV, JSON. */
#include "etape/fees.h"
#include "store/noun.h"

struct fee_row *fee_row_dup(const struct fee_row *row)
{
	static const size_t texts[] = {
		offsetof(struct fee_row, key),
		offsetof(struct fee_row, registration),
		offsetof(struct fee_row, event),
		offsetof(struct fee_row, name),
		offsetof(struct fee_row, structure),
		offsetof(struct fee_row, reasons),
		offsetof(struct fee_row, override_reason),
		offsetof(struct fee_row, override_author),
	};

	struct fee_row *copy = NOUN_ROW_DUP(row, texts);

	copy->lines = NULL;
	copy->line_count = 0;
	return copy;
}

enum {
	FEES_REGISTRATION,
	FEES_NAME,
	FEES_STRUCTURE,
	FEES_DAYS,
	FEES_DUE,
	FEES_STATE,
	FEES_REASONS,
	FEES_COMPUTED,
	FEES_OVERRIDE_REASON,
	FEES_OVERRIDE_AUTHOR,
	FEES_EVENT,
	FEES_PAID,
};

static struct value amount(cents_t cents, bool known)
{
	struct value v = value_cents(cents);

	v.null = !known; /* never 0 */
	return v;
}

static struct value fees_value(const void *p, size_t i)
{
	const struct fee_row *row = p;

	switch (i) {
	case FEES_REGISTRATION:
		return value_text(row->registration);
	case FEES_NAME:
		return value_text(row->name);
	case FEES_STRUCTURE:
		return value_text(row->structure);
	case FEES_DAYS:
		return value_int(row->days);
	case FEES_DUE:
		return amount(row->due, row->state != FEE_UNDETERMINED);
	case FEES_STATE:
		return value_text(fee_state_name(row->state));
	case FEES_REASONS:
		return value_list(row->reasons);
	case FEES_COMPUTED:
		return amount(row->computed, row->computed_known);
	case FEES_OVERRIDE_REASON:
		return value_text(row->override_reason);
	case FEES_OVERRIDE_AUTHOR:
		return value_text(row->override_author);
	case FEES_EVENT:
		return value_text(row->event);
	default:
		return value_cents(row->paid);
	}
}

static const char *fees_state_words(const char *raw)
{
	for (int state = FEE_DUE; state <= FEE_EXPECTED; state++)
		if (str_eq(raw, fee_state_name((enum fee_state)state)))
			return fee_state_label((enum fee_state)state);
	return raw;
}

static const struct field fees_fields[] = {
	[FEES_REGISTRATION] = NOUN_FIELD("registration", N_("Code"), FIELD_TEXT, 6, 0, 3),
	[FEES_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 18, 3, 0),
	[FEES_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 14, 3, 2),
	[FEES_DAYS] = NOUN_FIELD("days", N_("Days"), FIELD_INT, 4, 0, 1),
	[FEES_DUE] = NOUN_FIELD("due_cents", N_("Fee"), FIELD_CENTS, 10, 0, 0),
	[FEES_STATE] = NOUN_FIELD_WORDS("state", N_("State"), 10, 0, 0, fees_state_words),
	[FEES_REASONS] = NOUN_FIELD("reasons", N_("Reasons"), FIELD_LIST, 12, 4, 4),
	[FEES_COMPUTED] = NOUN_FIELD("computed_cents", NULL, FIELD_CENTS, 10, 0, 9),
	[FEES_OVERRIDE_REASON] = NOUN_FIELD("override_reason", NULL, FIELD_TEXT, 10, 1, 9),
	[FEES_OVERRIDE_AUTHOR] = NOUN_FIELD("override_author", NULL, FIELD_TEXT, 8, 1, 9),
	[FEES_EVENT] = NOUN_FIELD("event", NULL, FIELD_TEXT, 8, 1, 9),
	[FEES_PAID] = NOUN_FIELD("paid_cents", NULL, FIELD_CENTS, 10, 0, 9),
};

const struct record_type fee_type = NOUN_RECORD("fees", fees_fields, fees_value);
