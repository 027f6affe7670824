/* The rows of the fees: by person as the store gives them, and summed by structure. */
#include "tui/screens/fees.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"

/* --- by person --- */

enum { PERSON_NAME, PERSON_STRUCTURE, PERSON_DAYS, PERSON_DUE, PERSON_PAID, PERSON_STATE };

static const struct field person_fields[] = {
	[PERSON_NAME] = { .key = "name", .heading = N_("Name"), .min = 18, .weight = 3 },
	[PERSON_STRUCTURE] = { .key = "structure",
		.heading = N_("Structure"),
		.min = 14,
		.weight = 4,
		.priority = 3 },
	[PERSON_DAYS] = { .key = "days",
		.heading = N_("Days"),
		.kind = FIELD_INT,
		.min = 5,
		.priority = 4 },
	[PERSON_DUE] = { .key = "due",
		.heading = N_("Amount"),
		.kind = FIELD_CENTS,
		.min = 10 },
	[PERSON_PAID] = { .key = "paid",
		.heading = N_("Paid"),
		.kind = FIELD_CENTS,
		.min = 10,
		.priority = 2 },
	[PERSON_STATE] = { .key = "state", .heading = N_("State"), .min = 12 },
};

static struct value no_value(void)
{
	return (struct value){ .kind = FIELD_CENTS, .null = true };
}

static struct value person_get_field(const void *row, size_t i)
{
	const struct fee_row *r = *(const struct fee_row *const *)row;

	switch (i) {
	case PERSON_NAME:
		return value_text(r->name);
	case PERSON_STRUCTURE:
		return value_text(r->structure);
	case PERSON_DAYS:
		return value_int(r->days);
	case PERSON_DUE: /* what is not decided is no amount, and what is free needs none */
		return r->state == FEE_UNDETERMINED || r->state == FEE_EXEMPT
			       ? no_value()
			       : value_cents(r->due);
	case PERSON_PAID:
		return r->paid ? value_cents(r->paid) : no_value();
	default:
		return value_text(fee_state_label(r->state));
	}
}

const struct record_type fees_people_type = {
	.name = "fees-person",
	.fields = person_fields,
	.count = sizeof person_fields / sizeof *person_fields,
	.get = person_get_field,
};

static int64_t person_id(const void *row)
{
	return (*(const struct fee_row *const *)row)->registration_id;
}

static struct list_sign person_sign(const void *row)
{
	static const struct list_sign signs[] = {
		[FEE_DUE] = { GLYPH_ABSENT, THEME_DUE, THEME_NORMAL },
		[FEE_EXEMPT] = { GLYPH_DOT, THEME_DIM, THEME_DIM },
		[FEE_UNDETERMINED] = { GLYPH_WARNING, THEME_WARNING, THEME_NORMAL },
		[FEE_PAID] = { GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL },
		[FEE_EXPECTED] = { GLYPH_ABSENT, THEME_DUE, THEME_NORMAL },
	};

	return signs[(*(const struct fee_row *const *)row)->state];
}

/* --- by structure --- */

enum { GROUP_NAME, GROUP_PEOPLE, GROUP_DUE, GROUP_PAID, GROUP_BALANCE, GROUP_OPEN };

static const struct field group_fields[] = {
	[GROUP_NAME] = { .key = "structure",
		.heading = N_("Structure"),
		.min = 20,
		.weight = 1 },
	[GROUP_PEOPLE] = { .key = "people",
		.heading = N_("People"),
		.kind = FIELD_INT,
		.min = 9,
		.priority = 3 },
	[GROUP_DUE] = { .key = "due", .heading = N_("Amount"), .kind = FIELD_CENTS, .min = 11 },
	[GROUP_PAID] = { .key = "paid",
		.heading = N_("Paid"),
		.kind = FIELD_CENTS,
		.min = 11,
		.priority = 2 },
	[GROUP_BALANCE] = { .key = "balance",
		.heading = N_("Balance"),
		.kind = FIELD_CENTS,
		.min = 11 },
	[GROUP_OPEN] = { .key = "undetermined",
		.heading = N_("To determine"),
		.kind = FIELD_INT,
		.min = 12,
		.priority = 4 },
};

static struct value group_get_field(const void *row, size_t i)
{
	const struct fees_group *g = row;

	switch (i) {
	case GROUP_NAME:
		return value_text(*g->name ? g->name : _("without a structure"));
	case GROUP_PEOPLE:
		return value_int(g->sums.people);
	case GROUP_DUE:
		return g->sums.due ? value_cents(g->sums.due) : no_value();
	case GROUP_PAID:
		return g->sums.paid ? value_cents(g->sums.paid) : no_value();
	case GROUP_BALANCE:
		return g->sums.balance ? value_cents(g->sums.balance) : no_value();
	default:
		return g->sums.undetermined ? value_int(g->sums.undetermined) : no_value();
	}
}

