/* A model over rows in memory: sorting and filtering through the row record. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "tui/widgets/list.h"

static const void *row_at(const struct list_array *a, size_t i)
{
	return (const char *)a->rows + i * a->stride;
}

/* qsort() has no argument for us. */
static const struct list_array *sorting;

static bool is_empty(const struct list_array *by, const void *row)
{
	return by->type->get(row, by->sort_field).null;
}

static int compare_rows(const struct list_array *by, const void *a, const void *b)
{
	int order;

	if (by->descending && is_empty(by, a) != is_empty(by, b))
		return is_empty(by, a) ? 1 : -1;
	order = by->compare ? by->compare(a, b, by->sort_field)
			    : record_compare(by->type, by->sort_field, a, b);
	return by->descending ? -order : order;
}

static int compare(const void *left, const void *right)
{
	const size_t *a = left;
	const size_t *b = right;
	const int given = *a < *b ? -1 : *a > *b;
	int order;

	if (sorting->sort_field == sorting->type->count)
		return sorting->descending ? -given : given;
	order = compare_rows(sorting, row_at(sorting, *a), row_at(sorting, *b));
	return order != 0 ? order : given;
}

static void arrange(struct list_array *a)
{
	free(a->order);
	a->order = xcalloc(a->count + 1, sizeof *a->order);
	a->shown = 0;
	for (size_t i = 0; i < a->count; i++)
		if (a->filter == NULL || record_matches(a->type, row_at(a, i), a->filter))
			a->order[a->shown++] = i;
	sorting = a;
	qsort(a->order, a->shown, sizeof *a->order, compare);
}

/* Place of an id in the order, `shown` when it is not there. */
static size_t place_of(const struct list_array *a, int64_t id)
{
	size_t i = 0;

	while (i < a->shown && a->id(row_at(a, a->order[i])) != id)
		i++;
	return i;
}

static bool array_fetch(void *ctx, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	const struct list_array *a = ctx;
	size_t at = direction > 0 ? 0 : a->shown;

	(void)err;
	if (from != NULL) {
		at = place_of(a, from->id);
		bool gone = at == a->shown;

		if (gone) /* the sort text is the place where it stood */
			at = (size_t)strtoul(from->sort, NULL, 10);
		if (at > a->shown)
			at = a->shown;
		if (direction > 0)
			at += gone || inclusive ? 0 : 1;
		else
			at += !gone && inclusive ? 1 : 0;
	}
	for (; n > 0 && (direction > 0 ? at < a->shown : at > 0); n--) {
		size_t i = direction > 0 ? at++ : --at;
		const void *row = row_at(a, a->order[i]);
		char place[24];

		snprintf(place, sizeof place, "%zu", i);
		add(arg, &(struct list_key){ .sort = place, .id = a->id(row) }, row);
	}
	return true;
}

static bool array_locate(void *ctx, int64_t id, struct str *sort)
{
	const struct list_array *a = ctx;
	size_t at = place_of(a, id);

	if (at == a->shown)
		return false;
	str_addf(sort, "%zu", at);
	return true;
}

static size_t array_count(void *ctx)
{
	const struct list_array *a = ctx;

	return a->shown;
}

static struct list_sign array_sign(void *ctx, const void *row)
{
	const struct list_array *a = ctx;

	return a->sign(row);
}

static void array_filter(void *ctx, const char *typed)
{
	struct list_array *a = ctx;

	free(a->filter);
	a->filter = fold_dup(typed);
	if (a->filter[0] == '\0') {
		free(a->filter);
		a->filter = NULL;
	}
	arrange(a);
}

static const char *order_name(const struct list_array *a)
{
	return a->sort_field == a->type->count ? _("usual order")
					       : _(a->type->fields[a->sort_field].heading);
}

static const char *array_sort(void *ctx)
{
	struct list_array *a = ctx;
	size_t f = a->sort_field;

	do {
		f = f == a->type->count ? 0 : f + 1;
	} while (f < a->type->count ? a->type->fields[f].heading == NULL : !a->as_given);
	list_array_sort(a, f);
	return order_name(a);
}

static const char *array_sort_by(void *ctx, size_t field)
{
	struct list_array *a = ctx;

	if (field != a->sort_field) {
		list_array_sort(a, field);
	} else {
		a->descending = !a->descending;
		arrange(a);
	}
	return order_name(a);
}

static size_t array_order(void *ctx, bool *descending)
{
	const struct list_array *a = ctx;

	*descending = a->descending;
	return a->sort_field;
}

void list_array_init(struct list_array *a, const struct record_type *type, size_t stride,
	int64_t (*id)(const void *row), struct list_sign (*sign)(const void *row))
{
	*a = (struct list_array){
		.type = type,
		.stride = stride,
		.id = id,
		.sign = sign,
		.sort_field = type->count,
		.as_given = true,
		.model = {
			.type = type,
			.fetch = array_fetch,
			.locate = array_locate,
			.count = array_count,
			.sign = sign == NULL ? NULL : array_sign,
			.filter = array_filter,
			.sort = array_sort,
		},
	};
	a->model.ctx = a;
	arrange(a);
}

void list_array_set(struct list_array *a, const void *rows, size_t count)
{
	a->rows = rows;
	a->count = count;
	arrange(a);
}

void list_array_turns(struct list_array *a)
{
	a->model.sort_by = array_sort_by;
	a->model.order = array_order;
}

void list_array_sort(struct list_array *a, size_t field)
{
	a->sort_field = field;
	a->descending = false;
	arrange(a);
}

const void *list_array_row(const struct list_array *a, int64_t id)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->id(row_at(a, i)) == id)
			return row_at(a, i);
	return NULL;
}

void list_array_release(struct list_array *a)
{
	free(a->order);
	free(a->filter);
	*a = (struct list_array){ .order = NULL };
}
