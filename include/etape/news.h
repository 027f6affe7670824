/* Actualités: what a cité told, at a meeting or on a day without one. */
#ifndef ETAPE_NEWS_H
#define ETAPE_NEWS_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/told.h"

struct news {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t cite;
	int64_t event; /* 0: outside a rencontre */
	day_t day;     /* CIVIL_NONE: the event's first day, else today */
	char *text;    /* owned; may have several lines */
	char *author;  /* owned; who works here when saved without one */
};

/* Rows: struct told_row; keys cite,day,event,text,author. */
extern const struct record_type news_type;

void news_init(struct news *n);
void news_release(struct news *n);
bool news_get(struct db *db, int64_t id, struct news *n, struct err *err);
bool news_save(struct db *db, struct news *n, struct err *err);
bool news_delete(struct db *db, int64_t id, struct err *err);
/* Of a cité (0: all) and of an event (0: all), newest first. See page.h. */
bool news_list(struct db *db, int64_t cite, int64_t event, told_row_fn each, void *arg,
	struct err *err);

#endif
