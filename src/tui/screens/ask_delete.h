/* Deleting: asks once, says what goes with it, can be undone. */
#ifndef ETAPE_TUI_ASK_DELETE_H
#define ETAPE_TUI_ASK_DELETE_H

#include "etape/db.h"
#include "tui/screen.h"

typedef bool (*ask_delete_fn)(struct db *db, int64_t id, struct err *err);

/* Asks `text` (translated); after a yes, `remove` is called and every state reads again. `below` is
 * the state that asks. */
void ask_delete(struct screen *below, int64_t id, const char *text, ask_delete_fn remove);

#endif
