/* What things are called, for forms that hold their ids. */
#ifndef ETAPE_TUI_NAMES_H
#define ETAPE_TUI_NAMES_H

#include "tui/widgets/form.h"

/* Owned; "" when the id is 0 or unknown. */
char *names_person(struct app *app, int64_t id);
char *names_structure(struct app *app, int64_t id);
char *names_cite(struct app *app, int64_t id);

/* "Étape 14 · Boulogne-sur-Mer", else the rencontre's title. */
char *names_event(struct app *app, int64_t id);

/* A day as forms begin with it: ISO, "" for CIVIL_NONE. Owned. */
char *names_day(day_t day);

/* A telephone number as it is read aloud: "03 20 25 61 53" for a French one however it
 * was typed, else as it is. Borrowed until four more calls. */
const char *names_phone(const char *typed);

/* Appends how long it is since a day: "12 days", "8 months", from two years on "3 years". */
void names_lapse(struct str *out, day_t since, day_t on);

/* A vocabulary's words as a form's choices: owned; as many as the vocabulary has. */
struct vocabulary;
struct form_choice *names_choices(const struct vocabulary *v);
/* Half-days as a form's choices, the value being the number: to be freed with
 * names_free_choices(). */
struct session;
struct form_choice *names_session_choices(const struct session *sessions, size_t count);
void names_free_choices(struct form_choice *choices, size_t count);

#endif
