/* What the forms of moods and news share: whose, where, when and by whom it was told. */
#ifndef ETAPE_TUI_CITES_FORM_TOLD_H
#define ETAPE_TUI_CITES_FORM_TOLD_H

#include "etape/civil.h"
#include "tui/screens/lookup.h"
#include "tui/widgets/form.h"

#define TOLD_FORM_FIELDS                                                                       \
	{ .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP, .required = true,          \
		.lookup = lookup_cite },                                                       \
	{ .name = "event", .label = N_("Rencontre"), .kind = FORM_LOOKUP,                      \
		.lookup = lookup_event,                                                        \
		.hint = N_("Where it was told; empty: outside a rencontre") },                 \
	{ .name = "day", .label = N_("Day"), .kind = FORM_DATE,                                \
		.hint = N_("Empty: the rencontre's day, else today") },                        \
	{ .name = "author", .label = N_("Author"), .required = true, .max = 60 }

struct told_about {
	int64_t id; /* 0: a new one */
	int64_t cite;
	int64_t event;
	day_t day;
	const char *author;	/* borrowed */
	const char *field;	/* what was told: the name of its field… */
	const char *value;	/* …and what is in it; borrowed */
};

/* Opens the form; `ctx` becomes its own. `title` of one that is changed, NULL for a new one. */
void told_form_open(struct app *app, const struct form_spec *spec, const char *title,
	const struct told_about *about, void *ctx);
/* The other version, for the form's .theirs. */
void told_form_theirs(struct form *f, const struct told_about *about);

#endif
