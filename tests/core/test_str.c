/* The growable string. */
#include "core_test.h"

static void starts_empty_and_usable(void **state)
{
	struct str s = STR_INIT;
	static struct str still = STR_STATIC;

	(void)state;
	assert_string_equal(s.buf, "");
	assert_string_equal(still.buf, "");
	str_trim(&s);
	str_reset(&s);
	str_truncate(&s, 0);
	str_release(&s);
	str_add(&s, "again");
	assert_string_equal(s.buf, "again");
	str_release(&s);
	assert_string_equal(str_empty, "");
}

static void grows(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		str_addc(&s, (char)('a' + i % 26));
		assert_int_equal(s.len, i + 1);
		assert_int_equal(s.buf[s.len], 0);
		assert_true(s.cap > s.len);
	}
	assert_int_equal(s.buf[999], 'a' + 999 % 26);
	str_release(&s);
}

static void formats(void **state)
{
	struct str s = STR_INIT;
	char *digits;

	(void)state;
	str_addf(&s, "%s", "");
	assert_int_equal(s.len, 0);
	str_addf(&s, "%d-%s", 12, "x");
	assert_string_equal(s.buf, "12-x");
	str_addf(&s, "%0300d", 7); /* longer than what is allocated */
	assert_int_equal(s.len, 304);
	assert_int_equal(s.buf[303], '7');
	assert_memory_equal(s.buf, "12-x00", 6);
	digits = str_take(&s);
	assert_int_equal(strlen(digits), 304);
	assert_int_equal(s.len, 0);
	free(digits);
}

static void adds_numbers(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_addi(&s, 0);
	str_addi(&s, -70);
	str_addi(&s, INT64_MAX);
	str_addi(&s, INT64_MIN);
	assert_string_equal(s.buf, "0-709223372036854775807-9223372036854775808");
	str_release(&s);
}

static void lends_room(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_wrote(&s, str_room(&s, 0));
	assert_string_equal(s.buf, "");
	for (size_t n = 1; n < 200; n++) {
		char *to = str_room(&s, n);

		assert_true(s.cap > s.len + n);
		memset(to, 'a', n);
		str_wrote(&s, to + n);
		assert_int_equal(s.len, n * (n + 1) / 2);
		assert_int_equal(s.buf[s.len], 0);
	}
	str_release(&s);
}

static void keeps_nuls(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	str_addn(&s, "a\0b", 3);
	str_addc(&s, '\0');
	assert_int_equal(s.len, 4);
	assert_memory_equal(s.buf, "a\0b\0", 5);
	str_truncate(&s, 1);
	assert_string_equal(s.buf, "a");
	str_release(&s);
}

static void encodes_characters(void **state)
{
	static const struct {
		unsigned cp;
		const char *bytes;
	} table[] = {
		{ 'a', "a" },
		{ 0xE9, "\xC3\xA9" },
		{ 0x20AC, "\xE2\x82\xAC" },
		{ 0x1F600, "\xF0\x9F\x98\x80" },
		{ 0xD800, "\xEF\xBF\xBD" },
		{ 0x110000, "\xEF\xBF\xBD" },
		{ 0xFFFFFFFF, "\xEF\xBF\xBD" },
	};
	struct str s = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		str_addcp(&s, table[i].cp);
		expect_text(&s, table[i].bytes, "character");
	}
	str_release(&s);
}

static void trims_every_kind_of_blank(void **state)
{
	static const char *const table[][2] = {
		{ "  a b ", "a b" },
		{ "\t\r\na\n", "a" },
		{ "\xC2\xA0"
		  "a\xE2\x80\xAF\xC2\xA0 ",
			"a" },
		{ " \xC2\xA0 ", "" },
		{ "é", "é" },
		{ "é ", "é" },
		{ "\xA0"
		  "a",
			"\xA0"
			"a" }, /* a byte alone is no blank */
		{ "a\xC2", "a\xC2" },
		{ "", "" },
	};
	struct str s = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		str_add(&s, table[i][0]);
		str_trim(&s);
		assert_int_equal(s.len, strlen(table[i][1]));
		expect_text(&s, table[i][1], table[i][0]);
	}
	str_release(&s);
}

static void takes_an_empty_string(void **state)
{
	struct str s = STR_INIT;
	char *taken = str_take(&s);

	(void)state;
	assert_string_equal(taken, "");
	assert_ptr_not_equal(taken, str_empty);
	free(taken);
}

static void compares(void **state)
{
	(void)state;
	assert_true(str_eq("a", "a"));
	assert_false(str_eq("a", "b"));
	assert_true(str_eq(NULL, ""));
	assert_true(str_eq(NULL, NULL));
	assert_false(str_eq(NULL, "a"));
	assert_false(str_eq("a", NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(starts_empty_and_usable),
		cmocka_unit_test(grows),
		cmocka_unit_test(formats),
		cmocka_unit_test(adds_numbers),
		cmocka_unit_test(lends_room),
		cmocka_unit_test(keeps_nuls),
		cmocka_unit_test(encodes_characters),
		cmocka_unit_test(trims_every_kind_of_blank),
		cmocka_unit_test(takes_an_empty_string),
		cmocka_unit_test(compares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
