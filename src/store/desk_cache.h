/* The names of one event's people, kept between two letters: reading 2,000 of them
 * anew for each would take longer than the letter may. */
#ifndef STORE_DESK_CACHE_H
#define STORE_DESK_CACHE_H

#include "store/db_internal.h"
#include "store/idmap.h"

struct desk_entry {
	int64_t registration;
	int64_t person;
	char *fold;   /* owned: family then given name, and where the other texts lie */
	char *squash; /* into the same block: without blanks */
	char *turned; /* the same, given name first */
	size_t family; /* bytes of the family name in .squash */
	char *initials; /* desk_initials_add() */
	char *code;   /* lower case */
	char *email;  /* lower case */
	char *posts;  /* folded */
	char *words;  /* function, structure, cité, telephones: folded */
	char *announcer; /* name of who announced her, folded; "" */
};

struct desk_cache {
	int64_t event;
	int64_t seen;	       /* last change of the journal that it knows */
	struct desk_entry *at; /* in order of folded name */
	size_t count;
	struct idmap people; /* person to entry */
};

/* The cache for an event, brought up to date: check-ins and payments change nothing in it,
 * any other change has it read again. NULL on failure. Borrowed until the next call. */
const struct desk_cache *desk_cache_get(struct db *db, int64_t event, struct err *err);

#endif
