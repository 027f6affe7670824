#include "etape/fold.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "core/utf8.h"

/* What a folded character turns into. */
enum role {
	ROLE_UNKNOWN, /* of the cache: not asked yet */
	ROLE_KEPT,    /* letters and digits */
	ROLE_NOTHING, /* marks and invisible characters: as if they were not there */
	ROLE_BLANK,   /* everything else separates words */
};

/* A character's folded form. */
struct folded {
	enum role role;
	unsigned char len;
	char bytes[22];
};

/* The letters that Unicode doesn't decompose but people search without. */
static const char *plain_letter(utf8proc_int32_t cp)
{
	switch (cp) {
	case 0xE6:
		return "ae"; /* æ */
	case 0xF0:
	case 0x111:
		return "d"; /* ð đ */
	case 0xF8:
		return "o"; /* ø */
	case 0xFE:
		return "th"; /* þ */
	case 0x127:
		return "h"; /* ħ */
	case 0x131:
		return "i"; /* ı */
	case 0x142:
		return "l"; /* ł */
	case 0x14B:
		return "n"; /* ŋ */
	case 0x153:
		return "oe"; /* œ */
	case 0x167:
		return "t"; /* ŧ */
	default:
		return NULL;
	}
}

/* Letters that SQLite's tokenizer takes for blanks: a question that holds one would be two words there, and is
 * refused (New Tai Lue vowels, two Vedic signs). */
static bool is_letter_here_only(utf8proc_int32_t cp)
{
	return (cp >= 0x19B0 && cp <= 0x19C0) || cp == 0x19C8 || cp == 0x19C9 || cp == 0x1CF2 || cp == 0x1CF3;
}

static enum role role_of(utf8proc_int32_t cp)
{
	if (cp >= 0x2B9 && cp <= 0x2C1) /* letters by category, apostrophes by use */
		return ROLE_BLANK;
	if (is_letter_here_only(cp))
		return ROLE_NOTHING;
	switch ((int)utf8proc_category(cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return ROLE_KEPT;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF:
		return ROLE_NOTHING;
	default:
		return ROLE_BLANK;
	}
}

static void append(struct folded *f, const char *bytes, size_t n)
{
	if (f->len + n > sizeof f->bytes)
		return;
	memcpy(f->bytes + f->len, bytes, n);
	f->len = (unsigned char)(f->len + n);
}

static void fold_character(uint32_t cp, struct folded *f)
{
	utf8proc_int32_t part[32];
	int boundary = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, part, 32,
		UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK,
		&boundary);
	bool blank = false;

	*f = (struct folded){ .role = ROLE_NOTHING };
	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++) {
		const char *plain = plain_letter(part[i]);
		enum role role = plain ? ROLE_KEPT : role_of(part[i]);
		char bytes[4];
		if (plain)
			append(f, plain, strlen(plain));
		else if (role == ROLE_KEPT)
			append(f, bytes, utf8_encode((uint32_t)part[i], bytes));
		blank = blank || role == ROLE_BLANK;
	}
	if (f->len > 0)
		f->role = ROLE_KEPT;
	else if (blank)
		f->role = ROLE_BLANK;
}

/* Latin letters are asked for all the time: their answers are kept. */
static const struct folded *fold_cached(uint32_t cp)
{
	static struct folded latin[0x180 - 0x80];
	static struct folded other;
	struct folded *f = cp < 0x180 ? &latin[cp - 0x80] : &other;

	if (f == &other || f->role == ROLE_UNKNOWN)
		fold_character(cp, f);
	return f;
}

static void add_folded(struct str *out, const char *text, bool blanks)
{
	const char *end = text + strlen(text);
	bool pending = false, begun = false;

	str_grow(out, (size_t)(end - text));
	while (text < end) {
		unsigned char c = (unsigned char)*text;
		const struct folded *f = NULL;
		uint32_t cp = 0;
		size_t n = 1;

		if (c >= 'A' && c <= 'Z') {
			c = (unsigned char)(c + ('a' - 'A'));
		} else if (c >= 0x80) {
			n = utf8_decode(text, (size_t)(end - text), &cp);
			f = n > 0 ? fold_cached(cp) : NULL;
			if (!f || f->role == ROLE_NOTHING) {
				text += n > 0 ? n : 1;
				continue;
			}
		}
		text += n;
		if (f ? f->role == ROLE_BLANK
		      : !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
			pending = true;
			continue;
		}
		if (pending && begun && blanks)
			str_addc(out, ' ');
		pending = false;
		begun = true;
		if (f)
			str_addn(out, f->bytes, f->len);
		else
			str_addc(out, (char)c);
	}
}

