/* The rows of the fees: by person, and summed up by payer. */
#include "tui/screens/fees.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SLOW_NS 8000000 /* what takes longer to read waits, when others write, until nobody types */

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
	PERSON_NAME,
	PERSON_STRUCTURE,
	PERSON_DAYS,
	PERSON_FEE,
	PERSON_PAID,
	PERSON_LEFT,
	PERSON_STATE,
	PERSON_INVOICE
};

static const struct field person_fields[] = {
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
	[PERSON_FEE] = { .key = "fee_cents",
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
	[PERSON_STATE] = { .key = "state", .heading = N_("State"), .min = 12 },
	[PERSON_INVOICE] = { .key = "invoice",
		.heading = N_("Invoice"),
		.min = 11,
		.priority = 5 },
};

static const struct fees_line *line_at(const void *row)
{
	return *(struct fees_line *const *)row;
}

static struct value person_get_field(const void *row, size_t i)
{
	const struct fees_line *l = line_at(row);

	switch (i) {
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
		return value_text(fees_is_words(l->is));
	default:
		return value_text(l->number);
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

/* --- by payer --- */

enum { GROUP_NAME, GROUP_PEOPLE, GROUP_FEE, GROUP_PAID, GROUP_LEFT, GROUP_STATE };

static const struct field payer_fields[] = {
	[GROUP_NAME] = { .key = "payer", .heading = N_("Payer"), .min = 24, .weight = 1 },
	[GROUP_PEOPLE] = { .key = "people",
		.heading = N_("People"),
		.kind = FIELD_INT,
		.min = 9,
		.priority = 5 },
	[GROUP_FEE] = { .key = "fee_cents",
		.heading = N_("Amount"),
		.kind = FIELD_CENTS,
		.min = 10,
		.priority = 4 },
	[GROUP_PAID] = { .key = "paid_cents",
		.heading = N_("Paid"),
		.kind = FIELD_CENTS,
		.min = 10,
		.priority = 2 },
	[GROUP_LEFT] = { .key = "left_cents",
		.heading = N_("Balance"),
		.kind = FIELD_CENTS,
		.min = 10 },
	[GROUP_STATE] = { .key = "state", .heading = N_("State"), .min = 12 },
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

static struct value payer_get_field(const void *row, size_t i)
{
	const struct fees_group *g = row;

	switch (i) {
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
		return value_text(fees_is_words(group_is(&g->sums)));
	}
}

static const struct record_type payers_type = {
	.name = "fees-payer",
	.fields = payer_fields,
	.count = sizeof payer_fields / sizeof *payer_fields,
	.get = payer_get_field,
};

static int64_t group_id(const void *row)
{
	return ((const struct fees_group *)row)->id;
}

static struct list_sign group_sign(const void *row)
{
	return fees_is_sign(group_is(&((const struct fees_group *)row)->sums));
}

/* --- reading --- */

void fees_rows_init(struct fees_state *f)
{
	f->only = ANY;
	list_array_init(
		&f->people_array, &people_type, sizeof *f->shown, person_id, person_sign);
	list_array_init(&f->payers_array, &payers_type, sizeof *f->payers, group_id, group_sign);
	list_init(&f->people_list, &f->people_array.model);
	list_init(&f->payers_list, &f->payers_array.model);
}

static void forget_shown(struct fees_state *f)
{
	list_array_set(&f->people_array, NULL, 0);
	list_array_set(&f->payers_array, NULL, 0);
	free(f->shown);
	fees_groups_free(f->payers, f->payer_count);
	f->shown = NULL;
	f->payers = NULL;
	f->payer_count = 0;
}

static void forget(struct fees_state *f)
{
	forget_shown(f);
	fees_parts_clear(&f->parts);
	fees_lines_free(f->lines, f->count);
	free(f->reasoned);
	f->lines = NULL;
	f->count = 0;
	f->reasoned = NULL;
}

void fees_rows_release(struct fees_state *f)
{
	forget(f);
	free(f->filling);
	list_release(&f->people_list);
	list_release(&f->payers_list);
	list_array_release(&f->people_array);
	list_array_release(&f->payers_array);
}

void fees_rows_show(struct fees_state *f)
{
	size_t n = 0;

	forget_shown(f);
	f->shown = xcalloc(f->count + 1, sizeof *f->shown);
	for (size_t i = 0; i < f->count; i++)
		if (f->only == ANY || f->only == (int)f->lines[i].is)
			f->shown[n++] = &f->lines[i];
	f->payers = fees_groups_by_payer(
		f->screen.app->db, &f->parts, f->only, &f->payer_count);
	list_array_set(&f->people_array, f->shown, n);
	list_array_set(&f->payers_array, f->payers, f->payer_count);
	list_reload(&f->people_list);
	list_reload(&f->payers_list);
}

bool fees_rows_read(struct fees_state *f, struct err *err)
{
	struct timespec before, after;
	bool ok;

	clock_gettime(CLOCK_MONOTONIC, &before);
	forget(f);
	ok = !f->event.id ||
	     fees_lines_read(f->screen.app->db, f->event.id, &f->lines, &f->count, err);
	fees_parts_add(&f->parts, f->event.id, f->lines, f->count);
	fees_rows_show(f);
	f->stale = false;
	clock_gettime(CLOCK_MONOTONIC, &after);
	f->slow = (after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec >
		  SLOW_NS;
	return ok;
}

/* --- what is selected --- */

struct list *fees_shown(struct fees_state *f)
{
	return f->view == FEES_PAYERS ? &f->payers_list : &f->people_list;
}

const struct list *fees_shown_now(const struct fees_state *f)
{
	return f->view == FEES_PAYERS ? &f->payers_list : &f->people_list;
}

const struct fees_line *fees_person(struct fees_state *f)
{
	struct fees_line *const *line;

	if (f->view != FEES_PEOPLE)
		return NULL;
	line = list_array_row(&f->people_array, list_selected(&f->people_list));
	return line ? *line : NULL;
}

const struct fees_group *fees_group(struct fees_state *f)
{
	return f->view == FEES_PAYERS
		       ? list_array_row(&f->payers_array, list_selected(&f->payers_list))
		       : NULL;
}

static bool keep_reasons(void *arg, const struct fee_row *row)
{
	struct fees_state *f = arg;

	f->reasoned = fee_row_dup(row);
	return false;
}

const struct fee_row *fees_reasoned(struct fees_state *f, const struct fees_line *line)
{
	struct err err = ERR_INIT;

	if (f->reasoned && f->reasoned->registration_id == line->row->registration_id)
		return f->reasoned;
	free(f->reasoned);
	f->reasoned = NULL;
	if (!fees_of_person(f->screen.app->db, f->event.id, line->row->person_id, keep_reasons, f,
		    &err))
		app_error(f->screen.app, &err);
	return f->reasoned;
}

struct fees_sums fees_sums_shown(const struct fees_state *f)
{
	const bool payers = f->view == FEES_PAYERS;
	const struct list_array *a = payers ? &f->payers_array : &f->people_array;
	struct fees_sums sums = { .people = 0 };

	for (size_t i = 0; i < a->shown; i++) {
		if (payers)
			fees_sums_add(&sums, &f->payers[a->order[i]].sums);
		else
			fees_sums_add_line(&sums, f->shown[a->order[i]]);
	}
	return sums;
}
