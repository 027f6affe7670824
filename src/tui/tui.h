/* The screens: what `etape` without a command runs. */
#ifndef ETAPE_TUI_TUI_H
#define ETAPE_TUI_TUI_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/config.h"
#include "etape/str.h"

struct db;

struct tui_options {
	const char *screen;	/* screen to begin with, NULL for the map */
	bool confined;		/* files are read in the export folder only */
	bool plain;		/* --plain: no map, no rules, statuses as words */
};

/* Runs the screens until the user leaves. Gives the exit status (DESIGN.md): 0, or 1 with
 * one line on stderr when the terminal cannot be used. `db` stays the caller's. */
int tui_run(struct db *db, const struct config *config, const struct tui_options *options);

/* Appends the table of actions, a line each, tab-separated: contexts, name, keys, label, help,
 * in the current language: from it come the manual page and README's table. */
void tui_add_actions(struct str *out);

#endif
