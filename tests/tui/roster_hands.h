/* What the tests of a rencontre's list share: opening it on the demo network. */
#ifndef TESTS_TUI_ROSTER_HANDS_H
#define TESTS_TUI_ROSTER_HANDS_H

#include "desk_hands.h"

#define EXPORT "etape export checkins --event tour-14 --format csv"
#define REGISTERED "etape export registrations --event tour-14 --format csv"

/* Opens the list from the agenda, on the rencontre of today. */
static inline void open_list_as(struct desk *d, const struct terminal_options *o, const char *const *args)
{
	sandbox_demo(&d->s);
	d->t = sandbox_open(&d->s, o, args);
	assert_shows(d->t, "F3");
	terminal_type(d->t, "<F2>");
	assert_shows(d->t, "novembre 2026");
	terminal_type(d->t, "i");
	assert_shows(d->t, "Absent·es");
	assert_shows(d->t, "BACQUET Élodie");
}

static inline void open_list(struct desk *d)
{
	open_list_as(d, NULL, NULL);
}

/* Runs a command; gives how often a text comes in what it prints. */
static inline int times(const struct desk *d, const char *line, const char *text)
{
	struct outcome o;
	int n = 0;

	sandbox_shell(&d->s, &o, line);
	for (const char *at = o.out; (at = strstr(at, text)); at += strlen(text))
		n++;
	outcome_release(&o);
	return n;
}

#endif
