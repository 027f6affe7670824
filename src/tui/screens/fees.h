/* The fees of a rencontre, between their files: one state, its rows, its words. */
#ifndef ETAPE_TUI_SCREENS_FEES_H
#define ETAPE_TUI_SCREENS_FEES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/event.h"
#include "etape/fees.h"
#include "tui/app.h"
#include "tui/screen.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

/* Sums over people. */
struct fees_sums {
	int people;
	int exempt;
	int undetermined;
	cents_t due;
	cents_t paid;
	cents_t balance;
};

/* The people of one structure. */
struct fees_group {
	int64_t structure; /* 0: people without one */
	const char *name;  /* borrowed from a row */
	struct fees_sums sums;
};

struct fees_state {
	struct screen screen;
	struct event event;    /* .id 0: there is none */
	struct fee_row **rows; /* owned, in order of name */
	size_t count;
	struct fees_group *groups; /* owned, in order of name */
	size_t group_count;
	struct fees_sums sums;
	bool by_structure;
	struct list_array people_array;
	struct list_array groups_array;
	struct list people_list;
	struct list groups_list;
	struct finder_spec choice; /* ^O's and i's */
};

/* --- fees_rows.c --- */

/* Rows: struct fee_row *, struct fees_group. */
extern const struct record_type fees_people_type;
extern const struct record_type fees_groups_type;

/* Prepares and releases both lists. */
void fees_rows_init(struct fees_state *f);
void fees_rows_release(struct fees_state *f);
/* Reads the fees of the event, again; selections stay. */
bool fees_rows_read(struct fees_state *f, struct err *err);
/* The list on the screen. */
struct list *fees_shown(struct fees_state *f);
const struct list *fees_shown_now(const struct fees_state *f);
/* The selected one; NULL when there is none, or the other list is on the screen. */
const struct fee_row *fees_person(struct fees_state *f);
const struct fees_group *fees_group(struct fees_state *f);

/* --- fees_words.c --- */

/* Appends what there is to say of one fee, as page_open() shows it. */
void fees_say_person(struct str *out, const struct fee_row *row);
/* Appends the payments and refunds of a registration, a line each; nothing when there is none. */
void fees_say_payments(struct str *out, const struct fees_state *f, int64_t registration);
/* Appends the people of a structure with what each owes. */
void fees_say_group(struct str *out, const struct fees_state *f, const struct fees_group *g);
/* Appends "dû : 1 200,00 € · réglé : …", as much of it as `cols` columns hold. */
void fees_say_sums(struct str *out, const struct fees_sums *s, size_t cols);

/* --- fees_draw.c --- */

void fees_draw(struct screen *s, struct area area);

#endif
