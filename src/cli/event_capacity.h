/* How many may come: the options of `etape event` that set it. */
#ifndef ETAPE_CLI_EVENT_CAPACITY_H
#define ETAPE_CLI_EVENT_CAPACITY_H

#include "cli/cli.h"

/* Whether any of them is given. */
bool event_capacity_asked(const struct cli *cli);
/* Sets what they say, one change. */
bool event_capacity_set(const struct cli *cli, int64_t event, struct err *err);

#endif
