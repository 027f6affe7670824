/* The finder on everything that the network knows (^K). */
#ifndef ETAPE_TUI_SEARCH_H
#define ETAPE_TUI_SEARCH_H

#include "tui/app.h"

/* Opens it over whatever is shown. */
void search_open(struct app *app);

#endif
