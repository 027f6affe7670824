/* Tariffs, between their screens and forms. */
#ifndef ETAPE_TUI_SCREENS_TARIFFS_H
#define ETAPE_TUI_SCREENS_TARIFFS_H

#include "etape/tariff.h"
#include "tui/app.h"

/* T of the fees: the list of tariffs, with the rules of the selected one. */
void tariffs_open(struct app *app);

/* Draws lines from the row `at` on, folded; gives the row behind the last. */
int tariffs_draw_lines(struct area area, int at, enum theme style, const char *lines);

/* --- tariff_rules.c --- */

/* One tariff: its rules in order. */
void tariff_rules_open(struct app *app, int64_t tariff);

/* --- tariff_form.c: name, period and what counts --- */

/* The form of a tariff, 0 for a new one. */
void tariff_form(struct app *app, int64_t tariff);
/* The form of the tariff that takes the place of another from a day on. */
void tariff_succeed_form(struct app *app, int64_t old);

/* --- tariff_rule_form.c --- */

/* The form of the rule of index `at`; `fresh`: of a new one, before it. `key` tells drafts apart. */
void tariff_rule_form(struct app *app, int64_t tariff, size_t at, bool fresh);

#endif
