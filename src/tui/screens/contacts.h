/* What the files of the directory share: the model of people, the forms, exports. */
#ifndef ETAPE_TUI_CONTACTS_H
#define ETAPE_TUI_CONTACTS_H

#include "etape/mandate.h"
#include "etape/person.h"
#include "etape/structure.h"
#include "tui/app.h"
#include "tui/widgets/list.h"

/* --- contacts_people.c: people as a list's model --- */

struct people {
	struct app *app;
	struct person_filter filter; /* .text is .typed */
	char *typed;		/* of `/`, owned; NULL for all */
	size_t order;		/* 0: by name, from the store; else a field of contacts_type, in memory */
	struct person_row **kept; /* in memory when .order is not 0; owned, each a block */
	struct person_row *rows; /* the same side by side, for .array */
	size_t count;
	struct list_array array;
	size_t total;		/* how many pass the filter; SIZE_MAX: not counted yet */
	bool slow;		/* the last count took long: the next waits for a quiet moment */
	struct list_model model;
};

/* Rows: struct person_row, with one telephone and one word for what a person does. */
extern const struct record_type contacts_type;

void people_init(struct people *p, struct app *app);
void people_release(struct people *p);
/* The data or the filter has changed: counts again, reads again what is in memory. */
void people_refresh(struct people *p);
/* Counts now, however long it takes: for a quiet moment. */
void people_count_now(struct people *p);
/* Calls `each` for all that pass the filter, in order of name. */
bool people_each(struct people *p, person_row_fn each, void *arg, struct err *err);

/* --- contacts_structures.c: structures as a list's model --- */

struct structures {
	struct app *app;
	struct structure_filter filter;
	char *typed;	/* owned; NULL for all */
	size_t total;	/* SIZE_MAX: not counted yet */
	struct list_model model;
};

void structures_init(struct structures *s, struct app *app);
void structures_release(struct structures *s);
void structures_refresh(struct structures *s);

/* --- contacts_criteria.c: what `f` chooses --- */

struct contacts_criteria {
	int role;		/* enum mandate_role or ANY */
	int structure_kind;	/* enum structure_kind or ANY */
	char departement[9];	/* INSEE code, "" for all */
	bool no_email;		/* only those without an address */
	void (*chosen)(void *arg); /* called after each choice */
	void *arg;
};

/* Opens the list of criteria; `c` must stay. */
void contacts_choose_criteria(struct app *app, struct contacts_criteria *c);
/* Appends them in words, " · CPO · Nord". */
void contacts_criteria_words(const struct contacts_criteria *c, struct str *out);

/* --- contacts_export.c --- */

/* Writes all that pass the filter to the export folder and says where. */
void contacts_export_people(struct people *p);
void contacts_export_structures(struct structures *s);

/* --- contacts_known.c --- */

/* Writes everything known of a person to the export folder, as text and as JSON, for nobody else's
 * eyes, and says where. */
void contacts_export_known(struct app *app, int64_t person);

/* --- contacts_copy.c --- */

/* Copies the e-mail addresses of people (or, `structures`, of structures) and says how many. */
void contacts_copy(struct app *app, const int64_t *ids, size_t count, bool structures);

/* --- contacts_confirm.c --- */

/* Notes that these people's records are right today, in one change, and says how many; gives what
 * the screen has to do. */
unsigned contacts_confirm(struct app *app, const int64_t *ids, size_t count);

/* --- forms: contacts_form_*.c; each opens and returns --- */

/* `id` 0: a new one; `structure` (0: none) is then hers at first. */
void person_form(struct app *app, int64_t id, int64_t structure);
void structure_form(struct app *app, int64_t id);
/* New ones of a cité. */
void person_form_of_cite(struct app *app, int64_t cite);
void structure_form_of_cite(struct app *app, int64_t cite);
/* `id` 0: a new one, of that person and cité (0: to be chosen). */
void mandate_form(struct app *app, int64_t id, int64_t person, int64_t cite);
/* A new one of that post in that cité; the person is to be chosen. */
void mandate_form_post(struct app *app, int64_t cite, int role);
/* Ends a mandate: asks for its last day only, today unless said otherwise. */
void mandate_end_form(struct app *app, int64_t id);
/* `id` 0: a new one, of that structure (0: to be chosen). */
void membership_form(struct app *app, int64_t id, int64_t structure);
void membership_ask_delete(struct screen *below, int64_t id);
/* `id` 0: a new one, about `subject`. */
void note_form(struct app *app, int64_t id, int64_t subject);
void note_ask_delete(struct screen *below, int64_t id);
/* Asks, saying what goes with it, then deletes. `below` is the state that asks. */
void person_ask_delete(struct screen *below, int64_t id);
/* Asks, saying what goes and what stays, then erases for good. */
void person_ask_erase(struct screen *below, int64_t id);
void structure_ask_delete(struct screen *below, int64_t id);
void mandate_ask_delete(struct screen *below, int64_t id);

/* The person's present telephone: mobile, else the other. */
const char *person_row_phone(const struct person_row *row);

#endif
