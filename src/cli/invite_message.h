/* `etape invite EVENT --message…`: what it writes and sends. */
#ifndef ETAPE_CLI_INVITE_MESSAGE_H
#define ETAPE_CLI_INVITE_MESSAGE_H

#include "cli/cli.h"

/* Whether an option asks for a message rather than for registrations. */
bool invite_message_asked(const struct cli *cli);
/* Previews, writes or sends it. */
bool invite_message(struct cli *cli, int64_t event, struct err *err);

#endif
