#include "etape/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/utf8.h"

char str_empty[1];

void str_init(struct str *s)
{
	*s = STR_INIT;
}

void str_release(struct str *s)
{
	if (s->cap)
		free(s->buf);
	str_init(s);
}

void str_reset(struct str *s)
{
	str_truncate(s, 0);
}

void str_truncate(struct str *s, size_t len)
{
	if (len > s->len)
		bug("str_truncate: %zu bytes asked of %zu", len, s->len);
	s->len = len;
	if (s->cap) /* the shared empty string is never written to */
		s->buf[len] = '\0';
}

void str_grow(struct str *s, size_t extra)
{
	size_t cap;

	if (extra >= SIZE_MAX / 2 - s->len)
		bug("str_grow: %zu bytes more than %zu", extra, s->len);
	if (s->len + extra < s->cap)
		return;
	cap = s->cap + s->cap / 2;
	if (cap < 32)
		cap = 32;
	if (cap <= s->len + extra)
		cap = s->len + extra + 1;
	s->buf = xrealloc(s->cap ? s->buf : NULL, cap);
	s->cap = cap;
	s->buf[s->len] = '\0';
}

void str_addn(struct str *s, const char *bytes, size_t n)
{
	if (s->cap - s->len <= n) {
		if (n == 0)
			return;
		str_grow(s, n);
	}
	memcpy(s->buf + s->len, bytes, n);
	s->len += n;
	s->buf[s->len] = '\0';
}

void str_addi(struct str *s, int64_t number)
{
	char digits[24], *at = digits + sizeof digits;
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;

	do
		*--at = (char)('0' + rest % 10);
	while ((rest /= 10) > 0);
	if (number < 0)
		*--at = '-';
	str_addn(s, at, (size_t)(digits + sizeof digits - at));
}

void str_addf(struct str *s, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(s->cap ? s->buf + s->len : NULL, s->cap ? s->cap - s->len : 0, fmt, args);
	va_end(args);
	if (n < 0)
		bug("str_addf: bad format '%s'", fmt);
	if (s->cap == 0 || (size_t)n >= s->cap - s->len) {
		str_grow(s, (size_t)n);
		va_start(args, fmt);
		vsnprintf(s->buf + s->len, (size_t)n + 1, fmt, args);
		va_end(args);
	}
	s->len += (size_t)n;
}

void str_addcp(struct str *s, unsigned int codepoint)
{
	char bytes[4];

	str_addn(s, bytes, utf8_encode(codepoint, bytes));
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 || cp == 0x2007 ||
	       cp == 0x202F;
}

/* Length of the blank that ends `bytes`, 0 when none does. */
static size_t blank_before(const char *bytes, size_t len)
{
	uint32_t cp;

	for (size_t n = 1; n <= 3 && n <= len; n++) {
		if (utf8_decode(bytes + len - n, n, &cp) == n)
			return is_blank(cp) ? n : 0;
	}
	return 0;
}

void str_trim(struct str *s)
{
	size_t start = 0, n;
	uint32_t cp;

	while ((n = blank_before(s->buf, s->len)) > 0)
		str_truncate(s, s->len - n);
	while ((n = utf8_decode(s->buf + start, s->len - start, &cp)) > 0 && is_blank(cp))
		start += n;
	if (start > 0) {
		memmove(s->buf, s->buf + start, s->len - start);
		str_truncate(s, s->len - start);
	}
}

char *str_take(struct str *s)
{
	char *taken = s->cap ? s->buf : xstrdup("");

	str_init(s);
	return taken;
}

bool str_eq(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}
