/* Tariffs, between their files. */
#ifndef STORE_TARIFF_INTERNAL_H
#define STORE_TARIFF_INTERNAL_H

#include "etape/tariff.h"

/* Writes the rules of a tariff, in order, over those it had. */
bool tariff_put_rules(
	struct db *db, int64_t tariff, const struct fee_rule *rules, size_t count, struct err *err);

/* ERR_REFUSED when something of a rencontre was paid, invoiced or claimed: its tariff stays. */
bool tariff_free_event(struct db *db, int64_t event, struct err *err);

#endif
