/* Météo du jour: how a cité feels at a meeting, or on a day without one. */
#ifndef ETAPE_MOOD_H
#define ETAPE_MOOD_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/told.h"

struct mood {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t cite;
	int64_t event; /* 0: outside a rencontre */
	day_t day;     /* CIVIL_NONE: the event's first day, else today */
	enum mood_level level;
	char *author; /* owned; who works here when saved without one */
};

/* Rows: struct told_row; keys cite,day,event,level,author. */
extern const struct record_type mood_type;

/* "orage", "pluie"… in the language of the user. */
const char *mood_level_label(enum mood_level level);

void mood_init(struct mood *m);
void mood_release(struct mood *m);
bool mood_get(struct db *db, int64_t id, struct mood *m, struct err *err);
/* Adds or changes; a cité has one mood at an event: ERR_EXISTS says whose it was. */
bool mood_save(struct db *db, struct mood *m, struct err *err);
bool mood_delete(struct db *db, int64_t id, struct err *err);
/* Of a cité (0: all) and of an event (0: all), newest first. See page.h. */
bool mood_list(struct db *db, int64_t cite, int64_t event, told_row_fn each, void *arg,
	struct err *err);

#endif
