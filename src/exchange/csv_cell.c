/* One cell, written so that a spreadsheet reads it as the text that it is. */
#include <string.h>

#include "etape/csv_reader.h"
#include "etape/output.h"

/* Whether a formula could begin here: the ASCII signs, their full-width forms, or
 * a control that makes a spreadsheet skip to the next character. */
static bool triggers(const char *s)
{
	static const char *const wide[] = { "\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
		"\xef\xbc\xa0" };

	if (*s != '\0' && strchr("=+-@\t\r\n", *s) != NULL)
		return true;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		if (strncmp(s, wide[i], 3) == 0)
			return true;
	}
	return false;
}

/* A sign, then only digits and what stands between them: nothing to be computed. */
static bool is_plain_number(const char *s)
{
	bool digit = false;

	if (*s != '+' && *s != '-')
		return false;
	for (s++; *s != '\0'; s++) {
		if (*s >= '0' && *s <= '9')
			digit = true;
		else if (strncmp(s, "\xc2\xa0", 2) == 0)
			s++;
		else if (strncmp(s, "\xe2\x80\xaf", 3) == 0)
			s += 2;
		else if (strchr(" .,()", *s) == NULL)
			return false;
	}
	return digit;
}

bool csv_must_defuse(const char *cell)
{
	const char *s = cell + strspn(cell, "'");

	s += strspn(s, " ");
	/* An apostrophe already there must survive: it gets another one. */
	return triggers(s) && (s != cell || !is_plain_number(s));
}

void csv_add_cell(struct str *out, const char *text)
{
	bool defuse = csv_must_defuse(text);
	size_t n = strlen(text);
	bool quote = strpbrk(text, "\",;\t\r\n") != NULL ||
		     (n > 0 && (text[0] == ' ' || text[n - 1] == ' '));

	if (quote)
		str_addc(out, '"');
	if (defuse)
		str_addc(out, '\'');
	for (const char *s = text; *s != '\0'; s++) {
		if (*s == '"')
			str_addc(out, '"');
		str_addc(out, *s);
	}
	if (quote)
		str_addc(out, '"');
}
