/* The budget of a mission, between its screen and its forms. */
#ifndef ETAPE_TUI_SCREENS_BUDGET_H
#define ETAPE_TUI_SCREENS_BUDGET_H

#include "etape/budget.h"
#include "tui/app.h"

/* b of a cycle: its parts, its milestones, what they come to. */
void budget_open(struct app *app, int64_t cycle);

/* --- budget_form.c --- */

/* The form of a part or a milestone; `id` 0: a new one. */
void budget_part_form(struct app *app, int64_t id, int64_t cycle);
void milestone_form(struct app *app, int64_t id, int64_t cycle);

#endif
