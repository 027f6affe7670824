/* The communes of a cité as they are typed in one field: "Amiens, Longueau". */
#ifndef ETAPE_TUI_CITES_FORM_COMMUNES_H
#define ETAPE_TUI_CITES_FORM_COMMUNES_H

#include <stddef.h>

#include "etape/reference.h"
#include "etape/str.h"
#include "tui/widgets/form.h"

enum { COMMUNES_MOST = 64 }; /* of one cité */

/* A commune that may be named. */
struct known_commune {
	char insee[6];
	char departement[4];
	char *name;  /* owned: with its département in parentheses where others have that name */
	char *fold;  /* of that name, owned */
	char *plain; /* folded name alone, owned */
	int32_t lat; /* 1e-5 degrees */
	int32_t lon;
};

struct communes {
	struct known_commune *known; /* the most populous first, owned */
	size_t count;
};

bool communes_load(struct communes *c, struct db *db, struct err *err);
void communes_release(struct communes *c);

/* Appends the communes of a cité as the field shows them. */
bool communes_of_cite(
	const struct communes *c, struct db *db, int64_t cite, struct str *out, struct err *err);

/* Reads the field: what each name means, in order, twice the same once; at most COMMUNES_MOST. Gives
 * how many. A name that no commune has is left out and, with `unknown`, the first is appended. */
size_t communes_read(const struct communes *c, const char *typed,
	const struct known_commune *found[COMMUNES_MOST], struct str *unknown);

/* Proposes whole fields: what stands before the last comma, and a commune for what follows it. */
void communes_propose(
	const struct communes *c, const char *typed, form_candidate_fn add, void *arg);

#endif
