/* The one table of actions: what a person would stumble over in it. */
#include "support/check.h"

#include <stdio.h>
#include <string.h>

#include "etape/i18n.h"
#include "tui/keymap.h"
#include "tui/term/term.h"

/* Two actions of one context must not share a key; a key of a more specific context
 * may hide another's. */
static void test_no_key_twice_in_a_context(void **state)
{
	struct keymap map;

	(void)state;
	assert_true(keymap_init(&map, NULL, NULL));
	for (size_t i = 0; i < map.count; i++)
		for (size_t j = i + 1; j < map.count; j++) {
			const struct binding *a = &map.bindings[i];
			const struct binding *b = &map.bindings[j];

			if (a->key == b->key && (a->contexts & b->contexts))
				fail_msg("%s and %s have the same key",
					action_info(a->action)->name, action_info(b->action)->name);
		}
	keymap_release(&map);
}

static void check_row(void *arg, enum action a, const struct action_info *info)
{
	size_t *seen = arg;

	assert_true(strlen(info->help) > strlen(info->label));
	assert_true(info->label[0] != '\0');
	assert_true(info->contexts != 0);
	assert_non_null(strchr(info->name, '.'));
	assert_int_equal(action_named(info->name), a);
	(*seen)++;
}

static void test_every_action_has_name_and_help(void **state)
{
	size_t seen = 0;

	(void)state;
	action_each(check_row, &seen);
	assert_int_equal(seen, ACTION_COUNT - 1);
}

static void test_no_default_key_needs_altgr(void **state)
{
	struct keymap map;

	(void)state;
	assert_true(keymap_init(&map, NULL, NULL));
	for (size_t i = 0; i < map.count; i++)
		if (key_needs_altgr(map.bindings[i].key))
			fail_msg("%s needs AltGr on a French keyboard",
				action_info(map.bindings[i].action)->name);
	keymap_release(&map);
}

/* Digits need Shift there: each has another key beside it, or the one that its key gives without Shift. */
static void test_digits_are_aliases_only(void **state)
{
	struct keymap map;

	(void)state;
	assert_true(keymap_init(&map, NULL, NULL));
	for (int a = ACTION_NONE + 1; a < ACTION_COUNT; a++) {
		static const unsigned without_shift[] = { L'à', '&', L'é', '"', '\'', '(', '-', L'è', '_', L'ç' };
		unsigned key = keymap_key(&map, (enum action)a);

		if (key >= '0' && key <= '9')
			assert_int_equal(keymap_find(&map, action_info((enum action)a)->contexts,
				without_shift[key - '0']), a);
	}
	keymap_release(&map);
}

/* Letters do nothing in a field: what a form, the desk or the finder needs has another key. */
static void test_typing_contexts_use_no_letters(void **state)
{
	const unsigned typing = CONTEXT_FORM | CONTEXT_FINDER | CONTEXT_DESK | CONTEXT_EDIT |
		CONTEXT_FILTER;
	struct keymap map;

	(void)state;
	assert_true(keymap_init(&map, NULL, NULL));
	for (size_t i = 0; i < map.count; i++)
		if ((map.bindings[i].contexts & typing) && term_key_is_text(map.bindings[i].key))
			fail_msg("%s is a letter where letters are typed",
				action_info(map.bindings[i].action)->name);
	keymap_release(&map);
}

static void test_keys_read_as_they_are_written(void **state)
{
	static const char *const names[] = { "n", "N", "?", "Space", "^K", "F1", "F12", "Enter", "S-Tab",
		"M-x", "C-Left", "PgUp", "é", "Esc" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct str out = STR_INIT;
		unsigned key;

		assert_true(key_parse(names[i], strlen(names[i]), &key));
		key_add_name(&out, key);
		assert_string_equal(out.buf, names[i]);
		str_release(&out);
	}
}

static void test_what_is_no_key_is_refused(void **state)
{
	static const char *const names[] = { "", "nn", "^", "^1", "^M", "^I", "F0", "F25", "S-n", "Entrée" };

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		unsigned key;

		if (key_parse(names[i], strlen(names[i]), &key) && strcmp(names[i], "^") != 0)
			fail_msg("\"%s\" was read as a key", names[i]);
	}
}

