#include "exchange/markdown.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Bytes of an address that begins here, without what ends the sentence around it; 0 for none. */
static size_t address_length(const char *at, const char *end)
{
	static const char *const schemes[] = { "https://", "http://" };
	size_t scheme = 0, n;

	for (size_t i = 0; !scheme && i < sizeof schemes / sizeof *schemes; i++)
		if ((size_t)(end - at) > strlen(schemes[i]) && !strncmp(at, schemes[i], strlen(schemes[i])))
			scheme = strlen(schemes[i]);
	if (!scheme)
		return 0;
	for (n = scheme; at + n < end && (unsigned char)at[n] > ' ' && !strchr("<>\"", at[n]); n++)
		;
	while (n > scheme && strchr(".,;:!?)'", at[n - 1]))
		n--;
	return n > scheme ? n : 0;
}

/* "&amp;", unlike "R&D". */
static bool is_entity(const char *at, const char *end)
{
	const char *from = at + 1;

	if (*at != '&')
		return false;
	for (at++; at < end && (isalnum((unsigned char)*at) || *at == '#'); at++)
		;
	return at > from && at < end && *at == ';';
}

/* What is a mark wherever it stands; pandoc's as well. */
static bool marks_anywhere(const char *at, const char *end)
{
	return strchr("\\`*_[]<>|~$^", *at) || is_entity(at, end);
}

/* Bytes before the character that makes the beginning of a line a heading, an item or a rule; -1 when
 * there is none. */
static int marks_beginning(const char *at, const char *end)
{
	int digits = 0;

	if (at < end && strchr("#>-+=:", *at))
		return 0;
	while (at + digits < end && isdigit((unsigned char)at[digits]))
		digits++;
	return digits && at + digits < end && (at[digits] == '.' || at[digits] == ')') ? digits : -1;
}

static void add_line(struct str *out, const char *at, const char *end)
{
	int escape = marks_beginning(at, end);

	for (; at < end; at++, escape--) {
		const size_t address = address_length(at, end);

		if (address) {
			str_addc(out, '<');
			str_addn(out, at, address);
			str_addc(out, '>');
			at += address - 1;
			continue;
		}
		if (escape == 0 || marks_anywhere(at, end))
			str_addc(out, '\\');
		str_addc(out, *at);
	}
}

void markdown_add(struct str *out, const char *text, const char *indent)
{
	bool blank = false, any = false;

	for (const char *at = text; *at;) {
		const size_t n = strcspn(at, "\n");
		const char *end = at + n, *from = at;

		while (from < end && (*from == ' ' || *from == '\t'))
			from++;
		while (end > from && (end[-1] == ' ' || end[-1] == '\t'))
			end--;
		at += n + (at[n] == '\n');
		if (from == end) {
			blank = any;
			continue;
		}
		if (any)
			str_addf(out, "%s%s", blank ? "\n\n" : "\\\n", indent);
		add_line(out, from, end);
		any = true;
		blank = false;
	}
}
