/* Shared by form.c, form_versions.c, form_draw.c and form_screen.c only. */
#ifndef ETAPE_TUI_FORM_INTERNAL_H
#define ETAPE_TUI_FORM_INTERNAL_H

#include "tui/widgets/form.h"
#include "tui/widgets/input.h"

#define FORM_CANDIDATES 12

struct candidate {
	int64_t id;
	char *label;
	char *detail;
};

/* One field as it stands. */
struct slot {
	struct input input;	/* what is typed; the label of the choice for CHOICE and BOOL */
	struct str kept;	/* the form in which form_get() gives it */
	int64_t id;		/* LOOKUP: what was chosen, 0 for none */
	size_t choice;		/* CHOICE, BOOL: index, choice_count when none */
	char *first_text;	/* what it began with, owned */
	int64_t first_id;
	char *their_text;	/* the other version, owned; NULL when it is the same */
	int64_t their_id;
	bool touched;		/* changed or left once: a missing value may now be said */
	struct err err;		/* why it is not acceptable */
};

struct form {
	struct app *app;	/* NULL in tests */
	const struct form_spec *spec;
	char *key;		/* tells drafts of one form apart */
	char *title;
	void *ctx;
	struct slot *slots;	/* one for each field */
	size_t at;		/* the open field */
	size_t first;		/* the field on the top row */
	struct candidate candidates[FORM_CANDIDATES];
	size_t candidate_count;
	size_t candidate;	/* the selected one; candidate_count for none */
	bool proposing;		/* the proposals are shown */
	struct str advice;	/* what advise() said */
	struct area fields;	/* where the fields were drawn */
};

/* --- form.c --- */
enum lang form_lang(const struct form *f);
/* Puts a kept value into a field as people read it. */
void form_show(struct form *f, size_t field, const char *text, int64_t id);
/* What tells one state of a field from another: the value kept, else what is typed. */
const char *form_state_text(const struct form *f, size_t field);
bool form_slot_dirty(const struct form *f, size_t field);
/* Asks advise() again. */
void form_advise(struct form *f);
/* The choice of a value; none of them: the count (BOOL: the first). */
size_t form_choice_of(const struct form_field *field, const char *value);
bool form_has_choices(const struct form_field *field);	/* CHOICE or BOOL */
const char *form_choice_label(const struct form_field *field, size_t choice);
/* Something is about to be typed: behind a whole date, where nothing can follow, it takes its
 * place. */
void form_type_over(struct form *f);
/* The open field's text was edited: value, checks, proposals, advice follow. */
void form_edited(struct form *f);
void form_step_choice(struct form *f, int by);
/* Goes to the choice whose label begins with a letter. */
void form_letter_choice(struct form *f, unsigned key);
/* Asks for proposals for the open field. */
void form_propose(struct form *f);
void form_close_proposals(struct form *f);
/* Takes the selected proposal. */
void form_take_candidate(struct form *f);
/* Leaves the open field for another: a lookup's text that names one candidate takes it. */
void form_go(struct form *f, size_t to);
/* The first field that is not acceptable, .count when all are; marks all as touched. */
size_t form_first_wrong(struct form *f);
/* What is typed is now what it began with. */
void form_settle(struct form *f);

/* --- form_versions.c --- */
/* The other version becomes what is typed. */
void form_take_theirs(struct form *f);
/* Appends the fields that differ from the other version, a line each. */
void form_add_differences(const struct form *f, struct str *out);

/* --- form_draw.c --- */
void form_draw(struct form *f, struct area a);
/* The field at a row of the last drawing, .count when there is none. */
size_t form_field_at(const struct form *f, int row);

#endif
