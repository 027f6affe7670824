/* What payments at the desk and payments of invoices share. */
#ifndef STORE_PAYMENT_INTERNAL_H
#define STORE_PAYMENT_INTERNAL_H

#include "store/noun.h"

/* The next number of the receipts of the day's year, inside a change. */
bool payment_receipt(struct db *db, day_t day, char *receipt, size_t size, struct err *err);

#endif
