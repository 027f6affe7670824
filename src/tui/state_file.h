/* Small files that a user's screens leave for next time: drafts, the directory's columns. Below
 * $XDG_STATE_HOME/etape (else ~/.local/state/etape), one set for each author and database. */
#ifndef ETAPE_TUI_STATE_FILE_H
#define ETAPE_TUI_STATE_FILE_H

#include <stdbool.h>

#include "tui/app.h"

/* The path of `kind`-author.database.name.key; what is no letter, digit or hyphen becomes "_". With `name`
 * NULL it ends before that. Owned; NULL without a home. */
char *state_file_path(const struct app *app, const char *kind, const char *name, const char *key);
/* Each takes (and frees) a path of state_file_path(), which may be NULL: nothing is done then. */
void state_file_keep(char *path, const char *text);
void state_file_forget(char *path);
/* Appends what was kept, 256 KB at most. False when there is none. */
bool state_file_read(char *path, struct str *text);

#endif
