/* The finder: people, cités, structures, events and their documents in one list that follows each letter. */
#ifndef ETAPE_FIND_H
#define ETAPE_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/record.h"

enum find_kind {
	FIND_PERSON,
	FIND_CITE,
	FIND_STRUCTURE,
	FIND_EVENT,
	FIND_DOCUMENT,
};

#define FIND_ONLY(kind) (1u << (kind))
#define FIND_EVERYTHING 0u

struct find_row {
	enum find_kind kind;
	int64_t id;
	const char *code;   /* of a cité or an event, "" else */
	const char *label;  /* "DUPRÉ-LEROY Inès", "Amiens Nord"… */
	const char *detail; /* "CPO · Creil", "Nord · 2019"… */
	const char *email;
	const char *phone; /* mobile, else telephone, as typed */
	bool approximate;  /* a similar spelling: nothing better was found */
};

typedef bool (*find_row_fn)(void *arg, const struct find_row *row);

/* Rows: struct find_row; keys kind,id,code,label,detail,email,phone. */
extern const struct record_type find_type;

/* The best `limit` (at most 100) for what was typed, best first; nothing for an empty text.
 * `kinds`: FIND_EVERYTHING, or FIND_ONLY(…) joined by |. Serves completion in forms as well.
 * See page.h. */
bool find(struct db *db, const char *typed, unsigned kinds, size_t limit, find_row_fn each,
	void *arg, struct err *err);
struct find_row *find_row_dup(const struct find_row *row);

/* "person", "cite", "structure", "event", "document". */
const char *find_kind_name(enum find_kind kind);
bool find_kind_parse(const char *name, enum find_kind *kind);

#endif
