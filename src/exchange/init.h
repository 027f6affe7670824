/* What the fillings of a new database share. Private to exchange. */
#ifndef EXCHANGE_INIT_H
#define EXCHANGE_INIT_H

#include "etape/columns.h"
#include "etape/csv_reader.h"
#include "etape/db.h"
#include "etape/import.h"

/* One of our own files, by its canonical headings. */
struct sheet {
	struct csv_table table;
	struct columns columns;
};

/* Opens `folder`/`name`. Every key must be a heading of it. */
bool sheet_open(struct sheet *sheet, const char *folder, const char *name,
	const struct column_field *fields, size_t count, struct err *err);
void sheet_close(struct sheet *sheet);
/* Cell of row `i` (from 1). */
const char *sheet_cell(const struct sheet *sheet, size_t i, size_t field);
/* Puts file and line in front of an error. Returns false. */
bool sheet_wrap(const struct sheet *sheet, size_t i, const char *name, struct err *err);

/* Imports one of our own files inside the open change; a refused row is an error. */
bool init_import(struct db *db, enum import_kind kind, const char *folder, const char *name,
	bool tokens, struct err *err);

/* The rencontres of tour.csv and their cycles (init_tour.c). */
bool init_tour(struct db *db, const char *folder, struct err *err);
/* Puts the coming étapes and CPO meetings into their cycles. */
bool init_cycles(struct db *db, struct err *err);

/* Check-ins and payments of share/demo (init_desk.c). */
bool init_desk(struct db *db, const char *folder, struct err *err);
/* Invoices of the demo's last year, by an invented issuer (init_invoices.c). */
bool init_invoices(struct db *db, struct err *err);

#endif
