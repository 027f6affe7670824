/* Documents attached to events and cités: minutes, slides, sheets; a file or an address. */
#ifndef ETAPE_DOCUMENT_H
#define ETAPE_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct document {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t subject; /* an event or a cité */
	enum document_kind kind;
	day_t day;
	/* Owned. */
	char *title;
	char *address; /* a file's path or a URL: shown and copied, never opened */
	char *author;  /* who works here when saved without one */
};

struct document_row {
	int64_t id;
	int64_t subject;
	const char *about; /* code of the event or cité */
	const char *title;
	enum document_kind kind;
	const char *address;
	const char *day; /* ISO */
	const char *author;
};

typedef bool (*document_row_fn)(void *arg, const struct document_row *row);

/* Rows: struct document_row; keys id,day,about,kind,title,address,author. */
extern const struct record_type document_type;

void document_init(struct document *d);
void document_release(struct document *d);
bool document_get(struct db *db, int64_t id, struct document *d, struct err *err);
bool document_save(struct db *db, struct document *d, struct err *err);
bool document_delete(struct db *db, int64_t id, struct err *err);
/* Newest first; `subject` 0: all. See page.h. */
bool document_list(struct db *db, int64_t subject, document_row_fn each, void *arg, struct err *err);

#endif