void fold_add(struct str *out, const char *text)
{
	if (text)
		add_folded(out, text, true);
}

char *fold_dup(const char *text)
{
	struct str s = STR_INIT;

	fold_add(&s, text);
	return str_take(&s);
}

void fold_squash_add(struct str *out, const char *text)
{
	if (text)
		add_folded(out, text, false);
}

char *fold_person_key(const char *family_name, const char *given_name)
{
	struct str s = STR_INIT;
	size_t family;

	fold_add(&s, family_name);
	family = s.len;
	if (family > 0)
		str_addc(&s, ' ');
	fold_add(&s, given_name);
	if (family > 0 && s.len == family + 1)
		str_truncate(&s, family);
	return str_take(&s);
}

/* France and its overseas départements share one numbering plan: what follows the
 * prefix is what people dial after a 0. */
static size_t french_prefix(const char *digits)
{
	static const char *const prefixes[] = { "33", "262", "590", "594", "596" };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		size_t len = strlen(prefixes[i]);
		if (strncmp(digits, prefixes[i], len) == 0)
			return len;
	}
	return 0;
}

void fold_phone_add(struct str *out, const char *phone)
{
	struct str digits = STR_INIT;
	bool international = false, begun = false;
	const char *rest;

	for (const char *p = phone ? phone : ""; *p; p++) {
		if (*p >= '0' && *p <= '9')
			str_addc(&digits, *p);
		else if (*p == '+' && !begun)
			international = true;
		begun = digits.len > 0;
	}
	rest = digits.buf;
	if (!international && strncmp(rest, "00", 2) == 0) {
		international = true;
		rest += 2;
	}
	if (international && french_prefix(rest) > 0) {
		rest += french_prefix(rest);
		rest += strspn(rest, "0"); /* +33 (0)3 20… */
		str_addc(out, '0');
	}
	str_add(out, rest);
	str_release(&digits);
}

/* --- distance --- */

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Three rows of the table of distances, of which only the band |i - j| <= limit is
 * worth filling: cells outside it are over the limit anyway. */
static size_t banded(
	const char *a, size_t la, const char *b, size_t lb, size_t limit, size_t *rows)
{
	size_t *two = rows, *one = rows + lb + 1, *row = rows + 2 * (lb + 1), over = limit + 1;

	for (size_t j = 0; j <= lb; j++) {
		one[j] = smaller(j, over);
		two[j] = over;
	}
	for (size_t i = 1; i <= la; i++) {
		size_t from = i > limit ? i - limit : 1, to = smaller(i + limit, lb),
		       best = over;
		row[from - 1] = from == 1 ? smaller(i, over) : over;
		for (size_t j = from; j <= to; j++) {
			size_t d = one[j - 1] + (a[i - 1] != b[j - 1]);
			d = smaller(d, row[j - 1] + 1);
			d = smaller(d, one[j] + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d = smaller(d, two[j - 2] + 1);
			row[j] = smaller(d, over);
			best = smaller(best, row[j]);
		}
		if (to < lb)
			row[to + 1] = over;
		if (smaller(best, row[from - 1]) > limit)
			return over;
		size_t *spare = two;
		two = one;
		one = row;
		row = spare;
	}
	return one[lb];
}

size_t fold_distance(const char *a, const char *b, size_t limit)
{
	size_t stack[3 * 256], la, lb, *rows = stack, distance;

	while (*a && *a == *b) {
		a++;
		b++;
	}
	la = strlen(a);
	lb = strlen(b);
	while (la > 0 && lb > 0 && a[la - 1] == b[lb - 1]) {
		la--;
		lb--;
	}
	if (limit > la + lb)
		limit = la + lb;
	if ((la > lb ? la - lb : lb - la) > limit)
		return limit + 1;
	if (la == 0 || lb == 0)
		return la + lb;
	if (lb >= 256)
		rows = xcalloc(3 * (lb + 1), sizeof *rows);
	distance = banded(a, la, b, lb, limit, rows);
	if (rows != stack)
		free(rows);
	return distance;
}
