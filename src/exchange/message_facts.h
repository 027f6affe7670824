/* What a message says of an event, in French: that is the language of its template. Private to exchange. */
#ifndef EXCHANGE_MESSAGE_FACTS_H
#define EXCHANGE_MESSAGE_FACTS_H

#include "etape/event.h"
#include "etape/message.h"

/* When an event was last moved to another day, postponed or called off. */
struct message_move {
	instant_t at;  /* 0: never */
	bool other_day; /* its day is another now */
};

/* Fills the values of the event (owned; those of the person and the sender stay NULL). */
bool message_facts(struct db *db, const struct event *e, const char *zone, char *values[MESSAGE_FIELDS],
	struct message_move *move, struct err *err);

#endif
