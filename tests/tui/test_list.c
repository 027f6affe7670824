/* The list over a model, without a screen: what is fetched, what stays selected. */
#include "support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "tui/screen.h"
#include "tui/widgets/list.h"

/* A table of numbers that only gives windows, and counts what it gave. */
struct numbers {
	bool gone[2000];
	long total;
	size_t fetched;	/* rows given since last reset */
};

struct number_row {
	int64_t id;
	char name[32];
};

static struct value number_get(const void *row, size_t i)
{
	const struct number_row *r = row;

	return i == 0 ? value_text(r->name) : value_id(r->id);
}

static const struct field number_fields[] = {
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 8, .weight = 1 },
	{ .key = "id", .kind = FIELD_ID },
};
static const struct record_type number_type = { "number", number_fields, 2, number_get };

static bool number_fetch(void *ctx, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct numbers *t = ctx;
	long i = from != NULL ? from->id : direction > 0 ? 0 : t->total + 1;

	(void)err;
	if (from == NULL || !inclusive)
		i += direction;
	for (; n > 0 && i >= 1 && i <= t->total; i += direction) {
		struct number_row row = { .id = i };

		if (i < 2000 && t->gone[i])
			continue;
		snprintf(row.name, sizeof row.name, "n%08ld", i);
		add(arg, &(struct list_key){ .sort = row.name, .id = i }, &row);
		t->fetched++;
		n--;
	}
	return true;
}

static bool number_locate(void *ctx, int64_t id, struct str *sort)
{
	const struct numbers *t = ctx;

	if (id < 1 || id > t->total || (id < 2000 && t->gone[id]))
		return false;
	str_addf(sort, "n%08ld", (long)id);
	return true;
}

static struct numbers table;
static const struct list_model model = {
	.type = &number_type, .ctx = &table, .fetch = number_fetch, .locate = number_locate,
};

static void open_list(struct list *l, long total)
{
	memset(&table, 0, sizeof table);
	table.total = total;
	list_init(l, &model);
	l->height = 20;
}

static void do_times(struct list *l, enum action a, int n)
{
	while (n-- > 0)
		assert_true(list_action(l, a) != 0);
}

static void test_a_million_rows_cost_a_screenful(void **state)
{
	struct list l;

	(void)state;
	open_list(&l, 1000000);
	assert_int_equal(list_selected(&l), 1);
	assert_true(table.fetched <= 20);
	table.fetched = 0;
	do_times(&l, ACTION_LIST_LAST, 1);
	assert_int_equal(list_selected(&l), 1000000);
	do_times(&l, ACTION_LIST_UP, 25);
	assert_int_equal(list_selected(&l), 999975);
	do_times(&l, ACTION_LIST_PGUP, 2);
	assert_int_equal(list_selected(&l), 999935);
	assert_true(table.fetched < 80);
	list_release(&l);
}

static void test_moving_inside_the_window_fetches_nothing(void **state)
{
	struct list l;

	(void)state;
	open_list(&l, 100);
	list_selected(&l);
	table.fetched = 0;
	do_times(&l, ACTION_LIST_DOWN, 19);
	assert_int_equal(table.fetched, 0);
	do_times(&l, ACTION_LIST_DOWN, 1);
	assert_int_equal(table.fetched, 1);
	assert_int_equal(list_selected(&l), 21);
	list_release(&l);
}

static void test_the_ends_are_ends(void **state)
{
	struct list l;

	(void)state;
	open_list(&l, 30);
	do_times(&l, ACTION_LIST_UP, 3);
	assert_int_equal(list_selected(&l), 1);
	do_times(&l, ACTION_LIST_PGDN, 9);
	assert_int_equal(list_selected(&l), 30);
	assert_int_equal(l.count, 20);
	do_times(&l, ACTION_LIST_DOWN, 3);
	assert_int_equal(list_selected(&l), 30);
	do_times(&l, ACTION_LIST_PGUP, 9);
	assert_int_equal(list_selected(&l), 1);
	do_times(&l, ACTION_LIST_LAST, 1);
	do_times(&l, ACTION_LIST_FIRST, 1);
	assert_int_equal(list_selected(&l), 1);
	list_release(&l);
}

static void test_the_selection_outlives_what_others_do(void **state)
{
	struct list l;

	(void)state;
	open_list(&l, 1000);
	assert_true(list_select(&l, 500));
	table.gone[495] = table.gone[501] = true;
	list_reload(&l);
	assert_int_equal(list_selected(&l), 500);
	/* The selected row itself goes: its neighbour takes the place. */
	table.gone[500] = true;
	list_reload(&l);
	assert_in_range(list_selected(&l), 496, 506);
	assert_false(list_select(&l, 500));
	list_release(&l);
}

static void test_everything_may_go(void **state)
{
	struct list l;

	(void)state;
	open_list(&l, 3);
	list_selected(&l);
	table.total = 0;
	list_reload(&l);
	assert_int_equal(list_selected(&l), 0);
	do_times(&l, ACTION_LIST_DOWN, 1);
	do_times(&l, ACTION_LIST_PGUP, 1);
	do_times(&l, ACTION_LIST_LAST, 1);
	do_times(&l, ACTION_LIST_MARK, 1);
	const int64_t *ids;
	assert_int_equal(list_targets(&l, &ids), 0);
	table.total = 2;
	list_reload(&l);
	assert_int_equal(list_selected(&l), 1);
	list_release(&l);
}

