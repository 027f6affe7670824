/* The keys of section [invoice] of etape.ini. Private to core. */
#ifndef CORE_SETTING_INVOICE_H
#define CORE_SETTING_INVOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/invoice_settings.h"

struct setting_invoice {
	const char *name; /* "invoice.key" */
	/* Takes a value over; false when it is not acceptable. */
	bool (*set)(struct invoice_settings *s, const char *value);
	const char *expected; /* N_(): what is acceptable */
};

extern const struct setting_invoice setting_invoices[];
extern const size_t setting_invoice_count;

#endif
