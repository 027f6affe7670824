/* Invoices and credit notes for an accountant: a row a line. */
#ifndef ETAPE_EXCHANGE_EXPORT_INVOICES_H
#define ETAPE_EXCHANGE_EXPORT_INVOICES_H

#include "etape/invoice.h"
#include "etape/output.h"

/* Rows: one line of an invoice or of a credit note, whose amounts are below zero: a column sums up to
 * what is billed. */
extern const struct record_type export_invoice_type;

/* Adds the lines of all invoices and credit notes, or of those that bill an event (0: all). */
bool export_invoices_to(
	struct db *db, int64_t event, struct rows *rows, struct output *out, struct err *err);

#endif
