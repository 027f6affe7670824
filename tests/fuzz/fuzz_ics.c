/* Any bytes as somebody's calendar: refused, or records that hold their promises. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "doc/ics_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static const char *field(const char *line, size_t n, const char *key, size_t *length)
{
	const char *end = line + n;

	while ((line = memchr(line, '\t', (size_t)(end - line))) != NULL) {
		line++;
		if (strncmp(line, key, strlen(key)) == 0 && line[strlen(key)] == '=') {
			line += strlen(key) + 1;
			*length = strcspn(line, "\t\n");
			return line;
		}
	}
	return NULL;
}

/* A day that étape takes: within the years said, and with an hour or none. */
static void check_moment(const char *text, size_t n)
{
	char iso[32] = "";
	day_t day;
	int minutes;

	must(n < sizeof(iso));
	memcpy(iso, text, n);
	must(civil_parse_local(iso, &day, &minutes));
}

static void check_event(const char *line, size_t n)
{
	size_t length;
	const char *value = field(line, n, "uid", &length);

	must(value != NULL && length > 0);
	value = field(line, n, "title", &length);
	must(value != NULL && length > 0);
	value = field(line, n, "starts", &length);
	must(value != NULL);
	check_moment(value, length);
	value = field(line, n, "ends", &length);
	if (value != NULL)
		check_moment(value, length);
}

static void check_records(const struct str *out)
{
	bool closed = false;
	size_t n;

	for (const char *at = out->buf; *at != '\0'; at += n + 1) {
		n = strcspn(at, "\n");
		must(at[n] == '\n' && !closed);
		must(strchr("ENRZ", *at) != NULL);
		closed = *at == 'Z';
		if (*at == 'E')
			check_event(at, n);
	}
	must(closed && strlen(out->buf) == out->len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str out = STR_INIT;
	struct err err = ERR_INIT;

	if (ics_normalise((const char *)data, size, 20000, &out, NULL, &err))
		check_records(&out);
	else
		must(err.code == ERR_INVALID && *err.message != '\0' && out.len == 0);
	str_release(&out);
	return 0;
}
