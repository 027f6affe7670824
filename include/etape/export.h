/* Whole tables for other people's programs (DESIGN.md, "Commands"). */
#ifndef ETAPE_EXPORT_H
#define ETAPE_EXPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/err.h"
#include "etape/output.h"

enum export_kind {
	EXPORT_CITES,
	EXPORT_STRUCTURES,
	EXPORT_PEOPLE,
	EXPORT_MANDATES,
	EXPORT_MEMBERSHIPS,
	EXPORT_LABELS,
	EXPORT_EVENTS,
	EXPORT_REGISTRATIONS,
	EXPORT_CHECKINS,
	EXPORT_FEES,
	EXPORT_PRESENCE,
	EXPORT_PAYMENTS,	 /* at the desk */
	EXPORT_INVOICES,	 /* a row a line, credit notes below zero */
	EXPORT_INVOICE_PAYMENTS, /* of invoices, after the event */
};

#define EXPORT_KIND_COUNT (EXPORT_INVOICE_PAYMENTS + 1)

/* Writes every row of a kind. `event` (code or title; NULL: all) limits registrations,
 * check-ins, fees, presence, payments and events. Formats: table, csv, json; people also vcard; ERR_USAGE for
 * others. What this writes as CSV, import_run() reads back without a change, but for
 * what is never imported: presence, fees, payments, invoices. ics is
 * doc_run()'s. Closing the output is the caller's. */
bool export_rows(struct db *db, enum export_kind kind, const char *event, enum format format,
	struct output *out, struct err *err);

/* The same of just these people, in this order; `ids` NULL: everybody, by name. Somebody who is no
 * longer known is passed over. */
bool export_people(struct db *db, const int64_t *ids, size_t count, enum format format,
	struct output *out, struct err *err);

/* "people" and so on, plural English words of DESIGN.md. */
bool export_kind_parse(const char *text, enum export_kind *kind);
const char *export_kind_name(enum export_kind kind);

#endif
