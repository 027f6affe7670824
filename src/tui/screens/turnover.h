/* What changes in the network: posts without anybody, people expected without a mandate, records to
 * confirm, people due by the retention rule. */
#ifndef ETAPE_TUI_TURNOVER_H
#define ETAPE_TUI_TURNOVER_H

#include "etape/erasure.h"
#include "etape/turnover.h"
#include "tui/app.h"
#include "tui/widgets/list.h"

/* --- turnover_rows.c: the rows as a list's model --- */

/* Posts and those who are expected are read whole: there are few. Of the others a window is read,
 * or of those due their numbers and days alone. */
struct turnover_rows {
	struct app *app;
	int only;		/* enum turnover_kind or ANY */
	bool unknown;		/* posts of the region where nobody is known as well */
	char *typed;		/* of `/`, owned; NULL for all */
	struct turnover_row **kept; /* posts, then those who are expected; owned, each a block */
	struct turnover_row *rows; /* the same side by side */
	size_t count;
	struct retention_day *due; /* owned */
	struct list_array arrays[TURNOVER_KINDS]; /* but TURNOVER_UNCONFIRMED's */
	size_t unconfirmed;	/* how many; SIZE_MAX: not counted yet */
	bool slow;		/* counting took long: the next time waits for a quiet moment */
	bool waits;		/* what is counted is of before */
	struct list_model model;
};

bool turnover_rows_init(struct turnover_rows *r, struct app *app, struct err *err);
void turnover_rows_release(struct turnover_rows *r);
/* The data or what is shown has changed. */
bool turnover_rows_refresh(struct turnover_rows *r, struct err *err);
/* Counts now, however long it takes: for a quiet moment. */
bool turnover_rows_count_now(struct turnover_rows *r, struct err *err);
/* How many of a kind there are, SIZE_MAX when they are not counted yet. */
size_t turnover_rows_count(const struct turnover_rows *r, enum turnover_kind kind);
/* One row by its id; `each` is not called when it is no more. */
bool turnover_rows_get(const struct turnover_rows *r, int64_t id, turnover_row_fn each, void *arg);
/* All that are shown, in order. */
bool turnover_rows_each(struct turnover_rows *r, turnover_row_fn each, void *arg, struct err *err);

#endif
