#include "exchange/csv_decode.h"

#include <string.h>
#include <utf8proc.h>

#include "etape/i18n.h"

#define SAMPLE	    4096 /* bytes looked at to recognise UTF-16 without a mark */
#define REPLACEMENT 0xfffdu

/* Windows-1252 where it differs from Latin-1; 0 where it has nothing. */
static const uint16_t cp1252[32] = { 0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d,
	0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178 };

int32_t csv_1252(unsigned char c)
{
	if (c < 0x80 || c >= 0xa0)
		return c;
	return cp1252[c - 0x80] != 0 ? (int32_t)cp1252[c - 0x80] : -1;
}

static bool begins(const char *bytes, size_t n, const char *mark, size_t len)
{
	return n >= len && memcmp(bytes, mark, len) == 0;
}

/* Reads one scalar value of UTF-8; -1 when the bytes are none, then one byte is used. */
static int32_t utf8_at(const char *bytes, size_t n, size_t *used)
{
	utf8proc_int32_t cp;
	utf8proc_ssize_t got;

	if ((unsigned char)bytes[0] < 0x80) {
		*used = 1;
		return (unsigned char)bytes[0];
	}
	got = utf8proc_iterate(
		(const utf8proc_uint8_t *)bytes, n > 4 ? 4 : (utf8proc_ssize_t)n, &cp);
	if (got <= 0) {
		*used = 1;
		return -1;
	}
	*used = (size_t)got;
	return cp;
}

static enum csv_encoding detect_utf16(const char *bytes, size_t n, bool *found)
{
	size_t sample = (n < SAMPLE ? n : SAMPLE) & ~(size_t)1;
	size_t even = 0, odd = 0;

	for (size_t i = 0; i < sample; i += 2) {
		even += bytes[i] == 0;
		odd += bytes[i + 1] == 0;
	}
	/* Latin text in UTF-16 has a NUL in nearly every other byte, on one side only. */
	*found = sample >= 4 && ((odd * 10 > sample * 3 && even * 20 < sample) ||
					(even * 10 > sample * 3 && odd * 20 < sample));
	return odd > even ? CSV_UTF16LE : CSV_UTF16BE;
}

static bool is_utf8(const char *bytes, size_t n)
{
	size_t good = 0, bad = 0, used;

	for (size_t i = 0; i < n; i += used) {
		int32_t cp = utf8_at(bytes + i, n - i, &used);

		good += cp > 0x7f;
		bad += cp < 0;
	}
	/* A stray byte does not turn a file of UTF-8 into another encoding. */
	return bad == 0 || good > bad;
}

static void detect(struct csv_table *table, const char *bytes, size_t n, size_t *skip)
{
	bool utf16 = false;

	table->bom = true;
	*skip = 2;
	if (begins(bytes, n, "\xff\xfe", 2)) {
		table->encoding = CSV_UTF16LE;
		return;
	}
	if (begins(bytes, n, "\xfe\xff", 2)) {
		table->encoding = CSV_UTF16BE;
		return;
	}
	*skip = 3;
	if (begins(bytes, n, "\xef\xbb\xbf", 3)) {
		table->encoding = CSV_UTF8;
		return;
	}
	table->bom = false;
	*skip = 0;
	table->encoding = detect_utf16(bytes, n, &utf16);
	if (!utf16)
		table->encoding = is_utf8(bytes, n) ? CSV_UTF8 : CSV_WINDOWS_1252;
}

static void put(struct csv_table *table, struct str *out, int32_t cp)
{
	if (cp == 0) {
		table->nuls++;
		return;
	}
	if (cp < 0) {
		table->damaged++;
		cp = REPLACEMENT;
	}
	if (cp < 0x80)
		str_addc(out, (char)cp);
	else
		str_addcp(out, (unsigned int)cp);
}

static void decode_utf16(struct csv_table *table, const char *bytes, size_t n, struct str *out)
{
	const unsigned char *b = (const unsigned char *)bytes;
	size_t low = table->encoding == CSV_UTF16LE ? 0 : 1;
	int32_t high = 0; /* first half of a pair, waiting for its second */

	for (size_t i = 0; i + 1 < n; i += 2) {
		int32_t unit = b[i + low] | b[i + 1 - low] << 8;

		if (high != 0 && unit >= 0xdc00 && unit <= 0xdfff) {
			put(table, out, 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
			high = 0;
			continue;
		}
		if (high != 0)
			put(table, out, -1);
		high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
		if (high == 0)
			put(table, out, unit >= 0xdc00 && unit <= 0xdfff ? -1 : unit);
	}
	if (high != 0 || n % 2 != 0)
		put(table, out, -1);
}

void csv_decode(struct csv_table *table, const char *bytes, size_t n, struct str *out)
{
	size_t skip, used = 1;

	detect(table, bytes, n, &skip);
	bytes += skip;
	n -= skip;
	str_grow(out, n);
	if (table->encoding == CSV_UTF16LE || table->encoding == CSV_UTF16BE) {
		decode_utf16(table, bytes, n, out);
		return;
	}
	for (size_t i = 0; i < n; i += used) {
		unsigned char c = (unsigned char)bytes[i];
		int32_t cp = c;

		used = 1;
		if (table->encoding == CSV_UTF8)
			cp = utf8_at(bytes + i, n - i, &used);
		else
			cp = csv_1252(c);
		put(table, out, cp);
	}
}

/* NULs and other controls that no text has, in the first bytes. */
static bool looks_binary(const char *bytes, size_t n)
{
	size_t sample = n < SAMPLE ? n : SAMPLE;
	size_t odd = 0;
	bool utf16 = false;

	detect_utf16(bytes, n, &utf16);
	if (utf16 || begins(bytes, n, "\xff\xfe", 2) || begins(bytes, n, "\xfe\xff", 2))
		return false;
	for (size_t i = 0; i < sample; i++) {
		unsigned char c = (unsigned char)bytes[i];

		odd += c < 0x20 && c != '\t' && c != '\n' && c != '\r';
	}
	return odd * 8 > sample;
}

const char *csv_foreign(const char *bytes, size_t n)
{
	while (n > 0 && (*bytes == ' ' || *bytes == '\n' || *bytes == '\r')) {
		bytes++;
		n--;
	}
	if (begins(bytes, n, "PK\x03\x04", 4) || begins(bytes, n, "\xd0\xcf\x11\xe0", 4))
		return _("a spreadsheet's own format");
	if (begins(bytes, n, "%PDF", 4))
		return _("a PDF");
	if (begins(bytes, n, "<!DOCTYPE", 9) || begins(bytes, n, "<html", 5) ||
		begins(bytes, n, "<?xml", 5))
		return _("a web page or XML");
	if (begins(bytes, n, "SQLite format 3", 15))
		return _("a database");
	return looks_binary(bytes, n) ? _("not text") : NULL;
}
