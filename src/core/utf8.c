#include "core/utf8.h"

#include <utf8proc.h>

size_t utf8_decode(const char *p, size_t n, uint32_t *cp)
{
	utf8proc_int32_t c;

	if (n == 0)
		return 0;
	if ((unsigned char)*p < 0x80) {
		*cp = (unsigned char)*p;
		return 1;
	}
	utf8proc_ssize_t len = utf8proc_iterate(
		(const utf8proc_uint8_t *)p, (utf8proc_ssize_t)(n > 4 ? 4 : n), &c);
	if (len <= 0)
		return 0;
	*cp = (uint32_t)c;
	return (size_t)len;
}

size_t utf8_encode(uint32_t cp, char out[4])
{
	utf8proc_int32_t c = cp <= 0x10FFFF ? (utf8proc_int32_t)cp : 0xFFFD;

	if (!utf8proc_codepoint_valid(c))
		c = 0xFFFD;
	return (size_t)utf8proc_encode_char(c, (utf8proc_uint8_t *)out);
}
