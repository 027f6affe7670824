/* Somebody registered on the spot: between the files of the form. */
#ifndef ETAPE_TUI_SCREENS_DESK_WALKIN_H
#define ETAPE_TUI_SCREENS_DESK_WALKIN_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/fee.h"
#include "etape/payment.h"
#include "etape/person.h"
#include "tui/screens/desk.h"
#include "tui/widgets/form.h"

#define NEW_STRUCTURE INT64_C(-1) /* form_id() of the structure: what was typed is a new one */

/* The form's own context. */
struct walkin {
	struct desk_state *desk;
	int64_t replaces; /* registration of whom the newcomer replaces; 0: nobody */

	/* as the fields stand: desk_walkin_advise() */
	int64_t same;		   /* somebody of that name who is known; 0: nobody */
	int64_t same_registration; /* and registered; 0: not */
	bool fee_known;
	enum fee_state fee;
	cents_t owed;
	struct str fee_words; /* "150,00 € à régler" */

	struct payment payment; /* taken when it is saved; .cents 0: none */
	char *reference;	/* of it, owned; NULL: none */
	bool in_one_key;	/* ^E: not kept when saving fails */
};

/* desk_walkin.c: copies out of the form, to be released with person_release(). */
void desk_walkin_person(const struct form *f, struct person *p);

/* desk_walkin_advice.c: the form's advise(). */
void desk_walkin_advise(struct form *f, struct str *out);
/* Appends "nouvelle structure : commune", of the kind that its name says. */
void desk_walkin_new_structure(struct str *out, const char *name);

/* desk_walkin_name.c: appends what was typed as names; capitals, a comma, or whom the directory
 * knows tell which is which, else the family name comes first. */
void desk_walkin_name(
	struct db *db, const char *typed, struct str *family, struct str *given);

#endif
