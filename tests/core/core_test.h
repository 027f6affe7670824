/* What every test of core includes: cmocka with what it needs, and comparisons that
 * say which line of a table was wrong. */
#ifndef TESTS_CORE_CORE_TEST_H
#define TESTS_CORE_CORE_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "etape/err.h"
#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/str.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* Compares what was appended with what was expected, and empties the string. */
static inline void expect_text(struct str *got, const char *expected, const char *about)
{
	if (strcmp(got->buf, expected) != 0)
		fail_msg("%s: got '%s', expected '%s'", about, got->buf, expected);
	str_reset(got);
}

static inline void expect_number(long long got, long long expected, const char *about)
{
	if (got != expected)
		fail_msg("%s: got %lld, expected %lld", about, got, expected);
}

/* Whether a message holds a piece. */
static inline void expect_piece(const char *text, const char *piece)
{
	if (!strstr(text, piece))
		fail_msg("'%s' does not hold '%s'", text, piece);
}

/* A small generator: the same numbers at every run, so that a failure comes back. */
static inline uint32_t next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)(*state >> 33);
}

/* French as the program speaks it; the catalogue must have been built. */
static inline void speak_french(void)
{
	char *locale = paths_locale();

	if (!locale)
		fail_msg("no share/locale/fr/LC_MESSAGES/etape.mo beside the tests");
	i18n_init("fr", locale);
	free(locale);
}

#endif
