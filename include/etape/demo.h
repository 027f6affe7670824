/* Filling a new database: what `etape init` puts in. */
#ifndef ETAPE_DEMO_H
#define ETAPE_DEMO_H

#include <stdbool.h>

#include "etape/db.h"
#include "etape/err.h"

/* Reads the reference data of `share`/data (communes, cités with their communes, centres,
 * school holidays) and the default tariff in one change, CHANGE_INIT. */
bool init_reference(struct db *db, const char *share, struct err *err);

/* Then the documented rencontres of `share`/data/tour.csv, with their true status and
 * precision, and the invented people, structures, mandates, memberships, labels, coming
 * rencontres, registrations, check-ins and payments of `share`/demo, dates relative to the program's clock,
 * in one change, CHANGE_DEMO. */
bool init_demo(struct db *db, const char *share, struct err *err);

#endif
