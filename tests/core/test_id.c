/* Ids and registration codes. */
#include "core_test.h"

#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "etape/code.h"
#include "etape/id.h"

#define CODES (31u * 31u * 31u * 31u * 31u)

static void ids_increase(void **state)
{
	int64_t last = 0;

	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t id = id_new();
		assert_true(id > last);
		last = id;
	}
}

static void ids_tell_when(void **state)
{
	struct timespec now;
	int64_t id = id_new(), ms;

	(void)state;
	clock_gettime(CLOCK_REALTIME, &now);
	ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 - INT64_C(1577836800000);
	/* A burst before may have run ahead of the clock by a little. */
	assert_in_range((uint64_t)((id >> 22) - ms + 600000), 0, 1200000);
}

/* A child does not go on with its parent's numbers. (Chance may give one in common:
 * there are 22 random bits, no more.) */
static void ids_differ_between_processes(void **state)
{
	enum { EACH = 50 };
	int64_t mine[EACH], theirs[EACH];
	int ends[2], status, same = 0;
	pid_t child;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	child = fork();
	for (int i = 0; i < EACH; i++)
		mine[i] = id_new();
	if (child == 0)
		_exit(write(ends[1], mine, sizeof mine) == (ssize_t)sizeof mine ? 0 : 1);
	assert_int_equal(read(ends[0], theirs, sizeof theirs), sizeof theirs);
	assert_int_equal(waitpid(child, &status, 0), child);
	close(ends[0]);
	close(ends[1]);
	for (int i = 0; i < EACH; i++) {
		for (int j = 0; j < EACH; j++)
			same += mine[i] == theirs[j];
	}
	assert_in_range(same, 0, 5);
}

static void ids_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t id; /* 0: none */
	} table[] = {
		{ "1", 1 },
		{ "  42\n", 42 },
		{ "\xC2\xA0"
		  "42",
			42 },
		{ "9223372036854775807", INT64_MAX },
		{ "9223372036854775808", 0 },
		{ "99999999999999999999", 0 },
		{ "0", 0 },
		{ "000", 0 },
		{ "-1", 0 },
		{ "+1", 0 },
		{ "1.0", 0 },
		{ "1 2", 0 },
		{ "0x10", 0 },
		{ "", 0 },
		{ " ", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		int64_t id = 0;
		bool ok = id_parse(table[i].text, &id);
		expect_number(ok, table[i].id != 0, table[i].text);
		expect_number(id, table[i].id, table[i].text);
	}
	assert_false(id_parse(NULL, &(int64_t){ 0 }));
}

/* --- codes --- */

static void codes_are_well_formed_and_differ(void **state)
{
	char code[CODE_LENGTH + 1], again[CODE_LENGTH + 1], last[CODE_LENGTH + 1] = "";

	(void)state;
	for (uint32_t n = 0; n < CODES; n += 9973) {
		code_make(n, code);
		assert_int_equal(strlen(code), CODE_LENGTH);
		assert_int_equal(strspn(code, CODE_ALPHABET), CODE_LENGTH);
		assert_int_equal(code_read(code, again), CODE_OK);
		assert_string_equal(code, again);
		assert_string_not_equal(code, last);
		memcpy(last, code, sizeof last);
	}
	code_make(0, code);
	code_make(CODES, again);
	assert_string_equal(code, again);
	code_make(CODES - 1, again);
	assert_memory_equal(again, "ZZZZZ", 5);
}

/* Every other character at every place, and every swap of two, must be found out. */
static void codes_find_every_slip(void **state)
{
	static const char alphabet[] = CODE_ALPHABET;
	char code[CODE_LENGTH + 1], wrong[CODE_LENGTH + 1], out[CODE_LENGTH + 1];

	(void)state;
	for (uint32_t n = 1; n < CODES; n += 99991) {
		code_make(n, code);
		for (size_t i = 0; i < CODE_LENGTH; i++) {
			memcpy(wrong, code, sizeof wrong);
			for (const char *c = alphabet; *c; c++) {
				wrong[i] = *c;
				assert_int_equal(code_read(wrong, out),
					*c == code[i] ? CODE_OK : CODE_WRONG);
			}
			for (size_t j = 0; j < i; j++) {
				memcpy(wrong, code, sizeof wrong);
				wrong[i] = code[j];
				wrong[j] = code[i];
				assert_int_equal(code_read(wrong, out),
					code[i] == code[j] ? CODE_OK : CODE_WRONG);
			}
		}
	}
}

static void codes_are_read_as_typed(void **state)
{
	char code[CODE_LENGTH + 1], out[CODE_LENGTH + 1], typed[64];

	(void)state;
	code_make(12345678, code);
	static const char *const fillers[] = { "", " ", "-", "\t", "\r\n", "\xC2\xA0",
		"\xE2\x80\xAF", "‐", "–", "—", " - " };
	for (size_t i = 0; i < COUNT(fillers); i++) {
		struct str s = STR_INIT;
		str_addf(&s, "%s%.3s%s%s\n", fillers[i], code, fillers[i], code + 3);
		for (size_t j = 0; j < s.len; j++) {
			if (s.buf[j] >= 'A' && s.buf[j] <= 'Z')
				s.buf[j] = (char)(s.buf[j] + 32);
		}
		assert_int_equal(code_read(s.buf, out), CODE_OK);
		assert_string_equal(out, code);
		str_release(&s);
	}
	static const char *const none[] = { "", "ABCDE", "ABCDEFG", "ABCDE0", "ABCDEI",
		"ABCDEL", "ABCDE1", "ABCDEO", "ABCDÉF", "ŁBCDEF", "ABC―DEF", "ABC.DEF", "\xFF",
		"dupont" };
	for (size_t i = 0; i < COUNT(none); i++) {
		strcpy(out, "x");
		assert_int_equal(code_read(none[i], out), CODE_NONE);
		assert_string_equal(out, "");
	}
	assert_int_equal(code_read(NULL, out), CODE_NONE);
	memcpy(typed, code, 6);
	typed[6] = '\0';
	for (uint32_t n = 0; n < CODES; n += 31 * 31 * 7 + 1) { /* every letter, in small */
		char small[CODE_LENGTH + 1];
		code_make(n, code);
		for (size_t i = 0; i <= CODE_LENGTH; i++)
			small[i] = code[i] >= 'A' ? (char)(code[i] + 32) : code[i];
		assert_int_equal(code_read(small, out), CODE_OK);
		assert_string_equal(out, code);
	}
	typed[5] = typed[5] == '2' ? '3' : '2';
	assert_int_equal(code_read(typed, out), CODE_WRONG);
	assert_string_equal(out, typed);
}

static void codes_are_random(void **state)
{
	char a[CODE_LENGTH + 1], b[CODE_LENGTH + 1], out[CODE_LENGTH + 1];
	int same = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		code_random(a);
		code_random(b);
		assert_int_equal(code_read(a, out), CODE_OK);
		same += strcmp(a, b) == 0;
	}
	assert_in_range(same, 0, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_increase),
		cmocka_unit_test(ids_tell_when),
		cmocka_unit_test(ids_differ_between_processes),
		cmocka_unit_test(ids_are_read),
		cmocka_unit_test(codes_are_well_formed_and_differ),
		cmocka_unit_test(codes_find_every_slip),
		cmocka_unit_test(codes_are_read_as_typed),
		cmocka_unit_test(codes_are_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
