/* What is a scan and what is a person, by the times of keys alone. */
#include "support/check.h"

#include <string.h>

#include "tui/scan.h"
#include "tui/term/term.h"

#define PERSON 70     /* ms between the keys of the fastest */

static char code[CODE_LENGTH + 1];

static int make_code(void **state)
{
	(void)state;
	code_make(123456, code);
	return 0;
}

/* Keys of a string, decoded: what stands for each on a French keyboard. */
static void keys_of(const char *text, unsigned key[CODE_LENGTH])
{
	for (size_t i = 0; i < CODE_LENGTH; i++)
		key[i] = (unsigned char)text[i];
}

static unsigned french(char us)
{
	static const char azerty[] = "AQQAZWWZ";
	static const unsigned digits[] = { 0xe9, '"', '\'', '(', '-', 0xe8, '_', 0xe7 };

	for (size_t i = 0; azerty[i]; i += 2)
		if (azerty[i] == us)
			return (unsigned char)azerty[i + 1];
	if (us == 'M')
		return '?';
	return us >= '2' && us <= '9' ? digits[us - '2'] : (unsigned char)us;
}

static void reads_capitals_and_small_letters(void **state)
{
	char read[CODE_LENGTH + 1];
	unsigned key[CODE_LENGTH];

	(void)state;
	keys_of(code, key);
	assert_int_equal(scan_read(key, read), CODE_OK);
	assert_string_equal(read, code);
	for (size_t i = 0; i < CODE_LENGTH; i++)
		if (key[i] >= 'A' && key[i] <= 'Z')
			key[i] += 'a' - 'A';
	assert_int_equal(scan_read(key, read), CODE_OK);
	assert_string_equal(read, code);
	key[5] = key[5] == '2' ? '3' : '2';
	assert_int_equal(scan_read(key, read), CODE_WRONG);
	key[5] = ' ';
	assert_int_equal(scan_read(key, read), CODE_NONE);
	assert_string_equal(read, "");
}

/* Every code of a sample comes back as itself, whatever the keyboard. */
static void reads_what_a_french_keyboard_makes_of_it(void **state)
{
	(void)state;
	for (uint32_t n = 0; n < 2000; n++) {
		char made[CODE_LENGTH + 1], read[CODE_LENGTH + 1];
		unsigned key[CODE_LENGTH];

		code_make(n * 14321, made);
		for (size_t i = 0; i < CODE_LENGTH; i++)
			key[i] = french(made[i]);
		if (scan_read(key, read) != CODE_OK)
			fail_msg("%s is not read", made);
		if (strcmp(read, made)) {
			/* Both are codes then; who comes first is the one that was said. */
			for (size_t i = 0; i < CODE_LENGTH; i++)
				assert_int_equal((unsigned char)read[i], key[i]);
		}
	}
}

static void a_wrong_one_is_not_read_as_french(void **state)
{
	char read[CODE_LENGTH + 1], made[CODE_LENGTH + 1], plain[CODE_LENGTH + 1];
	unsigned key[CODE_LENGTH] = { 0xe9, 0xe9, 0xe9, 0xe9, 0xe9, '"' };

	(void)state;
	assert_int_equal(scan_read(key, read), CODE_NONE);
	assert_string_equal(read, "");
	/* A digit: it was no French keyboard, whatever the letters would give. */
	for (uint32_t n = 0; n < 20000; n++) {
		enum code_check check;

		code_make(n, made);
		made[4] = made[4] == 'A' ? 'Q' : 'A';
		made[0] = '7';
		keys_of(made, key);
		check = scan_read(key, read);
		if (check != code_read(made, plain))
			fail_msg("%s is read as %s", made, read);
	}
}

/* --- told afterwards --- */

static int64_t run(struct scan_run *r, const char *text, int64_t at, int64_t gap)
{
	for (; *text; text++, at += gap)
		scan_run_key(r, (unsigned char)*text, at);
	return at;
}

static void a_run_is_told_by_its_pace(void **state)
{
	struct scan_run r = { .count = 0 };
	char read[CODE_LENGTH + 1];
	int64_t at;

	(void)state;
	at = run(&r, code, 1000, 0);
	assert_int_equal(scan_run_code(&r, at, read), CODE_OK);
	at = run(&r, code, 2000, 16);
	assert_int_equal(scan_run_code(&r, at, read), CODE_OK);
	assert_string_equal(read, code);
	at = run(&r, code, 3000, PERSON);
	assert_int_equal(scan_run_code(&r, at, read), CODE_NONE);
	/* Scanned, but Enter is a person's. */
	at = run(&r, code, 4000, 1);
	assert_int_equal(scan_run_code(&r, at + 500, read), CODE_NONE);
}

static void a_run_may_follow_typing_and_stumble(void **state)
{
	struct scan_run r = { .count = 0 };
	char read[CODE_LENGTH + 1];
	int64_t at;

	(void)state;
	at = run(&r, "dup", 1000, PERSON);
	at = run(&r, code, at, 1);
	assert_int_equal(scan_run_code(&r, at, read), CODE_OK);
	scan_run_reset(&r);
	run(&r, "x", 1900, 0);
	for (size_t i = 0; i < CODE_LENGTH; i++)
		scan_run_key(&r, (unsigned char)code[i], i < 3 ? 2000 : 2120);
	assert_int_equal(scan_run_code(&r, 2121, read), CODE_OK);
	assert_int_equal(scan_run_length(&r, 2121), 3);
	scan_run_reset(&r);
	assert_int_equal(scan_run_code(&r, 2121, read), CODE_NONE);
	assert_int_equal(scan_run_length(&r, 2121), 0);
}

/* --- held back --- */

