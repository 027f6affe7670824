/* The probable duplicates, and two of them side by side. */
#ifndef ETAPE_TUI_DUPLICATES_H
#define ETAPE_TUI_DUPLICATES_H

#include "etape/duplicate.h"
#include "tui/app.h"

/* The list of pairs. */
void duplicates_open(struct app *app);
/* One pair, field by field. */
void duplicates_compare(struct app *app, const struct duplicate_row *pair);
/* Remembers that they are two, and says so; consequences. */
unsigned duplicates_part(struct app *app, int64_t one, int64_t other, unsigned then);

#endif
