/* Which cités a cycle is for: whole régions, whole départements, single cités. */
#ifndef ETAPE_CYCLE_TERRITORY_H
#define ETAPE_CYCLE_TERRITORY_H

#include <stdbool.h>

#include "etape/cite.h"
#include "etape/db.h"
#include "etape/str.h"

/* Reads what people write, commas between ("Hauts-de-France, 02, Creil"), as a territory is kept (struct
 * cycle.territory, appended); ERR_INVALID names what is none of them. */
bool cycle_territory_read(struct db *db, const char *text, struct str *territory, struct err *err);
/* Appends it in words, as they are read back; what is no longer known is left out. */
bool cycle_territory_words(struct db *db, const char *territory, struct str *out, struct err *err);
/* Whether a cité belongs to it. */
bool cycle_territory_holds(const char *territory, const struct cite_row *cite);

#endif
