#include "etape/code.h"

#include <string.h>

#include "core/random.h"
#include "core/utf8.h"

#define BASE   31u
#define RANGE  (BASE * BASE * BASE * BASE * BASE)
#define DIGITS (CODE_LENGTH - 1)

/* Weights 2 to 6 for the five random characters, 1 for the check: all different
 * and none a multiple of 31, so that the sum changes with any one character and
 * with the exchange of any two. */
static unsigned weighted_sum(const unsigned digit[DIGITS])
{
	unsigned sum = 0;

	for (unsigned i = 0; i < DIGITS; i++)
		sum += (i + 2) * digit[i];
	return sum % BASE;
}

void code_make(uint32_t number, char code[CODE_LENGTH + 1])
{
	static const char alphabet[] = CODE_ALPHABET;
	unsigned digit[DIGITS];

	number %= RANGE;
	for (unsigned i = DIGITS; i-- > 0; number /= BASE) {
		digit[i] = number % BASE;
		code[i] = alphabet[digit[i]];
	}
	code[DIGITS] = alphabet[(BASE - weighted_sum(digit)) % BASE];
	code[CODE_LENGTH] = '\0';
}

void code_random(char code[CODE_LENGTH + 1])
{
	uint32_t number;

	/* Drawn again when above the last whole multiple: every code is as likely. */
	do {
		number = random_bits();
	} while (number >= UINT32_MAX / RANGE * RANGE);
	code_make(number, code);
}

/* What people and scanners put between the characters of a code. */
static bool is_filler(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\r' || cp == '\n' || cp == '-' || cp == 0xA0 ||
	       cp == 0x202F || (cp >= 0x2010 && cp <= 0x2014);
}

enum code_check code_read(const char *typed, char code[CODE_LENGTH + 1])
{
	static const char alphabet[] = CODE_ALPHABET;
	unsigned digit[CODE_LENGTH];
	size_t count = 0, left = typed ? strlen(typed) : 0, n;
	uint32_t cp = 0;

	code[0] = '\0';
	for (; left > 0; typed += n, left -= n) {
		n = utf8_decode(typed, left, &cp);
		if (n == 0)
			return CODE_NONE;
		if (is_filler(cp))
			continue;
		if (cp >= 'a' && cp <= 'z')
			cp -= 'a' - 'A';
		const char *found = cp > 0 && cp < 0x80 ? strchr(alphabet, (int)cp) : NULL;
		if (!found || count == CODE_LENGTH)
			return CODE_NONE;
		digit[count++] = (unsigned)(found - alphabet);
	}
	if (count != CODE_LENGTH)
		return CODE_NONE;
	for (unsigned i = 0; i < CODE_LENGTH; i++)
		code[i] = alphabet[digit[i]];
	code[CODE_LENGTH] = '\0';
	return (weighted_sum(digit) + digit[DIGITS]) % BASE == 0 ? CODE_OK : CODE_WRONG;
}
