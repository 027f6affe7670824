/* Tables on terminals that are narrower than they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "exchange/table_fit.h"

static const struct field fields[] = {
	{ .key = "date", .heading = "Date", .kind = FIELD_DATE },
	{ .key = "title", .heading = "Title", .kind = FIELD_TEXT, .min = 10 },
	{ .key = "note", .heading = "Note", .kind = FIELD_TEXT, .priority = 2 },
	{ .key = "id", .kind = FIELD_ID },
	{ .key = "count", .heading = "Count", .kind = FIELD_INT, .priority = 1 },
};

static const struct record_type type = { .name = "fit", .fields = fields, .count = 5 };

static void fit(size_t columns, size_t date, size_t title, size_t note, size_t count)
{
	size_t widths[] = { 10, 40, 20, 0, 5 }; /* 10 + 2 + 40 + 2 + 20 + 2 + 5 = 81 */

	table_fit(widths, &type, columns);
	assert_int_equal(widths[0], date);
	assert_int_equal(widths[1], title);
	assert_int_equal(widths[2], note);
	assert_int_equal(widths[3], 0);
	assert_int_equal(widths[4], count);
}

static void what_fits_is_left_alone(void **state)
{
	(void)state;
	fit(200, 10, 40, 20, 5);
	fit(81, 10, 40, 20, 5);
}

static void the_widest_gives_first_and_dates_never(void **state)
{
	(void)state;
	fit(80, 10, 39, 20, 5);
	fit(61, 10, 20, 20, 5);
	fit(60, 10, 19, 20, 5);
	fit(39, 10, 10, 8, 5);
}

static void fields_go_by_priority_and_leave_their_room(void **state)
{
	(void)state;
	fit(38, 10, 19, 0, 5);
	fit(28, 10, 16, 0, 0);
	fit(22, 10, 10, 0, 0);
	/* Nothing more can go. */
	fit(5, 10, 10, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_fits_is_left_alone),
		cmocka_unit_test(the_widest_gives_first_and_dates_never),
		cmocka_unit_test(fields_go_by_priority_and_leave_their_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
