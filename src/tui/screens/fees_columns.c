/* The columns of the fees: by person, by payer, by rencontre. */
#include "tui/screens/fees.h"

#include <string.h>

static struct value no_value(void)
{
	return (struct value){ .kind = FIELD_CENTS, .null = true };
}

static struct value some_cents(cents_t cents)
{
	return cents ? value_cents(cents) : no_value();
}

/* --- by person --- */

enum {
	PERSON_REGISTRATION,
	PERSON_NAME,
	PERSON_STRUCTURE,
	PERSON_DAYS,
	PERSON_FEE,
	PERSON_PAID,
	PERSON_LEFT,
	PERSON_STATE,
	PERSON_INVOICE,
	PERSON_REASONS
};

/* Stable, for files. */
static const char *const is_names[FEES_STATES] = {
	[FEES_EXPECTED] = "expected",
	[FEES_TO_PAY] = "due",
	[FEES_BILLED] = "invoiced",
	[FEES_LATE] = "late",
	[FEES_SETTLED] = "paid",
	[FEES_FREE] = "exempt",
	[FEES_OPEN] = "undetermined",
};

static const char *is_label(const char *raw)
{
	for (int is = 0; is < FEES_STATES; is++)
		if (strcmp(raw, is_names[is]) == 0)
			return fees_is_words((enum fees_is)is);
	return raw;
}

static const struct field person_fields[] = {
	[PERSON_REGISTRATION] = { .key = "registration" },
	[PERSON_NAME] = { .key = "name", .heading = N_("Name"), .min = 16, .weight = 3 },
	[PERSON_STRUCTURE] = { .key = "structure",
		.heading = N_("Structure"),
		.min = 13,
		.weight = 4,
		.priority = 3 },
	[PERSON_DAYS] = { .key = "days",
		.heading = N_("Days"),
		.kind = FIELD_INT,
		.min = 5,
		.priority = 4 },
	[PERSON_FEE] = { .key = "due_cents",
		.heading = N_("Amount"),
		.kind = FIELD_CENTS,
		.min = 10 },
	[PERSON_PAID] = { .key = "paid_cents",
		.heading = N_("Paid"),
		.kind = FIELD_CENTS,
		.min = 10,
		.priority = 2 },
	[PERSON_LEFT] = { .key = "left_cents",
		.heading = N_("Balance"),
		.kind = FIELD_CENTS,
		.min = 10,
		.priority = 6 },
	[PERSON_STATE] = { .key = "state",
		.heading = N_("State"),
		.min = 12,
		.label = is_label },
	[PERSON_INVOICE] = { .key = "invoice",
		.heading = N_("Invoice"),
		.min = 11,
		.priority = 5 },
	[PERSON_REASONS] = { .key = "reasons", .kind = FIELD_LIST },
};

static const struct fees_line *line_at(const void *row)
{
	return *(struct fees_line *const *)row;
}

static struct value person_get_field(const void *row, size_t i)
{
	const struct fees_line *l = line_at(row);

	switch (i) {
	case PERSON_REGISTRATION:
		return value_text(l->row->registration);
	case PERSON_NAME:
		return value_text(l->row->name);
	case PERSON_STRUCTURE:
		return value_text(l->row->structure);
	case PERSON_DAYS:
		return value_int(l->row->days);
	case PERSON_FEE: /* what is not decided is no amount, and what is free needs none */
		return l->row->state == FEE_UNDETERMINED ? no_value() : some_cents(l->row->due);
	case PERSON_PAID:
		return some_cents(l->paid);
	case PERSON_LEFT:
		return some_cents(l->left);
	case PERSON_STATE:
		return value_text(is_names[l->is]);
	case PERSON_INVOICE:
		return value_text(l->number);
	default:
		return value_list(l->reasons);
	}
}

static const struct record_type people_type = {
	.name = "fees-person",
	.fields = person_fields,
	.count = sizeof person_fields / sizeof *person_fields,
	.get = person_get_field,
};

static int64_t person_id(const void *row)
{
	return line_at(row)->row->registration_id;
}

static struct list_sign person_sign(const void *row)
{
	return fees_is_sign(line_at(row)->is);
}

/* --- by payer, by rencontre --- */

enum { GROUP_DAY, GROUP_NAME, GROUP_PEOPLE, GROUP_FEE, GROUP_PAID, GROUP_LEFT, GROUP_STATE };

