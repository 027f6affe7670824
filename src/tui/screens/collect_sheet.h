/* The small sheet that asks by which means money comes: one letter takes all that is owed. */
#ifndef ETAPE_TUI_SCREENS_COLLECT_SHEET_H
#define ETAPE_TUI_SCREENS_COLLECT_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/money.h"
#include "etape/vocabulary.h"
#include "tui/app.h"

/* Whom, how much. Texts are copied; those that the callbacks get are theirs until they return. */
struct collect {
	int64_t registration; /* the caller's own, 0: none yet */
	int64_t person;	      /* the caller's own, 0: not in the directory yet */
	const char *name;
	const char *text; /* what is known of the money, a line or more */
	cents_t owed;	  /* what a letter takes; 0: nothing can be taken in one key */
	/* A means was chosen, or another amount is wished; the sheet has left the stack.
	 * Consequences for the state below. */
	unsigned (*taken)(
		struct screen *below, const struct collect *c, enum payment_means means);
	unsigned (*other)(struct screen *below, const struct collect *c);
	void *ctx; /* borrowed */
};

/* Opens it; `below` is the state that asks. */
bool collect_sheet_open(struct screen *below, const struct collect *c);

#endif
