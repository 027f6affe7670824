/* A long text for people, through their pager. */
#ifndef ETAPE_CLI_SPAWN_PAGER_H
#define ETAPE_CLI_SPAWN_PAGER_H

#include <stdbool.h>

#include "cli/cli.h"

/* Whether a pager may be started: standard output is a terminal, and the program's rights are
 * those of the account itself. Whoever comes by a forced command (--role, --as,
 * $SSH_ORIGINAL_COMMAND) is shown no other program. */
bool pager_may_run(const struct cli *cli);

/* Shows clean text through $PAGER, else less, else more, and waits for its end; never through a
 * shell: the words of $PAGER are parted at blanks. False when none could be started: nothing was
 * shown. */
bool pager_show(const char *text);

#endif
