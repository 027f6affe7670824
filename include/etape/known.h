/* Everything known of a person, for whoever asks what is kept about her. */
#ifndef ETAPE_KNOWN_H
#define ETAPE_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/journal.h"
#include "etape/record.h"

/* One kind of what is known. Rows: an array of struct value, one for each field. */
struct known_part {
	const struct record_type *type; /* .name is the stable key: "mandates" */
	const char *heading;		/* N_(): for people */
	const char *covers;		/* columns that lead to a person, "table.column", blanks between */
};

/* Calls `begin` for each part, in order, then `row` for each of its rows. */
struct known_reader {
	bool (*begin)(void *arg, const struct known_part *part);
	bool (*row)(void *arg, const struct known_part *part, const struct value *values);
	void *arg;
};

/* Reads all parts about a person; false on a failure, or when a call returned false. */
bool known_read(struct db *db, int64_t person, const struct known_reader *reader, struct err *err);

/* Whether a column that refers to a person is read by some part: for the test that none was
 * forgotten. */
bool known_covers(const char *table, const char *column);

/* A text about somebody or something else that names her, or has her address or telephone. */
struct known_mention {
	const char *where; /* in words: "note: Creil" */
	const char *text;
};

/* Changes whose author bears her name or her address: who works here is known by that alone. */
struct known_signed {
	const char *author;
	int64_t changes;
	instant_t first;
	instant_t last;
};

/* Rows: struct known_mention; struct known_signed. */
extern const struct record_type known_mention_type;
extern const struct record_type known_signed_type;

bool known_mentions(struct db *db, int64_t person,
	void (*each)(void *arg, const struct known_mention *mention), void *arg, struct err *err);
bool known_signatures(struct db *db, int64_t person,
	void (*each)(void *arg, const struct known_signed *with), void *arg, struct err *err);

/* Calls `each` for every entry of the journal that holds a row of hers, the newest first; it
 * returns false to stop. */
bool known_journal(struct db *db, int64_t person,
	bool (*each)(void *arg, const struct journal_entry *entry), void *arg, struct err *err);

#endif
