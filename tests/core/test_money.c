/* Money: arithmetic, writing, reading. */
#include "core_test.h"

#include "etape/money.h"

static void refuses_overflow(void **state)
{
	static const struct {
		cents_t a, b;
		bool ok;
		cents_t sum;
	} sums[] = {
		{ 1, 2, true, 3 },
		{ -5, 3, true, -2 },
		{ INT64_MAX, 0, true, INT64_MAX },
		{ INT64_MAX, 1, false, 0 },
		{ INT64_MIN, -1, false, 0 },
		{ INT64_MIN, INT64_MAX, true, -1 },
	};
	static const struct {
		cents_t a;
		int64_t n;
		bool ok;
		cents_t product;
	} products[] = {
		{ 15000, 2, true, 30000 },
		{ 15000, 0, true, 0 },
		{ -15000, 3, true, -45000 },
		{ INT64_MAX, 1, true, INT64_MAX },
		{ INT64_MAX, 2, false, 0 },
		{ INT64_MIN, -1, false, 0 },
		{ INT64_C(4611686018427387904), 2, false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(sums); i++) {
		cents_t out = 77;
		assert_int_equal(money_add(sums[i].a, sums[i].b, &out), sums[i].ok);
		assert_true(out == (sums[i].ok ? sums[i].sum : 77));
	}
	for (size_t i = 0; i < COUNT(products); i++) {
		cents_t out = 77;
		assert_int_equal(money_mul(products[i].a, products[i].n, &out), products[i].ok);
		assert_true(out == (products[i].ok ? products[i].product : 77));
	}
}

#define N "\xC2\xA0"

static void writes_amounts(void **state)
{
	static const struct {
		cents_t cents;
		const char *fr, *en;
	} table[] = {
		{ 0, "0,00" N "€", "€0.00" },
		{ 5, "0,05" N "€", "€0.05" },
		{ 15000, "150,00" N "€", "€150.00" },
		{ 123450, "1" N "234,50" N "€", "€1,234.50" },
		{ 99999, "999,99" N "€", "€999.99" },
		{ 100000, "1" N "000,00" N "€", "€1,000.00" },
		{ 123456789, "1" N "234" N "567,89" N "€", "€1,234,567.89" },
		{ -15000, "-150,00" N "€", "-€150.00" },
		{ -1, "-0,01" N "€", "-€0.01" },
		{ INT64_MIN, "-92" N "233" N "720" N "368" N "547" N "758,08" N "€",
			"-€92,233,720,368,547,758.08" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		money_format(&out, table[i].cents, LANG_FR);
		expect_text(&out, table[i].fr, "French");
		money_format(&out, table[i].cents, LANG_EN);
		expect_text(&out, table[i].en, "English");
	}
	str_release(&out);
}

static void reads_amounts(void **state)
{
	static const struct {
		const char *text;
		cents_t cents;
	} table[] = {
		{ "150", 15000 },
		{ "150,5", 15050 },
		{ "150.50", 15050 },
		{ "1 200,00 €", 120000 },
		{ "1" N "200,00" N "€", 120000 },
		{ "1\xE2\x80\xAF"
		  "200",
			120000 },
		{ "1200.00", 120000 },
		{ "1234567,89", 123456789 },
		{ "12 345 678", 1234567800 },
		{ "  7 ", 700 },
		{ "0", 0 },
		{ "€150", 15000 },
		{ "€ 150.00", 15000 },
		{ "0,05", 5 },
		{ "92233720368547758,07", INT64_MAX },
	};
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		cents_t cents = -1;
		if (!money_parse(table[i].text, &cents, &err))
			fail_msg("'%s': %s", table[i].text, err.message);
		expect_number(cents, table[i].cents, table[i].text);
	}
}

static void refuses_what_is_doubtful(void **state)
{
	static const char *const table[] = { "", " ", "€", "abc", "150 euros", "150EUR",
		"1,234", "1.234", "1,234.50", "1.234,50", "1,2,3", "1 20", "12 34", "1 2000",
		"1200 000", "1 200 00", "150,", ",50", "1,5 0", "150,00 5", "150 € 5", "€150 €",
		"-150", "+150", "1-2", "0x10", "1e3", "92233720368547758,08",
		"99999999999999999999", "922337203685477581", "184467440737095516160000",
		"92233720368547758,1", "1\xFF", "1,005", "１" };

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct err err = ERR_INIT;
		cents_t cents = 77;
		if (money_parse(table[i], &cents, &err))
			fail_msg("'%s' was read as %lld", table[i], (long long)cents);
		assert_true(cents == 77);
		assert_int_equal(err.code, ERR_INVALID);
		expect_piece(err.message, table[i]);
	}
	assert_false(money_parse(NULL, &(cents_t){ 0 }, NULL));
}

static void a_minus_is_read_where_it_may_stand(void **state)
{
	static const char *const table[] = { "-50", "- 50,00 €", "−50", " -50.00" };
	static const char *const wrong[] = { "--50", "50-", "-", "-−50", "" };
	cents_t cents;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		cents = 77;
		assert_true(money_parse_signed(table[i], &cents, NULL));
		expect_number(cents, -5000, table[i]);
	}
	assert_true(money_parse_signed("50", &cents, NULL));
	assert_true(cents == 5000);
	for (size_t i = 0; i < COUNT(wrong); i++)
		assert_false(money_parse_signed(wrong[i], &cents, NULL));
}

static void reads_what_it_writes(void **state)
{
	struct str out = STR_INIT;
	uint64_t seed = 3;

	(void)state;
	for (int i = 0; i < 5000; i++) {
		cents_t cents = next_random(&seed) % (i < 2500 ? 2000000 : UINT32_MAX), again;
		money_format(&out, cents, LANG_FR);
		assert_true(money_parse(out.buf, &again, NULL));
		assert_true(again == cents);
		str_reset(&out);
	}
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refuses_overflow),
		cmocka_unit_test(writes_amounts),
		cmocka_unit_test(reads_amounts),
		cmocka_unit_test(refuses_what_is_doubtful),
		cmocka_unit_test(a_minus_is_read_where_it_may_stand),
		cmocka_unit_test(reads_what_it_writes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
