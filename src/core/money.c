#include "etape/money.h"

#include <string.h>

#include "core/utf8.h"

#define NBSP "\xC2\xA0"

bool money_add(cents_t a, cents_t b, cents_t *out)
{
	cents_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		return false;
	*out = sum;
	return true;
}

bool money_mul(cents_t a, int64_t n, cents_t *out)
{
	cents_t product;

	if (__builtin_mul_overflow(a, n, &product))
		return false;
	*out = product;
	return true;
}

bool money_share(cents_t a, int64_t n, int64_t of, cents_t *out)
{
	const int64_t whole = a / of, rest = a % of;
	cents_t part, rounded;

	/* Only the rest is rounded: the product of the whole would overflow for nothing. */
	if (!money_mul(rest, n, &part) || !money_mul(whole, n, &rounded))
		return false;
	part = part >= 0 ? part / of + (part % of >= of - part % of)
			 : part / of - (-(part % of) >= of + part % of);
	return money_add(rounded, part, out);
}

/* Digits of `n` in groups of three. */
static void add_grouped(struct str *out, uint64_t n, const char *separator)
{
	char digits[24];
	size_t count = 0;

	do {
		digits[count++] = (char)('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (count-- > 0) {
		str_addc(out, digits[count]);
		if (count > 0 && count % 3 == 0)
			str_add(out, separator);
	}
}

void money_format(struct str *out, cents_t cents, enum lang lang)
{
	uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;

	if (cents < 0)
		str_addc(out, '-');
	if (lang == LANG_EN)
		str_add(out, "€");
	add_grouped(out, size / 100, lang == LANG_EN ? "," : NBSP);
	str_addf(out, lang == LANG_EN ? ".%02u" : ",%02u", (unsigned)(size % 100));
	if (lang == LANG_FR)
		str_add(out, NBSP "€");
}

/* An amount while it is being read. */
struct reading {
	cents_t cents; /* whole units so far, then with the decimals */
	int digits;    /* of the whole part, all groups together */
	int group;     /* digits since the last blank between groups */
	int blanks;    /* blanks between groups */
	int decimals;  /* digits behind the separator, -1 before it */
	bool ended;    /* nothing may follow but blanks and the currency */
};

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == 0xA0 || cp == 0x202F;
}

static bool read_digit(struct reading *r, int digit)
{
	if (r->ended || r->decimals == 2 || (r->blanks > 0 && r->decimals < 0 && r->group == 3))
		return false;
	if (!money_mul(r->cents, 10, &r->cents) || !money_add(r->cents, digit, &r->cents))
		return false;
	if (r->decimals >= 0) {
		r->decimals++;
	} else {
		r->digits++;
		r->group++;
	}
	return true;
}

/* "1 200": a first group of one to three digits, then groups of three. */
static bool read_blank(struct reading *r, bool digit_follows)
{
	if (!digit_follows) {
		r->ended = r->ended || r->digits > 0;
		return true;
	}
	if (r->digits == 0)
		return true;
	if (r->ended || r->decimals >= 0 || r->group > 3 || (r->blanks > 0 && r->group != 3))
		return false;
	r->blanks++;
	r->group = 0;
	return true;
}

static bool read_character(struct reading *r, uint32_t cp, uint32_t next, bool *euro)
{
	if (cp >= '0' && cp <= '9')
		return read_digit(r, (int)(cp - '0'));
	if (is_blank(cp))
		return read_blank(r, next >= '0' && next <= '9');
	if (cp == ',' || cp == '.') {
		if (r->ended || r->decimals >= 0 || r->digits == 0)
			return false;
		r->decimals = 0;
		return true;
	}
	if (cp == 0x20AC && !*euro) {
		*euro = true;
		r->ended = r->digits > 0;
		return true;
	}
	return false;
}

static bool read_amount(const char *text, cents_t *cents)
{
	struct reading r = { .decimals = -1 };
	size_t left = strlen(text), n;
	uint32_t cp, next;
	bool euro = false;

	for (; left > 0; text += n, left -= n) {
		n = utf8_decode(text, left, &cp);
		if (n == 0)
			return false;
		if (utf8_decode(text + n, left - n, &next) == 0)
			next = 0;
		if (!read_character(&r, cp, next, &euro))
			return false;
	}
	if (r.digits == 0 || r.decimals == 0 || (r.blanks > 0 && r.group != 3))
		return false;
	for (int i = r.decimals < 0 ? 0 : r.decimals; i < 2; i++) {
		if (!money_mul(r.cents, 10, &r.cents))
			return false;
	}
	*cents = r.cents;
	return true;
}

bool money_parse_signed(const char *text, cents_t *cents, struct err *err)
{
	static const char *const minus[] = { "-", "−", "–" };
	const char *amount = text ? text + strspn(text, " ") : "";

	for (size_t i = 0; i < sizeof minus / sizeof *minus; i++) {
		const size_t n = strlen(minus[i]);

		if (strncmp(amount, minus[i], n))
			continue;
		if (!money_parse(amount + n, cents, err))
			return false;
		*cents = -*cents;
		return true;
	}
	return money_parse(amount, cents, err);
}

bool money_parse(const char *text, cents_t *cents, struct err *err)
{
	if (text && read_amount(text, cents))
		return true;
	return err_set(err, ERR_INVALID,
		_("'%s' is not an amount: expected something like 150 or 1 200,50"),
		text ? text : "");
}
