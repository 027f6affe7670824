/* What the tests of the desk and of the fees share: opening them on the demo network. */
#ifndef TESTS_TUI_DESK_HANDS_H
#define TESTS_TUI_DESK_HANDS_H

#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#define NB "\u00a0" /* no-break space */

struct desk {
	struct sandbox s;
	struct terminal *t;
};

/* Opens a screen by its key, and waits for a word of it. */
static inline void open_screen(
	struct desk *d, const struct terminal_options *o, const char *key, const char *sign)
{
	sandbox_demo(&d->s);
	d->t = sandbox_open(&d->s, o, NULL);
	assert_shows(d->t, "F3");
	terminal_type(d->t, key);
	assert_shows(d->t, sign);
}

static inline void close_screen(struct desk *d)
{
	terminal_type(d->t, "<C-q>");
	assert_leaves(d->t, 0);
	terminal_free(&d->t);
	sandbox_release(&d->s);
}

/* Whether a counter stands at n. */
static inline bool counts(struct terminal *t, const char *label, long n)
{
	const char *at = NULL;
	char *end;

	for (int row = 0; row < terminal_rows(t) && !at; row++)
		at = strstr(terminal_row(t, row), label);
	if (!at)
		return false;
	at += strlen(label);
	return strtol(at, &end, 10) == n && end != at;
}

#define assert_counts(t, label, n) assert_until((t), counts((t), (label), (n)))

/* Runs a command beside the screens; what it prints is thrown away. */
static inline void beside(const struct desk *d, const char *line)
{
	struct outcome o;

	sandbox_shell(&d->s, &o, line);
	if (o.status != 0)
		fail_msg("%s: status %d, %s", line, o.status, o.err);
	outcome_release(&o);
}

/* Whether a command prints some text. */
static inline void assert_prints(const struct desk *d, const char *line, const char *text)
{
	struct outcome o;

	sandbox_shell(&d->s, &o, line);
	if (!strstr(o.out, text))
		fail_msg("%s: no \"%s\" in:\n%s%s", line, text, o.out, o.err);
	outcome_release(&o);
}

#endif
