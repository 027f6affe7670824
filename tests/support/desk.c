/* See desk.h. */
#include "desk.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

/* Copies cell i of a CSV line; what is looked at here is never quoted. */
static void cell(const char *line, int i, char *value, size_t room)
{
	size_t len;

	while (i-- > 0) {
		line += strcspn(line, ",\n");
		line += *line == ',';
	}
	len = strcspn(line, ",\r\n");
	if (len >= room)
		len = room - 1;
	memcpy(value, line, len);
	value[len] = '\0';
}

/* The column of a heading; fails the test when it isn't there. */
static int column(const char *csv, const char *heading)
{
	char name[64];

	for (int i = 0; i < 32; i++) {
		cell(csv, i, name, sizeof(name));
		if (!strcmp(name, heading))
			return i;
	}
	fail_msg("no column '%s' in: %.200s", heading, csv);
	return -1;
}

static void export(const struct sandbox *s, struct outcome *o, const char *kind)
{
	sandbox_etape(s, o, "export", kind, "--event", TODAY, "--format", "csv");
	if (o->status)
		fail_msg("etape export %s: status %d: %s", kind, o->status, o->err);
}

void desk_codes_read(const struct sandbox *s, struct desk_codes *codes)
{
	struct outcome o;
	int code;

	export(s, &o, "registrations");
	codes->n = 0;
	code = column(o.out, "code");
	for (const char *line = strchr(o.out, '\n'); line && line[1];
		line = strchr(line + 1, '\n')) {
		/* The status stands behind cells that may be quoted; it is a word of its own.
		 */
		const char *status = strstr(line + 1, ",registered,");

		if (!status || status > line + 1 + strcspn(line + 1, "\n"))
			continue;
		/* Some come for one half-day only: all of them, empty, is what is wanted. */
		if (strncmp(status, ",registered,,", 13) != 0 &&
			strncmp(status, ",registered,\"1,2\",", 18) != 0)
			continue;
		if (codes->n < DESK_PEOPLE)
			cell(line + 1, code, codes->code[codes->n++], DESK_CODE);
	}
	outcome_release(&o);
	if (codes->n < 20)
		fail_msg("only %zu people are registered for " TODAY, codes->n);
}

size_t desk_count(const struct sandbox *s, const char *kind, const char *code)
{
	struct outcome o;
	size_t n = 0;
	int kinds;
	int registrations;

	export(s, &o, "checkins");
	kinds = column(o.out, "kind");
	registrations = column(o.out, "registration");
	for (const char *line = strchr(o.out, '\n'); line && line[1];
		line = strchr(line + 1, '\n')) {
		char value[64];

		cell(line + 1, kinds, value, sizeof(value));
		if (strcmp(value, kind) != 0)
			continue;
		cell(line + 1, registrations, value, sizeof(value));
		n += !code || !strcmp(value, code);
	}
	outcome_release(&o);
	return n;
}

void desk_check(const struct sandbox *s)
{
	struct outcome o;

	sandbox_etape(s, &o, "check");
	if (o.status)
		fail_msg("etape check: status %d: %s%s", o.status, o.out, o.err);
	outcome_release(&o);
}

uint32_t desk_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}
