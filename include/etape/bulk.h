/* Many rencontres written within one change. */
#ifndef ETAPE_BULK_H
#define ETAPE_BULK_H

#include <stdbool.h>

#include "etape/db.h"
#include "etape/err.h"

/* Until bulk_end(), within the change that is open, new rencontres do not enter the finder one by
 * one, which costs more than all the rest, nor get their version (event_set_version() gives them one). Other
 * writes are as ever, and slow down what comes after them. A change taken back ends it too. */
bool bulk_begin(struct db *db, struct err *err);
/* The finder takes in all those that are new, and those without a version get their first. False when the change must be taken back. */
bool bulk_end(struct db *db, struct err *err);

#endif
