#include "etape/text.h"

#include <string.h>
#include <utf8proc.h>
#include <wchar.h>

#include "core/ascii.h"
#include "core/utf8.h"
#include "etape/i18n.h"

#define ZWJ	      0x200D
#define DOTTED_CIRCLE 0x25CC

/* --- the gate --- */

/* Where a character stands among its neighbours. */
struct place {
	bool after_base;  /* something before it that a mark can sit on */
	bool after_emoji; /* a pictogram before it, with its marks */
	bool before_emoji;
};

static bool is_emoji(uint32_t cp)
{
	return utf8proc_get_property((utf8proc_int32_t)cp)->boundclass ==
	       UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/* A mark that keeps an emoji an emoji: variation selectors, skin tones. */
static bool is_emoji_mark(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0x1F3FB && cp <= 0x1F3FF);
}

/* Whether a character is drawn into the cell before it. */
static bool is_mark(uint32_t cp, utf8proc_category_t category)
{
	return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
	       (cp != ZWJ && wcwidth((wchar_t)cp) == 0);
}

/* Whether a character above U+007F must be shown by its number: C1, line and
 * paragraph separators, bidi and other format characters (tags among them), what
 * Unicode hasn't assigned, what this terminal's C library cannot measure. */
static bool is_harmful(uint32_t cp, utf8proc_category_t category, const struct place *place)
{
	switch ((int)category) {
	case UTF8PROC_CATEGORY_CF:
		return !(cp == ZWJ && place->after_emoji && place->before_emoji);
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return true;
	default:
		/* Only meaningful once i18n_init() has set a UTF-8 locale. */
		return wcwidth((wchar_t)cp) < 0 && wcwidth(0xE9) > 0;
	}
}

static void clean_ascii(struct str *out, unsigned char c, unsigned flags)
{
	if ((c >= ' ' && c < 0x7F) || (c == '\n' && flags & TEXT_LINES)) {
		str_addc(out, (char)c);
	} else if (flags & TEXT_ASCII) {
		str_addc(out, '^');
		str_addc(out, (char)(c ^ 0x40)); /* ^A for 1, ^? for DEL */
	} else {
		str_addcp(out, c == 0x7F ? 0x2421 : 0x2400 + (unsigned)c);
	}
}

static void clean_character(struct str *out, uint32_t cp, const char *bytes, size_t n,
	unsigned flags, struct place *place)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);

	if (is_harmful(cp, category, place)) {
		str_addf(out, "<U+%04X>", (unsigned)cp);
		place->after_emoji = false;
		place->after_base = true;
	} else if (flags & TEXT_ASCII) {
		if (cp != ZWJ)
			ascii_add(out, cp);
	} else if (!(flags & TEXT_CELLS && (cp == ZWJ || (cp >= 0xFE00 && cp <= 0xFE0F)))) {
		/* A mark alone would sit on whatever the screen shows before it. */
		if (is_mark(cp, category) && !place->after_base)
			str_addcp(out, DOTTED_CIRCLE);
		str_addn(out, bytes, n);
		place->after_base = true;
	}
	if (cp != ZWJ && !is_emoji_mark(cp))
		place->after_emoji = is_emoji(cp);
}

void text_clean(struct str *out, const char *bytes, size_t n, unsigned flags)
{
	struct place place = { .after_base = false };

	while (n > 0) {
		size_t run = 0, len;
		uint32_t cp = 0, next = 0;

		while (run < n && bytes[run] >= ' ' && bytes[run] < 0x7F)
			run++;
		if (run > 0) { /* nearly all text is plain */
			str_addn(out, bytes, run);
			place = (struct place){ .after_base = true };
			bytes += run;
			n -= run;
			continue;
		}
		len = utf8_decode(bytes, n, &cp);
		if (len == 0) {
			str_add(out, flags & TEXT_ASCII ? "?" : "\xEF\xBF\xBD");
			place = (struct place){ .after_base = true };
			len = 1;
		} else if (len == 1) {
			clean_ascii(out, (unsigned char)cp, flags);
			place = (struct place){ .after_base =
							cp != '\n' || !(flags & TEXT_LINES) };
		} else {
			place.before_emoji = cp == ZWJ &&
					     utf8_decode(bytes + len, n - len, &next) > 0 &&
					     is_emoji(next);
			clean_character(out, cp, bytes, len, flags, &place);
		}
		bytes += len;
		n -= len;
	}
}

/* --- measuring --- */

