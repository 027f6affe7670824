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
/* All tariffs whose name holds what is typed; all of them for an empty field. */
void lookup_tariff(struct form *f, const char *typed, form_candidate_fn add, void *arg);

/* --- lookup_place.c: départements and régions, which have codes and no ids --- */

void lookup_departement(struct form *f, const char *typed, form_candidate_fn add, void *arg);
void lookup_region(struct form *f, const char *typed, form_candidate_fn add, void *arg);
/* IANA zones of France, by their name or by the département whose clock it is; all of them for an empty field. */
void lookup_zone(struct form *f, const char *typed, form_candidate_fn add, void *arg);
/* Between the code and the id of a candidate; "" and 0 for none. */
const char *lookup_departement_code(int64_t id);
int64_t lookup_departement_id(const char *code);
const char *lookup_region_code(int64_t id);
int64_t lookup_region_id(const char *code);
/* Appends "Nord (59)". */
void lookup_add_departement(struct str *out, const char *code);

#endif
