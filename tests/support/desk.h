/* What the tests of processes share: people who are awaited today, and what the database says
 * of them. */
#ifndef TESTS_SUPPORT_DESK_H
#define TESTS_SUPPORT_DESK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sandbox;
struct outcome;

/* The demo network's rencontre of today. */
#define TODAY	 "tour-14"
#define SOMEBODY "ines.dupre-leroy@example.org"

#define DESK_PEOPLE 64
#define DESK_CODE   16

/* Codes of those registered for today's rencontre. */
struct desk_codes {
	char code[DESK_PEOPLE][DESK_CODE];
	size_t n;
};

void desk_codes_read(const struct sandbox *s, struct desk_codes *codes);

/* How many facts of a kind ("in", "out", "undo") today's rencontre has, of a code or (NULL) of
 * all. */
size_t desk_count(const struct sandbox *s, const char *kind, const char *code);

/* Fails the test unless `etape check` finds nothing wrong. */
void desk_check(const struct sandbox *s);

/* A small generator of the tests' own: the same cuts in every run. The seed is not 0. */
uint32_t desk_random(uint32_t *seed);

#endif
