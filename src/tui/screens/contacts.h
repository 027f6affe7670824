/* What the files of the directory share: the model of people, the forms, exports. */
#ifndef ETAPE_TUI_CONTACTS_H
#define ETAPE_TUI_CONTACTS_H

#include "etape/mandate.h"
#include "etape/person_query.h"
#include "etape/structure.h"
#include "tui/app.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

/* --- contacts_people.c: people as a list's model --- */

struct people {
	struct app *app;
	struct person_query query; /* who, in what order, with which columns; .filter.text is of `/` */
	int64_t *ids;		/* in an order that no index gives; owned */
	size_t id_count;
	bool sorted;		/* .ids are those of the query, but for what others changed since */
	bool late;		/* they are to be read again, in a quiet moment */
	size_t total;		/* how many pass the filter; SIZE_MAX: not counted yet */
	bool slow;		/* the last count took long: the next waits for a quiet moment */
	bool great;		/* many have been counted once */
	bool unsaid;		/* the user chose other columns or another order: to be remembered */
	struct list_model model;
};

/* Rows: struct person_row; fields: enum person_column, in its order. */
extern const struct record_type contacts_type;

void people_init(struct people *p, struct app *app);
void people_release(struct people *p);
/* The data has changed: counts again; another order is read again in a quiet moment. */
void people_refresh(struct people *p);
/* The filter or the order is another one. `typing`: a keystroke must not wait for an order of many,
 * which come by name until a quiet moment. */
void people_changed(struct people *p, bool typing);
/* A quiet moment: counts and orders what was put off. Whether anything is different. */
bool people_settle(struct people *p);
/* Between two keys: a step towards quick answers to the next one. False when there is nothing left. */
bool people_prepare(struct people *p);
/* The columns shown, in order. */
size_t people_columns(const struct people *p, unsigned char columns[PERSON_COLUMN_COUNT]);
/* The ids of all who pass the filter, in the order of the list: owned. */
bool people_all(struct people *p, int64_t **ids, size_t *count, struct err *err);

/* Keeps the columns and the order for next time, when they are others than before: writes a file,
 * and belongs into a quiet moment. people_init() reads it. */
void people_remember(struct people *p);

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
/* The ids of all that pass the filter, by name: owned. */
bool structures_all(struct structures *s, int64_t **ids, size_t *count, struct err *err);

/* --- contacts_columns.c: the columns, over the list --- */

/* Opens the sheet in which columns are shown, hidden, moved; `changed` is called after each change of
 * p's query. `list` tells which have no room. */
void contacts_choose_columns(struct people *p, const struct list *list, void (*changed)(void *arg),
	void *arg);

/* --- contacts_criteria.c: what `f` chooses --- */

/* How the list looks: a saved filter brings its own, and gives the user's back. */
struct contacts_look {
	enum person_column order;
	bool descending;
	unsigned char columns[PERSON_COLUMN_COUNT];
	size_t column_count;
};

struct contacts_criteria {
	struct app *app;
	struct person_query *query; /* the list's, borrowed */
	struct person_query before; /* the criteria that were taken off last */
	char *saved;		    /* name of the saved filter that is on as it was saved, NULL; owned */
	int64_t saved_id;
	bool lent;		    /* the look is a saved filter's */
	struct contacts_look own;   /* the user's, meanwhile */
	struct contacts_look its;   /* the saved filter's: when it is no longer this, it is the user's */
	enum person_at at;	    /* while the rencontre is being chosen */
	bool people;		    /* false: structures, which have kinds only */
	void (*chosen)(void *arg);  /* called after each choice */
	void *arg;
	struct finder_spec spec;
	struct finder_spec event_spec;
};

/* .chosen, .arg and .people are the caller's. */
void contacts_criteria_init(struct contacts_criteria *c, struct people *p);
void contacts_criteria_release(struct contacts_criteria *c);
/* Opens the list of criteria; `c` must stay. */
void contacts_choose_criteria(struct contacts_criteria *c);
/* Whether any criterion is on. */
bool contacts_criteria_on(const struct contacts_criteria *c);
/* Takes all off (calls .chosen) and says how they come back. */
void contacts_criteria_clear(struct contacts_criteria *c);
/* The saved filter that is on is no longer what is on. */
void contacts_forget_saved(struct contacts_criteria *c);
/* Appends them in words, " · CPO · Nord". */
void contacts_criteria_words(const struct contacts_criteria *c, struct str *out);

/* --- contacts_saved.c: filters with a name --- */

/* Asks for a name and saves criteria, columns and order under it. */
void contacts_save_filter(struct contacts_criteria *c);
/* Applies one (calls .chosen). */
void contacts_apply_filter(struct contacts_criteria *c, int64_t id);
/* Asks, then deletes. */
void contacts_delete_filter(struct contacts_criteria *c, int64_t id);

/* --- contacts_export.c --- */

/* Asks in which form, then writes these people (owned by the call from then on) to the export
 * folder and says where. `below` is the state that asks. */
void contacts_export_people(struct screen *below, int64_t *ids, size_t count);
/* Writes these structures by name; `ids` is sorted by it. */
void contacts_export_structures(struct structures *s, int64_t *ids, size_t count);

/* --- contacts_known.c --- */

/* Writes everything known of a person to the export folder, as text and as JSON, for nobody else's
 * eyes, and says where. */
void contacts_export_known(struct app *app, int64_t person);

/* --- contacts_copy.c --- */

/* Appends `Name <address>; …` of people (or, `structures`, of structures); *with: how many have one.
 * False: it was told why not. */
bool contacts_addresses(struct app *app, const int64_t *ids, size_t count, bool structures,
	struct str *out, size_t *with);
/* Copies them and says how many. */
void contacts_copy(struct app *app, const int64_t *ids, size_t count, bool structures);

/* --- contacts_confirm.c --- */

/* Notes that these people's records are right today, in one change, and says how many; gives what
 * the screen has to do. */
unsigned contacts_confirm(struct app *app, const int64_t *ids, size_t count);

/* --- forms: contacts_form_*.c; each opens and returns --- */

/* `id` 0: a new one; `structure` (0: none) is then hers at first. */
void person_form(struct app *app, int64_t id, int64_t structure);
void structure_form(struct app *app, int64_t id);
/* It opens on a field of that name; NULL: on the first. */
void structure_form_at(struct app *app, int64_t id, const char *field);
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
