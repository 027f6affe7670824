/* UTF-8, one character at a time. Private to core. */
#ifndef CORE_UTF8_H
#define CORE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Reads the character at `p`, which has `n` bytes. Returns its length in bytes and
 * sets `*cp`; 0 when what stands there is not valid (bytes alone, overlong forms,
 * surrogates, above U+10FFFF, cut short) or `n` is 0. */
size_t utf8_decode(const char *p, size_t n, uint32_t *cp);

/* Writes a scalar value at `out` (room for 4) and returns its length. Anything
 * that is no scalar value is written as U+FFFD. */
size_t utf8_encode(uint32_t cp, char out[4]);

#endif
