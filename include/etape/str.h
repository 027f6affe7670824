/* A growable string. Invariants: .buf is always a NUL-terminated string (never
 * NULL after init), .buf[.len] == 0; it may hold NULs in between. */
#ifndef ETAPE_STR_H
#define ETAPE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "etape/err.h"

struct str {
	char *buf;	/* owned; points at a shared empty string while .cap is 0 */
	size_t len;	/* bytes before the closing NUL */
	size_t cap;	/* bytes allocated, 0 when none */
};

extern char str_empty[1];
#define STR_INIT ((struct str){ .buf = str_empty })
#define STR_STATIC { .buf = str_empty }	/* for static objects, which want a constant */

void str_init(struct str *s);
/* Frees the storage and leaves an empty, usable string. */
void str_release(struct str *s);
/* Empties without freeing. */
void str_reset(struct str *s);
/* Shortens to `len` bytes; bug() when that is longer than the string. */
void str_truncate(struct str *s, size_t len);
/* Makes room for `extra` more bytes and the closing NUL. */
void str_grow(struct str *s, size_t extra);
/* The same for who writes by himself: returns where they go, and str_wrote() gets where they end. */
static inline char *str_room(struct str *s, size_t n)
{
	if (s->cap - s->len <= n)
		str_grow(s, n);
	return s->buf + s->len;
}
static inline void str_wrote(struct str *s, char *end)
{
	s->len = (size_t)(end - s->buf);
	*end = '\0';
}
void str_addn(struct str *s, const char *bytes, size_t n);
static inline void str_add(struct str *s, const char *text)
{
	str_addn(s, text, strlen(text));
}
static inline void str_addc(struct str *s, char c)
{
	char *to = str_room(s, 1);

	*to = c;
	str_wrote(s, to + 1);
}
void str_addf(struct str *s, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Appends a number in digits, faster than str_addf(). */
void str_addi(struct str *s, int64_t number);
/* Appends one Unicode scalar value as UTF-8. */
void str_addcp(struct str *s, unsigned int codepoint);
/* Removes blanks (ASCII and no-break ones) at both ends. */
void str_trim(struct str *s);
/* Hands the storage to the caller, who frees it, and empties the string. */
char *str_take(struct str *s);

/* Whether two C strings are equal; NULL counts as the empty string. */
bool str_eq(const char *a, const char *b);

#endif
