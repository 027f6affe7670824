#include <string.h>

#include "exchange/csv_decode.h"

#define RECORDS 40	   /* rows looked at */
#define TITLES	10	   /* rows above the headings, at most */
#define WINDOW	(1u << 20) /* bytes looked at */

static bool is_end(char c)
{
	return c == '\n' || c == '\r';
}

/* Counts the cells of the record at `at` and moves past it and the line ends after it. */
static size_t record_cells(const char *text, size_t n, size_t *at, char separator)
{
	size_t cells = 1, i = *at;
	bool quoted = false, start = true;

	for (; i < n && (quoted || !is_end(text[i])); i++) {
		char c = text[i];

		if (quoted)
			quoted = c != '"';
		else if (c == '"')
			/* A second quote reopens what the first one closed: "" stands for one.
			 */
			quoted = start || text[i - 1] == '"';
		else if (c == separator)
			cells++;
		start = !quoted && (c == separator || (start && c == ' '));
	}
	while (i < n && is_end(text[i]))
		i++;
	*at = i;
	return cells;
}

/* How well a separator explains the first rows: columns that rows have in common with
 * the first one of `least` cells or more. */
static size_t score(const char *text, size_t n, char separator, size_t least)
{
	size_t at = 0, first = 0, sum;

	while (at < n && is_end(text[at]))
		at++;
	for (int i = 0; first < least && i < TITLES && at < n; i++)
		first = record_cells(text, n, &at, separator);
	if (first < least || first == 0)
		return 0;
	sum = first - 1;
	for (int i = 1; i < RECORDS && at < n; i++) {
		if (record_cells(text, n, &at, separator) == first)
			sum += first - 1;
	}
	return sum;
}

static char best_separator(const char *text, size_t n, size_t least)
{
	static const char candidates[] = { ';', '\t', ',' };
	size_t best = 0;
	char found = '\0';

	for (size_t i = 0; i < sizeof(candidates); i++) {
		size_t s = score(text, n, candidates[i], least);

		if (s > best) {
			best = s;
			found = candidates[i];
		}
	}
	return found;
}

char csv_separator(const char *text, size_t n)
{
	char found;

	if (n > WINDOW)
		n = WINDOW;
	found = best_separator(text, n, 1);
	/* A first row of one cell may be a title: three columns below it can't be chance. */
	if (found == '\0')
		found = best_separator(text, n, 3);
	return found != '\0' ? found : ';';
}
