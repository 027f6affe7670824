/* Hours as forms have them: "09:30", and nothing where none is known. */
#ifndef ETAPE_TUI_SCREENS_HOURS_H
#define ETAPE_TUI_SCREENS_HOURS_H

#include "tui/widgets/form.h"

/* Minutes after midnight of a field; -1 when it is empty or no time. */
int hours_of(const struct form *f, const char *name);
/* Appends them for a field: past midnight the hour of the next day; nothing below 0. */
void hours_add(struct str *out, int minutes);

#endif
