/* Engagement numbers: what a public payer gives to be put on an invoice. */
#ifndef ETAPE_ENGAGEMENT_H
#define ETAPE_ENGAGEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"

/* The number of a payer for an event (0: for any that has none of its own), in place of the one
 * before; "" takes it off. ERR_INVALID for more than 50 characters. */
bool engagement_set(
	struct db *db, int64_t structure, int64_t event, const char *number, struct err *err);

#endif
