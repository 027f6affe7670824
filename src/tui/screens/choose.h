/* Choosing one thing by typing: a rencontre, a person. The finder of overlay.h over find(). */
#ifndef ETAPE_TUI_SCREENS_CHOOSE_H
#define ETAPE_TUI_SCREENS_CHOOSE_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/app.h"
#include "tui/widgets/overlay.h"

/* Each: `spec` is filled and must stay, as in the state that asks; `chosen` gets `ctx`. */

/* A rencontre: those around today before anything is typed. */
bool choose_event(struct app *app, struct finder_spec *spec,
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx);
/* A person of the directory. */
bool choose_person(struct app *app, struct finder_spec *spec, const char *title,
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx);

/* A cité. */
bool choose_cite(struct app *app, struct finder_spec *spec,
	void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx);

/* The .find of these choices, for others that offer more. */
bool choose_find_event(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err);
bool choose_find_person(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err);

/* For the .find of a choice of half-day: gives those of `sessions` whose words hold what is typed,
 * with their hours; .id is the number, `now` the one that is open. */
struct session;
void choose_add_sessions(const struct session *sessions, size_t count, int now, const char *typed,
	size_t limit, finder_add_fn add, void *arg);

/* --- choose_kind.c: what to add to a record --- */

struct choose_kind {
	const char *label;	/* N_() */
	const char *detail;	/* N_() */
	const char *kind;	/* of the lines of its section */
};
/* Asks; the kind whose lines `like` is one of (may be NULL) stands first. `chosen` gets the index as
 * its id. `kinds` must stay. */
bool choose_kind(struct app *app, struct finder_spec *spec, const struct choose_kind *kinds, size_t count,
	const char *like, void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx);

/* Appends a rencontre's short name: "Étape 14 · Boulogne-sur-Mer", else its title. */
struct event;
void add_event_words(struct str *out, const struct event *e);

#endif
