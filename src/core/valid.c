#include "etape/valid.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/str.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* --- e-mail --- */

/* What stands before the @: RFC 5322's dot-atom, 64 bytes (RFC 5321). */
static bool is_local_part(const char *s, size_t len)
{
	if (len == 0 || len > 64 || s[0] == '.' || s[len - 1] == '.')
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] == '.' ? s[i + 1] == '.'
				: !is_letter(s[i]) && !is_digit(s[i]) &&
					  !strchr("!#$%&'*+-/=?^_`{|}~", s[i]))
			return false;
	}
	return true;
}

/* Labels of letters, digits and inner hyphens, two at least, the last of letters. */
static bool is_domain(const char *s)
{
	size_t total = strlen(s), labels = 0, len = 0;

	if (total == 0 || total > 253)
		return false;
	for (;; s += len + 1, labels++) {
		len = strcspn(s, ".");
		if (len == 0 || len > 63 || s[0] == '-' || s[len - 1] == '-')
			return false;
		for (size_t i = 0; i < len; i++) {
			if (!is_letter(s[i]) && !is_digit(s[i]) && s[i] != '-')
				return false;
		}
		if (s[len] == '\0')
			return labels > 0 && len >= 2 && is_letter(s[0]);
	}
}

bool valid_email(const char *text, struct err *err)
{
	const char *at;

	if (!text || !*text)
		return true;
	at = strrchr(text, '@');
	if (at && is_local_part(text, (size_t)(at - text)) && is_domain(at + 1))
		return true;
	return err_set(err, ERR_INVALID,
		_("'%s' is not an e-mail address: expected something like prenom.nom@ville.fr"),
		text);
}

/* --- telephone --- */

/* Appends the digits, with a leading + kept; false when something else than what
 * people put between digits stands there. */
static bool phone_digits(const char *text, struct str *digits)
{
	for (const char *p = text; *p; p++) {
		if (is_digit(*p) || (*p == '+' && digits->len == 0))
			str_addc(digits, *p);
		else if (strncmp(p, "\xC2\xA0", 2) == 0)
			p++;
		else if (strncmp(p, "\xE2\x80\xAF", 3) == 0)
			p += 2;
		else if (!strchr(" .-/()", *p))
			return false;
	}
	return true;
}

/* National numbers have ten digits, 0 then 1 to 9. International ones have 8 to 15
 * digits with the country's (E.164); behind +33, nine, after an optional (0). */
static bool is_phone(const char *digits)
{
	const char *rest = digits;

	if (*digits == '+')
		rest = digits + 1;
	else if (strncmp(digits, "00", 2) == 0)
		rest = digits + 2;
	if (rest == digits)
		return strlen(digits) == 10 && digits[0] == '0' && digits[1] != '0';
	if (strncmp(rest, "33", 2) == 0) {
		rest += 2;
		rest += *rest == '0';
		return strlen(rest) == 9 && *rest != '0';
	}
	return *rest != '0' && strlen(rest) >= 8 && strlen(rest) <= 15;
}

bool valid_phone(const char *text, struct err *err)
{
	struct str digits = STR_INIT;
	bool ok;

	if (!text || !*text)
		return true;
	ok = phone_digits(text, &digits) && is_phone(digits.buf);
	str_release(&digits);
	if (ok)
		return true;
	return err_set(err, ERR_INVALID,
		_("'%s' is not a telephone number: expected ten digits or a form like +33 3 20 "
		  "25 61 53"),
		text);
}

/* --- SIRET --- */

/* 14 digits under Luhn's key. La Poste (SIREN 356000000) numbers its establishments
 * otherwise: the sum of the digits is a multiple of five; its head office has Luhn's. */
