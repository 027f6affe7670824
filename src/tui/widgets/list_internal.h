/* Shared by list.c and list_draw.c only. */
#ifndef ETAPE_TUI_LIST_INTERNAL_H
#define ETAPE_TUI_LIST_INTERNAL_H

#include "tui/widgets/list.h"

/* One row of the window. `block` holds the sort text and the fields' texts, one
 * after the other, each with its NUL. */
struct list_row {
	int64_t id;
	struct list_sign sign;
	char *block;
};

#define LIST_GAP 2 /* blanks between columns */

/* Reads the window when it is stale. */
void list_ensure(struct list *l);
/* The window fits the height: more rows when it grew, those farthest from the selection go
 * when it shrank. */
void list_fit(struct list *l);

#endif
