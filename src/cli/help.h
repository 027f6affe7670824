/* --help: made from the table of commands, as the manual page is. */
#ifndef ETAPE_CLI_HELP_H
#define ETAPE_CLI_HELP_H

#include "cli/cli.h"

/* Writes how to use the program, or one command (NULL: the program). */
void help_write(struct output *out, const struct command *command);

#endif
