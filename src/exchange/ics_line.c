#include "exchange/ics_line.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Whether what begins here is drawn into the character before it: combining marks, joiners of pictograms, their forms
 * and skins. A reader that shows lines before it unfolds them would show half a character. */
static bool is_joined(const char *at)
{
	const unsigned char *b = (const unsigned char *)at;

	return (b[0] & 0xC0) == 0x80 || b[0] == 0xCC || (b[0] == 0xCD && b[1] < 0xB0) ||
	       (b[0] == 0xE2 && b[1] == 0x80 && b[2] == 0x8D) || (b[0] == 0xEF && b[1] == 0xB8 && b[2] <= 0x8F) ||
	       (b[0] == 0xF0 && b[1] == 0x9F && b[2] == 0x8F && b[3] >= 0xBB);
}

/* Where to cut at `room` at most; characters made of more than half a line are cut all the same. */
static size_t cut_at(const char *line, size_t room)
{
	size_t cut = room;

	while (cut > room / 2 && (is_joined(line + cut) || (cut > 2 && memcmp(line + cut - 3, "\xE2\x80\x8D", 3) == 0)))
		cut--;
	if (cut > room / 2)
		return cut;
	for (cut = room; cut > 1 && ((unsigned char)line[cut] & 0xC0) == 0x80;)
		cut--;
	return cut;
}

/* Appends a line, in pieces where it is too long. */
static void fold(struct str *out, const char *line, size_t n)
{
	size_t room = ICS_FOLD_AT;

	while (n > room) {
		const size_t cut = cut_at(line, room);

		str_addn(out, line, cut);
		str_addn(out, "\r\n ", 3);
		line += cut;
		n -= cut;
		room = ICS_FOLD_AT - 1; /* the blank counts */
	}
	str_addn(out, line, n);
}

void ics_raw_line(struct str *out, const char *line, size_t n)
{
	fold(out, line, n);
	str_addn(out, "\r\n", 2);
}

void ics_fold(struct str *out, size_t from)
{
	struct str line = STR_INIT;

	str_addn(&line, out->buf + from, out->len - from);
	str_truncate(out, from);
	fold(out, line.buf, line.len);
	str_release(&line);
}

void ics_line(struct str *out, const char *head, const char *value)
{
	const size_t from = ics_begin(out, head);

	str_add(out, value);
	ics_end(out, from);
}

/* Byte by byte into room for the worst case: it is called for every text of thousands of events. */
void ics_escape(struct str *out, const char *text)
{
	char *to = str_room(out, 2 * strlen(text));

	for (; *text != '\0'; text++) {
		const unsigned char c = (unsigned char)*text;

		if (c > ';' ? c != '\\' : c >= 0x20 && c != ',' && c != ';') {
			*to++ = (char)c;
		} else if (c >= 0x20 || c == '\n') {
			*to++ = '\\';
			*to++ = c == '\n' ? 'n' : (char)c;
		} else if (c == '\t') {
			*to++ = '\t';
		}
	}
	str_wrote(out, to);
}

void ics_unescape(struct str *out, const char *text, size_t n)
{
	const char *end = text + n, *escape;

	while ((escape = memchr(text, '\\', (size_t)(end - text))) != NULL && escape + 1 < end) {
		str_addn(out, text, (size_t)(escape - text));
		str_addc(out, escape[1] == 'n' || escape[1] == 'N' ? '\n' : escape[1]);
		text = escape + 2;
	}
	str_addn(out, text, (size_t)(end - text));
}

bool ics_is_named(const char *line, const char *name)
{
	const size_t n = strlen(name);

	return strncasecmp(line, name, n) == 0 && (line[n] == ':' || line[n] == ';');
}

size_t ics_measure(const char *lines, const char **next)
{
	const char *end = strchrnul(lines, '\n');

	*next = end + (*end != '\0');
	return (size_t)(end - lines);
}

/* Exchange writes TZID=tzone://Microsoft/Utc without quotes. */
static bool is_of_exchange(const char *params, const char *colon)
{
	return colon - params > 5 && strncmp(colon - 5, "tzone://", 8) == 0;
}

const char *ics_value(const char *params)
{
	const char *s = params;
	bool quoted = false;

	for (; *s != '\0' && *s != '\n' && (quoted || *s != ':' || is_of_exchange(params, s)); s++)
		quoted ^= *s == '"';
	return *s == ':' ? s + 1 : NULL;
}

const char *ics_foreign(const char *lines, const char *name, size_t *n)
{
	int depth = 0;

	for (const char *at = lines, *next; at != NULL && *at != '\0'; at = next) {
		*n = ics_measure(at, &next);
		if (ics_is(at, "BEGIN"))
			depth++;
		else if (ics_is(at, "END"))
			depth--;
		else if (depth == 0 && ics_is(at, name))
			return at;
	}
	return NULL;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Cuts `text` into its lines, sorted; the caller frees the array, the lines are the text's. */
static char **sorted_lines(char *text, size_t *count)
{
	char **lines = NULL, *rest = text;

	*count = 0;
	while (rest != NULL && *rest != '\0') {
		if ((*count & (*count - 1)) == 0)
			lines = xrealloc(lines, (2 * *count + 1) * sizeof(*lines));
		lines[(*count)++] = rest;
		rest = strchr(rest, '\n');
		if (rest != NULL)
			*rest++ = '\0';
	}
	if (*count > 0)
		qsort(lines, *count, sizeof(*lines), by_text);
	return lines;
}

bool ics_same_lines(const char *a, const char *b)
{
	char *one, *other, **x, **y;
	size_t n, m;
	bool same;

	a = a != NULL ? a : "";
	b = b != NULL ? b : "";
	if (strcmp(a, b) == 0 || strlen(a) != strlen(b))
		return strcmp(a, b) == 0;
	one = xstrdup(a);
	other = xstrdup(b);
	x = sorted_lines(one, &n);
	y = sorted_lines(other, &m);
	same = n == m;
	for (size_t i = 0; same && i < n; i++)
		same = strcmp(x[i], y[i]) == 0;
	free(x);
	free(y);
	free(one);
	free(other);
	return same;
}