static bool is_siret(const char *digits)
{
	unsigned luhn = 0, sum = 0;

	if (strlen(digits) != 14)
		return false;
	for (unsigned i = 0; i < 14; i++) {
		unsigned digit = (unsigned)(digits[i] - '0');
		unsigned doubled = i % 2 == 0 ? digit * 2 : digit;
		luhn += doubled > 9 ? doubled - 9 : doubled;
		sum += digit;
	}
	if (luhn % 10 == 0)
		return sum > 0;
	return strncmp(digits, "356000000", 9) == 0 && sum % 5 == 0;
}

bool valid_siret(const char *text, struct err *err)
{
	struct str digits = STR_INIT;
	bool ok = true;

	if (!text || !*text)
		return true;
	for (const char *p = text; *p && ok; p++) {
		if (strncmp(p, "\xC2\xA0", 2) == 0)
			p++;
		else if (is_digit(*p))
			str_addc(&digits, *p);
		else
			ok = *p == ' ';
	}
	ok = ok && is_siret(digits.buf);
	str_release(&digits);
	if (ok)
		return true;
	return err_set(err, ERR_INVALID,
		_("'%s' is not a SIRET: expected 14 digits, of which the last is a check "
		  "digit"),
		text);
}

/* --- bank account --- */

/* Capital letters and digits of a text that people group with blanks; false when something else
 * stands there. */
static bool bank_letters(const char *text, struct str *out)
{
	for (const char *p = text; *p; p++) {
		if (is_digit(*p) || (*p >= 'A' && *p <= 'Z'))
			str_addc(out, *p);
		else if (*p >= 'a' && *p <= 'z')
			str_addc(out, (char)(*p - 'a' + 'A'));
		else if (strncmp(p, "\xC2\xA0", 2) == 0)
			p++;
		else if (*p != ' ')
			return false;
	}
	return true;
}

/* ISO 13616: country, two check digits, 11 to 30 more (a French one has 27 in all); moved to the end,
 * letters as 10 to 35, the number is 1 modulo 97. */
static bool is_iban(const char *s, size_t len)
{
	unsigned rest = 0;

	if (len < 15 || len > 34 || is_digit(s[0]) || is_digit(s[1]) || !is_digit(s[2]) ||
		!is_digit(s[3]) || (strncmp(s, "FR", 2) == 0 && len != 27))
		return false;
	for (size_t i = 0; i < len; i++) {
		char c = s[(i + 4) % len];
		if (is_digit(c))
			rest = (rest * 10 + (unsigned)(c - '0')) % 97;
		else
			rest = (rest * 100 + (unsigned)(c - 'A') + 10) % 97;
	}
	return rest == 1;
}

bool valid_iban(const char *text, struct err *err)
{
	struct str s = STR_INIT;
	bool ok;

	if (!text || !*text)
		return true;
	ok = bank_letters(text, &s) && is_iban(s.buf, s.len);
	str_release(&s);
	return ok || err_set(err, ERR_INVALID,
			     _("'%s' is not an IBAN: its check digits are wrong, or its length"), text);
}

bool valid_bic(const char *text, struct err *err)
{
	struct str s = STR_INIT;
	bool ok;

	if (!text || !*text)
		return true;
	ok = bank_letters(text, &s) && (s.len == 8 || s.len == 11);
	for (size_t i = 0; ok && i < 6; i++)
		ok = !is_digit(s.buf[i]);
	str_release(&s);
	return ok || err_set(err, ERR_INVALID, _("'%s' is not a BIC: expected 8 or 11 characters"),
			     text);
}

/* --- slug --- */

bool valid_slug(const char *text, struct err *err)
{
	size_t len = text ? strlen(text) : 0;
	bool ok = len <= 40 && (len == 0 || text[0] != '-');

	for (size_t i = 0; i < len && ok; i++)
		ok = (text[i] >= 'a' && text[i] <= 'z') || is_digit(text[i]) || text[i] == '-';
	if (ok)
		return true;
	return err_set(err, ERR_INVALID,
		_("'%s' is not a code: expected 1 to 40 of a-z, 0-9 and -, like tour-01"),
		text);
}
