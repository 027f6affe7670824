/* Documents in the record of a rencontre or a cité: their section, their form. */
#ifndef ETAPE_TUI_DOCUMENT_FORM_H
#define ETAPE_TUI_DOCUMENT_FORM_H

#include <stdint.h>

#include "etape/civil.h"
#include "tui/app.h"
#include "tui/widgets/card.h"

/* The form; opens and returns. `id` 0: a new one of `subject`, a rencontre or a cité. */
void document_form(struct app *app, int64_t id, int64_t subject);
void document_ask_delete(struct screen *below, int64_t id);

/* Adds the section of its documents, lines about "document", if it has any; those of a day after
 * `until` are left out (CIVIL_NONE: none is). */
bool document_section(struct app *app, struct card *card, int64_t subject, day_t until, struct err *err);

#endif