const struct record_type fees_groups_type = {
	.name = "fees-group",
	.fields = group_fields,
	.count = sizeof group_fields / sizeof *group_fields,
	.get = group_get_field,
};

/* Ids are never 0 in a list. */
static int64_t group_id(const void *row)
{
	const struct fees_group *g = row;

	return g->structure ? g->structure : -1;
}

/* What still has to be done comes first. */
static struct list_sign group_sign(const void *row)
{
	const struct fees_sums *s = &((const struct fees_group *)row)->sums;

	if (s->undetermined)
		return (struct list_sign){ GLYPH_WARNING, THEME_WARNING, THEME_NORMAL };
	if (s->balance)
		return (struct list_sign){ GLYPH_ABSENT, THEME_DUE, THEME_NORMAL };
	if (s->due)
		return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL };
	return (struct list_sign){ GLYPH_DOT, THEME_DIM, THEME_DIM };
}

static void sums_add(struct fees_sums *s, const struct fee_row *row)
{
	s->people++;
	s->paid += row->paid;
	s->balance += row->balance;
	s->exempt += row->state == FEE_EXEMPT;
	s->undetermined += row->state == FEE_UNDETERMINED;
	s->due += row->due; /* 0 when free or undetermined */
}

static int group_order(const void *a, const void *b)
{
	const struct fees_group *left = a, *right = b;
	char *l = fold_dup(left->name), *r = fold_dup(right->name);
	int order = !*l != !*r ? (!*l) - (!*r) : strcmp(l, r); /* those without one last */

	free(l);
	free(r);
	if (order)
		return order;
	return (left->structure > right->structure) - (left->structure < right->structure);
}

static void group_rows(struct fees_state *f)
{
	f->groups = xcalloc(f->count + 1, sizeof *f->groups);
	f->group_count = 0;
	f->sums = (struct fees_sums){ .people = 0 };
	for (size_t i = 0; i < f->count; i++) {
		const struct fee_row *row = f->rows[i];
		size_t g = 0;

		while (g < f->group_count && f->groups[g].structure != row->structure_id)
			g++;
		if (g == f->group_count)
			f->groups[f->group_count++] = (struct fees_group){
				.structure = row->structure_id,
				.name = row->structure,
			};
		sums_add(&f->groups[g].sums, row);
		sums_add(&f->sums, row);
	}
	qsort(f->groups, f->group_count, sizeof *f->groups, group_order);
}

/* --- reading --- */

void fees_rows_init(struct fees_state *f)
{
	list_array_init(
		&f->people_array, &fees_people_type, sizeof *f->rows, person_id, person_sign);
	list_array_init(
		&f->groups_array, &fees_groups_type, sizeof *f->groups, group_id, group_sign);
	list_init(&f->people_list, &f->people_array.model);
	list_init(&f->groups_list, &f->groups_array.model);
}

static void forget(struct fees_state *f)
{
	list_array_set(&f->people_array, NULL, 0);
	list_array_set(&f->groups_array, NULL, 0);
	for (size_t i = 0; i < f->count; i++)
		free(f->rows[i]);
	free(f->rows);
	free(f->groups);
	f->rows = NULL;
	f->groups = NULL;
	f->count = 0;
	f->group_count = 0;
}

void fees_rows_release(struct fees_state *f)
{
	forget(f);
	list_release(&f->people_list);
	list_release(&f->groups_list);
	list_array_release(&f->people_array);
	list_array_release(&f->groups_array);
}

static bool take(void *arg, const struct fee_row *row)
{
	struct fees_state *f = arg;

	if ((f->count & (f->count + 1)) == 0) /* room for 1, 3, 7, 15… is used up */
		f->rows = xrealloc(f->rows, 2 * (f->count + 1) * sizeof *f->rows);
	f->rows[f->count++] = fee_row_dup(row);
	return true;
}

bool fees_rows_read(struct fees_state *f, struct err *err)
{
	bool ok;

	forget(f);
	ok = !f->event.id || fees_list(f->screen.app->db, f->event.id, take, f, err);
	group_rows(f);
	list_array_set(&f->people_array, f->rows, f->count);
	list_array_set(&f->groups_array, f->groups, f->group_count);
	list_reload(&f->people_list);
	list_reload(&f->groups_list);
	return ok;
}

struct list *fees_shown(struct fees_state *f)
{
	return f->by_structure ? &f->groups_list : &f->people_list;
}

const struct list *fees_shown_now(const struct fees_state *f)
{
	return f->by_structure ? &f->groups_list : &f->people_list;
}

const struct fee_row *fees_person(struct fees_state *f)
{
	const struct fee_row *const *row;

	if (f->by_structure)
		return NULL;
	row = list_array_row(&f->people_array, list_selected(&f->people_list));
	return row ? *row : NULL;
}

const struct fees_group *fees_group(struct fees_state *f)
{
	return f->by_structure
		       ? list_array_row(&f->groups_array, list_selected(&f->groups_list))
		       : NULL;
}
