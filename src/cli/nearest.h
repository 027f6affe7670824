/* "Did you mean …?": the nearest of several names to what was typed. */
#ifndef ETAPE_CLI_NEAREST_H
#define ETAPE_CLI_NEAREST_H

#include <stddef.h>

struct nearest {
	char *typed;	    /* folded, owned */
	const char *answer; /* what to suggest so far, NULL for nothing; borrowed */
	size_t distance;    /* of it */
};

void nearest_init(struct nearest *n, const char *typed);
/* Considers a name; `answer` is what is suggested when it is the nearest. */
void nearest_try(struct nearest *n, const char *name, const char *answer);
void nearest_release(struct nearest *n);

#endif