/* clang-format off */
#define GROUP_FIELDS(people, width) \
	[GROUP_PEOPLE] = { .key = "people", \
		.heading = (people), \
		.kind = FIELD_INT, \
		.min = (width), \
		.priority = 5 }, \
	[GROUP_FEE] = { .key = "due_cents", \
		.heading = N_("Amount"), \
		.kind = FIELD_CENTS, \
		.min = 10, \
		.priority = 1 }, \
	[GROUP_PAID] = { .key = "paid_cents", \
		.heading = N_("Paid"), \
		.kind = FIELD_CENTS, \
		.min = 10, \
		.priority = 2 }, \
	[GROUP_LEFT] = { .key = "left_cents", \
		.heading = N_("Balance"), \
		.kind = FIELD_CENTS, \
		.min = 10 }, \
	[GROUP_STATE] = { .key = "state", \
		.heading = N_("State"), \
		.min = 12, \
		.label = is_label },
/* clang-format on */

static const struct field payer_fields[] = {
	[GROUP_DAY] = { .key = "day", .kind = FIELD_DATE },
	[GROUP_NAME] = { .key = "payer", .heading = N_("Payer"), .min = 24, .weight = 1 },
	GROUP_FIELDS(N_("People"), 9)
};

/* One person may be counted at several rencontres. */
static const struct field year_payer_fields[] = {
	[GROUP_DAY] = { .key = "day", .kind = FIELD_DATE },
	[GROUP_NAME] = { .key = "payer", .heading = N_("Payer"), .min = 24, .weight = 1 },
	GROUP_FIELDS(N_("Registrations"), 12)
};

static const struct field event_fields[] = {
	[GROUP_DAY] = { .key = "day", .heading = N_("Date"), .kind = FIELD_DATE, .min = 10 },
	[GROUP_NAME] = { .key = "event", .heading = N_("Rencontre"), .min = 18, .weight = 1 },
	GROUP_FIELDS(N_("People"), 9)
};

/* What there is most urgently to be done about them. */
static enum fees_is group_is(const struct fees_sums *s)
{
	static const enum fees_is order[] = { FEES_LATE, FEES_OPEN, FEES_TO_PAY, FEES_BILLED,
		FEES_EXPECTED, FEES_SETTLED };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		if (s->of[order[i]])
			return order[i];
	return FEES_FREE;
}

static struct value group_get_field(const void *row, size_t i)
{
	const struct fees_group *g = row;

	switch (i) {
	case GROUP_DAY:
		return value_date(g->day);
	case GROUP_NAME:
		return value_text(g->name);
	case GROUP_PEOPLE:
		return value_int(g->sums.people);
	case GROUP_FEE:
		return some_cents(g->sums.fee);
	case GROUP_PAID:
		return some_cents(g->sums.paid);
	case GROUP_LEFT:
		return some_cents(g->sums.left);
	default:
		return value_text(is_names[group_is(&g->sums)]);
	}
}

static const struct record_type payers_type = {
	.name = "fees-payer",
	.fields = payer_fields,
	.count = sizeof payer_fields / sizeof *payer_fields,
	.get = group_get_field,
};

static const struct record_type year_payers_type = {
	.name = "fees-payer",
	.fields = year_payer_fields,
	.count = sizeof year_payer_fields / sizeof *year_payer_fields,
	.get = group_get_field,
};

static const struct record_type events_type = {
	.name = "fees-event",
	.fields = event_fields,
	.count = sizeof event_fields / sizeof *event_fields,
	.get = group_get_field,
};

static int64_t group_id(const void *row)
{
	return ((const struct fees_group *)row)->id;
}

static struct list_sign group_sign(const void *row)
{
	return fees_is_sign(group_is(&((const struct fees_group *)row)->sums));
}

void fees_lists_init(struct fees_state *f)
{
	static const struct record_type *const groups[FEES_VIEWS] = {
		[FEES_PAYERS] = &payers_type,
		[FEES_YEAR_EVENTS] = &events_type,
		[FEES_YEAR_PAYERS] = &year_payers_type,
	};

	list_array_init(&f->arrays[FEES_PEOPLE], &people_type, sizeof *f->shown, person_id,
		person_sign);
	for (int v = FEES_PAYERS; v < FEES_VIEWS; v++)
		list_array_init(&f->arrays[v], groups[v], sizeof *f->groups[v], group_id,
			group_sign);
	for (int v = 0; v < FEES_VIEWS; v++) {
		list_array_turns(&f->arrays[v]);
		list_init(&f->lists[v], &f->arrays[v].model);
	}
}
