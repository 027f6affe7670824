/* Points of the minutes of an event: decisions, and dates told that are no event yet. */
#ifndef ETAPE_MINUTES_POINT_H
#define ETAPE_MINUTES_POINT_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/vocabulary.h"

enum minutes_point_kind { MINUTES_DECISION, MINUTES_DATE };

/* Stable names "decision", "date". */
extern const struct vocabulary minutes_point_kinds;

struct minutes_point {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t event;
	enum minutes_point_kind kind;
	char *text;   /* owned; may have several lines */
	char *author; /* owned; who works here when saved without one */
};

void minutes_point_init(struct minutes_point *p);
void minutes_point_release(struct minutes_point *p);
bool minutes_point_get(struct db *db, int64_t id, struct minutes_point *p, struct err *err);
bool minutes_point_save(struct db *db, struct minutes_point *p, struct err *err);
bool minutes_point_delete(struct db *db, int64_t id, struct err *err);

#endif
