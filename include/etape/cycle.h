/* Cycles: named series of events (the Tour 2020-2022, the CPO network…). */
#ifndef ETAPE_CYCLE_H
#define ETAPE_CYCLE_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"

struct cycle {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	char *code;  /* slug, unique; made from the name when empty; owned */
	char *name;  /* owned */
	char *note;  /* owned */
	char *territory; /* the cités it is for, as cycle_territory.h says; "": nobody said; owned */
};

void cycle_init(struct cycle *c);
void cycle_release(struct cycle *c);
bool cycle_get(struct db *db, int64_t id, struct cycle *c, struct err *err);
bool cycle_save(struct db *db, struct cycle *c, struct err *err);
/* By code or name; ERR_NOT_FOUND. */
bool cycle_resolve(struct db *db, const char *text, int64_t *id, struct err *err);
/* In order of name; the cycle is borrowed. See page.h. */
bool cycle_list(struct db *db, bool (*each)(void *arg, const struct cycle *c), void *arg,
	struct err *err);

#endif