static void test_the_specific_context_wins(void **state)
{
	struct keymap map;

	(void)state;
	assert_true(keymap_init(&map, NULL, NULL));
	assert_int_equal(keymap_find(&map, CONTEXT_DESK | CONTEXT_EDIT, TERM_CTRL | 'u'), ACTION_DESK_UNDO);
	assert_int_equal(keymap_find(&map, CONTEXT_EDIT, TERM_CTRL | 'u'), ACTION_EDIT_KILL);
	assert_int_equal(keymap_find(&map, CONTEXT_MAP | CONTEXT_LIST, 'j'), ACTION_MAP_DOWN);
	assert_int_equal(keymap_find(&map, CONTEXT_LIST, 'j'), ACTION_LIST_DOWN);
	assert_int_equal(keymap_find(&map, CONTEXT_LIST, 'W'), ACTION_NONE);
	keymap_release(&map);
}

static void test_the_user_has_the_last_word(void **state)
{
	char name[] = "list.new";
	char value[] = "N Insert";
	struct config_key key = { .name = name, .value = value };
	struct config config = { .keys = &key, .key_count = 1 };
	struct keymap map;
	struct str out = STR_INIT;

	(void)state;
	assert_true(keymap_init(&map, &config, NULL));
	assert_int_equal(keymap_find(&map, CONTEXT_LIST, 'N'), ACTION_LIST_NEW);
	assert_int_equal(keymap_find(&map, CONTEXT_LIST, TERM_KEY_INSERT), ACTION_LIST_NEW);
	assert_int_equal(keymap_find(&map, CONTEXT_LIST, 'n'), ACTION_NONE);
	keymap_add_keys(&map, &out, ACTION_LIST_NEW);
	assert_int_equal(keymap_key(&map, ACTION_LIST_NEW), 'N');
	str_release(&out);
	keymap_release(&map);
}

/* A key taken from another action of the same context goes to whom the user gave it. */
static void test_the_user_may_take_a_key(void **state)
{
	char name[] = "list.export";
	char value[] = "n";
	struct config_key key = { .name = name, .value = value };
	struct config config = { .keys = &key, .key_count = 1 };
	struct keymap map;

	(void)state;
	assert_true(keymap_init(&map, &config, NULL));
	assert_int_equal(keymap_find(&map, CONTEXT_LIST, 'n'), ACTION_LIST_EXPORT);
	keymap_release(&map);
}

static void check_refused(char *name, char *value, const char *word)
{
	struct config_key key = { .name = name, .value = value };
	struct config config = { .keys = &key, .key_count = 1 };
	struct keymap map;
	struct err err = ERR_INIT;

	assert_false(keymap_init(&map, &config, &err));
	assert_non_null(strstr(err.message, word));
	/* The rest works all the same. */
	assert_int_equal(keymap_find(&map, CONTEXT_GLOBAL, '?'), ACTION_APP_HELP);
	keymap_release(&map);
}

static void test_wrong_bindings_are_named(void **state)
{
	char known[] = "list.new";
	char unknown[] = "list.fly";
	char good[] = "n";
	char bad[] = "n hyper";

	(void)state;
	check_refused(unknown, good, "list.fly");
	check_refused(known, bad, "hyper");
}

static void test_the_bottom_line_follows_rank(void **state)
{
	enum action acts[ACTION_COUNT];
	struct keymap map;
	size_t ranked;

	(void)state;
	assert_true(keymap_init(&map, NULL, NULL));
	size_t n = keymap_actions(&map, CONTEXT_CITES | CONTEXT_MAP | CONTEXT_LIST | CONTEXT_GLOBAL, acts, &ranked);
	assert_int_equal(acts[0], ACTION_CITES_OPEN);
	assert_true(ranked < n);
	for (size_t i = 0; i < n; i++) {
		/* Enter is the cités' own: the list's is not offered twice. */
		assert_int_not_equal(acts[i], ACTION_LIST_OPEN);
		if (i > 0 && i < ranked)
			assert_true(action_info(acts[i - 1])->rank <= action_info(acts[i])->rank);
	}
	keymap_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_key_twice_in_a_context),
		cmocka_unit_test(test_every_action_has_name_and_help),
		cmocka_unit_test(test_no_default_key_needs_altgr),
		cmocka_unit_test(test_digits_are_aliases_only),
		cmocka_unit_test(test_typing_contexts_use_no_letters),
		cmocka_unit_test(test_keys_read_as_they_are_written),
		cmocka_unit_test(test_what_is_no_key_is_refused),
		cmocka_unit_test(test_the_specific_context_wins),
		cmocka_unit_test(test_the_user_has_the_last_word),
		cmocka_unit_test(test_the_user_may_take_a_key),
		cmocka_unit_test(test_wrong_bindings_are_named),
		cmocka_unit_test(test_the_bottom_line_follows_rank),
	};

	i18n_init("en", NULL);
	return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
