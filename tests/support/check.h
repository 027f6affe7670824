/*
 * What a test includes: cmocka with what it needs, and assertions on a
 * terminal, which print the screen when they fail.
 */
#ifndef TESTS_SUPPORT_CHECK_H
#define TESTS_SUPPORT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sandbox.h"
#include "terminal.h"

/* Waits until a condition on the terminal holds; fails when it never does. */
#define assert_until(t, condition)                                                             \
	do {                                                                                   \
		int64_t until_ = terminal_deadline();                                          \
		while (!(condition))                                                           \
			if (!terminal_pump((t), until_) && !(condition)) {                     \
				terminal_dump(t);                                              \
				fail_msg("never came true: %s", #condition);                   \
			}                                                                      \
	} while (0)

/* Waits until text is (or no longer is) on the screen. */
#define assert_shows(t, text)                                                                  \
	do {                                                                                   \
		if (!terminal_wait_for((t), (text))) {                                         \
			terminal_dump(t);                                                      \
			fail_msg("\"%s\" never came up", (text));                              \
		}                                                                              \
	} while (0)
#define assert_gone(t, text)                                                                   \
	do {                                                                                   \
		if (!terminal_wait_gone((t), (text))) {                                        \
			terminal_dump(t);                                                      \
			fail_msg("\"%s\" never went away", (text));                            \
		}                                                                              \
	} while (0)

/* Text that must not be there now; wait for a sign that the screen is complete first. */
#define assert_lacks(t, text)                                                                  \
	do {                                                                                   \
		if (terminal_shows((t), (text))) {                                             \
			terminal_dump(t);                                                      \
			fail_msg("\"%s\" must not be there", (text));                          \
		}                                                                              \
	} while (0)

/* Waits until text is on the given row; a negative row counts from the bottom (-1). */
#define assert_row_shows(t, row, text)                                                         \
	assert_until(                                                                          \
		(t), strstr(terminal_row((t), (row) < 0 ? terminal_rows(t) + (row) : (row)),   \
			     (text)) != NULL)

/* Waits for the end of the program, its status, and a terminal left as it was found. */
#define assert_leaves(t, expected)                                                             \
	do {                                                                                   \
		const char *unclean_;                                                          \
		if (!terminal_wait_exit(t)) {                                                  \
			terminal_dump(t);                                                      \
			fail_msg("it still runs");                                             \
		}                                                                              \
		if (terminal_exit_status(t) != (expected)) {                                   \
			terminal_dump(t);                                                      \
			fail_msg("it left with %d, not %d", terminal_exit_status(t),           \
				(int)(expected));                                              \
		}                                                                              \
		unclean_ = terminal_unclean(t);                                                \
		if (unclean_) {                                                                \
			terminal_dump(t);                                                      \
			fail_msg("the terminal is not clean: %s", unclean_);                   \
		}                                                                              \
	} while (0)

#endif
