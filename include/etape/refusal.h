/* Tries that the desk did not let through: facts, only ever added, by checkin_do() and its kin. */
#ifndef ETAPE_REFUSAL_H
#define ETAPE_REFUSAL_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct refusal_row {
	int64_t id;
	instant_t at;
	const char *event; /* its code */
	int session;	   /* number; 0: none */
	enum desk_outcome outcome;
	const char *registration; /* its code, "" when none */
	const char *name;	  /* of the person, "" when nobody was found */
	const char *typed;	  /* what found nobody, or nobody alone; "" */
	const char *desk;
	const char *author;
	enum checkin_via via;
};

/* Rows: struct refusal_row; keys at,event,session,outcome,registration,name,typed,desk,author,via. */
extern const struct record_type refusal_type;

typedef bool (*refusal_row_fn)(void *arg, const struct refusal_row *row);

/* Of an event (0: all), in the order they were made. See page.h. */
bool refusal_list(
	struct db *db, int64_t event, refusal_row_fn each, void *arg, struct err *err);

#endif
