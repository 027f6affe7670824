/* Tariffs: what a day costs, with dates of validity. Configuration, not law. */
#ifndef ETAPE_TARIFF_H
#define ETAPE_TARIFF_H

#include <stdbool.h>

#include "etape/db.h"
#include "etape/fee.h"

/* Adds "Tarif du Tour": the State and members free, others 150 € a day; open at both ends. */
bool tariff_install(struct db *db, struct err *err);

/* All tariffs with their rules, in order of date, in one owned block freed by tariff_free(). */
bool tariff_load(struct db *db, struct fee_tariff **tariffs, size_t *count, struct err *err);
void tariff_free(struct fee_tariff **tariffs);

#endif
