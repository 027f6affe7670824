#include "exchange/ics_record.h"

#include <string.h>
#include <strings.h>

#include "exchange/importer.h"

static const char *const keys[I_COUNT] = { "line", "what", "text", "uid", "recurrence", "starts",
	"ends", "zone", "sequence", "modified", "title", "location", "description", "categories",
	"url", "status", "kept", "xtitle", "xwhen", "xcode", "xkind", "xstatus", "xtheme",
	"xspeakers", "xaddress", "xtown", "xformat", "xstage", "xcycle", "xhost", "gone", "cancels" };

void ics_record_init(struct ics_record *r)
{
	r->type = '\0';
	for (size_t i = 0; i < I_COUNT; i++)
		str_init(&r->at[i]);
}

void ics_record_release(struct ics_record *r)
{
	for (size_t i = 0; i < I_COUNT; i++)
		str_release(&r->at[i]);
}

const char *ics_record_get(const struct ics_record *r, enum ics_field field)
{
	return r->at[field].buf;
}

bool ics_record_has(const struct ics_record *r, enum ics_field field)
{
	return r->at[field].len > 0;
}

bool import_ics_is(const char *path, const char *bytes, size_t n)
{
	static const char begins[] = "BEGIN:VCALENDAR";
	const size_t length = strlen(path);
	size_t skip = n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;

	while (skip < n && bytes[skip] != '\0' && strchr(" \t\r\n", bytes[skip]) != NULL)
		skip++;
	return (length > 4 && strcasecmp(path + length - 4, ".ics") == 0) ||
	       (n - skip >= sizeof(begins) - 1 &&
		       strncasecmp(bytes + skip, begins, sizeof(begins) - 1) == 0);
}

static void unescape(struct str *out, const char *text, size_t n)
{
	const char *end = text + n, *escape;

	while ((escape = memchr(text, '\\', (size_t)(end - text))) != NULL && escape + 1 < end) {
		str_addn(out, text, (size_t)(escape - text));
		str_addc(out, escape[1] == 'n' ? '\n' : escape[1] == 't' ? '\t' : escape[1]);
		text = escape + 2;
	}
	str_addn(out, text, (size_t)(end - text));
}

/* The field of a key, looked for where the last one leaves off: they mostly come in one order. */
static size_t find_key(const char *key, size_t n, size_t next)
{
	for (size_t i = 0; i < I_COUNT; i++, next++) {
		next = next < I_COUNT ? next : 0;
		if (keys[next][0] == *key && strncmp(keys[next], key, n) == 0 && keys[next][n] == '\0')
			return next;
	}
	return I_COUNT;
}

void ics_record_read(struct ics_record *r, const char *line, size_t n)
{
	const char *end = line + n;
	size_t field = I_COUNT;

	r->type = n > 0 ? *line : '\0';
	for (size_t i = 0; i < I_COUNT; i++)
		str_reset(&r->at[i]);
	while ((line = memchr(line, '\t', (size_t)(end - line))) != NULL) {
		const char *equals, *stop;

		line++;
		equals = memchr(line, '=', (size_t)(end - line));
		stop = memchr(line, '\t', (size_t)(end - line));
		stop = stop != NULL ? stop : end;
		if (equals == NULL || equals >= stop)
			continue;
		field = find_key(line, (size_t)(equals - line), field + 1);
		if (field < I_COUNT)
			unescape(&r->at[field], equals + 1, (size_t)(stop - equals) - 1);
	}
}
