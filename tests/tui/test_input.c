/* One line being typed: bytes, characters and columns are three things. */
#include "support/check.h"

#include <string.h>

#include "etape/i18n.h"
#include "tui/widgets/input.h"

static void type(struct input *in, const char *ascii)
{
	for (; *ascii != '\0'; ascii++) {
		struct term_event ev = { .type = EVENT_KEY, .key = (unsigned char)*ascii };

		input_type(in, &ev);
	}
}

static void press(struct input *in, enum action a)
{
	assert_true(input_action(in, a, NULL));
}

static void paste(struct input *in, const char *bytes)
{
	struct term_event ev = { .type = EVENT_PASTE, .text = bytes, .len = strlen(bytes) };

	input_type(in, &ev);
}

static void test_typing_goes_where_the_cursor_is(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	type(&in, "dpont");
	press(&in, ACTION_EDIT_HOME);
	press(&in, ACTION_EDIT_RIGHT);
	type(&in, "u");
	assert_string_equal(input_get(&in), "dupont");
	press(&in, ACTION_EDIT_END);
	press(&in, ACTION_EDIT_ERASE);
	press(&in, ACTION_EDIT_LEFT);
	press(&in, ACTION_EDIT_DELETE);
	assert_string_equal(input_get(&in), "dupo");
	assert_false(input_action(&in, ACTION_APP_HELP, NULL));
	input_release(&in);
}

static void type_character(struct input *in, uint32_t cp)
{
	const struct term_event ev = { .type = EVENT_KEY, .key = cp };

	assert_true(input_type(in, &ev));
}

/* A Macintosh's names, and pictograms, come from the keyboard one code at a time. */
static void test_marks_and_joiners_typed_one_by_one_belong_to_what_is_before_them(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	type(&in, "e");
	type_character(&in, 0x0301);
	type(&in, "t");
	type_character(&in, 0x1F469);
	type_character(&in, 0x200D);
	assert_string_equal(input_get(&in), "e\xcc\x81t\xf0\x9f\x91\xa9<U+200D>"); /* not yet one */
	type_character(&in, 0x1F3EB);
	type_character(&in, 0xFE0F);
	assert_string_equal(input_get(&in), "e\xcc\x81t\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8f\xab\xef\xb8\x8f");
	press(&in, ACTION_EDIT_HOME);
	type_character(&in, 0x0301); /* nothing to sit on */
	assert_int_equal(strncmp(input_get(&in), "\xe2\x97\x8c\xcc\x81" "e", 6), 0);
	input_release(&in);
}

static void test_a_letter_and_its_mark_are_erased_together(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	input_set(&in, "Ine\xcc\x80s"); /* e, combining grave */
	press(&in, ACTION_EDIT_LEFT);
	press(&in, ACTION_EDIT_ERASE);
	assert_string_equal(input_get(&in), "Ins");
	input_release(&in);
}

static void test_words_and_all(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	input_set(&in, "Jean Pierre  Élie");
	press(&in, ACTION_EDIT_WORD);
	assert_string_equal(input_get(&in), "Jean Pierre  ");
	press(&in, ACTION_EDIT_WORD);
	assert_string_equal(input_get(&in), "Jean ");
	press(&in, ACTION_EDIT_KILL);
	assert_string_equal(input_get(&in), "");
	press(&in, ACTION_EDIT_ERASE);
	press(&in, ACTION_EDIT_DELETE);
	press(&in, ACTION_EDIT_WORD);
	assert_string_equal(input_get(&in), "");
	input_release(&in);
}

static void test_a_paste_is_one_clean_line(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	paste(&in, " Dupont\r\n\tInès \x1b[31m\n");
	assert_null(strchr(input_get(&in), '\n'));
	assert_null(strchr(input_get(&in), '\x1b'));
	assert_memory_equal(input_get(&in), "Dupont Inès", strlen("Dupont Inès"));
	input_release(&in);
}

static void test_a_text_of_several_lines_keeps_them(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	in.lines = true;
	input_set(&in, "un\ndeux\tx");
	assert_string_equal(input_get(&in), "un\ndeux␉x");
	input_set(&in, "");
	paste(&in, " un\r\n\r\ndeux\rtrois\n");
	assert_string_equal(input_get(&in), "un\n\ndeux\ntrois");
	input_release(&in);
}

static void test_it_never_holds_more_than_its_most(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	in.max = 5;
	paste(&in, "ééé"); /* six bytes */
	assert_string_equal(input_get(&in), "éé");
	type(&in, "ab");
	assert_string_equal(input_get(&in), "ééa");
	input_release(&in);
}

static void test_setting_its_own_text_is_harmless(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	type(&in, "abc");
	input_set(&in, input_get(&in));
	assert_string_equal(input_get(&in), "abc");
	assert_int_equal(in.cursor, 3);
	input_release(&in);
}

static void test_a_click_between_wide_characters(void **state)
{
	struct input in;

	(void)state;
	input_init(&in);
	input_set(&in, "日本語");
	input_click(&in, 3); /* the right half of the second */
	assert_int_equal(in.cursor, 3);
	input_click(&in, 40);
	assert_int_equal(in.cursor, in.text.len);
	input_release(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_typing_goes_where_the_cursor_is),
		cmocka_unit_test(test_marks_and_joiners_typed_one_by_one_belong_to_what_is_before_them),
		cmocka_unit_test(test_a_letter_and_its_mark_are_erased_together),
		cmocka_unit_test(test_words_and_all),
		cmocka_unit_test(test_a_paste_is_one_clean_line),
		cmocka_unit_test(test_a_text_of_several_lines_keeps_them),
		cmocka_unit_test(test_it_never_holds_more_than_its_most),
		cmocka_unit_test(test_setting_its_own_text_is_harmless),
		cmocka_unit_test(test_a_click_between_wide_characters),
	};

	i18n_init("en", NULL);
	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
