#include "exchange/ics_record.h"

#include <string.h>
#include <strings.h>

#include "exchange/importer.h"

static const char *const keys[I_COUNT] = { "line", "what", "text", "uid", "recurrence", "starts",
	"ends", "zone", "sequence", "modified", "title", "location", "description", "categories",
	"url", "status", "kept", "xtitle", "xwhen", "xcode", "xkind", "xstatus", "xtheme",
	"xspeakers", "xaddress", "xtown", "xformat", "xstage", "xcycle", "xhost", "gone" };

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
	for (size_t i = 0; i < n; i++) {
		if (text[i] != '\\' || i + 1 == n) {
			str_addc(out, text[i]);
			continue;
		}
		i++;
		str_addc(out, text[i] == 'n' ? '\n' : text[i] == 't' ? '\t' : text[i]);
	}
}

void ics_record_read(struct ics_record *r, const char *line, size_t n)
{
	const char *end = line + n;

	r->type = n > 0 ? *line : '\0';
	for (size_t i = 0; i < I_COUNT; i++)
		str_reset(&r->at[i]);
	while ((line = memchr(line, '\t', (size_t)(end - line))) != NULL) {
		const char *equals, *stop;

		line++;
		equals = memchr(line, '=', (size_t)(end - line));
		stop = memchr(line, '\t', (size_t)(end - line));
		stop = stop != NULL ? stop : end;
		for (size_t i = 0; equals != NULL && equals < stop && i < I_COUNT; i++) {
			if (strlen(keys[i]) == (size_t)(equals - line) &&
				strncmp(keys[i], line, strlen(keys[i])) == 0)
				unescape(&r->at[i], equals + 1, (size_t)(stop - equals) - 1);
		}
	}
}
