#include "cli/nearest.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"

void nearest_init(struct nearest *n, const char *typed)
{
	*n = (struct nearest){ .typed = fold_dup(typed) };
	/* One slip in a short word, three in a long one. */
	n->distance = 2 + strlen(n->typed) / 4;
	if (n->distance > 4)
		n->distance = 4;
}

void nearest_try(struct nearest *n, const char *name, const char *answer)
{
	char *folded = fold_dup(name);
	size_t len = strlen(n->typed);
	size_t distance = n->distance;

	/* The beginning of a name is as good as a slip. */
	if (len > 1 && !strncmp(folded, n->typed, len))
		distance = 1;
	else if (n->distance > 0)
		distance = fold_distance(n->typed, folded, n->distance - 1);
	if (distance < n->distance) {
		n->distance = distance;
		n->answer = answer;
	}
	free(folded);
}

void nearest_release(struct nearest *n)
{
	free(n->typed);
	*n = (struct nearest){ 0 };
}
