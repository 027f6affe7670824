/* What the C library knows about the clocks of a place. Private to core. */
#ifndef CORE_ZONE_H
#define CORE_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"

/* Seconds east of Greenwich in `zone` at `at`, seconds since 1970. False when the
 * zone is not known or `at` is not within the years 1 to 9999. */
bool zone_offset(const char *zone, int64_t at, int *offset);

#endif