struct heard {
	bool commands;	/* where letters are keys */
	char keys[64]; /* ENTER as ! */
	size_t n;
	char code[CODE_LENGTH + 1];
};

static void hear(struct heard *h, const unsigned *keys, size_t n)
{
	for (size_t i = 0; i < n; i++)
		h->keys[h->n++] = keys[i] == TERM_KEY_ENTER ? '!' : (char)keys[i];
	h->keys[h->n] = '\0';
}

/* The loop's part: time passes, then a key comes ('!' is Enter). */
static void press(struct scan_hold *hold, struct heard *h, char c, int64_t at)
{
	unsigned out[CODE_LENGTH + 1];
	char read[CODE_LENGTH + 1];

	if (hold->count > 0 && at >= hold->until)
		hear(h, out, scan_hold_flush(hold, out));
	if (c == '\0')
		return;
	hear(h, out,
		scan_hold_key(hold, c == '!' ? TERM_KEY_ENTER : (unsigned char)c, h->commands, at,
			out, read));
	if (*read)
		memcpy(h->code, read, sizeof read);
}

static int64_t type(struct scan_hold *hold, struct heard *h, const char *text, int64_t at,
	int64_t gap)
{
	for (; *text; text++, at += gap)
		press(hold, h, *text, at);
	return at;
}

static void a_code_is_held_and_taken(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = false };
	int64_t at;

	(void)state;
	at = type(&hold, &h, code, 1000, 8);
	type(&hold, &h, "!", at, 0);
	assert_string_equal(h.keys, "");
	assert_string_equal(h.code, code);
	/* CR and LF; then Enter is Enter again. */
	type(&hold, &h, "!", at + 16, 0);
	assert_string_equal(h.keys, "");
	type(&hold, &h, "!", at + 16 + SCAN_GAP_MS + 1, 0);
	assert_string_equal(h.keys, "!");
}

static void the_next_code_keeps_its_enter(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = false };

	(void)state;
	type(&hold, &h, code, 1000, 0);
	type(&hold, &h, "!!", 1000, 0);
	type(&hold, &h, "x!", 1000, 0);
	assert_string_equal(h.keys, "x!");
}

static void what_comes_before_a_code_keeps_its_place(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = false };

	(void)state;
	type(&hold, &h, "dupA9", 1000, 0);
	assert_string_equal(h.keys, "dup");
	type(&hold, &h, code, 1000, 0);
	type(&hold, &h, "!", 1000, 0);
	assert_string_equal(h.keys, "dupA9");
	assert_string_equal(h.code, code);
}

static void a_person_loses_nothing(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = false };
	int64_t at;

	(void)state;
	at = type(&hold, &h, code, 1000, PERSON);
	type(&hold, &h, "!", at, 0);
	assert_int_equal(h.n, CODE_LENGTH + 1);
	assert_memory_equal(h.keys, code, CODE_LENGTH);
	assert_int_equal(h.keys[CODE_LENGTH], '!');
	assert_string_equal(h.code, "");
}

static void small_letters_pass_at_once_and_in_order(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = false };

	(void)state;
	type(&hold, &h, "G", 1000, 0);
	assert_string_equal(h.keys, "");
	type(&hold, &h, "renoble 2!", 1000, 0);
	assert_string_equal(h.keys, "Grenoble 2!");
	type(&hold, &h, "A", 2000, 0);
	press(&hold, &h, '\0', 2000 + SCAN_HOLD_MS);
	assert_string_equal(h.keys, "Grenoble 2!A");
}

static void small_letters_are_held_where_they_are_commands(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = true };
	char small[CODE_LENGTH + 1];

	(void)state;
	for (size_t i = 0; i <= CODE_LENGTH; i++)
		small[i] = code[i] >= 'A' && code[i] <= 'Z' ? (char)(code[i] - 'A' + 'a') : code[i];
	type(&hold, &h, small, 1000, 8);
	type(&hold, &h, "!", 1050, 0);
	assert_string_equal(h.keys, "");
	assert_string_equal(h.code, code);
	/* Six commands and Enter are none, whatever their pace. */
	type(&hold, &h, "jjjjjj!", 2000, 0);
	assert_string_equal(h.keys, "jjjjjj!");
	type(&hold, &h, "c", 3000, 0);
	press(&hold, &h, '\0', 3000 + SCAN_HOLD_MS);
	assert_string_equal(h.keys, "jjjjjj!c");
}

static void a_line_may_stumble_within_a_code(void **state)
{
	struct scan_hold hold = { .count = 0 };
	struct heard h = { .commands = false };

	(void)state;
	for (size_t i = 0; i < CODE_LENGTH; i++)
		press(&hold, &h, code[i], i < 2 ? 1000 : 1080);
	press(&hold, &h, '!', 1090);
	assert_string_equal(h.keys, "");
	assert_string_equal(h.code, code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_capitals_and_small_letters),
		cmocka_unit_test(reads_what_a_french_keyboard_makes_of_it),
		cmocka_unit_test(a_wrong_one_is_not_read_as_french),
		cmocka_unit_test(a_run_is_told_by_its_pace),
		cmocka_unit_test(a_run_may_follow_typing_and_stumble),
		cmocka_unit_test(a_code_is_held_and_taken),
		cmocka_unit_test(the_next_code_keeps_its_enter),
		cmocka_unit_test(what_comes_before_a_code_keeps_its_place),
		cmocka_unit_test(a_person_loses_nothing),
		cmocka_unit_test(small_letters_pass_at_once_and_in_order),
		cmocka_unit_test(small_letters_are_held_where_they_are_commands),
		cmocka_unit_test(a_line_may_stumble_within_a_code),
	};

	return cmocka_run_group_tests(tests, make_code, NULL);
}
