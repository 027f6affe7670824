/* What a budget comes to: rounding by part, shares by largest remainder. */
#include "core_test.h"

#include "etape/budget_sum.h"

static void the_parts_are_rounded_and_summed(void **state)
{
	struct budget_part parts[] = {
		{ .days = 250, .rate = 80000, .vat = 2000 },
		{ .days = 175, .rate = 33333, .vat = 550 }, /* 583.3275; 32.083 */
		{ .days = 0, .rate = 80000, .vat = 2000 },
	};
	struct milestone milestones[] = {
		{ .percent = 3000, .done = CIVIL_NONE },
		{ .percent = 2000, .done = CIVIL_NONE + 1 },
		{ .percent = 5000, .done = CIVIL_NONE },
	};
	struct budget b = { .parts = parts, .part_count = 3, .milestones = milestones, .milestone_count = 3 };

	(void)state;
	assert_true(budget_sum(&b));
	assert_int_equal(parts[0].net, 200000);
	assert_int_equal(parts[0].gross, 240000);
	assert_int_equal(parts[1].net, 58333);
	assert_int_equal(parts[1].tax, 3208);
	assert_int_equal(b.days, 425);
	assert_int_equal(b.net, 258333);
	assert_int_equal(b.gross, 301541);
	assert_int_equal(b.percent, 10000);
	assert_int_equal(b.percent_done, 2000);
	assert_int_equal(milestones[0].gross + milestones[1].gross + milestones[2].gross, b.gross);
	assert_int_equal(milestones[0].net + milestones[1].net + milestones[2].net, b.net);
	assert_int_equal(milestones[0].gross, 90462);
	assert_int_equal(milestones[1].gross, 60308);
	assert_int_equal(milestones[2].gross, 150771); /* of two halves of a cent, the last */
	assert_int_equal(b.done_gross, 60308);
	parts[0].rate = INT64_MAX / 2;
	assert_false(budget_sum(&b));
}

static unsigned long seed = 6;

static unsigned roll(unsigned n)
{
	seed = seed * 6364136223846793005UL + 1442695040888963407UL;
	return (unsigned)(seed >> 33) % n;
}

static void shares_sum_up_to_the_cent(void **state)
{
	(void)state;
	for (int i = 0; i < 10000; i++) {
		int percents[12], left = BUDGET_WHOLE;
		cents_t amounts[12], sum = 0;
		const cents_t total = roll(3) ? roll(1000000000) : roll(20);
		const size_t count = 1 + roll(12);

		for (size_t k = 0; k < count; k++) {
			percents[k] = k + 1 == count ? left : (int)roll((unsigned)left + 1);
			left -= percents[k];
		}
		assert_true(budget_share(total, percents, count, amounts));
		for (size_t k = 0; k < count; k++) {
			const cents_t exact = total * percents[k] / BUDGET_WHOLE;

			assert_true(amounts[k] == exact || amounts[k] == exact + 1);
			sum += amounts[k];
		}
		assert_int_equal(sum, total);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_parts_are_rounded_and_summed),
		cmocka_unit_test(shares_sum_up_to_the_cent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
