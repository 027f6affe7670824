#include "support/cites_screen.h"

#include <stdio.h>
#include <string.h>

struct sandbox cites_sandbox;

int cites_start(void **state)
{
	(void)state;
	sandbox_demo(&cites_sandbox);
	return 0;
}

int cites_stop(void **state)
{
	(void)state;
	sandbox_release(&cites_sandbox);
	return 0;
}

struct terminal *cites_open(int rows, int cols)
{
	return sandbox_open(&cites_sandbox, &(struct terminal_options){ .rows = rows, .cols = cols }, NULL);
}

void cites_leave(struct terminal **t)
{
	terminal_type(*t, "q");
	assert_leaves(*t, 0);
	terminal_free(t);
}

bool cites_in_map(struct terminal *t, const char *text, int *row, int *col)
{
	for (*row = 2; *row < terminal_rows(t) - 2; ++*row) {
		char line[1024];
		snprintf(line, sizeof line, "%s", terminal_row(t, *row));
		char *rule = strstr(line, "│"), *at;
		if (rule)
			*rule = '\0';
		at = strstr(line, text);
		if (!at)
			continue;
		*col = 0;
		for (const char *p = line; p < at; p++)
			*col += ((unsigned char)*p & 0xC0) != 0x80;
		return true;
	}
	return false;
}

bool cites_braille_on(struct terminal *t, int row)
{
	for (const char *p = terminal_row(t, row); *p; p++) {
		/* U+2800 to U+28FF: E2 A0 80 to E2 A3 BF. */
		if ((unsigned char)p[0] == 0xE2 && ((unsigned char)p[1] & 0xFC) == 0xA0)
			return true;
	}
	return false;
}
