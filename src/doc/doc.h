/* The documents of etape-doc: one file each, one entry in main.c's table. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "etape/db.h"
#include "etape/doc.h"
#include "etape/err.h"
#include "etape/output.h"
#include "etape/str.h"

/* One of the two functions is set. */
struct document {
	const char *name; /* on the command line */
	const char *help; /* N_() */
	bool (*write)(struct db *db, const struct doc_choice *choice, struct output *out,
		struct err *err);
	/* Turns the bytes of standard input into text, without a database. */
	bool (*filter)(const char *bytes, size_t n, struct output *out, struct err *err);
};

extern const struct document document_cii;
extern const struct document document_ics;
extern const struct document document_ics_read; /* see ics_read.h */

#endif
