/* What the files of the directory's criteria share: kinds of criteria as the finder knows them. */
#ifndef ETAPE_TUI_CONTACTS_FILTER_H
#define ETAPE_TUI_CONTACTS_FILTER_H

#include "tui/screens/contacts.h"

/* What stands in the finder's .kind; compared as pointers. Beside each: the id. */
extern const char criterion_all[];	   /* 1 */
extern const char criterion_again[];	   /* 1: those that were taken off last */
extern const char criterion_saved[];	   /* of the saved filter */
extern const char criterion_delete[];	   /* of the saved filter */
extern const char criterion_role[];	   /* a set, 1u << enum mandate_role */
extern const char criterion_flag[];	   /* enum contacts_flag */
extern const char criterion_at[];	   /* enum person_at + 1: the rencontre is then chosen */
extern const char criterion_event[];	   /* of the rencontre that is on */
extern const char criterion_kind[];	   /* a set, 1u << enum structure_kind */
extern const char criterion_departement[]; /* the code's bytes */
extern const char criterion_academie[];	   /* of one of its cités; 0 for the one that is on */
extern const char criterion_cite[];	   /* of the cité */
extern const char criterion_structure[];
extern const char criterion_day[];	   /* 1: the day that it is as of */   /* of the structure that is on */

enum contacts_flag {
	FLAG_MEMBER = 1,
	FLAG_NOT_MEMBER,
	FLAG_NEVER_CAME,
	FLAG_NO_EMAIL,
	FLAG_NO_PHONE,
	FLAG_UNCONFIRMED,
	FLAG_CHANGED,
};

/* Whether it asks for anything that a heading says, text apart: also for another day than today, which
 * restricts nobody. */
bool contacts_query_asks(const struct person_query *q);
bool contacts_criterion_on(const struct person_filter *f, const char *kind, int64_t id);
int64_t contacts_pack_code(const char *code);
void contacts_unpack_code(int64_t id, char code[9]);

/* For whom contacts_find_criteria() offers: one at a time, it is modal. */
void contacts_offer_for(struct contacts_criteria *c);
bool contacts_find_criteria(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err);

/* From now on the look is that of `from`; the user's is kept. */
void contacts_lend_look(struct contacts_criteria *c, const struct person_query *from);

#endif
