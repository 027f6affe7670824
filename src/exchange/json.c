/* JSON text (RFC 8259), harmless on a terminal and without loss. */
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "etape/output.h"

/* Characters that a terminal may obey or hide: they are written as escapes. */
static bool must_escape(int32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x61c ||
	       (cp >= 0x200b && cp <= 0x200f) || (cp >= 0x2028 && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff ||
	       (cp >= 0xe0000 && cp <= 0xe007f);
}

static void add_escape(struct str *out, int32_t cp)
{
	if (cp == '\n')
		str_add(out, "\\n");
	else if (cp == '\t')
		str_add(out, "\\t");
	else if (cp == '\r')
		str_add(out, "\\r");
	else if (cp < 0x10000)
		str_addf(out, "\\u%04x", (unsigned int)cp);
	else
		str_addf(out, "\\u%04x\\u%04x", 0xd800u + (((unsigned int)cp - 0x10000u) >> 10),
			0xdc00u + (((unsigned int)cp - 0x10000u) & 0x3ffu));
}

void json_add_string(struct str *out, const char *text)
{
	size_t n = strlen(text), used;

	str_addc(out, '"');
	for (size_t i = 0; i < n; i += used) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t got = utf8proc_iterate(
			(const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(n - i), &cp);

		used = got > 0 ? (size_t)got : 1;
		if (got <= 0)
			str_add(out, "\xef\xbf\xbd");
		else if (cp == '"' || cp == '\\')
			str_addf(out, "\\%c", (int)cp);
		else if (must_escape(cp))
			add_escape(out, cp);
		else
			str_addn(out, text + i, used);
	}
	str_addc(out, '"');
}
