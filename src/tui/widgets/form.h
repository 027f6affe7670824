/* Forms: labelled fields, validated while typing, completed from what is known,
 * never lost. A form is a state of the stack: form_open() returns at once, and
 * the form calls save() when the user saves. */
#ifndef ETAPE_TUI_FORM_H
#define ETAPE_TUI_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/err.h"
#include "etape/money.h"
#include "tui/app.h"

enum form_kind {
	FORM_TEXT,
	FORM_DATE,	/* any way people write dates; kept as ISO */
	FORM_TIME,	/* kept as HH:MM */
	FORM_NUMBER,	/* a whole number, 0 or more */
	FORM_MONEY,	/* kept as typed, a minus too; read with form_cents() */
	FORM_CHOICE,	/* one of .choices, by their value */
	FORM_BOOL,	/* yes or no: "1" or "" */
	FORM_LOOKUP,	/* completed by .lookup; form_id() is what was chosen */
};

struct form_choice {
	const char *value;	/* what form_get() gives */
	const char *label;	/* N_() */
};

struct form;

/* Takes one candidate: label fills the field, detail stands beside it. */
typedef void (*form_candidate_fn)(void *arg, int64_t id, const char *label, const char *detail);
/* Proposes candidates for what is typed ("" too), best first, a dozen at most. */
typedef void (*form_lookup_fn)(struct form *f, const char *typed, form_candidate_fn add, void *arg);
/* Checks a field's value beyond its kind. False with the reason in err (one line). */
typedef bool (*form_check_fn)(const char *text, struct err *err);

struct form_field {
	const char *name;	/* stable: key of the draft and of form_get() */
	const char *label;	/* N_() */
	enum form_kind kind;
	bool required;
	bool free;		/* LOOKUP: text that is no candidate is welcome, form_id() then 0 */
	bool fixed;		/* shown, not editable */
	const char *hint;	/* N_(): said while the field is open and nothing is wrong; may be NULL */
	const struct form_choice *choices;	/* CHOICE */
	size_t choice_count;
	form_lookup_fn lookup;	/* LOOKUP */
	form_check_fn check;	/* may be NULL: valid_email, valid_phone… fit */
	size_t max;		/* bytes, 0 for 500 */
	int rows;		/* TEXT, the last field only: folded over so many rows at most; 0 for one */
};

enum form_result {
	FORM_SAVED,	/* close; every state reloads */
	FORM_REFUSED,	/* err is shown, the form stays open */
	FORM_ASKED,	/* save() has put a question on top, which calls form_save() again */
	FORM_STALE,	/* somebody else saved meanwhile: theirs() is called, both are shown */
};

struct form_spec {
	const char *name;	/* stable: "person"; draft's file name */
	const char *title;	/* N_(): title when no other is given to form_open() */
	const struct form_field *fields;
	size_t count;
	/* Saves. `*result` (an id) goes to resumed() of the state below; 1 when left alone. */
	enum form_result (*save)(struct form *f, int64_t *result, struct err *err);
	/* Says what is worth knowing about the whole (conflicts): appends lines or none.
	 * Called after each change; warns, never forbids. May be NULL. */
	void (*advise)(struct form *f, struct str *out);
	/* Name of the field it opens on, NULL: the first that wants something. May be NULL. */
	const char *(*begin)(const struct form *f);
	/* A field has changed, so that others may follow (form_set()). May be NULL. */
	void (*changed)(struct form *f, size_t field);
	/* After FORM_STALE: gives the saved version with form_theirs() and takes its revision, so that
	 * saving again overwrites knowingly. False when the record is gone. */
	bool (*theirs)(struct form *f, struct err *err);
	/* Frees ctx, in which the spec and its fields may be. May be NULL. */
	void (*release)(void *ctx);
	bool passing;	/* what is typed is no record: it is left without asking, and no draft is kept */
	/* What else can be done here: contexts beside FORM's, their actions, and why one is not
	 * possible (screen.h). `s` is the form as a state; consequences, or 0. May be NULL. */
	contexts_t contexts;
	unsigned (*action)(struct form *f, struct screen *s, enum action a);
	const char *(*disabled)(const struct form *f, enum action a);
};

/* One value to begin with; fields not named begin empty. */
struct form_value {
	const char *name;	/* of the field; NULL ends the array */
	const char *text;	/* ISO for dates, value for choices; may be NULL */
	int64_t id;		/* LOOKUP */
};

/* Opens a form. `key` tells drafts of one form apart (an id in text, "" for a new
 * one); `title` may be NULL; `ctx` becomes the form's own (spec->release). A draft kept
 * from a lost connection is offered. */
bool form_open(struct app *app, const struct form_spec *spec, const char *key, const char *title,
	const struct form_value *values, void *ctx);

/* --- for the callbacks --- */
/* Whether it can be saved as it stands; else the field that is not acceptable is gone to, and the
 * reason said. */
bool form_ready(struct form *f);
void *form_ctx(const struct form *f);
struct app *form_app(const struct form *f);
size_t form_index(const struct form *f, const char *name);	/* bug() when there is none */
/* A field's text in its kept form (ISO date, HH:MM, choice's value); "" when empty or, for
 * a kind that does not read, invalid. Borrowed until the field changes. */
const char *form_get(const struct form *f, const char *name);
int64_t form_id(const struct form *f, const char *name);
day_t form_day(const struct form *f, const char *name);		/* CIVIL_NONE when empty */
int64_t form_number(const struct form *f, const char *name);	/* -1 when empty */
bool form_cents(const struct form *f, const char *name, cents_t *cents); /* false when empty */
void form_set(struct form *f, const char *name, const char *text, int64_t id);
/* The other version's value of a field (see theirs()). */
void form_theirs(struct form *f, const char *name, const char *text, int64_t id);

/* Saves as FORM_SAVE does; consequences for the form's state. */
unsigned form_save(struct screen *s);

/* --- drafts, also for tests --- */
/* Appends what was typed, one `name=text` a line, escaped. */
void form_export(const struct form *f, struct str *out);
/* Takes it back; unknown names are skipped. Gives the number of fields that changed. */
size_t form_import(struct form *f, const char *text);

/* The widget alone, without the stack or a database: for tests. */
struct form *form_new(struct app *app, const struct form_spec *spec, const char *key, const char *title,
	const struct form_value *values, void *ctx);
void form_free(struct form **f);
/* Whether something differs from what it began with; never of a passing one. */
bool form_dirty(const struct form *f);
/* Why a field is not acceptable (translated), NULL when it is. */
const char *form_reason(const struct form *f, size_t field);

#endif
