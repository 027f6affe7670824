/* What the fields of forms are completed from: the finder, one kind at a time. */
#ifndef ETAPE_TUI_SCREENS_LOOKUP_H
#define ETAPE_TUI_SCREENS_LOOKUP_H

#include "tui/widgets/form.h"

/* Each proposes the best dozen for what is typed; nothing for an empty field, unless said. */
void lookup_cite(struct form *f, const char *typed, form_candidate_fn add, void *arg);
void lookup_structure(struct form *f, const char *typed, form_candidate_fn add, void *arg);
void lookup_person(struct form *f, const char *typed, form_candidate_fn add, void *arg);
/* Rencontres; those around today for an empty field. */
void lookup_event(struct form *f, const char *typed, form_candidate_fn add, void *arg);
/* All cycles whose name holds what is typed; all of them for an empty field. */
void lookup_cycle(struct form *f, const char *typed, form_candidate_fn add, void *arg);

#endif
