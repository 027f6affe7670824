/* Notes: dated and signed, about a cité, a person, a structure, an event, a registration. */
#ifndef ETAPE_NOTE_H
#define ETAPE_NOTE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"

struct note {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t subject;
	day_t day;
	char *author; /* owned; who works here when saved without one */
	char *text;   /* owned; may have several lines */
};

struct note_row {
	int64_t id;
	int64_t subject;
	const char *day; /* ISO */
	const char *author;
	const char *text;
};

typedef bool (*note_row_fn)(void *arg, const struct note_row *row);

/* Rows: struct note_row; keys id,subject,day,author,text. */
extern const struct record_type note_type;

void note_init(struct note *n);
void note_release(struct note *n);
bool note_get(struct db *db, int64_t id, struct note *n, struct err *err);
bool note_save(struct db *db, struct note *n, struct err *err);
bool note_delete(struct db *db, int64_t id, struct err *err);
/* Newest first. See page.h. */
bool note_list(struct db *db, int64_t subject, note_row_fn each, void *arg, struct err *err);

#endif
