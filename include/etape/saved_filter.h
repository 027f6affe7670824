/* Filters of the directory that somebody gave a name, for everybody. */
#ifndef ETAPE_SAVED_FILTER_H
#define ETAPE_SAVED_FILTER_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"

struct saved_filter {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	char *name;  /* owned, unique */
	char *kind;  /* owned: "people" */
	char *query; /* owned: person_query_write() */
	char *author; /* owned */
};

struct saved_filter_row {
	int64_t id;
	const char *name;
	const char *kind;
	const char *query;
	const char *author;
};

typedef bool (*saved_filter_row_fn)(void *arg, const struct saved_filter_row *row);

void saved_filter_init(struct saved_filter *f);
void saved_filter_release(struct saved_filter *f);
bool saved_filter_get(struct db *db, int64_t id, struct saved_filter *f, struct err *err);
/* By its name, whatever its case and accents; ERR_NOT_FOUND lists the names there are. */
bool saved_filter_find(struct db *db, const char *kind, const char *name, struct saved_filter *f,
	struct err *err);
/* ERR_EXISTS when the name is taken by another. */
bool saved_filter_save(struct db *db, struct saved_filter *f, struct err *err);
bool saved_filter_delete(struct db *db, int64_t id, struct err *err);
/* Of a kind, by name. See page.h. */
bool saved_filter_list(struct db *db, const char *kind, saved_filter_row_fn each, void *arg,
	struct err *err);

#endif