static void test_marks_are_what_a_command_applies_to(void **state)
{
	const int64_t *ids;
	struct list l;

	(void)state;
	open_list(&l, 50);
	assert_int_equal(list_targets(&l, &ids), 1);
	assert_int_equal(ids[0], 1);
	do_times(&l, ACTION_LIST_MARK, 3);
	assert_int_equal(list_selected(&l), 4);
	assert_int_equal(list_targets(&l, &ids), 3);
	do_times(&l, ACTION_LIST_UP, 2);
	do_times(&l, ACTION_LIST_MARK, 1); /* off again */
	assert_int_equal(list_targets(&l, &ids), 2);
	assert_int_equal(ids[0], 1);
	assert_int_equal(ids[1], 3);
	do_times(&l, ACTION_LIST_UNMARK, 1);
	assert_int_equal(list_targets(&l, &ids), 1);
	list_release(&l);
}

/* --- arrays --- */

static int64_t row_id(const void *row)
{
	const struct number_row *r = row;

	return r->id;
}

static void test_an_array_sorts_and_filters(void **state)
{
	static const struct number_row rows[] = {
		{ 7, "Zoé" }, { 8, "Élodie" }, { 9, "anne" }, { 10, "Œuvrard" },
	};
	struct list_array a;
	struct list l;

	(void)state;
	list_array_init(&a, &number_type, sizeof *rows, row_id, NULL);
	list_array_set(&a, rows, 4);
	list_init(&l, &a.model);
	assert_int_equal(list_selected(&l), 7);
	do_times(&l, ACTION_LIST_SORT, 1);
	assert_int_equal(list_selected(&l), 7); /* the same row, now last */
	assert_int_equal(l.selected, 3);
	do_times(&l, ACTION_LIST_FIRST, 1);
	assert_int_equal(list_selected(&l), 9);
	do_times(&l, ACTION_LIST_FILTER, 1);
	assert_true(list_typing(&l));
	assert_true(list_text(&l, &(struct term_event){ .type = EVENT_KEY, .key = 'e' }) != 0);
	assert_int_equal(list_count(&l), 1);
	assert_int_equal(list_selected(&l), 8);
	do_times(&l, ACTION_LIST_OPEN, 1);
	assert_false(list_typing(&l));
	do_times(&l, ACTION_APP_BACK, 1); /* the filter goes, the row stays */
	assert_int_equal(list_count(&l), 4);
	assert_int_equal(list_selected(&l), 8);
	assert_int_equal(list_action(&l, ACTION_APP_BACK), 0);
	assert_string_equal(((const struct number_row *)list_array_row(&a, 10))->name, "Œuvrard");
	assert_null(list_array_row(&a, 99));
	list_release(&l);
	list_array_release(&a);
}

/* Names of the rows in the order they stand, the empty ones as "-". */
static void assert_order(struct list *l, const struct list_array *a, const char *expected)
{
	struct str got = STR_INIT;

	do_times(l, ACTION_LIST_FIRST, 1);
	for (size_t i = 0; i < a->shown; i++) {
		const struct number_row *r = list_array_row(a, list_selected(l));

		str_addf(&got, "%s ", *r->name ? r->name : "-");
		do_times(l, ACTION_LIST_DOWN, 1);
	}
	assert_string_equal(got.buf, expected);
	str_release(&got);
}

static void test_an_array_turns_round(void **state)
{
	static const struct number_row rows[] = {
		{ 1, "b" }, { 2, "" }, { 3, "c" }, { 4, "a" },
	};
	struct list_array a;
	struct list l;

	(void)state;
	list_array_init(&a, &number_type, sizeof *rows, row_id, NULL);
	list_array_set(&a, rows, 4);
	list_init(&l, &a.model);
	assert_int_equal(list_action(&l, ACTION_LIST_REVERSE), 0); /* until it may */
	list_array_turns(&a);
	do_times(&l, ACTION_LIST_REVERSE, 1);
	assert_order(&l, &a, "a c - b "); /* as given, from the last on */
	do_times(&l, ACTION_LIST_SORT, 1);
	assert_order(&l, &a, "a b c - ");
	do_times(&l, ACTION_LIST_REVERSE, 1);
	assert_order(&l, &a, "c b a - "); /* what is empty stays last */
	do_times(&l, ACTION_LIST_REVERSE, 1);
	assert_order(&l, &a, "a b c - ");
	list_release(&l);
	list_array_release(&a);
}

static void test_an_array_may_change_under_the_list(void **state)
{
	struct number_row rows[] = { { 1, "a" }, { 2, "b" }, { 3, "c" }, { 4, "d" } };
	struct list_array a;
	struct list l;

	(void)state;
	list_array_init(&a, &number_type, sizeof *rows, row_id, NULL);
	list_array_set(&a, rows, 4);
	list_init(&l, &a.model);
	assert_true(list_select(&l, 3));
	memmove(rows, rows + 1, 3 * sizeof *rows); /* the first is gone */
	list_array_set(&a, rows, 3);
	list_reload(&l);
	assert_int_equal(list_selected(&l), 3);
	list_array_set(&a, NULL, 0);
	list_reload(&l);
	assert_int_equal(list_selected(&l), 0);
	list_release(&l);
	list_array_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_million_rows_cost_a_screenful),
		cmocka_unit_test(test_moving_inside_the_window_fetches_nothing),
		cmocka_unit_test(test_the_ends_are_ends),
		cmocka_unit_test(test_the_selection_outlives_what_others_do),
		cmocka_unit_test(test_everything_may_go),
		cmocka_unit_test(test_marks_are_what_a_command_applies_to),
		cmocka_unit_test(test_an_array_sorts_and_filters),
		cmocka_unit_test(test_an_array_turns_round),
		cmocka_unit_test(test_an_array_may_change_under_the_list),
	};

	i18n_init("en", NULL);
	return cmocka_run_group_tests_name("list", tests, NULL, NULL);
}
