/* The day on which a rencontre is to be once more. */
#ifndef ETAPE_CLI_EVENT_NEW_DAY_H
#define ETAPE_CLI_EVENT_NEW_DAY_H

#include <stdbool.h>

#include "etape/civil.h"
#include "etape/err.h"

/* As people write days; ERR_USAGE says what is expected. */
bool event_new_day(const char *text, day_t *day, struct err *err);

#endif
