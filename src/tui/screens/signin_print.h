/* The sign-in sheet of a rencontre: on the screen, or in the export folder. */
#ifndef ETAPE_TUI_SCREENS_SIGNIN_PRINT_H
#define ETAPE_TUI_SCREENS_SIGNIN_PRINT_H

#include "etape/event.h"
#include "tui/app.h"

/* `session` is a number; 0: a sheet for each half-day. Both say what went wrong. */

/* Writes it to the export folder and says where. */
void signin_print_write(struct app *app, const struct event *event, int session);
/* Shows it. */
void signin_print_show(struct app *app, const struct event *event, int session);

#endif