/* Bytes of the character at `p` (which is not at the end) and its columns. What is
 * not valid, or not known to the C library, counts one column. */
static size_t measure(const char *p, const char *end, size_t *columns, uint32_t *cp)
{
	size_t n = utf8_decode(p, (size_t)(end - p), cp);
	int width;

	*columns = 1;
	if (n == 0) {
		*cp = 0xFFFD;
		return 1;
	}
	if (n > 1) {
		width = wcwidth((wchar_t)*cp);
		*columns = width < 0 ? 1 : (size_t)width;
	}
	return n;
}

/* Bytes of what the cursor steps over at once: a character, its zero-width marks,
 * and what a zero-width joiner ties to it. */
static size_t cluster(const char *p, const char *end, size_t *columns)
{
	uint32_t cp;
	size_t n = measure(p, end, columns, &cp);

	while (p + n < end && (unsigned char)p[n] >= 0x80) {
		bool joined = cp == ZWJ;
		size_t more, next = measure(p + n, end, &more, &cp);
		if (more > 0 && !joined)
			break;
		n += next;
		*columns += more;
	}
	return n;
}

size_t text_width(const char *text)
{
	const char *end = text + strlen(text);
	size_t width = 0, columns;
	uint32_t cp;

	for (; text < end; width += columns) {
		columns = 1;
		if ((unsigned char)*text < 0x80)
			text++;
		else
			text += measure(text, end, &columns, &cp);
	}
	return width;
}

size_t text_clip(const char *text, size_t columns, size_t *used)
{
	const char *p = text, *end = text + strlen(text);
	size_t width = 0, more;

	while (p < end) {
		size_t n = cluster(p, end, &more);
		if (more > columns - width)
			break;
		width += more;
		p += n;
	}
	if (used)
		*used = width;
	return (size_t)(p - text);
}

size_t text_fold(const char *line, size_t columns, size_t *skip)
{
	size_t n = text_clip(line, columns, NULL);

	*skip = 0;
	if (line[n] == '\0')
		return n;
	for (size_t i = n + 1; i-- > 1;)
		if (line[i] == ' ') {
			*skip = 1;
			return i;
		}
	return n > 0 ? n : text_next(line, 0);
}

void text_fit_mark(struct str *out, const char *text, size_t columns, const char *mark)
{
	size_t used, mark_used = 0, bytes = text_clip(text, columns, &used);

	if (text[bytes] != '\0') {
		size_t mark_bytes = text_clip(mark, columns, &mark_used);
		bytes = text_clip(text, columns - mark_used, &used);
		str_addn(out, text, bytes);
		str_addn(out, mark, mark_bytes);
	} else {
		str_addn(out, text, bytes);
	}
	for (used += mark_used; used < columns; used++)
		str_addc(out, ' ');
}

void text_fit(struct str *out, const char *text, size_t columns)
{
	text_fit_mark(out, text, columns, "…");
}

size_t text_next(const char *text, size_t at)
{
	size_t len = strlen(text), columns;

	return at >= len ? len : at + cluster(text + at, text + len, &columns);
}

size_t text_prev(const char *text, size_t at)
{
	size_t len = strlen(text), before = 0, next;

	if (at > len)
		at = len;
	/* From the start: what belongs together is only known forwards. */
	while ((next = text_next(text, before)) < at)
		before = next;
	return before;
}

/* --- names --- */

void text_upper(struct str *out, const char *text)
{
	const char *end = text + strlen(text);

	while (text < end) {
		uint32_t cp;
		size_t n;

		if ((unsigned char)*text < 0x80) {
			str_addc(out, (char)(*text >= 'a' && *text <= 'z' ? *text - 'a' + 'A' : *text));
			text++;
			continue;
		}
		n = utf8_decode(text, (size_t)(end - text), &cp);
		if (n == 0) {
			str_addc(out, *text++);
			continue;
		}
		if (cp == 0xDF) /* ß: people write SS */
			str_add(out, "SS");
		else
			str_addcp(out, (unsigned)utf8proc_toupper((utf8proc_int32_t)cp));
		text += n;
	}
}

void text_person(struct str *out, const char *family_name, const char *given_name)
{
	bool family = family_name && *family_name, given = given_name && *given_name;

	if (family && str_eq(family_name, TEXT_ERASED)) {
		str_add(out, _("(erased)"));
		return;
	}
	if (family)
		text_upper(out, family_name);
	if (family && given)
		str_addc(out, ' ');
	if (given)
		str_add(out, given_name);
}
