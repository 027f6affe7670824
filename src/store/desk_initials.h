/* The shortest way to write a person: letters of the family name and of the given name, side by
 * side. */
#ifndef STORE_DESK_INITIALS_H
#define STORE_DESK_INITIALS_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/str.h"

enum {
	DESK_MIX_MOST = 4,	/* letters of a beginning and a beginning; more of them are a word */
	DESK_INITIALS_MOST = 6, /* of all the words of a name */
};

/* A person's names, folded. */
struct desk_spelling {
	const char *fold;   /* "van der meersch joris" */
	const char *squash; /* "vandermeerschjoris" */
	size_t family;	    /* bytes of the family name in .squash */
	const char *initials; /* desk_initials_add() */
};

/* Appends, as words, the initials of a name in the ways people write them: with and without its
 * particles, either name first ("vdmj jvdm mj jm"). Both folded. */
void desk_initials_add(struct str *out, const char *family, const char *given);

/* How what was typed stands to a person's names. */
enum desk_initials {
	DESK_INITIALS_NOT,
	DESK_INITIALS_ASIDE, /* with a particle or a further word of the family name: "vj" */
	DESK_INITIALS_TURNED, /* the given name first: "jm" */
	DESK_INITIALS_MAIN,  /* with the word that people go by: "mj" for VAN DER MEERSCH Joris */
};

/* Whether what was typed (folded, one word) is a beginning of the family name (of any of its
 * words) and one of the given name, in either order: "duin", "indu"; or all the initials, or the
 * first of them. */
enum desk_initials desk_initials_match(
	const struct desk_spelling *n, const char *typed, size_t length);
/* Whether what was typed without its blanks begins at some word of the family name: "latour" for
 * DE LA TOUR. */
bool desk_begins_inside(const struct desk_spelling *n, const char *squash);

#endif
